// Package notify delivers what the features have to say: it turns outbox
// entries into notices in the program and into mails, in the language of each
// person. Mails are kept in an outbox that the organizer can read. It knows
// which words belong to which kind of event and nothing of why it happened.
package notify

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/problem"
)

// Address is where and how a person is reached.
type Address struct {
	Name, Email string
	Lang        string // BCP 47
	Zone        string // IANA
}

// Directory finds people; accounts implements it.
type Directory interface {
	Address(ctx context.Context, person string) (Address, error)
}

// Notice is a message inside the program, for one person.
type Notice struct {
	ID         string            `bson:"_id" json:"id"`
	V          int64             `bson:"v" json:"v"`
	Person     string            `bson:"person" json:"-"`
	Type       string            `bson:"type" json:"type" doc:"entity.verb_past"`
	Entity     string            `bson:"entity" json:"entity"`
	Exhibition string            `bson:"exhibition,omitempty" json:"exhibition,omitempty"`
	At         time.Time         `bson:"at" json:"at"`
	Title      lang.Text         `bson:"title" json:"title"`
	Path       string            `bson:"path" json:"path" doc:"The page it is about."`
	Read       bool              `bson:"read" json:"read"`
	Data       map[string]string `bson:"data,omitempty" json:"data,omitempty"`
}

// Mail is a message to an address. Without a mail server it stays here, where
// the organizer reads it.
type Mail struct {
	ID         string    `bson:"_id" json:"id"`
	Person     string    `bson:"person,omitempty" json:"person,omitempty"`
	Exhibition string    `bson:"exhibition,omitempty" json:"exhibition,omitempty"`
	To         string    `bson:"to" json:"to"`
	Lang       string    `bson:"lang" json:"lang"`
	Subject    string    `bson:"subject" json:"subject"`
	Text       string    `bson:"text" json:"text"`
	At         time.Time `bson:"at" json:"at"`
	State      string    `bson:"state" json:"state" enum:"kept"`
	Secret     bool      `bson:"secret,omitempty" json:"-"` // holds a sign-in link: only the demo shows it
}

// Service delivers outbox entries.
type Service struct {
	store  store
	people Directory
	book   phrasebook
	base   string // scheme://host of the pages, for links in mails
	log    *slog.Logger
}

// New opens the service and its indexes.
func New(ctx context.Context, d *db.DB, people Directory, base string, log *slog.Logger) (*Service, error) {
	s, err := newStore(ctx, d)
	if err != nil {
		return nil, err
	}
	return &Service{store: s, people: people, book: newPhrasebook(), base: base, log: log}, nil
}

// Deliver writes the notices and mails of an entry. It may be called again for
// the same entry: every message has an id made of the entry and the person.
func (s *Service) Deliver(ctx context.Context, e db.OutboxEntry) error {
	if e.Data["email"] != "" {
		if err := s.mailTo(ctx, e, e.ID, "", Address{Name: e.Data["name"], Email: e.Data["email"], Lang: e.Data["lang"], Zone: e.Data["zone"]}); err != nil {
			return err
		}
	}
	for _, person := range e.To {
		if person == e.By {
			continue
		}
		to, err := s.people.Address(ctx, person)
		if problem.Is(err, problem.NotFound) {
			s.log.WarnContext(ctx, "nobody to tell", "person", person, "entry", e.ID)
			continue
		}
		if err != nil {
			return fmt.Errorf("address of %s: %w", person, err)
		}
		if err := s.notice(ctx, e, person); err != nil {
			return err
		}
		if err := s.mailTo(ctx, e, e.ID+":"+person, person, to); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) notice(ctx context.Context, e db.OutboxEntry, person string) error {
	title := lang.Text{}
	for _, tag := range []string{lang.English, lang.Chinese, lang.Arabic} {
		subject, _, err := s.book.words(e, tag, Address{Lang: tag, Zone: "UTC"}, s.base)
		if err != nil {
			return err
		}
		title[tag] = subject
	}
	return s.store.addNotice(ctx, Notice{
		ID: e.ID + ":" + person, V: 1, Person: person, Type: e.Type, Entity: e.Entity, Exhibition: e.Exhibition,
		At: e.At, Title: title, Path: pathOf(e), Data: e.Data,
	})
}

func (s *Service) mailTo(ctx context.Context, e db.OutboxEntry, id, person string, to Address) error {
	tag := lang.Match(to.Lang)
	subject, text, err := s.book.words(e, tag, to, s.base)
	if err != nil {
		return err
	}
	return s.store.addMail(ctx, Mail{
		ID: id, Person: person, Exhibition: e.Exhibition, To: to.Email, Lang: tag,
		Subject: subject, Text: text, At: e.At, State: "kept", Secret: e.Data["link"] != "",
	})
}

// Notices lists what the actor was told, newest first.
func (s *Service) Notices(ctx context.Context, limit int) ([]Notice, error) {
	return s.store.notices(ctx, actor.From(ctx).Person, limit)
}

// Read marks a notice of the actor as read.
func (s *Service) Read(ctx context.Context, id string) error {
	return s.store.read(ctx, id, actor.From(ctx).Person)
}

// Outbox lists the mails of the exhibitions that the actor organizes, newest
// first. A mail with a sign-in link in it is not among them: its link is a
// person's key.
func (s *Service) Outbox(ctx context.Context, before time.Time, limit int) ([]Mail, error) {
	mine := actor.From(ctx).In(actor.Organizer)
	if len(mine) == 0 {
		return nil, problem.New(problem.Forbidden, "role_missing", "only an organizer reads the outbox")
	}
	return s.store.mails(ctx, mine, before, limit)
}

// Mail is one mail of the outbox.
func (s *Service) Mail(ctx context.Context, id string) (Mail, error) {
	m, err := s.store.mail(ctx, id)
	if err != nil {
		return Mail{}, err
	}
	if m.Secret || !actor.From(ctx).Has(actor.Organizer, m.Exhibition) {
		return Mail{}, problem.New(problem.NotFound, "mail_not_found", "there is no such mail")
	}
	return m, nil
}

// ErrNoMail says that nothing was sent to the address.
var ErrNoMail = errors.New("no mail to this address")

// Everything lists the newest mails of all, sign-in links included. The demo
// shows them; no route leads here on a server with real data.
func (s *Service) Everything(ctx context.Context, limit int) ([]Mail, error) {
	return s.store.everything(ctx, limit)
}

// LatestTo is the newest mail to an address; tests read sign-in links from it.
func (s *Service) LatestTo(ctx context.Context, email string) (Mail, error) {
	return s.store.latestTo(ctx, email)
}
