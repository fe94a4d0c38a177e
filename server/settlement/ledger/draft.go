package ledger

// DraftOrder makes an order that only one of its parties wants so far. Who drafts it agrees to it; the other side agrees,
// amends or declines. Ref may name the order that it repeats.
const DraftOrder Type = "order.draft"

var draftRules = map[Type]rule{
	DraftOrder: {roles: []Role{Buyer, Seller}, do: draftOrder, apply: (*scratch).createDraft},
}

func draftOrder(x *scratch, c *Command, e *Entry, o *Order, i int, p *Payout) string {
	if why := importOrder(x, c, e, o, i, p); why != "" {
		return why
	}
	switch {
	case c.Terms.Signed:
		return WhyFixed
	case c.Actor.Person == "" || c.Actor.Org != c.Terms.party(c.Actor.Role):
		return WhyNotParty
	case c.Terms.AnswerBy <= x.time:
		return WhyLate // without a day to answer by it would stand for ever
	}
	return x.suspects(c.Terms)
}

func (x *scratch) createDraft(e *Entry) (int64, error) {
	if t := e.Terms; t == nil || t.Signed || e.Actor.Org != t.party(e.Actor.Role) || t.AnswerBy <= x.time {
		return 0, broken("I7: %s of %s drafts order %q, which is not theirs to draft", e.Actor.Role, e.Actor.Org, e.Order)
	}
	v, err := x.create(e)
	if err != nil {
		return 0, err
	}
	o := x.orders.own(e.Order)
	o.BuyerAgreed, o.SellerAgreed = e.Actor.Role == Buyer, e.Actor.Role == Seller
	return v, nil
}
