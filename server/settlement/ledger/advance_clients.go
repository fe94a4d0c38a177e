package ledger

import (
	"math/big"
	"slices"
	"strconv"
)

// inventAdvance brings an advance of a recent order one step further, or begins one.
func inventAdvance(w *world, c *Command) bool {
	m, r := w.model, w.rng
	recent := m.ids[max(0, len(m.ids)-12):]
	c.Order = recent[r.IntN(len(recent))]
	var a *modelAdvance
	for _, id := range recent {
		o := m.orders[id]
		if a == nil && !ended(o.state) && (len(o.asks) > 0 || len(m.orders[c.Order].asks) == 0) && r.IntN(8) > 0 {
			c.Order = id
		}
		for _, one := range o.advances {
			if !terminalAdvance(one.state) && (a == nil || one.state == "RECOURSE" || r.IntN(2) == 0) {
				c.Order, a = id, one
			}
		}
	}
	o := m.orders[c.Order]
	c.Version = o.version
	act := func(ty Type, roles ...Role) {
		c.Type, c.Actor = ty, w.actor(roles, o.terms.Buyer, o.terms.Seller, "l1")
	}
	if a == nil || r.IntN(12) == 0 {
		return w.inventLending(c, o)
	}
	if missing := o.missing(); missing.Sign() > 0 && r.IntN(6) == 0 {
		c.Type, c.Actor, c.Rail, c.Currency, c.Amount, c.Version = BookReceipt, Actor{Role: Rail}, "sandbox", o.terms.Currency, missing.Int64(), 0
		return true
	}
	c.Object = a.id
	switch roll := r.IntN(10); {
	case r.IntN(40) == 0:
		c.Object = "adv_none-1"
		act(RepayAdvance, Seller)
	case roll == 0:
		types := []Type{AcceptAdvance, WithdrawAdvance, AccrueInterest, RecourseAdvance, RepayAdvance}
		ty := types[r.IntN(len(types))]
		act(ty, rules[ty].roles...)
		c.Amount = 1
	case a.state == "OFFERED" && roll < 8 && !ended(o.state):
		act(AcceptAdvance, Seller)
	case a.state == "OFFERED":
		act(WithdrawAdvance, Funder, Seller, Timer)
	case a.state == "ACCEPTED" && (roll == 1 || ended(o.state)):
		act(WithdrawAdvance, Timer)
	case a.state == "ACCEPTED":
		act(DisburseAdvance, Checker)
		w.needsProposal(c)
	case a.state == "RECOURSE" && roll < 9:
		act(WriteOffAdvance, Checker)
		w.needsProposal(c)
	case a.state == "RECOURSE":
		act(RepayAdvance, Seller, Timer)
		has := m.available("user:" + o.terms.Seller + ":avail|" + string(o.terms.Currency))
		c.Amount = max(1, min(new(big.Int).Add(a.principal, a.interest).Int64(), has.Int64()))
	case ended(o.state):
		act(RecourseAdvance, Timer)
	case roll < 4 && w.now/dayMillis > a.postedTo, roll == 5 && a.state == "ACCRUING":
		act(AccrueInterest, Timer)
	case roll == 9:
		act(RepayAdvance, Seller)
		c.Amount = 1 + r.Int64N(a.principal.Int64()+2)
	default:
		c.Object = ""
		if r.IntN(3) == 0 || !w.inventUndoing(c, o) {
			w.inventStepOf(c, o)
		}
		return true
	}
	if c.Actor.Role == Funder {
		c.Actor.Org = []string{a.funder, a.funder, "f0"}[r.IntN(3)]
	}
	return true
}

