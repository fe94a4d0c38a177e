package meetings

import (
	"fmt"
	"slices"
	"testing"
)

func TestTwoMeetingsSwapTheirSlots(t *testing.T) {
	p := publishing(t, 3)
	// The same person sits in both: neither slot is free while the other meeting has it.
	x, y := accepted(t, p.s, "b", "a", 1), accepted(t, p.s, "c", "a", 2)
	toY, toX := to(x, 2), to(y, 1)
	for _, c := range []PlanChange{toY, toX} {
		if !p.release(c) {
			t.Fatal("not released")
		}
		p.sees(x.ID, "per_a", 1)
		p.sees(y.ID, "per_a", 2)
	}
	for _, c := range []PlanChange{toY, toX} {
		if !p.take(c) {
			t.Fatal("not taken")
		}
		p.sees(x.ID, "per_a", 1)
		p.sees(y.ID, "per_c", 2)
	}
	p.exclusive()
	p.runs.publish(run1)
	for _, c := range []PlanChange{toY, toX} {
		p.sees(x.ID, "per_a", 2)
		p.sees(y.ID, "per_c", 1)
		if m := p.settle(c); m.Run != run1 || m.Revision != 1 || m.V != x.V+1 || m.State != Scheduled {
			t.Errorf("settled as %+v", m)
		}
	}
	p.sees(x.ID, "per_b", 2)
	p.sees(y.ID, "per_a", 1)
	p.exclusive()
	m := p.raw(x.ID)
	last := m.Outbox[len(m.Outbox)-1]
	if last.Type != "meeting.rescheduled" || len(last.To) != 0 || last.Data["run"] != run1 {
		t.Errorf("the audit reads %+v; nobody is told, as the run writes to each person once", last)
	}
}

func TestAMeetingThatARunAdds(t *testing.T) {
	p := publishing(t, 3)
	waits := ask(t, p.s, "b", "a", 5)
	c := p.adding("a", "b", 3)
	if !p.release(c) || !p.take(c) {
		t.Fatal("not taken")
	}
	p.sees(c.Add.ID, "per_a", -1)
	if n, err := p.s.Count(t.Context(), fairID); err != nil || n[Scheduled] != 0 || n[Pending] != 1 {
		t.Errorf("%v, %v", n, err)
	}
	if left, err := p.s.store.Pending(t.Context(), 10); err != nil || len(left) != 1 {
		t.Errorf("somebody is told of what is not published: %+v, %v", left, err)
	}
	if err := p.s.Advance(t.Context(), at(3)); err != nil || p.raw(c.Add.ID).State != Scheduled {
		t.Errorf("the timer touched it: %v", err)
	}
	refused(t, func() error { _, err := p.s.Cancel(as(t.Context(), "a"), c.Add.ID, 1, "never seen"); return err }(), "meeting_not_found")
	p.runs.publish(run1)
	p.sees(c.Add.ID, "per_b", 3)
	if n, err := p.s.Count(t.Context(), fairID); err != nil || n[Scheduled] != 1 {
		t.Errorf("%v, %v", n, err)
	}
	m := p.settle(c)
	if m.Run != run1 || m.Room != RoomID(m.ID) || m.Due.IsZero() || m.State != Scheduled {
		t.Errorf("settled as %+v", m)
	}
	if found := p.raw(waits.ID); found.State != Superseded {
		t.Errorf("the request of the pair is %s", found.State)
	}
	p.sees(c.Add.ID, "per_b", 3)
	p.exclusive()
}

func TestARequestThatWaitsForATimeBecomesTheMeeting(t *testing.T) {
	for _, row := range []struct {
		name  string
		state State
	}{
		{"accepted, without a time", AcceptedUnscheduled},
		{"without a place in the run before", Unplaceable},
	} {
		t.Run(row.name, func(t *testing.T) {
			p := publishing(t, 3)
			m := p.unscheduled("a", "b", row.state)
			c := to(m, 4)
			if !p.release(c) || !p.take(c) {
				t.Fatal("not taken")
			}
			p.sees(m.ID, "per_a", -1)
			p.runs.publish(run1)
			p.sees(m.ID, "per_a", 4)
			if m = p.settle(c); m.State != Scheduled || m.Run != run1 {
				t.Errorf("settled as %+v", m)
			}
			p.sees(m.ID, "per_b", 4)
			p.exclusive()
		})
	}
}

