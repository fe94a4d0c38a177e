package ledger

import "slices"

func (x *scratch) bookAsk(o *Order, e *Entry, escrowed int64) error {
	if escrowed != 0 || len(e.Legs) > 0 || len(e.Moves) > 0 {
		return broken("a question for early payment on order %s moves something", o.ID)
	}
	o.Asks = slices.DeleteFunc(o.Asks, func(a Ask) bool { return a.Milestone == e.Milestone })
	if e.Amount > 0 {
		o.Asks = append(o.Asks, Ask{e.Milestone, e.Amount, x.time})
	}
	return nil
}

// bookAdvance keeps an advance as the recorded entry about it says. What loan accounts say is kept by bookLoans, whichever
// command moves them.
func (x *scratch) bookAdvance(o *Order, e *Entry, escrowed int64) error {
	if escrowed != 0 {
		return broken("I3: %s moves %d of the escrow of %s", e.Type, escrowed, o.ID)
	}
	if e.Type == OfferAdvance {
		o.Advances = append(o.Advances, Advance{
			ID: e.Object, State: Offered, Milestone: e.Milestone, Funder: e.Actor.Org, Offered: e.Amount, Rate: e.num("rate"), Until: e.num("until"), Created: x.time,
		})
		return o.reserves(e, &o.Advances[len(o.Advances)-1], 1)
	}
	i := slices.IndexFunc(o.Advances, func(a Advance) bool { return a.ID == e.Object })
	if i < 0 {
		return broken("I7: order %s has no advance %q", o.ID, e.Object)
	}
	a := &o.Advances[i]
	switch e.Type {
	case AcceptAdvance:
		return o.capped()
	case WithdrawAdvance:
		return o.reserves(e, a, -1)
	case DisburseAdvance:
		a.Disbursed, a.Since, a.Day = x.time, Day(x.time), Day(x.time)
		return o.reserves(e, a, -1)
	case RecourseAdvance:
		return x.bookRecourse(o, e, a)
	case RepayAdvance, WriteOffAdvance:
		if e.sum(AccountID{RecourseAccount(o.Terms.Seller), o.Terms.Currency}) != 0 {
			return o.bookDebt(e, a)
		}
	default: // accruing moves loan accounts only
	}
	return nil
}

// capped is invariant I11: what is advanced or promised on an order is at most what its seller may expect.
func (o *Order) capped() error {
	if sum, most := o.committed(), o.Cap(""); sum > most {
		return broken("I11: %d is advanced on order %s, at most %d may be", sum, o.ID, most)
	}
	return nil
}

// reserves asserts that an entry holds (sign 1) or frees (sign -1) exactly what was offered.
func (o *Order) reserves(e *Entry, a *Advance, sign int64) error {
	var held int64
	for _, l := range e.Legs {
		if l.Book == Held && l.Account == FunderAccount(a.Funder) && l.Currency == o.Terms.Currency {
			held += l.Minor
		}
	}
	if held != sign*a.Offered {
		return broken("advance %s of %d holds %d", a.ID, a.Offered, held)
	}
	return nil
}

func (x *scratch) bookRecourse(o *Order, e *Entry, a *Advance) error {
	cur, accrued := o.Terms.Currency, a.accrual(Day(x.time))
	if e.sum(AccountID{principalAccount(a.ID), cur}) != a.Principal || e.sum(AccountID{interestAccount(a.ID), cur}) != a.Interest ||
		e.sum(AccountID{EarnedAccount, cur}) != accrued || e.sum(AccountID{RecourseAccount(o.Terms.Seller), cur}) != -a.Principal-a.Interest-accrued {
		return broken("the recourse of advance %s is not what it owes", a.ID)
	}
	a.Interest += accrued
	a.Day = Day(x.time)
	return nil
}

