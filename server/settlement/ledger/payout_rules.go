package ledger

// The rules of payouts as far as nothing goes wrong with them.

func requestPayout(x *scratch, c *Command, e *Entry, _ *Order, _ int, _ *Payout) string {
	if !identifier(c.Payout) || !identifier(c.Actor.Org) || !identifier(c.Rail) || c.Order != "" || c.Milestone != "" {
		return WhyPayoutUnknown
	}
	if _, exists := x.payout(c.Payout); exists {
		return WhyPayoutExists
	}
	if c.Amount <= 0 {
		return WhyAmount
	}
	if _, err := c.Currency.Exponent(); err != nil {
		return WhyCurrency
	}
	if x.debt(c.Actor.Org, c.Currency) > 0 || x.balance(AccountID{RecourseAccount(c.Actor.Org), c.Currency}).Posted < 0 {
		return WhyDebt
	}
	e.moveTo("p", c.Payout, "", Requested)
	e.Legs = []Leg{{purseOf(c.Actor.Org, c.Actor.Role == Funder), c.Currency, c.Amount, Held}}
	return ""
}

// purseOf is the account an organization's payouts are taken from: a funder asks for what it may lend, in that role.
func purseOf(org string, funder bool) string {
	if funder {
		return FunderAccount(org)
	}
	return AvailableAccount(org)
}

func proposePayout(_ *scratch, _ *Command, _ *Entry, _ *Order, _ int, p *Payout) string {
	if p.Maker != "" {
		return WhyTwice
	}
	return ""
}

func approvePayout(x *scratch, c *Command, e *Entry, _ *Order, _ int, p *Payout) string {
	if why := fourEyes(c, e, p.Amount, x.limit(p.Currency).Payout, p.Maker); why != "" {
		return why
	}
	if c.Actor.Person != "" && c.Actor.Person == p.Requester {
		return WhySamePerson
	}
	e.moveTo("p", p.ID, Requested, Approved)
	e.Legs = p.legs(Approved)
	return ""
}

func submitPayout(_ *scratch, c *Command, e *Entry, _ *Order, _ int, p *Payout) string {
	if c.Ref == "" || (p.EndToEnd != "" && p.EndToEnd != c.Ref) {
		return WhyAmount
	}
	e.moveTo("p", p.ID, Approved, Submitted)
	return ""
}

func stepPayout(to string) func(*scratch, *Command, *Entry, *Order, int, *Payout) string {
	return func(_ *scratch, _ *Command, e *Entry, _ *Order, _ int, p *Payout) string {
		e.moveTo("p", p.ID, p.State, to)
		e.Legs = p.legs(to)
		return ""
	}
}
