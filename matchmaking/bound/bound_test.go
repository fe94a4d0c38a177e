package bound

import (
	"slices"
	"testing"

	"fairground/matchmaking/timetable"
)

// tiny is a random instance of few wishes in six slots of two blocks.
func tiny(seed uint64) *timetable.Model {
	d := &timetable.Dice{State: seed}
	m := &timetable.Model{Slots: 6, Block: []int{0, 0, 0, 1, 1, 1}, Groups: 2, CompanyMax: []int32{2}}
	some := func() timetable.Set {
		var s timetable.Set
		for i := range 6 {
			if d.Intn(3) > 0 {
				s.Add(i)
			}
		}
		return s
	}
	for range 5 {
		m.People = append(m.People, timetable.Person{Free: some(), Night: timetable.Of(0, 5), Max: int32(2 + d.Intn(3))})
	}
	m.Rooms = []timetable.Set{some(), some()}
	m.Interpreters = []timetable.Set{some()}
	m.Pairs = [][]int32{{0}}
	for range 6 {
		a, b := int32(d.Intn(2)), int32(2+d.Intn(3))
		w := timetable.Wish{
			People: []int32{a, b}, Slots: m.People[a].Free.And(&m.People[b].Free), Must: d.Intn(3) == 0, Value: int64(1 + d.Intn(4)),
			Pair: -1, RoomSet: -1, Group: int32(d.Intn(6)) - 4, FixedRoom: -1,
		}
		if w.Group < 0 {
			w.Group = -1
		}
		if d.Intn(4) == 0 {
			w.Pair = 0
		}
		if a == 0 {
			w.Companies = []int32{0}
		}
		m.Wishes = append(m.Wishes, w)
	}
	// Every other instance is so loose that all wishes are met: only then nights and breaks are bounded.
	if seed%2 == 0 {
		m.Rooms = []timetable.Set{timetable.First(6), timetable.First(6), timetable.First(6)}
		m.Interpreters[0] = timetable.First(6)
		m.Wishes, m.CompanyMax[0] = m.Wishes[:4], 9
		for p := range m.People {
			m.People[p].Max = 9
		}
		for i := range m.Wishes {
			m.Wishes[i].Group = -1
		}
	}
	m.Prepare()
	return m
}

// best tries everything: the least loss of Musts, then of Wants, then nights, then breaks.
func best(m *timetable.Model) [4]int64 {
	st, _ := timetable.NewState(m)
	least := [4]int64{1 << 40}
	var try func(w int, must, want int64)
	try = func(w int, must, want int64) {
		if w == len(m.Wishes) {
			got := [4]int64{must, want}
			for p := range m.People {
				busy := st.Busy(int32(p))
				night := busy.And(&m.People[p].Night)
				runs, blocks := m.Runs(&busy)
				got[2] += int64(night.Len())
				got[3] += int64(runs - blocks)
			}
			if slices.Compare(got[:], least[:]) < 0 {
				least = got
			}
			return
		}
		for s := range m.Slots {
			if st.Place(int32(w), s) {
				try(w+1, must, want)
				st.Remove(int32(w))
			}
		}
		if m.Wishes[w].Must {
			try(w+1, must+1, want)
		} else {
			try(w+1, must, want+m.Wishes[w].Value)
		}
	}
	try(0, 0, 0)
	return least
}

func TestNoBoundExceedsTheOptimum(t *testing.T) {
	tight := [4]int{}
	for seed := range uint64(400) {
		m := tiny(seed)
		least := best(m)
		must, _, _ := Pack(m, Losses(m, false), func(l *Loss) int64 { return l.Must })
		want, _, _ := Pack(m, Losses(m, least[0] > 0), func(l *Loss) int64 { return l.Want })
		if must > least[0] || want > least[1] {
			t.Errorf("seed %d: bounds %d and %d, the optimum is %v", seed, must, want, least)
		}
		if must == least[0] {
			tight[0]++
		}
		if want == least[1] {
			tight[1]++
		}
		if least[0]+least[1] > 0 {
			continue
		}
		nights, total, ok := Nights(m, nil)
		if !ok || total > least[2] {
			t.Errorf("seed %d: nights %d, %t, the optimum is %v", seed, total, ok, least)
		}
		slots := make([]timetable.Set, len(m.Wishes))
		for i := range slots {
			slots[i] = m.Wishes[i].Slots
		}
		if total == least[2] {
			tight[2]++
			slots = Tight(m, nights)
		}
		breaks, nodes := int64(0), 1_000_000
		for p := range m.People {
			var open timetable.Set
			for _, w := range m.WishesOf[p] {
				open = open.Or(&slots[w])
			}
			n := len(m.WishesOf[p])
			var own []timetable.Set
			for _, w := range m.WishesOf[p] {
				own = append(own, slots[w])
			}
			breaks += int64(Exact(m, own, max(0, Breaks(m, open, n, n)), &nodes))
		}
		if breaks > least[3] {
			t.Errorf("seed %d: breaks %d, the optimum is %v", seed, breaks, least)
		}
		if breaks == least[3] {
			tight[3]++
		}
	}
	t.Logf("tight in %v of 400 (the last two of those that meet every wish)", tight)
}

func TestBreaksOfOnePerson(t *testing.T) {
	m := &timetable.Model{Slots: 8, Block: []int{0, 0, 0, 0, 1, 1, 1, 1}}
	m.Prepare()
	for _, row := range []struct {
		name        string
		open        timetable.Set
		least, most int
		want        int
	}{
		{"two in a row", timetable.Of(0, 1), 2, 2, 0},
		{"one on either side of a pause", timetable.Of(0, 2), 2, 2, 1},
		{"one in either block", timetable.Of(0, 7), 2, 2, 0},
		{"a meeting more fills the pause", timetable.Of(0, 1, 2), 2, 3, 0},
		{"two pauses", timetable.Of(0, 2, 4, 6), 4, 4, 2},
		{"too many", timetable.Of(0), 2, 2, -1},
		{"none", timetable.Of(0, 2), 0, 0, 0},
	} {
		if got := Breaks(m, row.open, row.least, row.most); got != row.want {
			t.Errorf("%s: %d, want %d", row.name, got, row.want)
		}
	}
}
