package notify

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"fairground/server/actor"
)

// browser is a push service with one browser behind it.
type browser struct {
	server *httptest.Server
	key    *ecdh.PrivateKey
	auth   []byte

	mu       sync.Mutex
	received []*http.Request
	bodies   [][]byte
	answers  []int // of the next requests, 201 when there are none
	wait     int   // seconds in Retry-After
}

func openBrowser(t *testing.T, s *Service) *browser {
	t.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	b := &browser{key: key, auth: make([]byte, authLength)}
	if _, err := rand.Read(b.auth); err != nil {
		t.Fatal(err)
	}
	b.server = httptest.NewTLSServer(b)
	t.Cleanup(b.server.Close)
	s.client, s.inside = pushClient(b.roots(), true), true
	t.Cleanup(s.client.CloseIdleConnections)
	return b
}

func (b *browser) roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(b.server.Certificate())
	return pool
}

func (b *browser) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.received, b.bodies = append(b.received, r), append(b.bodies, body)
	status := http.StatusCreated
	if len(b.answers) > 0 {
		status, b.answers = b.answers[0], b.answers[1:]
	}
	if b.wait > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(b.wait))
	}
	w.WriteHeader(status)
}

func (b *browser) count() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.received)
}

func (b *browser) subscribe(t *testing.T, s *Service, person string) Subscription {
	t.Helper()
	sub, err := s.Subscribe(actor.With(t.Context(), actor.Actor{Person: person}), b.server.URL+"/push/abc",
		base64.RawURLEncoding.EncodeToString(b.key.PublicKey().Bytes()), base64.URLEncoding.EncodeToString(b.auth))
	if err != nil {
		t.Fatal(err)
	}
	return sub
}

// decrypt reads a message as a browser does: RFC 8291 with one record of RFC 8188.
func (b *browser) decrypt(body []byte) ([]byte, error) {
	if len(body) < 21 {
		return nil, fmt.Errorf("%d bytes are no message", len(body))
	}
	salt, size, length := body[:16], binary.BigEndian.Uint32(body[16:20]), int(body[20])
	theirs, record := body[21:21+length], body[21+length:]
	if uint32(len(record)) > size { //nolint:gosec // a few kilobytes
		return nil, fmt.Errorf("a record of %d bytes where %d are the most", len(record), size)
	}
	sender, err := ecdh.P256().NewPublicKey(theirs)
	if err != nil {
		return nil, err
	}
	shared, err := b.key.ECDH(sender)
	if err != nil {
		return nil, err
	}
	info := "WebPush: info\x00" + string(b.key.PublicKey().Bytes()) + string(theirs)
	input, err := hkdf.Key(sha256.New, shared, b.auth, info, 32)
	if err != nil {
		return nil, err
	}
	key, err := hkdf.Key(sha256.New, input, salt, "Content-Encoding: aes128gcm\x00", 16)
	if err != nil {
		return nil, err
	}
	nonce, err := hkdf.Key(sha256.New, input, salt, "Content-Encoding: nonce\x00", 12)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	plain, err := gcm.Open(nil, nonce, record, nil)
	if err != nil {
		return nil, err
	}
	plain, last := bytes.CutSuffix(bytes.TrimRight(plain, "\x00"), []byte{2}) // the mark of the last record
	if !last {
		return nil, errors.New("the record is not the last one")
	}
	return plain, nil
}

func TestAPushIsReadByItsBrowserAlone(t *testing.T) {
	s, _ := fair(t, memory(t), nil)
	b := openBrowser(t, s)
	b.subscribe(t, s, "per_b")
	for range 2 { // delivery happens at least once
		deliver(t, s, told("out_1", "meeting.lobby_opened", map[string]string{"orgName": "Lakeside Films", "starts": "2026-11-21T08:00:00Z"}))
		if err := s.sendPushes(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if b.count() != 1 {
		t.Fatalf("%d pushes, want one", b.count())
	}
	r := b.received[0]
	if bytes.Contains(b.bodies[0], []byte("Lakeside")) {
		t.Error("the push service can read it")
	}
	plain, err := b.decrypt(b.bodies[0])
	if err != nil {
		t.Fatal(err)
	}
	var got payload
	if err := json.Unmarshal(plain, &got); err != nil {
		t.Fatalf("%v: %q", err, plain)
	}
	want := payload{
		ID: "out_1:per_b", Type: "meeting.lobby_opened", Title: "Your meeting with Lakeside Films is about to begin",
		Body: "Sat 21 Nov 2026 09:00 (Europe/Berlin)", Path: "/agenda", Lang: "en",
	}
	if got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if r.Method != http.MethodPost || r.Header.Get("Content-Encoding") != "aes128gcm" || r.Header.Get("Urgency") != "high" || r.Header.Get("TTL") != "900" {
		t.Errorf("%s %v", r.Method, r.Header)
	}
	checkVAPID(t, s, b.server.URL, r.Header.Get("Authorization"))

	other, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	b.key = other
	if _, err := b.decrypt(b.bodies[0]); err == nil {
		t.Error("another browser can read it")
	}
}

// checkVAPID checks the voucher of RFC 8292 with the key that browsers were given.
func checkVAPID(t *testing.T, s *Service, audience, authorization string) {
	t.Helper()
	voucher, ok := strings.CutPrefix(authorization, "vapid t=")
	token, key, ok2 := strings.Cut(voucher, ", k=")
	if !ok || !ok2 || key != s.PushKey() {
		t.Fatalf("authorization %q, the key is %q", authorization, s.PushKey())
	}
	raw, err := base64.RawURLEncoding.DecodeString(key)
	if err != nil || len(raw) != 65 {
		t.Fatalf("%d bytes, %v", len(raw), err)
	}
	public, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), raw)
	if err != nil {
		t.Fatal(err)
	}
	claims := jwt.MapClaims{}
	if _, err := jwt.ParseWithClaims(token, claims, func(*jwt.Token) (any, error) { return public, nil }, jwt.WithValidMethods([]string{"ES256"})); err != nil {
		t.Fatalf("the voucher: %v", err)
	}
	expires, err := claims.GetExpirationTime()
	if claims["aud"] != audience || claims["sub"] != "https://fair.example" || err != nil || time.Until(expires.Time) > 24*time.Hour {
		t.Errorf("claims %v", claims)
	}
}

