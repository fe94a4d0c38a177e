package ledger

import (
	"slices"

	"fairground/server/money"
)

// States of an order.
const (
	Proposed        = "PROPOSED"
	AwaitingFunds   = "AWAITING_FUNDS"
	PartiallyFunded = "PARTIALLY_FUNDED"
	Funded          = "FUNDED" // also a state of milestones
	InDelivery      = "IN_DELIVERY"
	Completed       = "COMPLETED"
	Refunded        = "REFUNDED"  // also a state of milestones
	Cancelled       = "CANCELLED" // also a state of milestones and payouts
	Expired         = "EXPIRED"
	Declined        = "DECLINED"
)

// States of a milestone that orders do not have.
const (
	Planned    = "PLANNED"
	Shipped    = "SHIPPED"
	Inspection = "INSPECTION"
	Accepted   = "ACCEPTED"
	Released   = "RELEASED"
	Disputed   = "DISPUTED"
	Split      = "SPLIT" // a dispute about it has ended
)

// OrderStates lists the states of an order, the terminal ones last.
func OrderStates() []string {
	return []string{Proposed, AwaitingFunds, PartiallyFunded, Funded, InDelivery, Completed, Refunded, Cancelled, Expired, Declined}
}

// MilestoneStates lists the states of a milestone, the terminal ones last.
func MilestoneStates() []string {
	return []string{Planned, Funded, Shipped, Inspection, Disputed, Accepted, Released, Split, Refunded, Cancelled}
}

// terminalOrder says whether nothing moves out of the state any more.
func terminalOrder(state string) bool {
	return slices.Contains([]string{Completed, Refunded, Cancelled, Expired, Declined}, state)
}

// terminalMilestone says the same of a milestone.
func terminalMilestone(state string) bool {
	return state == Released || state == Split || state == Refunded || state == Cancelled
}

// edge says whether the state machine of the kind has the transition (invariant I7).
func edge(kind, from, to string) bool {
	var next []string
	switch kind {
	case "o":
		switch from {
		case "":
			next = []string{Proposed, AwaitingFunds}
		case Proposed:
			next = []string{AwaitingFunds, Declined, Expired}
		case AwaitingFunds:
			next = []string{PartiallyFunded, Funded, Expired}
		case PartiallyFunded:
			next = []string{Funded, InDelivery, Expired, AwaitingFunds} // the last one by a claim, as the next two
		case Funded:
			next = []string{InDelivery, Cancelled, PartiallyFunded, AwaitingFunds}
		case InDelivery:
			next = []string{Completed, Refunded}
		}
	case "m":
		switch from {
		case "": // the others are parts of a divided one
			next = []string{Planned, Shipped, Inspection, Accepted, Disputed}
		case Planned:
			next = []string{Funded, Cancelled}
		case Funded:
			next = []string{Shipped, Refunded, Planned} // the last one, here and below, by a claim
		case Shipped:
			next = []string{Inspection, Disputed, Divided, Planned}
		case Inspection:
			next = []string{Accepted, Disputed, Divided, Planned}
		case Disputed:
			next = []string{Split, Shipped, Inspection, Planned}
		case Accepted:
			next = []string{Released, Planned}
		}
	case "q":
		next = quoteEdge(from)
	case "a":
		next = advanceEdge(from)
	case "d":
		next = disputeEdges(from)
	case "p":
		switch from {
		case "":
			next = []string{Requested}
		case Requested:
			next = []string{Approved, Cancelled}
		case Approved:
			next = []string{Batched, Submitted, Cancelled} // straight to the rail: one that goes alone
		case Batched:
			next = []string{Submitted, Approved, Cancelled}
		case Submitted:
			next = []string{Accepted, Settled, Rejected, Unknown}
		case Accepted:
			next = []string{Settled, Rejected, Unknown}
		case Unknown:
			next = []string{Settled, Rejected}
		case Settled:
			next = []string{Returned}
		}
	case "c":
		next = claimEdge(from)
	case "b":
		switch from {
		case "":
			next = []string{BatchOpen}
		case BatchOpen:
			next = []string{BatchGone}
		}
	case "s":
		if from == Lying {
			next = []string{Assigned, Returned, Reversed}
		}
	}
	return slices.Contains(next, to)
}

