package settlement

import (
	"context"
	"fmt"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/lang"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
)

// Order is an order as one of its readers sees it.
type Order struct {
	ID         string       `json:"id"`
	Deal       string       `json:"deal"`
	Title      string       `json:"title"`
	Exhibition string       `json:"exhibition,omitempty"`
	State      string       `json:"state" enum:"PROPOSED,AWAITING_FUNDS,PARTIALLY_FUNDED,FUNDED,IN_DELIVERY,COMPLETED,REFUNDED,CANCELLED,EXPIRED,DECLINED"`
	Buyer      PartyView    `json:"buyer"`
	Seller     PartyView    `json:"seller"`
	You        string       `json:"you" doc:"What the reader is to the order: buyer, seller, logistics, clearing_maker, clearing_checker, auditor, compliance, organizer."`
	Currency   string       `json:"currency"`
	Total      money.Amount `json:"total" doc:"Sum of the milestones."`
	Fee        Fee          `json:"fee"`
	Payable    money.Amount `json:"payable" doc:"What the buyer pays: the milestones and his part of the commissions."`
	Missing    money.Amount `json:"missing" doc:"What is still to be paid in."`
	Milestones []Milestone  `json:"milestones" nullable:"false"`
	Totals     Totals       `json:"totals"`
	Quotes     []Quote      `json:"quotes,omitempty" doc:"Prices of what is missing in other currencies, the newest first."`
	Advances   []Advance    `json:"advances,omitempty" doc:"Early payment on the order, the newest first; for its seller and those who clear and audit."`
	Timeline   []Event      `json:"timeline,omitempty"`
	May        []string     `json:"may" nullable:"false" doc:"What the reader may do now: agree, amend, decline, fund, start, cancel, consent_cancel."`
	FundBy     *time.Time   `json:"fundBy,omitempty"`
	Created    time.Time    `json:"created"`
	Changed    time.Time    `json:"changed"`
	AsOf       int64        `json:"asOf" doc:"Number of the ledger block this is read at."`
	V          int64        `json:"v"`
	Sandbox    bool         `json:"sandbox" doc:"True: no real money."`
	Notice     string       `json:"notice,omitempty"`
	Disputes   []Dispute    `json:"disputes" nullable:"false"`
	Held       bool         `json:"held" doc:"Compliance has stopped it: no money moves until it goes on."`
	Screening  string       `json:"screeningNotice,omitempty" doc:"To be shown while parties are compared with no list of sanctioned parties."`
	Hold       *HoldView    `json:"hold,omitempty" doc:"For those who clear, audit and comply."`
	Withheld   money.Amount `json:"withheld" doc:"Tax withheld from what was released."`
}

// PartyView names one side.
type PartyView struct {
	Org     string    `json:"org"`
	OrgName lang.Text `json:"orgName"`
}

// Fee says what the commissions come to if everything is released.
type Fee struct {
	ExchangeBasisPoints int64        `json:"exchangeBasisPoints"`
	PlatformBasisPoints int64        `json:"platformBasisPoints"`
	PaidBy              string       `json:"paidBy" enum:"buyer,seller,split"`
	Total               money.Amount `json:"total"`
	Buyer               money.Amount `json:"buyer"`
	Seller              money.Amount `json:"seller"`
}

