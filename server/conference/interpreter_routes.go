package conference

import (
	"context"

	"fairground/server/actor"
	"fairground/server/api"
)

type interpretersOut struct{ Body api.List[Assignment] }

type setInterpretersIn struct {
	ID   string `path:"id"`
	Body struct {
		Interpreters []Assignment `json:"interpreters" maxItems:"32" doc:"Replaces the list before."`
	}
}

type coverageOut struct{ Body api.List[RoomCoverage] }

func interpreterRoutes(a *api.API, s *Service) {
	answer := func(list []Assignment, err error) (*interpretersOut, error) {
		if err != nil {
			return nil, err
		}
		return &interpretersOut{api.ListOf(list, "")}, nil
	}
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/rooms/{id}/interpreters", ID: "list-interpreters", Tag: tag, Summary: "Who interprets in the room", Access: api.SignedIn},
		func(ctx context.Context, in *oneIn) (*interpretersOut, error) {
			return answer(s.Interpreters(ctx, in.ID))
		})
	api.Handle(a, api.Route{Method: "PUT", Path: "/api/v1/rooms/{id}/interpreters", ID: "name-interpreters", Tag: tag, Summary: "Name the interpreters of the room and their languages", Access: api.SignedIn},
		func(ctx context.Context, in *setInterpretersIn) (*interpretersOut, error) {
			return answer(s.SetInterpreters(ctx, in.ID, in.Body.Interpreters))
		})
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/exhibitions/{id}/interpretation", ID: "interpretation-coverage", Tag: tag, Summary: "What needs interpretation, and where nobody covers it", Access: api.Roles(actor.Organizer, actor.Moderator)},
		func(ctx context.Context, in *oneIn) (*coverageOut, error) {
			list, err := s.Coverage(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return &coverageOut{api.ListOf(list, "")}, nil
		})
}