// Terms are what the parties signed, as far as money is concerned. Amounts are minor units of Currency, times are
// milliseconds since 1970.
type Terms struct {
	Deal         string           `bson:"deal" json:"deal"`
	Hash         Hash             `bson:"hash" json:"hash"` // of the signed version
	Signed       bool             `bson:"signed" json:"signed"`
	Buyer        string           `bson:"buyer" json:"buyer"`
	Seller       string           `bson:"seller" json:"seller"`
	Organizer    string           `bson:"org,omitempty" json:"org,omitempty"`
	Logistics    string           `bson:"log,omitempty" json:"log,omitempty"`
	Exhibition   string           `bson:"exh,omitempty" json:"exh,omitempty"`
	Currency     money.Currency   `bson:"c" json:"c"`
	Milestones   []MilestoneTerms `bson:"ms" json:"ms"`
	ExchangeBP   int64            `bson:"exbp" json:"exbp"`         // commission of the exchange
	PlatformBP   int64            `bson:"plbp" json:"plbp"`         // commission of the platform
	BuyerShareBP int64            `bson:"buyerbp" json:"buyerbp"`   // 0 the seller pays both, 5000 half and half, 10000 the buyer
	CancelFee    int64            `bson:"cfee" json:"cfee,string"`  // to the seller if the buyer cancels
	AnswerBy     int64            `bson:"answerBy" json:"answerBy"` // unsigned orders only
	FundBy       int64            `bson:"fundBy" json:"fundBy"`
	Conditions   *Conditions      `bson:"cond,omitempty" json:"cond,omitempty"`
}

// Conditions are what the parties agreed on beyond prices and dates. Orders of earlier releases have none.
type Conditions struct {
	Clocks             Clocks                `bson:"clocks" json:"clocks"`
	Liability          int64                 `bson:"liable" json:"liable"`                     // milliseconds after the end in which money may be called back
	ReserveBP          int64                 `bson:"resbp" json:"resbp"`                       // part of the seller's net that is kept back
	SellerJurisdiction string                `bson:"juris,omitempty" json:"juris,omitempty"`   // whose tax rules hold, ISO 3166-1 alpha-2
	SellerKind         string                `bson:"kind,omitempty" json:"kind,omitempty"`     // "company" or "person"
	Income             string                `bson:"income,omitempty" json:"income,omitempty"` // "goods", "services", "royalties"
	Milestones         []MilestoneConditions `bson:"ms,omitempty" json:"ms,omitempty"`         // as many as the terms have, or none
}

// Clocks are the lengths of a dispute's steps in milliseconds; zero is the usual one.
type Clocks struct {
	Negotiate int64 `bson:"neg" json:"neg"`
	Escalate  int64 `bson:"esc" json:"esc"`
	Evidence  int64 `bson:"evi" json:"evi"`
	Appeal    int64 `bson:"app" json:"app"`
}

// MilestoneConditions belong to the milestone at the same place of the terms.
type MilestoneConditions struct {
	Inspect  int64 `bson:"insp" json:"insp"`       // milliseconds from delivery; 0: no clock runs
	Quantity int64 `bson:"qty" json:"qty"`         // pieces of equal price; 0: indivisible
	Silence  bool  `bson:"silence" json:"silence"` // silence after the inspection is acceptance
}

// MilestoneTerms are one part of an order. After ShipBy the buyer may cancel it alone.
type MilestoneTerms struct {
	ID     string `bson:"id" json:"id"`
	Amount int64  `bson:"amt" json:"amt,string"`
	ShipBy int64  `bson:"shipBy" json:"shipBy"`
}

// party returns the organization that acts in a role, "" if nobody does.
func (t *Terms) party(r Role) string {
	switch r {
	case Buyer:
		return t.Buyer
	case Seller:
		return t.Seller
	case Logistics:
		return t.Logistics
	case Organizer:
		return t.Organizer
	default:
		return ""
	}
}

// involves says whether an organization is a side of the order or its organizer, and so is not neutral in it.
func (t *Terms) involves(org string) bool {
	return org == t.Buyer || org == t.Seller || org == t.Organizer
}

// Order is the state of an order after some block. Committed orders are never changed, only replaced.
type Order struct {
	ID              string
	Version         int64 // raised by each entry that touches the order
	State           string
	Terms           *Terms
	Milestones      []Milestone
	BuyerAgreed     bool
	SellerAgreed    bool
	SellerGivesBack bool // the seller consents to cancelling
	Quotes          []Quote
	Asks            []Ask // for early payment
	Advances        []Advance
	Hold            *Hold
	Paused          int64     // milliseconds that holds have lasted: its own deadline is so much later
	Disputes        []Dispute // of any time
	Withheld        Withheld

	Funded      int64 // ever paid into escrow
	Released    int64 // gross: left escrow for the seller and the commissions
	Refunded    int64 // left escrow for the buyer
	CancelFees  int64 // left escrow for the seller without delivery
	ChargedBack int64 // left escrow because a bank took it back
	Fees        int64 // commissions inside Released
	Base        int64 // Σ milestone amounts inside Released, the base of the commissions

	Payers   []Payer // in the order of their first payments
	Claims   []Claim
	Reserved int64 // in the seller's reserve for this order

	Proposed int64     // how much makers have proposed about it, ever
	Invoices []Invoice // numbered papers, in the order of their issue

	Created int64 // block time
	Changed int64
	Ended   int64 // when it reached its end
	Seq     int64
}

