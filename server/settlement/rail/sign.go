package rail

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Every request and every answer carries a signature over all that matters. A request says when it was made and is good
// for window around that time, once.
const (
	headerTime      = "X-Rail-Time" // milliseconds since 1970
	headerNonce     = "X-Rail-Nonce"
	headerSignature = "X-Rail-Signature"

	window    = 5 * time.Minute
	minSecret = 16 // bytes
)

// errSecret is returned for a secret that can be guessed.
var errSecret = fmt.Errorf("the secret of a rail has at least %d bytes", minSecret)

// Reasons why a request is not believed; the words are all a caller is told.
var (
	errUnsigned = errors.New("the signature is missing or wrong")
	errStale    = errors.New("the request was made at another time")
	errReplayed = errors.New("the request was made before")
)

// mac signs parts that never run into each other: each is preceded by its length.
func mac(secret []byte, parts ...string) string {
	h := hmac.New(sha256.New, secret)
	for _, p := range parts {
		h.Write(fmt.Appendf(nil, "%d:%s,", len(p), p))
	}
	return hex.EncodeToString(h.Sum(nil))
}

func requestMAC(secret []byte, r *http.Request, body []byte) string {
	return mac(secret, "request", r.Method, r.URL.RequestURI(), r.Header.Get(headerTime), r.Header.Get(headerNonce), string(body))
}

func answerMAC(secret []byte, nonce string, status int, body []byte) string {
	return mac(secret, "answer", nonce, strconv.Itoa(status), string(body))
}

// sign signs a request.
func sign(secret []byte, r *http.Request, body []byte, now time.Time) {
	nonce := make([]byte, 16)
	_, _ = rand.Read(nonce) // it never fails
	r.Header.Set(headerTime, strconv.FormatInt(now.UnixMilli(), 10))
	r.Header.Set(headerNonce, hex.EncodeToString(nonce))
	r.Header.Set(headerSignature, requestMAC(secret, r, body))
}

// gate believes signed requests once.
type gate struct {
	secret []byte
	now    func() time.Time
	opened time.Time // nothing from before: what was seen then is forgotten

	mu   sync.Mutex
	seen map[string]time.Time // nonces, until they are stale anyway
}

func newGate(secret []byte, now func() time.Time) *gate {
	return &gate{secret: secret, now: now, opened: now(), seen: map[string]time.Time{}}
}

func (g *gate) check(r *http.Request, body []byte) error {
	given := r.Header.Get(headerSignature)
	if !hmac.Equal([]byte(given), []byte(requestMAC(g.secret, r, body))) {
		return errUnsigned
	}
	ms, err := strconv.ParseInt(r.Header.Get(headerTime), 10, 64)
	made, now := time.UnixMilli(ms), g.now()
	if err != nil || made.Before(now.Add(-window)) || made.After(now.Add(window)) || made.Before(g.opened.Truncate(time.Millisecond)) {
		return errStale
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	for nonce, until := range g.seen {
		if now.After(until) {
			delete(g.seen, nonce)
		}
	}
	nonce := r.Header.Get(headerNonce)
	if _, again := g.seen[nonce]; again || nonce == "" {
		return errReplayed
	}
	g.seen[nonce] = made.Add(window)
	return nil
}
