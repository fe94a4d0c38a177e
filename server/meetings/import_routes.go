package meetings

import (
	"context"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/sheet"
)

func importRoutes(a *api.API, s *Service) {
	const tag = "matchmaking"
	organizers := api.Roles(actor.Organizer)
	api.Uploads(a, api.Route{
		Method: "POST", Path: "/api/v1/exhibitions/{id}/imports/wishes", ID: "import-wishes", Tag: tag, Access: organizers,
		Summary: "Set what organizations want of each other by a table, all rows or none; dryRun=true only judges it", Query: []string{"dryRun"},
	}, sheet.MaxBytes, sheet.Uploads(), func(ctx context.Context, u api.Upload) (*sheet.Report, error) {
		if err := organizes(actor.From(ctx), u.Params["id"]); err != nil { // before ten megabytes are read
			return nil, err
		}
		table, err := sheet.Read(u.Body, sheet.Of(u.Type))
		if err != nil {
			return nil, err
		}
		report, err := s.ImportWishes(ctx, u.Params["id"], table, u.Query("dryRun") == "true")
		return &report, err
	})

	type in struct {
		ID     string       `path:"id" maxLength:"60"`
		Format sheet.Format `query:"format" enum:"csv,xlsx,json" default:"csv"`
	}
	export := func(what, summary string, table func(context.Context, string) (sheet.Table, error)) {
		api.Files(a, api.Route{
			Method: "GET", Path: "/api/v1/exhibitions/{id}/exports/" + what, ID: "export-" + what, Tag: tag, Access: organizers,
			Summary: summary, Gives: sheet.Downloads(),
		}, func(ctx context.Context, in *in) (api.File, error) { return file(ctx, what, in.ID, in.Format, table) })
	}
	export("wishes", "What organizations want of each other, as a table", s.ExportWishes)
	export("outcomes", "What each side made of its meetings, as a table", s.ExportOutcomes)

	api.Files(a, api.Route{
		Method: "GET", Path: "/api/v1/exhibitions/{id}/exports/meetings", ID: "export-meetings", Tag: tag, Access: organizers,
		Summary: "The exhibition's meetings, as a table or a calendar", Gives: append(sheet.Downloads(), "text/calendar"),
	}, func(ctx context.Context, in *struct {
		ID     string       `path:"id" maxLength:"60"`
		Format sheet.Format `query:"format" enum:"csv,xlsx,json,ics" default:"csv"`
	},
	) (api.File, error) {
		if in.Format != "ics" {
			return file(ctx, "meetings", in.ID, in.Format, s.ExportMeetings)
		}
		body, err := s.ExportCalendar(ctx, in.ID)
		return api.File{Body: body, Type: "text/calendar; charset=utf-8", Name: "meetings.ics"}, err
	})
}

// file is a table as a download.
func file(ctx context.Context, what, exhibition string, format sheet.Format, table func(context.Context, string) (sheet.Table, error)) (api.File, error) {
	t, err := table(ctx, exhibition)
	if err != nil {
		return api.File{}, err
	}
	body, err := sheet.Encode(format, t)
	return api.File{Body: body, Type: format.Media(), Name: what + "." + string(format)}, err
}