// inventUndoing ends an order that is late, so that what was advanced on it must be got back.
func (w *world) inventUndoing(c *Command, o *modelOrder) bool {
	late := func(ms modelMilestone) bool {
		return (ms.state == Planned || ms.state == Funded) && ms.shipBy > 0 && w.now > ms.shipBy
	}
	switch i := slices.IndexFunc(o.ms, late); {
	case (o.state == AwaitingFunds || o.state == PartiallyFunded) && w.now > o.terms.FundBy:
		c.Type, c.Actor = ExpireOrder, Actor{Role: Timer}
	case o.state == Funded && i == 0:
		c.Type, c.Actor = CancelOrder, w.actor([]Role{Buyer}, o.terms.Buyer, o.terms.Seller, "l1")
	case o.state == InDelivery && i >= 0:
		c.Type, c.Milestone, c.Actor = CancelMilestone, o.ms[i].id, w.actor([]Role{Buyer}, o.terms.Buyer, o.terms.Seller, "l1")
	default:
		return false
	}
	return true
}

// inventLending pays a funder's money in, asks for early payment or offers it.
func (w *world) inventLending(c *Command, o *modelOrder) bool {
	m, r := w.model, w.rng
	funder := "f" + strconv.Itoa(r.IntN(2))
	purse := m.available("funder:" + funder + ":avail|" + string(o.terms.Currency))
	c.Milestone = o.ms[r.IntN(len(o.ms))].id
	for _, ms := range o.ms {
		if ask := o.asks[ms.id]; ask != nil && ask.Sign() > 0 && r.IntN(4) > 0 {
			c.Milestone = ms.id
		}
	}
	ask := o.asks[c.Milestone]
	switch {
	case ended(o.state) && r.IntN(10) > 0: // nothing to lend on
		*c = Command{Key: c.Key}
		w.inventOrder(c)
	case o.state == Proposed && r.IntN(10) > 0:
		*c = Command{Key: c.Key}
		return false
	case purse.Sign() == 0 || r.IntN(12) == 0:
		*c = Command{
			Key: c.Key, Type: BookDeposit, Actor: Actor{Role: Rail}, Object: funder, Rail: "sandbox", Currency: o.terms.Currency, Amount: 1 + r.Int64N(400_000),
			Ref: "in" + strconv.Itoa(r.IntN(1_000_000)), Params: []Param{{Name: forParam, Text: "funder"}},
		}
	case (ask == nil || ask.Sign() == 0) && r.IntN(15) > 0 || r.IntN(12) == 0:
		c.Type, c.Actor = AskAdvance, w.actor([]Role{Seller}, o.terms.Buyer, o.terms.Seller, "l1")
		c.Amount = o.most(c.Milestone).Int64() + int64(r.IntN(12)/11)
		if r.IntN(10) == 0 {
			c.Amount = 0
		}
	default:
		c.Type, c.Actor = OfferAdvance, w.actor([]Role{Funder}, o.terms.Buyer, o.terms.Seller, "l1")
		if c.Actor.Role == Funder {
			c.Actor.Org = funder
			if r.IntN(15) == 0 {
				c.Actor.Org = o.terms.Buyer
			}
		}
		if ask == nil {
			ask = big.NewInt(1)
		}
		c.Amount = max(1, ask.Int64()-r.Int64N(ask.Int64()/2+1)+int64(r.IntN(12)/11))
		if r.IntN(3) > 0 && purse.Sign() > 0 {
			c.Amount = min(c.Amount, purse.Int64())
		}
		c.Object = "adv_" + c.Order[len("ord_"):] + "-" + strconv.Itoa(len(o.advances)+1)
		c.Params = []Param{{Name: "rate", Minor: r.Int64N(MaxAnnualRate + 60_000)}, {Name: "until", Minor: w.now + r.Int64N([]int64{2000, 400_000, 400_000, 400_000}[r.IntN(4)])*w.scale}}
	}
	return true
}

