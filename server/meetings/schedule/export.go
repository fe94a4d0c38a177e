package schedule

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"fairground/matchmaking"
	"fairground/server/meetings"
	"fairground/server/problem"
	"fairground/server/sheet"
)

// Export is a timetable as a file.
type Export struct {
	Body []byte
	Type string
	Name string
}

// Certificate is the problem, the timetable and the proof, for anybody's verifier.
func (s *Service) Certificate(ctx context.Context, exhibition, id string) (Export, error) {
	_, p, err := s.open(ctx, exhibition, id)
	if err != nil {
		return Export{}, err
	}
	var out bytes.Buffer
	if err := matchmaking.WriteCertificate(&out, p.Problem, p.Schedule, p.Proof); err != nil {
		return Export{}, err
	}
	return Export{Body: out.Bytes(), Type: "application/json", Name: id + ".certificate.json"}, nil
}

// Formats lists the formats of an export.
func Formats() []string { return []string{"csv", "xlsx", "json", "ics", "dzn"} }

// Export writes the timetable of a run.
func (s *Service) Export(ctx context.Context, exhibition, id, format string) (Export, error) {
	if !slices.Contains(Formats(), format) {
		return Export{}, problem.New(problem.Invalid, "format_unknown", "must be csv, xlsx, json, ics or dzn").Field("query.format", "is no format of a timetable")
	}
	r, p, err := s.open(ctx, exhibition, id)
	if err != nil {
		return Export{}, err
	}
	x := Export{Name: id + "." + format}
	var out bytes.Buffer
	switch format {
	case "ics":
		x.Type = "text/calendar; charset=utf-8"
		out.Write(p.calendar(r.ID, r.At))
	case "dzn":
		x.Type = "text/plain; charset=utf-8"
		err = p.dzn(&out)
	default:
		f := sheet.Format(format)
		x.Type = f.Media()
		err = sheet.Write(&out, f, p.table())
	}
	x.Body = out.Bytes()
	return x, err
}

// The columns of an export that the verifier compares with the certificate. Those of the names follow.
func columns() []string {
	return []string{"wish", "level", "value", "people", "start", "minutes", "room", "interpreter", "unplaced"}
}

// table has a row for each wish: what the certificate says of it, then the same for people.
func (p *Plan) table() sheet.Table {
	zone, err := time.LoadLocation(p.Cast.Zone)
	if err != nil {
		zone = time.UTC
	}
	t := sheet.Table{Name: "Timetable", Columns: append(columns(), "local start", "organizations", "names", "interpreter name", "frozen")}
	wishes := p.wishes()
	row := func(w *matchmaking.Wish, rest ...string) {
		d := p.Cast.Wishes[w.ID]
		var names []string
		for _, id := range w.People {
			names = append(names, p.Cast.Faces[id].Name)
		}
		cells := append([]string{w.ID, string(w.Level), strconv.Itoa(w.Value), strings.Join(w.People, " ")}, rest...)
		local, interpreter := "", p.Cast.Interpreters[rest[3]]
		if at, err := time.Parse(time.RFC3339, rest[0]); err == nil {
			local = at.In(zone).Format("2006-01-02 15:04")
		}
		frozen := ""
		if d.Frozen {
			frozen = "yes"
		}
		t.Rows = append(t.Rows, append(cells, local, p.Cast.among(w.People), strings.Join(names, " – "), interpreter, frozen))
	}
	ordered := slices.Clone(p.Schedule.Meetings)
	slices.SortStableFunc(ordered, func(a, b matchmaking.Placement) int {
		return cmp.Or(cmp.Compare(a.Slot, b.Slot), strings.Compare(a.Room, b.Room))
	})
	for _, m := range ordered {
		s := p.Problem.Slots[m.Slot]
		row(wishes[m.Wish], s.Start.UTC().Format(time.RFC3339), strconv.Itoa(s.Minutes), m.Room, m.Interpreter, "")
	}
	for _, u := range p.Schedule.Unplaced {
		row(wishes[u.Wish], "", "", "", "", u.Reason)
	}
	return t
}

// calendar is the whole timetable for the venue, as of the run.
func (p *Plan) calendar(run string, at time.Time) []byte {
	var list []meetings.Event
	wishes := p.wishes()
	for _, m := range p.Schedule.Meetings {
		place := p.place(m)
		e := meetings.Event{
			ID: run + "-" + m.Wish, Changed: at, Starts: place.Starts, Ends: place.Ends, Summary: p.Cast.among(wishes[m.Wish].People), Location: place.Table,
		}
		var names []string
		for _, id := range wishes[m.Wish].People {
			names = append(names, p.Cast.Faces[id].Name)
		}
		if i := p.Cast.Interpreters[m.Interpreter]; i != "" {
			names = append(names, i)
		}
		e.Description = strings.Join(names, ", ")
		list = append(list, e)
	}
	slices.SortStableFunc(list, func(a, b meetings.Event) int { return a.Starts.Compare(b.Starts) })
	return meetings.Calendar(list)
}

// dzn writes the problem in the form of the published benchmark, with comments that say what the form leaves out.
func (p *Plan) dzn(out *bytes.Buffer) error {
	err := matchmaking.WriteBenchmark(out, p.Problem)
	if errors.Is(err, matchmaking.ErrTooLarge) {
		return problem.New(problem.Conflict, "form_too_small", err.Error()).Wrap(err)
	}
	return err
}
