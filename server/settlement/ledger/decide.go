package ledger

import (
	"maps"
	"slices"

	"fairground/server/money"
)

// rule is one row of the table of commands: who may give it, in which state of the thing it is about, and what it does.
// do fills in moves and legs and returns "" or a reason; it reads the scratch and changes nothing.
type rule struct {
	roles  []Role
	states []string // of the order, milestone or payout; nil: the rule looks itself
	about  string   // "o", "m", "p" or "" (nothing that exists)
	do     func(x *scratch, c *Command, e *Entry, o *Order, i int, p *Payout) string

	// What the recorded entry does, for families that say it beside their rules; nil: apply.go says it. apply is for
	// entries about no order; book is for those about an order (o may be changed), after the moves of order and milestones
	// were made, escrowed being what the entry adds to the order's escrow and frozen accounts together.
	apply func(x *scratch, e *Entry) (version int64, err error)
	book  func(x *scratch, o *Order, e *Entry, escrowed int64) error
	ended bool // also on orders that have ended
	any   bool // milestones of orders that are not in delivery too
	pair  bool // a checker confirms what a maker has proposed with action.propose

	proposer Role // who proposes instead of a maker
}

// rules is the table, put together from the families. It is only looked up, never walked, by decide.
var rules = together(coreRules, proposalRules, holdRules, partyRules, glassRules, periodRules, taxRules, payoutRules, batchRules, suspenseRules, claimRules, reserveRules, debtRules, invoiceRules, archiveRules,
	quoteRules, advanceRules, inspectionRules, disputeRules, amendRules, draftRules)

func together(families ...map[Type]rule) map[Type]rule {
	all := map[Type]rule{}
	for _, f := range families {
		maps.Copy(all, f)
	}
	return all
}

func plain(roles []Role, states []string, about string, do func(*scratch, *Command, *Entry, *Order, int, *Payout) string) rule {
	return rule{roles: roles, states: states, about: about, do: do}
}

// coreRules are those of orders, milestones and payouts as every exhibition has them.
var coreRules = map[Type]rule{
	ImportOrder:     plain([]Role{Timer}, nil, "", importOrder),
	AgreeOrder:      plain([]Role{Buyer, Seller}, []string{Proposed}, "o", agree),
	DeclineOrder:    plain([]Role{Buyer, Seller}, []string{Proposed}, "o", decline),
	ExpireOrder:     plain([]Role{Timer}, []string{Proposed, AwaitingFunds, PartiallyFunded}, "o", expire),
	BookReceipt:     plain([]Role{Rail}, nil, "", bookReceipt),
	StartOrder:      plain([]Role{Seller}, []string{Funded, PartiallyFunded}, "o", start),
	ConsentCancel:   plain([]Role{Seller}, []string{Funded}, "o", consentCancel),
	CancelOrder:     plain([]Role{Buyer}, []string{Funded}, "o", cancelOrder),
	ShipMilestone:   plain([]Role{Seller, Logistics}, []string{Funded}, "m", ship),
	DeliverGoods:    plain([]Role{Logistics, Buyer}, []string{Shipped}, "m", step(Shipped, Inspection)),
	AcceptMilestone: plain([]Role{Buyer}, []string{Inspection}, "m", step(Inspection, Accepted)),
	CancelMilestone: plain([]Role{Buyer}, []string{Planned, Funded}, "m", cancelMilestone),
	ProposeRelease:  plain([]Role{Maker}, []string{Accepted}, "m", proposeRelease),
	Release:         plain([]Role{Timer, Checker}, []string{Accepted}, "m", release),
	RequestPayout:   plain([]Role{Buyer, Seller, Funder, Timer}, nil, "", requestPayout),
	ProposePayout:   plain([]Role{Maker}, []string{Requested}, "p", proposePayout),
	ApprovePayout:   plain([]Role{Timer, Checker}, []string{Requested}, "p", approvePayout),
	SubmitPayout:    plain([]Role{Rail}, []string{Approved}, "p", submitPayout),
	SettlePayout:    plain([]Role{Rail}, []string{Submitted, Accepted, Unknown}, "p", stepPayout(Settled)),
	RejectPayout:    plain([]Role{Rail}, []string{Submitted, Accepted, Unknown}, "p", stepPayout(Rejected)),
	CancelPayout:    plain([]Role{Buyer, Seller, Funder, Maker, Checker}, []string{Requested, Approved, Batched}, "p", stepPayout(Cancelled)),
	SetPolicy:       plain([]Role{Timer}, nil, "", setPolicy),
}

// decide turns a valid command, whose fingerprint is print, into the entry that records it, refused or not. It is a pure
// function of the scratch (its block time included): no clock, no randomness, no order of map iteration.
func (x *scratch) decide(c *Command, print Hash) Entry {
	e, why := x.judged(c, print)
	if why == "" && !x.fits(e.Legs) {
		why = WhyFunds
	}
	if why != "" {
		e.Moves, e.Legs, e.Maker, e.Checker = nil, nil, "", ""
		e.Why = why
	} else {
		e.OK = true
	}
	if x.base.plant != 0 || x.base.spoil != nil {
		return x.planted(c, e)
	}
	return e
}

// planted is the entry as a planted bug would have decided it.
func (x *scratch) planted(c *Command, e Entry) Entry {
	if x.base.plant != 0 {
		x.corrupt(c, &e)
	}
	if x.base.spoil != nil {
		x.base.spoil(x, c, &e)
	}
	return e
}

