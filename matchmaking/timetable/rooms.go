package timetable

import (
	"math"
	"slices"
)

// link is a person's way from one meeting to his next one of the same block.
type link struct{ from, to int32 }

// rooming is the search for rooms once every slot is settled.
type rooming struct {
	st    *State
	room  []int32 // of each wish
	at    []int32 // slot·rooms + room: the wish, or -1
	links []link
	out   [][]int32 // links of each wish
	dice  Dice
}

// rooming finds the ways of the people of a timetable.
func (st *State) rooming(seed uint64) *rooming {
	m := st.m
	g := &rooming{st: st, room: fill(len(m.Wishes)), at: fill(m.Slots * len(m.Rooms)), out: make([][]int32, len(m.Wishes)), dice: Dice{seed}}
	for p := range m.People {
		last := int32(-1)
		b := st.busy[p]
		for s := b.Next(0); s >= 0; s = b.Next(s + 1) {
			w := st.At(int32(p), s) //nolint:gosec // fewer people than 2^31
			if last >= 0 && m.Block[s] == m.Block[st.slot[last]] {
				id := int32(len(g.links)) //nolint:gosec // fewer links than 2^31
				g.links = append(g.links, link{last, w})
				g.out[last] = append(g.out[last], id)
				g.out[w] = append(g.out[w], id)
			}
			last = w
		}
	}
	return g
}

// Rooms gives every placed meeting a room that is open, its own and within its limits, with few changes of room between
// meetings of one block. It returns the room of each wish (-1 where there is none) and the number of changes.
func (st *State) Rooms(moves int64, seed uint64, stop func() bool) ([]int32, int) {
	g := st.rooming(seed)
	g.start()
	if moves > 0 && len(g.links) > 0 {
		g.improve(moves, stop)
	}
	changes := 0
	for _, l := range g.links {
		if g.room[l.from] != g.room[l.to] {
			changes++
		}
	}
	return g.room, changes
}

func (g *rooming) take(w, r int32, s int) {
	g.room[w] = r
	g.at[s*len(g.st.m.Rooms)+int(r)] = w
}

// start gives limited wishes the rooms that the state found for them, and the others the room one of their people comes
// from, else any.
func (g *rooming) start() {
	m, st := g.st.m, g.st
	for s := range m.Slots {
		list := slices.Clone(st.inSlot[s])
		slices.Sort(list)
		row := g.at[s*len(m.Rooms) : (s+1)*len(m.Rooms)]
		free := func(r int32) bool { return row[r] < 0 && m.Rooms[r].Has(s) }
		for _, w := range list {
			x := &m.Wishes[w]
			switch {
			case x.RoomSet >= 0:
				g.take(w, st.rooms.of[w], s)
			case x.FixedRoom >= 0 && x.Fixed && free(x.FixedRoom):
				g.take(w, x.FixedRoom, s)
			}
		}
		for _, w := range list {
			if g.room[w] >= 0 {
				continue
			}
			for _, id := range g.out[w] {
				if l := g.links[id]; l.to == w {
					if r := g.room[l.from]; free(r) {
						g.take(w, r, s)
						break
					}
				}
			}
		}
		next := int32(0)
		for _, w := range list {
			if g.room[w] >= 0 {
				continue
			}
			for !free(next) {
				next++
			}
			g.take(w, next, s)
		}
	}
}

func (g *rooming) may(w, r int32) bool {
	x := &g.st.m.Wishes[w]
	if x.Fixed && x.FixedRoom >= 0 {
		return r == x.FixedRoom
	}
	return x.RoomSet < 0 || slices.Contains(g.st.m.RoomSets[x.RoomSet], r)
}

// improve swaps rooms within a slot.
func (g *rooming) improve(moves int64, stop func() bool) {
	m := g.st.m
	hot, cold := 0.6, 0.1
	cooling := math.Pow(cold/hot, 1024/float64(max(moves, 1024)))
	t := hot
	cost := func(w int32) int {
		n := 0
		for _, id := range g.out[w] {
			if l := g.links[id]; g.room[l.from] != g.room[l.to] {
				n++
			}
		}
		return n
	}
	for n := range moves {
		if n&1023 == 0 {
			if stop != nil && stop() {
				return
			}
			t *= cooling
		}
		l := g.links[g.dice.Intn(len(g.links))]
		w, r := l.from, g.room[l.to]
		if n&1 == 0 {
			w, r = l.to, g.room[l.from]
		}
		old, s := g.room[w], int(g.st.slot[w])
		if old == r || !m.Rooms[r].Has(s) || !g.may(w, r) {
			continue
		}
		other := g.at[s*len(m.Rooms)+int(r)]
		if other >= 0 && !g.may(other, old) {
			continue
		}
		before := cost(w)
		if other >= 0 {
			before += cost(other)
		}
		g.swap(w, other, old, r, s)
		after := cost(w)
		if other >= 0 {
			after += cost(other)
		}
		if d := after - before; d > 0 && g.dice.Float() >= math.Exp(-float64(d)/t) {
			g.swap(w, other, r, old, s)
		}
	}
}

// swap moves w from room old to r, and who has r, if anybody, to old.
func (g *rooming) swap(w, other, old, r int32, s int) {
	g.at[s*len(g.st.m.Rooms)+int(old)] = -1
	g.take(w, r, s)
	if other >= 0 {
		g.take(other, old, s)
	}
}
