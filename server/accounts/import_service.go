package accounts

import (
	"context"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/problem"
	"fairground/server/sheet"
)

// BuyerColumns are the columns that an import of people needs. It may have role as well: buyer, which an empty cell is, or
// exhibitor.
func BuyerColumns() []string {
	return []string{"name", "email", "organization", "country", "language", "zone"}
}

// ImportBuyers takes the people of a table into the exhibition, with the organizations that are not there yet, and mails
// each a link. Nothing is written if a row is wrong, or in a dry run. People who are there already stay as they are, so
// importing again changes nothing, and completes an import that was interrupted.
//
// Only an address that somebody else takes between the judgement and the write is told afterwards: its row is a fault while
// the others were imported.
func (s *Service) ImportBuyers(ctx context.Context, who actor.Actor, exhibition string, t sheet.Table, dry bool) (sheet.Report, error) {
	if err := organizes(who, exhibition); err != nil {
		return sheet.Report{}, err
	}
	m := sheet.NewImport(t, BuyerColumns(), []string{"role"})
	rows := newcomers(m)
	orgs, err := s.store.organizationsIn(ctx, exhibition)
	if err != nil {
		return sheet.Report{}, err
	}
	addresses := make([]string, len(rows))
	for i, n := range rows {
		addresses[i] = n.email
	}
	people, err := s.store.peopleByEmail(ctx, addresses)
	if err != nil {
		return sheet.Report{}, err
	}
	d := newDirectory(exhibition, orgs, people)
	for _, n := range rows {
		if column, code, message := d.judge(n); m.Sound(n.row) && code != "" {
			m.Fault(n.row, column, code, message)
		}
	}
	if dry || !m.Clean() {
		return m.Report(0), nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), sheet.WriteTime)
	defer cancel()
	imported, err := s.takeIn(ctx, who, d, rows, m)
	if err != nil {
		return sheet.Report{}, err
	}
	s.cache.flush()
	return m.Report(imported), nil
}

// organizes refuses everybody but the organizers of the exhibition.
func organizes(who actor.Actor, exhibition string) error {
	if !who.Has(actor.Organizer, exhibition) {
		return problem.New(problem.Forbidden, "not_organizer", "only organizers of this exhibition may do this")
	}
	return nil
}

// atOnce is how many rows are written together. An organization's people are never torn apart.
const atOnce = 500

// takeIn writes the rows that are new, organization by organization. Links come first, because one without its person opens
// nothing; then people with their letters, who sign in to nothing before their organization is there; then organizations.
// An interruption anywhere leaves what the same import completes.
func (s *Service) takeIn(ctx context.Context, who actor.Actor, d directory, rows []newcomer, m *sheet.Import) (imported int, err error) {
	byOrg := map[string][]newcomer{}
	var order []string
	for _, n := range rows {
		id := d.org(n)
		if byOrg[id] == nil {
			order = append(order, id)
		}
		byOrg[id] = append(byOrg[id], n)
	}
	var b batch
	for i, id := range order {
		s.gather(&b, who, d, byOrg[id])
		if len(b.people) < atOnce && i+1 < len(order) {
			continue
		}
		taken, err := s.store.admitAll(ctx, b)
		if err != nil {
			return imported, err
		}
		imported += len(b.people) - len(taken)
		for _, j := range taken {
			m.Fault(b.rows[j], "email", "email_taken", "this address got an account of another organization meanwhile")
		}
		b = batch{}
	}
	return imported, nil
}

// batch is what is written together. rows[i] is the row of people[i].
type batch struct {
	links         []Link
	people        []Person
	rows          []int
	organizations []Organization
}

// gather adds to the batch what is new of the rows of one organization.
func (s *Service) gather(b *batch, who actor.Actor, d directory, rows []newcomer) {
	o, there := d.orgs[d.org(rows[0])]
	if !there {
		contact := d.people[rows[0].email].ID // known if an import was interrupted before it wrote the organization
		if contact == "" {
			contact = db.NewID("per", s.now())
		}
		o = d.found(rows, contact)
		o.Applied, o.Decided, o.DecidedBy = s.now(), s.now(), who.Person
		e := s.entry("organization.imported", who.Person, o.ID)
		e.Exhibition = d.exhibition
		o.Outbox = []db.OutboxEntry{e}
		b.organizations = append(b.organizations, o)
	}
	for i, n := range rows {
		if _, known := d.people[n.email]; known {
			continue
		}
		now := s.now()
		p := Person{
			ID: db.NewID("per", now), V: 1, Org: o.ID, Name: n.name, Email: n.email, Lang: lang.Match(n.languages...), Zone: n.zone,
			Languages: n.languages, Visibility: VisibleToExhibitors, Grants: []actor.Grant{{Role: n.role, Exhibition: d.exhibition}}, Joined: now,
		}
		if i == 0 && !there {
			p.ID, p.Admin = o.Contact.Person, true
		}
		l, letter := s.newLink(p, "person.invited", who.Person, map[string]string{"orgName": o.nameIn(p.Lang)})
		p.Outbox = []db.OutboxEntry{s.entry("person.added", who.Person, p.ID), letter}
		b.links, b.people, b.rows = append(b.links, l), append(b.people, p), append(b.rows, n.row)
	}
}
