package settlement

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"time"

	"fairground/server/problem"
	"fairground/server/settlement/ledger"
)

// Run does what is due until ctx ends: deadlines, releases and payouts up to the limit, refunds, and what the rail
// reports. Everything it does has a key that follows from what it is about, so that two processes or a restart do it once.
func (s *Service) Run(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		s.Tick(ctx)
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// Tick does once what Run does every second.
func (s *Service) Tick(ctx context.Context) {
	if err := s.poll(ctx); err != nil && ctx.Err() == nil {
		s.opt.Logger.WarnContext(ctx, "rail not polled", "err", err)
	}
	if err := s.useLists(ctx); err != nil && ctx.Err() == nil {
		s.opt.Logger.WarnContext(ctx, "lists of sanctioned parties not used", "err", err)
	}
	if err := s.signHeads(ctx); err != nil && ctx.Err() == nil {
		s.opt.Logger.WarnContext(ctx, "head of the day not signed", "err", err)
	}
	s.collectDebts(ctx)
	s.wake()
	orders := s.restless()
	together(len(orders), func(i int) {
		if ctx.Err() == nil {
			s.stepOrder(ctx, orders[i])
			s.settle(orders[i])
		}
	})
	payouts := s.livePayouts()
	together(len(payouts), func(i int) {
		if ctx.Err() == nil {
			s.stepPayout(ctx, payouts[i])
		}
	})
	s.flush(ctx)
	s.archive(ctx)
}

// livePayouts are the payouts that may need the system, in order of id.
func (s *Service) livePayouts() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.payouts))
}

func (s *Service) forget(live map[string]bool, id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(live, id)
}

// system gives a command of the system; a refusal is an answer, not a failure, and only other errors are logged.
func (s *Service) system(ctx context.Context, c ledger.Command, key ...string) bool {
	c.Key = ledger.NewKey(append([]string{"system", string(c.Type)}, key...)...)
	if out, known := s.outcome(ctx, c.Key); known {
		return out.OK
	}
	err := s.do(ctx, c)
	if err != nil && ctx.Err() == nil && !problem.Is(err, problem.Conflict) && !problem.Is(err, problem.PreconditionFailed) {
		s.opt.Logger.WarnContext(ctx, "step of the system not taken", "type", c.Type, "order", c.Order, "payout", c.Payout, "err", err)
	}
	if _, answered := s.outcome(ctx, c.Key); !answered && c.Order != "" {
		s.again(c.Order)
	}
	return err == nil
}

func version(v int64) string { return strconv.FormatInt(v, 10) }

// progressOrder takes the steps of an order that need nobody, and sends what is to be paid out for it.
func (s *Service) progressOrder(ctx context.Context, id string) {
	if s.stepOrder(ctx, id) {
		s.flush(ctx)
	}
}

// stepOrder takes the steps of an order that need nobody; it reports whether there is something to send to the rail.
func (s *Service) stepOrder(ctx context.Context, id string) bool {
	timer := ledger.Actor{Role: ledger.Timer}
	for {
		var o *ledger.Order
		s.engine.View(func(st *ledger.State) { o, _ = st.Order(id) })
		if o == nil {
			return false
		}
		if !s.screenOrder(ctx, o) {
			s.again(id)
		}
		if o.Hold != nil {
			return false // its clocks stand still
		}
		moved := false
		if d := o.Deadline(); d > 0 && s.opt.Now().UnixMilli() > d {
			moved = s.system(ctx, ledger.Command{Type: ledger.ExpireOrder, Actor: timer, Order: id}, id, version(o.Version))
		}
		for _, m := range o.Milestones {
			if m.State == ledger.Accepted && m.Due() <= s.limit(o.Terms.Currency).Release {
				moved = s.system(ctx, ledger.Command{Type: ledger.Release, Actor: timer, Order: id, Milestone: m.ID}, id, m.ID, version(o.Version)) || moved
			}
		}
		moved = s.windUp(ctx, o) || s.ring(ctx, o) || s.finance(ctx, o) || moved
		if !moved {
			break
		}
	}
	if !s.issuePapers(ctx, id) {
		s.again(id)
		return false
	}
	return s.refund(ctx, id)
}

// refund asks for payouts of what went back to the buyer of an order that has ended; it reports whether one may go.
func (s *Service) refund(ctx context.Context, id string) (ready bool) {
	var o *ledger.Order
	s.engine.View(func(st *ledger.State) { o, _ = st.Order(id) })
	if !slices.Contains([]string{ledger.Completed, ledger.Refunded, ledger.Cancelled, ledger.Expired, ledger.Declined}, o.State) {
		return false
	}
	name := s.opt.Rail.Capabilities().Name
	for i, to := range o.RefundTo() {
		part := []string{id}
		if i > 0 {
			part = append(part, strconv.Itoa(i))
		}
		payout := "pay_" + short(ledger.NewKey(append([]string{"refund"}, part...)...))
		c := ledger.Command{
			Type: ledger.RequestPayout, Actor: ledger.Actor{Org: o.Terms.Buyer, Role: ledger.Timer}, Payout: payout, Amount: to.Paid,
			Currency: o.Terms.Currency, Rail: cmp.Or(to.Rail, name), Ref: cmp.Or(to.Account, o.Terms.Buyer), Note: id,
		}
		s.system(ctx, c, part...)
		if _, answered := s.outcome(ctx, ledger.NewKey(append([]string{"system", string(c.Type)}, part...)...)); !answered {
			s.again(id) // not known yet
			return ready
		}
		ready = s.stepPayout(ctx, payout) || ready
	}
	s.rest(o)
	return ready
}

// progressPayout takes the steps of a payout that need nobody, and sends it.
func (s *Service) progressPayout(ctx context.Context, id string) {
	if s.stepPayout(ctx, id) {
		s.flush(ctx)
	}
}

// stepPayout approves a payout up to the limit; it reports whether it may go to the rail.
func (s *Service) stepPayout(ctx context.Context, id string) bool {
	for {
		var p *ledger.Payout
		s.engine.View(func(st *ledger.State) { p, _ = st.Payout(id) })
		if p == nil {
			return false
		}
		switch p.State {
		case ledger.Requested:
			small := p.Maker == "" && p.Amount <= s.limit(p.Currency).Payout && s.payable(ctx, p.Org)
			if !small || !s.system(ctx, ledger.Command{Type: ledger.ApprovePayout, Actor: ledger.Actor{Role: ledger.Timer}, Payout: id}, id, version(p.Version)) {
				return false
			}
		case ledger.Settled, ledger.Returned, ledger.Rejected, ledger.Cancelled:
			s.forget(s.payouts, id)
			return false
		default:
			return p.Rail == s.opt.Rail.Capabilities().Name && (p.State == ledger.Approved || p.State == ledger.Batched)
		}
	}
}
