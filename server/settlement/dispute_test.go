package settlement

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/settlement/ledger"
)

// party is a side of the tests' order, or an arbitrator.
type party struct {
	t   *testing.T
	h   *house
	ctx context.Context
	id  string
}

// does gives a command with the version that is current.
func (p party) does(give func(ctx context.Context, id string, v int64, key string) (Order, error)) Order {
	p.t.Helper()
	o, err := give(p.ctx, p.id, p.sees().V, p.h.key())
	if err != nil {
		p.t.Fatal(err)
	}
	return o
}

func (p party) fails(code string, give func(ctx context.Context, id string, v int64, key string) (Order, error)) {
	p.t.Helper()
	_, err := give(p.ctx, p.id, p.sees().V, p.h.key())
	refused(p.t, err, code)
}

func (p party) sees() Order {
	p.t.Helper()
	o, err := p.h.Order(p.ctx, p.id)
	if err != nil {
		p.t.Fatal(err)
	}
	return o
}

// underInspection is an order of 400,000 and 1,000,000 whose milestones have both been delivered.
func underInspection(t *testing.T, edit func(*SignedDeal)) (buyer, seller party) {
	t.Helper()
	h := open(t)
	d := deal(400_000, 1_000_000)
	if edit != nil {
		edit(&d)
	}
	id := must[string](t)(h.ImportDeal(t.Context(), d))
	buyer, seller = party{t, h, person(t, "org_b", "b", actor.Buyer), id}, party{t, h, person(t, "org_s", "s", actor.Exhibitor), id}
	buyer.does(func(ctx context.Context, id string, v int64, key string) (Order, error) {
		return h.Fund(ctx, id, nil, v, key)
	})
	for _, m := range []string{"mil_1", "mil_2"} {
		seller.does(func(ctx context.Context, id string, v int64, key string) (Order, error) {
			return h.Ship(ctx, id, m, "awb", v, key)
		})
		buyer.does(func(ctx context.Context, id string, v int64, key string) (Order, error) {
			return h.Deliver(ctx, id, m, v, key)
		})
	}
	return buyer, seller
}

func (p party) arbitrator(name string) party {
	return party{p.t, p.h, person(p.t, "org_x", name, actor.Arbitrator), p.id}
}

func (p party) rejects(milestone, reason string, amount int64) Order {
	p.t.Helper()
	return p.does(func(ctx context.Context, id string, v int64, key string) (Order, error) {
		why := Contest{Reason: reason, Note: "Three of ten boxes are cracked."}
		if amount > 0 {
			a := cny(amount)
			why.Amount = &a
		}
		return p.h.Reject(ctx, id, milestone, why, v, key)
	})
}

func (p party) rules(seller, buyer int64) func(ctx context.Context, id string, v int64, key string) (Order, error) {
	return func(ctx context.Context, id string, v int64, key string) (Order, error) {
		return p.h.RuleOn(ctx, id, "dsp_1", Split{cny(seller), cny(buyer)}, "Seven of ten boxes are sound.", v, key)
	}
}

