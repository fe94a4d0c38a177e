package settlement

import (
	"slices"
	"time"

	"fairground/server/settlement/ledger"
)

// How soon something must be done to be at risk, and within what time those who clear act on what lies before them.
const (
	riskWithin  = 48 * time.Hour
	clearWithin = 24 * time.Hour
)

// The urgencies, the most urgent first.
const (
	Late    = "late"
	AtRisk  = "at_risk"
	Due     = "due"
	Anytime = "anytime"
)

// duty is something one side has to do next about an order.
type duty struct {
	action    string
	milestone string
	object    string
	amount    int64
	since     int64
	due       int64 // milliseconds; 0: no clock runs
}

// urgency says how pressing an instant is.
func urgency(due, now int64) string {
	switch {
	case due == 0:
		return Anytime
	case now > due:
		return Late
	case due-now < riskWithin.Milliseconds():
		return AtRisk
	}
	return Due
}

// duties lists what a person in a role has to do next about an order, in the order of its parts. It knows the rules of the
// ledger's table and no database; what the ledger refuses after all is the ledger's to say.
func duties(o *ledger.Order, r ledger.Role, person string, now int64) []duty {
	if o.Hold != nil {
		if r == ledger.Compliance {
			return []duty{{action: "review-hold", amount: o.Escrow(), since: o.Hold.Time, due: o.Hold.Time + clearWithin.Milliseconds()}}
		}
		return nil
	}
	var out []duty
	switch {
	case o.State == ledger.Proposed && ((r == ledger.Buyer && !o.BuyerAgreed) || (r == ledger.Seller && !o.SellerAgreed)):
		out = append(out, duty{action: "agree", amount: o.Total(), since: o.Created, due: o.Deadline()})
	case r == ledger.Buyer && missing(o) > 0:
		d := duty{action: "fund", amount: missing(o), since: o.Created, due: o.Deadline()}
		out = append(out, d)
	}
	for _, m := range o.Milestones {
		if d, ok := milestoneDuty(o, m, r, now); ok {
			out = append(out, d)
		}
	}
	for i := range o.Disputes {
		if d, ok := disputeDuty(&o.Disputes[i], r, person); ok {
			out = append(out, d)
		}
	}
	if r == ledger.Buyer {
		for _, q := range o.Quotes {
			if q.State == ledger.Lapsed && q.Received > 0 {
				out = append(out, duty{action: "answer-quote", object: q.ID, amount: q.Buy, since: q.PayBy, due: q.ReturnBy})
			}
		}
	}
	if r == ledger.Seller {
		for _, a := range o.Advances {
			if a.State == ledger.Offered && a.Until > now {
				out = append(out, duty{action: "answer-advance", milestone: a.Milestone, object: a.ID, amount: a.Offered, since: a.Created, due: a.Until})
			}
		}
	}
	return out
}

func milestoneDuty(o *ledger.Order, m ledger.Milestone, r ledger.Role, now int64) (duty, bool) {
	d := duty{milestone: m.ID, amount: m.Amount, since: o.Changed}
	on := func(roles ...ledger.Role) bool { return slices.Contains(roles, r) }
	switch {
	case o.State != ledger.InDelivery && o.State != ledger.Funded:
	case m.State == ledger.Funded && m.ShipBy > 0 && now > m.ShipBy && r == ledger.Buyer:
		d.action, d.due = "cancel-or-wait", m.ShipBy
	case m.State == ledger.Funded && on(ledger.Seller, ledger.Logistics):
		d.action, d.due = "ship", m.ShipBy
	case m.State == ledger.Shipped && on(ledger.Buyer, ledger.Logistics):
		d.action = "confirm-arrival"
	case m.State == ledger.Inspection && r == ledger.Buyer:
		d.action, d.due = "inspect", m.InspectUntil
	}
	return d, d.action != ""
}

func disputeDuty(c *ledger.Dispute, r ledger.Role, person string) (duty, bool) {
	d := duty{milestone: c.Milestone, object: c.ID, since: c.Opened}
	party := r == ledger.Buyer || r == ledger.Seller
	judged := slices.Contains(c.Judges, person) // who has ruled does not hear the appeal
	theirs := len(c.Offers) > 0 && c.Offers[len(c.Offers)-1].By != r
	switch {
	case c.State == ledger.Negotiation && party && theirs:
		d.action, d.due = "answer-offer", c.EscalatesAt
	case c.State == ledger.Negotiation && party && len(c.Offers) == 0:
		d.action, d.due = "offer-split", c.EscalatesAt
	case (c.State == ledger.Hearing || c.State == ledger.Appealed) && party:
		d.action, d.due = "file-evidence", c.EvidenceUntil
	case (c.State == ledger.Hearing || c.State == ledger.Appealed) && r == ledger.Arbitrator && !judged:
		d.action, d.due = "decide-dispute", c.EvidenceUntil
	case c.State == ledger.Ruled && r == ledger.Arbitrator && !judged && c.Ruling.By != person:
		d.action, d.since, d.due = "confirm-ruling", c.Ruling.Time, c.Ruling.Time+clearWithin.Milliseconds()
	case c.State == ledger.Decided && party && c.AppealUntil > 0:
		d.action, d.due = "read-ruling", c.AppealUntil
	}
	return d, d.action != ""
}
