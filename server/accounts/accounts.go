// Package accounts knows people and organizations: who they are, what they may be in which exhibition, what they
// agreed to, and how they sign in. It does not know what anyone does after that: no booth, meeting, deal or money, and it
// sends no mail itself (the outbox entries in its documents do).
package accounts

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/mail"
	"strings"
	"time"

	"golang.org/x/text/language"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/problem"
)

// Config is what the accounts need to know of their surroundings.
type Config struct {
	// Base is scheme://host[:port] of the pages, for links in mails.
	Base string
	// Recipient is who receives personal data across the border; the zero value is the demo's.
	Recipient Recipient
	// Current names the exhibition that a visitor sees first; nil or "" means none.
	Current func(ctx context.Context) (string, error)
	// CheckCall says why an exhibition takes no applications for the role now; nil accepts all.
	CheckCall func(ctx context.Context, exhibition string, as actor.Role) error
	Logger    *slog.Logger
	Now       func() time.Time
}

// Service is the accounts. It is safe for concurrent use.
type Service struct {
	config Config
	store  store
	cache  *cache
}

// New returns the accounts of the database.
func New(d *db.DB, c Config) *Service {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Recipient.Contact == "" {
		c.Recipient = demoRecipient()
	}
	return &Service{config: c, store: newStore(d), cache: newCache(c.Now)}
}

// Indexes creates the indexes that the rules rest on. It is idempotent.
func (s *Service) Indexes(ctx context.Context) error { return s.store.indexes(ctx) }

// Outboxes lists the collections that the delivery worker empties, by name.
func (s *Service) Outboxes() map[string]db.Outbox {
	return map[string]db.Outbox{
		"organizations": s.store.organizations, "people": s.store.people,
		"sessions": s.store.sessions, "links": s.store.links, "tokens": s.store.tokens,
	}
}

// now is the clock in the precision of the database.
func (s *Service) now() time.Time { return s.config.Now().UTC().Truncate(time.Millisecond) }

// entry is an outbox entry of a change that happened now.
func (s *Service) entry(kind, by, entity string) db.OutboxEntry {
	now := s.now()
	return db.OutboxEntry{ID: db.NewID("out", now), Type: kind, At: now, By: by, Entity: entity}
}

const (
	nameLimit   = 120
	reasonLimit = 1000
	emailLimit  = 254 // RFC 5321 section 4.5.3.1.3, without the angle brackets
)

// email normalizes an address; addresses are compared without regard to case.
func email(address string) (string, error) {
	address = strings.ToLower(strings.TrimSpace(address))
	parsed, err := mail.ParseAddress(address)
	if err != nil || parsed.Address != address || len(address) > emailLimit {
		return "", errors.New("not an e-mail address")
	}
	return address, nil
}

// zone checks an IANA time zone name.
func zone(name string) error {
	if name == "" || name == "Local" {
		return errors.New("not an IANA time zone")
	}
	if _, err := time.LoadLocation(name); err != nil {
		return errors.New("not an IANA time zone")
	}
	return nil
}

// country checks an ISO 3166-1 alpha-2 code.
func country(code string) error {
	if len(code) != 2 || code != strings.ToUpper(code) {
		return errors.New("not an ISO 3166 country code of two capitals")
	}
	region, err := language.ParseRegion(code)
	if err != nil || !region.IsCountry() {
		return errors.New("not an ISO 3166 country code of two capitals")
	}
	return nil
}

const spokenLimit = 12

// spoken checks the languages that a person speaks, as BCP 47 tags.
func spoken(tags []string) error {
	if len(tags) > spokenLimit {
		return fmt.Errorf("at most %d languages", spokenLimit)
	}
	for _, tag := range tags {
		if _, err := language.Parse(tag); err != nil || len(tag) > 35 {
			return errors.New("not a language tag")
		}
	}
	return nil
}

// line checks a text of one line with 1 to limit characters.
func line(s string, limit int) error {
	if strings.TrimSpace(s) == "" {
		return errors.New("must not be empty")
	}
	if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return errors.New("must be one line")
	}
	return (lang.Text{lang.English: s}).Check(limit)
}

// faults collects what is wrong with an input, so that a person reads all of it at once.
type faults struct{ p *problem.Problem }

func (f *faults) at(location string, err error) {
	if err == nil {
		return
	}
	if f.p == nil {
		f.p = problem.New(problem.Invalid, "invalid", "some fields are wrong")
	}
	f.p = f.p.Field(location, err.Error())
}

func (f *faults) err() error {
	if f.p == nil {
		return nil
	}
	return f.p
}
