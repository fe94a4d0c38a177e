// Package bound says what no timetable can reach: how many wishes some set of them must lose, how many meetings must be
// at night, how many breaks people must have. Every bound is the answer of a relaxation small enough to be computed again
// by whoever doubts it.
//
// It does not know the search or its timetables, and it never claims more than its relaxation shows.
package bound

import (
	"cmp"
	"slices"

	"fairground/matchmaking/timetable"
)

// Kind is what makes a set of wishes lose some.
type Kind string

// The kinds.
const (
	Person       Kind = "person"       // one meeting a slot, and a maximum
	Company      Kind = "company"      // a maximum
	Group        Kind = "pair"         // two companies meet once
	Rooms        Kind = "rooms"        // of each slot
	Interpreters Kind = "interpreters" // of one pair of languages, in each slot
)

// Loss is a set of wishes that cannot all be met.
type Loss struct {
	Kind    Kind
	Subject int32 // number of the person, company, group or pair; -1 for all rooms
	Wishes  []int32
	Must    int64 // Musts that are lost at least
	Want    int64 // value of Wants that is lost at least, if every Must is met (or by the Wants alone, if Alone)
	Reach   int32 // wishes of the set that can be met at most
}

// Losses are the sets of wishes that lose something. With alone, Wants are looked at as if there were no Must: that is
// what remains true when Musts are lost.
func Losses(m *timetable.Model, alone bool) []Loss {
	l := &losses{m: m, alone: alone}
	one := make([]int32, m.Slots)
	for s := range one {
		one[s] = 1
	}
	for p := range m.People {
		l.add(Person, int32(p), m.WishesOf[p], one, m.People[p].Max) //nolint:gosec // numbers of people fit
	}
	free := make([]int32, m.Slots)
	for s := range free {
		free[s] = 1 << 30
	}
	companies, groups, pairs := make([][]int32, len(m.CompanyMax)), make([][]int32, m.Groups), make([][]int32, len(m.Pairs))
	all := make([]int32, len(m.Wishes))
	for i := range m.Wishes {
		w, x := int32(i), &m.Wishes[i] //nolint:gosec // numbers of wishes fit
		all[i] = w
		for _, c := range x.Companies {
			companies[c] = append(companies[c], w)
		}
		if x.Group >= 0 {
			groups[x.Group] = append(groups[x.Group], w)
		}
		if x.Pair >= 0 {
			pairs[x.Pair] = append(pairs[x.Pair], w)
		}
	}
	for c, list := range companies {
		l.add(Company, int32(c), list, free, m.CompanyMax[c]) //nolint:gosec // numbers of companies fit
	}
	for g, list := range groups {
		if len(list) > 1 {
			l.add(Group, int32(g), list, free, 1) //nolint:gosec // numbers of groups fit
		}
	}
	for q, list := range pairs {
		l.add(Interpreters, int32(q), list, interpreters(m, m.Pairs[q]), 1<<30) //nolint:gosec // numbers of pairs fit
	}
	rooms := make([]int32, m.Slots)
	for s := range rooms {
		rooms[s] = int32(m.Capacity(s)) //nolint:gosec // numbers of rooms fit
	}
	l.add(Rooms, -1, all, rooms, 1<<30)
	return l.found
}

func interpreters(m *timetable.Model, class []int32) []int32 {
	have := make([]int32, m.Slots)
	for _, i := range class {
		open := m.Interpreters[i]
		for s := open.Next(0); s >= 0 && s < m.Slots; s = open.Next(s + 1) {
			have[s]++
		}
	}
	return have
}

type losses struct {
	m     *timetable.Model
	alone bool
	found []Loss
}

// add asks how much the set loses when each slot serves only so many of it, and limit of it can be met at all. Sets that
// fit in slots form a matroid, so taking the Musts first and then the dearest is best at every step.
func (l *losses) add(kind Kind, subject int32, wishes, capacity []int32, limit int32) {
	m := l.m
	list := slices.Clone(wishes)
	slices.SortFunc(list, func(a, b int32) int {
		return cmp.Or(m.Wishes[a].CompareWorth(&m.Wishes[b]), cmp.Compare(a, b))
	})
	loss := Loss{Kind: kind, Subject: subject, Wishes: wishes}
	fit := newFit(m, capacity, limit)
	split := 0
	for _, w := range list {
		if m.Wishes[w].Must {
			split++
		}
		switch {
		case fit.add(w):
			loss.Reach++
		case m.Wishes[w].Must:
			loss.Must++
		default:
			loss.Want += m.Wishes[w].Value
		}
	}
	if l.alone && split > 0 && split < len(list) {
		loss.Want = 0
		fit = newFit(m, capacity, limit)
		for _, w := range list[split:] {
			if !fit.add(w) {
				loss.Want += m.Wishes[w].Value
			}
		}
	}
	if loss.Must > 0 || loss.Want > 0 {
		l.found = append(l.found, loss)
	}
}

