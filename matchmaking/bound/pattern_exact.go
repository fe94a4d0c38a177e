package bound

import "fairground/matchmaking/timetable"

// Exact is the least number of breaks of somebody whose every wish is met in a slot of its own, floor at least. It tries the
// patterns with so few breaks one by one, each slot that it decides about costing one of nodes; when they are used up it
// returns the number that is not excluded yet, which is a bound as well.
func Exact(m *timetable.Model, slots []timetable.Set, floor int, nodes *int) int {
	x := newPattern(m, slots)
	x.nodes = nodes
	for breaks := floor; breaks < m.Slots; breaks++ {
		x.breaks = breaks
		if found := x.try(0, len(slots), idle, 0); found || *nodes < 0 {
			return breaks
		}
	}
	return floor
}

// What the slot before means for the next one of the same block.
const (
	idle    = iota // nothing in this block yet
	paused         // something, but not in the slot before
	meeting        // a meeting in the slot before
	states
)

const unreachable = 1 << 20

// pattern is the search for slots of one person into which all wishes fit.
type pattern struct {
	m      *timetable.Model
	slots  []timetable.Set
	open   timetable.Set
	ends   [][]int         // wishes whose last slot it is
	least  [][][states]int // breaks still needed for so many meetings from a slot on
	breaks int
	nodes  *int

	wish  []int // of each slot that is taken, or -1
	at    []int // of each wish, the slot, or -1
	taken timetable.Set
	seen  []int // round in which a wish was looked at
	round int
}

func newPattern(m *timetable.Model, slots []timetable.Set) *pattern {
	x := &pattern{m: m, slots: slots, ends: make([][]int, m.Slots), wish: make([]int, m.Slots), at: make([]int, len(slots)), seen: make([]int, len(slots))}
	for w, set := range slots {
		x.open, x.at[w] = x.open.Or(&set), -1
		last := 0
		for s := set.Next(0); s >= 0; s = set.Next(s + 1) {
			last = s
		}
		x.ends[last] = append(x.ends[last], w)
	}
	x.least = make([][][states]int, m.Slots+1)
	for s := m.Slots; s >= 0; s-- {
		x.least[s] = make([][states]int, len(slots)+1)
		for n := range x.least[s] {
			for state := range states {
				x.least[s][n][state] = x.cost(s, n, state)
			}
		}
	}
	return x
}

// enter is the state in which a slot finds somebody.
func (x *pattern) enter(s, state int) int {
	if s > 0 && x.m.Block[s] != x.m.Block[s-1] {
		return idle
	}
	return state
}

func (x *pattern) cost(s, n, state int) int {
	if s == x.m.Slots {
		if n > 0 {
			return unreachable
		}
		return 0
	}
	state = x.enter(s, state)
	best := x.least[s+1][n][after(state)]
	if n > 0 && x.open.Has(s) {
		best = min(best, x.least[s+1][n-1][meeting]+pause(state))
	}
	return best
}

// after is the state behind a slot without a meeting.
func after(state int) int {
	if state == idle {
		return idle
	}
	return paused
}

// pause is what a meeting costs in a state.
func pause(state int) int {
	if state == paused {
		return 1
	}
	return 0
}

// try decides about the slots from s on, n meetings being still to come.
func (x *pattern) try(s, n, state, breaks int) bool {
	if *x.nodes--; *x.nodes < 0 || breaks+x.least[s][n][state] > x.breaks {
		return false
	}
	if s == x.m.Slots {
		return true
	}
	state = x.enter(s, state)
	if n > 0 && x.open.Has(s) && x.take(s) {
		if x.settled(s) && x.try(s+1, n-1, meeting, breaks+pause(state)) {
			return true
		}
		x.give(s)
	}
	return x.settled(s) && x.try(s+1, n, after(state), breaks)
}

// take finds a wish for a slot.
func (x *pattern) take(s int) bool {
	x.round++
	if !x.serve(s) {
		return false
	}
	x.taken.Add(s)
	return true
}

// serve gives a slot a wish, moving those that have a slot to others.
func (x *pattern) serve(s int) bool {
	for w := range x.slots {
		if x.seen[w] == x.round || !x.slots[w].Has(s) {
			continue
		}
		x.seen[w] = x.round
		if x.at[w] < 0 || x.serve(x.at[w]) {
			x.at[w], x.wish[s] = s, w
			return true
		}
	}
	return false
}

// give takes a slot back. Its wish may have had its last chance there.
func (x *pattern) give(s int) {
	w := x.wish[s]
	x.taken.Del(s)
	x.at[w] = -1
	x.round++
	x.house(w, s-1)
}

// settled reports whether every wish that has no later slot can have one of those taken.
func (x *pattern) settled(s int) bool {
	for _, w := range x.ends[s] {
		if x.at[w] >= 0 {
			continue
		}
		if x.round++; !x.house(w, s) {
			return false
		}
	}
	return true
}

// house gives a wish one of the slots taken, at the cost of one that can still come later than s.
func (x *pattern) house(w, s int) bool {
	x.seen[w] = x.round
	set := x.slots[w].And(&x.taken)
	for at := set.Next(0); at >= 0; at = set.Next(at + 1) {
		other := x.wish[at]
		if x.seen[other] == x.round {
			continue
		}
		if x.later(other, s) || x.house(other, s) {
			if x.at[other] == at {
				x.at[other] = -1
			}
			x.at[w], x.wish[at] = at, w
			return true
		}
	}
	return false
}

// later reports whether a wish has a slot after s.
func (x *pattern) later(w, s int) bool { return x.slots[w].Next(s+1) >= 0 }
