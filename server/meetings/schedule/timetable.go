package schedule

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"fairground/matchmaking"
	"fairground/server/lang"
	"fairground/server/meetings"
)

// Timetable is who meets whom and when, and what is wanted and not met. Slots are named by their place in Slots.
type Timetable struct {
	Run          string        `json:"run,omitempty"`
	Slots        []TimeSlot    `json:"slots" nullable:"false"`
	People       []Attendee    `json:"people" nullable:"false"`
	Tables       int           `json:"tables" doc:"How many meetings at once; 0 is no limit."`
	Interpreters []Interpreter `json:"interpreters" nullable:"false"`
	Meetings     []Placed      `json:"meetings" nullable:"false"`
	Unmet        []Unmet       `json:"unmet" nullable:"false"`
}

// TimeSlot is a slot of a timetable.
type TimeSlot struct {
	Starts time.Time `json:"starts"`
	Ends   time.Time `json:"ends"`
	Day    string    `json:"day" doc:"At the venue." example:"2026-11-23"`
}

// Attendee is a row of a timetable.
type Attendee struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Org      string    `json:"org"`
	OrgName  lang.Text `json:"orgName"`
	Zone     string    `json:"zone"`
	Exhibits bool      `json:"exhibits"`
	Slots    []int     `json:"slots" nullable:"false" doc:"In which the person can meet."`
	Min      int       `json:"min"`
	Max      int       `json:"max" doc:"0 is no limit."`
}

// Pair are two languages.
type Pair struct {
	A string `json:"a"`
	B string `json:"b"`
}

// Interpreter is somebody who interprets, with the slots in which she can.
type Interpreter struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Pairs []Pair `json:"pairs" nullable:"false"`
	Slots []int  `json:"slots" nullable:"false"`
}

// Placed is a meeting of a timetable.
type Placed struct {
	Wish        string   `json:"wish"`
	Meeting     string   `json:"meeting,omitempty" doc:"Absent if the run adds it."`
	People      []string `json:"people" nullable:"false"`
	Slot        int      `json:"slot"`
	Table       string   `json:"table,omitempty"`
	Interpreter string   `json:"interpreter,omitempty"`
	Level       string   `json:"level" enum:"must,want"`
	Frozen      bool     `json:"frozen"`
	Night       bool     `json:"night" doc:"A part of it lies between 22:00 and 07:00 for somebody."`
	Language    string   `json:"language,omitempty"`
}

// Unmet is a wish that is not met.
type Unmet struct {
	Wish   string   `json:"wish"`
	People []string `json:"people" nullable:"false"`
	Level  string   `json:"level" enum:"must,want"`
	Value  int      `json:"value"`
	Reason string   `json:"reason" doc:"What stood against it at last."`
}

