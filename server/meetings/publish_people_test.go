package meetings

import (
	"context"
	"slices"
	"testing"
)

func TestPeopleWin(t *testing.T) {
	acts := []struct {
		name string
		act  func(context.Context, *Service, Meeting) error
		sees int
	}{
		{"cancel", func(ctx context.Context, s *Service, m Meeting) error {
			_, err := s.Cancel(as(ctx, "a"), m.ID, m.V, "other plans")
			return err
		}, -1},
		{"reschedule", func(ctx context.Context, s *Service, m Meeting) error {
			_, err := s.Reschedule(as(ctx, "b"), m.ID, m.V, at(7))
			return err
		}, 7},
		{"freeze", func(ctx context.Context, s *Service, m Meeting) error {
			_, err := s.Freeze(organizer(ctx), m.ID, m.V, true)
			return err
		}, 1},
	}
	for _, when := range []string{"planned", "released", "taken"} {
		for _, a := range acts {
			t.Run(a.name+" of a meeting that is "+when, func(t *testing.T) {
				p := publishing(t, 3)
				m := accepted(t, p.s, "b", "a", 1)
				c := to(m, 2)
				if when != "planned" && !p.release(c) {
					t.Fatal("not released")
				}
				if when == "taken" && !p.take(c) {
					t.Fatal("not taken")
				}
				if err := a.act(t.Context(), p.s, m); err != nil {
					t.Fatal(err)
				}
				if when == "planned" && p.release(c) {
					t.Error("released what people have changed")
				}
				if when != "taken" && p.take(c) {
					t.Error("took what people have changed")
				}
				p.runs.publish(run1)
				p.sees(m.ID, "per_a", a.sees)
				if m := p.settle(c); m.Run == run1 {
					t.Errorf("not reported: %+v", m)
				}
				p.sees(m.ID, "per_a", a.sees)
				p.exclusive()
			})
		}
	}
}

func TestWhoActsOnAPublishedMeetingActsOnWhatHeSees(t *testing.T) {
	p := publishing(t, 3)
	m := accepted(t, p.s, "b", "a", 1)
	c := to(m, 2)
	if !p.release(c) || !p.take(c) {
		t.Fatal("not taken")
	}
	p.runs.publish(run1)
	_, err := p.s.Cancel(as(t.Context(), "a"), m.ID, m.V, "the old time does not suit me")
	refused(t, err, "version_conflict")
	seen, err := p.s.Find(as(t.Context(), "a"), m.ID)
	if err != nil || !seen.Starts.Equal(at(2)) {
		t.Fatalf("%+v, %v", seen, err)
	}
	if _, err = p.s.Cancel(as(t.Context(), "a"), m.ID, seen.V, "nor does the new one"); err != nil {
		t.Fatal(err)
	}
	if m := p.settle(c); m.State != Cancelled || m.Run != run1 {
		t.Errorf("settled as %+v", m)
	}
	p.exclusive()
}

func TestNobodyBooksOverWhatHeSees(t *testing.T) {
	p := publishing(t, 4)
	waits := ask(t, p.s, "c", "a", 1, 5)
	m := accepted(t, p.s, "b", "a", 1)
	c := to(m, 5)
	if !p.release(c) || !p.take(c) {
		t.Fatal("not taken")
	}
	for _, n := range []int{1, 5} { // the time that is shown, and the one that is not shown yet
		_, err := p.s.Accept(as(t.Context(), "a"), waits.ID, waits.V, at(n))
		refused(t, err, "slot_taken")
		free, err := p.s.CommonSlots(as(t.Context(), "d"), fairID, "org_a")
		if err != nil || slices.ContainsFunc(free, func(f FreeSlot) bool { return f.Starts.Equal(at(n)) }) {
			t.Errorf("slot %d is offered: %v", n, err)
		}
	}
	p.runs.publish(run1)
	p.settle(c)
	if _, err := p.s.Accept(as(t.Context(), "a"), waits.ID, waits.V, at(1)); err != nil {
		t.Errorf("the time that has become free: %v", err)
	}
	p.exclusive()
}

func TestAMeetingStandsNotInItsOwnWay(t *testing.T) {
	for _, n := range []int{1, 5} {
		p := publishing(t, 3)
		m := accepted(t, p.s, "b", "a", 2)
		c := to(m, 5)
		if !p.release(c) || !p.take(c) {
			t.Fatal("not taken")
		}
		if _, err := p.s.Reschedule(as(t.Context(), "b"), m.ID, m.V, at(n)); err != nil {
			t.Errorf("to slot %d: %v", n, err)
		}
		p.exclusive()
	}
}
