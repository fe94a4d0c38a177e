package conference

import (
	"context"

	"fairground/server/api"
)

type newCaptionIn struct {
	ID   string `path:"id"`
	Body struct {
		Language string `json:"language" minLength:"1" maxLength:"35" doc:"BCP 47."`
		ID       string `json:"id,omitempty" maxLength:"128" doc:"Chosen by the writer: the same one again replaces what was shown, until it is final."`
		Text     string `json:"text" minLength:"1" maxLength:"500"`
		Final    bool   `json:"final,omitempty" doc:"It goes into the transcript."`
		Speaker  string `json:"speaker,omitempty" maxLength:"128" doc:"Participant who is speaking."`
	}
}

type captionsIn struct {
	ID       string `path:"id"`
	Language string `query:"language" maxLength:"35" doc:"BCP 47; all if absent."`
	api.Cursor
}

type captionsOut struct{ Body api.List[Caption] }

type transcriptIn struct {
	ID       string `path:"id"`
	Language string `query:"language" maxLength:"35" doc:"BCP 47."`
	Session  string `query:"session" maxLength:"64" doc:"Of the programme: only its part, with times from its start."`
}

func captionRoutes(a *api.API, s *Service) {
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/rooms/{id}/captions", ID: "write-caption", Tag: tag, Summary: "Show a caption in the room; interpreters, and those who run the room", Access: api.SignedIn, Status: 204},
		func(ctx context.Context, in *newCaptionIn) (*api.None, error) {
			b := in.Body
			return nil, s.Caption(ctx, in.ID, CaptionWords{Language: b.Language, ID: b.ID, Text: b.Text, Final: b.Final, Speaker: b.Speaker})
		})
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/rooms/{id}/captions", ID: "list-captions", Tag: tag, Summary: "The captions of the room, oldest first", Access: api.SignedIn},
		func(ctx context.Context, in *captionsIn) (*captionsOut, error) {
			list, next, err := s.Captions(ctx, in.ID, in.Language, in.Cursor.Cursor, in.Limit)
			if err != nil {
				return nil, err
			}
			return &captionsOut{api.ListOf(list, next)}, nil
		})
	api.Files(a, api.Route{Method: "GET", Path: "/api/v1/rooms/{id}/transcript", ID: "read-transcript", Tag: tag, Summary: "The transcript of one language as WebVTT", Access: api.SignedIn, Gives: []string{"text/vtt"}},
		func(ctx context.Context, in *transcriptIn) (api.File, error) {
			text, err := s.Transcript(ctx, in.ID, in.Language, in.Session)
			if err != nil {
				return api.File{}, err
			}
			return api.File{Body: text, Type: "text/vtt; charset=utf-8", Name: in.ID + "." + in.Language + ".vtt"}, nil
		})
}
