package accounts

import (
	"context"
	"net/http"
	"time"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/lang"
)

const tag = "accounts"

// Routes registers the routes of the accounts.
func Routes(a *api.API, s *Service) {
	signInRoutes(a, s)
	meRoutes(a, s)
	organizationRoutes(a, s)
	importRoutes(a, s)
}

// ByID is the input of a route that names one thing. It is exported because the edge sees only exported embedded fields.
type ByID struct {
	ID string `path:"id" maxLength:"80"`
}

type personBody struct {
	ID         string        `json:"id"`
	Name       string        `json:"name"`
	Email      string        `json:"email"`
	Lang       string        `json:"lang"`
	Zone       string        `json:"zone"`
	Org        string        `json:"org"`
	Languages  []string      `json:"languages" nullable:"false"`
	Visibility Visibility    `json:"visibility" enum:"hidden,exhibitors,all"`
	Admin      bool          `json:"admin"`
	Grants     []actor.Grant `json:"grants" nullable:"false"`
	V          int64         `json:"v"`
}

func personOut(p Person) personBody {
	b := personBody{
		ID: p.ID, Name: p.Name, Email: p.Email, Lang: p.Lang, Zone: p.Zone, Org: p.Org,
		Languages: p.Languages, Visibility: p.Visibility, Admin: p.Admin, Grants: p.Grants, V: p.V,
	}
	if b.Languages == nil {
		b.Languages = []string{}
	}
	if b.Grants == nil {
		b.Grants = []actor.Grant{}
	}
	return b
}

type personReply struct {
	api.Tag
	Body personBody
}

func personAnswer(p Person, err error) (*personReply, error) {
	if err != nil {
		return nil, err
	}
	return &personReply{Tag: api.Versioned(p.V), Body: personOut(p)}, nil
}

type organizationBody struct {
	ID             string          `json:"id"`
	Name           lang.Text       `json:"name"`
	Country        string          `json:"country" doc:"ISO 3166-1 alpha-2."`
	Kind           Kind            `json:"kind" enum:"company,creator,operator,institution"`
	Sector         string          `json:"sector,omitempty"`
	State          State           `json:"state,omitempty" enum:"applied,approved,rejected,suspended" doc:"Only for its own people and its organizers, as all that follows."`
	Reason         string          `json:"reason,omitempty"`
	Contact        *Contact        `json:"contact,omitempty"`
	Participations []Participation `json:"participations,omitempty"`
	Applied        *time.Time      `json:"applied,omitempty"`
	Decided        *time.Time      `json:"decided,omitempty"`
	V              int64           `json:"v"`
}

func organizationOut(o Organization, full bool) organizationBody {
	b := organizationBody{ID: o.ID, Name: o.Name, Country: o.Country, Kind: o.Kind, Sector: o.Sector, V: o.V}
	if !full {
		return b
	}
	b.State, b.Reason, b.Contact, b.Participations, b.Applied = o.State, o.Reason, &o.Contact, o.Participations, &o.Applied
	if !o.Decided.IsZero() {
		b.Decided = &o.Decided
	}
	return b
}

type organizationReply struct {
	api.Tag
	Body organizationBody
}

