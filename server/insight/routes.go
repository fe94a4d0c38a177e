package insight

import (
	"context"

	"fairground/server/actor"
	"fairground/server/api"
)

type boardIn struct {
	ID string `path:"id" maxLength:"80"`
}

type boardOut struct{ Body Board }

// Routes registers the routes of the feature.
func Routes(a *api.API, s *Service) {
	api.Handle(a, api.Route{
		Method: "GET", Path: "/api/v1/exhibitions/{id}/board", ID: "show-board", Tag: "insight",
		Summary: "The exhibition in numbers, now", Access: api.Roles(actor.Organizer),
	}, func(ctx context.Context, in *boardIn) (*boardOut, error) {
		b, err := s.Board(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return &boardOut{b}, nil
	})
}
