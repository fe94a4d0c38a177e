package conference

import (
	"context"

	"fairground/server/api"
)

type guestsOut struct{ Body api.List[Guest] }

type guestIn struct {
	ID          string `path:"id"`
	Participant string `path:"participant"`
}

type sendAwayIn struct {
	ID          string `path:"id"`
	Participant string `path:"participant"`
	Body        struct {
		Reason string `json:"reason,omitempty" maxLength:"500"`
	}
}

func lobbyRoutes(a *api.API, s *Service) {
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/rooms/{id}/lobby", ID: "list-lobby", Tag: tag, Summary: "Who waits to be let in", Access: api.SignedIn},
		func(ctx context.Context, in *oneIn) (*guestsOut, error) {
			list, err := s.Waiting(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return &guestsOut{api.ListOf(list, "")}, nil
		})
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/rooms/{id}/lobby/{participant}/admit", ID: "admit-guest", Tag: tag, Summary: "Let a guest in", Access: api.SignedIn, Status: 204},
		func(ctx context.Context, in *guestIn) (*api.None, error) {
			return nil, s.Admit(ctx, in.ID, in.Participant)
		})
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/rooms/{id}/lobby/{participant}/deny", ID: "deny-guest", Tag: tag, Summary: "Send a guest away", Access: api.SignedIn, Status: 204},
		func(ctx context.Context, in *sendAwayIn) (*api.None, error) {
			return nil, s.Deny(ctx, in.ID, in.Participant, in.Body.Reason)
		})
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/rooms/{id}/participants/{participant}/remove", ID: "remove-participant", Tag: tag, Summary: "Remove somebody from the room and keep them out", Access: api.SignedIn, Status: 204},
		func(ctx context.Context, in *sendAwayIn) (*api.None, error) {
			return nil, s.Remove(ctx, in.ID, in.Participant, in.Body.Reason)
		})
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/rooms/{id}/close", ID: "close-room", Tag: tag, Summary: "End the room for everybody", Access: api.SignedIn},
		func(ctx context.Context, in *reasonIn) (*roomOut, error) {
			return s.again(ctx, in.ID, s.CloseRoom(ctx, in.ID, in.Body.Reason))
		})
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/rooms/{id}/reopen", ID: "reopen-room", Tag: tag, Summary: "Take back that the room was closed", Access: api.SignedIn},
		func(ctx context.Context, in *oneIn) (*roomOut, error) {
			return s.again(ctx, in.ID, s.Reopen(ctx, in.ID))
		})
}
