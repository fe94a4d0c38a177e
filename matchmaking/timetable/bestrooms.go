package timetable

import "slices"

// BestRooms is Rooms by trying everything: the rooms with the fewest changes, if there are any with fewer than limit, else nil.
// complete is false if it gave up after so many nodes: then there may be better ones.
func (st *State) BestRooms(limit, nodes int) (rooms []int32, changes int, complete bool) {
	g := st.rooming(0)
	x := &allRooms{rooming: g, limit: limit, nodes: nodes, uses: make([]int, len(st.m.Rooms))}
	for s := range st.m.Slots {
		list := slices.Clone(st.inSlot[s])
		slices.Sort(list)
		x.order = append(x.order, list...)
	}
	complete = x.try(0, 0)
	return x.best, x.limit, complete
}

// allRooms tries every room of every meeting, in the order of time.
type allRooms struct {
	*rooming
	order []int32
	uses  []int // of each room so far
	best  []int32
	limit int
	nodes int
}

func (x *allRooms) try(n, changes int) bool {
	if x.nodes--; x.nodes < 0 {
		return false
	}
	if changes >= x.limit {
		return true
	}
	if n == len(x.order) {
		x.best, x.limit = slices.Clone(x.room), changes
		return true
	}
	m, w := x.st.m, x.order[n]
	s := int(x.st.slot[w])
	for r := range m.Rooms {
		room := int32(r) //nolint:gosec // at most MaxRooms
		cell := s*len(m.Rooms) + r
		if x.at[cell] >= 0 || !m.Rooms[r].Has(s) || !x.may(w, room) || x.like(r) {
			continue
		}
		more := 0
		for _, id := range x.out[w] {
			if l := x.links[id]; l.to == w && x.room[l.from] != room {
				more++
			}
		}
		x.take(w, room, s)
		x.uses[r]++
		going := x.try(n+1, changes+more)
		x.uses[r]--
		x.at[cell], x.room[w] = -1, -1
		if !going {
			return false
		}
	}
	return true
}

// like reports whether a room that nobody has been in is the same as an earlier one of that kind.
func (x *allRooms) like(r int) bool {
	m := x.st.m
	if x.uses[r] > 0 || len(m.RoomSets) > 0 {
		return false
	}
	for q := range r {
		if x.uses[q] == 0 && m.Rooms[q] == m.Rooms[r] {
			return true
		}
	}
	return false
}
