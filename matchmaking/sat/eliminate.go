package sat

import (
	"cmp"
	"slices"
)

// Limits of variable elimination.
const (
	eliminateOccurrences = 100 // per literal
	eliminateSize        = 100 // of clauses and resolvents
	eliminateBound       = 16  // more clauses than before, at most; doubled from 0 whenever nothing is left to try
)

// occurrence is an irredundant clause: of the arena, or a binary one with its other literal.
type occurrence struct {
	clause ref
	other  lit
}

// eliminate resolves variables away when that does not make the formula much larger. Their clauses go to the extension
// stack. They stay in the proof, because a later clause may bring the variable back.
func (s *Solver) eliminate() {
	limit := s.budget(0.10)
	s.uniteBinaries()
	occs := make([][]occurrence, 2*s.variables)
	for _, c := range s.clauses {
		if !s.garbage(c) {
			for _, l := range s.lits(c) {
				occs[l] = append(occs[l], occurrence{clause: c})
			}
		}
	}
	complete := true
	before := s.stats.Eliminated
	for round := 0; round < 3 && complete && !s.unsat; round++ {
		schedule := s.eliminateSchedule(occs)
		if len(schedule) == 0 {
			break
		}
		for _, v := range schedule {
			if s.ticks > limit || s.interrupted() {
				complete = false
				break
			}
			s.touched[v] = false
			s.tryEliminate(v, occs)
			if s.unsat {
				return
			}
		}
	}
	if s.stats.Eliminated != before {
		s.dropEliminated()
	}
	if !s.propagateRoot() {
		return
	}
	if complete && s.elimBound < eliminateBound {
		s.elimBound = max(1, 2*s.elimBound)
		for v := range s.touched {
			s.touched[v] = true
		}
	}
}

func (s *Solver) eliminateSchedule(occs [][]occurrence) []uint32 {
	var schedule []uint32
	weight := make([]int, s.variables)
	for v := range s.variables {
		p := positive(v)
		if !s.touched[v] || s.inactive[v] || s.values[p] != 0 || s.extension.frozen[v] > 0 {
			continue
		}
		a, b := len(occs[p])+len(s.bins[p.not()]), len(occs[p.not()])+len(s.bins[p])
		if a > eliminateOccurrences || b > eliminateOccurrences {
			continue
		}
		weight[v] = a*b - a - b
		schedule = append(schedule, v)
	}
	slices.SortStableFunc(schedule, func(a, b uint32) int { return cmp.Compare(weight[a], weight[b]) })
	return schedule
}

// live gathers the irredundant clauses of a literal that are still there.
func (s *Solver) live(l lit, occs [][]occurrence) []occurrence {
	n := 0
	for _, o := range occs[l] {
		if !s.garbage(o.clause) {
			occs[l][n] = o
			n++
		}
	}
	occs[l] = occs[l][:n]
	list := slices.Clone(occs[l])
	for _, b := range s.bins[l.not()] {
		if !b.redundant() && s.values[b.lit()] <= 0 {
			list = append(list, occurrence{other: b.lit()})
		}
	}
	s.ticks += int64(n) + 1
	return list
}

// literals are those of an occurrence of l.
func (s *Solver) literals(o occurrence, l lit, buf []lit) []lit {
	buf = buf[:0]
	if o.clause == noClause {
		return append(buf, l, o.other)
	}
	return append(buf, s.lits(o.clause)...)
}

// tryEliminate replaces the clauses of v by their resolvents unless these are too many.
func (s *Solver) tryEliminate(v uint32, occs [][]occurrence) {
	p := positive(v)
	if s.values[p] != 0 || s.inactive[v] {
		return
	}
	pos, neg := s.live(p, occs), s.live(p.not(), occs)
	if len(pos) > eliminateOccurrences || len(neg) > eliminateOccurrences {
		return
	}
	bound := len(pos) + len(neg) + s.elimBound
	var resolvents [][]lit
	var a, b []lit
	for _, x := range pos {
		a = s.literals(x, p, a)
		for _, l := range a {
			s.marks[l.variable()] = l.phase()
		}
		tooMany := false
		for _, y := range neg {
			b = s.literals(y, p.not(), b)
			s.ticks++
			if r := s.resolve(a, b, v); r != nil {
				resolvents = append(resolvents, r)
				if len(resolvents) > bound || len(r) > eliminateSize {
					tooMany = true
					break
				}
			}
		}
		for _, l := range a {
			s.marks[l.variable()] = 0
		}
		if tooMany {
			return
		}
	}
	for _, side := range []struct {
		l    lit
		list []occurrence
	}{{p, pos}, {p.not(), neg}} {
		for _, o := range side.list {
			a = s.literals(o, side.l, a)
			s.extension.push(side.l, a...)
		}
	}
	s.stats.Eliminated++
	s.suspend(v)
	for _, r := range resolvents {
		s.addResolvent(r, occs)
	}
	for _, o := range slices.Concat(pos, neg) {
		if o.clause == noClause {
			s.touched[o.other.variable()] = true
			continue
		}
		s.touch(s.lits(o.clause))
		s.discard(o.clause)
	}
	for _, l := range [2]lit{p, p.not()} {
		for _, b := range s.bins[l] {
			s.dropBinary(b.lit().not(), l.not())
			if b.redundant() {
				s.proof.remove(l.not(), b.lit())
			}
		}
		s.bins[l] = nil
		occs[l] = nil
	}
	s.touched[v] = false
}

// resolve is the resolvent on v of the marked clause a with b, or nil if one of the three is satisfied or says nothing.
func (s *Solver) resolve(a, b []lit, v uint32) []lit {
	for _, l := range b {
		if l.variable() != v && (s.marks[l.variable()] == -l.phase() || s.values[l] > 0) {
			return nil
		}
	}
	r := make([]lit, 0, len(a)+len(b)-2)
	for _, l := range a {
		if s.values[l] > 0 {
			return nil
		}
		if l.variable() != v && s.values[l] == 0 {
			r = append(r, l)
		}
	}
	for _, l := range b {
		if l.variable() != v && s.marks[l.variable()] == 0 && s.values[l] == 0 {
			r = append(r, l)
		}
	}
	return r
}

// addResolvent adds a clause of literals that were open when it was made.
func (s *Solver) addResolvent(r []lit, occs [][]occurrence) {
	if s.unsat {
		return
	}
	s.proof.add(r...)
	kept := s.scratch[:0]
	for _, l := range r {
		if s.values[l] > 0 {
			return
		}
		if s.values[l] == 0 {
			kept = append(kept, l)
		}
	}
	s.scratch = kept
	if len(kept) < len(r) {
		s.proof.add(kept...)
	}
	switch len(kept) {
	case 0:
		s.refute()
	case 1:
		s.assign(kept[0], noReason)
	case 2:
		s.addBinary(kept[0], kept[1], false)
	default:
		c := s.newClause(kept, false, 0)
		s.watchClause(c)
		for _, l := range kept {
			occs[l] = append(occs[l], occurrence{clause: c})
		}
	}
	s.touch(kept)
}

// dropEliminated removes the learned clauses with eliminated variables.
func (s *Solver) dropEliminated() {
	for _, c := range s.learned {
		if s.garbage(c) {
			continue
		}
		for _, l := range s.lits(c) {
			if s.inactive[l.variable()] {
				s.drop(c)
				break
			}
		}
	}
	s.collect()
}
