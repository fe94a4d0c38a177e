package settlement

import (
	"context"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/money"
	"fairground/server/settlement/ledger"
)

// offerTerm is how long a funder's offer holds if he does not say.
const offerTerm = 7 * 24 * time.Hour

// AskAdvance is the seller of an order asking funders for early payment on a milestone: of at most amount, nil being all
// that may be advanced, zero taking the question back. Only orders that were asked about are shown to funders.
func (s *Service) AskAdvance(ctx context.Context, id, milestone string, amount *money.Amount, version int64, key string) (Order, error) {
	return s.act(ctx, id, version, key, func(o *ledger.Order, _ ledger.Role) (ledger.Command, error) {
		c := ledger.Command{Type: ledger.AskAdvance, Milestone: milestone, Amount: o.Financeable(milestone), Currency: o.Terms.Currency}
		if amount != nil {
			if amount.Currency != o.Terms.Currency {
				return c, refusal(ledger.WhyCurrency)
			}
			c.Amount = amount.Minor
		}
		if c.Amount < 0 || (c.Amount == 0 && amount == nil) {
			return c, refusal(ledger.WhyCap)
		}
		return c, nil
	})
}

// Offer is what a funder offers.
type Offer struct {
	Milestone string
	Amount    money.Amount
	Rate      string    // percent a year, see ParseAPR
	Until     time.Time // the offer holds until then; zero: for a week
}

// OfferAdvance is a funder offering early payment; the money is held on the funder's account from now on.
func (s *Service) OfferAdvance(ctx context.Context, id string, f Offer, version int64, key string) (Advance, error) {
	a := actor.From(ctx)
	k, err := clientKey(a, key)
	if err != nil {
		return Advance{}, err
	}
	advance := ownID("adv_", id, k)
	if out, known := s.outcome(ctx, k); known && out.OK {
		return s.Advance(ctx, advance)
	}
	o, r, err := s.asked(ctx, id)
	if err != nil {
		return Advance{}, err
	}
	rate, err := ParseAPR(f.Rate)
	switch {
	case err != nil:
		return Advance{}, err
	case f.Amount.Currency != o.Terms.Currency:
		return Advance{}, refusal(ledger.WhyCurrency)
	case f.Until.IsZero():
		f.Until = s.opt.Now().Add(offerTerm)
	}
	if err := s.do(ctx, ledger.Command{
		Key: k, Type: ledger.OfferAdvance, Actor: as(a, r), Order: id, Milestone: f.Milestone, Object: advance, Amount: f.Amount.Minor,
		Currency: f.Amount.Currency, Version: version,
		Params: []ledger.Param{{Name: "rate", Minor: rate}, {Name: "until", Minor: f.Until.UnixMilli()}},
	}); err != nil {
		return Advance{}, err
	}
	return s.Advance(ctx, advance)
}

// asked finds an order whose seller has asked for early payment. To others than funders it does not exist here.
func (s *Service) asked(ctx context.Context, id string) (*ledger.Order, ledger.Role, error) {
	if a := actor.From(ctx); a.Org == "" || !a.Clears(actor.Funder) {
		return nil, "", refusal(ledger.WhyRole)
	}
	var o *ledger.Order
	s.engine.View(func(st *ledger.State) { o, _ = st.Order(id) })
	if o == nil || len(o.Asks) == 0 {
		return nil, "", refusal(ledger.WhyOrderUnknown)
	}
	return o, ledger.Funder, nil
}

// AcceptAdvance is the seller taking an offer; two clearing officers look at it before it is paid.
func (s *Service) AcceptAdvance(ctx context.Context, advance string, version int64, key string) (Advance, error) {
	return s.actAdvance(ctx, advance, version, key, func(ledger.Advance) ledger.Command { return ledger.Command{Type: ledger.AcceptAdvance} })
}

// WithdrawAdvance is the funder taking an offer back, or the seller declining it.
func (s *Service) WithdrawAdvance(ctx context.Context, advance string, version int64, key string) (Advance, error) {
	return s.actAdvance(ctx, advance, version, key, func(ledger.Advance) ledger.Command { return ledger.Command{Type: ledger.WithdrawAdvance} })
}

// RepayAdvance is the seller paying back before the release does, amount nil being all that is owed today.
func (s *Service) RepayAdvance(ctx context.Context, advance string, amount *money.Amount, version int64, key string) (Advance, error) {
	if amount != nil {
		if o, _, _, err := s.findAdvance(ctx, advance); err != nil {
			return Advance{}, err
		} else if amount.Currency != o.Terms.Currency {
			return Advance{}, refusal(ledger.WhyCurrency)
		}
	}
	return s.actAdvance(ctx, advance, version, key, func(v ledger.Advance) ledger.Command {
		c := ledger.Command{Type: ledger.RepayAdvance, Amount: v.Outstanding(ledger.Day(s.opt.Now().UnixMilli()))}
		if amount != nil {
			c.Amount = max(0, amount.Minor)
		}
		return c
	})
}

