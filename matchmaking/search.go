package matchmaking

import (
	"cmp"
	"slices"

	"fairground/matchmaking/timetable"
)

// What an exhaustive search is tried on, and when it gives up.
const (
	searchWishes = 20
	searchNodes  = 400_000   // for the first three levels
	hourNodes    = 3_000_000 // for the last three
	roomNodes    = 20_000    // for the rooms of one timetable
)

// searchable reports whether the problem is small enough to try all its timetables.
func (r *run) searchable() bool { return len(r.c.p.Wishes) <= searchWishes }

// exhaustion tries all choices of slots of a small problem.
type exhaustion struct {
	r     *run
	st    *timetable.State
	order []int32 // the wishes that are not fixed
	ends  [][]int // of each depth: whose hours are settled once its wish is

	best  Score
	slots []int16
	rooms []int32 // nil: any that the slots allow
	nodes int64
	most  int64
}

func (r *run) exhaust(most int64) *exhaustion {
	m := r.c.model
	x := &exhaustion{r: r, best: r.score, slots: r.best.Slots(), rooms: r.rooms, most: most, st: r.best.Clone()}
	for i := range m.Wishes {
		if !m.Wishes[i].Fixed {
			x.order = append(x.order, int32(i)) //nolint:gosec // at most searchWishes
		}
	}
	slices.SortStableFunc(x.order, func(a, b int32) int {
		v, w := &m.Wishes[a], &m.Wishes[b]
		return cmp.Or(v.CompareWorth(w), v.Slots.Len()-w.Slots.Len())
	})
	last := make([]int, len(m.People))
	x.ends = make([][]int, len(x.order)+1)
	for depth, w := range x.order {
		for _, p := range m.Wishes[w].People {
			last[p] = depth + 1
		}
		if x.st.Slot(w) >= 0 {
			x.st.Remove(w)
		}
	}
	for p, depth := range last {
		x.ends[depth] = append(x.ends[depth], p)
	}
	return x
}

// tired reports whether the search has to give up.
func (x *exhaustion) tired() bool {
	x.nodes++
	return x.nodes > x.most || x.nodes&1023 == 0 && x.r.stop()
}

// each tries a wish in every slot, and left out at last. It stops when try does.
func (x *exhaustion) each(w int32, try func(left bool) bool) bool {
	m := x.r.c.model
	for s := m.Wishes[w].Slots.Next(0); s >= 0; s = m.Wishes[w].Slots.Next(s + 1) {
		if x.st.Place(w, s) {
			going := try(false)
			x.st.Remove(w)
			if !going {
				return false
			}
		}
	}
	return try(true)
}

// search closes the first three levels of a small problem, if the relaxations do not. It reports whether they are proven.
func (r *run) search() bool {
	if r.filled() {
		return true
	}
	if !r.searchable() {
		return false
	}
	x, m := r.exhaust(searchNodes), r.c.model
	var try func(n int, must, want int64) bool
	try = func(n int, must, want int64) bool {
		if x.tired() {
			return false
		}
		if must > x.best.UnmetMust || must == x.best.UnmetMust && want > x.best.UnmetWant {
			return true
		}
		if n == len(x.order) {
			if s := r.c.score(x.st, 0); s.UnmetMust != x.best.UnmetMust || s.UnmetWant != x.best.UnmetWant || s.Fairness < x.best.Fairness {
				x.best, x.slots = s, x.st.Slots()
			}
			return true
		}
		wish := &m.Wishes[x.order[n]]
		return x.each(x.order[n], func(left bool) bool {
			switch {
			case left && wish.Must:
				return try(n+1, must+1, want)
			case left:
				return try(n+1, must, want+wish.Value)
			}
			return try(n+1, must, want)
		})
	}
	complete := try(0, 0, 0)
	x.st.Restore(x.slots)
	r.take(x.st)
	if complete {
		r.bounds.want(r.score.UnmetMust)
		r.bounds.searched(r.score, 3, x.nodes)
	}
	return complete
}

// searchHours closes the last three levels of a small problem whose first three are proven. It reports whether it came to the
// end.
func (r *run) searchHours() bool {
	x, m := r.exhaust(hourNodes), r.c.model
	least := r.bounds.hours(r.score)
	night, pauses := r.bounds.levels[3], int64(0) // what is to come costs at least this
	for _, b := range least {
		pauses += int64(b)
	}
	// A timetable that is as good as its bounds cannot be bettered.
	done := func() bool { return x.best.Night == night && x.best.Breaks == pauses && x.best.RoomChanges == 0 }
	if done() {
		return true
	}
	var try func(n int, must, want, dark, breaks int64) bool
	try = func(n int, must, want, dark, breaks int64) bool {
		for _, p := range x.ends[n] {
			busy := x.st.Busy(int32(p)) //nolint:gosec // at most MaxPeople
			runs, blocks := m.Runs(&busy)
			breaks += int64(runs-blocks) - int64(least[p])
		}
		switch {
		case x.tired():
			return false
		case must > x.best.UnmetMust || want > x.best.UnmetWant || dark > x.best.Night:
			return true
		case x.best.Night == night && (breaks > x.best.Breaks || breaks == x.best.Breaks && x.best.RoomChanges == 0):
			return true
		case n == len(x.order):
			x.compare()
			return !done()
		}
		w := x.order[n]
		wish := &m.Wishes[w]
		return x.each(w, func(left bool) bool {
			switch {
			case left && wish.Must:
				return try(n+1, must+1, want, dark, breaks)
			case left:
				return try(n+1, must, want+wish.Value, dark, breaks)
			}
			s, more := x.st.Slot(w), int64(0)
			for _, p := range wish.People {
				if m.People[p].Night.Has(s) {
					more++
				}
			}
			return try(n+1, must, want, dark+more, breaks)
		})
	}
	complete := try(0, 0, 0, x.fixedNights(), pauses) || done()
	x.st.Restore(x.slots)
	r.keep(x.st, x.rooms, x.best)
	if complete {
		r.bounds.searched(r.score, 6, x.nodes)
	}
	return complete
}

// fixedNights is what the fixed meetings cost at night.
func (x *exhaustion) fixedNights() int64 { return x.r.c.score(x.st, 0).Night }

// compare keeps the timetable at hand if it is better than the best so far, with the best rooms that it can have.
func (x *exhaustion) compare() {
	s := x.r.c.score(x.st, 0)
	s.RoomChanges = x.best.RoomChanges
	switch levels, best := s.Levels(), x.best.Levels(); slices.Compare(levels[:5], best[:5]) {
	case 1:
		return
	case 0:
		if x.best.RoomChanges == 0 {
			return
		}
	default:
		s.RoomChanges = int64(x.st.Placed() * timetable.MaxSlots) // whatever rooms it needs, it is better
	}
	rooms, changes, complete := x.st.BestRooms(int(s.RoomChanges), roomNodes)
	if !complete {
		x.nodes = x.most // not all was tried
	}
	if rooms == nil {
		return
	}
	s.RoomChanges = int64(changes)
	x.best, x.slots, x.rooms = s, x.st.Slots(), rooms
}