func TestARunFindsNoTimeOrCallsOff(t *testing.T) {
	p := publishing(t, 4)
	waits, stands := p.unscheduled("a", "b", AcceptedUnscheduled), accepted(t, p.s, "c", "d", 2)
	none := PlanChange{Meeting: waits.ID, V: waits.V, Cancel: true, Reason: "no_common_slot"}
	off := PlanChange{Meeting: stands.ID, V: stands.V, Cancel: true, Reason: "person_away"}
	for _, c := range []PlanChange{none, off} {
		if !p.release(c) || !p.take(c) {
			t.Fatal("not taken")
		}
	}
	p.sees(stands.ID, "per_c", 2)
	p.runs.publish(run1)
	p.sees(stands.ID, "per_c", -1)
	if m := p.settle(none); m.State != Unplaceable || m.History[len(m.History)-1].Reason != "no_common_slot" {
		t.Errorf("settled as %+v", m)
	}
	if m := p.settle(off); m.State != Cancelled || m.Revision != 1 || m.Late || len(m.Outbox[len(m.Outbox)-1].To) != 0 {
		t.Errorf("settled as %+v", m)
	}
	p.exclusive()
}

func TestAMoveThatIsLost(t *testing.T) {
	p := publishing(t, 5)
	x := accepted(t, p.s, "b", "a", 1)
	c := to(x, 2)
	if !p.release(c) {
		t.Fatal("not released")
	}
	live := accepted(t, p.s, "c", "a", 2) // while the run has only begun
	if p.take(c) {
		t.Fatal("taken, although somebody was faster")
	}
	p.exclusive()
	p.runs.publish(run1)
	p.sees(x.ID, "per_a", 1)
	if m := p.settle(c); m.Run == run1 || m.V != x.V || m.Hold != nil {
		t.Errorf("settled as %+v", m)
	}
	p.sees(x.ID, "per_b", 1)
	p.sees(live.ID, "per_a", 2)
	p.exclusive()
}

func TestAMeetingThatLosesBothItsTimes(t *testing.T) {
	p := publishing(t, 5)
	x, y := accepted(t, p.s, "b", "a", 1), accepted(t, p.s, "c", "a", 3)
	moved, into := to(x, 2), to(y, 1)
	if !p.release(moved) || !p.release(into) || !p.take(into) { // the old time of x goes to y
		t.Fatal("not taken")
	}
	accepted(t, p.s, "d", "a", 2) // and the new one to somebody else
	if p.take(moved) {
		t.Fatal("taken twice")
	}
	p.sees(x.ID, "per_b", 1)
	p.runs.publish(run1)
	p.sees(x.ID, "per_b", -1)
	m := p.settle(moved)
	if m.State != Cancelled || m.Run == run1 || m.History[len(m.History)-1].Reason != timeLost {
		t.Fatalf("settled as %+v", m)
	}
	told := []string{}
	for _, e := range m.Outbox {
		if e.Type == "meeting.cancelled" {
			told = append(told, e.To...)
		}
	}
	slices.Sort(told)
	if fmt.Sprint(told) != "[per_a per_b]" {
		t.Errorf("told %v: both have to know", told)
	}
	p.exclusive()
}

func TestAnAddedMeetingThatIsLost(t *testing.T) {
	p := publishing(t, 4)
	accepted(t, p.s, "c", "a", 3)
	c := p.adding("a", "b", 3)
	if !p.release(c) || p.take(c) {
		t.Fatal("taken twice")
	}
	p.runs.publish(run1)
	if m := p.settle(c); m.ID != "" {
		t.Errorf("settled as %+v", m)
	}
	p.exclusive()
}
