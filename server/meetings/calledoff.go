package meetings

import (
	"context"
)

// CalledOff lists what schedule runs have called off and both sides still want, as far as nobody has said otherwise since: it
// is what a run needs to bring back that undoes them. A meeting that people called off themselves is not among them.
func (s *Service) CalledOff(ctx context.Context, exhibition string, runs []string) ([]Wanted, error) {
	docs, err := s.store.calledOff(ctx, exhibition, runs)
	if err != nil {
		return nil, err
	}
	var list []Wanted
	for _, m := range docs {
		c, err := s.couple(ctx, m)
		if err != nil {
			return nil, err
		}
		if c.never() || c.refused() {
			continue
		}
		list = append(list, Wanted{
			ID: c.idOf(m), A: m.Requester.Person, B: m.Invitee.Person, Level: Must, Value: 2 * worthMust, By: []string{m.Requester.Org},
			Language: m.Language, Again: m.FollowUp,
		})
	}
	return list, nil
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
