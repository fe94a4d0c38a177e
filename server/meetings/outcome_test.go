package meetings

import (
	"strings"
	"testing"
	"time"

	"fairground/server/problem"
)

// completed is a meeting of a and b at a slot, that was held.
func completed(t testing.TB, s *Service, c *clock, n int) Meeting {
	t.Helper()
	m := accepted(t, s, "a", "b", n)
	for _, p := range []string{"a", "b"} {
		if err := s.RecordPresence(t.Context(), m.Room, Presence{Person: "per_" + p, Org: "org_" + p, From: m.Starts, Media: true}); err != nil {
			t.Fatal(err)
		}
	}
	c.set(m.Starts.Add(time.Minute))
	if err := s.Advance(t.Context(), c.now()); err != nil {
		t.Fatal(err)
	}
	c.set(m.Ends)
	if err := s.Advance(t.Context(), c.now()); err != nil {
		t.Fatal(err)
	}
	m, err := s.store.find(t.Context(), m.ID)
	if err != nil || m.State != Completed {
		t.Fatalf("the meeting is %s, %v", m.State, err)
	}
	return m
}

func TestOutcomeIsChecked(t *testing.T) {
	good := Outcome{Interest: 4, Next: nextRFQ, Value: "50k_250k", Note: "send the catalogue"}
	for _, row := range []struct {
		name   string
		change func(*Outcome)
		field  string
	}{
		{"a good one", func(*Outcome) {}, ""},
		{"without a value or a note", func(o *Outcome) { o.Value, o.Note = "", "" }, ""},
		{"no interest", func(o *Outcome) { o.Interest = 0 }, "body.interest"},
		{"too much interest", func(o *Outcome) { o.Interest = 6 }, "body.interest"},
		{"a next step that is none", func(o *Outcome) { o.Next = "dance" }, "body.next"},
		{"a value that is no band", func(o *Outcome) { o.Value = "7" }, "body.value"},
		{"a long note", func(o *Outcome) { o.Note = strings.Repeat("字", MaxReason+1) }, "body.note"},
	} {
		t.Run(row.name, func(t *testing.T) {
			o := good
			row.change(&o)
			err := o.check()
			if row.field == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if fields := fieldsOf(t, err); problem.Code(err) != "outcome_invalid" || fields[0].Location != row.field {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestOutcome(t *testing.T) {
	s, _, c := open(t, 4)
	early := accepted(t, s, "c", "d", 15)
	m := completed(t, s, c, 12)
	good := Outcome{Interest: 4, Next: nextSample}
	_, err := s.RecordOutcome(as(t.Context(), "c"), early.ID, early.V, good)
	refused(t, err, "not_held")
	_, err = s.RecordOutcome(as(t.Context(), "c"), m.ID, m.V, good)
	refused(t, err, "meeting_not_found")
	_, err = s.RecordOutcome(organizer(t.Context()), m.ID, m.V, good)
	refused(t, err, "not_of_this_meeting")
	m, err = s.RecordOutcome(as(t.Context(), "a"), m.ID, m.V, good)
	if err != nil {
		t.Fatal(err)
	}
	better := Outcome{Interest: 5, Next: nextSecond}
	if m, err = s.RecordOutcome(as(t.Context(), "a"), m.ID, m.V, better); err != nil || len(m.Outcomes) != 1 {
		t.Fatalf("said again: %v, %v", m.Outcomes, err)
	}
	if m, err = s.RecordOutcome(as(t.Context(), "b"), m.ID, m.V, good); err != nil || len(m.Outcomes) != 2 {
		t.Fatalf("said by the other side: %v, %v", m.Outcomes, err)
	}
	if own := m.outcomeOf("org_a"); own == nil || own.Interest != 5 || own.Person != "per_a" {
		t.Errorf("a reads %+v", own)
	}
	if len(m.Claims) != 1 {
		t.Errorf("the pair's claim is gone: %v", m.Claims)
	}
	for _, e := range m.Outbox {
		if e.Type == "meeting.outcome_recorded" && len(e.To) > 0 {
			t.Errorf("%v are told of an outcome", e.To)
		}
	}
	c.set(m.Ends.Add(outcomeTTL))
	if m, err = s.RecordOutcome(as(t.Context(), "a"), m.ID, m.V, good); err != nil {
		t.Errorf("48 hours after: %v", err)
	}
	c.set(m.Ends.Add(outcomeTTL + time.Minute))
	_, err = s.RecordOutcome(as(t.Context(), "a"), m.ID, m.V, good)
	refused(t, err, "outcome_late")
}

func TestASecondMeetingOnTheSpot(t *testing.T) {
	s, _, c := open(t, 4)
	m := completed(t, s, c, 12)
	accepted(t, s, "b", "c", 14)
	slots, err := s.NextSlots(as(t.Context(), "a"), m.ID)
	if err != nil || len(slots) == 0 || len(slots) > maxNext {
		t.Fatalf("%d slots, %v", len(slots), err)
	}
	for _, f := range slots {
		if f.Starts.Equal(at(14)) || !f.Starts.After(c.now()) || f.Night {
			t.Errorf("offered: %s", f.Starts)
		}
	}
	_, err = s.NextSlots(organizer(t.Context()), m.ID)
	refused(t, err, "not_of_this_meeting")
	_, err = s.AskNext(as(t.Context(), "a"), m.ID, at(15).Add(time.Minute))
	refused(t, err, "slot_unknown")
	next, err := s.AskNext(as(t.Context(), "b"), m.ID, slots[0].Starts)
	if err != nil || !next.FollowUp || next.Awaiting != "org_a" || next.Invitee.Person != m.Requester.Person {
		t.Fatalf("asked: %+v, %v", next, err)
	}
	if next, err = s.Accept(as(t.Context(), "a"), next.ID, next.V, slots[0].Starts); err != nil || next.State != Scheduled {
		t.Errorf("accepted: %s, %v", next.State, err)
	}
}
