package sat

import (
	"cmp"
	"slices"
)

// vivify shortens clauses: it assumes the opposites of a clause's literals one by one and sees what propagation makes of
// them. Clauses are taken in an order in which neighbours share their first literals, so that most decisions are kept.
func (s *Solver) vivify() {
	s.vivifyList(func(c ref) bool { return s.redundant(c) && s.glue(c) <= tierOne }, 0.05)
	s.vivifyList(func(c ref) bool { return s.redundant(c) && s.glue(c) > tierOne && s.glue(c) <= tierTwo }, 0.10)
	s.vivifyList(func(c ref) bool { return !s.redundant(c) }, 0.03)
}

// candidate is a clause with its literals in the order of the attempt.
type candidate struct {
	clause ref
	lits   []lit
}

func (s *Solver) vivifyList(wanted func(ref) bool, share float64) {
	if s.unsat || !s.propagateRoot() || s.interrupted() {
		return
	}
	s.tidy()
	limit := s.budget(share)
	schedule := s.vivifySchedule(wanted)
	for _, c := range schedule {
		if s.ticks > limit || s.interrupted() {
			break
		}
		if s.garbage(c.clause) {
			continue
		}
		s.arena[c.clause] &^= flagVivify
		s.vivifyClause(c)
		if s.unsat {
			break
		}
	}
	s.ignored = noClause
	s.backtrack(0)
	if s.propagateRoot() {
		s.collect()
	}
}

func (s *Solver) vivifySchedule(wanted func(ref) bool) []candidate {
	count := make([]int32, 2*s.variables)
	var all []ref
	waiting := false
	for _, list := range [][]ref{s.clauses, s.learned} {
		for _, c := range list {
			if s.garbage(c) {
				continue
			}
			for _, l := range s.lits(c) {
				count[l]++
			}
			if wanted(c) {
				all = append(all, c)
				waiting = waiting || s.arena[c]&flagVivify != 0
			}
		}
	}
	byCount := func(a, b lit) int {
		if d := cmp.Compare(count[b], count[a]); d != 0 {
			return d
		}
		return cmp.Compare(a, b)
	}
	var schedule []candidate
	for _, c := range all {
		if !waiting {
			s.arena[c] |= flagVivify
		}
		if s.arena[c]&flagVivify == 0 {
			continue
		}
		lits := slices.Clone(s.lits(c))
		slices.SortFunc(lits, byCount)
		schedule = append(schedule, candidate{c, lits})
	}
	slices.SortFunc(schedule, func(a, b candidate) int {
		if d := slices.CompareFunc(a.lits, b.lits, byCount); d != 0 {
			return d
		}
		return cmp.Compare(a.clause, b.clause)
	})
	return schedule
}

// vivifyClause tries one clause on top of the decisions that are left from the one before.
func (s *Solver) vivifyClause(c candidate) {
	for _, l := range c.lits {
		if s.values[l] != 0 && s.vars[l.variable()].level == 0 {
			s.backtrack(0) // since the schedule was made
			s.tidyClause(c.clause)
			return
		}
	}
	for _, l := range c.lits {
		if a := s.vars[l.variable()]; s.values[l] > 0 && a.reason == reason(c.clause) {
			s.backtrack(a.level - 1)
		}
	}
	s.ignored = c.clause
	for i := range s.control {
		if i >= len(c.lits) || s.trail[s.control[i]] != c.lits[i].not() {
			s.backtrack(u32(i))
			break
		}
	}
	var implied lit
	conflict, satisfied := false, false
	for _, l := range c.lits {
		v := s.values[l]
		if v < 0 {
			continue
		}
		if v > 0 {
			satisfied, implied = true, l
			break
		}
		s.decide(l.not())
		if !s.propagate() {
			conflict = true
			break
		}
	}
	short := s.vivified(c, conflict, satisfied, implied)
	switch {
	case len(short) < len(c.lits):
		s.stats.Vivified++
		s.backtrack(0)
		s.ignored = noClause
		s.replace(c.clause, short)
		s.propagateRoot()
	case conflict || satisfied:
		if s.redundant(c.clause) {
			s.stats.Vivified++
			s.drop(c.clause) // the others imply it by propagation
		}
		if conflict {
			s.backtrack(s.level() - 1)
		}
	}
}

// vivified is the part of the clause that propagation without it has shown to suffice.
func (s *Solver) vivified(c candidate, conflict, satisfied bool, implied lit) []lit {
	short := s.scratch[:0]
	if !conflict && !satisfied {
		for _, l := range c.lits {
			if s.vars[l.variable()].reason == noReason {
				short = append(short, l)
			}
		}
		s.scratch = short
		return short
	}
	if conflict {
		if s.conflict.isBinary() {
			s.seenAbove(s.conflicted)
		}
		s.seenReason(s.conflict, noLit)
	} else {
		short = append(short, implied)
		s.seenReason(s.vars[implied.variable()].reason, implied)
	}
	for i := len(s.trail) - 1; i >= int(s.control[0]); i-- {
		l := s.trail[i]
		v := l.variable()
		if s.flags[v]&flagSeen == 0 {
			continue
		}
		s.flags[v] = 0
		if r := s.vars[v].reason; r != noReason {
			s.seenReason(r, l)
		} else {
			short = append(short, l.not())
		}
	}
	s.scratch = short
	return short
}

// seenReason marks the literals of a reason above level 0, but not the one that it implies.
func (s *Solver) seenReason(r reason, implied lit) {
	if r.isBinary() {
		s.seenAbove(r.other())
		return
	}
	for _, l := range s.lits(r.clause()) {
		if l != implied {
			s.seenAbove(l)
		}
	}
}
