package ledger

// FinanceDue lists what the system does by itself at an instant about the quotes and advances of an order. Each command
// names its Object; key and actor are the caller's.
func (o *Order) FinanceDue(now int64) []Command {
	var due []Command
	over := terminalOrder(o.State)
	add := func(ty Type, object string) { due = append(due, Command{Type: ty, Order: o.ID, Object: object}) }
	for _, q := range o.Quotes {
		switch {
		case q.State == QuoteOpen && (over || now >= q.Expires), q.State == Accepted && (over || now > q.PayBy):
			add(ExpireQuote, q.ID)
		case q.State == Lapsed && (over || now > q.ReturnBy):
			add(ReturnQuote, q.ID)
		}
	}
	for _, a := range o.Advances {
		switch {
		case (a.State == Offered || a.State == Accepted) && (over || now > a.Until):
			add(WithdrawAdvance, a.ID)
		case a.running() && over:
			add(RecourseAdvance, a.ID)
		case a.running() && Day(now) > a.Day:
			add(AccrueInterest, a.ID)
		}
	}
	return due
}

// Financed says whether quotes or advances of the order are not at their end, also after the order is.
func (o *Order) Financed() bool {
	if o.live() != nil {
		return true
	}
	for _, a := range o.Advances {
		if !terminalAdvance(a.State) {
			return true
		}
	}
	return false
}
