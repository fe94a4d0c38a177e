package settlement

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"fairground/server/lang"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
)

// AmendedMilestone is a part of an order as one side wants it now.
type AmendedMilestone struct {
	Title          string       `json:"title" maxLength:"200"`
	Amount         money.Amount `json:"amount"`
	Due            *time.Time   `json:"due,omitempty" doc:"To be shipped by then; afterwards the buyer may cancel."`
	InspectionDays int          `json:"inspectionDays,omitempty" minimum:"0" maximum:"90" doc:"The usual time if it is 0."`
	SilenceAccepts bool         `json:"silenceAccepts,omitempty" doc:"Silence after the inspection counts as acceptance."`
	Quantity       int64        `json:"quantity,omitempty" minimum:"0" maximum:"1000000000" doc:"Pieces of equal price that can be accepted one by one."`
}

// Amend replaces the milestones of an order that is not agreed yet; the other side has to agree anew.
func (s *Service) Amend(ctx context.Context, id string, milestones []AmendedMilestone, v int64, key string) (Order, error) {
	var titles map[string]string
	o, err := s.act(ctx, id, v, key, func(o *ledger.Order, _ ledger.Role) (ledger.Command, error) {
		terms := *o.Terms
		terms.Signed = false
		var err error
		if titles, err = s.replaceMilestones(&terms, milestones); err != nil {
			return ledger.Command{}, err
		}
		return ledger.Command{Type: ledger.AmendOrder, Terms: &terms}, nil
	})
	if err != nil {
		return Order{}, err
	}
	if err := s.store.retitle(ctx, id, titles); err != nil {
		return Order{}, fmt.Errorf("amend order: %w", err)
	}
	return o, nil
}

// replaceMilestones puts other milestones into terms that nobody else holds, and returns their titles. What the buyer would
// owe for cancelling never exceeds the new total.
func (s *Service) replaceMilestones(terms *ledger.Terms, milestones []AmendedMilestone) (map[string]string, error) {
	if len(milestones) == 0 || len(milestones) > ledger.MaxMilestones {
		return nil, problem.Newf(problem.Invalid, "milestones_invalid", "an order has 1 to %d milestones", ledger.MaxMilestones)
	}
	agreed := ledger.Conditions{}
	if terms.Conditions != nil {
		agreed = *terms.Conditions
	}
	terms.Milestones, agreed.Milestones = nil, nil
	titles, total := map[string]string{}, int64(0)
	for i, m := range milestones {
		if m.Amount.Currency != terms.Currency {
			return nil, refusal(ledger.WhyCurrency)
		}
		mt := ledger.MilestoneTerms{ID: "mil_" + strconv.Itoa(i+1), Amount: m.Amount.Minor}
		if m.Due != nil {
			mt.ShipBy = m.Due.UnixMilli()
		}
		titles[mt.ID] = m.Title
		total += m.Amount.Minor
		terms.Milestones = append(terms.Milestones, mt)
		agreed.Milestones = append(agreed.Milestones, s.inspection(m.InspectionDays, m.SilenceAccepts, m.Quantity))
	}
	terms.Conditions, terms.CancelFee = &agreed, min(terms.CancelFee, max(0, total))
	return titles, nil
}

// inspection is what is agreed on for looking at a milestone.
func (s *Service) inspection(days int, silence bool, quantity int64) ledger.MilestoneConditions {
	span := s.opt.Inspection
	if days > 0 {
		span = time.Duration(days) * 24 * time.Hour
	}
	return ledger.MilestoneConditions{Inspect: span.Milliseconds(), Quantity: quantity, Silence: silence}
}

// Agree is a side agreeing to an order as it is; the second one makes it binding.
func (s *Service) Agree(ctx context.Context, id string, v int64, key string) (Order, error) {
	return s.act(ctx, id, v, key, func(o *ledger.Order, _ ledger.Role) (ledger.Command, error) {
		for _, org := range []string{o.Terms.Buyer, o.Terms.Seller} {
			s.screen(ctx, org, "agree", lang.Text{})
		}
		return ledger.Command{Type: ledger.AgreeOrder}, nil
	})
}

// Decline is a side turning an order down.
func (s *Service) Decline(ctx context.Context, id string, v int64, key string) (Order, error) {
	return s.act(ctx, id, v, key, plain(ledger.DeclineOrder))
}

// mayAgree lists what a side can do to an order that is not agreed yet.
func mayAgree(o *ledger.Order, r ledger.Role) []string {
	if o.State != ledger.Proposed || !slices.Contains([]ledger.Role{ledger.Buyer, ledger.Seller}, r) {
		return nil
	}
	may := []string{"amend", "decline"}
	if (r == ledger.Buyer && !o.BuyerAgreed) || (r == ledger.Seller && !o.SellerAgreed) {
		may = append(may, "agree")
	}
	return may
}
