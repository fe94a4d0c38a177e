package accounts

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/problem"
)

// Kind is what an organization is. It never changes, so that a rule about its people cannot be overtaken by it.
type Kind string

// The kinds. Companies and creators trade and may apply; operators run exhibitions and institutions settle, lend or carry.
const (
	Company     Kind = "company"
	Creator     Kind = "creator"
	Operator    Kind = "operator"
	Institution Kind = "institution"
)

// Trades reports whether organizations of the kind can be party of a deal.
func (k Kind) Trades() bool { return k == Company || k == Creator }

// State is where an organization stands.
type State string

// The states: applied becomes approved or rejected, approved becomes suspended and may be approved again.
const (
	Applied   State = "applied"
	Approved  State = "approved"
	Rejected  State = "rejected"
	Suspended State = "suspended"
)

// Participation is a part that the organization takes in an exhibition.
type Participation struct {
	Exhibition string     `bson:"exhibition" json:"exhibition"`
	As         actor.Role `bson:"as" json:"as"`
}

// Contact is the person who applied and who becomes the organization's first admin.
type Contact struct {
	Person string `bson:"person" json:"person"`
	Name   string `bson:"name" json:"name"`
	Email  string `bson:"email" json:"email"`
	Lang   string `bson:"lang" json:"lang"`
	Zone   string `bson:"zone" json:"zone"`
}

// Organization is a legal entity or a creator who trades alone.
type Organization struct {
	ID             string           `bson:"_id"`
	V              int64            `bson:"v"`
	Name           lang.Text        `bson:"name"`
	Country        string           `bson:"country"` // ISO 3166-1 alpha-2
	Kind           Kind             `bson:"kind"`
	Sector         string           `bson:"sector,omitempty"`
	State          State            `bson:"state"`
	Reason         string           `bson:"reason,omitempty"` // of the rejection or suspension
	Contact        Contact          `bson:"contact"`
	Participations []Participation  `bson:"participations"`
	Applied        time.Time        `bson:"applied"`
	Decided        time.Time        `bson:"decided,omitempty"`
	DecidedBy      string           `bson:"decidedBy,omitempty"`
	StatusKey      string           `bson:"statusKey,omitempty"` // SHA-256 of the key that shows the applicant the state
	Search         string           `bson:"search"`              // names and contact, normalized
	Outbox         []db.OutboxEntry `bson:"outbox,omitempty"`
}

// Takes reports whether the organization takes part in the exhibition in the role.
func (o Organization) Takes(role actor.Role, exhibition string) bool {
	return slices.Contains(o.Participations, Participation{Exhibition: exhibition, As: role})
}

// grants are the roles that every person of the organization has by its participations.
func (o Organization) grants() []actor.Grant {
	grants := []actor.Grant{}
	for _, p := range o.Participations {
		grants = append(grants, actor.Grant{Role: p.As, Exhibition: p.Exhibition})
	}
	return grants
}

// approve lets the organization in: applied or suspended ones.
func (o *Organization) approve() error {
	if o.State != Applied && o.State != Suspended {
		return o.undecidable("approved")
	}
	o.State, o.Reason = Approved, ""
	return nil
}

// reject turns an application down, for a reason that the applicant reads.
func (o *Organization) reject(reason string) error {
	if o.State != Applied {
		return o.undecidable("rejected")
	}
	o.State, o.Reason = Rejected, reason
	return nil
}

// suspend takes an approved organization's people out until it is approved again.
func (o *Organization) suspend(reason string) error {
	if o.State != Approved {
		return o.undecidable("suspended")
	}
	o.State, o.Reason = Suspended, reason
	return nil
}

func (o *Organization) undecidable(to string) error {
	return problem.Newf(problem.Conflict, "organization_state", "an organization that is %s cannot be %s", o.State, to).With("state", o.State)
}

// organizedBy reports whether the actor organizes one of the organization's exhibitions.
func (o Organization) organizedBy(a actor.Actor) bool {
	return slices.ContainsFunc(o.Participations, func(p Participation) bool { return a.Has(actor.Organizer, p.Exhibition) })
}

// Application is what a company fills in to take part.
type Application struct {
	Name       lang.Text
	Country    string
	Kind       Kind
	Sector     string
	Contact    Contact
	Exhibition string
	As         actor.Role
}