// Milestone is one part of an order.
type Milestone struct {
	ID         string       `json:"id"`
	Title      string       `json:"title"`
	State      string       `json:"state" enum:"PLANNED,FUNDED,SHIPPED,INSPECTION,DISPUTED,ACCEPTED,RELEASED,SPLIT,REFUNDED,CANCELLED"`
	Amount     money.Amount `json:"amount"`
	Payable    money.Amount `json:"payable" doc:"With the buyer's part of the commissions."`
	Held       money.Amount `json:"held" doc:"In escrow for it."`
	Due        *time.Time   `json:"due,omitempty" doc:"To be shipped by then; afterwards the buyer may cancel."`
	Evidence   string       `json:"evidence,omitempty"`
	TwoPeople  bool         `json:"twoPeople" doc:"The release is above the limit and needs a maker and a checker."`
	ProposedBy string       `json:"proposedBy,omitempty"`
	May        []string     `json:"may" nullable:"false" doc:"What the reader may do now: ship, deliver, accept, accept-part, reject, dispute, approve-release, cancel."`

	InspectUntil *time.Time    `json:"inspectUntil,omitempty" doc:"End of the inspection that runs."`
	Silence      bool          `json:"silenceAccepts" doc:"Silence until then is acceptance; otherwise it is a dispute."`
	Quantity     int64         `json:"quantity,omitempty" doc:"Pieces it is made of, each of which can be accepted alone."`
	Part         string        `json:"partOf,omitempty" doc:"The milestone agreed on that it is a part of."`
	Won          *money.Amount `json:"won,omitempty" doc:"Of a split one: what the seller got; the rest went back."`
}

// Totals are what the deal room's money panel shows. Funded = held + released + refunded + cancelFees + chargedBack; fees are a part of
// released.
type Totals struct {
	Funded     money.Amount `json:"funded"`
	Held       money.Amount `json:"held"`
	Released   money.Amount `json:"released"`
	Refunded   money.Amount `json:"refunded"`
	Fees       money.Amount `json:"fees"`
	CancelFees money.Amount `json:"cancelFees"`

	ChargedBack money.Amount `json:"chargedBack" doc:"Called back by banks out of escrow."`
	Reserved    money.Amount `json:"reserved" doc:"Kept back of the seller's part until nobody may call money back; a part of released."`
}

// Event is an entry of the log as people read it.
type Event struct {
	Seq       int64         `json:"seq"`
	At        time.Time     `json:"at"`
	Type      string        `json:"type"`
	Code      string        `json:"code" doc:"What became of it: done, or the reason of the refusal."`
	Actor     EventActor    `json:"actor"`
	Milestone string        `json:"milestone,omitempty"`
	Amount    *money.Amount `json:"amount,omitempty"`
	To        string        `json:"to,omitempty" doc:"State of the order or milestone afterwards, if it changed."`
}

// EventActor is who caused it. Organization and person are opaque ids.
type EventActor struct {
	Role   string `json:"role"`
	Org    string `json:"org,omitempty"`
	Person string `json:"person,omitempty"`
}

var roleWords = map[ledger.Role]string{
	ledger.Buyer: "buyer", ledger.Seller: "seller", ledger.Organizer: "organizer", ledger.Maker: "clearing_maker", ledger.Checker: "clearing_checker",
	ledger.Arbitrator: "arbitrator", ledger.Funder: "funder", ledger.Logistics: "logistics", ledger.Timer: "system", ledger.Rail: "rail",
	ledger.Compliance: "compliance", ledger.Auditor: "auditor",
}

// Order returns an order with its timeline to whoever may see it.
func (s *Service) Order(ctx context.Context, id string) (Order, error) {
	o, r, err := s.find(ctx, id)
	if err != nil {
		return Order{}, err
	}
	view, err := s.view(ctx, o, r)
	if err != nil {
		return Order{}, err
	}
	view.Timeline, err = s.timeline(ctx, o, r)
	return view, err
}

// OrderFilter says which orders Orders lists.
type OrderFilter struct {
	State  string
	Role   string // "buyer" or "seller": only orders in which the reader's organization is that
	Cursor string // id of the last order of the page before
	Limit  int
}

