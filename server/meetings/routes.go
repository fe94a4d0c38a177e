package meetings

import (
	"context"
	"time"

	"fairground/server/actor"
	"fairground/server/api"
)

// View is a request or meeting as its two companies read it.
type View struct {
	ID         string     `json:"id"`
	State      State      `json:"state" enum:"pending,declined,withdrawn,expired,superseded,accepted_unscheduled,unplaceable,scheduled,lobby_open,live,completed,no_show,technical_failure,cancelled"`
	Exhibition string     `json:"exhibition"`
	Round      int        `json:"round"`
	Awaiting   string     `json:"awaiting,omitempty" doc:"The organization whose turn it is."`
	Requester  Side       `json:"requester"`
	Invitee    Side       `json:"invitee"`
	Booth      string     `json:"booth,omitempty"`
	Item       string     `json:"item,omitempty"`
	Reason     string     `json:"reason"`
	Language   string     `json:"language"`
	FollowUp   bool       `json:"followUp"`
	ChatOpen   bool       `json:"chatOpen"`
	Slots      []SlotView `json:"slots" nullable:"false"`
	History    []Step     `json:"history" nullable:"false"`
	Starts     *time.Time `json:"starts,omitempty"`
	Ends       *time.Time `json:"ends,omitempty"`
	Room       string     `json:"room,omitempty"`
	Night      bool       `json:"night" doc:"The meeting touches 22:00 to 07:00 for one side."`
	Late       bool       `json:"late,omitempty" doc:"Cancelled less than 24 hours before."`
	Verdict    *Verdict   `json:"verdict,omitempty"`
	Expires    *time.Time `json:"expires,omitempty"`
	Revision   int        `json:"revision"`
	V          int64      `json:"v"`

	Table       string `json:"table,omitempty" doc:"Where the exhibition has only so many at once."`
	Interpreter string `json:"interpreter,omitempty" doc:"The person who interprets it."`
	Frozen      bool   `json:"frozen,omitempty" doc:"No schedule run moves it."`

	Alternatives []SlotView `json:"alternatives,omitempty" nullable:"false" doc:"Common free slots for a meeting that was not held. After a technical failure either side may take one, after a no-show both have to take the same."`
	Reslots      []Reslot   `json:"reslots,omitempty" nullable:"false" doc:"Which alternative each side would take after a no-show."`
	Outcome      *Outcome   `json:"outcome,omitempty" doc:"What your own side made of the meeting; only where one meeting is read."`
	Evidence     []Presence `json:"evidence,omitempty" nullable:"false" doc:"Who was in the room and when; organizers alone read it."`
}

// SlotView is a proposed slot with both local times.
type SlotView struct {
	Starts    time.Time `json:"starts"`
	Ends      time.Time `json:"ends"`
	Requester string    `json:"requester" doc:"The start by the requester's clock, RFC 3339 with offset."`
	Invitee   string    `json:"invitee" doc:"The start by the invitee's clock."`
	Night     bool      `json:"night"`
}

func (m *Meeting) view(now time.Time) View {
	a, b := load(m.Requester.Zone), load(m.Invitee.Zone)
	v := View{
		ID: m.ID, State: m.stateAt(now), Exhibition: m.Exhibition, Round: m.Round, Awaiting: m.Awaiting, Requester: m.Requester, Invitee: m.Invitee,
		Booth: m.Booth, Item: m.Item, Reason: m.Reason, Language: m.Language, FollowUp: m.FollowUp, ChatOpen: m.ChatOpen, History: m.History,
		Room: m.Room, Late: m.Late, Verdict: m.Verdict, Revision: m.Revision, V: m.V, Slots: m.bothTimes(m.Slots), Alternatives: m.bothTimes(m.remaining(now)), Reslots: m.Reslots,
	}
	if v.History == nil {
		v.History = []Step{}
	}
	if !m.Starts.IsZero() {
		s := Slot{m.Starts, m.Ends}
		v.Starts, v.Ends, v.Night = &m.Starts, &m.Ends, s.Night(a) || s.Night(b)
	}
	if m.State.Upcoming() {
		v.Table, v.Interpreter, v.Frozen = m.Table, m.Interpreter, m.Frozen
	}
	if m.State == Pending {
		v.Expires = &m.Expires
	}
	return v
}

// bothTimes shows slots on the clocks of the two sides.
func (m *Meeting) bothTimes(slots []Slot) []SlotView {
	a, b := load(m.Requester.Zone), load(m.Invitee.Zone)
	views := make([]SlotView, len(slots))
	for i, s := range slots {
		views[i] = SlotView{
			Starts: s.Starts, Ends: s.Ends, Requester: s.Starts.In(a).Format(time.RFC3339), Invitee: s.Starts.In(b).Format(time.RFC3339),
			Night: s.Night(a) || s.Night(b),
		}
	}
	return views
}

type meetingOut struct {
	api.Tag
	Body View
}