// TestARuledDispute is the buyer's journey: milestone one accepted, milestone two disputed, only that frozen, a ruling of
// 70 to 30, and a statement that balances and verifies.
func TestARuledDispute(t *testing.T) {
	buyer, seller := underInspection(t, nil)
	h, judge := buyer.h, buyer.arbitrator("a")
	buyer.does(func(ctx context.Context, id string, v int64, key string) (Order, error) {
		return h.AcceptMilestone(ctx, id, "mil_1", v, key)
	})
	refused(t, second(h.Order(judge.ctx, judge.id)), "order_not_found")
	o := buyer.rejects("mil_2", "damaged", 0)
	d := o.Disputes[0]
	if o.Milestones[0].State != ledger.Released || o.Milestones[1].State != ledger.Disputed || d.Contested != cny(1_000_000) || d.Note == "" || d.OpenedBy != "buyer" {
		t.Fatalf("%+v", o)
	}
	if want := o.Changed.Add(72 * time.Hour); !d.Clocks.NegotiateUntil.Equal(want) || !d.Clocks.EscalatesAt.Equal(o.Changed.Add(168*time.Hour)) {
		t.Fatalf("the countdown is %+v", d.Clocks)
	}
	if strings.Contains(logOf(t, h), "cracked") {
		t.Fatal("what people write is in the log")
	}
	buyer.fails("not_due", onFirst(h.Escalate))
	h.clock.forward(72*time.Hour + time.Second)
	seller.does(onFirst(h.Escalate))
	for _, p := range []party{buyer, seller} {
		judge.fails("not_due", judge.rules(700_000, 300_000))
		p.does(func(ctx context.Context, id string, v int64, key string) (Order, error) {
			return h.FileEvidence(ctx, id, "dsp_1", "photo", "doc_1", "Look at the left corner.", v, key)
		})
	}
	if may := judge.sees().Disputes[0].May; !slices.Equal(may, []string{"decide"}) {
		t.Fatalf("the arbitrator may %v", may)
	}
	judge.does(judge.rules(700_000, 300_000)) // of 1,010,000 frozen, above the limit of 1,000,000
	if buyer.sees().Disputes[0].Ruling != nil {
		t.Fatal("the buyer sees a ruling that waits for a second arbitrator")
	}
	judge.fails("same_person", onFirst(h.ConfirmRuling))
	other := buyer.arbitrator("a2")
	other.does(onFirst(h.ConfirmRuling))
	if r := buyer.sees().Disputes[0].Ruling; r == nil || r.Reason != "Seven of ten boxes are sound." || r.Seller != cny(700_000) {
		t.Fatalf("%+v", r)
	}
	h.clock.forward(7*24*time.Hour + time.Second)
	h.Tick(t.Context())
	o = buyer.sees()
	if o.State != ledger.Completed || o.Milestones[1].State != ledger.Split || *o.Milestones[1].Won != cny(700_000) || o.Disputes[0].State != ledger.Executed {
		t.Fatalf("%+v", o)
	}
	// 2 % on 400,000 + 700,000, half of it paid by each side; the buyer gets his part on the 300,000 back.
	if o.Totals.Released != cny(404_000+707_000) || o.Totals.Fees != cny(22_000) || o.Totals.Refunded != cny(303_000) || o.Totals.Held != cny(0) {
		t.Fatalf("%+v", o.Totals)
	}
	raw := must[[]byte](t)(h.Statement(buyer.ctx, buyer.id))
	st, err := ledger.VerifyStatement(bytes.NewReader(raw), &bytes.Buffer{})
	if err != nil || st.Totals.Refunded != 303_000 {
		t.Fatalf("%+v, %v", st.Totals, err)
	}
}

func second[T any](_ T, err error) error { return err }

func onFirst(f func(ctx context.Context, id, dispute string, v int64, key string) (Order, error)) func(ctx context.Context, id string, v int64, key string) (Order, error) {
	return func(ctx context.Context, id string, v int64, key string) (Order, error) {
		return f(ctx, id, "dsp_1", v, key)
	}
}

// logOf is the whole log as text.
func logOf(t *testing.T, h *house) string {
	t.Helper()
	var out strings.Builder
	blocks, err := h.store.ReadFrom(t.Context(), 1, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range blocks {
		line, err := ledger.EncodeBlock(b)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(line)
	}
	return out.String()
}

func TestADisputeIsSettledByTheSides(t *testing.T) {
	buyer, seller := underInspection(t, nil)
	h := buyer.h
	o := buyer.rejects("mil_2", "incomplete", 300_000)
	if len(o.Milestones) != 3 || o.Milestones[1].State != ledger.Released || o.Milestones[1].Amount != cny(700_000) || o.Milestones[1].Part != "mil_2" || o.Milestones[1].Title != "Part 2" {
		t.Fatalf("what is not contested does not go on: %+v", o.Milestones)
	}
	split := func(s, b int64) func(ctx context.Context, id string, v int64, key string) (Order, error) {
		return func(ctx context.Context, id string, v int64, key string) (Order, error) {
			return h.OfferSplit(ctx, id, "dsp_1", Split{cny(s), cny(b)}, v, key)
		}
	}
	accept := func(n int64) func(ctx context.Context, id string, v int64, key string) (Order, error) {
		return func(ctx context.Context, id string, v int64, key string) (Order, error) {
			return h.AcceptSplit(ctx, id, "dsp_1", n, v, key)
		}
	}
	buyer.fails("amount_invalid", split(1, 300_000))
	seller.does(split(300_000, 0))
	buyer.does(split(100_000, 200_000))
	buyer.fails("offer_not_open", accept(1))
	buyer.fails("offer_not_open", accept(2))
	o = seller.does(accept(2))
	if o.Disputes[0].State != ledger.Settled || o.Totals.Refunded != cny(202_000) || o.Milestones[2].State != ledger.Split {
		t.Fatalf("%+v %+v", o.Disputes[0], o.Totals)
	}
	buyer.fails("dispute_not_found", func(ctx context.Context, id string, v int64, key string) (Order, error) {
		return h.WithdrawDispute(ctx, id, "dsp_9", v, key)
	})
	if list := must[[]Case](t)(h.Disputes(seller.ctx, ledger.Settled)); len(list) != 1 || list[0].Title != "Lacquer boxes" {
		t.Fatalf("%+v", list)
	}
	if list := must[[]Case](t)(h.Disputes(person(t, "org_z", "z", actor.Buyer), "")); len(list) != 0 {
		t.Fatalf("a stranger sees %+v", list)
	}
}

func TestTheInspectionRunsOut(t *testing.T) {
	rows := []struct {
		name    string
		silence bool
		first   string
	}{
		{"into acceptance where that was agreed", true, ledger.Released},
		{"into a dispute where it was not", false, ledger.Disputed},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			buyer, _ := underInspection(t, func(d *SignedDeal) {
				d.Milestones[0].InspectionDays, d.Milestones[0].SilenceAccepts = 10, r.silence
			})
			h := buyer.h
			told := h.Tidings(func(context.Context, string) ([]string, error) { return []string{"per_b"}, nil })
			for range 11 {
				h.clock.forward(24 * time.Hour)
				h.Tick(t.Context())
			}
			o := buyer.sees()
			if o.Milestones[0].State != r.first || o.Milestones[1].State != ledger.Disputed { // seven days where nothing was agreed
				t.Fatalf("%+v", o.Milestones)
			}
			kinds := map[string]int{}
			for _, e := range must[[]db.PendingEntry](t)(told.Pending(t.Context(), 1000)) {
				kinds[e.Entry.Type]++
			}
			if kinds["inspection.reminded"] != 4 || kinds["inspection.ended"] != 2 {
				t.Fatalf("%v", kinds)
			}
		})
	}
}

