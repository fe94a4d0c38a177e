package ledger

import "fairground/server/money"

// States of a payout; it also may be Accepted, by the rail, or Cancelled.
const (
	Requested = "REQUESTED"
	Approved  = "APPROVED"
	Batched   = "BATCHED" // in a payment file that has not gone
	Submitted = "SUBMITTED"
	Settled   = "SETTLED"
	Rejected  = "REJECTED"
	Unknown   = "UNKNOWN"  // the rail has or has not carried it out: only a statement line or two people with evidence say so
	Returned  = "RETURNED" // came back after it was settled
)

// PayoutStates lists the states of a payout, the terminal ones last.
func PayoutStates() []string {
	return []string{Requested, Approved, Batched, Submitted, Accepted, Unknown, Settled, Returned, Rejected, Cancelled}
}

// terminalPayout says whether nothing moves out of the state any more. What is settled may still come back.
func terminalPayout(state string) bool {
	return state == Returned || state == Rejected || state == Cancelled
}

// Payout is money on its way to an organization's bank account: of what it has earned or, as a funder, of what it may lend.
// A refund is a payout to the buyer and names its order. What goes back to the sender of money in suspense is one as well:
// of no organization, but of that object.
type Payout struct {
	ID        string
	Version   int64
	State     string
	Org       string
	Funder    bool   // of the money the organization lends from
	Order     string // of a refund
	Suspense  string // the object whose money it gives back
	Amount    int64
	Currency  money.Currency
	Rail      string
	Account   string // opaque reference of the receiving account
	EndToEnd  string // the one id under which the rail knows it
	Batch     string // the payment file it is in; "" for one that goes alone, as all did in earlier releases
	Evidence  string // what two people went by who said what became of it
	Back      int64  // of a returned one: what came back, the rest the banks kept
	Reason    string // the rail's, of one that was rejected or returned
	Requester string
	Maker     string
	Checker   string
	Created   int64
	Changed   int64
	Seq       int64
}
