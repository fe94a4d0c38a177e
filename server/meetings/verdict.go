package meetings

import (
	"context"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/problem"
)

// override lets an organizer say what became of a meeting, against what the evidence said. What was said before is kept with the
// verdict and in the history.
func (m *Meeting) override(by actor.Actor, to State, blamed []string, reason string, now time.Time) error {
	if err := organizes(by, m.Exhibition); err != nil {
		return err
	}
	if m.State != Completed && m.State != NoShow && m.State != TechnicalFailure {
		return problem.Newf(problem.Conflict, "no_verdict", "the meeting is %s", m.State).With("state", string(m.State))
	}
	blamed, err := blame(to, blamed)
	if err != nil {
		return err
	}
	original := &Original{State: m.State}
	if m.Verdict != nil {
		original.Sides, original.At = m.Verdict.Sides, m.Verdict.At
		if m.Verdict.Original != nil {
			original = m.Verdict.Original // the first one stays
		}
	}
	m.State = to
	m.Verdict = &Verdict{Sides: blamed, At: now, By: by.Person, Reason: reason, Original: original}
	m.Alternatives, m.Reslots = nil, nil
	m.step(by, "meeting.verdict_overridden", "verdict", nil, reason, now, m.Requester.Person, m.Invitee.Person)
	m.claim()
	return nil
}

// blame checks who is named for an outcome: nobody for a meeting that was held, somebody for one that was not.
func blame(to State, blamed []string) ([]string, error) {
	known := map[State][]string{
		Completed: {}, NoShow: {requesterSide, inviteeSide}, TechnicalFailure: {requesterSide, inviteeSide, platformSide},
	}
	of, ok := known[to]
	if !ok {
		return nil, problem.New(problem.Invalid, "verdict_invalid", "a meeting was held, somebody did not come, or it failed for technical reasons").
			Field("body.state", "must be completed, no_show or technical_failure")
	}
	blamed = slices.Compact(slices.Sorted(slices.Values(blamed)))
	if slices.ContainsFunc(blamed, func(s string) bool { return !slices.Contains(of, s) }) || len(of) > 0 && len(blamed) == 0 {
		return nil, problem.New(problem.Invalid, "verdict_invalid", "this is not who can be named").Field("body.sides", "does not fit the state")
	}
	return orEmpty(sides(blamed)), nil
}

// Override lets an organizer correct the verdict on a meeting.
func (s *Service) Override(ctx context.Context, id string, v int64, to State, blamed []string, reason string) (Meeting, error) {
	m, err := s.change(ctx, id, v, func(m *Meeting) error {
		now := s.now()
		if err := m.override(actor.From(ctx), to, blamed, reason, now); err != nil {
			return err
		}
		return s.repair(ctx, m, now)
	})
	return m, s.lost(ctx, id, m.Starts, err)
}

// freed tells the organizers that a meeting was called off and its time is free again.
func (m *Meeting) freed(by actor.Actor, organizers []string, now time.Time) {
	others := slices.DeleteFunc(slices.Clone(organizers), func(p string) bool { return p == by.Person || slices.Contains(m.People, p) })
	if len(others) > 0 && !m.Starts.IsZero() {
		m.tell(by, "meeting.slot_freed", "cancel", m.History[len(m.History)-1].Reason, now, others...)
	}
}

// organizers lists who organizes the exhibition of a meeting; nobody if nobody tells.
func (s *Service) organizers(ctx context.Context, id string) ([]string, error) {
	if s.Staff == nil {
		return nil, nil
	}
	m, err := s.Find(ctx, id)
	if err != nil {
		return nil, err
	}
	return s.Staff.Organizers(ctx, m.Exhibition)
}
