package drat

import (
	"fmt"
	"slices"
)

// lit is a literal inside: twice the variable (from 0), plus one if negative.
type lit uint32

func (l lit) not() lit { return l ^ 1 }

// none is no clause.
const none = int32(-1)

// clause is a part of the arena. Its first two literals are watched while it is attached.
type clause struct {
	start, size uint32
	pivot       lit  // of a lemma: its first literal as written
	core        bool // needed for the contradiction
	active      bool // part of the set at the present point of the proof
	taut        bool // holds a literal and its opposite: says nothing
}

// checker holds formula and proof.
type checker struct {
	names   map[int32]uint32 // variables of the caller to ours
	arena   []lit
	clauses []clause
	formula int     // the first so many are the input
	steps   []int32 // lemma i as i, its deletion as the complement of i
	ignored []bool  // by step: a deletion without effect

	byHash map[uint64]int32 // the newest clause with a hash that is not deleted
	next   []int32          // by clause: an older one with the same hash

	values  []int8 // by literal
	reasons []int32
	place   []uint32 // by variable: in the trail
	trail   []lit
	watches [2][][]int32 // not core, core; by literal: clauses that watch it
	done    [2]int       // how much of the trail each has seen
	marks   []bool       // by variable: scratch of the analysis

	conflict int32
	line     []int32 // scratch of the parser
	sorted   []lit
}

func newChecker() *checker {
	return &checker{names: map[int32]uint32{}, byHash: map[uint64]int32{}, conflict: none}
}

// literal is our name of a literal.
func (c *checker) literal(l int32) lit {
	name := max(l, -l)
	v, ok := c.names[name]
	if !ok {
		v = uint32(len(c.names)) //nolint:gosec // at most maxLiterals
		c.names[name] = v
		c.values = append(c.values, 0, 0)
		c.reasons = append(c.reasons, none)
		c.place = append(c.place, 0)
		c.marks = append(c.marks, false)
		for i := range c.watches {
			c.watches[i] = append(c.watches[i], nil, nil)
		}
	}
	if l < 0 {
		return lit(v<<1 | 1)
	}
	return lit(v << 1)
}

// normal sorts the literals and removes repetitions, into c.sorted.
func (c *checker) normal(literals []int32) uint64 {
	c.sorted = c.sorted[:0]
	for _, l := range literals {
		c.sorted = append(c.sorted, c.literal(l))
	}
	slices.Sort(c.sorted)
	c.sorted = slices.Compact(c.sorted)
	h := uint64(14695981039346656037) // FNV-1a, a literal at a time
	for _, l := range c.sorted {
		h = (h ^ uint64(l)) * 1099511628211
		h ^= h >> 29
	}
	return h
}

// input adds a clause to the set and to the table of those that may be deleted.
func (c *checker) input(literals []int32) error {
	h := c.normal(literals)
	if len(c.arena)+len(c.sorted) > maxLiterals {
		return fmt.Errorf("%w: formula and proof are larger than the checker's memory", ErrRejected)
	}
	id := int32(len(c.clauses))                                           //nolint:gosec // at most maxLiterals
	n := clause{start: uint32(len(c.arena)), size: uint32(len(c.sorted))} //nolint:gosec // at most maxLiterals
	if len(literals) > 0 {
		n.pivot = c.literal(literals[0])
	}
	for i := 1; i < len(c.sorted); i++ {
		n.taut = n.taut || c.sorted[i] == c.sorted[i-1].not()
	}
	c.arena = append(c.arena, c.sorted...)
	c.clauses = append(c.clauses, n)
	older, ok := c.byHash[h]
	if !ok {
		older = none
	}
	c.next = append(c.next, older)
	c.byHash[h] = id
	return nil
}

// step takes one line of the proof.
func (c *checker) step(deletion bool) error {
	if !deletion {
		if len(c.steps) >= maxLiterals {
			return fmt.Errorf("%w: it has too many steps", ErrRejected)
		}
		c.steps = append(c.steps, int32(len(c.clauses))) //nolint:gosec // at most maxLiterals
		return c.input(c.line)
	}
	h := c.normal(c.line)
	before := none
	for id, ok := c.byHash[h]; ok && id != none; before, id = id, c.next[id] {
		if !slices.Equal(c.lits(id), c.sorted) {
			continue
		}
		switch {
		case before != none:
			c.next[before] = c.next[id]
		case c.next[id] == none:
			delete(c.byHash, h)
		default:
			c.byHash[h] = c.next[id]
		}
		c.steps = append(c.steps, ^id)
		return nil
	}
	return nil // a clause that is not there: nothing to delete
}

// lits are the literals of a clause.
func (c *checker) lits(id int32) []lit {
	k := &c.clauses[id]
	return c.arena[k.start : k.start+k.size : k.start+k.size]
}

// list is the kind of watch list that a clause belongs to.
func (c *checker) list(id int32) int {
	if c.clauses[id].core {
		return 1
	}
	return 0
}

// attach makes a clause part of the set. It assigns its literal if that follows and reports false on a contradiction.
func (c *checker) attach(id int32) bool {
	k := &c.clauses[id]
	k.active = true
	if k.taut {
		return true
	}
	lits := c.lits(id)
	if len(lits) == 0 {
		c.conflict = id
		return false
	}
	for i := 0; i < 2 && i < len(lits); i++ {
		for j := i + 1; j < len(lits); j++ {
			if c.better(lits[j], lits[i]) {
				lits[i], lits[j] = lits[j], lits[i]
			}
		}
	}
	if len(lits) > 1 {
		w := c.watches[c.list(id)]
		w[lits[0]] = append(w[lits[0]], id)
		w[lits[1]] = append(w[lits[1]], id)
	}
	switch {
	case c.values[lits[0]] < 0:
		c.conflict = id
		return false
	case c.values[lits[0]] == 0 && (len(lits) == 1 || c.values[lits[1]] < 0):
		c.assign(lits[0], id)
	}
	return true
}

// better orders literals for watching: true, open, then false ones, those assigned last first.
func (c *checker) better(a, b lit) bool {
	if c.values[a] != c.values[b] {
		return c.values[a] > c.values[b]
	}
	return c.values[a] < 0 && c.place[a>>1] > c.place[b>>1]
}

// detach takes a clause out of the set.
func (c *checker) detach(id int32) {
	k := &c.clauses[id]
	k.active = false
	if !k.taut && k.size > 1 {
		c.unwatch(id)
	}
}

func (c *checker) unwatch(id int32) {
	w := c.watches[c.list(id)]
	for _, l := range c.lits(id)[:2] {
		if i := slices.Index(w[l], id); i >= 0 {
			end := len(w[l]) - 1
			w[l][i] = w[l][end]
			w[l] = w[l][:end]
		}
	}
}

// need marks a clause as part of the core; from now on it is tried first.
func (c *checker) need(id int32) {
	k := &c.clauses[id]
	if k.core {
		return
	}
	watched := k.active && !k.taut && k.size > 1
	if watched {
		c.unwatch(id)
	}
	k.core = true
	if watched {
		for _, l := range c.lits(id)[:2] {
			c.watches[1][l] = append(c.watches[1][l], id)
		}
	}
}
