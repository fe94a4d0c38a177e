package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"reflect"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fairground/server/actor"
	"fairground/server/lang"
	"fairground/server/problem"
)

// PageRequest is what a plain page may know of the visitor.
type PageRequest struct {
	Params map[string]string // of the path
	Query  func(name string) string
	Lang   string // of the interface, from the query, the actor or Accept-Language
	Base   string // scheme://host of the request, for absolute links
	IfNone string // the If-None-Match header
}

// HTML is a plain page that reads without scripts.
type HTML struct {
	Body   []byte
	Lang   string // of the text, for the header
	ETag   string // quoted; equal to IfNone gives 304
	Status int    // 200 if zero
	Type   string // "text/html; charset=utf-8" if empty
}

// Page registers a page for everyone. The path has Fiber's form, "/halls/:id".
// A problem becomes a small page with its status.
//
//nolint:contextcheck // the context is the request's: c.UserContext()
func Page(a *API, path string, h func(context.Context, PageRequest) (HTML, error)) {
	a.app.Get(path, func(c *fiber.Ctx) error {
		page, err := h(c.UserContext(), a.pageRequest(c))
		if err != nil {
			w := a.answer(c.UserContext(), err)
			c.Status(w.Status).Type("html", "utf-8")
			return c.SendString("<!doctype html><title>" + w.Title + "</title><p>" + w.Title)
		}
		return sendPage(c, page)
	})
}

func sendPage(c *fiber.Ctx, page HTML) error {
	c.Set(fiber.HeaderVary, "Accept-Language, Cookie")
	c.Set(fiber.HeaderCacheControl, "no-cache")
	if page.ETag != "" {
		c.Set(fiber.HeaderETag, page.ETag)
		if c.Get(fiber.HeaderIfNoneMatch) == page.ETag {
			return c.SendStatus(http.StatusNotModified)
		}
	}
	if page.Lang != "" {
		c.Set(fiber.HeaderContentLanguage, page.Lang)
	}
	if page.Type == "" {
		page.Type = "text/html; charset=utf-8"
	}
	if page.Status == 0 {
		page.Status = http.StatusOK
	}
	c.Status(page.Status).Set(fiber.HeaderContentType, page.Type)
	return c.Send(page.Body)
}

func (a *API) pageRequest(c *fiber.Ctx) PageRequest {
	base := a.opt.Origin
	if base == "" {
		base = c.BaseURL()
	}
	tag := c.Query("lang")
	if tag == "" {
		tag = actor.From(c.UserContext()).Lang
	}
	if tag == "" {
		tag = c.Get(fiber.HeaderAcceptLanguage)
	}
	return PageRequest{
		Params: c.AllParams(),
		Query:  func(name string) string { return c.Query(name) },
		Lang:   lang.Match(tag),
		Base:   base,
		IfNone: c.Get(fiber.HeaderIfNoneMatch),
	}
}

// File is a download. The zero Name shows it in the browser.
type File struct {
	Body      []byte
	Type      string // media type
	Name      string // for Content-Disposition: attachment
	ETag      string // quoted
	Immutable bool   // the bytes under this address never change
}

// Files registers a GET route that answers with a file of one of the media types
// that the route gives; "*/*" stands in the document if it names none. It stands
// in the route list and in the OpenAPI document like every other route.
func Files[In any](a *API, r Route, h func(context.Context, *In) (File, error)) {
	type out struct {
		Type        string `header:"Content-Type"`
		Disposition string `header:"Content-Disposition"`
		ETag        string `header:"ETag"`
		Cache       string `header:"Cache-Control"`
		Body        []byte
	}
	if len(r.Gives) == 0 {
		r.Gives = []string{"*/*"}
	}
	Handle(a, r, func(ctx context.Context, in *In) (*out, error) {
		f, err := h(ctx, in)
		if err != nil {
			return nil, err
		}
		o := &out{Type: f.Type, ETag: f.ETag, Body: f.Body}
		if f.Name != "" {
			o.Disposition = mime.FormatMediaType("attachment", map[string]string{"filename": f.Name})
		}
		if f.Immutable {
			o.Cache = "public, max-age=31536000, immutable"
		}
		return o, nil
	})
}

// Upload is a body that is read as it arrives.
type Upload struct {
	Body   io.Reader // ends with a TooLarge problem after the route's limit
	Type   string    // the media type that the client claims, without parameters
	Params map[string]string
	Query  func(name string) string
	Match  string // the If-Match header
}

// Version is the version in If-Match, or the problem that the route answers.
func (u Upload) Version() (int64, error) {
	if u.Match == "" {
		return 0, problem.New(problem.PreconditionRequired, "precondition_required", "send If-Match with the ETag that you saw")
	}
	v, err := parseTag(u.Match)
	if err != nil {
		return 0, problem.New(problem.PreconditionFailed, "version_conflict", err.Error())
	}
	return v, nil
}

// Uploads registers a route that takes a body of at most limit bytes and
// answers with the JSON of what h returns. The types are the media types it
// takes; h must still look into the bytes.
//
//nolint:contextcheck // the context is the request's: c.UserContext()
func Uploads[Out any](a *API, r Route, limit int64, types []string, h func(context.Context, Upload) (*Out, error)) {
	a.routes = append(a.routes, r)
	a.describeUpload(r, types, reflect.TypeFor[Out]())
	a.app.Add(r.Method, fiberPath(r.Path), func(c *fiber.Ctx) error {
		if err := r.Access.allow(actor.From(c.UserContext())); err != nil {
			return err
		}
		kind, _, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
		if err != nil || !contains(types, kind) {
			return problem.New(problem.Unsupported, "media_type", "send one of "+strings.Join(types, ", "))
		}
		if n := c.Request().Header.ContentLength(); int64(n) > limit {
			return tooLarge(limit)
		}
		if deadline, ok := c.UserContext().Deadline(); ok { // a long body has the time of the request, not that of its headers
			if err := c.Context().Conn().SetReadDeadline(deadline); err != nil {
				return fmt.Errorf("give an upload its time: %w", err)
			}
		}
		body := c.Context().RequestBodyStream()
		if body == nil {
			body = strings.NewReader(string(c.Body()))
		}
		out, err := h(c.UserContext(), Upload{
			Body: &capped{r: body, left: limit, limit: limit}, Type: kind, Params: c.AllParams(),
			Query: func(name string) string { return c.Query(name) }, Match: c.Get(fiber.HeaderIfMatch),
		})
		if err != nil {
			return err
		}
		if r.Status != 0 {
			c.Status(r.Status)
		}
		return c.JSON(out)
	})
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func tooLarge(limit int64) error {
	return problem.Newf(problem.TooLarge, "too_large", "at most %d bytes are taken", limit)
}

// capped reads at most limit bytes and then fails, where io.LimitReader would
// quietly end.
type capped struct {
	r     io.Reader
	left  int64
	limit int64
}

func (c *capped) Read(p []byte) (int, error) {
	if c.left < 0 {
		return 0, tooLarge(c.limit)
	}
	if int64(len(p)) > c.left+1 {
		p = p[:c.left+1]
	}
	n, err := c.r.Read(p)
	c.left -= int64(n)
	if c.left < 0 {
		return n, tooLarge(c.limit)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = problem.New(problem.Invalid, "upload_cut", "the upload ended early").Wrap(err)
	}
	return n, err
}
