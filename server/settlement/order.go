package settlement

import (
	"context"
	"fmt"
	"time"

	"fairground/server/actor"
	"fairground/server/lang"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
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
	May        []string     `json:"may" nullable:"false" doc:"What the reader may do now: agree, amend, decline, fund, start, cancel, consent_cancel, hold, lift."`
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
	Payees     []PartyView  `json:"payees,omitempty" doc:"Who is paid out of the next release, the first first: funders who paid the seller early, then the seller. For the parties and those who clear and audit."`
	PayIn      []string     `json:"payIn,omitempty" doc:"Other currencies in which the buyer can have what is missing priced."`
	Draft      *Draft       `json:"draft,omitempty" doc:"Of an order that is not agreed yet, read by itself."`
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

	InspectionDays int           `json:"inspectionDays,omitempty" doc:"Length of the inspection."`
	Financeable    *money.Amount `json:"financeable,omitempty" doc:"May be paid early on it now; for the seller."`
	AskedEarly     *money.Amount `json:"askedEarly,omitempty" doc:"At most so much the seller wants early; for the seller."`
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
	if view.Draft, err = s.draft(ctx, o); err != nil {
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
