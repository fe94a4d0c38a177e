package conference

import (
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fairground/server/actor"
	"fairground/server/api"
)

type myConsent struct {
	Asked bool  `json:"asked" doc:"I must agree before I am recorded."`
	Given *bool `json:"given,omitempty" doc:"What I have said; absent: nothing yet."`
}

type recordingBody struct {
	ID        string         `json:"id"`
	V         int64          `json:"v"`
	State     RecordingState `json:"state" enum:"asked,recording,stopped,ready,refused,expired"`
	Languages []string       `json:"languages" nullable:"false"`
	Video     bool           `json:"video"`
	By        string         `json:"by" doc:"Who asked."`
	Asks      []string       `json:"asks" nullable:"false" doc:"Who was there to be asked."`
	Consents  []Consent      `json:"consents" nullable:"false"`
	Mine      myConsent      `json:"mine"`
	Asked     time.Time      `json:"asked"`
	Started   *time.Time     `json:"started,omitempty"`
	Stopped   *time.Time     `json:"stopped,omitempty"`
	Erase     *time.Time     `json:"erase,omitempty" doc:"When its files will be erased."`
	Erased    *time.Time     `json:"erased,omitempty"`
	Lost      bool           `json:"lost,omitempty" doc:"The server stopped and nothing of it was saved."`
	Files     []Take         `json:"files" nullable:"false" doc:"For those who may watch them."`
}

func (s *Service) viewRecording(ctx context.Context, r Room, standing Standing, doc Recording) recordingBody {
	me := actor.From(ctx).Person
	b := recordingBody{
		ID: doc.ID, V: doc.V, State: doc.State, Languages: doc.Languages, Video: doc.Video, By: doc.By, Asks: doc.Asks, Consents: doc.Consents,
		Asked: doc.Asked, Started: doc.Started, Stopped: doc.Stopped, Erase: doc.Erase, Erased: doc.Erased, Lost: doc.Lost, Files: doc.Files,
	}
	if c := doc.answer(me); c != nil {
		b.Mine.Given = &c.Given
	}
	open := doc.State == RecordingAsked || doc.State == RecordingRunning
	b.Mine.Asked = open && slices.Contains(s.recordedIn(r), me)
	if !r.watches(standing) {
		b.Files, b.Consents = nil, nil
	}
	if b.Languages == nil {
		b.Languages = []string{}
	}
	if b.Asks == nil {
		b.Asks = []string{}
	}
	if b.Consents == nil {
		b.Consents = []Consent{}
	}
	if b.Files == nil {
		b.Files = []Take{}
	}
	return b
}

type recordingOut struct {
	api.Tag
	Body recordingBody
}

type recordingsOut struct{ Body api.List[recordingBody] }

type askRecordingIn struct {
	ID   string `path:"id"`
	Body struct {
		Languages []string `json:"languages,omitempty" maxItems:"16" doc:"Channels, each as a file of its own."`
		Video     bool     `json:"video,omitempty" doc:"Pictures as well as sound."`
	}
}

type recordingIn struct {
	ID        string `path:"id"`
	Recording string `path:"recording"`
}

type consentIn struct {
	ID        string `path:"id"`
	Recording string `path:"recording"`
	Body      struct {
		Given bool `json:"given"`
	}
}

func recordingRoutes(a *api.API, s *Service) {
	answer := func(ctx context.Context, room string, doc Recording, err error) (*recordingOut, error) {
		if err != nil {
			return nil, err
		}
		r, standing, err := s.Room(ctx, room)
		if err != nil {
			return nil, err
		}
		return &recordingOut{api.Versioned(doc.V), s.viewRecording(ctx, r, standing, doc)}, nil
	}
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/rooms/{id}/recordings", ID: "ask-recording", Tag: tag, Summary: "Ask everybody in the room to be recorded", Access: api.SignedIn, Status: 201},
		func(ctx context.Context, in *askRecordingIn) (*recordingOut, error) {
			doc, err := s.AskRecording(ctx, in.ID, in.Body.Languages, in.Body.Video)
			return answer(ctx, in.ID, doc, err)
		})
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/rooms/{id}/recordings", ID: "list-recordings", Tag: tag, Summary: "The recordings of the room, newest first", Access: api.SignedIn},
		func(ctx context.Context, in *oneIn) (*recordingsOut, error) {
			list, r, standing, err := s.Recordings(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			views := make([]recordingBody, 0, len(list))
			for _, doc := range list {
				views = append(views, s.viewRecording(ctx, r, standing, doc))
			}
			return &recordingsOut{api.ListOf(views, "")}, nil
		})
	api.Handle(a, api.Route{Method: "PUT", Path: "/api/v1/rooms/{id}/recordings/{recording}/consent", ID: "answer-recording", Tag: tag, Summary: "Agree to be recorded, or do not, or not any more", Access: api.SignedIn},
		func(ctx context.Context, in *consentIn) (*recordingOut, error) {
			doc, err := s.Consent(ctx, in.ID, in.Recording, in.Body.Given)
			return answer(ctx, in.ID, doc, err)
		})
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/rooms/{id}/recordings/{recording}/stop", ID: "stop-recording", Tag: tag, Summary: "Stop recording, or take the question back", Access: api.SignedIn},
		func(ctx context.Context, in *recordingIn) (*recordingOut, error) {
			doc, err := s.StopRecording(ctx, in.ID, in.Recording)
			return answer(ctx, in.ID, doc, err)
		})
	api.Handle(a, api.Route{Method: "DELETE", Path: "/api/v1/rooms/{id}/recordings/{recording}", ID: "erase-recording", Tag: tag, Summary: "Erase the files of a recording", Access: api.SignedIn, Status: 204},
		func(ctx context.Context, in *recordingIn) (*api.None, error) {
			return nil, s.EraseRecording(ctx, in.ID, in.Recording)
		})
	whole := []string{"Accept-Ranges", "Content-Disposition", "ETag"}
	types := []string{typeVideo, typeAudio, "video/x-matroska", "audio/x-matroska"}
	api.Serve(a, api.Bare{
		Route: api.Route{Method: "GET", Path: "/api/v1/rooms/{id}/recordings/{recording}/files/{file}", ID: "download-recording", Tag: tag, Summary: "A file of a recording, or a range of it", Access: api.SignedIn, Query: []string{"download"}},
		Reads: []string{"Range", "If-Range"},
		Answers: []api.Answer{
			{Status: http.StatusOK, Types: types, Headers: whole},
			{Status: http.StatusPartialContent, Types: types, Headers: append(whole, "Content-Range")},
			{Status: http.StatusRequestedRangeNotSatisfiable, Headers: []string{"Content-Range"}},
		},
	}, s.downloadHandler())
}

