package bound

import (
	"math"
	"slices"

	"fairground/matchmaking/timetable"
)

// Slack is a set of wishes of which a timetable that is as good as can be on the first levels may leave out so many.
type Slack struct {
	Wishes []int32 // ascending
	Count  int
}

// Spare is how many of some wishes can be left out at most.
func Spare(slack []Slack, wishes []int32) int {
	total := 0
	for _, x := range slack {
		n := 0
		for _, w := range wishes {
			if _, in := slices.BinarySearch(x.Wishes, w); in {
				n++
			}
		}
		total += min(n, x.Count)
	}
	return total
}

// Night is the least number of nights for the wishes that one person is charged with, each in a slot of its own, or left
// out as far as the slack allows, which costs no night. Wish and Slot potentials together never exceed the nights of that
// wish in that slot, Wish and Spare potentials never exceed 0 where the wish can be left out, and the sum of all is the
// bound.
type Night struct {
	Person int32
	Wishes []int32
	Wish   []int64 // of each of Wishes
	Slot   []int64 // of every slot, none positive
	Spare  []int64 // of every wish that can be left out, none positive
	Least  int64
}

// away is the price of a slot that a wish may not have.
const away = 1 << 20

// Nights charges every wish to the one of its people with the most wishes. ok is false if some person's wishes do not fit
// at all.
func Nights(m *timetable.Model, slack []Slack) (nights []Night, total int64, ok bool) {
	owned := make([][]int32, len(m.People))
	for i := range m.Wishes {
		w := int32(i) //nolint:gosec // numbers of wishes fit
		owner := m.Wishes[w].People[0]
		for _, p := range m.Wishes[w].People {
			if len(m.WishesOf[p]) > len(m.WishesOf[owner]) {
				owner = p
			}
		}
		owned[owner] = append(owned[owner], w)
	}
	loose := make([]bool, len(m.Wishes))
	for _, x := range slack {
		for _, w := range x.Wishes {
			loose[w] = true
		}
	}
	for p, wishes := range owned {
		if len(wishes) == 0 {
			continue
		}
		spare := Spare(slack, wishes)
		if len(wishes) > m.Slots+spare {
			return nil, 0, false
		}
		n := assign(m, wishes, loose, spare)
		n.Person = int32(p) //nolint:gosec // numbers of people fit
		if n.Least >= away/2 {
			return nil, 0, false
		}
		nights = append(nights, n)
		total += n.Least
	}
	return nights, total, true
}

// Price is how many of a wish's people have night in a slot.
func Price(m *timetable.Model, w int32, s int) int64 {
	if !m.Wishes[w].Slots.Has(s) {
		return away
	}
	c := int64(0)
	for _, p := range m.Wishes[w].People {
		if m.People[p].Night.Has(s) {
			c++
		}
	}
	return c
}

// assign is the Hungarian method: every wish gets a slot of its own, or if it is loose a spare one, at the least total
// price.
func assign(m *timetable.Model, wishes []int32, loose []bool, spare int) Night {
	n, k := len(wishes), m.Slots+spare
	price := func(w int32, s int) int64 {
		switch {
		case s < m.Slots:
			return Price(m, w, s)
		case loose[w]:
			return 0
		}
		return away
	}
	u, v := make([]int64, n+1), make([]int64, k+1)
	row, way := make([]int, k+1), make([]int, k+1) // of each slot, from 1
	for i := 1; i <= n; i++ {
		row[0] = i
		at := 0
		low, used := make([]int64, k+1), make([]bool, k+1)
		for j := range low {
			low[j] = math.MaxInt64
		}
		for {
			used[at] = true
			r, d, next := row[at], int64(math.MaxInt64), 0
			for j := 1; j <= k; j++ {
				if used[j] {
					continue
				}
				if c := price(wishes[r-1], j-1) - u[r] - v[j]; c < low[j] {
					low[j], way[j] = c, at
				}
				if low[j] < d {
					d, next = low[j], j
				}
			}
			for j := 0; j <= k; j++ {
				if used[j] {
					u[row[j]] += d
					v[j] -= d
				} else {
					low[j] -= d
				}
			}
			if at = next; row[at] == 0 {
				break
			}
		}
		for at != 0 {
			row[at], at = row[way[at]], way[at]
		}
	}
	night := Night{Wishes: wishes, Wish: u[1:], Slot: v[1 : m.Slots+1], Spare: v[m.Slots+1:]}
	for _, x := range night.Wish {
		night.Least += x
	}
	for _, x := range v[1:] {
		night.Least += x
	}
	return night
}

// Tight are the slots of each wish that a timetable with no more nights than the bound can use: those whose potentials
// use up the price.
func Tight(m *timetable.Model, nights []Night) []timetable.Set {
	slots := make([]timetable.Set, len(m.Wishes))
	for i := range m.Wishes {
		slots[i] = m.Wishes[i].Slots
	}
	for _, n := range nights {
		for i, w := range n.Wishes {
			set := slots[w]
			for s := set.Next(0); s >= 0; s = set.Next(s + 1) {
				if Price(m, w, s) > n.Wish[i]+n.Slot[s] {
					slots[w].Del(s)
				}
			}
		}
	}
	return slots
}
