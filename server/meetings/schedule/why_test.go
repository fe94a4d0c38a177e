package schedule

import (
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"fairground/server/meetings"
	"fairground/server/problem"
)

func (h *house) why(who, org string) Why {
	h.t.Helper()
	w, err := h.planner.Why(as(h.t.Context(), who), fair, "org_"+org)
	if err != nil {
		h.t.Fatal(err)
	}
	return w
}

func TestWhyNotIsAnsweredFromTheOwnSide(t *testing.T) {
	h := newHouse(t)
	// e6 works late only: 20:00 to 21:00 in Wuxi is 13:00 to 14:00 in Berlin, after the fair closes for b1, who is there till 12:00.
	h.wants("b1", "e1!", "e2!", "e6!")
	h.settings(func(s *meetings.Settings) { s.Windows = []meetings.Window{{From: slotAt(0), To: slotAt(11)}} })
	if w := h.why("b1", "e1"); w.State != Waiting {
		t.Errorf("before a timetable: %+v", w)
	}
	if _, err := h.meetings.SaveAvailability(as(t.Context(), "e6"), fair, 0, nil, starts(0, 9), ""); err != nil {
		t.Fatal(err)
	}
	if _, err := h.meetings.SaveAvailability(as(t.Context(), "b1"), fair, 0, nil, starts(9, 11), ""); err != nil {
		t.Fatal(err)
	}
	h.publish(h.run(Order{Kind: Solve, Seconds: 1}))
	if w := h.why("b1", "e1"); w.State != Met || !strings.HasPrefix(w.Meeting, "mtg_") {
		t.Errorf("%+v", w)
	}
	if w := h.why("b1", "e3"); w.State != NeverAsked {
		t.Errorf("%+v", w)
	}
	w := h.why("b1", "e6")
	if w.State != NoSlot || len(w.Fix) != 2 || !w.Fix[0].Starts.Equal(slotAt(9)) || w.Fix[0].Person != "per_b1" || len(w.Own) != 2 {
		t.Fatalf("%+v", w)
	}
	// She opens it, and the next timetable has the meeting.
	if _, err := h.meetings.SaveAvailability(as(t.Context(), "b1"), fair, 1, nil, starts(10, 11), ""); err != nil {
		t.Fatal(err)
	}
	h.publish(h.run(Order{Kind: Solve, Seconds: 1, Keep: KeepAll}))
	if w := h.why("b1", "e6"); w.State != Met {
		t.Errorf("%+v", w)
	}
}

// starts lists the slots from..to.
func starts(from, to int) []time.Time {
	var list []time.Time
	for n := from; n < to; n++ {
		list = append(list, slotAt(n))
	}
	return list
}

// TestNeverReadsLikeNoTime asks of two studios, one that has no time at all with b1 and one that never wants to meet him.
func TestNeverReadsLikeNoTime(t *testing.T) {
	h := newHouse(t)
	h.wants("b1", "e1!", "e2!", "e3!", "e4")
	h.wants("e2", "b1-")
	if _, err := h.meetings.SaveAvailability(as(t.Context(), "e3"), fair, 0, nil, starts(0, 24), ""); err != nil {
		t.Fatal(err)
	}
	compare := func(when string) {
		t.Helper()
		never, ordinary := h.why("b1", "e2"), h.why("b1", "e3")
		if !reflect.DeepEqual(never, ordinary) {
			t.Errorf("%s: never is %+v, no time is %+v", when, never, ordinary)
		}
		raw, err := json.Marshal(never)
		if err != nil || strings.Contains(strings.ToLower(string(raw)), "never") {
			t.Errorf("%s: %s", when, raw)
		}
	}
	compare("before a timetable")
	h.clock.set(opening.Add(time.Minute)) // the fair has begun, so nobody's missing hours refuse the run
	h.publish(h.run(Order{Kind: Solve, Seconds: 1}))
	compare("after it")
	if w := h.why("b1", "e2"); w.State != NoSlot || len(w.Own) == 0 {
		t.Errorf("%+v", w)
	}
	// The organizers see what is unmet, and not who never wants whom.
	table, err := h.planner.Standing(as(t.Context(), "o"), fair)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(table)
	if err != nil || strings.Contains(strings.ToLower(string(raw)), "never") {
		t.Errorf("%s", raw)
	}
}

func TestWhyIsForThoseWhoTakePart(t *testing.T) {
	h := newHouse(t)
	for _, row := range []struct {
		name, org, code string
		ctx             context.Context
	}{
		{"an organizer", "org_e1", "not_taking_part", as(t.Context(), "o")},
		{"nobody", "org_e1", "not_taking_part", t.Context()},
		{"about oneself", "org_b1", "own_organization", as(t.Context(), "b1")},
	} {
		if _, err := h.planner.Why(row.ctx, fair, row.org); problem.Code(err) != row.code {
			t.Errorf("%s: %v", row.name, err)
		}
	}
}
