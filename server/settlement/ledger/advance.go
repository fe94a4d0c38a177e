package ledger

import (
	"slices"

	"fairground/server/money"
)

// An advance is early payment on an order. A seller asks for it, funders offer, each with its money held and one annual
// rate; what the seller accepts and two clearing officers approve is paid to the seller, and in the same entry the funder
// becomes the one who is paid first out of every release of the order. If the order ends with something owed, the seller
// owes it.

// The commands of advances; Object is the advance.
const (
	AskAdvance      Type = "advance.ask"       // about a milestone; Amount is the most the seller wants, 0 takes the question back
	OfferAdvance    Type = "advance.offer"     // Amount; params rate (millionths a year), until
	AcceptAdvance   Type = "advance.accept"    //
	WithdrawAdvance Type = "advance.withdraw"  // the funder takes an offer back, the seller declines it, its time passes
	DisburseAdvance Type = "advance.disburse"  // two people
	AccrueInterest  Type = "advance.accrue"    // up to the day of the block
	RepayAdvance    Type = "advance.repay"     // Amount out of what the seller has available
	RecourseAdvance Type = "advance.recourse"  // the order has ended, the seller owes what is left
	WriteOffAdvance Type = "advance.write_off" // two people; the loss is the funder's
)

// States of an advance; it also may be Accepted, Declined and Expired.
const (
	Offered    = "OFFERED"
	Disbursed  = "DISBURSED"
	Accruing   = "ACCRUING"
	Recourse   = "RECOURSE"
	Repaid     = "REPAID"
	WrittenOff = "WRITTEN_OFF"
	Withdrawn  = "WITHDRAWN"
)

// What may be advanced of what a seller will get (invariant I11), in basis points: of milestones whose money lies in
// escrow, and of those that are merely agreed. Bounds of offers.
const (
	FundedCapBP  = 8000
	PlannedCapBP = 5000
	MaxOfferTerm = 90 * dayMillis
	MaxAdvances  = 32 // of one order, those that came to nothing included
)

// The reasons only advances have.
const (
	WhyAdvanceUnknown = "advance_unknown"
	WhyNotAsked       = "not_asked"
	WhyOfferExpired   = "offer_expired"
	WhyOfferTerms     = "offer_invalid"
	WhyCap            = "cap_exceeded"
)

// Ask is a seller's question for early payment on a milestone.
type Ask struct {
	Milestone string
	Amount    int64
	Time      int64
}

// Advance is a funder's money in an order. The interest of what is outstanding is computed from the day it last changed.
type Advance struct {
	ID        string
	State     string
	Milestone string // that was asked for; repaid is out of any of the order
	Funder    string
	Offered   int64
	Rate      int64 // millionths of the principal a year
	Until     int64 // the offer holds, and may be paid out, until then
	Principal int64 // outstanding
	Interest  int64 // accrued and not paid
	Since     int64 // day on which Principal became what it is
	Day       int64 // accrued up to and including
	Accrued   int64 // since Since
	Paid      int64 // interest the funder has got
	Created   int64
	Disbursed int64 // block time
}

// AdvanceStates lists the states of an advance, the terminal ones last.
func AdvanceStates() []string {
	return []string{Offered, Accepted, Disbursed, Accruing, Recourse, Repaid, WrittenOff, Withdrawn, Declined, Expired}
}

func terminalAdvance(state string) bool {
	return slices.Contains([]string{Repaid, WrittenOff, Withdrawn, Declined, Expired}, state)
}

func advanceEdge(from string) []string {
	switch from {
	case "":
		return []string{Offered}
	case Offered:
		return []string{Accepted, Withdrawn, Declined, Expired}
	case Accepted:
		return []string{Disbursed, Expired}
	case Disbursed:
		return []string{Accruing, Repaid, Recourse}
	case Accruing:
		return []string{Repaid, Recourse}
	case Recourse:
		return []string{Repaid, WrittenOff}
	}
	return nil
}

// The accounts of financing. What a seller owes on an advance is negative on its two loan accounts, what funders are owed
// is positive on theirs.
func principalAccount(advance string) string { return "loan:" + advance + ":principal" }
func interestAccount(advance string) string  { return "loan:" + advance + ":interest" }

// FunderAccount holds what a funder may lend or take out.
func FunderAccount(funder string) string { return "funder:" + funder + ":avail" }

