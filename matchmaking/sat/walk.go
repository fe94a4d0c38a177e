package sat

import "math"

// walker is one random walk in the manner of ProbSAT: flip a variable of some false clause, preferably one that breaks few.
type walker struct {
	s      *Solver
	values []int8 // by literal
	lits   []lit  // of all clauses, one after another
	start  []uint32
	occs   [][]uint32 // by literal: its clauses
	trues  []uint32   // by clause: how many literals are true
	sole   []lit      // by clause: the exclusive or of its true literals
	breaks []uint32   // by variable: clauses that it alone satisfies
	falses []uint32   // false clauses
	at     []uint32   // by clause: its index in falses
	table  []float64
	flips  []uint32 // since the best assignment
	work   int64
}

// walk improves the saved phases: it keeps the assignment with the fewest false clauses.
func (s *Solver) walk() {
	if s.opts.Plain {
		return
	}
	w := newWalker(s)
	limit := minimumBudget + int64(0.10*float64(s.lastSearch))
	best := len(w.falses)
	for len(w.falses) > 0 && w.work < limit {
		s.stats.WalkFlips++
		v := w.choose()
		w.flip(v)
		w.flips = append(w.flips, v)
		if len(w.falses) < best {
			best = len(w.falses)
			w.keep()
		}
		if s.stats.WalkFlips&0x3fff == 0 {
			if s.limits.poll = s.ticks; s.interrupted() {
				break
			}
		}
	}
	s.ticks += w.work
	s.searchMark += w.work
	s.limits.skip(w.work)
}

// keep takes the assignment of now as the best one.
func (w *walker) keep() {
	for _, v := range w.flips {
		w.s.saved[v] = w.values[positive(v)]
	}
	w.flips = w.flips[:0]
}

func newWalker(s *Solver) *walker {
	w := &walker{s: s, values: make([]int8, 2*s.variables), occs: make([][]uint32, 2*s.variables), breaks: make([]uint32, s.variables)}
	for v := range s.variables {
		p := positive(v)
		x := s.values[p]
		if x == 0 && !s.inactive[v] {
			x = s.saved[v]
			if s.target[v] != 0 {
				x = s.target[v]
			}
			s.saved[v] = x
		}
		w.values[p], w.values[p.not()] = x, -x
	}
	for _, c := range s.clauses {
		if !s.garbage(c) {
			w.add(s.lits(c)...)
		}
	}
	for p := range s.bins {
		p := lit(u32(p))
		for _, b := range s.bins[p] {
			if !b.redundant() && p.not() < b.lit() {
				w.add(p.not(), b.lit())
			}
		}
	}
	w.start = append(w.start, u32(len(w.lits)))
	// The base of the break probabilities grows with the clauses' length, as measured for random formulas of uniform length.
	mean := float64(len(w.lits)) / math.Max(1, float64(len(w.trues)))
	base := 2 + math.Min(1, math.Max(0, (mean-3)*0.3))
	for i := range 40 {
		w.table = append(w.table, math.Pow(base, -float64(i)))
	}
	return w
}

// add takes a clause that level 0 does not satisfy.
func (w *walker) add(lits ...lit) {
	for _, l := range lits {
		if w.s.values[l] > 0 {
			return
		}
	}
	c := u32(len(w.trues))
	w.start = append(w.start, u32(len(w.lits)))
	n, sole := uint32(0), lit(0)
	for _, l := range lits {
		if w.s.values[l] < 0 {
			continue
		}
		w.lits = append(w.lits, l)
		w.occs[l] = append(w.occs[l], c)
		if w.values[l] > 0 {
			n++
			sole ^= l
		}
	}
	w.trues, w.sole, w.at = append(w.trues, n), append(w.sole, sole), append(w.at, none)
	switch n {
	case 0:
		w.at[c] = u32(len(w.falses))
		w.falses = append(w.falses, c)
	case 1:
		w.breaks[sole.variable()]++
	}
}

// choose picks a variable of a false clause.
func (w *walker) choose() uint32 {
	c := w.falses[w.s.random.below(len(w.falses))]
	lits := w.lits[w.start[c]:w.start[c+1]]
	sum := 0.0
	for _, l := range lits {
		sum += w.chance(l)
	}
	x := w.s.random.fraction() * sum
	for _, l := range lits {
		if x -= w.chance(l); x < 0 {
			return l.variable()
		}
	}
	return lits[len(lits)-1].variable()
}

func (w *walker) chance(l lit) float64 {
	return w.table[min(int(w.breaks[l.variable()]), len(w.table)-1)]
}

func (w *walker) flip(v uint32) {
	l := positive(v)
	if w.values[l] > 0 {
		l = l.not() // becomes true
	}
	w.values[l], w.values[l.not()] = 1, -1
	w.work += int64(len(w.occs[l])+len(w.occs[l.not()]))/2 + 2
	for _, c := range w.occs[l] {
		w.trues[c]++
		w.sole[c] ^= l
		switch w.trues[c] {
		case 1:
			w.breaks[v]++
			end := u32(len(w.falses) - 1)
			moved := w.falses[end]
			w.falses[w.at[c]] = moved
			w.at[moved] = w.at[c]
			w.at[c] = none
			w.falses = w.falses[:end]
		case 2:
			w.breaks[(w.sole[c]^l).variable()]--
		}
	}
	for _, c := range w.occs[l.not()] {
		w.trues[c]--
		w.sole[c] ^= l.not()
		switch w.trues[c] {
		case 0:
			w.breaks[v]--
			w.at[c] = u32(len(w.falses))
			w.falses = append(w.falses, c)
		case 1:
			w.breaks[w.sole[c].variable()]++
		}
	}
}