const (
	// rangeMost is how much one answer to a Range request carries: a player asks for the next when it needs it, and what it has sought
	// away from was not sent in vain.
	rangeMost    = 4 << 20
	downloadTime = 10 * time.Minute
)

// downloadHandler serves a file, or a range of it (RFC 9110 section 14): a film is too long to be held in memory as the typed routes do.
//
//nolint:contextcheck // the context is the request's: c.UserContext()
func (s *Service) downloadHandler() fiber.Handler {
	return func(c *fiber.Ctx) error {
		ctx := c.UserContext()
		ranged := c.Get(fiber.HeaderRange)
		from, to, partial, unsatisfiable := int64(0), int64(-1), false, false
		beginning := c.Method() == fiber.MethodGet && (ranged == "" || strings.HasPrefix(ranged, "bytes=0-"))
		take, err := s.Footage(ctx, c.Params("id"), c.Params("recording"), c.Params("file"), beginning)
		if err != nil {
			return err
		}
		tag := `"` + take.ID + `"`
		if match := c.Get("If-Range"); match == "" || match == tag {
			from, to, partial, unsatisfiable = byteRange(ranged, take.Bytes)
		}
		c.Set(fiber.HeaderAcceptRanges, "bytes")
		c.Set(fiber.HeaderETag, tag)
		c.Set(fiber.HeaderContentType, take.Type)
		c.Set(fiber.HeaderCacheControl, "private, no-store")
		disposition := "inline"
		if c.Query("download") != "" {
			disposition = "attachment"
		}
		c.Set(fiber.HeaderContentDisposition, mime.FormatMediaType(disposition, map[string]string{"filename": take.Name}))
		if unsatisfiable {
			c.Set(fiber.HeaderContentRange, "bytes */"+strconv.FormatInt(take.Bytes, 10))
			return c.SendStatus(http.StatusRequestedRangeNotSatisfiable)
		}
		if !partial {
			from, to = 0, take.Bytes-1
		} else {
			to = min(to, from+rangeMost-1)
			c.Status(http.StatusPartialContent).Set(fiber.HeaderContentRange, fmt.Sprintf("bytes %d-%d/%d", from, to, take.Bytes))
		}
		length := to - from + 1
		if c.Method() == fiber.MethodHead {
			c.Response().SkipBody = true
			c.Response().Header.SetContentLength(int(length))
			return nil
		}
		// The body is written after the handler has returned and its context has ended.
		reading, cancel := context.WithTimeout(context.WithoutCancel(ctx), downloadTime)
		r, err := s.readTake(reading, take.ID)
		if err != nil {
			cancel()
			return err
		}
		r.at = from
		c.Context().SetBodyStream(&download{io.LimitReader(r, length), cancel}, int(length))
		return nil
	}
}

// download ends its context when it is over.
type download struct {
	io.Reader
	cancel context.CancelFunc
}

// Close implements io.Closer.
func (s *download) Close() error {
	s.cancel()
	return nil
}

// byteRange reads a Range header with one range. Anything else is as if there were none (RFC 9110 section 14.2).
func byteRange(header string, size int64) (from, to int64, partial, unsatisfiable bool) {
	spec, ok := strings.CutPrefix(header, "bytes=")
	if !ok || strings.Contains(spec, ",") {
		return 0, 0, false, false
	}
	first, last, ok := strings.Cut(strings.TrimSpace(spec), "-")
	if !ok {
		return 0, 0, false, false
	}
	number := func(s string) (int64, bool) {
		n, err := strconv.ParseInt(s, 10, 64)
		return n, err == nil && n >= 0 && s[0] != '+' && s[0] != '-'
	}
	switch {
	case first == "" && last == "":
		return 0, 0, false, false
	case first == "":
		n, ok := number(last)
		if !ok {
			return 0, 0, false, false
		}
		if n == 0 || size == 0 {
			return 0, 0, false, true
		}
		return max(size-n, 0), size - 1, true, false
	}
	from, ok = number(first)
	if !ok {
		return 0, 0, false, false
	}
	to = size - 1
	if last != "" {
		n, ok := number(last)
		if !ok || n < from {
			return 0, 0, false, false
		}
		to = min(n, to)
	}
	if from >= size {
		return 0, 0, false, true
	}
	return from, to, true, false
}
