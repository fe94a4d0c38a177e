package meetings

import (
	"context"
	"time"

	"fairground/matchmaking"
	"fairground/server/api"
	"fairground/server/lang"
	"fairground/server/problem"
)

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
	Min         int              `json:"min" doc:"Meetings that you want at least; 0 is the exhibition's target."`
	Max         int              `json:"max" doc:"Meetings that you want at most; 0 is the exhibition's target."`
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
		Territories: orEmpty(p.Territories), Languages: orEmpty(p.Languages), Budget: p.Budget, Hours: p.Hours, Min: p.Min, Max: p.Max, V: p.V,
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
		Min         int              `json:"min,omitempty" minimum:"0" maximum:"1000"`
		Max         int              `json:"max,omitempty" minimum:"0" maximum:"1000"`
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
			Deadline: b.Deadline.UTC(), Hours: b.Hours, Min: b.Min, Max: b.Max,
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
