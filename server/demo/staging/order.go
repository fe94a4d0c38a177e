package staging

import (
	"context"
	"fmt"
	"slices"

	"fairground/server/actor"
	"fairground/server/demo"
	"fairground/server/settlement"
)

// orders lets every signed deal become an order and plays what has happened to
// it: each act is done by the person who did it, through settlement itself, so
// the ledger holds what a real fair's would. A ruling cannot be acted: the
// clocks of a dispute are the ledger's own, and the sides have days to negotiate.
// What is ruled on in the story is left in dispute.
func (h *stagehand) orders(ctx context.Context) error {
	for _, o := range h.view.Orders {
		if err := h.order(ctx, o.Order); err != nil {
			return fmt.Errorf("order of %s: %w", o.Deal, err)
		}
	}
	return nil
}

func (h *stagehand) order(ctx context.Context, o demo.Order) error {
	id, err := h.ImportDeal(ctx, o.Deal)
	if err != nil {
		return err
	}
	for n, e := range o.Events {
		if e.At.After(h.now) || e.Kind == "ruled" {
			break
		}
		if err := h.act(ctx, id, o, e, fmt.Sprintf("demo-%s-%d", o.ID, n)); err != nil {
			return fmt.Errorf("%s %s: %w", e.Kind, e.Milestone, err)
		}
	}
	return nil
}

// as is the context in which a person of the fair acts.
func (h *stagehand) as(ctx context.Context, person string) context.Context {
	p := h.people[person]
	role := actor.Role(p.Role)
	grant := actor.Grant{Role: role, Exhibition: h.fair.Exhibition.ID}
	if role.Settles() {
		grant.Exhibition = ""
	}
	return actor.With(ctx, actor.Actor{Person: person, Org: p.Org, Name: spoken(p.Name), Zone: p.Zone, Lang: p.Lang, Grants: []actor.Grant{grant}})
}

func (h *stagehand) act(ctx context.Context, id string, o demo.Order, e demo.OrderEvent, key string) error {
	ctx = h.as(ctx, e.Person)
	if e.Kind == "paid_out" {
		return h.payOut(ctx, o, key)
	}
	if e.Kind == "signed" {
		return nil
	}
	reader := h.as(ctx, h.sellerOf(o))
	order, err := h.Settlement.Order(reader, id)
	if err != nil {
		return err
	}
	milestone := ""
	if e.Milestone != "" {
		i := slices.Index(o.Milestones, e.Milestone)
		if i < 0 || i >= len(order.Milestones) {
			return fmt.Errorf("the order has no milestone %s", e.Milestone)
		}
		milestone = order.Milestones[i].ID
	}
	switch e.Kind {
	case "funded":
		_, err = h.Settlement.Fund(ctx, id, nil, order.V, key)
	case "started":
		_, err = h.Settlement.Start(ctx, id, order.V, key)
	case "shipped":
		_, err = h.Settlement.Ship(ctx, id, milestone, bilingual(e.Note, " · "), order.V, key)
	case "delivered":
		_, err = h.Settlement.Deliver(h.as(ctx, h.buyerOf(o)), id, milestone, order.V, key)
	case "accepted":
		_, err = h.Settlement.AcceptMilestone(ctx, id, milestone, order.V, key)
		h.Settlement.Tick(ctx) // a release below the limit follows at once
	case "disputed":
		err = h.dispute(ctx, id, milestone, order.V, o, e, key)
	case "approved", "released":
		i := slices.IndexFunc(order.Milestones, func(m settlement.Milestone) bool { return m.ID == milestone })
		if order.Milestones[i].State == "ACCEPTED" {
			_, err = h.Settlement.ApproveRelease(ctx, id, milestone, "", order.V, key)
		}
	default:
		return fmt.Errorf("the demo knows no act %q", e.Kind)
	}
	return err
}

// dispute has the buyer reject a milestone, and the seller answer with a report
// and an offer to split what is frozen.
func (h *stagehand) dispute(ctx context.Context, id, milestone string, v int64, o demo.Order, e demo.OrderEvent, key string) error {
	order, err := h.Settlement.Reject(ctx, id, milestone, settlement.Contest{Reason: "not_as_agreed", Note: bilingual(e.Note, "\n")}, v, key)
	if err != nil {
		return err
	}
	seller, d := h.as(ctx, h.sellerOf(o)), order.Disputes[len(order.Disputes)-1]
	order, err = h.Settlement.FileEvidence(seller, id, d.ID, "technical_check", "report-"+o.ID, "", order.V, key+"-report")
	if err != nil {
		return err
	}
	split := settlement.Split{Seller: d.Contested, Buyer: d.Contested}
	split.Seller.Minor = d.Contested.Minor * 4 / 5
	split.Buyer.Minor -= split.Seller.Minor
	_, err = h.Settlement.OfferSplit(seller, id, d.ID, split, order.V, key+"-offer")
	return err
}

func (h *stagehand) sellerOf(o demo.Order) string {
	return h.dealPerson(o, func(d demo.Deal) string { return d.SellerPerson })
}

func (h *stagehand) buyerOf(o demo.Order) string {
	return h.dealPerson(o, func(d demo.Deal) string { return d.BuyerPerson })
}

func (h *stagehand) dealPerson(o demo.Order, who func(demo.Deal) string) string {
	i := slices.IndexFunc(h.fair.Deals, func(d demo.Deal) bool { return d.ID == o.Deal })
	if i < 0 {
		return ""
	}
	return who(h.fair.Deals[i])
}

// payOut has the seller take out everything that was released to her; amounts
// above the limit wait for the two officers.
func (h *stagehand) payOut(ctx context.Context, o demo.Order, key string) error {
	seller := h.as(ctx, h.sellerOf(o))
	balances, _, err := h.Settlement.Balances(seller)
	if err != nil {
		return err
	}
	for _, b := range balances {
		if b.Available.Sign() <= 0 {
			continue
		}
		if _, err := h.Settlement.RequestPayout(seller, b.Available, settlement.ForOwn, key+"-"+string(b.Available.Currency)); err != nil {
			return err
		}
	}
	h.Settlement.Tick(ctx)
	return nil
}
