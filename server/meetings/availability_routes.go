package meetings

import (
	"context"
	"time"

	"fairground/server/api"
)

// AvailabilityView is a person's time at an exhibition as he reads it himself.
type AvailabilityView struct {
	Open    []time.Time `json:"open" nullable:"false" doc:"Starts of slots that are open although outside the hours."`
	Closed  []time.Time `json:"closed" nullable:"false" doc:"Starts of slots that are closed although within the hours."`
	BusyURL string      `json:"busyUrl" doc:"Address of your own calendar; empty for none."`
	Busy    BusyView    `json:"busy"`
	Slots   []OwnSlot   `json:"slots" nullable:"false"`
	V       int64       `json:"v"`
}

// BusyView is what became of the busy calendar.
type BusyView struct {
	State   BusyState  `json:"state" enum:"none,ok,failed"`
	At      *time.Time `json:"at,omitempty"`
	Events  int        `json:"events" doc:"That take time during the exhibition."`
	Problem string     `json:"problem,omitempty" doc:"A code: calendar_unreachable, calendar_address_private, calendar_too_large, calendar_unreadable; with ok calendar_partly_read."`
}

type availabilityOut struct {
	api.Tag
	Body AvailabilityView
}

func respondAvailability(o OwnAvailability, err error) (*availabilityOut, error) {
	if err != nil {
		return nil, err
	}
	v := AvailabilityView{
		Open: orEmpty(o.Open), Closed: orEmpty(o.Closed), BusyURL: o.Said.BusyURL, Slots: orEmpty(o.Slots), V: o.V,
		Busy: BusyView{State: o.Busy.State, Events: o.Busy.Events, Problem: o.Busy.Problem},
	}
	if !o.Busy.At.IsZero() {
		v.Busy.At = &o.Busy.At
	}
	return &availabilityOut{Tag: api.Versioned(o.V), Body: v}, nil
}

func availabilityRoutes(a *api.API, s *Service, takers api.Access) {
	const tag, path = "matchmaking", "/api/v1/exhibitions/{id}/availability"
	api.Handle(a, api.Route{
		Method: "GET", Path: path, ID: "find-availability", Summary: "When I can meet, slot by slot", Tag: tag, Access: takers,
	}, func(ctx context.Context, in *fairIn) (*availabilityOut, error) {
		return respondAvailability(s.OwnAvailability(ctx, in.ID))
	})
	api.Handle(a, api.Route{
		Method: "PUT", Path: path, ID: "save-availability", Summary: "Open or close slots, and name my own calendar", Tag: tag, Access: takers,
	}, func(ctx context.Context, in *struct {
		api.IfMatch
		ID   string `path:"id" maxLength:"60"`
		Body struct {
			Open    []time.Time `json:"open" maxItems:"2000" nullable:"false"`
			Closed  []time.Time `json:"closed" maxItems:"2000" nullable:"false"`
			BusyURL string      `json:"busyUrl,omitempty" maxLength:"2000" example:"https://calendar.example/me.ics"`
		}
	},
	) (*availabilityOut, error) {
		return respondAvailability(s.SaveAvailability(ctx, in.ID, in.Version(), in.Body.Open, in.Body.Closed, in.Body.BusyURL))
	})
	api.Handle(a, api.Route{
		Method: "PUT", Path: "/api/v1/exhibitions/{id}/preferences", ID: "set-preferences",
		Summary: "How much I want to meet each of many organizations; all at once or not at all", Tag: tag, Access: takers,
	}, func(ctx context.Context, in *struct {
		ID   string `path:"id" maxLength:"60"`
		Body struct {
			List []struct {
				Org  string `json:"org" maxLength:"60"`
				Want Want   `json:"want" enum:"must,want,never,none"`
			} `json:"list" maxItems:"2000" nullable:"false"`
		}
	},
	) (*struct{ Body api.List[Preference] }, error) {
		list := make([]Preference, len(in.Body.List))
		for i, p := range in.Body.List {
			list[i] = Preference(p)
		}
		all, err := s.PreferAll(ctx, in.ID, list)
		if err != nil {
			return nil, err
		}
		return &struct{ Body api.List[Preference] }{api.ListOf(all, "")}, nil
	})
}
