package meetings

import (
	"context"
	"time"

	"fairground/server/actor"
	"fairground/server/api"
)

// afterRoutes registers who meets, and what becomes of a meeting.
func afterRoutes(a *api.API, s *Service, takers api.Access) {
	const tag = "meetings"
	api.Handle(a, api.Route{
		Method: "GET", Path: "/api/v1/meeting-requests/{id}/representatives", ID: "list-representatives",
		Summary: "Which of my colleagues could meet, best first", Tag: tag, Access: takers,
	}, func(ctx context.Context, in *struct {
		ID     string    `path:"id" maxLength:"60"`
		Starts time.Time `query:"starts" doc:"A slot; absent for that of the meeting."`
	},
	) (*struct{ Body api.List[Seat] }, error) {
		list, err := s.Representatives(ctx, in.ID, in.Starts)
		if err != nil {
			return nil, err
		}
		return &struct{ Body api.List[Seat] }{api.ListOf(list, "")}, nil
	})
	api.Handle(a, api.Route{
		Method: "POST", Path: "/api/v1/meetings/{id}/represent", ID: "represent-meeting", Summary: "Let a colleague take the meeting",
		Tag: tag, Access: takers, Key: api.KeyRequired,
	}, func(ctx context.Context, in *struct {
		api.IfMatch
		ID   string `path:"id" maxLength:"60"`
		Body struct {
			Person string `json:"person" minLength:"1" maxLength:"60"`
		}
	},
	) (*meetingOut, error) {
		return s.respond(s.Represent(ctx, in.ID, in.Version(), in.Body.Person))
	})
	api.Handle(a, api.Route{
		Method: "PUT", Path: "/api/v1/meetings/{id}/outcome", ID: "record-outcome", Summary: "What my side made of a meeting; the other side never reads it",
		Tag: tag, Access: takers,
	}, func(ctx context.Context, in *struct {
		api.IfMatch
		ID   string `path:"id" maxLength:"60"`
		Body struct {
			Interest int    `json:"interest" minimum:"1" maximum:"5"`
			Next     string `json:"next" enum:"rfq,sample,second_meeting,none"`
			Value    string `json:"value,omitempty" maxLength:"20" doc:"under_50k, 50k_250k, 250k_1m or over_1m; empty is not said."`
			Note     string `json:"note,omitempty" maxLength:"500"`
		}
	},
	) (*meetingOut, error) {
		b := in.Body
		m, err := s.RecordOutcome(ctx, in.ID, in.Version(), Outcome{Interest: b.Interest, Next: b.Next, Value: b.Value, Note: b.Note})
		return s.respondOwn(ctx, m, err)
	})
	api.Handle(a, api.Route{
		Method: "GET", Path: "/api/v1/meetings/{id}/next", ID: "list-next-slots", Summary: "When the two could meet again", Tag: tag, Access: takers,
	}, func(ctx context.Context, in *idIn) (*struct {
		Body struct {
			Slots []FreeSlot `json:"slots" nullable:"false"`
		}
	}, error,
	) {
		list, err := s.NextSlots(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		out := &struct {
			Body struct {
				Slots []FreeSlot `json:"slots" nullable:"false"`
			}
		}{}
		out.Body.Slots = orEmpty(list)
		return out, nil
	})
	api.Handle(a, api.Route{
		Method: "POST", Path: "/api/v1/meetings/{id}/next", ID: "ask-next-meeting", Summary: "Ask for a second meeting; the other side accepts with one press",
		Tag: tag, Access: takers, Status: 201, Key: api.KeyRequired,
	}, func(ctx context.Context, in *struct {
		ID   string `path:"id" maxLength:"60"`
		Body struct {
			Starts time.Time `json:"starts"`
		}
	},
	) (*meetingOut, error) {
		return s.respond(s.AskNext(ctx, in.ID, in.Body.Starts))
	})
	api.Handle(a, api.Route{
		Method: "POST", Path: "/api/v1/meetings/{id}/verdict", ID: "override-verdict", Summary: "Say what became of a meeting, against the evidence",
		Tag: tag, Access: api.Roles(actor.Organizer), Key: api.KeyRequired,
	}, func(ctx context.Context, in *struct {
		api.IfMatch
		ID   string `path:"id" maxLength:"60"`
		Body struct {
			State  State    `json:"state" enum:"completed,no_show,technical_failure"`
			Sides  []string `json:"sides" maxItems:"3" nullable:"false" doc:"requester, invitee or both; platform if the program itself failed."`
			Reason string   `json:"reason" minLength:"1" maxLength:"500"`
		}
	},
	) (*meetingOut, error) {
		return s.respond(s.Override(ctx, in.ID, in.Version(), in.Body.State, in.Body.Sides, in.Body.Reason))
	})
}
