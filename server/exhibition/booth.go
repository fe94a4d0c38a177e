package exhibition

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"regexp"
	"slices"
	"time"

	"golang.org/x/text/language"

	"fairground/server/accounts"
	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/problem"
)

// Booth is an exhibitor's space in one exhibition.
type Booth struct {
	ID             string           `bson:"_id"`
	V              int64            `bson:"v"`
	Exhibition     string           `bson:"exhibition"`
	Hall           string           `bson:"hall"`
	Number         string           `bson:"number"` // unique in the exhibition
	Org            string           `bson:"org"`    // one booth per exhibition
	OrgName        lang.Text        `bson:"orgName"`
	Country        string           `bson:"country"`
	Sector         string           `bson:"sector"`
	Park           lang.Text        `bson:"park,omitempty"` // the industrial park that the exhibitor comes from
	Tagline        lang.Text        `bson:"tagline"`
	Text           lang.Text        `bson:"text"`
	Languages      []string         `bson:"languages"` // spoken at the booth, BCP 47
	Zone           string           `bson:"zone"`      // IANA, of the hours
	Hours          []Hours          `bson:"hours"`
	PromiseMinutes int              `bson:"promiseMinutes"` // of open time, until a question is answered
	Facade         Facade           `bson:"facade"`
	Search         string           `bson:"search"` // what searches compare
	Outbox         []db.OutboxEntry `bson:"outbox,omitempty"`
}

// Duty is a person present at a booth until the lease ends; the client renews it.
type Duty struct {
	ID         string    `bson:"_id"` // booth|person
	Exhibition string    `bson:"exhibition"`
	Booth      string    `bson:"booth"`
	Person     string    `bson:"person"`
	Name       string    `bson:"name"`
	Languages  []string  `bson:"languages"`
	Since      time.Time `bson:"since"`
	Until      time.Time `bson:"until"`
}

// DutyLease is how long one beat keeps a person on duty.
const DutyLease = 10 * time.Minute

const (
	defaultPromise   = 60
	maxPromise       = 7 * 24 * 60
	boothLanguages   = 12
	numberForm       = `^[A-Za-z0-9][A-Za-z0-9.-]{0,9}$`
	languageTagLimit = 35
)

var numbers = regexp.MustCompile(numberForm)

// check says all that is wrong with a booth.
func (b Booth) check() error {
	var f faults
	if !numbers.MatchString(b.Number) {
		f.at("body.number", errors.New("1 to 10 letters, digits, dots and hyphens"))
	}
	f.at("body.sector", sector(b.Sector))
	if len(b.Park) > 0 {
		f.at("body.park", b.Park.Check(nameLimit))
	}
	if len(b.Tagline) > 0 {
		f.at("body.tagline", b.Tagline.Check(taglineLimit))
	}
	if len(b.Text) > 0 {
		f.at("body.text", b.Text.Check(textLimit))
	}
	f.at("body.zone", zone(b.Zone))
	f.at("body.languages", tags(b.Languages))
	if b.PromiseMinutes < 1 || b.PromiseMinutes > maxPromise {
		f.at("body.promiseMinutes", fmt.Errorf("must be 1 to %d", maxPromise))
	}
	if err := checkHours(b.Hours); err != nil {
		f.at("body.hours", err)
	}
	return f.err()
}

func tags(list []string) error {
	if len(list) > boothLanguages {
		return fmt.Errorf("at most %d languages", boothLanguages)
	}
	for _, tag := range list {
		if _, err := language.Parse(tag); err != nil || len(tag) > languageTagLimit {
			return errors.New("not a language tag")
		}
	}
	return nil
}

// openness says whether the booth is open in the exhibition now.
func (b Booth) openness(e Exhibition, now time.Time) Openness {
	loc, err := time.LoadLocation(b.Zone)
	if err != nil {
		return Openness{}
	}
	from, ok := e.visiting(now)
	return openness(b.Hours, loc, now, from, ok)
}

func (b Booth) searchText() string {
	return searchable(b.OrgName, b.Tagline, b.Text, b.Park, lang.Text{"": b.Number})
}

// staffedBy reports whether the actor stands at the booth: exhibitor of its organization in its exhibition.
func (b Booth) staffedBy(a actor.Actor) bool {
	return a.Org == b.Org && a.Has(actor.Exhibitor, b.Exhibition)
}

func notYours() error {
	return problem.New(problem.Forbidden, "booth_not_yours", "only people of this booth may do this")
}

// Staff is a person of the booth and whether they are on duty.
type Staff struct {
	Present
	OnDuty bool `json:"onDuty"`
}

// BoothPage is everything that the booth's page shows.
type BoothPage struct {
	Booth   Booth
	Summary BoothSummary
	Next    []Opening
	Items   []Item
	Staff   []Staff
}

// Booth returns the booth with this id.
func (s *Service) Booth(ctx context.Context, id string) (Booth, error) {
	return s.store.booths.Find(ctx, id)
}

// BoothOf returns the booth of an organization in an exhibition.
func (s *Service) BoothOf(ctx context.Context, exhibition, org string) (Booth, error) {
	return s.store.boothOf(ctx, exhibition, org)
}

