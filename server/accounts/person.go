package accounts

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/problem"
)

// Visibility is a person's own choice of who finds them.
type Visibility string

// The choices. A new person is visible to exhibitors.
const (
	Hidden              Visibility = "hidden"
	VisibleToExhibitors Visibility = "exhibitors"
	VisibleToAll        Visibility = "all"
)

// Person is somebody who signs in.
type Person struct {
	ID         string           `bson:"_id"`
	V          int64            `bson:"v"`
	Org        string           `bson:"org"` // organization id, "" for a person without
	Name       string           `bson:"name"`
	Email      string           `bson:"email,omitempty"` // lower case, unique; absent after erasure
	Lang       string           `bson:"lang"`            // of the interface
	Zone       string           `bson:"zone"`            // IANA
	Languages  []string         `bson:"languages"`       // spoken, BCP 47
	Visibility Visibility       `bson:"visibility"`
	Admin      bool             `bson:"admin"` // of the organization
	Grants     []actor.Grant    `bson:"grants"`
	Consents   []Consent        `bson:"consents"` // append-only, oldest first
	Joined     time.Time        `bson:"joined"`
	Erased     time.Time        `bson:"erased,omitempty"`
	Outbox     []db.OutboxEntry `bson:"outbox,omitempty"`
}

// Holds reports whether the person has the role in the exhibition.
func (p Person) Holds(role actor.Role, exhibition string) bool {
	return slices.Contains(p.Grants, actor.Grant{Role: role, Exhibition: exhibition})
}

// Settles reports whether the person holds a settlement role.
func (p Person) Settles() bool {
	return slices.ContainsFunc(p.Grants, func(g actor.Grant) bool { return g.Role.Settles() })
}

// Viewer is who looks at a person.
type Viewer struct {
	actor.Actor
	Country string // of the viewer's organization
}

// visibleTo is the rule of the directory. A person sees themselves and colleagues; an organizer sees everyone who holds a
// role in one of their exhibitions; others see by the person's choice, and exhibitors of another country only people who
// agreed to the transfer across the border.
func (p Person) visibleTo(v Viewer, home string) bool {
	if !p.Erased.IsZero() {
		return false
	}
	if v.SignedIn() && (v.Person == p.ID || (p.Org != "" && v.Org == p.Org) || v.IsSystem()) {
		return true
	}
	shared := func(role actor.Role) bool {
		return slices.ContainsFunc(p.Grants, func(g actor.Grant) bool { return v.Has(role, g.Exhibition) })
	}
	if shared(actor.Organizer) {
		return true
	}
	if v.HasAny(actor.Exhibitor) && v.Country != home && !p.Agrees(CrossBorder) {
		return false
	}
	switch p.Visibility {
	case VisibleToAll:
		return true
	case VisibleToExhibitors:
		return shared(actor.Exhibitor)
	case Hidden:
	}
	return false
}

// Person returns the person with this id.
func (s *Service) Person(ctx context.Context, id string) (Person, error) {
	return s.store.people.Find(ctx, id)
}

// PeopleOf lists the people of an organization, by id.
func (s *Service) PeopleOf(ctx context.Context, org string) ([]Person, error) {
	if org == "" {
		return []Person{}, nil
	}
	return s.store.peopleOf(ctx, org)
}

// Holders lists the people who hold the role in the exhibition; settlement roles are asked for with "".
func (s *Service) Holders(ctx context.Context, role actor.Role, exhibition string) ([]Person, error) {
	return s.store.holders(ctx, actor.Grant{Role: role, Exhibition: exhibition})
}

// Address tells the mailer where and how to write to a person: address, language of the interface, IANA zone. An erased
// person is not found.
func (s *Service) Address(ctx context.Context, person string) (address, tag, zone string, err error) {
	p, err := s.store.people.Find(ctx, person)
	if err == nil && p.Email == "" {
		err = problem.New(problem.NotFound, "person_not_found", "there is no such person")
	}
	if err != nil {
		return "", "", "", fmt.Errorf("look up address: %w", err)
	}
	return p.Email, p.Lang, p.Zone, nil
}

