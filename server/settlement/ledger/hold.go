package ledger

import "slices"

// A hold is compliance stopping an order: no money leaves its escrow and what comes in for it lies in suspense, until
// compliance and a checker lift it together. Goods may move on, evidence may be given, and what a bank reports is booked.

// The commands of holds.
const (
	HoldOrder Type = "order.hold" // Note: why
	LiftHold  Type = "order.lift" // compliance proposes, a checker confirms
)

// The reasons that come of holds.
const (
	WhyHeld   = "order_held"
	WhyReason = "reason_missing"
)

// Hold says who stopped an order and why. It is never changed.
type Hold struct {
	By     string // person, "" for the system
	Role   Role
	Reason string
	Time   int64
}

var holdRules = map[Type]rule{
	HoldOrder: {roles: []Role{Compliance, Timer, Maker, Checker}, about: "o", do: hold, book: (*scratch).bookHold},
	LiftHold:  {roles: []Role{Checker}, proposer: Compliance, about: "o", ended: true, pair: true, do: lift, book: (*scratch).bookHold},
}

// stopped are the commands that a hold refuses before anything else is asked: they end an order or pay out of it, now or as
// soon as there is something to pay. Whatever else would pay out is refused by what it posts (see guarded).
var stopped = []Type{DeclineOrder, ExpireOrder, CancelOrder, CancelMilestone, Release, AssignSuspense, EndInspection, AcceptSplit, ExecuteRuling}

func hold(x *scratch, c *Command, _ *Entry, o *Order, _ int, _ *Payout) string {
	if !x.brakes(c.Actor) {
		return WhyRole
	}
	if o.Hold != nil {
		return WhyTwice
	}
	if c.Note == "" {
		return WhyReason
	}
	return ""
}

func lift(_ *scratch, _ *Command, _ *Entry, o *Order, _ int, _ *Payout) string {
	if o.Hold == nil {
		return WhyState
	}
	return ""
}

func (x *scratch) bookHold(o *Order, e *Entry, escrowed int64) error {
	if escrowed != 0 || len(e.Legs) > 0 || len(e.Moves) > 0 || (e.Type == HoldOrder) != (o.Hold == nil) {
		return broken("I7: %s of order %s, which is held: %v", e.Type, o.ID, o.Hold != nil)
	}
	if e.Type == HoldOrder {
		o.Hold = &Hold{By: e.Actor.Person, Role: e.Actor.Role, Reason: e.Note, Time: x.time}
		return nil
	}
	o.resume(x.time)
	return nil
}

// resume ends a hold at an instant. What ran when it began has as much time left as then: the order's own deadline, the
// inspections, of which none gets longer than agreed, and the clocks of disputes.
func (o *Order) resume(now int64) {
	span := now - o.Hold.Time
	o.Hold, o.Paused = nil, o.Paused+span
	for i := range o.Milestones {
		if m := &o.Milestones[i]; m.State == Inspection && m.InspectUntil > 0 {
			m.InspectUntil = min(m.InspectUntil+span, now+m.Inspect)
		}
	}
	for i := range o.Disputes {
		d := &o.Disputes[i]
		if terminalDispute(d.State) {
			continue
		}
		for _, clock := range []*int64{&d.NegotiateUntil, &d.EscalatesAt, &d.EvidenceUntil, &d.AppealUntil} {
			if *clock > 0 {
				*clock += span
			}
		}
	}
}

// later is a deadline of the terms after all holds; none stays none.
func (o *Order) later(deadline int64) int64 {
	if deadline == 0 {
		return 0
	}
	return deadline + o.Paused
}

// barred says why nobody may do now what is asked, whoever asks: the order is held, a party is not cleared, or the books of
// the day it is meant for are closed. It is asked before all other rules.
func (x *scratch) barred(c *Command) string {
	o, known := x.order(c.Order)
	if known && o.Hold != nil && slices.Contains(stopped, c.Type) {
		return WhyHeld
	}
	switch c.Type {
	case AgreeOrder:
		if known {
			if why := x.suspects(o.Terms); why != "" {
				return why
			}
		}
	case RequestPayout, OfferAdvance:
		if x.blocked(c.Actor.Org) {
			return WhyBlocked
		}
	case DisburseAdvance:
		if known && x.blocked(o.funder(c.Object)) {
			return WhyBlocked
		}
	case ApprovePayout, BatchPayout, SubmitPayout:
		// What goes back to the sender of money in suspense belongs to no party; two people have looked at who that is.
		if p, ok := x.payout(c.Payout); ok && p.Org != "" {
			if why := x.suspect(p.Org); why != "" {
				return why
			}
		}
	default: // the others ask for no money of an organization
	}
	if day := c.num(effectiveParam); day != 0 && (day < x.closed || day > x.time) {
		return WhyPeriod
	}
	return ""
}

// guarded looks at what an entry would post once its rule has decided: a held order pays nothing, and what is meant for a
// blocked party goes where it cannot take it.
func (x *scratch) guarded(e *Entry) string {
	if o, ok := x.order(e.Order); ok && o.Hold != nil && e.Actor.Role != Rail && escrowed(e.Legs) != 0 {
		return WhyHeld
	}
	e.Legs = x.divert(e)
	return ""
}

// escrowed is what legs add to escrow and dispute accounts together.
func escrowed(legs []Leg) int64 {
	var sum int64
	for _, l := range legs {
		if class := Class(l.Account); class == "escrow" || class == "dispute" {
			sum += l.Minor
		}
	}
	return sum
}

// respects asserts on a recorded entry about an order, as it stood before, that a hold was kept.
func (h *Hold) respects(e *Entry, escrowed int64) error {
	if h == nil || escrowed == 0 || (e.Actor.Role == Rail && escrowed < 0) {
		return nil
	}
	return broken("order %s is held and %s moves %d of its escrow", e.Order, e.Type, escrowed)
}
