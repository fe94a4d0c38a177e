package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"fairground/server/actor"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement"
	"fairground/server/settlement/ledger"
)

// look is somebody of a deal opening its page and doing what comes next.
func (w *world) look(ctx context.Context, d *deal) error {
	if d.id == "" {
		return w.sign(ctx, d)
	}
	o, err := w.service.Order(w.buyer(ctx, d), d.id)
	if err != nil {
		return fmt.Errorf("look at %s: %w", d.id, err)
	}
	err = w.act(ctx, d, o)
	if problem.Code(err) != "" {
		w.later(d, 1+d.rng.IntN(day)) // told no: somebody else was first, or the bank did not answer
	}
	return err
}

func (w *world) act(ctx context.Context, d *deal, o settlement.Order) error {
	switch {
	case o.Held:
		w.later(d, day)
		return nil
	case d.held && o.State == ledger.InDelivery:
		d.held = false
		w.later(d, day)
		return w.hold(ctx, d, o)
	case d.recalled && len(d.paid) > 0 && o.State != ledger.AwaitingFunds && chance(d.rng, 250):
		d.recalled = false
		return w.recall(ctx, d)
	}
	switch o.State {
	case ledger.AwaitingFunds, ledger.PartiallyFunded:
		return w.pay(ctx, d, o)
	case ledger.Funded, ledger.InDelivery:
		return w.deliver(ctx, d, o)
	}
	return w.ended(ctx, d, o)
}

// ended is an order that is over. Its buyer's bank may still have something to say.
func (w *world) ended(ctx context.Context, d *deal, o settlement.Order) error {
	w.forget(d)
	if d.pays == "late" && o.State == ledger.Expired {
		d.pays = ""
		return w.transfer(ctx, d, "late", o.Payable, o.ID)
	}
	d.done, d.parts = true, nil
	return nil
}

func (w *world) buyer(ctx context.Context, d *deal) context.Context {
	org, person := house("b", d.buyer)
	return as(ctx, org, person)
}

func (w *world) seller(ctx context.Context, d *deal) context.Context {
	org, person := house("s", d.seller)
	return as(ctx, org, person)
}

func carrier(ctx context.Context) context.Context { return as(ctx, "org_l1", "l1", actor.Logistics) }

// key is the Idempotency-Key of what a side does next: the same until there is an answer.
func (d *deal) key() string { return "deal-" + strconv.Itoa(d.n) + "-" + strconv.Itoa(d.acts) }

// did notes that something was answered, a refusal included, and passes on how it went. Where nobody knows what became of it,
// it is asked again under the same key.
func (d *deal) did(err error) error {
	if problem.Code(err) != "rail_unavailable" {
		d.acts++
	}
	return err
}

// waited says whether somebody has seen this before, and so has let the time pass that it takes.
func (d *deal) waited(what ...string) bool {
	seen := fmt.Sprint(what)
	again := d.met == seen
	d.met = seen
	return again
}

// days is a number of steps: between from and to days.
func (d *deal) days(from, to int) int { return day*from + d.rng.IntN(day*(to-from)+1) }

// pay is the buyer of an order that waits for money.
func (w *world) pay(ctx context.Context, d *deal, o settlement.Order) error {
	how := d.pays
	if len(d.paid) > 0 || o.State == ledger.PartiallyFunded {
		how = "rest" // something came, or was on its way for days
	}
	w.expect(d)
	switch how {
	case "never":
		w.later(d, 16*day)
		return nil
	case "late":
		w.later(d, 15*day+d.rng.IntN(day))
		return nil
	case "app":
		w.later(d, d.days(0, 2))
		_, err := w.service.Fund(w.buyer(ctx, d), o.ID, w.share(d, o), o.V, d.key())
		return d.did(err)
	case "rest":
		if d.staged && o.State == ledger.PartiallyFunded && o.Milestones[0].State == ledger.Funded {
			w.later(d, d.days(1, 3))
			_, err := w.service.Start(w.seller(ctx, d), o.ID, o.V, d.key())
			return d.did(err)
		}
		w.later(d, d.days(1, 2))
		_, err := w.service.Fund(w.buyer(ctx, d), o.ID, nil, o.V, d.key())
		return d.did(err)
	case "quote", "late quote":
		return w.quote(ctx, d, o)
	}
	w.later(d, d.days(1, 3))
	amount := o.Missing
	switch how {
	case "partly":
		amount.Minor = max(1, amount.Minor*int64(30+d.rng.IntN(40))/100)
	case "too much":
		amount.Minor += 1 + amount.Minor/40
	case "misnamed":
		return w.transfer(ctx, d, how, amount, "INV "+strconv.Itoa(d.n))
	case "foreign":
		amount = money.Amount{Minor: 50_000, Currency: map[bool]money.Currency{true: "USD", false: "EUR"}[d.currency == "EUR"]}
	default:
		if part := w.share(d, o); part != nil {
			amount = *part
		}
	}
	return w.transfer(ctx, d, how, amount, o.ID)
}

