package meetings

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"fairground/server/actor"
	"fairground/server/problem"
)

const roomPrefix = "room_"

// RoomID is the id of a meeting's own room.
func RoomID(meeting string) string { return roomPrefix + meeting }

// Who is to blame, as verdicts name them.
const (
	requesterSide = "requester"
	inviteeSide   = "invitee"
	platformSide  = "platform"
)

// mayChange refuses everybody but the two sides and the organizers.
func (m *Meeting) mayChange(by actor.Actor) error {
	if by.Has(actor.Organizer, m.Exhibition) {
		return nil
	}
	return takesPart(by, m.Exhibition)
}

func (m *Meeting) upcoming() error {
	if m.State != Scheduled && m.State != LobbyOpen {
		return problem.Newf(problem.Conflict, "not_scheduled", "the meeting is %s", m.State).With("state", string(m.State))
	}
	return nil
}

// cancel gives everybody's time back.
func (m *Meeting) cancel(by actor.Actor, reason string, now time.Time) error {
	if err := m.mayChange(by); err != nil {
		return err
	}
	if m.State == AcceptedUnscheduled {
		m.State = Cancelled
		m.step(by, "meeting_request.called_off", "cancel", nil, reason, now, m.Requester.Person, m.Invitee.Person)
		m.claim()
		return nil
	}
	if err := m.upcoming(); err != nil {
		return err
	}
	m.State = Cancelled
	m.Late = m.Starts.Sub(now) < lateCancel
	m.Revision++
	m.step(by, "meeting.cancelled", "cancel", nil, reason, now, m.Requester.Person, m.Invitee.Person)
	m.claim()
	return nil
}

// reschedule moves the meeting to another slot; whether everybody is free there is decided by the write.
func (m *Meeting) reschedule(by actor.Actor, starts time.Time, fair Fair, now time.Time) error {
	if err := m.mayChange(by); err != nil {
		return err
	}
	if err := m.upcoming(); err != nil {
		return err
	}
	slot, ok := fair.Slot(starts)
	switch {
	case !ok:
		return problem.New(problem.Invalid, "slot_unknown", "this is not a slot of the exhibition").Field("body.starts", "is not the start of a slot")
	case !starts.After(now):
		return problem.New(problem.Conflict, "slot_past", "this slot has begun already")
	case starts.Equal(m.Starts):
		return problem.New(problem.Conflict, "slot_same", "the meeting is at this time already")
	}
	m.schedule(slot)
	m.Revision++
	m.Evidence = nil
	m.step(by, "meeting.rescheduled", "reschedule", []Slot{slot}, "", now, m.Requester.Person, m.Invitee.Person)
	m.claim()
	return nil
}

// observe writes down what the conference saw of one connection; a later report of the same connection replaces the
// earlier. news reports whether it says anything that was not known.
func (m *Meeting) observe(p Presence) (news bool, err error) {
	if !m.State.Upcoming() {
		return false, problem.Newf(problem.Conflict, "not_scheduled", "the meeting is %s", m.State)
	}
	if !slices.Contains(m.People, p.Person) && m.side(p.Org) == nil {
		return false, problem.New(problem.Forbidden, "not_of_this_meeting", "this person does not belong to the meeting")
	}
	p.From, p.Until = p.From.UTC().Truncate(time.Millisecond), p.Until.UTC().Truncate(time.Millisecond)
	at := slices.IndexFunc(m.Evidence, func(e Presence) bool { return e.Person == p.Person && e.From.Equal(p.From) })
	if !p.Until.IsZero() && !p.Until.After(m.opens()) {
		// Who left before the lobby opened was here for an earlier time of the meeting.
		if at >= 0 {
			m.Evidence = slices.Delete(m.Evidence, at, at+1)
		}
		return at >= 0, nil
	}
	if at >= 0 {
		p.Media = p.Media || m.Evidence[at].Media
		news = p != m.Evidence[at]
		m.Evidence[at] = p
		return news, nil
	}
	if len(m.Evidence) >= maxEvidence {
		// A device that reconnects for ever must not make the document grow: what counts was said before.
		return false, nil
	}
	m.Evidence = append(m.Evidence, p)
	return true, nil
}

