package meetings

import (
	"context"
	"fmt"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
)

// Availability is what a person says of single slots of an exhibition, beside the hours of the profile, and the calendar that
// says when else he is busy. Slots are kept with their end, so that what was said holds when the length of a slot changes.
type Availability struct {
	ID         string    `bson:"_id"` // <exhibition>|<person>
	V          int64     `bson:"v"`
	Exhibition string    `bson:"exhibition"`
	Person     string    `bson:"person"`
	Said       Said      `bson:"said"`
	Busy       Busy      `bson:"busy"`
	Changed    time.Time `bson:"changed"`

	Outbox []db.OutboxEntry `bson:"outbox"`
}

// Said is the part that the person writes.
type Said struct {
	Open    []Slot `bson:"open"`   // although outside the hours, or busy by the calendar: a word on one slot counts most
	Closed  []Slot `bson:"closed"` // although within the hours
	BusyURL string `bson:"busyUrl"`
}

// BusyState says what became of a busy calendar.
type BusyState string

// The states of a busy calendar.
const (
	BusyNone   BusyState = "none"
	BusyOK     BusyState = "ok"
	BusyFailed BusyState = "failed" // what it said last still counts
)

// Busy is the part that the program writes: what the person's own calendar says. Titles and places are not kept.
type Busy struct {
	State   BusyState `bson:"state"`
	At      time.Time `bson:"at,omitempty"` // when it was read, or could not be
	Events  int       `bson:"events"`       // that take time during the exhibition
	Problem string    `bson:"problem,omitempty"`
	Slots   []Slot    `bson:"slots"` // merged and in order, within the hours of the exhibition
	Due     time.Time `bson:"due,omitempty"`
}

// busyEvery is how often a busy calendar is read again.
const busyEvery = 30 * time.Minute

// How a slot stands for one person.
const (
	slotOpen    = "open"    // on his own word
	slotHours   = "hours"   // within his hours
	slotClosed  = "closed"  // on his own word
	slotBusy    = "busy"    // by his calendar
	slotMeeting = "meeting" // he has one
	slotNight   = "night"   // outside his hours
)

// standing says how a slot stands, apart from the person's meetings.
func (a attendee) standing(s Slot) string {
	within := !s.Night(a.zone)
	if a.hours != nil {
		within = a.hours.hold(s)
	}
	switch {
	case clash(a.said.Closed, s):
		return slotClosed
	case covered(a.said.Open, s):
		return slotOpen
	case !within:
		return slotNight
	case clash(a.busy, s):
		return slotBusy
	}
	return slotHours
}

// covered reports whether the whole slot lies within one of the others.
func covered(by []Slot, s Slot) bool {
	return slices.ContainsFunc(by, func(o Slot) bool { return !s.Starts.Before(o.Starts) && !s.Ends.After(o.Ends) })
}

// merged joins slots that touch or overlap, in order.
func merged(slots []Slot) []Slot {
	slots = slices.Clone(slots)
	slices.SortFunc(slots, func(a, b Slot) int { return a.Starts.Compare(b.Starts) })
	list := []Slot{}
	for _, s := range slots {
		if last := len(list) - 1; last >= 0 && !s.Starts.After(list[last].Ends) {
			if s.Ends.After(list[last].Ends) {
				list[last].Ends = s.Ends
			}
			continue
		}
		list = append(list, s)
	}
	return list
}

// say checks what a person says against the slots of the exhibition, and gives it as it is kept.
func say(open, closed []time.Time, address string, fair Fair) (Said, error) {
	whole := problem.New(problem.Invalid, "availability_invalid", "the availability names something that is not a slot")
	bad := whole
	read := func(where string, starts, others []time.Time) []Slot {
		var slots []Slot
		for i, at := range starts {
			slot, ok := fair.Slot(at)
			switch {
			case !ok:
				bad = bad.Field(fmt.Sprintf("body.%s[%d]", where, i), "is not the start of a slot")
			case slices.ContainsFunc(others, at.Equal):
				bad = bad.Field(fmt.Sprintf("body.%s[%d]", where, i), "is both open and closed")
			}
			slots = append(slots, slot)
		}
		return merged(slots)
	}
	said := Said{Open: read("open", open, nil), Closed: read("closed", closed, open)}
	if address != "" {
		u, err := calendarAddress(address)
		if err != nil {
			bad = bad.Field("body.busyUrl", err.Error())
		} else {
			said.BusyURL = u.String()
		}
	}
	if bad != whole {
		return Said{}, bad
	}
	return said, nil
}

// OwnAvailability is what a person reads of his own time at an exhibition.
type OwnAvailability struct {
	Availability
	Open, Closed []time.Time
	Slots        []OwnSlot
}

