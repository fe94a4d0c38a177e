package meetings

import (
	"slices"
	"testing"
	"time"

	"fairground/server/db"
)

// missed is a meeting of a and b to which nobody came.
func missed(t testing.TB, s *Service, c *clock, n int) Meeting {
	t.Helper()
	m := accepted(t, s, "a", "b", n)
	c.set(m.Starts.Add(grace))
	if err := s.RecordPresence(t.Context(), m.Room, Presence{Person: "per_a", Org: "org_a", From: m.Starts, Media: true}); err != nil {
		t.Fatal(err)
	}
	if err := s.Advance(t.Context(), c.now()); err != nil {
		t.Fatal(err)
	}
	m, err := s.store.find(t.Context(), m.ID)
	if err != nil || m.State != NoShow {
		t.Fatalf("the meeting is %s, %v", m.State, err)
	}
	return m
}

func TestANewTimeAfterANoShowNeedsBothSides(t *testing.T) {
	s, _, c := open(t, 4)
	m := missed(t, s, c, 12)
	if len(m.Alternatives) != alternatives {
		t.Fatalf("offered at once: %v", m.Alternatives)
	}
	told := slices.IndexFunc(m.Outbox, func(e db.OutboxEntry) bool { return e.Type == noShowFound && e.Data["alternatives"] != "" })
	if told < 0 {
		t.Error("nobody is told of the alternatives")
	}
	first, second := m.Alternatives[0].Starts, m.Alternatives[1].Starts
	reslot := func(n string, at time.Time) {
		t.Helper()
		var err error
		if m, err = s.Reslot(as(t.Context(), n), m.ID, m.V, at); err != nil {
			t.Fatalf("%s takes %s: %v", n, at, err)
		}
	}
	_, err := s.Reslot(as(t.Context(), "b"), m.ID, m.V, at(40))
	refused(t, err, "slot_not_offered")
	reslot("b", first)
	if m.State != NoShow || len(m.Claims) != 0 || len(m.Reslots) != 1 {
		t.Fatalf("one side alone: %s with claims %v", m.State, m.Claims)
	}
	reslot("b", first) // again
	reslot("a", second)
	if m.State != NoShow || len(m.Reslots) != 2 {
		t.Fatalf("two sides that want different times: %s, %v", m.State, m.Reslots)
	}
	reslot("b", second)
	if m.State != Scheduled || !m.Starts.Equal(second) || m.Verdict != nil || len(m.Reslots) != 0 || len(m.Claims) == 0 {
		t.Fatalf("both sides: %s at %s", m.State, m.Starts)
	}
	if _, err := s.Reslot(as(t.Context(), "a"), m.ID, m.V, first); err == nil {
		t.Error("a meeting that is to come was moved again")
	}
}

func TestTheSecondSideFindsTheSlotTaken(t *testing.T) {
	s, _, c := open(t, 4)
	m := missed(t, s, c, 12)
	first := m.Alternatives[0]
	m, err := s.Reslot(as(t.Context(), "b"), m.ID, m.V, first.Starts)
	if err != nil {
		t.Fatal(err)
	}
	other, err := s.Request(as(t.Context(), "c"), Proposal{Exhibition: fairID, Invitee: "org_a", Reason: "talk", Language: "en", Slots: []Slot{first}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Accept(as(t.Context(), "a"), other.ID, other.V, first.Starts); err != nil {
		t.Fatal(err)
	}
	_, err = s.Reslot(as(t.Context(), "a"), m.ID, m.V, first.Starts)
	refused(t, err, "slot_taken")
	if free := alternativesOf(t, err); len(free) == 0 {
		t.Error("no live alternatives")
	}
}

func TestOverridingAVerdictKeepsTheOriginal(t *testing.T) {
	s, _, c := open(t, 4)
	m := missed(t, s, c, 12)
	found := *m.Verdict
	for _, row := range []struct {
		name   string
		by     string // "" for the organizer
		to     State
		sides  []string
		reason string
		code   string
	}{
		{"by one of the sides", "b", Completed, nil, "I was there", "not_organizer"},
		{"to a state that is no outcome", "", Scheduled, nil, "try again", "verdict_invalid"},
		{"a no-show of nobody", "", NoShow, nil, "nobody came", "verdict_invalid"},
		{"a no-show of the platform", "", NoShow, []string{platformSide}, "no", "verdict_invalid"},
		{"a meeting that was held, with somebody to blame", "", Completed, []string{inviteeSide}, "no", "verdict_invalid"},
	} {
		t.Run(row.name, func(t *testing.T) {
			ctx := organizer(t.Context())
			if row.by != "" {
				ctx = as(t.Context(), row.by)
			}
			_, err := s.Override(ctx, m.ID, m.V, row.to, row.sides, row.reason)
			refused(t, err, row.code)
		})
	}
	held, err := s.Override(organizer(t.Context()), m.ID, m.V, Completed, nil, "they met at the booth")
	if err != nil || held.State != Completed || len(held.Alternatives) != 0 {
		t.Fatalf("held after all: %s, %v", held.State, err)
	}
	again, err := s.Override(organizer(t.Context()), m.ID, held.V, TechnicalFailure, []string{platformSide}, "the line was down")
	if err != nil || len(again.Alternatives) == 0 {
		t.Fatalf("and again: %v, %v", again.Alternatives, err)
	}
	for _, v := range []*Verdict{held.Verdict, again.Verdict} {
		if v.Original == nil || v.Original.State != NoShow || !slices.Equal(v.Original.Sides, found.Sides) || !v.Original.At.Equal(found.At) || v.By != "per_o" {
			t.Errorf("the original is not kept: %+v", v)
		}
	}
	if last := again.History[len(again.History)-1]; last.Action != "verdict" || last.Reason != "the line was down" {
		t.Errorf("the history says %+v", last)
	}
	upcoming := accepted(t, s, "c", "d", 20)
	_, err = s.Override(organizer(t.Context()), upcoming.ID, upcoming.V, Completed, nil, "no")
	refused(t, err, "no_verdict")
}
