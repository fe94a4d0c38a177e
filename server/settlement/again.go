package settlement

import (
	"context"
	"fmt"
	"time"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
)

// answerWithin is how long the other side has to answer a proposed order.
const answerWithin = 7 * 24 * time.Hour

// OrderAgain is a side of an order proposing another one like it: the same parties, commissions, currency and conditions, and
// the same milestones unless it names others. The other side agrees to it, amends it or declines. Days to ship by move along
// with the day to pay by.
func (s *Service) OrderAgain(ctx context.Context, from string, milestones []AmendedMilestone, key string) (Order, error) {
	a := actor.From(ctx)
	k, err := clientKey(a, key)
	if err != nil {
		return Order{}, err
	}
	if id, err := s.drafted(ctx, k); err != nil || id != "" {
		return s.readOr(ctx, id, err)
	}
	o, r, err := s.find(ctx, from)
	if err != nil {
		return Order{}, err
	}
	switch {
	case r != ledger.Buyer && r != ledger.Seller:
		return Order{}, refusal(ledger.WhyRole)
	case o.State == ledger.Proposed: // it is not agreed to itself
		return Order{}, refusal(ledger.WhyState)
	}
	text, err := s.store.text(ctx, from)
	if err != nil {
		return Order{}, err
	}
	terms := s.repeated(o)
	if milestones != nil {
		if text.Milestones, err = s.replaceMilestones(terms, milestones); err != nil {
			return Order{}, err
		}
	}
	text.ID, text.V, text.Final = db.NewID("ord", s.opt.Now()), 1, false
	if err := s.store.saveText(ctx, text); err != nil {
		return Order{}, fmt.Errorf("order again: %w", err)
	}
	s.screen(ctx, terms.Buyer, "draft", text.BuyerName)
	s.screen(ctx, terms.Seller, "draft", text.SellerName)
	err = s.do(ctx, ledger.Command{Key: k, Type: ledger.DraftOrder, Actor: as(a, r), Order: text.ID, Terms: terms, Ref: from})
	if problem.Code(err) == "idempotency_key_reused" { // a second click, whose day to pay by is later by an instant
		if id, again := s.drafted(ctx, k); again != nil || id != "" {
			return s.readOr(ctx, id, again)
		}
	}
	return s.readOr(ctx, text.ID, err)
}

func (s *Service) readOr(ctx context.Context, id string, err error) (Order, error) {
	if err != nil {
		return Order{}, err
	}
	return s.Order(ctx, id)
}

// drafted is the order that a key has drafted before, "" if it has drafted none.
func (s *Service) drafted(ctx context.Context, k ledger.Key) (string, error) {
	out, known := s.outcome(ctx, k)
	if !known || !out.OK {
		return "", nil
	}
	blocks, err := s.store.blocksOf(ctx, []int64{out.Seq})
	if err != nil {
		return "", fmt.Errorf("find what was drafted: %w", err)
	}
	if len(blocks) != 1 || out.Index >= len(blocks[0].Entries) || blocks[0].Entries[out.Index].Type != ledger.DraftOrder {
		return "", nil
	}
	return blocks[0].Entries[out.Index].Order, nil
}

// repeated are an order's terms for another one of the same kind, not agreed to by anybody.
func (s *Service) repeated(o *ledger.Order) *ledger.Terms {
	terms, now := *o.Terms, s.opt.Now()
	terms.Signed, terms.Hash = false, ledger.Hash{}
	terms.AnswerBy = now.Add(answerWithin).UnixMilli()
	terms.FundBy = now.Add(answerWithin + s.opt.FundWithin).UnixMilli()
	terms.Milestones = append([]ledger.MilestoneTerms(nil), terms.Milestones...)
	for i := range terms.Milestones {
		if by := &terms.Milestones[i].ShipBy; *by > 0 {
			*by += terms.FundBy - o.Terms.FundBy
		}
	}
	return &terms
}
