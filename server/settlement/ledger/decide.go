package ledger

import (
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"

	"fairground/server/money"
)

// The stable reasons of refusals. Every (state, command, role) that does not succeed ends in one of them.
const (
	WhyOrderUnknown     = "order_unknown"
	WhyOrderExists      = "order_exists"
	WhyMilestoneUnknown = "milestone_unknown"
	WhyPayoutUnknown    = "payout_unknown"
	WhyPayoutExists     = "payout_exists"
	WhyRole             = "role_not_allowed"
	WhyNotParty         = "not_a_party"
	WhyParty            = "party_may_not_decide"
	WhyVersion          = "version_mismatch"
	WhyState            = "wrong_state"
	WhyNotDue           = "not_due"
	WhyNoConsent        = "consent_missing"
	WhyTwice            = "done_already"
	WhyAboveLimit       = "above_limit"
	WhyNoProposal       = "proposal_missing"
	WhySamePerson       = "same_person"
	WhyFunds            = "insufficient_funds"
	WhyAmount           = "amount_invalid"
	WhyCurrency         = "currency_mismatch"
	WhyOrderClosed      = "order_closed"
)

// Validate refuses a command that must not even reach the log: texts out of bounds, unknown type or role, amounts that
// JSON would lose. The error wraps ErrMalformed.
func (c Command) Validate() error {
	fail := func(what string) error { return fmt.Errorf("validate %s: %w: %s", c.Type, ErrMalformed, what) }
	if c.Key == (Key{}) {
		return fail("key is missing")
	}
	if _, known := rules[c.Type]; !known {
		return fail("unknown type")
	}
	if c.Type == ProposeAction && !rules[Type(c.text(doParam))].pair {
		return fail("nothing that needs a proposal")
	}
	if !slices.Contains(Roles(), c.Actor.Role) {
		return fail("unknown role")
	}
	texts := []string{c.Actor.Person, c.Actor.Org, c.Actor.Via, c.Order, c.Milestone, c.Payout, string(c.Currency), c.Rail, c.Ref, c.Note, c.Object}
	if len(c.Params) > MaxParams {
		return fail("too many details")
	}
	for i, p := range c.Params {
		if !identifier(p.Name) || (i > 0 && p.Name <= c.Params[i-1].Name) || p.Minor < -MaxAmount || p.Minor > MaxAmount {
			return fail("a detail is malformed or out of order")
		}
		texts = append(texts, p.Text)
	}
	if t := c.Terms; t != nil {
		texts = append(texts, t.Deal, t.Buyer, t.Seller, t.Organizer, t.Logistics, t.Exhibition, string(t.Currency))
		if k := t.Conditions; k != nil {
			texts = append(texts, k.SellerJurisdiction, k.SellerKind, k.Income)
			if len(k.Milestones) > MaxMilestones {
				return fail("too many milestones")
			}
		}
		if len(t.Milestones) > MaxMilestones {
			return fail("too many milestones")
		}
		for _, m := range t.Milestones {
			texts = append(texts, m.ID)
		}
	}
	for _, s := range texts {
		if len(s) > MaxText || !utf8.ValidString(s) {
			return fail("a text is longer than 256 bytes or not UTF-8")
		}
	}
	if c.Amount < 0 || c.Amount > MaxAmount || c.Version < 0 || len(c.Limits) > 256 {
		return fail("amount, version or limits out of bounds")
	}
	for _, l := range c.Limits {
		if _, err := l.Currency.Exponent(); err != nil || l.Release < 0 || l.Payout < 0 {
			return fail("a limit is malformed")
		}
	}
	return nil
}

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
var rules = together(coreRules, proposalRules, holdRules, partyRules, glassRules, periodRules, taxRules, payoutRules, suspenseRules, claimRules, reserveRules, debtRules, invoiceRules,
	quoteRules, advanceRules, inspectionRules, disputeRules, amendRules)

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
	RequestPayout:   plain([]Role{Buyer, Seller, Timer}, nil, "", requestPayout),
	ProposePayout:   plain([]Role{Maker}, []string{Requested}, "p", proposePayout),
	ApprovePayout:   plain([]Role{Timer, Checker}, []string{Requested}, "p", approvePayout),
	SubmitPayout:    plain([]Role{Rail}, []string{Approved}, "p", submitPayout),
	SettlePayout:    plain([]Role{Rail}, []string{Submitted, Unknown}, "p", stepPayout(Settled)),
	RejectPayout:    plain([]Role{Rail}, []string{Submitted, Unknown}, "p", stepPayout(Rejected)),
	CancelPayout:    plain([]Role{Buyer, Seller, Maker, Checker}, []string{Requested, Approved}, "p", stepPayout(Cancelled)),
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
	if why := entitled(c.Actor, o, p); why != "" {
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

// entitled says whether the actor's organization fits the role it acts in: parties act for themselves, and those who
// clear belong neither to a party nor to the organizer.
func entitled(a Actor, o *Order, p *Payout) string {
	switch a.Role {
	case Buyer, Seller, Logistics:
		if p != nil && (a.Org != p.Org || p.Org == "") {
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
		if a.Org != "" && ((p != nil && a.Org == p.Org) || (o != nil && (a.Org == o.Terms.Buyer || a.Org == o.Terms.Seller || a.Org == o.Terms.Organizer))) {
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

func importOrder(x *scratch, c *Command, e *Entry, _ *Order, _ int, _ *Payout) string {
	if !identifier(c.Order) || c.Milestone != "" {
		return WhyOrderUnknown
	}
	if _, exists := x.order(c.Order); exists {
		return WhyOrderExists
	}
	if why := c.Terms.valid(); why != "" {
		return why
	}
	to := Proposed
	if c.Terms.Signed {
		to = AwaitingFunds
		e.Why = x.suspects(c.Terms) // signed already: it begins under a hold, with the reason recorded
	}
	e.moveTo("o", c.Order, "", to)
	return ""
}

func agree(_ *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	buyer, seller := o.BuyerAgreed || c.Actor.Role == Buyer, o.SellerAgreed || c.Actor.Role == Seller
	if buyer == o.BuyerAgreed && seller == o.SellerAgreed {
		return WhyTwice
	}
	if buyer && seller {
		e.moveTo("o", o.ID, o.State, AwaitingFunds)
	}
	return ""
}

// closeAll ends an order whose goods never moved: what lies in escrow goes to the buyer, less a fee for the seller.
func closeAll(e *Entry, o *Order, to string, fee int64) {
	escrow := o.Escrow()
	fee = min(fee, escrow)
	e.moveTo("o", o.ID, o.State, to)
	for _, m := range o.Milestones {
		switch m.State {
		case Planned:
			e.moveTo("m", m.ID, Planned, Cancelled)
		case Funded:
			e.moveTo("m", m.ID, Funded, Refunded)
		}
	}
	e.post(EscrowAccount(o.ID), o.Terms.Currency, -escrow)
	e.post(AvailableAccount(o.Terms.Buyer), o.Terms.Currency, escrow-fee)
	e.post(AvailableAccount(o.Terms.Seller), o.Terms.Currency, fee)
}

func decline(_ *scratch, _ *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	closeAll(e, o, Declined, 0)
	return ""
}

func expire(x *scratch, _ *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	if deadline := o.Deadline(); deadline == 0 || x.time <= deadline {
		return WhyNotDue
	}
	closeAll(e, o, Expired, 0)
	return ""
}

// bookReceipt never refuses money that came in: what fits no live order lies in suspense, with the reason recorded.
func bookReceipt(x *scratch, c *Command, e *Entry, _ *Order, _ int, _ *Payout) string {
	if c.Amount <= 0 {
		return WhyAmount
	}
	if _, err := c.Currency.Exponent(); err != nil {
		return WhyCurrency
	}
	if !identifier(c.Rail) || c.Milestone != "" || !slices.Contains(suspendReasons, c.text(suspendParam)) {
		return WhyAmount
	}
	o, known := x.order(c.Order)
	why := ""
	switch {
	case !known:
		why = WhyOrderUnknown
	case terminalOrder(o.State):
		why = WhyOrderClosed
	case o.State == Proposed:
		why = WhyState
	case o.Hold != nil:
		why = WhyHeld
	case o.Terms.Currency != c.Currency && o.awaits(c.Currency) == nil:
		why = WhyCurrency
	}
	e.post(BankAccount(c.Rail), c.Currency, -c.Amount)
	if why == "" {
		why = c.text(suspendParam)
	}
	if why != "" {
		e.Why, e.Note, e.Order = why, c.Order, ""
		e.post(SuspenseAccount(c.Rail), c.Currency, c.Amount)
		return ""
	}
	e.Version = o.Version
	if q := o.awaits(c.Currency); q != nil {
		e.receiveQuoted(o, *q)
		return ""
	}
	e.receive(o, c.Amount)
	return ""
}

// receive puts money that came in on the milestones in their order, each up to what is due; the rest is the buyer's.
func (e *Entry) receive(o *Order, amount int64) {
	taken, complete := int64(0), true
	var moves []Move
	for _, m := range o.Milestones {
		if terminalMilestone(m.State) {
			continue
		}
		part := min(amount-taken, m.Due()-m.Held)
		taken += part
		switch {
		case m.Held+part < m.Due():
			complete = false
		case m.State == Planned:
			moves = append(moves, Move{"m", m.ID, Planned, Funded})
		}
	}
	if o.State == AwaitingFunds || o.State == PartiallyFunded {
		to := PartiallyFunded
		if complete {
			to = Funded
		}
		if to != o.State {
			e.moveTo("o", o.ID, o.State, to)
		}
	}
	e.Moves = append(e.Moves, moves...)
	e.post(EscrowAccount(o.ID), o.Terms.Currency, taken)
	e.post(AvailableAccount(o.Terms.Buyer), o.Terms.Currency, amount-taken)
}

func start(_ *scratch, _ *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	if o.State == PartiallyFunded && o.Milestones[0].State != Funded {
		return WhyFunds
	}
	e.moveTo("o", o.ID, o.State, InDelivery)
	return ""
}

func consentCancel(_ *scratch, _ *Command, _ *Entry, o *Order, _ int, _ *Payout) string {
	if o.SellerGivesBack {
		return WhyTwice
	}
	return ""
}

func cancelOrder(x *scratch, _ *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	late := o.Milestones[0].ShipBy > 0 && x.time > o.Milestones[0].ShipBy
	if !late && !o.SellerGivesBack {
		return WhyNoConsent
	}
	fee := o.Terms.CancelFee
	if late && !o.SellerGivesBack {
		// A seller who missed the deadline earns nothing from it; the books charge the agreed fee only with consent.
		fee = 0
	}
	closeAll(e, o, Cancelled, fee)
	return ""
}

func ship(_ *scratch, c *Command, e *Entry, o *Order, i int, _ *Payout) string {
	if o.State == Funded {
		if c.Actor.Role != Seller {
			return WhyState
		}
		e.moveTo("o", o.ID, Funded, InDelivery)
	}
	e.moveTo("m", o.Milestones[i].ID, Funded, Shipped)
	return ""
}

func step(from, to string) func(*scratch, *Command, *Entry, *Order, int, *Payout) string {
	return func(_ *scratch, _ *Command, e *Entry, o *Order, i int, _ *Payout) string {
		e.moveTo("m", o.Milestones[i].ID, from, to)
		return ""
	}
}

// finish moves the order to its end if milestone i was the last one alive. released says whether i itself is released.
func finish(e *Entry, o *Order, i int, released bool) {
	for j, m := range o.Milestones {
		if j != i && !terminalMilestone(m.State) {
			return
		}
		released = released || m.State == Released || m.Won > 0
	}
	to := Refunded
	if released {
		to = Completed
	}
	e.moveTo("o", o.ID, o.State, to)
}

func cancelMilestone(x *scratch, _ *Command, e *Entry, o *Order, i int, _ *Payout) string {
	m := o.Milestones[i]
	if m.ShipBy == 0 || x.time <= m.ShipBy {
		return WhyNotDue
	}
	to := Refunded
	if m.State == Planned {
		to = Cancelled
	}
	e.moveTo("m", m.ID, m.State, to)
	e.post(EscrowAccount(o.ID), o.Terms.Currency, -m.Held)
	e.post(AvailableAccount(o.Terms.Buyer), o.Terms.Currency, m.Held)
	finish(e, o, i, false)
	return ""
}

func proposeRelease(_ *scratch, _ *Command, _ *Entry, o *Order, i int, _ *Payout) string {
	if o.Milestones[i].Maker != "" {
		return WhyTwice
	}
	return ""
}

func release(x *scratch, c *Command, e *Entry, o *Order, i int, _ *Payout) string {
	m := o.Milestones[i]
	if why := fourEyes(c, e, m.Due(), x.limit(o.Terms.Currency).Release, m.Maker); why != "" {
		return why
	}
	e.moveTo("m", m.ID, m.State, Released)
	finish(e, o, i, true)
	e.Legs = x.releaseLegs(o, i)
	return ""
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

func requestPayout(x *scratch, c *Command, e *Entry, _ *Order, _ int, _ *Payout) string {
	if !identifier(c.Payout) || !identifier(c.Actor.Org) || !identifier(c.Rail) || c.Order != "" || c.Milestone != "" {
		return WhyPayoutUnknown
	}
	if _, exists := x.payout(c.Payout); exists {
		return WhyPayoutExists
	}
	if c.Amount <= 0 {
		return WhyAmount
	}
	if _, err := c.Currency.Exponent(); err != nil {
		return WhyCurrency
	}
	if x.debt(c.Actor.Org, c.Currency) > 0 || x.balance(AccountID{RecourseAccount(c.Actor.Org), c.Currency}).Posted < 0 {
		return WhyDebt
	}
	e.moveTo("p", c.Payout, "", Requested)
	e.Legs = []Leg{{AvailableAccount(c.Actor.Org), c.Currency, c.Amount, Held}}
	return ""
}

func proposePayout(_ *scratch, _ *Command, _ *Entry, _ *Order, _ int, p *Payout) string {
	if p.Maker != "" {
		return WhyTwice
	}
	return ""
}

func approvePayout(x *scratch, c *Command, e *Entry, _ *Order, _ int, p *Payout) string {
	if why := fourEyes(c, e, p.Amount, x.limit(p.Currency).Payout, p.Maker); why != "" {
		return why
	}
	if c.Actor.Person != "" && c.Actor.Person == p.Requester {
		return WhySamePerson
	}
	e.moveTo("p", p.ID, Requested, Approved)
	e.Legs = p.legs(Approved)
	return ""
}

func submitPayout(_ *scratch, c *Command, e *Entry, _ *Order, _ int, p *Payout) string {
	if c.Ref == "" {
		return WhyAmount
	}
	e.moveTo("p", p.ID, Approved, Submitted)
	return ""
}

func stepPayout(to string) func(*scratch, *Command, *Entry, *Order, int, *Payout) string {
	return func(_ *scratch, _ *Command, e *Entry, _ *Order, _ int, p *Payout) string {
		e.moveTo("p", p.ID, p.State, to)
		e.Legs = p.legs(to)
		return ""
	}
}

func setPolicy(_ *scratch, c *Command, _ *Entry, _ *Order, _ int, _ *Payout) string {
	if len(c.Limits) == 0 {
		return WhyAmount
	}
	return ""
}