// OwnSlot is one slot of the exhibition, as it stands for the person.
type OwnSlot struct {
	Starts time.Time `json:"starts"`
	Ends   time.Time `json:"ends"`
	Mine   string    `json:"mine" doc:"The start by your own clock, RFC 3339 with its offset."`
	Free   string    `json:"free" enum:"open,hours,closed,busy,meeting,night" doc:"open and hours can be booked; night is outside your hours."`
}

// OwnAvailability returns what the actor has said of his time, and how each slot stands.
func (s *Service) OwnAvailability(ctx context.Context, exhibition string) (OwnAvailability, error) {
	who := actor.From(ctx)
	if err := takesPart(who, exhibition); err != nil {
		return OwnAvailability{}, err
	}
	fair, err := s.fair(ctx, exhibition)
	if err != nil {
		return OwnAvailability{}, err
	}
	a, err := s.availability.of(ctx, exhibition, who.Person)
	if err != nil {
		return OwnAvailability{}, err
	}
	return s.ownSlots(ctx, fair, a)
}

func (s *Service) ownSlots(ctx context.Context, fair Fair, a Availability) (OwnAvailability, error) {
	me, err := s.attendee(ctx, fair.ID, a.Person, actor.From(ctx).Zone)
	if err != nil {
		return OwnAvailability{}, err
	}
	taken, err := s.store.taken(ctx, []string{a.Person}, time.Time{}, "")
	if err != nil {
		return OwnAvailability{}, err
	}
	own := OwnAvailability{Availability: a}
	for _, slot := range fair.Slots() {
		free := me.standing(slot)
		if clash(taken[a.Person], slot) {
			free = slotMeeting
		}
		own.Slots = append(own.Slots, OwnSlot{slot.Starts, slot.Ends, slot.Starts.In(me.zone).Format(time.RFC3339), free})
		switch {
		case clash(a.Said.Closed, slot):
			own.Closed = append(own.Closed, slot.Starts)
		case covered(a.Said.Open, slot):
			own.Open = append(own.Open, slot.Starts)
		}
	}
	return own, nil
}

// SaveAvailability replaces what the actor has said of his time, in the version that he saw; v is 0 for the first time. A
// calendar that is new is read at once, and if that fails the answer says why.
func (s *Service) SaveAvailability(ctx context.Context, exhibition string, v int64, open, closed []time.Time, address string) (OwnAvailability, error) {
	who, now := actor.From(ctx), s.now()
	if err := takesPart(who, exhibition); err != nil {
		return OwnAvailability{}, err
	}
	fair, err := s.fair(ctx, exhibition)
	if err != nil {
		return OwnAvailability{}, err
	}
	said, err := say(open, closed, address, fair)
	if err != nil {
		return OwnAvailability{}, err
	}
	a, err := s.availability.of(ctx, exhibition, who.Person)
	if err != nil {
		return OwnAvailability{}, err
	}
	if a.V != v {
		return OwnAvailability{}, problem.New(problem.PreconditionFailed, "version_conflict", "your availability has been changed elsewhere")
	}
	switch {
	case said.BusyURL == "":
		a.Busy = Busy{State: BusyNone, Slots: []Slot{}}
	case said.BusyURL != a.Said.BusyURL:
		a.Busy = s.readBusy(ctx, fair, who.Person, said.BusyURL, Busy{})
	}
	a.V, a.Said, a.Changed = v+1, said, now
	a.Outbox = append(a.Outbox, db.OutboxEntry{
		ID: db.NewID("out", now), Type: "availability.saved", At: now, By: who.Person, Entity: a.ID, Exhibition: exhibition,
	})
	if err := s.availability.save(ctx, v, a); err != nil {
		return OwnAvailability{}, fmt.Errorf("save availability: %w", err)
	}
	return s.ownSlots(ctx, fair, a)
}

// attendees finds the hours and availability of people at an exhibition; zones are those of whom no profile tells one.
func (s *Service) attendees(ctx context.Context, exhibition string, zones map[string]string) (map[string]attendee, error) {
	people := make([]string, 0, len(zones))
	for p := range zones {
		people = append(people, p)
	}
	said, err := s.availability.among(ctx, exhibition, people)
	if err != nil {
		return nil, err
	}
	profiles, err := s.profiles.among(ctx, exhibition, people)
	if err != nil {
		return nil, err
	}
	list := make(map[string]attendee, len(zones))
	for p, zone := range zones {
		list[p] = attendee{person: p, zone: load(zone)}.with(said[p])
	}
	for _, p := range profiles {
		list[p.Person] = p.attendee().with(said[p.Person])
	}
	return list, nil
}

// attendee is the person of a profile with the hours told there.
func (p Profile) attendee() attendee {
	return attendee{person: p.Person, zone: load(p.Hours.Zone), hours: &p.Hours}
}

// with adds what the person says of single slots.
func (a attendee) with(v Availability) attendee {
	a.said, a.busy = v.Said, v.Busy.Slots
	return a
}
