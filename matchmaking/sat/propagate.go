package sat

// reason says why a literal is true: nothing, the place of a clause, or, with the highest bit set, the other (false) literal
// of a binary clause.
type reason uint32

const (
	noReason  reason = 0
	binaryBit reason = 1 << 31
)

func binaryReason(other lit) reason { return binaryBit | reason(other) }

func (r reason) isBinary() bool { return r&binaryBit != 0 }
func (r reason) other() lit     { return lit(r &^ binaryBit) }
func (r reason) clause() ref    { return ref(r) }

// assignment is what is known of an assigned variable.
type assignment struct {
	reason reason
	level  uint32
	place  uint32 // in the trail
}

// search is the state of the trail.
type search struct {
	values     []int8 // by literal: +1 true, -1 false, 0 open
	vars       []assignment
	trail      []lit
	control    []uint32 // by decision level - 1: length of the trail when it was opened
	propagated int
	conflict   reason // after propagate has returned false
	conflicted lit    // and, if that is binary, its second literal
	ignored    ref    // a clause that does not propagate: vivification looks at it
	ticks      int64  // cache lines touched by propagation, roughly: the clock of all budgets

	analysis
}

func (se *search) init() {
	se.levelSeen = append(se.levelSeen, levelMark{})
}

func (se *search) growSearch() {
	se.values = append(se.values, 0, 0)
	se.vars = append(se.vars, assignment{})
	se.flags = append(se.flags, 0)
	se.levelSeen = append(se.levelSeen, levelMark{})
}

func (se *search) level() uint32 { return u32(len(se.control)) }

// decide opens a level with l as its decision.
func (s *Solver) decide(l lit) {
	s.control = append(s.control, u32(len(s.trail)))
	s.assign(l, noReason)
}

// pseudoDecide opens a level without an assignment: for an assumption that is true already.
func (s *Solver) pseudoDecide() { s.control = append(s.control, u32(len(s.trail))) }

// assign makes l true. On level 0 there are no reasons: the unit clause is logged instead.
func (s *Solver) assign(l lit, r reason) {
	if len(s.control) == 0 {
		s.stats.Fixed++
		if s.proof.on && r != noReason {
			s.proof.add(l)
		}
		r = noReason
	}
	s.values[l] = 1
	s.values[l^1] = -1
	s.vars[l>>1] = assignment{r, u32(len(s.control)), u32(len(s.trail))}
	s.trail = append(s.trail, l)
}

// propagate assigns what follows from the trail. It returns false on a conflict, which it leaves in s.conflict.
func (s *Solver) propagate() bool {
	values, arena := s.values, s.arena
	ticks := int64(0)
	start := s.propagated
	ok := true
scan:
	for s.propagated < len(s.trail) {
		p := s.trail[s.propagated]
		s.propagated++
		notP := p ^ 1
		bins := s.bins[p]
		ticks += 1 + int64(len(bins)>>4)
		for _, b := range bins {
			q := b.lit()
			v := values[q]
			if v > 0 {
				continue
			}
			if v < 0 {
				s.conflict, s.conflicted = binaryReason(q), notP
				ok = false
				break scan
			}
			s.assign(q, binaryReason(notP))
		}
		ws := s.watches[p]
		ticks += 1 + int64(len(ws)>>3)
		j := 0
	next:
		for i := 0; i < len(ws); i++ {
			w := ws[i]
			if values[w.blocker] > 0 {
				ws[j] = w
				j++
				continue
			}
			ticks++
			lits := arena[w.clause+headerWords:]
			lits = lits[:arena[w.clause+1]]
			other := lits[0] ^ lits[1] ^ notP
			state := values[other]
			if state > 0 {
				ws[j] = watch{other, w.clause}
				j++
				continue
			}
			for k := 2; k < len(lits); k++ {
				l := lits[k]
				v := values[l]
				if v < 0 {
					continue
				}
				if v > 0 {
					ws[j] = watch{l, w.clause}
					j++
					continue next
				}
				lits[0], lits[1], lits[k] = other, l, notP
				s.watches[l^1] = append(s.watches[l^1], watch{other, w.clause})
				ticks++
				continue next
			}
			ws[j] = w
			j++
			if w.clause == s.ignored || arena[w.clause]&flagGarbage != 0 {
				continue
			}
			if state < 0 {
				s.conflict = reason(w.clause)
				j += copy(ws[j:], ws[i+1:])
				s.watches[p] = ws[:j]
				ok = false
				break scan
			}
			s.assign(other, reason(w.clause))
			ticks++
		}
		s.watches[p] = ws[:j]
	}
	s.stats.Propagations += int64(s.propagated - start)
	s.ticks += ticks
	return ok
}

// backtrack undoes all levels above the given one.
func (s *Solver) backtrack(level uint32) {
	if s.level() <= level {
		return
	}
	keep := int(s.control[level])
	for i := len(s.trail) - 1; i >= keep; i-- {
		l := s.trail[i]
		s.values[l] = 0
		s.values[l^1] = 0
		v := l.variable()
		s.saved[v] = l.phase()
		s.unassigned(v)
	}
	s.trail = s.trail[:keep]
	s.control = s.control[:level]
	s.propagated = min(s.propagated, keep)
}

// propagateRoot propagates on level 0 and notes an unsatisfiable formula.
func (s *Solver) propagateRoot() bool {
	if s.unsat {
		return false
	}
	if !s.propagate() {
		s.refute()
		return false
	}
	return true
}

// refute notes that the formula is unsatisfiable: the empty clause follows by propagation.
func (s *Solver) refute() {
	if !s.unsat {
		s.unsat = true
		s.proof.add()
	}
}
