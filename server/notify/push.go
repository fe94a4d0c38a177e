package notify

import (
	"context"
	"crypto/ecdh"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/SherClockHolmes/webpush-go"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
)

// Subscription is a browser that takes pushes for a person (W3C Push API), with the keys that only it can read with.
type Subscription struct {
	ID       string    `bson:"_id" json:"id"`
	Person   string    `bson:"person" json:"-"`
	Endpoint string    `bson:"endpoint" json:"endpoint"`
	P256dh   string    `bson:"p256dh" json:"-"`
	Auth     string    `bson:"auth" json:"-"`
	At       time.Time `bson:"at" json:"at"`
}

const (
	maxEndpoint = 1000 // bytes
	maxBrowsers = 10   // of a person; the oldest makes room
	authLength  = 16   // bytes, RFC 8291 section 3.2
)

// check says what is wrong with a subscription. inside lets its endpoint be on this machine.
func (sub Subscription) check(inside bool) error {
	bad := problem.New(problem.Invalid, "subscription_invalid", "this push subscription cannot be used")
	if err := checkEndpoint(sub.Endpoint); err != nil && (!inside || !errors.Is(err, errPrivate)) {
		bad = bad.Field("body.endpoint", err.Error())
	}
	if len(sub.Endpoint) > maxEndpoint {
		bad = bad.Field("body.endpoint", "is too long")
	}
	if key, err := unbase64(sub.P256dh); err != nil {
		bad = bad.Field("body.keys.p256dh", "must be base64url")
	} else if _, err := ecdh.P256().NewPublicKey(key); err != nil {
		bad = bad.Field("body.keys.p256dh", "must be a point of P-256")
	}
	if key, err := unbase64(sub.Auth); err != nil || len(key) != authLength {
		bad = bad.Field("body.keys.auth", "must be 16 bytes in base64url")
	}
	if len(bad.Fields) > 0 {
		return bad
	}
	return nil
}

// unbase64 reads base64url with or without its padding, as browsers write it.
func unbase64(text string) ([]byte, error) {
	return base64.RawURLEncoding.DecodeString(strings.TrimRight(text, "="))
}

// subscriptionID is the same for the same endpoint, so that a browser never has two subscriptions: who signs in there
// last is pushed.
func subscriptionID(endpoint string) string {
	sum := sha256.Sum256([]byte(endpoint))
	return "psh_" + hex.EncodeToString(sum[:16])
}

// PushKey is the public key of this fair's pushes, which browsers subscribe with (RFC 8292 section 3.2).
func (s *Service) PushKey() string { return s.keys.Public }

// Subscribe makes the actor's browser take pushes.
func (s *Service) Subscribe(ctx context.Context, endpoint, p256dh, auth string) (Subscription, error) {
	sub := Subscription{
		ID: subscriptionID(endpoint), Person: actor.From(ctx).Person, Endpoint: endpoint,
		P256dh: strings.TrimRight(p256dh, "="), Auth: strings.TrimRight(auth, "="), At: s.Now().UTC(),
	}
	if err := sub.check(s.inside); err != nil {
		return Subscription{}, err
	}
	return sub, s.store.subscribe(ctx, sub, maxBrowsers)
}

// Unsubscribe ends the pushes to a browser of the actor; one that is not known is no error.
func (s *Service) Unsubscribe(ctx context.Context, endpoint string) error {
	return s.store.unsubscribe(ctx, subscriptionID(endpoint), actor.From(ctx).Person)
}

// Push is a message to one browser.
type Push struct {
	ID       string    `bson:"_id"`
	Person   string    `bson:"person"`
	Browser  string    `bson:"browser"` // the subscription
	Payload  string    `bson:"payload"` // JSON, for the page's service worker
	At       time.Time `bson:"at"`
	State    string    `bson:"state"`
	Urgent   bool      `bson:"urgent"`
	Due      time.Time `bson:"due"`
	Since    time.Time `bson:"since"`
	Lease    time.Time `bson:"lease"`
	Attempts int       `bson:"attempts"`
}

// payload is what the service worker shows.
type payload struct {
	ID    string `json:"id"` // of the notice
	Type  string `json:"type"`
	Title string `json:"title"`
	Body  string `json:"body,omitempty"`
	Path  string `json:"path"`
	Lang  string `json:"lang"`
}

