package schedule

import (
	"context"
	"time"

	"fairground/server/lang"
)

// Diff is what is different between two timetables.
type Diff struct {
	Added   []Line  `json:"added" nullable:"false"`
	Removed []Line  `json:"removed" nullable:"false"`
	Moved   []Moved `json:"moved" nullable:"false"`
}

// Moved is a meeting at another time, at another table or with another interpreter.
type Moved struct {
	From Line `json:"from"`
	To   Line `json:"to"`
}

// Line is a meeting, told without its timetable.
type Line struct {
	Wish            string      `json:"wish"`
	Meeting         string      `json:"meeting,omitempty"`
	People          []string    `json:"people" nullable:"false"`
	Names           []string    `json:"names" nullable:"false" doc:"Of the people, in their order."`
	OrgNames        []lang.Text `json:"orgNames" nullable:"false" doc:"Of the people's organizations, in their order."`
	Starts          time.Time   `json:"starts"`
	Ends            time.Time   `json:"ends"`
	Table           string      `json:"table,omitempty"`
	Interpreter     string      `json:"interpreter,omitempty"`
	InterpreterName string      `json:"interpreterName,omitempty"`
	Frozen          bool        `json:"frozen"`
}

// lines tells every meeting of a timetable, in their order.
func (t *Timetable) lines() []Line {
	people, interpreters := map[string]*Attendee{}, map[string]string{}
	for i := range t.People {
		people[t.People[i].ID] = &t.People[i]
	}
	for _, i := range t.Interpreters {
		interpreters[i.ID] = i.Name
	}
	list := make([]Line, 0, len(t.Meetings))
	for _, m := range t.Meetings {
		l := Line{
			Wish: m.Wish, Meeting: m.Meeting, People: m.People, Starts: t.Slots[m.Slot].Starts, Ends: t.Slots[m.Slot].Ends, Table: m.Table,
			Interpreter: m.Interpreter, InterpreterName: interpreters[m.Interpreter], Frozen: m.Frozen, Names: []string{}, OrgNames: []lang.Text{},
		}
		for _, id := range m.People {
			l.Names, l.OrgNames = append(l.Names, people[id].Name), append(l.OrgNames, people[id].OrgName)
		}
		list = append(list, l)
	}
	return list
}

// diff says what leads from one timetable to another, by their wishes.
func diff(from, to Timetable) Diff {
	d := Diff{Added: []Line{}, Removed: []Line{}, Moved: []Moved{}}
	was := map[string]Line{}
	for _, l := range from.lines() {
		was[l.Wish] = l
	}
	for _, is := range to.lines() {
		old, known := was[is.Wish]
		delete(was, is.Wish)
		switch {
		case !known:
			d.Added = append(d.Added, is)
		case !old.Starts.Equal(is.Starts) || !old.Ends.Equal(is.Ends) || old.Table != is.Table || old.Interpreter != is.Interpreter:
			d.Moved = append(d.Moved, Moved{From: old, To: is})
		}
	}
	for _, l := range from.lines() {
		if _, gone := was[l.Wish]; gone {
			d.Removed = append(d.Removed, l)
		}
	}
	return d
}

// againstStanding names what stands, with which a run is compared unless it is another run.
const againstStanding = "standing"

// Diff says what a run would change of what stands, or of the timetable of another run.
func (s *Service) Diff(ctx context.Context, exhibition, id, against string) (Diff, error) {
	r, p, err := s.open(ctx, exhibition, id)
	if err != nil {
		return Diff{}, err
	}
	var from Timetable
	if against == "" || against == againstStanding {
		from, err = s.Standing(ctx, exhibition)
	} else {
		from, err = s.Timetable(ctx, exhibition, against)
	}
	if err != nil {
		return Diff{}, err
	}
	return diff(from, r.timetable(&p)), nil
}
