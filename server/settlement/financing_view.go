package settlement

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fairground/server/actor"
	"fairground/server/lang"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
)

// Advance is early payment, offered or made, as its funder, the seller and clearing see it.
type Advance struct {
	ID        string       `json:"id"`
	Order     string       `json:"order"`
	Milestone string       `json:"milestone" doc:"Asked about; it is paid back out of any of the order."`
	Title     string       `json:"title" doc:"Of the milestone."`
	Seller    PartyView    `json:"seller"`
	State     string       `json:"state" enum:"OFFERED,ACCEPTED,DISBURSED,ACCRUING,RECOURSE,REPAID,WRITTEN_OFF,WITHDRAWN,DECLINED,EXPIRED"`
	Funder    PartyView    `json:"funder"`
	Amount    money.Amount `json:"amount" doc:"Offered."`
	Rate      string       `json:"rate" doc:"Percent a year, simple, on 365 days; there are no other costs."`
	Until     time.Time    `json:"until" doc:"The offer holds until then."`
	Principal money.Amount `json:"principal" doc:"Outstanding."`
	Interest  money.Amount `json:"interest" doc:"Accrued by today and not paid."`
	Owed      money.Amount `json:"owed" doc:"What would end it today."`
	Paid      money.Amount `json:"paid" doc:"Interest the funder has got."`
	Disbursed *time.Time   `json:"disbursed,omitempty"`
	Expected  *time.Time   `json:"expected,omitempty" doc:"When the release of the milestone is to be expected, if that can be said."`
	Proposed  []Proposal   `json:"proposed,omitempty"`
	May       []string     `json:"may" nullable:"false" doc:"What the reader may do now: accept, decline, withdraw, repay, approve, write-off."`
	V         int64        `json:"v" doc:"Version of the order, for If-Match."`
	Sandbox   bool         `json:"sandbox"`
	Notice    string       `json:"notice,omitempty"`
}

// Financing is what a funder sees: what was asked for, and what became of the own offers.
type Financing struct {
	Open []Financeable `json:"open" nullable:"false" doc:"What sellers have asked for, the newest first."`
	Mine []Advance     `json:"mine" nullable:"false" doc:"The own offers and advances, the newest first."`
	Has  []Lendable    `json:"has" nullable:"false" doc:"The funder's own money."`
	AsOf int64         `json:"asOf"`
}

// Lendable is a funder's money in one currency.
type Lendable struct {
	Available money.Amount `json:"available"`
	Offered   money.Amount `json:"offered" doc:"Held behind offers."`
	Requested money.Amount `json:"requested" doc:"Held for payouts that wait for approval."`
	Lent      money.Amount `json:"lent"`
}

// Financeable is a milestone whose seller asks for early payment. The buyer is not named.
type Financeable struct {
	Order     string       `json:"order"`
	Milestone string       `json:"milestone"`
	Title     string       `json:"title"`
	Seller    PartyView    `json:"seller"`
	State     string       `json:"state" doc:"Of the milestone: PLANNED is agreed and not paid, FUNDED and later lies in escrow."`
	Amount    money.Amount `json:"amount" doc:"The milestone's."`
	Asked     money.Amount `json:"asked"`
	Most      money.Amount `json:"most" doc:"May be advanced on it now."`
	ShipBy    *time.Time   `json:"shipBy,omitempty"`
	Expected  *time.Time   `json:"expected,omitempty" doc:"When its release is to be expected, if that can be said: after the day to ship by and the inspection."`
	Since     time.Time    `json:"since"`
	V         int64        `json:"v" doc:"Version of the order, for If-Match."`
}