// Orders lists the orders the actor may see, newest first: parties their own, clearing and auditors all, an organizer
// those of his exhibitions. It reads its own writes.
func (s *Service) Orders(ctx context.Context, f OrderFilter) ([]Order, string, error) {
	a := actor.From(ctx)
	org, exhibitions := a.Org, []string(nil)
	switch in := a.In(actor.Organizer); {
	case readsAll(a) && f.Role == "":
		org = ""
	case f.Role == "" && len(in) > 0:
		org, exhibitions = "", in
	case org == "":
		return nil, "", nil
	}
	s.fresh(ctx)
	f.Limit = min(max(f.Limit, 1), 200)
	ids, err := s.store.orderPage(ctx, org, f.Role, exhibitions, f.State, f.Cursor, f.Limit+1)
	if err != nil {
		return nil, "", fmt.Errorf("list orders: %w", err)
	}
	next := ""
	if len(ids) > f.Limit {
		ids = ids[:f.Limit]
		next = ids[f.Limit-1]
	}
	var out []Order
	for _, id := range ids {
		o, r, err := s.find(ctx, id)
		if problem.Is(err, problem.NotFound) {
			continue
		}
		if err != nil {
			return nil, "", err
		}
		view, err := s.view(ctx, o, r)
		if err != nil {
			return nil, "", err
		}
		out = append(out, view)
	}
	return out, next, nil
}

// fresh waits, at most two seconds, until the projections show what the ledger has applied.
func (s *Service) fresh(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	s.project.wait(ctx, s.seq())
}

func (s *Service) seq() int64 {
	var seq int64
	s.engine.View(func(st *ledger.State) { seq = st.Seq })
	return seq
}

// Totals returns an order's sums to whoever may see it.
func (s *Service) Totals(ctx context.Context, id string) (Totals, error) {
	o, _, err := s.find(ctx, id)
	if err != nil {
		return Totals{}, err
	}
	return totals(o), nil
}

func totals(o *ledger.Order) Totals {
	in := func(v int64) money.Amount { return money.Amount{Minor: v, Currency: o.Terms.Currency} }
	return Totals{in(o.Funded), in(o.Escrow()), in(o.Released), in(o.Refunded), in(o.Fees), in(o.CancelFees), in(o.ChargedBack), in(o.Reserved)}
}

func instant(ms int64) *time.Time {
	if ms == 0 {
		return nil
	}
	t := time.UnixMilli(ms).UTC()
	return &t
}

func (s *Service) view(ctx context.Context, o *ledger.Order, r ledger.Role) (Order, error) {
	text, err := s.store.text(ctx, o.ID)
	if err != nil {
		return Order{}, err
	}
	t := o.Terms
	in := func(v int64) money.Amount { return money.Amount{Minor: v, Currency: t.Currency} }
	caps := s.opt.Rail.Capabilities()
	buyer, seller := t.Commission(o.Total())
	v := Order{
		ID: o.ID, Deal: t.Deal, Title: text.Title, Exhibition: t.Exhibition, State: o.State, Buyer: PartyView{t.Buyer, text.BuyerName},
		Seller: PartyView{t.Seller, text.SellerName}, You: roleWords[r], Currency: string(t.Currency), Total: in(o.Total()),
		Fee: Fee{
			t.ExchangeBP, t.PlatformBP, map[int64]string{0: "seller", 5000: "split", 10000: "buyer"}[t.BuyerShareBP],
			in(buyer + seller), in(buyer), in(seller),
		},
		Payable: in(o.Due()), Missing: in(missing(o)), Totals: totals(o), May: s.may(o, r), Created: *instant(o.Created), Changed: *instant(o.Changed),
		AsOf: s.seq(), V: o.Version, Sandbox: !caps.RealMoney, Notice: caps.Notice, Milestones: []Milestone{},
		Held: o.Hold != nil, Hold: holdView(o, r), Screening: s.screeningNotice(), Withheld: in(o.Withheld.Total),
	}
	v.Quotes, v.Advances = viewQuotes(o, r, s.opt.Now().UnixMilli()), s.advances(actor.From(ctx), o)
	if o.State == ledger.AwaitingFunds || o.State == ledger.PartiallyFunded {
		v.FundBy = instant(o.Deadline())
	}
	if v.Buyer.OrgName == nil {
		v.Buyer.OrgName = lang.Text{}
	}
	if v.Seller.OrgName == nil {
		v.Seller.OrgName = lang.Text{}
	}
	if v.Disputes, err = s.viewDisputes(ctx, o, r); err != nil {
		return Order{}, err
	}
	limit := s.limit(t.Currency).Release
	a := actor.From(ctx)
	for _, m := range o.Milestones {
		mv := Milestone{
			ID: m.ID, Title: text.Milestones[m.Agreed()], State: m.State, Amount: in(m.Amount), Payable: in(m.Due()), Held: in(m.Held), Due: instant(m.ShipBy),
			Evidence: m.Evidence, TwoPeople: m.Due() > limit, May: s.mayMilestone(a, o, m, r),
		}
		if m.State == ledger.Accepted {
			mv.ProposedBy = m.Maker
		}
		mv.InspectUntil, mv.Silence, mv.Quantity, mv.Part = instant(m.InspectUntil), m.Silence, m.Quantity, m.Whole
		if m.State == ledger.Split {
			won := in(m.Won)
			mv.Won = &won
		}
		v.Milestones = append(v.Milestones, mv)
	}
	return v, nil
}

