package accounts

import (
	"context"
	"net/http"
	"time"

	"fairground/server/actor"
	"fairground/server/api"
)

type setCookieOut struct {
	Cookie string `header:"Set-Cookie"`
}

type browserSession struct {
	ID      string    `json:"id"`
	Agent   string    `json:"agent"`
	Current bool      `json:"current"`
	Created time.Time `json:"created"`
	Seen    time.Time `json:"seen"`
	Expires time.Time `json:"expires"`
}

func signInRoutes(a *api.API, s *Service) {
	type requestLinkIn struct {
		Body struct {
			Email string `json:"email" maxLength:"254"`
			Lang  string `json:"lang,omitempty" maxLength:"35"`
		}
	}
	type requestLinkOut struct {
		Body struct {
			Sent bool `json:"sent" doc:"Always true: whether the address has an account is not told."`
		}
	}
	api.Handle(a, api.Route{Method: http.MethodPost, Path: "/api/v1/sign-in/links", ID: "request-link", Summary: "Ask for a link to sign in by mail", Tag: tag, Access: api.Public, Status: http.StatusAccepted},
		func(ctx context.Context, in *requestLinkIn) (*requestLinkOut, error) {
			if err := s.RequestLink(ctx, in.Body.Email, in.Body.Lang); err != nil {
				return nil, err
			}
			out := &requestLinkOut{}
			out.Body.Sent = true
			return out, nil
		})

	type signInIn struct {
		Agent string `header:"User-Agent"`
		Body  struct {
			Secret string `json:"secret" minLength:"1" maxLength:"128"`
		}
	}
	type signInBody struct {
		Person  personBody `json:"person"`
		Expires time.Time  `json:"expires"`
	}
	type signInOut struct {
		Cookie string `header:"Set-Cookie"`
		Body   signInBody
	}
	api.Handle(a, api.Route{Method: http.MethodPost, Path: "/api/v1/sign-in/sessions", ID: "sign-in", Summary: "Use a link up and sign in", Tag: tag, Access: api.Public},
		func(ctx context.Context, in *signInIn) (*signInOut, error) {
			p, ses, secret, err := s.SignIn(ctx, in.Body.Secret, in.Agent)
			if err != nil {
				return nil, err
			}
			return &signInOut{
				Cookie: api.SessionCookie(secret, ses.Expires),
				Body:   signInBody{Person: personOut(p), Expires: ses.Expires},
			}, nil
		})
	api.Handle(a, api.Route{Method: http.MethodDelete, Path: "/api/v1/session", ID: "sign-out", Summary: "Sign out", Tag: tag, Access: api.SignedIn, Status: http.StatusNoContent},
		func(ctx context.Context, _ *struct{}) (*setCookieOut, error) {
			who := actor.From(ctx)
			if err := ignoreMissing(s.EndSession(ctx, who, who.Session)); err != nil {
				return nil, err
			}
			return &setCookieOut{Cookie: api.NoCookie()}, nil
		})

	type sessionsOut struct{ Body api.List[browserSession] }
	api.Handle(a, api.Route{Method: http.MethodGet, Path: "/api/v1/sessions", ID: "list-sessions", Summary: "Where I am signed in", Tag: tag, Access: api.SignedIn},
		func(ctx context.Context, _ *struct{}) (*sessionsOut, error) {
			who := actor.From(ctx)
			live, err := s.Sessions(ctx, who)
			if err != nil {
				return nil, err
			}
			var items []browserSession
			for _, x := range live {
				items = append(items, browserSession{ID: x.ID, Agent: x.Agent, Current: x.ID == who.Session, Created: x.Created, Seen: x.Seen, Expires: x.Expires})
			}
			return &sessionsOut{Body: api.ListOf(items, "")}, nil
		})
	api.Handle(a, api.Route{Method: http.MethodDelete, Path: "/api/v1/sessions/{id}", ID: "end-session", Summary: "End one of my sessions", Tag: tag, Access: api.SignedIn, Status: http.StatusNoContent},
		func(ctx context.Context, in *ByID) (*api.None, error) {
			return nil, s.EndSession(ctx, actor.From(ctx), in.ID)
		})
	tokenRoutes(a, s)
}

type apiTokenBody struct {
	ID      string     `json:"id"`
	Name    string     `json:"name"`
	Created time.Time  `json:"created"`
	Used    *time.Time `json:"used,omitempty" doc:"To the minute."`
	Token   string     `json:"token,omitempty" doc:"Only in the answer that made it."`
}

func tokenRoutes(a *api.API, s *Service) {
	render := func(t APIToken) apiTokenBody {
		b := apiTokenBody{ID: t.ID, Name: t.Name, Created: t.Created}
		if !t.Used.IsZero() {
			b.Used = &t.Used
		}
		return b
	}
	type tokensOut struct{ Body api.List[apiTokenBody] }
	api.Handle(a, api.Route{Method: http.MethodGet, Path: "/api/v1/tokens", ID: "list-tokens", Summary: "My API tokens", Tag: tag, Access: api.SignedIn},
		func(ctx context.Context, _ *struct{}) (*tokensOut, error) {
			found, err := s.Tokens(ctx, actor.From(ctx))
			if err != nil {
				return nil, err
			}
			var items []apiTokenBody
			for _, t := range found {
				items = append(items, render(t))
			}
			return &tokensOut{Body: api.ListOf(items, "")}, nil
		})
	type makeTokenIn struct {
		Body struct {
			Name string `json:"name" minLength:"1" maxLength:"120"`
		}
	}
	type newOut struct{ Body apiTokenBody }
	api.Handle(a, api.Route{Method: http.MethodPost, Path: "/api/v1/tokens", ID: "make-token", Summary: "Make an API token", Tag: tag, Access: api.SignedIn, Status: http.StatusCreated},
		func(ctx context.Context, in *makeTokenIn) (*newOut, error) {
			t, secret, err := s.NewToken(ctx, actor.From(ctx), in.Body.Name)
			if err != nil {
				return nil, err
			}
			b := render(t)
			b.Token = secret
			return &newOut{Body: b}, nil
		})
	api.Handle(a, api.Route{Method: http.MethodDelete, Path: "/api/v1/tokens/{id}", ID: "drop-token", Summary: "Remove an API token", Tag: tag, Access: api.SignedIn, Status: http.StatusNoContent},
		func(ctx context.Context, in *ByID) (*api.None, error) {
			return nil, s.DropToken(ctx, actor.From(ctx), in.ID)
		})
}