// timetable shows the plan. run is the run that published it, "" if none has yet.
func (p *Plan) timetable(run string) Timetable {
	t := Timetable{
		Slots: []TimeSlot{}, People: []Attendee{}, Interpreters: []Interpreter{}, Meetings: []Placed{}, Unmet: []Unmet{}, Tables: p.Cast.Tables,
	}
	for _, s := range p.Problem.Slots {
		t.Slots = append(t.Slots, TimeSlot{Starts: s.Start, Ends: ends(s), Day: s.Day})
	}
	zones := map[string]*time.Location{}
	for i := range p.Problem.People {
		x := &p.Problem.People[i]
		f := p.Cast.Faces[x.ID]
		t.People = append(t.People, Attendee{
			ID: x.ID, Name: f.Name, Org: f.Org, OrgName: f.OrgName, Zone: x.Zone, Exhibits: f.Exhibits, Slots: orEmpty(x.Slots), Min: x.Min, Max: x.Max,
		})
		if zones[x.Zone] == nil {
			if zone, err := time.LoadLocation(x.Zone); err == nil {
				zones[x.Zone] = zone
			}
		}
	}
	for _, x := range p.Problem.Interpreters {
		i := Interpreter{ID: x.ID, Name: p.Cast.Interpreters[x.ID], Pairs: []Pair{}, Slots: orEmpty(x.Slots)}
		for _, l := range x.Pairs {
			i.Pairs = append(i.Pairs, Pair(l))
		}
		t.Interpreters = append(t.Interpreters, i)
	}
	wishes := p.wishes()
	for _, m := range p.Schedule.Meetings {
		w, d, at := wishes[m.Wish], p.Cast.Wishes[m.Wish], p.place(m)
		x := Placed{
			Wish: m.Wish, Meeting: d.Meeting, People: w.People, Slot: m.Slot, Table: at.Table, Interpreter: at.Interpreter, Level: string(w.Level),
			Frozen: d.Frozen, Language: d.Language,
		}
		if x.Meeting == "" && run != "" {
			x.Meeting = addedID(run, m.Wish)
		}
		for _, id := range w.People {
			zone := zones[p.Cast.Faces[id].Zone]
			x.Night = x.Night || zone != nil && (meetings.Slot{Starts: at.Starts, Ends: at.Ends}).Night(zone)
		}
		t.Meetings = append(t.Meetings, x)
	}
	slices.SortStableFunc(t.Meetings, func(a, b Placed) int { return cmp.Compare(a.Slot, b.Slot) })
	for _, u := range p.Schedule.Unplaced {
		w := wishes[u.Wish]
		t.Unmet = append(t.Unmet, Unmet{Wish: u.Wish, People: w.People, Level: string(w.Level), Value: w.Value, Reason: u.Reason})
	}
	for _, a := range p.Cast.Aside {
		t.Unmet = append(t.Unmet, Unmet{Wish: a.Wish, People: a.People, Level: string(a.Level), Value: a.Value, Reason: a.Reason})
	}
	slices.SortStableFunc(t.Unmet, func(a, b Unmet) int {
		return cmp.Or(strings.Compare(a.Level, b.Level), cmp.Compare(b.Value, a.Value)) // must comes before want
	})
	return t
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// Timetable is the timetable of a run.
func (s *Service) Timetable(ctx context.Context, exhibition, id string) (Timetable, error) {
	r, p, err := s.open(ctx, exhibition, id)
	if err != nil {
		return Timetable{}, err
	}
	return r.timetable(&p), nil
}

func (r *Run) timetable(p *Plan) Timetable {
	run := ""
	if r.visible() {
		run = r.ID
	}
	t := p.timetable(run)
	t.Run = r.ID
	return t
}

// Standing is the timetable of what stands now.
func (s *Service) Standing(ctx context.Context, exhibition string) (Timetable, error) {
	if err := organizes(ctx, exhibition); err != nil {
		return Timetable{}, err
	}
	p, err := s.standing(ctx, exhibition)
	if err != nil {
		return Timetable{}, err
	}
	t := p.timetable("")
	live, err := s.runs.live(ctx, exhibition)
	if err == nil && len(live) > 0 {
		t.Run = live[0].ID
	}
	return t, err
}

// standing is what stands now as a plan, without a score.
func (s *Service) standing(ctx context.Context, exhibition string) (Plan, error) {
	now := s.now()
	in, err := s.Meetings.Plan(ctx, exhibition, now)
	if err != nil {
		return Plan{}, err
	}
	names, err := s.interpreters(ctx, in)
	if err != nil {
		return Plan{}, err
	}
	d := build(in, names, terms{keep: KeepAll, facts: true}, now)
	met := map[string]bool{}
	for _, m := range d.standing {
		met[m.Wish] = true
	}
	d.Schedule.Meetings = d.standing
	for i := range d.Problem.Wishes {
		if id := d.Problem.Wishes[i].ID; !met[id] {
			d.Schedule.Unplaced = append(d.Schedule.Unplaced, matchmaking.Unplaced{Wish: id, Reason: notPlanned})
		}
	}
	return d.Plan, nil
}

// notPlanned is the reason of a wish that no run has placed: what stands was not made at once, so nothing stood against it.
const notPlanned = "not_planned"