var slug = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,39}$`)

// check normalizes the application and says all that is wrong with it.
func (a *Application) check() error {
	var f faults
	f.at("body.name", a.Name.Check(nameLimit))
	f.at("body.country", country(a.Country))
	if !a.Kind.Trades() {
		f.at("body.kind", errors.New("must be company or creator"))
	}
	if a.Sector != "" && !slug.MatchString(a.Sector) {
		f.at("body.sector", errors.New("not a sector"))
	}
	if a.As != actor.Exhibitor && a.As != actor.Buyer {
		f.at("body.as", errors.New("must be exhibitor or buyer"))
	}
	if a.Exhibition == "" {
		f.at("body.exhibition", errors.New("must not be empty"))
	}
	f.at("body.contact.name", line(a.Contact.Name, nameLimit))
	address, err := email(a.Contact.Email)
	f.at("body.contact.email", err)
	a.Contact.Email = address
	a.Contact.Lang = lang.Match(a.Contact.Lang)
	f.at("body.contact.zone", zone(a.Contact.Zone))
	return f.err()
}

// searchable is a text in the form in which searches compare it.
func searchable(parts ...string) string {
	return strings.ToLower(norm.NFKC.String(strings.Join(parts, " ")))
}

func (o Organization) searchText() string {
	parts := []string{o.Contact.Name, o.Contact.Email, o.Country}
	for _, name := range o.Name {
		parts = append(parts, name)
	}
	slices.Sort(parts)
	return searchable(parts...)
}

// Apply records an application and returns it with the key that shows its state to the applicant. Nobody learns whether the
// address has an account already.
func (s *Service) Apply(ctx context.Context, a Application) (Organization, string, error) {
	if err := a.check(); err != nil {
		return Organization{}, "", err
	}
	if s.config.CheckCall != nil {
		if err := s.config.CheckCall(ctx, a.Exhibition, a.As); err != nil {
			return Organization{}, "", err
		}
	}
	now := s.now()
	allowed, err := s.store.countMail(ctx, addressKey("application", a.Contact.Email), now)
	if err != nil {
		return Organization{}, "", err
	}
	if !allowed {
		return Organization{}, "", problem.New(problem.TooMany, "too_many_applications", "this address has applied several times; try again in a quarter of an hour")
	}
	key := newSecret()
	o := Organization{
		ID: db.NewID("org", now), V: 1, Name: a.Name, Country: a.Country, Kind: a.Kind, Sector: a.Sector, State: Applied,
		Contact: a.Contact, Participations: []Participation{{Exhibition: a.Exhibition, As: a.As}}, Applied: now, StatusKey: hash(key),
	}
	o.Contact.Person = db.NewID("per", now)
	o.Search = o.searchText()
	organizers, err := s.Holders(ctx, actor.Organizer, a.Exhibition)
	if err != nil {
		return Organization{}, "", err
	}
	told, receipt := s.entry("organization.applied", "", o.ID), s.entry("application.received", "", o.ID)
	told.Exhibition, receipt.Exhibition = a.Exhibition, a.Exhibition
	told.Data = map[string]string{"orgName": o.nameIn(lang.English)}
	for _, p := range organizers {
		told.To = append(told.To, p.ID)
	}
	receipt.Data = contactData(o)
	receipt.Data["link"] = s.config.Base + "/applications/" + key
	o.Outbox = append(o.Outbox, told, receipt)
	if err := s.store.organizations.Insert(ctx, o); err != nil {
		return Organization{}, "", err
	}
	return o, key, nil
}

func (o Organization) nameIn(tag string) string {
	name, _ := o.Name.In(tag)
	return name
}

// contactData is what a mail to an applicant needs, who is no person of ours yet.
func contactData(o Organization) map[string]string {
	c := o.Contact
	return map[string]string{"email": c.Email, "name": c.Name, "lang": c.Lang, "zone": c.Zone, "orgName": o.nameIn(c.Lang)}
}

// Status shows an application to whoever holds its key.
func (s *Service) Status(ctx context.Context, key string) (Organization, error) {
	return s.store.organizationByStatusKey(ctx, hash(key))
}

// Organization returns the organization with this id.
func (s *Service) Organization(ctx context.Context, id string) (Organization, error) {
	return s.store.organizations.Find(ctx, id)
}

// OrganizationFor returns an organization as far as the actor may know it: an organizer and its own people read all of
// it, other people read the public part of an approved one, anything else is not found.
func (s *Service) OrganizationFor(ctx context.Context, who actor.Actor, id string) (o Organization, full bool, err error) {
	o, err = s.store.organizations.Find(ctx, id)
	if err != nil {
		return o, false, err
	}
	if who.Org == o.ID || o.organizedBy(who) {
		return o, true, nil
	}
	if o.State != Approved {
		return Organization{}, false, problem.New(problem.NotFound, "organization_not_found", "there is no such organization")
	}
	return o, false, nil
}

// Organizations lists organizations of the exhibitions that the actor organizes.
func (s *Service) Organizations(ctx context.Context, who actor.Actor, state State, query, cursor string, limit int) ([]Organization, string, error) {
	return s.store.organizationsOf(ctx, who.In(actor.Organizer), state, searchable(strings.TrimSpace(query)), cursor, limit)
}

// Decision is what an organizer can do with an organization.
type Decision string

// The decisions.
const (
	Approve Decision = "approve"
	Reject  Decision = "reject"
	Suspend Decision = "suspend"
)

// Decide approves, rejects or suspends an organization of an exhibition that the actor organizes, if its version is v.
func (s *Service) Decide(ctx context.Context, who actor.Actor, id string, v int64, d Decision, reason string) (Organization, error) {
	o, err := s.organized(ctx, who, id)
	if err != nil {
		return o, err
	}
	if d != Approve {
		var f faults
		f.at("body.reason", line(strings.ReplaceAll(reason, "\n", " "), reasonLimit))
		if err := f.err(); err != nil {
			return o, err
		}
	}
	if o.V != v {
		return o, problem.New(problem.PreconditionFailed, "version_conflict", "this organization has been changed by someone else")
	}
	before := o.State
	var kind string
	switch d {
	case Approve:
		kind, err = "organization.approved", o.approve()
	case Reject:
		kind, err = "organization.rejected", o.reject(reason)
	case Suspend:
		kind, err = "organization.suspended", o.suspend(reason)
	}
	if err != nil {
		return o, err
	}
	first := d == Approve && before == Applied
	if first {
		if err := s.admit(ctx, o); err != nil {
			return o, err
		}
	}
	e := s.entry(kind, who.Person, o.ID)
	if len(o.Participations) > 0 {
		e.Exhibition = o.Participations[0].Exhibition
	}
	if d == Reject { // there is no person to tell, only an address
		e.Data = contactData(o)
	} else {
		e.To, e.Data = []string{o.Contact.Person}, map[string]string{"orgName": o.nameIn(o.Contact.Lang)}
	}
	if reason != "" {
		e.Data["reason"] = reason
	}
	o.V, o.Decided, o.DecidedBy, o.Outbox = v+1, e.At, who.Person, append(o.Outbox, e)
	if err := s.store.organizations.Replace(ctx, id, v, o); err != nil {
		if first {
			// The decision was another's; the account that would have followed from ours must not keep the address.
			err = errors.Join(err, ignoreMissing(s.store.people.Delete(context.WithoutCancel(ctx), o.Contact.Person, 1)))
		}
		return o, err
	}
	s.cache.flush()
	return o, nil
}

// admit stores the contact as the organization's first person. Until the organization itself is approved, nobody signs in
// with it, so a crash between the two writes lets nobody in, and the next approval finds it done.
func (s *Service) admit(ctx context.Context, o Organization) error {
	p := Person{
		ID: o.Contact.Person, V: 1, Org: o.ID, Name: o.Contact.Name, Email: o.Contact.Email, Lang: o.Contact.Lang,
		Zone: o.Contact.Zone, Languages: []string{o.Contact.Lang}, Visibility: VisibleToExhibitors, Admin: true, Grants: o.grants(), Joined: s.now(),
	}
	err := s.store.people.Insert(ctx, p)
	if !problem.Is(err, problem.Conflict) {
		return err
	}
	known, findErr := s.store.personByEmail(ctx, p.Email)
	if findErr == nil && known.ID == p.ID {
		return nil
	}
	return problem.New(problem.Conflict, "email_taken", "the contact's address belongs to an account of another organization").Wrap(err)
}

// organized returns the organization if the actor organizes one of its exhibitions; for other organizers it does not exist.
func (s *Service) organized(ctx context.Context, who actor.Actor, id string) (Organization, error) {
	o, err := s.store.organizations.Find(ctx, id)
	if err == nil && !o.organizedBy(who) {
		err = problem.New(problem.NotFound, "organization_not_found", "there is no such organization")
	}
	if err != nil {
		return Organization{}, err
	}
	return o, nil
}

// AddOrganization stores an approved organization with a given id, for the demo and for imports; one that exists stays.
func (s *Service) AddOrganization(ctx context.Context, o Organization) error {
	var f faults
	f.at("name", o.Name.Check(nameLimit))
	f.at("country", country(o.Country))
	if err := f.err(); err != nil {
		return fmt.Errorf("add organization %s: %w", o.ID, err)
	}
	if o.Participations == nil {
		o.Participations = []Participation{}
	}
	if o.State == "" {
		o.State = Approved
	}
	if o.Applied.IsZero() {
		o.Applied = s.now()
	}
	o.V, o.Search = 1, o.searchText()
	if err := ignoreTaken(s.store.organizations.Insert(ctx, o)); err != nil {
		return fmt.Errorf("add organization %s: %w", o.ID, err)
	}
	return nil
}

func ignoreTaken(err error) error {
	if problem.Is(err, problem.Conflict) {
		return nil
	}
	return err
}

func ignoreMissing(err error) error {
	if problem.Is(err, problem.NotFound) {
		return nil
	}
	return err
}

// addressKey names an e-mail address in a rate limit without keeping it.
func addressKey(purpose, address string) string {
	sum := sha256.Sum256([]byte(purpose + "\x00" + address))
	return hex.EncodeToString(sum[:])
}
