package ledger

import (
	"fmt"
	"math/big"
	"strings"
)

// The naive side of advances: fractions of days and years, and the caps of the design.

type modelAdvance struct {
	id, state, ms, funder        string
	offered, principal           *big.Int
	interest, accrued            *big.Int // unpaid; posted since the principal last changed
	rate, until, since, postedTo int64
}

func (o *modelOrder) findAdvance(id string) *modelAdvance {
	for _, a := range o.advances {
		if a.id == id {
			return a
		}
	}
	return nil
}

func (a *modelAdvance) running() bool { return a.state == "DISBURSED" || a.state == "ACCRUING" }

// accrue posts the interest up to the day of an instant.
func (m *model) accrue(o *modelOrder, a *modelAdvance, now int64) {
	today := now / 86_400_000
	if !a.running() || today <= a.postedTo {
		return
	}
	all := floorOf(a.principal, a.rate*(today-a.since), 365_000_000)
	more := new(big.Int).Sub(all, a.accrued)
	m.pay("loan:"+a.id+":interest", "income:interest", string(o.terms.Currency), more)
	a.interest.Add(a.interest, more)
	a.accrued = all
	if more.Sign() > 0 {
		a.postedTo = today
	}
}

// repay lets somebody pay: interest, then principal, and the rest is left in v. It says whether anything is owed after it.
func (m *model) repay(o *modelOrder, a *modelAdvance, from string, v *big.Int, now int64, interest, principal bool) {
	cur := string(o.terms.Currency)
	part := func(owed *big.Int, claim, loan string) bool {
		p := new(big.Int).Set(owed)
		if p.Cmp(v) > 0 {
			p.Set(v)
		}
		m.pay(from, "funder:"+a.funder+":avail", cur, p)
		m.pay(claim, loan, cur, p)
		owed.Sub(owed, p)
		v.Sub(v, p)
		if p.Sign() > 0 && a.running() {
			a.postedTo = now / 86_400_000
		}
		return p.Sign() > 0
	}
	loans := []string{"loan:" + a.id + ":interest", "loan:" + a.id + ":principal"}
	if a.state == "RECOURSE" {
		loans[0], loans[1] = "recv:"+o.terms.Seller+":advances", "recv:"+o.terms.Seller+":advances"
	}
	if interest {
		part(a.interest, "income:interest", loans[0])
	}
	if principal && part(a.principal, "funder:"+a.funder+":lent", loans[1]) {
		a.since, a.accrued = now/86_400_000, new(big.Int)
	}
	if a.principal.Sign() == 0 && a.interest.Sign() == 0 {
		a.state = "REPAID"
	}
}

// serve pays funders out of a seller's net: all interest first, then principal, the oldest first.
func (m *model) serve(id string, o *modelOrder, net *big.Int) {
	for _, a := range o.advances {
		if a.running() && net.Sign() > 0 {
			m.accrue(o, a, m.now)
			m.repay(o, a, "escrow:"+id, net, m.now, true, false)
		}
	}
	for _, a := range o.advances {
		if a.running() && net.Sign() > 0 {
			m.repay(o, a, "escrow:"+id, net, m.now, false, true)
		}
	}
}

// most is what may be advanced on a milestone, or on all ("").
func (o *modelOrder) most(only string) *big.Int {
	sum, base := new(big.Int), new(big.Int).Set(o.released)
	for _, ms := range o.ms {
		share := map[string]int64{Planned: 5000, Funded: 8000, Shipped: 8000, Inspection: 8000, Accepted: 8000}[ms.state]
		if share == 0 {
			continue
		}
		before := o.share(base)
		base.Add(base, ms.amount)
		after := o.share(base)
		net := new(big.Int).Set(ms.amount)
		for r := range 2 {
			net.Sub(net, after[1][r]).Add(net, before[1][r])
		}
		if only == "" || only == ms.id {
			sum.Add(sum, floorOf(net, share, 10_000))
		}
	}
	return sum
}

func (o *modelOrder) promised() *big.Int {
	sum := new(big.Int)
	for _, a := range o.advances {
		switch {
		case a.state == "ACCEPTED":
			sum.Add(sum, a.offered)
		case a.running():
			sum.Add(sum, a.principal)
		}
	}
	return sum
}

