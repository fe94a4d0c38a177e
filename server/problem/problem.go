// Package problem is the vocabulary of failures: every feature says what went
// wrong with a Kind, a stable code and words for a person. The edge turns a
// Problem into an HTTP answer; this package knows no HTTP status, no language
// and no transport.
package problem

import (
	"errors"
	"fmt"
	"maps"
)

// Kind is the class of a failure; the edge maps each kind to one status.
type Kind int

// The kinds, in the order in which a request can meet them.
const (
	Internal             Kind = iota // our fault; the words are never shown
	Invalid                          // the input breaks a rule of its own
	Unauthenticated                  // nobody is signed in
	Forbidden                        // signed in, and not allowed
	NotFound                         // no such thing, or none that the actor may know of
	Conflict                         // the state of the thing does not allow it
	Gone                             // it existed and has ended
	PreconditionFailed               // If-Match names an older version
	PreconditionRequired             // If-Match or Idempotency-Key is missing
	TooLarge                         // more bytes than the route takes
	Unsupported                      // a media type that the route does not take
	TooMany                          // the rate limit
	Unavailable                      // a part of the program cannot answer now
)

// Problem is a failure with a stable code such as "slot_taken". It wraps the
// error that caused it, which is logged and never sent.
type Problem struct {
	Kind   Kind
	Code   string
	Detail string         // English words for a developer; the client translates by Code
	Fields []Field        // the places in the input that are wrong
	Extra  map[string]any // extension members of RFC 9457, such as "alternatives"
	cause  error
}

// Field names one wrong place of the input, such as "body.slots[1].starts".
type Field struct {
	Location string `json:"location"`
	Message  string `json:"message"`
}

// New returns a problem of the kind with its code and words.
func New(kind Kind, code, detail string) *Problem {
	return &Problem{Kind: kind, Code: code, Detail: detail}
}

// Newf is New with formatted words.
func Newf(kind Kind, code, format string, args ...any) *Problem {
	return New(kind, code, fmt.Sprintf(format, args...))
}

// Wrap returns a copy that carries the error that caused it.
func (p *Problem) Wrap(err error) *Problem {
	c := *p
	c.cause = err
	return &c
}

// With returns a copy with one extension member more.
func (p *Problem) With(member string, value any) *Problem {
	c := *p
	c.Extra = maps.Clone(p.Extra)
	if c.Extra == nil {
		c.Extra = map[string]any{}
	}
	c.Extra[member] = value
	return &c
}

// Field returns a copy that names one wrong place more.
func (p *Problem) Field(location, message string) *Problem {
	c := *p
	c.Fields = append(append([]Field(nil), p.Fields...), Field{Location: location, Message: message})
	return &c
}

// Error gives code, words, places and cause for a log line.
func (p *Problem) Error() string {
	line := p.Code + ": " + p.Detail
	for _, f := range p.Fields {
		line += "; " + f.Location + " " + f.Message
	}
	if p.cause != nil {
		line += ": " + p.cause.Error()
	}
	return line
}

// Unwrap gives the error that caused it.
func (p *Problem) Unwrap() error { return p.cause }

// Is reports whether err is, or wraps, a problem of the kind.
func Is(err error, kind Kind) bool {
	var p *Problem
	return errors.As(err, &p) && p.Kind == kind
}

// Code gives the stable code of err, or "" if it is no problem.
func Code(err error) string {
	var p *Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return ""
}
