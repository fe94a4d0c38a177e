package meetings

import (
	"context"
	"fmt"
	"slices"

	"golang.org/x/text/language"
)

// maxInterpreted bounds the meetings that are listed as needing interpretation.
const maxInterpreted = 500

// Interpreted lists the meetings of an exhibition, to come or going on, that need interpretation: somebody who meets does not speak
// the language that was agreed on. Whoever has said nothing of the own languages needs none. The next are first.
func (s *Service) Interpreted(ctx context.Context, exhibition string) ([]Room, error) {
	upcoming, err := s.store.upcomingIn(ctx, exhibition, s.now())
	if err != nil {
		return nil, fmt.Errorf("list meetings to come: %w", err)
	}
	profiles, err := s.profiles.all(ctx, exhibition)
	if err != nil {
		return nil, fmt.Errorf("list profiles: %w", err)
	}
	speaks := map[string][]string{}
	for _, p := range profiles {
		speaks[p.Person] = p.Languages
	}
	list := []Room{}
	for _, m := range upcoming {
		if needs := m.needs(speaks); len(needs) > 0 && len(list) < maxInterpreted {
			r := m.room()
			r.Needs = needs
			list = append(list, r)
		}
	}
	return list, nil
}

// needs are the languages into which the meeting has to be interpreted: for those who do not speak its language the first that
// they do speak, and its own for the others, who hear them.
func (m *Meeting) needs(speaks map[string][]string) []string {
	var needs []string
	for _, person := range []string{m.Requester.Person, m.Invitee.Person} {
		own := speaks[person]
		if len(own) == 0 || slices.ContainsFunc(own, func(tag string) bool { return sameLanguage(tag, m.Language) }) {
			continue
		}
		needs = append(needs, own[0], m.Language)
	}
	slices.Sort(needs)
	return slices.Compact(needs)
}

// sameLanguage compares the languages of two tags, whatever their script and region.
func sameLanguage(a, b string) bool {
	x, err := language.Parse(a)
	if err != nil {
		return false
	}
	y, err := language.Parse(b)
	if err != nil {
		return false
	}
	one, _ := x.Base()
	other, _ := y.Base()
	return one == other
}
