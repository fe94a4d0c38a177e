package exhibition

import (
	"context"
	"net/http"
	"time"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/lang"
)

const tag = "exhibition"

// Routes registers the routes and pages of the exhibition.
func Routes(a *api.API, s *Service) {
	exhibitionRoutes(a, s)
	hallRoutes(a, s)
	boothRoutes(a, s)
	itemRoutes(a, s)
	visitRoutes(a, s)
	questionRoutes(a, s)
	pages(a, s)
}

// ByID is the input of a route that names one thing. It is exported because the edge sees only exported embedded fields.
type ByID struct {
	ID string `path:"id" maxLength:"80"`
}

type exhibitionBody struct {
	ID     string    `json:"id"`
	Name   lang.Text `json:"name"`
	Zone   string    `json:"zone" doc:"IANA time zone of the venue."`
	Phase  Phase     `json:"phase" enum:"call,setup,booking,matching,live,after_market,closed" doc:"In force now."`
	Phases []Span    `json:"phases" nullable:"false" doc:"As planned."`
	Starts time.Time `json:"starts"`
	Ends   time.Time `json:"ends"`
	V      int64     `json:"v"`
}

type exhibitionReply struct {
	api.Tag
	Body exhibitionBody
}

func exhibitionRoutes(a *api.API, s *Service) {
	render := func(e Exhibition) exhibitionBody {
		return exhibitionBody{ID: e.ID, Name: e.Name, Zone: e.Zone, Phase: e.PhaseAt(s.now()), Phases: nonNil(e.Spans), Starts: e.Starts, Ends: e.Ends, V: e.V}
	}
	reply := func(e Exhibition, err error) (*exhibitionReply, error) {
		if err != nil {
			return nil, err
		}
		return &exhibitionReply{Tag: api.Versioned(e.V), Body: render(e)}, nil
	}
	type listOut struct{ Body api.List[exhibitionBody] }
	api.Handle(a, api.Route{Method: http.MethodGet, Path: "/api/v1/exhibitions", ID: "list-exhibitions", Summary: "Exhibitions, the newest first", Tag: tag, Access: api.Public},
		func(ctx context.Context, _ *struct{}) (*listOut, error) {
			all, err := s.Exhibitions(ctx)
			if err != nil {
				return nil, err
			}
			items := make([]exhibitionBody, len(all))
			for i, e := range all {
				items[i] = render(e)
			}
			return &listOut{Body: api.ListOf(items, "")}, nil
		})
	api.Handle(a, api.Route{Method: http.MethodGet, Path: "/api/v1/exhibitions/{id}", ID: "read-exhibition", Summary: "An exhibition", Tag: tag, Access: api.Public},
		func(ctx context.Context, in *ByID) (*exhibitionReply, error) { return reply(s.Exhibition(ctx, in.ID)) })

	type createExhibitionIn struct {
		Body struct {
			Name   lang.Text `json:"name"`
			Zone   string    `json:"zone" maxLength:"64"`
			Phases []Span    `json:"phases" maxItems:"7" nullable:"false"`
			Starts time.Time `json:"starts"`
			Ends   time.Time `json:"ends"`
		}
	}
	organizers := api.Roles(actor.Organizer)
	api.Handle(a, api.Route{Method: http.MethodPost, Path: "/api/v1/exhibitions", ID: "create-exhibition", Summary: "Create an exhibition and organize it", Tag: tag, Access: organizers, Status: http.StatusCreated},
		func(ctx context.Context, in *createExhibitionIn) (*exhibitionReply, error) {
			b := in.Body
			return reply(s.Create(ctx, actor.From(ctx), Exhibition{Name: b.Name, Zone: b.Zone, Spans: b.Phases, Starts: b.Starts, Ends: b.Ends}))
		})
	type changeExhibitionIn struct {
		api.IfMatch
		ByID
		Body struct {
			Name   lang.Text  `json:"name,omitempty"`
			Zone   *string    `json:"zone,omitempty" maxLength:"64"`
			Phases []Span     `json:"phases,omitempty" maxItems:"7" nullable:"false"`
			Starts *time.Time `json:"starts,omitempty"`
			Ends   *time.Time `json:"ends,omitempty"`
		}
	}
	api.Handle(a, api.Route{Method: http.MethodPatch, Path: "/api/v1/exhibitions/{id}", ID: "change-exhibition", Summary: "Change an exhibition", Tag: tag, Access: organizers},
		func(ctx context.Context, in *changeExhibitionIn) (*exhibitionReply, error) {
			b := in.Body
			c := Change{Name: b.Name, Zone: b.Zone, Spans: b.Phases, Starts: b.Starts, Ends: b.Ends}
			return reply(s.Change(ctx, actor.From(ctx), in.ID, in.Version(), c))
		})
	type movePhaseIn struct {
		api.IfMatch
		ByID
		Body struct {
			Phase Phase `json:"phase" enum:"call,setup,booking,matching,live,after_market,closed"`
		}
	}
	api.Handle(a, api.Route{Method: http.MethodPost, Path: "/api/v1/exhibitions/{id}/phase", ID: "move-phase", Summary: "Move an exhibition to a phase by hand", Tag: tag, Access: organizers},
		func(ctx context.Context, in *movePhaseIn) (*exhibitionReply, error) {
			return reply(s.MovePhase(ctx, actor.From(ctx), in.ID, in.Version(), in.Body.Phase))
		})
}