// Milestone is one part of an order with its own money.
type Milestone struct {
	ID            string
	Amount        int64 // the seller's gross
	BuyerExchange int64 // the buyer's parts of the commissions, on top
	BuyerPlatform int64
	ShipBy        int64
	State         string
	Held          int64  // in escrow for it
	Maker         string // who proposed its release
	Evidence      string // reference given when shipping
	Inspect       int64  // length of the inspection in milliseconds; 0: no clock runs
	InspectUntil  int64  // end of the inspection that runs; 0: none does
	Reminded      int64  // hundredths of the inspection of which the buyer was reminded
	Silence       bool   // silence after the inspection is acceptance
	Quantity      int64  // pieces of equal price; 0: indivisible
	Whole         string // the milestone of the terms it is a part of, "" if it is one itself
	Won           int64  // of a split one: what of the amount went to the seller
}

// BuyerFee is the buyer's part of the commissions, paid on top.
func (m Milestone) BuyerFee() int64 { return m.BuyerExchange + m.BuyerPlatform }

// Due is what the buyer pays for the milestone.
func (m Milestone) Due() int64 { return m.Amount + m.BuyerFee() }

// Total is the sum the parties agreed on, without the buyer's commissions.
func (o *Order) Total() int64 {
	var sum int64
	for _, m := range o.Milestones {
		sum += m.Amount
	}
	return sum
}

// Due is what the buyer pays for all milestones that are not cancelled.
func (o *Order) Due() int64 {
	var sum int64
	for _, m := range o.Milestones {
		if m.State != Cancelled {
			sum += m.Due()
		}
	}
	return sum
}

// Escrow is what lies in escrow for the order.
func (o *Order) Escrow() int64 {
	return o.Funded - o.Released - o.Refunded - o.CancelFees - o.ChargedBack
}

// Milestone finds a milestone by its id.
func (o *Order) Milestone(id string) (Milestone, bool) {
	i := o.index(id)
	if i < 0 {
		return Milestone{}, false
	}
	return o.Milestones[i], true
}

func (o *Order) index(id string) int {
	return slices.IndexFunc(o.Milestones, func(m Milestone) bool { return m.ID == id })
}

// Deadline is the next instant at which the order moves on by itself, 0 if there is none.
func (o *Order) Deadline() int64 {
	switch o.State {
	case Proposed:
		return o.later(o.Terms.AnswerBy)
	case AwaitingFunds, PartiallyFunded:
		return o.later(o.Terms.FundBy)
	}
	return 0
}

// object finds the state of something an order has besides its milestones, by the kind of its machine.
func (o *Order) object(kind, id string) *string {
	switch kind {
	case "d":
		if d := o.dispute(id); d != nil {
			return &d.State
		}
	case "q":
		for i := range o.Quotes {
			if o.Quotes[i].ID == id {
				return &o.Quotes[i].State
			}
		}
	case "c":
		if i := o.claim(id); i >= 0 {
			return &o.Claims[i].State
		}
	case "a":
		for i := range o.Advances {
			if o.Advances[i].ID == id {
				return &o.Advances[i].State
			}
		}
	}
	return nil
}

func (o *Order) clone() *Order {
	c := *o
	c.Milestones = slices.Clone(o.Milestones)
	c.Disputes = slices.Clone(o.Disputes)
	for i := range c.Disputes {
		c.Disputes[i] = o.Disputes[i].clone()
	}
	c.Quotes, c.Asks, c.Advances = slices.Clone(o.Quotes), slices.Clone(o.Asks), slices.Clone(o.Advances)
	c.Invoices = slices.Clone(o.Invoices)
	c.Claims, c.Payers = slices.Clone(o.Claims), slices.Clone(o.Payers)
	return &c
}

// fees are the four parts of the commission on a base: who pays, and to whom.
type fees struct{ buyerExchange, buyerPlatform, sellerExchange, sellerPlatform int64 }

func (f fees) minus(g fees) fees {
	return fees{f.buyerExchange - g.buyerExchange, f.buyerPlatform - g.buyerPlatform, f.sellerExchange - g.sellerExchange, f.sellerPlatform - g.sellerPlatform}
}

