package ledger

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Numbered papers. A number is given in the block, one after the other in its series, so that none is missing and none
// stands twice whatever fails: a refused command takes none, and a command that is asked again has the one it got.

// The commands of numbered papers. Amount is what the paper is about; the number is the Object of the recorded entry.
const (
	IssueInvoice  Type = "invoice.issue"  // the seller's, about what he earned with a milestone
	CertifyTax    Type = "tax.certify"    // the tax withheld from a milestone's release
	CreditInvoice Type = "invoice.credit" // what a lost claim, named by Ref, took of what was invoiced
)

// Invoice is a numbered paper of an order.
type Invoice struct {
	Type      Type
	Number    string // "INV-2026-000042"
	Milestone string
	Claim     string // of credit notes
	Amount    int64
	Time      int64
	Seq       int64
}

// Series counts the numbers given by an issuer in a year.
type Series struct {
	ID   string
	Last int64
}

var invoiceRules = map[Type]rule{
	IssueInvoice:  {roles: []Role{Timer}, states: []string{Released, Split}, about: "m", any: true, ended: true, do: issue, book: (*scratch).bookIssue},
	CertifyTax:    {roles: []Role{Timer}, states: []string{Released, Split}, about: "m", any: true, ended: true, do: issue, book: (*scratch).bookIssue},
	CreditInvoice: {roles: []Role{Timer}, about: "o", ended: true, do: issue, book: (*scratch).bookIssue},
}

// series names the series of a paper: invoices and credit notes are counted for each seller, certificates for the exchange,
// all from one in each year of block time (UTC).
func (x *scratch) series(ty Type, o *Order) (id, prefix string) {
	year := strconv.Itoa(time.UnixMilli(x.time).UTC().Year())
	switch ty {
	case CertifyTax:
		return "TC|" + year, "TC-" + year
	case CreditInvoice:
		return "CN|" + o.Terms.Seller + "|" + year, "CN-" + year
	default:
		return "INV|" + o.Terms.Seller + "|" + year, "INV-" + year
	}
}

// number is the next number of a paper of the order.
func (x *scratch) number(ty Type, o *Order) string {
	id, prefix := x.series(ty, o)
	var last int64
	if s, ok := x.numbers.find(id); ok {
		last = s.Last
	}
	return fmt.Sprintf("%s-%06d", prefix, last+1)
}

// Earned is what of a milestone's price went to the seller's side; commissions and tax are taken from it.
func (m Milestone) Earned() int64 {
	switch m.State {
	case Released:
		return m.Amount
	case Split:
		return m.Won
	}
	return 0
}

// Paper finds what was issued about a milestone, or about a claim.
func (o *Order) Paper(ty Type, about string) (Invoice, bool) {
	i := slices.IndexFunc(o.Invoices, func(v Invoice) bool { return v.Type == ty && (v.Milestone == about || v.Claim == about) })
	if i < 0 {
		return Invoice{}, false
	}
	return o.Invoices[i], true
}

// issued is the sum of an order's papers of a type.
func (o *Order) issued(ty Type) int64 {
	var sum int64
	for _, v := range o.Invoices {
		if v.Type == ty {
			sum += v.Amount
		}
	}
	return sum
}

// Creditable is what a claim took of what was invoiced and not yet credited, and so has a credit note when it is lost.
func (o *Order) Creditable(c Claim) int64 {
	return min(c.Taken.ofSeller(), o.issued(IssueInvoice)-o.issued(CreditInvoice))
}

// issuable says why a paper may not be issued, "" if it may: an invoice is about all that was earned, all certificates of an
// order together are about no more than was withheld, a credit note about all that a claim took, and each is issued once.
func issuable(o *Order, e *Entry) string {
	about, least, most := e.Milestone, int64(1), int64(0)
	switch e.Type {
	case IssueInvoice:
		m, _ := o.Milestone(e.Milestone)
		most = m.Earned()
		least = most
	case CertifyTax:
		most = o.Withheld.Total - o.issued(CertifyTax)
	default:
		i := o.claim(e.Ref)
		if i < 0 {
			return WhyClaimUnknown
		}
		if o.Claims[i].State != Lost {
			return WhyState
		}
		about, most = e.Ref, o.Creditable(o.Claims[i])
		least = most
	}
	if _, twice := o.Paper(e.Type, about); twice {
		return WhyTwice
	}
	if e.Amount <= 0 || e.Amount < least || e.Amount > most {
		return WhyAmount
	}
	return ""
}

func issue(x *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	if c.Object != "" || len(c.Params) > 0 || (c.Ref != "") != (c.Type == CreditInvoice) {
		return WhyAmount // the ledger numbers, nobody else
	}
	if why := issuable(o, e); why != "" {
		return why
	}
	e.Object, e.Currency = x.number(c.Type, o), o.Terms.Currency
	return ""
}

// bookIssue asserts that numbers have no gaps and that a paper is about money that moved so. A replay of one order alone
// does not see the papers of others, so that it cannot count.
func (x *scratch) bookIssue(o *Order, e *Entry, _ int64) error {
	if m, _ := o.Milestone(e.Milestone); e.Milestone != "" && m.Earned() == 0 {
		return broken("I7: %s about %q of order %s, with which nothing was earned", e.Type, e.Milestone, o.ID)
	}
	if why := issuable(o, e); why != "" || e.Currency != o.Terms.Currency || len(e.Legs) > 0 || len(e.Moves) > 0 {
		return broken("I7: %s of order %s: %q, or it moves something", e.Type, o.ID, why)
	}
	if want := x.number(e.Type, o); e.Object != want && !x.base.partial {
		return broken("I7: number %q is given, the next one is %q", e.Object, want)
	}
	id, _ := x.series(e.Type, o)
	next := Series{ID: id, Last: 1}
	if s, ok := x.numbers.find(id); ok {
		next.Last = s.Last + 1
	}
	x.numbers.put(id, &next)
	o.Invoices = append(o.Invoices, Invoice{Type: e.Type, Number: e.Object, Milestone: e.Milestone, Claim: e.Ref, Amount: e.Amount, Time: x.time, Seq: x.seq})
	return nil
}