// Page returns the booth's page as the visitor may see it: of the staff, those on duty and those whom the visitor may find.
func (s *Service) Page(ctx context.Context, visitor actor.Actor, id string) (BoothPage, error) {
	b, err := s.store.booths.Find(ctx, id)
	if err != nil {
		return BoothPage{}, err
	}
	e, err := s.store.exhibitions.Find(ctx, b.Exhibition)
	if err != nil {
		return BoothPage{}, err
	}
	items, err := s.store.itemsOf(ctx, id)
	if err != nil {
		return BoothPage{}, err
	}
	duties, err := s.store.dutiesOf(ctx, "booth", id, s.now())
	if err != nil {
		return BoothPage{}, err
	}
	people, err := s.accounts.PeopleOf(ctx, b.Org)
	if err != nil {
		return BoothPage{}, err
	}
	people = slices.DeleteFunc(people, func(p accounts.Person) bool { return !p.Holds(actor.Exhibitor, b.Exhibition) })
	seen, _, err := s.accounts.Among(ctx, visitor, people)
	if err != nil {
		return BoothPage{}, err
	}
	var present []Present
	var staff []Staff
	for _, d := range duties {
		p := Present{Person: d.Person, Name: d.Name, Languages: nonNil(d.Languages)}
		present, staff = append(present, p), append(staff, Staff{Present: p, OnDuty: true})
	}
	for _, p := range seen {
		if !slices.ContainsFunc(present, func(q Present) bool { return q.Person == p.ID }) {
			staff = append(staff, Staff{Present: Present{Person: p.ID, Name: p.Name, Languages: nonNil(p.Languages)}})
		}
	}
	now := s.now()
	return BoothPage{
		Booth: b, Summary: summary(b, e, present, len(items), now), Next: b.openness(e, now).Next, Items: items, Staff: staff,
	}, nil
}

// NewBooth assigns a booth in a hall to an approved organization that exhibits there.
func (s *Service) NewBooth(ctx context.Context, who actor.Actor, hall, number, org, sector string) (Booth, error) {
	h, err := s.store.halls.Find(ctx, hall)
	if err != nil {
		return Booth{}, err
	}
	e, err := s.organizes(ctx, who, h.Exhibition)
	if err != nil {
		return Booth{}, err
	}
	o, err := s.accounts.Organization(ctx, org)
	if err != nil {
		return Booth{}, err
	}
	if o.State != accounts.Approved || !o.Takes(actor.Exhibitor, h.Exhibition) {
		return Booth{}, problem.New(problem.Conflict, "not_an_exhibitor", "the organization does not exhibit here")
	}
	if sector == "" {
		sector = h.Sector
	}
	b := Booth{
		ID: db.NewID("bth", s.now()), V: 1, Exhibition: h.Exhibition, Hall: h.ID, Number: number, Org: o.ID, OrgName: o.Name,
		Country: o.Country, Sector: sector, Zone: e.Zone, PromiseMinutes: defaultPromise,
	}
	b.Facade = Facade{Sector: sector, Seed: seed(b.ID)}
	if err := b.check(); err != nil {
		return Booth{}, err
	}
	b.Search = b.searchText()
	b.Outbox = []db.OutboxEntry{s.entry("booth.assigned", who.Person, b.ID, b.Exhibition)}
	if err := s.store.booths.Insert(ctx, b); err != nil {
		return Booth{}, s.taken(ctx, b, err)
	}
	s.boothChanged(b)
	return b, nil
}

// taken says which of the two unique things of a booth is taken.
func (s *Service) taken(ctx context.Context, b Booth, err error) error {
	if !problem.Is(err, problem.Conflict) {
		return err
	}
	if other, findErr := s.store.boothOf(ctx, b.Exhibition, b.Org); findErr == nil && other.ID != b.ID {
		return problem.New(problem.Conflict, "booth_assigned", "the organization has a booth already").With("booth", other.ID).Wrap(err)
	}
	return problem.New(problem.Conflict, "booth_number_taken", "another booth has this number").Wrap(err)
}

func (s *Service) boothChanged(b Booth) {
	s.halls.drop(b.Hall)
	s.indexes.drop(b.Exhibition)
}

// seed is a small number that stays with the id: the client draws the facade from it.
func seed(id string) int64 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(id)) // a hash takes every byte
	return int64(h.Sum32())
}

// BoothChange is what changes on a booth; nil leaves a field as it is. Hall and number are the organizer's.
type BoothChange struct {
	Tagline, Text, Park lang.Text
	Languages           []string
	Zone, Sector        *string
	PromiseMinutes      *int
	Hours               *[]Hours
	Hall, Number        *string
}

