package schedule

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"fairground/matchmaking"
	"fairground/server/lang"
	"fairground/server/meetings"
	"fairground/server/problem"
)

// beforeRooms is how many levels are left where every meeting has a room of its own, so that nobody changes rooms.
const beforeRooms = 5

// solve makes a timetable of everything that is wanted.
func solve(ctx context.Context, d draft, budget matchmaking.Budget, observe func(matchmaking.Progress)) (Plan, error) {
	if d.Cast.Tables == 0 {
		budget.Levels = beforeRooms
	}
	s, proof, err := matchmaking.Solve(ctx, d.Problem, budget, observe)
	if err != nil {
		return Plan{}, err
	}
	d.Schedule, d.Proof = s, proof
	return d.Plan, nil
}

// stand is the timetable of what stands, which is the beginning of an edit.
func stand(d draft) (Plan, error) {
	d.Schedule = matchmaking.Schedule{Meetings: d.standing}
	return d.Plan, d.judge()
}

// judge writes the score and the proof of a schedule that was not made by the solver.
func (p *Plan) judge() error {
	r, err := matchmaking.NewRepairer(p.Problem, p.Schedule)
	if err != nil {
		return err
	}
	p.Schedule = r.Schedule()
	p.Proof, err = matchmaking.Prove(p.Problem, p.Schedule)
	return err
}

// The reasons why what was called off is in no timetable.
const (
	reasonCalledOff = "called_off"
	reasonWithdrawn = "withdrawn"
)

// repair places anew what changes displace, and what cannot stay where it stands, moving at most matchmaking.MaxTouched other
// meetings for each.
func repair(d draft, list []Change) (Plan, error) {
	changes, err := d.translate(list)
	if err != nil {
		return Plan{}, err
	}
	for _, id := range d.displaced {
		changes = append(changes, matchmaking.Change{Place: id})
	}
	s := matchmaking.Schedule{Meetings: d.standing}
	s, _, _, err = matchmaking.Repair(d.Problem, s, changes, matchmaking.MaxTouched)
	if err != nil {
		return Plan{}, err
	}
	d.Schedule = s
	for _, c := range changes {
		switch {
		case c.Lose != nil:
			d.lose(*c.Lose)
		case c.Cancel != "":
			d.takeOut(reasonCalledOff, "", func(w *matchmaking.Wish) bool { return w.ID == c.Cancel })
		case c.Withdraw != "":
			d.takeOut(reasonWithdrawn, c.Withdraw, func(w *matchmaking.Wish) bool { return slices.Contains(w.People, c.Withdraw) })
		}
	}
	placed := d.placed()
	for i := range d.Problem.Wishes {
		if w := &d.Problem.Wishes[i]; w.Fixed != nil {
			if _, met := placed[w.ID]; !met {
				w.Fixed = nil // it cannot stay, and was not to be moved: whoever froze it decides
			}
		}
	}
	return d.Plan, d.judge()
}

// lose takes slots out of a person's time.
func (p *Plan) lose(l matchmaking.LostSlot) {
	for i := range p.Problem.People {
		if x := &p.Problem.People[i]; x.ID == l.Person {
			x.Slots = slices.DeleteFunc(slices.Clone(x.Slots), func(s int) bool { return slices.Contains(l.Slots, s) })
		}
	}
}

// takeOut puts wishes aside that are called off for good.
func (p *Plan) takeOut(reason, person string, which func(*matchmaking.Wish) bool) {
	gone := map[string]bool{}
	p.Problem.Wishes = slices.DeleteFunc(p.Problem.Wishes, func(w matchmaking.Wish) bool {
		if which(&w) {
			gone[w.ID] = true
			p.Cast.Aside = append(p.Cast.Aside, Aside{Wish: w.ID, People: w.People, Level: w.Level, Value: w.Value, Reason: reason, Person: person})
		}
		return gone[w.ID]
	})
	p.Schedule.Meetings = slices.DeleteFunc(p.Schedule.Meetings, func(m matchmaking.Placement) bool { return gone[m.Wish] })
	p.Schedule.Unplaced = slices.DeleteFunc(p.Schedule.Unplaced, func(u matchmaking.Unplaced) bool { return gone[u.Wish] })
}

