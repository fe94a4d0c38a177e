package exhibition

import (
	"context"
	"net/http"
	"time"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/lang"
)

type boothBody struct {
	BoothSummary
	Exhibition     string     `json:"exhibition"`
	Text           lang.Text  `json:"text"`
	Hours          []Hours    `json:"hours" nullable:"false" doc:"Per weekday, in the booth's zone."`
	NextOpen       []Opening  `json:"nextOpen" nullable:"false" doc:"This and the next openings, in UTC."`
	PromiseMinutes int        `json:"promiseMinutes" doc:"Open time until a question is answered."`
	Items          []itemBody `json:"items" nullable:"false" doc:"New ones first."`
	Staff          []Staff    `json:"staff" nullable:"false"`
	Mine           bool       `json:"mine" doc:"You stand at this booth."`
	V              int64      `json:"v"`
}

type boothReply struct {
	api.Tag
	Body boothBody
}

// boothAnswer is the booth's page as the actor sees it.
func boothAnswer(ctx context.Context, s *Service, id string) (*boothReply, error) {
	who := actor.From(ctx)
	p, err := s.Page(ctx, who, id)
	if err != nil {
		return nil, err
	}
	body := boothBody{
		BoothSummary: p.Summary, Exhibition: p.Booth.Exhibition, Text: words(p.Booth.Text), Hours: nonNil(p.Booth.Hours),
		NextOpen: nonNil(p.Next), PromiseMinutes: p.Booth.PromiseMinutes, Items: []itemBody{}, Staff: nonNil(p.Staff),
		Mine: p.Booth.staffedBy(who), V: p.Booth.V,
	}
	for _, i := range p.Items {
		body.Items = append(body.Items, itemOut(i))
	}
	return &boothReply{Tag: api.Versioned(p.Booth.V), Body: body}, nil
}

