// Package timetable places wishes for meetings in slots: a dense model, a state that can never break a hard constraint,
// insertion with ejection chains, annealing over Kempe chains, and the choice of rooms.
//
// It does not know names, time zones, languages or why a wish exists: people, rooms and interpreters are numbers, night is
// a set of slots. It does not prove anything either; package bound does.
package timetable

import "cmp"

// Model is an instance. It is not changed once Prepare has been called, and any number of states may share it.
type Model struct {
	Slots        int   // 1 to MaxSlots, numbered in the order of time
	Block        []int // of each slot, ascending: slots of one session of one day form a block
	People       []Person
	Wishes       []Wish
	Rooms        []Set // the slots of each room
	RoomSets     [][]int32
	Interpreters []Set     // the slots of each interpreter
	Pairs        [][]int32 // the interpreters of each pair of languages
	CompanyMax   []int32   // most meetings of each company
	Groups       int       // at most one wish of a group is met

	capacity  []int32 // rooms of each slot
	opening   Set     // the slots with which a block begins
	blocks    []Set
	WishesOf  [][]int32 // of each person
	ofCompany [][]int32 // wishes of each company
	ofGroup   [][]int32
	worth     []float64 // of each wish: any Must outweighs all Wants
}

// Person takes part in meetings.
type Person struct {
	Free  Set
	Night Set
	Max   int32 // meetings
	Min   int32
}

// Wish is a meeting that somebody wants. Absent numbers are -1.
type Wish struct {
	People    []int32
	Slots     Set // where all its people are free and nothing else of the wish itself speaks against it
	Must      bool
	Value     int64 // positive
	Pair      int32 // of languages
	RoomSet   int32
	Group     int32
	Companies []int32
	After     []int32 // wishes that have to be earlier, if both are met
	Before    []int32 // wishes that have to be later, if both are met
	Fixed     bool    // stays where it is; Slots has one slot
	FixedRoom int32
}

// CompareWorth orders wishes by what it costs not to meet them: the Musts first, all alike, then by falling value. It is negative if
// w comes first, 0 if neither does.
func (w *Wish) CompareWorth(other *Wish) int {
	switch {
	case w.Must && other.Must:
		return 0
	case w.Must:
		return -1
	case other.Must:
		return 1
	}
	return cmp.Compare(other.Value, w.Value)
}

// Prepare derives what the search looks up.
func (m *Model) Prepare() {
	m.capacity = make([]int32, m.Slots)
	for _, r := range m.Rooms {
		for s := r.Next(0); s >= 0 && s < m.Slots; s = r.Next(s + 1) {
			m.capacity[s]++
		}
	}
	for s := range m.Slots {
		if s == 0 || m.Block[s] != m.Block[s-1] {
			m.opening.Add(s)
			m.blocks = append(m.blocks, Set{})
		}
		m.blocks[len(m.blocks)-1].Add(s)
	}
	total := 0.0
	counts := make([]int32, len(m.People))
	for i := range m.Wishes {
		w := &m.Wishes[i]
		for _, p := range w.People {
			counts[p]++
		}
		if !w.Must {
			total += float64(w.Value)
		}
	}
	m.WishesOf = make([][]int32, len(m.People))
	all := 0
	for _, c := range counts {
		all += int(c)
	}
	store := make([]int32, 0, all)
	for p, c := range counts {
		m.WishesOf[p] = store[len(store) : len(store) : len(store)+int(c)]
		store = store[:len(store)+int(c)]
	}
	m.worth = make([]float64, len(m.Wishes))
	for i := range m.Wishes {
		w := &m.Wishes[i]
		m.worth[i] = float64(w.Value)
		if w.Must {
			m.worth[i] = 1 + total
		}
		for _, p := range w.People {
			m.WishesOf[p] = append(m.WishesOf[p], int32(i)) //nolint:gosec // fewer wishes than 2^31
		}
	}
	m.ofCompany, m.ofGroup = make([][]int32, len(m.CompanyMax)), make([][]int32, m.Groups)
	for i := range m.Wishes {
		w := int32(i) //nolint:gosec // fewer wishes than 2^31
		for _, c := range m.Wishes[i].Companies {
			m.ofCompany[c] = append(m.ofCompany[c], w)
		}
		if g := m.Wishes[i].Group; g >= 0 {
			m.ofGroup[g] = append(m.ofGroup[g], w)
		}
	}
}

// Capacity is the number of rooms of a slot.
func (m *Model) Capacity(s int) int { return int(m.capacity[s]) }

// Blocks are the sets of slots between which nobody counts a break.
func (m *Model) Blocks() []Set { return m.blocks }

// Runs is the number of meetings without a pause between them, and the number of blocks that have any.
func (m *Model) Runs(busy *Set) (runs, blocks int) {
	after := busy.later()
	after = after.Without(&m.opening)
	starts := busy.Without(&after)
	for rest := *busy; !rest.Empty(); blocks++ {
		rest = rest.Without(&m.blocks[m.Block[rest.Next(0)]])
	}
	return starts.Len(), blocks
}
