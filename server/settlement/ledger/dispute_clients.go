package ledger

import (
	"slices"
	"strconv"
)

// The clients of inspections, disputes and amendments in the simulation, and the bugs planted in their rules.

// inventClocks agrees on conditions whose clocks run down within a simulation, for two orders of three.
func (w *world) inventClocks(t *Terms) {
	r := w.rng
	if r.IntN(3) == 0 {
		return
	}
	if t.Conditions == nil {
		t.Conditions = &Conditions{}
	}
	k := t.Conditions
	within := func(n int) int64 { return 1 + int64(r.IntN(n))*w.scale }
	k.Clocks = Clocks{within(2000), within(6000), within(20_000), within(20_000)}
	for range t.Milestones {
		k.Milestones = append(k.Milestones, MilestoneConditions{int64(r.IntN(3)*r.IntN(2000)) * w.scale, int64(r.IntN(12)), r.IntN(2) == 0})
	}
}

// inventDispute makes up what the clocks, the sides and the arbitrators of an order may want.
func inventDispute(w *world, c *Command) bool {
	r := w.rng
	// The newest dispute that lives, goods that wait to be looked at, or an order that is not agreed.
	contested := func(o *modelOrder) int {
		return slices.IndexFunc(o.disputes, func(d *modelDispute) bool { return !terminalDispute(d.state) || r.IntN(20) == 0 })
	}
	waiting := func(o *modelOrder) int {
		return slices.IndexFunc(o.ms, func(ms modelMilestone) bool { return ms.state == Inspection || (ms.state == Shipped && r.IntN(3) == 0) })
	}
	find := func(good func(o *modelOrder) bool) *modelOrder {
		o := w.oneOf(good)
		if o != nil {
			c.Order, c.Version = o.id, o.version
		}
		return o
	}
	var o *modelOrder
	switch roll := r.IntN(10); {
	case roll < 1:
		if o = find(func(o *modelOrder) bool { return o.state == Proposed }); o != nil {
			w.inventAmendment(c, o)
		}
	case roll < 7:
		if o = find(func(o *modelOrder) bool { return contested(o) >= 0 }); o != nil {
			return w.inventDisputeStep(c, o, max(0, contested(o)))
		}
	default:
		if o = find(func(o *modelOrder) bool { return waiting(o) >= 0 }); o != nil {
			w.inventInspection(c, &o.ms[max(0, waiting(o))])
		}
	}
	if o == nil {
		return w.inventDelivery(c)
	}
	w.enter(c, o, rules[c.Type].roles)
	return true
}

// enter gives a command somebody of one of the roles, who has mostly seen the newest version.
func (w *world) enter(c *Command, o *modelOrder, roles []Role) {
	c.Actor = w.actor(roles, o.terms.Buyer, o.terms.Seller, "l1")
	if c.Actor.Role == Timer && w.rng.IntN(3) > 0 {
		c.Version = 0
	}
	if w.rng.IntN(15) == 0 {
		c.Version = max(0, c.Version-1)
	}
}

// oneOf picks an order a client has in mind: mostly the newest that will do, or all would go on and none would end.
func (w *world) oneOf(good func(o *modelOrder) bool) *modelOrder {
	var last *modelOrder
	for _, id := range slices.Backward(w.model.ids) {
		if o := w.model.orders[id]; good(o) {
			last = o
			if w.rng.IntN(4) > 0 {
				break
			}
		}
	}
	return last
}

// inventDelivery takes an order that waits for money or goods a step nearer to its inspection.
func (w *world) inventDelivery(c *Command) bool {
	at := func(state string) (*modelOrder, *modelMilestone) {
		has := func(o *modelOrder) int {
			return slices.IndexFunc(o.ms, func(ms modelMilestone) bool { return ms.state == state })
		}
		o := w.oneOf(func(o *modelOrder) bool { return has(o) >= 0 && (o.state == InDelivery || o.state == Funded) })
		if o == nil {
			return nil, nil
		}
		return o, &o.ms[has(o)]
	}
	o, ms := at(Shipped)
	c.Type = DeliverGoods
	if o == nil {
		o, ms = at(Funded)
		c.Type = ShipMilestone
	}
	if o != nil {
		c.Order, c.Version, c.Milestone = o.id, o.version, ms.id
		c.Actor = w.actor(rules[c.Type].roles, o.terms.Buyer, o.terms.Seller, "l1")
		return true
	}
	if o = w.oneOf(func(o *modelOrder) bool { return o.state == AwaitingFunds || o.state == PartiallyFunded }); o == nil {
		c.Type = ""
		return false
	}
	c.Type, c.Actor, c.Order, c.Rail, c.Currency = BookReceipt, Actor{Role: Rail}, o.id, "sandbox", o.terms.Currency
	for _, ms := range o.ms {
		c.Amount += ms.due.Int64() - ms.held.Int64()
	}
	return true
}