// share is what a buyer pays first who pays part by part; nil is all.
func (w *world) share(d *deal, o settlement.Order) *money.Amount {
	if !d.staged || o.State != ledger.AwaitingFunds {
		return nil
	}
	return &o.Milestones[0].Payable
}

// quote is the buyer paying in another currency: in time, or after the price has lapsed.
func (w *world) quote(ctx context.Context, d *deal, o settlement.Order) error {
	buyer, currency := w.buyer(ctx, d), map[bool]money.Currency{true: "EUR", false: "CNY"}[d.currency == "CNY"]
	w.later(d, d.days(1, 2))
	if len(o.Quotes) > 0 && o.Quotes[0].State == "LAPSED" {
		d.pays = "bank"
		_, err := w.service.ReturnQuote(buyer, o.Quotes[0].ID, o.V, d.key())
		return d.did(err)
	}
	if len(o.Quotes) > 0 && o.Quotes[0].State == "ACCEPTED" {
		if d.pays == "quote" || !d.waited("lapse") {
			return nil // the money is on its way, or late
		}
		return w.transfer(ctx, d, "quote", o.Quotes[0].Pay, o.ID)
	}
	o, err := w.service.RequestQuote(buyer, o.ID, currency, 0, o.V, d.key())
	if d.did(err) != nil {
		return err
	}
	if o, err = w.service.AcceptQuote(buyer, o.Quotes[0].ID, 0, o.V, d.key()); d.did(err) != nil {
		return err
	}
	if d.pays == "late quote" {
		d.waited("lapse")
		w.later(d, 4*day)
		return nil
	}
	_, err = w.service.PayQuote(buyer, o.Quotes[0].ID, nil, o.V, d.key())
	return d.did(err)
}

// deliver is what the sides do of an order that has its money: the first part that has not ended comes next.
func (w *world) deliver(ctx context.Context, d *deal, o settlement.Order) error {
	w.forget(d)
	if d.ends != "" && o.State == ledger.Funded {
		return w.cancel(ctx, d, o)
	}
	if d.financed {
		d.financed = false
		if err := w.finance(ctx, d, o); err != nil {
			return err
		}
		w.later(d, 1)
		return nil
	}
	i := slices.IndexFunc(o.Milestones, func(m settlement.Milestone) bool {
		return !slices.Contains([]string{ledger.Released, ledger.Split, ledger.Refunded, ledger.Cancelled}, m.State)
	})
	if i < 0 {
		w.later(d, 1)
		return nil
	}
	m := o.Milestones[i]
	switch m.State {
	case ledger.Planned: // paid part by part, or called back by a bank
		w.later(d, d.days(1, 2))
		_, err := w.service.Fund(w.buyer(ctx, d), o.ID, nil, o.V, d.key())
		return d.did(err)
	case ledger.Funded:
		return w.ship(ctx, d, o, m)
	case ledger.Shipped:
		if !d.waited(m.ID, m.State) {
			w.later(d, d.days(2, 8))
			return nil
		}
		w.later(d, d.days(1, 3))
		by := w.buyer(ctx, d)
		if d.carried {
			by = carrier(ctx)
		}
		_, err := w.service.Deliver(by, o.ID, m.ID, o.V, d.key())
		return d.did(err)
	case ledger.Inspection:
		return w.inspect(ctx, d, o, m)
	case ledger.Disputed:
		return w.argue(ctx, d, o, m)
	}
	w.later(d, day) // accepted: two officers look at it
	return nil
}

func (w *world) ship(ctx context.Context, d *deal, o settlement.Order, m settlement.Milestone) error {
	if !d.waited(m.ID, m.State) {
		w.later(d, d.days(2, 12))
		return nil
	}
	w.later(d, d.days(2, 8))
	if d.starts && o.State == ledger.Funded {
		var err error
		if o, err = w.service.Start(w.seller(ctx, d), o.ID, o.V, d.key()); d.did(err) != nil {
			return err
		}
	}
	d.met = fmt.Sprint([]string{m.ID, ledger.Shipped})
	_, err := w.service.Ship(w.seller(ctx, d), o.ID, m.ID, "waybill "+strconv.Itoa(d.n), o.V, d.key())
	return d.did(err)
}

