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
	orders, payouts := s.live()
	for _, id := range orders {
		if ctx.Err() != nil {
			return
		}
		s.progressOrder(ctx, id)
	}
	for _, id := range payouts {
		if ctx.Err() != nil {
			return
		}
		s.progressPayout(ctx, id)
	}
}

// live lists the orders and payouts that may need the system, in order of id.
func (s *Service) live() (orders, payouts []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.orders)), slices.Sorted(maps.Keys(s.payouts))
}

func (s *Service) forget(live map[string]bool, id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(live, id)
}

// system gives a command of the system; a refusal is an answer, not a failure, and only other errors are logged.
func (s *Service) system(ctx context.Context, c ledger.Command, key ...string) bool {
	c.Key = ledger.NewKey(append([]string{"system", string(c.Type)}, key...)...)
	if out, known := s.outcome(c.Key); known {
		return out.OK
	}
	err := s.do(ctx, c)
	if err != nil && ctx.Err() == nil && !problem.Is(err, problem.Conflict) && !problem.Is(err, problem.PreconditionFailed) {
		s.opt.Logger.WarnContext(ctx, "step of the system not taken", "type", c.Type, "order", c.Order, "payout", c.Payout, "err", err)
	}
	return err == nil
}

func version(v int64) string { return strconv.FormatInt(v, 10) }

// progressOrder takes the steps of an order that need nobody.
func (s *Service) progressOrder(ctx context.Context, id string) {
	timer := ledger.Actor{Role: ledger.Timer}
	for {
		var o *ledger.Order
		s.engine.View(func(st *ledger.State) { o, _ = st.Order(id) })
		if o == nil {
			return
		}
		if s.screenOrder(ctx, o); o.Hold != nil {
			return // its clocks stand still
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
	if s.issuePapers(ctx, id) { // else the next tick tries again
		s.refund(ctx, id)
	}
}

// refund pays out what went back to the buyer of an order that has ended.
func (s *Service) refund(ctx context.Context, id string) {
	var o *ledger.Order
	s.engine.View(func(st *ledger.State) { o, _ = st.Order(id) })
	if !slices.Contains([]string{ledger.Completed, ledger.Refunded, ledger.Cancelled, ledger.Expired, ledger.Declined}, o.State) {
		return
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
		if _, answered := s.outcome(ledger.NewKey(append([]string{"system", string(c.Type)}, part...)...)); !answered {
			return // not known yet: the next tick asks again
		}
		s.progressPayout(ctx, payout)
	}
	s.rest(o)
}

// progressPayout takes the steps of a payout that need nobody. The end-to-end id stands in the log before the rail hears
// of it, and it never changes; what the rail has not acknowledged is submitted again under the same id.
func (s *Service) progressPayout(ctx context.Context, id string) {
	timer, name := ledger.Actor{Role: ledger.Timer}, s.opt.Rail.Capabilities().Name
	for {
		var p *ledger.Payout
		s.engine.View(func(st *ledger.State) { p, _ = st.Payout(id) })
		moved := false
		switch {
		case p == nil:
			return
		case (p.State == ledger.Requested || p.State == ledger.Approved) && p.Org != "" && !s.payable(ctx, p.Org):
			return
		case p.State == ledger.Requested && p.Maker == "" && p.Amount <= s.limit(p.Currency).Payout:
			moved = s.system(ctx, ledger.Command{Type: ledger.ApprovePayout, Actor: timer, Payout: id}, id, version(p.Version))
		case p.State == ledger.Approved && p.Rail == name:
			moved = s.system(ctx, ledger.Command{Type: ledger.SubmitPayout, Actor: ledger.Actor{Role: ledger.Rail}, Payout: id, Ref: endToEnd(id)}, id, version(p.Version))
		case (p.State == ledger.Submitted || p.State == ledger.Unknown) && p.Rail == name:
			moved = s.submit(ctx, p)
		case p.State == ledger.Settled, p.State == ledger.Rejected, p.State == ledger.Cancelled:
			s.forget(s.payouts, id)
		}
		if !moved {
			return
		}
	}
}
