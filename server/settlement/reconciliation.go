package settlement

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fairground/server/money"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/statement"
)

// Reconciled is what the comparison of the ledger with the bank's lines found: of what is still open on either side, what
// may belong together, and how. It moves nothing; it helps people who look at exceptions and at money in suspense.
type Reconciled struct {
	Kind     string              `json:"kind" enum:"matched,grouped,short,differs,duplicated,takenBack,swapped,missing,unexpected" doc:"swapped: lines that carry each other's ids. grouped: several that add up. missing: a payout that no line has told yet."`
	Expected []ReconciledExpects `json:"expected" nullable:"false"`
	Lines    []ReconciledLine    `json:"lines" nullable:"false"`
}

// ReconciledExpects is something the ledger waits for: a payout under way, or what is missing of an order.
type ReconciledExpects struct {
	Payout string       `json:"payout,omitempty"`
	Order  string       `json:"order,omitempty"`
	Amount money.Amount `json:"amount"`
}

// ReconciledLine is a line of which nothing has come yet, or whose money lies in suspense.
type ReconciledLine struct {
	Line      string       `json:"line"`
	Suspense  string       `json:"suspense,omitempty"`
	Day       string       `json:"day"`
	Amount    money.Amount `json:"amount"`
	EndToEnd  string       `json:"endToEnd,omitempty"`
	Reference string       `json:"reference,omitempty"`
}

// Reconciliation compares what is open: payouts under way and orders that wait for money on one side, lines of which nothing
// came and money in suspense on the other.
func (s *Service) Reconciliation(ctx context.Context) ([]Reconciled, error) {
	if err := audits(ctx); err != nil {
		return nil, err
	}
	docs, err := s.incoming.unsettled(ctx, s.opt.Rail.Capabilities().Account, becameSuspense)
	if err != nil {
		return nil, err
	}
	if docs, err = s.undealt(ctx, docs); err != nil {
		return nil, err
	}
	s.engine.View(func(st *ledger.State) {
		docs = slices.DeleteFunc(docs, func(d lineDoc) bool {
			u, ok := st.Suspense(d.Of)
			return d.Became == becameSuspense && (!ok || u.State != ledger.Lying)
		})
	})
	lines := make([]statement.Line, len(docs))
	for i, d := range docs {
		lines[i] = statement.Line{
			Amount: d.amount(), Booked: true, Reversal: d.Reversal, Charges: d.Charges, EndToEnd: d.EndToEnd, Reference: cmp.Or(orderIn.FindString(d.Reference), d.Reference),
		}
	}
	book := s.awaited()
	out := []Reconciled{}
	for _, f := range statement.Match(book, lines) {
		if f.Kind == statement.Missing && book[f.Expected[0]].EndToEnd == "" {
			continue // an order that waits for its money is nothing to look at here
		}
		r := Reconciled{Kind: string(f.Kind), Expected: []ReconciledExpects{}, Lines: []ReconciledLine{}}
		for _, e := range f.Expected {
			x := ReconciledExpects{Amount: book[e].Amount}
			if strings.HasPrefix(book[e].ID, "ord_") {
				x.Order = book[e].ID
			} else {
				x.Payout = book[e].ID
			}
			r.Expected = append(r.Expected, x)
		}
		for _, i := range f.Lines {
			d := docs[i]
			l := ReconciledLine{Line: d.ID, Day: d.Day.String(), Amount: d.amount(), EndToEnd: d.EndToEnd, Reference: d.Reference}
			if d.Became == becameSuspense {
				l.Suspense = d.Of
			}
			r.Lines = append(r.Lines, l)
		}
		out = append(out, r)
	}
	return out, nil
}

// undealt leaves out the lines of which nothing came that people have dealt with, such as a charge that two have booked: no
// exception about them is open any more.
func (s *Service) undealt(ctx context.Context, docs []lineDoc) ([]lineDoc, error) {
	account, read, open := s.opt.Rail.Capabilities().Account, map[string]bool{}, map[string]bool{}
	for _, d := range docs {
		if d.Became != "" || read[d.Currency] {
			continue
		}
		read[d.Currency] = true
		doubts, err := s.incoming.openExceptions(ctx, account, d.Currency)
		if err != nil {
			return nil, err
		}
		for _, e := range doubts {
			open[e.Line] = true
		}
	}
	return slices.DeleteFunc(docs, func(d lineDoc) bool { return d.Became == "" && !open[d.ID] }), nil
}

// awaited is what the ledger waits for at the bank, in order of ids.
func (s *Service) awaited() []statement.Expected {
	var book []statement.Expected
	orders, payouts := s.live(), s.livePayouts()
	s.engine.View(func(st *ledger.State) {
		for _, id := range payouts {
			if p, ok := st.Payout(id); ok && underway(p) {
				book = append(book, statement.Expected{ID: id, EndToEnd: p.EndToEnd, Reference: id, Amount: money.Amount{Minor: -p.Amount, Currency: p.Currency}})
			}
		}
		for _, id := range orders {
			if o, ok := st.Order(id); ok && (o.State == ledger.AwaitingFunds || o.State == ledger.PartiallyFunded) && missing(o) > 0 {
				book = append(book, statement.Expected{ID: id, Reference: id, Amount: money.Amount{Minor: missing(o), Currency: o.Terms.Currency}})
			}
		}
	})
	return book
}
