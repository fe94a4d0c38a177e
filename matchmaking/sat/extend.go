package sat

// extension remembers what has been taken out of the formula, so that a model can be completed and a variable can come back.
type extension struct {
	// stack holds clauses that a model of the rest must still be made to satisfy, oldest first: the witness literal, which may
	// be flipped to true for it, the number of literals, the literals.
	stack  []lit
	frozen []int32 // assumed just now
}

func (e *extension) grow() {
	e.frozen = append(e.frozen, 0)
}

// push remembers a clause with its witness.
func (e *extension) push(witness lit, clause ...lit) {
	e.stack = append(e.stack, clause...)
	e.stack = append(e.stack, lit(u32(len(clause))), witness)
}

// revive brings an eliminated variable back, with its clauses and every later eliminated variable in them.
func (s *Solver) revive(v uint32) {
	e := &s.extension
	if !s.inactive[v] {
		return
	}
	pending := []uint32{v}
	var clauses [][]lit
	for len(pending) > 0 {
		v := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		if !s.inactive[v] {
			continue
		}
		s.stats.Eliminated--
		s.resume(v)
		for _, c := range e.take(v) {
			for _, l := range c {
				pending = append(pending, l.variable())
			}
			clauses = append(clauses, c)
		}
	}
	for _, c := range clauses {
		s.addInput(c, nil)
	}
}

// take removes the clauses of an eliminated variable from the stack.
func (e *extension) take(v uint32) [][]lit {
	var found [][]lit
	var kept [][]lit
	for end := len(e.stack); end > 0; {
		n := int(e.stack[end-2])
		entry := e.stack[end-2-n : end]
		if e.stack[end-1].variable() == v {
			found = append(found, append([]lit(nil), entry[:n]...))
		} else {
			kept = append(kept, entry)
		}
		end -= n + 2
	}
	fresh := make([]lit, 0, len(e.stack))
	for i := len(kept) - 1; i >= 0; i-- {
		fresh = append(fresh, kept[i]...)
	}
	e.stack = fresh
	return found
}

// extend turns the assignment of the trail into a model of the whole formula.
func (s *Solver) extend() {
	e := &s.extension
	if cap(s.model) < int(s.variables) {
		s.model = make([]bool, s.variables)
	}
	s.model = s.model[:s.variables]
	for v := range s.variables {
		switch s.values[positive(v)] {
		case 1:
			s.model[v] = true
		case -1:
			s.model[v] = false
		default:
			s.model[v] = s.saved[v] > 0
		}
	}
	holds := func(l lit) bool { return s.model[l.variable()] == (l&1 == 0) }
	for end := len(e.stack); end > 0; {
		n := int(e.stack[end-2])
		witness := e.stack[end-1]
		satisfied := false
		for _, l := range e.stack[end-2-n : end-2] {
			if holds(l) {
				satisfied = true
				break
			}
		}
		if !satisfied {
			s.model[witness.variable()] = witness&1 == 0
		}
		end -= n + 2
	}
}

// addInput adds a clause in the solver's literals: original, if not nil, is the caller's form of it, of which the proof already
// knows.
func (s *Solver) addInput(clause []lit, original []Lit) {
	if s.unsat {
		return
	}
	kept := clause[:0]
	changed := false
	tautology := false
	for _, l := range clause {
		m := s.marks[l.variable()]
		switch {
		case s.values[l] > 0 || m == -l.phase():
			tautology = true
		case s.values[l] < 0 || m == l.phase():
			changed = true
		default:
			s.marks[l.variable()] = l.phase()
			kept = append(kept, l)
		}
	}
	for _, l := range kept {
		s.marks[l.variable()] = 0
	}
	if tautology {
		return
	}
	if original != nil && !changed {
		for i, l := range original {
			if s.internal(l) != kept[i] {
				changed = true
			}
		}
	}
	if changed || original == nil {
		s.proof.add(kept...)
	}
	switch len(kept) {
	case 0:
		s.refute()
	case 1:
		s.assign(kept[0], noReason)
		s.propagateRoot()
	case 2:
		s.addBinary(kept[0], kept[1], false)
	default:
		s.watchClause(s.newClause(kept, false, 0))
	}
}
