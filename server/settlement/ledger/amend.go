package ledger

// AmendOrder replaces the terms of an order that is not agreed yet. Who amends agrees to the new terms, and the other side
// has to look at them again.
const AmendOrder Type = "order.amend"

// WhyFixed refuses to amend what is not for one party to change: who the parties are, what the deal was, the commissions,
// the deadline to answer, and the conditions of the house.
const WhyFixed = "terms_fixed"

var amendRules = map[Type]rule{
	AmendOrder: {roles: []Role{Buyer, Seller}, states: []string{Proposed}, about: "o", do: amend, book: (*scratch).bookAmendment},
}

func amend(_ *scratch, c *Command, _ *Entry, o *Order, _ int, _ *Payout) string {
	if why := c.Terms.valid(); why != "" {
		return why
	}
	if !o.Terms.amendable(c.Terms) {
		return WhyFixed
	}
	return ""
}

// amendable says whether new terms differ only in what the parties agree on between them.
func (t *Terms) amendable(to *Terms) bool {
	if to.Signed || to.Deal != t.Deal || to.Buyer != t.Buyer || to.Seller != t.Seller || to.Organizer != t.Organizer || to.Logistics != t.Logistics ||
		to.Exhibition != t.Exhibition || to.ExchangeBP != t.ExchangeBP || to.PlatformBP != t.PlatformBP || to.AnswerBy != t.AnswerBy {
		return false
	}
	return t.Conditions.house() == to.Conditions.house()
}

// house is what the conditions say that is not the parties' to change.
type house struct {
	liability, reserve         int64
	jurisdiction, kind, income string
}

func (c *Conditions) house() house {
	if c == nil {
		return house{}
	}
	return house{c.Liability, c.ReserveBP, c.SellerJurisdiction, c.SellerKind, c.Income}
}

func (x *scratch) bookAmendment(o *Order, e *Entry, escrowed int64) error {
	if why := e.Terms.valid(); why != "" || len(e.Moves) > 0 || escrowed != 0 || o.State != Proposed || o.Funded != 0 {
		return broken("I7: order %s is %s and cannot be amended: %s", o.ID, o.State, why)
	}
	o.Terms, o.Milestones = e.Terms, e.Terms.plan()
	o.BuyerAgreed, o.SellerAgreed = e.Actor.Role == Buyer, e.Actor.Role == Seller
	return nil
}