// LentAccount holds the principal a funder is owed.
func LentAccount(funder string) string { return "funder:" + funder + ":lent" }

// EarnedAccount holds interest that has accrued for funders and is not paid yet.
const EarnedAccount = "income:interest"

// RecourseAccount is negative by what a seller owes funders since its orders ended.
func RecourseAccount(seller string) string { return "recv:" + seller + ":advances" }

// Advance finds an advance of the order.
func (o *Order) Advance(id string) (Advance, bool) {
	i := slices.IndexFunc(o.Advances, func(a Advance) bool { return a.ID == id })
	if i < 0 {
		return Advance{}, false
	}
	return o.Advances[i], true
}

// Offered is what of a funder's money stands behind its offers on the order, taken or not, that are not paid out yet.
func (o *Order) Offered(funder string) int64 {
	var sum int64
	for _, a := range o.Advances {
		if a.Funder == funder && (a.State == Offered || a.State == Accepted) {
			sum += a.Offered
		}
	}
	return sum
}

// funder names the organization whose advance it is, "" if the order has no such advance.
func (o *Order) funder(advance string) string {
	a, _ := o.Advance(advance)
	return a.Funder
}

// running says whether interest accrues and releases repay: something is outstanding and the order can still pay it.
func (a *Advance) running() bool {
	return a.Principal > 0 && a.State != Recourse && a.State != WrittenOff
}

// Due is the interest that has accrued by a day and is not posted yet.
func (a *Advance) Due(day int64) int64 {
	if !a.running() {
		return 0
	}
	return a.accrual(day)
}

func (a *Advance) accrual(day int64) int64 {
	if day <= a.Day {
		return 0
	}
	return Interest(a.Principal, a.Rate, day-a.Since) - a.Accrued
}

// Outstanding is what would end the advance on a day.
func (a *Advance) Outstanding(day int64) int64 { return a.Principal + a.Interest + a.Due(day) }

// committed is what of the order's money funders have been promised.
func (o *Order) committed() int64 {
	var sum int64
	for _, a := range o.Advances {
		switch {
		case a.State == Accepted:
			sum += a.Offered
		case a.running():
			sum += a.Principal
		}
	}
	return sum
}

// Cap is how much may be advanced on a milestone ("" is all of them): a part of the net the seller would get if the
// milestones were released in their order.
func (o *Order) Cap(milestone string) int64 {
	var sum int64
	base := o.Base
	for _, m := range o.Milestones {
		bp := int64(FundedCapBP)
		switch m.State {
		case Planned:
			bp = PlannedCapBP
		case Funded, Shipped, Inspection, Accepted:
		default:
			continue // ended, or contested
		}
		fee := o.Terms.commission(base + m.Amount).minus(o.Terms.commission(base))
		base += m.Amount
		if milestone == "" || milestone == m.ID {
			sum += portion(m.Amount-fee.seller(), bp, money.MaxFeeBasisPoints)
		}
	}
	return sum
}

// Financeable is how much more may be advanced on a milestone now.
func (o *Order) Financeable(milestone string) int64 {
	if o.State == Proposed || terminalOrder(o.State) || o.Hold != nil {
		return 0
	}
	return max(0, min(o.Cap(milestone), o.Cap("")-o.committed()))
}

var advanceRules = map[Type]rule{
	AskAdvance:      {roles: []Role{Seller}, about: "m", any: true, do: askAdvance, book: (*scratch).bookAsk},
	OfferAdvance:    {roles: []Role{Funder}, about: "m", any: true, do: offerAdvance, book: (*scratch).bookAdvance},
	AcceptAdvance:   {roles: []Role{Seller}, about: "o", do: acceptAdvance, book: (*scratch).bookAdvance},
	WithdrawAdvance: {roles: []Role{Funder, Seller, Timer}, about: "o", do: withdrawAdvance, book: (*scratch).bookAdvance, ended: true},
	DisburseAdvance: {roles: []Role{Checker}, about: "o", do: disburseAdvance, book: (*scratch).bookAdvance, pair: true},
	AccrueInterest:  {roles: []Role{Timer}, about: "o", do: accrueInterest, book: (*scratch).bookAdvance, ended: true},
	RepayAdvance:    {roles: []Role{Seller, Timer}, about: "o", do: repayAdvance, book: (*scratch).bookAdvance, ended: true},
	RecourseAdvance: {roles: []Role{Timer}, about: "o", do: recourse, book: (*scratch).bookAdvance, ended: true},
	WriteOffAdvance: {roles: []Role{Checker}, about: "o", do: writeOffAdvance, book: (*scratch).bookAdvance, ended: true, pair: true},
}

