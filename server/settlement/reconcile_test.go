package settlement

import (
	"testing"

	"fairground/server/settlement/ledger"
)

// Every kind of line and every state of what it is about: what follows from it is said here.
func TestWhatFollowsFromALine(t *testing.T) {
	payout := func(state string) *ledger.Payout {
		return &ledger.Payout{ID: "pay_1", State: state, Amount: 100, Currency: "CNY", EndToEnd: "PAY1"}
	}
	suspense := &ledger.Suspense{ID: "sus_1", State: ledger.Lying, Amount: 100}
	claim := &ledger.Claim{ID: "clm_1", State: ledger.Contested, Amount: 100}
	in := lineDoc{Minor: 100, Currency: "CNY", EndToEnd: "X1", Reference: "for ord_1, thanks"}
	out := lineDoc{Minor: -100, Currency: "CNY", EndToEnd: "PAY1"}
	back, taken := in, out
	back.EndToEnd = "PAY1"
	taken.EndToEnd, taken.Reversal = "X1", true
	with := func(l lineDoc, change func(*lineDoc)) lineDoc {
		change(&l)
		return l
	}
	for name, row := range map[string]struct {
		line   lineDoc
		facts  facts
		does   ledger.Type
		became string
		why    string
		waits  bool
	}{
		"money for an order":                            {in, facts{}, ledger.BookReceipt, becameReceipt, "", false},
		"money without any word":                        {with(in, func(l *lineDoc) { l.Reference, l.EndToEnd = "", "" }), facts{}, ledger.BookReceipt, becameReceipt, "", false},
		"a second payment under the same id":            {in, facts{received: true, receipt: true}, ledger.BookReceipt, becameReceipt, "", false},
		"a deposit":                                     {with(in, func(l *lineDoc) { l.Reference = "deposit:user:org_b" }), facts{}, ledger.BookDeposit, becameReceipt, "", false},
		"a deposit of somebody who must not be trusted": {with(in, func(l *lineDoc) { l.Reference = "deposit:user:org_b" }), facts{suspect: true}, ledger.BookReceipt, becameReceipt, "", false},
		"several payments in one line":                  {with(in, func(l *lineDoc) { l.Batch = 3 }), facts{}, "", "", "line_batch", false},
		"a payout that was submitted":                   {out, facts{payout: payout(ledger.Submitted)}, ledger.SettlePayout, becamePayout, "", false},
		"a payout that nobody knows about":              {out, facts{payout: payout(ledger.Unknown)}, ledger.SettlePayout, becamePayout, "", false},
		"a payout that people have settled":             {out, facts{payout: payout(ledger.Settled)}, "", becameKnown, "", false},
		"a payout that was paid by another line":        {out, facts{payout: payout(ledger.Settled), paid: true}, "", "", "paid_twice", false},
		"a payout that the rail had refused":            {out, facts{payout: payout(ledger.Rejected)}, "", "", "payout_ended", false},
		"a payout over another amount":                  {with(out, func(l *lineDoc) { l.Minor = -99 }), facts{payout: payout(ledger.Submitted)}, "", "", "amount_differs", false},
		"a payout in another currency":                  {with(out, func(l *lineDoc) { l.Currency = "EUR" }), facts{payout: payout(ledger.Submitted)}, "", "", "amount_differs", false},
		"a payout that came back":                       {back, facts{payout: payout(ledger.Settled)}, ledger.ReturnPayout, becameReturn, "", false},
		"a payout that comes back before it has gone":   {back, facts{payout: payout(ledger.Submitted)}, "", "", "line_early", true},
		"a payout that comes back a second time":        {back, facts{payout: payout(ledger.Returned)}, "", "", "payout_ended", false},
		"a payout whose reversal goes out":              {with(out, func(l *lineDoc) { l.Reversal = true }), facts{payout: payout(ledger.Settled)}, "", "", "line_unknown", false},
		"money taken back that lies in suspense":        {taken, facts{receipt: true, suspense: suspense}, ledger.ReverseSuspense, becameReversal, "", false},
		"money taken back that an order has":            {taken, facts{receipt: true, received: true, order: "ord_1"}, ledger.OpenClaim, becameClaim, "", false},
		"money taken back before it has come":           {taken, facts{}, "", "", "line_early", true},
		"money taken back of which no order is known":   {taken, facts{receipt: true}, "", "", "receipt_reversed", false},
		"money given back after a claim":                {in, facts{receipt: true, received: true, order: "ord_1", claimed: claim}, ledger.WinClaim, becameWon, "", false},
		"a charge of the bank":                          {with(out, func(l *lineDoc) { l.EndToEnd = "" }), facts{}, "", "", "line_unknown", false},
		"a reversal that brings in what nobody sent":    {with(in, func(l *lineDoc) { l.Reversal = true }), facts{}, "", "", "line_unknown", false},
	} {
		got := reconcile(row.line, row.facts)
		if got.command.Type != row.does || got.became != row.became || got.why != row.why || got.waits != row.waits {
			t.Errorf("%s: got %s, became %q, why %q, waits %v", name, got.command.Type, got.became, got.why, got.waits)
		}
		if c := got.command; c.Type != "" && (c.Key == ledger.Key{} || c.Actor.Role != ledger.Rail) {
			t.Errorf("%s: got %+v", name, c)
		}
	}
	first, second := reconcile(in, facts{}), reconcile(in, facts{received: true})
	if first.command.Key == second.command.Key || first.command.Order != "ord_1" {
		t.Errorf("a second payment has the key of the first, or no order: %+v", second.command)
	}
	if again := reconcile(with(in, func(l *lineDoc) { l.Key = "of another format" }), facts{}); again.command.Key != first.command.Key {
		t.Error("the same payment told in two ways has two keys")
	}
}
