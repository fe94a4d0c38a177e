package meetings

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fairground/server/actor"
	"fairground/server/problem"
)

const (
	// failureFound is told when both sides tried and the technology did not let them meet.
	failureFound = "meeting.technical_failure_found"
	// noShowFound is told when a side did not come.
	noShowFound = "meeting.no_show_found"
)

// Reslot is the alternative that one side would take after a no-show. A side that did not come must not book the other's time
// again on its own word, nor the other's on its behalf: both have to take the same one.
type Reslot struct {
	Org    string    `json:"org" bson:"org"`
	Starts time.Time `json:"starts" bson:"starts"`
	At     time.Time `json:"at" bson:"at"`
}

// alternativesLead is how soon an alternative begins: its lobby has yet to open, so that both have time to read of it.
const alternativesLead = lobbyLead

// offer puts the slots to which both sides can move into a meeting that has just failed, and into what they are told of it.
func (m *Meeting) offer(slots []Slot) {
	m.Alternatives = slots
	starts := make([]string, len(slots))
	for i, s := range slots {
		starts[i] = s.Starts.Format(time.RFC3339)
	}
	for i, e := range m.Outbox {
		if len(starts) > 0 && (e.Type == failureFound || e.Type == noShowFound) && e.At.Equal(m.Changed) {
			m.Outbox[i].Data["alternatives"] = strings.Join(starts, " ")
		}
	}
}

// remaining lists the alternatives that have not begun.
func (m *Meeting) remaining(now time.Time) []Slot {
	return slices.DeleteFunc(slices.Clone(m.Alternatives), func(s Slot) bool { return !s.Starts.After(now) })
}

// mayReslot refuses everybody but the two sides of a meeting that has failed.
func (m *Meeting) mayReslot(by actor.Actor) error {
	if m.side(by.Org) == nil {
		return problem.New(problem.Forbidden, "not_of_this_meeting", "only the two sides may take an alternative")
	}
	if err := takesPart(by, m.Exhibition); err != nil {
		return err
	}
	if m.State != TechnicalFailure && m.State != NoShow {
		return problem.Newf(problem.Conflict, "nothing_to_repair", "the meeting is %s", m.State).With("state", string(m.State))
	}
	return nil
}

// reslot makes a meeting that has failed one that is to come, in one of the alternatives or in one of those offered since
// they have gone. Whether everybody is free there is decided by the write. After a no-show the first of the two sides only says
// which one it would take.
func (m *Meeting) reslot(by actor.Actor, starts time.Time, offered []Slot, now time.Time) error {
	if err := m.mayReslot(by); err != nil {
		return err
	}
	slots := append(slices.Clone(m.Alternatives), offered...)
	at := slices.IndexFunc(slots, func(s Slot) bool { return s.Starts.Equal(starts) })
	switch {
	case at < 0:
		return problem.New(problem.Invalid, "slot_not_offered", "take one of the alternatives").
			Field("body.starts", "is not the start of an alternative")
	case !starts.After(now):
		return problem.New(problem.Conflict, "slot_past", "this slot has begun already")
	}
	if m.State == NoShow && !m.wouldTake(m.other(by.Org).Org, starts) {
		m.Reslots = slices.DeleteFunc(slices.Clone(m.Reslots), func(r Reslot) bool { return r.Org == by.Org })
		m.Reslots = append(m.Reslots, Reslot{Org: by.Org, Starts: starts.UTC(), At: now})
		m.step(by, "meeting.reslot_proposed", "propose_reslot", []Slot{slots[at]}, "", now, m.other(by.Org).Person)
		m.claim()
		return nil
	}
	m.schedule(slots[at])
	m.Revision++
	m.Evidence, m.Verdict, m.Alternatives, m.Reslots = nil, nil, nil, nil
	m.step(by, "meeting.rescheduled", "reslot", []Slot{slots[at]}, "", now, m.Requester.Person, m.Invitee.Person)
	m.claim()
	return nil
}

// wouldTake reports whether a side has said that it would take an alternative.
func (m *Meeting) wouldTake(org string, starts time.Time) bool {
	return slices.ContainsFunc(m.Reslots, func(r Reslot) bool { return r.Org == org && r.Starts.Equal(starts) })
}

// repair looks for the slots to offer if the meeting has just failed. A fair that is gone or over has none.
func (s *Service) repair(ctx context.Context, m *Meeting, now time.Time) error {
	if m.State != TechnicalFailure && m.State != NoShow {
		return nil
	}
	fair, err := s.fair(ctx, m.Exhibition)
	switch {
	case problem.Is(err, problem.NotFound):
		return nil
	case err != nil:
		return fmt.Errorf("look for alternatives: %w", err)
	}
	awake, err := s.awake(ctx, fair, m)
	if err != nil {
		return fmt.Errorf("look for alternatives: %w", err)
	}
	awake = slices.DeleteFunc(awake, func(f Slot) bool { return f.Starts.Before(now.Add(alternativesLead)) })
	m.offer(awake[:min(len(awake), alternatives)])
	return nil
}

// awake lists the slots to come, in order, that are free for everybody and within the hours of both sides.
func (s *Service) awake(ctx context.Context, fair Fair, m *Meeting) ([]Slot, error) {
	free, _, err := s.free(ctx, fair, m.Requester, m.Invitee, m.ID, m.Guests...)
	if err != nil {
		return nil, err
	}
	slots := make([]Slot, len(free))
	for i, f := range free {
		slots[i] = Slot{f.Starts, f.Ends}
	}
	return slots, nil
}

// Reslot moves a meeting that failed for technical reasons to one of its alternatives, or one that somebody missed once both sides
// have taken the same. If somebody is taken then, nothing
// changes and the problem slot_taken (or pair_taken) names live alternatives, which may be taken once those first offered
// have gone.
func (s *Service) Reslot(ctx context.Context, id string, v int64, starts time.Time) (Meeting, error) {
	m, err := s.change(ctx, id, v, func(m *Meeting) error {
		offered, err := s.offeredSince(ctx, m, starts)
		if err != nil {
			return err
		}
		if err := m.reslot(actor.From(ctx), starts, offered, s.now()); err != nil {
			return err
		}
		if !m.State.Upcoming() {
			return nil
		}
		return s.tellHolders(ctx, m)
	})
	return m, s.lost(ctx, id, starts, err)
}

// offeredSince lists the slots that may be taken beside the alternatives: those within both people's hours, once no
// alternative is free any more.
func (s *Service) offeredSince(ctx context.Context, m *Meeting, starts time.Time) ([]Slot, error) {
	if m.State != TechnicalFailure && m.State != NoShow || slices.ContainsFunc(m.Alternatives, func(p Slot) bool { return p.Starts.Equal(starts) }) {
		return nil, nil
	}
	fair, err := s.fair(ctx, m.Exhibition)
	if err != nil {
		return nil, err
	}
	awake, err := s.awake(ctx, fair, m)
	if err != nil || slices.ContainsFunc(awake, func(f Slot) bool { return slices.ContainsFunc(m.Alternatives, f.overlaps) }) {
		return nil, err
	}
	return awake, nil
}
