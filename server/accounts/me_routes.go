package accounts

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/lang"
	"fairground/server/problem"
)

type agreedBody struct {
	Given   bool      `json:"given"`
	At      time.Time `json:"at"`
	Version string    `json:"version"`
}

type consentsBody struct {
	Terms       *agreedBody `json:"terms,omitempty"`
	CrossBorder *agreedBody `json:"crossBorder,omitempty"`
}

func consentsOut(p Person) *consentsBody {
	of := func(kind ConsentKind) *agreedBody {
		c, ok := p.Agreed(kind)
		if !ok {
			return nil
		}
		return &agreedBody{Given: c.Given, At: c.At, Version: c.Version}
	}
	return &consentsBody{Terms: of(Terms), CrossBorder: of(CrossBorder)}
}

type myOrganization struct {
	ID      string    `json:"id"`
	Name    lang.Text `json:"name"`
	Country string    `json:"country"`
	Kind    Kind      `json:"kind"`
}

type meBody struct {
	Person       *personBody     `json:"person,omitempty" doc:"Absent for a visitor who is not signed in."`
	Organization *myOrganization `json:"organization,omitempty"`
	Grants       []actor.Grant   `json:"grants" nullable:"false"`
	Consents     *consentsBody   `json:"consents,omitempty"`
	CSRF         string          `json:"csrf" doc:"Send it as X-CSRF-Token with every unsafe request of this session."`
	Exhibition   string          `json:"exhibition" doc:"The current exhibition, empty if there is none."`
}

type meReply struct {
	api.Tag
	Body meBody
}

func meRoutes(a *api.API, s *Service) {
	me := func(ctx context.Context) (*meReply, error) {
		who := actor.From(ctx)
		out := &meReply{Body: meBody{Grants: []actor.Grant{}, CSRF: api.CSRF(ctx)}}
		if s.config.Current != nil {
			current, err := s.config.Current(ctx)
			if err != nil && !problem.Is(err, problem.NotFound) {
				return nil, err
			}
			out.Body.Exhibition = current
		}
		if !who.SignedIn() {
			return out, nil
		}
		p, o, err := s.personAndOrg(ctx, who.Person)
		if err != nil {
			return nil, err
		}
		body := personOut(p)
		out.Tag, out.Body.Person, out.Body.Grants, out.Body.Consents = api.Versioned(p.V), &body, body.Grants, consentsOut(p)
		if o.ID != "" {
			out.Body.Organization = &myOrganization{ID: o.ID, Name: o.Name, Country: o.Country, Kind: o.Kind}
		}
		return out, nil
	}
	api.Handle(a, api.Route{Method: http.MethodGet, Path: "/api/v1/me", ID: "me", Summary: "Who I am here", Tag: tag, Access: api.Public},
		func(ctx context.Context, _ *struct{}) (*meReply, error) { return me(ctx) })

	type changeMeIn struct {
		api.IfMatch
		Body struct {
			Name       *string     `json:"name,omitempty" maxLength:"120"`
			Lang       *string     `json:"lang,omitempty" maxLength:"35"`
			Zone       *string     `json:"zone,omitempty" maxLength:"64"`
			Languages  []string    `json:"languages,omitempty" maxItems:"12" nullable:"false"`
			Visibility *Visibility `json:"visibility,omitempty" enum:"hidden,exhibitors,all"`
		}
	}
	api.Handle(a, api.Route{Method: http.MethodPatch, Path: "/api/v1/me", ID: "change-me", Summary: "Change what I say about myself", Tag: tag, Access: api.SignedIn},
		func(ctx context.Context, in *changeMeIn) (*meReply, error) {
			b := in.Body
			change := Change{Name: b.Name, Lang: b.Lang, Zone: b.Zone, Languages: b.Languages, Visibility: b.Visibility}
			if _, err := s.ChangeSelf(ctx, actor.From(ctx), in.Version(), change); err != nil {
				return nil, err
			}
			return me(ctx)
		})
	type eraseIn struct{ api.IfMatch }
	api.Handle(a, api.Route{Method: http.MethodDelete, Path: "/api/v1/me", ID: "erase-me", Summary: "Close my account and erase what names me", Tag: tag, Access: api.SignedIn, Status: http.StatusNoContent},
		func(ctx context.Context, in *eraseIn) (*setCookieOut, error) {
			if err := s.Erase(ctx, actor.From(ctx), in.Version()); err != nil {
				return nil, err
			}
			return &setCookieOut{Cookie: api.NoCookie()}, nil
		})
	api.Files(a, api.Route{Method: http.MethodGet, Path: "/api/v1/me/data", ID: "export-me", Summary: "All that my account holds, as a file", Tag: tag, Access: api.SignedIn},
		func(ctx context.Context, _ *struct{}) (api.File, error) {
			who := actor.From(ctx)
			p, err := s.Person(ctx, who.Person)
			if err != nil {
				return api.File{}, err
			}
			sessions, err := s.Sessions(ctx, who)
			if err != nil {
				return api.File{}, err
			}
			type openSession struct {
				Agent   string    `json:"agent"`
				Created time.Time `json:"created"`
				Seen    time.Time `json:"seen"`
			}
			data := struct {
				Person   personBody    `json:"person"`
				Joined   time.Time     `json:"joined"`
				Consents []Consent     `json:"consents"`
				Sessions []openSession `json:"sessions"`
			}{Person: personOut(p), Joined: p.Joined, Consents: p.Consents}
			for _, x := range sessions {
				data.Sessions = append(data.Sessions, openSession{Agent: x.Agent, Created: x.Created, Seen: x.Seen})
			}
			body, err := json.MarshalIndent(data, "", "  ")
			if err != nil {
				return api.File{}, fmt.Errorf("write own data: %w", err)
			}
			return api.File{Body: body, Type: "application/json", Name: "my-data.json"}, nil
		})

	type consentHistory struct {
		Wordings []Wording     `json:"wordings" nullable:"false" doc:"What is asked for now."`
		History  []Consent     `json:"history" nullable:"false" doc:"Every answer, oldest first."`
		Current  *consentsBody `json:"current"`
	}
	type historyOut struct{ Body consentHistory }
	history := func(p Person) *historyOut {
		h := p.Consents
		if h == nil {
			h = []Consent{}
		}
		return &historyOut{Body: consentHistory{Wordings: s.Wordings(), History: h, Current: consentsOut(p)}}
	}
	api.Handle(a, api.Route{Method: http.MethodGet, Path: "/api/v1/me/consents", ID: "read-consents", Summary: "What I agreed to, and when", Tag: tag, Access: api.SignedIn},
		func(ctx context.Context, _ *struct{}) (*historyOut, error) {
			p, err := s.Person(ctx, actor.From(ctx).Person)
			if err != nil {
				return nil, err
			}
			return history(p), nil
		})
	type answerConsentIn struct {
		Kind ConsentKind `path:"kind" enum:"terms,cross-border"`
		Body struct {
			Given   bool   `json:"given"`
			Version string `json:"version" maxLength:"60" doc:"Of the wording that was read."`
		}
	}
	api.Handle(a, api.Route{Method: http.MethodPut, Path: "/api/v1/me/consents/{kind}", ID: "answer-consent", Summary: "Agree, decline or withdraw", Tag: tag, Access: api.SignedIn},
		func(ctx context.Context, in *answerConsentIn) (*historyOut, error) {
			p, err := s.Consent(ctx, actor.From(ctx), in.Kind, in.Body.Given, in.Body.Version)
			if err != nil {
				return nil, err
			}
			return history(p), nil
		})
}
