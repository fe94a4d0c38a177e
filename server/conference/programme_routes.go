package conference

import (
	"context"
	"time"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/lang"
)

type programmeIn struct {
	ID string `path:"id"`
	api.Cursor
}

type programmeOut struct{ Body api.List[Session] }

type oneIn struct {
	ID string `path:"id"`
}

type sessionOut struct {
	api.Tag
	Body Session
}

type sessionBody struct {
	Title     lang.Text     `json:"title,omitempty"`
	Abstract  lang.Text     `json:"abstract,omitempty"`
	Speakers  *[]Speaker    `json:"speakers,omitempty"`
	Room      *string       `json:"room,omitempty" doc:"A stage of the exhibition."`
	Starts    *time.Time    `json:"starts,omitempty"`
	Ends      *time.Time    `json:"ends,omitempty"`
	Languages *[]string     `json:"languages,omitempty" doc:"BCP 47."`
	State     *SessionState `json:"state,omitempty" enum:"draft,scheduled,cancelled"`
	Kind      *SessionKind  `json:"kind,omitempty" enum:"conference,showcase,ceremony"`
	Deal      *string       `json:"deal,omitempty" maxLength:"64" doc:"Of a ceremony: what is signed. Somebody of each side speaks in it."`

	Interpretation *[]Interpretation `json:"interpretation,omitempty" maxItems:"16" doc:"Languages into which it is interpreted, and by whom."`
}

type ceremonyBody struct {
	Deal    string   `json:"deal,omitempty" doc:"For the two sides."`
	Title   string   `json:"title"`
	State   string   `json:"state" doc:"Of the deal."`
	Hash    string   `json:"hash,omitempty" doc:"The first sixteen characters of the hash on the table."`
	Signers []Signer `json:"signers" nullable:"false"`
	Shown   bool     `json:"shown" doc:"The audience sees it: both sides want to stand on the deal wall."`
}

type ceremonyOut struct{ Body ceremonyBody }

func (b sessionBody) words() SessionWords {
	return SessionWords(b)
}

type newSessionIn struct {
	ID   string `path:"id"`
	Body sessionBody
}

type sessionIn struct {
	ID      string `path:"id"`
	Session string `path:"session"`
}

type changeSessionIn struct {
	api.IfMatch
	ID      string `path:"id"`
	Session string `path:"session"`
	Body    sessionBody
}

func sessionAnswer(session Session, err error) (*sessionOut, error) {
	if err != nil {
		return nil, err
	}
	return &sessionOut{api.Versioned(session.V), session}, nil
}

func programmeRoutes(a *api.API, s *Service) {
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/exhibitions/{id}/sessions", ID: "list-programme", Tag: tag, Summary: "The programme", Access: api.Public},
		func(ctx context.Context, in *programmeIn) (*programmeOut, error) {
			list, next, err := s.Programme(ctx, in.ID, in.Cursor.Cursor, in.Limit)
			if err != nil {
				return nil, err
			}
			return &programmeOut{api.ListOf(list, next)}, nil
		})
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/exhibitions/{id}/sessions", ID: "schedule-session", Tag: tag, Summary: "Put a session into the programme", Access: api.Roles(actor.Organizer), Status: 201},
		func(ctx context.Context, in *newSessionIn) (*sessionOut, error) {
			return sessionAnswer(s.Schedule(ctx, in.ID, in.Body.words()))
		})
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/exhibitions/{id}/sessions/{session}", ID: "read-programme-session", Tag: tag, Summary: "One session of the programme", Access: api.Public},
		func(ctx context.Context, in *sessionIn) (*sessionOut, error) {
			return sessionAnswer(s.Session(ctx, in.ID, in.Session))
		})
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/exhibitions/{id}/sessions/{session}/ceremony", ID: "read-ceremony", Tag: tag, Summary: "The deal that is signed in a session, without amounts", Access: api.Public},
		func(ctx context.Context, in *sessionIn) (*ceremonyOut, error) {
			d, err := s.Ceremony(ctx, in.ID, in.Session)
			if err != nil {
				return nil, err
			}
			return &ceremonyOut{ceremonyBody{Deal: d.Deal, Title: d.Title, State: d.State, Hash: seal(d.Hash), Signers: d.Signers, Shown: d.Shown}}, nil
		})
	api.Handle(a, api.Route{Method: "PATCH", Path: "/api/v1/exhibitions/{id}/sessions/{session}", ID: "change-programme-session", Tag: tag, Summary: "Change a session of the programme", Access: api.Roles(actor.Organizer)},
		func(ctx context.Context, in *changeSessionIn) (*sessionOut, error) {
			return sessionAnswer(s.Reschedule(ctx, in.ID, in.Session, in.Version(), in.Body.words()))
		})
}
