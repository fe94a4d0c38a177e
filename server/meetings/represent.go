package meetings

import (
	"context"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/problem"
)

// Staff tells who can sit at the table for an organization, and who runs the exhibition.
type Staff interface {
	// Colleagues lists the people of an organization who take part in an exhibition, in a fixed order: neither suspended nor
	// erased, with a role there, and such as the actor may see if he is of another organization.
	Colleagues(ctx context.Context, exhibition, org string) ([]Person, error)
	// Organizers lists the ids of those who organize an exhibition.
	Organizers(ctx context.Context, exhibition string) ([]string, error)
}

// Why somebody should not be chosen, as Seat says it.
const (
	repBusy     = "busy" // has a meeting, or his calendar or he himself says so
	repOffHours = "off_hours"
	repLanguage = "other_language"
)

// Seat is a colleague who could take a meeting.
type Seat struct {
	Person    string   `json:"person"`
	Name      string   `json:"name"`
	Languages []string `json:"languages" nullable:"false"`
	Load      int      `json:"load" doc:"Meetings to come."`
	Free      bool     `json:"free"`
	Reason    string   `json:"reason" enum:"busy,off_hours,other_language," doc:"Why somebody else would be better; empty for no reason."`
	zone      string
}

// candidates are the seats as the rule reads them.
func candidates(seats []Seat) []Candidate {
	list := make([]Candidate, len(seats))
	for i, c := range seats {
		list[i] = Candidate{Person: c.Person, Languages: c.Languages, Load: c.Load, Free: c.Free}
	}
	return list
}

// seats lists the colleagues of a side with how they stand at a slot; at none (zero) everybody is free. The meeting itself takes
// nobody's time.
func (s *Service) seats(ctx context.Context, m *Meeting, side Side, slot Slot) ([]Seat, error) {
	people, err := s.colleagues(ctx, m.Exhibition, side)
	if err != nil {
		return nil, err
	}
	ids, zones := make([]string, len(people)), map[string]string{}
	for i, p := range people {
		ids[i], zones[p.ID] = p.ID, p.Zone
	}
	taken, err := s.store.taken(ctx, ids, s.now(), m.ID)
	if err != nil {
		return nil, err
	}
	hours, err := s.attendees(ctx, m.Exhibition, zones)
	if err != nil {
		return nil, err
	}
	profiles, err := s.profiles.among(ctx, m.Exhibition, ids)
	if err != nil {
		return nil, err
	}
	list := make([]Seat, len(people))
	for i, p := range people {
		c := Seat{Person: p.ID, Name: p.Name, Languages: orEmpty(p.Languages), Load: len(taken[p.ID]), Free: true, zone: p.Zone}
		if at := slices.IndexFunc(profiles, func(q Profile) bool { return q.Person == p.ID }); at >= 0 {
			c.Languages = profiles[at].Languages
		}
		if !slot.Starts.IsZero() {
			c.Free, c.Reason = hours[p.ID].seatedAt(slot, taken[p.ID])
		}
		if c.Free && len(c.Languages) > 0 && !(Candidate{Languages: c.Languages}).speaks([]string{m.Language}) {
			c.Reason = repLanguage
		}
		list[i] = c
	}
	return list, nil
}

// seatedAt says whether somebody can meet in a slot, and why not.
func (a attendee) seatedAt(slot Slot, taken []Slot) (free bool, reason string) {
	switch {
	case clash(taken, slot):
		return false, repBusy
	case a.awake(slot):
		return true, ""
	case a.standing(slot) == slotNight:
		return false, repOffHours
	}
	return false, repBusy
}

// colleagues lists who can sit at the table for a side, with whoever sits there now if nobody tells.
func (s *Service) colleagues(ctx context.Context, exhibition string, side Side) ([]Person, error) {
	if s.Staff != nil {
		return s.Staff.Colleagues(ctx, exhibition, side.Org)
	}
	return []Person{{ID: side.Person, Org: side.Org, Name: side.PersonName, Zone: side.Zone}}, nil
}

// Representatives lists the actor's colleagues who could take a request or meeting, best first, as they stand at a slot.
func (s *Service) Representatives(ctx context.Context, id string, starts time.Time) ([]Seat, error) {
	m, err := s.Find(ctx, id)
	if err != nil {
		return nil, err
	}
	mine := m.side(actor.From(ctx).Org)
	if mine == nil {
		return nil, notOfThisMeeting()
	}
	fair, err := s.fair(ctx, m.Exhibition)
	if err != nil {
		return nil, err
	}
	slot := m.slotAt(starts, fair)
	seats, err := s.seats(ctx, &m, *mine, slot)
	if err != nil {
		return nil, err
	}
	best := []Seat{}
	for len(seats) > 0 {
		c, _ := Representative(candidates(seats), []string{m.Language})
		at := slices.IndexFunc(seats, func(o Seat) bool { return o.Person == c.Person })
		best = append(best, seats[at])
		seats = slices.Delete(seats, at, at+1)
	}
	return best, nil
}

