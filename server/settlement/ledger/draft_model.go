package ledger

// draftModel is the naive judge of orders that a party proposes.
var draftModel = map[Type]func(*model, *Entry, int64) string{
	DraftOrder: func(m *model, e *Entry, now int64) string {
		t := e.Terms
		switch {
		case !by(e, "BS"):
			return WhyRole
		case m.orders[e.Order] != nil:
			return WhyOrderExists
		case t.Signed:
			return WhyFixed
		case e.Actor.Person == "" || e.Actor.Org != map[Role]string{Buyer: t.Buyer, Seller: t.Seller}[e.Actor.Role]:
			return WhyNotParty
		case t.AnswerBy <= now:
			return WhyLate
		}
		if why := m.suspect(t.Buyer, t.Seller); why != "" {
			return why
		}
		why := m.importOrder(e)
		m.orders[e.Order].agreed[e.Actor.Role] = true
		return why
	},
}
