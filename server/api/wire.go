package api

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"fairground/server/problem"
)

// statusOf is the one table from kinds to HTTP status (RFC 9110 section 15).
func statusOf(k problem.Kind) int {
	switch k {
	case problem.Invalid:
		return http.StatusUnprocessableEntity
	case problem.Unauthenticated:
		return http.StatusUnauthorized
	case problem.Forbidden:
		return http.StatusForbidden
	case problem.NotFound:
		return http.StatusNotFound
	case problem.Conflict:
		return http.StatusConflict
	case problem.Gone:
		return http.StatusGone
	case problem.PreconditionFailed:
		return http.StatusPreconditionFailed
	case problem.PreconditionRequired:
		return http.StatusPreconditionRequired
	case problem.TooLarge:
		return http.StatusRequestEntityTooLarge
	case problem.Unsupported:
		return http.StatusUnsupportedMediaType
	case problem.TooMany:
		return http.StatusTooManyRequests
	case problem.Unavailable:
		return http.StatusServiceUnavailable
	case problem.Internal:
	}
	return http.StatusInternalServerError
}

// codeOf gives the code of a failure that was found before any feature ran.
func codeOf(status int) string {
	switch status {
	case http.StatusBadRequest:
		return "malformed"
	case http.StatusUnprocessableEntity:
		return "invalid"
	case http.StatusNotFound:
		return "route_unknown"
	case http.StatusMethodNotAllowed:
		return "method_not_allowed"
	case http.StatusNotAcceptable:
		return "not_acceptable"
	case http.StatusRequestEntityTooLarge:
		return "too_large"
	case http.StatusUnsupportedMediaType:
		return "media_type"
	case http.StatusRequestTimeout:
		return "timeout"
	case http.StatusRequestHeaderFieldsTooLarge:
		return "headers_too_large"
	}
	if status < http.StatusInternalServerError {
		return "bad_request"
	}
	return "internal"
}

// wire is a problem as RFC 9457 spells it.
type wire struct {
	Type   string          `json:"type"`
	Title  string          `json:"title"`
	Status int             `json:"status"`
	Code   string          `json:"code"`
	Detail string          `json:"detail,omitempty"`
	Fields []problem.Field `json:"fields,omitempty"`
	extra  map[string]any
}

func (w *wire) Error() string             { return w.Code + ": " + w.Detail }
func (w *wire) GetStatus() int            { return w.Status }
func (w *wire) ContentType(string) string { return "application/problem+json" }

// MarshalJSON adds the extension members beside the standard ones.
func (w *wire) MarshalJSON() ([]byte, error) {
	members := map[string]any{"type": w.Type, "title": w.Title, "status": w.Status, "code": w.Code}
	if w.Detail != "" {
		members["detail"] = w.Detail
	}
	if len(w.Fields) > 0 {
		members["fields"] = w.Fields
	}
	for name, value := range w.extra {
		if _, taken := members[name]; !taken {
			members[name] = value
		}
	}
	return json.Marshal(members)
}

func (w *wire) write(to io.Writer) {
	body, err := json.Marshal(w)
	if err != nil { // an extension member that JSON cannot spell
		body = []byte(`{"type":"about:blank","title":"Internal Server Error","status":500,"code":"internal"}`)
	}
	_, _ = to.Write(body) // a client that left is not our failure
}

func toWire(p *problem.Problem) *wire {
	status := statusOf(p.Kind)
	return &wire{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: p.Code, Detail: p.Detail, Fields: p.Fields, extra: maps.Clone(p.Extra)}
}

// answer turns any error of a feature into what the client reads. What is no
// problem is logged here, once, and its words stay here.
func (a *API) answer(ctx context.Context, err error) *wire {
	var w *wire
	if errors.As(err, &w) {
		return w
	}
	var p *problem.Problem
	if errors.As(err, &p) && p.Kind != problem.Internal {
		return toWire(p)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		a.opt.Logger.WarnContext(ctx, "request ran out of time", "request", requestID(ctx), "err", err)
		return toWire(problem.New(problem.Unavailable, "timeout", "the answer took too long; try again"))
	}
	a.opt.Logger.ErrorContext(ctx, "request failed", "request", requestID(ctx), "err", err)
	return toWire(problem.New(problem.Internal, "internal", "internal error; the request id is "+requestID(ctx)))
}

// speakOurProblems turns Huma's own failures (validation, malformed JSON) into
// our problem+json with a stable code.
func speakOurProblems(_ huma.Context, _ string, v any) (any, error) {
	m, ok := v.(*huma.ErrorModel)
	if !ok {
		return v, nil
	}
	w := &wire{Type: "about:blank", Title: http.StatusText(m.Status), Status: m.Status, Code: codeOf(m.Status), Detail: m.Detail}
	for _, e := range m.Errors {
		w.Fields = append(w.Fields, problem.Field{Location: e.Location, Message: e.Message})
	}
	// A resolver's own problem (If-Match) came in as one of the details.
	for _, e := range m.Errors {
		if code, detail, found := cutCode(e.Message); found && (m.Status == http.StatusPreconditionRequired || m.Status == http.StatusPreconditionFailed) {
			w.Code, w.Detail, w.Fields = code, detail, nil
		}
	}
	return w, nil
}

func cutCode(message string) (code, detail string, found bool) {
	for i, r := range message {
		if r == ':' {
			return message[:i], message[i+2:], true
		}
		if r != '_' && (r < 'a' || r > 'z') {
			break
		}
	}
	return "", "", false
}

// failFiber answers what never reached a route: an unknown path, a body that
// is too long, a header that cannot be read.
func (a *API) failFiber(c *fiber.Ctx, err error) error {
	var f *fiber.Error
	var w *wire
	if errors.As(err, &f) {
		w = &wire{Type: "about:blank", Title: http.StatusText(f.Code), Status: f.Code, Code: codeOf(f.Code), Detail: http.StatusText(f.Code)}
	} else {
		w = a.answer(c.UserContext(), err)
	}
	c.Status(w.Status).Set(fiber.HeaderContentType, w.ContentType(""))
	w.write(c)
	return nil
}