func boothRoutes(a *api.API, s *Service) {
	type searchIn struct {
		api.Cursor
		ByID
		Q       string `query:"q" maxLength:"200"`
		Sector  string `query:"sector" maxLength:"40"`
		Country string `query:"country" maxLength:"2"`
	}
	type boothFacets struct {
		Sector  []Facet `json:"sector" nullable:"false"`
		Country []Facet `json:"country" nullable:"false"`
	}
	type boothSearch struct {
		Items  []Found     `json:"items" nullable:"false"`
		Next   string      `json:"next,omitempty"`
		Total  int         `json:"total"`
		Facets boothFacets `json:"facets"`
	}
	type searchOut struct{ Body boothSearch }
	api.Handle(a, api.Route{Method: http.MethodGet, Path: "/api/v1/exhibitions/{id}/booths", ID: "search-booths", Summary: "Find booths by their words and their items", Tag: tag, Access: api.Public},
		func(ctx context.Context, in *searchIn) (*searchOut, error) {
			d, err := s.Search(ctx, in.ID, Query{Text: in.Q, Sector: in.Sector, Country: in.Country, Cursor: in.Cursor.Cursor, Limit: in.Limit})
			if err != nil {
				return nil, err
			}
			return &searchOut{Body: boothSearch{Items: d.Items, Next: d.Next, Total: d.Total, Facets: boothFacets{Sector: d.Sectors, Country: d.Countries}}}, nil
		})
	api.Handle(a, api.Route{Method: http.MethodGet, Path: "/api/v1/booths/{id}", ID: "read-booth", Summary: "A booth with its catalogue and staff", Tag: tag, Access: api.Public},
		func(ctx context.Context, in *ByID) (*boothReply, error) { return boothAnswer(ctx, s, in.ID) })

	type changeBoothIn struct {
		api.IfMatch
		ByID
		Body struct {
			Tagline        lang.Text `json:"tagline,omitempty"`
			Text           lang.Text `json:"text,omitempty"`
			Park           lang.Text `json:"park,omitempty"`
			Languages      []string  `json:"languages,omitempty" maxItems:"12" nullable:"false"`
			Zone           *string   `json:"zone,omitempty" maxLength:"64"`
			Sector         *string   `json:"sector,omitempty" maxLength:"40"`
			PromiseMinutes *int      `json:"promiseMinutes,omitempty" minimum:"1" maximum:"10080"`
			Hall           *string   `json:"hall,omitempty" maxLength:"80" doc:"Only an organizer moves a booth."`
			Number         *string   `json:"number,omitempty" maxLength:"10" doc:"Only an organizer moves a booth."`
		}
	}
	boothPeople := api.Roles(actor.Exhibitor, actor.Organizer)
	change := func(ctx context.Context, id string, v int64, c BoothChange) (*boothReply, error) {
		if _, err := s.ChangeBooth(ctx, actor.From(ctx), id, v, c); err != nil {
			return nil, err
		}
		return boothAnswer(ctx, s, id)
	}
	api.Handle(a, api.Route{Method: http.MethodPatch, Path: "/api/v1/booths/{id}", ID: "change-booth", Summary: "Change a booth", Tag: tag, Access: boothPeople},
		func(ctx context.Context, in *changeBoothIn) (*boothReply, error) {
			b := in.Body
			return change(ctx, in.ID, in.Version(), BoothChange{
				Tagline: b.Tagline, Text: b.Text, Park: b.Park, Languages: b.Languages, Zone: b.Zone, Sector: b.Sector,
				PromiseMinutes: b.PromiseMinutes, Hall: b.Hall, Number: b.Number,
			})
		})
	type setHoursIn struct {
		api.IfMatch
		ByID
		Body struct {
			Zone  string  `json:"zone,omitempty" maxLength:"64" doc:"The booth's zone stays if left out."`
			Hours []Hours `json:"hours" maxItems:"42" nullable:"false"`
		}
	}
	api.Handle(a, api.Route{Method: http.MethodPut, Path: "/api/v1/booths/{id}/hours", ID: "set-hours", Summary: "Set the opening hours of the week", Tag: tag, Access: boothPeople},
		func(ctx context.Context, in *setHoursIn) (*boothReply, error) {
			c := BoothChange{Hours: &in.Body.Hours}
			if in.Body.Zone != "" {
				c.Zone = &in.Body.Zone
			}
			return change(ctx, in.ID, in.Version(), c)
		})

	type setDutyIn struct {
		ByID
		Body struct {
			OnDuty bool `json:"onDuty"`
		}
	}
	type dutyBody struct {
		OnDuty bool       `json:"onDuty"`
		Until  *time.Time `json:"until,omitempty" doc:"Send the request again before this time to stay on duty."`
	}
	type dutyOut struct{ Body dutyBody }
	api.Handle(a, api.Route{Method: http.MethodPut, Path: "/api/v1/booths/{id}/duty", ID: "set-duty", Summary: "Go on duty at my booth, stay, or leave", Tag: tag, Access: api.Roles(actor.Exhibitor)},
		func(ctx context.Context, in *setDutyIn) (*dutyOut, error) {
			until, err := s.OnDuty(ctx, actor.From(ctx), in.ID, in.Body.OnDuty)
			if err != nil {
				return nil, err
			}
			out := &dutyOut{Body: dutyBody{OnDuty: in.Body.OnDuty}}
			if in.Body.OnDuty {
				out.Body.Until = &until
			}
			return out, nil
		})
}

type visitBody struct {
	ID    string     `json:"id"`
	Booth string     `json:"booth"`
	Began time.Time  `json:"began"`
	Ended *time.Time `json:"ended,omitempty"`
	V     int64      `json:"v"`
}

type visitReply struct {
	api.Tag
	Body visitBody
}

func visitAnswer(v Visit, err error) (*visitReply, error) {
	if err != nil {
		return nil, err
	}
	b := visitBody{ID: v.ID, Booth: v.Booth, Began: v.Began, V: v.V}
	if !v.Ended.IsZero() {
		b.Ended = &v.Ended
	}
	return &visitReply{Tag: api.Versioned(v.V), Body: b}, nil
}