func (f fees) buyer() int64  { return f.buyerExchange + f.buyerPlatform }
func (f fees) seller() int64 { return f.sellerExchange + f.sellerPlatform }

// commission computes the parts for a running total. One fee is computed on the whole and then cut, each cut rounded
// down and the rest to the other side, so that every part grows with the base and their increments never exceed the
// increment of the base: charging differences of running totals loses and invents no fen.
func (t *Terms) commission(base int64) fees {
	both := t.ExchangeBP + t.PlatformBP
	if both == 0 || base <= 0 {
		return fees{}
	}
	all := portion(base, both, money.MaxFeeBasisPoints)
	buyer := portion(all, t.BuyerShareBP, money.MaxFeeBasisPoints)
	seller := all - buyer
	be, se := portion(buyer, t.ExchangeBP, both), portion(seller, t.ExchangeBP, both)
	return fees{be, buyer - be, se, seller - se}
}

// valid says what is wrong with terms, "" if nothing.
func (t *Terms) valid() string {
	if t == nil || !identifier(t.Deal) || !identifier(t.Buyer) || !identifier(t.Seller) {
		return "terms_invalid"
	}
	if (t.Organizer != "" && !identifier(t.Organizer)) || (t.Logistics != "" && !identifier(t.Logistics)) || (t.Exhibition != "" && !identifier(t.Exhibition)) {
		return "terms_invalid"
	}
	if t.Buyer == t.Seller {
		return "same_party"
	}
	if _, err := t.Currency.Exponent(); err != nil {
		return "currency_unknown"
	}
	if len(t.Milestones) == 0 || len(t.Milestones) > MaxMilestones {
		return "milestones_invalid"
	}
	var total int64
	for i, m := range t.Milestones {
		if !identifier(m.ID) || m.Amount <= 0 || m.Amount > MaxAmount || m.ShipBy < 0 {
			return "milestones_invalid"
		}
		if slices.ContainsFunc(t.Milestones[:i], func(o MilestoneTerms) bool { return o.ID == m.ID }) {
			return "milestones_invalid"
		}
		total += m.Amount
	}
	if total > MaxAmount {
		return "amount_invalid"
	}
	if t.ExchangeBP < 0 || t.PlatformBP < 0 || t.ExchangeBP+t.PlatformBP > 5000 {
		return "fee_invalid"
	}
	if t.BuyerShareBP != 0 && t.BuyerShareBP != 5000 && t.BuyerShareBP != 10000 {
		return "fee_invalid"
	}
	if t.CancelFee < 0 || t.CancelFee > total || t.FundBy <= 0 || t.AnswerBy < 0 {
		return "terms_invalid"
	}
	return t.Conditions.valid(len(t.Milestones))
}

// maxSpan bounds every agreed length of time: ten years.
const maxSpan = 10 * 366 * 24 * 3600 * 1000

func (c *Conditions) valid(milestones int) string {
	if c == nil {
		return ""
	}
	for _, span := range []int64{c.Clocks.Negotiate, c.Clocks.Escalate, c.Clocks.Evidence, c.Clocks.Appeal, c.Liability} {
		if span < 0 || span > maxSpan {
			return "clocks_invalid"
		}
	}
	if c.ReserveBP < 0 || c.ReserveBP > 5000 || (len(c.Milestones) != 0 && len(c.Milestones) != milestones) {
		return "conditions_invalid"
	}
	for _, m := range c.Milestones {
		if m.Inspect < 0 || m.Inspect > maxSpan || m.Quantity < 0 || m.Quantity > 1_000_000_000 {
			return "conditions_invalid"
		}
	}
	return ""
}

// plan turns terms into the milestones of a new order: each carries the buyer's commission on the running total.
func (t *Terms) plan() []Milestone {
	out := make([]Milestone, len(t.Milestones))
	var sum int64
	for i, m := range t.Milestones {
		before := t.commission(sum)
		sum += m.Amount
		part := t.commission(sum).minus(before)
		out[i] = Milestone{
			ID: m.ID, Amount: m.Amount, BuyerExchange: part.buyerExchange, BuyerPlatform: part.buyerPlatform, ShipBy: m.ShipBy, State: Planned,
		}
		if c := t.Conditions; c != nil && len(c.Milestones) > 0 {
			out[i].Inspect, out[i].Quantity, out[i].Silence = c.Milestones[i].Inspect, c.Milestones[i].Quantity, c.Milestones[i].Silence
		}
	}
	return out
}

// Commission returns what buyer and seller pay in commissions on a base.
func (t *Terms) Commission(base int64) (buyer, seller int64) {
	f := t.commission(base)
	return f.buyer(), f.seller()
}
