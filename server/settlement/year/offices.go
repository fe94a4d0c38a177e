package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fairground/server/actor"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement"
	"fairground/server/settlement/ledger"
)

func maker(ctx context.Context) context.Context { return officer(ctx, "maker", actor.ClearingMaker) }

func checker(ctx context.Context) context.Context {
	return officer(ctx, "checker", actor.ClearingChecker)
}

func auditor(ctx context.Context) context.Context { return officer(ctx, "auditor", actor.Auditor) }

func complianceOfficer(ctx context.Context) context.Context {
	return officer(ctx, "compliance", actor.Compliance)
}

// officers are the two people whatever needs four eyes needs, in the order in which they act.
func officers() []func(context.Context) context.Context {
	return []func(context.Context) context.Context{maker, checker}
}

// offices is the exchange at work, twice a day: makers first, checkers after them, each through what lies on the desk.
func (w *world) offices(ctx context.Context) error {
	for _, officer := range officers() {
		if err := w.desk(officer(ctx)); err != nil {
			return err
		}
		if err := w.suspense(officer(ctx)); err != nil {
			return err
		}
	}
	if err := w.exceptions(ctx); err != nil {
		return err
	}
	if err := w.compliance(ctx); err != nil {
		return err
	}
	if w.step%day != arbitration {
		return nil
	}
	return w.arbitrate(ctx)
}

// arbitration is when arbitrators sit, of the hours of a day.
const arbitration = 6

// key is the Idempotency-Key of what an officer does at this hour about one thing.
func (w *world) key(about ...any) string { return fmt.Sprint(append(about, w.step)...) }

// desk is one officer doing what the work page lists.
func (w *world) desk(ctx context.Context) error {
	list, err := w.service.Work(ctx)
	if err != nil {
		return fmt.Errorf("read the desk: %w", err)
	}
	return w.everybody(len(list.Items), func(n int) error {
		i := list.Items[n]
		key := w.key(i.Kind, i.Object, i.Payout, i.Order, i.Milestone)
		var err error
		switch i.Kind {
		case "release":
			_, err = w.service.ApproveRelease(ctx, i.Order, i.Milestone, "", i.V, key)
		case "payout":
			_, err = w.service.ApprovePayout(ctx, i.Payout, i.V, key)
		case "advance":
			_, err = w.service.ApproveAdvance(ctx, i.Object, i.V, key)
		case "resolve":
			if i.Since != nil && w.now().Sub(*i.Since) > 2*24*time.Hour { // two statements have come without it
				_, err = w.service.ResolvePayout(ctx, i.Payout, ledger.Rejected, "two statements do not have it", i.V, key)
			}
		case "debt":
			if w.old(i.Org, *i.Amount) {
				_, err = w.service.WriteOff(ctx, i.Org, *i.Amount, "nothing is to be got", key)
			}
		}
		return err
	})
}

// suspense is one officer asking whose money it may be. Both come to the same, so that the checker confirms the maker.
func (w *world) suspense(ctx context.Context) error {
	lying, err := w.service.SuspenseList(ctx, "")
	if err != nil {
		return fmt.Errorf("read suspense: %w", err)
	}
	return w.everybody(len(lying), func(n int) error {
		u := lying[n]
		key := w.key("suspense", u.ID)
		if len(u.Proposed) > 0 { // the checker has the same papers before him
			if p := u.Proposed[0]; p.Yours {
				return w.service.Confirm(ctx, p.ID, key)
			}
			return nil
		}
		if order := w.meant(ctx, u); order != "" {
			_, err := w.service.AssignSuspense(ctx, u.ID, order, u.V, key)
			return err
		}
		account := ""
		if u.Payer == "" {
			account = "org_b0000"
		}
		_, err := w.service.ReturnSuspense(ctx, u.ID, account, u.V, key)
		return err
	})
}

// meant finds the order of a payer that lacks exactly what came.
func (w *world) meant(ctx context.Context, u settlement.Suspense) string {
	w.mu.Lock()
	candidates := slices.Clone(w.open[u.Payer])
	w.mu.Unlock()
	for _, d := range candidates {
		if o, err := w.service.Order(ctx, d.id); err == nil && o.Missing == u.Amount && !o.Held {
			return o.ID
		}
	}
	return ""
}

// exceptions is the bank desk going through what no rule decided, as its page says.
func (w *world) exceptions(ctx context.Context) error {
	cursor := ""
	for {
		open, next, err := w.service.Exceptions(maker(ctx), "open", cursor, 200)
		if err != nil {
			return fmt.Errorf("read exceptions: %w", err)
		}
		for _, e := range open {
			if err := w.took(w.examine(ctx, e)); err != nil {
				return err
			}
		}
		if cursor = next; next == "" {
			return nil
		}
	}
}

// examine deals with one exception. What the program clears by itself is left to it.
func (w *world) examine(ctx context.Context, e settlement.Exception) error {
	w.kinds(e)
	switch e.Kind {
	case "amount_differs": // the bank is written to, and corrects itself; then the exception has done its work
		p, err := w.service.Payout(maker(ctx), e.Payout)
		if err != nil {
			return fmt.Errorf("examine %s: %w", e.ID, err)
		}
		if p.State == ledger.Settled || p.State == ledger.Returned {
			return w.resolve(ctx, e, "the bank has corrected it")
		}
		if w.now().Sub(e.Opened) < 24*time.Hour {
			return nil
		}
		if _, err := w.bank.Correct(ctx, "PAY"+strings.TrimPrefix(e.Payout, "pay_")); err != nil {
			return fmt.Errorf("write to the bank: %w", err)
		}
		return nil
	case "line_unknown", "line_refused", "receipt_reversed": // what the bank took and nobody answers for is a loss
		if e.Amount == nil || e.Amount.Minor >= 0 {
			return nil
		}
		loss := money.Amount{Minor: -e.Amount.Minor, Currency: e.Amount.Currency}
		for _, officer := range officers() {
			if _, err := w.service.BookLoss(officer(ctx), loss, e.Line, e.Kind, w.key("loss", e.ID)); err != nil {
				return fmt.Errorf("book loss: %w", err)
			}
		}
		return w.resolve(ctx, e, "booked as a loss")
	}
	return nil
}

