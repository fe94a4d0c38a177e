package settlement

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"fairground/server/lang"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/paper"
)

// receipt makes the receipt of an entry by which money came in from a bank; other entries have none.
func (d dossier) receipt(r recorded) (paper.Document, bool) {
	e := r.entry()
	in := int64(0)
	for _, l := range e.Legs {
		if ledger.Class(l.Account) == "bank" && l.Book == ledger.Posted {
			in -= l.Minor
		}
	}
	if in <= 0 || e.Currency != d.order.Terms.Currency {
		return paper.Document{}, false
	}
	p := d.paper(paper.Receipt, "RC-"+r.place(), r.at())
	p.Parties = []paper.Party{d.party(paper.Payer), d.party(paper.Seller)}
	at := r.at()
	p.Facts = append(p.Facts, paper.Fact{Label: paper.ReceivedOn, At: &at})
	if e.Ref != "" {
		p.Facts = append(p.Facts, paper.Fact{Label: paper.Reference, Value: e.Ref})
	}
	for _, l := range e.Legs {
		if l.Minor <= 0 || l.Book != ledger.Posted {
			continue
		}
		what := paper.ToSuspense
		switch l.Account {
		case ledger.EscrowAccount(d.order.ID):
			what = paper.IntoEscrow
		case ledger.AvailableAccount(d.order.Terms.Buyer):
			what = paper.ToBuyersAccount
		}
		p.Lines = append(p.Lines, paper.Line{What: what, Amount: d.some(l.Minor)})
	}
	p.Totals = []paper.Sum{{Label: paper.Received, Amount: d.in(in), Grand: true}}
	p.Proof = proof(r)
	p.Terms = []paper.Term{{Sentence: paper.ReceiptTerm}}
	return p, true
}

// proof leads from an entry to the hash of its block.
func proof(r recorded) *paper.Proof {
	whole := r.block.Prove(r.index)
	p := &paper.Proof{
		Block: r.block.Seq, Index: r.index, Of: r.block.N, Leaf: whole.Entry.Leaf().String(), Root: r.block.Root.String(), Head: r.block.Hash.String(), Path: []string{},
	}
	for _, h := range whole.Path {
		p.Path = append(p.Path, h.String())
	}
	if record, err := json.Marshal(whole); err == nil {
		p.Record = record // what stands in the log always has a JSON form; without it the proof would only be shorter
	}
	return p
}

// PayoutReceipt returns the receipt of a payout that was settled, in a language and format as Document does, to whoever
// may see the payout.
func (s *Service) PayoutReceipt(ctx context.Context, id, language, format string) (DocumentFile, error) {
	p, err := s.findPayout(ctx, id)
	if err != nil {
		return DocumentFile{}, err
	}
	none := problem.New(problem.Conflict, "document_not_yet", "only a payout that is settled has a receipt")
	if p.State != ledger.Settled {
		return DocumentFile{}, none
	}
	blocks, err := s.store.blocksOf(ctx, []int64{p.Seq})
	if err != nil {
		return DocumentFile{}, fmt.Errorf("read the payout's entry: %w", err)
	}
	for i := range blocks {
		at := slices.IndexFunc(blocks[i].Entries, func(e ledger.Entry) bool {
			return e.OK && e.Payout == id && (e.Type == ledger.SettlePayout || e.Type == ledger.ResolvePayout)
		})
		if at >= 0 {
			name, err := s.named(ctx, p)
			if err != nil {
				return DocumentFile{}, err
			}
			return write(payoutReceipt(p, recorded{&blocks[i], at}, name, !s.opt.Rail.Capabilities().RealMoney), language, format)
		}
	}
	return DocumentFile{}, none
}

