package matchmaking

import (
	"maps"
	"slices"
	"sort"
)

// levels checks what the proof says about the values.
func (v *verifier) levels() error {
	names := []string{"unmetMust", "unmetWant", "fairness", "night", "breaks", "roomChanges"}
	if len(v.proof.Levels) != len(names) {
		return rejected("the proof has %d levels", len(v.proof.Levels))
	}
	proven := true
	for i, l := range v.proof.Levels {
		proven = proven && l.Value == l.Bound
		switch {
		case l.Level != names[i] || l.Value != v.value[i]:
			return rejected("the proof's level %d is %s with value %d, not %s with %d", i, l.Level, l.Value, names[i], v.value[i])
		case l.Bound < 0 || l.Bound > l.Value:
			return rejected("the bound %d of %s is not between 0 and %d", l.Bound, l.Level, l.Value)
		case l.Proven != proven:
			return rejected("%s says proven %t, and is %t", l.Level, l.Proven, proven)
		case l.By == BySearch && (v.proof.Search == nil || v.proof.Search.Nodes < 1):
			return rejected("%s says it was searched, without a word about the search", l.Level)
		case l.By != BySearch && l.By != ByRelaxation:
			return rejected("%s is bounded by %q", l.Level, l.By)
		}
	}
	if last := v.proof.Levels[5]; last.Bound != 0 && last.By != BySearch {
		return rejected("room changes are bounded by %d without a witness", last.Bound)
	}
	return nil
}

// fits reports how many of some wishes, asked in turn, find a place: each slot serves so many of them, and all together
// no more than most. It moves those that came before where that helps.
type fits struct {
	domain func(*Wish) []int
	room   func(slot int) int
	most   int
	held   map[int][]*Wish
	closed map[int]bool // slots that are full, as are all others that those in them could move to: they stay so
	n      int
}

func (f *fits) join(w *Wish) bool {
	if f.n >= f.most {
		return false
	}
	seen := map[int]bool{}
	if !f.augment(w, seen) {
		maps.Copy(f.closed, seen)
		return false
	}
	f.n++
	return true
}

func (f *fits) augment(w *Wish, seen map[int]bool) bool {
	for _, s := range f.domain(w) {
		if seen[s] || f.closed[s] {
			continue
		}
		seen[s] = true
		if len(f.held[s]) < f.room(s) {
			f.held[s] = append(f.held[s], w)
			return true
		}
		for i, other := range f.held[s] {
			if f.augment(other, seen) {
				f.held[s][i] = w
				return true
			}
		}
	}
	return false
}

// domain are the slots that a wish and its people leave open, whoever else has a meeting.
func (v *verifier) domain(w *Wish) []int {
	if open, known := v.domains[w.ID]; known {
		return open
	}
	open := []int{}
	for s := range v.p.Slots {
		ok := !slices.Contains(w.Forbidden, s) && (len(w.Sessions) == 0 || slices.Contains(w.Sessions, v.p.Slots[s].Session)) &&
			(w.Fixed == nil || w.Fixed.Slot == s)
		for _, id := range w.People {
			ok = ok && slices.Contains(v.person[id].Slots, s)
		}
		if ok {
			open = append(open, s)
		}
	}
	v.domains[w.ID] = open
	return open
}

// witnessed are the wishes of a witness, how many of them each slot serves, and how many can be met at all.
func (v *verifier) witnessed(x LossWitness) (set []*Wish, serves func(int) int, most int, err error) {
	one, many := func(int) int { return 1 }, func(int) int { return len(v.p.Wishes) }
	most = len(v.p.Wishes)
	member := func(*Wish) bool { return true }
	switch x.Kind {
	case "person":
		person := v.person[x.Subject]
		if person == nil {
			return nil, nil, 0, rejected("witness of an unknown person %q", x.Subject)
		}
		if serves = one; person.Max > 0 {
			most = person.Max
		}
		return v.wanted[x.Subject], serves, most, nil
	case "company":
		at := slices.IndexFunc(v.p.Companies, func(c Company) bool { return c.ID == x.Subject })
		if at < 0 || v.p.Companies[at].Max == 0 {
			return nil, nil, 0, rejected("witness of a company %q without a maximum", x.Subject)
		}
		serves, most = many, v.p.Companies[at].Max
		member = func(w *Wish) bool { return slices.Contains(v.companies(w), x.Subject) }
	case "pair":
		if !v.p.OncePerPair {
			return nil, nil, 0, rejected("witness of a pair of companies, which may meet often")
		}
		serves, most = many, 1
		member = func(w *Wish) bool {
			list := v.companies(w)
			return !w.Again && len(list) == 2 && slices.Contains(list, x.Subject) && slices.Contains(list, x.Other)
		}
	case "rooms":
		open := make([]int, len(v.p.Slots))
		for _, r := range v.p.Rooms {
			for _, s := range r.Slots {
				open[s]++
			}
		}
		serves = func(s int) int { return open[s] }
	case "interpreters":
		pair := LanguagePair{x.Subject, x.Other}
		open := make([]int, len(v.p.Slots))
		for _, i := range v.p.Interpreters {
			if slices.ContainsFunc(i.Pairs, func(l LanguagePair) bool { return v.same(l, pair) }) {
				for _, s := range i.Slots {
					open[s]++
				}
			}
		}
		serves = func(s int) int { return open[s] }
		member = func(w *Wish) bool { return w.Interpret != nil && v.same(*w.Interpret, pair) }
	default:
		return nil, nil, 0, rejected("witness of kind %q", x.Kind)
	}
	for i := range v.p.Wishes {
		if w := &v.p.Wishes[i]; member(w) {
			set = append(set, w)
		}
	}
	return set, serves, most, nil
}

