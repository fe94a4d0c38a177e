package schedule

import (
	"slices"
	"time"

	"fairground/matchmaking"
	"fairground/server/meetings"
)

// lead is how soon a slot begins into which no run puts or out of which none takes a meeting: people have to hear of it.
const lead = 15 * time.Minute

// terms say how what stands is taken.
type terms struct {
	keep   Keep
	facts  bool // what stands is a fact: maxima and tables make room for it
	refit  bool // what an earlier run placed has to fit the hours of today; what people agreed on never has to
	strict bool // somebody without any time refuses the whole, instead of leaving his wishes aside
}

// draft is a problem with what stands in it.
type draft struct {
	Plan
	standing  []matchmaking.Placement // in the order of the wishes; those displaced are missing
	displaced []string                // wishes whose meeting cannot stay where it stands
}

// builder makes a draft of a planning.
type builder struct {
	in       meetings.Planning
	opt      terms
	now      time.Time
	out      draft
	person   map[string]int // in out.Problem.People
	delegate map[string]meetings.Delegate
	slot     map[time.Time]int
	wanted   []want
	zones    map[string]*time.Location
}

// want is a wish with the meeting that stands for it.
type want struct {
	meetings.Wanted
	stands *meetings.Meeting
	people []string
	at     int  // the slot in which it stands, -1
	fixed  bool // it stays there
	moot   bool // it stands there, and no longer can
}

// build turns a planning into a problem. names are those of the interpreters.
func build(in meetings.Planning, names map[string]string, opt terms, now time.Time) draft {
	b := builder{in: in, opt: opt, now: now, person: map[string]int{}, delegate: map[string]meetings.Delegate{}, slot: map[time.Time]int{}, zones: map[string]*time.Location{}}
	b.out.Cast = Cast{
		Zone: in.Fair.Zone, Tables: in.Settings.Tables, Faces: map[string]Face{}, Wishes: map[string]Detail{}, Interpreters: map[string]string{},
	}
	b.out.Problem.OncePerPair = true
	for _, d := range in.Delegates {
		b.delegate[d.Person] = d
	}
	b.slots()
	b.wants()
	b.people()
	b.settle()
	b.aside()
	b.rooms()
	b.interpreters(names)
	b.companies()
	b.wishes()
	return b.out
}

func (b *builder) slots() {
	zone := b.clock(b.in.Fair.Zone)
	if zone == nil {
		zone = time.UTC
	}
	b.out.Problem.Slots = make([]matchmaking.Slot, len(b.in.Slots))
	for i, s := range b.in.Slots {
		b.slot[s.Starts.UTC()] = i
		b.out.Problem.Slots[i] = matchmaking.Slot{
			Start: s.Starts.UTC(), Minutes: int(s.Ends.Sub(s.Starts) / time.Minute), Day: s.Starts.In(zone).Format(time.DateOnly),
		}
	}
}

// slotOf finds the slot in which a meeting stands, -1 if it stands outside of them.
func (b *builder) slotOf(m *meetings.Meeting) int {
	i, ok := b.slot[m.Starts.UTC()]
	if !ok || !b.in.Slots[i].Ends.Equal(m.Ends) {
		return -1
	}
	return i
}

// overlapping lists the slots that a time touches.
func (b *builder) overlapping(starts, until time.Time) []int {
	var list []int
	for i, s := range b.in.Slots {
		if starts.Before(s.Ends) && s.Starts.Before(until) {
			list = append(list, i)
		}
	}
	return list
}

// soon reports whether a slot begins too soon to be touched.
func (b *builder) soon(slot int) bool { return b.in.Slots[slot].Starts.Before(b.now.Add(lead)) }

// wants joins what is wanted with what stands. A meeting that stands outside of the slots, as they were others when it was
// agreed on, stays where it is and takes its people's time.
func (b *builder) wants() {
	stands := make(map[string]*meetings.Meeting, len(b.in.Standing))
	for i := range b.in.Standing {
		stands[b.in.Standing[i].ID] = &b.in.Standing[i]
	}
	for _, w := range b.in.Wanted {
		x := want{Wanted: w, stands: stands[w.Meeting], people: []string{w.A, w.B}, at: -1}
		if w.Barred {
			b.bar(x)
			continue
		}
		if x.stands != nil {
			if x.at = b.slotOf(x.stands); x.at < 0 {
				continue
			}
			x.people = seats(x.stands)
			x.fixed = b.opt.keep == KeepAll || b.opt.keep == KeepFrozen && x.stands.Frozen || b.soon(x.at)
		}
		b.wanted = append(b.wanted, x)
	}
}

// seats lists who sits at a meeting's table.
func seats(m *meetings.Meeting) []string {
	people := []string{m.Requester.Person, m.Invitee.Person}
	for _, g := range m.Guests {
		if !slices.Contains(people, g) && len(people) < matchmaking.MaxMeetingSeats {
			people = append(people, g)
		}
	}
	return people
}

