package ledger

import (
	"math/big"
	"slices"
	"strings"

	"fairground/server/money"
)

// A quote lets a buyer pay an order in another currency. Both amounts stand in it as whole numbers of minor units, so that
// carrying it out does no arithmetic. Money that comes in for it waits in an account of its own, in the currency it came
// in, and is changed in one entry with two sets of legs that sum to zero each, or not at all: nothing is ever changed at a
// rate the buyer has not agreed to.

// The commands of quotes.
const (
	LimitExposure Type = "fx.limit"     // Amount is how far the position in Currency may go either way
	OfferQuote    Type = "quote.offer"  // Object, Currency and Amount to pay; params buy, spread, expires, payBy, returnBy, tolerance, rate, source
	AcceptQuote   Type = "quote.accept" // params tolerance: what the buyer agrees to, at most what was offered
	ExpireQuote   Type = "quote.expire" // its time has passed: an open one is no more, an accepted one lapses
	ReturnQuote   Type = "quote.return" // what waits for a lapsed quote goes back to the buyer
)

// States of a quote; it also may be Accepted, Funded, Expired and Returned.
const (
	QuoteOpen = "OPEN"
	Executed  = "EXECUTED"
	Lapsed    = "LAPSED"
)

// Bounds of a quote, in milliseconds and basis points.
const (
	MinQuoteTTL       = 30 * 1000
	MaxQuoteTTL       = 24 * 3600 * 1000
	MaxQuoteWait      = 60 * 24 * 3600 * 1000 // from acceptance to the day the money must be in, and from there to its return
	MaxQuoteTolerance = 500
)

// The reasons only quotes have.
const (
	WhyQuoteUnknown = "quote_unknown"
	WhyQuoteExpired = "quote_expired"
	WhyQuoteTerms   = "quote_invalid"
	WhyExposure     = "exposure_limit"
)

// Quote is a price in another currency for what an order still lacks.
type Quote struct {
	ID        string
	State     string
	Currency  money.Currency // what the buyer pays in
	Pay       int64          // in Currency
	Buy       int64          // in the order's currency: what reaches the order for it
	Spread    int64          // in the order's currency: what the change costs, inside Pay
	Rate      string         // as the source has it, for people
	Source    string
	Tolerance int64 // basis points by which a later rate may be worse without asking the buyer again, as offered
	Agreed    int64 // as the buyer has agreed, for these amounts; it serves once
	Expires   int64 // to be accepted before
	PayBy     int64 // the money must be in by then
	ReturnBy  int64 // what waits goes back by itself after that
	Received  int64 // waits in the quote's account
}

// QuoteStates lists the states of a quote, the terminal ones last.
func QuoteStates() []string {
	return []string{QuoteOpen, Accepted, Funded, Lapsed, Executed, Expired, Returned}
}

func terminalQuote(state string) bool {
	return state == Executed || state == Expired || state == Returned
}

func quoteEdge(from string) []string {
	switch from {
	case "":
		return []string{QuoteOpen}
	case QuoteOpen:
		return []string{Accepted, Expired, Lapsed}
	case Accepted:
		return []string{Funded, Lapsed}
	case Funded:
		return []string{Executed}
	case Lapsed:
		return []string{QuoteOpen, Returned}
	}
	return nil
}

// QuoteAccount holds what came in for a quote until it is changed or goes back.
func QuoteAccount(quote string) string { return "suspense:" + quote }

// The accounts of currency exchange: the position of the liquidity provider, and what the change costs the buyer.
const (
	PositionAccount = "fx:pos"
	SpreadAccount   = "fee:fx"
)

// OrderOf finds the order an object of its own belongs to by the object's id: "quo_abc-7f" is of "ord_abc".
func OrderOf(object string) string {
	_, tail, ok := strings.Cut(object, "_")
	i := strings.LastIndexByte(tail, '-')
	if !ok || i < 1 {
		return ""
	}
	return "ord_" + tail[:i]
}

// Quote finds a quote of the order.
func (o *Order) Quote(id string) (Quote, bool) {
	i := slices.IndexFunc(o.Quotes, func(q Quote) bool { return q.ID == id })
	if i < 0 {
		return Quote{}, false
	}
	return o.Quotes[i], true
}

// live returns the one quote of the order that is neither done nor dead.
func (o *Order) live() *Quote {
	for i := range o.Quotes {
		if !terminalQuote(o.Quotes[i].State) {
			return &o.Quotes[i]
		}
	}
	return nil
}

// awaits returns the quote that a payment in a currency is for. Money that comes too late waits with it too.
func (o *Order) awaits(c money.Currency) *Quote {
	if q := o.live(); q != nil && q.Currency == c && (q.State == Accepted || q.State == Lapsed) {
		return q
	}
	return nil
}

