package ledger

import "slices"

// The rules of money that comes in.

// bookReceipt never refuses money that came in: what fits no live order lies in suspense, with the reason recorded.
func bookReceipt(x *scratch, c *Command, e *Entry, _ *Order, _ int, _ *Payout) string {
	if c.Amount <= 0 {
		return WhyAmount
	}
	if _, err := c.Currency.Exponent(); err != nil {
		return WhyCurrency
	}
	if !identifier(c.Rail) || c.Milestone != "" || !slices.Contains(suspendReasons, c.text(suspendParam)) {
		return WhyAmount
	}
	o, known := x.order(c.Order)
	why := ""
	switch {
	case !known && x.gone(c.Order):
		why = WhyOrderClosed
	case !known:
		why = WhyOrderUnknown
	case terminalOrder(o.State):
		why = WhyOrderClosed
	case o.State == Proposed:
		why = WhyState
	case o.Hold != nil:
		why = WhyHeld
	case o.Terms.Currency != c.Currency && o.awaits(c.Currency) == nil:
		why = WhyCurrency
	}
	e.post(BankAccount(c.Rail), c.Currency, -c.Amount)
	if why == "" {
		why = c.text(suspendParam)
	}
	if why != "" {
		e.Why, e.Note, e.Order = why, c.Order, ""
		e.post(SuspenseAccount(c.Rail), c.Currency, c.Amount)
		return ""
	}
	e.Version = o.Version
	if q := o.awaits(c.Currency); q != nil {
		e.receiveQuoted(o, *q)
		return ""
	}
	e.receive(o, c.Amount)
	return ""
}

// receive puts money that came in on the milestones in their order, each up to what is due; the rest is the buyer's.
func (e *Entry) receive(o *Order, amount int64) {
	taken, complete := int64(0), true
	var moves []Move
	for _, m := range o.Milestones {
		if terminalMilestone(m.State) {
			continue
		}
		part := min(amount-taken, m.Due()-m.Held)
		taken += part
		switch {
		case m.Held+part < m.Due():
			complete = false
		case m.State == Planned:
			moves = append(moves, Move{"m", m.ID, Planned, Funded})
		}
	}
	if o.State == AwaitingFunds || o.State == PartiallyFunded {
		to := PartiallyFunded
		if complete {
			to = Funded
		}
		if to != o.State {
			e.moveTo("o", o.ID, o.State, to)
		}
	}
	e.Moves = append(e.Moves, moves...)
	e.post(EscrowAccount(o.ID), o.Terms.Currency, taken)
	e.post(AvailableAccount(o.Terms.Buyer), o.Terms.Currency, amount-taken)
}