func visitRoutes(a *api.API, s *Service) {
	api.Handle(a, api.Route{Method: http.MethodPost, Path: "/api/v1/booths/{id}/visits", ID: "visit-booth", Summary: "Say that I am at this booth; repeat it to stay", Tag: tag, Access: api.SignedIn, Status: http.StatusCreated},
		func(ctx context.Context, in *ByID) (*visitReply, error) {
			return visitAnswer(s.Visit(ctx, actor.From(ctx), in.ID))
		})
	type leaveBoothIn struct {
		ByID
		Body struct {
			Ended bool `json:"ended" enum:"true"`
		}
	}
	api.Handle(a, api.Route{Method: http.MethodPatch, Path: "/api/v1/visits/{id}", ID: "leave-booth", Summary: "End my visit", Tag: tag, Access: api.SignedIn},
		func(ctx context.Context, in *leaveBoothIn) (*visitReply, error) {
			return visitAnswer(s.LeaveVisit(ctx, actor.From(ctx), in.ID))
		})
	type visitStatisticsBody struct {
		Suppressed    bool    `json:"suppressed" doc:"Fewer than five visitors: no number is told."`
		Visits        int     `json:"visits"`
		Visitors      int     `json:"visitors"`
		MedianSeconds int     `json:"medianSeconds"`
		Countries     []Group `json:"countries" nullable:"false" doc:"The group \"\" holds all groups of fewer than five."`
		Days          []Group `json:"days" nullable:"false"`
	}
	type statisticsOut struct{ Body visitStatisticsBody }
	api.Handle(a, api.Route{Method: http.MethodGet, Path: "/api/v1/booths/{id}/visits", ID: "booth-visits", Summary: "Statistics of my booth's visits", Tag: tag, Access: api.Roles(actor.Exhibitor, actor.Organizer)},
		func(ctx context.Context, in *ByID) (*statisticsOut, error) {
			v, err := s.VisitStatistics(ctx, actor.From(ctx), in.ID)
			if err != nil {
				return nil, err
			}
			return &statisticsOut{Body: visitStatisticsBody(v)}, nil
		})
}

type questionBody struct {
	ID        string     `json:"id"`
	Booth     string     `json:"booth"`
	Asker     string     `json:"asker,omitempty" doc:"Absent if the visitor may not be found by you."`
	AskerName string     `json:"askerName,omitempty"`
	Text      string     `json:"text"`
	Lang      string     `json:"lang"`
	Asked     time.Time  `json:"asked"`
	Promise   time.Time  `json:"promise" doc:"By when the exhibitor promises an answer."`
	Answer    string     `json:"answer,omitempty"`
	Answered  *time.Time `json:"answered,omitempty"`
	V         int64      `json:"v"`
}

func questionOut(q Asked) questionBody {
	b := questionBody{ID: q.ID, Booth: q.Booth, Text: q.Text, Lang: q.Lang, Asked: q.Asked, Promise: q.Promise, Answer: q.Answer, V: q.V}
	if q.AskerName != "" {
		b.Asker, b.AskerName = q.Asker, q.AskerName
	}
	if !q.Answered.IsZero() {
		b.Answered = &q.Answered
	}
	return b
}

type questionReply struct {
	api.Tag
	Body questionBody
}

func questionRoutes(a *api.API, s *Service) {
	reply := func(q Question, err error) (*questionReply, error) {
		if err != nil {
			return nil, err
		}
		return &questionReply{Tag: api.Versioned(q.V), Body: questionOut(Asked{Question: q})}, nil
	}
	type askBoothIn struct {
		ByID
		Body struct {
			Text string `json:"text" minLength:"1" maxLength:"2000"`
		}
	}
	api.Handle(a, api.Route{Method: http.MethodPost, Path: "/api/v1/booths/{id}/questions", ID: "ask-booth", Summary: "Leave a question", Tag: tag, Access: api.SignedIn, Status: http.StatusCreated},
		func(ctx context.Context, in *askBoothIn) (*questionReply, error) {
			return reply(s.Ask(ctx, actor.From(ctx), in.ID, in.Body.Text))
		})
	type listOut struct{ Body api.List[questionBody] }
	api.Handle(a, api.Route{Method: http.MethodGet, Path: "/api/v1/booths/{id}/questions", ID: "list-questions", Summary: "Questions at my booth, or mine at this booth", Tag: tag, Access: api.SignedIn},
		func(ctx context.Context, in *ByID) (*listOut, error) {
			found, err := s.Questions(ctx, actor.From(ctx), in.ID)
			if err != nil {
				return nil, err
			}
			var items []questionBody
			for _, q := range found {
				items = append(items, questionOut(q))
			}
			return &listOut{Body: api.ListOf(items, "")}, nil
		})
	type answerQuestionIn struct {
		api.IfMatch
		ByID
		Body struct {
			Text string `json:"text" minLength:"1" maxLength:"2000"`
		}
	}
	api.Handle(a, api.Route{Method: http.MethodPost, Path: "/api/v1/questions/{id}/answer", ID: "answer-question", Summary: "Answer a question at my booth", Tag: tag, Access: api.Roles(actor.Exhibitor)},
		func(ctx context.Context, in *answerQuestionIn) (*questionReply, error) {
			return reply(s.AnswerQuestion(ctx, actor.From(ctx), in.ID, in.Version(), in.Body.Text))
		})
}
