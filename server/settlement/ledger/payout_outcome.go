package ledger

import "slices"

// What becomes of a payout when the rail does not simply say so: nobody knows, two people find out, or it comes back.
const (
	MarkPayoutUnknown Type = "payout.unknown" // the rail gave no answer, or what it had booked was taken back
	ResolvePayout     Type = "payout.resolve" // two people say what became of it: param "to" is SETTLED or REJECTED, Ref the evidence
	ReturnPayout      Type = "payout.return"  // a settled payout came back: Amount and Currency are the statement line's
)

// The reasons these refuse with.
const (
	WhyEvidence = "evidence_missing"
	WhyDebt     = "debt_open"
)

// outcomeParam is the state two people say an unknown payout is in.
const outcomeParam = "to"

var payoutRules = map[Type]rule{
	MarkPayoutUnknown: plain([]Role{Timer, Rail}, []string{Submitted, Accepted}, "p", stepPayout(Unknown)),
	ResolvePayout:     {roles: []Role{Checker}, states: []string{Unknown}, about: "p", do: resolvePayout, pair: true},
	ReturnPayout:      plain([]Role{Rail}, []string{Settled}, "p", returnPayout),
}

func resolvePayout(_ *scratch, c *Command, e *Entry, _ *Order, _ int, p *Payout) string {
	to := c.text(outcomeParam)
	if to != Settled && to != Rejected {
		return WhyState
	}
	if c.Ref == "" {
		return WhyEvidence
	}
	e.moveTo("p", p.ID, Unknown, to)
	e.Legs = p.legs(to)
	return ""
}

func returnPayout(_ *scratch, c *Command, e *Entry, _ *Order, _ int, p *Payout) string {
	if c.Currency != p.Currency {
		return WhyCurrency
	}
	if c.Amount <= 0 || c.Amount > p.Amount {
		return WhyAmount
	}
	e.moveTo("p", p.ID, Settled, Returned)
	e.Legs = p.returned(c.Amount)
	return ""
}

// accounts are where a payout's money lies before it is approved and while it is under way.
func (p *Payout) accounts() (from, out string) {
	if p.Suspense != "" {
		return SuspenseAccount(p.Rail), ClearingOutAccount(p.Rail)
	}
	return purseOf(p.Org, p.Funder), PayoutAccount(p.Org)
}

// returned are the postings of a payout of which back came back. What the banks kept is a leg of its own on the owner's
// account, and the bank account has one leg as the statement has one line.
func (p *Payout) returned(back int64) []Leg {
	if back <= 0 || back > p.Amount {
		return nil
	}
	from, _ := p.accounts()
	legs := []Leg{{BankAccount(p.Rail), p.Currency, -back, Posted}, {from, p.Currency, p.Amount, Posted}, {from, p.Currency, back - p.Amount, Posted}}
	return slices.DeleteFunc(legs, func(l Leg) bool { return l.Minor == 0 })
}
