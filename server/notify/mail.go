package notify

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"fairground/server/actor"
	"fairground/server/problem"
)

// The states of a mail (DESIGN.md).
const (
	Kept      = "kept"      // no mail server is named: it stays here, where the organizer reads it
	Waiting   = "waiting"   // for the end of the quiet hours or for the digest
	Queued    = "queued"    // due, or to be tried again
	Sent      = "sent"      // the mail server has taken it over
	Failed    = "failed"    // given up
	Bounced   = "bounced"   // the mail server refuses it for good
	Collected = "collected" // goes out as a part of a digest
)

// Mail is a message to an address.
type Mail struct {
	ID         string    `bson:"_id" json:"id"`
	Person     string    `bson:"person,omitempty" json:"person,omitempty"`
	Exhibition string    `bson:"exhibition,omitempty" json:"exhibition,omitempty"`
	To         string    `bson:"to" json:"to"`
	Name       string    `bson:"name,omitempty" json:"name,omitempty"`
	Lang       string    `bson:"lang" json:"lang"`
	Subject    string    `bson:"subject" json:"subject"`
	Text       string    `bson:"text" json:"text"`
	Calendar   [][]byte  `bson:"calendar,omitempty" json:"-"` // iCalendar objects, one per method
	At         time.Time `bson:"at" json:"at"`
	State      string    `bson:"state" json:"state" enum:"kept,waiting,queued,sent,failed,bounced,collected"`
	Secret     bool      `bson:"secret,omitempty" json:"-"` // holds a sign-in link: only the demo shows it

	Urgent    bool      `bson:"urgent" json:"urgent" doc:"Goes out at any hour."`
	Digest    bool      `bson:"digest,omitempty" json:"-"` // waits for others
	Parts     []string  `bson:"parts,omitempty" json:"parts,omitempty" nullable:"false" doc:"The mails that a digest holds."`
	Due       time.Time `bson:"due" json:"due,omitzero" doc:"When it goes out, or is tried again."`
	Since     time.Time `bson:"since" json:"-"` // first due: the days of trying count from here
	Lease     time.Time `bson:"lease" json:"-"` // until then another sender leaves it alone
	Attempts  int       `bson:"attempts" json:"attempts"`
	LastError string    `bson:"lastError,omitempty" json:"lastError,omitempty"`
	SentAt    time.Time `bson:"sentAt,omitempty" json:"sentAt,omitzero"`
}

// How long a mail is tried.
const (
	firstPause = time.Minute
	longPause  = 6 * time.Hour
	tryFor     = 3 * 24 * time.Hour
)

// pause is how long a message rests after so many attempts: a minute, then twice as long each time, at most six hours.
func pause(attempts int) time.Duration {
	rest := firstPause
	for range attempts - 1 {
		if rest *= 2; rest >= longPause {
			return longPause
		}
	}
	return rest
}

// maxError bounds what is kept of a mail server's words, in bytes.
const maxError = 300

// after is the mail after an attempt that ended at now with err; nil is success.
func (m Mail) after(err error, now time.Time) Mail {
	m.Lease = time.Time{}
	if err == nil {
		m.State, m.SentAt, m.Due, m.LastError = Sent, now, time.Time{}, ""
		return m
	}
	m.LastError = oneLine(err.Error())
	m.LastError = strings.ToValidUTF8(m.LastError[:min(len(m.LastError), maxError)], "")
	again := now.Add(pause(m.Attempts))
	switch {
	case errors.Is(err, errRefused):
		m.State, m.Due = Bounced, time.Time{}
	case errors.Is(err, errUnfit), again.After(m.Since.Add(tryFor)):
		m.State, m.Due = Failed, time.Time{}
	default:
		m.State, m.Due = Queued, again
	}
	return m
}

// resend puts a mail back to the beginning, for an organizer who has mended what was wrong with it.
func (m Mail) resend(now time.Time) (Mail, error) {
	switch m.State {
	case Kept, Queued, Sent, Failed, Bounced:
	default:
		return m, problem.Newf(problem.Conflict, "mail_waits", "the mail is %s and goes out by itself", m.State).With("state", m.State)
	}
	if m.State == Queued && now.Before(m.Lease) {
		return m, problem.New(problem.Conflict, "mail_on_its_way", "the mail is being sent at this moment")
	}
	m.State, m.Due, m.Since, m.Lease, m.Attempts, m.Urgent = Queued, now, now, time.Time{}, 0, true
	return m, nil
}

// Outbox lists the mails of the exhibitions that the actor organizes, newest first, those in one state if it is not
// empty. A mail with a sign-in link in it is not among them: its link is a person's key. cursor is the next of the page
// before.
func (s *Service) Outbox(ctx context.Context, state, cursor string, limit int) (mails []Mail, next string, err error) {
	mine, err := organized(ctx)
	if err != nil {
		return nil, "", err
	}
	var after place
	if cursor != "" {
		if after, err = readPlace(cursor); err != nil {
			return nil, "", err
		}
	}
	mails, err = s.store.mails(ctx, mine, state, after, limit+1)
	if err != nil {
		return nil, "", err
	}
	if len(mails) > limit {
		mails = mails[:limit]
		last := mails[limit-1]
		next = place{last.At, last.ID}.String()
	}
	return mails, next, nil
}

// OutboxCounts is how many mails of the actor's exhibitions are in each state; those in none are left out.
func (s *Service) OutboxCounts(ctx context.Context) (map[string]int64, error) {
	mine, err := organized(ctx)
	if err != nil {
		return nil, err
	}
	return s.store.countMails(ctx, mine)
}

func organized(ctx context.Context) ([]string, error) {
	mine := actor.From(ctx).In(actor.Organizer)
	if len(mine) == 0 {
		return nil, problem.New(problem.Forbidden, "role_missing", "only an organizer reads the outbox")
	}
	return mine, nil
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

// Resend sends a mail of the outbox once more.
func (s *Service) Resend(ctx context.Context, id string) (Mail, error) {
	if s.Server == nil {
		return Mail{}, problem.New(problem.Conflict, "no_mail_server", "this fair has no mail server: its mails stay here")
	}
	m, err := s.Mail(ctx, id)
	if err != nil {
		return Mail{}, err
	}
	changed, err := m.resend(s.Now().UTC())
	if err != nil {
		return Mail{}, err
	}
	if err := s.store.settleMail(ctx, m, changed); err != nil {
		return Mail{}, err
	}
	return changed, nil
}

// place is where a page of the outbox begins.
type place struct {
	at time.Time
	id string
}

func (p place) String() string {
	return base64.RawURLEncoding.EncodeToString([]byte(p.at.UTC().Format(time.RFC3339Nano) + " " + p.id))
}

func readPlace(cursor string) (place, error) {
	bad := problem.New(problem.Invalid, "cursor_invalid", "this cursor was not issued by this list")
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return place{}, bad.Wrap(err)
	}
	at, id, found := strings.Cut(string(raw), " ")
	t, err := time.Parse(time.RFC3339Nano, at)
	if err != nil || !found {
		return place{}, bad.Wrap(err)
	}
	return place{t, id}, nil
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
	mail, err := s.store.latestTo(ctx, email)
	if err != nil {
		return Mail{}, fmt.Errorf("latest mail: %w", err)
	}
	return mail, nil
}
