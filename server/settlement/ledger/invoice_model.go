package ledger

import (
	"fmt"
	"math/big"
	"slices"
	"time"
)

// invoiceModel is the naive side of numbered papers: a list of all numbers ever given in each series, and sums over every
// entry there is.
var invoiceModel = map[Type]func(*model, *Entry, int64) string{
	IssueInvoice: func(m *model, e *Entry, now int64) string {
		return m.issue(e, now, "INV", func(o *modelOrder, ms *modelMilestone) (string, *big.Int, *big.Int) {
			if ms.state == Split {
				return "", ms.earned, ms.earned
			}
			return "", ms.amount, ms.amount
		})
	},
	CertifyTax: func(m *model, e *Entry, now int64) string {
		return m.issue(e, now, "TC", func(*modelOrder, *modelMilestone) (string, *big.Int, *big.Int) {
			return "", big.NewInt(1), m.uncertified(e.Order, e.Key)
		})
	},
	CreditInvoice: func(m *model, e *Entry, now int64) string {
		return m.issue(e, now, "CN", func(o *modelOrder, _ *modelMilestone) (string, *big.Int, *big.Int) {
			k := o.money.claims[e.Ref]
			switch {
			case k == nil:
				return WhyClaimUnknown, nil, nil
			case k.state != "LOST":
				return WhyState, nil, nil
			}
			v := m.uncredited(e.Order, k, e.Key)
			return "", v, v
		})
	},
}

// issue judges a paper; bounds says between what its amount must lie, or why there is none.
func (m *model) issue(e *Entry, now int64, prefix string, bounds func(*modelOrder, *modelMilestone) (why string, least, most *big.Int)) string {
	o := m.orders[e.Order]
	if o == nil {
		return WhyOrderUnknown
	}
	var ms *modelMilestone
	if ms = o.find(e.Milestone); ms == nil && prefix != "CN" {
		return WhyMilestoneUnknown
	}
	if !by(e, "T") {
		return WhyRole
	}
	if m.stale(e, o.version) {
		return WhyVersion
	}
	if ms != nil && ms.state != Released && ms.state != Split {
		return WhyState
	}
	why, least, most := bounds(o, ms)
	if why != "" {
		return why
	}
	about := e.Order + " " + e.Milestone + e.Ref
	if m.papers[prefix+" "+about] {
		return WhyTwice
	}
	if v := big.NewInt(e.Amount); v.Sign() < 1 || v.Cmp(least) < 0 || v.Cmp(most) > 0 {
		return WhyAmount
	}
	year := time.UnixMilli(now).UTC().Year()
	series := fmt.Sprint(prefix, year)
	if prefix != "TC" {
		series += o.terms.Seller
	}
	if want := fmt.Sprintf("%s-%d-%06d", prefix, year, len(m.numbers[series])+1); e.Object != want {
		return "number " + e.Object + " instead of " + want
	}
	m.numbers[series] = append(m.numbers[series], about)
	m.papers[prefix+" "+about] = true
	o.version++
	return ""
}

// of adds up something over all entries of an order that happened, but one.
func (m *model) of(order string, but Key, what func(e Entry) int64) *big.Int {
	sum := new(big.Int)
	for _, e := range m.keys {
		if e.Order == order && e.OK && e.Key != but {
			sum.Add(sum, big.NewInt(what(e)))
		}
	}
	return sum
}

// uncertified is the tax that an order's entries withheld, less what they certified.
func (m *model) uncertified(order string, but Key) *big.Int {
	return m.of(order, but, func(e Entry) (v int64) {
		for _, l := range e.Legs {
			if Class(l.Account) == "tax" {
				v += l.Minor
			}
		}
		if e.Type == CertifyTax {
			v -= e.Amount
		}
		return v
	})
}

// uncredited is what a claim took of the seller's, at most what is invoiced and not credited.
func (m *model) uncredited(order string, k *modelClaim, but Key) *big.Int {
	left := m.of(order, but, func(e Entry) int64 {
		return map[Type]int64{IssueInvoice: e.Amount, CreditInvoice: -e.Amount}[e.Type]
	})
	taken := new(big.Int).Add(k.reserve, k.seller)
	return least(left, taken.Add(taken, k.sellerDebt))
}