// fit is a matching of wishes to slots with capacities, grown one wish at a time.
type fit struct {
	m        *timetable.Model
	capacity []int32
	limit    int32
	in       [][]int32
	closed   timetable.Set // slots that are full for good: no wish in them can go elsewhere
}

func newFit(m *timetable.Model, capacity []int32, limit int32) *fit {
	return &fit{m: m, capacity: capacity, limit: limit, in: make([][]int32, m.Slots)}
}

// add finds a place for one more wish, moving others where needed.
func (f *fit) add(w int32) bool {
	if f.limit == 0 {
		return false
	}
	slots := f.m.Wishes[w].Slots
	slots = slots.Without(&f.closed)
	for s := slots.Next(0); s >= 0; s = slots.Next(s + 1) {
		if int32(len(f.in[s])) < f.capacity[s] { //nolint:gosec // numbers of wishes fit
			f.in[s] = append(f.in[s], w)
			f.limit--
			return true
		}
	}
	// Breadth first over slots: from[s] is the wish that would leave the slot before it for s.
	type hop struct {
		wish int32
		slot int // where it is now, -1 for the new one
	}
	from := make([]hop, f.m.Slots)
	var reached timetable.Set
	var queue []int
	for s := slots.Next(0); s >= 0; s = slots.Next(s + 1) {
		reached.Add(s)
		from[s] = hop{w, -1}
		queue = append(queue, s)
	}
	for i := 0; i < len(queue); i++ {
		s := queue[i]
		for _, x := range f.in[s] {
			next := f.m.Wishes[x].Slots
			next = next.Without(&reached)
			next = next.Without(&f.closed)
			for t := next.Next(0); t >= 0; t = next.Next(t + 1) {
				from[t] = hop{x, s}
				reached.Add(t)
				queue = append(queue, t)
				if int32(len(f.in[t])) < f.capacity[t] { //nolint:gosec // numbers of wishes fit
					for {
						h := from[t]
						f.in[t] = append(f.in[t], h.wish)
						if h.slot < 0 {
							f.limit--
							return true
						}
						at := slices.Index(f.in[h.slot], h.wish)
						f.in[h.slot] = slices.Delete(f.in[h.slot], at, at+1)
						t = h.slot
					}
				}
			}
		}
	}
	f.closed = f.closed.Or(&reached)
	return false
}

// Pack adds up the losses of sets that have no wish in common, and weighs that against all people's losses divided by how
// many people a wish has. It returns the larger figure, with the sets it counted (all of the people if shared).
func Pack(m *timetable.Model, found []Loss, value func(*Loss) int64) (total int64, used []int, shared bool) {
	seats := int64(2)
	for i := range m.Wishes {
		seats = max(seats, int64(len(m.Wishes[i].People)))
	}
	sum := int64(0)
	order := make([]int, 0, len(found))
	for i := range found {
		if v := value(&found[i]); v > 0 {
			order = append(order, i)
			if found[i].Kind == Person {
				sum += v
			}
		}
	}
	for _, by := range []func(a, b int) int{
		func(a, b int) int { return cmp.Compare(value(&found[b]), value(&found[a])) },
		func(a, b int) int { return cmp.Compare(len(found[a].Wishes), len(found[b].Wishes)) },
	} {
		slices.SortStableFunc(order, by)
		taken := make([]bool, len(m.Wishes))
		got, sets := int64(0), []int(nil)
		for _, i := range order {
			if !slices.ContainsFunc(found[i].Wishes, func(w int32) bool { return taken[w] }) {
				got += value(&found[i])
				sets = append(sets, i)
				for _, w := range found[i].Wishes {
					taken[w] = true
				}
			}
		}
		if got > total {
			total, used = got, sets
		}
	}
	if half := (sum + seats - 1) / seats; half > total {
		total, used, shared = half, nil, true
		for _, i := range order {
			if found[i].Kind == Person {
				used = append(used, i)
			}
		}
	}
	return total, used, shared
}

// Reach is how many meetings each person can have at most, all others left out.
func Reach(m *timetable.Model) []int32 {
	one := make([]int32, m.Slots)
	for s := range one {
		one[s] = 1
	}
	reach := make([]int32, len(m.People))
	for p := range m.People {
		f := newFit(m, one, m.People[p].Max)
		for _, w := range m.WishesOf[p] {
			if f.add(w) {
				reach[p]++
			}
		}
	}
	return reach
}
