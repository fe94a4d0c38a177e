package ledger

import (
	"math/big"
	"slices"
)

// The naive side of debts, losses and deposits; the planted bugs of all that money called back leads to, and its clients.

var debtModel = map[Type]func(*model, *Entry, int64) string{
	CollectDebt: func(m *model, e *Entry, _ int64) string {
		if !by(e, "T") {
			return WhyRole
		}
		cur, avail := string(e.Currency), "user:"+e.Object+":avail"
		owed, has := m.debt(e.Object, cur), m.available(avail+"|"+cur)
		switch {
		case owed.Sign() <= 0:
			return WhyState
		case has.Sign() <= 0:
			return WhyFunds
		}
		m.pay(avail, "recv:"+e.Object, cur, least(owed, has))
		return ""
	},
	WriteOffDebt: func(m *model, e *Entry, _ int64) string {
		why := m.checks(e)
		if why == "" {
			why = m.confirmed(e)
		}
		switch {
		case why != "":
			return why
		case e.Actor.Org == e.Object:
			return WhyParty
		case e.Amount <= 0 || m.debt(e.Object, string(e.Currency)).Cmp(big.NewInt(e.Amount)) < 0:
			return WhyAmount
		}
		m.pay("loss:baddebt", "recv:"+e.Object, string(e.Currency), big.NewInt(e.Amount))
		m.settled(e)
		return ""
	},
	BookLoss: func(m *model, e *Entry, _ int64) string {
		why := m.checks(e)
		if why == "" {
			why = m.confirmed(e)
		}
		switch {
		case why != "":
			return why
		case e.Amount <= 0:
			return WhyAmount
		case e.Ref == "":
			return WhyEvidence
		}
		m.pay("loss:baddebt", "bank:"+e.Rail+":custody", string(e.Currency), big.NewInt(e.Amount))
		m.settled(e)
		return ""
	},
	BookDeposit: func(m *model, e *Entry, _ int64) string {
		switch {
		case !by(e, "R"):
			return WhyRole
		case e.Amount <= 0:
			return WhyAmount
		case e.text("for") != "user" && e.text("for") != "funder":
			return WhyNotParty
		}
		m.pay("bank:"+e.Rail+":custody", e.text("for")+":"+e.Object+":avail", string(e.Currency), big.NewInt(e.Amount))
		return ""
	},
}

// claimBugs are planted where money is called back.
var claimBugs = []bug{
	{"claim-spares-the-reserve", func(_ *scratch, c *Command, e *Entry) {
		if i := slices.IndexFunc(e.Legs, func(l Leg) bool { return Class(l.Account) == "reserve" }); e.OK && c.Type == OpenClaim && i >= 0 {
			e.Legs[i].Account = DebtAccount(e.Legs[i].Account[len("reserve:"):])
		}
	}},
	{"claim-on-the-seller-for-a-refund", func(x *scratch, c *Command, e *Entry) {
		o, ok := x.order(c.Order)
		for i := range e.Legs {
			if ok && e.OK && c.Type == OpenClaim && e.Legs[i].Account == DebtAccount(o.Terms.Buyer) {
				e.Legs[i].Account = DebtAccount(o.Terms.Seller)
			}
		}
	}},
	{"claim-leaves-the-milestone", func(_ *scratch, c *Command, e *Entry) {
		if e.OK && c.Type == OpenClaim {
			e.Moves = slices.DeleteFunc(e.Moves, func(m Move) bool { return m.Kind == "m" })
		}
	}},
	{"claim-won-twice", func(x *scratch, c *Command, e *Entry) {
		o, ok := x.order(c.Order)
		if !ok || e.OK || c.Type != WinClaim || e.Why != WhyState || o.Claims[o.claim(c.Object)].State != Won {
			return
		}
		e.OK, e.Why = true, ""
		e.moveTo("c", c.Object, Won, Won)
		e.post(BankAccount(c.Rail), c.Currency, -c.Amount)
		e.post(AvailableAccount(o.Terms.Seller), c.Currency, c.Amount)
	}},
}

// debtBugs are planted where what was kept back or is owed is asked for.
var debtBugs = []bug{
	{"reserve-before-its-time", func(x *scratch, c *Command, e *Entry) {
		o, ok := x.order(c.Order)
		if ok && !e.OK && c.Type == ReleaseReserve && e.Why == WhyNotDue {
			e.OK, e.Why = true, ""
			e.post(ReserveAccount(o.Terms.Seller), o.Terms.Currency, -o.Reserved)
			e.post(AvailableAccount(o.Terms.Seller), o.Terms.Currency, o.Reserved)
		}
	}},
	{"debtor-is-paid-out", func(x *scratch, c *Command, e *Entry) {
		if c.Type == RequestPayout && e.Why == WhyDebt && x.fits([]Leg{{purseOf(c.Actor.Org, c.Actor.Role == Funder), c.Currency, c.Amount, Held}}) {
			e.OK, e.Why = true, ""
			e.moveTo("p", c.Payout, "", Requested)
			e.Legs = []Leg{{purseOf(c.Actor.Org, c.Actor.Role == Funder), c.Currency, c.Amount, Held}}
		}
	}},
}