// lost recomputes what a witness's set loses on one of the first two levels.
func (v *verifier) lost(x LossWitness) (int64, []*Wish, error) {
	set, serves, most, err := v.witnessed(x)
	if err != nil {
		return 0, nil, err
	}
	ordered := slices.Clone(set)
	sort.SliceStable(ordered, func(i, j int) bool {
		a, b := ordered[i], ordered[j]
		if a.Level != b.Level {
			return a.Level == Must
		}
		return a.Level == Want && a.Value > b.Value
	})
	f := &fits{domain: v.domain, room: serves, most: most, held: map[int][]*Wish{}, closed: map[int]bool{}}
	musts, wants := int64(0), int64(0)
	for _, w := range ordered {
		if w.Level == Must && x.Level == "unmetWant" && v.value[0] > 0 {
			continue // Musts are lost elsewhere: nothing is known of which
		}
		switch {
		case f.join(w):
		case w.Level == Must:
			musts++
		default:
			wants += int64(w.Value)
		}
	}
	if x.Level == "unmetMust" {
		return musts, set, nil
	}
	return wants, set, nil
}

// losses recomputes the bounds of the first two levels, and that of fairness.
func (v *verifier) losses() error {
	seats := int64(2)
	for i := range v.p.Wishes {
		seats = max(seats, int64(len(v.p.Wishes[i].People)))
	}
	for i, level := range []string{"unmetMust", "unmetWant"} {
		if v.proof.Levels[i].By == BySearch {
			continue
		}
		sum, shared, taken := int64(0), false, map[string]string{}
		people := map[string]bool{}
		for _, x := range v.proof.Losses {
			if x.Level != level {
				continue
			}
			lost, set, err := v.lost(x)
			if err != nil {
				return err
			}
			if lost != x.Lost {
				return rejected("%s %s loses %d on %s, not %d", x.Kind, x.Subject, lost, level, x.Lost)
			}
			sum += lost
			if x.Shared {
				if shared = true; x.Kind != "person" || people[x.Subject] {
					return rejected("shared witness of %s %s", x.Kind, x.Subject)
				}
				people[x.Subject] = true
				continue
			}
			for _, w := range set {
				if other, twice := taken[w.ID]; twice {
					return rejected("wish %s counts for both %s and %s", w.ID, other, x.Subject)
				}
				taken[w.ID] = x.Subject
			}
		}
		if shared {
			if len(taken) > 0 {
				return rejected("witnesses of %s are shared and not shared", level)
			}
			sum = (sum + seats - 1) / seats
		}
		if bound := v.proof.Levels[i].Bound; bound != sum {
			return rejected("the witnesses of %s add up to %d, the bound says %d", level, sum, bound)
		}
	}
	return v.fairness()
}

// fairness recomputes what each person could have if nobody else wished anything.
func (v *verifier) fairness() error {
	if v.proof.Levels[2].By == BySearch {
		return nil
	}
	short, steps, companies := int64(0), v.steps(), map[string]int{}
	for id, x := range v.person {
		most := len(v.p.Wishes)
		if x.Max > 0 {
			most = x.Max
		}
		f := &fits{domain: v.domain, room: func(int) int { return 1 }, most: most, held: map[int][]*Wish{}, closed: map[int]bool{}}
		for _, w := range v.wanted[id] {
			f.join(w)
		}
		short += int64(max(0, x.Min-f.n))
		companies[x.Company] += f.n
		for k := range steps {
			if len(v.wanted[id]) > k && f.n <= k {
				steps[k]++
			}
		}
	}
	for _, c := range v.p.Companies {
		short += int64(max(0, c.Min-companies[c.ID]))
	}
	if least, bound := v.pack(short, steps), v.proof.Levels[2].Bound; bound > least {
		return rejected("fairness is bounded by %d, recomputed %d", bound, least)
	}
	return nil
}
