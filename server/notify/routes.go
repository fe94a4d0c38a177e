package notify

import (
	"context"

	"fairground/server/actor"
	"fairground/server/api"
)

type empty struct{}

type one struct {
	ID string `path:"id"`
}

const tag = "messages"

// noticesShown is how many notices the bell shows.
const noticesShown = 50

// Routes registers the routes of the feature.
func Routes(a *api.API, s *Service) {
	noticeRoutes(a, s)
	outboxRoutes(a, s)
	settingsRoutes(a, s)
	pushRoutes(a, s)
}

func noticeRoutes(a *api.API, s *Service) {
	type noticesOut struct{ Body api.List[Notice] }
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/notices", ID: "list-notices", Tag: tag, Summary: "What I was told, newest first", Access: api.SignedIn},
		func(ctx context.Context, _ *empty) (*noticesOut, error) {
			list, err := s.Notices(ctx, noticesShown)
			if err != nil {
				return nil, err
			}
			return &noticesOut{api.ListOf(list, "")}, nil
		})
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/notices/{id}/read", ID: "read-notice", Tag: tag, Summary: "Mark a notice as read", Access: api.SignedIn, Status: 204},
		func(ctx context.Context, in *one) (*api.None, error) { return nil, s.Read(ctx, in.ID) })
}

func outboxRoutes(a *api.API, s *Service) {
	organizer := api.Roles(actor.Organizer)
	type mailsIn struct {
		api.Cursor
		State string `query:"state" enum:"kept,waiting,queued,sent,failed,bounced,collected" doc:"Only mails in this state."`
	}
	type mailsOut struct{ Body api.List[Mail] }
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/outbox", ID: "list-mails", Tag: tag, Summary: "Mails of my exhibitions, newest first", Access: organizer},
		func(ctx context.Context, in *mailsIn) (*mailsOut, error) {
			list, next, err := s.Outbox(ctx, in.State, in.Cursor.Cursor, in.Limit)
			if err != nil {
				return nil, err
			}
			return &mailsOut{api.ListOf(list, next)}, nil
		})
	type countsOut struct {
		Body struct {
			States map[string]int64 `json:"states" doc:"How many mails are in each state; a state without mails is left out."`
			Server bool             `json:"server" doc:"There is a mail server: mails leave the program."`
		}
	}
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/outbox/summary", ID: "count-mails", Tag: tag, Summary: "How many mails of my exhibitions are in each state", Access: organizer},
		func(ctx context.Context, _ *empty) (*countsOut, error) {
			counts, err := s.OutboxCounts(ctx)
			if err != nil {
				return nil, err
			}
			out := &countsOut{}
			out.Body.States, out.Body.Server = counts, s.Server != nil
			return out, nil
		})
	type mailOut struct{ Body Mail }
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/outbox/{id}", ID: "read-mail", Tag: tag, Summary: "One mail with its text", Access: organizer},
		func(ctx context.Context, in *one) (*mailOut, error) {
			m, err := s.Mail(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return &mailOut{m}, nil
		})
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/outbox/{id}/resend", ID: "resend-mail", Tag: tag, Summary: "Send a mail once more", Access: organizer},
		func(ctx context.Context, in *one) (*mailOut, error) {
			m, err := s.Resend(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return &mailOut{m}, nil
		})
}

func settingsRoutes(a *api.API, s *Service) {
	type settingsOut struct {
		api.Tag
		Body Settings
	}
	answer := func(chosen Settings, err error) (*settingsOut, error) {
		if err != nil {
			return nil, err
		}
		return &settingsOut{Tag: api.Versioned(chosen.V), Body: chosen}, nil
	}
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/notification-settings", ID: "read-notification-settings", Tag: tag, Summary: "How I want to be told", Access: api.SignedIn},
		func(ctx context.Context, _ *empty) (*settingsOut, error) { return answer(s.Settings(ctx)) })
	type settingsIn struct {
		api.IfMatch
		Body struct {
			Quiet    *Hours `json:"quiet" doc:"In my own zone; null: never quiet."`
			Digest   string `json:"digest" enum:"off,daily"`
			DigestAt string `json:"digestAt" pattern:"^([01][0-9]|2[0-3]):[0-5][0-9]$"`
			Mail     bool   `json:"mail"`
			Push     bool   `json:"push"`
			V        int64  `json:"v,omitempty" doc:"Not looked at: If-Match names the version."`
		}
	}
	api.Handle(a, api.Route{Method: "PUT", Path: "/api/v1/notification-settings", ID: "change-notification-settings", Tag: tag, Summary: "Choose how I want to be told", Access: api.SignedIn},
		func(ctx context.Context, in *settingsIn) (*settingsOut, error) {
			b := in.Body
			return answer(s.SetSettings(ctx, in.Version(), Settings{Quiet: b.Quiet, Digest: b.Digest, DigestAt: b.DigestAt, Mail: b.Mail, Push: b.Push}))
		})
}

func pushRoutes(a *api.API, s *Service) {
	type keyOut struct {
		Body struct {
			Key string `json:"key" doc:"applicationServerKey of the Push API, in base64url."`
		}
	}
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/push/key", ID: "read-push-key", Tag: tag, Summary: "The key that a browser subscribes to pushes with", Access: api.SignedIn},
		func(context.Context, *empty) (*keyOut, error) {
			out := &keyOut{}
			out.Body.Key = s.PushKey()
			return out, nil
		})
	type subscribeIn struct {
		Body struct {
			Endpoint       string   `json:"endpoint" maxLength:"1000"`
			ExpirationTime *float64 `json:"expirationTime,omitempty" doc:"As browsers send it; not looked at."`
			Keys           struct {
				P256dh string `json:"p256dh" maxLength:"200"`
				Auth   string `json:"auth" maxLength:"100"`
			} `json:"keys"`
		}
	}
	type subscribeOut struct{ Body Subscription }
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/push/subscriptions", ID: "subscribe", Tag: tag, Summary: "Push what I am told to this browser", Access: api.SignedIn, Status: 201},
		func(ctx context.Context, in *subscribeIn) (*subscribeOut, error) {
			sub, err := s.Subscribe(ctx, in.Body.Endpoint, in.Body.Keys.P256dh, in.Body.Keys.Auth)
			if err != nil {
				return nil, err
			}
			return &subscribeOut{sub}, nil
		})
	type unsubscribeIn struct {
		Endpoint string `query:"endpoint" required:"true" maxLength:"1000"`
	}
	api.Handle(a, api.Route{Method: "DELETE", Path: "/api/v1/push/subscriptions", ID: "unsubscribe", Tag: tag, Summary: "Push no more to this browser", Access: api.SignedIn, Status: 204},
		func(ctx context.Context, in *unsubscribeIn) (*api.None, error) {
			return nil, s.Unsubscribe(ctx, in.Endpoint)
		})
}
