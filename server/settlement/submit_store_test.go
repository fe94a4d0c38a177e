package settlement

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"fairground/server/problem"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
	"fairground/server/settlement/statement"
)

func TestMoneyOfNobodyGoesBackToTheAccountItCameFrom(t *testing.T) {
	h := openAt(t, rail.Settings{})
	h.upload(t, csv(t, ours(1, 0, statement.Line{Amount: cny(40), Ref: "R1", Reference: "hello", Party: "Somebody", Account: "6222-0001"})))
	var u *ledger.Suspense
	h.engine.View(func(st *ledger.State) { u = st.SuspenseIn(ledger.Lying)[0] })
	if strings.Contains(u.Payer, "6222") || !strings.HasPrefix(u.Payer, senderOf) {
		t.Fatalf("the log holds the account %q", u.Payer)
	}
	to := must[statement.Party](t)(h.creditor(t.Context(), &ledger.Payout{Account: u.Payer}))
	if to != (statement.Party{Name: "Somebody", Account: "6222-0001"}) {
		t.Fatalf("got %+v", to)
	}
}

// silent is a rail that carries out and never answers.
type silent struct{ rail.Rail }

func (s silent) Submit(ctx context.Context, b rail.Batch) ([]rail.Ack, error) {
	if _, err := s.Rail.Submit(ctx, b); err != nil {
		return nil, err
	}
	return nil, errors.New("nobody answers")
}

// deaf is a rail that nothing reaches.
type deaf struct{ rail.Rail }

func (deaf) Submit(context.Context, rail.Batch) ([]rail.Ack, error) {
	return nil, errors.New("nobody answers")
}

// paidOut brings an order to its end with 1010 going back to the buyer.
func (h *house) paidOut(t testing.TB) string {
	t.Helper()
	buyer, seller := person(t, "org_b", "b"), person(t, "org_s", "s")
	id := must[string](t)(h.ImportDeal(t.Context(), deal(1000)))
	o := must[Order](t)(h.Fund(buyer, id, nil, 1, h.key()))
	o = must[Order](t)(h.Cancel(seller, id, o.V, h.key()))
	must[Order](t)(h.Cancel(buyer, id, o.V, h.key()))
	var ids []string
	h.engine.View(func(st *ledger.State) { ids = st.Payouts() })
	if len(ids) != 1 {
		t.Fatalf("got payouts %v", ids)
	}
	return ids[0]
}

func TestAPayoutWithoutAnAnswerIsUnknownUntilALineSays(t *testing.T) {
	h := openAt(t, rail.Settings{})
	whole := h.opt.Rail
	h.opt.Rail = deaf{whole}
	id := h.paidOut(t)
	for range 3 {
		h.Tick(t.Context())
		h.clock.forward(time.Minute)
	}
	p := must[Payout](t)(h.Payout(maker(t), id))
	if p.State != ledger.Unknown {
		t.Fatalf("got %s", p.State)
	}
	// A refusal in an answer does not decide it: the file may have arrived before.
	var answer bytes.Buffer
	refusal := statement.File{ID: "A", Statuses: []statement.Status{{MsgID: h.payout(t, id).Batch, EndToEnd: endToEnd(id), State: statement.Rejected, Reason: "AC04"}}}
	if err := statement.WritePain002(&answer, "pain.002.001.10", h.clock.now(), refusal); err != nil {
		t.Fatal(err)
	}
	h.upload(t, answer.Bytes())
	if p = must[Payout](t)(h.Payout(maker(t), id)); p.State != ledger.Unknown {
		t.Fatalf("got %s", p.State)
	}
	if got := h.exceptions(t, "open"); !reflect.DeepEqual(got, []string{"answer_refused"}) {
		t.Fatalf("got %v", got)
	}
	h.upload(t, csv(t, ours(1, 1010, statement.Line{Amount: cny(-1010), Ref: "R1", EndToEnd: endToEnd(id)})))
	if p = must[Payout](t)(h.Payout(maker(t), id)); p.State != ledger.Settled {
		t.Fatalf("got %s", p.State)
	}
}

func TestAPaymentFileSentTwiceIsNotPaidTwice(t *testing.T) {
	h := openAt(t, rail.Settings{})
	h.opt.Rail = silent{h.opt.Rail}
	id := h.paidOut(t)
	for range 4 {
		h.clock.forward(time.Minute)
		h.Tick(t.Context())
	}
	p := must[Payout](t)(h.Payout(maker(t), id))
	if p.State != ledger.Settled || h.bank(t) != 0 {
		t.Fatalf("got %s, %d at the bank", p.State, h.bank(t))
	}
	o, _ := h.outgoingNamed(h.payout(t, id).Batch)
	if file := must[rail.Batch](t)(h.paymentFile(t.Context(), o, statement.Day(o.batch.Day))); file.Hash() != o.batch.Hash || file.MsgID != o.batch.ID {
		t.Fatal("the same batch makes two files")
	}
	if sent, err := h.PaymentFile(maker(t), o.msg); err != nil || (rail.Batch{File: sent}).Hash() != o.batch.Hash {
		t.Fatalf("the officer reads another file: %v", err)
	}
	if _, err := h.PaymentFile(maker(t), "BATnobody"); problem.Code(err) != "payment_file_unknown" {
		t.Fatalf("got %v", err)
	}
}

func (h *house) payout(t testing.TB, id string) *ledger.Payout {
	t.Helper()
	var p *ledger.Payout
	h.engine.View(func(st *ledger.State) { p, _ = st.Payout(id) })
	if p == nil {
		t.Fatalf("no payout %s", id)
	}
	return p
}