func (w *world) resolve(ctx context.Context, e settlement.Exception, reason string) error {
	if _, err := w.service.ResolveException(maker(ctx), e.ID, reason, e.V); err != nil {
		return fmt.Errorf("resolve exception: %w", err)
	}
	return nil
}

// hold is compliance stopping an order to look at it.
func (w *world) hold(ctx context.Context, d *deal, o settlement.Order) error {
	_, err := w.service.Hold(complianceOfficer(ctx), o.ID, "a routine look", o.V, d.key())
	if d.did(err) == nil {
		w.mu.Lock()
		w.stopped = append(w.stopped, d)
		w.mu.Unlock()
	}
	return err
}

// compliance lets go on what was looked at for two days, says who is only called like somebody, and a checker agrees.
func (w *world) compliance(ctx context.Context) error {
	officer := complianceOfficer(ctx)
	standings, err := w.service.Standings(officer, false)
	if err != nil {
		return fmt.Errorf("read standings: %w", err)
	}
	for _, p := range standings {
		if slices.Contains(p.May, "clear") {
			if _, err := w.service.Decide(officer, p.Org, "clear", "another one of that name", w.key("clear", p.Org)); w.took(err) != nil {
				return err
			}
		}
	}
	w.mu.Lock()
	stopped := w.stopped
	w.stopped = nil
	w.mu.Unlock()
	return w.everybody(len(stopped), func(n int) error {
		d := stopped[n]
		o, err := w.service.Order(officer, d.id)
		if err != nil || !o.Held {
			return err
		}
		if o.Hold != nil && w.now().Sub(o.Hold.At) < 2*24*time.Hour {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.stopped = append(w.stopped, d)
			return nil
		}
		for _, who := range []func(context.Context) context.Context{complianceOfficer, checker} {
			if _, err := w.service.Lift(who(ctx), d.id, o.V, w.key("lift", d.id)); err != nil {
				return fmt.Errorf("lift hold: %w", err)
			}
		}
		return nil
	})
}

// arbitrate is four arbitrators: each rules on what the others have not, or confirms it.
func (w *world) arbitrate(ctx context.Context) error {
	for n, name := range []string{"arbitrator1", "arbitrator2", "arbitrator3", "arbitrator4"} {
		who := officer(ctx, name, actor.Arbitrator)
		for _, state := range []string{ledger.Hearing, ledger.Ruled, ledger.Appealed} {
			cases, err := w.service.Disputes(who, state)
			if err != nil {
				return fmt.Errorf("read disputes: %w", err)
			}
			err = w.everybody(len(cases), func(i int) error {
				c := cases[i]
				q, key := c.Dispute, w.key(name, c.Dispute.ID, c.Order)
				switch {
				case slices.Contains(q.May, "confirm"):
					_, err := w.service.ConfirmRuling(who, c.Order, q.ID, q.V, key)
					return err
				case slices.Contains(q.May, "decide") && state != ledger.Ruled:
					split := settlement.Split{Seller: q.Contested, Buyer: q.Contested}
					split.Seller.Minor = split.Seller.Minor * int64(3+n) / 10
					split.Buyer.Minor -= split.Seller.Minor
					_, err := w.service.RuleOn(who, c.Order, q.ID, split, "as the photographs show", q.V, key)
					return err
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// closeBooks closes the month that is over; two people say so.
func (w *world) closeBooks(ctx context.Context) error {
	until := w.now().Truncate(24 * time.Hour)
	for _, officer := range officers() {
		if _, err := w.service.ClosePeriod(officer(ctx), until, w.key("close")); err != nil {
			return fmt.Errorf("close period: %w", err)
		}
	}
	return nil
}

// prepare is what must be there before the first deal: taxes, and funders with money.
func (w *world) prepare(ctx context.Context) error {
	w.at(1)
	for _, officer := range officers() {
		_, err := w.service.SetTaxRule(officer(ctx), settlement.TaxRule{
			Jurisdiction: "CN", Income: "royalties", Kind: "person", From: begin, RateBasisPoints: 1000, Certificate: "royalties of persons",
		}, "tax")
		if err != nil {
			return fmt.Errorf("set tax rule: %w", err)
		}
	}
	for n := range funders {
		for c, most := range map[money.Currency]int64{"CNY": 2_000_000_000, "EUR": 100_000_000, "USD": 100_000_000} {
			_, err := w.service.Deposit(funder(ctx, n), money.Amount{Minor: most, Currency: c}, "funder", "lend "+string(c))
			if problem.Code(err) == "rail_unavailable" {
				continue // it has arrived; only the answer was lost
			}
			if err != nil {
				return fmt.Errorf("deposit: %w", err)
			}
		}
	}
	w.at(0)
	return nil
}

// old says whether a debt has stood for 45 days; it remembers since when.
func (w *world) old(org string, owed money.Amount) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	key := org + string(owed.Currency)
	since := cmp.Or(w.debts[key], w.step)
	w.debts[key] = since
	return w.step-since > 45*day
}
