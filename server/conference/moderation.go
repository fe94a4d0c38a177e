package conference

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"fairground/rooms"
	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
)

// note adds an outbox entry: what happened at this door, and by whom.
func (d *Door) note(at time.Time, event, by string, data map[string]string) {
	if by == actor.System.Person {
		by = ""
	}
	d.Outbox = append(d.Outbox, db.OutboxEntry{
		ID: db.NewID("out", at), Type: event, At: at.UTC().Truncate(time.Millisecond), By: by,
		Entity: d.ID, Exhibition: d.Exhibition, Data: data,
	})
}

// notify is a note that is also mailed to somebody.
func (d *Door) notify(person string, at time.Time, event, by string, data map[string]string) {
	d.note(at, event, by, data)
	d.Outbox[len(d.Outbox)-1].To = []string{person}
}

// knock puts somebody into the lobby. It reports whether that changed anything.
func (d *Door) knock(g Guest) (bool, error) {
	if slices.ContainsFunc(d.Waiting, func(w Guest) bool { return w.Person == g.Person }) {
		return false, nil
	}
	if len(d.Waiting) >= maxWaiting {
		return false, problem.New(problem.Conflict, "lobby_full", "too many people wait already")
	}
	d.Waiting = append(d.Waiting, g)
	return true, nil
}

// guest reports whether the door has dealt with the person: only they can be let in or sent away at it. The people of the
// parties never wait, so that no host can shut the door on the other side.
func (d *Door) guest(person string) bool {
	return slices.Contains(d.Admitted, person) || slices.Contains(d.Denied, person) ||
		slices.ContainsFunc(d.Waiting, func(w Guest) bool { return w.Person == person })
}

func (d *Door) admit(person string) error {
	if !d.guest(person) {
		return problem.New(problem.NotFound, "guest_not_found", "nobody of that id waits in the lobby")
	}
	d.forgetWaiting(person)
	d.Denied = without(d.Denied, person)
	d.Admitted = remember(d.Admitted, person)
	return nil
}

func (d *Door) deny(person string) error {
	if !d.guest(person) {
		return problem.New(problem.NotFound, "guest_not_found", "nobody of that id waits in the lobby")
	}
	d.ban(person)
	return nil
}

// ban keeps a person out, whoever they are.
func (d *Door) ban(person string) {
	d.forgetWaiting(person)
	d.Admitted = without(d.Admitted, person)
	d.Denied = remember(d.Denied, person)
}

func (d *Door) forgetWaiting(person string) {
	d.Waiting = slices.DeleteFunc(slices.Clone(d.Waiting), func(w Guest) bool { return w.Person == person })
}

// remember adds a person once and forgets the oldest of too many.
func remember(list []string, person string) []string {
	list = append(without(list, person), person)
	return list[max(0, len(list)-maxList):]
}

func without(list []string, person string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(p string) bool { return p == person })
}

// attempts bounds how often a change of a door is tried again after somebody else's.
const attempts = 10

// alter changes the door of a room in one guarded write; change runs again on a newer door if somebody else was faster, and
// false from it means that there is nothing to write.
func (s *Service) alter(ctx context.Context, r Room, change func(*Door) (bool, error)) (Door, error) {
	var last error
	for range attempts {
		door, found, err := s.store.door(ctx, r.ID)
		if err != nil {
			return Door{}, err
		}
		if !found {
			door = Door{ID: r.ID, Kind: r.Kind, Exhibition: r.Exhibition}
		}
		changed, err := change(&door)
		if err != nil || !changed {
			return door, err
		}
		door.V++
		if found {
			err = s.store.doors.Replace(ctx, door.ID, door.V-1, door)
		} else {
			err = s.store.doors.Insert(ctx, door)
		}
		if err == nil {
			return door, nil
		}
		if !problem.Is(err, problem.PreconditionFailed) && !problem.Is(err, problem.Conflict) {
			return Door{}, err
		}
		last = err
	}
	return Door{}, problem.New(problem.Unavailable, "room_busy", "too many people act at this door; try again").Wrap(last)
}

