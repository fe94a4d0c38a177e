package accounts

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/problem"
)

const (
	// LinkLife is how long a link to sign in can be used, once.
	LinkLife = time.Hour
	// SessionIdle ends a session that is not used (OWASP ASVS 5.0, V7.3).
	SessionIdle = 12 * time.Hour
	// SessionLife ends every session.
	SessionLife = 7 * 24 * time.Hour

	mailsPerWindow = 5
	mailWindow     = 15 * time.Minute
	seenEvery      = time.Minute // how exact "last used" is
	kept           = 24 * time.Hour
	tokenPrefix    = "fgt_"
	tokensEach     = 20
	maxSecret      = 128
)

// Link is a single-use link to sign in. Only the hash of its secret is kept, except in the outbox entry that mails it.
type Link struct {
	ID      string           `bson:"_id"`
	V       int64            `bson:"v"`
	Hash    string           `bson:"hash"`
	Person  string           `bson:"person"`
	Expires time.Time        `bson:"expires"`
	Forget  time.Time        `bson:"forget"` // the document is removed then
	Used    time.Time        `bson:"used,omitempty"`
	Outbox  []db.OutboxEntry `bson:"outbox,omitempty"`
}

// Session is a browser that is signed in.
type Session struct {
	ID      string           `bson:"_id"`
	V       int64            `bson:"v"`
	Hash    string           `bson:"hash"`
	Person  string           `bson:"person"`
	Agent   string           `bson:"agent"` // the browser's name for itself, shortened
	Created time.Time        `bson:"created"`
	Seen    time.Time        `bson:"seen"`
	Expires time.Time        `bson:"expires"`
	Forget  time.Time        `bson:"forget"`
	Ended   time.Time        `bson:"ended,omitempty"`
	Outbox  []db.OutboxEntry `bson:"outbox,omitempty"`
}

// live says why the session no longer counts.
func (s Session) live(now time.Time) error {
	switch {
	case !s.Ended.IsZero():
		return problem.New(problem.Unauthenticated, "session_ended", "this session was ended; sign in again")
	case !now.Before(s.Expires), now.Sub(s.Seen) >= SessionIdle:
		return problem.New(problem.Unauthenticated, "session_expired", "this session has run out; sign in again")
	}
	return nil
}

// APIToken is a long-lived credential of a program.
type APIToken struct {
	ID      string           `bson:"_id"`
	V       int64            `bson:"v"`
	Hash    string           `bson:"hash"`
	Person  string           `bson:"person"`
	Name    string           `bson:"name"`
	Created time.Time        `bson:"created"`
	Used    time.Time        `bson:"used,omitempty"`
	Outbox  []db.OutboxEntry `bson:"outbox,omitempty"`
}

// newSecret is 32 random bytes in the alphabet of URLs.
func newSecret() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand ends the program instead
	return base64.RawURLEncoding.EncodeToString(b[:])
}

func hash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// csrf is derived from the session's secret, so that it needs no place of its own and ends with the session.
func csrf(secret string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("fairground csrf token"))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// RequestLink mails a link to the address if it has an account that may sign in. The answer never tells whether it has.
// An address gets at most five links in 15 minutes.
func (s *Service) RequestLink(ctx context.Context, address, tag string) error {
	address, err := email(address)
	if err != nil {
		return problem.New(problem.Invalid, "invalid", "some fields are wrong").Field("body.email", err.Error())
	}
	allowed, err := s.store.countMail(ctx, addressKey("link", address), s.now())
	if err != nil || !allowed {
		return err
	}
	p, err := s.store.personByEmail(ctx, address)
	if err == nil {
		_, err = s.enter(ctx, p)
	}
	if problem.Is(err, problem.NotFound) || problem.Is(err, problem.Forbidden) {
		return s.decoy(ctx)
	}
	if err != nil {
		return err
	}
	if tag != "" {
		p.Lang = lang.Match(tag)
	}
	return s.mailLink(ctx, p, "signin.link_requested", "", nil)
}

// decoy stores a link of nobody, so that the time an answer takes does not tell whether the address has an account.
func (s *Service) decoy(ctx context.Context) error {
	now := s.now()
	return s.store.links.Insert(ctx, Link{ID: db.NewID("lnk", now), V: 1, Hash: hash(newSecret()), Expires: now, Forget: now})
}

