package settlement

import (
	"slices"
	"time"

	"fairground/server/money"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/paper"
)

// statement lists every movement of the order's escrow, the frozen part included, with the balance after it.
func (d dossier) statement() paper.Document {
	o := d.order
	p := d.paper(paper.Statement, "ST-"+tail(o.ID)+"-"+version(o.Version), time.UnixMilli(o.Changed))
	p.Facts = append(p.Facts, paper.Fact{Label: paper.AsOfBlock, Value: version(o.Seq)})
	var balance int64
	for _, r := range d.history {
		for _, m := range movements(r.entry(), o, d.lending) {
			balance += m.minor
			at := r.at()
			line := paper.Line{At: &at, What: m.what, Ref: r.entry().Ref, Balance: d.some(balance)}
			if r.entry().Milestone != "" {
				line.Text = d.called(r.entry().Milestone)
			}
			if m.minor > 0 {
				line.In = d.some(m.minor)
			} else {
				line.Out = d.some(-m.minor)
			}
			p.Lines = append(p.Lines, line)
		}
	}
	for _, sum := range []struct {
		label paper.Word
		minor int64
	}{{paper.Funded, o.Funded}, {paper.Released, o.Released}, {paper.OfWhichFees, o.Fees}, {paper.Refunded, o.Refunded}, {paper.CancelFees, o.CancelFees}} {
		if sum.minor != 0 || sum.label == paper.Funded {
			p.Totals = append(p.Totals, paper.Sum{Label: sum.label, Amount: d.in(sum.minor)})
		}
	}
	p.Totals = append(p.Totals, paper.Sum{Label: paper.Held, Amount: d.in(balance), Grand: true})
	p.Terms = []paper.Term{{Sentence: paper.StatementTerm}}
	return p
}

// movement is a change of an order's escrow and what it was for.
type movement struct {
	what  paper.Word
	minor int64
}

// movements says what an entry changes in an order's escrow. It looks at the postings alone, so that it holds for commands
// of later releases as well: what leaves is split by who gets it, if all that others get in the entry comes from here.
func movements(e *ledger.Entry, o *ledger.Order, lending bool) []movement {
	change, gains := escrowed(e, o.ID)
	switch {
	case change.Minor == 0:
		return nil
	case change.Minor > 0:
		return []movement{{paper.IntoEscrow, change.Minor}}
	case gained(gains) != -change.Minor:
		return []movement{{paper.OtherBooking, change.Minor}}
	}
	var merged []movement
	for _, l := range gains {
		what := receiver(l.Account, o)
		if what == paper.Financing && !lending {
			what = paper.ToSeller
		}
		if i := slices.IndexFunc(merged, func(m movement) bool { return m.what == what }); i >= 0 {
			merged[i].minor -= l.Minor
		} else {
			merged = append(merged, movement{what, -l.Minor})
		}
	}
	return merged
}

// escrowed is what an entry changes in an order's escrow, the frozen part included, and the postings by which other accounts
// that hold money got some in the same currency.
func escrowed(e *ledger.Entry, order string) (change money.Amount, gains []ledger.Leg) {
	inside := func(l ledger.Leg) bool {
		return l.Book == ledger.Posted && (l.Account == ledger.EscrowAccount(order) || l.Account == ledger.DisputeAccount(order))
	}
	for _, l := range e.Legs {
		if inside(l) {
			change = money.Amount{Minor: change.Minor + l.Minor, Currency: l.Currency}
		}
	}
	for _, l := range e.Legs {
		if l.Book == ledger.Posted && l.Minor > 0 && l.Currency == change.Currency && !inside(l) && !owes(l.Account) {
			gains = append(gains, l)
		}
	}
	return change, gains
}

func gained(gains []ledger.Leg) (sum int64) {
	for _, l := range gains {
		sum += l.Minor
	}
	return sum
}

// receiver is the word for money that goes to an account.
func receiver(account string, o *ledger.Order) paper.Word {
	switch ledger.Class(account) {
	case "fee":
		return paper.Commissions
	case "tax":
		return paper.Tax
	case "funder":
		return paper.Financing
	case "bank":
		return paper.ReturnedToBank
	case "user", "reserve":
		if account == ledger.AvailableAccount(o.Terms.Buyer) {
			return paper.ToBuyer
		}
		return paper.ToSeller
	}
	return paper.OtherBooking
}
