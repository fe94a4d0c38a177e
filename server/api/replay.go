package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fairground/server/actor"
	"fairground/server/problem"
)

// Replay is the answer that was given under an Idempotency-Key.
type Replay struct {
	Status int
	Type   string // Content-Type
	ETag   string
	Body   []byte
}

// Replays keeps answers by Idempotency-Key. A crash between a handler's write
// and Finish lets the retry run again; the version guard of the entity or the
// key of the ledger then stops it, so nothing happens twice.
type Replays interface {
	// Begin claims the key. It returns the answer given before, if there is one;
	// a key that is in progress, or was used for another request, is a Conflict.
	Begin(ctx context.Context, key, fingerprint string) (*Replay, error)
	// Finish keeps the answer; Abandon frees the key after a failure of ours.
	Finish(ctx context.Context, key string, r Replay) error
	Abandon(ctx context.Context, key string) error
}

const (
	minKey = 8
	maxKey = 200
)

// replay answers a POST with a known Idempotency-Key as it was answered before
// (draft-ietf-httpapi-idempotency-key-header-07).
func (a *API) replay(c *fiber.Ctx) error {
	given := c.Get(keyHeader)
	if a.opt.Replays == nil || given == "" || c.Method() != http.MethodPost || !strings.HasPrefix(c.Path(), "/api/") {
		return c.Next()
	}
	if len(given) < minKey || len(given) > maxKey {
		return problem.Newf(problem.Invalid, "idempotency_key_invalid", "an Idempotency-Key has %d to %d characters", minKey, maxKey)
	}
	body, err := wholeBody(c)
	if err != nil {
		return err
	}
	who := actor.From(c.UserContext()).Person
	if who == "" {
		who = c.IP()
	}
	key := digest(who, given)
	before, err := a.opt.Replays.Begin(c.UserContext(), key, digest(c.Method(), c.OriginalURL(), c.Get(fiber.HeaderIfMatch), string(body)))
	if err != nil {
		return err
	}
	if before != nil {
		c.Status(before.Status).Set("Idempotency-Replayed", "true")
		c.Set(fiber.HeaderContentType, before.Type)
		if before.ETag != "" {
			c.Set(fiber.HeaderETag, before.ETag)
		}
		return c.Send(before.Body)
	}
	if err := c.Next(); err != nil {
		// A problem found by the edge itself, such as an unknown route, is no outcome.
		return joinAbandon(err, a.opt.Replays.Abandon(c.UserContext(), key))
	}
	response := c.Response()
	status := response.StatusCode()
	if status >= http.StatusInternalServerError || status == http.StatusTooManyRequests || len(response.Header.Peek(fiber.HeaderSetCookie)) > 0 {
		return a.opt.Replays.Abandon(context.WithoutCancel(c.UserContext()), key)
	}
	return a.opt.Replays.Finish(context.WithoutCancel(c.UserContext()), key, Replay{
		Status: status,
		Type:   string(response.Header.ContentType()),
		ETag:   string(response.Header.Peek(fiber.HeaderETag)),
		Body:   bytes.Clone(response.Body()),
	})
}

func joinAbandon(err, abandon error) error {
	if abandon != nil {
		return abandon
	}
	return err
}

// wholeBody reads the body and lays it back for the handler.
func wholeBody(c *fiber.Ctx) ([]byte, error) {
	stream := c.Context().RequestBodyStream()
	if stream == nil {
		return c.Body(), nil
	}
	var body bytes.Buffer
	if _, err := body.ReadFrom(&capped{r: stream, left: maxBody, limit: maxBody}); err != nil {
		return nil, err
	}
	c.Request().SetBodyStream(bytes.NewReader(body.Bytes()), body.Len())
	return body.Bytes(), nil
}

// digest hashes the parts with their lengths, so that no two lists of parts
// share a preimage.
func digest(parts ...string) string {
	h := sha256.New()
	var length [8]byte
	for _, p := range parts {
		n := len(p)
		for i := range length {
			length[i] = byte(n >> (8 * i)) //nolint:gosec // one byte after the other
		}
		h.Write(length[:])
		h.Write([]byte(p))
	}
	return hex.EncodeToString(h.Sum(nil))
}
