package api

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"io"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fairground/server/actor"
	"fairground/server/problem"
)

// CookieName is the session cookie. The prefix makes the browser insist on
// Secure, Path=/ and no Domain; browsers treat loopback as secure.
const CookieName = "__Host-fairground"

const (
	keyHeader  = "Idempotency-Key"
	csrfHeader = "X-CSRF-Token"
)

type requestKey struct{}

// requestID is the id of the request in whose context this is.
func requestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}

// guard gives the request its id and turns a panic into an answer, so that one
// bad request ends only itself.
func (a *API) guard(c *fiber.Ctx) (err error) {
	var id [8]byte
	_, _ = rand.Read(id[:]) // crypto/rand never fails on the systems we run on
	request := hex.EncodeToString(id[:])
	c.SetUserContext(context.WithValue(c.UserContext(), requestKey{}, request))
	c.Set("X-Request-Id", request)
	defer func() {
		if r := recover(); r != nil {
			a.opt.Logger.Error("request panicked", "request", request, "panic", r, "stack", string(debug.Stack()))
			err = problem.New(problem.Internal, "internal", "panic")
		}
		if err != nil {
			err = a.failFiber(c, err)
		}
		closeUnread(c)
	}()
	return c.Next()
}

// closeUnread ends the connection if the handler left a part of the body: the
// server would read the rest as the next request.
func closeUnread(c *fiber.Ctx) {
	stream := c.Context().RequestBodyStream()
	if stream == nil {
		return
	}
	if _, err := stream.Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
		c.Context().SetConnectionClose()
	}
}

// contentPolicy lets a page load from its own origin only. Mantine sets inline
// styles; the room page plays blobs and opens a WebSocket.
const contentPolicy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
	"connect-src 'self' wss:; media-src 'self' blob:; worker-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; " +
	"form-action 'self'; frame-ancestors 'none'"

func (a *API) secureHeaders(c *fiber.Ctx) error {
	c.Set("Content-Security-Policy", contentPolicy)
	c.Set("X-Content-Type-Options", "nosniff")
	c.Set("X-Frame-Options", "DENY")
	c.Set("Referrer-Policy", "same-origin")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Permissions-Policy", "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=()")
	if a.opt.Secure {
		c.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
	}
	if strings.HasPrefix(c.Path(), "/api/") {
		c.Set("Cache-Control", "no-store")
	}
	return c.Next()
}

// withDeadline bounds the request in time: Fiber's context does not end when
// the client leaves.
func (a *API) withDeadline(c *fiber.Ctx) error {
	ctx, cancel := context.WithTimeout(c.UserContext(), a.opt.Timeout)
	defer cancel()
	c.SetUserContext(ctx)
	return c.Next()
}

// authenticate puts the actor into the context. A bearer token that is wrong is
// refused; a stale cookie only makes the visitor anonymous, for his page must
// still open.
func (a *API) authenticate(c *fiber.Ctx) error {
	auth := a.opt.Authenticator
	if auth == nil || isAsset(c.Path()) || a.isKeyed(c.Path()) {
		return c.Next()
	}
	if bearer, ok := strings.CutPrefix(c.Get(fiber.HeaderAuthorization), "Bearer "); ok {
		who, err := auth.Token(c.UserContext(), bearer)
		if err != nil {
			return err
		}
		c.SetUserContext(actor.With(c.UserContext(), who))
		return c.Next()
	}
	secret := c.Cookies(CookieName)
	if secret == "" {
		return c.Next()
	}
	who, csrf, err := auth.Session(c.UserContext(), secret)
	if problem.Is(err, problem.Unauthenticated) {
		c.Cookie(EndedCookie())
		return c.Next()
	}
	if err != nil {
		return err
	}
	c.Locals(csrfKey{}, csrf)
	c.SetUserContext(context.WithValue(actor.With(c.UserContext(), who), csrfKey{}, csrf))
	return c.Next()
}

type csrfKey struct{}

// CSRF is the token that the session's unsafe requests must carry, "" for a
// visitor without a session.
func CSRF(ctx context.Context) string {
	s, _ := ctx.Value(csrfKey{}).(string)
	return s
}

// isAsset reports whether a path is a file of the web client, which needs no actor.
func isAsset(path string) bool { return strings.HasPrefix(path, "/assets/") }

// limit holds every session and every address to its rate.
func (a *API) limit(c *fiber.Ctx) error {
	if isAsset(c.Path()) {
		return c.Next()
	}
	who := actor.From(c.UserContext())
	key := who.Session
	if key == "" {
		key = c.IP()
	}
	if !a.limiter.allow(key) {
		c.Set(fiber.HeaderRetryAfter, "1")
		return problem.New(problem.TooMany, "too_many_requests", "slow down")
	}
	return c.Next()
}

// refuseForgery stops requests that another site makes in the visitor's name
// (OWASP ASVS 5.0, V3.5): the origin must be ours, and a request that a cookie
// speaks for carries the session's token as well.
func (a *API) refuseForgery(c *fiber.Ctx) error {
	if slices.Contains([]string{fiber.MethodGet, fiber.MethodHead, fiber.MethodOptions}, c.Method()) || a.isKeyed(c.Path()) {
		return c.Next()
	}
	if site := c.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return problem.New(problem.Forbidden, "origin_foreign", "the request comes from another site")
	}
	if origin := c.Get(fiber.HeaderOrigin); origin != "" && !a.OwnOrigin(origin, c.Hostname()) {
		return problem.New(problem.Forbidden, "origin_foreign", "the request comes from another site")
	}
	want, _ := c.Locals(csrfKey{}).(string)
	if want != "" && subtle.ConstantTimeCompare([]byte(want), []byte(c.Get(csrfHeader))) != 1 {
		return problem.New(problem.Forbidden, "csrf_token", "send the session's token in "+csrfHeader)
	}
	return c.Next()
}

// OwnOrigin reports whether the Origin header names the pages that we serve.
// host is the request's Host, which counts where no origin is configured.
func (a *API) OwnOrigin(origin, host string) bool {
	if a.opt.Origin != "" {
		return strings.EqualFold(origin, a.opt.Origin)
	}
	u, err := url.Parse(origin)
	return err == nil && strings.EqualFold(u.Host, host)
}