// inspect is the buyer looking at what has arrived.
func (w *world) inspect(ctx context.Context, d *deal, o settlement.Order, m settlement.Milestone) error {
	p := d.parts[partOf(m)]
	buyer := w.buyer(ctx, d)
	switch {
	case p.ends == "silent":
		w.later(d, 2*day)
		return nil
	case p.ends == "pieces" && m.Quantity > 1 && m.Part == "":
		w.later(d, d.days(1, 2))
		_, err := w.service.AcceptPart(buyer, o.ID, m.ID, 1+d.rng.Int64N(m.Quantity-1), o.V, d.key())
		return d.did(err)
	case p.ends == "contested" && m.Part == "" && !slices.ContainsFunc(o.Disputes, func(q settlement.Dispute) bool { return q.Milestone == m.ID }):
		w.later(d, d.days(1, 2))
		why := settlement.Contest{Reason: "damaged", Note: "some are broken"}
		if chance(d.rng, 500) && m.Amount.Minor > 10 {
			why.Amount = &money.Amount{Minor: m.Amount.Minor / 3, Currency: m.Amount.Currency}
		}
		_, err := w.service.Reject(buyer, o.ID, m.ID, why, o.V, d.key())
		return d.did(err)
	}
	w.later(d, 1+d.rng.IntN(day))
	_, err := w.service.AcceptMilestone(buyer, o.ID, m.ID, o.V, d.key())
	return d.did(err)
}

// partOf is the place of the milestone agreed on that a milestone is, or is a part of.
func partOf(m settlement.Milestone) int {
	id := m.ID
	if m.Part != "" {
		id = m.Part
	}
	n, err := strconv.Atoi(id[len("mil_"):])
	if err != nil {
		return 0
	}
	return n - 1
}

// cancel is an order that both sides give up, or the buyer alone once the seller is late.
func (w *world) cancel(ctx context.Context, d *deal, o settlement.Order) error {
	if d.ends == "overdue" {
		if due := o.Milestones[0].Due; w.now().Before(due.Add(time.Hour)) {
			w.later(d, day*(1+int(due.Sub(w.now()).Hours()/24)))
			return nil
		}
		w.later(d, 1)
		_, err := w.service.Cancel(w.buyer(ctx, d), o.ID, o.V, d.key())
		return d.did(err)
	}
	w.later(d, 1)
	if slices.Contains(o.May, "cancel") {
		_, err := w.service.Cancel(w.buyer(ctx, d), o.ID, o.V, d.key())
		return d.did(err)
	}
	_, err := w.service.Cancel(w.seller(ctx, d), o.ID, o.V, d.key())
	return d.did(err)
}

// argue is a side of a dispute. A third is settled, a few are given up, the rest is ruled on, and some rulings are appealed.
func (w *world) argue(ctx context.Context, d *deal, o settlement.Order, m settlement.Milestone) error {
	w.later(d, d.days(1, 2))
	i := slices.IndexFunc(o.Disputes, func(q settlement.Dispute) bool {
		return q.Milestone == m.ID && !slices.Contains([]string{ledger.Settled, ledger.Executed, ledger.Withdrawn}, q.State)
	})
	if i < 0 {
		return nil
	}
	q := o.Disputes[i]
	half := settlement.Split{Seller: q.Contested, Buyer: q.Contested}
	half.Seller.Minor /= 2
	half.Buyer.Minor -= half.Seller.Minor
	temper := (d.n + len(o.Disputes)) % 10
	var err error
	switch {
	case q.State == ledger.Negotiation && temper < 4 && len(q.Offers) == 0:
		_, err = w.service.OfferSplit(w.seller(ctx, d), o.ID, q.ID, half, o.V, d.key())
	case slices.Contains(q.May, "accept") && temper < 4:
		_, err = w.service.AcceptSplit(w.buyer(ctx, d), o.ID, q.ID, int64(len(q.Offers)), o.V, d.key())
	case slices.Contains(q.May, "withdraw") && temper == 4:
		_, err = w.service.WithdrawDispute(w.buyer(ctx, d), o.ID, q.ID, o.V, d.key())
	case slices.Contains(q.May, "escalate") && temper < 8:
		_, err = w.service.Escalate(w.buyer(ctx, d), o.ID, q.ID, o.V, d.key())
	case slices.Contains(q.May, "evidence") && (q.State == ledger.Hearing || q.State == ledger.Appealed) && !d.waited(q.ID, q.State):
		if o, err = w.service.FileEvidence(w.buyer(ctx, d), o.ID, q.ID, "photo", "doc_1", "as it came", o.V, d.key()); d.did(err) != nil {
			return err
		}
		_, err = w.service.FileEvidence(w.seller(ctx, d), o.ID, q.ID, "waybill", "doc_2", "as it left", o.V, d.key())
	case slices.Contains(q.May, "appeal") && temper == 9:
		_, err = w.service.AppealRuling(w.buyer(ctx, d), o.ID, q.ID, "the photographs were not looked at", o.V, d.key())
	}
	return d.did(err)
}