// missing is what the buyer still has to pay.
func missing(o *ledger.Order) int64 {
	if !slices.Contains([]string{ledger.AwaitingFunds, ledger.PartiallyFunded, ledger.InDelivery}, o.State) {
		return 0
	}
	var sum int64
	for _, m := range o.Milestones {
		if m.State == ledger.Planned {
			sum += m.Due() - m.Held
		}
	}
	return sum
}

func (s *Service) late(ms int64) bool { return ms > 0 && s.opt.Now().UnixMilli() > ms }

// may lists what a reader could do to the order now, for the client's buttons. The ledger decides again.
func (s *Service) may(o *ledger.Order, r ledger.Role) []string {
	may := s.mayHold(o, r)
	if o.Hold != nil {
		return may
	}
	switch r {
	case ledger.Buyer:
		if missing(o) > 0 {
			may = append(may, "fund")
		}
		if o.State == ledger.Funded && (o.SellerGivesBack || s.late(o.Milestones[0].ShipBy)) {
			may = append(may, "cancel")
		}
	case ledger.Seller:
		if o.State == ledger.Funded || (o.State == ledger.PartiallyFunded && o.Milestones[0].State == ledger.Funded) {
			may = append(may, "start")
		}
		if o.State == ledger.Funded && !o.SellerGivesBack {
			may = append(may, "consent_cancel")
		}
	default: // an order as a whole waits for its parties only
	}
	return append(may, mayAgree(o, r)...)
}

func (s *Service) mayMilestone(a actor.Actor, o *ledger.Order, m ledger.Milestone, r ledger.Role) []string {
	may := []string{}
	if o.State != ledger.InDelivery && (o.State != ledger.Funded || r != ledger.Seller) {
		return may
	}
	can := func(what string, roles ...ledger.Role) {
		if slices.Contains(roles, r) {
			may = append(may, what)
		}
	}
	switch m.State {
	case ledger.Funded, ledger.Planned:
		if m.State == ledger.Funded {
			can("ship", ledger.Seller, ledger.Logistics)
		}
		if s.late(m.ShipBy) && o.Hold == nil {
			can("cancel", ledger.Buyer)
		}
	case ledger.Shipped:
		can("deliver", ledger.Buyer, ledger.Logistics)
		can("dispute", ledger.Buyer, ledger.Seller)
	case ledger.Inspection:
		can("accept", ledger.Buyer)
		can("reject", ledger.Buyer)
		can("dispute", ledger.Seller)
	case ledger.Accepted:
		if _, err := clearingRole(a, m.Maker); err == nil && o.Hold == nil && (r == ledger.Maker || r == ledger.Checker) {
			may = append(may, "approve-release")
		}
	}
	if m.Quantity > 1 && (m.State == ledger.Shipped || m.State == ledger.Inspection) {
		can("accept-part", ledger.Buyer)
	}
	return may
}

