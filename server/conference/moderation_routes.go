package conference

import (
	"context"
	"time"

	"fairground/server/actor"
	"fairground/server/api"
)

type wordsBody struct {
	Words   []string   `json:"words" nullable:"false"`
	V       int64      `json:"v"`
	Changed *time.Time `json:"changed,omitempty"`
}

type wordsIn struct {
	ID string `path:"id"`
}

type setWordsIn struct {
	api.IfMatch
	ID   string `path:"id"`
	Body struct {
		Words []string `json:"words" maxItems:"500" doc:"Whole words; anywhere in scripts without spaces. Case, width and accents do not matter."`
	}
}

type wordsOut struct {
	api.Tag
	Body wordsBody
}

type bansOut struct{ Body api.List[Ban] }

type reportsIn struct {
	ID   string `path:"id"`
	Open bool   `query:"open" doc:"Only those that wait."`
	api.Cursor
}

type reportsOut struct{ Body api.List[Report] }

type newReportIn struct {
	ID   string `path:"id"`
	Body struct {
		Participant string `json:"participant,omitempty" maxLength:"128" doc:"Against whom; follows from the message if one is named."`
		Message     string `json:"message,omitempty" maxLength:"128"`
		Reason      string `json:"reason" minLength:"1" maxLength:"500"`
	}
}

type resolveIn struct {
	api.IfMatch
	ID     string `path:"id"`
	Report string `path:"report"`
	Body   struct {
		Resolved bool   `json:"resolved"`
		Reason   string `json:"reason,omitempty" maxLength:"500" doc:"What was done."`
	}
}

type reportOut struct {
	api.Tag
	Body Report
}

// filedOut tells the author no more than that it was filed.
type filedOut struct {
	Body struct {
		ID string    `json:"id"`
		At time.Time `json:"at"`
	}
}

type slowIn struct {
	ID   string `path:"id"`
	Body struct {
		Seconds int `json:"seconds" minimum:"0" maximum:"600" doc:"Between two messages of one person; 0: off."`
	}
}

func wordsAnswer(list WordList, err error) (*wordsOut, error) {
	if err != nil {
		return nil, err
	}
	return &wordsOut{api.Versioned(list.V), wordsBody{Words: list.Words, V: list.V, Changed: moment(list.Changed)}}, nil
}

func moderationRoutes(a *api.API, s *Service) {
	police := api.Roles(actor.Organizer, actor.Moderator)
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/exhibitions/{id}/words", ID: "list-words", Tag: tag, Summary: "Words that are not written in the rooms of the exhibition", Access: police},
		func(ctx context.Context, in *wordsIn) (*wordsOut, error) { return wordsAnswer(s.Words(ctx, in.ID)) })
	api.Handle(a, api.Route{Method: "PUT", Path: "/api/v1/exhibitions/{id}/words", ID: "set-words", Tag: tag, Summary: "Replace the list of words; version 0 where there is none", Access: police},
		func(ctx context.Context, in *setWordsIn) (*wordsOut, error) {
			return wordsAnswer(s.SetWords(ctx, in.ID, in.Version(), in.Body.Words))
		})
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/rooms/{id}/bans", ID: "list-bans", Tag: tag, Summary: "Who is banned from the room", Access: api.SignedIn},
		func(ctx context.Context, in *oneIn) (*bansOut, error) {
			list, err := s.Bans(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return &bansOut{api.ListOf(list, "")}, nil
		})
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/rooms/{id}/participants/{participant}/ban", ID: "ban-participant", Tag: tag, Summary: "Remove somebody and keep them out until the ban is lifted", Access: api.SignedIn, Status: 204},
		func(ctx context.Context, in *sendAwayIn) (*api.None, error) {
			return nil, s.Ban(ctx, in.ID, in.Participant, in.Body.Reason)
		})
	api.Handle(a, api.Route{Method: "DELETE", Path: "/api/v1/rooms/{id}/bans/{participant}", ID: "lift-ban", Tag: tag, Summary: "Lift a ban", Access: api.SignedIn, Status: 204},
		func(ctx context.Context, in *guestIn) (*api.None, error) {
			return nil, s.Unban(ctx, in.ID, in.Participant)
		})
	api.Handle(a, api.Route{Method: "PUT", Path: "/api/v1/rooms/{id}/slow-mode", ID: "set-slow-mode", Tag: tag, Summary: "How often one person may write in the chat", Access: api.SignedIn},
		func(ctx context.Context, in *slowIn) (*roomOut, error) {
			r, err := s.SetSlowMode(ctx, in.ID, in.Body.Seconds)
			return s.answerRoom(ctx, r, err)
		})
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/rooms/{id}/reports", ID: "report-participant", Tag: tag, Summary: "Report somebody, or a message, to those who keep order", Access: api.SignedIn, Status: 201},
		func(ctx context.Context, in *newReportIn) (*filedOut, error) {
			f, err := s.Report(ctx, in.ID, in.Body.Participant, in.Body.Message, in.Body.Reason)
			if err != nil {
				return nil, err
			}
			out := &filedOut{}
			out.Body.ID, out.Body.At = f.ID, f.At
			return out, nil
		})
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/rooms/{id}/reports", ID: "list-reports", Tag: tag, Summary: "What was reported in the room", Access: api.SignedIn},
		func(ctx context.Context, in *reportsIn) (*reportsOut, error) {
			list, next, err := s.Reports(ctx, in.ID, in.Open, in.Cursor.Cursor, in.Limit)
			if err != nil {
				return nil, err
			}
			return &reportsOut{api.ListOf(list, next)}, nil
		})
	api.Handle(a, api.Route{Method: "PATCH", Path: "/api/v1/rooms/{id}/reports/{report}", ID: "resolve-report", Tag: tag, Summary: "Say that a report was dealt with", Access: api.SignedIn},
		func(ctx context.Context, in *resolveIn) (*reportOut, error) {
			f, err := s.Resolve(ctx, in.ID, in.Report, in.Version(), in.Body.Resolved, in.Body.Reason)
			if err != nil {
				return nil, err
			}
			return &reportOut{api.Versioned(f.V), f}, nil
		})
}
