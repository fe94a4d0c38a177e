package settlement

import (
	"context"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/money"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/statement"
)

// A statement covers a day and comes on the next one; after a weekend and a day to write it, it is late.
const (
	statementComes = 48 * time.Hour
	statementLate  = 96 * time.Hour
)

// clearingWork is what waits for clearing officers: releases and payouts above the limit, payouts nobody knows about, money in
// suspense, claims that may be contested, debts, early payment that sellers have accepted, what the bank's files leave to
// people, and whatever else a maker has proposed. Both officers see all of it, and auditors too; Yours says who may act.
func (s *Service) clearingWork(ctx context.Context, a actor.Actor, now int64) ([]WorkItem, error) {
	if !a.Clears(actor.ClearingMaker) && !a.Clears(actor.ClearingChecker) && !a.Clears(actor.Auditor) {
		return nil, nil
	}
	orders, payouts := s.ordersWith(accepted, lent), s.livePayouts()
	var items []WorkItem
	s.engine.View(func(st *ledger.State) {
		waiting := proposals(st.Proposals())
		for _, id := range orders {
			if o, ok := st.Order(id); ok {
				items = append(items, advanceWork(a, o, waiting)...)
				items = append(items, releaseWork(a, o, st.Limit(o.Terms.Currency).Release)...)
			}
		}
		for _, id := range payouts {
			switch p, _ := st.Payout(id); {
			case p.State == ledger.Requested && p.Amount > st.Limit(p.Currency).Payout:
				items = append(items, payoutWork(a, p))
			case p.State == ledger.Unknown:
				items = append(items, resolveWork(a, p, waiting.about(func(q *ledger.Proposal) bool { return q.Payout == p.ID })))
			}
		}
		for _, u := range st.SuspenseIn(ledger.Lying) {
			items = append(items, suspenseWork(a, u, waiting.about(func(q *ledger.Proposal) bool { return q.Object == u.ID })))
		}
		for _, id := range st.Claims() {
			if k, o, _ := st.Claim(id); k.State == ledger.ClaimOpen {
				items = append(items, claimWork(a, o, k))
			}
		}
		for _, d := range s.debts(st) {
			items = append(items, debtWork(a, d, waiting.about(func(q *ledger.Proposal) bool {
				return q.Type == ledger.WriteOffDebt && q.Object == d.Org && q.Currency == d.Currency
			})))
		}
		for _, p := range waiting { // unless it stands already with what it is about
			if !slices.ContainsFunc(items, func(i WorkItem) bool { return i.Proposal == p.ID }) {
				items = append(items, proposalWork(st, a, p))
			}
		}
	})
	bank, err := s.bankWork(ctx, a)
	items = append(items, bank...)
	for i := range items {
		items[i].timed(now)
	}
	return items, err
}

// timed gives an item of an office its time: what has none of its own is due a day after it came up.
func (i *WorkItem) timed(now int64) {
	if i.Due == nil && i.Since != nil {
		due := i.Since.Add(clearWithin)
		i.Due = &due
	}
	i.Urgency = Anytime
	if i.Due != nil {
		i.Urgency = urgency(i.Due.UnixMilli(), now)
	}
}

// bankWork are the open exceptions, and the currencies in which the bank's statements have stopped coming.
func (s *Service) bankWork(ctx context.Context, a actor.Actor) ([]WorkItem, error) {
	open, _, err := s.incoming.exceptionPage(ctx, exceptionOpen, "", maxWork)
	if err != nil {
		return nil, err
	}
	var items []WorkItem
	for _, d := range open {
		e := d.view()
		items = append(items, WorkItem{
			Kind: "exception", Action: "examine", Role: roleWords[ledger.Maker], Object: e.ID, Code: e.Kind, Order: e.Order, Payout: e.Payout, Amount: e.Amount,
			Since: &e.Opened, V: e.V, Yours: clears(a),
		})
	}
	account, today := s.opt.Rail.Capabilities().Account, statement.DayOf(s.opt.Now()).Time()
	for _, c := range s.banked() {
		last, known, err := s.incoming.lastStatement(ctx, account, string(c), 1<<30)
		if err != nil {
			return nil, err
		}
		if since := last.Day.Time().Add(statementComes); known && !today.Before(since) {
			late := last.Day.Time().Add(statementLate)
			items = append(items, WorkItem{
				Kind: "statement", Action: "import", Role: roleWords[ledger.Maker], Object: account, Code: string(c), Since: &since, Due: &late, Yours: clears(a),
			})
		}
	}
	return items, nil
}

// banked are the currencies that were ever at the bank.
func (s *Service) banked() (in []money.Currency) {
	bank := ledger.BankAccount(s.opt.Rail.Capabilities().Name)
	s.engine.View(func(st *ledger.State) {
		for _, c := range money.Currencies() {
			if st.Balance(ledger.AccountID{Name: bank, Currency: c}).Seq > 0 {
				in = append(in, c)
			}
		}
	})
	return in
}

// proposals are what waits for a checker.
type proposals []*ledger.Proposal

func (p proposals) about(it func(*ledger.Proposal) bool) *ledger.Proposal {
	if i := slices.IndexFunc(p, it); i >= 0 {
		return p[i]
	}
	return nil
}