func (s *Service) timeline(ctx context.Context, o *ledger.Order, r ledger.Role) ([]Event, error) {
	var trail []int64
	s.engine.View(func(st *ledger.State) { trail = st.Trail(o.ID) })
	if len(trail) > 500 {
		trail = trail[len(trail)-500:]
	}
	blocks, err := s.store.blocksOf(ctx, trail)
	if err != nil {
		return nil, fmt.Errorf("read timeline: %w", err)
	}
	events := []Event{}
	for _, b := range blocks {
		for i := range b.Entries {
			e := &b.Entries[i]
			// Refusals are for those who clear and audit; to the parties only what happened is history.
			if e.Order != o.ID || !concerns(e.Type, r) || (!e.OK && (r == ledger.Buyer || r == ledger.Seller || r == ledger.Organizer || r == ledger.Logistics)) {
				continue
			}
			events = append(events, event(b, e))
		}
	}
	return events, nil
}

func event(b ledger.Block, e *ledger.Entry) Event {
	ev := Event{
		Seq: b.Seq, At: time.UnixMilli(b.Time).UTC(), Type: string(e.Type), Code: "done", Milestone: e.Milestone,
		Actor: EventActor{roleWords[e.Actor.Role], e.Actor.Org, e.Actor.Person},
	}
	if !e.OK {
		ev.Code = e.Why
	}
	var moved int64
	for _, l := range e.Legs {
		if l.Minor > 0 && l.Book == ledger.Posted {
			moved += l.Minor
			ev.Amount = &money.Amount{Minor: moved, Currency: l.Currency}
		}
	}
	if len(e.Moves) > 0 {
		ev.To = e.Moves[0].To
	}
	return ev
}

// act gives a command of a party about an order and returns the order afterwards.
func (s *Service) act(ctx context.Context, id string, version int64, key string, build func(o *ledger.Order, r ledger.Role) (ledger.Command, error)) (Order, error) {
	o, r, err := s.find(ctx, id)
	if err != nil {
		return Order{}, err
	}
	a := actor.From(ctx)
	k, err := clientKey(a, key)
	if err != nil {
		return Order{}, err
	}
	c, err := build(o, r)
	if err != nil {
		return Order{}, err
	}
	c.Key, c.Order, c.Version = k, id, version
	if c.Actor.Role != "" {
		r = c.Actor.Role
	}
	c.Actor = as(a, r)
	if err := s.do(ctx, c); err != nil {
		return Order{}, err
	}
	s.progressOrder(ctx, id)
	return s.Order(ctx, id)
}

func plain(ty ledger.Type) func(*ledger.Order, ledger.Role) (ledger.Command, error) {
	return func(*ledger.Order, ledger.Role) (ledger.Command, error) { return ledger.Command{Type: ty}, nil }
}

// Start is the seller beginning to deliver, also of an order that is funded in part.
func (s *Service) Start(ctx context.Context, id string, version int64, key string) (Order, error) {
	return s.act(ctx, id, version, key, plain(ledger.StartOrder))
}

// Cancel is the buyer cancelling, or the seller consenting to it.
func (s *Service) Cancel(ctx context.Context, id string, version int64, key string) (Order, error) {
	return s.act(ctx, id, version, key, func(_ *ledger.Order, r ledger.Role) (ledger.Command, error) {
		if r == ledger.Seller {
			return ledger.Command{Type: ledger.ConsentCancel}, nil
		}
		return ledger.Command{Type: ledger.CancelOrder}, nil
	})
}

func onMilestone(ty ledger.Type, milestone, evidence string) func(*ledger.Order, ledger.Role) (ledger.Command, error) {
	return func(*ledger.Order, ledger.Role) (ledger.Command, error) {
		if len(evidence) > ledger.MaxText {
			return ledger.Command{}, problem.Newf(problem.Invalid, "evidence_too_long", "a reference has at most %d bytes", ledger.MaxText)
		}
		return ledger.Command{Type: ty, Milestone: milestone, Ref: evidence}, nil
	}
}

