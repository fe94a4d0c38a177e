package meetings

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
)

// partner finds whom to ask at an organization.
func (s *Service) partner(ctx context.Context, exhibition, org, person string) (Side, error) {
	if org == actor.From(ctx).Org {
		return Side{}, problem.New(problem.Invalid, "own_organization", "this is your own organization")
	}
	contact, err := s.Directory.Contact(ctx, exhibition, org)
	if err != nil {
		return Side{}, err
	}
	if person == "" {
		if p, found, err := s.profiles.ofOrg(ctx, exhibition, org); err != nil {
			return Side{}, err
		} else if found {
			person = p.Person
		}
	}
	if person != "" && person != contact.ID {
		named, err := s.Directory.Person(ctx, person)
		if err != nil || named.Org != org {
			return Side{}, problem.New(problem.Invalid, "person_unknown", "nobody of this organization has this id").Wrap(err)
		}
		contact = named
	}
	o, err := s.Directory.Organization(ctx, org)
	if err != nil {
		return Side{}, err
	}
	return Side{Org: org, OrgName: o.Name, Person: contact.ID, PersonName: contact.Name, Zone: contact.Zone}, nil
}

// me is the actor's own side.
func (s *Service) me(ctx context.Context) (Side, error) {
	who := actor.From(ctx)
	o, err := s.Directory.Organization(ctx, who.Org)
	if err != nil {
		return Side{}, err
	}
	zone := who.Zone
	if zone == "" {
		zone = "UTC"
	}
	return Side{Org: who.Org, OrgName: o.Name, Person: who.Person, PersonName: who.Name, Zone: zone}, nil
}

// Request sends a meeting request.
func (s *Service) Request(ctx context.Context, p Proposal) (Meeting, error) {
	who, now := actor.From(ctx), s.now()
	if err := takesPart(who, p.Exhibition); err != nil {
		return Meeting{}, err
	}
	fair, set, err := s.ground(ctx, p.Exhibition)
	if err != nil {
		return Meeting{}, err
	}
	if err := p.check(fair, set.Organized(), now); err != nil {
		return Meeting{}, err
	}
	requester, err := s.me(ctx)
	if err != nil {
		return Meeting{}, err
	}
	invitee, err := s.partner(ctx, p.Exhibition, p.Invitee, p.Person)
	if err != nil {
		return Meeting{}, err
	}
	met, err := s.mayAsk(ctx, p, set, requester, invitee)
	if err != nil {
		return Meeting{}, err
	}
	theirs, err := s.wishes.of(ctx, p.Exhibition, invitee.Org)
	if err != nil {
		return Meeting{}, err
	}
	m := Meeting{
		ID: db.NewID("mtg", now), Exhibition: p.Exhibition, State: Pending, Requester: requester, Invitee: invitee, Booth: p.Booth, Item: p.Item,
		Named: p.Person != "", Reason: strings.TrimSpace(p.Reason), Language: p.Language, Round: 1, FollowUp: p.FollowUp || met, Muted: theirs.toward(requester.Org) == Never,
	}
	m.await(invitee.Org, utc(p.Slots), fair, now)
	if !set.Organized() {
		if err := s.direct(ctx, &m); err != nil {
			return Meeting{}, err
		}
		if err := s.someFree(ctx, &m, fair); err != nil {
			return Meeting{}, err
		}
	}
	if set.RequestMode == OptOut {
		m.step(who, "meeting_request.sent", "send", m.Slots, m.Reason, now)
		return s.sendAtOnce(ctx, m, set, fair)
	}
	m.step(who, "meeting_request.sent", "send", m.Slots, m.Reason, now, invitee.Person)
	m.claim()
	if err := s.sent(s.store.insert(ctx, m)); err != nil {
		return Meeting{}, err
	}
	return m, nil
}

func utc(slots []Slot) []Slot {
	list := make([]Slot, len(slots))
	for i, s := range slots {
		list[i] = Slot{s.Starts.UTC(), s.Ends.UTC()}
	}
	return list
}

func requestExists(id string) error {
	p := problem.New(problem.Conflict, "request_exists", "a request between the two organizations waits for an answer")
	if id != "" {
		p = p.With("meeting", id)
	}
	return p
}

// mayAsk checks what stands between two organizations, and tells whether they have met: then this is a follow-up. It gives
// early and better words; two requests that race past it meet in the claims.
func (s *Service) mayAsk(ctx context.Context, p Proposal, set Settings, requester, invitee Side) (met bool, err error) {
	mine, err := s.wishes.of(ctx, p.Exhibition, requester.Org)
	if err != nil {
		return false, err
	}
	if mine.toward(invitee.Org) == Never {
		return false, problem.New(problem.Conflict, "preference_never", "you have said that you never want to meet this organization")
	}
	between, err := s.store.between(ctx, p.Exhibition, requester.Org, invitee.Org)
	if err != nil {
		return false, err
	}
	for _, m := range between {
		met = met || m.State == Completed
		switch {
		case m.State == Pending && (!m.Muted || m.Requester.Org == requester.Org):
			return false, requestExists(m.ID)
		case (m.State.Upcoming() || m.State == AcceptedUnscheduled && (!m.Muted || m.Requester.Org == requester.Org)) && !m.FollowUp && !p.FollowUp:
			return false, problem.New(problem.Conflict, "pair_taken", "the two organizations have a meeting already; ask for a follow-up").With("meeting", m.ID)
		}
	}
	asked, err := s.store.asked(ctx, p.Exhibition, requester.Org)
	if err != nil {
		return false, err
	}
	if asked >= int64(set.Quota) {
		return false, problem.Newf(problem.Conflict, "quota_reached", "%d requests wait for an answer; more are possible when one is answered", set.Quota)
	}
	return met, nil
}

