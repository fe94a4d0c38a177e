package settlement

import (
	"context"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/lang"
	"fairground/server/money"
	"fairground/server/settlement/ledger"
)

// How an order looks to one of its readers, and what that reader may do.

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
		Payable: in(o.Due()), Missing: in(missing(o)), Totals: totals(o), May: s.may(actor.From(ctx), o, r), Created: *instant(o.Created), Changed: *instant(o.Changed),
		AsOf: s.seq(), V: o.Version, Sandbox: !caps.RealMoney, Notice: caps.Notice, Milestones: []Milestone{},
		Held: o.Hold != nil, Hold: s.holdView(ctx, o, r), Screening: s.screeningNotice(), Withheld: in(o.Withheld.Total),
	}
	v.Quotes = viewQuotes(o, r, s.opt.Now().UnixMilli())
	v.PayIn = s.payIn(o, r)
	if v.Advances, err = s.advances(ctx, o); err != nil {
		return Order{}, err
	}
	if v.Payees, err = s.payees(ctx, o, r, v.Seller); err != nil {
		return Order{}, err
	}
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
		mv.InspectionDays = days(m.Inspect)
		mv.Financeable, mv.AskedEarly = early(o, m, r)
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
func (s *Service) may(a actor.Actor, o *ledger.Order, r ledger.Role) []string {
	may := s.mayHold(a, o, r)
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
