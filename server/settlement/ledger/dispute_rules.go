package ledger

import (
	"slices"
	"strconv"
)

const (
	reasonParam = "reason"
	sellerParam = "seller"
	buyerParam  = "buyer"
	offerParam  = "offer"
	proofParam  = "kind"
)

var disputeRules = map[Type]rule{
	OpenDispute:     {roles: []Role{Buyer, Seller}, states: []string{Shipped, Inspection}, about: "m", do: openDispute, book: (*scratch).bookOpening},
	OfferSplit:      {roles: []Role{Buyer, Seller}, states: []string{Negotiation, Hearing, Appealed}, about: "d", do: offerSplit, book: (*scratch).bookOffer},
	AcceptSplit:     {roles: []Role{Buyer, Seller}, states: []string{Negotiation, Hearing, Appealed}, about: "d", do: acceptSplit, book: (*scratch).bookSettlement},
	EscalateDispute: {roles: []Role{Buyer, Seller, Timer}, states: []string{Negotiation}, about: "d", do: escalate, book: (*scratch).bookHearing},
	FileEvidence:    {roles: []Role{Buyer, Seller}, states: []string{Negotiation, Hearing, Appealed}, about: "d", do: fileEvidence, book: (*scratch).bookEvidence},
	DecideDispute:   {roles: []Role{Arbitrator}, states: []string{Hearing, Ruled, Appealed}, about: "d", do: decideDispute, book: (*scratch).bookRuling},
	ConfirmRuling:   {roles: []Role{Arbitrator}, states: []string{Ruled}, about: "d", do: confirmRuling, book: (*scratch).bookRuling},
	AppealRuling:    {roles: []Role{Buyer, Seller}, states: []string{Decided}, about: "d", do: appealRuling, book: (*scratch).bookHearing},
	ExecuteRuling:   {roles: []Role{Timer}, states: []string{Decided}, about: "d", do: executeRuling, book: (*scratch).bookSettlement},
	WithdrawDispute: {roles: []Role{Buyer, Seller}, states: []string{Negotiation, Hearing}, about: "d", do: withdraw, book: (*scratch).bookWithdrawal},
}

// openDispute freezes what is contested. What the buyer does not contest of something under inspection is accepted with
// it; in every other case the rest stays as it was.
func openDispute(_ *scratch, c *Command, e *Entry, o *Order, i int, _ *Payout) string {
	m := o.Milestones[i]
	if reason := c.text(reasonParam); !identifier(reason) || reason == NoResponse {
		return WhyReason
	}
	if len(o.Disputes) >= MaxDisputes {
		return WhyTooMany
	}
	if c.Amount > m.Amount {
		return WhyAmount
	}
	if c.Amount == 0 || c.Amount == m.Amount {
		return contest(e, o, i)
	}
	rest := m.State
	if c.Actor.Role == Buyer && m.State == Inspection {
		rest = Accepted
	}
	if why := o.divide(e, i, rest, Disputed); why != "" {
		return why
	}
	_, contested := m.apart(m.Amount - c.Amount)
	o.freeze(e, contested.Due())
	return ""
}

// contest freezes milestone i as a whole.
func contest(e *Entry, o *Order, i int) string {
	m := o.Milestones[i]
	e.Amount = m.Amount
	e.moveTo("m", m.ID, m.State, Disputed)
	o.freeze(e, m.Due())
	return ""
}

// freeze opens the order's next dispute over an amount.
func (o *Order) freeze(e *Entry, due int64) {
	e.Object = "dsp_" + strconv.Itoa(len(o.Disputes)+1)
	e.moveTo("d", e.Object, "", Negotiation)
	e.post(EscrowAccount(o.ID), o.Terms.Currency, -due)
	e.post(DisputeAccount(o.ID), o.Terms.Currency, due)
}

// contested is the dispute a command is about and the milestone it froze.
func (o *Order) contested(c *Command, e *Entry) (*Dispute, Milestone) {
	d := o.dispute(c.Object)
	e.Milestone = d.Milestone
	return d, o.Milestones[o.index(d.Milestone)]
}

func offerSplit(_ *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	d, m := o.contested(c, e)
	if !splits(c, m) {
		return WhyAmount
	}
	if len(d.Offers) >= MaxOffers {
		return WhyTooMany
	}
	return ""
}

// splits says whether a command divides the contested amount to the fen.
func splits(c *Command, m Milestone) bool {
	seller, buyer := c.num(sellerParam), c.num(buyerParam)
	return seller >= 0 && buyer >= 0 && seller <= m.Amount && buyer == m.Amount-seller
}

