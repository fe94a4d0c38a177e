package ledger

// A refund goes back to where the money came from, the last payment first; nobody gets more than was paid from there.

// Payer is an account from which an order was paid, "" if the bank did not say.
type Payer struct {
	Account string // opaque reference
	Rail    string
	Paid    int64 // into escrow
}

// paidBy notes what came into escrow from an account.
func (o *Order) paidBy(account, rail string, v int64) {
	if v <= 0 {
		return
	}
	for i := range o.Payers {
		if p := &o.Payers[i]; p.Account == account && p.Rail == rail {
			p.Paid += v
			return
		}
	}
	o.Payers = append(o.Payers, Payer{account, rail, v})
}

// RefundTo says where the refund of an order goes: what each account gets, the last payer first. What was paid in another
// currency has no payer here; it goes to the account the buyer is paid to.
func (o *Order) RefundTo() []Payer {
	left := o.Refunded
	var to []Payer
	for i := len(o.Payers) - 1; i >= 0 && left > 0; i-- {
		p := o.Payers[i]
		p.Paid = min(p.Paid, left)
		left -= p.Paid
		to = append(to, p)
	}
	if left > 0 {
		to = append(to, Payer{Paid: left})
	}
	return to
}