func (w *world) inventAmendment(c *Command, o *modelOrder) {
	r := w.rng
	t := *o.terms
	t.Milestones = slices.Clone(t.Milestones)
	t.Milestones[0].Amount += int64(1 + r.IntN(500))
	if r.IntN(3) == 0 {
		t.ExchangeBP++
	}
	c.Type, c.Terms = AmendOrder, &t
}

func (w *world) inventInspection(c *Command, ms *modelMilestone) {
	r := w.rng
	c.Milestone = ms.id
	c.Type = []Type{AcceptPart, RemindInspection, RemindInspection, EndInspection, OpenDispute, OpenDispute, OpenDispute}[r.IntN(7)]
	switch c.Type {
	case AcceptPart:
		c.Params = []Param{{Name: quantityParam, Minor: int64(r.IntN(10))}}
	case RemindInspection:
		c.Params = []Param{{Name: percentParam, Minor: []int64{50, 50, 90, 90, 40}[r.IntN(5)]}}
	case OpenDispute:
		c.Params = []Param{{Name: reasonParam, Text: []string{"damaged", "damaged", "incomplete", "late", ""}[r.IntN(5)]}}
		if r.IntN(2) == 0 {
			c.Amount = 1 + r.Int64N(ms.amount.Int64()+ms.amount.Int64()/8+1)
		}
	default: // the end of an inspection says no more
	}
}

func (w *world) inventDisputeStep(c *Command, o *modelOrder, at int) bool {
	r, d := w.rng, o.disputes[at]
	c.Object = "dsp_" + strconv.Itoa(at+1)
	types := w.likely(d)
	if len(types) == 0 || r.IntN(8) == 0 {
		types = []Type{OfferSplit, AcceptSplit, EscalateDispute, FileEvidence, DecideDispute, ConfirmRuling, AppealRuling, ExecuteRuling, WithdrawDispute}
	}
	c.Type = types[r.IntN(len(types))]
	all := int64(1)
	if ms := o.find(d.ms); ms != nil { // what was once contested may have been divided since
		all = ms.amount.Int64()
	}
	roles := rules[c.Type].roles
	switch c.Type {
	case OfferSplit, DecideDispute:
		seller := []int64{0, all, r.Int64N(all + 1), r.Int64N(all + 1)}[r.IntN(4)]
		buyer := all - seller
		if r.IntN(6) == 0 {
			buyer++
		}
		c.Params = []Param{{Name: buyerParam, Minor: buyer}, {Name: sellerParam, Minor: seller}}
	case AcceptSplit:
		n := len(d.offers)
		if n > 0 && r.IntN(2) > 0 {
			roles = []Role{map[Role]Role{Buyer: Seller, Seller: Buyer}[d.offers[n-1].by]}
		}
		c.Params = []Param{{Name: offerParam, Minor: int64(max(1, n-r.IntN(6)/5))}}
	case FileEvidence:
		c.Params, c.Ref = []Param{{Name: proofParam, Text: "photo"}}, "doc_"+strconv.Itoa(r.IntN(1000))
	default: // the others say nothing more
	}
	w.enter(c, o, roles)
	if c.Actor.Role == Arbitrator {
		c.Actor.Person = "per_" + strconv.Itoa(r.IntN(6)) // there have to be some who have not ruled yet
	}
	return true
}

