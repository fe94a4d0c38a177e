package ledger

// The rules of milestones.

func ship(_ *scratch, c *Command, e *Entry, o *Order, i int, _ *Payout) string {
	if o.State == Funded {
		if c.Actor.Role != Seller {
			return WhyState
		}
		e.moveTo("o", o.ID, Funded, InDelivery)
	}
	e.moveTo("m", o.Milestones[i].ID, Funded, Shipped)
	return ""
}

func step(from, to string) func(*scratch, *Command, *Entry, *Order, int, *Payout) string {
	return func(_ *scratch, _ *Command, e *Entry, o *Order, i int, _ *Payout) string {
		e.moveTo("m", o.Milestones[i].ID, from, to)
		return ""
	}
}

func cancelMilestone(x *scratch, _ *Command, e *Entry, o *Order, i int, _ *Payout) string {
	m := o.Milestones[i]
	if m.ShipBy == 0 || x.time <= m.ShipBy {
		return WhyNotDue
	}
	to := Refunded
	if m.State == Planned {
		to = Cancelled
	}
	e.moveTo("m", m.ID, m.State, to)
	e.post(EscrowAccount(o.ID), o.Terms.Currency, -m.Held)
	e.post(AvailableAccount(o.Terms.Buyer), o.Terms.Currency, m.Held)
	finish(e, o, i, false)
	return ""
}

func proposeRelease(_ *scratch, _ *Command, _ *Entry, o *Order, i int, _ *Payout) string {
	if o.Milestones[i].Maker != "" {
		return WhyTwice
	}
	return ""
}

func release(x *scratch, c *Command, e *Entry, o *Order, i int, _ *Payout) string {
	m := o.Milestones[i]
	if why := fourEyes(c, e, m.Due(), x.limit(o.Terms.Currency).Release, m.Maker); why != "" {
		return why
	}
	e.moveTo("m", m.ID, m.State, Released)
	finish(e, o, i, true)
	e.Legs = x.releaseLegs(o, i)
	return ""
}
