package sat

import (
	"cmp"
	"slices"
)

// Longer clauses than subsumeSize are not looked at; a literal in more clauses than subsumeOccurrences is not connected further.
const (
	subsumeSize        = 60
	subsumeOccurrences = 300
)

// subsume removes clauses that another one implies, and literals that a resolution with another one shows to be superfluous.
// Each clause is connected at one of its literals only: a clause finds all that subsume it among the connections of its own
// literals and, for strengthening, of their opposites.
func (s *Solver) subsume() {
	s.uniteBinaries()
	limit := s.budget(0.10)
	var order []ref
	for _, list := range [][]ref{s.clauses, s.learned} {
		for _, c := range list {
			if !s.garbage(c) && s.size(c) <= subsumeSize && (!s.redundant(c) || s.glue(c) <= tierTwo) {
				order = append(order, c)
			}
		}
	}
	slices.SortStableFunc(order, func(a, b ref) int { return cmp.Compare(s.arena[a+1], s.arena[b+1]) })
	fresh := make([]bool, s.variables) // variables of clauses that the last round has not seen
	for _, c := range order {
		if s.arena[c]&flagSubsume != 0 {
			for _, l := range s.lits(c) {
				fresh[l.variable()] = true
			}
		}
	}
	connected := make([][]ref, 2*s.variables)
	changed := false
	for _, c := range order {
		if s.ticks > limit || s.interrupted() {
			break
		}
		if s.arena[c]&flagSubsume != 0 || s.anyFresh(c, fresh) {
			c, changed = s.subsumeClause(c, connected, changed)
		}
		if c == noClause {
			continue
		}
		s.arena[c] &^= flagSubsume
		s.connect(c, connected)
	}
	if changed {
		s.collect()
		s.rewatch()
	}
}

// anyFresh tells whether a clause that might subsume c is new: it would have at least two literals, all of them in c.
func (s *Solver) anyFresh(c ref, fresh []bool) bool {
	n := 0
	for _, l := range s.lits(c) {
		if fresh[l.variable()] {
			n++
		}
	}
	return n > 1
}

func (s *Solver) connect(c ref, connected [][]ref) {
	least := noLit
	for _, l := range s.lits(c) {
		if least == noLit || len(connected[l]) < len(connected[least]) {
			least = l
		}
	}
	if len(connected[least]) < subsumeOccurrences {
		connected[least] = append(connected[least], c)
	}
}

// subsumeClause looks for something that subsumes or strengthens c. It returns the clause to go on with, or noClause.
func (s *Solver) subsumeClause(c ref, connected [][]ref, changed bool) (ref, bool) {
	lits := s.lits(c)
	for _, l := range lits {
		s.marks[l.variable()] = l.phase()
	}
	by, binaryBy, remove := s.findSubsuming(c, connected)
	for _, l := range lits {
		s.marks[l.variable()] = 0
	}
	switch {
	case by == noClause && !binaryBy:
		return c, changed
	case remove == noLit:
		if by != noClause && !s.redundant(c) && s.redundant(by) {
			s.promote(by)
		}
		s.stats.Subsumed++
		s.drop(c)
		return noClause, true
	default:
		s.stats.Strengthened++
		kept := s.scratch[:0]
		for _, l := range lits {
			if l != remove {
				kept = append(kept, l)
			}
		}
		s.scratch = kept
		s.replace(c, kept)
		if len(kept) == 2 {
			return noClause, true
		}
		return ref(u32(len(s.arena) - headerWords - len(kept))), true
	}
}

// findSubsuming finds a clause, or a binary one, that subsumes c (remove is noLit) or c with one literal turned round.
// The literals of c are marked.
func (s *Solver) findSubsuming(c ref, connected [][]ref) (by ref, binaryBy bool, remove lit) {
	redundant := s.redundant(c)
	for _, l := range s.lits(c) {
		for _, p := range [2]lit{l, l.not()} {
			for _, b := range s.bins[p.not()] { // clauses p or q
				q := b.lit()
				m := s.marks[q.variable()]
				if m == 0 {
					continue
				}
				switch {
				case p == l && m == q.phase():
					if b.redundant() && !redundant {
						continue
					}
					return noClause, true, noLit
				case p == l: // l or not q, and q in c: q is superfluous
					return noClause, true, q.not()
				case m == q.phase():
					return noClause, true, l
				}
			}
			s.ticks += 1 + int64(len(s.bins[p.not()])>>4)
			for _, d := range connected[p] {
				s.ticks++
				if s.garbage(d) {
					continue
				}
				if ok, r := s.subsumes(d); ok {
					return d, false, r
				}
			}
		}
	}
	return noClause, false, noLit
}

// subsumes tells whether all literals of d are marked, but for at most one whose opposite is: that one is to be removed.
func (s *Solver) subsumes(d ref) (ok bool, remove lit) {
	remove = noLit
	for _, l := range s.lits(d) {
		switch s.marks[l.variable()] {
		case l.phase():
		case -l.phase():
			if remove != noLit {
				return false, noLit
			}
			remove = l.not()
		default:
			return false, noLit
		}
	}
	return true, remove
}

// promote makes a learned clause irredundant, because it takes the place of one.
func (s *Solver) promote(c ref) {
	s.arena[c] &^= flagRedundant
	if i := slices.Index(s.learned, c); i >= 0 {
		s.learned = slices.Delete(s.learned, i, i+1)
	}
	s.clauses = append(s.clauses, c)
}
