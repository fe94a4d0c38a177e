package settlement

import (
	"context"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/money"
	"fairground/server/settlement/ledger"
)

// Task is something that waits for a clearing officer.
type Task struct {
	Kind       string        `json:"kind" enum:"release,payout,resolve,suspense,claim,debt,advance,proposal"`
	Step       string        `json:"step" enum:"propose,check,examine,contest"`
	Order      string        `json:"order,omitempty"`
	Milestone  string        `json:"milestone,omitempty"`
	Payout     string        `json:"payout,omitempty"`
	Object     string        `json:"object,omitempty" doc:"The money in suspense, the claim or the proposal."`
	Title      string        `json:"title,omitempty"`
	Org        string        `json:"org,omitempty" doc:"Who gets the money."`
	Amount     *money.Amount `json:"amount,omitempty"`
	Since      *time.Time    `json:"since,omitempty"`
	ProposedBy string        `json:"proposedBy,omitempty"`
	Yours      bool          `json:"yours" doc:"The reader may do the step."`
	V          int64         `json:"v" doc:"Version of the order, the payout or the money in suspense, for If-Match."`
	Until      *time.Time    `json:"until,omitempty" doc:"When it is too late."`
}

// Queue lists what waits for clearing officers, the oldest first: releases and payouts above the limit, payouts nobody knows
// about, money in suspense, claims that may be contested, debts, early payment that sellers have accepted, and whatever else a maker has proposed.
func (s *Service) Queue(ctx context.Context) ([]Task, error) {
	a := actor.From(ctx)
	if !a.Clears(actor.ClearingMaker) && !a.Clears(actor.ClearingChecker) && !a.Clears(actor.Auditor) {
		return nil, refusal(ledger.WhyRole)
	}
	orders, payouts := s.live()
	tasks, debts := []Task{}, []Task{}
	s.engine.View(func(st *ledger.State) {
		waiting := proposals(st.Proposals())
		for _, id := range orders {
			o, _ := st.Order(id)
			tasks = append(tasks, advanceTasks(a, o, waiting)...)
			for _, m := range o.Milestones {
				if m.State == ledger.Accepted && m.Due() > st.Limit(o.Terms.Currency).Release {
					tasks = append(tasks, releaseTask(a, o, m))
				}
			}
		}
		for _, id := range payouts {
			switch p, _ := st.Payout(id); {
			case p.State == ledger.Requested && p.Amount > st.Limit(p.Currency).Payout:
				tasks = append(tasks, payoutTask(a, p))
			case p.State == ledger.Unknown:
				tasks = append(tasks, resolveTask(a, p, waiting.about(func(q *ledger.Proposal) bool { return q.Payout == p.ID })))
			}
		}
		for _, u := range st.SuspenseIn(ledger.Lying) {
			tasks = append(tasks, suspenseTask(a, u, waiting.about(func(q *ledger.Proposal) bool { return q.Object == u.ID })))
		}
		for _, id := range st.Claims() {
			if k, o, _ := st.Claim(id); k.State == ledger.ClaimOpen {
				tasks = append(tasks, claimTask(a, o, k))
			}
		}
		for _, d := range st.Debts() {
			debts = append(debts, debtTask(a, d, waiting.about(func(q *ledger.Proposal) bool {
				return q.Type == ledger.WriteOffDebt && q.Object == d.Org && q.Currency == d.Currency
			})))
		}
		for _, p := range waiting {
			if !slices.Contains([]ledger.Type{ledger.ResolvePayout, ledger.AssignSuspense, ledger.ReturnSuspense, ledger.WriteOffDebt, ledger.DisburseAdvance}, p.Type) {
				tasks = append(tasks, proposalTask(a, p)) // the others stand with what they are about
			}
		}
	})
	slices.SortStableFunc(tasks, func(x, y Task) int { return x.Since.Compare(*y.Since) })
	for i := range tasks {
		if tasks[i].Order != "" {
			text, err := s.store.text(ctx, tasks[i].Order)
			if err != nil {
				return nil, err
			}
			tasks[i].Title = text.Title
		}
	}
	return append(tasks, debts...), nil // a debt stands until it is paid
}

