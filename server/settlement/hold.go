package settlement

import (
	"cmp"
	"context"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/screening"
)

// HoldView says who stopped an order and why. Parties learn only that it is stopped: telling them why can be an offence.
type HoldView struct {
	Reason string    `json:"reason"`
	By     string    `json:"by,omitempty" doc:"Nobody: the system."`
	Name   string    `json:"name,omitempty" doc:"What that person is called."`
	Role   string    `json:"role"`
	At     time.Time `json:"at"`
	Lift   *Proposal `json:"lift,omitempty" doc:"Compliance has proposed to let it go on; a checker has to confirm."`
}

func (s *Service) holdView(ctx context.Context, o *ledger.Order, r ledger.Role) *HoldView {
	if o.Hold == nil || !slices.Contains([]ledger.Role{ledger.Maker, ledger.Checker, ledger.Compliance, ledger.Auditor, ledger.Timer}, r) {
		return nil
	}
	v := &HoldView{
		Reason: o.Hold.Reason, By: o.Hold.By, Name: s.personName(ctx, o.Hold.By), Role: roleWords[o.Hold.Role], At: *instant(o.Hold.Time),
		Lift: s.proposed(actor.From(ctx), ledger.Command{Type: ledger.LiftHold, Order: o.ID}),
	}
	if v.Lift != nil {
		v.Lift.By = s.personName(ctx, v.Lift.ProposedBy)
	}
	return v
}

// proposed is what waits for a checker of a command, nil if nobody has proposed it.
func (s *Service) proposed(a actor.Actor, c ledger.Command) *Proposal {
	var p *ledger.Proposal
	s.engine.View(func(st *ledger.State) { p, _ = st.Proposal(c) })
	if p == nil {
		return nil
	}
	v := viewProposal(a, p)
	return &v
}

// mayHold lists what the actor could do about stopping an order now. Clearing officers have to break the glass first; who
// lets an order go on proposes it as compliance, once, and confirms it as a checker.
func (s *Service) mayHold(a actor.Actor, o *ledger.Order, r ledger.Role) []string {
	officer := slices.Contains([]ledger.Role{ledger.Compliance, ledger.Maker, ledger.Checker}, r)
	switch {
	case !officer:
	case o.Hold == nil && o.Ended == 0 && s.brakes(a):
		return []string{"hold"}
	case o.Hold != nil && r != ledger.Maker:
		lift := s.proposed(a, ledger.Command{Type: ledger.LiftHold, Order: o.ID})
		if (r == ledger.Compliance) == (lift == nil) {
			return []string{"lift"}
		}
	}
	return []string{}
}

// HeldOrder is an order that is stopped, for those who may know why.
type HeldOrder struct {
	Order  string       `json:"order"`
	Title  string       `json:"title"`
	Buyer  PartyView    `json:"buyer"`
	Seller PartyView    `json:"seller"`
	Escrow money.Amount `json:"escrow" doc:"What lies still."`
	Hold   HoldView     `json:"hold"`
	May    []string     `json:"may" nullable:"false" doc:"What the reader may do now: lift, which compliance proposes and a checker confirms."`
	V      int64        `json:"v" doc:"The order's version."`
}

// Holds lists the orders that are stopped, the one that has waited longest first.
func (s *Service) Holds(ctx context.Context) ([]HeldOrder, error) {
	a := actor.From(ctx)
	if !complies(a) {
		return nil, refusal(ledger.WhyRole)
	}
	orders := s.ordersWith(stopped)
	var held []*ledger.Order
	s.engine.View(func(st *ledger.State) {
		for _, id := range orders {
			if o, ok := st.Order(id); ok && o.Hold != nil && side(a, o) != "" {
				held = append(held, o)
			}
		}
	})
	slices.SortFunc(held, func(x, y *ledger.Order) int {
		return cmp.Or(cmp.Compare(x.Hold.Time, y.Hold.Time), cmp.Compare(x.ID, y.ID))
	})
	views := []HeldOrder{}
	for _, o := range held {
		r := side(a, o)
		hold := s.holdView(ctx, o, r)
		if hold == nil { // an officer who is a party to it
			continue
		}
		text, err := s.store.text(ctx, o.ID)
		if err != nil {
			return nil, err
		}
		views = append(views, HeldOrder{
			o.ID, text.Title,
			PartyView{o.Terms.Buyer, text.BuyerName},
			PartyView{o.Terms.Seller, text.SellerName},
			money.Amount{Minor: o.Escrow(), Currency: o.Terms.Currency},
			*hold, s.mayHold(a, o, r), o.Version,
		})
	}
	return views, nil
}