// judged is the entry a command leads to, and why it may not be ("" if nothing but money can be missing).
func (x *scratch) judged(c *Command, print Hash) (Entry, string) {
	e := Entry{
		Key: c.Key, Print: print, Type: c.Type, Actor: c.Actor, Order: c.Order, Milestone: c.Milestone, Payout: c.Payout,
		Amount: c.Amount, Currency: c.Currency, Rail: c.Rail, Ref: c.Ref, Note: c.Note, Terms: c.Terms, Limits: c.Limits,
		Object: c.Object, Params: c.Params,
	}
	why := x.judge(rules[c.Type], c, &e)
	return e, why
}

func (x *scratch) judge(r rule, c *Command, e *Entry) string {
	if !unarchived[c.Type] && x.gone(c.Order) {
		return WhyArchived
	}
	if why := x.barred(c); why != "" {
		return why
	}
	var o *Order
	var p *Payout
	i := -1
	state := ""
	switch r.about {
	case "o", "m", "d":
		var ok bool
		if o, ok = x.order(c.Order); !ok {
			return WhyOrderUnknown
		}
		e.Version, state = o.Version, o.State
		if r.about == "m" {
			if i = o.index(c.Milestone); i < 0 {
				return WhyMilestoneUnknown
			}
			state = o.Milestones[i].State
		} else if c.Milestone != "" {
			return WhyMilestoneUnknown
		}
		if r.about == "d" {
			d := o.dispute(c.Object)
			if d == nil {
				return WhyDisputeUnknown
			}
			state = d.State
		}
	case "p":
		var ok bool
		if p, ok = x.payout(c.Payout); !ok {
			return WhyPayoutUnknown
		}
		e.Version, state = p.Version, p.State
	}
	roles := r.roles
	if c.Type == ProposeAction {
		roles = proposers(rules[Type(c.text(doParam))])
	}
	if !slices.Contains(roles, c.Actor.Role) {
		return WhyRole
	}
	if why := entitled(c, o, p); why != "" {
		return why
	}
	system := c.Actor.Role == Timer || c.Actor.Role == Rail
	if r.about != "" && c.Version != e.Version && (!system || c.Version != 0) {
		return WhyVersion
	}
	if r.states != nil && !slices.Contains(r.states, state) {
		return WhyState
	}
	if o != nil && terminalOrder(o.State) && !r.ended {
		return WhyState
	}
	if r.about == "m" && !r.any && o.State != InDelivery && (c.Type != ShipMilestone || o.State != Funded) {
		return WhyState
	}
	if r.pair {
		if why := x.confirm(c, e); why != "" {
			return why
		}
	}
	if why := r.do(x, c, e, o, i, p); why != "" {
		return why
	}
	x.repaid(e)
	return x.guarded(e)
}

// entitled says whether the actor's organization fits the role it acts in: parties act for themselves, who lends has no other
// part in the order, and those who clear belong neither to a party nor to the organizer, nor to who lends what they decide on.
func entitled(c *Command, o *Order, p *Payout) string {
	a := c.Actor
	switch a.Role {
	case Buyer, Seller, Logistics:
		if p != nil && (a.Org != p.Org || p.Org == "" || p.Funder) {
			return WhyNotParty
		}
		if o != nil {
			if org := o.Terms.party(a.Role); org == "" || a.Org != org {
				return WhyNotParty
			}
		}
	case Maker, Checker, Compliance, Arbitrator:
		if a.Person == "" {
			return WhyNotParty
		}
		if a.Org != "" && ((p != nil && a.Org == p.Org) || (o != nil && (o.Terms.involves(a.Org) || o.funder(c.Object) == a.Org))) {
			return WhyParty
		}
	case Funder:
		if p != nil && (a.Org != p.Org || !p.Funder) {
			return WhyNotParty
		}
		if a.Org != "" && o != nil && o.Terms.involves(a.Org) {
			return WhyParty
		}
	default: // the others act for no organization
	}
	return ""
}

// fits says whether the legs, taken together, keep every floor (I2) and every sum in range.
func (x *scratch) fits(legs []Leg) bool {
	for i, l := range legs {
		same := func(k Leg) bool { return k.Account == l.Account && k.Currency == l.Currency }
		if slices.IndexFunc(legs, same) < i {
			continue // looked at with the first leg of the account
		}
		b := x.balance(AccountID{l.Account, l.Currency})
		for _, k := range legs {
			var err error
			switch {
			case !same(k):
			case k.Book == Posted:
				b.Posted, err = add(b.Posted, k.Minor)
			default:
				b.Held, err = add(b.Held, k.Minor)
			}
			if err != nil {
				return false
			}
		}
		if floor, _ := floored(l.Account); b.Held < 0 || (floor && b.Posted-b.Held < 0) {
			return false
		}
	}
	return true
}

func (e *Entry) moveTo(kind, id, from, to string) {
	e.Moves = append(e.Moves, Move{kind, id, from, to})
}

func (e *Entry) post(account string, c money.Currency, v int64) {
	if v == 0 {
		return
	}
	if e.Legs == nil {
		e.Legs = make([]Leg, 0, 4) // most entries have no more
	}
	e.Legs = append(e.Legs, Leg{account, c, v, Posted})
}

// fourEyes is invariant I12: up to the limit the system acts alone, above it a checker confirms what another proposed.
func fourEyes(c *Command, e *Entry, amount, limit int64, maker string) string {
	if c.Actor.Role == Timer {
		if amount > limit {
			return WhyAboveLimit
		}
		return ""
	}
	if maker == "" {
		return WhyNoProposal
	}
	if maker == c.Actor.Person {
		return WhySamePerson
	}
	e.Maker, e.Checker = maker, c.Actor.Person
	return ""
}

func setPolicy(_ *scratch, c *Command, _ *Entry, _ *Order, _ int, _ *Payout) string {
	if len(c.Limits) == 0 {
		return WhyAmount
	}
	return ""
}