// Missing is what is still to be paid into an order that takes money.
func (o *Order) Missing() int64 {
	if !slices.Contains([]string{AwaitingFunds, PartiallyFunded, InDelivery}, o.State) {
		return 0
	}
	var sum int64
	for _, m := range o.Milestones {
		if m.State == Planned {
			sum += m.Due() - m.Held
		}
	}
	return sum
}

// Exposure is what the position in a currency may come to, and what accepted quotes will still add and take.
type Exposure struct {
	ID       string // the currency
	Limit    int64
	Incoming int64
	Outgoing int64
}

// Exposure returns the exposure in a currency, zero if it has no limit yet.
func (s *State) Exposure(c money.Currency) Exposure {
	if e, ok := s.books.Exposures[string(c)]; ok {
		return *e
	}
	return Exposure{ID: string(c)}
}

func (x *scratch) exposure(c money.Currency) Exposure {
	if e, ok := x.exposures.find(string(c)); ok {
		return *e
	}
	return Exposure{ID: string(c)}
}

// exposed says whether taking in and giving out so much more would leave the limit of either currency.
func (x *scratch) exposed(q *Quote, order money.Currency) bool {
	in, out := x.exposure(q.Currency), x.exposure(order)
	return x.balance(AccountID{PositionAccount, q.Currency}).Posted+in.Incoming+q.Pay > in.Limit ||
		x.balance(AccountID{PositionAccount, order}).Posted-out.Outgoing-q.Buy-q.Spread < -out.Limit
}

var quoteRules = map[Type]rule{
	LimitExposure: {roles: []Role{Timer}, do: limitExposure, apply: (*scratch).setExposure},
	OfferQuote:    {roles: []Role{Timer}, states: []string{AwaitingFunds, PartiallyFunded, InDelivery}, about: "o", do: offerQuote, book: (*scratch).bookQuote},
	AcceptQuote:   {roles: []Role{Buyer}, states: []string{AwaitingFunds, PartiallyFunded, InDelivery}, about: "o", do: acceptQuote, book: (*scratch).bookQuote},
	ExpireQuote:   {roles: []Role{Timer}, about: "o", do: expireQuote, book: (*scratch).bookQuote, ended: true},
	ReturnQuote:   {roles: []Role{Buyer, Timer}, about: "o", do: returnQuote, book: (*scratch).bookQuote, ended: true},
}

func limitExposure(_ *scratch, c *Command, _ *Entry, _ *Order, _ int, _ *Payout) string {
	if _, err := c.Currency.Exponent(); err != nil {
		return WhyCurrency
	}
	return ""
}

// quoted is the quote that an offer describes.
func (e *Entry) quoted() Quote {
	return Quote{
		ID: e.Object, State: QuoteOpen, Currency: e.Currency, Pay: e.Amount, Buy: e.num("buy"), Spread: e.num("spread"), Rate: e.text("rate"),
		Source: e.text("source"), Tolerance: e.num("tolerance"), Expires: e.num("expires"), PayBy: e.num("payBy"), ReturnBy: e.num("returnBy"),
	}
}

// valid says whether the amounts and times of an offer made now are possible at all.
func (q *Quote) valid(o *Order, now int64) bool {
	_, err := q.Currency.Exponent()
	return err == nil && q.Currency != o.Terms.Currency && q.Pay > 0 && q.Buy > 0 && q.Spread >= 0 && q.Buy <= MaxAmount-q.Spread &&
		q.Rate != "" && q.Source != "" && q.Tolerance >= 0 && q.Tolerance <= MaxQuoteTolerance &&
		q.Expires >= now+MinQuoteTTL && q.Expires <= now+MaxQuoteTTL &&
		q.PayBy >= q.Expires && q.PayBy <= q.Expires+MaxQuoteWait && q.ReturnBy >= q.PayBy && q.ReturnBy <= q.PayBy+MaxQuoteWait
}

// offerQuote makes a quote, or gives a lapsed one new amounts. Asking again ends an open one. New amounts within the
// tolerance that both have agreed to need no second acceptance.
func offerQuote(x *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	q, old := e.quoted(), o.live()
	again := old != nil && old.State == Lapsed
	switch {
	case OrderOf(c.Object) != o.ID || !identifier(c.Object):
		return WhyQuoteUnknown
	case !q.valid(o, x.time):
		return WhyQuoteTerms
	case q.Buy > o.Missing():
		return WhyAmount
	case again && (old.ID != q.ID || old.Currency != q.Currency):
		return WhyState // what waits must be asked about first
	case old != nil && !again && (old.State != QuoteOpen || old.Received > 0):
		return WhyTwice
	}
	if again {
		e.moveTo("q", q.ID, Lapsed, QuoteOpen)
		if q.tolerated(old) && !x.exposed(&q, o.Terms.Currency) {
			q.Received = old.Received
			e.acceptQuote(o, &q)
		}
		return ""
	}
	if _, twice := o.Quote(q.ID); twice {
		return WhyTwice
	}
	if old != nil {
		e.moveTo("q", old.ID, QuoteOpen, Expired)
	}
	e.moveTo("q", q.ID, "", QuoteOpen)
	return ""
}

