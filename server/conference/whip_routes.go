package conference

import (
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fairground/rooms"
	"fairground/server/api"
	"fairground/server/problem"
)

const (
	typeSDP      = "application/sdp"
	typeFragment = "application/trickle-ice-sdpfrag" // RFC 8840
)

// streamRoutes registers WHIP (RFC 9725) and WHEP (draft-ietf-wish-whep). Both have rules of their own for media types, conditions and
// preflights, so they are bare routes; who comes shows a stream key instead of a person's credential, and no cookie counts.
func streamRoutes(a *api.API, s *Service) {
	a.Keyed(isStreamPath)
	for _, use := range []KeyUse{KeyWHIP, KeyWHEP} {
		endpoint := "/api/v1/rooms/{id}/" + string(use)
		session := endpoint + "/{session}"
		serve := func(method, path string, r api.Bare, h func(*fiber.Ctx, StreamKey) error) {
			r.Method, r.Path, r.Tag, r.Access, r.Opened = method, path, tag, api.Public, api.ByStreamKey
			api.Serve(a, r, s.streamHandler(use, h))
		}
		offer := api.Bare{
			Route: api.Route{ID: "offer-" + string(use), Summary: "Stream into a room (WHIP, RFC 9725)"}, Takes: typeSDP,
			Answers: []api.Answer{{Status: http.StatusCreated, Types: []string{typeSDP}, Headers: []string{"Location", "ETag", "Link", "Accept-Patch"}}},
		}
		if use == KeyWHEP {
			offer.Summary, offer.Query = "Watch a room (WHEP)", []string{"participant", "language"}
		}
		serve("POST", endpoint, offer, s.offerStream)
		serve("PATCH", session, api.Bare{
			Route: api.Route{ID: "patch-" + string(use), Summary: "Trickle candidates of a stream, or restart ICE"}, Takes: typeFragment, Reads: []string{"If-Match"},
			Answers: []api.Answer{{Status: http.StatusNoContent}, {Status: http.StatusOK, Types: []string{typeFragment}, Headers: []string{"ETag"}}},
		}, s.patchStream)
		serve("DELETE", session, api.Bare{
			Route: api.Route{ID: "end-" + string(use), Summary: "End a stream"}, Answers: []api.Answer{{Status: http.StatusOK}},
		}, s.endStream)
		plain := strings.NewReplacer("{", ":", "}", "")
		for path, methods := range map[string]string{endpoint: "POST, OPTIONS", session: "PATCH, DELETE, OPTIONS"} {
			a.App().Options(plain.Replace(path), preflight(methods))
			a.App().All(plain.Replace(path), refuseMethod(methods))
		}
	}
}

// isStreamPath reports whether a path is one of the routes above.
func isStreamPath(path string) bool {
	rest, ok := strings.CutPrefix(path, "/api/v1/rooms/")
	if !ok {
		return false
	}
	parts := strings.Split(rest, "/")
	return len(parts) > 1 && len(parts) <= 3 && (parts[1] == string(KeyWHIP) || parts[1] == string(KeyWHEP))
}

// openToPages lets pages of any site use the routes: the key alone counts, and a page that has it may use it.
func openToPages(c *fiber.Ctx) {
	c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
	c.Set(fiber.HeaderAccessControlExposeHeaders, "Location, ETag, Link, Accept-Patch")
}

func preflight(methods string) fiber.Handler {
	return func(c *fiber.Ctx) error {
		openToPages(c)
		c.Set(fiber.HeaderAccessControlAllowMethods, methods)
		c.Set(fiber.HeaderAccessControlAllowHeaders, "Authorization, Content-Type, If-Match")
		c.Set(fiber.HeaderAccessControlMaxAge, "600")
		if strings.HasPrefix(methods, "POST") {
			c.Set("Accept-Post", typeSDP)
		}
		return c.SendStatus(http.StatusNoContent)
	}
}

func refuseMethod(methods string) fiber.Handler {
	return func(c *fiber.Ctx) error {
		openToPages(c)
		c.Set(fiber.HeaderAllow, methods)
		return fiber.ErrMethodNotAllowed
	}
}