// translate says in the engine's words what has happened.
func (d *draft) translate(list []Change) ([]matchmaking.Change, error) {
	unknown := func(what, id string) error {
		return problem.Newf(problem.Invalid, "change_unknown", "there is no such %s in the timetable", what).With("subject", id)
	}
	people, slots := map[string]bool{}, map[time.Time]int{}
	for _, p := range d.Problem.People {
		people[p.ID] = true
	}
	for i, s := range d.Problem.Slots {
		slots[s.Start.UTC()] = i
	}
	var changes []matchmaking.Change
	for _, c := range list {
		switch {
		case c.Cancel != "":
			wish := d.wishOf(c.Cancel)
			if wish == "" {
				return nil, unknown("meeting", c.Cancel)
			}
			changes = append(changes, matchmaking.Change{Cancel: wish})
		case c.Withdraw != "":
			if !people[c.Withdraw] {
				return nil, unknown("person", c.Withdraw)
			}
			changes = append(changes, matchmaking.Change{Withdraw: c.Withdraw})
		default:
			lost := matchmaking.LostSlot{Person: c.Person}
			for _, at := range c.Slots {
				s, known := slots[at.UTC()]
				if !known {
					return nil, unknown("slot", at.UTC().Format(time.RFC3339))
				}
				if !slices.Contains(lost.Slots, s) {
					lost.Slots = append(lost.Slots, s)
				}
			}
			if !people[c.Person] {
				return nil, unknown("person", c.Person)
			}
			changes = append(changes, matchmaking.Change{Lose: &lost})
		}
	}
	return changes, nil
}

// wishOf finds a wish by its own id or that of its meeting.
func (d *draft) wishOf(id string) string {
	for i := range d.Problem.Wishes {
		if w := d.Problem.Wishes[i].ID; w == id || d.Cast.Wishes[w].Meeting == id {
			return w
		}
	}
	return ""
}

// restore is the timetable of an earlier run, with what stands now behind its wishes. later are the runs published since:
// what they added goes again, what people agreed on since stays.
func restore(earlier Plan, now draft, in []meetings.Meeting, later []string) Plan {
	known := map[string]bool{}
	for id, was := range earlier.Cast.Wishes {
		is := now.Cast.Wishes[id]
		is.Frozen = was.Frozen // as it was then
		if is.Language == "" {
			is.Language = was.Language
		}
		if is.By == "" {
			is.By = was.By
		}
		earlier.Cast.Wishes[id] = is
		known[is.Meeting] = true
	}
	earlier.Cast.Ends = nil
	wishOf := map[string]string{}
	for id, is := range now.Cast.Wishes {
		wishOf[is.Meeting] = id
	}
	for _, m := range in {
		wish := wishOf[m.ID]
		if wish != "" && !known[m.ID] && slices.ContainsFunc(later, func(run string) bool { return addedID(run, wish) == m.ID }) {
			earlier.Cast.Ends = append(earlier.Cast.Ends, m.ID)
		}
	}
	slices.Sort(earlier.Cast.Ends)
	return earlier
}

// failure says why there is no timetable, naming the cause. Errors that are no fault of the input are returned.
func failure(err error, p *Plan) (Failure, error) {
	var invalid *matchmaking.Invalid
	var told *problem.Problem
	switch {
	case errors.As(err, &invalid):
		f := Failure{Subject: invalid.Subject, Detail: invalid.Detail, Code: codeOf(invalid.Kind)}
		f.Name = p.namer().name(f.Subject)
		return f, nil
	case errors.As(err, &told) && told.Kind == problem.Invalid:
		subject, _ := told.Extra["subject"].(string)
		return Failure{Code: told.Code, Subject: subject, Detail: told.Detail}, nil
	case errors.Is(err, matchmaking.ErrNoSchedule) || errors.Is(err, matchmaking.ErrBadChange):
		return Failure{Code: "not_a_timetable", Detail: err.Error()}, nil
	}
	return Failure{}, fmt.Errorf("make a timetable: %w", err)
}

// codeOf is the stable code of what is wrong with a problem.
func codeOf(kind error) string {
	for _, row := range []struct {
		kind error
		code string
	}{
		{matchmaking.ErrNoSlots, "no_slots"},
		{matchmaking.ErrNoRooms, "no_tables"},
		{matchmaking.ErrNoAvailability, "no_availability"},
		{matchmaking.ErrFixedClash, "fixed_clash"},
		{matchmaking.ErrTooLarge, "too_large"},
		{matchmaking.ErrCycle, "order_circle"},
		{matchmaking.ErrDuplicate, "given_twice"},
		{matchmaking.ErrBadTarget, "bad_target"},
		{matchmaking.ErrBadZone, "bad_zone"},
		{matchmaking.ErrSlot, "bad_slot"},
		{matchmaking.ErrUnknownName, "unknown_name"},
		{matchmaking.ErrBadWish, "bad_wish"},
	} {
		if errors.Is(kind, row.kind) {
			return row.code
		}
	}
	return "not_a_timetable"
}

// among names the organizations of some people.
func (c Cast) among(people []string) string {
	var names []string
	for _, id := range people {
		if n := inEnglish(c.Faces[id].OrgName); n != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return strings.Join(names, " – ")
}

// inEnglish is a name for words that developers read.
func inEnglish(t lang.Text) string {
	name, _ := t.In(lang.English)
	return name
}