// tolerated says whether q, compared with what the buyer accepted before, is within the tolerance agreed then.
func (q *Quote) tolerated(old *Quote) bool {
	if old.Agreed == 0 {
		return false
	}
	product := func(a, b, c int64) *big.Int {
		p := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
		return p.Mul(p, big.NewInt(c))
	}
	return product(q.Pay, old.Buy, money.MaxFeeBasisPoints).Cmp(product(old.Pay, q.Buy, money.MaxFeeBasisPoints+old.Agreed)) <= 0
}

func acceptQuote(x *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	q, ok := o.Quote(c.Object)
	switch {
	case !ok:
		return WhyQuoteUnknown
	case q.State != QuoteOpen:
		return WhyState
	case x.time >= q.Expires:
		return WhyQuoteExpired
	case c.num("tolerance") < 0 || c.num("tolerance") > q.Tolerance:
		return WhyQuoteTerms
	case q.Buy > o.Missing():
		return WhyAmount // somebody paid in the order's own currency meanwhile
	case x.exposed(&q, o.Terms.Currency):
		return WhyExposure
	}
	e.acceptQuote(o, &q)
	return ""
}

// acceptQuote moves an open quote on, to its end if the money for it is there already.
func (e *Entry) acceptQuote(o *Order, q *Quote) {
	e.moveTo("q", q.ID, QuoteOpen, Accepted)
	if q.Received >= q.Pay {
		e.post(QuoteAccount(q.ID), q.Currency, -q.Received)
		e.execute(o, q, q.Received)
	}
}

// receiveQuoted books a payment for a quote: it waits until all of it is there, and with it the quote is carried out.
func (e *Entry) receiveQuoted(o *Order, q Quote) {
	e.Object = q.ID
	if q.State == Lapsed || q.Received+e.Amount < q.Pay {
		e.post(QuoteAccount(q.ID), q.Currency, e.Amount)
		return
	}
	e.post(QuoteAccount(q.ID), q.Currency, -q.Received)
	e.execute(o, &q, q.Received+e.Amount)
}

// execute changes the money of an accepted quote: two currencies, the legs of each sum to zero. What is more than the price
// is the buyer's, in the currency it came in.
func (e *Entry) execute(o *Order, q *Quote, received int64) {
	e.moveTo("q", q.ID, Accepted, Funded)
	e.moveTo("q", q.ID, Funded, Executed)
	e.post(PositionAccount, q.Currency, q.Pay)
	e.post(AvailableAccount(o.Terms.Buyer), q.Currency, received-q.Pay)
	e.post(PositionAccount, o.Terms.Currency, -q.Buy-q.Spread)
	e.post(SpreadAccount, o.Terms.Currency, q.Spread)
	e.receive(o, q.Buy)
}

// expireQuote ends an offer nobody accepted, and lets an accepted one lapse whose money is not there. An offer for money
// that waits already leaves the money waiting.
func expireQuote(x *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	q, ok := o.Quote(c.Object)
	over := terminalOrder(o.State)
	switch {
	case !ok:
		return WhyQuoteUnknown
	case q.State != QuoteOpen && q.State != Accepted:
		return WhyState
	case q.State == QuoteOpen && x.time < q.Expires && !over, q.State == Accepted && x.time <= q.PayBy && !over:
		return WhyNotDue
	case q.State == QuoteOpen && q.Received == 0:
		e.moveTo("q", q.ID, QuoteOpen, Expired)
	default:
		e.moveTo("q", q.ID, q.State, Lapsed)
	}
	return ""
}

func returnQuote(x *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	q, ok := o.Quote(c.Object)
	switch {
	case !ok:
		return WhyQuoteUnknown
	case q.State != Lapsed:
		return WhyState
	case c.Actor.Role == Timer && x.time <= q.ReturnBy && !terminalOrder(o.State):
		return WhyNotDue
	}
	e.moveTo("q", q.ID, Lapsed, Returned)
	e.post(QuoteAccount(q.ID), q.Currency, -q.Received)
	e.post(AvailableAccount(o.Terms.Buyer), q.Currency, q.Received)
	return ""
}
