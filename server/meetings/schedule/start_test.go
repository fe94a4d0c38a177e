package schedule

import (
	"context"
	"testing"
	"time"

	"fairground/matchmaking"
	"fairground/server/meetings"
	"fairground/server/problem"
)

// settings changes the settings of the fair.
func (h *house) settings(change func(*meetings.Settings)) {
	h.t.Helper()
	ctx := as(h.t.Context(), "o")
	set, err := h.meetings.Settings(ctx, fair)
	if err != nil {
		h.t.Fatal(err)
	}
	change(&set)
	if _, err := h.meetings.SaveSettings(ctx, fair, set.V, set); err != nil {
		h.t.Fatal(err)
	}
}

func TestARunFailsNamingTheCauseAndLeavesWhatStands(t *testing.T) {
	for _, row := range []struct {
		name          string
		spoil         func(*house, Run)
		code, subject string
	}{
		{"two frozen meetings of somebody who may have one", func(h *house, r Run) {
			h.freeze(r, "b1", 2)
			h.settings(func(s *meetings.Settings) { s.Targets.Max = 1 })
		}, "fixed_clash", ""},
		{"more frozen meetings at once than tables", func(h *house, r Run) {
			for _, who := range []string{"b1", "b2", "b3", "b4", "b5", "b6"} {
				h.freeze(r, who, 4)
			}
			h.settings(func(s *meetings.Settings) { s.Tables = 1 })
		}, "fixed_clash", ""},
		{"somebody who is wanted and has no hours at the fair", func(h *house, _ Run) {
			h.profile("b7", "02:00", "04:00")
			h.wants("b7", "e1!")
			h.wants("e1", "b7!")
		}, "no_availability", "per_b7"},
		{"a fair without a slot to come", func(h *house, _ Run) { h.clock.set(opening.Add(31 * time.Hour)) }, "no_slots", "slots"},
		{"more slots than the engine can hold", func(h *house, _ Run) {
			h.settings(func(s *meetings.Settings) {
				s.SlotMinutes = 15
				for day := range 6 {
					from := opening.Add(time.Duration(day) * 24 * time.Hour)
					s.Windows = append(s.Windows, meetings.Window{From: from, To: from.Add(12 * time.Hour)})
				}
			})
		}, "too_large", "slots"},
	} {
		t.Run(row.name, func(t *testing.T) {
			h := newHouse(t)
			h.crowd()
			published := h.publish(h.run(Order{Kind: Solve, Seconds: 1}))
			before := h.agendas()
			row.spoil(h, published)
			r := h.run(Order{Kind: Solve, Seconds: 1})
			if r.State != Failed || r.Failure == nil || r.Failure.Code != row.code || row.subject != "" && r.Failure.Subject != row.subject {
				t.Fatalf("%s %+v", r.State, r.Failure)
			}
			if len(r.Claims) != 0 || r.Ended.IsZero() {
				t.Errorf("%+v", r)
			}
			if !same(before, h.agendas()) {
				t.Error("what stands has changed")
			}
			if _, err := h.planner.Timetable(as(t.Context(), "o"), fair, r.ID); problem.Code(err) != "run_state" {
				t.Errorf("a failed run has a timetable: %v", err)
			}
			if err := h.planner.Delete(as(t.Context(), "o"), fair, r.ID, r.V); err != nil {
				t.Errorf("%v", err)
			}
		})
	}
}

// freeze freezes the first meetings of somebody.
func (h *house) freeze(_ Run, who string, n int) {
	h.t.Helper()
	entries, err := h.meetings.Agenda(as(h.t.Context(), who), opening.Add(-time.Hour), opening.Add(72*time.Hour))
	if err != nil || len(entries) < n {
		h.t.Fatalf("%d meetings, %v", len(entries), err)
	}
	for _, e := range entries[:n] {
		if _, err := h.meetings.Freeze(as(h.t.Context(), "o"), e.ID, e.V, true); err != nil {
			h.t.Fatal(err)
		}
	}
}

func TestAFrozenMeetingStaysWhereItIs(t *testing.T) {
	h := newHouse(t)
	h.crowd()
	h.publish(h.run(Order{Kind: Solve, Seconds: 1}))
	h.freeze(Run{}, "b1", 4)
	before := h.agendas()
	h.planner.Budget = func(int) matchmaking.Budget { b := small(1); b.Seed = 99; return b }
	h.publish(h.run(Order{Kind: Solve, Seconds: 1, Keep: KeepFrozen}))
	after := h.agendas()
	for i := range before["b1"] {
		if before["b1"][i] != after["b1"][i] {
			t.Errorf("%s became %s", before["b1"][i], after["b1"][i])
		}
	}
}

