package conference

import (
	"context"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/api"
)

type authorBody struct {
	Person       string `json:"person"`
	Name         string `json:"name"`
	Organization string `json:"organization,omitempty"`
}

type questionBody struct {
	ID        string        `json:"id"`
	V         int64         `json:"v"`
	Text      string        `json:"text"`
	Language  string        `json:"language,omitempty"`
	Anonymous bool          `json:"anonymous"`
	Author    *authorBody   `json:"author,omitempty" doc:"Absent if the author wants no name to stand there."`
	Votes     int           `json:"votes"`
	Voted     bool          `json:"voted" doc:"By me."`
	Mine      bool          `json:"mine"`
	State     QuestionState `json:"state" enum:"pending,open,answering,answered,dismissed"`
	At        time.Time     `json:"at"`
	Changed   time.Time     `json:"changed"`
}

func viewQuestion(ctx context.Context, q Question) questionBody {
	me := actor.From(ctx).Person
	b := questionBody{
		ID: q.ID, V: q.V, Text: q.Text, Language: q.Language, Anonymous: q.Anonymous, Votes: q.Votes, Voted: slices.Contains(q.Voters, me),
		Mine: q.Person == me, State: q.State, At: q.At, Changed: q.Changed,
	}
	if !q.Anonymous {
		b.Author = &authorBody{Person: q.Person, Name: q.Name, Organization: q.OrgName}
	}
	return b
}

type questionsIn struct {
	ID    string        `path:"id"`
	State QuestionState `query:"state" enum:"pending,open,answering,answered,dismissed"`
}

type questionsOut struct{ Body api.List[questionBody] }

type askIn struct {
	ID   string `path:"id"`
	Body struct {
		Text      string `json:"text" minLength:"1" maxLength:"500"`
		Language  string `json:"language,omitempty" maxLength:"35" doc:"BCP 47."`
		Anonymous bool   `json:"anonymous,omitempty" doc:"No name stands beside it; the audit log knows."`
	}
}

type questionIn struct {
	ID       string `path:"id"`
	Question string `path:"question"`
}

type moveQuestionIn struct {
	ID       string `path:"id"`
	Question string `path:"question"`
	Body     struct {
		State QuestionState `json:"state" enum:"open,answering,answered,dismissed"`
	}
}

type questionOut struct {
	api.Tag
	Body questionBody
}

type moderatedIn struct {
	ID   string `path:"id"`
	Body struct {
		Moderated bool `json:"moderated" doc:"Questions wait for a moderator before others see them."`
	}
}

func questionAnswer(ctx context.Context, q Question, err error) (*questionOut, error) {
	if err != nil {
		return nil, err
	}
	return &questionOut{api.Versioned(q.V), viewQuestion(ctx, q)}, nil
}

func questionRoutes(a *api.API, s *Service) {
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/rooms/{id}/questions", ID: "list-room-questions", Tag: tag, Summary: "What is asked in the room, the most wanted first", Access: api.SignedIn},
		func(ctx context.Context, in *questionsIn) (*questionsOut, error) {
			list, err := s.Questions(ctx, in.ID, in.State)
			if err != nil {
				return nil, err
			}
			views := make([]questionBody, 0, len(list))
			for _, q := range list {
				views = append(views, viewQuestion(ctx, q))
			}
			return &questionsOut{api.ListOf(views, "")}, nil
		})
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/rooms/{id}/questions", ID: "ask-in-room", Tag: tag, Summary: "Put a question", Access: api.SignedIn, Status: 201},
		func(ctx context.Context, in *askIn) (*questionOut, error) {
			q, err := s.Ask(ctx, in.ID, Asking{Text: in.Body.Text, Language: in.Body.Language, Anonymous: in.Body.Anonymous})
			return questionAnswer(ctx, q, err)
		})
	api.Handle(a, api.Route{Method: "PATCH", Path: "/api/v1/rooms/{id}/questions/{question}", ID: "move-room-question", Tag: tag, Summary: "Let a question through, answer it, dismiss it; its author may take it back", Access: api.SignedIn},
		func(ctx context.Context, in *moveQuestionIn) (*questionOut, error) {
			q, err := s.MoveQuestion(ctx, in.ID, in.Question, in.Body.State)
			return questionAnswer(ctx, q, err)
		})
	api.Handle(a, api.Route{Method: "PUT", Path: "/api/v1/rooms/{id}/questions/{question}/vote", ID: "vote-room-question", Tag: tag, Summary: "Want a question answered", Access: api.SignedIn},
		func(ctx context.Context, in *questionIn) (*questionOut, error) {
			q, err := s.VoteQuestion(ctx, in.ID, in.Question, true)
			return questionAnswer(ctx, q, err)
		})
	api.Handle(a, api.Route{Method: "DELETE", Path: "/api/v1/rooms/{id}/questions/{question}/vote", ID: "unvote-room-question", Tag: tag, Summary: "Take the vote back", Access: api.SignedIn},
		func(ctx context.Context, in *questionIn) (*questionOut, error) {
			q, err := s.VoteQuestion(ctx, in.ID, in.Question, false)
			return questionAnswer(ctx, q, err)
		})
	api.Handle(a, api.Route{Method: "PUT", Path: "/api/v1/rooms/{id}/moderated", ID: "moderate-room-questions", Tag: tag, Summary: "Whether questions wait for a moderator", Access: api.SignedIn},
		func(ctx context.Context, in *moderatedIn) (*roomOut, error) {
			r, err := s.Moderate(ctx, in.ID, in.Body.Moderated)
			return s.answerRoom(ctx, r, err)
		})
}
