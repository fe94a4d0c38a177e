package bruteforce

import (
	"slices"

	"fairground/matchmaking"
)

// weigh scores a whole timetable and keeps the best score.
func (t *table) weigh(must, want int64) {
	s := matchmaking.Score{UnmetMust: must, UnmetWant: want, Fairness: t.fairness()}
	var ways [][2]int // from one meeting of somebody to the next of the same block
	for p := range t.p.People {
		last := -1
		for at := range t.p.Slots {
			n := t.meeting(p, at)
			if n < 0 {
				continue
			}
			if t.dark[p][at] {
				s.Night++
			}
			if last >= 0 && t.block(t.slot[last]) == t.block(at) {
				ways = append(ways, [2]int{last, n})
				if at > t.slot[last]+1 {
					s.Breaks++
				}
			}
			last = n
		}
	}
	if t.someBest {
		levels, best := s.Levels(), t.best.Levels()
		switch order := slices.Compare(levels[:5], best[:5]); {
		case order > 0 || order == 0 && best[5] == 0:
			return
		case order == 0:
			s.RoomChanges = best[5]
			t.changes(0, 0, ways, &s.RoomChanges)
			t.best = s
			return
		}
	}
	s.RoomChanges = int64(len(ways)) + 1
	t.changes(0, 0, ways, &s.RoomChanges)
	t.best, t.someBest = s, true
}

// meeting is the wish that a person has in a slot, or -1.
func (t *table) meeting(p, s int) int {
	for n, at := range t.slot {
		if at == s && slices.Contains(t.sits[n], p) {
			return n
		}
	}
	return -1
}

// block is the number of the run of slots of one day and session to which a slot belongs.
func (t *table) block(s int) int {
	n := 0
	for i := 1; i <= s; i++ {
		if a, b := t.p.Slots[i-1], t.p.Slots[i]; a.Day != b.Day || a.Session != b.Session {
			n++
		}
	}
	return n
}

func (t *table) fairness() int64 {
	l := matchmaking.Ladder{Rungs: make([]int64, 64)}
	for p, x := range t.p.People {
		met := 0
		for n, at := range t.slot {
			if at >= 0 && slices.Contains(t.sits[n], p) {
				met++
			}
		}
		l.Short += int64(max(0, x.Min-met))
		for k := range l.Rungs {
			if t.wanted[p] > k && met <= k {
				l.Rungs[k]++
			}
		}
	}
	for _, x := range t.p.Companies {
		met := 0
		for n, at := range t.slot {
			if at >= 0 && slices.Contains(t.companies(n), slices.Index(t.names, x.ID)) {
				met++
			}
		}
		l.Short += int64(max(0, x.Min-met))
	}
	return l.Value(len(t.p.People))
}

// changes lowers best to the fewest changes of room from the wish n on, if that is fewer.
func (t *table) changes(n int, so int64, ways [][2]int, best *int64) {
	if so >= *best {
		return
	}
	if n == len(t.p.Wishes) {
		*best = so
		return
	}
	if t.slot[n] < 0 {
		t.changes(n+1, so, ways, best)
		return
	}
	for i, r := range t.p.Rooms {
		if !t.fits(n, i, t.slot[n]) || t.occupied(n, r.ID) {
			continue
		}
		t.room[n] = r.ID
		more := int64(0)
		for _, w := range ways {
			if w[0] <= n && w[1] <= n && max(w[0], w[1]) == n && t.room[w[0]] != t.room[w[1]] {
				more++
			}
		}
		t.changes(n+1, so+more, ways, best)
	}
	t.room[n] = ""
}

// occupied reports whether an earlier wish has the room at the same time.
func (t *table) occupied(n int, room string) bool {
	for other := range n {
		if t.slot[other] == t.slot[n] && t.room[other] == room {
			return true
		}
	}
	return false
}
