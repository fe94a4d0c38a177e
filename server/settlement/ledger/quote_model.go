package ledger

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// The naive side of quotes: rationals where the engine multiplies whole numbers.

type modelQuote struct {
	id, state, cur         string
	pay, buy, spread, got  *big.Int
	tolerance, agreed      int64
	expires, payBy, backBy int64
}

// modelExposure is the limit of a position and what accepted quotes will add and take.
type modelExposure struct{ limit, in, out *big.Int }

func (m *model) exposure(cur string) *modelExposure {
	if m.exposures[cur] == nil {
		m.exposures[cur] = &modelExposure{new(big.Int), new(big.Int), new(big.Int)}
	}
	return m.exposures[cur]
}

// about finds the order of an entry for an actor in one of the roles, which parties have for themselves only.
func (m *model) about(e *Entry, roles string) (*modelOrder, string) {
	o := m.orders[e.Order]
	if o == nil {
		return nil, WhyOrderUnknown
	}
	if !by(e, roles) {
		return nil, WhyRole
	}
	switch {
	case e.Actor.Role == Buyer && e.Actor.Org != o.terms.Buyer, e.Actor.Role == Seller && e.Actor.Org != o.terms.Seller:
		return nil, WhyNotParty
	case by(e, "MC"):
		if why := m.neutral(e); why != "" {
			return nil, why
		}
	case by(e, "F") && slices.Contains([]string{o.terms.Buyer, o.terms.Seller, o.terms.Organizer}, e.Actor.Org):
		return nil, WhyParty
	}
	if m.stale(e, o.version) {
		return nil, WhyVersion
	}
	return o, ""
}

func (o *modelOrder) missing() *big.Int {
	sum := new(big.Int)
	if slices.Contains(strings.Fields("AWAITING_FUNDS PARTIALLY_FUNDED IN_DELIVERY"), o.state) {
		for _, ms := range o.ms {
			if ms.state == Planned {
				sum.Add(sum, new(big.Int).Sub(ms.due, ms.held))
			}
		}
	}
	return sum
}

// open finds the quote of the order that is not at its end, and findQuote any.
func (o *modelOrder) open() *modelQuote {
	for _, q := range o.quotes {
		if slices.Contains(strings.Fields("OPEN ACCEPTED LAPSED"), q.state) {
			return q
		}
	}
	return nil
}

func (o *modelOrder) findQuote(id string) *modelQuote {
	for _, q := range o.quotes {
		if q.id == id {
			return q
		}
	}
	return nil
}

// wanted is the quote that money in a currency is for.
func (o *modelOrder) wanted(cur string) *modelQuote {
	if q := o.open(); q != nil && q.cur == cur && q.state != "OPEN" {
		return q
	}
	return nil
}

// tooMuch asks whether a quote would carry one of the two positions beyond its limit.
func (m *model) tooMuch(q *modelQuote, own string) bool {
	in, out := m.exposure(q.cur), m.exposure(own)
	up := new(big.Int).Add(m.get(m.posted, "fx:pos|"+q.cur), in.in)
	down := new(big.Int).Sub(m.get(m.posted, "fx:pos|"+own), out.out)
	up.Add(up, q.pay)
	down.Sub(down, q.buy).Sub(down, q.spread)
	return up.Cmp(in.limit) > 0 || down.CmpAbs(out.limit) > 0 && down.Sign() < 0
}

// promise adds an accepted quote to what is expected of the positions, or takes it away.
func (m *model) promise(q *modelQuote, own string, sign int64) {
	in, out := m.exposure(q.cur).in, m.exposure(own).out
	in.Add(in, new(big.Int).Mul(q.pay, big.NewInt(sign)))
	out.Add(out, new(big.Int).Mul(new(big.Int).Add(q.buy, q.spread), big.NewInt(sign)))
}

// arrived books money for a quote and changes it if it is all there and in time.
func (m *model) arrived(id string, o *modelOrder, q *modelQuote, from string, v *big.Int) {
	m.pay(from, "suspense:"+q.id, q.cur, v)
	q.got.Add(q.got, v)
	if q.state == "ACCEPTED" && q.got.Cmp(q.pay) >= 0 {
		m.carryOut(id, o, q)
		return
	}
	o.version++
}

func (m *model) carryOut(id string, o *modelOrder, q *modelQuote) {
	own := string(o.terms.Currency)
	m.promise(q, own, -1)
	m.pay("suspense:"+q.id, "fx:pos", q.cur, q.pay)
	m.pay("suspense:"+q.id, "user:"+o.terms.Buyer+":avail", q.cur, new(big.Int).Sub(q.got, q.pay))
	m.pay("fx:pos", "fee:fx", own, q.spread)
	m.receive("fx:pos", id, o, own, q.buy)
	q.got, q.state = new(big.Int), "EXECUTED"
}

// acceptNow carries an accepted quote out if its money waits already, unless the order is held.
func (m *model) acceptNow(e *Entry, o *modelOrder, q *modelQuote) string {
	paid := q.got.Cmp(q.pay) >= 0
	if paid && o.hold {
		return WhyHeld
	}
	m.promise(q, string(o.terms.Currency), 1)
	q.state = "ACCEPTED"
	if paid {
		m.carryOut(e.Order, o, q)
	} else {
		o.version++
	}
	return ""
}

func (e *Entry) modelQuote() *modelQuote {
	return &modelQuote{
		id: e.Object, state: "OPEN", cur: string(e.Currency), pay: big.NewInt(e.Amount), buy: big.NewInt(e.num("buy")), spread: big.NewInt(e.num("spread")),
		got: new(big.Int), tolerance: e.num("tolerance"), expires: e.num("expires"), payBy: e.num("payBy"), backBy: e.num("returnBy"),
	}
}