// brakeRole says in which role somebody stops things: compliance always, clearing officers once they have broken the glass;
// whether they have is up to the ledger.
func brakeRole(a actor.Actor) (ledger.Role, error) {
	switch {
	case a.Clears(actor.Compliance):
		return ledger.Compliance, nil
	case a.Clears(actor.ClearingMaker):
		return ledger.Maker, nil
	case a.Clears(actor.ClearingChecker):
		return ledger.Checker, nil
	}
	return "", refusal(ledger.WhyRole)
}

// Hold stops an order: nothing is paid out of its escrow and what comes in for it lies in suspense.
func (s *Service) Hold(ctx context.Context, id, reason string, version int64, key string) (Order, error) {
	r, err := brakeRole(actor.From(ctx))
	if err != nil {
		return Order{}, err
	}
	return s.act(ctx, id, version, key, func(_ *ledger.Order, _ ledger.Role) (ledger.Command, error) {
		return ledger.Command{Type: ledger.HoldOrder, Note: reason, Actor: ledger.Actor{Role: r}}, nil
	})
}

// Lift is compliance proposing to let an order go on, or a checker confirming it.
func (s *Service) Lift(ctx context.Context, id string, version int64, key string) (Order, error) {
	if _, _, err := s.find(ctx, id); err != nil {
		return Order{}, err
	}
	if err := s.ease(ctx, ledger.Command{Type: ledger.LiftHold, Order: id, Version: version}, key); err != nil {
		return Order{}, err
	}
	s.progressOrder(ctx, id)
	return s.Order(ctx, id)
}

// ease gives one half of what compliance proposes and a checker confirms.
func (s *Service) ease(ctx context.Context, c ledger.Command, key string) error {
	a := actor.From(ctx)
	k, err := clientKey(a, key)
	if err != nil {
		return err
	}
	switch {
	case a.Clears(actor.Compliance):
		c = ledger.Propose(c)
		c.Actor = as(a, ledger.Compliance)
	case a.Clears(actor.ClearingChecker):
		c.Actor = as(a, ledger.Checker)
	default:
		return refusal(ledger.WhyRole)
	}
	c.Key = k
	return s.do(ctx, c)
}

// Decide is compliance saying what a resemblance comes to: clear (another one of that name) or hit.
func (s *Service) Decide(ctx context.Context, org, decision, reason, key string) (Standing, error) {
	a := actor.From(ctx)
	if !a.Clears(actor.Compliance) {
		return Standing{}, refusal(ledger.WhyRole)
	}
	lists := s.readable()
	if lists == nil {
		return Standing{}, refusal(ledger.WhyLists)
	}
	k, err := clientKey(a, key)
	if err != nil {
		return Standing{}, err
	}
	err = s.do(ctx, ledger.Command{
		Key: k, Type: ledger.ScreenParty, Actor: as(a, ledger.Compliance), Object: org, Ref: lists.Version(), Note: reason,
		Params: []ledger.Param{{Name: "decision", Text: decision}, {Name: "event", Text: "person"}},
	})
	if err != nil {
		return Standing{}, err
	}
	if decision != string(screening.Clear) {
		s.holdOrders(ctx, org, "screening: "+decision, k.String())
	}
	return s.Party(ctx, org)
}

// Block stops all money of a party: what it has and what it would get goes to an account nothing is paid out of.
func (s *Service) Block(ctx context.Context, org, reason, key string) (Standing, error) {
	a := actor.From(ctx)
	r, err := brakeRole(a)
	if err != nil {
		return Standing{}, err
	}
	k, err := clientKey(a, key)
	if err != nil {
		return Standing{}, err
	}
	if err := s.do(ctx, ledger.Command{Key: k, Type: ledger.BlockParty, Actor: as(a, r), Object: org, Note: reason}); err != nil {
		return Standing{}, err
	}
	return s.Party(ctx, org)
}

// Unblock is compliance proposing to give a party its money back, or a checker confirming it.
func (s *Service) Unblock(ctx context.Context, org, key string) (Standing, error) {
	if _, err := s.Party(ctx, org); err != nil {
		return Standing{}, err
	}
	if err := s.ease(ctx, ledger.Command{Type: ledger.UnblockParty, Object: org}, key); err != nil {
		return Standing{}, err
	}
	return s.Party(ctx, org)
}

// Party says what is known of one party.
func (s *Service) Party(ctx context.Context, org string) (Standing, error) {
	a := actor.From(ctx)
	if !complies(a) {
		return Standing{}, refusal(ledger.WhyRole)
	}
	var p *ledger.Standing
	s.engine.View(func(st *ledger.State) { p, _ = st.Standing(org) })
	if p == nil {
		return Standing{}, problem.New(problem.NotFound, "party_not_found", "nothing is known of such a party")
	}
	return s.standing(ctx, a, p)
}
