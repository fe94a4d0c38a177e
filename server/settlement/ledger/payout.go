package ledger

import "fairground/server/money"

// States of a payout; it also may be Cancelled.
const (
	Requested = "REQUESTED"
	Approved  = "APPROVED"
	Submitted = "SUBMITTED"
	Settled   = "SETTLED"
	Rejected  = "REJECTED"
)

// PayoutStates lists the states of a payout, the terminal ones last.
func PayoutStates() []string {
	return []string{Requested, Approved, Submitted, Settled, Rejected, Cancelled}
}

func terminalPayout(state string) bool {
	return state == Settled || state == Rejected || state == Cancelled
}

// Payout is money on its way to an organization's bank account. A refund is a payout to the buyer and names its order.
type Payout struct {
	ID        string
	Version   int64
	State     string
	Org       string
	Order     string // of a refund
	Amount    int64
	Currency  money.Currency
	Rail      string
	Account   string // opaque reference of the receiving account
	EndToEnd  string // the one id under which the rail knows it
	Requester string
	Maker     string
	Checker   string
	Created   int64
	Changed   int64
	Seq       int64
}
