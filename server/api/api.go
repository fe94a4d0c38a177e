// Package api is the HTTP edge: it turns a typed handler into a route and its
// part of the OpenAPI document, a credential into an actor, and a problem into
// an answer. It knows Fiber and Huma so that no feature has to; it knows no
// feature.
package api

import (
	"context"
	"log/slog"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"fairground/server/actor"
	"fairground/server/money"
)

// Authenticator turns a credential into the actor it stands for. The accounts
// feature implements it.
type Authenticator interface {
	// Session returns who holds the session secret and the CSRF token that the
	// secret's unsafe requests must carry. A secret that is unknown, expired or
	// revoked gives a problem of kind Unauthenticated.
	Session(ctx context.Context, secret string) (actor.Actor, string, error)
	// Token returns who holds the API token.
	Token(ctx context.Context, token string) (actor.Actor, error)
}

// Options are what the edge needs to know of its surroundings.
type Options struct {
	Version       string        // of the program, for the OpenAPI document
	Origin        string        // scheme://host[:port] of the pages; "" accepts the request's own host
	Secure        bool          // pages are served over TLS: HSTS is sent
	Timeout       time.Duration // of one request, 15 s if zero
	RatePerSecond float64       // of one session or address, 50 if zero, without limit if negative
	Authenticator Authenticator
	Replays       Replays // where answers under an Idempotency-Key are kept; nil keeps none
	Logger        *slog.Logger
	Now           func() time.Time
}

// API is the edge with its routes.
type API struct {
	app     *fiber.App
	huma    huma.API
	opt     Options
	limiter *limiter
	routes  []Route
	naming  string // the operation whose types are being named
	keyed   []func(path string) bool
}

// maxBody is how much a route takes that does not say otherwise, in bytes.
const maxBody = 1 << 20

// New returns an edge without features on a Fiber app of its own.
func New(opt Options) *API {
	if opt.Timeout == 0 {
		opt.Timeout = 15 * time.Second
	}
	if opt.RatePerSecond == 0 {
		opt.RatePerSecond = 50
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Logger == nil {
		opt.Logger = slog.New(slog.DiscardHandler)
	}
	a := &API{opt: opt, limiter: newLimiter(opt.RatePerSecond, opt.Now)}
	a.app = fiber.New(fiber.Config{
		Immutable:             true, // kept path and header strings are otherwise overwritten by the next request
		DisableStartupMessage: true,
		ReadTimeout:           2 * time.Second, // ends a client that sends a byte a minute
		WriteTimeout:          30 * time.Second,
		IdleTimeout:           75 * time.Second,
		BodyLimit:             maxBody, // a longer body is streamed, and capped by the route that takes it
		StreamRequestBody:     true,
		ReadBufferSize:        16 << 10, // of the request line and the headers
		ErrorHandler:          a.failFiber,
	})
	a.app.Use(a.guard, a.secureHeaders, a.withDeadline, a.authenticate, a.limit, a.refuseForgery, a.replay)

	config := huma.DefaultConfig("Fairground", opt.Version)
	config.Info.Description = "An international online exhibition from the first invitation to the last payout."
	config.CreateHooks = nil // otherwise every body carries a $schema
	config.DocsPath = ""     // the page at /api is ours: Huma's loads scripts from elsewhere
	config.OpenAPIPath = ""
	config.SchemasPath = ""
	config.Transformers = []huma.Transformer{speakOurProblems}
	config.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", a.schemaName)
	config.Components.Schemas.RegisterTypeAlias(reflect.TypeFor[money.Amount](), reflect.TypeFor[Money]())
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session":   {Type: "apiKey", In: "cookie", Name: CookieName, Description: "The browser's session; unsafe methods also carry X-CSRF-Token."},
		"token":     {Type: "http", Scheme: "bearer", Description: "An API token of the account page."},
		ByStreamKey: {Type: "http", Scheme: "bearer", Description: "a stream key of the room, of the use that the path names."},
		ByTicket:    {Type: "apiKey", In: "query", Name: "ticket", Description: "a ticket, which opens one socket once, from a page of this site."},
	}
	a.huma = humafiber.New(a.app, config)
	a.huma.UseMiddleware(decodePath)
	a.docs()
	return a
}

// Money is how an amount of money looks in JSON. The Go type is money.Amount;
// this one stands in the OpenAPI document.
type Money struct {
	Amount   string `json:"amount" pattern:"^-?[0-9]{1,15}(\\.[0-9]{1,4})?$" example:"1234.50" doc:"Decimal string with at most as many decimals as the currency has."`
	Currency string `json:"currency" pattern:"^[A-Z]{3}$" example:"CNY" doc:"ISO 4217 code."`
}

// schemaName names a schema after its type and package, so that two features
// may use the same word: deals.Offer becomes DealsOffer. A type without a name is
// named after the operation that it belongs to.
func (a *API) schemaName(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	name := huma.DefaultSchemaNamer(t, hint)
	if t.Name() == "" {
		return camel(a.naming) + name
	}
	if outer, inner, generic := strings.Cut(strings.TrimSuffix(t.Name(), "]"), "["); generic {
		// List[fairground/server/deals.View] is ListDealsView.
		feature, of, _ := strings.Cut(inner[strings.LastIndex(inner, "/")+1:], ".")
		return outer + camel(feature) + camel(of)
	}
	path := t.PkgPath()
	feature := path[strings.LastIndex(path, "/")+1:]
	if !strings.HasPrefix(path, "fairground/") || feature == "api" {
		return name
	}
	return camel(feature) + name
}

// camel spells "change-exhibition" as ChangeExhibition.
func camel(kebab string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(kebab, "-") {
		if part != "" {
			b.WriteString(strings.ToUpper(part[:1]) + part[1:])
		}
	}
	return b.String()
}

// App is the Fiber app below, for what is no route of the API: preflights, health and the web
// client's files.
func (a *API) App() *fiber.App { return a.app }

// Keyed names paths whose routes take a key of their own in the Authorization
// header: the edge looks neither at it nor at a cookie there, and pages of other
// sites that have such a key may use it.
func (a *API) Keyed(match func(path string) bool) { a.keyed = append(a.keyed, match) }

func (a *API) isKeyed(path string) bool {
	return slices.ContainsFunc(a.keyed, func(match func(string) bool) bool { return match(path) })
}

// Routes lists what was registered, for the tests that walk every route.
func (a *API) Routes() []Route { return append([]Route(nil), a.routes...) }

// OpenAPI is the document of all routes registered so far, as JSON.
func (a *API) OpenAPI() ([]byte, error) { return a.huma.OpenAPI().MarshalJSON() }

// Test sends a request through the whole edge without a socket.
func (a *API) Test(r *http.Request) (*http.Response, error) {
	r.RequestURI = r.URL.RequestURI() // fasthttp wants a Host line beside the path, not an absolute address
	return a.app.Test(r, -1)
}
