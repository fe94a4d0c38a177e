package conference

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"golang.org/x/text/language"

	"fairground/rooms"
	"fairground/server/actor"
	"fairground/server/problem"
)

const (
	maxChannels  = 16 // languages interpreted in one room
	maxAssigned  = 32 // interpreters of one room
	maxInSession = 6  // interpreters of one channel of a session
)

// Assignment names an interpreter of a room.
type Assignment struct {
	Person    string   `bson:"person" json:"person" maxLength:"64"`
	Name      string   `bson:"name,omitempty" json:"name,omitempty" readOnly:"true"`
	For       string   `bson:"for,omitempty" json:"for,omitempty" readOnly:"true" doc:"The organization that brought them to a table; absent: the organizer did."`
	Languages []string `bson:"languages" json:"languages" nullable:"false" doc:"Into which they may speak, BCP 47; none: any."`
}

// Interpretation is a language into which a session is interpreted, and by whom.
type Interpretation struct {
	Language     string   `bson:"language" json:"language" maxLength:"35" doc:"Of the channel, BCP 47."`
	From         string   `bson:"from,omitempty" json:"from,omitempty" maxLength:"35" doc:"The language that is interpreted; absent: the floor's, whichever it is."`
	Interpreters []string `bson:"interpreters,omitempty" json:"interpreters,omitempty" doc:"Persons; shown to those who run the programme and to interpreters."`
}

// interprets reports whether a person was named as an interpreter of the room, and into which languages; none means any.
func (r Room) interprets(person string) (languages []string, named bool) {
	if slices.Contains(r.Interpreters, person) {
		return nil, true
	}
	for _, a := range r.Assigned {
		if a.Person == person {
			if len(a.Languages) == 0 {
				return nil, true
			}
			languages, named = append(languages, a.Languages...), true
		}
	}
	for _, session := range r.Sessions {
		for _, c := range session.Interpretation {
			if slices.Contains(c.Interpreters, person) {
				languages, named = append(languages, c.Language), true
			}
		}
	}
	slices.Sort(languages)
	return slices.Compact(languages), named
}

// onNow is the session that a stage holds at a time: the one that runs, else the next, else the one that has just ended.
func (r Room) onNow(now time.Time) (Session, bool) {
	var best Session
	found := false
	rank := func(s Session) int {
		switch {
		case !now.Before(s.Starts) && now.Before(s.Ends):
			return 0
		case now.Before(s.Starts):
			return 1
		}
		return 2
	}
	for _, s := range r.Sessions {
		better := !found || rank(s) < rank(best) || rank(s) == rank(best) && (rank(s) == 1) == s.Starts.Before(best.Starts)
		if better {
			best, found = s, true
		}
	}
	return best, found
}

// channels are the languages interpreted in the room at a time, in a stable order, at most sixteen.
func (r Room) channels(now time.Time) []string {
	list := []string{}
	add := func(tag string) {
		if tag != "" && !slices.Contains(list, tag) && len(list) < maxChannels {
			list = append(list, tag)
		}
	}
	if session, ok := r.onNow(now); ok {
		for _, c := range session.Interpretation {
			add(c.Language)
		}
	}
	for _, a := range r.Assigned {
		for _, tag := range a.Languages {
			add(tag)
		}
	}
	slices.Sort(list)
	return list
}

// Interpreters lists who was named for a room, for those who may enter it or police it.
func (s *Service) Interpreters(ctx context.Context, id string) ([]Assignment, error) {
	r, standing, err := s.lasting(ctx, id)
	if err != nil {
		return nil, err
	}
	if !standing.Join && !standing.Police {
		return nil, problem.New(problem.Forbidden, "room_not_yours", "only those who may enter this room may do this")
	}
	return r.Assigned, nil
}

