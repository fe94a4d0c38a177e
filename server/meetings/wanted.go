package meetings

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
)

// Wanted is a meeting that somebody wants: of two organizations, with one person of each.
type Wanted struct {
	ID        string // "w_" and a hash of the exhibition, the two organizations and, of a further meeting, its number; it stays
	A, B      string // persons; of a document that exists its requester and invitee
	Level     Want   // Must or Wish
	Value     int    // what the meeting is worth beside others
	By        []string
	Language  string
	Interpret *LanguagePair // the two share no language; nil if they do, if one has not said, or if the exhibition has no interpreters
	Meeting   string        // the document that is to come already, or waits for a time; "" if there is none
	V         int64         // its version
	Again     bool          // a further meeting of the two organizations, on purpose
	Barred    bool          // it waits in vain, as one side never wants to meet: a run finds no time for it, and nobody can tell why
}

// What a want of one side is worth; those of both sides add up. A Must of one outweighs a Want of both.
const (
	worthMust = 4
	worthWish = 1
)

// couple is two organizations at an exhibition, with what each wants of the other and what they have had with each other.
type couple struct {
	exhibition string
	low, high  string
	wants      map[string]Want // by organization
	docs       []Meeting       // the oldest first
}

// couplesOf brings documents and preferences together, ordered by organization.
func couplesOf(docs []Meeting, said []wishes) []couple {
	byPair := map[string]*couple{}
	of := func(exhibition, a, b string) *couple {
		id := pair(exhibition, a, b)
		if byPair[id] == nil {
			byPair[id] = &couple{exhibition: exhibition, low: min(a, b), high: max(a, b), wants: map[string]Want{}}
		}
		return byPair[id]
	}
	for _, m := range docs {
		c := of(m.Exhibition, m.Requester.Org, m.Invitee.Org)
		c.docs = append(c.docs, m)
	}
	for _, w := range said {
		for _, p := range w.List {
			of(w.Exhibition, w.Org, p.Org).wants[w.Org] = p.Want
		}
	}
	couples := make([]couple, 0, len(byPair))
	for _, c := range byPair {
		couples = append(couples, *c)
	}
	slices.SortFunc(couples, func(a, b couple) int { return cmp.Or(cmp.Compare(a.low, b.low), cmp.Compare(a.high, b.high)) })
	return couples
}

func (c couple) other(org string) string {
	if org == c.low {
		return c.high
	}
	return c.low
}

func (c couple) never() bool { return c.wants[c.low] == Never || c.wants[c.high] == Never }

// wantedBy reports whether an organization says itself that it wants to meet the other.
func (c couple) wantedBy(org string) bool { return c.wants[org] == Must || c.wants[org] == Wish }

// by lists who of the two wants the meeting.
func (c couple) by() []string {
	return slices.DeleteFunc([]string{c.low, c.high}, func(org string) bool { return !c.wantedBy(org) })
}

// worth is what the two sides' wants add up to.
func (c couple) worth() (level Want, value int) {
	level = Wish
	for _, org := range []string{c.low, c.high} {
		switch c.wants[org] {
		case Must:
			level, value = Must, value+worthMust
		case Wish:
			value += worthWish
		case Never, None:
		}
	}
	return level, value
}

// refused reports whether one of the two said no the last time they were asked, and does not say otherwise by its preference.
func (c couple) refused() bool {
	var last *Meeting
	for i, m := range c.docs {
		if !m.Muted && (last == nil || m.Changed.After(last.Changed)) {
			last = &c.docs[i]
		}
	}
	if last == nil || last.State != Declined && last.State != Cancelled || len(last.History) == 0 {
		return false
	}
	by := last.History[len(last.History)-1].By
	return (by == c.low || by == c.high) && !c.wantedBy(by)
}

// agreed lists the documents that both sides have agreed to: meetings that are to come, whatever was said since, and what waits
// for a time, unless one of the two never wants to meet by now.
func (c couple) agreed() []Meeting {
	var list []Meeting
	taken := false // the one meeting that a pair has without calling it a further one
	for _, m := range c.docs {
		if m.State.Upcoming() || m.State == AcceptedUnscheduled && !c.bars(m) {
			list = append(list, m)
			taken = taken || !m.FollowUp
		}
	}
	for _, m := range c.docs {
		if m.State == Unplaceable && !c.bars(m) && (m.FollowUp || !taken && !c.met()) {
			list = append(list, m)
			taken = taken || !m.FollowUp
		}
	}
	return list
}

// bars reports whether a document can have no time, as one of the two never wants to meet.
func (c couple) bars(m Meeting) bool { return m.Muted || c.never() }

// met reports whether the two have met already.
func (c couple) met() bool {
	return slices.ContainsFunc(c.docs, func(m Meeting) bool { return m.State == Completed && !m.FollowUp })
}

// open reports whether a meeting of the two is wanted and there is none yet.
func (c couple) open() bool {
	first := slices.ContainsFunc(c.agreed(), func(m Meeting) bool { return !m.FollowUp })
	return !first && !c.met() && !c.never() && len(c.by()) > 0 && !c.refused()
}

// id of the couple's meeting, or of the nth further one.
func (c couple) id(further int) string {
	parts := []string{pair(c.exhibition, c.low, c.high)}
	if further > 0 {
		parts = append(parts, strconv.Itoa(further))
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "|")))
	return "w_" + hex.EncodeToString(sum[:10])
}

// idOf a document of the couple. Further meetings are counted from the oldest; documents stay, so the numbers do.
func (c couple) idOf(m Meeting) string {
	further := 0
	for _, d := range c.docs {
		if d.FollowUp {
			further++
		}
		if d.ID == m.ID && m.FollowUp {
			return c.id(further)
		}
	}
	return c.id(0)
}