// advanceBugs are planted where money is lent and paid back.
var advanceBugs = []bug{
	{"advance-above-the-cap", func(_ *scratch, c *Command, e *Entry) {
		if e.Why == WhyCap && c.Type == AcceptAdvance {
			e.OK, e.Why = true, ""
			e.moveTo("a", c.Object, Offered, Accepted)
		}
	}},
	{"offer-without-money", func(_ *scratch, c *Command, e *Entry) {
		if e.Why == WhyFunds && c.Type == OfferAdvance {
			e.OK, e.Why = true, ""
			e.moveTo("a", c.Object, "", Offered)
		}
	}},
	{"release-forgets-the-funder", func(x *scratch, _ *Command, e *Entry) {
		o, ok := x.order(e.Order)
		if !ok || !e.OK || e.Type != Release || len(o.Advances) == 0 {
			return
		}
		i := o.index(e.Milestone)
		plain := o.clone()
		plain.Advances = nil
		e.Legs = x.releaseLegs(plain, i)
		e.Moves = slices.DeleteFunc(e.Moves, func(m Move) bool { return m.Kind == "a" })
	}},
	{"interest-of-a-360-day-year", func(x *scratch, _ *Command, e *Entry) {
		if o, ok := x.order(e.Order); ok && e.OK && e.Type == AccrueInterest {
			a, _ := o.Advance(e.Object)
			more := Interest(a.Principal, a.Rate*yearDays/360, Day(x.time)-a.Since) - a.Accrued
			e.Legs = nil
			e.post(interestAccount(a.ID), o.Terms.Currency, -more)
			e.post(EarnedAccount, o.Terms.Currency, more)
		}
	}},
	{"a-day-accrued-twice", func(x *scratch, c *Command, e *Entry) {
		if e.Why == WhyNotDue && c.Type == AccrueInterest {
			o, _ := x.order(c.Order)
			if a, _ := o.Advance(c.Object); a.State == Accruing {
				v := Interest(a.Principal, a.Rate, 1)
				e.OK, e.Why = true, ""
				e.post(interestAccount(a.ID), o.Terms.Currency, -v)
				e.post(EarnedAccount, o.Terms.Currency, v)
			}
		}
	}},
	{"principal-before-interest", func(x *scratch, _ *Command, e *Entry) {
		o, ok := x.order(e.Order)
		if !ok || !e.OK || e.Type != RepayAdvance {
			return
		}
		if a, _ := o.Advance(e.Object); a.running() && e.Amount <= a.Principal {
			e.Moves, e.Legs = nil, a.pay(o, Day(x.time), 0, e.Amount)
			e.post(AvailableAccount(o.Terms.Seller), o.Terms.Currency, -e.Amount)
		}
	}},
	{"repayment-to-another-funder", func(_ *scratch, _ *Command, e *Entry) {
		for i, l := range e.Legs {
			if e.OK && e.Type == RepayAdvance && Class(l.Account) == "funder" && l.Minor > 0 {
				e.Legs[i].Account = FunderAccount("f9")
			}
		}
	}},
	{"lender-takes-out-its-earnings", func(_ *scratch, c *Command, e *Entry) {
		if e.OK && c.Type == RequestPayout && c.Actor.Role == Funder {
			e.Legs[0].Account = AvailableAccount(c.Actor.Org)
		}
	}},
	{"blocked-funder-lends", func(x *scratch, c *Command, e *Entry) {
		if e.Why == WhyBlocked && (c.Type == OfferAdvance || c.Type == DisburseAdvance) {
			x.instead(c, e, func(y *scratch) { y.parties = overlay[Standing]{} })
		}
	}},
	{"recourse-without-the-interest", func(x *scratch, _ *Command, e *Entry) {
		o, ok := x.order(e.Order)
		if !ok || !e.OK || e.Type != RecourseAdvance {
			return
		}
		a, _ := o.Advance(e.Object)
		e.Legs = nil
		e.post(principalAccount(a.ID), o.Terms.Currency, a.Principal)
		e.post(RecourseAccount(o.Terms.Seller), o.Terms.Currency, -a.Principal)
	}},
}
