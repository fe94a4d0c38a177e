package settlement

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"fairground/server/actor"
	"fairground/server/settlement/ledger"
)

func TestMain(m *testing.M) {
	// The HTTP library's clock runs as long as the process does.
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.updateServerDate.func1"))
}

func TestADealIsPaidDeliveredAndPaidOut(t *testing.T) {
	h := open(t)
	buyer, seller := person(t, "org_b", "b", actor.Buyer), person(t, "org_s", "s", actor.Exhibitor)
	order, list := must[Order](t), must[[]byte](t)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(400_000, 2_000_000)))
	if again := must[string](t)(h.ImportDeal(t.Context(), deal(400_000, 2_000_000))); again != id {
		t.Fatalf("the same deal made %s and %s", id, again)
	}
	h.clock.forward(time.Hour)
	must[string](t)(h.ImportDeal(t.Context(), deal(400_000, 2_000_000)))
	changed := deal(1)
	changed.Hash = strings.Repeat("cd", 32)
	_, err := h.ImportDeal(t.Context(), changed)
	refused(t, err, "order_exists")

	o := order(h.Order(buyer, id))
	if o.State != ledger.AwaitingFunds || o.Payable != cny(2_424_000) || o.Missing != o.Payable || !o.Sandbox || o.You != "buyer" || o.Title != "Lacquer boxes" {
		t.Fatalf("got %+v", o)
	}
	_, err = h.Fund(seller, id, nil, o.V, h.key())
	refused(t, err, "role_not_allowed")
	_, err = h.Fund(buyer, id, nil, o.V+1, h.key())
	refused(t, err, "version_conflict")
	_, err = h.Fund(buyer, id, nil, o.V, "")
	refused(t, err, "idempotency_key_required")
	key := h.key()
	o = order(h.Fund(buyer, id, nil, o.V, key))
	twice := order(h.Fund(buyer, id, nil, 1, key))
	if o.State != ledger.Funded || o.Totals.Held != cny(2_424_000) || twice.V != o.V {
		t.Fatalf("paid twice: %+v, %+v", o.Totals, twice.Totals)
	}
	o = order(h.Ship(seller, id, "mil_1", "awb-1", o.V, h.key()))
	o = order(h.Deliver(buyer, id, "mil_1", o.V, h.key()))
	stale := o.V
	o = order(h.AcceptMilestone(buyer, id, "mil_1", o.V, h.key()))
	if o.Milestones[0].State != ledger.Released || o.Totals.Released != cny(404_000) || o.Totals.Fees != cny(8000) {
		t.Fatalf("below the limit the money is not released at once: %+v", o)
	}
	_, err = h.AcceptMilestone(buyer, id, "mil_2", stale, h.key())
	refused(t, err, "version_conflict")
	o = order(h.Ship(seller, id, "mil_2", "awb-2", o.V, h.key()))
	o = order(h.Deliver(buyer, id, "mil_2", o.V, h.key()))
	o = order(h.AcceptMilestone(buyer, id, "mil_2", o.V, h.key()))
	if o.Milestones[1].State != ledger.Accepted || !o.Milestones[1].TwoPeople {
		t.Fatalf("above the limit: %+v", o.Milestones[1])
	}

	maker, checker := person(t, "org_x", "m", actor.ClearingMaker), person(t, "org_x", "c", actor.ClearingChecker)
	both := person(t, "org_x", "m", actor.ClearingMaker, actor.ClearingChecker)
	work := must[Work](t)(h.Work(maker))
	if len(work.Items) != 1 || work.Items[0].Action != "propose" || !work.Items[0].Yours || *work.Items[0].Amount != cny(2_020_000) {
		t.Fatalf("got %+v", work)
	}
	_, err = h.ApproveRelease(checker, id, "mil_2", "", o.V, h.key())
	refused(t, err, "proposal_missing")
	_, err = h.ApproveRelease(buyer, id, "mil_2", "", o.V, h.key())
	refused(t, err, "role_not_allowed")
	proposal := h.key()
	o = order(h.ApproveRelease(maker, id, "mil_2", "maker", o.V, proposal))
	o = order(h.ApproveRelease(maker, id, "mil_2", "maker", o.V-1, proposal))
	_, err = h.ApproveRelease(both, id, "mil_2", "", o.V, h.key())
	refused(t, err, "same_person")
	o = order(h.ApproveRelease(checker, id, "mil_2", "checker", o.V, h.key()))
	if o.State != ledger.Completed || o.Totals.Fees != cny(48_000) || o.Totals.Held != cny(0) {
		t.Fatalf("got %s, %+v", o.State, o.Totals)
	}

	rows, _, err := h.Balances(seller)
	if err != nil || len(rows) != 1 || rows[0].Available != cny(2_376_000) {
		t.Fatalf("got %+v, %v", rows, err)
	}
	small := must[Payout](t)(h.RequestPayout(seller, cny(376_000), ForOwn, h.key()))
	if small.State != ledger.Settled {
		t.Fatalf("a small payout is %s", small.State)
	}
	_, err = h.RequestPayout(seller, cny(2_000_001), ForOwn, h.key())
	refused(t, err, "insufficient_funds")
	big := must[Payout](t)(h.RequestPayout(seller, cny(2_000_000), ForOwn, h.key()))
	if big.State != ledger.Requested || !big.TwoPeople {
		t.Fatalf("got %+v", big)
	}
	_, err = h.ApprovePayout(seller, big.ID, big.V, h.key())
	refused(t, err, "role_not_allowed")
	big = must[Payout](t)(h.ApprovePayout(maker, big.ID, big.V, h.key()))
	big = must[Payout](t)(h.ApprovePayout(checker, big.ID, big.V, h.key()))
	if big.State != ledger.Settled {
		t.Fatalf("got %+v", big)
	}

	st := list(h.Statement(seller, id))
	var words bytes.Buffer
	if err := VerifyStatementFile(bytes.NewReader(st), &words, Trust{}); err != nil || !strings.Contains(words.String(), "no real money") {
		t.Fatalf("%v\n%s", err, words.String())
	}
	if err := VerifyStatementFile(bytes.NewReader(bytes.Replace(st, []byte("org_s"), []byte("org_t"), 1)), &words, Trust{}); err == nil {
		t.Fatal("a statement that was touched verifies")
	}
	words.Reset()
	if err := VerifyLedger(t.Context(), h.opt.DB, &words); err != nil {
		t.Fatal(err)
	}
	t.Log(words.String())
	if v := must[Verification](t)(h.Verify(person(t, "org_x", "u", actor.Auditor))); !v.OK || v.Orders != 1 {
		t.Fatalf("got %+v", v)
	}
	_, err = h.Verify(seller)
	refused(t, err, "role_not_allowed")
	if sums, err := h.ExhibitionTotals("exh_1"); err != nil || len(sums) != 1 || sums[0].Totals.Released != cny(2_424_000) {
		t.Fatalf("got %+v, %v", sums, err)
	}
}

