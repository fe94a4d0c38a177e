package rail

import (
	"bytes"
	"context"
	"crypto/hmac"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Client is a rail in a process of its own, spoken to over HTTP. Every request is signed, and no answer is believed whose
// signature is not right: whatever is in doubt is an error, and an error means that nobody knows.
type Client struct {
	base   string
	secret []byte
	now    func() time.Time
	http   *http.Client
	caps   Capabilities
}

// maxAnswer is how many bytes of an answer are read.
const maxAnswer = 64 << 20

// Dial asks the rail at the URL what it can do.
func Dial(ctx context.Context, base string, secret []byte, now func() time.Time) (*Client, error) {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("dial rail: %q is no address such as http://127.0.0.1:7070", base)
	}
	if len(secret) < minSecret {
		return nil, fmt.Errorf("dial rail: %w", errSecret)
	}
	c := &Client{base: strings.TrimRight(base, "/"), secret: secret, now: now, http: &http.Client{Timeout: 20 * time.Second}}
	if err := c.ask(ctx, http.MethodGet, "/v1/capabilities", nil, nil, &c.caps); err != nil {
		return nil, fmt.Errorf("dial rail: %w", err)
	}
	return c, nil
}

// Close lets go of the connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Capabilities are what the rail said when it was dialled.
func (c *Client) Capabilities() Capabilities { return c.caps }

// Submit hands over a payment file.
func (c *Client) Submit(ctx context.Context, b Batch) ([]Ack, error) {
	var acks []Ack
	err := c.ask(ctx, http.MethodPost, "/v1/payments", b.File, http.Header{"X-Rail-Message": {b.MsgID}}, &acks)
	if err != nil {
		return nil, fmt.Errorf("submit to rail: %w", err)
	}
	return acks, nil
}

// Collect lets somebody pay in.
func (c *Client) Collect(ctx context.Context, in Instruction) (Ack, error) {
	body, err := json.Marshal(in)
	if err != nil {
		return Ack{}, fmt.Errorf("collect by rail: %w", err)
	}
	var ack Ack
	if err := c.ask(ctx, http.MethodPost, "/v1/collections", body, nil, &ack); err != nil {
		return Ack{}, fmt.Errorf("collect by rail: %w", err)
	}
	return ack, nil
}

// Poll returns the files after the cursor.
func (c *Client) Poll(ctx context.Context, cursor string) ([]File, string, error) {
	var d delivery
	if err := c.ask(ctx, http.MethodGet, "/v1/files?cursor="+url.QueryEscape(cursor), nil, nil, &d); err != nil {
		return nil, cursor, fmt.Errorf("poll rail: %w", err)
	}
	return d.Files, d.Next, nil
}

func (c *Client) ask(ctx context.Context, method, path string, body []byte, header http.Header, out any) error {
	r, err := http.NewRequestWithContext(ctx, method, c.base+path, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("make request: %w", err)
	}
	for k, v := range header {
		r.Header[k] = v
	}
	sign(c.secret, r, body, c.now())
	answer, err := c.http.Do(r)
	if err != nil {
		return fmt.Errorf("ask: %w", err)
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		return fmt.Errorf("read answer: %w", err)
	}
	want := answerMAC(c.secret, r.Header.Get(headerNonce), answer.StatusCode, text)
	if !hmac.Equal([]byte(answer.Header.Get(headerSignature)), []byte(want)) {
		return errors.New("the answer is not signed by the rail")
	}
	if answer.StatusCode != http.StatusOK {
		var why failure
		if err := json.Unmarshal(text, &why); err != nil {
			why.Error = answer.Status
		}
		return fmt.Errorf("the rail answers %d: %s", answer.StatusCode, why.Error)
	}
	if err := json.Unmarshal(text, out); err != nil {
		return fmt.Errorf("read answer: %w", err)
	}
	return nil
}