const maxEvidence = 200

// opens is when the lobby does.
func (m *Meeting) opens() time.Time { return m.Starts.Add(-lobbyLead) }

// seen says how long a side was present with media or text since the lobby opened, and whether it tried at all.
func (m *Meeting) seen(s Side, now time.Time) (present time.Duration, tried bool) {
	for _, e := range m.Evidence {
		if !m.belongs(e, s) {
			continue
		}
		from, until := e.From, e.Until
		if until.IsZero() || until.After(now) {
			until = now
		}
		if opens := m.opens(); from.Before(opens) {
			from = opens
		}
		tried = tried || !until.Before(from)
		if e.Media && until.After(from) {
			present += until.Sub(from)
		}
	}
	return present, tried
}

// belongs reports whether somebody sits on a side: the person of the meeting or a colleague of the same organization.
// Guests of whom no organization is known are counted with the requester's.
func (m *Meeting) belongs(e Presence, s Side) bool {
	switch {
	case e.Person == s.Person || e.Org != "" && e.Org == s.Org:
		return true
	case e.Org != "":
		return false
	}
	return s.Person == m.Requester.Person && slices.Contains(m.Guests, e.Person)
}

// advance brings the meeting to the state that the time and the evidence give it, and reports whether that changed it.
func (m *Meeting) advance(now time.Time) bool {
	switch {
	case m.State == Live && !now.Before(m.Ends):
		m.State = Completed
		m.step(actor.System, "meeting.completed", "complete", nil, "", now, m.Requester.Person, m.Invitee.Person)
	case (m.State == Scheduled || m.State == LobbyOpen) && !now.Before(m.opens()):
		var missing, failed []string
		for name, side := range map[string]Side{requesterSide: m.Requester, inviteeSide: m.Invitee} {
			switch long, tried := m.seen(side, now); {
			case long >= presence:
			case tried:
				failed = append(failed, name)
			default:
				missing = append(missing, name)
			}
		}
		switch {
		case len(missing)+len(failed) == 0 && !now.Before(m.Ends):
			m.State = Completed
			m.step(actor.System, "meeting.completed", "complete", nil, "", now, m.Requester.Person, m.Invitee.Person)
		case len(missing)+len(failed) == 0 && !now.Before(m.Starts):
			m.State = Live
			m.step(actor.System, "meeting.started", "start", nil, "", now)
		case now.Before(m.Starts.Add(grace)):
			if m.State == LobbyOpen {
				return false
			}
			m.State = LobbyOpen
			m.step(actor.System, "meeting.lobby_opened", "open_lobby", nil, "", now, m.Requester.Person, m.Invitee.Person)
		case len(m.Evidence) == 0 && now.After(m.Starts.Add(grace+timerLate)):
			// The program itself was away: it cannot say that people did not come.
			m.State, m.Verdict = TechnicalFailure, &Verdict{Sides: []string{platformSide}, At: now}
			m.step(actor.System, failureFound, "technical_failure", nil, "", now, m.Requester.Person, m.Invitee.Person)
		case len(missing) > 0:
			m.State, m.Verdict = NoShow, &Verdict{Sides: sides(missing), At: now}
			m.step(actor.System, noShowFound, "no_show", nil, "", now, m.Requester.Person, m.Invitee.Person)
		default:
			m.State, m.Verdict = TechnicalFailure, &Verdict{Sides: sides(failed), At: now}
			m.step(actor.System, failureFound, "technical_failure", nil, "", now, m.Requester.Person, m.Invitee.Person)
		}
	default:
		return false
	}
	m.claim()
	return true
}

func sides(names []string) []string {
	slices.Sort(names)
	slices.Reverse(names) // the requester first
	return names
}

// Cancel calls a meeting off.
func (s *Service) Cancel(ctx context.Context, id string, v int64, reason string) (Meeting, error) {
	organizers, err := s.organizers(ctx, id)
	if err != nil {
		return Meeting{}, err
	}
	return s.change(ctx, id, v, func(m *Meeting) error {
		if err := m.cancel(actor.From(ctx), reason, s.now()); err != nil {
			return err
		}
		m.freed(actor.From(ctx), organizers, s.now())
		return nil
	})
}

