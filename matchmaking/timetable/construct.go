package timetable

import (
	"cmp"
	"slices"
)

// ejectionDepth is how many meetings in a row give way to let one more in.
const ejectionDepth = 3

// Construct places every wish it can: first the Musts, within them the hardest first, each with up to three meetings
// giving way to it. stop is asked now and then; nil never stops. It returns the wishes left over.
func Construct(st *State, stop func() bool) []int32 {
	m := st.m
	slack := make([]int32, len(m.People))
	for p := range m.People {
		slack[p] = int32(m.People[p].Free.Len() - len(m.WishesOf[p])) //nolint:gosec // small
	}
	type job struct {
		key int64
		w   int32
	}
	jobs := make([]job, 0, len(m.Wishes))
	for i := range m.Wishes {
		w := int32(i) //nolint:gosec // fewer wishes than 2^31
		if st.slot[w] >= 0 {
			continue
		}
		x := &m.Wishes[w]
		tight := int32(1 << 20)
		for _, p := range x.People {
			tight = min(tight, slack[p])
		}
		key := int64(x.Slots.Len())<<24 + int64(tight+1<<21)
		if x.Pair >= 0 || x.RoomSet >= 0 {
			key -= 4 << 24
		}
		if !x.Must {
			key += 1 << 40
		}
		jobs = append(jobs, job{key, w})
	}
	slices.SortFunc(jobs, func(a, b job) int {
		if c := cmp.Compare(a.key, b.key); c != 0 {
			return c
		}
		if c := cmp.Compare(m.worth[b.w], m.worth[a.w]); c != 0 {
			return c
		}
		return cmp.Compare(a.w, b.w)
	})
	var left []int32
	for n, j := range jobs {
		if n&255 == 0 && stop != nil && stop() {
			for _, rest := range jobs[n:] {
				left = append(left, rest.w)
			}
			return left
		}
		if !st.Insert(j.w) {
			left = append(left, j.w)
		}
	}
	// What is left deserves a longer look.
	for depth := ejectionDepth + 1; depth <= ejectionDepth+2 && len(left)*20 < len(jobs); depth++ {
		left = slices.DeleteFunc(left, func(w int32) bool { return (stop == nil || !stop()) && st.insert(w, depth) })
	}
	return left
}

// Insert places an unplaced wish, moving up to three other meetings in a row if it must. Whether it succeeds or not, no
// meeting is lost.
func (st *State) Insert(w int32) bool { return st.insert(w, ejectionDepth) }

func (st *State) insert(w int32, depth int) bool {
	if !st.Allowed(w) {
		return false
	}
	if st.settle(w) {
		return true
	}
	was := st.trailing
	st.trailing = true
	ok := st.eject(w, depth)
	if st.trailing = was; !was {
		st.trail = st.trail[:0]
	}
	return ok
}

// settle puts a wish into the open slot that costs its people least.
func (st *State) settle(w int32) bool {
	open := st.Open(w)
	x := &st.m.Wishes[w]
	if x.Pair < 0 && x.RoomSet < 0 {
		s := st.cheapest(w, &open)
		return s >= 0 && st.put(w, s)
	}
	for !open.Empty() {
		s := st.cheapest(w, &open)
		if st.put(w, s) {
			return true
		}
		open.Del(s)
	}
	return false
}

// cheapest is the slot of the set with the fewest nights, beside other meetings of its people, in the emptier half.
func (st *State) cheapest(w int32, open *Set) int {
	best, at := int32(1<<30), -1
	for s := open.Next(0); s >= 0; s = open.Next(s + 1) {
		cost := st.load[s]
		for _, p := range st.m.Wishes[w].People {
			if st.m.People[p].Night.Has(s) {
				cost += 1 << 12
			}
			if s > 0 && st.busy[p].Has(s-1) || s+1 < st.m.Slots && st.busy[p].Has(s+1) {
				cost -= 8
			}
		}
		if cost < best {
			best, at = cost, s
		}
	}
	return at
}

// eject tries to free a slot for the wish by moving those who have it, which may move others in turn.
func (st *State) eject(w int32, depth int) bool {
	if depth == 0 {
		return false
	}
	x := &st.m.Wishes[w]
	slots := st.within(w)
	var blockers [8]int32
	for s := slots.Next(0); s >= 0; s = slots.Next(s + 1) {
		n := 0
		stuck := false
		for _, p := range x.People {
			if b := st.At(p, s); b >= 0 && !slices.Contains(blockers[:n], b) {
				if n == len(blockers) || st.m.Wishes[b].Fixed {
					stuck = true
					break
				}
				blockers[n] = b
				n++
			}
		}
		if stuck || n > 2 || n == 0 {
			continue
		}
		if st.yield(w, s, blockers[:n], depth) {
			return true
		}
	}
	return false
}

// yield takes the blockers out, puts the wish in and finds the blockers other places, or leaves everything as it was.
func (st *State) yield(w int32, s int, blockers []int32, depth int) bool {
	// Most blockers have nowhere to go at the last step; that is seen without touching anything.
	if depth == 1 {
		for _, b := range blockers {
			if open := st.Open(b); open.Empty() {
				return false
			}
		}
	}
	mark := len(st.trail)
	for _, b := range blockers {
		st.Remove(b)
	}
	ok := st.Place(w, s)
	for _, b := range blockers {
		ok = ok && (st.settle(b) || st.eject(b, depth-1))
	}
	if ok && st.limit > 0 && st.touched(nil) > st.limit {
		ok = false
	}
	if !ok {
		st.undo(mark)
	}
	return ok
}
