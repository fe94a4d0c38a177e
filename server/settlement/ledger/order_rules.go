package ledger

// The rules of orders as a whole, before and after their goods move.

func importOrder(x *scratch, c *Command, e *Entry, _ *Order, _ int, _ *Payout) string {
	if !identifier(c.Order) || c.Milestone != "" {
		return WhyOrderUnknown
	}
	if _, exists := x.order(c.Order); exists || x.taken(c.Order) {
		return WhyOrderExists
	}
	if why := c.Terms.valid(); why != "" {
		return why
	}
	to := Proposed
	if c.Terms.Signed {
		to = AwaitingFunds
		e.Why = x.suspects(c.Terms) // signed already: it begins under a hold, with the reason recorded
	}
	e.moveTo("o", c.Order, "", to)
	return ""
}

func agree(_ *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	buyer, seller := o.BuyerAgreed || c.Actor.Role == Buyer, o.SellerAgreed || c.Actor.Role == Seller
	if buyer == o.BuyerAgreed && seller == o.SellerAgreed {
		return WhyTwice
	}
	if buyer && seller {
		e.moveTo("o", o.ID, o.State, AwaitingFunds)
	}
	return ""
}

// closeAll ends an order whose goods never moved: what lies in escrow goes to the buyer, less a fee for the seller.
func closeAll(e *Entry, o *Order, to string, fee int64) {
	escrow := o.Escrow()
	fee = min(fee, escrow)
	e.moveTo("o", o.ID, o.State, to)
	for _, m := range o.Milestones {
		switch m.State {
		case Planned:
			e.moveTo("m", m.ID, Planned, Cancelled)
		case Funded:
			e.moveTo("m", m.ID, Funded, Refunded)
		}
	}
	e.post(EscrowAccount(o.ID), o.Terms.Currency, -escrow)
	e.post(AvailableAccount(o.Terms.Buyer), o.Terms.Currency, escrow-fee)
	e.post(AvailableAccount(o.Terms.Seller), o.Terms.Currency, fee)
}

func decline(_ *scratch, _ *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	closeAll(e, o, Declined, 0)
	return ""
}

func expire(x *scratch, _ *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	if deadline := o.Deadline(); deadline == 0 || x.time <= deadline {
		return WhyNotDue
	}
	closeAll(e, o, Expired, 0)
	return ""
}

func start(_ *scratch, _ *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	if o.State == PartiallyFunded && o.Milestones[0].State != Funded {
		return WhyFunds
	}
	e.moveTo("o", o.ID, o.State, InDelivery)
	return ""
}

func consentCancel(_ *scratch, _ *Command, _ *Entry, o *Order, _ int, _ *Payout) string {
	if o.SellerGivesBack {
		return WhyTwice
	}
	return ""
}

func cancelOrder(x *scratch, _ *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	late := o.Milestones[0].ShipBy > 0 && x.time > o.Milestones[0].ShipBy
	if !late && !o.SellerGivesBack {
		return WhyNoConsent
	}
	fee := o.Terms.CancelFee
	if late && !o.SellerGivesBack {
		// A seller who missed the deadline earns nothing from it; the books charge the agreed fee only with consent.
		fee = 0
	}
	closeAll(e, o, Cancelled, fee)
	return ""
}

// finish moves the order to its end if milestone i was the last one alive. released says whether i itself is released.
func finish(e *Entry, o *Order, i int, released bool) {
	for j, m := range o.Milestones {
		if j != i && !terminalMilestone(m.State) {
			return
		}
		released = released || m.State == Released || m.Won > 0
	}
	to := Refunded
	if released {
		to = Completed
	}
	e.moveTo("o", o.ID, o.State, to)
}
