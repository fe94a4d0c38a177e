package sat

// Hurry makes every interruption of the search come after a handful of conflicts, so that small formulas meet them all.
func (s *Solver) Hurry() {
	s.limits.set(pace{mode: 4, luby: 3, rephase: 2, reduce: 7, inprocess: 3})
}
