package schedule

import (
	"slices"
	"testing"
	"time"

	"fairground/matchmaking"
	"fairground/server/meetings"
	"fairground/server/problem"
)

// verified checks the certificate of a draft.
func (h *house) verified(r Run) Plan {
	h.t.Helper()
	p := h.plan(r)
	if err := matchmaking.Verify(p.Problem, p.Schedule, p.Proof); err != nil {
		h.t.Fatal(err)
	}
	return p
}

// at finds the meeting of two organizations in a timetable.
func at(t *testing.T, table Timetable, a, b string) Placed {
	t.Helper()
	for _, m := range table.Meetings {
		if slices.Contains(m.People, "per_"+a) && slices.Contains(m.People, "per_"+b) {
			return m
		}
	}
	t.Fatalf("%s and %s do not meet", a, b)
	return Placed{}
}

func TestAMeetingIsDraggedInADraft(t *testing.T) {
	h := newHouse(t)
	h.crowd()
	ctx := as(t.Context(), "o")
	r := h.run(Order{Kind: Solve, Seconds: 1})
	table, err := h.planner.Timetable(ctx, fair, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	m := at(t, table, "b1", "e1")
	slots, err := h.planner.Slots(ctx, fair, r.ID, m.Wish)
	if err != nil || len(slots) != 24 || len(slots[m.Slot].Obstacles) != 0 {
		t.Fatalf("%v %v", slots, err)
	}
	free, busy := -1, -1
	for _, s := range slots {
		switch {
		case s.Slot == m.Slot:
		case len(s.Obstacles) == 0:
			free = s.Slot
		case s.Obstacles[0].Code == matchmaking.BlockedPersonBusy:
			busy = s.Slot
			if o := s.Obstacles[0]; o.Name == "" || o.ByName == "" {
				t.Errorf("without names: %+v", o)
			}
		}
	}
	if free < 0 || busy < 0 {
		t.Fatal("the timetable is too empty or too full for this test")
	}
	if _, err := h.planner.Put(ctx, fair, r.ID, r.V, m.Wish, busy, nil); problem.Code(err) != "slot_blocked" || extra(err, "obstacles") == nil {
		t.Errorf("dropped on somebody else: %v", err)
	}
	yes, no := true, false
	moved, err := h.planner.Put(ctx, fair, r.ID, r.V, m.Wish, free, &yes)
	if err != nil {
		t.Fatal(err)
	}
	if p := h.verified(moved); p.placed()[m.Wish].Slot != free || !p.Cast.Wishes[m.Wish].Frozen || moved.V != r.V+1 {
		t.Errorf("%+v", p.placed()[m.Wish])
	}
	if _, err := h.planner.Put(ctx, fair, r.ID, r.V, m.Wish, m.Slot, nil); problem.Code(err) != "version_conflict" {
		t.Errorf("two drag at once: %v", err)
	}
	if _, err := h.planner.Put(ctx, fair, r.ID, moved.V, m.Wish, m.Slot, nil); problem.Code(err) != "slot_blocked" {
		t.Errorf("a frozen meeting was dragged: %v", err)
	}
	if _, err := h.planner.TakeOut(ctx, fair, r.ID, moved.V, m.Wish); problem.Code(err) != "slot_blocked" {
		t.Errorf("a frozen meeting was taken out: %v", err)
	}
	back, err := h.planner.Put(ctx, fair, r.ID, moved.V, m.Wish, m.Slot, &no)
	if err != nil {
		t.Fatal(err)
	}
	out, err := h.planner.TakeOut(ctx, fair, r.ID, back.V, m.Wish)
	if err != nil {
		t.Fatal(err)
	}
	if h.verified(out); out.Counts.Meetings != 23 || out.Counts.UnmetMust != 1 {
		t.Errorf("%+v", out.Counts)
	}
	in, err := h.planner.Put(ctx, fair, r.ID, out.V, m.Wish, free, nil)
	if err != nil || in.Counts.Meetings != 24 {
		t.Fatalf("%+v %v", in.Counts, err)
	}
	for name, wish := range map[string]string{"an unknown wish": "w_nobody", "a meeting that is met": m.Wish} {
		if _, err := h.planner.Explain(ctx, fair, r.ID, wish); err == nil {
			t.Errorf("%s was explained", name)
		}
	}
	if _, err := h.planner.Put(ctx, fair, r.ID, in.V, m.Wish, 99, nil); problem.Code(err) != "slot_unknown" {
		t.Errorf("a slot that is none: %v", err)
	}
}

func TestWhatIsFrozenInADraftIsFrozenOncePublished(t *testing.T) {
	h := newHouse(t)
	h.crowd()
	ctx := as(t.Context(), "o")
	h.publish(h.run(Order{Kind: Solve, Seconds: 1}))
	r := h.run(Order{Kind: Edit})
	table, err := h.planner.Timetable(ctx, fair, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	m, yes := at(t, table, "b1", "e1"), true
	if m.Meeting == "" {
		t.Fatal("a meeting that stands has no document")
	}
	if r, err = h.planner.Put(ctx, fair, r.ID, r.V, m.Wish, m.Slot, &yes); err != nil {
		t.Fatal(err)
	}
	h.publish(r)
	x, err := h.meetings.Find(ctx, m.Meeting)
	if err != nil || !x.Frozen {
		t.Errorf("%v %v", x.Frozen, err)
	}
}

func TestAnUnmetWishIsExplainedAndMended(t *testing.T) {
	h := newHouse(t)
	// b1 is awake for two slots of each day only, and wants six studios.
	h.wants("b1", "e1!", "e2!", "e3!", "e4!", "e5!", "e6!")
	h.settings(func(s *meetings.Settings) {
		s.Windows = []meetings.Window{{From: slotAt(0), To: slotAt(4)}}
	})
	ctx := as(t.Context(), "o")
	r := h.run(Order{Kind: Solve, Seconds: 1})
	if r.State != Draft || r.Counts.Meetings != 4 || r.Counts.UnmetMust != 2 {
		t.Fatalf("%+v %+v", r.Counts, r.Failure)
	}
	table, err := h.planner.Timetable(ctx, fair, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	wish := table.Unmet[0].Wish
	e, err := h.planner.Explain(ctx, fair, r.ID, wish)
	if err != nil || len(e.Slots) != 4 || e.Slots[0].Obstacles[0].Name != "Person b1" || len(e.Fix) == 0 {
		t.Fatalf("%+v %v", e, err)
	}
	mended, err := h.planner.Fix(ctx, fair, r.ID, r.V, wish)
	if err != nil {
		t.Fatal(err)
	}
	if p := h.verified(mended); p.placed()[wish].Wish != wish {
		t.Error("the fix does not meet the wish")
	}
	if _, err := h.planner.Fix(ctx, fair, r.ID, mended.V, wish); problem.Code(err) != "wish_met" {
		t.Errorf("mended twice: %v", err)
	}
}

func TestAFixThatNeedsMoreTablesIsLeftToTheSettings(t *testing.T) {
	h := newHouse(t)
	h.wants("b1", "e1!")
	h.wants("b2", "e2!")
	h.settings(func(s *meetings.Settings) {
		s.Tables = 1
		s.Windows = []meetings.Window{{From: slotAt(0), To: slotAt(1)}}
	})
	r := h.run(Order{Kind: Solve, Seconds: 1})
	table, err := h.planner.Timetable(as(t.Context(), "o"), fair, r.ID)
	if err != nil || len(table.Unmet) != 1 || table.Tables != 1 || table.Meetings[0].Table != "t01" {
		t.Fatalf("%+v %v", table, err)
	}
	e, err := h.planner.Explain(as(t.Context(), "o"), fair, r.ID, table.Unmet[0].Wish)
	if err != nil || !slices.ContainsFunc(e.Slots[0].Obstacles, func(o Obstacle) bool { return o.Code == matchmaking.BlockedRooms }) {
		t.Fatalf("%+v %v", e, err)
	}
	if _, err := h.planner.Fix(as(t.Context(), "o"), fair, r.ID, r.V, table.Unmet[0].Wish); problem.Code(err) != "fix_outside" || extra(err, "fix") == nil {
		t.Errorf("%v", err)
	}
}

func TestARepairTakesWhatIsCalledOffOut(t *testing.T) {
	h := newHouse(t)
	h.crowd()
	ctx := as(t.Context(), "o")
	h.publish(h.run(Order{Kind: Solve, Seconds: 1}))
	table, err := h.planner.Standing(ctx, fair)
	if err != nil {
		t.Fatal(err)
	}
	m := at(t, table, "b1", "e1")
	r := h.run(Order{Kind: Repair, Changes: []Change{{Cancel: m.Meeting}, {Withdraw: "per_e6"}}})
	h.verified(r)
	d, err := h.planner.Diff(ctx, fair, r.ID, "standing")
	if err != nil || len(d.Removed) != 5 || len(d.Moved)+len(d.Added) != 0 {
		t.Fatalf("%+v %v", d, err)
	}
	e, err := h.planner.Explain(ctx, fair, r.ID, m.Wish)
	if err != nil || e.General[0].Code != reasonCalledOff {
		t.Errorf("%+v %v", e, err)
	}
	h.publish(r)
	if n := booked(h.agendas()); n != 19 || len(h.agendas()["e6"]) != 0 {
		t.Errorf("%d meetings", n)
	}
	for name, change := range map[string]Change{
		"an unknown meeting": {Cancel: "mtg_x"}, "an unknown person": {Withdraw: "per_x"},
		"an unknown slot": {Person: "per_b1", Slots: []time.Time{opening.Add(1)}},
	} {
		if r := h.run(Order{Kind: Repair, Changes: []Change{change}}); r.State != Failed || r.Failure.Code != "change_unknown" {
			t.Errorf("%s: %s %+v", name, r.State, r.Failure)
		}
	}
}

func TestWhatNoLongerFitsIsRepairedWithoutBeingNamed(t *testing.T) {
	h := newHouse(t)
	h.crowd()
	ctx := as(t.Context(), "o")
	h.publish(h.run(Order{Kind: Solve, Seconds: 1}))
	table, err := h.planner.Standing(ctx, fair)
	if err != nil {
		t.Fatal(err)
	}
	m := at(t, table, "b1", "e1")
	if _, err := h.meetings.SaveAvailability(as(t.Context(), "b1"), fair, 0, nil, []time.Time{table.Slots[m.Slot].Starts}, ""); err != nil {
		t.Fatal(err)
	}
	r := h.run(Order{Kind: Repair})
	h.verified(r)
	d, err := h.planner.Diff(ctx, fair, r.ID, "")
	if err != nil || len(d.Moved) < 1 || len(d.Moved) > 1+matchmaking.MaxTouched || len(d.Removed) != 0 {
		t.Fatalf("%+v %v", d, err)
	}
	if !slices.ContainsFunc(d.Moved, func(x Moved) bool { return x.From.Wish == m.Wish }) {
		t.Errorf("%s stays: %+v", m.Wish, d)
	}
}
