package settlement

import (
	"context"
	"strconv"

	"fairground/server/problem"
	"fairground/server/settlement/ledger"
)

// AcceptPart is the buyer accepting some pieces of a milestone: they become a part of their own, and so does the rest.
func (s *Service) AcceptPart(ctx context.Context, id, milestone string, quantity, v int64, key string) (Order, error) {
	if quantity <= 0 {
		return Order{}, problem.New(problem.Invalid, "quantity_invalid", "accept one piece or more")
	}
	return s.act(ctx, id, v, key, func(o *ledger.Order, _ ledger.Role) (ledger.Command, error) {
		if m, ok := o.Milestone(milestone); ok && m.State == ledger.Inspection && m.Quantity == quantity {
			return ledger.Command{Type: ledger.AcceptMilestone, Milestone: milestone}, nil // all of it
		}
		return ledger.Command{Type: ledger.AcceptPart, Milestone: milestone, Params: []ledger.Param{{Name: "quantity", Minor: quantity}}}, nil
	})
}

// ring does the first thing an order's clocks ask for by now; it reports whether the order moved on. The key says the
// version, so that a clock that rings twice or in two processes does one thing.
func (s *Service) ring(ctx context.Context, o *ledger.Order) bool {
	now := s.opt.Now().UnixMilli()
	for _, a := range o.Alarms() {
		if now <= a.At {
			continue
		}
		key := []string{o.ID, a.Milestone, a.Object, version(o.Version)}
		for _, p := range a.Params {
			key = append(key, p.Name, strconv.FormatInt(p.Minor, 10))
		}
		if s.system(ctx, ledger.Command{
			Type: a.Type, Actor: ledger.Actor{Role: ledger.Timer}, Order: o.ID, Milestone: a.Milestone, Object: a.Object, Params: a.Params,
		}, key...) {
			return true
		}
	}
	return false
}
