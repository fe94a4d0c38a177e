package settlement

import (
	"context"

	"fairground/server/actor"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
)

// What the parties do about an order that is agreed.

// act gives a command of a party about an order and returns the order afterwards.
func (s *Service) act(ctx context.Context, id string, version int64, key string, build func(o *ledger.Order, r ledger.Role) (ledger.Command, error)) (Order, error) {
	o, r, err := s.find(ctx, id)
	if err != nil {
		return Order{}, err
	}
	a := actor.From(ctx)
	k, err := clientKey(a, key)
	if err != nil {
		return Order{}, err
	}
	c, err := build(o, r)
	if err != nil {
		return Order{}, err
	}
	c.Key, c.Order, c.Version = k, id, version
	if c.Actor.Role != "" {
		r = c.Actor.Role
	}
	c.Actor = as(a, r)
	if err := s.do(ctx, c); err != nil {
		return Order{}, err
	}
	s.progressOrder(ctx, id)
	return s.Order(ctx, id)
}

func plain(ty ledger.Type) func(*ledger.Order, ledger.Role) (ledger.Command, error) {
	return func(*ledger.Order, ledger.Role) (ledger.Command, error) { return ledger.Command{Type: ty}, nil }
}

// Start is the seller beginning to deliver, also of an order that is funded in part.
func (s *Service) Start(ctx context.Context, id string, version int64, key string) (Order, error) {
	return s.act(ctx, id, version, key, plain(ledger.StartOrder))
}

// Cancel is the buyer cancelling, or the seller consenting to it.
func (s *Service) Cancel(ctx context.Context, id string, version int64, key string) (Order, error) {
	return s.act(ctx, id, version, key, func(_ *ledger.Order, r ledger.Role) (ledger.Command, error) {
		if r == ledger.Seller {
			return ledger.Command{Type: ledger.ConsentCancel}, nil
		}
		return ledger.Command{Type: ledger.CancelOrder}, nil
	})
}

func onMilestone(ty ledger.Type, milestone, evidence string) func(*ledger.Order, ledger.Role) (ledger.Command, error) {
	return func(*ledger.Order, ledger.Role) (ledger.Command, error) {
		if len(evidence) > ledger.MaxText {
			return ledger.Command{}, problem.Newf(problem.Invalid, "evidence_too_long", "a reference has at most %d bytes", ledger.MaxText)
		}
		return ledger.Command{Type: ty, Milestone: milestone, Ref: evidence}, nil
	}
}

// Ship is the seller or the carrier sending a milestone off; evidence is an opaque reference of at most 256 bytes.
func (s *Service) Ship(ctx context.Context, id, milestone, evidence string, version int64, key string) (Order, error) {
	return s.act(ctx, id, version, key, onMilestone(ledger.ShipMilestone, milestone, evidence))
}

// Deliver is the buyer or the carrier saying that it arrived.
func (s *Service) Deliver(ctx context.Context, id, milestone string, version int64, key string) (Order, error) {
	return s.act(ctx, id, version, key, onMilestone(ledger.DeliverGoods, milestone, ""))
}

// AcceptMilestone is the buyer accepting; up to the limit the money is released at once.
func (s *Service) AcceptMilestone(ctx context.Context, id, milestone string, version int64, key string) (Order, error) {
	return s.act(ctx, id, version, key, onMilestone(ledger.AcceptMilestone, milestone, ""))
}

// CancelMilestone is the buyer giving up a milestone whose deadline to ship has passed.
func (s *Service) CancelMilestone(ctx context.Context, id, milestone string, version int64, key string) (Order, error) {
	return s.act(ctx, id, version, key, onMilestone(ledger.CancelMilestone, milestone, ""))
}
