package notify

import (
	"context"
	"time"

	"fairground/server/actor"
	"fairground/server/api"
)

type empty struct{}

type one struct {
	ID string `path:"id"`
}

type noticesOut struct{ Body api.List[Notice] }

type mailsIn struct {
	Before time.Time `query:"before" doc:"Only mails older than this."`
	Limit  int       `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type mailsOut struct{ Body api.List[Mail] }

type mailOut struct{ Body Mail }

// noticesShown is how many notices the bell shows.
const noticesShown = 50

// Routes registers the routes of the feature.
func Routes(a *api.API, s *Service) {
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/notices", ID: "list-notices", Tag: "messages", Summary: "What I was told, newest first", Access: api.SignedIn},
		func(ctx context.Context, _ *empty) (*noticesOut, error) {
			list, err := s.Notices(ctx, noticesShown)
			if err != nil {
				return nil, err
			}
			return &noticesOut{api.ListOf(list, "")}, nil
		})
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/notices/{id}/read", ID: "read-notice", Tag: "messages", Summary: "Mark a notice as read", Access: api.SignedIn, Status: 204},
		func(ctx context.Context, in *one) (*api.None, error) { return nil, s.Read(ctx, in.ID) })
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/outbox", ID: "list-mails", Tag: "messages", Summary: "Mails of my exhibitions, newest first", Access: api.Roles(actor.Organizer)},
		func(ctx context.Context, in *mailsIn) (*mailsOut, error) {
			list, err := s.Outbox(ctx, in.Before, in.Limit)
			if err != nil {
				return nil, err
			}
			return &mailsOut{api.ListOf(list, "")}, nil
		})
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/outbox/{id}", ID: "read-mail", Tag: "messages", Summary: "One mail with its text", Access: api.Roles(actor.Organizer)},
		func(ctx context.Context, in *one) (*mailOut, error) {
			m, err := s.Mail(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return &mailOut{m}, nil
		})
}
