package meetings

import (
	"context"
	"strings"
	"time"

	"fairground/server/api"
	"fairground/server/problem"
)

func calendarRoutes(a *api.API, s *Service) {
	const tag = "agenda"
	api.Handle(a, api.Route{
		Method: "GET", Path: "/api/v1/agenda", ID: "show-agenda", Summary: "My meetings and the sessions, by day", Tag: tag, Access: api.SignedIn,
	}, func(ctx context.Context, in *struct {
		From time.Time `query:"from"`
		To   time.Time `query:"to"`
	},
	) (*struct{ Body api.List[Entry] }, error) {
		entries, err := s.Agenda(ctx, in.From, in.To)
		if err != nil {
			return nil, err
		}
		return &struct{ Body api.List[Entry] }{api.ListOf(entries, "")}, nil
	})
	api.Handle(a, api.Route{
		Method: "POST", Path: "/api/v1/calendar", ID: "open-calendar", Summary: "Give me a new secret address of my calendar", Tag: tag,
		Access: api.SignedIn, Status: 201,
	}, func(ctx context.Context, _ *struct{}) (*struct {
		Body struct {
			Path string `json:"path" doc:"Below the site; shown once."`
		}
	}, error,
	) {
		path, err := s.OpenCalendar(ctx)
		if err != nil {
			return nil, err
		}
		out := &struct {
			Body struct {
				Path string `json:"path" doc:"Below the site; shown once."`
			}
		}{}
		out.Body.Path = path
		return out, nil
	})
	api.Files(a, api.Route{
		Method: "GET", Path: "/api/v1/calendar/{file}", ID: "read-calendar", Summary: "A person's calendar, by its secret address: {secret}.ics",
		Tag: tag, Access: api.Public, Gives: []string{"text/calendar"},
	}, func(ctx context.Context, in *struct {
		File string `path:"file" maxLength:"80"`
	},
	) (api.File, error) {
		secret, ok := strings.CutSuffix(in.File, ".ics")
		if !ok {
			return api.File{}, problem.New(problem.NotFound, "calendar_not_found", "there is no such calendar")
		}
		body, err := s.Calendar(ctx, secret)
		return api.File{Body: body, Type: "text/calendar; charset=utf-8"}, err
	})
}
