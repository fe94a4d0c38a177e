package schedule

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"fairground/server/meetings"
	"fairground/server/problem"
)

// swapped is a house in which a timetable stands, and the draft of another that moves most of its meetings into each other's
// slots, calls some off and adds some.
func swapped(t *testing.T) (*house, Run) {
	t.Helper()
	h := newHouse(t)
	h.crowd()
	h.publish(h.run(Order{Kind: Solve, Seconds: 1}))
	r := h.run(Order{Kind: Edit})
	p := h.plan(r)
	// Days change places, slot by slot; the first wish is dropped.
	for i := range p.Schedule.Meetings {
		p.Schedule.Meetings[i].Slot = (p.Schedule.Meetings[i].Slot + 12) % 24
	}
	p.Schedule.Meetings = p.Schedule.Meetings[1:]
	if err := p.judge(); err != nil {
		t.Fatal(err)
	}
	v := r.V
	var err error
	if r.Plan, err = h.planner.keep(t.Context(), r.ID, planFile, p); err != nil {
		t.Fatal(err)
	}
	if err := r.drafted(&p, r.By, "moved", h.planner.now()); err != nil {
		t.Fatal(err)
	}
	if err := h.planner.runs.replace(t.Context(), v, r); err != nil {
		t.Fatal(err)
	}
	return h, r
}

// TestAPublicationThatIsKilledAnywhereIsResumedAndShowsNoHalf kills the program at every step of the meetings feature, before and
// after its effect, and starts it anew.
func TestAPublicationThatIsKilledAnywhereIsResumedAndShowsNoHalf(t *testing.T) {
	h, r := swapped(t)
	before := h.agendas()
	earlier := h.meetings.steps
	done := h.publish(r)
	after := h.agendas()
	steps := h.meetings.steps - earlier
	if same(before, after) || booked(after) != 23 || steps < 60 || len(done.Lost) != 0 {
		t.Fatalf("%d steps, %d meetings, lost %v", steps, booked(after), done.Lost)
	}
	for n := 1; n <= steps; n += 7 { // every phase is met many times; the step moves against its length
		for _, effect := range []bool{false, true} {
			t.Run(fmt.Sprintf("step %d, effect %v", n, effect), func(t *testing.T) {
				h, r := swapped(t)
				h.meetings.dies, h.meetings.after = n+h.meetings.steps, effect
				if _, err := h.planner.Publish(as(t.Context(), "o"), fair, r.ID, r.V); err != nil {
					t.Fatal(err)
				}
				h.planner.work.Wait()
				half := h.agendas()
				if !same(half, before) && !same(half, after) {
					t.Fatalf("half of it is visible: %v", half)
				}
				h.planner.Close()
				h.start()
				if !same(half, h.agendas()) {
					t.Fatal("the restart changed what is visible")
				}
				if err := h.planner.Resume(t.Context(), h.clock.now()); err != nil {
					t.Fatal(err)
				}
				end := h.await(r.ID, settled)
				if got := h.agendas(); !same(got, after) || len(end.Lost) != 0 {
					t.Errorf("%v\nwant %v, lost %v", got, after, end.Lost)
				}
				told := h.letters(r.ID)
				for who, n := range told {
					if n != 1 {
						t.Errorf("%s was written %d times", who, n)
					}
				}
				if len(told) != 12 {
					t.Errorf("%d people were written", len(told))
				}
			})
		}
	}
}

// TestTheProgramMayEndBetweenItsOwnWrites ends the process at every time that the planner looks at the clock, which is before each
// of its own writes.
func TestTheProgramMayEndBetweenItsOwnWrites(t *testing.T) {
	for n := 1; ; n += 5 {
		h, r := swapped(t)
		before := h.agendas()
		old := h.planner
		old.Close()
		looks := 0
		now := h.clock.now
		h.planner = New(Deps{DB: h.db, Meetings: h.meetings, Directory: h.town, Budget: small, Now: func() time.Time {
			if looks++; looks == n {
				h.planner.stop()
			}
			return now()
		}})
		h.meetings.Runs = h.planner
		_, err := h.planner.Publish(as(t.Context(), "o"), fair, r.ID, r.V)
		if err != nil && n > 2 {
			t.Fatal(err)
		}
		h.planner.work.Wait()
		ended := looks < n
		half := h.agendas()
		h.planner.Close()
		h.start()
		if err := h.planner.Resume(t.Context(), h.clock.now()); err != nil {
			t.Fatal(err)
		}
		if err != nil || h.await(r.ID, func(Run) bool { return true }).State == Draft {
			if !same(before, half) {
				t.Fatal("a draft is visible")
			}
			continue
		}
		h.await(r.ID, settled)
		after := h.agendas()
		if booked(after) != 23 || !same(half, before) && !same(half, after) || len(h.letters(r.ID)) != 12 {
			t.Fatalf("look %d: %d meetings, %d letters", n, booked(after), len(h.letters(r.ID)))
		}
		if ended {
			break
		}
	}
}