// SetInterpreters names the interpreters of a room; the list replaces the one before. The organizer may for every room, a host for
// the own; at a table each side names and dismisses those whom it brought, and leaves the others alone. An interpreter holds that
// role in the exhibition or is a colleague of whoever names them.
func (s *Service) SetInterpreters(ctx context.Context, id string, list []Assignment) ([]Assignment, error) {
	r, standing, err := s.lasting(ctx, id)
	if err != nil {
		return nil, err
	}
	a := actor.From(ctx)
	organizer := a.Has(actor.Organizer, r.Exhibition) || a.IsSystem()
	if !standing.Lead && !organizer {
		return nil, notAllowed()
	}
	side := ""
	if r.capped() && !organizer {
		side = a.Org
	}
	if list, err = s.assignable(ctx, r, a, list); err != nil {
		return nil, err
	}
	var before []Assignment
	door, err := s.act(ctx, r, "room.interpreters_named", map[string]string{"interpreters": strconv.Itoa(len(list))}, func(d *Door) error {
		before = d.Assigned
		next, err := assign(before, list, side)
		if err != nil {
			return err
		}
		d.Assigned = next
		for _, named := range next {
			if !slices.ContainsFunc(before, func(old Assignment) bool { return old.Person == named.Person }) {
				d.notify(named.Person, s.now(), "room.interpreter_named", a.Person, nil)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	// Who is no interpreter here any more leaves the seat that he had for it.
	for _, old := range before {
		if _, still := door.interpreter(old.Person); !still && s.interpretsIn(id, old.Person) {
			if err := s.expel(id, old.Person, "no interpreter of this room any more"); err != nil {
				return nil, err
			}
		}
	}
	r.refresh(door)
	s.furnish(r)
	s.tell(ctx, r.ID, "interpreters.changed", nil)
	return door.Assigned, nil
}

func (d *Door) interpreter(person string) (Assignment, bool) {
	i := slices.IndexFunc(d.Assigned, func(a Assignment) bool { return a.Person == person })
	if i < 0 {
		return Assignment{}, false
	}
	return d.Assigned[i], true
}

// assign replaces the interpreters whom one side brought, all of them for the organizer, whose side is "".
func assign(before, list []Assignment, side string) ([]Assignment, error) {
	next := []Assignment{}
	if side != "" {
		next = slices.DeleteFunc(slices.Clone(before), func(a Assignment) bool { return a.For == side })
	}
	others := len(next)
	for _, a := range list {
		if slices.ContainsFunc(next[:others], func(o Assignment) bool { return o.Person == a.Person }) {
			continue // the other side, or the organizer, has named them already
		}
		a.For = side
		if i := slices.IndexFunc(before, func(o Assignment) bool { return o.Person == a.Person }); i >= 0 && side == "" {
			a.For = before[i].For
		}
		next = append(next, a)
	}
	var tags []string
	for _, a := range next {
		tags = append(tags, a.Languages...)
	}
	slices.Sort(tags)
	if len(next) > maxAssigned || len(slices.Compact(tags)) > maxChannels {
		return nil, problem.New(problem.Invalid, "interpreters_invalid", "these cannot be the interpreters").
			Field("body.interpreters", "at most 32 interpreters and 16 languages in one room")
	}
	return next, nil
}

// interpretsIn reports whether somebody sits in a room as an interpreter.
func (s *Service) interpretsIn(room, person string) bool {
	live, ok := s.engine.Lookup(room)
	return ok && slices.ContainsFunc(live.Participants(), func(p rooms.Participant) bool { return p.ID == person && p.Permissions.Interpret })
}

func (s *Service) assignable(ctx context.Context, r Room, by actor.Actor, list []Assignment) ([]Assignment, error) {
	invalid := problem.New(problem.Invalid, "interpreters_invalid", "these cannot be the interpreters")
	if len(list) > maxAssigned {
		return nil, invalid.Field("body.interpreters", "at most 32 interpreters")
	}
	named := make([]Assignment, 0, len(list))
	for i, a := range list {
		at := fmt.Sprintf("body.interpreters[%d]", i)
		if a.Person == "" || slices.ContainsFunc(named, func(b Assignment) bool { return b.Person == a.Person }) {
			return nil, invalid.Field(at+".person", "each person once")
		}
		tags, err := languageTags(invalid, at+".languages", a.Languages)
		if err != nil {
			return nil, err
		}
		a = Assignment{Person: a.Person, Languages: tags}
		if s.near.People != nil {
			who, err := s.near.People.Profile(ctx, r.Exhibition, a.Person)
			if problem.Is(err, problem.NotFound) {
				return nil, invalid.Field(at+".person", "there is no such person")
			}
			if err != nil {
				return nil, err
			}
			if !who.Interpreter && (by.Org == "" || who.Org != by.Org) {
				return nil, invalid.Field(at+".person", "is no interpreter of the exhibition")
			}
			a.Name = cut(who.Name, 200)
		}
		named = append(named, a)
	}
	return named, nil
}

// languageTags checks BCP 47 tags and gives each once.
func languageTags(invalid *problem.Problem, at string, tags []string) ([]string, error) {
	list := []string{}
	for _, tag := range tags {
		if _, err := language.Parse(tag); err != nil || len(tag) > 35 {
			return nil, invalid.Field(at, "are BCP 47 tags")
		}
		if !slices.Contains(list, tag) {
			list = append(list, tag)
		}
	}
	if len(list) > maxChannels {
		return nil, invalid.Field(at, "at most 16 languages")
	}
	return list, nil
}

// named lists the interpreters of the room.
func (r Room) named() []string {
	list := slices.Clone(r.Interpreters)
	for _, a := range r.Assigned {
		list = append(list, a.Person)
	}
	for _, session := range r.Sessions {
		for _, c := range session.Interpretation {
			list = append(list, c.Interpreters...)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
