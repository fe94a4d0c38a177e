package meetings

import (
	"context"

	"fairground/server/actor"
	"fairground/server/api"
)

func freezeRoutes(a *api.API, s *Service) {
	for _, r := range []struct {
		method, id, summary string
		frozen              bool
	}{
		{"PUT", "freeze-meeting", "Keep schedule runs from moving a meeting", true},
		{"DELETE", "unfreeze-meeting", "Let schedule runs move a meeting again", false},
	} {
		api.Handle(a, api.Route{
			Method: r.method, Path: "/api/v1/meetings/{id}/freeze", ID: r.id, Summary: r.summary, Tag: "meetings", Access: api.Roles(actor.Organizer),
		}, func(ctx context.Context, in *changeIn) (*meetingOut, error) {
			return s.respond(s.Freeze(ctx, in.ID, in.Version(), r.frozen))
		})
	}
}