// proposals are what waits for a checker.
type proposals []*ledger.Proposal

func (p proposals) about(it func(*ledger.Proposal) bool) *ledger.Proposal {
	if i := slices.IndexFunc(p, it); i >= 0 {
		return p[i]
	}
	return nil
}

// pairTask is a task of two people; proposed is what a maker has said already, nil for nothing.
func pairTask(a actor.Actor, t Task, proposed *ledger.Proposal) Task {
	t.Step = "propose"
	if proposed != nil {
		t.Step, t.ProposedBy = "check", proposed.Maker
	}
	_, err := clearingRole(a, t.ProposedBy)
	t.Yours = err == nil
	return t
}

func resolveTask(a actor.Actor, p *ledger.Payout, proposed *ledger.Proposal) Task {
	return pairTask(a, Task{Kind: "resolve", Payout: p.ID, Org: p.Org, Amount: &money.Amount{Minor: p.Amount, Currency: p.Currency}, Since: instant(p.Changed), V: p.Version}, proposed)
}

func suspenseTask(a actor.Actor, u *ledger.Suspense, proposed *ledger.Proposal) Task {
	t := Task{Kind: "suspense", Object: u.ID, Amount: &money.Amount{Minor: u.Amount, Currency: u.Currency}, Since: instant(u.Created), V: 1}
	if t = pairTask(a, t, proposed); proposed == nil {
		t.Step = "examine"
	}
	return t
}

func claimTask(a actor.Actor, o *ledger.Order, k ledger.Claim) Task {
	return Task{
		Kind: "claim", Step: "contest", Object: k.ID, Order: o.ID, Org: o.Terms.Seller, Amount: &money.Amount{Minor: k.Amount, Currency: o.Terms.Currency},
		Since: instant(k.Opened), Until: instant(k.Until), V: o.Version, Yours: side(a, o) == ledger.Maker && a.Org != o.Terms.Organizer,
	}
}

func debtTask(a actor.Actor, d ledger.Debt, proposed *ledger.Proposal) Task {
	t := pairTask(a, Task{Kind: "debt", Org: d.Org, Amount: &money.Amount{Minor: d.Minor, Currency: d.Currency}}, proposed)
	t.Yours = t.Yours && a.Org != d.Org
	return t
}

func proposalTask(a actor.Actor, p *ledger.Proposal) Task {
	return Task{
		Kind: "proposal", Step: "check", Object: p.ID, Order: p.Order, Milestone: p.Milestone, Payout: p.Payout,
		Amount: viewProposal(a, p).Amount, Since: instant(p.Time), ProposedBy: p.Maker,
		Yours: a.Clears(actor.ClearingChecker) && a.Person != p.Maker,
	}
}

func releaseTask(a actor.Actor, o *ledger.Order, m ledger.Milestone) Task {
	_, err := clearingRole(a, m.Maker)
	r := side(a, o)
	t := Task{
		Kind: "release", Step: "propose", Order: o.ID, Milestone: m.ID, Org: o.Terms.Seller, Amount: &money.Amount{Minor: m.Due(), Currency: o.Terms.Currency},
		Since: instant(o.Changed), ProposedBy: m.Maker, V: o.Version,
		Yours: err == nil && (r == ledger.Maker || r == ledger.Checker) && a.Org != o.Terms.Organizer,
	}
	if m.Maker != "" {
		t.Step = "check"
	}
	return t
}

func payoutTask(a actor.Actor, p *ledger.Payout) Task {
	_, err := clearingRole(a, p.Maker)
	t := Task{
		Kind: "payout", Step: "propose", Payout: p.ID, Order: p.Order, Org: p.Org, Amount: &money.Amount{Minor: p.Amount, Currency: p.Currency},
		Since: instant(p.Created), ProposedBy: p.Maker, V: p.Version, Yours: err == nil && a.Org != p.Org && a.Person != p.Requester,
	}
	if p.Maker != "" {
		t.Step = "check"
	}
	return t
}
