package meetings

import (
	"context"
	"slices"
	"strings"
	"time"

	"fairground/server/actor"
)

// Accept is AcceptAs with the person whom the program chooses.
func (s *Service) Accept(ctx context.Context, id string, v int64, starts time.Time) (Meeting, error) {
	return s.AcceptAs(ctx, id, v, starts, "")
}

// AcceptAs makes a request a meeting in a slot, held for the actor's side by the person, or by whom the program chooses by language
// and load if none is named. If somebody has been taken since, nothing changes and the problem slot_taken (or pair_taken) names
// live alternatives. Where the organizers schedule, it needs no slot and is given a time later.
func (s *Service) AcceptAs(ctx context.Context, id string, v int64, starts time.Time, person string) (Meeting, error) {
	var m Meeting
	var err error
	for range attempts {
		chosen := ""
		m, err = s.change(ctx, id, v, func(m *Meeting) error {
			err := s.acceptRule(ctx, m, starts, person)
			if mine := m.side(actor.From(ctx).Org); mine != nil {
				chosen = mine.Person
			}
			return err
		})
		// A colleague whom another acceptance has just taken is not free any more: the next is chosen.
		claim, taken := takenClaim(err)
		if !taken || person != "" || s.Staff == nil || !strings.HasPrefix(claim, "person:"+chosen+"@") {
			break
		}
		if m, findErr := s.Find(ctx, id); findErr != nil || !s.spared(ctx, m, starts) {
			break
		}
	}
	return m, s.lost(ctx, id, starts, err)
}

// spared reports whether a colleague of the actor's side is free at a slot.
func (s *Service) spared(ctx context.Context, m Meeting, starts time.Time) bool {
	mine := m.sideOf(actor.From(ctx))
	fair, err := s.fair(ctx, m.Exhibition)
	if err != nil {
		return false
	}
	seats, err := s.seats(ctx, &m, *mine, m.slotAt(starts, fair))
	return err == nil && slices.ContainsFunc(seats, func(c Seat) bool { return c.Free })
}

func (s *Service) acceptRule(ctx context.Context, m *Meeting, starts time.Time, person string) error {
	who, now := actor.From(ctx), s.now()
	if err := m.awaited(who, now); err != nil {
		return err
	}
	fair, set, err := s.ground(ctx, m.Exhibition)
	if err != nil {
		return err
	}
	mine := m.side(who.Org)
	if set.Organized() {
		if err := s.assign(ctx, m, mine, Slot{}, person); err != nil {
			return err
		}
		if err := s.within(ctx, m, set); err != nil {
			return err
		}
		m.agree(who, now)
		return nil
	}
	offered, err := s.offered(ctx, m, starts)
	if err != nil {
		return err
	}
	if err := s.assign(ctx, m, mine, m.slotAt(starts, fair), person); err != nil {
		return err
	}
	if err := s.within(ctx, m, set); err != nil {
		return err
	}
	if err := m.accept(who, starts, offered, now); err != nil {
		return err
	}
	return s.tellHolders(ctx, m)
}

// offered lists the slots that may be accepted beside the proposed ones: those within both people's hours, once no proposed
// slot is free any more.
func (s *Service) offered(ctx context.Context, m *Meeting, starts time.Time) ([]Slot, error) {
	if m.State != Pending || slices.ContainsFunc(m.Slots, func(p Slot) bool { return p.Starts.Equal(starts) }) {
		return nil, nil
	}
	fair, err := s.fair(ctx, m.Exhibition)
	if err != nil {
		return nil, err
	}
	mine := m.sideOf(actor.From(ctx))
	awake, all, err := s.free(ctx, fair, *mine, *m.other(mine.Org), "", m.Guests...)
	if err != nil {
		return nil, err
	}
	for _, p := range m.Slots {
		if slices.ContainsFunc(all, func(f FreeSlot) bool { return f.Starts.Equal(p.Starts) }) {
			return nil, nil
		}
	}
	slots := make([]Slot, len(awake))
	for i, f := range awake {
		slots[i] = Slot{f.Starts, f.Ends}
	}
	return slots, nil
}
