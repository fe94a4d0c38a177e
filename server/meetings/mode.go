package meetings

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/problem"
)

// What a switch of settings does to a request or meeting.
const (
	becomesScheduled   = "becomes_scheduled"   // in the first of its slots in which both can
	becomesUnscheduled = "becomes_unscheduled" // agreed on; the organizers give it a time
	becomesPending     = "becomes_pending"     // agreed on, but none of its slots is free: it is asked again
	stillWaits         = "still_waits"         // for an answer
	staysUnscheduled   = "stays_unscheduled"
	keepsTime          = "keeps_time"
	slotGone           = "slot_gone"  // one of the proposed slots exists no more, and is taken out
	offGrid            = "off_grid"   // keeps a time that is no slot any more
	overTable          = "over_table" // keeps its time, although there are more at once than tables
	overMax            = "over_max"   // keeps its time, although it is more than somebody's maximum
)

// Change is what a switch does to some of the requests and meetings.
type Change struct {
	Code     string   `json:"code" enum:"becomes_scheduled,becomes_unscheduled,becomes_pending,still_waits,stays_unscheduled,keeps_time,slot_gone,off_grid,over_table,over_max"`
	Count    int      `json:"count"`
	Meetings []string `json:"meetings" nullable:"false" doc:"Ids, at most 20."`
}

const maxNamed = 20

// effect is what a switch does to one document. Some have two: a proposed slot is gone, and the rest decides.
type effect struct {
	meeting string
	code    string
	v       int64 // the version that was judged
	slot    Slot  // of becomesScheduled
	slots   []Slot
}

// changes reports whether the document changes; otherwise the effect is told, and nothing is done.
func (e effect) changes() bool {
	switch e.code {
	case becomesScheduled, becomesUnscheduled, becomesPending, slotGone:
		return true
	}
	return false
}

// changes counts effects by their code, in the order in which they are told.
func changes(effects []effect) []Change {
	list := []Change{}
	for _, code := range []string{
		becomesScheduled, becomesUnscheduled, becomesPending, slotGone, offGrid, overTable, overMax, stillWaits, staysUnscheduled, keepsTime,
	} {
		c := Change{Code: code, Meetings: []string{}}
		for _, e := range effects {
			if e.code != code {
				continue
			}
			if c.Count++; len(c.Meetings) < maxNamed {
				c.Meetings = append(c.Meetings, e.meeting)
			}
		}
		if c.Count > 0 {
			list = append(list, c)
		}
	}
	return list
}

// scene is what settings are laid on: everything of an exhibition that waits or is to come, and when its people can meet.
type scene struct {
	fair   Fair // with the new settings laid over it
	docs   []Meeting
	taken  map[string][]Slot
	people map[string]attendee
	now    time.Time
}

// follow says what settings do to everything that waits or is to come. It is the one rule of a switch: the preview tells its
// answer and the switch does it. What follows depends on the new settings alone, so a switch that was cut off goes on where it
// stopped, and one that was finished changes nothing more.
func (set Settings) follow(g scene) []effect {
	docs := slices.SortedFunc(slices.Values(g.docs), func(a, b Meeting) int { return cmp.Compare(a.ID, b.ID) })
	busy := map[string][]Slot{}
	for person, slots := range g.taken {
		busy[person] = slices.Clone(slots)
	}
	var held []Slot // of all meetings, for the tables
	for _, m := range docs {
		if m.State.Upcoming() {
			held = append(held, Slot{m.Starts, m.Ends})
		}
	}
	// The first slot in which both can and a table is free; whoever never wants to meet has none.
	place := func(m Meeting, slots []Slot) (Slot, bool) {
		for _, s := range slots {
			if m.Muted || !s.Starts.After(g.now) || set.Tables > 0 && overlapping(held, s) >= set.Tables {
				continue
			}
			if slices.ContainsFunc(m.persons(), func(p string) bool { return clash(busy[p], s) || !g.awake(p, s) }) {
				continue
			}
			for _, p := range m.persons() {
				busy[p] = append(busy[p], s)
			}
			held = append(held, s)
			return s, true
		}
		return Slot{}, false
	}
	var effects []effect
	for _, m := range docs {
		slots := slices.DeleteFunc(slices.Clone(m.Slots), func(s Slot) bool { return !g.fair.has(s) })
		add := func(code string, slot Slot) {
			effects = append(effects, effect{m.ID, code, m.V, slot, slots})
		}
		pending := m.State == Pending && g.now.Before(m.Expires)
		if pending && len(slots) < len(m.Slots) {
			add(slotGone, Slot{})
		}
		switch {
		case m.Hold != nil:
			// A schedule run that is being published has it in its hands.
		case pending && set.RequestMode == OptIn:
			add(stillWaits, Slot{})
		case pending && set.Organized():
			add(becomesUnscheduled, Slot{})
		case m.State == AcceptedUnscheduled && set.Organized():
			add(staysUnscheduled, Slot{})
		case pending, m.State == AcceptedUnscheduled:
			if s, ok := place(m, slots); ok {
				add(becomesScheduled, s)
			} else if pending {
				add(stillWaits, Slot{})
			} else {
				add(becomesPending, Slot{})
			}
		case m.State.Upcoming():
			add(keepsTime, Slot{})
			if !g.fair.has(Slot{m.Starts, m.Ends}) {
				add(offGrid, Slot{})
			}
		}
	}
	return append(effects, set.beyond(docs)...)
}