// loan finds order and advance of an entry; dead orders are for those only that end something.
func (m *model) loan(e *Entry, roles string, dead bool) (*modelOrder, *modelAdvance, string) {
	o, why := m.about(e, roles)
	if why != "" {
		return nil, nil, why
	}
	if ended(o.state) && !dead {
		return nil, nil, WhyState
	}
	if by(e, "C") {
		if why := m.confirmed(e); why != "" {
			return nil, nil, why
		}
	}
	a := o.findAdvance(e.Object)
	if a == nil {
		return nil, nil, WhyAdvanceUnknown
	}
	return o, a, ""
}

var advanceModel = map[Type]func(*model, *Entry, int64) string{
	AskAdvance: func(m *model, e *Entry, _ int64) string {
		if o := m.orders[e.Order]; o != nil && o.find(e.Milestone) == nil {
			return WhyMilestoneUnknown
		}
		o, why := m.about(e, "S")
		switch {
		case why != "":
			return why
		case ended(o.state), o.state == Proposed:
			return WhyState
		case big.NewInt(e.Amount).Cmp(o.most(e.Milestone)) > 0:
			return WhyCap
		}
		o.asks[e.Milestone] = big.NewInt(e.Amount)
		o.version++
		return ""
	},
	OfferAdvance: func(m *model, e *Entry, now int64) string {
		if o := m.orders[e.Order]; o != nil && o.find(e.Milestone) == nil {
			return WhyMilestoneUnknown
		}
		o, why := m.about(e, "F")
		if why != "" {
			return why
		}
		v := big.NewInt(e.Amount)
		purse := "funder:" + e.Actor.Org + ":avail|" + string(o.terms.Currency)
		ask := o.asks[e.Milestone]
		switch {
		case ended(o.state):
			return WhyState
		case !strings.HasPrefix(e.Object, "adv_"+strings.TrimPrefix(e.Order, "ord_")+"-"):
			return WhyAdvanceUnknown
		case e.Actor.Org == "" || e.Actor.Person == "":
			return WhyNotParty
		case o.findAdvance(e.Object) != nil:
			return WhyTwice
		case ask == nil || ask.Sign() == 0:
			return WhyNotAsked
		case e.num("rate") < 0 || e.num("rate") > 360_000 || e.num("until") <= now || e.num("until") > now+90*86_400_000 || len(o.advances) >= 32:
			return WhyOfferTerms
		case v.Sign() <= 0 || v.Cmp(ask) > 0:
			return WhyAmount
		case v.Cmp(o.most(e.Milestone)) > 0:
			return WhyCap
		case m.available(purse).Cmp(v) < 0:
			return WhyFunds
		}
		m.get(m.held, purse).Add(m.get(m.held, purse), v)
		o.advances = append(o.advances, &modelAdvance{
			id: e.Object, state: "OFFERED", ms: e.Milestone, funder: e.Actor.Org, offered: v, principal: new(big.Int), interest: new(big.Int),
			accrued: new(big.Int), rate: e.num("rate"), until: e.num("until"),
		})
		o.version++
		return ""
	},
	AcceptAdvance: func(m *model, e *Entry, now int64) string {
		o, a, why := m.loan(e, "S", false)
		switch {
		case why != "":
			return why
		case a.state != "OFFERED":
			return WhyState
		case now > a.until:
			return WhyOfferExpired
		case new(big.Int).Add(o.promised(), a.offered).Cmp(o.most("")) > 0:
			return WhyCap
		}
		a.state = "ACCEPTED"
		o.version++
		return ""
	},
	WithdrawAdvance: func(m *model, e *Entry, now int64) string {
		o, a, why := m.loan(e, "FST", true)
		switch {
		case why != "":
			return why
		case by(e, "F") && e.Actor.Org != a.funder:
			return WhyNotParty
		case a.state != "OFFERED" && (a.state != "ACCEPTED" || !by(e, "T")):
			return WhyState
		case by(e, "T") && now <= a.until && !ended(o.state):
			return WhyNotDue
		}
		m.unreserve(o, a)
		a.state = map[Role]string{Funder: "WITHDRAWN", Seller: "DECLINED", Timer: "EXPIRED"}[e.Actor.Role]
		o.version++
		return ""
	},
	DisburseAdvance: func(m *model, e *Entry, now int64) string {
		o, a, why := m.loan(e, "C", false)
		switch {
		case why != "":
			return why
		case a.state != "ACCEPTED":
			return WhyState
		case now > a.until:
			return WhyOfferExpired
		case o.hold:
			return WhyHeld
		case o.promised().Cmp(o.most("")) > 0:
			return WhyCap
		}
		if why := m.suspect(o.terms.Seller); why != "" {
			return why
		}
		cur := string(o.terms.Currency)
		m.unreserve(o, a)
		m.pay("funder:"+a.funder+":avail", "user:"+o.terms.Seller+":avail", cur, a.offered)
		m.pay("loan:"+a.id+":principal", "funder:"+a.funder+":lent", cur, a.offered)
		a.principal.Set(a.offered)
		a.state, a.since, a.postedTo = "DISBURSED", now/86_400_000, now/86_400_000
		m.settled(e)
		o.version++
		return ""
	},
	AccrueInterest: func(m *model, e *Entry, now int64) string {
		o, a, why := m.loan(e, "T", true)
		switch {
		case why != "":
			return why
		case !a.running():
			return WhyState
		case now/86_400_000 <= a.postedTo:
			return WhyNotDue
		}
		m.accrue(o, a, now)
		a.state, a.postedTo = "ACCRUING", now/86_400_000
		o.version++
		return ""
	},
	RepayAdvance: func(m *model, e *Entry, now int64) string {
		o, a, why := m.loan(e, "ST", true)
		if why != "" {
			return why
		}
		if a.state != "RECOURSE" && (by(e, "T") || !a.running()) {
			return WhyState
		}
		purse := "user:" + o.terms.Seller + ":avail"
		owed := new(big.Int).Add(a.principal, a.interest)
		if a.running() {
			owed.Add(owed, floorOf(a.principal, a.rate*max(0, now/86_400_000-a.since), 365_000_000)).Sub(owed, a.accrued)
		}
		v := big.NewInt(e.Amount)
		switch {
		case v.Sign() <= 0 || v.Cmp(owed) > 0:
			return WhyAmount
		case m.available(purse+"|"+string(o.terms.Currency)).Cmp(v) < 0:
			return WhyFunds
		}
		m.accrue(o, a, now)
		m.repay(o, a, purse, v, now, true, true)
		o.version++
		return ""
	},
	RecourseAdvance: func(m *model, e *Entry, now int64) string {
		o, a, why := m.loan(e, "T", true)
		switch {
		case why != "":
			return why
		case !a.running():
			return WhyState
		case !ended(o.state):
			return WhyNotDue
		}
		cur, debt := string(o.terms.Currency), "recv:"+o.terms.Seller+":advances"
		m.accrue(o, a, now)
		m.pay(debt, "loan:"+a.id+":interest", cur, a.interest)
		m.pay(debt, "loan:"+a.id+":principal", cur, a.principal)
		a.state = "RECOURSE"
		o.version++
		return ""
	},
	WriteOffAdvance: func(m *model, e *Entry, _ int64) string {
		o, a, why := m.loan(e, "C", true)
		switch {
		case why != "":
			return why
		case a.state != "RECOURSE":
			return WhyState
		}
		cur, debt := string(o.terms.Currency), "recv:"+o.terms.Seller+":advances"
		m.pay("income:interest", debt, cur, a.interest)
		m.pay("funder:"+a.funder+":lent", debt, cur, a.principal)
		a.interest, a.principal, a.state = new(big.Int), new(big.Int), "WRITTEN_OFF"
		m.settled(e)
		o.version++
		return ""
	},
}

// unreserve frees what was held for an offer.
func (m *model) unreserve(o *modelOrder, a *modelAdvance) {
	held := m.get(m.held, "funder:"+a.funder+":avail|"+string(o.terms.Currency))
	held.Sub(held, a.offered)
}

func (o *modelOrder) differsAdvances(have []Advance) error {
	if len(o.advances) != len(have) {
		return fmt.Errorf("%d advances, the model has %d", len(have), len(o.advances))
	}
	for i, a := range have {
		b := o.advances[i]
		if b.id != a.ID || b.state != a.State || b.principal.Cmp(big.NewInt(a.Principal)) != 0 || b.interest.Cmp(big.NewInt(a.Interest)) != 0 {
			return fmt.Errorf("advance %+v, the model has %+v", a, b)
		}
	}
	return nil
}
