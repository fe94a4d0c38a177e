package meetings

import (
	"context"
	"time"

	"fairground/server/actor"
	"fairground/server/problem"
)

// freeze keeps schedule runs from moving the meeting, or lets them again.
func (m *Meeting) freeze(by actor.Actor, frozen bool, now time.Time) error {
	if err := organizes(by, m.Exhibition); err != nil {
		return err
	}
	if !m.State.Upcoming() {
		return problem.Newf(problem.Conflict, "not_scheduled", "the meeting is %s", m.State).With("state", string(m.State))
	}
	m.pin(by, frozen, now)
	return nil
}

func (m *Meeting) pin(by actor.Actor, frozen bool, now time.Time) {
	m.Frozen = frozen
	kind, action := "meeting.frozen", "freeze"
	if !frozen {
		kind, action = "meeting.unfrozen", "unfreeze"
	}
	m.step(by, kind, action, nil, "", now)
	m.claim()
}

// Freeze says whether schedule runs may move a meeting. A meeting that a run is moving at this
// moment stays where it is; the problem slot_taken says that this is too late, as somebody else has its time already.
func (s *Service) Freeze(ctx context.Context, id string, v int64, frozen bool) (Meeting, error) {
	var starts time.Time
	m, err := s.change(ctx, id, v, func(m *Meeting) error {
		starts = m.Starts
		return m.freeze(actor.From(ctx), frozen, s.now())
	})
	return m, s.lost(ctx, id, starts, err)
}
