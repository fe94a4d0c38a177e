package conference

import (
	"context"
	"time"

	"fairground/server/api"
	"fairground/server/lang"
)

type breakoutsBody struct {
	Breakouts []Breakout `json:"breakouts" nullable:"false"`
	Ends      *time.Time `json:"ends,omitempty"`
	Mine      string     `json:"mine,omitempty" doc:"The one to which I belong."`
}

type breakoutsOut struct{ Body breakoutsBody }

type breakoutWords struct {
	ID           string    `json:"id,omitempty" maxLength:"64" doc:"Of one that goes on; absent: a new one."`
	Name         lang.Text `json:"name"`
	Participants []string  `json:"participants,omitempty" maxItems:"1000"`
	Roam         bool      `json:"roam,omitempty"`
}

type breakOutIn struct {
	ID   string `path:"id"`
	Body struct {
		Breakouts []breakoutWords `json:"breakouts" minItems:"1" maxItems:"50"`
		Minutes   int             `json:"minutes" minimum:"1" maximum:"180"`
	}
}

// breakoutsNow answers with the breakouts after an act.
func (s *Service) breakoutsNow(ctx context.Context, id string, err error) (*breakoutsOut, error) {
	if err != nil {
		return nil, err
	}
	list, ends, mine, lead, err := s.BreakoutsOf(ctx, id)
	if err != nil {
		return nil, err
	}
	out := &breakoutsOut{breakoutsBody{Breakouts: make([]Breakout, 0, len(list)), Ends: moment(ends), Mine: mine}}
	for _, b := range list {
		if !lead {
			b.Participants = nil
		}
		out.Body.Breakouts = append(out.Body.Breakouts, b)
	}
	return out, nil
}

func breakoutRoutes(a *api.API, s *Service) {
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/rooms/{id}/breakouts", ID: "list-breakouts", Tag: tag, Summary: "The breakouts of the room now", Access: api.SignedIn},
		func(ctx context.Context, in *oneIn) (*breakoutsOut, error) { return s.breakoutsNow(ctx, in.ID, nil) })
	api.Handle(a, api.Route{Method: "PUT", Path: "/api/v1/rooms/{id}/breakouts", ID: "break-out", Tag: tag, Summary: "Divide the room for some minutes", Access: api.SignedIn},
		func(ctx context.Context, in *breakOutIn) (*breakoutsOut, error) {
			list := make([]Breakout, 0, len(in.Body.Breakouts))
			for _, b := range in.Body.Breakouts {
				list = append(list, Breakout(b))
			}
			return s.breakoutsNow(ctx, in.ID, s.BreakOut(ctx, in.ID, list, in.Body.Minutes))
		})
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/rooms/{id}/breakouts/close", ID: "recall-breakouts", Tag: tag, Summary: "Bring everybody back", Access: api.SignedIn},
		func(ctx context.Context, in *oneIn) (*breakoutsOut, error) {
			return s.breakoutsNow(ctx, in.ID, s.Recall(ctx, in.ID))
		})
}