// mailLink stores a link whose secret stands in the outbox entry alone, until it is delivered.
func (s *Service) mailLink(ctx context.Context, p Person, kind, by string, data map[string]string) error {
	l, letter := s.newLink(p, kind, by, data)
	l.Outbox = append(l.Outbox, letter)
	return s.store.links.Insert(ctx, l)
}

// newLink makes a link and the entry that mails its secret.
func (s *Service) newLink(p Person, kind, by string, data map[string]string) (Link, db.OutboxEntry) {
	now := s.now()
	secret := newSecret()
	l := Link{ID: db.NewID("lnk", now), V: 1, Hash: hash(secret), Person: p.ID, Expires: now.Add(LinkLife), Forget: now.Add(LinkLife + kept)}
	e := s.entry(kind, by, p.ID)
	// Only the mail carries the secret: an entry that names the person would leave it in a notice as well.
	e.Data = map[string]string{"email": p.Email, "name": p.Name, "lang": p.Lang, "zone": p.Zone, "link": s.config.Base + "/sign-in/" + secret}
	maps.Copy(e.Data, data)
	return l, e
}

// IssueLink makes a link without a mail, for the demo and the command line. It returns the secret.
func (s *Service) IssueLink(ctx context.Context, person string, ttl time.Duration) (string, error) {
	if _, err := s.store.people.Find(ctx, person); err != nil {
		return "", fmt.Errorf("issue link: %w", err)
	}
	now := s.now()
	secret := newSecret()
	l := Link{ID: db.NewID("lnk", now), V: 1, Hash: hash(secret), Person: person, Expires: now.Add(ttl), Forget: now.Add(ttl + kept)}
	if err := s.store.links.Insert(ctx, l); err != nil {
		return "", fmt.Errorf("issue link: %w", err)
	}
	return secret, nil
}

// enter says why a person may not sign in, or returns the organization through which they may.
func (s *Service) enter(ctx context.Context, p Person) (Organization, error) {
	if !p.Erased.IsZero() {
		return Organization{}, problem.New(problem.Forbidden, "account_closed", "this account was closed")
	}
	if p.Org == "" {
		return Organization{}, nil
	}
	o, err := s.store.organizations.Find(ctx, p.Org)
	if err != nil {
		return o, err
	}
	if o.State != Approved {
		return o, problem.New(problem.Forbidden, "organization_state", "your organization is not approved").With("state", o.State)
	}
	return o, nil
}

// SignIn uses up the link and opens a session; the one that the browser had before ends. The secret it returns is the
// cookie's. A link used before is Gone `link_used`; one that is too old, or none at all, Gone `link_expired`.
func (s *Service) SignIn(ctx context.Context, secret, agent string) (Person, Session, string, error) {
	l, err := s.useLink(ctx, secret)
	if err != nil {
		return Person{}, Session{}, "", err
	}
	p, err := s.store.people.Find(ctx, l.Person)
	if err != nil {
		return Person{}, Session{}, "", err
	}
	if _, err := s.enter(ctx, p); err != nil {
		return Person{}, Session{}, "", err
	}
	now := s.now()
	cookie := newSecret()
	ses := Session{
		ID: db.NewID("ses", now), V: 1, Hash: hash(cookie), Person: p.ID, Agent: shorten(agent, 200),
		Created: now, Seen: now, Expires: now.Add(SessionLife), Forget: now.Add(SessionLife + kept),
	}
	ses.Outbox = append(ses.Outbox, s.entry("session.opened", p.ID, ses.ID))
	if err := s.store.sessions.Insert(ctx, ses); err != nil {
		return Person{}, Session{}, "", err
	}
	if before := actor.From(ctx); strings.HasPrefix(before.Session, "ses_") {
		if err := ignoreMissing(s.EndSession(ctx, before, before.Session)); err != nil {
			return Person{}, Session{}, "", err
		}
	}
	return p, ses, cookie, nil
}

