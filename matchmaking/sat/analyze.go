package sat

import (
	"cmp"
	"slices"
)

// Flags of a variable during the analysis of one conflict.
const (
	flagSeen      uint8 = 1 << iota
	flagRemovable       // its literal follows from the others of the learned clause
	flagPoison          // it does not
)

// levelMark is what the analysis knows of one decision level.
type levelMark struct {
	seen  uint32 // literals of the learned clause on it
	first uint32 // the earliest place in the trail among them
}

// analysis is the scratch of conflict analysis.
type analysis struct {
	flags     []uint8
	analyzed  []uint32 // variables with flagSeen
	minimized []uint32 // variables with flagRemovable or flagPoison
	levelSeen []levelMark
	levels    []uint32
	clause    []lit // the learned clause, the literal that becomes true first
}

const minimizeDepth = 500

// analyze learns from s.conflict, backtracks and asserts the learned literal. On level 0 the formula is refuted.
func (s *Solver) analyze() {
	s.stats.Conflicts++
	level := s.level()
	if level == 0 {
		s.refute()
		return
	}
	s.rememberTarget(int(s.control[level-1]))
	uip := s.derive()
	glue := u32(len(s.levels)) - 1
	s.minimize()
	if len(s.clause) > 2 && len(s.clause) <= 30 && glue <= 6 {
		s.strengthenByBinaries()
	}
	s.limits.conflict(glue)
	s.bump()

	jump := uint32(0)
	if n := len(s.clause); n > 1 {
		at := 1
		for i := 2; i < n; i++ {
			if s.vars[s.clause[i].variable()].level > s.vars[s.clause[at].variable()].level {
				at = i
			}
		}
		s.clause[1], s.clause[at] = s.clause[at], s.clause[1]
		jump = s.vars[s.clause[1].variable()].level
	}
	s.clearAnalysis()
	s.backtrack(jump)
	s.assign(uip, s.learn(glue))
}

// derive resolves back to the first unique implication point. The learned clause is in s.clause, its asserting literal first.
func (s *Solver) derive() lit {
	s.clause = append(s.clause[:0], 0)
	level := s.level()
	open := 0
	at := len(s.trail)
	var uip lit
	visit := func(l lit) {
		v := l.variable()
		if s.flags[v]&flagSeen != 0 {
			return
		}
		a := &s.vars[v]
		if a.level == 0 {
			return
		}
		s.flags[v] |= flagSeen
		s.analyzed = append(s.analyzed, v)
		m := &s.levelSeen[a.level]
		if m.seen == 0 {
			s.levels = append(s.levels, a.level)
			m.first = a.place
		} else if a.place < m.first {
			m.first = a.place
		}
		m.seen++
		if a.level < level {
			s.clause = append(s.clause, l)
		} else {
			open++
		}
	}
	r := s.conflict
	if r.isBinary() {
		visit(s.conflicted)
	}
	for {
		switch {
		case r.isBinary():
			visit(r.other())
		default:
			c := r.clause()
			s.used(c)
			for _, l := range s.lits(c) {
				visit(l)
			}
		}
		for {
			at--
			uip = s.trail[at]
			if s.flags[uip.variable()]&flagSeen != 0 && s.vars[uip.variable()].level == level {
				break
			}
		}
		open--
		if open == 0 {
			break
		}
		r = s.vars[uip.variable()].reason
	}
	s.clause[0] = uip.not()
	return uip.not()
}

// used notes that a learned clause took part in a conflict, and improves its glue.
func (s *Solver) used(c ref) {
	head := s.arena[c]
	if head&flagRedundant == 0 {
		return
	}
	old := uint32(head >> glueShift)
	if old > tierOne {
		if g := s.currentGlue(c, old); g < old {
			s.setGlue(c, g)
			old = g
		}
	}
	if old <= tierTwo {
		s.arena[c] |= flagUsed | flagUsedTwice
	} else {
		s.arena[c] |= flagUsed
	}
}

// currentGlue counts the decision levels in a clause, less one; it stops at the bound.
func (s *Solver) currentGlue(c ref, bound uint32) uint32 {
	s.limits.glueTime++
	t := s.limits.glueTime
	n := uint32(0)
	for len(s.limits.glueSeen) < len(s.levelSeen) {
		s.limits.glueSeen = append(s.limits.glueSeen, 0)
	}
	for _, l := range s.lits(c) {
		if lv := s.vars[l.variable()].level; s.limits.glueSeen[lv] != t {
			s.limits.glueSeen[lv] = t
			n++
			if n > bound {
				return bound
			}
		}
	}
	return n - 1
}

