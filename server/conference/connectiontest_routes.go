package conference

import (
	"context"
	"net/url"
	"time"

	"fairground/rooms"
	"fairground/server/actor"
	"fairground/server/api"
)

type seatBody struct {
	Ticket      string `json:"ticket" doc:"For one WebSocket, for a minute."`
	Token       string `json:"token" doc:"For the first message."`
	URL         string `json:"url"`
	Participant string `json:"participant"`
}

type trialOut struct {
	Body struct {
		// The seat's members once more: a struct that is embedded and not exported is left out of the OpenAPI document.
		Ticket      string            `json:"ticket" doc:"For one WebSocket, for a minute."`
		Token       string            `json:"token" doc:"For the first message."`
		URL         string            `json:"url"`
		Participant string            `json:"participant"`
		Room        string            `json:"room"`
		Expires     time.Time         `json:"expires"`
		ICEServers  []rooms.ICEServer `json:"iceServers" nullable:"false"`
		Echo        seatBody          `json:"echo" doc:"A second seat, which receives what the first sends."`
	}
}

func seatOf(p Pass) seatBody {
	return seatBody{
		Ticket: p.Ticket, Token: p.Token, Participant: p.Participant,
		URL: "/api/v1/rooms/" + url.PathEscape(p.Room) + "/socket?ticket=" + url.QueryEscape(p.Ticket),
	}
}

type keepTestIn struct {
	Body struct {
		Measured
		Exhibition string `json:"exhibition,omitempty" maxLength:"64" doc:"Absent: the one in which I have a part."`
	}
}

type testOut struct{ Body ConnectionTest }

type testsIn struct {
	ID string `path:"id"`
	api.Cursor
}

type testsOut struct{ Body api.List[ConnectionTest] }

func connectionTestRoutes(a *api.API, s *Service) {
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/connection-test", ID: "try-connection", Tag: tag, Summary: "A room of my own to try my connection in", Access: api.SignedIn},
		func(ctx context.Context, _ *struct{}) (*trialOut, error) {
			t, err := s.TryConnection(ctx)
			if err != nil {
				return nil, err
			}
			out, seat := &trialOut{}, seatOf(t.Pass)
			b := &out.Body
			b.Ticket, b.Token, b.URL, b.Participant = seat.Ticket, seat.Token, seat.URL, seat.Participant
			b.Echo, b.Room, b.Expires, b.ICEServers = seatOf(t.Echo), t.Pass.Room, t.Pass.Expires.UTC(), t.Pass.ICEServers
			return out, nil
		})
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/connection-test", ID: "keep-connection-test", Tag: tag, Summary: "What the test found, and what it means", Access: api.SignedIn},
		func(ctx context.Context, in *keepTestIn) (*testOut, error) {
			t, err := s.KeepTest(ctx, in.Body.Exhibition, in.Body.Measured)
			if err != nil {
				return nil, err
			}
			return &testOut{t}, nil
		})
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/exhibitions/{id}/connection-tests", ID: "list-connection-tests", Tag: tag, Summary: "How everybody is connected", Access: api.Roles(actor.Organizer, actor.Moderator)},
		func(ctx context.Context, in *testsIn) (*testsOut, error) {
			list, next, err := s.ConnectionTests(ctx, in.ID, in.Cursor.Cursor, in.Limit)
			if err != nil {
				return nil, err
			}
			return &testsOut{api.ListOf(list, next)}, nil
		})
}
