package conference

import (
	"net/http"

	"github.com/gofiber/fiber/v2"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/problem"
)

const tag = "conference"

// Routes registers the routes of the feature.
func Routes(a *api.API, s *Service) {
	programmeRoutes(a, s)
	roomRoutes(a, s)
	lobbyRoutes(a, s)
	questionRoutes(a, s)
	pollRoutes(a, s)
	breakoutRoutes(a, s)
	interpreterRoutes(a, s)
	captionRoutes(a, s)
	moderationRoutes(a, s)
	noteRoutes(a, s)
	recordingRoutes(a, s)
	keyRoutes(a, s)
	streamRoutes(a, s)
	connectionTestRoutes(a, s)
	api.Serve(a, api.Bare{
		Route:  api.Route{Method: "GET", Path: "/api/v1/rooms/{id}/socket", ID: "open-socket", Tag: tag, Summary: "The WebSocket of a room", Access: api.Public},
		Opened: api.ByTicket, Reads: []string{"Upgrade", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Origin"},
		Answers: []api.Answer{{Status: http.StatusSwitchingProtocols, Headers: []string{"Upgrade", "Sec-WebSocket-Accept"}}},
	}, s.socketHandler(a.OwnOrigin))
}

// socketHandler serves the WebSocket. A browser always says which page asks (RFC 6454); a request that does not say it, or names
// another site, gets nothing, and neither spends the ticket.
//
//nolint:contextcheck // the context is the request's, and afterwards the conversation's own
func (s *Service) socketHandler(own func(origin, host string) bool) fiber.Handler {
	claim := func(c *fiber.Ctx) (ticket, error) {
		if origin := c.Get(fiber.HeaderOrigin); origin == "" || !own(origin, c.Hostname()) {
			return ticket{}, problem.New(problem.Forbidden, "origin_foreign", "the request comes from another site")
		}
		return s.tickets.claim(c.Query("ticket"), c.Params("id"), actor.From(c.UserContext()).Person)
	}
	return upgrade(s.sockets, s.config.WriteTimeout, s.log, claim, s.converse)
}
