package meetings

import (
	"context"

	"fairground/server/actor"
	"fairground/server/api"
)

type settingsOut struct {
	api.Tag
	Body Settings
}

func respondSettings(set Settings, err error) (*settingsOut, error) {
	if err != nil {
		return nil, err
	}
	set.Windows, set.Interpreters, set.OrgTargets = orEmpty(set.Windows), orEmpty(set.Interpreters), orEmpty(set.OrgTargets)
	return &settingsOut{Tag: api.Versioned(set.V), Body: set}, nil
}

type changesOut struct {
	Body struct {
		Changes []Change `json:"changes" nullable:"false"`
	}
}

func settingsRoutes(a *api.API, s *Service) {
	const tag, path = "meetings", "/api/v1/exhibitions/{id}/meeting-settings"
	api.Handle(a, api.Route{
		Method: "GET", Path: path, ID: "find-meeting-settings", Summary: "How meetings are asked for and placed", Tag: tag, Access: api.SignedIn,
	}, func(ctx context.Context, in *fairIn) (*settingsOut, error) {
		return respondSettings(s.ReadSettings(ctx, in.ID))
	})
	api.Handle(a, api.Route{
		Method: "PUT", Path: path, ID: "save-meeting-settings", Summary: "Set how meetings are asked for and placed; what waits follows",
		Tag: tag, Access: api.Roles(actor.Organizer),
	}, func(ctx context.Context, in *struct {
		api.IfMatch
		ID   string `path:"id" maxLength:"60"`
		Body Settings
	},
	) (*settingsOut, error) {
		return respondSettings(s.SaveSettings(ctx, in.ID, in.Version(), in.Body))
	})
	api.Handle(a, api.Route{
		Method: "POST", Path: path + "/preview", ID: "preview-meeting-settings", Summary: "What these settings would change, without changing it",
		Tag: tag, Access: api.Roles(actor.Organizer),
	}, func(ctx context.Context, in *struct {
		ID   string `path:"id" maxLength:"60"`
		Body Settings
	},
	) (*changesOut, error) {
		list, err := s.PreviewSettings(ctx, in.ID, in.Body)
		if err != nil {
			return nil, err
		}
		out := &changesOut{}
		out.Body.Changes = list
		return out, nil
	})
}
