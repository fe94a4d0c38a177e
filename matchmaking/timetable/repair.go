package timetable

// NameRooms makes every wish take a room by number, so that a state knows all of them. It comes before the first state.
func (m *Model) NameRooms() {
	all := make([]int32, len(m.Rooms))
	for r := range all {
		all[r] = int32(r) //nolint:gosec // numbers of rooms fit
	}
	for i := range m.Wishes {
		if m.Wishes[i].RoomSet < 0 {
			m.Wishes[i].RoomSet = int32(len(m.RoomSets)) //nolint:gosec // numbers of sets fit
		}
	}
	m.RoomSets = append(m.RoomSets, all)
}

// Close takes a slot away from a person for good.
func (m *Model) Close(p int32, s int) {
	m.People[p].Free.Del(s)
	for _, w := range m.WishesOf[p] {
		m.Wishes[w].Slots.Del(s)
	}
}

// NewRigid is an empty timetable, without even the fixed meetings, in which nobody changes rooms or interpreters to make
// way for others.
func NewRigid(m *Model) *State {
	st := empty(m)
	st.interpreters.rigid, st.rooms.rigid = true, true
	return st
}

// PlaceWith puts an unplaced wish into a slot with this interpreter and this room, if every hard constraint allows it.
func (st *State) PlaceWith(w int32, s, interpreter, room int) bool {
	if st.slot[w] >= 0 || !st.Allowed(w) {
		return false
	}
	open := st.Open(w)
	return open.Has(s) && st.restore(step{w, int16(s), interpreter, room}) //nolint:gosec // below MaxSlots
}

// Touched is a meeting that gave way, and where it was.
type Touched struct {
	Wish                    int32
	Slot, Interpreter, Room int
}

// InsertWithin places an unplaced wish, moving at most limit other meetings, the fewer the better. If it cannot, nothing
// has changed.
func (st *State) InsertWithin(w int32, limit int) ([]Touched, bool) {
	if st.slot[w] >= 0 || !st.Allowed(w) {
		return nil, false
	}
	if st.settle(w) {
		return nil, true
	}
	if limit <= 0 {
		return nil, false
	}
	st.trailing, st.trail, st.limit = true, st.trail[:0], limit+1
	defer func() { st.trailing, st.trail, st.limit = false, st.trail[:0], 0 }()
	for depth := 1; depth <= ejectionDepth; depth++ {
		if st.eject(w, depth) {
			var all []Touched
			st.touched(func(x step) {
				if x.wish != w {
					all = append(all, Touched{x.wish, int(x.from), x.interpreter, x.room})
				}
			})
			return all, true
		}
	}
	return nil, false
}

// touched counts the wishes of the trail, and shows the first step of each.
func (st *State) touched(show func(step)) int {
	n := 0
	for i, x := range st.trail {
		first := true
		for _, y := range st.trail[:i] {
			first = first && x.wish != y.wish
		}
		if first {
			n++
			if show != nil {
				show(x)
			}
		}
	}
	return n
}

// Shift is a meeting that would give way, and where it would go.
type Shift struct {
	Wish int32
	To   int
}

// TryWithin is InsertWithin without doing it: it says which meetings would go where.
func (st *State) TryWithin(w int32, limit int) ([]Shift, bool) {
	if st.slot[w] >= 0 || !st.Allowed(w) {
		return nil, false
	}
	st.trailing, st.trail, st.limit = true, st.trail[:0], limit+1
	defer func() { st.trailing, st.trail, st.limit = false, st.trail[:0], 0 }()
	ok := st.settle(w)
	for depth := 1; depth <= ejectionDepth && !ok; depth++ {
		ok = st.eject(w, depth)
	}
	if !ok {
		return nil, false
	}
	all := []Shift{}
	st.touched(func(x step) {
		if x.wish != w {
			all = append(all, Shift{x.wish, int(st.slot[x.wish])})
		}
	})
	st.undo(0)
	return all, true
}

// CompanyMet is the number of meetings of a company.
func (st *State) CompanyMet(c int32) int { return int(st.company[c]) }

// RoomFree reports whether some room that the wish may have is free in a slot.
func (st *State) RoomFree(w int32, s int) bool {
	return !st.full.Has(s) && (st.m.Wishes[w].RoomSet < 0 || st.rooms.free(st.m.Wishes[w].RoomSet, s))
}

// InterpreterFree reports whether some interpreter for the wish is free in a slot.
func (st *State) InterpreterFree(w int32, s int) bool {
	return st.m.Wishes[w].Pair < 0 || st.interpreters.free(st.m.Wishes[w].Pair, s)
}

func (d *desk) free(class int32, s int) bool {
	for _, r := range d.classes[class] {
		if d.open[r].Has(s) && d.at[int(r)*d.slots+s] < 0 {
			return true
		}
	}
	return false
}
