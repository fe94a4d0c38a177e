package timetable

import (
	"testing"
	"time"
)

// fair is the instance of 24,000 meetings: those who exhibit meet buyers from all time zones.
func fair(buyers, exhibitors, meetings, slots, window int, seed uint64) *Model {
	r := Dice{seed}
	m := &Model{Slots: slots, Block: make([]int, slots)}
	for s := range slots {
		m.Block[s] = s / 6
	}
	for range buyers + exhibitors {
		start := r.Intn(slots)
		var free Set
		for i := range window {
			free.Add((start + i) % slots)
		}
		m.People = append(m.People, Person{Free: free, Max: 1 << 20})
	}
	seen := map[[2]int]bool{}
	// Every meeting is planted in a slot of its own, so that all of them can be placed.
	busy, load := make([]Set, buyers+exhibitors), make([]int, slots)
	rooms := meetings/slots + meetings/slots/10
	for len(m.Wishes) < meetings {
		a, b := r.Intn(buyers), buyers+r.Intn(exhibitors)
		both := m.People[a].Free.And(&m.People[b].Free)
		open := both.Without(&busy[a])
		open = open.Without(&busy[b])
		if seen[[2]int{a, b}] || open.Empty() {
			continue
		}
		s := open.Nth(r.Intn(open.Len()))
		if load[s]++; load[s] > rooms {
			continue
		}
		busy[a].Add(s)
		busy[b].Add(s)
		seen[[2]int{a, b}] = true
		m.Wishes = append(m.Wishes, Wish{People: []int32{int32(a), int32(b)}, Slots: both, Must: true, Value: 1, Pair: -1, RoomSet: -1, Group: -1})
	}
	for range rooms {
		m.Rooms = append(m.Rooms, First(slots))
	}
	m.Prepare()
	return m
}

func TestAFairOf24000MeetingsIsPlacedWhole(t *testing.T) {
	m := fair(2600, 12000, 24000, 36, 24, 1)
	began := time.Now()
	st, _ := NewState(m)
	left := Construct(st, nil)
	t.Logf("left %d in %v", len(left), time.Since(began))
	if len(left) > 0 {
		t.Fatalf("%d meetings are not placed", len(left))
	}
}

func TestAnnealingKeepsEveryConstraintAndCountsItsEnergyRight(t *testing.T) {
	m := fair(60, 200, 900, 36, 24, 2)
	st, _ := NewState(m)
	Construct(st, nil)
	placed := st.Placed()
	a := NewPolish(st, Weights{16, 4, 1}, nil, 7)
	before := a.Energy()
	began := time.Now()
	made := a.Run(400_000, 8, 0.2, nil)
	t.Logf("energy %d to %d in %v (%d moves)", before, a.Energy(), time.Since(began), made)
	if st.Placed() != placed {
		t.Errorf("%d meetings became %d", placed, st.Placed())
	}
	check(t, st)
	if got := NewPolish(st, Weights{16, 4, 1}, nil, 7).Energy(); got != a.Energy() {
		t.Errorf("the energy kept is %d, counted again %d", a.Energy(), got)
	}
	if a.Energy() >= before {
		t.Errorf("the energy has not fallen: %d, was %d", a.Energy(), before)
	}
}

// check recounts what a state must never break.
func check(t *testing.T, st *State) {
	t.Helper()
	m := st.m
	at, load := map[[2]int]bool{}, make([]int, m.Slots)
	things := map[[2]int]bool{}
	for w := range m.Wishes {
		s := st.Slot(int32(w))
		if s < 0 {
			continue
		}
		x := &m.Wishes[w]
		if !x.Slots.Has(s) {
			t.Errorf("wish %d stands outside its slots", w)
		}
		for _, p := range x.People {
			if at[[2]int{int(p), s}] {
				t.Errorf("person %d has two meetings in slot %d", p, s)
			}
			at[[2]int{int(p), s}] = true
		}
		if load[s]++; load[s] > m.Capacity(s) {
			t.Errorf("slot %d has %d meetings and %d rooms", s, load[s], m.Capacity(s))
		}
		if x.Pair >= 0 {
			i := st.Interpreter(int32(w))
			if i < 0 || things[[2]int{i, s}] {
				t.Errorf("interpreter %d of wish %d is absent or twice in slot %d", i, w, s)
			}
			things[[2]int{i, s}] = true
		}
		for _, o := range x.After {
			if b := st.Slot(o); b >= s {
				t.Errorf("wish %d in slot %d must come after %d in slot %d", w, s, o, b)
			}
		}
	}
}