// Reschedule moves a meeting. If somebody is taken then, nothing changes and the problem slot_taken names alternatives.
func (s *Service) Reschedule(ctx context.Context, id string, v int64, starts time.Time) (Meeting, error) {
	m, err := s.change(ctx, id, v, func(m *Meeting) error {
		fair, err := s.fair(ctx, m.Exhibition)
		if err != nil {
			return err
		}
		return m.reschedule(actor.From(ctx), starts, fair, s.now())
	})
	return m, s.lost(ctx, id, starts, err)
}

// attempts bounds how often a write is tried again that met another one.
const attempts = 8

// RecordPresence takes the conference's report of one connection to a meeting's room, and brings the meeting forward.
// Reports are idempotent by person and From; the conference sends one when somebody connects, when media begins to flow
// and when he leaves.
func (s *Service) RecordPresence(ctx context.Context, room string, p Presence) error {
	id, ok := strings.CutPrefix(room, roomPrefix)
	if !ok {
		return notFound()
	}
	return s.again(ctx, id, func(m *Meeting) (bool, error) {
		v := m.V
		news, err := m.observe(p)
		if err != nil {
			return false, err
		}
		now := s.now()
		moved := m.advance(now)
		if moved {
			err = s.repair(ctx, m, now)
		}
		m.V = v + 1
		return news || moved, err
	})
}

// again changes a meeting on behalf of the program, which has seen no version: it tries again when somebody else was
// faster.
func (s *Service) again(ctx context.Context, id string, rule func(*Meeting) (bool, error)) error {
	var err error
	for range attempts {
		var m Meeting
		if m, err = s.current(ctx, id); err != nil {
			return err
		}
		v := m.V
		changed, ruleErr := rule(&m)
		if ruleErr != nil || !changed {
			return ruleErr
		}
		if err = s.store.replace(ctx, v, m); !problem.Is(err, problem.PreconditionFailed) {
			return err
		}
	}
	return fmt.Errorf("change meeting %s: %w", id, err)
}

// Expire closes the requests whose time is over and reminds of those that are about to. It ends when nothing is due or
// with the context; calling it twice at once is harmless.
func (s *Service) Expire(ctx context.Context, now time.Time) error {
	now = now.UTC().Truncate(time.Millisecond)
	// A switch that cannot go on must not keep requests from expiring.
	switching := s.resumeSwitches(ctx)
	due, err := s.store.pendingDue(ctx, now)
	if err != nil {
		return fmt.Errorf("find expired requests: %w", err)
	}
	return errors.Join(switching, s.sweep(ctx, due, func(m *Meeting) (bool, error) { return m.expire(now) || m.remind(now), nil }))
}

// Advance opens lobbies, completes meetings, finds no-shows, and offers other slots for what failed. It ends when nothing is
// due or with the context.
func (s *Service) Advance(ctx context.Context, now time.Time) error {
	now = now.UTC().Truncate(time.Millisecond)
	if err := s.alarm(ctx, now); err != nil {
		return err
	}
	due, err := s.store.upcomingDue(ctx, now)
	if err != nil {
		return fmt.Errorf("find meetings that are due: %w", err)
	}
	return s.sweep(ctx, due, func(m *Meeting) (bool, error) {
		if !m.advance(now) {
			return false, nil
		}
		return true, s.repair(ctx, m, now)
	})
}

// sweep applies a rule to each of the meetings. One that was changed meanwhile is left to the next sweep, and so is one whose
// claims a schedule run has just given to others: the run comes back to it.
func (s *Service) sweep(ctx context.Context, due []string, rule func(*Meeting) (bool, error)) error {
	for _, id := range due {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := s.again(ctx, id, rule)
		if _, taken := takenClaim(err); err != nil && !taken && !problem.Is(err, problem.PreconditionFailed) && !problem.Is(err, problem.NotFound) {
			return err
		}
	}
	return nil
}
