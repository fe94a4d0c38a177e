package meetings

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fairground/server/actor"
)

// Recall adds to a planning the meetings that schedule runs have called off and both sides still want, as far as nobody has said
// otherwise since, and their people, who may be here for nothing else: it is what a run needs to bring back that undoes them. A
// meeting that people called off themselves is not among them.
func (s *Service) Recall(ctx context.Context, p *Planning, runs []string) error {
	docs, err := s.store.calledOff(ctx, p.Fair.ID, runs)
	if err != nil {
		return fmt.Errorf("list what runs have called off: %w", err)
	}
	var back []Meeting
	for _, m := range docs {
		c, err := s.couple(ctx, m)
		if err != nil {
			return err
		}
		if c.never() || c.refused() {
			continue
		}
		back = append(back, m)
		id := c.idOf(m)
		if slices.ContainsFunc(p.Wanted, func(w Wanted) bool { return w.ID == id }) {
			continue
		}
		p.Wanted = append(p.Wanted, Wanted{
			ID: id, A: m.Requester.Person, B: m.Invitee.Person, Level: Must, Value: 2 * worthMust, By: []string{m.Requester.Org},
			Language: m.Language, Again: m.FollowUp,
		})
	}
	return s.welcome(ctx, p, back)
}

// welcome adds the people of meetings to those who can be placed, if they are not among them yet.
func (s *Service) welcome(ctx context.Context, p *Planning, back []Meeting) error {
	sides := map[string]Side{}
	zones := map[string]string{}
	for _, m := range back {
		for _, side := range []Side{m.Requester, m.Invitee} {
			if !slices.ContainsFunc(p.Delegates, func(d Delegate) bool { return d.Person == side.Person }) {
				sides[side.Person], zones[side.Person] = side, side.Zone
			}
		}
	}
	if len(sides) == 0 {
		return nil
	}
	ctx = actor.With(ctx, actor.System)
	people, err := s.attendees(ctx, p.Fair.ID, zones)
	if err != nil {
		return err
	}
	elsewhere, err := s.store.elsewhere(ctx, p.Fair.ID, s.now())
	if err != nil {
		return err
	}
	known := s.register(p.Fair.ID)
	for id, side := range sides {
		if err := known.seat(ctx, p, Delegate{Person: id, Org: side.Org, Zone: side.Zone}, people[id], elsewhere[id]); err != nil {
			return err
		}
	}
	slices.SortFunc(p.Delegates, func(a, b Delegate) int { return strings.Compare(a.Person, b.Person) })
	return nil
}

// couple is the two organizations of a meeting.
func (s *Service) couple(ctx context.Context, m Meeting) (couple, error) {
	a, b := m.Requester.Org, m.Invitee.Org
	docs, err := s.store.between(ctx, m.Exhibition, a, b)
	if err != nil {
		return couple{}, err
	}
	c := couple{exhibition: m.Exhibition, low: min(a, b), high: max(a, b), wants: map[string]Want{}, docs: docs}
	for org, other := range map[string]string{a: b, b: a} {
		said, err := s.wishes.of(ctx, m.Exhibition, org)
		if err != nil {
			return couple{}, err
		}
		c.wants[org] = said.toward(other)
	}
	return c, nil
}
