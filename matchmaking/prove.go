package matchmaking

// Prove says how good a schedule is that the solver did not make, or that was changed since: every bound is that of a
// relaxation, so Verify recomputes all of them. Errors: *Invalid, ErrNoSchedule.
func Prove(p Problem, s Schedule) (Proof, error) {
	r, err := NewRepairer(p, s)
	if err != nil {
		return Proof{}, err
	}
	return newBounds(r.c).proof(r.Schedule().Score), nil
}
