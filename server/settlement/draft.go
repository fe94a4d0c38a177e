package settlement

import (
	"context"
	"fmt"
	"time"

	"fairground/server/money"
	"fairground/server/settlement/ledger"
)

// Draft is what is special about an order that is not agreed yet.
type Draft struct {
	From         string             `json:"from,omitempty" doc:"The order it repeats."`
	AnswerBy     *time.Time         `json:"answerBy,omitempty" doc:"It ends by itself then."`
	BuyerAgrees  bool               `json:"buyerAgrees"`
	SellerAgrees bool               `json:"sellerAgrees"`
	Was          []AmendedMilestone `json:"was,omitempty" doc:"What the side that does not agree now agreed to last, or else the order it repeats; to tell what has changed. Titles that are not known are empty."`
}

// draft tells of an order that is not agreed yet; of all others it is nil.
func (s *Service) draft(ctx context.Context, o *ledger.Order) (*Draft, error) {
	if o.State != ledger.Proposed {
		return nil, nil
	}
	d := &Draft{AnswerBy: instant(o.Deadline()), BuyerAgrees: o.BuyerAgreed, SellerAgrees: o.SellerAgreed}
	var trail []int64
	s.engine.View(func(st *ledger.State) { trail = st.Trail(o.ID) })
	blocks, err := s.store.blocksOf(ctx, trail)
	if err != nil {
		return nil, fmt.Errorf("read how an order was proposed: %w", err)
	}
	var now *ledger.Terms
	agreed := map[ledger.Role]*ledger.Terms{}
	for _, b := range blocks {
		for _, e := range b.Entries {
			if e.Order != o.ID || !e.OK {
				continue
			}
			switch e.Type {
			case ledger.DraftOrder, ledger.ImportOrder, ledger.AmendOrder:
				now = e.Terms
				if e.Type == ledger.DraftOrder {
					d.From = e.Ref
				}
			case ledger.AgreeOrder:
			default:
				continue
			}
			agreed[e.Actor.Role] = now
		}
	}
	silent := ledger.Buyer
	if o.BuyerAgreed {
		silent = ledger.Seller
	}
	if was := agreed[silent]; was != nil {
		d.Was = amended(was, nil)
	} else if d.From != "" {
		if d.Was, err = s.was(ctx, d.From); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// was are the milestones agreed on for another order.
func (s *Service) was(ctx context.Context, order string) ([]AmendedMilestone, error) {
	o, _, err := s.recall(ctx, order)
	if o == nil || err != nil {
		return nil, err
	}
	text, err := s.store.text(ctx, order)
	if err != nil {
		return nil, err
	}
	return amended(o.Terms, text.Milestones), nil
}

// amended are the milestones of terms as a side would write them.
func amended(t *ledger.Terms, titles map[string]string) []AmendedMilestone {
	list := make([]AmendedMilestone, len(t.Milestones))
	for i, m := range t.Milestones {
		list[i] = AmendedMilestone{Title: titles[m.ID], Amount: money.Amount{Minor: m.Amount, Currency: t.Currency}, Due: instant(m.ShipBy)}
		if t.Conditions != nil && i < len(t.Conditions.Milestones) {
			k := t.Conditions.Milestones[i]
			list[i].InspectionDays, list[i].SilenceAccepts, list[i].Quantity = days(k.Inspect), k.Silence, k.Quantity
		}
	}
	return list
}

func days(ms int64) int { return int(ms / (24 * time.Hour).Milliseconds()) }