// ApproveAdvance is a maker proposing to pay an accepted advance out, or a checker doing it.
func (s *Service) ApproveAdvance(ctx context.Context, advance string, version int64, key string) (Advance, error) {
	return s.pairAdvance(ctx, advance, ledger.DisburseAdvance, version, key)
}

// WriteOffAdvance is a maker proposing to give up what a seller owes on an advance, or a checker doing it. The loss is the
// funder's.
func (s *Service) WriteOffAdvance(ctx context.Context, advance string, version int64, key string) (Advance, error) {
	return s.pairAdvance(ctx, advance, ledger.WriteOffAdvance, version, key)
}

func (s *Service) pairAdvance(ctx context.Context, advance string, ty ledger.Type, version int64, key string) (Advance, error) {
	o, _, r, err := s.findAdvance(ctx, advance)
	if err != nil {
		return Advance{}, err
	}
	k, err := clientKey(actor.From(ctx), key)
	if err != nil {
		return Advance{}, err
	}
	if r != ledger.Maker && r != ledger.Checker {
		return Advance{}, refusal(ledger.WhyRole)
	}
	if _, known := s.outcome(ctx, k); !known && o.Version != version {
		return Advance{}, refusal(ledger.WhyVersion)
	}
	if _, err := s.pair(ctx, ledger.Command{Type: ty, Order: o.ID, Object: advance}, key); err != nil {
		return Advance{}, err
	}
	s.progressOrder(ctx, o.ID)
	return s.Advance(ctx, advance)
}

func (s *Service) actAdvance(ctx context.Context, advance string, version int64, key string, build func(ledger.Advance) ledger.Command) (Advance, error) {
	o, v, r, err := s.findAdvance(ctx, advance)
	if err != nil {
		return Advance{}, err
	}
	a := actor.From(ctx)
	k, err := clientKey(a, key)
	if err != nil {
		return Advance{}, err
	}
	if out, known := s.outcome(ctx, k); known && out.OK {
		return s.Advance(ctx, advance)
	}
	c := build(v)
	c.Key, c.Actor, c.Order, c.Object, c.Version = k, as(a, r), o.ID, advance, version
	if err := s.do(ctx, c); err != nil {
		return Advance{}, err
	}
	s.progressOrder(ctx, o.ID)
	return s.Advance(ctx, advance)
}

// findAdvance finds an advance for its funder, the seller, and those who clear, comply and audit. To everybody else, the
// buyer too, it does not exist.
func (s *Service) findAdvance(ctx context.Context, id string) (*ledger.Order, ledger.Advance, ledger.Role, error) {
	o, _, err := s.recall(ctx, ledger.OrderOf(id))
	if err != nil {
		return nil, ledger.Advance{}, "", err
	}
	if o == nil {
		return nil, ledger.Advance{}, "", refusal(ledger.WhyAdvanceUnknown)
	}
	v, ok := o.Advance(id)
	r := lender(actor.From(ctx), o, v)
	if !ok || r == "" {
		return nil, ledger.Advance{}, "", refusal(ledger.WhyAdvanceUnknown)
	}
	return o, v, r, nil
}

// lender is what an actor is to an advance.
func lender(a actor.Actor, o *ledger.Order, v ledger.Advance) ledger.Role {
	if a.Org != "" && a.Org == v.Funder && a.Clears(actor.Funder) {
		return ledger.Funder
	}
	if r := side(a, o); slices.Contains([]ledger.Role{ledger.Seller, ledger.Maker, ledger.Checker, ledger.Auditor, ledger.Compliance}, r) {
		return r
	}
	return ""
}

// finance takes the steps of quotes and advances that need nobody: times that have passed, interest, what a seller owes
// after the end. The key of interest names its day, so that no day is ever posted twice.
func (s *Service) finance(ctx context.Context, o *ledger.Order) (moved bool) {
	timer, now := ledger.Actor{Role: ledger.Timer}, s.opt.Now()
	for _, c := range o.FinanceDue(now.UnixMilli()) {
		c.Actor = timer
		key := []string{"timer", c.Object, string(c.Type), version(o.Version)}
		if c.Type == ledger.AccrueInterest {
			key = []string{"accr", c.Object, now.UTC().Format(time.DateOnly)}
		}
		moved = s.system(ctx, c, key...) || moved
	}
	for _, a := range o.Advances {
		if a.State != ledger.Recourse {
			continue
		}
		var has ledger.Balance
		s.engine.View(func(st *ledger.State) {
			has = st.Balance(ledger.AccountID{Name: ledger.AvailableAccount(o.Terms.Seller), Currency: o.Terms.Currency})
		})
		if part := min(has.Posted-has.Held, a.Principal+a.Interest); part > 0 {
			c := ledger.Command{Type: ledger.RepayAdvance, Actor: timer, Order: o.ID, Object: a.ID, Amount: part}
			moved = s.system(ctx, c, "recourse", a.ID, version(has.Seq)) || moved
		}
	}
	return moved
}
