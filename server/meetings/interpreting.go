package meetings

import (
	"context"
	"slices"

	"fairground/server/problem"
)

// freeInterpreters lists who could interpret a meeting and is free, in the order of the settings; nobody if its people share a
// language, or one of them has not said which he speaks.
func (s *Service) freeInterpreters(ctx context.Context, set Settings, m *Meeting) ([]string, error) {
	if len(set.Interpreters) == 0 {
		return nil, nil
	}
	var spoken [2][]string
	for i, person := range []string{m.Requester.Person, m.Invitee.Person} {
		tags, err := s.spoken(ctx, m.Exhibition, person)
		if err != nil {
			return nil, err
		}
		spoken[i] = tags
	}
	at := Slot{m.Starts, m.Ends}
	able := interpreters(set.Interpreters, spoken[0], spoken[1], at)
	able = slices.DeleteFunc(able, func(p string) bool { return slices.Contains(m.persons(), p) })
	if len(able) == 0 {
		return nil, nil
	}
	taken, err := s.store.taken(ctx, able, s.now(), m.ID)
	return slices.DeleteFunc(able, func(p string) bool { return clash(taken[p], at) }), err
}

// interpreters lists who of them joins the languages of two people at the time of a slot.
func interpreters(all []Interpreter, mine, theirs []string, at Slot) []string {
	var able []string
	if _, shared := sharedLanguage(mine, theirs); shared {
		return nil
	}
	for _, i := range all {
		joins := slices.ContainsFunc(mine, func(a string) bool {
			return slices.ContainsFunc(theirs, func(b string) bool { return i.Interprets(a, b, at) })
		})
		if joins {
			able = append(able, i.Person)
		}
	}
	return able
}

// sharedLanguage finds the first language of one person that the other speaks as well.
func sharedLanguage(mine, theirs []string) (tag string, found bool) {
	at := slices.IndexFunc(mine, func(a string) bool {
		return slices.ContainsFunc(theirs, func(b string) bool { return sameLanguage(a, b) })
	})
	if at < 0 {
		return "", false
	}
	return mine[at], true
}

// spoken lists the languages of a person: those of his profile, or else of his account. None if nothing is known.
func (s *Service) spoken(ctx context.Context, exhibition, person string) ([]string, error) {
	p, found, err := s.profiles.of(ctx, exhibition, person)
	if err != nil || found && len(p.Languages) > 0 {
		return p.Languages, err
	}
	who, err := s.Directory.Person(ctx, person)
	if problem.Is(err, problem.NotFound) {
		return nil, nil
	}
	return who.Languages, err
}
