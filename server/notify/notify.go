// Package notify delivers what the features have to say: it turns outbox
// entries into notices in the program, into mails and into pushes to browsers,
// in the language of each person and at an hour that she has not kept quiet. It
// knows which words belong to which kind of event and nothing of why it
// happened; invitations to calendars are written by the feature that meets.
package notify

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

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

// Calendars writes the invitations that go with an entry.
type Calendars interface {
	// Attachment returns iCalendar objects for one person, one per method; none for an entry that changes no calendar.
	Attachment(ctx context.Context, e db.OutboxEntry, person string) ([][]byte, error)
}

// Venues knows by which clock an exhibition runs.
type Venues interface {
	// Zone is the IANA zone of an exhibition.
	Zone(ctx context.Context, exhibition string) (string, error)
}

// Options are what the service needs of its surroundings.
type Options struct {
	People    Directory
	Calendars Calendars // nil: mails carry no invitations
	Venues    Venues    // nil: times are told by people's clocks only
	Base      string    // scheme://host of the pages, for links in mails
	Server    *Server   // nil: mails are kept and not sent
	Now       func() time.Time
	Log       *slog.Logger
}

// Service delivers outbox entries.
type Service struct {
	Options
	store  store
	book   phrasebook
	keys   vapid
	client *http.Client // to push services
	inside bool         // tests let pushes reach this machine
}

// New opens the service and its indexes.
func New(ctx context.Context, d *db.DB, o Options) (*Service, error) {
	s := &Service{Options: o, book: newPhrasebook()}
	if s.Now == nil {
		s.Now = time.Now
	}
	var err error
	if s.store, err = newStore(ctx, d); err != nil {
		return nil, err
	}
	if s.keys, err = s.store.vapidKeys(ctx); err != nil {
		return nil, err
	}
	s.client = pushClient(nil, false)
	return s, nil
}

// Run sends what is due until ctx ends. A mail or push in hand is finished first, within seconds.
func (s *Service) Run(ctx context.Context) {
	var work sync.WaitGroup
	work.Go(func() { s.every(ctx, s.sendPushes) })
	if s.Server != nil {
		work.Go(func() { s.every(ctx, s.sendMails) })
	}
	work.Wait()
	s.client.CloseIdleConnections()
}

const (
	look = time.Second      // between two looks for what is due
	rest = 15 * time.Second // after the way out was barred
)

// every looks for work until ctx ends.
func (s *Service) every(ctx context.Context, round func(context.Context) error) {
	for {
		wait := look
		if err := round(ctx); err != nil && ctx.Err() == nil {
			s.Log.ErrorContext(ctx, "send what is due", "err", err)
			wait = rest
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}

// Deliver writes the notices, mails and pushes of an entry and sends nothing itself. It may be called again for the same
// entry: every message has an id made of the entry and the person.
func (s *Service) Deliver(ctx context.Context, e db.OutboxEntry) error {
	if e.Type == "person.erased" {
		return s.store.forget(ctx, e.Entity)
	}
	if e.Data["email"] != "" {
		to := Address{Name: e.Data["name"], Email: e.Data["email"], Lang: e.Data["lang"], Zone: e.Data["zone"]}
		// Whom only an address stands for has chosen no hours, and has just asked for this mail or is waiting for it.
		if err := s.mailTo(ctx, e, Mail{ID: e.ID}, s.readerAt(ctx, e, to), plan{due: s.Now(), urgent: true}); err != nil {
			return err
		}
	}
	for _, person := range e.To {
		if person == e.By {
			continue
		}
		to, err := s.People.Address(ctx, person)
		if problem.Is(err, problem.NotFound) {
			s.Log.WarnContext(ctx, "nobody to tell", "person", person, "entry", e.ID)
			continue
		}
		if err != nil {
			return fmt.Errorf("address of %s: %w", person, err)
		}
		if err := s.tell(ctx, e, person, to); err != nil {
			return err
		}
	}
	return nil
}

// tell reaches one person in every way that she wants.
func (s *Service) tell(ctx context.Context, e db.OutboxEntry, person string, to Address) error {
	if err := s.notice(ctx, e, person); err != nil {
		return err
	}
	wants, err := s.store.settingsOf(ctx, person)
	if err != nil {
		return err
	}
	read := s.readerAt(ctx, e, to)
	now, zone := s.Now(), location(to.Zone)
	if wants.Mail {
		mail := Mail{ID: e.ID + ":" + person, Person: person}
		if s.Calendars != nil {
			if mail.Calendar, err = s.Calendars.Attachment(ctx, e, person); err != nil && !problem.Is(err, problem.NotFound) {
				return fmt.Errorf("invitation of %s: %w", e.Entity, err)
			}
		}
		if err := s.mailTo(ctx, e, mail, read, wants.plan(now, begins(e), zone, urgent(e))); err != nil {
			return err
		}
	}
	if wants.Push {
		wants.Digest = Off // a push is read at once or not at all
		return s.pushTo(ctx, e, person, read, wants.plan(now, begins(e), zone, urgent(e)))
	}
	return nil
}

// urgent reports whether an entry is told at any hour: a key that somebody waits for, a meeting that begins, an
// announcement.
func urgent(e db.OutboxEntry) bool {
	switch e.Type {
	case "meeting.lobby_opened", "meeting.started":
		return true
	}
	return strings.HasSuffix(e.Type, ".announced") || e.Data["link"] != ""
}

// readerAt is the reader of an entry at an exhibition. An exhibition of which no zone is known costs one line of the mail.
func (s *Service) readerAt(ctx context.Context, e db.OutboxEntry, to Address) reader {
	r := reader{Address: to, tag: lang.Match(to.Lang)}
	if s.Venues == nil || e.Exhibition == "" || begins(e).IsZero() {
		return r
	}
	zone, err := s.Venues.Zone(ctx, e.Exhibition)
	if err != nil {
		s.Log.WarnContext(ctx, "zone of the exhibition", "exhibition", e.Exhibition, "err", err)
	}
	r.venue = zone
	return r
}

// mailTo writes a mail that tells a reader of an entry.
func (s *Service) mailTo(ctx context.Context, e db.OutboxEntry, m Mail, to reader, p plan) error {
	var err error
	if m.Subject, m.Text, err = s.book.words(e, to, s.Base); err != nil {
		return err
	}
	m.Exhibition, m.To, m.Name, m.Lang, m.At, m.Secret = e.Exhibition, to.Email, oneLine(to.Name), to.tag, e.At, e.Data["link"] != ""
	m.State, m.Urgent = Kept, p.urgent
	if s.Server != nil {
		m.State, m.Due, m.Since, m.Digest = Queued, p.due, p.due, p.digest
		if p.due.After(s.Now()) {
			m.State = Waiting
		}
	}
	return s.store.addMail(ctx, m)
}
