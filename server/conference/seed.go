package conference

import (
	"context"
	"fmt"
	"time"

	"fairground/server/db"
	"fairground/server/problem"
)

// AddStage stores a stage with a given id, for the demo and for imports; one that exists stays.
func (s *Service) AddStage(ctx context.Context, d Door) error {
	if kind, _, err := subject(d.ID); err != nil || kind != Stage {
		return fmt.Errorf("add stage %s: the id is not one of a stage", d.ID)
	}
	d.V, d.Kind = 1, Stage
	return added("stage", d.ID, s.store.doors.Insert(ctx, d))
}

// AddInterpreters names the interpreters at the door of a meeting or deal room, for the demo and for imports: nobody is told, and a
// door that exists stays.
func (s *Service) AddInterpreters(ctx context.Context, room, exhibition string, list []Assignment) error {
	kind, _, err := subject(room)
	if err != nil || kind != Meeting && kind != Deal {
		return fmt.Errorf("add interpreters of %s: the id is not one of a meeting or deal room", room)
	}
	return added("interpreters of", room, s.store.doors.Insert(ctx, Door{ID: room, V: 1, Kind: kind, Exhibition: exhibition, Assigned: list}))
}

// AddSession stores a session with a given id, for the demo and for imports; one that exists stays. Its claims follow from its
// room and times.
func (s *Service) AddSession(ctx context.Context, session Session) error {
	if err := session.check(); err != nil {
		return fmt.Errorf("add session %s: %w", session.ID, err)
	}
	session.V = 1
	session.Claims = session.claims()
	return added("session", session.ID, s.store.sessions.Insert(ctx, session))
}

// AddMessage stores a line of chat that was said at a given time, for the demo and for imports; one with the same room,
// participant and client id stays. Its place in the history follows from the time.
func (s *Service) AddMessage(ctx context.Context, m Message) error {
	m.ID, m.V, m.At = db.NewID("msg", m.At), 1, m.At.UTC().Truncate(time.Millisecond)
	_, err := s.store.keep(ctx, m)
	return added("message", m.ClientID, err)
}

func added(what, id string, err error) error {
	if err == nil || problem.Is(err, problem.Conflict) {
		return nil
	}
	return fmt.Errorf("add %s %s: %w", what, id, err)
}