func TestPiecesAreAccepted(t *testing.T) {
	buyer, _ := underInspection(t, func(d *SignedDeal) { d.Milestones[1].Quantity = 10 })
	h := buyer.h
	some := func(m string, q int64) func(ctx context.Context, id string, v int64, key string) (Order, error) {
		return func(ctx context.Context, id string, v int64, key string) (Order, error) {
			return h.AcceptPart(ctx, id, m, q, v, key)
		}
	}
	buyer.fails("not_divisible", some("mil_1", 1))
	buyer.fails("amount_invalid", some("mil_2", 11))
	o := buyer.does(some("mil_2", 4))
	if o.Milestones[1].State != ledger.Released || o.Milestones[1].Amount != cny(400_000) || o.Milestones[2].Quantity != 6 || o.Milestones[2].State != ledger.Inspection {
		t.Fatalf("%+v", o.Milestones)
	}
	o = buyer.does(some("mil_2-2", 6))
	if o.Milestones[2].State != ledger.Released || o.Totals.Fees != cny(20_000) {
		t.Fatalf("%+v %+v", o.Milestones[2], o.Totals)
	}
}

// draft puts an unsigned order of one milestone into the ledger, as deals do not make any.
func draft(t *testing.T, h *house) string {
	t.Helper()
	terms := must[*ledger.Terms](t)(h.terms(deal(1000)))
	terms.Signed, terms.AnswerBy = false, h.clock.now().Add(48*time.Hour).UnixMilli()
	if err := h.store.saveText(t.Context(), dealText{ID: "ord_d", V: 1, Title: "Draft", Milestones: map[string]string{"mil_1": "All"}}); err != nil {
		t.Fatal(err)
	}
	c := ledger.Command{Key: ledger.NewKey("draft"), Type: ledger.ImportOrder, Actor: ledger.Actor{Role: ledger.Timer}, Order: "ord_d", Terms: terms}
	if err := h.do(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	return "ord_d"
}

func TestADraftIsAmendedAndAgreed(t *testing.T) {
	h := open(t)
	id := draft(t, h)
	buyer, seller := party{t, h, person(t, "org_b", "b", actor.Buyer), id}, party{t, h, person(t, "org_s", "s", actor.Exhibitor), id}
	seller.does(h.Agree)
	if may := seller.sees().May; !slices.Equal(may, []string{"amend", "decline"}) {
		t.Fatalf("the seller may %v", may)
	}
	o := buyer.does(func(ctx context.Context, id string, v int64, key string) (Order, error) {
		return h.Amend(ctx, id, []AmendedMilestone{{Title: "Half", Amount: cny(500), Quantity: 5}, {Title: "Rest", Amount: cny(400)}}, v, key)
	})
	if o.State != ledger.Proposed || o.Total != cny(900) || o.Milestones[0].Quantity != 5 {
		t.Fatalf("%+v", o)
	}
	if o = buyer.sees(); o.Milestones[1].Title != "Rest" || slices.Contains(o.May, "agree") {
		t.Fatalf("%+v", o)
	}
	seller.fails("currency_mismatch", func(ctx context.Context, id string, v int64, key string) (Order, error) {
		m := AmendedMilestone{Title: "All", Amount: cny(1)}
		m.Amount.Currency = "EUR"
		return h.Amend(ctx, id, []AmendedMilestone{m}, v, key)
	})
	if o = seller.does(h.Agree); o.State != ledger.AwaitingFunds {
		t.Fatalf("%+v", o)
	}
	seller.fails("wrong_state", h.Decline)
}