// respond makes the answer of every route that gives one meeting.
func (s *Service) respond(m Meeting, err error) (*meetingOut, error) {
	if err != nil {
		return nil, err
	}
	return &meetingOut{Tag: api.Versioned(m.V), Body: m.view(s.now())}, nil
}

// respondOwn is respond with what only some readers are shown: what their own side made of the meeting, and to organizers the
// evidence on which a verdict rests.
func (s *Service) respondOwn(ctx context.Context, m Meeting, err error) (*meetingOut, error) {
	out, err := s.respond(m, err)
	if err == nil {
		who := actor.From(ctx)
		out.Body.Outcome = m.outcomeOf(who.Org)
		if who.Has(actor.Organizer, m.Exhibition) {
			out.Body.Evidence = m.Evidence
		}
	}
	return out, err
}

type listOut struct{ Body api.List[View] }

func (s *Service) list(list []Meeting, next string, err error) (*listOut, error) {
	if err != nil {
		return nil, err
	}
	views := make([]View, len(list))
	for i := range list {
		views[i] = list[i].view(s.now())
	}
	return &listOut{Body: api.ListOf(views, next)}, nil
}

type idIn struct {
	ID string `path:"id" maxLength:"60"`
}

type changeIn struct {
	api.IfMatch
	ID string `path:"id" maxLength:"60"`
}

// slotIn is a slot as a client names it.
type slotIn struct {
	Starts time.Time `json:"starts"`
	Ends   time.Time `json:"ends"`
}

func slotsOf(list []slotIn) []Slot {
	slots := make([]Slot, len(list))
	for i, s := range list {
		slots[i] = Slot(s)
	}
	return slots
}

type requestIn struct {
	Body struct {
		Exhibition string   `json:"exhibition" maxLength:"60"`
		Invitee    string   `json:"invitee" maxLength:"60" doc:"Organization."`
		Person     string   `json:"person,omitempty" maxLength:"60" doc:"Whom to meet; whoever answers there if absent."`
		Booth      string   `json:"booth,omitempty" maxLength:"60"`
		Item       string   `json:"item,omitempty" maxLength:"60"`
		Reason     string   `json:"reason" minLength:"1" maxLength:"500"`
		Language   string   `json:"language" minLength:"2" maxLength:"35" example:"en"`
		Slots      []slotIn `json:"slots" maxItems:"3" nullable:"false" doc:"At least one, but where the organizers schedule."`
		FollowUp   bool     `json:"followUp,omitempty" doc:"The two organizations have met before."`
	}
}

type counterIn struct {
	api.IfMatch
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Slots  []slotIn `json:"slots" minItems:"1" maxItems:"3" nullable:"false"`
		Reason string   `json:"reason,omitempty" maxLength:"500"`
	}
}

type startsIn struct {
	api.IfMatch
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Starts time.Time `json:"starts"`
	}
}

type acceptIn struct {
	api.IfMatch
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Starts time.Time `json:"starts,omitzero" required:"false" doc:"Not needed where the organizers schedule."`
		Person string    `json:"person,omitempty" maxLength:"60" doc:"Your colleague who meets; absent for whoever fits best by language and load."`
	}
}

type declineIn struct {
	api.IfMatch
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Reason   string `json:"reason,omitempty" maxLength:"500"`
		ChatOpen bool   `json:"chatOpen,omitempty"`
	}
}

