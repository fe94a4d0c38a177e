package settlement

import (
	"regexp"
	"strings"

	"fairground/server/money"
	"fairground/server/settlement/ledger"
)

// step is what follows from a line: a command of the ledger, something that people have to look at, or both.
type step struct {
	command    ledger.Command
	became, of string
	why, words string // of an exception
	says       []particular
	waits      bool
}

// receiptKey makes a payment in count once: by the end-to-end id we gave it.
func receiptKey(rail, endToEnd string) ledger.Key {
	return ledger.NewKey("receipt", rail, "e2e", endToEnd)
}

// claimOf is the claim by which a bank takes a payment in back: of one payment there is one.
func claimOf(l lineDoc) string {
	return "clm_" + short(ledger.NewKey("claim", l.Account, l.EndToEnd))
}

var orderIn = regexp.MustCompile(`\bord_[A-Za-z0-9_]{1,60}\b`)

// reconcile decides what follows from a line. The end-to-end id says what it is about; what money does is told by its sign;
// and a line that fits nothing, or comes too early, is left to people or to a later line, never guessed at.
func reconcile(l lineDoc, f facts) step {
	out := l.Minor < 0
	switch {
	case l.Batch > 0:
		return step{why: "line_batch", words: "several payments in one booking that do not add up to it"}
	case f.payout != nil && l.Reversal && f.undone != nil:
		return undoingLine(l, f)
	case f.payout != nil && out && !l.Reversal:
		return payoutLine(l, f)
	case f.payout != nil && !out:
		return returnLine(l, f)
	case out && l.Reversal && f.payout == nil:
		return reversalLine(l, f)
	case !out && f.claimed != nil && (f.claimed.State == ledger.ClaimOpen || f.claimed.State == ledger.Contested):
		return wonLine(l, f)
	case out || l.Reversal:
		return step{why: "line_unknown", words: "nothing is known that it could be"}
	}
	return receiptLine(l, f)
}

func payoutLine(l lineDoc, f facts) step {
	p := f.payout
	switch {
	case f.paid:
		return step{why: "paid_twice", words: "the payout was paid by another line"}
	case string(p.Currency) != l.Currency || p.Amount != -l.Minor:
		return step{why: "amount_differs", words: "the payout is over " + payoutAmount(p).String(), says: []particular{priced("expected", payoutAmount(p))}}
	case p.State == ledger.Settled || p.State == ledger.Returned:
		return step{became: becameKnown, of: p.ID} // two people had said so, or a log is older than its lines
	case !underway(p):
		return step{why: "payout_ended", words: "the payout is " + p.State, says: []particular{told("state", p.State)}}
	}
	c := ledger.Command{Key: ledger.NewKey("system", string(ledger.SettlePayout), p.ID), Type: ledger.SettlePayout, Actor: ledger.Actor{Role: ledger.Rail}, Payout: p.ID, Ref: l.Key}
	return step{command: c, became: becamePayout, of: p.ID}
}

// underway says whether the rail has a payout and no line has told what became of it.
func underway(p *ledger.Payout) bool {
	return p.State == ledger.Submitted || p.State == ledger.Accepted || p.State == ledger.Unknown
}

// undoingLine takes back a booking of which nothing came, such as one over a wrong amount: the two are nothing together. As
// long as the bank has not booked it again nobody knows what becomes of the payout.
func undoingLine(l lineDoc, f facts) step {
	s := step{became: becameUndone, of: f.undone.ID}
	if p := f.payout; p.State == ledger.Submitted || p.State == ledger.Accepted {
		s.command = ledger.Command{
			Key: ledger.NewKey("system", string(ledger.MarkPayoutUnknown), p.ID, l.Key), Type: ledger.MarkPayoutUnknown, Actor: ledger.Actor{Role: ledger.Rail}, Payout: p.ID,
		}
	}
	return s
}

// returnLine is money of a payout that came back.
func returnLine(l lineDoc, f facts) step {
	p := f.payout
	switch {
	case underway(p):
		return step{waits: true, why: "line_early", words: "the payout has not been reported as paid yet"}
	case p.State != ledger.Settled:
		return step{why: "payout_ended", words: "the payout is " + p.State, says: []particular{told("state", p.State)}}
	}
	c := ledger.Command{
		Key: ledger.NewKey("system", string(ledger.ReturnPayout), p.ID, l.Key), Type: ledger.ReturnPayout, Actor: ledger.Actor{Role: ledger.Rail}, Payout: p.ID,
		Amount: l.Minor, Currency: money.Currency(l.Currency), Ref: l.Key, Note: l.Reason,
	}
	return step{command: c, became: becameReturn, of: p.ID}
}

