package conference

import (
	"context"

	"fairground/server/api"
)

type noteIn struct {
	ID   string `path:"id"`
	Note string `path:"note"`
}

type exportIn struct {
	ID     string `path:"id"`
	Format string `query:"format" enum:"csv,jsonl" default:"csv"`
}

func noteRoutes(a *api.API, s *Service) {
	api.Uploads(a, api.Route{Method: "POST", Path: "/api/v1/rooms/{id}/notes", ID: "add-voice-note", Tag: tag, Summary: "Upload a voice note, then say it in the chat by its id", Access: api.SignedIn, Status: 201}, maxNote, []string{typeAudio},
		func(ctx context.Context, u api.Upload) (*Note, error) {
			n, err := s.AddNote(ctx, u.Params["id"], u.Body)
			if err != nil {
				return nil, err
			}
			return &n, nil
		})
	api.Files(a, api.Route{Method: "GET", Path: "/api/v1/rooms/{id}/notes/{note}", ID: "read-voice-note", Tag: tag, Summary: "A voice note", Access: api.SignedIn, Gives: []string{typeAudio}},
		func(ctx context.Context, in *noteIn) (api.File, error) {
			n, err := s.VoiceNote(ctx, in.ID, in.Note)
			if err != nil {
				return api.File{}, err
			}
			return api.File{Body: n.Bytes, Type: n.Type, ETag: `"` + n.ID + `"`}, nil
		})
	api.Files(a, api.Route{Method: "GET", Path: "/api/v1/rooms/{id}/messages/export", ID: "export-messages", Tag: tag, Summary: "The chat as far as I may read it, as CSV or as one JSON object a line", Access: api.SignedIn, Gives: []string{"text/csv", "application/x-ndjson"}},
		func(ctx context.Context, in *exportIn) (api.File, error) {
			lines := in.Format == "jsonl"
			data, err := s.Export(ctx, in.ID, lines)
			if err != nil {
				return api.File{}, err
			}
			if lines {
				return api.File{Body: data, Type: "application/x-ndjson", Name: in.ID + ".jsonl"}, nil
			}
			return api.File{Body: data, Type: "text/csv; charset=utf-8", Name: in.ID + ".csv"}, nil
		})
}