func (s *Service) viewAdvance(ctx context.Context, o *ledger.Order, v ledger.Advance, r ledger.Role) (Advance, error) {
	funder, err := s.party(ctx, v.Funder)
	if err != nil {
		return Advance{}, err
	}
	text, err := s.store.text(ctx, o.ID)
	if err != nil {
		return Advance{}, err
	}
	seller := PartyView{o.Terms.Seller, text.SellerName}
	if seller.OrgName == nil {
		seller.OrgName = lang.Text{}
	}
	in := func(minor int64) money.Amount { return money.Amount{Minor: minor, Currency: o.Terms.Currency} }
	now := s.opt.Now().UnixMilli()
	owed := v.Outstanding(ledger.Day(now))
	caps := s.opt.Rail.Capabilities()
	view := Advance{
		ID: v.ID, Order: o.ID, Milestone: v.Milestone, Seller: seller, State: v.State, Funder: funder, Amount: in(v.Offered), Rate: FormatAPR(v.Rate),
		Until: *instant(v.Until), Principal: in(v.Principal), Interest: in(owed - v.Principal), Owed: in(owed), Paid: in(v.Paid),
		Disbursed: instant(v.Disbursed), May: mayAdvance(v, r, now), V: o.Version, Sandbox: !caps.RealMoney, Notice: caps.Notice,
	}
	if m, ok := o.Milestone(v.Milestone); ok {
		view.Title, view.Expected = text.Milestones[m.Agreed()], expectedRelease(m)
	}
	if r == ledger.Maker || r == ledger.Checker {
		view.Proposed = s.proposedFor(actor.From(ctx), func(p *ledger.Proposal) bool { return p.Order == o.ID && p.Object == v.ID })
		for i := range view.Proposed {
			view.Proposed[i].By = s.personName(ctx, view.Proposed[i].ProposedBy)
		}
	}
	return view, nil
}

// expectedRelease is when a milestone's money can be expected to be released, nil if nothing tells.
func expectedRelease(m ledger.Milestone) *time.Time {
	switch {
	case m.InspectUntil > 0:
		return instant(m.InspectUntil)
	case m.ShipBy > 0:
		return instant(m.ShipBy + m.Inspect)
	}
	return nil
}

// early is what a seller may still ask for early on a milestone, and has asked for.
func early(o *ledger.Order, m ledger.Milestone, r ledger.Role) (most, asked *money.Amount) {
	if r != ledger.Seller || slices.Contains([]string{ledger.Released, ledger.Split, ledger.Refunded, ledger.Cancelled}, m.State) {
		return nil, nil
	}
	in := func(v int64) *money.Amount { return &money.Amount{Minor: v, Currency: o.Terms.Currency} }
	if v := o.Financeable(m.ID); v > 0 {
		most = in(v)
	}
	if i := slices.IndexFunc(o.Asks, func(a ledger.Ask) bool { return a.Milestone == m.ID }); i >= 0 {
		asked = in(o.Asks[i].Amount)
	}
	return most, asked
}

// payees says who is paid out of the next release. That somebody else than the seller is paid first concerns the buyer too;
// for how much and at which rate does not.
func (s *Service) payees(ctx context.Context, o *ledger.Order, r ledger.Role, seller PartyView) ([]PartyView, error) {
	if r == ledger.Organizer || r == ledger.Logistics || o.Ended > 0 || o.State == ledger.Proposed {
		return nil, nil
	}
	views := []PartyView{}
	for _, org := range o.Payees() {
		if org == seller.Org {
			views = append(views, seller)
			continue
		}
		v, err := s.party(ctx, org)
		if err != nil {
			return nil, err
		}
		views = append(views, v)
	}
	return views, nil
}

// party names an organization that stands on no paper of an order.
func (s *Service) party(ctx context.Context, org string) (PartyView, error) {
	v := PartyView{Org: org, OrgName: lang.Text{}}
	if s.opt.OrgName == nil {
		return v, nil
	}
	name, err := s.opt.OrgName(ctx, org)
	if err != nil && !problem.Is(err, problem.NotFound) {
		return v, fmt.Errorf("name of %s: %w", org, err)
	}
	if name != nil {
		v.OrgName = name
	}
	return v, nil
}

// mayAdvance lists what a reader could do to an advance now. The ledger decides again.
func mayAdvance(v ledger.Advance, r ledger.Role, now int64) []string {
	may := []string{}
	can := func(what string, role ledger.Role, states ...string) {
		if r == role && slices.Contains(states, v.State) {
			may = append(may, what)
		}
	}
	if now <= v.Until {
		can("accept", ledger.Seller, ledger.Offered)
		can("approve", ledger.Maker, ledger.Accepted)
		can("approve", ledger.Checker, ledger.Accepted)
	}
	can("decline", ledger.Seller, ledger.Offered)
	can("withdraw", ledger.Funder, ledger.Offered)
	can("repay", ledger.Seller, ledger.Disbursed, ledger.Accruing, ledger.Recourse)
	can("write-off", ledger.Maker, ledger.Recourse)
	can("write-off", ledger.Checker, ledger.Recourse)
	return may
}

