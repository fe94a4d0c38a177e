package settlement

import (
	"context"
	"testing"
	"time"

	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
	"fairground/server/settlement/statement"
)

// curt takes every payment and says no more about it.
type curt struct{ rail.Rail }

func (curt) Submit(_ context.Context, b rail.Batch) ([]rail.Ack, error) {
	var acks []rail.Ack
	for _, in := range b.Instructions {
		acks = append(acks, rail.Ack{EndToEnd: in.EndToEnd, State: rail.Accepted})
	}
	return acks, nil
}

func TestABookingOverAWrongAmountThatTheBankTakesBackReturnsNoPayout(t *testing.T) {
	h := openAt(t, rail.Settings{})
	h.opt.Rail = curt{h.opt.Rail}
	id := h.paidOut(t)
	h.clock.forward(24 * time.Hour)
	h.Tick(t.Context()) // the statement with the buyer's payment
	wrong := statement.Line{Amount: cny(-1000), Ref: "R1", EndToEnd: endToEnd(id)}
	undone := statement.Line{Amount: cny(1000), Ref: "R2", EndToEnd: endToEnd(id), Reversal: true}
	right := statement.Line{Amount: cny(-1010), Ref: "R3", EndToEnd: endToEnd(id)}
	h.upload(t, csv(t, ours(2, 1010, wrong, undone)))
	if p := must[Payout](t)(h.Payout(maker(t), id)); p.State == ledger.Settled || len(h.exceptions(t, "open")) != 0 {
		t.Fatalf("taken back, the payout is %s, and %v is open", p.State, h.exceptions(t, "open"))
	}
	h.upload(t, csv(t, ours(3, 1010, right)))
	if p := must[Payout](t)(h.Payout(maker(t), id)); p.State != ledger.Settled || h.bank(t) != 0 {
		t.Fatalf("booked again, the payout is %s and the ledger has %d at the bank", p.State, h.bank(t))
	}
	for _, p := range must[[]Nostro](t)(h.NostroProofs(maker(t), "")) {
		if p.State != "proven" {
			t.Errorf("%s differs by %s", p.Currency, p.Difference)
		}
	}
	// What comes back of the right one is a return as ever.
	h.upload(t, csv(t, ours(4, 0, statement.Line{Amount: cny(1010), Ref: "R4", EndToEnd: endToEnd(id), Reversal: true})))
	if p := must[Payout](t)(h.Payout(maker(t), id)); p.State != ledger.Returned || h.bank(t) != 1010 {
		t.Fatalf("come back, the payout is %s and the ledger has %d at the bank", p.State, h.bank(t))
	}
}
