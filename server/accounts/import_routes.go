package accounts

import (
	"context"
	"net/http"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/sheet"
)

func importRoutes(a *api.API, s *Service) {
	api.Uploads(a, api.Route{
		Method: http.MethodPost, Path: "/api/v1/exhibitions/{id}/imports/buyers", ID: "import-buyers", Tag: tag, Access: api.Roles(actor.Organizer),
		Summary: "Take the people of a table in, all or none; dryRun=true only judges it", Query: []string{"dryRun"},
	}, sheet.MaxBytes, sheet.Uploads(), func(ctx context.Context, u api.Upload) (*sheet.Report, error) {
		who := actor.From(ctx)
		if err := organizes(who, u.Params["id"]); err != nil { // before ten megabytes are read
			return nil, err
		}
		table, err := sheet.Read(u.Body, sheet.Of(u.Type))
		if err != nil {
			return nil, err
		}
		report, err := s.ImportBuyers(ctx, who, u.Params["id"], table, u.Query("dryRun") == "true")
		return &report, err
	})
	api.Files(a, api.Route{
		Method: http.MethodGet, Path: "/api/v1/exhibitions/{id}/exports/buyers", ID: "export-buyers", Tag: tag, Access: api.Roles(actor.Organizer),
		Summary: "The exhibition's buyers as a table, with the columns of their import", Gives: sheet.Downloads(),
	}, func(ctx context.Context, in *struct {
		ByID
		Format sheet.Format `query:"format" enum:"csv,xlsx,json" default:"csv"`
	},
	) (api.File, error) {
		table, err := s.ExportBuyers(ctx, actor.From(ctx), in.ID)
		if err != nil {
			return api.File{}, err
		}
		body, err := sheet.Encode(in.Format, table)
		return api.File{Body: body, Type: in.Format.Media(), Name: "buyers." + string(in.Format)}, err
	})
}
