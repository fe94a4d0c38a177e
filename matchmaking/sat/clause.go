package sat

import "slices"

// maxVariables keeps a literal below 2^31, so that a reason can mark binary clauses with its highest bit.
const maxVariables = 1 << 30

// lit is a literal inside: twice the variable (from 0), plus one if negative.
type lit uint32

// noLit is no literal.
const noLit = ^lit(0)

func positive(v uint32) lit { return lit(v << 1) }

func (l lit) not() lit         { return l ^ 1 }
func (l lit) variable() uint32 { return uint32(l >> 1) }

// external is the caller's form of the literal.
func (l lit) external() Lit {
	v := Lit(l>>1) + 1 //nolint:gosec // below maxVariables
	if l&1 != 0 {
		return -v
	}
	return v
}

// phase is the value of the variable that satisfies the literal, +1 or -1.
func (l lit) phase() int8 { return 1 - 2*int8(l&1) } //nolint:gosec // 0 or 1

// with is the literal of variable v that the phase satisfies.
func with(v uint32, phase int8) lit {
	if phase < 0 {
		return positive(v) | 1
	}
	return positive(v)
}

// u32 is a length or an index as the flat tables keep it.
func u32(n int) uint32 { return uint32(n) } //nolint:gosec // a formula of 2^31 words does not fit into memory

// ref is the place of a clause in the arena: two words of header, then the literals. Zero is no clause.
type ref uint32

// The first header word: flags below, the glue above. The second one is the number of literals.
const (
	flagRedundant lit = 1 << iota // learned: may be dropped at any time
	flagGarbage                   // dropped, waits for collection
	flagUsed                      // resolved since the last reduction; two bits
	flagUsedTwice
	flagVivify      // waits for vivification
	flagSubsume     // new or changed since the last round of subsumption
	flagMoved       // only while collecting: the second word is the new place
	flagReason      // only while reducing: the reason of an assigned literal
	glueShift       = 8
	headerWords     = 2
	glueMax         = 1<<23 - 1
	noClause    ref = 0
)

// watch is an entry of a watch list: a literal that, when true, spares the visit to the clause.
type watch struct {
	blocker lit
	clause  ref
}

// binary is the other literal of a binary clause, shifted, with the redundant flag below.
type binary uint32

func newBinary(l lit, redundant bool) binary {
	b := binary(l) << 1
	if redundant {
		b |= 1
	}
	return b
}

func (b binary) lit() lit        { return lit(b >> 1) }
func (b binary) redundant() bool { return b&1 != 0 }

// store is the formula: clauses, where they are watched, and how many variables there are.
type store struct {
	variables uint32
	arena     []lit
	wasted    int       // words of the arena held by garbage
	clauses   []ref     // irredundant
	learned   []ref     // redundant
	watches   [][]watch // by literal p: clauses that watch the opposite of p
	bins      [][]binary
}

func (st *store) growStore() {
	st.watches = append(st.watches, nil, nil)
	st.bins = append(st.bins, nil, nil)
}

func (st *store) size(c ref) int       { return int(st.arena[c+1]) }
func (st *store) glue(c ref) uint32    { return uint32(st.arena[c] >> glueShift) }
func (st *store) garbage(c ref) bool   { return st.arena[c]&flagGarbage != 0 }
func (st *store) redundant(c ref) bool { return st.arena[c]&flagRedundant != 0 }

func (st *store) lits(c ref) []lit {
	n := ref(st.arena[c+1])
	return st.arena[c+headerWords : c+headerWords+n : c+headerWords+n]
}

func (st *store) setGlue(c ref, glue uint32) {
	st.arena[c] = st.arena[c]&(1<<glueShift-1) | lit(min(glue, glueMax))<<glueShift
}

// newClause puts a clause of three or more literals into the arena without watching it.
func (st *store) newClause(lits []lit, redundant bool, glue uint32) ref {
	c := ref(u32(len(st.arena)))
	head := lit(min(glue, glueMax))<<glueShift | flagVivify | flagSubsume
	if redundant {
		head |= flagRedundant
	}
	st.arena = append(st.arena, head, lit(u32(len(lits))))
	st.arena = append(st.arena, lits...)
	if redundant {
		st.learned = append(st.learned, c)
	} else {
		st.clauses = append(st.clauses, c)
	}
	return c
}

// watchClause watches the first two literals.
func (st *store) watchClause(c ref) {
	a, b := st.arena[c+headerWords], st.arena[c+headerWords+1]
	st.watches[a.not()] = append(st.watches[a.not()], watch{b, c})
	st.watches[b.not()] = append(st.watches[b.not()], watch{a, c})
}

func (st *store) addBinary(a, b lit, redundant bool) {
	st.bins[a.not()] = append(st.bins[a.not()], newBinary(b, redundant))
	st.bins[b.not()] = append(st.bins[b.not()], newBinary(a, redundant))
}

// discard marks a clause as garbage; the watches go when it is collected.
func (st *store) discard(c ref) {
	if !st.garbage(c) {
		st.arena[c] |= flagGarbage
		st.wasted += st.size(c) + headerWords
	}
}

// dropBinary removes one direction of a binary clause: p implies q.
func (st *store) dropBinary(p, q lit) {
	bs := st.bins[p]
	for i, b := range bs {
		if b.lit() == q {
			st.bins[p] = slices.Delete(bs, i, i+1)
			return
		}
	}
}

// collect removes garbage from the lists and, when a quarter of the arena is garbage, from memory. Reasons in the trail that
// point to clauses are moved along; garbage must not be a reason.
func (s *Solver) collect() {
	live := func(c ref) bool { return !s.garbage(c) }
	move := s.wasted*4 > len(s.arena)
	place := func(c ref) ref { return c }
	if move {
		fresh := make([]lit, 1, len(s.arena)-s.wasted+len(s.arena)/4+1024)
		for _, list := range [][]ref{s.clauses, s.learned} {
			for _, c := range list {
				if !live(c) {
					continue
				}
				to := lit(u32(len(fresh)))
				fresh = append(fresh, s.arena[c:int(c)+headerWords+s.size(c)]...)
				s.arena[c] |= flagMoved
				s.arena[c+1] = to
			}
		}
		place = func(c ref) ref { return ref(s.arena[c+1]) }
		defer func() { s.arena, s.wasted = fresh, 0 }()
	}
	for p := range s.watches {
		ws := s.watches[p]
		n := 0
		for _, w := range ws {
			if live(w.clause) {
				w.clause = place(w.clause)
				ws[n] = w
				n++
			}
		}
		s.watches[p] = ws[:n]
	}
	for _, l := range s.trail {
		if r := s.vars[l.variable()].reason; r != noReason && !r.isBinary() {
			s.vars[l.variable()].reason = reason(place(r.clause()))
		}
	}
	relist := func(list []ref) []ref {
		n := 0
		for _, c := range list {
			if live(c) {
				list[n] = place(c)
				n++
			}
		}
		return list[:n]
	}
	s.clauses, s.learned = relist(s.clauses), relist(s.learned)
}
