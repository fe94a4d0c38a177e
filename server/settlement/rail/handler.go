package rail

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// Handler serves a sandbox to a Client elsewhere. Both know the secret, of at least 16 bytes.
func Handler(s *Sandbox, secret []byte) (http.Handler, error) {
	if len(secret) < minSecret {
		return nil, errSecret
	}
	g := newGate(secret, s.settings.Now)
	mux := http.NewServeMux()
	serve := func(pattern string, do func(r *http.Request, body []byte) (any, error)) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { g.serve(w, r, do) })
	}
	serve("GET /v1/capabilities", func(*http.Request, []byte) (any, error) { return s.Capabilities(), nil })
	serve("POST /v1/payments", func(r *http.Request, body []byte) (any, error) {
		return s.Submit(r.Context(), Batch{MsgID: r.Header.Get("X-Rail-Message"), File: body})
	})
	serve("POST /v1/collections", func(r *http.Request, body []byte) (any, error) {
		var in Instruction
		if err := json.Unmarshal(body, &in); err != nil {
			return nil, fmt.Errorf("%w: %w", errRequest, err)
		}
		return s.Collect(r.Context(), in)
	})
	serve("GET /v1/files", func(r *http.Request, _ []byte) (any, error) {
		files, next, err := s.Poll(r.Context(), r.URL.Query().Get("cursor"))
		return delivery{files, next}, err
	})
	return mux, nil
}

// delivery is the answer to a poll.
type delivery struct {
	Files []File `json:"files"`
	Next  string `json:"next"`
}

var errRequest = errors.New("not a request of this rail")

func (g *gate) serve(w http.ResponseWriter, r *http.Request, do func(*http.Request, []byte) (any, error)) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxFile))
	if err != nil {
		g.answer(w, r, http.StatusRequestEntityTooLarge, failure{"too large"})
		return
	}
	if err := g.check(r, body); err != nil {
		g.answer(w, r, http.StatusUnauthorized, failure{err.Error()})
		return
	}
	out, err := do(r, body)
	switch {
	case errors.Is(err, ErrLost):
		panic(http.ErrAbortHandler) // the connection closes without an answer
	case errors.Is(err, errRequest):
		g.answer(w, r, http.StatusBadRequest, failure{err.Error()})
	case err != nil:
		g.answer(w, r, http.StatusServiceUnavailable, failure{err.Error()})
	default:
		g.answer(w, r, http.StatusOK, out)
	}
}

// failure is why there is no answer.
type failure struct {
	Error string `json:"error"`
}

// answer signs and sends. A caller that has gone away is not told.
func (g *gate) answer(w http.ResponseWriter, r *http.Request, status int, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		status, body = http.StatusInternalServerError, []byte(`{"error":"not written"}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.Header().Set(headerSignature, answerMAC(g.secret, r.Header.Get(headerNonce), status, body))
	w.WriteHeader(status)
	_, _ = w.Write(body) // there is nobody to tell
}

// Server is an HTTP server for the handler with the timeouts it needs.
func Server(h http.Handler) *http.Server {
	return &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 60 * time.Second, IdleTimeout: time.Minute}
}