// slotAt is the slot that begins at a time: a proposed one, which may be of an earlier length, or one of the exhibition; that of
// the meeting itself if none is named.
func (m *Meeting) slotAt(starts time.Time, fair Fair) Slot {
	if starts.IsZero() {
		return Slot{m.Starts, m.Ends}
	}
	if at := slices.IndexFunc(m.Slots, func(s Slot) bool { return s.Starts.Equal(starts) }); at >= 0 {
		return m.Slots[at]
	}
	slot, _ := fair.Slot(starts)
	return slot
}

func notOfThisMeeting() error {
	return problem.New(problem.Forbidden, "not_of_this_meeting", "only the two sides may do this")
}

// assign puts somebody of a side at the table for a slot: the one who is named, who must be a colleague; otherwise who is best by
// language and load, unless the other side asked for the one who sits there and he is free.
func (s *Service) assign(ctx context.Context, m *Meeting, side *Side, slot Slot, person string) error {
	if s.Staff == nil && person == "" {
		return nil
	}
	seats, err := s.seats(ctx, m, *side, slot)
	if err != nil {
		return err
	}
	find := func(id string) int { return slices.IndexFunc(seats, func(c Seat) bool { return c.Person == id }) }
	at := find(person)
	if person == "" {
		asked := side == &m.Requester || m.Named
		if at = find(side.Person); at < 0 || !asked || !seats[at].Free {
			best, _ := Representative(candidates(seats), []string{m.Language})
			at = find(best.Person)
		}
		if at < 0 {
			return nil // nobody takes part any more: who sits there stays, and the alarm of meetings without an owner tells
		}
	}
	if at < 0 {
		return problem.New(problem.Invalid, "person_unknown", "nobody of your organization who takes part has this id").
			Field("body.person", "is no colleague who takes part")
	}
	side.Person, side.PersonName, side.Zone = seats[at].Person, seats[at].Name, seats[at].zone
	return nil
}

// direct sends a request that names nobody to a colleague who is free in one of its slots, if the one who would get it is not.
func (s *Service) direct(ctx context.Context, m *Meeting) error {
	if s.Staff == nil || m.Named {
		return nil
	}
	var other *Seat
	for _, slot := range m.Slots {
		seats, err := s.seats(ctx, m, m.Invitee, slot)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(seats, func(c Seat) bool { return c.Person == m.Invitee.Person && c.Free }) {
			return nil
		}
		if best, ok := Representative(candidates(seats), []string{m.Language}); ok && best.Free && other == nil {
			other = &seats[slices.IndexFunc(seats, func(c Seat) bool { return c.Person == best.Person })]
		}
	}
	if other != nil {
		m.Invitee.Person, m.Invitee.PersonName, m.Invitee.Zone = other.Person, other.Name, other.zone
	}
	return nil
}

// represent puts a colleague in the place of the one who meets; the claims move with it.
func (m *Meeting) represent(by actor.Actor, now time.Time) error {
	if err := takesPart(by, m.Exhibition); err != nil {
		return err
	}
	if m.State != Pending && m.State != AcceptedUnscheduled {
		if err := m.upcoming(); err != nil {
			return err
		}
		m.Revision++
	}
	m.step(by, "meeting.represented", "represent", nil, "", now, m.Requester.Person, m.Invitee.Person)
	m.claim()
	return nil
}

// Represent lets a colleague of the actor's side take a meeting. If he is taken then, nothing changes and the problem
// slot_taken says so.
func (s *Service) Represent(ctx context.Context, id string, v int64, person string) (Meeting, error) {
	who := actor.From(ctx)
	var starts time.Time
	m, err := s.change(ctx, id, v, func(m *Meeting) error {
		mine := m.side(who.Org)
		if mine == nil {
			return notOfThisMeeting()
		}
		before := *mine
		starts = m.Starts
		if err := s.assign(ctx, m, mine, Slot{m.Starts, m.Ends}, person); err != nil {
			return err
		}
		if mine.Person == before.Person {
			return problem.New(problem.Conflict, "already_represents", "this person has the meeting already")
		}
		if err := m.represent(who, s.now()); err != nil {
			return err
		}
		// Whoever had it learns that it is no longer his.
		m.tell(who, "meeting.handed_over", "represent", "", s.now(), before.Person)
		return nil
	})
	if claim, taken := takenClaim(err); taken && claimKind(claim) == "person" {
		return m, problem.New(problem.Conflict, "person_taken", "this colleague is taken at the time of the meeting").Wrap(err)
	}
	return m, s.lost(ctx, id, starts, err)
}
