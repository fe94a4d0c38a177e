package settlement

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"fairground/server/lang"
	"fairground/server/money"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/paper"
)

// paper begins a document of the order with its parties.
func (d dossier) paper(kind paper.Kind, number string, issued time.Time) paper.Document {
	t := d.order.Terms
	p := paper.Document{
		Kind: kind, Number: number, Issued: issued.UTC(), Currency: t.Currency, Sandbox: d.sandbox, Title: d.text.Title,
		Parties: []paper.Party{d.party(paper.Seller), d.party(paper.Buyer)}, Facts: []paper.Fact{{Label: paper.Order, Value: d.order.ID}}, Lines: []paper.Line{},
	}
	if t.Exhibition != "" {
		p.Facts = append(p.Facts, paper.Fact{Label: paper.Exhibition, Value: t.Exhibition})
	}
	return p
}

// party names a side in a role.
func (d dossier) party(role paper.Word) paper.Party {
	p := paper.Party{Role: role, ID: d.order.Terms.Seller, Name: d.text.SellerName}
	if role == paper.Buyer || role == paper.Payer {
		p.ID, p.Name = d.order.Terms.Buyer, d.text.BuyerName
	}
	if p.Name == nil {
		p.Name = lang.Text{}
	}
	return p
}

func (d dossier) in(v int64) money.Amount {
	return money.Amount{Minor: v, Currency: d.order.Terms.Currency}
}

func (d dossier) some(v int64) *money.Amount {
	a := d.in(v)
	return &a
}

// called is what the parties call a milestone; a part is called as the milestone agreed on.
func (d dossier) called(milestone string) string {
	if d.order != nil {
		if m, ok := d.order.Milestone(milestone); ok {
			milestone = m.Agreed()
		}
	}
	if title := d.text.Milestones[milestone]; title != "" {
		return title
	}
	return milestone
}

// single makes the papers of which an order has at most one.
func (d dossier) single(kind paper.Kind) (paper.Document, bool) {
	switch kind {
	case paper.Confirmation:
		return d.confirmation()
	case paper.Proforma:
		return d.proforma()
	case paper.Statement:
		return d.statement(), true
	default:
		return paper.Document{}, false
	}
}

// confirmation says what both sides have agreed on. An order that is still a proposal has none.
func (d dossier) confirmation() (paper.Document, bool) {
	o, t := d.order, d.order.Terms
	if o.State == ledger.Proposed || o.State == ledger.Declined || (!t.Signed && !o.BuyerAgreed) {
		return paper.Document{}, false
	}
	p := d.paper(paper.Confirmation, "OC-"+tail(o.ID), time.UnixMilli(d.agreed()))
	p.Facts = append(p.Facts, paper.Fact{Label: paper.PayBy, At: instant(t.FundBy)})
	var total int64
	for _, m := range t.Milestones {
		p.Lines = append(p.Lines, paper.Line{Text: d.called(m.ID), At: instant(m.ShipBy), Amount: d.some(m.Amount)})
		total += m.Amount
	}
	fee, _ := t.Commission(total)
	p.Totals = sums(d, total, fee, paper.Payable)
	p.Terms = d.terms()
	return p, true
}

// agreed is when the order came to bind both.
func (d dossier) agreed() int64 {
	for _, r := range d.history {
		if slices.ContainsFunc(r.entry().Moves, func(m ledger.Move) bool { return m.Kind == "o" && m.To == ledger.AwaitingFunds }) {
			return r.block.Time
		}
	}
	return d.order.Created
}

func sums(d dossier, total, fee int64, grand paper.Word) []paper.Sum {
	if fee == 0 {
		return []paper.Sum{{Label: grand, Amount: d.in(total), Grand: true}}
	}
	return []paper.Sum{
		{Label: paper.Total, Amount: d.in(total)}, {Label: paper.BuyersCommission, Amount: d.in(fee)}, {Label: grand, Amount: d.in(total + fee), Grand: true},
	}
}

// terms are the sentences of the confirmation, as far as they hold for this order.
func (d dossier) terms() []paper.Term {
	t := d.order.Terms
	var list []paper.Term
	add := func(sentence paper.Word, with ...string) {
		term := paper.Term{Sentence: sentence}
		if len(with) == 2 {
			term.With = map[string]string{with[0]: with[1]}
		}
		list = append(list, term)
	}
	if t.Signed {
		add(paper.Signed, "hash", t.Hash.String())
	}
	add(paper.EscrowTerm)
	add(paper.FundTerm, "date", time.UnixMilli(t.FundBy).UTC().Format(time.DateOnly))
	if slices.ContainsFunc(t.Milestones, func(m ledger.MilestoneTerms) bool { return m.ShipBy > 0 }) {
		add(paper.ShipTerm)
	}
	if bp := t.ExchangeBP + t.PlatformBP; bp > 0 {
		who := map[int64]paper.Word{0: paper.FeeSellerTerm, 5000: paper.FeeSplitTerm, 10000: paper.FeeBuyerTerm}[t.BuyerShareBP]
		add(who, "rate", percent(bp))
	}
	if t.CancelFee > 0 {
		add(paper.CancelFeeTerm, "amount", d.in(t.CancelFee).Format())
	}
	return list
}

// percent writes basis points as per cent, without zeros at the end: 150 is "1.5 %".
func percent(bp int64) string {
	s := strconv.FormatInt(bp/100, 10)
	if rest := bp % 100; rest != 0 {
		s += "." + strings.TrimRight(strconv.FormatInt(100+rest, 10)[1:], "0")
	}
	return s + " %"
}

