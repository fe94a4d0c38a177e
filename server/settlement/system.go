package settlement

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"fairground/server/problem"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
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
		moved := false
		if d := o.Deadline(); d > 0 && s.opt.Now().UnixMilli() > d {
			moved = s.system(ctx, ledger.Command{Type: ledger.ExpireOrder, Actor: timer, Order: id}, id, version(o.Version))
		}
		for _, m := range o.Milestones {
			if m.State == ledger.Accepted && m.Due() <= s.limit(o.Terms.Currency).Release {
				moved = s.system(ctx, ledger.Command{Type: ledger.Release, Actor: timer, Order: id, Milestone: m.ID}, id, m.ID, version(o.Version)) || moved
			}
		}
		if !moved {
			break
		}
	}
	s.refund(ctx, id)
}

// refund pays out what went back to the buyer of an order that has ended.
func (s *Service) refund(ctx context.Context, id string) {
	var o *ledger.Order
	s.engine.View(func(st *ledger.State) { o, _ = st.Order(id) })
	if !slices.Contains([]string{ledger.Completed, ledger.Refunded, ledger.Cancelled, ledger.Expired, ledger.Declined}, o.State) {
		return
	}
	if o.Refunded > 0 {
		payout := "pay_" + short(ledger.NewKey("refund", id))
		c := ledger.Command{
			Type: ledger.RequestPayout, Actor: ledger.Actor{Org: o.Terms.Buyer, Role: ledger.Timer}, Payout: payout, Amount: o.Refunded,
			Currency: o.Terms.Currency, Rail: s.opt.Rail.Capabilities().Name, Ref: o.Terms.Buyer, Note: id,
		}
		s.system(ctx, c, id)
		if _, answered := s.outcome(ledger.NewKey("system", string(c.Type), id)); !answered {
			return // not known yet: the next tick asks again
		}
		s.progressPayout(ctx, payout)
	}
	s.forget(s.orders, id)
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
		case p.State == ledger.Requested && p.Maker == "" && p.Amount <= s.limit(p.Currency).Payout:
			moved = s.system(ctx, ledger.Command{Type: ledger.ApprovePayout, Actor: timer, Payout: id}, id, version(p.Version))
		case p.State == ledger.Approved && p.Rail == name:
			moved = s.system(ctx, ledger.Command{Type: ledger.SubmitPayout, Actor: ledger.Actor{Role: ledger.Rail}, Payout: id, Ref: endToEnd(id)}, id, version(p.Version))
		case p.State == ledger.Submitted && p.Rail == name:
			moved = s.submit(ctx, p)
		case p.State == ledger.Settled, p.State == ledger.Rejected, p.State == ledger.Cancelled:
			s.forget(s.payouts, id)
		}
		if !moved {
			return
		}
	}
}

func endToEnd(payout string) string { return "PAY" + payout[len("pay_"):] }

// submit hands a payout to the rail once in the life of the process; it reports whether it moved on.
func (s *Service) submit(ctx context.Context, p *ledger.Payout) bool {
	s.mu.Lock()
	sent := s.sent[p.EndToEnd]
	s.mu.Unlock()
	if sent {
		return false
	}
	acks, err := s.opt.Rail.Submit(ctx, []rail.Instruction{{
		EndToEnd: p.EndToEnd, Kind: rail.Pay, Party: p.Account, Reference: p.ID, Amount: payoutAmount(p),
	}})
	if err != nil || len(acks) != 1 {
		s.opt.Logger.WarnContext(ctx, "payout not acknowledged by the rail, it will be submitted again", "payout", p.ID, "err", err)
		return false
	}
	if acks[0].Rejected {
		return s.system(ctx, ledger.Command{Type: ledger.RejectPayout, Actor: ledger.Actor{Role: ledger.Rail}, Payout: p.ID, Note: acks[0].Reason}, p.ID, "ack")
	}
	s.mu.Lock()
	s.sent[p.EndToEnd] = true
	s.mu.Unlock()
	if err := s.poll(ctx); err != nil {
		s.opt.Logger.WarnContext(ctx, "rail not polled", "err", err)
		return false
	}
	return true
}

// poll books what the rail reports. A notice that cannot be booked now stops the poll before the cursor moves past it.
func (s *Service) poll(ctx context.Context) error {
	s.polling.Lock()
	defer s.polling.Unlock()
	for {
		s.mu.Lock()
		cursor := s.cursor
		s.mu.Unlock()
		notices, next, err := s.opt.Rail.Poll(ctx, cursor)
		if err != nil {
			return problem.New(problem.Unavailable, "rail_unavailable", "the rail does not answer").Wrap(err)
		}
		for _, n := range notices {
			if err := s.notice(ctx, n); err != nil {
				return fmt.Errorf("book notice %s: %w", n.ID, err)
			}
		}
		s.mu.Lock()
		s.cursor = next
		s.mu.Unlock()
		if len(notices) == 0 || next == cursor {
			return nil
		}
	}
}

// notice books one line of the rail's report. Lines that fit nothing are recorded by the ledger as refused.
func (s *Service) notice(ctx context.Context, n rail.Notice) error {
	c := ledger.Command{Actor: ledger.Actor{Role: ledger.Rail}, Ref: n.ID}
	switch n.Event {
	case rail.Received:
		c.Key, c.Type, c.Order, c.Amount, c.Currency = s.receiptKey(n), ledger.BookReceipt, n.Reference, n.Amount.Minor, n.Amount.Currency
		c.Rail, c.Note = s.opt.Rail.Capabilities().Name, n.EndToEnd
	case rail.Paid:
		c.Key, c.Type, c.Payout = ledger.NewKey("system", "paid", n.ID), ledger.SettlePayout, n.Reference
	case rail.Returned:
		c.Key, c.Type, c.Payout, c.Note = ledger.NewKey("system", "returned", n.ID), ledger.RejectPayout, n.Reference, n.Reason
	default:
		s.opt.Logger.WarnContext(ctx, "notice of an unknown kind left alone", "id", n.ID, "event", n.Event)
		return nil
	}
	if _, known := s.outcome(c.Key); known {
		return nil
	}
	err := s.do(ctx, c)
	if err != nil && (problem.Is(err, problem.Unavailable) || problem.Code(err) == "") {
		return err
	}
	return nil
}