// act writes one act at a door with its audit entry.
func (s *Service) act(ctx context.Context, r Room, event string, data map[string]string, change func(*Door) error) (Door, error) {
	return s.alter(ctx, r, func(d *Door) (bool, error) {
		if change != nil {
			if err := change(d); err != nil {
				return false, err
			}
		}
		d.note(s.now(), event, actor.From(ctx).Person, data)
		return true, nil
	})
}

func notAllowed() error {
	return problem.New(problem.Forbidden, "not_permitted", "only a host or moderator of this room may do this")
}

// reason cuts a moderator's words to the bound of the signalling and of the audit.
func reason(words string) (string, error) {
	words = strings.TrimSpace(words)
	if len(words) > maxReason || !utf8.ValidString(words) {
		return "", problem.New(problem.Invalid, "reason_invalid", "a reason has at most 500 bytes").Field("body.reason", "too long")
	}
	return words, nil
}

// Waiting lists who waits in the lobby, for those who may admit them.
func (s *Service) Waiting(ctx context.Context, id string) ([]Guest, error) {
	r, standing, err := s.Room(ctx, id)
	if err != nil {
		return nil, err
	}
	if !standing.Admit {
		return nil, notAllowed()
	}
	return r.Waiting, nil
}

// Admit lets a guest in.
func (s *Service) Admit(ctx context.Context, id, person string) error {
	r, standing, err := s.Room(ctx, id)
	if err != nil {
		return err
	}
	if !standing.Admit {
		return notAllowed()
	}
	if slices.Contains(r.Admitted, person) {
		return nil
	}
	_, err = s.act(ctx, r, "room.guest_admitted", map[string]string{"participant": person}, func(d *Door) error { return d.admit(person) })
	return err
}

// Deny sends a guest away, and out of the room if they are in it.
func (s *Service) Deny(ctx context.Context, id, person, words string) error {
	r, standing, err := s.Room(ctx, id)
	if err != nil {
		return err
	}
	if !standing.Admit {
		return notAllowed()
	}
	if words, err = reason(words); err != nil {
		return err
	}
	_, err = s.act(ctx, r, "room.guest_denied", map[string]string{"participant": person, "reason": words}, func(d *Door) error { return d.deny(person) })
	if err != nil {
		return err
	}
	return s.expel(id, person, words)
}

// Remove ends somebody's seat and keeps them out until a host admits them again.
func (s *Service) Remove(ctx context.Context, id, person, words string) error {
	r, standing, err := s.Room(ctx, id)
	if err != nil {
		return err
	}
	if !standing.Police {
		return notAllowed()
	}
	if words, err = reason(words); err != nil {
		return err
	}
	if err := s.removing(ctx, r, person, words); err != nil {
		return err
	}
	return s.expel(id, person, words)
}

func (s *Service) removing(ctx context.Context, r Room, person, words string) error {
	_, err := s.act(ctx, r, "room.participant_removed", map[string]string{"participant": person, "reason": words}, func(d *Door) error {
		d.ban(person)
		return nil
	})
	return err
}

func (s *Service) expel(id, person, words string) error {
	live, ok := s.engine.Lookup(id)
	if !ok {
		return nil
	}
	if err := live.Remove(person, words); err != nil && !errors.Is(err, rooms.ErrNotFound) {
		return problem.New(problem.Unavailable, "room_busy", "try again").Wrap(err)
	}
	return nil
}

// CloseRoom ends the room for everybody.
func (s *Service) CloseRoom(ctx context.Context, id, words string) error {
	r, standing, err := s.Room(ctx, id)
	if err != nil {
		return err
	}
	if !standing.Police && !standing.Moderate {
		return notAllowed()
	}
	if words, err = reason(words); err != nil {
		return err
	}
	if r.Closing != nil {
		return nil
	}
	if err := s.closing(ctx, r, words); err != nil {
		return err
	}
	if live, ok := s.engine.Lookup(id); ok {
		live.Close(words)
	}
	return nil
}

func (s *Service) closing(ctx context.Context, r Room, words string) error {
	_, err := s.act(ctx, r, "room.closed", map[string]string{"reason": words}, func(d *Door) error {
		if d.Closing == nil {
			d.Closing = &Closing{At: s.now().UTC().Truncate(time.Millisecond), By: actor.From(ctx).Person, Reason: words}
		}
		return nil
	})
	return err
}

