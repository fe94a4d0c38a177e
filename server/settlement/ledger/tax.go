package ledger

import "slices"

// Tax withheld from what a seller gets. The rates are nobody's but the operator's: rows of a table in the log, each from a
// day on. A release is taxed by the row in force at the block's time, on the running total since that row came into force
// for the order, so that slices lose and invent no fen.

// SetTaxRule adds a row. Params: "juris", "income", "kind" (texts), "from" (milliseconds), "rate" (basis points), "cert"
// (text on the certificate). A maker proposes, a checker confirms.
const SetTaxRule Type = "tax.rules"

const maxTaxRows = 256 // for one jurisdiction, income and kind of party

// TaxTable is what holds for one jurisdiction, kind of income and kind of party, by ascending day.
type TaxTable struct {
	Jurisdiction string
	Income       string
	Kind         string
	Rows         []TaxRow
}

// TaxRow holds from its day until the next one's.
type TaxRow struct {
	From        int64 // milliseconds
	RateBP      int64
	Certificate string
}

// TaxAccount holds what is withheld for a jurisdiction and has not been paid to it.
func TaxAccount(jurisdiction, income string) string { return "tax:" + jurisdiction + ":" + income }

func taxKey(jurisdiction, income, kind string) string {
	return jurisdiction + ":" + income + ":" + kind
}

var taxRules = map[Type]rule{
	SetTaxRule: {roles: []Role{Checker}, pair: true, do: setTaxRule, apply: (*scratch).applyTaxRule},
}

// TaxTables returns the tables by jurisdiction, income and kind.
func (s *State) TaxTables() []*TaxTable {
	var out []*TaxTable
	for _, t := range s.books.Taxes {
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b *TaxTable) int {
		return compare(taxKey(a.Jurisdiction, a.Income, a.Kind), taxKey(b.Jurisdiction, b.Income, b.Kind))
	})
	return out
}

// TaxOf returns the row that taxes an order's releases at an instant, and whether there is one.
func (s *State) TaxOf(o *Order, at int64) (TaxRow, bool) {
	return s.scratch(s.Seq, at, 0).taxRow(o.Terms)
}

func setTaxRule(x *scratch, c *Command, _ *Entry, _ *Order, _ int, _ *Payout) string {
	juris, income, kind := c.text("juris"), c.text("income"), c.text("kind")
	if !identifier(juris) || !identifier(income) || !identifier(kind) || c.text("cert") == "" || c.num("from") <= 0 {
		return WhyTax
	}
	if rate := c.num("rate"); rate < 0 || rate > 10_000 {
		return WhyAmount
	}
	if t, ok := x.taxes.find(taxKey(juris, income, kind)); ok {
		if len(t.Rows) == maxTaxRows {
			return WhyTax
		}
		if t.Rows[len(t.Rows)-1].From >= c.num("from") {
			return WhyTwice
		}
	}
	return ""
}

// WhyTax refuses a row of the tax table that says nothing definite.
const WhyTax = "tax_rule_invalid"

func (x *scratch) applyTaxRule(e *Entry) (int64, error) {
	row := TaxRow{From: e.num("from"), RateBP: e.num("rate"), Certificate: e.text("cert")}
	t := &TaxTable{Jurisdiction: e.text("juris"), Income: e.text("income"), Kind: e.text("kind")}
	key := taxKey(t.Jurisdiction, t.Income, t.Kind)
	if before, ok := x.taxes.find(key); ok {
		t.Rows = slices.Clone(before.Rows)
	}
	if n := len(t.Rows); len(e.Legs) > 0 || len(e.Moves) > 0 || row.RateBP < 0 || row.RateBP > 10_000 || (n > 0 && t.Rows[n-1].From >= row.From) {
		return 0, broken("tax rule of %s from %d", key, row.From)
	}
	t.Rows = append(t.Rows, row)
	x.taxes.put(key, t)
	return 0, nil
}

// taxRow finds the row in force at the block's time for what the seller of an order earns.
func (x *scratch) taxRow(t *Terms) (TaxRow, bool) {
	if t.Conditions == nil || t.Conditions.SellerJurisdiction == "" {
		return TaxRow{}, false
	}
	table, ok := x.taxes.find(taxKey(t.Conditions.SellerJurisdiction, t.Conditions.Income, t.Conditions.SellerKind))
	if !ok {
		return TaxRow{}, false
	}
	for i := len(table.Rows) - 1; i >= 0; i-- {
		if table.Rows[i].From <= x.time {
			return table.Rows[i], true
		}
	}
	return TaxRow{}, false
}

// Withheld is what of an order's releases went to tax.
type Withheld struct {
	From  int64 // day of the row that taxed the last release; 0: none yet
	Base  int64 // the order's base when the row came into force for it
	Taken int64 // under the row
	Total int64 // under all rows
}

// withhold is the cut of the tax: on what was released under the row so far, less what was taken for it.
func withhold(x *scratch, o *Order, i int, left int64) []Leg {
	row, ok := x.taxRow(o.Terms)
	if !ok {
		return nil
	}
	since := o.Withheld.under(row, o.Base)
	tax := min(portion(o.Base-since.Base+o.Milestones[i].Amount, row.RateBP, 10_000)-since.Taken, left)
	if tax <= 0 {
		return nil
	}
	k := o.Terms.Conditions
	return []Leg{{TaxAccount(k.SellerJurisdiction, k.Income), o.Terms.Currency, tax, Posted}}
}

// under begins anew when another row has come into force.
func (w Withheld) under(row TaxRow, base int64) Withheld {
	if w.From != row.From {
		w.From, w.Base, w.Taken = row.From, base, 0
	}
	return w
}

// taxed keeps an order's sums of tax after an entry; base is what it was before.
func (x *scratch) taxed(o *Order, e *Entry, base int64) {
	var tax int64
	for _, l := range e.Legs {
		if Class(l.Account) == "tax" {
			tax += l.Minor
		}
	}
	if row, ok := x.taxRow(o.Terms); ok && o.Base != base {
		o.Withheld = o.Withheld.under(row, base)
	}
	o.Withheld.Taken += tax
	o.Withheld.Total += tax
}
