package main

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"html/template"
	"strings"
	"time"

	"fairground/server/api"
	"fairground/server/conference"
	"fairground/server/exhibition"
	"fairground/server/lang"
	"fairground/server/problem"
)

//go:embed programme.html
var programmeHTML string

// programmeView is what the plain page of the programme shows.
type programmeView struct {
	Lang, Base, Title, Fair, Zone, Halls, Enter, Nothing string
	Days                                                 []programmeDay
	Data                                                 map[string]any // schema.org JSON-LD
}

type programmeDay struct {
	Day      string
	Sessions []programmeLine
}

type programmeLine struct{ Title, Abstract, Speakers, From, To, Starts, Ends string }

// programmePage serves the programme of the exhibition that is shown first, for
// readers without scripts and for search engines. Its times are the venue's.
func programmePage(a *api.API, fairs *exhibition.Service, rooms *conference.Service) {
	page := template.Must(template.New("programme").Parse(programmeHTML))
	api.Page(a, "/programme", func(ctx context.Context, r api.PageRequest) (api.HTML, error) {
		id, err := fairs.Current(ctx)
		if err != nil {
			return api.HTML{}, err
		}
		if id == "" {
			return api.HTML{}, problem.New(problem.NotFound, "exhibition_not_found", "there is no exhibition yet")
		}
		e, err := fairs.Exhibition(ctx, id)
		if err != nil {
			return api.HTML{}, err
		}
		sessions, _, err := rooms.Programme(ctx, id, "", programmeShown)
		if err != nil {
			return api.HTML{}, err
		}
		var body bytes.Buffer
		if err := page.Execute(&body, viewProgramme(e, sessions, r)); err != nil {
			return api.HTML{}, fmt.Errorf("render the programme: %w", err)
		}
		return api.HTML{Body: body.Bytes(), Lang: r.Lang}, nil
	})
}

func viewProgramme(e exhibition.Exhibition, sessions []conference.Session, r api.PageRequest) programmeView {
	words := map[string]programmeView{
		lang.English: {Title: "Programme", Halls: "Halls", Enter: "Enter the fair", Nothing: "Nothing is scheduled yet."},
		lang.Chinese: {Title: "日程", Halls: "展馆", Enter: "进入展会", Nothing: "暂无日程。"},
		lang.Arabic:  {Title: "البرنامج", Halls: "القاعات", Enter: "ادخل المعرض", Nothing: "لا شيء في البرنامج بعد."},
	}
	v := words[r.Lang]
	v.Lang, v.Base, v.Zone = r.Lang, r.Base, e.Zone
	v.Fair, _ = e.Name.In(r.Lang)
	zone, err := time.LoadLocation(e.Zone)
	if err != nil {
		zone = time.UTC
	}
	events := []map[string]any{}
	for _, s := range sessions {
		if s.State == conference.Draft || s.State == conference.Cancelled {
			continue
		}
		line := programmeLine{
			From: s.Starts.In(zone).Format("15:04"), To: s.Ends.In(zone).Format("15:04"),
			Starts: s.Starts.UTC().Format(time.RFC3339), Ends: s.Ends.UTC().Format(time.RFC3339), Speakers: speakers(s),
		}
		line.Title, _ = s.Title.In(r.Lang)
		line.Abstract, _ = s.Abstract.In(r.Lang)
		day := s.Starts.In(zone).Format(time.DateOnly)
		if n := len(v.Days); n == 0 || v.Days[n-1].Day != day {
			v.Days = append(v.Days, programmeDay{Day: day})
		}
		last := &v.Days[len(v.Days)-1]
		last.Sessions = append(last.Sessions, line)
		events = append(events, map[string]any{
			"@type": "Event", "name": line.Title, "description": line.Abstract, "startDate": line.Starts, "endDate": line.Ends,
			"eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
			"location":            map[string]any{"@type": "VirtualLocation", "url": r.Base + "/rooms/" + s.Room},
		})
	}
	v.Data = map[string]any{"@context": "https://schema.org", "@type": "EventSeries", "name": v.Fair, "url": r.Base + "/programme", "subEvent": events}
	return v
}

func speakers(s conference.Session) string {
	names := make([]string, 0, len(s.Speakers))
	for _, speaker := range s.Speakers {
		names = append(names, speaker.Name)
	}
	return strings.Join(names, ", ")
}
