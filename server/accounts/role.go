package accounts

import (
	"context"
	"slices"

	"fairground/server/actor"
	"fairground/server/problem"
)

// checkGrants says why a person of an organization of this kind cannot hold the grants together. Whoever settles can be
// neither organizer nor anything else in an exhibition, nor belong to an organization that trades.
func checkGrants(grants []actor.Grant, kind Kind) error {
	settles, fair := false, false
	for _, g := range grants {
		switch {
		case !g.Role.Known():
			return problem.Newf(problem.Invalid, "role_unknown", "there is no role %q", g.Role)
		case g.Role.Settles() && g.Exhibition != "":
			return problem.New(problem.Invalid, "role_scope", "a settlement role is held without an exhibition")
		case !g.Role.Settles() && g.Exhibition == "":
			return problem.New(problem.Invalid, "role_scope", "an exhibition role is held in one exhibition")
		case (g.Role == actor.Exhibitor || g.Role == actor.Buyer) && !kind.Trades():
			return problem.New(problem.Conflict, "role_needs_company", "only people of a company or creator exhibit or buy")
		}
		settles = settles || g.Role.Settles()
		fair = fair || !g.Role.Settles()
	}
	if settles && fair {
		return problem.New(problem.Conflict, "roles_exclusive", "whoever settles holds no role in an exhibition")
	}
	if settles && kind.Trades() {
		return problem.New(problem.Conflict, "roles_exclusive", "whoever settles belongs to no organization that trades")
	}
	return nil
}

// withRoles returns the person's grants with the roles in one exhibition replaced.
func (p Person) withRoles(exhibition string, roles []actor.Role) []actor.Grant {
	grants := slices.DeleteFunc(slices.Clone(p.Grants), func(g actor.Grant) bool { return g.Exhibition == exhibition })
	for _, r := range roles {
		if g := (actor.Grant{Role: r, Exhibition: exhibition}); !slices.Contains(grants, g) {
			grants = append(grants, g)
		}
	}
	return grants
}

// SetRoles replaces the roles that a person holds in an exhibition which the actor organizes, if the person's version is v.
func (s *Service) SetRoles(ctx context.Context, who actor.Actor, exhibition, person string, v int64, roles []actor.Role) (Person, error) {
	if !who.Has(actor.Organizer, exhibition) {
		return Person{}, problem.New(problem.Forbidden, "role_missing", "only an organizer of this exhibition gives its roles")
	}
	if slices.ContainsFunc(roles, actor.Role.Settles) {
		return Person{}, problem.New(problem.Forbidden, "role_not_yours", "settlement roles are not an organizer's to give")
	}
	if who.Person == person && !slices.Contains(roles, actor.Organizer) {
		return Person{}, problem.New(problem.Conflict, "last_organizer", "an organizer does not give up the role alone; ask another organizer")
	}
	p, o, err := s.personAndOrg(ctx, person)
	if err != nil {
		return Person{}, err
	}
	// A person of a company that takes no part here is another organizer's guest.
	if o.Kind.Trades() && !slices.ContainsFunc(o.Participations, func(q Participation) bool { return q.Exhibition == exhibition }) {
		return Person{}, problem.New(problem.NotFound, "person_not_found", "there is no such person")
	}
	grants := p.withRoles(exhibition, roles)
	if err := checkGrants(grants, o.Kind); err != nil {
		return Person{}, err
	}
	e := s.entry("person.roles_changed", who.Person, p.ID)
	e.Exhibition = exhibition
	e.Data = map[string]string{"before": grantList(p.Grants), "after": grantList(grants)}
	p.Grants, p.Outbox = grants, append(p.Outbox, e)
	return s.save(ctx, p, v)
}

func grantList(grants []actor.Grant) string {
	s := ""
	for i, g := range grants {
		if i > 0 {
			s += " "
		}
		s += string(g.Role)
		if g.Exhibition != "" {
			s += "@" + g.Exhibition
		}
	}
	return s
}

// MakeOrganizer gives a person the organizer role in an exhibition that they are about to create.
func (s *Service) MakeOrganizer(ctx context.Context, person, exhibition string) error {
	p, o, err := s.personAndOrg(ctx, person)
	if err != nil {
		return err
	}
	grants := p.withRoles(exhibition, []actor.Role{actor.Organizer})
	if err := checkGrants(grants, o.Kind); err != nil {
		return err
	}
	e := s.entry("person.roles_changed", person, p.ID)
	e.Exhibition = exhibition
	e.Data = map[string]string{"before": grantList(p.Grants), "after": grantList(grants)}
	p.Grants, p.Outbox = grants, append(p.Outbox, e)
	_, err = s.save(ctx, p, p.V)
	return err
}

// GrantSettlement gives a person settlement roles, replacing those held. No route calls it: the operator of the program
// does, so that an organizer cannot make clearing officers.
func (s *Service) GrantSettlement(ctx context.Context, person string, roles ...actor.Role) error {
	p, o, err := s.personAndOrg(ctx, person)
	if err != nil {
		return err
	}
	grants := slices.DeleteFunc(slices.Clone(p.Grants), func(g actor.Grant) bool { return g.Role.Settles() })
	for _, r := range roles {
		if !r.Settles() {
			return problem.Newf(problem.Invalid, "role_scope", "%s is no settlement role", r)
		}
		grants = append(grants, actor.Grant{Role: r})
	}
	if err := checkGrants(grants, o.Kind); err != nil {
		return err
	}
	e := s.entry("person.roles_changed", "", p.ID)
	e.Data = map[string]string{"before": grantList(p.Grants), "after": grantList(grants)}
	p.Grants, p.Outbox = grants, append(p.Outbox, e)
	_, err = s.save(ctx, p, p.V)
	return err
}