func organizationRoutes(a *api.API, s *Service) {
	type contactIn struct {
		Name  string `json:"name" minLength:"1" maxLength:"120"`
		Email string `json:"email" maxLength:"254"`
		Lang  string `json:"lang" maxLength:"35"`
		Zone  string `json:"zone" maxLength:"64" doc:"IANA time zone."`
	}
	type applicationIn struct {
		Body struct {
			Name       lang.Text  `json:"name"`
			Country    string     `json:"country" doc:"ISO 3166-1 alpha-2."`
			Kind       Kind       `json:"kind" enum:"company,creator"`
			Sector     string     `json:"sector,omitempty" maxLength:"40"`
			Contact    contactIn  `json:"contact"`
			Exhibition string     `json:"exhibition" maxLength:"80"`
			As         actor.Role `json:"as" enum:"exhibitor,buyer"`
		}
	}
	type applicationReceipt struct {
		ID     string `json:"id"`
		State  State  `json:"state" enum:"applied"`
		Status string `json:"status" doc:"Key of GET /api/v1/applications/{key}; shown once."`
		V      int64  `json:"v"`
	}
	type applyOut struct {
		api.Tag
		Body applicationReceipt
	}
	api.Handle(a, api.Route{Method: http.MethodPost, Path: "/api/v1/organizations", ID: "apply", Summary: "Apply for an exhibition", Tag: tag, Access: api.Public, Status: http.StatusCreated},
		func(ctx context.Context, in *applicationIn) (*applyOut, error) {
			o, key, err := s.Apply(ctx, Application{
				Name: in.Body.Name, Country: in.Body.Country, Kind: in.Body.Kind, Sector: in.Body.Sector,
				Contact:    Contact{Name: in.Body.Contact.Name, Email: in.Body.Contact.Email, Lang: in.Body.Contact.Lang, Zone: in.Body.Contact.Zone},
				Exhibition: in.Body.Exhibition, As: in.Body.As,
			})
			if err != nil {
				return nil, err
			}
			return &applyOut{Tag: api.Versioned(o.V), Body: applicationReceipt{ID: o.ID, State: o.State, Status: key, V: o.V}}, nil
		})

	type statusIn struct {
		Key string `path:"key" maxLength:"128"`
	}
	type applicationState struct {
		Name    lang.Text `json:"name"`
		State   State     `json:"state" enum:"applied,approved,rejected,suspended"`
		Reason  string    `json:"reason,omitempty"`
		Applied time.Time `json:"applied"`
	}
	type statusOut struct{ Body applicationState }
	api.Handle(a, api.Route{Method: http.MethodGet, Path: "/api/v1/applications/{key}", ID: "application-status", Summary: "What became of an application", Tag: tag, Access: api.Public},
		func(ctx context.Context, in *statusIn) (*statusOut, error) {
			o, err := s.Status(ctx, in.Key)
			if err != nil {
				return nil, err
			}
			return &statusOut{Body: applicationState{Name: o.Name, State: o.State, Reason: o.Reason, Applied: o.Applied}}, nil
		})

	type listIn struct {
		api.Cursor
		State State  `query:"state" enum:"applied,approved,rejected,suspended"`
		Q     string `query:"q" maxLength:"100"`
	}
	type listOut struct{ Body api.List[organizationBody] }
	api.Handle(a, api.Route{Method: http.MethodGet, Path: "/api/v1/organizations", ID: "list-organizations", Summary: "Organizations of my exhibitions", Tag: tag, Access: api.Roles(actor.Organizer)},
		func(ctx context.Context, in *listIn) (*listOut, error) {
			found, next, err := s.Organizations(ctx, actor.From(ctx), in.State, in.Q, in.Cursor.Cursor, in.Limit)
			if err != nil {
				return nil, err
			}
			items := make([]organizationBody, len(found))
			for i, o := range found {
				items[i] = organizationOut(o, true)
			}
			return &listOut{Body: api.ListOf(items, next)}, nil
		})
	api.Handle(a, api.Route{Method: http.MethodGet, Path: "/api/v1/organizations/{id}", ID: "read-organization", Summary: "An organization", Tag: tag, Access: api.SignedIn},
		func(ctx context.Context, in *ByID) (*organizationReply, error) {
			o, full, err := s.OrganizationFor(ctx, actor.From(ctx), in.ID)
			if err != nil {
				return nil, err
			}
			return &organizationReply{Tag: api.Versioned(o.V), Body: organizationOut(o, full)}, nil
		})
	decisionRoutes(a, s)
	peopleRoutes(a, s)
}

func decisionRoutes(a *api.API, s *Service) {
	type approveIn struct {
		api.IfMatch
		ByID
	}
	type organizationReasonIn struct {
		api.IfMatch
		ByID
		Body struct {
			Reason string `json:"reason" minLength:"1" maxLength:"1000" doc:"The organization reads it."`
		}
	}
	decide := func(ctx context.Context, id string, v int64, d Decision, reason string) (*organizationReply, error) {
		o, err := s.Decide(ctx, actor.From(ctx), id, v, d, reason)
		if err != nil {
			return nil, err
		}
		return &organizationReply{Tag: api.Versioned(o.V), Body: organizationOut(o, true)}, nil
	}
	organizers := api.Roles(actor.Organizer)
	api.Handle(a, api.Route{Method: http.MethodPost, Path: "/api/v1/organizations/{id}/approve", ID: "approve-organization", Summary: "Let an organization in", Tag: tag, Access: organizers},
		func(ctx context.Context, in *approveIn) (*organizationReply, error) {
			return decide(ctx, in.ID, in.Version(), Approve, "")
		})
	api.Handle(a, api.Route{Method: http.MethodPost, Path: "/api/v1/organizations/{id}/reject", ID: "reject-organization", Summary: "Turn an application down", Tag: tag, Access: organizers},
		func(ctx context.Context, in *organizationReasonIn) (*organizationReply, error) {
			return decide(ctx, in.ID, in.Version(), Reject, in.Body.Reason)
		})
	api.Handle(a, api.Route{Method: http.MethodPost, Path: "/api/v1/organizations/{id}/suspend", ID: "suspend-organization", Summary: "Suspend an organization", Tag: tag, Access: organizers},
		func(ctx context.Context, in *organizationReasonIn) (*organizationReply, error) {
			return decide(ctx, in.ID, in.Version(), Suspend, in.Body.Reason)
		})
}

