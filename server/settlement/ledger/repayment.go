package ledger

import (
	"slices"

	"fairground/server/money"
)

// How advances are paid back. Whoever pays, the interest of today is posted first, then interest is paid, then principal;
// what the funder gets leaves the loan accounts in the same entry.

// pay are the postings of paying so much interest and principal of a running advance on a day, the interest accrued by
// then included. They sum to what is paid; who pays it is another leg.
func (a *Advance) pay(o *Order, day, interest, principal int64) []Leg {
	c, accrued := o.Terms.Currency, a.Due(day)
	var e Entry
	e.post(interestAccount(a.ID), c, -accrued)
	e.post(EarnedAccount, c, accrued)
	e.post(interestAccount(a.ID), c, interest)
	e.post(EarnedAccount, c, -interest)
	e.post(principalAccount(a.ID), c, principal)
	e.post(LentAccount(a.Funder), c, -principal)
	e.post(FunderAccount(a.Funder), c, interest+principal)
	return e.Legs
}

// cutInterest takes the interest of running advances out of a seller's net, the oldest advance first.
func cutInterest(x *scratch, o *Order, _ int, left int64) []Leg {
	var legs []Leg
	for _, a := range o.Advances {
		if !a.running() || left == 0 {
			continue
		}
		part := min(left, a.Interest+a.Due(Day(x.time)))
		left -= part
		legs = append(legs, a.pay(o, Day(x.time), part, 0)...)
	}
	return legs
}

// cutPrincipal takes the principal after all interest is paid.
func cutPrincipal(x *scratch, o *Order, _ int, left int64) []Leg {
	var legs []Leg
	for _, a := range o.Advances {
		if !a.running() || left == 0 {
			continue
		}
		part := min(left, a.Principal)
		left -= part
		a.Day = Day(x.time) // its interest is posted with the cut before
		legs = append(legs, a.pay(o, Day(x.time), 0, part)...)
	}
	return legs
}

// repaid adds to a decided entry the moves of advances that its legs pay off.
func (x *scratch) repaid(e *Entry) {
	o, ok := x.order(e.Order)
	if !ok {
		return
	}
	for _, a := range o.Advances {
		principal, interest := e.sum(AccountID{principalAccount(a.ID), o.Terms.Currency}), e.sum(AccountID{interestAccount(a.ID), o.Terms.Currency})
		if a.running() && principal > 0 && principal == a.Principal && interest == a.Interest && e.Type != RecourseAdvance {
			e.moveTo("a", a.ID, a.State, Repaid)
		}
	}
}

func repayAdvance(x *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	a, ok := o.Advance(c.Object)
	day := Day(x.time)
	switch {
	case !ok:
		return WhyAdvanceUnknown
	case a.State != Recourse && (!a.running() || c.Actor.Role == Timer):
		return WhyState
	case c.Amount <= 0 || c.Amount > a.Outstanding(day):
		return WhyAmount
	}
	interest := min(c.Amount, a.Interest+a.Due(day))
	principal := c.Amount - interest
	cur := o.Terms.Currency
	e.post(AvailableAccount(o.Terms.Seller), cur, -c.Amount)
	if a.State != Recourse {
		e.Legs = append(e.Legs, a.pay(o, day, interest, principal)...)
		return ""
	}
	if c.Amount == a.Principal+a.Interest {
		e.moveTo("a", a.ID, Recourse, Repaid)
	}
	e.post(RecourseAccount(o.Terms.Seller), cur, c.Amount)
	e.post(EarnedAccount, cur, -interest)
	e.post(LentAccount(a.Funder), cur, -principal)
	e.post(FunderAccount(a.Funder), cur, c.Amount)
	return ""
}

// recourse turns what is left of an advance into a debt of the seller when no release can pay it any more. Interest ends
// with that day.
func recourse(x *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	a, ok := o.Advance(c.Object)
	switch {
	case !ok:
		return WhyAdvanceUnknown
	case !a.running():
		return WhyState
	case !terminalOrder(o.State):
		return WhyNotDue
	}
	cur, accrued := o.Terms.Currency, a.Due(Day(x.time))
	e.moveTo("a", a.ID, a.State, Recourse)
	e.post(interestAccount(a.ID), cur, a.Interest)
	e.post(EarnedAccount, cur, accrued)
	e.post(principalAccount(a.ID), cur, a.Principal)
	e.post(RecourseAccount(o.Terms.Seller), cur, -a.Outstanding(Day(x.time)))
	return ""
}

func writeOffAdvance(_ *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	a, ok := o.Advance(c.Object)
	switch {
	case !ok:
		return WhyAdvanceUnknown
	case a.State != Recourse:
		return WhyState
	}
	e.moveTo("a", a.ID, Recourse, WrittenOff)
	e.post(RecourseAccount(o.Terms.Seller), o.Terms.Currency, a.Principal+a.Interest)
	e.post(EarnedAccount, o.Terms.Currency, -a.Interest)
	e.post(LentAccount(a.Funder), o.Terms.Currency, -a.Principal)
	return ""
}

// Recourse is what an organization owes funders since its orders ended.
func (s *State) Recourse(seller string, c money.Currency) int64 {
	return -s.Balance(AccountID{RecourseAccount(seller), c}).Posted
}

// Payees are who is paid out of the order's next release, the first first: the funders of what is outstanding, the oldest
// advance first, then the seller.
func (o *Order) Payees() []string {
	var orgs []string
	for _, a := range o.Advances {
		if a.running() && !slices.Contains(orgs, a.Funder) {
			orgs = append(orgs, a.Funder)
		}
	}
	return append(orgs, o.Terms.Seller)
}