// named is what the payout's organization is called: on the order whose money goes back, else today.
func (s *Service) named(ctx context.Context, p *ledger.Payout) (lang.Text, error) {
	name := lang.Text{}
	if p.Order == "" {
		if now := s.orgName(ctx, p.Org); now != nil {
			name = now
		}
		return name, nil
	}
	o, _, err := s.recall(ctx, p.Order)
	if err != nil {
		return nil, err
	}
	text, err := s.store.text(ctx, p.Order)
	switch {
	case err != nil:
		return nil, err
	case o != nil && o.Terms.Buyer == p.Org && text.BuyerName != nil:
		name = text.BuyerName
	case o != nil && o.Terms.Seller == p.Org && text.SellerName != nil:
		name = text.SellerName
	}
	return name, nil
}

func payoutReceipt(p *ledger.Payout, r recorded, name lang.Text, sandbox bool) paper.Document {
	at := r.at()
	amount := money.Amount{Minor: p.Amount, Currency: p.Currency}
	doc := paper.Document{
		Kind: paper.Receipt, Number: "RC-" + r.place(), Issued: at.UTC().Truncate(time.Millisecond), Currency: p.Currency, Sandbox: sandbox,
		Parties: []paper.Party{{Role: paper.Payee, ID: p.Org, Name: name}},
		Facts:   []paper.Fact{{Label: paper.PaidOutOn, At: &at}, {Label: paper.Reference, Value: p.EndToEnd}},
		Lines:   []paper.Line{{What: paper.PaidOut, Ref: p.ID, Amount: &amount}},
		Totals:  []paper.Sum{{Label: paper.PaidSum, Amount: amount, Grand: true}},
		Terms:   []paper.Term{{Sentence: paper.ReceiptTerm}}, Proof: proof(r),
	}
	if p.Order != "" {
		doc.Facts = append(doc.Facts, paper.Fact{Label: paper.Order, Value: p.Order})
	}
	if r.entry().Type == ledger.ResolvePayout {
		doc.Terms = append(doc.Terms, paper.Term{Sentence: paper.EvidenceTerm})
	}
	return doc
}

// issuePapers numbers the papers of what was released and of what a lost claim took back: a certificate if tax was withheld,
// then the invoice, which so says that a milestone is done, and credit notes. It is called after every step of an order, may
// be repeated, and says whether nothing is left to number.
func (s *Service) issuePapers(ctx context.Context, id string) bool {
	d := dossier{}
	var trail []int64
	s.engine.View(func(st *ledger.State) { d.order, _ = st.Order(id); trail = st.Trail(id) })
	issue := func(ty ledger.Type, milestone, claim string, amount int64) bool {
		c := ledger.Command{Type: ty, Actor: ledger.Actor{Role: ledger.Timer}, Order: id, Milestone: milestone, Ref: claim, Amount: amount}
		return amount <= 0 || s.system(ctx, c, id, milestone, claim)
	}
	for _, m := range d.order.Milestones {
		if _, done := d.order.Paper(ledger.IssueInvoice, m.ID); done || m.Earned() == 0 {
			continue
		}
		if d.history == nil && d.order.Withheld.Total > 0 { // of most orders no tax is withheld
			var err error
			if d.history, err = s.happened(ctx, id, trail); err != nil {
				s.opt.Logger.WarnContext(ctx, "papers are numbered later", "order", id, "err", err)
				return false
			}
		}
		var tax int64
		if r, ok := d.released(m.ID); ok {
			for _, l := range withheld(r.entry()) {
				tax += l.Minor
			}
		}
		if !issue(ledger.CertifyTax, m.ID, "", tax) || !issue(ledger.IssueInvoice, m.ID, "", m.Earned()) {
			return false
		}
	}
	s.engine.View(func(st *ledger.State) { d.order, _ = st.Order(id) }) // with the invoices of just now
	for _, c := range d.order.Claims {
		if _, done := d.order.Paper(ledger.CreditInvoice, c.ID); !done && c.State == ledger.Lost && !issue(ledger.CreditInvoice, "", c.ID, d.order.Creditable(c)) {
			return false
		}
	}
	return true
}
