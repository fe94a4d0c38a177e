package meetings

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"fairground/server/actor"
	"fairground/server/problem"
)

// outcomeTTL is how long after the end a side can say what it made of the meeting.
const outcomeTTL = 48 * time.Hour

// Next steps of an outcome.
const (
	nextRFQ    = "rfq"
	nextSample = "sample"
	nextSecond = "second_meeting"
	nextNone   = "none"
)

// check says what is wrong with an outcome.
func (o Outcome) check() error {
	whole := problem.New(problem.Invalid, "outcome_invalid", "the outcome is incomplete")
	bad := whole
	if o.Interest < 1 || o.Interest > 5 {
		bad = bad.Field("body.interest", "must be 1 to 5")
	}
	if !slices.Contains([]string{nextRFQ, nextSample, nextSecond, nextNone}, o.Next) {
		bad = bad.Field("body.next", "must be rfq, sample, second_meeting or none")
	}
	if o.Value != "" && !slices.Contains(Budgets(), o.Value) {
		bad = bad.Field("body.value", "must be one of "+strings.Join(Budgets(), ", "))
	}
	if utf8.RuneCountInString(o.Note) > MaxReason {
		bad = bad.Field("body.note", fmt.Sprintf("at most %d characters", MaxReason))
	}
	if bad != whole {
		return bad
	}
	return nil
}

// judge writes down what the actor's side made of the meeting, in the place of what it said before. The other side never
// reads it, and is not told.
func (m *Meeting) judge(by actor.Actor, o Outcome, now time.Time) error {
	if m.side(by.Org) == nil {
		return notOfThisMeeting()
	}
	if err := takesPart(by, m.Exhibition); err != nil {
		return err
	}
	switch {
	case m.State != Live && m.State != Completed:
		return problem.Newf(problem.Conflict, "not_held", "the meeting is %s", m.State).With("state", string(m.State))
	case now.After(m.Ends.Add(outcomeTTL)):
		return problem.New(problem.Conflict, "outcome_late", "the meeting ended more than 48 hours ago")
	}
	if err := o.check(); err != nil {
		return err
	}
	o.Org, o.Person, o.At = by.Org, by.Person, now
	m.Outcomes = slices.DeleteFunc(slices.Clone(m.Outcomes), func(other Outcome) bool { return other.Org == by.Org })
	m.Outcomes = append(m.Outcomes, o)
	m.V++
	m.Changed = now
	// No step of the history: both sides read that.
	m.tell(by, "meeting.outcome_recorded", "outcome", "", now)
	return nil
}

// outcomeOf is what a side made of the meeting; nil if it has said nothing.
func (m *Meeting) outcomeOf(org string) *Outcome {
	if i := slices.IndexFunc(m.Outcomes, func(o Outcome) bool { return org != "" && o.Org == org }); i >= 0 {
		return &m.Outcomes[i]
	}
	return nil
}

// RecordOutcome writes down what the actor's side made of a meeting.
func (s *Service) RecordOutcome(ctx context.Context, id string, v int64, o Outcome) (Meeting, error) {
	return s.change(ctx, id, v, func(m *Meeting) error { return m.judge(actor.From(ctx), o, s.now()) })
}

const maxNext = 12 // slots offered for a second meeting

// NextSlots lists the next slots in which the two people of a meeting can meet again.
func (s *Service) NextSlots(ctx context.Context, id string) ([]FreeSlot, error) {
	m, err := s.held(ctx, id)
	if err != nil {
		return nil, err
	}
	fair, err := s.fair(ctx, m.Exhibition)
	if err != nil {
		return nil, err
	}
	mine := m.sideOf(actor.From(ctx))
	awake, _, err := s.free(ctx, fair, *mine, *m.other(mine.Org), "")
	if err != nil {
		return nil, err
	}
	return awake[:min(len(awake), maxNext)], nil
}

// held finds a meeting that the actor's side has, live or over.
func (s *Service) held(ctx context.Context, id string) (Meeting, error) {
	m, err := s.Find(ctx, id)
	switch {
	case err != nil:
		return Meeting{}, err
	case m.side(actor.From(ctx).Org) == nil:
		return Meeting{}, notOfThisMeeting()
	case m.State != Live && m.State != Completed:
		return Meeting{}, problem.Newf(problem.Conflict, "not_held", "the meeting is %s", m.State).With("state", string(m.State))
	}
	return m, nil
}

// AskNext asks the same person for a second meeting in a slot; the other side accepts it with one press.
func (s *Service) AskNext(ctx context.Context, id string, starts time.Time) (Meeting, error) {
	m, err := s.held(ctx, id)
	if err != nil {
		return Meeting{}, err
	}
	fair, err := s.fair(ctx, m.Exhibition)
	if err != nil {
		return Meeting{}, err
	}
	slot, ok := fair.Slot(starts)
	if !ok {
		return Meeting{}, problem.New(problem.Invalid, "slot_unknown", "this is not a slot of the exhibition").Field("body.starts", "is not the start of a slot")
	}
	other := m.other(actor.From(ctx).Org)
	return s.Request(ctx, Proposal{
		Exhibition: m.Exhibition, Invitee: other.Org, Person: other.Person, Booth: m.Booth, Item: m.Item,
		Reason: m.Reason, Language: m.Language, Slots: []Slot{slot}, FollowUp: true,
	})
}
