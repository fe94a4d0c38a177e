package ledger

import "slices"

func (x *scratch) setExposure(e *Entry) (int64, error) {
	if len(e.Legs) > 0 || len(e.Moves) > 0 {
		return 0, broken("a limit of the position moves something")
	}
	limit := x.exposure(e.Currency)
	limit.Limit = e.Amount
	x.exposures.put(limit.ID, &limit)
	return 0, nil
}

// bookQuote keeps a quote as the recorded entry about it says.
func (x *scratch) bookQuote(o *Order, e *Entry, escrowed int64) error {
	i := slices.IndexFunc(o.Quotes, func(q Quote) bool { return q.ID == e.Object })
	switch {
	case e.Type == OfferQuote && i < 0:
		o.Quotes = append(o.Quotes, e.quoted())
		i = len(o.Quotes) - 1
	case i < 0:
		return broken("I7: order %s has no quote %q", o.ID, e.Object)
	case e.Type == OfferQuote:
		offered := e.quoted()
		offered.State, offered.Received = o.Quotes[i].State, o.Quotes[i].Received
		o.Quotes[i] = offered
	case e.Type == AcceptQuote:
		o.Quotes[i].Agreed = e.num("tolerance")
	}
	return x.exchange(o, e, &o.Quotes[i], 0, escrowed)
}

// bookQuoted keeps the quote that a payment came in for.
func (x *scratch) bookQuoted(o *Order, e *Entry, escrowed int64) error {
	i := slices.IndexFunc(o.Quotes, func(q Quote) bool { return q.ID == e.Object })
	if i < 0 {
		return broken("I7: order %s has no quote %q", o.ID, e.Object)
	}
	return x.exchange(o, e, &o.Quotes[i], e.Amount, escrowed)
}

// sum adds up what an entry posts to an account.
func (e *Entry) sum(id AccountID) int64 {
	var v int64
	for _, l := range e.Legs {
		if l.Account == id.Name && l.Currency == id.Currency && l.Book == Posted {
			v += l.Minor
		}
	}
	return v
}

// exchange asserts that money came into, waits in and left a quote as it says, came of it now being from outside: a quote
// that is carried out changes exactly its two amounts, and anything else changes nothing.
func (x *scratch) exchange(o *Order, e *Entry, q *Quote, came, escrowed int64) error {
	own, foreign := o.Terms.Currency, q.Currency
	buyer := AvailableAccount(o.Terms.Buyer)
	waiting := q.Received + came
	left, back := waiting, int64(0)
	var pay, buy, spread int64
	switch q.State {
	case Executed:
		pay, buy, spread = q.Pay, q.Buy, q.Spread
		left, back = 0, waiting-q.Pay
	case Returned:
		left, back = 0, waiting
	}
	if back < 0 ||
		e.sum(AccountID{QuoteAccount(q.ID), foreign}) != left-q.Received || e.sum(AccountID{buyer, foreign}) != back ||
		e.sum(AccountID{PositionAccount, foreign}) != pay || e.sum(AccountID{PositionAccount, own}) != -buy-spread ||
		e.sum(AccountID{SpreadAccount, own}) != spread || e.sum(AccountID{buyer, own}) != buy-escrowed {
		return broken("quote %s is %s and the entry changes something else than %d for %d with %d waiting", q.ID, q.State, q.Pay, q.Buy, waiting)
	}
	q.Received = left
	if got := x.balance(AccountID{QuoteAccount(q.ID), foreign}); got.Posted != left || got.Held != 0 {
		return broken("quote %s has %d waiting and %d in its account", q.ID, left, got.Posted)
	}
	o.Funded += escrowed
	o.allocate(escrowed)
	x.expect(o, e, q)
	return nil
}

// expect keeps what accepted quotes will do to the position.
func (x *scratch) expect(o *Order, e *Entry, q *Quote) {
	sign := int64(0)
	for _, m := range e.Moves {
		switch {
		case m.Kind != "q" || m.ID != q.ID:
		case m.To == Accepted:
			sign++
		case m.From == Funded, m.From == Accepted && m.To == Lapsed:
			sign--
		}
	}
	if sign == 0 {
		return
	}
	in := x.exposure(q.Currency)
	in.Incoming += sign * q.Pay
	x.exposures.put(in.ID, &in)
	out := x.exposure(o.Terms.Currency)
	out.Outgoing += sign * (q.Buy + q.Spread)
	x.exposures.put(out.ID, &out)
}
