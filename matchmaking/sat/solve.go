package sat

import "context"

// Solve searches for a model of the formula in which the assumptions hold. Satisfiable leaves the model in Value,
// Unsatisfiable the assumptions to blame in Core. When the context ends first the answer is Unknown with the context's error,
// when Options.Stop says so it is Unknown without one; the next call goes on with what has been learned.
func (s *Solver) Solve(ctx context.Context, assumptions ...Lit) (Status, error) {
	s.model, s.core = s.model[:0], s.core[:0]
	s.ctx, s.stopped, s.limits.poll = ctx, false, s.ticks
	defer func() {
		s.backtrack(0)
		s.proof.flush()
		s.ctx = nil
	}()
	if err := ctx.Err(); err != nil {
		return Unknown, err
	}
	assumed := s.assume(assumptions)
	defer s.thaw(assumed)
	if !s.propagateRoot() {
		return Unsatisfiable, nil
	}
	s.diversify()
	status := s.run(assumed)
	if status == Unknown {
		return Unknown, ctx.Err()
	}
	if status == Satisfiable {
		s.extend()
	}
	return status, nil
}

// assume prepares the assumptions: their variables must not be eliminated.
func (s *Solver) assume(assumptions []Lit) []lit {
	list := make([]lit, len(assumptions))
	for i, l := range assumptions {
		list[i] = s.internal(l)
		s.revive(list[i].variable())
		s.extension.frozen[list[i].variable()]++
	}
	return list
}

func (s *Solver) thaw(list []lit) {
	for _, l := range list {
		s.extension.frozen[l.variable()]--
	}
}

// run is the search.
func (s *Solver) run(assumed []lit) Status {
	for {
		if !s.propagate() {
			s.analyze()
			if s.unsat {
				return Unsatisfiable
			}
			continue
		}
		if s.interrupted() {
			return Unknown
		}
		conflicts := s.stats.Conflicts
		switch {
		case s.restartDue():
			s.restart(len(assumed))
		case s.modeDue():
			s.changeMode()
		case s.stable && conflicts >= s.limits.rephase:
			s.rephase()
		case conflicts >= s.limits.reduce:
			s.reduce()
		case conflicts >= s.limits.inprocess && !s.opts.Plain:
			s.inprocess()
			if s.unsat {
				return Unsatisfiable
			}
		default:
			if status := s.advance(assumed); status != Unknown {
				return status
			}
		}
	}
}

// advance takes the next decision, or finds that there is none to take.
func (s *Solver) advance(assumed []lit) Status {
	for len(s.control) < len(assumed) {
		l := assumed[len(s.control)]
		switch {
		case s.values[l] > 0:
			s.pseudoDecide()
		case s.values[l] < 0:
			s.assumptionCore(l)
			return Unsatisfiable
		default:
			s.stats.Decisions++
			s.decide(l)
			return Unknown
		}
	}
	v := s.nextVariable()
	if v == none {
		return Satisfiable
	}
	s.stats.Decisions++
	s.decide(with(v, s.decisionPhase(v)))
	return Unknown
}

// interrupted asks the context and the Stop option, every few milliseconds.
func (s *Solver) interrupted() bool {
	if s.ticks >= s.limits.poll && !s.stopped {
		s.limits.poll = s.ticks + pollInterval
		s.stopped = s.ctx != nil && s.ctx.Err() != nil || s.opts.Stop != nil && s.opts.Stop()
	}
	return s.stopped
}