// settle decides what becomes of what stands: it stays, may move, or has lost its place. Whoever sits in a meeting that
// stays is available then.
func (b *builder) settle() {
	load := map[string]int{}
	for i := range b.wanted {
		w := &b.wanted[i]
		if w.stands == nil {
			continue
		}
		if b.opt.refit && w.stands.Run != "" && !w.stands.Frozen && !b.soon(w.at) && !b.fits(w) {
			w.fixed, w.moot = false, true
			continue
		}
		for _, id := range w.people {
			load[id]++
			p := &b.out.Problem.People[b.person[id]]
			if (w.fixed || b.opt.facts) && !slices.Contains(p.Slots, w.at) {
				p.Slots = append(p.Slots, w.at)
				slices.Sort(p.Slots)
			}
		}
	}
	for id, n := range load {
		if p := &b.out.Problem.People[b.person[id]]; b.opt.facts && p.Max > 0 && p.Max < n {
			p.Max = n
		}
	}
}

// fits reports whether a meeting's people are available where it stands, and its interpreter.
func (b *builder) fits(w *want) bool {
	for _, id := range w.people {
		if d, ok := b.delegate[id]; ok && !slices.Contains(d.Slots, w.at) {
			return false
		}
	}
	return w.stands.Interpreter == "" || w.Interpret == nil || b.interprets(w.stands.Interpreter, w)
}

func (b *builder) interprets(person string, w *want) bool {
	return slices.ContainsFunc(b.in.Settings.Interpreters, func(i meetings.Interpreter) bool {
		return i.Person == person && i.Interprets(w.Interpret.A, w.Interpret.B, b.in.Slots[w.at])
	})
}

// aside takes out the wishes that wait in vain, and those of people who have no time at all, unless the fair has not begun: then somebody has to look.
func (b *builder) aside() {
	b.wanted = slices.DeleteFunc(b.wanted, func(w want) bool {
		if w.Barred { // the two have no slot, like many: nobody shall see that there is more to it
			b.out.Cast.Aside = append(b.out.Cast.Aside, Aside{
				Wish: w.ID, People: w.people, Level: level(w.Level), Value: value(w.Value), Reason: matchmaking.BlockedNoCommonSlot, Person: w.people[0],
			})
			b.out.Cast.Wishes[w.ID] = detail(&w)
			return true
		}
		if b.opt.strict || w.at >= 0 && !w.moot {
			return false
		}
		for _, id := range w.people {
			if len(b.out.Problem.People[b.person[id]].Slots) == 0 {
				b.out.Cast.Aside = append(b.out.Cast.Aside, Aside{
					Wish: w.ID, People: w.people, Level: level(w.Level), Value: value(w.Value), Reason: matchmaking.BlockedAway, Person: id,
				})
				b.out.Cast.Wishes[w.ID] = detail(&w)
				return true
			}
		}
		return false
	})
	if len(b.out.Cast.Aside) == 0 {
		return
	}
	// Whoever is in no wish any more is in no problem.
	used := map[string]bool{}
	for _, w := range b.wanted {
		for _, id := range w.people {
			used[id] = true
		}
	}
	b.out.Problem.People = slices.DeleteFunc(b.out.Problem.People, func(p matchmaking.Person) bool { return !used[p.ID] })
	clear(b.person)
	for i, p := range b.out.Problem.People {
		b.person[p.ID] = i
	}
}

func level(w meetings.Want) matchmaking.Level {
	if w == meetings.Must {
		return matchmaking.Must
	}
	return matchmaking.Want
}

func value(v int) int { return min(max(v, 1), matchmaking.MaxWishValue) }

func detail(w *want) Detail {
	d := Detail{Meeting: w.Meeting, Language: w.Language}
	if len(w.By) > 0 {
		d.By = w.By[0]
	}
	if m := w.stands; m != nil {
		d.Frozen, d.Froze, d.By = m.Frozen, m.Frozen, m.Requester.Org
		d.Stands = &Place{Starts: m.Starts, Ends: m.Ends, Table: m.Table, Interpreter: m.Interpreter}
	}
	return d
}

// wishes writes down what is wanted, and where what stands does.
func (b *builder) wishes() {
	seats := b.seating()
	for i := range b.wanted {
		w := &b.wanted[i]
		x := matchmaking.Wish{ID: w.ID, People: w.people, Level: level(w.Level), Value: value(w.Value), Again: w.Again}
		if w.Interpret != nil {
			x.Interpret = &matchmaking.LanguagePair{A: primary(w.Interpret.A), B: primary(w.Interpret.B)}
		}
		b.out.Cast.Wishes[w.ID] = detail(w)
		switch {
		case w.stands == nil:
		case w.moot:
			b.out.displaced = append(b.out.displaced, w.ID)
		default:
			if x.Interpret != nil && (w.fixed || b.opt.facts) && (w.stands.Interpreter == "" || !b.interprets(w.stands.Interpreter, w)) {
				x.Interpret = nil // agreed on without one, or with one of whom the settings know no longer
			}
			at := matchmaking.Placement{Wish: w.ID, Slot: w.at}
			if x.Interpret != nil {
				at.Interpreter = w.stands.Interpreter
			}
			at.Room = seats[w.ID]
			b.out.standing = append(b.out.standing, at)
			if w.fixed {
				x.Fixed = &matchmaking.Fixed{Slot: w.at}
				if b.in.Settings.Tables > 0 && w.stands.Table != "" && at.Room == w.stands.Table {
					x.Fixed.Room = at.Room
				}
			}
		}
		b.out.Problem.Wishes = append(b.out.Problem.Wishes, x)
	}
}
