package schedule

import (
	"bytes"
	"testing"
	"time"

	"fairground/matchmaking"
)

func TestATimetableIsMadePublishedRepairedAndUndone(t *testing.T) {
	h := newHouse(t)
	h.crowd()
	first := h.run(Order{Kind: Solve, Seconds: 1})
	if first.State != Draft || first.Counts.Meetings != 24 || first.Counts.UnmetMust+first.Counts.UnmetWant != 0 || first.Counts.People != 12 {
		t.Fatalf("%+v", first)
	}
	plan := h.plan(first)
	if err := matchmaking.Verify(plan.Problem, plan.Schedule, plan.Proof); err != nil {
		t.Fatal(err)
	}
	if n := booked(h.agendas()); n != 0 {
		t.Fatalf("a draft shows %d meetings", n)
	}
	first = h.publish(first)
	before := h.agendas()
	if booked(before) != 24 || first.State != Published || len(first.Lost) != 0 {
		t.Fatalf("%d meetings, %+v", booked(before), first)
	}
	if told := h.letters(first.ID); len(told) != 12 || told["per_b1"] != 1 {
		t.Errorf("letters %v", told)
	}

	// b1 loses the slot of the first meeting that stands.
	placed := plan.Schedule.Meetings[0]
	repaired := h.run(Order{Kind: Repair, Changes: []Change{
		{Person: plan.wishes()[placed.Wish].People[0], Slots: []time.Time{plan.Problem.Slots[placed.Slot].Start}},
	}})
	if repaired.State != Draft || repaired.Base != first.ID {
		t.Fatalf("%+v", repaired)
	}
	d, err := h.planner.Diff(as(t.Context(), "o"), fair, repaired.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Moved) < 1 || len(d.Moved) > 1+matchmaking.MaxTouched || len(d.Added)+len(d.Removed) != 0 {
		t.Fatalf("%+v", d)
	}
	repaired = h.publish(repaired)
	if same(before, h.agendas()) || booked(h.agendas()) != 24 {
		t.Fatal("the repair changed nothing, or lost something")
	}
	if old := h.await(first.ID, func(Run) bool { return true }); old.State != Superseded {
		t.Errorf("the first run is %s", old.State)
	}

	undone := h.run(Order{Kind: Restore, Restore: first.ID})
	undone = h.publish(undone)
	if after := h.agendas(); !same(before, after) {
		t.Errorf("before %v\nafter %v, lost %v", before, after, undone.Lost)
	}
}

func TestTheCertificateOfARunIsVerifiedFromItsFiles(t *testing.T) {
	h := newHouse(t)
	h.crowd()
	r := h.run(Order{Kind: Solve, Seconds: 1})
	ctx := as(t.Context(), "o")
	certificate, err := h.planner.Certificate(ctx, fair, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	table, err := h.planner.Export(ctx, fair, r.ID, "csv")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := VerifyFile(bytes.NewReader(certificate.Body), bytes.NewReader(table.Body), &out); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(out.Bytes(), []byte("valid: 24 of 24 wishes met")) {
		t.Errorf("%s", out.Bytes())
	}
}
