package timetable

// State is a timetable that keeps every hard constraint. It belongs to one goroutine.
type State struct {
	m            *Model
	slot         []int16 // of each wish, or -1
	busy         []Set   // of each person
	at           []int32 // person·slots + slot: the wish, or -1
	load         []int32 // meetings of each slot
	inSlot       [][]int32
	place        []int32 // of each placed wish in inSlot
	full         Set     // slots without a room
	met          []int32 // meetings of each person
	company      []int32
	group        []int32
	placed       int
	interpreters desk
	rooms        desk // of those wishes that may not take any room
	pairOf       func(int32) int32
	setOf        func(int32) int32
	trail        []step // what was done since trailing began
	trailing     bool
	limit        int // 0, or how many meetings an insertion may touch, itself included
}

// step is a meeting put into a slot (from -1) or taken out of it.
type step struct {
	wish              int32
	from              int16
	interpreter, room int
}

// NewState is an empty timetable with the fixed meetings in it. ok is false if they contradict each other.
func NewState(m *Model) (st *State, ok bool) {
	st = empty(m)
	ok = true
	for i := range m.Wishes {
		if m.Wishes[i].Fixed && !st.Place(int32(i), m.Wishes[i].Slots.Next(0)) { //nolint:gosec // fewer wishes than 2^31
			ok = false
		}
	}
	return st, ok
}

func empty(m *Model) *State {
	st := &State{
		m: m, slot: make([]int16, len(m.Wishes)), busy: make([]Set, len(m.People)), at: fill(len(m.People) * m.Slots),
		load: make([]int32, m.Slots), inSlot: make([][]int32, m.Slots), place: make([]int32, len(m.Wishes)), met: make([]int32, len(m.People)), company: make([]int32, len(m.CompanyMax)),
		group:        make([]int32, m.Groups),
		interpreters: newDesk(m.Slots, m.Interpreters, m.Pairs, len(m.Wishes)),
		rooms:        newDesk(m.Slots, m.Rooms, m.RoomSets, len(m.Wishes)),
	}
	st.bind()
	for i := range st.slot {
		st.slot[i] = -1
	}
	for s, c := range m.capacity {
		if c == 0 {
			st.full.Add(s)
		}
	}
	return st
}

func (st *State) bind() {
	st.pairOf = func(w int32) int32 { return st.m.Wishes[w].Pair }
	st.setOf = func(w int32) int32 { return st.m.Wishes[w].RoomSet }
}

// Clone is an independent copy.
func (st *State) Clone() *State {
	c := *st
	c.slot = append([]int16(nil), st.slot...)
	c.busy = append([]Set(nil), st.busy...)
	c.at = append([]int32(nil), st.at...)
	c.load = append([]int32(nil), st.load...)
	c.inSlot = make([][]int32, len(st.inSlot))
	for s, list := range st.inSlot {
		c.inSlot[s] = append([]int32(nil), list...)
	}
	c.place = append([]int32(nil), st.place...)
	c.met = append([]int32(nil), st.met...)
	c.company = append([]int32(nil), st.company...)
	c.group = append([]int32(nil), st.group...)
	c.interpreters, c.rooms = st.interpreters.clone(), st.rooms.clone()
	c.trail, c.trailing = nil, false
	c.bind()
	return &c
}

// Slot is where a wish is placed, or -1.
func (st *State) Slot(w int32) int { return int(st.slot[w]) }

// Interpreter is who interprets a placed wish, or -1.
func (st *State) Interpreter(w int32) int { return st.interpreters.has(w) }

// Room is the room of a placed wish whose rooms are limited, or -1.
func (st *State) Room(w int32) int { return st.rooms.has(w) }

// Met is the number of meetings of a person.
func (st *State) Met(p int32) int { return int(st.met[p]) }

// Busy are the slots of a person that have a meeting.
func (st *State) Busy(p int32) Set { return st.busy[p] }

// Placed is the number of wishes that are placed.
func (st *State) Placed() int { return st.placed }

// At is the wish that a person has in a slot, or -1.
func (st *State) At(p int32, s int) int32 { return st.at[int(p)*st.m.Slots+s] }

// Full are the slots in which every room is taken.
func (st *State) Full() Set { return st.full }

// within are the slots of a wish that the placed wishes before and after it leave.
func (st *State) within(w int32) Set {
	x := &st.m.Wishes[w]
	if len(x.After) == 0 && len(x.Before) == 0 {
		return x.Slots
	}
	from, to := 0, st.m.Slots
	for _, o := range x.After {
		from = max(from, int(st.slot[o])+1)
	}
	for _, o := range x.Before {
		if st.slot[o] >= 0 {
			to = min(to, int(st.slot[o]))
		}
	}
	upTo, before := First(to), First(from)
	upTo = upTo.Without(&before)
	return x.Slots.And(&upTo)
}

// Open are the slots in which an unplaced wish finds its people and a room, interpreters and room limits not yet asked.
func (st *State) Open(w int32) Set {
	free := st.within(w)
	for _, p := range st.m.Wishes[w].People {
		free = free.Without(&st.busy[p])
	}
	return free.Without(&st.full)
}

