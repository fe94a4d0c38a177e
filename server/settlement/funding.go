package settlement

import (
	"context"

	"fairground/server/actor"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
)

// Fund is the buyer telling the rail to pay, amount nil being all that is missing; the receipt is booked before Fund
// returns. The same key never pays twice, also after a crash between the rail and the ledger: the instruction's
// end-to-end id follows from the key.
func (s *Service) Fund(ctx context.Context, id string, amount *money.Amount, version int64, key string) (Order, error) {
	err := s.payFor(ctx, id, "FND", amount, version, key, func(o *ledger.Order) (money.Amount, string) {
		left := money.Amount{Minor: missing(o), Currency: o.Terms.Currency}
		if left.Minor == 0 {
			return left, ledger.WhyState
		}
		return left, ""
	})
	if err != nil {
		return Order{}, err
	}
	return s.Order(ctx, id)
}

// PayQuote is the buyer telling the rail to pay for an accepted quote, amount nil being all that is not there yet.
func (s *Service) PayQuote(ctx context.Context, quote string, amount *money.Amount, version int64, key string) (Order, error) {
	id := ledger.OrderOf(quote)
	err := s.payFor(ctx, id, "FXP", amount, version, key, func(o *ledger.Order) (money.Amount, string) {
		q, ok := o.Quote(quote)
		left := money.Amount{Minor: q.Pay - q.Received, Currency: q.Currency}
		switch {
		case !ok:
			return left, ledger.WhyQuoteUnknown
		case q.State != ledger.Accepted:
			return left, ledger.WhyState
		}
		return left, ""
	})
	if err != nil {
		return Order{}, err
	}
	s.progressOrder(ctx, id)
	return s.Order(ctx, id)
}

// payFor takes money for an order from its buyer: amount, or all that rest says is left to pay, unless it says why nothing is.
// The purpose keeps the end-to-end ids apart that one key makes; what was booked under its id is not paid again.
func (s *Service) payFor(ctx context.Context, id, purpose string, amount *money.Amount, version int64, key string, rest func(*ledger.Order) (left money.Amount, why string)) error {
	o, r, err := s.find(ctx, id)
	if err != nil {
		return err
	}
	if r != ledger.Buyer {
		return refusal(ledger.WhyRole)
	}
	a := actor.From(ctx)
	k, err := clientKey(a, key)
	if err != nil {
		return err
	}
	e2e := purpose + short(k)
	if _, booked := s.outcome(ctx, receiptKey(s.opt.Rail.Capabilities().Name, e2e)); booked {
		return nil
	}
	if o.Version != version {
		return refusal(ledger.WhyVersion)
	}
	left, why := rest(o)
	if why != "" {
		return refusal(why)
	}
	if amount == nil {
		amount = &left
	}
	switch {
	case amount.Currency != left.Currency:
		return refusal(ledger.WhyCurrency)
	case amount.Sign() <= 0 || amount.Minor > left.Minor:
		return problem.New(problem.Invalid, ledger.WhyAmount, "pay more than nothing and at most what is missing").With("missing", left)
	}
	return s.collect(ctx, rail.Instruction{EndToEnd: e2e, Party: a.Org, Reference: id, Amount: *amount})
}

// collect tells the rail to take money from a payer and books what it reports of it.
func (s *Service) collect(ctx context.Context, in rail.Instruction) error {
	ack, err := s.opt.Rail.Collect(ctx, in)
	if err != nil {
		return problem.New(problem.Unavailable, "rail_unavailable", "the rail did not answer; ask again with the same Idempotency-Key").Wrap(err)
	}
	if ack.State != rail.Accepted {
		if ack.Reason == "duplicate_end_to_end" {
			return problem.New(problem.Conflict, "idempotency_key_reused", "this Idempotency-Key was used for another payment")
		}
		return problem.New(problem.Conflict, "rail_rejected", "the rail refuses the payment: "+ack.Reason)
	}
	return s.poll(ctx)
}