// reversalLine takes back what came in. What lies in suspense is simply gone; what an order has is a claim of the bank.
func reversalLine(l lineDoc, f facts) step {
	switch {
	case l.EndToEnd != "" && !f.receipt:
		return step{waits: true, why: "line_early", words: "what it takes back has not been reported yet"}
	case f.suspense != nil && f.suspense.State == ledger.Lying && f.suspense.Amount == -l.Minor:
		c := ledger.Command{
			Key: ledger.NewKey("system", string(ledger.ReverseSuspense), f.suspense.ID), Type: ledger.ReverseSuspense, Actor: ledger.Actor{Role: ledger.Rail}, Object: f.suspense.ID,
			Amount: -l.Minor, Currency: money.Currency(l.Currency), Ref: l.Key, Note: l.Reason,
		}
		return step{command: c, became: becameReversal, of: f.suspense.ID}
	}
	if f.order == "" {
		return step{why: "receipt_reversed", words: "the bank takes back money of which no order is known: " + l.Reason, says: []particular{told("reason", l.Reason)}}
	}
	id := claimOf(l)
	c := ledger.Command{
		Key: ledger.NewKey("system", string(ledger.OpenClaim), l.Account, l.Key), Type: ledger.OpenClaim, Actor: ledger.Actor{Role: ledger.Rail}, Order: f.order, Object: id,
		Amount: -l.Minor, Currency: money.Currency(l.Currency), Rail: f.rail, Ref: l.Key, Note: l.Reason, Params: []ledger.Param{{Name: "kind", Text: "reversal"}},
	}
	return step{command: c, became: becameClaim, of: id}
}

// wonLine is the bank giving back what it had taken back.
func wonLine(l lineDoc, f facts) step {
	c := ledger.Command{
		Key: ledger.NewKey("system", string(ledger.WinClaim), f.claimed.ID), Type: ledger.WinClaim, Actor: ledger.Actor{Role: ledger.Rail}, Order: f.order, Object: f.claimed.ID,
		Amount: l.Minor, Currency: money.Currency(l.Currency), Ref: l.Key,
	}
	return step{command: c, became: becameWon, of: f.claimed.ID}
}

// senderOf begins the opaque reference of the account that the money of a line came from.
const senderOf = "line_"

// payerRef is the account money came from as the log may know it: our own reference if it is one, else the line that names
// the account. An account number is personal data and stays out of the log.
func payerRef(l lineDoc) string {
	switch {
	case strings.HasPrefix(l.PartyAccount, "org_") && len(l.PartyAccount) <= ledger.MaxText:
		return l.PartyAccount
	case l.PartyAccount != "":
		return senderOf + l.Key
	}
	return ""
}

// receiptLine is money that came in: for whatever its reference says, else for nobody yet.
func receiptLine(l lineDoc, f facts) step {
	key := receiptKey(f.rail, l.EndToEnd)
	if l.EndToEnd == "" || f.received {
		key = ledger.NewKey("receipt", f.rail, "line", l.Account, l.Key)
	}
	c := ledger.Command{
		Key: key, Type: ledger.BookReceipt, Actor: ledger.Actor{Role: ledger.Rail}, Order: orderIn.FindString(l.Reference), Amount: l.Minor,
		Currency: money.Currency(l.Currency), Rail: f.rail, Ref: l.Key, Note: l.EndToEnd,
	}
	if len(c.Note) > ledger.MaxText {
		c.Note = ""
	}
	if purpose, org, ok := depositOf(l.Reference); ok && !f.suspect {
		c.Type, c.Object, c.Params = ledger.BookDeposit, org, []ledger.Param{{Name: "for", Text: purpose}}
		return step{command: c, became: becameReceipt, of: org}
	}
	if payer := payerRef(l); payer != "" {
		c.Params = []ledger.Param{{Name: "payer", Text: payer}}
	}
	if f.suspect {
		c.Params = append(c.Params, ledger.Param{Name: "suspend", Text: ledger.WhyScreening})
	}
	return step{command: c, became: becameReceipt, of: c.Order}
}
