package schedule

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"fairground/matchmaking"
	"fairground/server/meetings"
)

// rooms are the tables. Where there is no limit they are one more than there can be meetings at once, so that none is ever what
// is missing.
func (b *builder) rooms() {
	p := &b.out.Problem
	all := make([]int, len(p.Slots))
	for i := range all {
		all[i] = i
	}
	if b.in.Settings.Tables == 0 {
		for n := range b.most() + 1 {
			p.Rooms = append(p.Rooms, matchmaking.Room{ID: fmt.Sprintf("t%03d", n+1), Slots: all})
		}
		return
	}
	taken := map[string][]int{}
	for i := range b.in.Standing {
		if m := &b.in.Standing[i]; m.Table != "" && b.slotOf(m) < 0 {
			taken[m.Table] = append(taken[m.Table], b.overlapping(m.Starts, m.Ends)...)
		}
	}
	for _, id := range meetings.TableIDs(b.in.Settings.Tables) {
		open := all
		if len(taken[id]) > 0 {
			open = slices.DeleteFunc(slices.Clone(all), func(s int) bool { return slices.Contains(taken[id], s) })
		}
		p.Rooms = append(p.Rooms, matchmaking.Room{ID: id, Slots: open})
	}
}

// most is how many meetings can be held at once: everybody sits in one, and where all want to meet across the aisle, the
// smaller side decides.
func (b *builder) most() int {
	sides := map[bool]int{}
	for _, p := range b.out.Problem.People {
		sides[b.out.Cast.Faces[p.ID].Exhibits]++
	}
	n := min(sides[true], sides[false])
	if slices.ContainsFunc(b.wanted, b.oneSided) {
		n = len(b.out.Problem.People) / 2
	}
	return min(n, len(b.wanted), matchmaking.MaxRooms-1)
}

// oneSided reports whether two exhibitors, or two buyers, want to meet.
func (b *builder) oneSided(w want) bool {
	return b.out.Cast.Faces[w.people[0]].Exhibits == b.out.Cast.Faces[w.people[1]].Exhibits
}

func (b *builder) interpreters(names map[string]string) {
	for _, i := range b.in.Settings.Interpreters {
		x := matchmaking.Interpreter{ID: i.Person, Slots: []int{}}
		for s, slot := range b.in.Slots {
			works := len(i.Windows) == 0 || slices.ContainsFunc(i.Windows, func(w meetings.Window) bool {
				return !slot.Starts.Before(w.From) && !slot.Ends.After(w.To)
			})
			if works {
				x.Slots = append(x.Slots, s)
			}
		}
		for j := range b.in.Standing {
			if m := &b.in.Standing[j]; m.Interpreter == i.Person && b.slotOf(m) < 0 {
				taken := b.overlapping(m.Starts, m.Ends)
				x.Slots = slices.DeleteFunc(x.Slots, func(s int) bool { return slices.Contains(taken, s) })
			}
		}
		for _, l := range i.Pairs {
			if pair := (matchmaking.LanguagePair{A: primary(l.A), B: primary(l.B)}); pair.A != pair.B && !slices.Contains(x.Pairs, pair) {
				x.Pairs = append(x.Pairs, pair)
			}
		}
		b.out.Problem.Interpreters = append(b.out.Problem.Interpreters, x)
		b.out.Cast.Interpreters[i.Person] = names[i.Person]
	}
}

// primary is the language of a tag without its script and region: whoever interprets from zh does so from zh-Hans.
func primary(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return strings.ToLower(tag)
	}
	base, _ := t.Base()
	return base.String()
}

func (b *builder) companies() {
	met := map[string]int{}
	here := map[string]bool{}
	for _, p := range b.out.Problem.People {
		here[p.Company] = true
	}
	for _, w := range b.wanted {
		if w.stands != nil && !w.moot {
			met[w.stands.Requester.Org]++
			met[w.stands.Invitee.Org]++
		}
	}
	for _, t := range b.in.Settings.OrgTargets {
		if !here[t.Org] || t.Min == 0 && t.Max == 0 {
			continue
		}
		c := matchmaking.Company{ID: t.Org, Min: t.Min, Max: t.Max}
		if b.opt.facts && c.Max > 0 {
			c.Max = max(c.Max, met[t.Org])
		}
		b.out.Problem.Companies = append(b.out.Problem.Companies, c)
	}
}
