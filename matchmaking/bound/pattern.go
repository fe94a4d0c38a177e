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