// awake reports whether a person can meet in a slot; of guests nothing is known.
func (g scene) awake(person string, s Slot) bool {
	a, known := g.people[person]
	return !known || a.awake(s)
}

// has reports whether a slot is one of the fair.
func (f Fair) has(s Slot) bool {
	known, ok := f.Slot(s.Starts)
	return ok && known.Ends.Equal(s.Ends)
}

func overlapping(slots []Slot, s Slot) int {
	n := 0
	for _, o := range slots {
		if o.overlaps(s) {
			n++
		}
	}
	return n
}

// beyond lists the meetings to come that are more than the settings allow: they keep their time, and the organizer is told.
// Of those at one time, and of those of one person or organization, the ones that were agreed first are within.
func (set Settings) beyond(docs []Meeting) []effect {
	var effects []effect
	var held []Slot
	count := map[string]int{}
	for _, m := range docs { // by id, and so by the time of the request
		if !m.State.Upcoming() {
			continue
		}
		slot := Slot{m.Starts, m.Ends}
		if set.Tables > 0 && overlapping(held, slot) >= set.Tables {
			effects = append(effects, effect{meeting: m.ID, code: overTable, v: m.V})
		}
		held = append(held, slot)
		over := false
		for _, side := range []Side{m.Requester, m.Invitee} {
			count[side.Person]++
			count[side.Org]++
			person, org := set.Targets.Max, set.TargetsOf(side.Org).Max
			over = over || person > 0 && count[side.Person] > person || org > 0 && count[side.Org] > org
		}
		if over {
			effects = append(effects, effect{meeting: m.ID, code: overMax, v: m.V})
		}
	}
	return effects
}

// agree notes that both want to meet; the organizers give it a time.
func (m *Meeting) agree(by actor.Actor, now time.Time) {
	m.State, m.Awaiting, m.Expires = AcceptedUnscheduled, "", time.Time{}
	m.step(by, "meeting_request.agreed", "accept", nil, "", now, m.Requester.Person, m.Invitee.Person)
	m.claim()
}

// assume makes a request a meeting without waiting for an answer.
func (m *Meeting) assume(slot Slot, now time.Time) {
	m.schedule(slot)
	m.step(actor.System, "meeting_request.accepted", "accept", []Slot{slot}, "", now, m.Requester.Person, m.Invitee.Person)
	m.claim()
}

// apply makes a document what a switch makes of it.
func (m *Meeting) apply(e effect, fair Fair, now time.Time) {
	switch e.code {
	case slotGone:
		m.Slots = e.slots
		m.step(actor.System, "meeting_request.slots_gone", "slots_gone", e.slots, "", now, m.Requester.Person, m.Invitee.Person)
		m.claim()
	case becomesUnscheduled:
		m.agree(actor.System, now)
	case becomesScheduled:
		m.assume(e.slot, now)
	case becomesPending:
		m.State, m.Round = Pending, min(m.Round+1, MaxRounds)
		m.await(m.Invitee.Org, e.slots, fair, now)
		m.step(actor.System, "meeting_request.reopened", "reopen", e.slots, "", now, m.Requester.Person, m.Invitee.Person)
		m.claim()
	}
}

// PreviewSettings tells what settings would do, without doing it.
func (s *Service) PreviewSettings(ctx context.Context, exhibition string, set Settings) ([]Change, error) {
	if err := organizes(actor.From(ctx), exhibition); err != nil {
		return nil, err
	}
	fair, err := s.checked(ctx, exhibition, set)
	if err != nil {
		return nil, err
	}
	g, err := s.sceneOf(ctx, set.over(fair))
	if err != nil {
		return nil, err
	}
	return changes(set.follow(g)), nil
}

// checked refuses settings that are wrong, and returns the exhibition with its own hours.
func (s *Service) checked(ctx context.Context, exhibition string, set Settings) (Fair, error) {
	fair, err := s.Fairs.Fair(ctx, exhibition)
	if err != nil {
		return Fair{}, err
	}
	if err := set.check(fair); err != nil {
		return Fair{}, err
	}
	for i, p := range set.Interpreters {
		if _, err := s.Directory.Person(ctx, p.Person); problem.Is(err, problem.NotFound) {
			return Fair{}, problem.New(problem.Invalid, "settings_invalid", "the settings of the meetings are incomplete").
				Field(fmt.Sprintf("body.interpreters[%d].person", i), "nobody has this id")
		} else if err != nil {
			return Fair{}, err
		}
	}
	return fair, nil
}

// sceneOf reads what settings would be laid on.
func (s *Service) sceneOf(ctx context.Context, fair Fair) (scene, error) {
	g := scene{fair: fair, now: s.now()}
	var err error
	if g.docs, err = s.store.open(ctx, fair.ID); err != nil {
		return g, err
	}
	zones := map[string]string{}
	people := []string{}
	for _, m := range g.docs {
		zones[m.Requester.Person], zones[m.Invitee.Person] = m.Requester.Zone, m.Invitee.Zone
		people = append(people, m.persons()...)
	}
	slices.Sort(people)
	if g.people, err = s.attendees(ctx, fair.ID, zones); err != nil {
		return g, err
	}
	g.taken, err = s.store.taken(ctx, slices.Compact(people), g.now, "")
	return g, err
}