// acceptSplit takes the newest offer, which must be the other side's: who tables another one has turned down the last.
func acceptSplit(x *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	d, _ := o.contested(c, e)
	n := len(d.Offers)
	if n == 0 || c.num(offerParam) != int64(n) || d.Offers[n-1].By == c.Actor.Role {
		return WhyOffer
	}
	x.settle(e, o, d, d.Offers[n-1].Seller, Settled)
	return ""
}

// settle ends a dispute by splitting the contested amount.
func (x *scratch) settle(e *Entry, o *Order, d *Dispute, seller int64, to string) {
	i := o.index(d.Milestone)
	e.moveTo("d", d.ID, d.State, to)
	e.moveTo("m", d.Milestone, Disputed, Split)
	finish(e, o, i, seller > 0)
	e.Legs = x.splitLegs(o, i, seller)
}

// splitLegs are the postings of giving a part of disputed milestone i to the seller, as a release of that part would be,
// and the rest back to the buyer: commissions are earned on the seller's part only.
func (x *scratch) splitLegs(o *Order, i int, seller int64) []Leg {
	won, lost := o.Milestones[i].apart(seller)
	part := o.clone()
	part.Milestones[i] = won
	legs := []Leg(nil)
	if seller > 0 {
		legs = x.releaseLegs(part, i)
	}
	for k := range legs {
		if legs[k].Account == EscrowAccount(o.ID) {
			legs[k].Account = DisputeAccount(o.ID)
		}
	}
	if back := lost.Due(); back > 0 {
		legs = append(legs, Leg{DisputeAccount(o.ID), o.Terms.Currency, -back, Posted}, Leg{AvailableAccount(o.Terms.Buyer), o.Terms.Currency, back, Posted})
	}
	return legs
}

func escalate(x *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	d, _ := o.contested(c, e)
	from := d.NegotiateUntil
	if c.Actor.Role == Timer {
		from = d.EscalatesAt
	}
	if x.time <= from {
		return WhyNotDue
	}
	e.moveTo("d", d.ID, Negotiation, Hearing)
	return ""
}

func fileEvidence(x *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	d, _ := o.contested(c, e)
	switch {
	case !identifier(c.text(proofParam)):
		return WhyReason
	case d.State != Negotiation && x.time > d.EvidenceUntil:
		return WhyLate
	case len(d.Evidence) >= MaxEvidence:
		return WhyTooMany
	}
	return ""
}

// decideDispute is an arbitrator's ruling. While it waits for the second arbitrator it may be replaced by another one,
// which then waits for a second as well.
func decideDispute(x *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	d, m := o.contested(c, e)
	if slices.Contains(d.Judges, c.Actor.Person) {
		return WhySamePerson
	}
	if d.State != Ruled && x.time <= d.EvidenceUntil && !d.BothHeard() {
		return WhyNotDue
	}
	if !splits(c, m) {
		return WhyAmount
	}
	switch {
	case m.Due() <= x.limit(o.Terms.Currency).Release:
		e.moveTo("d", d.ID, d.State, Decided)
	case d.State != Ruled:
		e.moveTo("d", d.ID, d.State, Ruled)
	}
	return ""
}

// confirmRuling is invariant I12 for rulings.
func confirmRuling(_ *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	d, _ := o.contested(c, e)
	if d.Ruling.By == c.Actor.Person || slices.Contains(d.Judges, c.Actor.Person) {
		return WhySamePerson
	}
	e.Maker, e.Checker = d.Ruling.By, c.Actor.Person
	e.moveTo("d", d.ID, Ruled, Decided)
	return ""
}

func appealRuling(x *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	d, _ := o.contested(c, e)
	switch {
	case d.appealed():
		return WhyTwice
	case x.time > d.AppealUntil:
		return WhyLate
	}
	e.moveTo("d", d.ID, Decided, Appealed)
	return ""
}

func executeRuling(x *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	d, _ := o.contested(c, e)
	if !d.appealed() && x.time <= d.AppealUntil {
		return WhyNotDue
	}
	x.settle(e, o, d, d.Ruling.Seller, Executed)
	return ""
}

// withdraw puts the milestone back to where it was contested.
func withdraw(_ *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	d, m := o.contested(c, e)
	if d.Opener != c.Actor.Role {
		return WhyOpener
	}
	e.moveTo("d", d.ID, d.State, Withdrawn)
	e.moveTo("m", m.ID, Disputed, d.From)
	e.post(DisputeAccount(o.ID), o.Terms.Currency, -m.Due())
	e.post(EscrowAccount(o.ID), o.Terms.Currency, m.Due())
	return ""
}