// apply changes the booth, or says why it may not be changed so.
func (b *Booth) apply(c BoothChange) error {
	if c.Tagline != nil {
		b.Tagline = c.Tagline
	}
	if c.Text != nil {
		b.Text = c.Text
	}
	if c.Park != nil {
		b.Park = c.Park
	}
	if c.Languages != nil {
		b.Languages = c.Languages
	}
	if c.Zone != nil {
		b.Zone = *c.Zone
	}
	if c.Sector != nil {
		b.Sector, b.Facade.Sector = *c.Sector, *c.Sector
	}
	if c.PromiseMinutes != nil {
		b.PromiseMinutes = *c.PromiseMinutes
	}
	if c.Hours != nil {
		if err := checkHours(*c.Hours); err != nil {
			return err
		}
		b.Hours = *c.Hours
	}
	if c.Number != nil {
		b.Number = *c.Number
	}
	b.Search = b.searchText()
	return b.check()
}

// ChangeBooth changes a booth if its version is v.
func (s *Service) ChangeBooth(ctx context.Context, who actor.Actor, id string, v int64, c BoothChange) (Booth, error) {
	b, err := s.store.booths.Find(ctx, id)
	if err != nil {
		return b, err
	}
	organizer := who.Has(actor.Organizer, b.Exhibition)
	if !organizer && !b.staffedBy(who) {
		return Booth{}, notYours()
	}
	if !organizer && (c.Hall != nil || c.Number != nil) {
		return Booth{}, problem.New(problem.Forbidden, "place_not_yours", "only an organizer moves a booth")
	}
	before := b
	if c.Hall != nil {
		h, err := s.store.halls.Find(ctx, *c.Hall)
		if err == nil && h.Exhibition != b.Exhibition {
			err = notFound("hall")
		}
		if err != nil {
			return Booth{}, err
		}
		b.Hall = h.ID
	}
	if err := b.apply(c); err != nil {
		return Booth{}, err
	}
	b.V, b.Outbox = v+1, append(b.Outbox, s.entry("booth.changed", who.Person, b.ID, b.Exhibition))
	if err := s.store.booths.Replace(ctx, id, v, b); err != nil {
		return Booth{}, s.taken(ctx, b, err)
	}
	s.halls.drop(before.Hall)
	s.boothChanged(b)
	return b, nil
}

// OnDuty puts the actor on duty at their booth until the lease ends, or takes them off. Each call while on duty renews it.
func (s *Service) OnDuty(ctx context.Context, who actor.Actor, booth string, on bool) (until time.Time, err error) {
	b, err := s.store.booths.Find(ctx, booth)
	if err != nil {
		return time.Time{}, err
	}
	if !b.staffedBy(who) {
		return time.Time{}, notYours()
	}
	if !on {
		err := s.store.offDuty(ctx, dutyID(b.ID, who.Person))
		s.boothChanged(b)
		return time.Time{}, err
	}
	people, err := s.accounts.PeopleOf(ctx, b.Org)
	if err != nil {
		return time.Time{}, err
	}
	i := slices.IndexFunc(people, func(p accounts.Person) bool { return p.ID == who.Person })
	if i < 0 {
		return time.Time{}, notYours()
	}
	return s.duty(ctx, b, people[i], s.now().Add(DutyLease))
}

func (s *Service) duty(ctx context.Context, b Booth, p accounts.Person, until time.Time) (time.Time, error) {
	d := Duty{
		ID: dutyID(b.ID, p.ID), Exhibition: b.Exhibition, Booth: b.ID, Person: p.ID, Name: p.Name,
		Languages: nonNil(p.Languages), Since: s.now(), Until: until,
	}
	began, err := s.store.onDuty(ctx, d)
	if err != nil {
		return time.Time{}, err
	}
	if began {
		s.boothChanged(b)
	}
	return until, nil
}

func dutyID(booth, person string) string { return booth + "|" + person }

// AddBooth stores a booth with a given id, for the demo and for imports; one that exists stays.
func (s *Service) AddBooth(ctx context.Context, b Booth) error {
	if b.PromiseMinutes == 0 {
		b.PromiseMinutes = defaultPromise
	}
	if b.Facade.Seed == 0 {
		b.Facade.Seed = seed(b.ID)
	}
	if b.Facade.Sector == "" {
		b.Facade.Sector = b.Sector
	}
	if err := b.check(); err != nil {
		return fmt.Errorf("add booth %s: %w", b.ID, err)
	}
	b.V, b.Search = 1, b.searchText()
	if err := ignoreTaken(s.store.booths.Insert(ctx, b)); err != nil {
		return fmt.Errorf("add booth %s: %w", b.ID, err)
	}
	s.boothChanged(b)
	return nil
}

// SetDuty puts a person on duty at their booth until a time, for the demo.
func (s *Service) SetDuty(ctx context.Context, booth, person string, until time.Time) error {
	b, err := s.store.booths.Find(ctx, booth)
	if err != nil {
		return fmt.Errorf("set duty: %w", err)
	}
	people, err := s.accounts.PeopleOf(ctx, b.Org)
	if err != nil {
		return fmt.Errorf("set duty: %w", err)
	}
	i := slices.IndexFunc(people, func(p accounts.Person) bool { return p.ID == person })
	if i < 0 {
		return fmt.Errorf("set duty: %w", notFound("person"))
	}
	if _, err := s.duty(ctx, b, people[i], until); err != nil {
		return fmt.Errorf("set duty: %w", err)
	}
	return nil
}
