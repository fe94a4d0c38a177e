package meetings

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/problem"
)

const (
	ownedBy    = 24 * time.Hour // before the start somebody of each side has to be there
	alarmEvery = time.Minute
)

// alarm tells the administrators of an organization, a day ahead, of meetings whose person is gone: suspended, erased, or without
// a role at the exhibition. Each meeting is looked at once for each time that it has.
func (s *Service) alarm(ctx context.Context, now time.Time) error {
	s.mu.Lock()
	due := s.Staff != nil && now.Sub(s.alarmed) >= alarmEvery
	if due {
		s.alarmed = now
	}
	s.mu.Unlock()
	if !due {
		return nil
	}
	soon, err := s.store.unwatched(ctx, now, now.Add(ownedBy))
	if err != nil {
		return fmt.Errorf("find meetings without an owner: %w", err)
	}
	staff := map[string][]Person{} // by exhibition and organization
	var all error
	for _, m := range soon {
		if err := s.watch(ctx, m, staff, now); err != nil {
			all = errors.Join(all, fmt.Errorf("look for the owner of meeting %s: %w", m.ID, err))
		}
	}
	return all
}

// watch tells of the sides of a meeting that nobody owns, and notes that it was looked at.
func (s *Service) watch(ctx context.Context, m Meeting, staff map[string][]Person, now time.Time) error {
	m.Outbox = nil
	for _, side := range []Side{m.Requester, m.Invitee} {
		key := m.Exhibition + "|" + side.Org
		if _, known := staff[key]; !known {
			people, err := s.Staff.Colleagues(ctx, m.Exhibition, side.Org)
			if err != nil && !problem.Is(err, problem.NotFound) {
				return err
			}
			staff[key] = people
		}
		if admins := unowned(side, staff[key]); len(admins) > 0 {
			m.tell(actor.System, "meeting.unowned", "alarm", "", now, admins...)
		}
	}
	return s.store.watched(ctx, m)
}

// unowned lists who has to be told that a side's person is gone: the administrators, or everybody if there is none; nobody if
// the person is there.
func unowned(side Side, people []Person) []string {
	if slices.ContainsFunc(people, func(p Person) bool { return p.ID == side.Person }) {
		return nil
	}
	var admins, all []string
	for _, p := range people {
		all = append(all, p.ID)
		if p.Admin {
			admins = append(admins, p.ID)
		}
	}
	if len(admins) > 0 {
		return admins
	}
	return all
}