// proforma asks for what is missing. An order that waits for no money has none.
func (d dossier) proforma() (paper.Document, bool) {
	o := d.order
	left := missing(o)
	if left == 0 {
		return paper.Document{}, false
	}
	p := d.paper(paper.Proforma, "PI-"+tail(o.ID)+"-"+version(o.Version), time.UnixMilli(o.Changed))
	if o.State != ledger.InDelivery {
		p.Facts = append(p.Facts, paper.Fact{Label: paper.PayBy, At: instant(o.Terms.FundBy)})
	}
	var due, paid int64
	for _, m := range o.Milestones {
		if m.State != ledger.Planned {
			continue
		}
		p.Lines = append(p.Lines, paper.Line{Text: d.called(m.ID), At: instant(m.ShipBy), Amount: d.some(m.Amount)})
		if m.BuyerFee() > 0 {
			p.Lines = append(p.Lines, paper.Line{What: paper.BuyersCommission, Amount: d.some(m.BuyerFee())})
		}
		due += m.Due()
		paid += m.Held
	}
	if paid > 0 {
		p.Totals = []paper.Sum{{Label: paper.Payable, Amount: d.in(due)}, {Label: paper.PaidAlready, Amount: d.in(-paid)}}
	}
	p.Totals = append(p.Totals, paper.Sum{Label: paper.AmountDue, Amount: d.in(left), Grand: true})
	p.Terms = []paper.Term{{Sentence: paper.PayTerm, With: map[string]string{"reference": o.ID}}, {Sentence: paper.ProformaTerm}}
	return p, true
}

// released finds the entry by which money of a milestone went to the seller's side.
func (d dossier) released(milestone string) (recorded, bool) {
	for _, r := range d.history {
		for _, m := range r.entry().Moves {
			if m.Kind == "m" && m.ID == milestone && (m.To == ledger.Released || m.To == ledger.Split) {
				return r, true
			}
		}
	}
	return recorded{}, false
}

// numbered makes a paper to which the ledger has given a number, if it is of the kind.
func (d dossier) numbered(kind paper.Kind, v ledger.Invoice) (paper.Document, bool) {
	p := d.paper(kind, v.Number, time.UnixMilli(v.Time))
	switch {
	case kind == paper.CreditNote && v.Type == ledger.CreditInvoice:
		for _, other := range d.order.Invoices {
			if other.Type == ledger.IssueInvoice {
				p.Facts = append(p.Facts, paper.Fact{Label: paper.ForInvoice, Value: other.Number})
			}
		}
		p.Lines = []paper.Line{{What: paper.ReturnedToBank, Ref: v.Claim, Amount: d.some(v.Amount)}}
		p.Totals = []paper.Sum{{Label: paper.Credited, Amount: d.in(v.Amount), Grand: true}}
		p.Terms = []paper.Term{{Sentence: paper.CreditTerm}, {Sentence: paper.NoTaxInvoiceTerm}}
		return p, true
	case kind == paper.Invoice && v.Type == ledger.IssueInvoice:
		r, ok := d.released(v.Milestone)
		if !ok {
			return p, false
		}
		at := r.at()
		p.Facts = append(p.Facts, paper.Fact{Label: paper.ReleasedOn, At: &at})
		p.Lines = []paper.Line{{Text: d.called(v.Milestone), Amount: d.some(v.Amount)}}
		p.Totals = []paper.Sum{{Label: paper.Total, Amount: d.in(v.Amount), Grand: true}}
		p.Terms = []paper.Term{{Sentence: paper.InvoiceTerm}, {Sentence: paper.NoTaxInvoiceTerm}}
		return p, true
	case kind == paper.TaxCertificate && v.Type == ledger.CertifyTax:
		return d.certificate(p, v)
	}
	return p, false
}

// certificate says what tax was withheld from the release of a milestone, and for whom.
func (d dossier) certificate(p paper.Document, v ledger.Invoice) (paper.Document, bool) {
	r, ok := d.released(v.Milestone)
	if !ok {
		return p, false
	}
	at := r.at()
	m, _ := d.order.Milestone(v.Milestone)
	p.Parties = []paper.Party{d.party(paper.Taxpayer)}
	p.Facts = append(p.Facts, paper.Fact{Label: paper.WithheldOn, At: &at}, paper.Fact{Label: paper.MilestoneOf, Value: d.called(v.Milestone)})
	for _, l := range withheld(r.entry()) {
		line := paper.Line{At: &at, What: paper.Tax, Text: strings.ReplaceAll(strings.TrimPrefix(l.Account, "tax:"), ":", " "), Base: d.some(m.Earned()), Amount: d.some(l.Minor)}
		if row, ok := d.taxOf(r.block.Time); ok {
			line.Ref = row.Certificate + ", " + percent(row.RateBP)
		}
		p.Lines = append(p.Lines, line)
		p.Terms = append(p.Terms, paper.Term{Sentence: paper.CertificateTerm, With: map[string]string{"account": l.Account}})
	}
	p.Totals = []paper.Sum{{Label: paper.Withheld, Amount: d.in(v.Amount), Grand: true}}
	return p, true
}

// withheld are the postings of an entry that keep tax back.
func withheld(e *ledger.Entry) []ledger.Leg {
	return slices.DeleteFunc(slices.Clone(e.Legs), func(l ledger.Leg) bool {
		return ledger.Class(l.Account) != "tax" || l.Book != ledger.Posted || l.Minor <= 0
	})
}
