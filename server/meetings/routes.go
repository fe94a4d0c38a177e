package meetings

import (
	"context"
	"strings"
	"time"

	"fairground/matchmaking"
	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/lang"
	"fairground/server/problem"
)

// View is a request or meeting as its two companies read it.
type View struct {
	ID         string     `json:"id"`
	State      State      `json:"state" enum:"pending,declined,withdrawn,expired,superseded,scheduled,lobby_open,live,completed,no_show,technical_failure,cancelled"`
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

	Alternatives []SlotView `json:"alternatives,omitempty" nullable:"false" doc:"Common free slots for a meeting that failed for technical reasons; either side may take one."`
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
		Room: m.Room, Late: m.Late, Verdict: m.Verdict, Revision: m.Revision, V: m.V, Slots: m.bothTimes(m.Slots), Alternatives: m.bothTimes(m.remaining(now)),
	}
	if v.History == nil {
		v.History = []Step{}
	}
	if !m.Starts.IsZero() {
		s := Slot{m.Starts, m.Ends}
		v.Starts, v.Ends, v.Night = &m.Starts, &m.Ends, s.Night(a) || s.Night(b)
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
		Slots      []slotIn `json:"slots" minItems:"1" maxItems:"3" nullable:"false"`
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
	}, func(ctx context.Context, in *idIn) (*meetingOut, error) { return s.respond(s.Find(ctx, in.ID)) })
	api.Handle(a, api.Route{
		Method: "GET", Path: "/api/v1/meetings/{id}", ID: "find-meeting", Summary: "One meeting; the same document as its request",
		Tag: tag, Access: api.SignedIn,
	}, func(ctx context.Context, in *idIn) (*meetingOut, error) { return s.respond(s.Find(ctx, in.ID)) })
	api.Handle(a, api.Route{
		Method: "POST", Path: "/api/v1/meeting-requests/{id}/counter", ID: "counter-meeting-request", Summary: "Answer with other slots",
		Tag: tag, Access: takers,
	}, func(ctx context.Context, in *counterIn) (*meetingOut, error) {
		return s.respond(s.Counter(ctx, in.ID, in.Version(), slotsOf(in.Body.Slots), in.Body.Reason))
	})
	api.Handle(a, api.Route{
		Method: "POST", Path: "/api/v1/meeting-requests/{id}/accept", ID: "accept-meeting-request", Summary: "Take one of the proposed slots",
		Tag: tag, Access: takers, Key: api.KeyRequired,
	}, func(ctx context.Context, in *startsIn) (*meetingOut, error) {
		return s.respond(s.Accept(ctx, in.ID, in.Version(), in.Body.Starts))
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
		Method: "POST", Path: "/api/v1/meetings/{id}/reslot", ID: "reslot-meeting", Summary: "Take an alternative for a meeting that failed for technical reasons",
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
		return s.list(s.Meetings(ctx, Query{Exhibition: in.ID, State: in.State, Cursor: in.Cursor.Cursor, Limit: in.Limit}))
	})
	profileRoutes(a, s, takers)
	calendarRoutes(a, s)
}

// ProfileView is a profile as its owner reads it.
type ProfileView struct {
	Exhibition  string           `json:"exhibition"`
	Org         string           `json:"org"`
	Person      string           `json:"person"`
	Needs       []string         `json:"needs" nullable:"false"`
	Offers      []string         `json:"offers" nullable:"false"`
	Role        matchmaking.Role `json:"role"`
	Territories []string         `json:"territories" nullable:"false"`
	Languages   []string         `json:"languages" nullable:"false"`
	Budget      string           `json:"budget"`
	Deadline    *time.Time       `json:"deadline,omitempty"`
	Hours       Hours            `json:"hours"`
	V           int64            `json:"v"`
}

type profileOut struct {
	api.Tag
	Body ProfileView
}

