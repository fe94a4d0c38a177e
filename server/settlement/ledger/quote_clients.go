package ledger

import (
	"math/big"
	"strconv"

	"fairground/server/money"
)

// inventQuote brings a quote of a recent order one step further, or begins one.
func inventQuote(w *world, c *Command) bool {
	m, r := w.model, w.rng
	recent := m.ids[max(0, len(m.ids)-6):]
	c.Order = recent[r.IntN(len(recent))]
	for _, id := range recent {
		if o := m.orders[id]; r.IntN(4) > 0 && (o.open() != nil || (o.missing().Sign() > 0 && m.orders[c.Order].open() == nil)) {
			c.Order = id
		}
	}
	o := m.orders[c.Order]
	c.Version = o.version
	q := o.open()
	roll := r.IntN(12)
	for _, cur := range []money.Currency{"EUR", o.terms.Currency} {
		if limit := m.exposure(string(cur)).limit.Int64(); r.IntN(80) == 0 || (limit < 1<<40 && q != nil && q.state == "OPEN" && r.IntN(2) == 0) {
			*c = Command{Key: c.Key, Type: LimitExposure, Actor: w.actor([]Role{Timer}, "", "", ""), Currency: cur, Amount: []int64{60_000, 1 << 40, 1 << 40, 1 << 40, 1 << 40}[r.IntN(5)]}
			return true
		}
	}
	foreign := []money.Currency{"EUR", "USD"}[r.IntN(10)/9]
	switch {
	case q == nil || (roll == 1 && q.state != "ACCEPTED" && r.IntN(3) == 0):
		if o.missing().Sign() == 0 && roll > 1 {
			*c = Command{Key: c.Key}
			if o.state == Proposed {
				return false
			}
			w.inventOrder(c)
			return true
		}
		w.inventOffer(c, o, foreign)
	case q.state == "OPEN" && roll < 10 && (w.now < q.expires || roll == 2):
		c.Type, c.Object, c.Actor = AcceptQuote, q.id, w.actor([]Role{Buyer}, o.terms.Buyer, o.terms.Seller, "l1")
		c.Params = []Param{{Name: "tolerance", Minor: max(0, q.tolerance+int64(r.IntN(9)/8)-100*int64(r.IntN(2)))}}
	case q.state == "ACCEPTED" && roll < 8 && w.now <= q.payBy, q.state == "LAPSED" && roll < 3:
		c.Type, c.Actor, c.Rail, c.Currency, c.Version = BookReceipt, Actor{Role: Rail}, "sandbox", money.Currency(q.cur), 0
		c.Amount = max(1, new(big.Int).Sub(q.pay, q.got).Int64())
		if r.IntN(3) > 0 {
			c.Amount = 1 + r.Int64N(c.Amount+c.Amount/4+1)
		}
	case q.state == "LAPSED" && roll < 8:
		w.inventOffer(c, o, money.Currency(q.cur))
		c.Object = q.id
		worse := new(big.Rat).Mul(new(big.Rat).SetFrac(q.pay, q.buy), big.NewRat(c.num("buy")*(10_000+r.Int64N(300)), 10_000))
		c.Amount = max(1, new(big.Int).Quo(worse.Num(), worse.Denom()).Int64())
	case q.state == "LAPSED":
		c.Type, c.Object, c.Actor = ReturnQuote, q.id, w.actor([]Role{Buyer, Timer}, o.terms.Buyer, o.terms.Seller, "l1")
	default: // its time may not have come
		c.Type, c.Object, c.Actor = ExpireQuote, q.id, w.actor([]Role{Timer}, "", "", "")
	}
	if c.Object != "" && r.IntN(30) == 0 {
		c.Object = "quo_none-1"
	}
	return true
}