// Allowed reports whether the limits of people, companies and groups leave room for an unplaced wish.
func (st *State) Allowed(w int32) bool {
	x := &st.m.Wishes[w]
	for _, p := range x.People {
		if st.met[p] >= st.m.People[p].Max {
			return false
		}
	}
	for _, c := range x.Companies {
		if st.company[c] >= st.m.CompanyMax[c] {
			return false
		}
	}
	return x.Group < 0 || st.group[x.Group] == 0
}

// Place puts an unplaced wish into a slot, if every hard constraint allows it.
func (st *State) Place(w int32, s int) bool {
	if s < 0 || !st.Allowed(w) {
		return false
	}
	open := st.Open(w)
	return open.Has(s) && st.put(w, s)
}

// put is Place for a slot that is open and a wish that is allowed.
func (st *State) put(w int32, s int) bool {
	x := &st.m.Wishes[w]
	if x.Pair >= 0 && !st.interpreters.take(st.pairOf, w, s) {
		return false
	}
	if x.RoomSet >= 0 && !st.rooms.take(st.setOf, w, s) {
		st.interpreters.give(w, s)
		return false
	}
	st.enter(w, s)
	return true
}

// enter notes a wish that has its room and interpreter.
func (st *State) enter(w int32, s int) {
	x := &st.m.Wishes[w]
	for _, p := range x.People {
		st.busy[p].Add(s)
		st.at[int(p)*st.m.Slots+s] = w
		st.met[p]++
	}
	for _, c := range x.Companies {
		st.company[c]++
	}
	if x.Group >= 0 {
		st.group[x.Group]++
	}
	st.slot[w] = int16(s) //nolint:gosec // below MaxSlots
	st.placed++
	st.place[w] = int32(len(st.inSlot[s])) //nolint:gosec // fewer wishes than 2^31
	st.inSlot[s] = append(st.inSlot[s], w)
	if st.trailing {
		st.trail = append(st.trail, step{w, -1, -1, -1})
	}
	if st.load[s]++; st.load[s] >= st.m.capacity[s] {
		st.full.Add(s)
	}
}

// Remove takes a placed wish out.
func (st *State) Remove(w int32) {
	x, s := &st.m.Wishes[w], int(st.slot[w])
	if st.trailing {
		st.trail = append(st.trail, step{w, st.slot[w], st.interpreters.has(w), st.rooms.has(w)})
	}
	st.interpreters.give(w, s)
	st.rooms.give(w, s)
	for _, p := range x.People {
		st.busy[p].Del(s)
		st.at[int(p)*st.m.Slots+s] = -1
		st.met[p]--
	}
	for _, c := range x.Companies {
		st.company[c]--
	}
	if x.Group >= 0 {
		st.group[x.Group]--
	}
	list := st.inSlot[s]
	last := list[len(list)-1]
	list[st.place[w]], st.place[last] = last, st.place[w]
	st.inSlot[s] = list[:len(list)-1]
	st.slot[w] = -1
	st.placed--
	if st.load[s]--; st.load[s] < st.m.capacity[s] {
		st.full.Del(s)
	}
}

// undo takes back every step after the first n. Each finds the state as it was left, so each is legal; who interprets
// may differ.
func (st *State) undo(n int) {
	was := st.trailing
	st.trailing = false
	for i := len(st.trail) - 1; i >= n; i-- {
		if x := st.trail[i]; x.from < 0 {
			st.Remove(x.wish)
		} else if !st.restore(x) {
			st.put(x.wish, int(x.from))
		}
	}
	st.trail, st.trailing = st.trail[:n], was
}

// Slots is where every wish is placed, -1 for those that are not.
func (st *State) Slots() []int16 { return append([]int16(nil), st.slot...) }

// Restore makes the timetable what Slots said.
func (st *State) Restore(slots []int16) {
	for w, s := range slots {
		if at := st.slot[w]; at >= 0 && at != s {
			st.Remove(int32(w)) //nolint:gosec // fewer wishes than 2^31
		}
	}
	for w, s := range slots {
		if s >= 0 && st.slot[w] < 0 {
			st.put(int32(w), int(s)) //nolint:gosec // fewer wishes than 2^31
		}
	}
}

// Worth is what a met wish counts; any Must outweighs all Wants.
func (m *Model) Worth(w int32) float64 { return m.worth[w] }

// Within are the slots of a wish that the placed wishes before and after it leave.
func (st *State) Within(w int32) Set { return st.within(w) }

// OfGroup are the wishes of a group.
func (m *Model) OfGroup(g int32) []int32 { return m.ofGroup[g] }

// restore puts a meeting back with the room and the interpreter that it had.
func (st *State) restore(x step) bool {
	if !st.interpreters.hold(st.pairOf, x.wish, int(x.from), x.interpreter) {
		return false
	}
	if !st.rooms.hold(st.setOf, x.wish, int(x.from), x.room) {
		st.interpreters.give(x.wish, int(x.from))
		return false
	}
	st.enter(x.wish, int(x.from))
	return true
}