// likely is what the sides, the clock and the arbitrators of a dispute would do next.
func (w *world) likely(d *modelDispute) []Type {
	switch d.state {
	case Negotiation:
		talk := []Type{OfferSplit, FileEvidence, EscalateDispute}
		if len(d.offers) > 0 {
			talk = []Type{OfferSplit, AcceptSplit, AcceptSplit, WithdrawDispute, FileEvidence}
		}
		if w.now > d.talk {
			talk = append(talk, EscalateDispute, EscalateDispute, EscalateDispute, EscalateDispute)
		}
		return talk
	case Hearing, Appealed:
		if w.now > d.papers || len(d.heard) > 1 {
			return []Type{DecideDispute, DecideDispute, DecideDispute, DecideDispute, DecideDispute, FileEvidence, AcceptSplit, WithdrawDispute}
		}
		return []Type{FileEvidence, FileEvidence, FileEvidence, DecideDispute, OfferSplit, AcceptSplit, WithdrawDispute}
	case Ruled:
		return []Type{ConfirmRuling, ConfirmRuling, ConfirmRuling, ConfirmRuling, ConfirmRuling, ConfirmRuling, DecideDispute}
	case Decided:
		if d.appealed || w.now > d.final {
			return []Type{ExecuteRuling, ExecuteRuling, ExecuteRuling, AppealRuling}
		}
		return []Type{AppealRuling, AppealRuling, ExecuteRuling}
	}
	return nil
}

// disputeBugs are planted in the rules of inspections and disputes.
var disputeBugs = []bug{
	{"silence-accepts-always", func(_ *scratch, _ *Command, e *Entry) {
		if e.OK && e.Type == EndInspection && e.Object != "" {
			e.Moves = []Move{{"m", e.Milestone, Inspection, Accepted}}
			e.Object, e.Amount, e.Legs = "", 0, nil
		}
	}},
	{"dispute-freezes-all", func(x *scratch, _ *Command, e *Entry) {
		if o, ok := x.order(e.Order); ok && e.OK && e.Type == OpenDispute && len(e.Moves) > 2 {
			contested := e.Amount
			e.Moves, e.Legs = nil, nil
			contest(e, o, o.index(e.Milestone))
			e.Amount = contested
		}
	}},
	{"part-rounded-up", func(_ *scratch, _ *Command, e *Entry) {
		if e.OK && e.Type == AcceptPart {
			e.Amount++
		}
	}},
	{"split-the-other-way-round", func(x *scratch, _ *Command, e *Entry) {
		o, ok := x.order(e.Order)
		if !ok || !e.OK || (e.Type != AcceptSplit && e.Type != ExecuteRuling) {
			return
		}
		i := o.index(e.Milestone)
		seller := o.dispute(e.Object).Ruling.Buyer
		if e.Type == AcceptSplit {
			seller = o.dispute(e.Object).Offers[e.num(offerParam)-1].Buyer
		}
		e.Legs = x.splitLegs(o, i, seller)
	}},
	{"fee-on-all-that-was-contested", func(x *scratch, _ *Command, e *Entry) {
		o, ok := x.order(e.Order)
		if !ok || !e.OK || e.Type != AcceptSplit {
			return
		}
		i := o.index(e.Milestone)
		part := o.clone()
		part.Milestones[i].Amount = o.dispute(e.Object).Offers[e.num(offerParam)-1].Seller
		if part.Milestones[i].Amount > 0 { // the buyer's commissions are kept whole
			e.Legs = x.splitLegs(part, i, part.Milestones[i].Amount)
		}
	}},
	{"own-offer-accepted", func(x *scratch, c *Command, e *Entry) {
		o, ok := x.order(e.Order)
		if !ok || e.Type != AcceptSplit || e.Why != WhyOffer {
			return
		}
		d := o.dispute(e.Object)
		if n := len(d.Offers); n > 0 && c.num(offerParam) == int64(n) {
			e.OK, e.Why = true, ""
			x.settle(e, o, d, d.Offers[n-1].Seller, Settled)
		}
	}},
	{"arbitrator-alone-above-the-limit", func(_ *scratch, _ *Command, e *Entry) {
		if e.OK && e.Type == DecideDispute && len(e.Moves) > 0 {
			e.Moves[0].To = Decided
		}
	}},
	{"offer-of-more-than-is-contested", func(_ *scratch, _ *Command, e *Entry) {
		if e.Type == OfferSplit && e.Why == WhyAmount {
			e.OK, e.Why = true, ""
		}
	}},
	{"withdrawn-by-the-other-side", func(x *scratch, c *Command, e *Entry) {
		if o, ok := x.order(e.Order); ok && e.Type == WithdrawDispute && e.Why == WhyOpener {
			other := *c
			other.Actor.Role = o.dispute(e.Object).Opener
			if other.Actor.Role != Timer {
				e.OK, e.Why = true, ""
				withdraw(x, &other, e, o, -1, nil)
			}
		}
	}},
}