// minimize removes literals of the learned clause that follow from the others.
func (s *Solver) minimize() {
	n := 1
	for _, l := range s.clause[1:] {
		if s.vars[l.variable()].reason == noReason || !s.redundantLiteral(l, 0) {
			s.clause[n] = l
			n++
		}
	}
	s.clause = s.clause[:n]
}

// redundantLiteral tells whether the false literal l follows from the other literals of the learned clause.
func (s *Solver) redundantLiteral(l lit, depth int) bool {
	v := l.variable()
	f := s.flags[v]
	a := s.vars[v]
	if a.level == 0 || f&flagRemovable != 0 || (depth > 0 && f&flagSeen != 0 && a.level < s.level()) {
		return true
	}
	if a.reason == noReason || f&flagPoison != 0 || a.level == s.level() {
		return false
	}
	m := s.levelSeen[a.level]
	if m.seen == 0 || (depth == 0 && m.seen < 2) || a.place <= m.first || depth > minimizeDepth {
		return false
	}
	ok := true
	if a.reason.isBinary() {
		ok = s.redundantLiteral(a.reason.other(), depth+1)
	} else {
		for _, o := range s.lits(a.reason.clause()) {
			if o.variable() != v && !s.redundantLiteral(o, depth+1) {
				ok = false
				break
			}
		}
	}
	if ok {
		s.flags[v] |= flagRemovable
	} else {
		s.flags[v] |= flagPoison
	}
	s.minimized = append(s.minimized, v)
	return ok
}

// strengthenByBinaries drops literals that are false whenever the asserting one is, by a binary clause.
func (s *Solver) strengthenByBinaries() {
	uip := s.clause[0]
	for _, l := range s.clause[1:] {
		s.marks[l.variable()] = l.phase()
	}
	dropped := 0
	// If uip is false some q is true: were q's opposite in the clause, it could be resolved away.
	for _, b := range s.bins[uip.not()] {
		q := b.lit()
		if s.marks[q.variable()] == -q.phase() {
			s.marks[q.variable()] = 0
			dropped++
		}
	}
	n := 1
	for _, l := range s.clause[1:] {
		if s.marks[l.variable()] != 0 {
			s.marks[l.variable()] = 0
			s.clause[n] = l
			n++
		}
	}
	s.clause = s.clause[:n]
}

// bump moves the variables of the conflict forward in the order of decisions.
func (s *Solver) bump() {
	if s.stable {
		for _, v := range s.analyzed {
			s.bumpScore(v)
		}
		s.decayScores()
		return
	}
	slices.SortFunc(s.analyzed, func(a, b uint32) int { return cmp.Compare(s.stamps[a], s.stamps[b]) })
	for _, v := range s.analyzed {
		s.moveToEnd(v)
	}
}

func (s *Solver) clearAnalysis() {
	for _, v := range s.analyzed {
		s.flags[v] = 0
	}
	for _, v := range s.minimized {
		s.flags[v] = 0
	}
	for _, lv := range s.levels {
		s.levelSeen[lv] = levelMark{}
	}
	s.analyzed, s.minimized, s.levels = s.analyzed[:0], s.minimized[:0], s.levels[:0]
}

// learn adds s.clause, whose first two literals are to be watched, and returns it as the reason of its first literal.
func (s *Solver) learn(glue uint32) reason {
	s.proof.add(s.clause...)
	switch len(s.clause) {
	case 1:
		return noReason
	case 2:
		s.addBinary(s.clause[0], s.clause[1], true)
		return binaryReason(s.clause[1])
	default:
		glue = min(glue, u32(len(s.clause))-1)
		c := s.newClause(s.clause, true, glue)
		s.arena[c] |= flagUsed
		if glue <= tierTwo {
			s.arena[c] |= flagUsedTwice
		}
		s.watchClause(c)
		return reason(c)
	}
}

// assumptionCore finds the assumptions that make the assumption l false, into s.core.
func (s *Solver) assumptionCore(failed lit) {
	s.core = append(s.core[:0], failed.external())
	if s.vars[failed.variable()].level > 0 {
		s.flags[failed.variable()] |= flagSeen
		for i := len(s.trail) - 1; i >= int(s.control[0]); i-- {
			l := s.trail[i]
			v := l.variable()
			if s.flags[v]&flagSeen == 0 {
				continue
			}
			s.flags[v] = 0
			r := s.vars[v].reason
			switch {
			case r == noReason:
				s.core = append(s.core, l.external())
			case r.isBinary():
				s.seenAbove(r.other())
			default:
				for _, o := range s.lits(r.clause()) {
					if o != l {
						s.seenAbove(o)
					}
				}
			}
		}
		s.flags[failed.variable()] = 0
	}
	s.logCore()
}

func (s *Solver) seenAbove(l lit) {
	if s.vars[l.variable()].level > 0 {
		s.flags[l.variable()] |= flagSeen
	}
}