// pairWork is an item of two people; maker is who has said something already, "" for nobody.
func pairWork(a actor.Actor, i WorkItem, maker string) WorkItem {
	i.Action, i.Role, i.ProposedBy = "propose", roleWords[ledger.Maker], maker
	if maker != "" {
		i.Action, i.Role = "check", roleWords[ledger.Checker]
	}
	_, err := clearingRole(a, maker)
	i.Yours = err == nil
	return i
}

// proposedWork is an item of two people that a proposal may stand with.
func proposedWork(a actor.Actor, i WorkItem, proposed *ledger.Proposal) WorkItem {
	if proposed == nil {
		return pairWork(a, i, "")
	}
	i.Proposal = proposed.ID
	return pairWork(a, i, proposed.Maker)
}

// neutral says whether a clearing officer has no part in an order.
func neutral(a actor.Actor, o *ledger.Order) bool {
	r := side(a, o)
	return (r == ledger.Maker || r == ledger.Checker) && a.Org != o.Terms.Organizer
}

func advanceWork(a actor.Actor, o *ledger.Order, waiting proposals) []WorkItem {
	var items []WorkItem
	for _, v := range o.Advances {
		if v.State != ledger.Accepted {
			continue
		}
		i := proposedWork(a, WorkItem{
			Kind: "advance", Order: o.ID, Milestone: v.Milestone, Object: v.ID, Org: o.Terms.Seller, Since: instant(v.Created), Due: instant(v.Until), V: o.Version,
			Amount: &money.Amount{Minor: v.Offered, Currency: o.Terms.Currency},
		}, waiting.about(func(p *ledger.Proposal) bool { return p.Type == ledger.DisburseAdvance && p.Object == v.ID }))
		i.Yours = i.Yours && neutral(a, o) && a.Org != v.Funder
		items = append(items, i)
	}
	return items
}

func releaseWork(a actor.Actor, o *ledger.Order, limit int64) []WorkItem {
	var items []WorkItem
	for _, m := range o.Milestones {
		if m.State != ledger.Accepted || m.Due() <= limit {
			continue
		}
		i := pairWork(a, WorkItem{
			Kind: "release", Order: o.ID, Milestone: m.ID, Org: o.Terms.Seller, Amount: &money.Amount{Minor: m.Due(), Currency: o.Terms.Currency},
			Since: instant(o.Changed), V: o.Version,
		}, m.Maker)
		i.Yours = i.Yours && neutral(a, o) && o.Hold == nil
		items = append(items, i)
	}
	return items
}

func payoutWork(a actor.Actor, p *ledger.Payout) WorkItem {
	amount := payoutAmount(p)
	i := pairWork(a, WorkItem{Kind: "payout", Payout: p.ID, Order: p.Order, Org: p.Org, Amount: &amount, Since: instant(p.Created), V: p.Version}, p.Maker)
	i.Yours = i.Yours && a.Org != p.Org && a.Person != p.Requester
	return i
}

func resolveWork(a actor.Actor, p *ledger.Payout, proposed *ledger.Proposal) WorkItem {
	amount := payoutAmount(p)
	return proposedWork(a, WorkItem{Kind: "resolve", Payout: p.ID, Org: p.Org, Amount: &amount, Since: instant(p.Changed), V: p.Version}, proposed)
}

func suspenseWork(a actor.Actor, u *ledger.Suspense, proposed *ledger.Proposal) WorkItem {
	i := proposedWork(a, WorkItem{
		Kind: "suspense", Object: u.ID, Code: u.Why, Amount: &money.Amount{Minor: u.Amount, Currency: u.Currency}, Since: instant(u.Created), V: 1,
	}, proposed)
	if proposed == nil {
		i.Action = "examine" // what to propose has to be found out first
		return i
	}
	i.Order = proposed.Order // whose it is said to be
	return i
}

func claimWork(a actor.Actor, o *ledger.Order, k ledger.Claim) WorkItem {
	return WorkItem{
		Kind: "claim", Action: "contest", Role: roleWords[ledger.Maker], Object: k.ID, Order: o.ID, Org: o.Terms.Seller,
		Amount: &money.Amount{Minor: k.Amount, Currency: o.Terms.Currency}, Since: instant(k.Opened), Due: instant(k.Until), V: o.Version,
		Yours: side(a, o) == ledger.Maker && a.Org != o.Terms.Organizer,
	}
}

// debtWork has no time: a debt stands until it is paid or two people give it up.
func debtWork(a actor.Actor, d ledger.Debt, proposed *ledger.Proposal) WorkItem {
	i := proposedWork(a, WorkItem{Kind: "debt", Object: d.Org, Org: d.Org, Amount: &money.Amount{Minor: d.Minor, Currency: d.Currency}}, proposed)
	i.Yours = i.Yours && a.Org != d.Org
	return i
}

// proposalWork is what waits for a checker and is no step of anything else. What a decision about a claim moves is the claim's.
func proposalWork(st *ledger.State, a actor.Actor, p *ledger.Proposal) WorkItem {
	i := WorkItem{
		Kind: "proposal", Object: p.ID, Proposal: p.ID, Code: string(p.Type), Order: p.Order, Milestone: p.Milestone, Payout: p.Payout,
		Amount: viewProposal(a, p).Amount, Since: instant(p.Time),
	}
	if k, o, ok := st.Claim(p.Object); ok && i.Amount == nil {
		i.Amount = &money.Amount{Minor: k.Amount, Currency: o.Terms.Currency}
	}
	if p.Type == ledger.UnblockParty {
		i.Org = p.Object
	}
	return pairWork(a, i, p.Maker)
}
