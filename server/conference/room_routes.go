package conference

import (
	"cmp"
	"context"
	"net/url"
	"time"

	"fairground/rooms"
	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/lang"
	"fairground/server/problem"
)

type mayBody struct {
	Join      bool         `json:"join" doc:"Now: the door lets me in."`
	Knock     bool         `json:"knock" doc:"A ticket asked for puts me into the lobby."`
	Publish   []rooms.Kind `json:"publish" nullable:"false" doc:"audio, video, screen"`
	Moderate  bool         `json:"moderate" doc:"Mute, remove, permit and close from within."`
	Admit     bool         `json:"admit" doc:"Let guests in."`
	Interpret bool         `json:"interpret"`
	Languages []string     `json:"languages,omitempty" doc:"Into which I may interpret; absent: any."`
	Lead      bool         `json:"lead" doc:"Run questions, polls, breakouts, captions and interpreters."`
	Police    bool         `json:"police" doc:"Remove, ban, slow mode and reports, from outside of the room as well."`
}

type roomBody struct {
	ID           string     `json:"id"`
	V            int64      `json:"v"`
	Kind         Kind       `json:"kind" enum:"stage,meeting,booth,deal"`
	Exhibition   string     `json:"exhibition"`
	Name         lang.Text  `json:"name"`
	State        State      `json:"state" enum:"closed,lobby,open,ended"`
	Opens        *time.Time `json:"opens,omitempty"`
	Starts       *time.Time `json:"starts,omitempty"`
	Ends         *time.Time `json:"ends,omitempty"`
	Participants int        `json:"participants" doc:"In the room now."`
	Waiting      int        `json:"waiting" doc:"In the lobby; 0 for those who do not admit."`
	May          mayBody    `json:"may"`
	Meeting      string     `json:"meeting,omitempty"`
	Deal         string     `json:"deal,omitempty"`
	Booth        string     `json:"booth,omitempty"`
	Closed       *Closing   `json:"closed,omitempty" doc:"Who closed it, when and why."`
	Moderated    bool       `json:"moderated" doc:"Questions wait for a moderator."`
	SlowMode     int        `json:"slowMode" doc:"Seconds between two messages of one person; 0: off."`
	Place        string     `json:"place,omitempty" doc:"Where I begin: backstage, or my breakout."`
	Languages    []string   `json:"languages" nullable:"false" doc:"Interpreted here now."`
	Session      string     `json:"session,omitempty" doc:"Of the programme, on a stage: the one of now, or the next."`
}

func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// view is a room as the actor sees it.
func (s *Service) view(ctx context.Context, r Room) roomBody {
	now := s.now()
	standing := r.Standing(actor.From(ctx))
	b := roomBody{
		ID: r.ID, V: r.V, Kind: r.Kind, Exhibition: r.Exhibition, Name: r.Name, State: r.State(now),
		Opens: moment(r.Opens), Starts: moment(r.Starts), Ends: moment(r.Ends), Participants: s.Present(r.ID), Closed: r.Closing,
		May: mayBody{
			Join: standing.Join && r.Enter(standing, now) == nil, Knock: standing.Knock, Publish: standing.Publish,
			Moderate: standing.Moderate, Admit: standing.Admit, Interpret: standing.Interpret,
			Languages: standing.Languages, Lead: standing.Lead, Police: standing.Police || standing.Moderate,
		},
		Moderated: r.Moderated, SlowMode: r.SlowMode, Place: cmp.Or(r.breakoutOf(actor.From(ctx).Person, now), standing.Place), Languages: r.channels(now),
	}
	if session, ok := r.onNow(now); ok {
		b.Session = session.ID
	}
	if b.May.Publish == nil {
		b.May.Publish = []rooms.Kind{}
	}
	if b.Name == nil {
		b.Name = lang.Text{}
	}
	if standing.Admit {
		b.Waiting = len(r.Waiting)
	}
	switch r.Kind {
	case Meeting:
		b.Meeting = r.Subject
	case Deal:
		b.Deal = r.Subject
	case Booth:
		b.Booth = r.Subject
	case Stage, Test:
	}
	return b
}

type roomsIn struct {
	Exhibition string `query:"exhibition" required:"true" maxLength:"64"`
}

type roomsOut struct{ Body api.List[roomBody] }

type roomOut struct {
	api.Tag
	Body roomBody
}

type stageBody struct {
	Name   lang.Text  `json:"name,omitempty"`
	Starts *time.Time `json:"starts,omitempty"`
	Ends   *time.Time `json:"ends,omitempty"`
	Hosts  *[]string  `json:"hosts,omitempty" doc:"Persons who run the stage beside the organizer."`
}

func (b stageBody) words() StageWords {
	return StageWords(b)
}

type newStageIn struct {
	Body struct {
		Exhibition string     `json:"exhibition" maxLength:"64"`
		Name       lang.Text  `json:"name"`
		Starts     *time.Time `json:"starts,omitempty"`
		Ends       *time.Time `json:"ends,omitempty"`
		Hosts      *[]string  `json:"hosts,omitempty" doc:"Persons who run the stage beside the organizer."`
	}
}

type changeStageIn struct {
	api.IfMatch
	ID   string `path:"id"`
	Body stageBody
}

type passOut struct {
	Body struct {
		Ticket      string            `json:"ticket" doc:"For one WebSocket, for a minute."`
		Expires     time.Time         `json:"expires"`
		Token       string            `json:"token" doc:"For the first message."`
		URL         string            `json:"url"`
		ICEServers  []rooms.ICEServer `json:"iceServers" nullable:"false"`
		Participant string            `json:"participant"`
	}
}

type messagesIn struct {
	ID string `path:"id"`
	api.Cursor
}

