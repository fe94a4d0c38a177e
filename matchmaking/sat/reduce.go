package sat

import (
	"cmp"
	"math"
	"slices"
)

// reduceFraction is the share of the candidates that a reduction drops.
const reduceFraction = 0.75

// reduce drops the learned clauses that promise least: high glue, long, not used since the last time.
func (s *Solver) reduce() {
	s.stats.Reductions++
	for _, l := range s.trail {
		if r := s.vars[l.variable()].reason; r != noReason && !r.isBinary() {
			s.arena[r.clause()] |= flagReason
		}
	}
	var candidates []ref
	for _, c := range s.learned {
		head := s.arena[c]
		if head&(flagGarbage|flagReason) != 0 {
			continue
		}
		glue := uint32(head >> glueShift)
		if head&(flagUsed|flagUsedTwice) != 0 {
			if head&flagUsedTwice != 0 {
				s.arena[c] &^= flagUsedTwice
			} else {
				s.arena[c] &^= flagUsed
			}
			continue
		}
		if glue > tierOne {
			candidates = append(candidates, c)
		}
	}
	slices.SortStableFunc(candidates, func(a, b ref) int {
		if d := cmp.Compare(s.glue(b), s.glue(a)); d != 0 {
			return d
		}
		return cmp.Compare(s.arena[b+1], s.arena[a+1])
	})
	for _, c := range candidates[:int(float64(len(candidates))*reduceFraction)] {
		s.proof.remove(s.lits(c)...)
		s.discard(c)
	}
	for _, l := range s.trail {
		if r := s.vars[l.variable()].reason; r != noReason && !r.isBinary() {
			s.arena[r.clause()] &^= flagReason
		}
	}
	s.collect()
	s.limits.reduce = s.stats.Conflicts + int64(float64(s.limits.pace.reduce)*math.Sqrt(float64(s.stats.Reductions+1)))
}
