package ledger

import "math/big"

// modelTax is a row of the naive tax table.
type modelTax struct{ from, rate int64 }

// taxModel judges the commands of the books: rows of the tax table and closed periods.
var taxModel = map[Type]func(m *model, e *Entry, now int64) string{
	SetTaxRule: func(m *model, e *Entry, _ int64) string {
		if why := m.officer(e, "C"); why != "" {
			return why
		}
		if why := m.confirmed(e); why != "" {
			return why
		}
		table := e.text("juris") + "/" + e.text("income") + "/" + e.text("kind")
		rows := m.guard.taxes[table]
		switch {
		case e.text("cert") == "" || e.num("from") <= 0:
			return WhyTax
		case e.num("rate") > 10000 || e.num("rate") < 0:
			return WhyAmount
		case len(rows) == 256:
			return WhyTax
		case len(rows) > 0 && rows[len(rows)-1].from >= e.num("from"):
			return WhyTwice
		}
		m.guard.taxes[table] = append(rows, modelTax{e.num("from"), e.num("rate")})
		m.settled(e)
		return ""
	},
	ClosePeriod: func(m *model, e *Entry, now int64) string {
		if why := m.officer(e, "C"); why != "" {
			return why
		}
		if why := m.confirmed(e); why != "" {
			return why
		}
		switch until := e.num("until"); {
		case until <= m.guard.closed:
			return WhyTwice
		case until > now:
			return WhyNotDue
		}
		m.guard.closed = e.num("until")
		m.settled(e)
		return ""
	},
}

// withhold takes the tax of a release out of what is left for the seller: the rate of today times all that was released
// since the rate came, less what was taken since.
func (m *model) withhold(id string, o *modelOrder, amount, net *big.Int) {
	k := o.terms.Conditions
	if k == nil || k.SellerJurisdiction == "" {
		return
	}
	var row modelTax
	for _, r := range m.guard.taxes[k.SellerJurisdiction+"/"+k.Income+"/"+k.SellerKind] {
		if r.from <= m.now {
			row = r
		}
	}
	if row.from == 0 {
		return
	}
	if o.taxFrom != row.from {
		o.taxFrom, o.taxBase, o.taxTaken = row.from, new(big.Int).Set(o.released), new(big.Int)
	}
	since := new(big.Int).Sub(new(big.Int).Add(o.released, amount), o.taxBase)
	tax := new(big.Int).Sub(floorOf(since, row.rate, 10000), o.taxTaken)
	if tax.Cmp(net) > 0 {
		tax.Set(net)
	}
	if tax.Sign() < 0 {
		tax.SetInt64(0)
	}
	m.pay("escrow:"+id, "tax:"+k.SellerJurisdiction+":"+k.Income, string(o.terms.Currency), tax)
	o.taxTaken.Add(o.taxTaken, tax)
	net.Sub(net, tax)
}

// inventBookkeeping makes up commands about tax and periods.
func (w *world) inventBookkeeping(c *Command) bool {
	r := w.rng
	c.Actor = w.actor([]Role{Checker}, "", "", "")
	if r.IntN(3) == 0 {
		c.Type, c.Params = ClosePeriod, []Param{{Name: closeParam, Minor: w.now + int64(r.IntN(3000)) - 2000}}
	} else {
		c.Type = SetTaxRule
		c.Params = []Param{
			{Name: "cert", Text: "example"},
			{Name: "from", Minor: w.now + int64(r.IntN(16_000)) - 4000},
			{Name: "income", Text: "goods"},
			{Name: "juris", Text: "CN"},
			{Name: "kind", Text: "company"},
			{Name: "rate", Minor: int64(r.IntN(5)) * 333},
		}
		switch r.IntN(20) {
		case 0:
			c.Params[0].Text = ""
		case 1:
			c.Params[5].Minor = 10_001
		}
	}
	w.needsProposal(c)
	return true
}

// taxBugs are planted where tax is withheld and periods are closed.
var taxBugs = []bug{
	{"tax-on-each-slice", func(x *scratch, _ *Command, e *Entry) {
		o, ok := x.order(e.Order)
		if !ok || !e.OK || e.Type != Release {
			return
		}
		if row, taxed := x.taxRow(o.Terms); taxed {
			m, _ := o.Milestone(e.Milestone)
			e.retax(o, portion(m.Amount, row.RateBP, 10_000))
		}
	}},
	{"tax-of-a-later-day", func(x *scratch, _ *Command, e *Entry) {
		o, ok := x.order(e.Order)
		if !ok || !e.OK || e.Type != Release {
			return
		}
		y := *x
		y.time += 1 << 40
		if legs := withhold(&y, o, o.index(e.Milestone), MaxAmount); len(legs) == 1 {
			e.retax(o, legs[0].Minor)
		}
	}},
	{"tax-withheld-and-not-booked", func(x *scratch, _ *Command, e *Entry) {
		if o, ok := x.order(e.Order); ok && e.OK && e.Type == Release && o.Terms.Conditions != nil {
			e.retax(o, 0)
		}
	}},
	{"closed-period-takes-entries", func(x *scratch, c *Command, e *Entry) {
		if e.Why == WhyPeriod && c.num(effectiveParam) <= x.time {
			x.instead(c, e, func(y *scratch) { y.closed = 0 })
		}
	}},
}

// retax makes the tax of a release another one at the seller's expense.
func (e *Entry) retax(o *Order, tax int64) {
	k := o.Terms.Conditions
	account := TaxAccount(k.SellerJurisdiction, k.Income)
	for _, l := range e.Legs {
		if l.Account == account {
			tax -= l.Minor
		}
	}
	for i, l := range e.Legs {
		if l.Account == AvailableAccount(o.Terms.Seller) && tax != 0 {
			e.Legs[i].Minor -= tax
			e.Legs = append(e.Legs, Leg{account, l.Currency, tax, Posted})
			return
		}
	}
}

// inventTaxFacts gives half of the sellers a jurisdiction.
func (w *world) inventTaxFacts(t *Terms) {
	if w.rng.IntN(2) == 0 {
		return
	}
	if t.Conditions == nil {
		t.Conditions = &Conditions{}
	}
	t.Conditions.SellerJurisdiction, t.Conditions.Income, t.Conditions.SellerKind = "CN", "goods", "company"
}
