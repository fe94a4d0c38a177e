package settlement

import (
	"slices"
	"time"

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
		for _, m := range movements(r.entry(), o) {
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
func movements(e *ledger.Entry, o *ledger.Order) []movement {
	var change, got int64
	var parts []movement
	for _, l := range e.Legs {
		switch {
		case l.Book != ledger.Posted || l.Currency != o.Terms.Currency:
		case l.Account == ledger.EscrowAccount(o.ID) || l.Account == ledger.DisputeAccount(o.ID):
			change += l.Minor
		case l.Minor > 0:
			got += l.Minor
			parts = append(parts, movement{receiver(l.Account, o), -l.Minor})
		}
	}
	switch {
	case change == 0:
		return nil
	case change > 0:
		return []movement{{paper.IntoEscrow, change}}
	case got != -change:
		return []movement{{paper.OtherBooking, change}}
	}
	var merged []movement
	for _, p := range parts {
		if i := slices.IndexFunc(merged, func(m movement) bool { return m.what == p.what }); i >= 0 {
			merged[i].minor += p.minor
		} else {
			merged = append(merged, p)
		}
	}
	return merged
}

// receiver is the word for money that goes to an account.
func receiver(account string, o *ledger.Order) paper.Word {
	switch ledger.Class(account) {
	case "fee":
		return paper.Commissions
	case "tax":
		return paper.Tax
	case "loan", "funder":
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