func peopleRoutes(a *api.API, s *Service) {
	type invitePersonIn struct {
		ByID
		Body struct {
			Name      string   `json:"name" minLength:"1" maxLength:"120"`
			Email     string   `json:"email" maxLength:"254"`
			Lang      string   `json:"lang" maxLength:"35"`
			Zone      string   `json:"zone" maxLength:"64"`
			Languages []string `json:"languages" maxItems:"12" nullable:"false"`
		}
	}
	api.Handle(a, api.Route{Method: http.MethodPost, Path: "/api/v1/organizations/{id}/people", ID: "invite-person", Summary: "Take a person in and mail a link", Tag: tag, Access: api.SignedIn, Status: http.StatusCreated},
		func(ctx context.Context, in *invitePersonIn) (*personReply, error) {
			b := in.Body
			return personAnswer(s.Invite(ctx, actor.From(ctx), in.ID, NewPerson{Name: b.Name, Email: b.Email, Lang: b.Lang, Zone: b.Zone, Languages: b.Languages}))
		})
	type peopleOut struct{ Body api.List[personBody] }
	api.Handle(a, api.Route{Method: http.MethodGet, Path: "/api/v1/organizations/{id}/people", ID: "list-people", Summary: "People of an organization", Tag: tag, Access: api.SignedIn},
		func(ctx context.Context, in *ByID) (*peopleOut, error) {
			people, err := s.Staff(ctx, actor.From(ctx), in.ID)
			if err != nil {
				return nil, err
			}
			items := make([]personBody, len(people))
			for i, p := range people {
				items[i] = personOut(p)
			}
			return &peopleOut{Body: api.ListOf(items, "")}, nil
		})

	type directoryIn struct {
		api.Cursor
		ByID
	}
	type directoryPerson struct {
		ID        string   `json:"id"`
		Name      string   `json:"name"`
		Org       string   `json:"org"`
		Languages []string `json:"languages" nullable:"false"`
	}
	type directoryBody struct {
		Items  []directoryPerson `json:"items" nullable:"false"`
		Hidden int               `json:"hidden" doc:"People of this page hidden by their own choice."`
		Next   string            `json:"next,omitempty"`
	}
	type directoryOut struct{ Body directoryBody }
	api.Handle(a, api.Route{Method: http.MethodGet, Path: "/api/v1/exhibitions/{id}/people", ID: "directory", Summary: "People of an exhibition whom I may find", Tag: tag, Access: api.SignedIn},
		func(ctx context.Context, in *directoryIn) (*directoryOut, error) {
			people, hidden, next, err := s.Directory(ctx, actor.From(ctx), in.ID, in.Cursor.Cursor, in.Limit)
			if err != nil {
				return nil, err
			}
			out := &directoryOut{Body: directoryBody{Items: []directoryPerson{}, Hidden: hidden, Next: next}}
			for _, p := range people {
				b := personOut(p)
				out.Body.Items = append(out.Body.Items, directoryPerson{ID: b.ID, Name: b.Name, Org: b.Org, Languages: b.Languages})
			}
			return out, nil
		})

	type setRolesIn struct {
		api.IfMatch
		ID     string `path:"id" maxLength:"80"`
		Person string `path:"person" maxLength:"80"`
		Body   struct {
			Roles []actor.Role `json:"roles" maxItems:"5" enum:"organizer,exhibitor,buyer,interpreter,moderator" nullable:"false"`
		}
	}
	api.Handle(a, api.Route{Method: http.MethodPut, Path: "/api/v1/exhibitions/{id}/roles/{person}", ID: "set-roles", Summary: "Give a person the roles of an exhibition", Tag: tag, Access: api.Roles(actor.Organizer)},
		func(ctx context.Context, in *setRolesIn) (*personReply, error) {
			return personAnswer(s.SetRoles(ctx, actor.From(ctx), in.ID, in.Person, in.Version(), in.Body.Roles))
		})
}
