package ledger

import (
	"math/big"
	"slices"
	"strings"
)

// The naive side of orders: their books, and every step of one or of a milestone of it.

type modelOrder struct {
	id       string
	terms    *Terms
	state    string
	version  int64
	ms       []modelMilestone
	agreed   map[Role]bool
	consent  bool
	hold     bool
	heldAt   int64
	paused   int64 // how long holds have lasted
	money    modelMoney
	quotes   []*modelQuote
	asks     map[string]*big.Int
	advances []*modelAdvance
	released *big.Int // Σ milestone amounts released
	taxFrom  int64    // since when the rate of the last release holds; base and tax since then
	taxBase  *big.Int
	taxTaken *big.Int
	disputes []*modelDispute
	proposed int64 // how often something about it was proposed
	archived bool
}

type modelMilestone struct {
	id        string
	state     string
	amount    *big.Int
	due, held *big.Int
	fee       [2]*big.Int // of the buyer, to the exchange and the platform
	shipBy    int64
	maker     string

	inspect, until, reminded int64
	pieces                   int64
	silence, won             bool
	earned                   *big.Int // of a split: what went to the seller
}

func (o *modelOrder) find(id string) *modelMilestone {
	for i := range o.ms {
		if o.ms[i].id == id {
			return &o.ms[i]
		}
	}
	return nil
}

func (m *model) importOrder(e *Entry) string {
	if m.orders[e.Order] != nil {
		return WhyOrderExists
	}
	o := &modelOrder{id: e.Order, terms: e.Terms, state: AwaitingFunds, version: 1, agreed: map[Role]bool{}, asks: map[string]*big.Int{}, released: new(big.Int)}
	if !e.Terms.Signed {
		o.state = Proposed
	}
	o.plan()
	m.orders[e.Order] = o
	m.ids = append(m.ids, e.Order)
	if why := m.suspect(o.terms.Buyer, o.terms.Seller); why != "" && e.Terms.Signed {
		o.hold, o.heldAt = true, m.now
		return "held:" + why
	}
	return ""
}

// plan makes the milestones of the terms, each with the buyer's commissions on the running total.
func (o *modelOrder) plan() {
	sum := new(big.Int)
	o.ms = nil
	for i, t := range o.terms.Milestones {
		before := o.share(sum)
		sum = new(big.Int).Add(sum, big.NewInt(t.Amount))
		after := o.share(sum)
		ms := modelMilestone{id: t.ID, state: Planned, amount: big.NewInt(t.Amount), due: big.NewInt(t.Amount), held: new(big.Int), shipBy: t.ShipBy}
		for r := range 2 {
			ms.fee[r] = new(big.Int).Sub(after[0][r], before[0][r])
			ms.due.Add(ms.due, ms.fee[r])
		}
		if k := o.terms.Conditions; k != nil && len(k.Milestones) > 0 {
			ms.inspect, ms.pieces, ms.silence = k.Milestones[i].Inspect, k.Milestones[i].Quantity, k.Milestones[i].Silence
		}
		o.ms = append(o.ms, ms)
	}
}

// step is everything that is about an order or a milestone.
func (m *model) step(e *Entry, now int64) string {
	o := m.orders[e.Order]
	if o == nil {
		return WhyOrderUnknown
	}
	var ms *modelMilestone
	if strings.HasPrefix(string(e.Type), "milestone.") || e.Type == ProposeRelease {
		if ms = o.find(e.Milestone); ms == nil {
			return WhyMilestoneUnknown
		}
	}
	who := map[Type]string{
		AgreeOrder: "BS", DeclineOrder: "BS", ExpireOrder: "T", StartOrder: "S", ConsentCancel: "S", CancelOrder: "B", ShipMilestone: "SL",
		DeliverGoods: "LB", AcceptMilestone: "B", CancelMilestone: "B", ProposeRelease: "M", Release: "TC",
	}
	if !by(e, who[e.Type]) {
		return WhyRole
	}
	t := o.terms
	switch org := e.Actor.Org; e.Actor.Role {
	case Buyer, Seller, Logistics:
		if org != map[Role]string{Buyer: t.Buyer, Seller: t.Seller, Logistics: t.Logistics}[e.Actor.Role] {
			return WhyNotParty
		}
	case Maker, Checker:
		if org != "" && (org == t.Buyer || org == t.Seller || org == t.Organizer) {
			return WhyParty
		}
	default: // the others act for no organization
	}
	if m.stale(e, o.version) {
		return WhyVersion
	}
	from := map[Type]string{
		AgreeOrder: "PROPOSED", DeclineOrder: "PROPOSED", ExpireOrder: "PROPOSED AWAITING_FUNDS PARTIALLY_FUNDED", StartOrder: "FUNDED PARTIALLY_FUNDED",
		ConsentCancel: "FUNDED", CancelOrder: "FUNDED", ShipMilestone: "FUNDED", DeliverGoods: "SHIPPED", AcceptMilestone: "INSPECTION",
		CancelMilestone: "PLANNED FUNDED", ProposeRelease: "ACCEPTED", Release: "ACCEPTED",
	}
	state := o.state
	if ms != nil {
		state = ms.state
	}
	if !slices.Contains(strings.Fields(from[e.Type]), state) {
		return WhyState
	}
	if ms != nil && o.state != InDelivery && (o.state != Funded || e.Type != ShipMilestone || e.Actor.Role != Seller) {
		return WhyState
	}
	if why := m.act(e, o, ms, now); why != "" {
		return why
	}
	o.version++
	return ""
}