func TestWhatBecomesOfAPush(t *testing.T) {
	for _, row := range []struct {
		name       string
		answers    []int
		wait       int
		pass       []time.Duration // after each round
		posts      int
		subscribed bool
	}{
		{"one that is taken is done", []int{201}, 0, []time.Duration{time.Hour, time.Hour}, 1, true},
		{"a browser that is gone is forgotten", []int{410}, 0, []time.Duration{time.Hour, time.Hour}, 1, false},
		{"one that nobody knows as well", []int{404}, 0, []time.Duration{time.Hour, time.Hour}, 1, false},
		{"a push service that fails is asked again", []int{503, 500}, 0, []time.Duration{time.Minute, 2 * time.Minute, time.Hour}, 3, true},
		{"one that asks for rest is left alone", []int{429}, 3600, []time.Duration{10 * time.Minute, 51 * time.Minute, time.Hour}, 2, true},
		{"a refusal is final and keeps the browser", []int{400}, 0, []time.Duration{time.Hour, time.Hour}, 1, true},
		{"after a day it is of no use", []int{503, 503}, 0, []time.Duration{25 * time.Hour, time.Hour, time.Hour}, 2, true},
		{"a redirect leads nowhere", []int{307}, 0, []time.Duration{time.Hour, time.Hour}, 1, true},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, clock := fair(t, memory(t), nil)
			b := openBrowser(t, s)
			b.subscribe(t, s, "per_b")
			b.answers, b.wait = row.answers, row.wait
			deliver(t, s, told("out_1", "deal.agreed", nil))
			for _, d := range row.pass {
				if err := s.sendPushes(t.Context()); err != nil {
					t.Fatal(err)
				}
				clock.pass(d)
			}
			if b.count() != row.posts {
				t.Errorf("%d posts, want %d", b.count(), row.posts)
			}
			mine, err := s.store.browsersOf(t.Context(), "per_b")
			if err != nil || (len(mine) == 1) != row.subscribed {
				t.Errorf("%d browsers, %v", len(mine), err)
			}
		})
	}
}

func TestAPushKeepsQuietHoursAndChoices(t *testing.T) {
	s, clock := fair(t, memory(t), nil)
	b := openBrowser(t, s)
	b.subscribe(t, s, "per_b")
	clock.pass(12 * time.Hour) // midnight in Berlin
	deliver(t, s, told("out_1", "deal.agreed", nil), told("out_2", "meeting.lobby_opened", nil))
	if err := s.sendPushes(t.Context()); err != nil || b.count() != 1 {
		t.Fatalf("%d pushes at night, %v", b.count(), err)
	}
	clock.pass(7 * time.Hour)
	if err := s.sendPushes(t.Context()); err != nil || b.count() != 2 {
		t.Fatalf("%d pushes by morning, %v", b.count(), err)
	}
	wants(t, s, func(s *Settings) { s.Push = false })
	deliver(t, s, told("out_3", "meeting.lobby_opened", nil))
	if err := s.sendPushes(t.Context()); err != nil || b.count() != 2 {
		t.Errorf("%d pushes to who wants none, %v", b.count(), err)
	}
}

func TestABrowserBelongsToWhoSignedInLast(t *testing.T) {
	s, _ := fair(t, memory(t), nil)
	b := openBrowser(t, s)
	b.subscribe(t, s, "per_b")
	deliver(t, s, told("out_1", "deal.agreed", nil))
	b.subscribe(t, s, "per_x")
	if err := s.sendPushes(t.Context()); err != nil || b.count() != 0 {
		t.Errorf("%d pushes for the one before, %v", b.count(), err)
	}
	if err := s.Unsubscribe(actor.With(t.Context(), actor.Actor{Person: "per_b"}), b.server.URL+"/push/abc"); err != nil {
		t.Fatal(err)
	}
	if mine, err := s.store.browsersOf(t.Context(), "per_x"); err != nil || len(mine) != 1 {
		t.Errorf("somebody else has ended it: %d, %v", len(mine), err)
	}
	for i := range maxBrowsers + 3 {
		key, auth := base64.RawURLEncoding.EncodeToString(b.key.PublicKey().Bytes()), base64.RawURLEncoding.EncodeToString(b.auth)
		if _, err := s.Subscribe(actor.With(t.Context(), actor.Actor{Person: "per_x"}), fmt.Sprintf("https://push.example/%d", i), key, auth); err != nil {
			t.Fatal(err)
		}
	}
	if mine, err := s.store.browsersOf(t.Context(), "per_x"); err != nil || len(mine) != maxBrowsers {
		t.Errorf("%d browsers of one person, %v", len(mine), err)
	}
}

func TestTheKeysOfAFairNeverChange(t *testing.T) {
	d := memory(t)
	first, _ := fair(t, d, nil)
	second, _ := fair(t, d, nil)
	if first.PushKey() != second.PushKey() || first.keys != second.keys || first.PushKey() == "" {
		t.Error("a restart has changed the keys: every browser would be lost")
	}
}
