package conference

import (
	"context"
	"slices"
	"time"

	"fairground/rooms"
	"fairground/server/actor"
	"fairground/server/lang"
	"fairground/server/problem"
)

// Ban keeps somebody out of a room until it is lifted; unlike a refusal at the door, no host lets them in again by the way.
type Ban struct {
	Person  string    `bson:"person" json:"participant"`
	Name    string    `bson:"name,omitempty" json:"name,omitempty" doc:"When the ban was spoken; absent for a stream."`
	OrgName lang.Text `bson:"orgName,omitempty" json:"orgName,omitempty" doc:"Of the organization."`
	At      time.Time `bson:"at" json:"at"`
	By      string    `bson:"by" json:"by"`
	Reason  string    `bson:"reason,omitempty" json:"reason,omitempty"`
}

func (d *Door) isBanned(person string) bool {
	return slices.ContainsFunc(d.Banned, func(b Ban) bool { return b.Person == person })
}

// shut keeps a person out for good. The oldest of too many is forgotten.
func (d *Door) shut(b Ban) {
	d.ban(b.Person)
	d.Banned = append(slices.DeleteFunc(slices.Clone(d.Banned), func(o Ban) bool { return o.Person == b.Person }), b)
	d.Banned = d.Banned[max(0, len(d.Banned)-maxList):]
}

// banning writes a ban down, before or without the engine.
func (s *Service) banning(ctx context.Context, r Room, person, words string) error {
	name, org, err := s.calledIn(ctx, r, person)
	if err != nil {
		return err
	}
	by := actor.From(ctx).Person
	_, err = s.act(ctx, r, "room.participant_banned", map[string]string{"participant": person, "reason": words}, func(d *Door) error {
		d.shut(Ban{Person: person, Name: name, OrgName: org, At: stamp(s.now()), By: by, Reason: words})
		return nil
	})
	return err
}

// calledIn says how somebody of a room is called, and their organization; what nobody knows is empty.
func (s *Service) calledIn(ctx context.Context, r Room, person string) (name string, org lang.Text, err error) {
	if s.near.People != nil {
		who, err := s.near.People.Profile(ctx, r.Exhibition, person)
		if err == nil {
			return cut(who.Name, 200), who.OrgName, nil
		}
		if !problem.Is(err, problem.NotFound) {
			return "", nil, err
		}
	}
	if live, ok := s.engine.Lookup(r.ID); ok {
		for _, p := range live.Participants() {
			if p.ID == person {
				return cut(p.Name, 200), nil, nil
			}
		}
	}
	return "", nil, nil
}

// orders finds a room in which the actor may remove others: who polices it from outside, or moderates within.
func (s *Service) orders(ctx context.Context, id string) (Room, error) {
	r, standing, err := s.lasting(ctx, id)
	if err != nil {
		return Room{}, err
	}
	if !standing.Police && !standing.Moderate {
		return Room{}, notAllowed()
	}
	return r, nil
}

// Ban ends somebody's seat and keeps them out until the ban is lifted.
func (s *Service) Ban(ctx context.Context, id, person, words string) error {
	r, err := s.orders(ctx, id)
	if err != nil {
		return err
	}
	if words, err = reason(words); err != nil {
		return err
	}
	if person == actor.From(ctx).Person {
		return problem.New(problem.Invalid, "ban_invalid", "nobody bans themself")
	}
	known, _, err := s.wasHere(ctx, r.ID, person)
	if err != nil {
		return err
	}
	if !known && !r.guest(person) {
		return problem.New(problem.NotFound, "participant_not_found", "nobody of that id was in this room")
	}
	if err := s.banning(ctx, r, person, words); err != nil {
		return err
	}
	live, ok := s.engine.Lookup(id)
	if !ok {
		return nil
	}
	if err := live.Ban(person, words); err != nil {
		return problem.New(problem.Unavailable, "room_busy", "try again").Wrap(err)
	}
	return nil
}

// Bans lists who is banned from a room.
func (s *Service) Bans(ctx context.Context, id string) ([]Ban, error) {
	r, err := s.orders(ctx, id)
	if err != nil {
		return nil, err
	}
	return r.Banned, nil
}

// Unban lifts a ban.
func (s *Service) Unban(ctx context.Context, id, person string) error {
	r, err := s.orders(ctx, id)
	if err != nil {
		return err
	}
	_, err = s.act(ctx, r, "room.participant_unbanned", map[string]string{"participant": person}, func(d *Door) error {
		if !d.isBanned(person) {
			return problem.New(problem.NotFound, "ban_not_found", "nobody of that id is banned")
		}
		d.Banned = slices.DeleteFunc(slices.Clone(d.Banned), func(b Ban) bool { return b.Person == person })
		d.Denied = without(d.Denied, person)
		return nil
	})
	if err != nil {
		return err
	}
	if live, ok := s.engine.Lookup(id); ok {
		live.Unban(person)
	}
	return nil
}

// SetSlowMode says how many seconds lie between two messages of one person, at most rooms.MaxSlow, 0 for none. It is kept with the
// room.
func (s *Service) SetSlowMode(ctx context.Context, id string, seconds int) (Room, error) {
	r, err := s.orders(ctx, id)
	if err != nil {
		return Room{}, err
	}
	if seconds < 0 || seconds > rooms.MaxSlow {
		return Room{}, problem.New(problem.Invalid, "slow_mode_invalid", "between 0 and 600 seconds").Field("body.seconds", "out of range")
	}
	if err := s.slowing(ctx, r, seconds); err != nil {
		return Room{}, err
	}
	r, _, err = s.Room(ctx, id)
	return r, err
}
