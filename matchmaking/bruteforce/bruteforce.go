// Package bruteforce finds the best timetable of a tiny problem by trying every one. It is the yardstick of the engine's tests and of
// its benchmark: it reads the words of a Problem, shares no code with the solver or the verifier, and is as simple as it can be.
//
// It does not know relaxations, proofs or budgets, and is of no use with more than about ten wishes.
package bruteforce

import (
	"slices"
	"time"

	"fairground/matchmaking"
)

// Best is the score of the best timetable of a valid problem.
func Best(p matchmaking.Problem) matchmaking.Score {
	t := newTable(p)
	t.try(0, 0, 0)
	return t.best
}

// table is a timetable that is being filled in.
type table struct {
	p        matchmaking.Problem
	person   map[string]int
	wanted   []int    // wishes of each person
	free     [][]bool // of each person and slot
	dark     [][]bool // likewise: night
	company  []int    // of each person, a number
	names    []string // of the companies
	sits     [][]int  // persons of each wish
	forbid   [][]bool // slots of each wish
	slot     []int    // of each wish, or -1
	after    [][]int  // wishes that have to be earlier
	room     []string // of each wish while rooms are tried
	best     matchmaking.Score
	someBest bool
}

func newTable(p matchmaking.Problem) *table {
	t := &table{p: p, person: map[string]int{}, wanted: make([]int, len(p.People)), slot: make([]int, len(p.Wishes)), room: make([]string, len(p.Wishes))}
	for i, x := range p.People {
		t.person[x.ID] = i
		free, dark := make([]bool, len(p.Slots)), make([]bool, len(p.Slots))
		zone, _ := time.LoadLocation(x.Zone)
		for _, s := range x.Slots {
			free[s] = true
		}
		for s, slot := range p.Slots {
			for minute := range slot.Minutes {
				hour := slot.Start.Add(time.Duration(minute) * time.Minute).In(zone).Hour()
				dark[s] = dark[s] || hour >= 22 || hour < 7
			}
		}
		t.free, t.dark = append(t.free, free), append(t.dark, dark)
		if !slices.Contains(t.names, x.Company) {
			t.names = append(t.names, x.Company)
		}
		t.company = append(t.company, slices.Index(t.names, x.Company))
	}
	number := map[string]int{}
	for i, w := range p.Wishes {
		number[w.ID] = i
		t.slot[i] = -1
	}
	for _, w := range p.Wishes {
		var sits, after []int
		for _, id := range w.People {
			sits = append(sits, t.person[id])
			t.wanted[t.person[id]]++
		}
		for _, id := range w.After {
			after = append(after, number[id])
		}
		forbid := make([]bool, len(p.Slots))
		for _, s := range w.Forbidden {
			forbid[s] = true
		}
		for s := range p.Slots {
			forbid[s] = forbid[s] || len(w.Sessions) > 0 && !slices.Contains(w.Sessions, p.Slots[s].Session) || w.Fixed != nil && w.Fixed.Slot != s
		}
		t.sits, t.after, t.forbid = append(t.sits, sits), append(t.after, after), append(t.forbid, forbid)
	}
	return t
}

// try decides about the wish n and all after it.
func (t *table) try(n int, must, want int64) {
	if t.someBest && (must > t.best.UnmetMust || must == t.best.UnmetMust && want > t.best.UnmetWant) {
		return
	}
	if n == len(t.p.Wishes) {
		t.weigh(must, want)
		return
	}
	for s := range t.p.Slots {
		if t.may(n, s) {
			t.slot[n] = s
			t.try(n+1, must, want)
			t.slot[n] = -1
		}
	}
	switch w := t.p.Wishes[n]; {
	case w.Fixed != nil:
	case w.Level == matchmaking.Must:
		t.try(n+1, must+1, want)
	default:
		t.try(n+1, must, want+int64(w.Value))
	}
}

// may reports whether a wish can be met in a slot beside those that are met.
func (t *table) may(n, s int) bool {
	if t.forbid[n][s] {
		return false
	}
	for _, p := range t.sits[n] {
		if !t.free[p][s] {
			return false
		}
		met := 1
		for other, at := range t.slot {
			if at >= 0 && slices.Contains(t.sits[other], p) {
				if met++; at == s {
					return false
				}
			}
		}
		if most := t.p.People[p].Max; most > 0 && met > most {
			return false
		}
	}
	return t.inOrder(n, s) && t.withinCompanies(n) && t.served(n, s)
}

func (t *table) inOrder(n, s int) bool {
	for other, at := range t.slot {
		if at >= 0 && (slices.Contains(t.after[n], other) && at >= s || slices.Contains(t.after[other], n) && at <= s) {
			return false
		}
	}
	return true
}

// companies are those that take part in a wish.
func (t *table) companies(n int) []int {
	var list []int
	for _, p := range t.sits[n] {
		if c := t.company[p]; !slices.Contains(list, c) {
			list = append(list, c)
		}
	}
	slices.Sort(list)
	return list
}

func (t *table) withinCompanies(n int) bool {
	mine := t.companies(n)
	for _, x := range t.p.Companies {
		if x.Max == 0 || !slices.Contains(mine, slices.Index(t.names, x.ID)) {
			continue
		}
		met := 1
		for other, at := range t.slot {
			if at >= 0 && slices.Contains(t.companies(other), slices.Index(t.names, x.ID)) {
				met++
			}
		}
		if met > x.Max {
			return false
		}
	}
	if !t.p.OncePerPair || t.p.Wishes[n].Again || len(mine) != 2 {
		return true
	}
	for other, at := range t.slot {
		if at >= 0 && !t.p.Wishes[other].Again && slices.Equal(t.companies(other), mine) {
			return false
		}
	}
	return true
}

// served reports whether everybody in a slot, one more wish among them, has a room and the interpreter that is needed.
func (t *table) served(n, s int) bool {
	in := []int{n}
	for other, at := range t.slot {
		if at == s {
			in = append(in, other)
		}
	}
	return t.rooms(in, s, nil) && t.interpreters(in, s, nil)
}

func (t *table) rooms(in []int, s int, taken []int) bool {
	if len(in) == 0 {
		return true
	}
	for i := range t.p.Rooms {
		if !slices.Contains(taken, i) && t.fits(in[0], i, s) && t.rooms(in[1:], s, append(taken, i)) {
			return true
		}
	}
	return false
}

func (t *table) fits(n, room, s int) bool {
	w, r := t.p.Wishes[n], t.p.Rooms[room]
	return slices.Contains(r.Slots, s) && (len(w.Rooms) == 0 || slices.Contains(w.Rooms, r.ID)) &&
		(w.Fixed == nil || w.Fixed.Room == "" || w.Fixed.Room == r.ID)
}

func (t *table) interpreters(in []int, s int, taken []int) bool {
	if len(in) == 0 {
		return true
	}
	need := t.p.Wishes[in[0]].Interpret
	if need == nil {
		return t.interpreters(in[1:], s, taken)
	}
	for i, x := range t.p.Interpreters {
		able := slices.ContainsFunc(x.Pairs, func(l matchmaking.LanguagePair) bool {
			return l == *need || l.A == need.B && l.B == need.A
		})
		if able && slices.Contains(x.Slots, s) && !slices.Contains(taken, i) && t.interpreters(in[1:], s, append(taken, i)) {
			return true
		}
	}
	return false
}
