package bound

import "fairground/matchmaking/timetable"

// Breaks is the least number of breaks of somebody who has from least to most meetings within open, whoever he meets. It is
// -1 if so many do not fit.
func Breaks(m *timetable.Model, open timetable.Set, least, most int) int {
	n := min(most, open.Len())
	if least > n {
		return -1
	}
	const none = 1 << 20
	// state: 0 nothing in this block yet, 1 something but not in the slot before, 2 a meeting in the slot before
	type row [3]int
	now, next := make([]row, n+1), make([]row, n+1)
	for k := range now {
		now[k] = row{none, none, none}
	}
	now[0][0] = 0
	for s := range m.Slots {
		if s > 0 && m.Block[s] != m.Block[s-1] {
			for k := range now {
				now[k] = row{min(now[k][0], now[k][1], now[k][2]), none, none}
			}
		}
		for k := range next {
			r := row{now[k][0], min(now[k][1], now[k][2]), none}
			if k > 0 && open.Has(s) {
				r[2] = min(now[k-1][0], now[k-1][1]+1, now[k-1][2])
			}
			next[k] = r
		}
		now, next = next, now
	}
	best := none
	for k := least; k <= n; k++ {
		best = min(best, now[k][0], now[k][1], now[k][2])
	}
	return best
}

// exactChoices is how many choices of slots Exact looks through for one person.
const exactChoices = 100_000

// Exact is the least number of breaks of somebody whose every wish is met in a slot of its own, if there are few enough
// choices to try all; else it is floor, which is a bound already.
func Exact(m *timetable.Model, slots []timetable.Set, floor int) int {
	choices := 1
	for _, s := range slots {
		if choices *= max(1, s.Len()); choices > exactChoices {
			return floor
		}
	}
	best := -1
	var busy timetable.Set
	var try func(i int)
	try = func(i int) {
		if best == floor {
			return
		}
		if i == len(slots) {
			runs, blocks := m.Runs(&busy)
			if n := runs - blocks; best < 0 || n < best {
				best = n
			}
			return
		}
		for s := slots[i].Next(0); s >= 0; s = slots[i].Next(s + 1) {
			if !busy.Has(s) {
				busy.Add(s)
				try(i + 1)
				busy.Del(s)
			}
		}
	}
	try(0)
	return max(best, floor)
}