func (s *Service) useLink(ctx context.Context, secret string) (Link, error) {
	expired := problem.New(problem.Gone, "link_expired", "this link is no longer valid; ask for a new one")
	if secret == "" || len(secret) > maxSecret {
		return Link{}, expired
	}
	l, err := s.store.useLink(ctx, hash(secret), s.now())
	if !problem.Is(err, problem.NotFound) {
		return l, err
	}
	switch l, err = s.store.linkByHash(ctx, hash(secret)); {
	case problem.Is(err, problem.NotFound):
		return Link{}, expired
	case err != nil:
		return Link{}, err
	case !l.Used.IsZero():
		return Link{}, problem.New(problem.Gone, "link_used", "this link was used already; ask for a new one")
	}
	return Link{}, expired
}

func shorten(s string, limit int) string {
	runes := []rune(strings.ToValidUTF8(s, ""))
	return string(runes[:min(limit, len(runes))])
}

// Sessions lists the actor's live sessions, newest first.
func (s *Service) Sessions(ctx context.Context, who actor.Actor) ([]Session, error) {
	all, err := s.store.sessionsOf(ctx, who.Person)
	if err != nil {
		return nil, err
	}
	live := all[:0]
	for _, ses := range all {
		if ses.live(s.now()) == nil {
			live = append(live, ses)
		}
	}
	return live, nil
}

// EndSession ends one of the actor's sessions; on this node at once, on others within a second.
func (s *Service) EndSession(ctx context.Context, who actor.Actor, id string) error {
	err := s.store.endSession(ctx, id, who.Person, s.now(), s.entry("session.ended", who.Person, id))
	s.cache.flush()
	return err
}

// endAll ends every session and removes every token of a person.
func (s *Service) endAll(ctx context.Context, person string) error {
	err := errors.Join(s.store.endSessions(ctx, person, s.now()), s.store.dropTokens(ctx, person))
	s.cache.flush()
	return err
}

// Tokens lists the actor's API tokens.
func (s *Service) Tokens(ctx context.Context, who actor.Actor) ([]APIToken, error) {
	return s.store.tokensOf(ctx, who.Person)
}

// NewToken makes an API token for the actor, who must be in a browser session: a token that leaked cannot breed others.
func (s *Service) NewToken(ctx context.Context, who actor.Actor, name string) (APIToken, string, error) {
	if !strings.HasPrefix(who.Session, "ses_") {
		return APIToken{}, "", problem.New(problem.Forbidden, "session_required", "make API tokens in the browser")
	}
	if err := line(name, nameLimit); err != nil {
		return APIToken{}, "", problem.New(problem.Invalid, "invalid", "some fields are wrong").Field("body.name", err.Error())
	}
	have, err := s.store.tokensOf(ctx, who.Person)
	if err != nil {
		return APIToken{}, "", err
	}
	if len(have) >= tokensEach {
		return APIToken{}, "", problem.Newf(problem.Conflict, "tokens_full", "at most %d tokens; remove one first", tokensEach)
	}
	return s.issueToken(ctx, who.Person, name)
}

// IssueToken makes an API token for a person, for the demo and the command line.
func (s *Service) IssueToken(ctx context.Context, person, name string) (string, error) {
	if _, err := s.store.people.Find(ctx, person); err != nil {
		return "", fmt.Errorf("issue token: %w", err)
	}
	_, secret, err := s.issueToken(ctx, person, name)
	if err != nil {
		return "", fmt.Errorf("issue token: %w", err)
	}
	return secret, nil
}

func (s *Service) issueToken(ctx context.Context, person, name string) (APIToken, string, error) {
	now := s.now()
	secret := tokenPrefix + newSecret()
	t := APIToken{ID: db.NewID("tok", now), V: 1, Hash: hash(secret), Person: person, Name: name, Created: now}
	t.Outbox = append(t.Outbox, s.entry("token.issued", person, t.ID))
	if err := s.store.tokens.Insert(ctx, t); err != nil {
		return APIToken{}, "", err
	}
	return t, secret, nil
}

// DropToken removes one of the actor's API tokens.
func (s *Service) DropToken(ctx context.Context, who actor.Actor, id string) error {
	err := s.store.dropToken(ctx, id, who.Person)
	s.cache.flush()
	return err
}