// HallBody is a hall without its booths.
type HallBody struct {
	ID         string    `json:"id"`
	Exhibition string    `json:"exhibition"`
	Name       lang.Text `json:"name"`
	Theme      string    `json:"theme"`
	Sector     string    `json:"sector,omitempty"`
	Order      int       `json:"order"`
	V          int64     `json:"v"`
}

func hallOut(h Hall) HallBody {
	return HallBody{ID: h.ID, Exhibition: h.Exhibition, Name: h.Name, Theme: h.Theme, Sector: h.Sector, Order: h.Order, V: h.V}
}

type hallReply struct {
	api.Tag
	Body HallBody
}

func hallAnswer(h Hall, err error) (*hallReply, error) {
	if err != nil {
		return nil, err
	}
	return &hallReply{Tag: api.Versioned(h.V), Body: hallOut(h)}, nil
}

type hallLine struct {
	HallBody
	Booths int `json:"booths"`
	OnDuty int `json:"onDuty"`
}

func hallRoutes(a *api.API, s *Service) {
	type listOut struct{ Body api.List[hallLine] }
	api.Handle(a, api.Route{Method: http.MethodGet, Path: "/api/v1/exhibitions/{id}/halls", ID: "list-halls", Summary: "Halls of an exhibition", Tag: tag, Access: api.Public},
		func(ctx context.Context, in *ByID) (*listOut, error) {
			halls, err := s.Halls(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			var items []hallLine
			for _, h := range halls {
				items = append(items, hallLine{HallBody: hallOut(h.Hall), Booths: h.Booths, OnDuty: h.OnDuty})
			}
			return &listOut{Body: api.ListOf(items, "")}, nil
		})

	type hallPageBody struct {
		HallBody
		Booths []BoothSummary `json:"booths" nullable:"false"`
	}
	type pageOut struct {
		api.Tag
		Body hallPageBody
	}
	api.Handle(a, api.Route{Method: http.MethodGet, Path: "/api/v1/halls/{id}", ID: "read-hall", Summary: "A hall with its booths", Tag: tag, Access: api.Public},
		func(ctx context.Context, in *ByID) (*pageOut, error) {
			p, err := s.Hall(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return &pageOut{Tag: api.Versioned(p.Hall.V), Body: hallPageBody{HallBody: hallOut(p.Hall), Booths: nonNil(p.Booths)}}, nil
		})

	type addHallIn struct {
		ByID
		Body struct {
			Name   lang.Text `json:"name"`
			Theme  string    `json:"theme" maxLength:"40"`
			Sector string    `json:"sector,omitempty" maxLength:"40"`
			Order  int       `json:"order,omitempty" minimum:"0" maximum:"1000"`
		}
	}
	organizers := api.Roles(actor.Organizer)
	api.Handle(a, api.Route{Method: http.MethodPost, Path: "/api/v1/exhibitions/{id}/halls", ID: "add-hall", Summary: "Add a hall", Tag: tag, Access: organizers, Status: http.StatusCreated},
		func(ctx context.Context, in *addHallIn) (*hallReply, error) {
			b := in.Body
			return hallAnswer(s.NewHall(ctx, actor.From(ctx), Hall{Exhibition: in.ID, Name: b.Name, Theme: b.Theme, Sector: b.Sector, Order: b.Order}))
		})
	type changeHallIn struct {
		api.IfMatch
		ByID
		Body struct {
			Name   lang.Text `json:"name,omitempty"`
			Theme  *string   `json:"theme,omitempty" maxLength:"40"`
			Sector *string   `json:"sector,omitempty" maxLength:"40"`
			Order  *int      `json:"order,omitempty" minimum:"0" maximum:"1000"`
		}
	}
	api.Handle(a, api.Route{Method: http.MethodPatch, Path: "/api/v1/halls/{id}", ID: "change-hall", Summary: "Change a hall", Tag: tag, Access: organizers},
		func(ctx context.Context, in *changeHallIn) (*hallReply, error) {
			b := in.Body
			return hallAnswer(s.ChangeHall(ctx, actor.From(ctx), in.ID, in.Version(), HallChange{Name: b.Name, Theme: b.Theme, Sector: b.Sector, Order: b.Order}))
		})
	type assignBoothIn struct {
		ByID
		Body struct {
			Number string `json:"number" minLength:"1" maxLength:"10"`
			Org    string `json:"org" maxLength:"80"`
			Sector string `json:"sector,omitempty" maxLength:"40" doc:"The hall's if left out."`
		}
	}
	api.Handle(a, api.Route{Method: http.MethodPost, Path: "/api/v1/halls/{id}/booths", ID: "assign-booth", Summary: "Assign a booth to an exhibitor", Tag: tag, Access: organizers, Status: http.StatusCreated},
		func(ctx context.Context, in *assignBoothIn) (*boothReply, error) {
			b, err := s.NewBooth(ctx, actor.From(ctx), in.ID, in.Body.Number, in.Body.Org, in.Body.Sector)
			if err != nil {
				return nil, err
			}
			return boothAnswer(ctx, s, b.ID)
		})
}
