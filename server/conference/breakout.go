package conference

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/problem"
)

const (
	maxBreakouts    = 50
	maxBreakoutTime = 3 * time.Hour
	maxBrokenOut    = 1000 // persons in all breakouts of a room
)

// Breakout is a part of a room in which some of its people are among themselves for a while.
type Breakout struct {
	ID           string    `bson:"id" json:"id"`
	Name         lang.Text `bson:"name" json:"name"`
	Participants []string  `bson:"participants" json:"participants,omitempty" doc:"Who belongs there; shown to those who run the room."`
	Roam         bool      `bson:"roam,omitempty" json:"roam" doc:"People may come and go by themselves."`
}

// Breakouts are the parts of a room until a time.
type Breakouts struct {
	List []Breakout `bson:"list"`
	Ends time.Time  `bson:"ends"`
}

// brokenOut are the breakouts of the room at a time, none once they have ended.
func (d *Door) brokenOut(now time.Time) []Breakout {
	if d.Breakouts == nil || !now.Before(d.Breakouts.Ends) {
		return nil
	}
	return d.Breakouts.List
}

// breakoutOf is the id of the breakout to which a person belongs, "" for none.
func (d *Door) breakoutOf(person string, now time.Time) string {
	for _, b := range d.brokenOut(now) {
		if slices.Contains(b.Participants, person) {
			return b.ID
		}
	}
	return ""
}

// breakOut checks breakouts as they are asked for and gives new ones their ids.
func breakOut(list []Breakout, minutes int, known []Breakout, now time.Time) (Breakouts, error) {
	invalid := problem.New(problem.Invalid, "breakouts_invalid", "these breakouts cannot be")
	length := time.Duration(minutes) * time.Minute
	if length <= 0 || length > maxBreakoutTime {
		return Breakouts{}, invalid.Field("body.minutes", "between 1 and 180")
	}
	if len(list) == 0 || len(list) > maxBreakouts {
		return Breakouts{}, invalid.Field("body.breakouts", "between 1 and 50 breakouts")
	}
	seen, ids := map[string]bool{}, map[string]bool{}
	out := Breakouts{Ends: stamp(now.Add(length))}
	for i, b := range list {
		at := fmt.Sprintf("body.breakouts[%d]", i)
		if err := b.Name.Check(80); err != nil {
			return Breakouts{}, invalid.Field(at+".name", err.Error())
		}
		if b.ID != "" && (ids[b.ID] || !slices.ContainsFunc(known, func(k Breakout) bool { return k.ID == b.ID })) {
			return Breakouts{}, invalid.Field(at+".id", "is no breakout of this room")
		}
		if b.ID == "" {
			b.ID = db.NewID("brk", now)
		}
		ids[b.ID] = true
		for _, person := range b.Participants {
			if person == "" || len(person) > 128 || seen[person] {
				return Breakouts{}, invalid.Field(at+".participants", "each person in one breakout")
			}
			seen[person] = true
		}
		if len(seen) > maxBrokenOut {
			return Breakouts{}, invalid.Field(at+".participants", "at most 1000 persons")
		}
		b.Participants = append([]string{}, b.Participants...)
		out.List = append(out.List, b)
	}
	return out, nil
}

// BreakoutsOf are the breakouts of a room now, the one of the actor, and whether the actor runs the room.
func (s *Service) BreakoutsOf(ctx context.Context, id string) (list []Breakout, ends time.Time, mine string, lead bool, err error) {
	r, standing, err := s.reads(ctx, id)
	if err != nil {
		return nil, time.Time{}, "", false, err
	}
	now := s.now()
	if list = r.brokenOut(now); list != nil {
		ends = r.Breakouts.Ends
	}
	return list, ends, r.breakoutOf(actor.From(ctx).Person, now), standing.Lead, nil
}

// conducts finds a room whose people the actor may move: those who moderate in it. At a table nobody of one party moves the other.
func (s *Service) conducts(ctx context.Context, id string) (Room, error) {
	r, standing, err := s.lasting(ctx, id)
	if err != nil {
		return Room{}, err
	}
	if !standing.Moderate {
		return Room{}, notAllowed()
	}
	return r, nil
}

// BreakOut divides a room for some minutes and moves the people named. Who is not named stays where they are, and returns to the
// floor from a breakout that is gone.
func (s *Service) BreakOut(ctx context.Context, id string, list []Breakout, minutes int) error {
	r, err := s.conducts(ctx, id)
	if err != nil {
		return err
	}
	if err := r.Enter(r.Standing(actor.From(ctx)), s.now()); err != nil {
		return err
	}
	door, err := s.alter(ctx, r, func(d *Door) (bool, error) {
		now := s.now()
		next, err := breakOut(list, minutes, d.brokenOut(now), now)
		if err != nil {
			return false, err
		}
		d.Breakouts = &next
		ids := make([]string, 0, len(next.List))
		for _, b := range next.List {
			ids = append(ids, b.ID)
		}
		d.note(now, "room.breakouts_opened", actor.From(ctx).Person, map[string]string{
			"breakouts": strings.Join(ids, " "), "minutes": strconv.Itoa(minutes), "ends": next.Ends.Format(time.RFC3339),
		})
		return true, nil
	})
	if err != nil {
		return err
	}
	r.refresh(door)
	s.furnish(r)
	return s.scatter(r)
}

// Recall ends the breakouts: everybody is on the floor again.
func (s *Service) Recall(ctx context.Context, id string) error {
	r, err := s.conducts(ctx, id)
	if err != nil {
		return err
	}
	door, err := s.alter(ctx, r, func(d *Door) (bool, error) {
		if d.brokenOut(s.now()) == nil {
			d.Breakouts = nil
			return false, nil
		}
		d.Breakouts = nil
		d.note(s.now(), "room.breakouts_closed", actor.From(ctx).Person, nil)
		return true, nil
	})
	if err != nil {
		return err
	}
	r.refresh(door)
	s.furnish(r)
	return nil
}
