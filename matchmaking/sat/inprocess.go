package sat

import "math"

// simplification is what the rounds of simplification keep between them.
type simplification struct {
	scratch    []lit
	pairMark   []uint8 // by literal, all zero between uses
	touched    []bool  // by variable: may be eliminated more easily than at the last attempt
	probedAt   []int32 // by literal: assignments of level 0 when it was last probed, plus one
	searchMark int64   // ticks of the search when the last round ended
	lastSearch int64
	elimBound  int
}

func (sm *simplification) growSimplification() {
	sm.pairMark = append(sm.pairMark, 0, 0)
	sm.touched = append(sm.touched, true)
	sm.probedAt = append(sm.probedAt, 0, 0)
}

// Shares of the search's ticks that the simplifications may spend, and what they may spend at least.
const (
	minimumBudget = 2_000_000
)

// budget is the ticks that one technique may reach in this round.
func (s *Solver) budget(share float64) int64 {
	return s.ticks + minimumBudget + int64(share*float64(s.lastSearch))
}

// inprocess simplifies the formula between two parts of the search.
func (s *Solver) inprocess() {
	s.backtrack(0)
	s.stats.Inprocessed++
	s.lastSearch = s.ticks - s.searchMark
	started := s.ticks
	s.simplify()
	s.limits.skip(s.ticks - started)
	s.searchMark = s.ticks
	n := float64(s.stats.Inprocessed)
	s.limits.inprocess = s.stats.Conflicts + int64(float64(s.limits.pace.inprocess)*n*math.Log10(n+9))
	s.resetTarget()
	s.bestLength = 0
}

func (s *Solver) simplify() {
	steps := []func(){s.probe, s.vivify, s.subsume, s.eliminate}
	for _, step := range steps {
		if !s.propagateRoot() || s.interrupted() {
			return
		}
		s.tidy()
		step()
		if s.unsat {
			return
		}
	}
	if s.propagateRoot() {
		s.tidy()
		s.collect()
	}
}
