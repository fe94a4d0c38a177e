package settlement

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fairground/server/actor"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
)

// How long a quote may be accepted, how long its money may take, and how long late money waits for the buyer's word.
const (
	quoteTTL    = 30 * time.Minute
	quoteWithin = 3 * 24 * time.Hour
	quoteReturn = 7 * 24 * time.Hour

	defaultSpread = 50 // basis points
)

// Quote is the price in another currency of what an order lacks.
type Quote struct {
	ID        string        `json:"id"`
	Order     string        `json:"order"`
	State     string        `json:"state" enum:"OPEN,ACCEPTED,FUNDED,EXECUTED,EXPIRED,LAPSED,RETURNED"`
	Pay       money.Amount  `json:"pay" doc:"To be paid."`
	Buy       money.Amount  `json:"buy" doc:"Reaches the order for it."`
	Spread    money.Amount  `json:"spread" doc:"What the change costs, inside what is paid."`
	Rate      string        `json:"rate" doc:"Price of one unit of the currency paid in, in the order's, before the spread."`
	Source    string        `json:"source" doc:"Who publishes the rate, and of when it is."`
	Received  *money.Amount `json:"received,omitempty" doc:"Waits, in the currency it came in."`
	Tolerance int64         `json:"toleranceBasisPoints" doc:"By so much a later rate may be worse without asking the buyer again, if he agrees to it with the quote."`
	Agreed    int64         `json:"agreedBasisPoints"`
	Expires   time.Time     `json:"expires" doc:"To be accepted before."`
	PayBy     time.Time     `json:"payBy" doc:"The money must be in by then, or the quote lapses."`
	ReturnBy  time.Time     `json:"returnBy" doc:"Late money goes back by itself then."`
	May       []string      `json:"may" nullable:"false" doc:"What the reader may do now: accept, pay, requote, return."`
}

func viewQuotes(o *ledger.Order, r ledger.Role, now int64) []Quote {
	views := []Quote{}
	if r != ledger.Buyer && r != ledger.Seller && r != ledger.Maker && r != ledger.Checker && r != ledger.Auditor && r != ledger.Compliance {
		return views
	}
	own := func(v int64) money.Amount { return money.Amount{Minor: v, Currency: o.Terms.Currency} }
	for _, q := range o.Quotes {
		paid := func(v int64) money.Amount { return money.Amount{Minor: v, Currency: q.Currency} }
		v := Quote{
			ID: q.ID, Order: o.ID, State: q.State, Pay: paid(q.Pay), Buy: own(q.Buy), Spread: own(q.Spread), Rate: q.Rate, Source: q.Source,
			Tolerance: q.Tolerance, Agreed: q.Agreed, Expires: *instant(q.Expires), PayBy: *instant(q.PayBy), ReturnBy: *instant(q.ReturnBy),
			May: mayQuote(q, r, now),
		}
		if q.Received > 0 {
			waits := paid(q.Received)
			v.Received = &waits
		}
		views = append(views, v)
	}
	slices.Reverse(views)
	return views
}

func mayQuote(q ledger.Quote, r ledger.Role, now int64) []string {
	switch {
	case r != ledger.Buyer:
	case q.State == ledger.QuoteOpen && now < q.Expires:
		return []string{"accept"}
	case q.State == ledger.Accepted && now <= q.PayBy:
		return []string{"pay"}
	case q.State == ledger.Lapsed && q.Received == 0:
		return []string{"requote"}
	case q.State == ledger.Lapsed:
		return []string{"requote", "return"}
	}
	return []string{}
}

// payIn lists the currencies in which an order's buyer can have what is missing priced.
func (s *Service) payIn(o *ledger.Order, r ledger.Role) []string {
	if r != ledger.Buyer || o.Hold != nil || o.Missing() == 0 {
		return nil
	}
	var list []string
	for _, l := range s.opt.Exposures {
		if l.Minor > 0 && l.Currency != o.Terms.Currency {
			list = append(list, string(l.Currency))
		}
	}
	return list
}

// Quotes lists the quotes of an order to its sides and to those who clear and audit, the newest first.
func (s *Service) Quotes(ctx context.Context, id string) ([]Quote, error) {
	o, r, err := s.find(ctx, id)
	if err != nil {
		return nil, err
	}
	return viewQuotes(o, r, s.opt.Now().UnixMilli()), nil
}

// RequestQuote prices what an order lacks in another currency, for its buyer. Where late money waits for a lapsed quote, it
// is that quote which gets a new price. tolerance is what the buyer may agree to, in basis points.
func (s *Service) RequestQuote(ctx context.Context, id string, currency money.Currency, tolerance, version int64, key string) (Order, error) {
	o, r, err := s.find(ctx, id)
	if err != nil {
		return Order{}, err
	}
	a := actor.From(ctx)
	k, err := clientKey(a, key)
	if err != nil {
		return Order{}, err
	}
	if out, known := s.outcome(ctx, k); known && out.OK {
		return s.Order(ctx, id) // the price of that moment; asking again under the key gets no newer one
	}
	if r != ledger.Buyer {
		return Order{}, refusal(ledger.WhyRole)
	}
	if o.Version != version {
		return Order{}, refusal(ledger.WhyVersion)
	}
	c, err := s.price(ctx, o, currency)
	if err != nil {
		return Order{}, err
	}
	c.Object = quoteID(o, currency, k)
	c.Params = append(c.Params, ledger.Param{Name: "tolerance", Minor: tolerance})
	by := as(a, ledger.Timer)
	c.Key, c.Type, c.Actor, c.Order, c.Version = k, ledger.OfferQuote, by, id, version
	if err := s.do(ctx, c); err != nil {
		return Order{}, err
	}
	s.progressOrder(ctx, id)
	return s.Order(ctx, id)
}