func askAdvance(_ *scratch, c *Command, _ *Entry, o *Order, i int, _ *Payout) string {
	switch {
	case o.State == Proposed:
		return WhyState
	case c.Amount > o.Cap(o.Milestones[i].ID):
		return WhyCap
	}
	return ""
}

func offerAdvance(x *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	ask := slices.IndexFunc(o.Asks, func(a Ask) bool { return a.Milestone == c.Milestone })
	rate, until := c.num("rate"), c.num("until")
	_, twice := o.Advance(c.Object)
	switch {
	case !identifier(c.Object) || OrderOf(c.Object) != o.ID:
		return WhyAdvanceUnknown
	case c.Actor.Person == "" || !identifier(c.Actor.Org):
		return WhyNotParty
	case twice:
		return WhyTwice
	case ask < 0:
		return WhyNotAsked
	case rate < 0 || rate > MaxAnnualRate || until <= x.time || until > x.time+MaxOfferTerm || len(o.Advances) >= MaxAdvances:
		return WhyOfferTerms
	case c.Amount <= 0 || c.Amount > o.Asks[ask].Amount:
		return WhyAmount
	case c.Amount > o.Cap(c.Milestone):
		return WhyCap
	}
	e.moveTo("a", c.Object, "", Offered)
	e.Legs = []Leg{{FunderAccount(c.Actor.Org), o.Terms.Currency, c.Amount, Held}}
	return ""
}

func acceptAdvance(x *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	a, ok := o.Advance(c.Object)
	switch {
	case !ok:
		return WhyAdvanceUnknown
	case a.State != Offered:
		return WhyState
	case x.time > a.Until:
		return WhyOfferExpired
	case o.committed()+a.Offered > o.Cap(""):
		return WhyCap
	}
	e.moveTo("a", a.ID, Offered, Accepted)
	return ""
}

func withdrawAdvance(x *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	a, ok := o.Advance(c.Object)
	if !ok {
		return WhyAdvanceUnknown
	}
	to := map[Role]string{Funder: Withdrawn, Seller: Declined, Timer: Expired}[c.Actor.Role]
	switch {
	case c.Actor.Role == Funder && c.Actor.Org != a.Funder:
		return WhyNotParty
	case a.State != Offered && (a.State != Accepted || c.Actor.Role != Timer):
		return WhyState
	case c.Actor.Role == Timer && x.time <= a.Until && !terminalOrder(o.State):
		return WhyNotDue
	}
	e.moveTo("a", a.ID, a.State, to)
	e.Legs = []Leg{{FunderAccount(a.Funder), o.Terms.Currency, -a.Offered, Held}}
	return ""
}

func disburseAdvance(x *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	a, ok := o.Advance(c.Object)
	switch {
	case !ok:
		return WhyAdvanceUnknown
	case a.State != Accepted:
		return WhyState
	case x.time > a.Until:
		return WhyOfferExpired
	case o.Hold != nil:
		return WhyHeld
	case o.committed() > o.Cap(""):
		return WhyCap
	}
	if why := x.suspect(o.Terms.Seller); why != "" {
		return why
	}
	e.moveTo("a", a.ID, Accepted, Disbursed)
	e.Legs = []Leg{{FunderAccount(a.Funder), o.Terms.Currency, -a.Offered, Held}}
	e.post(FunderAccount(a.Funder), o.Terms.Currency, -a.Offered)
	e.post(LentAccount(a.Funder), o.Terms.Currency, a.Offered)
	e.post(principalAccount(a.ID), o.Terms.Currency, -a.Offered)
	e.post(AvailableAccount(o.Terms.Seller), o.Terms.Currency, a.Offered)
	return ""
}

func accrueInterest(x *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	a, ok := o.Advance(c.Object)
	switch {
	case !ok:
		return WhyAdvanceUnknown
	case !a.running():
		return WhyState
	case Day(x.time) <= a.Day:
		return WhyNotDue
	}
	if a.State == Disbursed {
		e.moveTo("a", a.ID, Disbursed, Accruing)
	}
	e.Legs = a.pay(o, Day(x.time), 0, 0)
	return ""
}