// Ship is the seller or the carrier sending a milestone off; evidence is an opaque reference of at most 256 bytes.
func (s *Service) Ship(ctx context.Context, id, milestone, evidence string, version int64, key string) (Order, error) {
	return s.act(ctx, id, version, key, onMilestone(ledger.ShipMilestone, milestone, evidence))
}

// Deliver is the buyer or the carrier saying that it arrived.
func (s *Service) Deliver(ctx context.Context, id, milestone string, version int64, key string) (Order, error) {
	return s.act(ctx, id, version, key, onMilestone(ledger.DeliverGoods, milestone, ""))
}

// AcceptMilestone is the buyer accepting; up to the limit the money is released at once.
func (s *Service) AcceptMilestone(ctx context.Context, id, milestone string, version int64, key string) (Order, error) {
	return s.act(ctx, id, version, key, onMilestone(ledger.AcceptMilestone, milestone, ""))
}

// CancelMilestone is the buyer giving up a milestone whose deadline to ship has passed.
func (s *Service) CancelMilestone(ctx context.Context, id, milestone string, version int64, key string) (Order, error) {
	return s.act(ctx, id, version, key, onMilestone(ledger.CancelMilestone, milestone, ""))
}

// Fund is the buyer telling the rail to pay, amount nil being all that is missing; the receipt is booked before Fund
// returns. The same key never pays twice, also after a crash between the rail and the ledger: the instruction's
// end-to-end id follows from the key.
func (s *Service) Fund(ctx context.Context, id string, amount *money.Amount, version int64, key string) (Order, error) {
	o, r, err := s.find(ctx, id)
	if err != nil {
		return Order{}, err
	}
	if r != ledger.Buyer {
		return Order{}, refusal(ledger.WhyRole)
	}
	a := actor.From(ctx)
	k, err := clientKey(a, key)
	if err != nil {
		return Order{}, err
	}
	e2e := "FND" + short(k)
	if _, booked := s.outcome(receiptKey(s.opt.Rail.Capabilities().Name, e2e)); booked {
		return s.Order(ctx, id)
	}
	if o.Version != version {
		return Order{}, refusal(ledger.WhyVersion)
	}
	left := money.Amount{Minor: missing(o), Currency: o.Terms.Currency}
	if left.Minor == 0 {
		return Order{}, refusal(ledger.WhyState)
	}
	if amount == nil {
		amount = &left
	}
	if amount.Currency != left.Currency {
		return Order{}, refusal(ledger.WhyCurrency)
	}
	if amount.Sign() <= 0 || amount.Minor > left.Minor {
		return Order{}, problem.New(problem.Invalid, ledger.WhyAmount, "pay more than nothing and at most what is missing").With("missing", left)
	}
	if err := s.collect(ctx, rail.Instruction{EndToEnd: e2e, Party: a.Org, Reference: id, Amount: *amount}); err != nil {
		return Order{}, err
	}
	return s.Order(ctx, id)
}

// collect tells the rail to take money from a payer and books what it reports of it.
func (s *Service) collect(ctx context.Context, in rail.Instruction) error {
	ack, err := s.opt.Rail.Collect(ctx, in)
	if err != nil {
		return problem.New(problem.Unavailable, "rail_unavailable", "the rail did not answer; ask again with the same Idempotency-Key").Wrap(err)
	}
	if ack.State != rail.Accepted {
		if ack.Reason == "duplicate_end_to_end" {
			return problem.New(problem.Conflict, "idempotency_key_reused", "this Idempotency-Key was used for another payment")
		}
		return problem.New(problem.Conflict, "rail_rejected", "the rail refuses the payment: "+ack.Reason)
	}
	return s.poll(ctx)
}