func respondProfile(p Profile, err error) (*profileOut, error) {
	if err != nil {
		return nil, err
	}
	v := ProfileView{
		Exhibition: p.Exhibition, Org: p.Org, Person: p.Person, Needs: orEmpty(p.Needs), Offers: orEmpty(p.Offers), Role: p.Role,
		Territories: orEmpty(p.Territories), Languages: orEmpty(p.Languages), Budget: p.Budget, Hours: p.Hours, V: p.V,
	}
	if !p.Deadline.IsZero() {
		v.Deadline = &p.Deadline
	}
	return &profileOut{Tag: api.Versioned(p.V), Body: v}, nil
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

type profileIn struct {
	ID    string `path:"id" maxLength:"60"`
	Match string `header:"If-Match" doc:"The ETag of the version that you saw; leave it out for the first one."`
	Body  struct {
		Needs       []string         `json:"needs" maxItems:"20" nullable:"false" doc:"Ids of the taxonomy, of either level."`
		Offers      []string         `json:"offers,omitempty" maxItems:"20" nullable:"false"`
		Role        matchmaking.Role `json:"role" enum:"buy,license,coproduce,invest,sell"`
		Territories []string         `json:"territories" maxItems:"60" nullable:"false" doc:"ISO 3166-1 alpha-2; none means everywhere."`
		Languages   []string         `json:"languages" minItems:"1" maxItems:"10" nullable:"false"`
		Budget      string           `json:"budget" maxLength:"20" doc:"under_50k, 50k_250k, 250k_1m or over_1m; empty is not said."`
		Deadline    time.Time        `json:"deadline,omitzero" required:"false"`
		Hours       Hours            `json:"hours"`
	}
}

// Domain is a domain of the taxonomy with its leaves. A need or offer may name either.
type Domain struct {
	ID       string    `json:"id"`
	Label    lang.Text `json:"label"`
	Children []Leaf    `json:"children" nullable:"false"`
}

// Leaf is a tag of the lower level.
type Leaf struct {
	ID    string    `json:"id"`
	Label lang.Text `json:"label"`
}

func taxonomy() []Domain {
	var domains []Domain
	for _, t := range matchmaking.Taxonomy() {
		if t.Domain == "" {
			domains = append(domains, Domain{ID: t.ID, Label: t.Names})
			continue
		}
		last := &domains[len(domains)-1]
		last.Children = append(last.Children, Leaf{ID: t.ID, Label: t.Names})
	}
	return domains
}

type fairIn struct {
	ID string `path:"id" maxLength:"60"`
}

func profileRoutes(a *api.API, s *Service, takers api.Access) {
	const tag = "matchmaking"
	api.Handle(a, api.Route{
		Method: "GET", Path: "/api/v1/taxonomy", ID: "list-taxonomy", Summary: "The two-level tags of needs and offers", Tag: tag, Access: api.Public,
	}, func(context.Context, *struct{}) (*struct{ Body api.List[Domain] }, error) {
		return &struct{ Body api.List[Domain] }{api.ListOf(taxonomy(), "")}, nil
	})
	api.Handle(a, api.Route{
		Method: "GET", Path: "/api/v1/exhibitions/{id}/profile", ID: "find-profile", Summary: "What I seek and offer", Tag: tag, Access: takers,
	}, func(ctx context.Context, in *fairIn) (*profileOut, error) {
		return respondProfile(s.OwnProfile(ctx, in.ID))
	})
	api.Handle(a, api.Route{
		Method: "PUT", Path: "/api/v1/exhibitions/{id}/profile", ID: "save-profile", Summary: "Say what I seek and offer; six answers", Tag: tag, Access: takers,
	}, func(ctx context.Context, in *profileIn) (*profileOut, error) {
		switch own, err := s.OwnProfile(ctx, in.ID); {
		case err != nil:
			return nil, err
		case own.V > 0 && in.Match == "":
			return nil, problem.New(problem.PreconditionRequired, "precondition_required", "send If-Match with the ETag that you saw")
		}
		b := in.Body
		return respondProfile(s.SaveProfile(ctx, in.ID, api.IfMatch{Match: in.Match}.Version(), Profile{
			Needs: b.Needs, Offers: b.Offers, Role: b.Role, Territories: b.Territories, Languages: b.Languages, Budget: b.Budget,
			Deadline: b.Deadline.UTC(), Hours: b.Hours,
		}))
	})
	api.Handle(a, api.Route{
		Method: "GET", Path: "/api/v1/exhibitions/{id}/suggestions", ID: "list-suggestions", Summary: "Whom to meet, and why", Tag: tag, Access: takers,
	}, func(ctx context.Context, in *struct {
		ID    string `path:"id" maxLength:"60"`
		Limit int    `query:"limit" minimum:"1" maximum:"50" default:"20"`
	},
	) (*struct{ Body api.List[Suggestion] }, error) {
		list, err := s.Suggest(ctx, in.ID, in.Limit)
		if err != nil {
			return nil, err
		}
		return &struct{ Body api.List[Suggestion] }{api.ListOf(list, "")}, nil
	})
	api.Handle(a, api.Route{
		Method: "GET", Path: "/api/v1/exhibitions/{id}/slots", ID: "list-common-slots", Summary: "When both can meet", Tag: tag, Access: takers,
	}, func(ctx context.Context, in *struct {
		ID   string `path:"id" maxLength:"60"`
		With string `query:"with" required:"true" maxLength:"60" doc:"The other organization."`
	},
	) (*struct{ Body api.List[FreeSlot] }, error) {
		list, err := s.CommonSlots(ctx, in.ID, in.With)
		if err != nil {
			return nil, err
		}
		return &struct{ Body api.List[FreeSlot] }{api.ListOf(list, "")}, nil
	})
	api.Handle(a, api.Route{
		Method: "PUT", Path: "/api/v1/exhibitions/{id}/preferences/{org}", ID: "set-preference",
		Summary: "How much I want to meet an organization; it is never told", Tag: tag, Access: takers,
	}, func(ctx context.Context, in *struct {
		ID   string `path:"id" maxLength:"60"`
		Org  string `path:"org" maxLength:"60"`
		Body struct {
			Want Want `json:"want" enum:"must,want,never,none"`
		}
	},
	) (*api.None, error) {
		return nil, s.Prefer(ctx, in.ID, in.Org, in.Body.Want)
	})
	api.Handle(a, api.Route{
		Method: "GET", Path: "/api/v1/exhibitions/{id}/preferences", ID: "list-preferences", Summary: "My organization's preferences", Tag: tag, Access: takers,
	}, func(ctx context.Context, in *fairIn) (*struct{ Body api.List[Preference] }, error) {
		list, err := s.Preferences(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return &struct{ Body api.List[Preference] }{api.ListOf(list, "")}, nil
	})
}

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