func TestStrangersSeeNothing(t *testing.T) {
	h := open(t)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(1000)))
	stranger := person(t, "org_z", "z", actor.Buyer, actor.Exhibitor)
	_, err := h.Order(stranger, id)
	refused(t, err, "order_not_found")
	_, err = h.Statement(stranger, id)
	refused(t, err, "order_not_found")
	_, err = h.Fund(stranger, id, nil, 1, h.key())
	refused(t, err, "order_not_found")
	_, err = h.Order(t.Context(), id)
	refused(t, err, "order_not_found")
	if w := must[Work](t)(h.Work(stranger)); len(w.Items) != 0 {
		t.Fatalf("a stranger has %+v to do", w.Items)
	}
	for who, want := range map[string]struct {
		ctx context.Context
		n   int
	}{
		"buyer": {person(t, "org_b", "b"), 1}, "seller": {person(t, "org_s", "s"), 1}, "stranger": {stranger, 0}, "nobody": {t.Context(), 0},
		"maker": {person(t, "org_x", "m", actor.ClearingMaker), 1}, "auditor": {person(t, "org_x", "u", actor.Auditor), 1},
		"organizer": {person(t, "org_o", "o", actor.Organizer), 1},
	} {
		got, _, err := h.Orders(want.ctx, OrderFilter{})
		if err != nil || len(got) != want.n {
			t.Errorf("%s sees %d orders, want %d (%v)", who, len(got), want.n, err)
		}
	}
	if got, _, err := h.Orders(person(t, "org_b", "b"), OrderFilter{Role: "seller"}); err != nil || len(got) != 0 {
		t.Errorf("as seller the buyer sees %d, %v", len(got), err)
	}
	// A clearing officer of a party's house is a party.
	o := must[Order](t)(h.Order(person(t, "org_s", "s2", actor.ClearingMaker), id))
	if o.You != "seller" {
		t.Errorf("is %s", o.You)
	}
}

func TestWhatIsNotFundedInTimeExpiresAndIsPaidBack(t *testing.T) {
	h := open(t)
	buyer := person(t, "org_b", "b")
	id := must[string](t)(h.ImportDeal(t.Context(), deal(1000, 2000)))
	half := cny(1500)
	o := must[Order](t)(h.Fund(buyer, id, &half, 1, h.key()))
	if o.State != ledger.PartiallyFunded || o.Milestones[0].State != ledger.Funded || o.Missing != cny(1530) {
		t.Fatalf("got %+v", o)
	}
	too := cny(1531)
	_, err := h.Fund(buyer, id, &too, o.V, h.key())
	refused(t, err, "amount_invalid")
	h.Tick(t.Context())
	h.clock.forward(15 * 24 * time.Hour)
	h.Tick(t.Context())
	h.Tick(t.Context())
	o = must[Order](t)(h.Order(buyer, id))
	if o.State != ledger.Expired || o.Totals.Refunded != half {
		t.Fatalf("got %s, %+v", o.State, o.Totals)
	}
	payouts, _, err := h.Payouts(buyer, "", "", 10)
	if err != nil || len(payouts) != 1 || payouts[0].State != ledger.Settled || payouts[0].RefundOf != id {
		t.Fatalf("got %+v, %v", payouts, err)
	}
	if orders, payouts := h.live(), h.livePayouts(); len(orders)+len(payouts) != 0 {
		t.Fatalf("still at work: %v %v", orders, payouts)
	}
}