// Reopen takes back that somebody closed the room.
func (s *Service) Reopen(ctx context.Context, id string) error {
	r, standing, err := s.Room(ctx, id)
	if err != nil {
		return err
	}
	if !standing.Police {
		return notAllowed()
	}
	_, err = s.alter(ctx, r, func(d *Door) (bool, error) {
		if d.Closing == nil {
			return false, nil
		}
		d.Closing = nil
		d.note(s.now(), "room.reopened", actor.From(ctx).Person, nil)
		return true, nil
	})
	return err
}

// witness writes down a moderator's message before it is carried out: what cannot be recorded does not happen. Messages that are
// no act of moderation pass.
func (s *Service) witness(ctx context.Context, r Room, m rooms.Message) error {
	var err error
	switch m := m.(type) {
	case rooms.MuteParticipant:
		sources := make([]string, 0, len(m.Sources))
		for _, source := range m.Sources {
			sources = append(sources, string(source))
		}
		_, err = s.act(ctx, r, "room.participant_muted", map[string]string{"participant": m.Participant, "sources": strings.Join(sources, " ")}, nil)
	case rooms.RemoveParticipant:
		err = s.removing(ctx, r, m.Participant, m.Reason)
	case rooms.SetPermissions:
		data := map[string]string{"participant": m.Participant}
		if m.Publish != nil {
			kinds := make([]string, 0, len(*m.Publish))
			for _, k := range *m.Publish {
				kinds = append(kinds, string(k))
			}
			data["publish"] = strings.Join(kinds, " ")
		}
		for name, value := range map[string]*bool{"subscribe": m.Subscribe, "data": m.Data} {
			if value != nil {
				data[name] = map[bool]string{true: "yes", false: "no"}[*value]
			}
		}
		_, err = s.act(ctx, r, "room.permissions_changed", data, nil)
	case rooms.CloseRoom:
		err = s.closing(ctx, r, m.Reason)
	case rooms.BanParticipant:
		err = s.banning(ctx, r, m.Participant, m.Reason)
	case rooms.SlowMode:
		err = s.slowing(ctx, r, m.Seconds)
	case rooms.CallHand:
		_, err = s.act(ctx, r, "room.hand_called", map[string]string{"participant": m.Participant}, nil)
	case rooms.Move:
		people := m.Participants[:min(len(m.Participants), maxNamed)]
		_, err = s.act(ctx, r, "room.participants_moved", map[string]string{
			"participants": strings.Join(people, " "), "count": strconv.Itoa(len(m.Participants)), "place": m.Place,
		}, nil)
	case rooms.RemoveMessage:
		_, err = s.unsay(ctx, r, Standing{Police: true}, m.ID, "")
	case rooms.Report:
		_, err = s.file(ctx, r, m.Participant, "", m.Reason)
	}
	return err
}

// maxNamed is how many people a record of a move names; it counts all of them.
const maxNamed = 50

// slowing writes down how often people may write in the chat.
func (s *Service) slowing(ctx context.Context, r Room, seconds int) error {
	_, err := s.alter(ctx, r, func(d *Door) (bool, error) {
		if d.SlowMode == seconds {
			return false, nil
		}
		d.SlowMode = seconds
		d.note(s.now(), "room.slow_mode_set", actor.From(ctx).Person, map[string]string{"seconds": strconv.Itoa(seconds)})
		return true, nil
	})
	if err != nil {
		return err
	}
	// A whole room: that of a socket remembers neither languages nor breakouts.
	if r, err = s.room(ctx, r.ID); err != nil {
		return err
	}
	s.furnish(r)
	return nil
}

// moderates reports whether a message is an act over others, and over whom; "" is the whole room.
func moderates(m rooms.Message) (over string, acts bool) {
	switch m := m.(type) {
	case rooms.MuteParticipant:
		return m.Participant, true
	case rooms.RemoveParticipant:
		return m.Participant, true
	case rooms.SetPermissions:
		return m.Participant, true
	case rooms.BanParticipant:
		return m.Participant, true
	case rooms.CallHand:
		return m.Participant, true
	case rooms.Report:
		return m.Participant, true
	case rooms.Move:
		return "", len(m.Participants) > 0
	case rooms.CloseRoom, rooms.SlowMode, rooms.RemoveMessage:
		return "", true
	}
	return "", false
}