// someFree refuses slots of which none is free any more.
func (s *Service) someFree(ctx context.Context, m *Meeting, fair Fair) error {
	mine := m.sideOf(actor.From(ctx))
	awake, all, err := s.free(ctx, fair, *mine, *m.other(mine.Org), "", m.Guests...)
	if err != nil {
		return err
	}
	for _, slot := range m.Slots {
		if slices.ContainsFunc(all, func(f FreeSlot) bool { return f.Starts.Equal(slot.Starts) }) {
			return nil
		}
	}
	return slotTaken(nearest(awake, all, m.Slots[0].Starts, alternatives))
}

func slotTaken(free []FreeSlot) *problem.Problem {
	return problem.New(problem.Conflict, "slot_taken", "somebody is taken at this time").With("alternatives", free)
}

// Find returns a meeting or request that the actor may see.
func (s *Service) Find(ctx context.Context, id string) (Meeting, error) {
	m, err := s.store.find(ctx, id)
	if err != nil {
		return Meeting{}, err
	}
	if !m.visible(actor.From(ctx)) {
		return Meeting{}, notFound()
	}
	return m, nil
}

// change finds a meeting of the actor's organization in the version that he saw, applies a rule and stores the result: at a table
// if it has a new time.
func (s *Service) change(ctx context.Context, id string, v int64, rule func(*Meeting) error) (Meeting, error) {
	m, err := s.current(ctx, id)
	switch {
	case err != nil:
		return Meeting{}, err
	case !m.visible(actor.From(ctx)):
		return Meeting{}, notFound()
	case m.V != v:
		return Meeting{}, problem.New(problem.PreconditionFailed, "version_conflict", "this meeting has been changed by someone else")
	}
	was := Slot{m.Starts, m.Ends}
	if !m.State.Upcoming() {
		was = Slot{}
	}
	if err := rule(&m); err != nil {
		return Meeting{}, err
	}
	write := func(m Meeting) error { return s.store.replace(ctx, v, m) }
	if m.State.Upcoming() && was != (Slot{m.Starts, m.Ends}) {
		err = s.seat(ctx, &m, write)
	} else {
		err = write(m)
	}
	if err != nil {
		return Meeting{}, fmt.Errorf("change meeting: %w", err)
	}
	return m, nil
}

// Counter answers a request with other slots.
func (s *Service) Counter(ctx context.Context, id string, v int64, slots []Slot, reason string) (Meeting, error) {
	return s.change(ctx, id, v, func(m *Meeting) error {
		fair, err := s.fair(ctx, m.Exhibition)
		if err != nil {
			return err
		}
		if err := m.counter(actor.From(ctx), utc(slots), reason, fair, s.now()); err != nil {
			return err
		}
		return s.someFree(ctx, m, fair)
	})
}

// tellHolders tells the people of other pending requests that one of their slots has gone.
func (s *Service) tellHolders(ctx context.Context, m *Meeting) error {
	holders, err := s.store.holders(ctx, m.People, m.Starts)
	if err != nil {
		return err
	}
	for _, h := range holders {
		if h.ID == m.ID || h.Muted {
			continue
		}
		m.Outbox = append(m.Outbox, db.OutboxEntry{
			ID: db.NewID("out", m.Changed), Type: "meeting_request.slot_lost", At: m.Changed, Entity: h.ID, Exhibition: h.Exhibition,
			To: []string{h.Requester.Person, h.Invitee.Person}, Data: map[string]string{"starts": m.Starts.Format(time.RFC3339)},
		})
	}
	return nil
}

// lost turns a claim that was taken into its problem with live alternatives. Other errors pass.
func (s *Service) lost(ctx context.Context, id string, starts time.Time, err error) error {
	claim, taken := takenClaim(err)
	if !taken && !errors.Is(err, errTablesFull) && !errors.Is(err, errStillSeen) {
		return err
	}
	m, findErr := s.store.find(ctx, id)
	if findErr != nil {
		return errors.Join(err, findErr)
	}
	fair, fairErr := s.fair(ctx, m.Exhibition)
	if fairErr != nil {
		return errors.Join(err, fairErr)
	}
	moved := ""
	if m.State.Upcoming() {
		moved = m.ID
	}
	mine := m.sideOf(actor.From(ctx))
	awake, all, freeErr := s.free(ctx, fair, *mine, *m.other(mine.Org), moved, m.Guests...)
	if freeErr != nil {
		return errors.Join(err, freeErr)
	}
	free := nearest(awake, all, starts, alternatives)
	switch {
	case claimKind(claim) == "pair":
		return problem.New(problem.Conflict, "pair_taken", "the two organizations have a meeting already").With("alternatives", free).Wrap(err)
	case errors.Is(err, errTablesFull):
		return tablesFull(free).Wrap(err)
	}
	return slotTaken(free).Wrap(err)
}

// Decline answers no, politely.
func (s *Service) Decline(ctx context.Context, id string, v int64, reason string, chatOpen bool) (Meeting, error) {
	return s.change(ctx, id, v, func(m *Meeting) error { return m.decline(actor.From(ctx), reason, chatOpen, s.now()) })
}

// Withdraw takes a request back.
func (s *Service) Withdraw(ctx context.Context, id string, v int64) (Meeting, error) {
	return s.change(ctx, id, v, func(m *Meeting) error { return m.withdraw(actor.From(ctx), s.now()) })
}