// want writes down what is wanted: what has been agreed to with its people, everything else with those who fit best.
func (p *Planning) want(couples []couple) {
	cast := newCast(p)
	var open []couple
	for _, c := range couples {
		for _, m := range c.agreed() {
			p.Wanted = append(p.Wanted, p.agreed(c, m, cast))
		}
		for _, m := range c.docs {
			if m.State == AcceptedUnscheduled && c.bars(m) {
				w := p.agreed(c, m, cast)
				w.Barred = true
				p.Wanted = append(p.Wanted, w)
			}
		}
		if c.open() {
			open = append(open, c)
		}
	}
	// The best wanted choose first whom they meet.
	slices.SortStableFunc(open, func(a, b couple) int {
		_, x := a.worth()
		_, y := b.worth()
		return cmp.Compare(y, x)
	})
	for _, c := range open {
		by := c.by()
		a, b, found := cast.pick(by[0], c.other(by[0]))
		if !found {
			continue
		}
		w := Wanted{ID: c.id(0), A: a.Person, B: b.Person, By: by}
		w.Level, w.Value = c.worth()
		w.Language, w.Interpret = p.tongue(a, b)
		p.Wanted = append(p.Wanted, w)
	}
	slices.SortStableFunc(p.Wanted, func(a, b Wanted) int { return cmp.Compare(a.ID, b.ID) })
	p.Wanted = slices.CompactFunc(p.Wanted, func(a, b Wanted) bool { return a.ID == b.ID })
}

// agreed is what two organizations want who have agreed on it already.
func (p *Planning) agreed(c couple, m Meeting, cast *cast) Wanted {
	w := Wanted{
		ID: c.idOf(m), A: m.Requester.Person, B: m.Invitee.Person, Level: Must, Value: 2 * worthMust,
		By: []string{m.Requester.Org, m.Invitee.Org}, Language: m.Language, Meeting: m.ID, V: m.V, Again: m.FollowUp,
	}
	_, w.Interpret = p.tongue(cast.byPerson[w.A], cast.byPerson[w.B])
	cast.load[w.A]++
	cast.load[w.B]++
	return w
}

// unspoken is the language of a meeting of people of whom nobody has said what he speaks.
const unspoken = "en"

// tongue finds the language in which two people meet, and the pair to interpret if they share none: one for which the exhibition
// has somebody, if there is one.
func (p *Planning) tongue(a, b Delegate) (tag string, interpret *LanguagePair) {
	shared, found := sharedLanguage(a.Languages, b.Languages)
	switch {
	case found:
		return shared, nil
	case len(a.Languages) == 0 && len(b.Languages) == 0:
		return unspoken, nil
	case len(a.Languages) == 0:
		return b.Languages[0], nil
	case len(b.Languages) == 0 || len(p.Settings.Interpreters) == 0:
		return a.Languages[0], nil
	}
	for _, x := range a.Languages {
		for _, y := range b.Languages {
			joins := func(l LanguagePair) bool { return l.joins(x, y) }
			if slices.ContainsFunc(p.Settings.Interpreters, func(i Interpreter) bool { return slices.ContainsFunc(i.Pairs, joins) }) {
				return x, &LanguagePair{A: x, B: y}
			}
		}
	}
	return a.Languages[0], &LanguagePair{A: a.Languages[0], B: b.Languages[0]}
}

// cast chooses who sits at the tables.
type cast struct {
	byOrg    map[string][]Delegate
	byPerson map[string]Delegate
	load     map[string]int
}

func newCast(p *Planning) *cast {
	c := &cast{byOrg: map[string][]Delegate{}, byPerson: map[string]Delegate{}, load: map[string]int{}}
	for _, d := range p.Delegates {
		c.byOrg[d.Org] = append(c.byOrg[d.Org], d)
		c.byPerson[d.Person] = d
	}
	return c
}

// pick finds one person of each of two organizations: first of the one that wants the meeting, then somebody who has time
// together with him.
func (c *cast) pick(org, other string) (a, b Delegate, found bool) {
	var spoken []string
	for _, d := range c.byOrg[other] {
		spoken = append(spoken, d.Languages...)
	}
	one, found := c.choose(org, spoken, func(d Delegate) bool {
		return slices.ContainsFunc(c.byOrg[other], func(o Delegate) bool { return haveTime(d, o) })
	})
	if !found {
		return a, b, false
	}
	a = c.byPerson[one]
	two, found := c.choose(other, a.Languages, func(d Delegate) bool { return haveTime(a, d) })
	if !found {
		return a, b, false
	}
	c.load[one]++
	c.load[two]++
	return a, c.byPerson[two], true
}

func (c *cast) choose(org string, spoken []string, free func(Delegate) bool) (person string, found bool) {
	var candidates []Candidate
	for _, d := range c.byOrg[org] {
		candidates = append(candidates, Candidate{
			Person: d.Person, Languages: d.Languages, Load: c.load[d.Person], Free: (d.Max == 0 || c.load[d.Person] < d.Max) && free(d),
		})
	}
	best, found := Representative(candidates, spoken)
	return best.Person, found
}

// haveTime reports whether two people share a slot.
func haveTime(a, b Delegate) bool {
	for i, j := 0, 0; i < len(a.Slots) && j < len(b.Slots); {
		switch cmp.Compare(a.Slots[i], b.Slots[j]) {
		case 0:
			return true
		case -1:
			i++
		default:
			j++
		}
	}
	return false
}
