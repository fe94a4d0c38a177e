package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"fairground/server/actor"
	"fairground/server/money"
	"fairground/server/settlement"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
)

const funders = 3

func funder(ctx context.Context, n int) context.Context {
	return as(ctx, "org_f"+strconv.Itoa(n), "f"+strconv.Itoa(n), actor.Funder)
}

// transfer is the buyer paying at his own bank: nobody here is told before the bank's notice comes.
func (w *world) transfer(ctx context.Context, d *deal, how string, amount money.Amount, reference string) error {
	org, _ := house("b", d.buyer)
	if how == "third" {
		org = fmt.Sprintf("DE%020d", d.n)
	}
	e2e := fmt.Sprintf("BANK%06d-%d", d.n, d.acts)
	d.acts++
	d.paid = append(d.paid, e2e)
	_, err := w.bank.Collect(ctx, rail.Instruction{EndToEnd: e2e, Party: org, Reference: reference, Amount: amount})
	if errors.Is(err, rail.ErrLost) {
		return nil // the buyer's bank knows
	}
	if err != nil {
		return fmt.Errorf("transfer for %s: %w", d.id, err)
	}
	return nil
}

// recall is the payer's bank calling the first payment back; the seller may contest it, and may win.
func (w *world) recall(ctx context.Context, d *deal) error {
	w.later(d, 1)
	ack, err := w.bank.TakeBack(ctx, d.paid[0])
	if err != nil {
		return fmt.Errorf("call back %s: %w", d.paid[0], err)
	}
	if ack.State == rail.Accepted {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.recalls = append(w.recalls, d)
	}
	return nil
}

// claims is the sellers answering what banks call back: half contest, and half of those win.
func (w *world) claims(ctx context.Context) error {
	w.mu.Lock()
	recalls := w.recalls
	w.recalls = nil
	w.mu.Unlock()
	return w.everybody(len(recalls), func(n int) error {
		d := recalls[n]
		open, err := w.service.Claims(w.seller(ctx, d), d.id, "")
		if err != nil {
			return err
		}
		for _, k := range open {
			switch {
			case slices.Contains(k.May, "contest") && d.n%2 == 0:
				if _, err := w.service.ContestClaim(w.seller(ctx, d), k.ID, "the waybill", k.V, w.key("contest", k.ID)); err != nil {
					return err
				}
				if d.n%4 == 0 {
					_, err := w.bank.GiveBack(ctx, d.paid[0])
					return err //nolint:wrapcheck // ends the run
				}
			case slices.Contains(k.May, "concede") && d.n%3 == 0:
				if _, err := w.service.ConcedeClaim(w.seller(ctx, d), k.ID, k.V, w.key("concede", k.ID)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// finance is the seller asking for early payment, a funder offering it and the seller accepting; officers pay it out.
func (w *world) finance(ctx context.Context, d *deal, o settlement.Order) error {
	i := slices.IndexFunc(o.Milestones, func(m settlement.Milestone) bool { return m.State == ledger.Funded })
	if i < 0 || d.currency == "JPY" || d.currency == "KWD" {
		return nil
	}
	early := money.Amount{Minor: o.Milestones[i].Amount.Minor / 2, Currency: d.currency}
	o, err := w.service.AskAdvance(w.seller(ctx, d), o.ID, o.Milestones[i].ID, &early, o.V, d.key())
	if d.did(err) != nil {
		return err
	}
	a, err := w.service.OfferAdvance(funder(ctx, d.n%funders), o.ID, settlement.Offer{Milestone: o.Milestones[i].ID, Amount: early, Rate: "7.5"}, o.V, d.key())
	if d.did(err) != nil {
		return err
	}
	_, err = w.service.AcceptAdvance(w.seller(ctx, d), a.ID, a.V, d.key())
	return d.did(err)
}

// payday is sellers and buyers having paid out what they have, each house on one day of the week.
func (w *world) payday(ctx context.Context) error {
	if err := w.claims(ctx); err != nil {
		return err
	}
	var turn []context.Context
	for n := range w.houses() {
		if (n+w.step/day)%3 == 0 {
			org, person := house("s", n)
			turn = append(turn, as(ctx, org, person))
		}
		if (n+w.step/day)%14 == 0 {
			org, person := house("b", n)
			turn = append(turn, as(ctx, org, person))
		}
	}
	return w.everybody(len(turn), func(n int) error { //nolint:contextcheck // each asks as the house whose turn it is
		rows, _, err := w.service.Balances(turn[n])
		if err != nil {
			return fmt.Errorf("read balances: %w", err)
		}
		for _, b := range rows {
			if b.Debt.Minor > 0 && b.Debt.Minor < 1000 {
				_, err := w.service.Deposit(turn[n], b.Debt, "user", w.key("debt", b.Currency))
				return err
			}
			if b.Available.Minor > 0 && b.Debt.Minor == 0 {
				if _, err := w.service.RequestPayout(turn[n], b.Available, settlement.ForOwn, w.key("payout", b.Currency)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
