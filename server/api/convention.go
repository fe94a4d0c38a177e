package api

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"fairground/server/problem"
)

// IfMatch is embedded by the input of everything that changes a resource.
type IfMatch struct {
	Match string `header:"If-Match" doc:"The ETag of the version that you saw; 428 without it, 412 if it is not the current one."`
}

// Version is the version that the client saw. Resolve has checked it before.
func (m IfMatch) Version() int64 {
	v, _ := parseTag(m.Match)
	return v
}

// Resolve refuses a request without a well-formed version.
func (m *IfMatch) Resolve(huma.Context) []error {
	if m.Match == "" {
		return []error{toWire(problem.New(problem.PreconditionRequired, "precondition_required", "send If-Match with the ETag that you saw"))}
	}
	if _, err := parseTag(m.Match); err != nil {
		return []error{toWire(problem.New(problem.PreconditionFailed, "version_conflict", err.Error()))}
	}
	return nil
}

func parseTag(tag string) (int64, error) {
	v, err := strconv.ParseInt(strings.Trim(tag, `"`), 10, 64)
	if err != nil || v < 0 || !strings.HasPrefix(tag, `"`) || !strings.HasSuffix(tag, `"`) {
		return 0, fmt.Errorf("If-Match must be a quoted version such as %q", `"3"`) //nolint:staticcheck // the sentence begins with the name of a header
	}
	return v, nil
}

// Tag is embedded by the output of everything that has a version.
type Tag struct {
	ETag string `header:"ETag" doc:"The version; send it back in If-Match."`
}

// Versioned is the Tag of version v.
func Versioned(v int64) Tag { return Tag{ETag: `"` + strconv.FormatInt(v, 10) + `"`} }

// Cursor is embedded by the input of every list.
type Cursor struct {
	Cursor string `query:"cursor" maxLength:"200" doc:"The next of the page before; leave it out for the first page."`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"Rows of a page."`
}

// List is the body of every list.
type List[T any] struct {
	Items []T    `json:"items" nullable:"false"`
	Next  string `json:"next,omitempty" doc:"Cursor of the page after; absent on the last."`
}

// ListOf is a List that is never null in JSON.
func ListOf[T any](items []T, next string) List[T] {
	if items == nil {
		items = []T{}
	}
	return List[T]{Items: items, Next: next}
}

// None is the output of a route that answers 204.
type None struct{}