func TestOfTwoOrganizersOneFindsARunInProgress(t *testing.T) {
	h := newHouse(t)
	h.crowd()
	h.planner.Budget = endless
	first, err := h.planner.Start(as(t.Context(), "o"), fair, Order{Kind: Solve, Seconds: 60})
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.planner.Start(as(t.Context(), "o"), fair, Order{Kind: Edit})
	if problem.Code(err) != "run_in_progress" || extra(err, "run") != first.ID {
		t.Fatalf("%v", err)
	}
	if _, err := h.planner.Cancel(as(t.Context(), "o"), fair, first.ID); err != nil {
		t.Fatal(err)
	}
	h.planner.work.Wait()
	end := h.await(first.ID, func(Run) bool { return true })
	if end.State != Cancelled || end.Plan != "" || len(end.Claims) != 0 {
		t.Fatalf("%+v", end)
	}
	if _, err := h.planner.Cancel(as(t.Context(), "o"), fair, first.ID); problem.Code(err) != "run_state" {
		t.Errorf("cancelled twice: %v", err)
	}
	h.planner.Budget = small
	if r := h.run(Order{Kind: Solve, Seconds: 1}); r.State != Draft {
		t.Errorf("%+v", r)
	}
}

func extra(err error, member string) any {
	p, ok := problemOf(err)
	if !ok {
		return nil
	}
	return p.Extra[member]
}

func TestASearchSaysHowFarItHasCome(t *testing.T) {
	h := newHouse(t)
	h.crowd()
	h.planner.Budget = func(int) matchmaking.Budget { b := endless(1); b.Time = 1500 * time.Millisecond; return b }
	h.wants("e1", "b2!", "b3!") // a little more than can be proven at once
	r, err := h.planner.Start(as(t.Context(), "o"), fair, Order{Kind: Solve, Seconds: 2})
	if err != nil {
		t.Fatal(err)
	}
	h.await(r.ID, func(r Run) bool { return r.State != Solving || r.Progress.Seconds > 0 && r.Progress.Placed > 0 })
	if end := h.await(r.ID, func(r Run) bool { return r.State != Solving }); end.State != Draft || end.V != 2 || len(end.Progress.Levels) != 5 {
		t.Errorf("%+v", end)
	}
}

func TestTheProgramSchedulesByItselfInAutoMode(t *testing.T) {
	h := newHouse(t)
	h.settings(func(s *meetings.Settings) { s.SchedulingMode = meetings.Auto })
	ctx := as(t.Context(), "b1")
	m, err := h.meetings.Request(ctx, meetings.Proposal{
		Exhibition: fair, Invitee: "org_e1", Reason: "talk", Language: "en", Slots: []meetings.Slot{{Starts: slotAt(3), Ends: slotAt(4)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if m, err = h.meetings.Accept(as(t.Context(), "e1"), m.ID, m.V, time.Time{}); err != nil || m.State != meetings.AcceptedUnscheduled {
		t.Fatalf("%v %v", m.State, err)
	}
	step := func(later time.Duration) {
		t.Helper()
		h.clock.set(h.clock.now().Add(later))
		if err := h.planner.Resume(t.Context(), h.clock.now()); err != nil {
			t.Fatal(err)
		}
		h.planner.work.Wait()
	}
	step(time.Second)
	if list, _, err := h.planner.List(as(t.Context(), "o"), fair, "", 10); err != nil || len(list) != 0 {
		t.Fatalf("it began too early: %v %v", list, err)
	}
	step(autoAge) // it begins
	step(time.Second)
	step(time.Second)
	if m, err = h.meetings.Find(ctx, m.ID); err != nil || m.State != meetings.Scheduled {
		t.Fatalf("%v %v", m.State, err)
	}
	step(time.Second)
	list, _, err := h.planner.List(as(t.Context(), "o"), fair, "", 10)
	if err != nil || len(list) != 1 || !list[0].Auto || list[0].State != Published {
		t.Errorf("%+v %v", list, err)
	}
}

func TestWhatWaitsInVainIsNotTriedEverySecond(t *testing.T) {
	now := opening
	r := Run{Auto: true, State: Published, At: now, Live: now}
	for _, row := range []struct {
		name  string
		run   Run
		w     meetings.Waiting
		later time.Duration
		want  bool
	}{
		{"the same as before, at once", r, meetings.Waiting{Newest: now.Add(-time.Second)}, time.Second, false},
		{"the same as before, later", r, meetings.Waiting{Newest: now.Add(-time.Second)}, autoPause, true},
		{"something new", r, meetings.Waiting{Newest: now.Add(time.Second)}, 2 * time.Second, true},
		{"after an organizer's run", Run{State: Published, At: now}, meetings.Waiting{Newest: now.Add(-time.Second)}, time.Second, true},
		{"while somebody is at it", Run{State: Solving, At: now}, meetings.Waiting{Newest: now}, time.Hour, false},
	} {
		if got := row.run.lets(row.w, now.Add(row.later)); got != row.want {
			t.Errorf("%s: %v", row.name, got)
		}
	}
}

func TestOnlyOrganizersOfTheFairPlanIt(t *testing.T) {
	h := newHouse(t)
	for name, ctx := range map[string]context.Context{"a buyer": as(t.Context(), "b1"), "nobody": t.Context()} {
		if _, err := h.planner.Start(ctx, fair, Order{Kind: Edit}); !problem.Is(err, problem.Forbidden) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := h.planner.Standing(ctx, fair); !problem.Is(err, problem.Forbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