// inventInvoice asks for a paper about something that was earned or lost and has none yet, seldom about another thing.
func inventInvoice(w *world, c *Command) bool {
	m, r := w.model, w.rng
	var waiting, all []Command
	for _, id := range m.ids {
		tax := int64(-1) // not looked up yet
		for _, ms := range m.orders[id].ms {
			p := Command{Type: IssueInvoice, Order: id, Milestone: ms.id, Amount: ms.amount.Int64()}
			if ms.state == Split {
				p.Amount = ms.earned.Int64()
			}
			all = append(all, p)
			earned := (ms.state == Released || ms.state == Split) && p.Amount > 0
			if earned && !m.papers["INV "+id+" "+ms.id] {
				waiting = append(waiting, p)
			}
			if earned && tax < 0 {
				tax = m.uncertified(id, Key{}).Int64()
			}
			if earned && tax > 0 && !m.papers["TC "+id+" "+ms.id] {
				p.Type, p.Amount = CertifyTax, 1+r.Int64N(tax)
				waiting = append(waiting, p)
			}
		}
	}
	for _, place := range m.claimIDs {
		k := m.orders[place[0]].money.claims[place[1]]
		p := Command{Type: CreditInvoice, Order: place[0], Ref: place[1], Amount: m.uncredited(place[0], k, Key{}).Int64()}
		all = append(all, p)
		if k.state == Lost && p.Amount > 0 && !m.papers["CN "+p.Order+" "+p.Ref] {
			waiting = append(waiting, p)
		}
		if !terminalClaim(k.state) && p.Amount > 0 && r.IntN(2) == 0 {
			waiting = append(waiting, Command{Type: LoseClaim, Order: p.Order, Object: p.Ref})
		}
	}
	if r.IntN(40) == 0 {
		waiting = all
	}
	switch {
	case len(waiting) > 0:
	case len(m.guard.taxes) == 0 && r.IntN(2) == 0: // without taxes and claims, which are other families', there is little to paper
		c.Type, c.Actor, c.Params = SetTaxRule, w.actor([]Role{Checker}, "", "", ""), []Param{
			{Name: "cert", Text: "example"},
			{Name: "from", Minor: 1},
			{Name: "income", Text: "goods"},
			{Name: "juris", Text: "CN"},
			{Name: "kind", Text: "company"},
			{Name: "rate", Minor: 600},
		}
		w.needsProposal(c)
		return true
	case len(m.numbers) > 0 && r.IntN(3) > 0:
		found := inventClaim(w, c)
		if found {
			w.overInvoiced(c)
		}
		return found
	default: // and nothing at all before goods were paid and delivered
		w.inventStep(c)
		return true
	}
	p := waiting[r.IntN(len(waiting))]
	c.Type, c.Order, c.Milestone, c.Ref, c.Amount, c.Object = p.Type, p.Order, p.Milestone, p.Ref, p.Amount, p.Object
	o := m.orders[c.Order]
	c.Actor = w.actor(rules[c.Type].roles, o.terms.Buyer, o.terms.Seller, "l1")
	if c.Type == LoseClaim || r.IntN(4) == 0 {
		c.Version = o.version
	} else if r.IntN(20) == 0 {
		c.Amount++
	}
	return true
}

// overInvoiced turns a claim that is opened to one of all that came in for an order with an invoice.
func (w *world) overInvoiced(c *Command) {
	m := w.model
	for _, id := range m.ids {
		o := m.orders[id]
		invoiced := slices.ContainsFunc(o.ms, func(ms modelMilestone) bool { return m.papers["INV "+id+" "+ms.id] })
		if c.Type == OpenClaim && invoiced && len(o.money.claims) == 0 {
			c.Order, c.Currency, c.Amount = id, o.terms.Currency, o.money.funded.Int64()
			return
		}
	}
}

// invoiceBugs are planted in the numbering.
var invoiceBugs = []bug{
	{"invoice-number-skipped", spoilIssue(func(x *scratch, e *Entry, o *Order) {
		id, prefix := x.series(e.Type, o)
		next := int64(2) // the counter was raised for something that was refused
		if s, ok := x.numbers.find(id); ok {
			next = s.Last + 2
		}
		e.Object = fmt.Sprintf("%s-%06d", prefix, next)
	})},
	{"invoice-number-twice", spoilIssue(func(x *scratch, e *Entry, o *Order) {
		id, prefix := x.series(e.Type, o)
		if s, ok := x.numbers.find(id); ok {
			e.Object = fmt.Sprintf("%s-%06d", prefix, s.Last)
		}
	})},
	{"invoices-of-all-sellers-in-one-series", spoilIssue(func(x *scratch, e *Entry, o *Order) {
		everybody := *o
		terms := *o.Terms
		terms.Seller, everybody.Terms = "s0", &terms
		e.Object = x.number(e.Type, &everybody)
	})},
	{"invoice-with-the-buyers-commission", spoilIssue(func(_ *scratch, e *Entry, o *Order) {
		if m, ok := o.Milestone(e.Milestone); ok && e.Type == IssueInvoice {
			e.Amount = m.Due()
		}
	})},
	{"credit-of-more-than-was-invoiced", spoilIssue(func(_ *scratch, e *Entry, o *Order) {
		if i := o.claim(e.Ref); e.Type == CreditInvoice && i >= 0 {
			e.Amount = o.Claims[i].Amount
		}
	})},
	{"invoice-issued-again", func(x *scratch, c *Command, e *Entry) {
		if o, ok := x.order(c.Order); ok && e.Why == WhyTwice && numbered(c.Type) {
			e.OK, e.Why, e.Object, e.Currency = true, "", x.number(c.Type, o), o.Terms.Currency
		}
	}},
}

func numbered(ty Type) bool { return ty == IssueInvoice || ty == CertifyTax || ty == CreditInvoice }

func spoilIssue(spoil func(*scratch, *Entry, *Order)) func(*scratch, *Command, *Entry) {
	return func(x *scratch, c *Command, e *Entry) {
		if o, ok := x.order(c.Order); ok && e.OK && numbered(c.Type) {
			spoil(x, e, o)
		}
	}
}