// possible says whether a quote keeps the bounds of the design: half a minute to a day to accept, at most 500 basis points.
func (q *modelQuote) possible(e *Entry, own string, now int64) bool {
	day := int64(24 * 60 * 60 * 1000)
	return q.cur != own && q.pay.Sign() > 0 && q.buy.Sign() > 0 && q.spread.Sign() >= 0 && e.text("rate") != "" && e.text("source") != "" &&
		q.tolerance >= 0 && q.tolerance <= 500 && q.expires-now >= 30_000 && q.expires-now <= day &&
		q.payBy >= q.expires && q.payBy-q.expires <= 60*day && q.backBy >= q.payBy && q.backBy-q.payBy <= 60*day
}

var quoteModel = map[Type]func(*model, *Entry, int64) string{
	LimitExposure: func(m *model, e *Entry, _ int64) string {
		if !by(e, "T") {
			return WhyRole
		}
		m.exposure(string(e.Currency)).limit = big.NewInt(e.Amount)
		return ""
	},
	OfferQuote: func(m *model, e *Entry, now int64) string {
		o, why := m.about(e, "T")
		if why != "" {
			return why
		}
		if !slices.Contains(strings.Fields("AWAITING_FUNDS PARTIALLY_FUNDED IN_DELIVERY"), o.state) {
			return WhyState
		}
		q, old := e.modelQuote(), o.open()
		switch {
		case !strings.HasPrefix(e.Object, "quo_"+strings.TrimPrefix(e.Order, "ord_")+"-"):
			return WhyQuoteUnknown
		case !q.possible(e, string(o.terms.Currency), now):
			return WhyQuoteTerms
		case q.buy.Cmp(o.missing()) > 0:
			return WhyAmount
		case old != nil && old.state == "LAPSED":
			if old.id != q.id || old.cur != q.cur {
				return WhyState
			}
			q.got = old.got
			// pay/buy may grow by the agreed share of what it was.
			was, is := new(big.Rat).SetFrac(old.pay, old.buy), new(big.Rat).SetFrac(q.pay, q.buy)
			was.Mul(was, big.NewRat(10_000+old.agreed, 10_000))
			before := *old
			*old = *q
			if before.agreed > 0 && is.Cmp(was) <= 0 && !m.tooMuch(old, string(o.terms.Currency)) {
				if why := m.acceptNow(e, o, old); why != "" {
					*old = before
					return why
				}
				return ""
			}
		case old != nil && (old.state != "OPEN" || old.got.Sign() > 0):
			return WhyTwice
		case o.findQuote(q.id) != nil:
			return WhyTwice
		default:
			if old != nil {
				old.state = "EXPIRED"
			}
			o.quotes = append(o.quotes, q)
		}
		o.version++
		return ""
	},
	AcceptQuote: func(m *model, e *Entry, now int64) string {
		o, why := m.about(e, "B")
		if why != "" {
			return why
		}
		if !slices.Contains(strings.Fields("AWAITING_FUNDS PARTIALLY_FUNDED IN_DELIVERY"), o.state) {
			return WhyState
		}
		q := o.findQuote(e.Object)
		switch {
		case q == nil:
			return WhyQuoteUnknown
		case q.state != "OPEN":
			return WhyState
		case now >= q.expires:
			return WhyQuoteExpired
		case e.num("tolerance") > q.tolerance || e.num("tolerance") < 0:
			return WhyQuoteTerms
		case q.buy.Cmp(o.missing()) > 0:
			return WhyAmount
		case m.tooMuch(q, string(o.terms.Currency)):
			return WhyExposure
		}
		if why := m.acceptNow(e, o, q); why != "" {
			return why
		}
		q.agreed = e.num("tolerance")
		return ""
	},
	ExpireQuote: func(m *model, e *Entry, now int64) string {
		o, why := m.about(e, "T")
		if why != "" {
			return why
		}
		q := o.findQuote(e.Object)
		if q == nil {
			return WhyQuoteUnknown
		}
		over := map[string]bool{"OPEN": now >= q.expires, "ACCEPTED": now > q.payBy}
		late, can := over[q.state]
		switch {
		case !can:
			return WhyState
		case !late && !ended(o.state):
			return WhyNotDue
		case q.state == "ACCEPTED":
			m.promise(q, string(o.terms.Currency), -1)
			q.state = "LAPSED"
		case q.got.Sign() > 0:
			q.state = "LAPSED"
		default:
			q.state = "EXPIRED"
		}
		o.version++
		return ""
	},
	ReturnQuote: func(m *model, e *Entry, now int64) string {
		o, why := m.about(e, "BT")
		if why != "" {
			return why
		}
		q := o.findQuote(e.Object)
		switch {
		case q == nil:
			return WhyQuoteUnknown
		case q.state != "LAPSED":
			return WhyState
		case by(e, "T") && now <= q.backBy && !ended(o.state):
			return WhyNotDue
		}
		m.pay("suspense:"+q.id, "user:"+o.terms.Buyer+":avail", q.cur, q.got)
		q.got, q.state = new(big.Int), "RETURNED"
		o.version++
		return ""
	},
}

func (o *modelOrder) differsQuotes(have []Quote) error {
	if len(o.quotes) != len(have) {
		return fmt.Errorf("%d quotes, the model has %d", len(have), len(o.quotes))
	}
	for i, q := range have {
		if p := o.quotes[i]; p.id != q.ID || p.state != q.State || p.got.Cmp(big.NewInt(q.Received)) != 0 || p.pay.Cmp(big.NewInt(q.Pay)) != 0 || p.agreed != q.Agreed {
			return fmt.Errorf("quote %+v, the model has %+v", q, p)
		}
	}
	return nil
}
