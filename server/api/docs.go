package api

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"reflect"
	"slices"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"
)

//go:embed docs.html
var docsHTML string

// docs serves the OpenAPI document and a page of our own that is made from it.
func (a *API) docs() {
	page := template.Must(template.New("api").Parse(docsHTML))
	a.app.Get("/openapi.json", func(c *fiber.Ctx) error {
		doc, err := a.Document()
		if err != nil {
			return err
		}
		c.Set(fiber.HeaderContentType, "application/vnd.oai.openapi+json;version=3.1")
		c.Set(fiber.HeaderCacheControl, "no-cache")
		return c.Send(doc)
	})
	a.app.Get("/api", func(c *fiber.Ctx) error {
		var body bytes.Buffer
		if err := page.Execute(&body, a.chapters()); err != nil {
			return fmt.Errorf("render the API page: %w", err)
		}
		return sendPage(c, HTML{Body: body.Bytes(), Lang: "en"})
	})
}

// Document is the OpenAPI document as it is served and kept golden: indented,
// with our problem in place of Huma's.
func (a *API) Document() ([]byte, error) {
	a.describeProblem()
	raw, err := a.OpenAPI()
	if err != nil {
		return nil, fmt.Errorf("write the OpenAPI document: %w", err)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, raw, "", "  "); err != nil {
		return nil, fmt.Errorf("indent the OpenAPI document: %w", err)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// describeProblem puts our problem where Huma registered its own error model.
func (a *API) describeProblem() {
	text := &huma.Schema{Type: huma.TypeString}
	a.huma.OpenAPI().Components.Schemas.Map()["ErrorModel"] = &huma.Schema{
		Type:                 huma.TypeObject,
		Description:          "A problem (RFC 9457) with a stable code; extension members depend on the code.",
		Required:             []string{"type", "title", "status", "code"},
		AdditionalProperties: true,
		Properties: map[string]*huma.Schema{
			"type": text, "title": text, "code": text, "detail": text,
			"status": {Type: huma.TypeInteger},
			"fields": {Type: huma.TypeArray, Items: &huma.Schema{
				Type: huma.TypeObject, Properties: map[string]*huma.Schema{"location": text, "message": text},
			}},
		},
	}
}

// describeUpload writes a streamed route into the document. out is the type of what it answers.
func (a *API) describeUpload(r Route, types []string, out reflect.Type) {
	a.naming = r.ID
	answer := a.huma.OpenAPI().Components.Schemas.Schema(out, true, "")
	op := &huma.Operation{
		OperationID: r.ID, Method: r.Method, Path: r.Path, Summary: r.Summary, Tags: []string{r.Tag},
		Description: "Access: " + r.Access.String() + ".",
		Extensions:  map[string]any{"x-access": r.Access.String()},
		Parameters:  append(pathParameters(r.Path), queryParameters(r.Query)...),
		RequestBody: &huma.RequestBody{Required: true, Content: binary(types...)},
		Responses: map[string]*huma.Response{
			strconv.Itoa(cmp.Or(r.Status, http.StatusOK)): {
				Description: http.StatusText(cmp.Or(r.Status, http.StatusOK)),
				Content:     map[string]*huma.MediaType{"application/json": {Schema: answer}},
			},
			"default": aProblem(),
		},
	}
	if !r.Access.anyone {
		op.Security = []map[string][]string{{"session": {}}, {"token": {}}}
	}
	a.huma.OpenAPI().AddOperation(op)
}

type chapter struct {
	Tag    string
	Routes []Route
}

// chapters sorts the routes by feature, in the order of registration.
func (a *API) chapters() []chapter {
	var list []chapter
	for _, r := range a.routes {
		i := slices.IndexFunc(list, func(c chapter) bool { return c.Tag == r.Tag })
		if i < 0 {
			list = append(list, chapter{Tag: r.Tag})
			i = len(list) - 1
		}
		list[i].Routes = append(list[i].Routes, r)
	}
	return list
}
