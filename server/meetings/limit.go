package meetings

import (
	"cmp"
	"context"

	"fairground/server/problem"
)

// within refuses a meeting that would be more than a person or an organization of it wants: the person's own maximum, or the
// exhibition's. It is asked before the write; two acceptances in the same instant can exceed a maximum by one, as with the quota.
func (s *Service) within(ctx context.Context, m *Meeting, set Settings) error {
	profiles, err := s.profiles.among(ctx, m.Exhibition, []string{m.Requester.Person, m.Invitee.Person})
	if err != nil {
		return err
	}
	own := map[string]int{}
	for _, p := range profiles {
		own[p.Person] = p.Max
	}
	for _, side := range []Side{m.Requester, m.Invitee} {
		for _, bound := range []struct {
			limit int
			count func() (int64, error)
		}{
			{cmp.Or(own[side.Person], set.Targets.Max), func() (int64, error) { return s.store.having(ctx, m.Exhibition, "people", side.Person) }},
			{set.TargetsOf(side.Org).Max, func() (int64, error) {
				asked, err := s.store.having(ctx, m.Exhibition, "requester.org", side.Org)
				if err != nil {
					return 0, err
				}
				invited, err := s.store.having(ctx, m.Exhibition, "invitee.org", side.Org)
				return asked + invited, err
			}},
		} {
			if bound.limit == 0 {
				continue
			}
			n, err := bound.count()
			if err != nil {
				return err
			}
			if n >= int64(bound.limit) {
				return problem.New(problem.Conflict, "max_reached", "one of the two sides has as many meetings as it wants")
			}
		}
	}
	return nil
}
