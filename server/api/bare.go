package api

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"fairground/server/actor"
)

// What opens a bare route that neither a session nor an API token opens; the names of the document's security schemes.
const (
	ByStreamKey = "streamKey"
	ByTicket    = "ticket"
)

// Bare is a route whose handler speaks to Fiber itself, because its body, its conditions or an upgrade fit no typed handler. It
// stands in the route list and in the OpenAPI document like every other route.
type Bare struct {
	Route
	Opened  string   // by what, if not by a session: ByStreamKey or ByTicket, which the handler checks
	Takes   string   // media type of the body; "" for none
	Reads   []string // headers of the request that the handler knows
	Answers []Answer // when it goes well; anything else is a problem
}

// Answer is what a bare route may answer.
type Answer struct {
	Status  int
	Types   []string // media types of the body; none for no body
	Headers []string
}

// Serve registers a bare route. GET also answers HEAD.
//
//nolint:contextcheck // the context is the request's: c.UserContext()
func Serve(a *API, r Bare, h func(*fiber.Ctx) error) {
	a.routes = append(a.routes, r.Route)
	a.describeBare(r)
	handler := func(c *fiber.Ctx) error {
		if err := r.Access.allow(actor.From(c.UserContext())); err != nil {
			return err
		}
		return h(c)
	}
	if r.Method == http.MethodGet {
		a.app.Head(fiberPath(r.Path), handler)
	}
	a.app.Add(r.Method, fiberPath(r.Path), handler)
}

// fiberPath spells /halls/{id} as /halls/:id.
func fiberPath(path string) string { return strings.NewReplacer("{", ":", "}", "").Replace(path) }

// describeBare writes a bare route into the document.
func (a *API) describeBare(r Bare) {
	doc := a.huma.OpenAPI()
	op := &huma.Operation{
		OperationID: r.ID, Method: r.Method, Path: r.Path, Summary: r.Summary, Tags: []string{r.Tag},
		Description: "Access: " + r.Access.String() + ".",
		Extensions:  map[string]any{"x-access": r.Access.String()},
		Parameters:  append(pathParameters(r.Path), queryParameters(r.Query)...),
		Responses:   map[string]*huma.Response{"default": aProblem()},
	}
	switch {
	case r.Opened != "":
		op.Security = []map[string][]string{{r.Opened: {}}}
		op.Description = "Access: " + doc.Components.SecuritySchemes[r.Opened].Description
		op.Extensions["x-access"] = r.Opened
	case !r.Access.anyone:
		op.Security = []map[string][]string{{"session": {}}, {"token": {}}}
	}
	for _, name := range r.Reads {
		op.Parameters = append(op.Parameters, &huma.Param{Name: name, In: "header", Schema: &huma.Schema{Type: huma.TypeString}})
	}
	if r.Takes != "" {
		op.RequestBody = &huma.RequestBody{Required: true, Content: binary(r.Takes)}
	}
	for _, answer := range r.Answers {
		response := &huma.Response{Description: http.StatusText(answer.Status), Headers: map[string]*huma.Header{}}
		if len(answer.Types) > 0 {
			response.Content = binary(answer.Types...)
		}
		for _, name := range answer.Headers {
			response.Headers[name] = &huma.Header{Schema: &huma.Schema{Type: huma.TypeString}}
		}
		op.Responses[strconv.Itoa(answer.Status)] = response
	}
	doc.AddOperation(op)
}

// pathParameters are the members in braces.
func pathParameters(path string) []*huma.Param {
	var list []*huma.Param
	for part := range strings.SplitSeq(path, "/") {
		if name, ok := strings.CutPrefix(part, "{"); ok {
			list = append(list, &huma.Param{Name: strings.TrimSuffix(name, "}"), In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString}})
		}
	}
	return list
}

// queryParameters are members of the query that need not be there.
func queryParameters(names []string) []*huma.Param {
	var list []*huma.Param
	for _, name := range names {
		list = append(list, &huma.Param{Name: name, In: "query", Schema: &huma.Schema{Type: huma.TypeString}})
	}
	return list
}

// binary is content of the media types that the document does not look into.
func binary(types ...string) map[string]*huma.MediaType {
	content := map[string]*huma.MediaType{}
	for _, t := range types {
		content[t] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	}
	return content
}

// aProblem is the answer of every route that does not go well.
func aProblem() *huma.Response {
	return &huma.Response{Description: "Error", Content: map[string]*huma.MediaType{
		"application/problem+json": {Schema: &huma.Schema{Ref: "#/components/schemas/ErrorModel"}},
	}}
}