type messagesOut struct{ Body api.List[Message] }

type unsayIn struct {
	ID      string `path:"id"`
	Message string `path:"message"`
	Reason  string `query:"reason" maxLength:"500"`
}

type messageOut struct {
	api.Tag
	Body Message
}

type evidenceOut struct{ Body api.List[Evidence] }

type attendanceOut struct{ Body Attendance }

type commandsOut struct{ Body api.List[Command] }

type reasonIn struct {
	ID   string `path:"id"`
	Body struct {
		Reason string `json:"reason,omitempty" maxLength:"500"`
	}
}

func (s *Service) answerRoom(ctx context.Context, r Room, err error) (*roomOut, error) {
	if err != nil {
		return nil, err
	}
	return &roomOut{api.Versioned(r.V), s.view(ctx, r)}, nil
}

// again reads the room after an act at its door.
func (s *Service) again(ctx context.Context, id string, err error) (*roomOut, error) {
	if err != nil {
		return nil, err
	}
	r, _, err := s.Room(ctx, id)
	return s.answerRoom(ctx, r, err)
}

func roomRoutes(a *api.API, s *Service) {
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/rooms", ID: "list-rooms", Tag: tag, Summary: "The rooms that I may enter", Access: api.SignedIn},
		func(ctx context.Context, in *roomsIn) (*roomsOut, error) {
			list, err := s.RoomsFor(ctx, in.Exhibition)
			if err != nil {
				return nil, err
			}
			views := make([]roomBody, 0, len(list))
			for _, r := range list {
				views = append(views, s.view(ctx, r))
			}
			return &roomsOut{api.ListOf(views, "")}, nil
		})
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/rooms", ID: "open-stage", Tag: tag, Summary: "Open a stage", Access: api.Roles(actor.Organizer), Status: 201},
		func(ctx context.Context, in *newStageIn) (*roomOut, error) {
			b := in.Body
			r, err := s.OpenStage(ctx, b.Exhibition, StageWords{Name: b.Name, Starts: b.Starts, Ends: b.Ends, Hosts: b.Hosts})
			return s.answerRoom(ctx, r, err)
		})
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/rooms/{id}", ID: "read-room", Tag: tag, Summary: "A room and what I may do in it", Access: api.SignedIn},
		func(ctx context.Context, in *oneIn) (*roomOut, error) { return s.again(ctx, in.ID, nil) })
	api.Handle(a, api.Route{Method: "PATCH", Path: "/api/v1/rooms/{id}", ID: "change-stage", Tag: tag, Summary: "Change a stage", Access: api.Roles(actor.Organizer)},
		func(ctx context.Context, in *changeStageIn) (*roomOut, error) {
			r, err := s.ChangeStage(ctx, in.ID, in.Version(), in.Body.words())
			return s.answerRoom(ctx, r, err)
		})
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/rooms/{id}/tickets", ID: "room-ticket", Tag: tag, Summary: "A ticket for the WebSocket of the room, or a place in its lobby", Access: api.SignedIn, Status: 201},
		func(ctx context.Context, in *oneIn) (*passOut, error) {
			p, err := s.Admission(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			out := &passOut{}
			b := &out.Body
			b.Ticket, b.Expires, b.Token, b.ICEServers, b.Participant = p.Ticket, p.Expires.UTC(), p.Token, p.ICEServers, p.Participant
			b.URL = "/api/v1/rooms/" + url.PathEscape(p.Room) + "/socket?ticket=" + url.QueryEscape(p.Ticket)
			if b.ICEServers == nil {
				b.ICEServers = []rooms.ICEServer{}
			}
			return out, nil
		})
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/rooms/{id}/messages", ID: "list-messages", Tag: tag, Summary: "What was said in the chat, oldest first", Access: api.SignedIn},
		func(ctx context.Context, in *messagesIn) (*messagesOut, error) {
			list, next, err := s.History(ctx, in.ID, in.Cursor.Cursor, in.Limit)
			if err != nil {
				return nil, err
			}
			return &messagesOut{api.ListOf(list, next)}, nil
		})
	api.Handle(a, api.Route{Method: "DELETE", Path: "/api/v1/rooms/{id}/messages/{message}", ID: "remove-message", Tag: tag, Summary: "Take the text of a message away", Access: api.SignedIn},
		func(ctx context.Context, in *unsayIn) (*messageOut, error) {
			m, err := s.Unsay(ctx, in.ID, in.Message, in.Reason)
			if err != nil {
				return nil, err
			}
			return &messageOut{api.Versioned(m.V), m}, nil
		})
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/rooms/{id}/presence", ID: "room-presence", Tag: tag, Summary: "Who was in the room, with the evidence", Access: api.Roles(actor.Organizer, actor.Moderator)},
		func(ctx context.Context, in *oneIn) (*evidenceOut, error) {
			list, err := s.Evidence(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return &evidenceOut{api.ListOf(list, "")}, nil
		})
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/rooms/{id}/attendance", ID: "room-attendance", Tag: tag, Summary: "What became of a meeting, side by side, and what the verdict rests on", Access: api.Roles(actor.Organizer, actor.Moderator)},
		func(ctx context.Context, in *oneIn) (*attendanceOut, error) {
			verdict, err := s.Verdict(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return &attendanceOut{verdict}, nil
		})
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/rooms/{id}/commands", ID: "room-commands", Tag: tag, Summary: "Every action of the room as a typed command", Access: api.SignedIn},
		func(ctx context.Context, in *oneIn) (*commandsOut, error) {
			_, standing, err := s.Room(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			if !standing.Join {
				return nil, problem.New(problem.Forbidden, "room_not_yours", "this room is not yours")
			}
			return &commandsOut{api.ListOf(commands(), "")}, nil
		})
}