// Visible reports whether the viewer may find the person.
func (s *Service) Visible(ctx context.Context, viewer actor.Actor, person string) (bool, error) {
	p, err := s.store.people.Find(ctx, person)
	if problem.Is(err, problem.NotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	seen, _, err := s.Among(ctx, viewer, []Person{p})
	return len(seen) == 1, err
}

// Among splits people into those whom the viewer may find and the number of those hidden by their choice.
func (s *Service) Among(ctx context.Context, viewer actor.Actor, people []Person) (seen []Person, hidden int, err error) {
	countries, err := s.countries(ctx, people, viewer.Org)
	if err != nil {
		return nil, 0, err
	}
	v := Viewer{Actor: viewer, Country: countries[viewer.Org]}
	for _, p := range people {
		if p.visibleTo(v, countries[p.Org]) {
			seen = append(seen, p)
		} else if p.Erased.IsZero() {
			hidden++
		}
	}
	return seen, hidden, nil
}

// countries gives the countries of the organizations of the people and of one more.
func (s *Service) countries(ctx context.Context, people []Person, org string) (map[string]string, error) {
	ids := []string{}
	for _, id := range append([]string{org}, orgsOf(people)...) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return s.store.countries(ctx, ids)
}

func orgsOf(people []Person) []string {
	orgs := make([]string, len(people))
	for i, p := range people {
		orgs[i] = p.Org
	}
	return orgs
}

// Directory lists people who take part in the exhibition and whom the viewer may find, and how many of this page are hidden
// by their own choice. Only participants of the exhibition may ask.
func (s *Service) Directory(ctx context.Context, who actor.Actor, exhibition, cursor string, limit int) (people []Person, hidden int, next string, err error) {
	if !slices.ContainsFunc(who.Grants, func(g actor.Grant) bool { return g.Exhibition == exhibition && exhibition != "" }) {
		return nil, 0, "", problem.New(problem.Forbidden, "not_a_participant", "only participants of the exhibition read its directory")
	}
	page, next, err := s.store.participants(ctx, exhibition, cursor, limit)
	if err != nil {
		return nil, 0, "", err
	}
	people, hidden, err = s.Among(ctx, who, page)
	return people, hidden, next, err
}

// NewPerson is somebody whom an organization takes in.
type NewPerson struct {
	Name, Email, Lang, Zone string
	Languages               []string
}

func (n *NewPerson) check() error {
	var f faults
	f.at("body.name", line(n.Name, nameLimit))
	address, err := email(n.Email)
	f.at("body.email", err)
	n.Email = address
	n.Lang = lang.Match(n.Lang)
	f.at("body.zone", zone(n.Zone))
	f.at("body.languages", spoken(n.Languages))
	return f.err()
}

// administers returns the organization if the actor is its admin or organizes one of its exhibitions.
func (s *Service) administers(ctx context.Context, who actor.Actor, org string) (Organization, error) {
	o, err := s.store.organizations.Find(ctx, org)
	if err != nil {
		return o, err
	}
	if o.organizedBy(who) {
		return o, nil
	}
	if who.Org != org {
		return Organization{}, problem.New(problem.NotFound, "organization_not_found", "there is no such organization")
	}
	p, err := s.store.people.Find(ctx, who.Person)
	if err != nil {
		return Organization{}, err
	}
	if !p.Admin {
		return Organization{}, problem.New(problem.Forbidden, "admin_required", "only an admin of the organization may do this")
	}
	return o, nil
}

// Invite takes a person into an approved organization, with the organization's roles, and sends them a link.
func (s *Service) Invite(ctx context.Context, who actor.Actor, org string, n NewPerson) (Person, error) {
	o, err := s.administers(ctx, who, org)
	if err != nil {
		return Person{}, err
	}
	if o.State != Approved {
		return Person{}, problem.New(problem.Conflict, "organization_state", "the organization is not approved").With("state", o.State)
	}
	if err := n.check(); err != nil {
		return Person{}, err
	}
	now := s.now()
	p := Person{
		ID: db.NewID("per", now), V: 1, Org: org, Name: n.Name, Email: n.Email, Lang: n.Lang, Zone: n.Zone,
		Languages: n.Languages, Visibility: VisibleToExhibitors, Grants: o.grants(), Joined: now,
	}
	p.Outbox = append(p.Outbox, s.entry("person.added", who.Person, p.ID))
	if err := s.store.people.Insert(ctx, p); err != nil {
		if problem.Is(err, problem.Conflict) {
			err = problem.New(problem.Conflict, "email_taken", "this address has an account already").Wrap(err)
		}
		return Person{}, err
	}
	if err := s.mailLink(ctx, p, "person.invited", who.Person, map[string]string{"orgName": o.nameIn(n.Lang)}); err != nil {
		return Person{}, err
	}
	return p, nil
}

// Staff lists the people of an organization for its own people and its organizers.
func (s *Service) Staff(ctx context.Context, who actor.Actor, org string) ([]Person, error) {
	o, err := s.store.organizations.Find(ctx, org)
	if err != nil {
		return nil, err
	}
	if who.Org != org && !o.organizedBy(who) {
		return nil, problem.New(problem.NotFound, "organization_not_found", "there is no such organization")
	}
	return s.store.peopleOf(ctx, org)
}

// personAndOrg returns a person and their organization, which is an institution of nobody for a person without.
func (s *Service) personAndOrg(ctx context.Context, person string) (Person, Organization, error) {
	p, err := s.store.people.Find(ctx, person)
	if err != nil || p.Org == "" {
		return p, Organization{Kind: Institution, State: Approved}, err
	}
	o, err := s.store.organizations.Find(ctx, p.Org)
	return p, o, err
}

// save replaces the person if the version is v and forgets what was cached.
func (s *Service) save(ctx context.Context, p Person, v int64) (Person, error) {
	p.V = v + 1
	if err := s.store.people.Replace(ctx, p.ID, v, p); err != nil {
		return Person{}, err
	}
	s.cache.flush()
	return p, nil
}

// Change is what a person changes about themselves; nil leaves a field as it is.
type Change struct {
	Name, Lang, Zone *string
	Languages        []string // nil leaves them
	Visibility       *Visibility
}

// apply changes the person, or says all that is wrong with the change.
func (p *Person) apply(c Change) error {
	var f faults
	if c.Name != nil {
		f.at("body.name", line(*c.Name, nameLimit))
		p.Name = *c.Name
	}
	if c.Lang != nil {
		p.Lang = lang.Match(*c.Lang)
	}
	if c.Zone != nil {
		f.at("body.zone", zone(*c.Zone))
		p.Zone = *c.Zone
	}
	if c.Languages != nil {
		f.at("body.languages", spoken(c.Languages))
		p.Languages = c.Languages
	}
	if c.Visibility != nil {
		if !slices.Contains([]Visibility{Hidden, VisibleToExhibitors, VisibleToAll}, *c.Visibility) {
			f.at("body.visibility", errors.New("must be hidden, exhibitors or all"))
		}
		p.Visibility = *c.Visibility
	}
	return f.err()
}

// ChangeSelf changes the actor's own person if its version is v.
func (s *Service) ChangeSelf(ctx context.Context, who actor.Actor, v int64, c Change) (Person, error) {
	p, err := s.store.people.Find(ctx, who.Person)
	if err != nil {
		return p, err
	}
	if err := p.apply(c); err != nil {
		return Person{}, err
	}
	return s.save(ctx, p, v)
}

// Erase removes what identifies the actor, ends every session and token, and tells the features by `person.erased`. The
// consent history stays, without a name, as proof of what was agreed.
func (s *Service) Erase(ctx context.Context, who actor.Actor, v int64) error {
	p, err := s.store.people.Find(ctx, who.Person)
	if err != nil {
		return err
	}
	for _, exhibition := range who.In(actor.Organizer) {
		others, err := s.store.holders(ctx, actor.Grant{Role: actor.Organizer, Exhibition: exhibition})
		if err != nil {
			return err
		}
		if len(others) < 2 {
			return problem.New(problem.Conflict, "last_organizer", "hand your exhibition to another organizer first").With("exhibition", exhibition)
		}
	}
	e := s.entry("person.erased", p.ID, p.ID)
	p.Name, p.Email, p.Languages, p.Grants, p.Admin = "", "", []string{}, []actor.Grant{}, false
	p.Visibility, p.Erased, p.Outbox = Hidden, e.At, append(p.Outbox, e)
	if _, err := s.save(ctx, p, v); err != nil {
		return err
	}
	if err := s.forgetContact(ctx, p); err != nil {
		return err
	}
	return s.endAll(ctx, p.ID)
}

// forgetContact takes an erased person out of the application that they once signed.
func (s *Service) forgetContact(ctx context.Context, p Person) error {
	for range tries {
		_, o, err := s.personAndOrg(ctx, p.ID)
		if err != nil || o.Contact.Person != p.ID {
			return err
		}
		v := o.V
		o.V, o.Contact = v+1, Contact{Lang: o.Contact.Lang, Zone: o.Contact.Zone}
		o.Search = o.searchText()
		if err := s.store.organizations.Replace(ctx, o.ID, v, o); !problem.Is(err, problem.PreconditionFailed) {
			return err
		}
	}
	return problem.New(problem.Conflict, "version_conflict", "your organization is being changed elsewhere; try again")
}

// AddPerson stores a person with a given id, for the demo and for imports; one that exists stays. The grants are checked
// against the organization's kind.
func (s *Service) AddPerson(ctx context.Context, p Person) error {
	kind := Institution
	if p.Org != "" {
		o, err := s.store.organizations.Find(ctx, p.Org)
		if err != nil {
			return fmt.Errorf("add person %s: %w", p.ID, err)
		}
		kind = o.Kind
	}
	address, err := email(p.Email)
	if err != nil {
		return fmt.Errorf("add person %s: %w", p.ID, err)
	}
	if err := errors.Join(checkGrants(p.Grants, kind), zone(p.Zone), line(p.Name, nameLimit), spoken(p.Languages)); err != nil {
		return fmt.Errorf("add person %s: %w", p.ID, err)
	}
	p.V, p.Email, p.Lang = 1, address, lang.Match(p.Lang)
	if p.Visibility == "" {
		p.Visibility = VisibleToExhibitors
	}
	if p.Joined.IsZero() {
		p.Joined = s.now()
	}
	if err := ignoreTaken(s.store.people.Insert(ctx, p)); err != nil {
		return fmt.Errorf("add person %s: %w", p.ID, err)
	}
	return nil
}