// bookDebt keeps what a seller pays, or a funder gives up, of an advance after its order has ended.
func (o *Order) bookDebt(e *Entry, a *Advance) error {
	cur := o.Terms.Currency
	interest, principal := -e.sum(AccountID{EarnedAccount, cur}), -e.sum(AccountID{LentAccount(a.Funder), cur})
	paid, got := e.sum(AccountID{RecourseAccount(o.Terms.Seller), cur}), e.sum(AccountID{FunderAccount(a.Funder), cur})
	want := paid
	if e.Type == WriteOffAdvance {
		want = 0
	}
	if interest < 0 || principal < 0 || interest > a.Interest || principal > a.Principal || interest+principal != paid || got != want {
		return broken("%d of the debt of advance %s is paid and its funder gets %d", paid, a.ID, got)
	}
	if e.Type != WriteOffAdvance {
		a.Paid += interest
	}
	a.Interest -= interest
	a.Principal -= principal
	if principal > 0 && a.Interest > 0 {
		return broken("principal of advance %s is paid before its interest", a.ID)
	}
	if (a.Principal+a.Interest == 0) != (a.State != Recourse) {
		return broken("I7: advance %s is %s and %d is owed", a.ID, a.State, a.Principal+a.Interest)
	}
	return nil
}

// touches says whether an entry posts to an account, if only there and back.
func (e *Entry) touches(account string) bool {
	return slices.ContainsFunc(e.Legs, func(l Leg) bool { return l.Account == account })
}

// bookLoans keeps every advance whose loan accounts an entry moves, a release or a split as well as a repayment, and
// asserts that accounts and advances say the same: the interest of today is in, interest is paid before principal, and
// each funder gets what is paid to it.
func (x *scratch) bookLoans(o *Order, e *Entry) error {
	if len(o.Advances) == 0 || e.Type == RecourseAdvance {
		return nil
	}
	cur, day := o.Terms.Currency, Day(x.time)
	var moved []*Advance
	var earned int64
	lent, got := map[string]int64{}, map[string]int64{}
	for i := range o.Advances {
		a := &o.Advances[i]
		principal, interest := e.sum(AccountID{principalAccount(a.ID), cur}), e.sum(AccountID{interestAccount(a.ID), cur})
		if !e.touches(principalAccount(a.ID)) && !e.touches(interestAccount(a.ID)) && (e.Type != AccrueInterest || e.Object != a.ID) {
			continue
		}
		moved = append(moved, a)
		accrued := a.accrual(day)
		paid := interest + accrued
		a.Interest += accrued - paid
		a.Accrued += accrued
		a.Day = day
		a.Principal -= principal
		a.Paid += paid
		if paid < 0 || a.Interest < 0 || a.Principal < 0 || (principal < 0) != (e.Type == DisburseAdvance) || (principal > 0 && a.Interest > 0) {
			return broken("advance %s: %d interest and %d principal paid, %d accrued", a.ID, paid, principal, accrued)
		}
		if principal != 0 {
			a.Since, a.Accrued = day, 0
		}
		earned += accrued - paid
		lent[a.Funder] -= principal
		got[a.Funder] += paid + principal
	}
	for _, a := range moved {
		if lent[a.Funder] != e.sum(AccountID{LentAccount(a.Funder), cur}) || got[a.Funder] != e.sum(AccountID{FunderAccount(a.Funder), cur}) {
			return broken("funder %s does not get what is paid of advance %s", a.Funder, a.ID)
		}
		owed, due := x.balance(AccountID{principalAccount(a.ID), cur}), x.balance(AccountID{interestAccount(a.ID), cur})
		if owed.Posted != -a.Principal || due.Posted != -a.Interest || (a.State == Repaid) != (a.Principal == 0) {
			return broken("advance %s is %s and owes %d and %d, its accounts say %d and %d", a.ID, a.State, a.Principal, a.Interest, owed.Posted, due.Posted)
		}
	}
	if e.Type == DisburseAdvance {
		if err := o.capped(); err != nil {
			return err
		}
	}
	if len(moved) > 0 && earned != e.sum(AccountID{EarnedAccount, cur}) {
		return broken("%d interest of order %s is earned, the entry says %d", earned, o.ID, e.sum(AccountID{EarnedAccount, cur}))
	}
	return nil
}