func (m *model) act(e *Entry, o *modelOrder, ms *modelMilestone, now int64) string {
	t := o.terms
	cur := string(t.Currency)
	switch e.Type {
	case AgreeOrder:
		if o.agreed[e.Actor.Role] {
			return WhyTwice
		}
		o.agreed[e.Actor.Role] = true
		if o.agreed[Buyer] && o.agreed[Seller] {
			o.state = AwaitingFunds
		}
	case DeclineOrder:
		m.unwind(e.Order, o, Declined, 0)
	case ExpireOrder:
		deadline := t.FundBy
		if o.state == Proposed {
			deadline = t.AnswerBy
		}
		if deadline == 0 || now <= deadline+o.paused {
			return WhyNotDue
		}
		m.unwind(e.Order, o, Expired, 0)
	case StartOrder:
		if o.state == PartiallyFunded && o.ms[0].state != Funded {
			return WhyFunds
		}
		o.state = InDelivery
	case ConsentCancel:
		if o.consent {
			return WhyTwice
		}
		o.consent = true
	case CancelOrder:
		late := o.ms[0].shipBy > 0 && now > o.ms[0].shipBy
		switch {
		case o.consent:
			m.unwind(e.Order, o, Cancelled, t.CancelFee)
		case late:
			m.unwind(e.Order, o, Cancelled, 0)
		default:
			return WhyNoConsent
		}
	case ShipMilestone:
		o.state, ms.state = InDelivery, Shipped
	case DeliverGoods:
		ms.state = Inspection
		if ms.inspect > 0 {
			ms.until, ms.reminded = now+ms.inspect, 0
		}
	case AcceptMilestone:
		ms.state = Accepted
	case CancelMilestone:
		if ms.shipBy == 0 || now <= ms.shipBy {
			return WhyNotDue
		}
		ms.state = map[string]string{Planned: Cancelled, Funded: Refunded}[ms.state]
		m.pay("escrow:"+e.Order, "user:"+t.Buyer+":avail", cur, ms.held)
		ms.held = new(big.Int)
		o.finish()
	case ProposeRelease:
		if ms.maker != "" {
			return WhyTwice
		}
		ms.maker = e.Actor.Person
	case Release:
		if why := m.eyes(e, ms.due, m.limits[cur].Release, ms.maker); why != "" {
			return why
		}
		m.release(e.Order, o, ms)
	default: // who lets no other type come here
	}
	return ""
}

func (o *modelOrder) finish() {
	end := Refunded
	for _, ms := range o.ms {
		if !ended(ms.state) {
			return
		}
		if ms.state == Released || ms.won {
			end = Completed
		}
	}
	o.state = end
}

func (m *model) unwind(id string, o *modelOrder, to string, fee int64) {
	cur, all := string(o.terms.Currency), new(big.Int)
	for i := range o.ms {
		ms := &o.ms[i]
		all.Add(all, ms.held)
		ms.state = map[string]string{Planned: Cancelled, Funded: Refunded}[ms.state]
		ms.held = new(big.Int)
	}
	seller := big.NewInt(fee)
	if seller.Cmp(all) > 0 {
		seller.Set(all)
	}
	m.pay("escrow:"+id, "user:"+o.terms.Seller+":avail", cur, seller)
	m.pay("escrow:"+id, "user:"+o.terms.Buyer+":avail", cur, new(big.Int).Sub(all, seller))
	o.state = to
}