// pushTo writes a push to each browser of a person. Its title is cut, for the whole must fit into one record of 4096 bytes.
func (s *Service) pushTo(ctx context.Context, e db.OutboxEntry, person string, to reader, p plan) error {
	browsers, err := s.store.browsersOf(ctx, person)
	if err != nil || len(browsers) == 0 {
		return err
	}
	title, _, err := s.book.words(e, to, s.Base)
	if err != nil {
		return err
	}
	message := payload{ID: e.ID + ":" + person, Type: e.Type, Title: short(title, maxTitle), Path: pathOf(e), Lang: to.tag}
	if starts := begins(e); !starts.IsZero() {
		message.Body = clock(starts, to.tag, to.Zone)
	}
	text, err := json.Marshal(message)
	if err != nil {
		return fmt.Errorf("write push: %w", err)
	}
	for _, b := range browsers {
		err := s.store.addPush(ctx, Push{
			ID: message.ID + ":" + b.ID, Person: person, Browser: b.ID, Payload: string(text), At: e.At,
			State: Queued, Urgent: p.urgent, Due: p.due, Since: p.due,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func short(text string, limit int) string {
	if runes := []rune(text); len(runes) > limit {
		return string(runes[:limit-1]) + "…"
	}
	return text
}

// How long a push is of use: the room is open for minutes, the rest can be read a day later.
const (
	urgentLife = 15 * time.Minute
	pushLife   = 24 * time.Hour
)

func (p Push) life() time.Duration {
	if p.Urgent {
		return urgentLife
	}
	return pushLife
}

// pushers is how many pushes are on their way at once, so that a slow push service does not hold up the others.
const pushers = 4

// sendPushes hands over every push that is due.
func (s *Service) sendPushes(ctx context.Context) error {
	errs := make([]error, pushers)
	var work sync.WaitGroup
	for i := range pushers {
		work.Go(func() {
			for ctx.Err() == nil && errs[i] == nil {
				now := s.Now()
				p, found, err := s.store.claimPush(ctx, now, now.Add(lease))
				if errs[i] = err; err != nil || !found {
					return
				}
				errs[i] = s.push(ctx, p)
			}
		})
	}
	work.Wait()
	return errors.Join(errs...)
}

// push hands one over and writes down what became of it. A push service that does not know the browser any more ends the
// subscription (RFC 8030 section 7.3).
func (s *Service) push(ctx context.Context, p Push) error {
	ctx, cancel := lingering(ctx, pushTime+parting)
	defer cancel()
	browser, err := s.store.browser(ctx, p.Browser)
	if problem.Is(err, problem.NotFound) || err == nil && browser.Person != p.Person {
		p.State = Failed
		return s.store.settlePush(ctx, p)
	}
	if err != nil {
		return err
	}
	status, again, err := s.post(ctx, browser, p)
	switch {
	case status == http.StatusNotFound || status == http.StatusGone:
		p.State = Failed
		if err := s.store.unsubscribe(ctx, browser.ID, browser.Person); err != nil {
			return err
		}
	case status >= 200 && status < 300:
		p.State = Sent
	case err != nil || status == http.StatusTooManyRequests || status >= 500:
		if p.Due = s.Now().Add(max(pause(p.Attempts), again)); errors.Is(err, errPrivate) || p.Due.After(p.Since.Add(p.life())) {
			p.State = Failed
		}
	default:
		p.State = Failed
	}
	if p.State == Failed {
		s.Log.InfoContext(ctx, "a push was not taken", "browser", p.Browser, "status", status, "err", err)
	}
	p.Lease = time.Time{}
	return s.store.settlePush(ctx, p)
}

// maxAnswer is how much of a push service's answer is read, in bytes: it has nothing to say that is used.
const maxAnswer = 4 << 10

// post encrypts a push and gives it to the browser's push service. again is how long the service asks to be left alone.
func (s *Service) post(ctx context.Context, b Subscription, p Push) (status int, again time.Duration, err error) {
	urgency := webpush.UrgencyNormal
	if p.Urgent {
		urgency = webpush.UrgencyHigh
	}
	resp, err := webpush.SendNotificationWithContext(ctx, []byte(p.Payload),
		&webpush.Subscription{Endpoint: b.Endpoint, Keys: webpush.Keys{Auth: b.Auth, P256dh: b.P256dh}},
		&webpush.Options{
			HTTPClient: s.client, Subscriber: s.contact(), TTL: int(p.life().Seconds()), Urgency: urgency,
			VAPIDPublicKey: s.keys.Public, VAPIDPrivateKey: s.keys.Private,
		})
	if err != nil {
		return 0, 0, err
	}
	_, err = io.Copy(io.Discard, io.LimitReader(resp.Body, maxAnswer))
	err = errors.Join(err, resp.Body.Close())
	if seconds, convErr := strconv.Atoi(resp.Header.Get("Retry-After")); convErr == nil && seconds > 0 {
		again = min(time.Duration(seconds)*time.Second, longPause)
	}
	return resp.StatusCode, again, err
}

// contact is whom a push service can write to about this fair (RFC 8292 section 2.1).
func (s *Service) contact() string {
	if s.Server != nil {
		return s.Server.From.Address
	}
	if strings.HasPrefix(s.Base, "https:") {
		return s.Base
	}
	host := "localhost"
	if u, err := url.Parse(s.Base); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	return "fairground@" + host
}