func TestWhatPeopleChangeWhileARunIsDraftedStays(t *testing.T) {
	h, r := swapped(t)
	entries, err := h.meetings.Agenda(as(t.Context(), "b3"), opening.Add(-time.Hour), opening.Add(72*time.Hour))
	if err != nil || len(entries) == 0 {
		t.Fatal(err)
	}
	gone := entries[0]
	if _, err := h.meetings.Cancel(as(t.Context(), "b3"), gone.ID, gone.V, "ill"); err != nil {
		t.Fatal(err)
	}
	end := h.publish(r)
	if len(end.Lost) != 1 || end.Lost[0].Code != lostToPeople || end.Lost[0].Requester.OrgName["en"] == "" {
		t.Fatalf("%+v", end.Lost)
	}
	m, err := h.meetings.Find(as(t.Context(), "b3"), gone.ID)
	if err != nil || m.State != meetings.Cancelled {
		t.Fatalf("%v %v", m.State, err)
	}
	if n := booked(h.agendas()); n != 22 {
		t.Errorf("%d meetings", n)
	}
}

func TestAMoveThatIsLostToALiveAcceptKeepsItsOldTime(t *testing.T) {
	h, r := swapped(t)
	p := h.plan(r)
	before := h.agendas()
	// b1 and e5, whom no run brings together, take a time that a meeting of b1 is about to move to.
	var wish string
	var slot meetings.Slot
	shown := func(who string, at time.Time) bool {
		return slices.ContainsFunc(before[who], func(line string) bool { return strings.HasPrefix(line, at.Format("02 15:04")) })
	}
	for _, m := range p.Schedule.Meetings {
		at := p.place(m)
		if slices.Contains(p.wishes()[m.Wish].People, "per_b1") && !shown("b1", at.Starts) && !shown("e5", at.Starts) {
			wish, slot = m.Wish, meetings.Slot{Starts: at.Starts, Ends: at.Ends}
		}
	}
	if wish == "" {
		t.Fatal("every new time of b1 is taken already")
	}
	h.meetings.between = func() {
		m, err := h.meetings.Request(as(t.Context(), "b1"), meetings.Proposal{
			Exhibition: fair, Invitee: "org_e5", Reason: "talk", Language: "en", Slots: []meetings.Slot{slot},
		})
		if err == nil {
			_, err = h.meetings.Accept(as(t.Context(), "e5"), m.ID, m.V, slot.Starts)
		}
		if err != nil {
			t.Errorf("%v", err)
		}
	}
	end := h.publish(r)
	if len(end.Lost) != 1 || end.Lost[0].Wish != wish || end.Lost[0].Code != lostTime {
		t.Fatalf("%+v", end.Lost)
	}
	after := h.agendas()
	if booked(after) != 24 {
		t.Errorf("%d meetings", booked(after))
	}
	kept := 0
	for _, line := range after["b1"] {
		if slices.Contains(before["b1"], line) {
			kept++
		}
	}
	if kept != 1 {
		t.Errorf("%d of b1's meetings keep their time: %v, before %v", kept, after["b1"], before["b1"])
	}
}

func TestWhoWithdrawsWhileARunIsDraftedIsReportedLost(t *testing.T) {
	h := newHouse(t)
	h.crowd()
	r := h.run(Order{Kind: Solve, Seconds: 1})
	h.town.gone["org_e2"] = true
	end := h.publish(r)
	if len(end.Lost) != 4 {
		t.Fatalf("%+v", end.Lost)
	}
	for _, l := range end.Lost {
		if l.Code != lostWithdrawn && l.Code != lostWanted {
			t.Errorf("%+v", l)
		}
	}
	if n := booked(h.agendas()); n != 20 {
		t.Errorf("%d meetings", n)
	}
}

func TestAPublicationIsTakenBackBeforeAnybodySeesIt(t *testing.T) {
	h, r := swapped(t)
	before := h.agendas()
	h.meetings.dies = h.meetings.steps + 15 // it hangs while it releases
	if _, err := h.planner.Publish(as(t.Context(), "o"), fair, r.ID, r.V); err != nil {
		t.Fatal(err)
	}
	h.planner.work.Wait()
	if _, err := h.planner.Cancel(as(t.Context(), "o"), fair, r.ID); err != nil {
		t.Fatal(err)
	}
	h.meetings.dies = 0
	if err := h.planner.Resume(t.Context(), h.clock.now()); err != nil {
		t.Fatal(err)
	}
	back := h.await(r.ID, func(r Run) bool { return r.State == Draft })
	if !same(before, h.agendas()) || back.Public != nil || len(back.Claims) != 0 {
		t.Fatalf("%+v", back)
	}
	if end := h.publish(back); len(end.Lost) != 0 || booked(h.agendas()) != 23 {
		t.Errorf("it cannot be published any more: %+v", end.Lost)
	}
	if _, err := h.planner.Cancel(as(t.Context(), "o"), fair, r.ID); problem.Code(err) != "run_state" {
		t.Errorf("what is published was taken back: %v", err)
	}
}

func TestNoGoroutineOutlivesThePlanner(t *testing.T) {
	h := newHouse(t)
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	h.crowd()
	h.planner.Budget = endless
	r, err := h.planner.Start(as(t.Context(), "o"), fair, Order{Kind: Solve, Seconds: 60})
	if err != nil {
		t.Fatal(err)
	}
	h.planner.Close()
	if _, err := h.planner.Start(as(context.Background(), "o"), fair, Order{Kind: Solve}); problem.Code(err) != "stopping" {
		t.Errorf("a closed planner began a run: %v", err)
	}
	h.start()
	if err := h.planner.Resume(t.Context(), h.clock.now()); err != nil {
		t.Fatal(err)
	}
	if end := h.await(r.ID, func(r Run) bool { return r.State != Solving }); end.State != Failed || end.Failure.Code != "interrupted" {
		t.Errorf("%+v", end)
	}
	h.planner.Close()
}
