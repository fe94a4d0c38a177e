package api

import (
	"cmp"
	"context"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"fairground/server/actor"
	"fairground/server/problem"
)

// Access says who may knock at a route. The zero Access opens it to nobody;
// which of several things an actor may touch is the feature's own rule.
type Access struct {
	anyone, signedIn bool
	roles            []actor.Role
}

// Public opens a route to everyone.
var Public = Access{anyone: true} //nolint:gochecknoglobals // an immutable value

// SignedIn opens a route to every person who is signed in.
var SignedIn = Access{signedIn: true} //nolint:gochecknoglobals // an immutable value

// Roles opens a route to people who hold one of the roles, wherever they hold it.
func Roles(roles ...actor.Role) Access { return Access{roles: roles} }

// allow reports why the actor may not enter, nil if he may.
func (x Access) allow(a actor.Actor) error {
	switch {
	case x.anyone:
		return nil
	case !a.SignedIn():
		return problem.New(problem.Unauthenticated, "sign_in_required", "sign in first")
	case x.signedIn, a.HasAny(x.roles...):
		return nil
	}
	return problem.New(problem.Forbidden, "role_missing", "your role does not allow this")
}

// String names who may enter, as it stands in the OpenAPI document.
func (x Access) String() string {
	switch {
	case x.anyone:
		return "public"
	case x.signedIn:
		return "signed in"
	case len(x.roles) == 0:
		return "nobody"
	}
	s := string(x.roles[0])
	for _, r := range x.roles[1:] {
		s += " or " + string(r)
	}
	return s
}

// KeyRule says whether a POST needs an Idempotency-Key.
type KeyRule int

// A key is taken on every POST and demanded where money or a claim moves.
const (
	KeyOptional KeyRule = iota
	KeyRequired
)

// Route is one line of the API.
type Route struct {
	Method  string
	Path    string // with {parameters}
	ID      string // operationId, kebab-case
	Summary string
	Tag     string // the feature
	Access  Access
	Status  int // of success; 200 if zero, 204 without a body
	Key     KeyRule
	Gives   []string // media types of what it answers, if that is a file
	Query   []string // members of the query, where no type of the input names them
}

// Handle registers a typed handler. In carries `path`, `query` and `header`
// fields and a Body; Out carries `header` fields and a Body. A problem becomes
// its status and words; any other error is logged and answered "internal error".
func Handle[In, Out any](a *API, r Route, h func(context.Context, *In) (*Out, error)) {
	a.routes = append(a.routes, r)
	op := huma.Operation{
		OperationID:   r.ID,
		Method:        r.Method,
		Path:          r.Path,
		Summary:       r.Summary,
		Tags:          []string{r.Tag},
		DefaultStatus: r.Status,
		MaxBodyBytes:  maxBody,
		Description:   "Access: " + r.Access.String() + ".",
		Middlewares:   huma.Middlewares{a.door(r)},
		Extensions:    map[string]any{"x-access": r.Access.String()},
	}
	if !r.Access.anyone {
		op.Security = []map[string][]string{{"session": {}}, {"token": {}}}
	}
	if r.Method == http.MethodPost {
		op.Parameters = append(op.Parameters, &huma.Param{
			Name: "Idempotency-Key", In: "header", Required: r.Key == KeyRequired,
			Description: "Chosen by the client, 8 to 200 characters; the same key repeats the same answer.",
			Schema:      &huma.Schema{Type: huma.TypeString},
		})
	}
	if len(r.Gives) > 0 {
		op.Responses = map[string]*huma.Response{strconv.Itoa(cmp.Or(r.Status, http.StatusOK)): {Content: binary(r.Gives...)}, "default": aProblem()}
	}
	a.naming = r.ID
	huma.Register(a.huma, op, func(ctx context.Context, in *In) (*Out, error) {
		out, err := h(ctx, in)
		if err != nil {
			return nil, a.answer(ctx, err)
		}
		return out, nil
	})
}

// door runs before the input is read: nobody learns from a validation message
// what he may not enter.
//
//nolint:contextcheck // the context is the request's: c.Context()
func (a *API) door(r Route) func(huma.Context, func(huma.Context)) {
	return func(c huma.Context, next func(huma.Context)) {
		err := r.Access.allow(actor.From(c.Context()))
		if err == nil && r.Key == KeyRequired && c.Header(keyHeader) == "" {
			err = problem.New(problem.PreconditionRequired, "idempotency_key_required", "send an Idempotency-Key")
		}
		if err != nil {
			w := a.answer(c.Context(), err)
			c.SetHeader("Content-Type", w.ContentType(""))
			c.SetStatus(w.Status)
			w.write(c.BodyWriter())
			return
		}
		next(c)
	}
}