func (w *world) inventOffer(c *Command, o *modelOrder, foreign money.Currency) {
	r := w.rng
	missing := max(1, o.missing().Int64())
	buy := missing
	if r.IntN(4) == 0 {
		buy = 1 + r.Int64N(missing+missing/8+1)
	}
	expires := w.now + 30_000 + r.Int64N(20_000) + (2000+r.Int64N(10_000))*(w.scale-1)
	if r.IntN(15) == 0 {
		expires = w.now + 1
	}
	payBy := expires + r.Int64N(1000)*w.scale
	c.Type, c.Actor, c.Currency, c.Amount = OfferQuote, w.actor([]Role{Timer}, "", "", ""), foreign, 1+buy/8
	c.Object = "quo_" + c.Order[len("ord_"):] + "-" + strconv.Itoa(len(o.quotes)+1)
	c.Params = []Param{
		{Name: "buy", Minor: buy},
		{Name: "expires", Minor: expires},
		{Name: "payBy", Minor: payBy},
		{Name: "rate", Text: "7.65"},
		{Name: "returnBy", Minor: payBy + r.Int64N(3000)*w.scale},
		{Name: "source", Text: "table"},
		{Name: "spread", Minor: r.Int64N(40)},
		{Name: "tolerance", Minor: 100 * r.Int64N(3)},
	}
}

// quoteBugs are planted where currencies are changed.
var quoteBugs = []bug{
	{"quote-accepted-too-late", func(x *scratch, c *Command, e *Entry) {
		if e.Why == WhyQuoteExpired {
			x.instead(c, e, func(y *scratch) { y.time = 0 })
		}
	}},
	{"exposure-not-looked-at", func(x *scratch, c *Command, e *Entry) {
		if e.Why == WhyExposure {
			x.instead(c, e, func(y *scratch) {
				y.exposures = overlay[Exposure]{mine: map[string]*Exposure{}}
				for _, cur := range []string{"CNY", "JPY", "EUR", "USD"} {
					y.exposures.mine[cur] = &Exposure{ID: cur, Limit: 1 << 60}
				}
			})
		}
	}},
	{"late-money-changed-at-the-old-rate", func(x *scratch, _ *Command, e *Entry) {
		o, ok := x.order(e.Order)
		if !ok || !e.OK || e.Type != BookReceipt || e.Object == "" {
			return
		}
		if q, _ := o.Quote(e.Object); q.State == Lapsed && q.Received+e.Amount >= q.Pay {
			e.Legs = e.Legs[:1]
			q.State = Accepted
			e.receiveQuoted(o, q)
		}
	}},
	{"short-payment-changed", func(x *scratch, _ *Command, e *Entry) {
		o, ok := x.order(e.Order)
		if !ok || !e.OK || e.Type != BookReceipt || e.Object == "" {
			return
		}
		if q, _ := o.Quote(e.Object); q.State == Accepted && q.Received+e.Amount < q.Pay && q.Received == 0 {
			q.Buy, q.Pay = portion(q.Buy, e.Amount, q.Pay), e.Amount
			e.Legs = e.Legs[:1]
			e.receiveQuoted(o, q)
		}
	}},
	{"spread-kept-in-the-position", func(x *scratch, _ *Command, e *Entry) {
		for i := range e.Legs {
			if e.Legs[i].Account == SpreadAccount {
				e.Legs[i].Account = PositionAccount
			}
		}
	}},
	{"overpayment-kept-by-the-exchange", func(_ *scratch, _ *Command, e *Entry) {
		if e.sum(AccountID{PositionAccount, e.Currency}) > 0 && e.Type == BookReceipt {
			for i, l := range e.Legs {
				if Class(l.Account) == "user" && l.Currency == e.Currency {
					e.Legs[i].Account = PositionAccount
				}
			}
		}
	}},
	{"tolerance-nobody-agreed-to", func(x *scratch, c *Command, e *Entry) {
		o, ok := x.order(e.Order)
		if !ok || !e.OK || c.Type != OfferQuote {
			return
		}
		if q, _ := o.Quote(e.Object); q.State == Lapsed && q.Agreed == 0 && len(e.Moves) == 1 {
			offered := e.quoted()
			offered.Received = q.Received
			e.acceptQuote(o, &offered)
		}
	}},
}