// streamHandler checks the key before anything else is looked at.
//
//nolint:contextcheck // the context is the request's: c.UserContext()
func (s *Service) streamHandler(use KeyUse, next func(*fiber.Ctx, StreamKey) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		openToPages(c)
		secret, _ := strings.CutPrefix(c.Get(fiber.HeaderAuthorization), "Bearer ")
		k, err := s.opens(c.UserContext(), secret, c.Params("id"), use)
		if err != nil {
			if problem.Is(err, problem.Unauthenticated) {
				c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="fairground"`)
			}
			return err
		}
		return next(c, k)
	}
}

// body reads what was sent, of one media type.
func body(c *fiber.Ctx, media string) (string, error) {
	kind, _, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	if err != nil || kind != media {
		return "", problem.New(problem.Unsupported, "media_type", "send "+media)
	}
	tooLarge := problem.Newf(problem.TooLarge, "too_large", "at most %d bytes are taken", rooms.MaxSDP)
	if c.Request().Header.ContentLength() > rooms.MaxSDP {
		return "", tooLarge
	}
	r := c.Context().RequestBodyStream()
	if r == nil {
		r = strings.NewReader(string(c.Body()))
	}
	data, err := io.ReadAll(io.LimitReader(r, rooms.MaxSDP+1))
	if err != nil {
		return "", problem.New(problem.Invalid, "upload_cut", "the upload ended early").Wrap(err)
	}
	if len(data) > rooms.MaxSDP {
		return "", tooLarge
	}
	return string(data), nil
}

//nolint:contextcheck // the context is the request's
func (s *Service) offerStream(c *fiber.Ctx, k StreamKey) error {
	offer, err := body(c, typeSDP)
	if err != nil {
		return err
	}
	x, answer, err := s.openStream(c.UserContext(), k, offer, view{cut(c.Query("participant"), rooms.MaxIdentifier), cut(c.Query("language"), rooms.MaxLanguage)})
	if err != nil {
		return err
	}
	s.linkServers(c, x.session.Participant())
	c.Set(fiber.HeaderLocation, "/api/v1/rooms/"+k.Room+"/"+string(k.Use)+"/"+x.session.ID())
	c.Set(fiber.HeaderETag, quoted(x.session.ETag()))
	c.Set("Accept-Patch", typeFragment)
	c.Status(http.StatusCreated).Set(fiber.HeaderContentType, typeSDP)
	return c.SendString(answer)
}

func quoted(tag string) string { return `"` + tag + `"` }

// linkServers tells of the relay as RFC 9725 section 4.6 does.
func (s *Service) linkServers(c *fiber.Ctx, user string) {
	for _, server := range s.iceServers(user) {
		for _, url := range server.URLs {
			link := fmt.Sprintf(`<%s>; rel="ice-server"`, url)
			if server.Username != "" {
				link += fmt.Sprintf(`; username="%s"; credential="%s"; credential-type="password"`, server.Username, server.Credential)
			}
			c.Append(fiber.HeaderLink, link)
		}
	}
}

// patchStream takes candidates or restarts ICE (RFC 9725 sections 4.3.2 and 4.3.3).
//
//nolint:contextcheck // the context is the request's
func (s *Service) patchStream(c *fiber.Ctx, k StreamKey) error {
	x, err := s.streams.find(c.Params("session"), k)
	if err != nil {
		return err
	}
	fragment, err := body(c, typeFragment)
	if err != nil {
		return err
	}
	match := c.Get(fiber.HeaderIfMatch)
	if match == "" {
		return problem.New(problem.PreconditionRequired, "precondition_required", "send If-Match with the ETag that you saw, or * to restart")
	}
	if match != "*" && match != quoted(x.session.ETag()) {
		return problem.New(problem.PreconditionFailed, "version_conflict", "the session has been restarted since")
	}
	restarts, err := x.session.Restarts(fragment)
	if err != nil {
		return streamProblem(err)
	}
	if !restarts {
		if match == "*" {
			return problem.New(problem.Invalid, "fragment_invalid", "a restart names new credentials")
		}
		return c.SendStatus(http.StatusNoContent)
	}
	ctx, cancel := context.WithTimeout(c.UserContext(), messageWithin)
	defer cancel()
	answer, err := x.session.Restart(ctx, fragment)
	if err != nil {
		return streamProblem(err)
	}
	c.Set(fiber.HeaderETag, quoted(x.session.ETag()))
	c.Status(http.StatusOK).Set(fiber.HeaderContentType, typeFragment)
	return c.SendString(answer)
}

func (s *Service) endStream(c *fiber.Ctx, k StreamKey) error {
	x, err := s.streams.find(c.Params("session"), k)
	if err != nil {
		return err
	}
	x.session.Close()
	return c.SendStatus(http.StatusOK)
}
