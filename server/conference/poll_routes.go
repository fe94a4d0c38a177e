package conference

import (
	"context"
	"time"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/lang"
)

type pollBody struct {
	ID       string      `json:"id"`
	V        int64       `json:"v"`
	Question lang.Text   `json:"question"`
	Options  []lang.Text `json:"options" nullable:"false"`
	Multiple bool        `json:"multiple"`
	State    PollState   `json:"state" enum:"draft,open,closed"`
	Cast     int         `json:"cast" doc:"Ballots so far."`
	Counts   []int       `json:"counts,omitempty" doc:"Per option; for those who have voted, for everybody once it is closed, and for those who run the room."`
	Mine     []int       `json:"mine,omitempty" doc:"What I chose, by numbers from 0."`
	At       time.Time   `json:"at"`
	Opened   *time.Time  `json:"opened,omitempty"`
	Closed   *time.Time  `json:"closed,omitempty"`
}

func viewPoll(ctx context.Context, p Poll, lead bool) pollBody {
	me := actor.From(ctx).Person
	b := pollBody{
		ID: p.ID, V: p.V, Question: p.Question, Options: p.Options, Multiple: p.Multiple, State: p.State, Cast: p.Cast, Mine: p.ballot(me),
		At: p.At, Opened: p.Opened, Closed: p.Closed,
	}
	if p.shows(me, lead) {
		b.Counts = p.Counts()
	}
	return b
}

type pollsOut struct{ Body api.List[pollBody] }

type newPollIn struct {
	ID   string `path:"id"`
	Body struct {
		Question lang.Text   `json:"question"`
		Options  []lang.Text `json:"options" minItems:"2" maxItems:"10"`
		Multiple bool        `json:"multiple,omitempty" doc:"Several options may be chosen."`
		Open     bool        `json:"open,omitempty" doc:"At once; otherwise it is a draft."`
	}
}

type pollIn struct {
	ID   string `path:"id"`
	Poll string `path:"poll"`
}

type ballotIn struct {
	ID   string `path:"id"`
	Poll string `path:"poll"`
	Body struct {
		Options []int `json:"options" minItems:"1" maxItems:"10" doc:"Numbers of the options, from 0."`
	}
}

type pollOut struct {
	api.Tag
	Body pollBody
}

func pollAnswer(ctx context.Context, p Poll, lead bool, err error) (*pollOut, error) {
	if err != nil {
		return nil, err
	}
	return &pollOut{api.Versioned(p.V), viewPoll(ctx, p, lead)}, nil
}

func pollRoutes(a *api.API, s *Service) {
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/rooms/{id}/polls", ID: "list-polls", Tag: tag, Summary: "The polls of the room", Access: api.SignedIn},
		func(ctx context.Context, in *oneIn) (*pollsOut, error) {
			list, lead, err := s.Polls(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			views := make([]pollBody, 0, len(list))
			for _, p := range list {
				views = append(views, viewPoll(ctx, p, lead))
			}
			return &pollsOut{api.ListOf(views, "")}, nil
		})
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/rooms/{id}/polls", ID: "make-poll", Tag: tag, Summary: "Make a poll", Access: api.SignedIn, Status: 201},
		func(ctx context.Context, in *newPollIn) (*pollOut, error) {
			p, err := s.MakePoll(ctx, in.ID, Polling{Question: in.Body.Question, Options: in.Body.Options, Multiple: in.Body.Multiple, Open: in.Body.Open})
			return pollAnswer(ctx, p, true, err)
		})
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/rooms/{id}/polls/{poll}/open", ID: "open-poll", Tag: tag, Summary: "Open a poll", Access: api.SignedIn},
		func(ctx context.Context, in *pollIn) (*pollOut, error) {
			p, err := s.MovePoll(ctx, in.ID, in.Poll, PollOpen)
			return pollAnswer(ctx, p, true, err)
		})
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/rooms/{id}/polls/{poll}/close", ID: "close-poll", Tag: tag, Summary: "Close a poll", Access: api.SignedIn},
		func(ctx context.Context, in *pollIn) (*pollOut, error) {
			p, err := s.MovePoll(ctx, in.ID, in.Poll, PollClosed)
			return pollAnswer(ctx, p, true, err)
		})
	api.Handle(a, api.Route{Method: "PUT", Path: "/api/v1/rooms/{id}/polls/{poll}/vote", ID: "vote-poll", Tag: tag, Summary: "Vote in a poll, once", Access: api.SignedIn},
		func(ctx context.Context, in *ballotIn) (*pollOut, error) {
			p, lead, err := s.VotePoll(ctx, in.ID, in.Poll, in.Body.Options)
			return pollAnswer(ctx, p, lead, err)
		})
	api.Files(a, api.Route{Method: "GET", Path: "/api/v1/rooms/{id}/polls/{poll}/export", ID: "export-poll", Tag: tag, Summary: "The result of a poll as CSV", Access: api.SignedIn, Gives: []string{"text/csv"}},
		func(ctx context.Context, in *pollIn) (api.File, error) {
			table, err := s.ExportPoll(ctx, in.ID, in.Poll)
			if err != nil {
				return api.File{}, err
			}
			return api.File{Body: table, Type: "text/csv; charset=utf-8", Name: in.Poll + ".csv"}, nil
		})
}
