package schedule

import (
	"testing"
	"time"

	"fairground/server/meetings"
	"fairground/server/problem"
)

func TestARunGoesOnlyWhereItMay(t *testing.T) {
	now := opening
	steps := map[string]func(*Run) error{
		"draft":     func(r *Run) error { return r.drafted(&Plan{}, "per_o", "drafted", now) },
		"fail":      func(r *Run) error { return r.fail(Failure{Code: "no_slots"}, now) },
		"cancel":    func(r *Run) error { return r.cancel("per_o", now) },
		"publish":   func(r *Run) error { return r.publish("per_o", 3, now) },
		"appear":    func(r *Run) error { return r.appear(now) },
		"supersede": func(r *Run) error { return r.supersede(now) },
	}
	may := map[State]map[string]State{
		Solving:    {"draft": Draft, "fail": Failed, "cancel": Cancelled},
		Draft:      {"draft": Draft, "publish": Publishing, "supersede": Superseded},
		Publishing: {"cancel": Publishing, "appear": Published},
		Published:  {"supersede": Superseded},
		Failed:     {}, Cancelled: {}, Superseded: {},
	}
	for from, allowed := range may {
		for name, step := range steps {
			r := Run{ID: "run_1", V: 4, Exhibition: fair, State: from}
			if from == Publishing {
				r.Public = &Publication{Phase: Taking, Total: 3}
			}
			err := step(&r)
			to, ok := allowed[name]
			switch {
			case ok && (err != nil || r.State != to || r.V != 5):
				t.Errorf("%s of a run that is %s: %v, %s, version %d", name, from, err, r.State, r.V)
			case ok && r.working() != (len(r.Claims) == 1):
				t.Errorf("%s of a run that is %s leaves the claims %v", name, from, r.Claims)
			case !ok && (problem.Code(err) != "run_state" || r.V != 4):
				t.Errorf("%s of a run that is %s: %v, version %d", name, from, err, r.V)
			}
		}
	}
	back := Run{State: Publishing, Public: &Publication{Phase: Abandon}}
	if err := back.appear(now); err == nil || !back.Live.IsZero() {
		t.Error("a publication that is taken back appeared")
	}
}

func TestUndoTakesBackWhatLaterRunsAddedAndLeavesWhatPeopleAgreedOn(t *testing.T) {
	h := newHouse(t)
	h.crowd()
	first := h.publish(h.run(Order{Kind: Solve, Seconds: 1}))
	before := h.agendas()
	h.clock.set(h.clock.now().Add(time.Minute))
	h.wants("e5", "b1!") // whom nobody wanted so far
	second := h.publish(h.run(Order{Kind: Solve, Seconds: 1, Keep: KeepAll}))
	if booked(h.agendas()) != 25 || second.Base != first.ID {
		t.Fatalf("%d meetings", booked(h.agendas()))
	}
	own := h.agreed("b2", "e6")
	undone := h.publish(h.run(Order{Kind: Restore, Restore: first.ID}))
	after := h.agendas()
	if booked(after) != 25 || len(undone.Lost) != 0 || len(after["e5"]) != len(before["e5"]) {
		t.Errorf("%d meetings, lost %v, e5 %v", booked(after), undone.Lost, after["e5"])
	}
	if m, err := h.meetings.Find(as(t.Context(), "b2"), own); err != nil || m.State != meetings.Scheduled {
		t.Errorf("what people agreed on is %s %v", m.State, err)
	}
}

func TestUndoBringsBackWhatPeopleHadAgreedOnAndALaterRunCalledOff(t *testing.T) {
	h := newHouse(t)
	h.crowd()
	h.agreed("b2", "e6") // neither has said that it wants to meet the other
	first := h.publish(h.run(Order{Kind: Solve, Seconds: 1, Keep: KeepAll}))
	before := h.agendas()
	h.clock.set(h.clock.now().Add(time.Minute))
	h.publish(h.run(Order{Kind: Repair, Changes: []Change{{Withdraw: "per_e6"}}}))
	if now := h.agendas(); len(now["e6"]) != 0 || same(before, now) {
		t.Fatalf("e6 has withdrawn and meets %v", now["e6"])
	}
	undone := h.publish(h.run(Order{Kind: Restore, Restore: first.ID}))
	if after := h.agendas(); !same(before, after) || len(undone.Lost) != 0 {
		t.Errorf("lost %v, e6 meets %v, before %v", undone.Lost, after["e6"], before["e6"])
	}
}

func TestUndoBringsBackThoseWhoWereHereForNothingElse(t *testing.T) {
	h := newHouse(t)
	h.crowd()
	h.agreed("b2", "e7") // who has no profile: without this meeting there is no reason to place her
	first := h.publish(h.run(Order{Kind: Solve, Seconds: 1, Keep: KeepAll}))
	before := h.agendas()
	h.clock.set(h.clock.now().Add(time.Minute))
	h.publish(h.run(Order{Kind: Repair, Changes: []Change{{Withdraw: "per_b2"}}}))
	if now := h.agendas(); len(now["b2"]) != 0 {
		t.Fatalf("b2 has withdrawn and meets %v", now["b2"])
	}
	undone := h.publish(h.run(Order{Kind: Restore, Restore: first.ID}))
	if after := h.agendas(); !same(before, after) || len(undone.Lost) != 0 {
		t.Errorf("lost %v, b2 meets %v, before %v", undone.Lost, after["b2"], before["b2"])
	}
}

// agreed lets two people agree on a slot in which neither has anything.
func (h *house) agreed(a, b string) string {
	h.t.Helper()
	free, err := h.meetings.CommonSlots(as(h.t.Context(), a), fair, "org_"+b)
	if err != nil || len(free) == 0 {
		h.t.Fatalf("%v %v", free, err)
	}
	m, err := h.meetings.Request(as(h.t.Context(), a), meetings.Proposal{
		Exhibition: fair, Invitee: "org_" + b, Reason: "talk", Language: "en", Slots: []meetings.Slot{{Starts: free[0].Starts, Ends: free[0].Ends}},
	})
	if err == nil {
		m, err = h.meetings.Accept(as(h.t.Context(), b), m.ID, m.V, free[0].Starts)
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return m.ID
}
