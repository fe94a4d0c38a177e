package sat

// probe tries the roots of the graph of binary clauses: a literal whose propagation fails is false.
func (s *Solver) probe() {
	limit := s.budget(0.10)
	roots := s.roots()
	for _, p := range roots {
		if s.ticks > limit || s.interrupted() {
			return
		}
		if s.values[p] != 0 || int(s.probedAt[p]) == len(s.trail)+1 {
			continue
		}
		s.decide(p)
		if s.propagate() {
			s.backtrack(0)
			s.probedAt[p] = int32(len(s.trail)) + 1 //nolint:gosec // below maxVariables
			continue
		}
		s.stats.Probed++
		unit := s.derive()
		s.clearAnalysis()
		s.backtrack(0)
		s.learnUnit(unit)
		if !s.propagateRoot() {
			return
		}
		if s.values[p] == 0 {
			s.learnUnit(p.not())
			if !s.propagateRoot() {
				return
			}
		}
	}
}

// learnUnit assigns a literal that follows from the formula by propagation.
func (s *Solver) learnUnit(l lit) {
	s.proof.add(l)
	s.assign(l, noReason)
}

// roots are the literals that imply others by binary clauses and are implied by none, those not probed lately first.
func (s *Solver) roots() []lit {
	var fresh, stale []lit
	for v := range s.variables {
		for _, p := range [2]lit{positive(v), positive(v).not()} {
			if s.values[p] != 0 || s.inactive[v] || len(s.bins[p]) == 0 || len(s.bins[p.not()]) != 0 {
				continue
			}
			switch at := int(s.probedAt[p]); {
			case at == 0:
				fresh = append(fresh, p)
			case at <= len(s.trail):
				stale = append(stale, p)
			}
		}
	}
	return append(fresh, stale...)
}