type cancelIn struct {
	api.IfMatch
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"500"`
	}
}

type boxIn struct {
	api.Cursor
	Box        string `query:"box" enum:"in,out,all" default:"all"`
	State      string `query:"state" maxLength:"30" doc:"A state; accepted for all meetings."`
	Exhibition string `query:"exhibition" maxLength:"60"`
}

// Routes registers the feature.
func Routes(a *api.API, s *Service) {
	const tag = "meetings"
	takers := api.Roles(actor.Exhibitor, actor.Buyer)
	api.Handle(a, api.Route{
		Method: "POST", Path: "/api/v1/meeting-requests", ID: "send-meeting-request", Summary: "Ask an organization for a meeting",
		Tag: tag, Access: takers, Status: 201, Key: api.KeyRequired,
	}, func(ctx context.Context, in *requestIn) (*meetingOut, error) {
		b := in.Body
		return s.respond(s.Request(ctx, Proposal{
			Exhibition: b.Exhibition, Invitee: b.Invitee, Person: b.Person, Booth: b.Booth, Item: b.Item, Reason: b.Reason, Language: b.Language,
			Slots: slotsOf(b.Slots), FollowUp: b.FollowUp,
		}))
	})
	api.Handle(a, api.Route{
		Method: "GET", Path: "/api/v1/meeting-requests", ID: "list-meeting-requests", Summary: "Requests and meetings of my organization",
		Tag: tag, Access: api.SignedIn,
	}, func(ctx context.Context, in *boxIn) (*listOut, error) {
		return s.list(s.List(ctx, Query{Box: in.Box, State: in.State, Exhibition: in.Exhibition, Cursor: in.Cursor.Cursor, Limit: in.Limit}))
	})
	api.Handle(a, api.Route{
		Method: "GET", Path: "/api/v1/meeting-requests/{id}", ID: "find-meeting-request", Summary: "One request or meeting",
		Tag: tag, Access: api.SignedIn,
	}, func(ctx context.Context, in *idIn) (*meetingOut, error) {
		m, err := s.Find(ctx, in.ID)
		return s.respondOwn(ctx, m, err)
	})
	api.Handle(a, api.Route{
		Method: "GET", Path: "/api/v1/meetings/{id}", ID: "find-meeting", Summary: "One meeting; the same document as its request",
		Tag: tag, Access: api.SignedIn,
	}, func(ctx context.Context, in *idIn) (*meetingOut, error) {
		m, err := s.Find(ctx, in.ID)
		return s.respondOwn(ctx, m, err)
	})
	api.Handle(a, api.Route{
		Method: "POST", Path: "/api/v1/meeting-requests/{id}/counter", ID: "counter-meeting-request", Summary: "Answer with other slots",
		Tag: tag, Access: takers,
	}, func(ctx context.Context, in *counterIn) (*meetingOut, error) {
		return s.respond(s.Counter(ctx, in.ID, in.Version(), slotsOf(in.Body.Slots), in.Body.Reason))
	})
	api.Handle(a, api.Route{
		Method: "POST", Path: "/api/v1/meeting-requests/{id}/accept", ID: "accept-meeting-request", Summary: "Take one of the proposed slots",
		Tag: tag, Access: takers, Key: api.KeyRequired,
	}, func(ctx context.Context, in *acceptIn) (*meetingOut, error) {
		return s.respond(s.AcceptAs(ctx, in.ID, in.Version(), in.Body.Starts, in.Body.Person))
	})
	api.Handle(a, api.Route{
		Method: "POST", Path: "/api/v1/meeting-requests/{id}/decline", ID: "decline-meeting-request", Summary: "Say no",
		Tag: tag, Access: takers,
	}, func(ctx context.Context, in *declineIn) (*meetingOut, error) {
		return s.respond(s.Decline(ctx, in.ID, in.Version(), in.Body.Reason, in.Body.ChatOpen))
	})
	api.Handle(a, api.Route{
		Method: "POST", Path: "/api/v1/meeting-requests/{id}/withdraw", ID: "withdraw-meeting-request", Summary: "Take a request back",
		Tag: tag, Access: takers,
	}, func(ctx context.Context, in *changeIn) (*meetingOut, error) {
		return s.respond(s.Withdraw(ctx, in.ID, in.Version()))
	})
	api.Handle(a, api.Route{
		Method: "POST", Path: "/api/v1/meetings/{id}/cancel", ID: "cancel-meeting", Summary: "Call a meeting off",
		Tag: tag, Access: api.Roles(actor.Exhibitor, actor.Buyer, actor.Organizer),
	}, func(ctx context.Context, in *cancelIn) (*meetingOut, error) {
		return s.respond(s.Cancel(ctx, in.ID, in.Version(), in.Body.Reason))
	})
	api.Handle(a, api.Route{
		Method: "POST", Path: "/api/v1/meetings/{id}/reschedule", ID: "reschedule-meeting", Summary: "Move a meeting to another slot",
		Tag: tag, Access: api.Roles(actor.Exhibitor, actor.Buyer, actor.Organizer), Key: api.KeyRequired,
	}, func(ctx context.Context, in *startsIn) (*meetingOut, error) {
		return s.respond(s.Reschedule(ctx, in.ID, in.Version(), in.Body.Starts))
	})
	api.Handle(a, api.Route{
		Method: "POST", Path: "/api/v1/meetings/{id}/reslot", ID: "reslot-meeting", Summary: "Take an alternative for a meeting that was not held",
		Tag: tag, Access: takers, Key: api.KeyRequired,
	}, func(ctx context.Context, in *startsIn) (*meetingOut, error) {
		return s.respond(s.Reslot(ctx, in.ID, in.Version(), in.Body.Starts))
	})
	api.Handle(a, api.Route{
		Method: "GET", Path: "/api/v1/exhibitions/{id}/meetings", ID: "list-meetings", Summary: "All meetings of an exhibition",
		Tag: tag, Access: api.Roles(actor.Organizer),
	}, func(ctx context.Context, in *struct {
		api.Cursor
		ID    string `path:"id" maxLength:"60"`
		State string `query:"state" maxLength:"30"`
	},
	) (*listOut, error) {
		list, next, err := s.Meetings(ctx, Query{Exhibition: in.ID, State: in.State, Cursor: in.Cursor.Cursor, Limit: in.Limit})
		out, err := s.list(list, next, err)
		if err != nil {
			return nil, err
		}
		for i, m := range list {
			out.Body.Items[i].Evidence = m.Evidence
		}
		return out, nil
	})
	freezeRoutes(a, s)
	profileRoutes(a, s, takers)
	settingsRoutes(a, s)
	availabilityRoutes(a, s, takers)
	afterRoutes(a, s, takers)
	calendarRoutes(a, s)
	importRoutes(a, s)
}