// advances are those of an order that its reader may see: what a seller borrows is not the buyer's business.
func (s *Service) advances(ctx context.Context, o *ledger.Order) ([]Advance, error) {
	views := []Advance{}
	for _, v := range o.Advances {
		if r := lender(actor.From(ctx), o, v); r != "" {
			one, err := s.viewAdvance(ctx, o, v, r)
			if err != nil {
				return nil, err
			}
			views = append(views, one)
		}
	}
	slices.Reverse(views)
	return views, nil
}

// Advance returns an advance to whoever may see it.
func (s *Service) Advance(ctx context.Context, id string) (Advance, error) {
	o, v, r, err := s.findAdvance(ctx, id)
	if err != nil {
		return Advance{}, err
	}
	return s.viewAdvance(ctx, o, v, r)
}

// Financing lists what a funder may lend on and has lent.
func (s *Service) Financing(ctx context.Context) (Financing, error) {
	a := actor.From(ctx)
	if a.Org == "" || !a.Clears(actor.Funder) {
		return Financing{}, problem.New(problem.Forbidden, ledger.WhyRole, "this is for funders")
	}
	f := Financing{Open: []Financeable{}, Mine: []Advance{}, Has: []Lendable{}}
	var orders []*ledger.Order
	offered := map[money.Currency]int64{}
	s.engine.View(func(st *ledger.State) {
		f.AsOf = st.Seq
		for _, id := range st.Orders() {
			if o, _ := st.Order(id); len(o.Asks) > 0 || len(o.Advances) > 0 {
				orders = append(orders, o)
				offered[o.Terms.Currency] += o.Offered(a.Org)
			}
		}
		for _, c := range money.Currencies() {
			purse, lent := st.Balance(ledger.AccountID{Name: ledger.FunderAccount(a.Org), Currency: c}), st.Balance(ledger.AccountID{Name: ledger.LentAccount(a.Org), Currency: c})
			if in := func(v int64) money.Amount { return money.Amount{Minor: v, Currency: c} }; purse.Seq > 0 || lent.Seq > 0 {
				f.Has = append(f.Has, Lendable{in(purse.Posted - purse.Held), in(offered[c]), in(purse.Held - offered[c]), in(lent.Posted)})
			}
		}
	})
	for _, o := range orders {
		for _, v := range o.Advances {
			if v.Funder == a.Org {
				one, err := s.viewAdvance(ctx, o, v, ledger.Funder)
				if err != nil {
					return Financing{}, err
				}
				f.Mine = append(f.Mine, one)
			}
		}
		open, err := s.open(ctx, a, o)
		if err != nil {
			return Financing{}, err
		}
		f.Open = append(f.Open, open...)
	}
	slices.SortStableFunc(f.Open, func(x, y Financeable) int { return y.Since.Compare(x.Since) })
	slices.SortStableFunc(f.Mine, func(x, y Advance) int { return strings.Compare(y.ID, x.ID) })
	return f, nil
}

// open lists what may be lent on an order, for a funder who has no part in it.
func (s *Service) open(ctx context.Context, a actor.Actor, o *ledger.Order) ([]Financeable, error) {
	t := o.Terms
	if len(o.Asks) == 0 || slices.Contains([]string{t.Buyer, t.Seller, t.Organizer}, a.Org) {
		return nil, nil
	}
	text, err := s.store.text(ctx, o.ID)
	if err != nil {
		return nil, err
	}
	in := func(v int64) money.Amount { return money.Amount{Minor: v, Currency: t.Currency} }
	name := text.SellerName
	if name == nil {
		name = lang.Text{}
	}
	var open []Financeable
	for _, ask := range o.Asks {
		m, ok := o.Milestone(ask.Milestone)
		most := o.Financeable(ask.Milestone)
		if !ok || most == 0 {
			continue
		}
		open = append(open, Financeable{
			Order: o.ID, Milestone: m.ID, Title: text.Milestones[m.ID], Seller: PartyView{t.Seller, name}, State: m.State, Amount: in(m.Amount),
			Asked: in(ask.Amount), Most: in(min(most, ask.Amount)), ShipBy: instant(m.ShipBy), Expected: expectedRelease(m), Since: *instant(ask.Time), V: o.Version,
		})
	}
	return open, nil
}

// lends says whether an entry is about early payment: what a seller borrows, and what officers propose about it, is not for
// everybody who sees the order.
func lends(e *ledger.Entry) bool {
	return strings.HasPrefix(string(e.Type), "advance.") || strings.HasPrefix(e.Object, "adv_")
}

func seesLending(r ledger.Role) bool {
	return !slices.Contains([]ledger.Role{ledger.Buyer, ledger.Organizer, ledger.Logistics}, r)
}