// quoteID names a new quote, or the lapsed one that money in the currency waits with.
func quoteID(o *ledger.Order, currency money.Currency, k ledger.Key) string {
	for _, q := range o.Quotes {
		if q.State == ledger.Lapsed && q.Currency == currency {
			return q.ID
		}
	}
	return ownID("quo_", o.ID, k)
}

// ownID is the id of something that belongs to an order, which it spells.
func ownID(prefix, order string, k ledger.Key) string {
	return prefix + strings.TrimPrefix(order, "ord_") + "-" + short(k)[:12]
}

// price computes both amounts of a quote: what the order lacks and the spread on top, at the published rate, rounded up.
func (s *Service) price(ctx context.Context, o *ledger.Order, currency money.Currency) (ledger.Command, error) {
	own, now := o.Terms.Currency, s.opt.Now()
	if _, err := currency.Exponent(); err != nil || currency == own {
		return ledger.Command{}, refusal(ledger.WhyCurrency)
	}
	lacks := o.Missing()
	if lacks == 0 {
		return ledger.Command{}, refusal(ledger.WhyState)
	}
	published, err := s.opt.Rates.Rate(ctx, currency, own, now)
	if err != nil {
		return ledger.Command{}, err
	}
	bp := s.opt.SpreadBasisPoints
	if bp == 0 {
		bp = defaultSpread
	}
	spread, err := money.Amount{Minor: lacks, Currency: own}.Fee(bp)
	if err != nil {
		return ledger.Command{}, fmt.Errorf("price in %s: %w", currency, err)
	}
	pay, err := published.Cost(money.Amount{Minor: lacks + spread.Minor, Currency: own})
	if err != nil || pay.Minor == 0 || pay.Minor > ledger.MaxAmount {
		return ledger.Command{}, problem.New(problem.Conflict, ledger.WhyQuoteTerms, "the amount cannot be priced in this currency").Wrap(err)
	}
	at := func(d time.Duration) int64 { return now.Add(d).UnixMilli() }
	expires, payBy := at(quoteTTL), at(quoteTTL+quoteWithin)
	if o.State == ledger.AwaitingFunds || o.State == ledger.PartiallyFunded {
		payBy = max(expires, min(payBy, o.Terms.FundBy)) // the order does not wait for it
	}
	return ledger.Command{Amount: pay.Minor, Currency: currency, Params: []ledger.Param{
		{Name: "buy", Minor: lacks},
		{Name: "expires", Minor: expires},
		{Name: "payBy", Minor: payBy},
		{Name: "rate", Text: published.String()},
		{Name: "returnBy", Minor: payBy + quoteReturn.Milliseconds()},
		{Name: "source", Text: published.Source},
		{Name: "spread", Minor: spread.Minor},
	}}, nil
}

// AcceptQuote is the buyer agreeing to a price, and to at most tolerance basis points more if the money is late.
func (s *Service) AcceptQuote(ctx context.Context, quote string, tolerance, version int64, key string) (Order, error) {
	return s.actOn(ctx, quote, version, key, func(*ledger.Order, ledger.Role) (ledger.Command, error) {
		return ledger.Command{Type: ledger.AcceptQuote, Object: quote, Params: []ledger.Param{{Name: "tolerance", Minor: tolerance}}}, nil
	})
}

// ReturnQuote is the buyer taking back late money that waits.
func (s *Service) ReturnQuote(ctx context.Context, quote string, version int64, key string) (Order, error) {
	return s.actOn(ctx, quote, version, key, func(*ledger.Order, ledger.Role) (ledger.Command, error) {
		return ledger.Command{Type: ledger.ReturnQuote, Object: quote}, nil
	})
}

// actOn acts on an order by the id of something that belongs to it.
func (s *Service) actOn(ctx context.Context, object string, version int64, key string, build func(*ledger.Order, ledger.Role) (ledger.Command, error)) (Order, error) {
	return s.act(ctx, ledger.OrderOf(object), version, key, build)
}

// setExposures writes the limits of the currency positions into the log unless they are what the log says already.
func (s *Service) setExposures(ctx context.Context) error {
	for _, l := range s.opt.Exposures {
		var seq int64
		var same bool
		s.engine.View(func(st *ledger.State) { seq, same = st.Seq, st.Exposure(l.Currency).Limit == l.Minor })
		if same {
			continue
		}
		if err := s.do(ctx, ledger.Command{
			Key:  ledger.NewKey("exposure", string(l.Currency), version(l.Minor), version(seq)),
			Type: ledger.LimitExposure, Actor: ledger.Actor{Role: ledger.Timer}, Amount: l.Minor, Currency: l.Currency,
		}); err != nil {
			return fmt.Errorf("limit position in %s: %w", l.Currency, err)
		}
	}
	return nil
}
