package matchmaking

import (
	"cmp"
	"slices"
)

// What an exhaustive search is tried on, and when it gives up.
const (
	searchWishes = 20
	searchNodes  = 400_000
)

// search tries all choices of slots of a small problem, if the relaxations do not prove the first three levels already. If
// it comes to the end, they are optimal.
func (r *run) search() {
	if r.filled() || len(r.c.p.Wishes) > searchWishes {
		return
	}
	m := r.c.model
	order := make([]int32, 0, len(m.Wishes))
	for i := range m.Wishes {
		if !m.Wishes[i].Fixed {
			order = append(order, int32(i)) //nolint:gosec // at most searchWishes
		}
	}
	slices.SortStableFunc(order, func(a, b int32) int {
		x, y := &m.Wishes[a], &m.Wishes[b]
		return cmp.Or(x.CompareWorth(y), x.Slots.Len()-y.Slots.Len())
	})
	st := r.best.Clone()
	for _, w := range order {
		if st.Slot(w) >= 0 {
			st.Remove(w)
		}
	}
	best, found, nodes := r.score, r.best.Slots(), int64(0)
	var try func(n int, must, want int64) bool
	try = func(n int, must, want int64) bool {
		if nodes++; nodes > searchNodes || nodes&1023 == 0 && r.stop() {
			return false
		}
		if must > best.UnmetMust || must == best.UnmetMust && want > best.UnmetWant {
			return true
		}
		if n == len(order) {
			if s := r.c.score(st, 0); s.UnmetMust != best.UnmetMust || s.UnmetWant != best.UnmetWant || s.Fairness < best.Fairness {
				best, found = s, st.Slots()
			}
			return true
		}
		w := order[n]
		x := &m.Wishes[w]
		for s := x.Slots.Next(0); s >= 0; s = x.Slots.Next(s + 1) {
			if st.Place(w, s) {
				going := try(n+1, must, want)
				st.Remove(w)
				if !going {
					return false
				}
			}
		}
		if x.Must {
			return try(n+1, must+1, want)
		}
		return try(n+1, must, want+x.Value)
	}
	complete := try(0, 0, 0)
	st = r.best.Clone()
	st.Restore(found)
	r.take(st)
	if !complete {
		return
	}
	r.bounds.want(r.score.UnmetMust)
	values := r.score.Levels()
	for level := range 3 {
		if r.bounds.levels[level] < values[level] {
			r.bounds.levels[level], r.bounds.means[level] = values[level], BySearch
		}
	}
	r.bounds.searched = &SearchEvidence{Nodes: nodes}
}
