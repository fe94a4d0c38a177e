package ledger

import (
	"math/big"
	"slices"
	"strconv"

	"fairground/server/money"
)

// The naive side of money in suspense and of payouts nobody knows about, its planted bugs and its clients.

type modelSuspense struct {
	state, rail, cur, payer string
	amount                  *big.Int
}

// lay notes what an entry left in suspense.
func (m *model) lay(e *Entry, rail, cur, payer string, v *big.Int) {
	id := SuspenseID(e.Key)
	m.suspense[id] = &modelSuspense{state: Lying, rail: rail, cur: cur, payer: payer, amount: new(big.Int).Set(v)}
	m.suspenseIDs = append(m.suspenseIDs, id)
}

func (m *model) layAgain(e *Entry, p *modelPayout, v *big.Int) {
	if v.Sign() > 0 {
		m.lay(e, p.rail, p.cur, m.suspense[p.suspense].payer, v)
	}
}

func (m *model) resolve(e *Entry, p *modelPayout, avail, out string) string {
	if why := m.confirmed(e); why != "" {
		return why
	}
	switch to := e.text("to"); {
	case to != Settled && to != Rejected:
		return WhyState
	case e.Ref == "":
		return WhyEvidence
	case to == Settled:
		m.pay(out, "bank:"+p.rail+":custody", p.cur, p.amount)
		p.state = Settled
	default:
		m.pay(out, avail, p.cur, p.amount)
		p.state = Rejected
	}
	m.settled(e)
	return ""
}

func (m *model) comeBack(e *Entry, p *modelPayout, avail string) string {
	back := big.NewInt(e.Amount)
	if string(e.Currency) != p.cur {
		return WhyCurrency
	}
	if back.Sign() <= 0 || back.Cmp(p.amount) > 0 {
		return WhyAmount
	}
	m.pay("bank:"+p.rail+":custody", avail, p.cur, back)
	p.state, p.back = Returned, e.Amount
	if p.suspense != "" {
		m.layAgain(e, p, back)
	}
	return ""
}

// liesStill finds the object of an entry if it may still move.
func (m *model) liesStill(e *Entry) (*modelSuspense, string) {
	u := m.suspense[e.Object]
	switch {
	case u == nil:
		return nil, WhySuspenseUnknown
	case u.state != "LYING":
		return nil, WhyState
	}
	return u, ""
}

var suspenseModel = map[Type]func(*model, *Entry, int64) string{
	AssignSuspense: func(m *model, e *Entry, _ int64) string {
		o := m.orders[e.Order]
		if o == nil {
			return WhyOrderUnknown
		}
		if why := m.checks(e); why != "" {
			return why
		}
		if m.stale(e, o.version) {
			return WhyVersion
		}
		if ended(o.state) {
			return WhyState
		}
		if why := m.confirmed(e); why != "" {
			return why
		}
		u, why := m.liesStill(e)
		switch {
		case why != "":
			return why
		case o.state == Proposed:
			return WhyState
		case string(o.terms.Currency) != u.cur:
			return WhyCurrency
		}
		u.state = "ASSIGNED"
		m.receive("suspense:"+u.rail, e.Order, o, u.cur, u.amount)
		m.settled(e)
		return ""
	},
	ReturnSuspense: func(m *model, e *Entry, _ int64) string {
		if why := m.checks(e); why != "" {
			return why
		}
		if why := m.confirmed(e); why != "" {
			return why
		}
		u, why := m.liesStill(e)
		switch {
		case why != "":
			return why
		case e.Payout == "":
			return WhyPayoutUnknown
		case m.payouts[e.Payout] != nil:
			return WhyPayoutExists
		case u.payer == "" && e.Ref == "":
			return WhyEvidence
		}
		u.state = "RETURNED"
		m.pay("suspense:"+u.rail, "clearing:out:"+u.rail, u.cur, u.amount)
		m.payouts[e.Payout] = &modelPayout{state: Approved, cur: u.cur, rail: u.rail, amount: u.amount, version: 1, suspense: e.Object}
		m.payoutIDs = append(m.payoutIDs, e.Payout)
		m.settled(e)
		return ""
	},
	ReverseSuspense: func(m *model, e *Entry, _ int64) string {
		if !by(e, "R") {
			return WhyRole
		}
		u, why := m.liesStill(e)
		switch {
		case why != "":
			return why
		case string(e.Currency) != u.cur:
			return WhyCurrency
		case u.amount.Cmp(big.NewInt(e.Amount)) != 0:
			return WhyAmount
		}
		u.state = "REVERSED"
		m.pay("suspense:"+u.rail, "bank:"+u.rail+":custody", u.cur, u.amount)
		return ""
	},
}

// checks says why an actor may not be the checker of an entry.
func (m *model) checks(e *Entry) string {
	if e.Actor.Role != Checker {
		return WhyRole
	}
	return m.neutral(e)
}

// suspenseBugs are planted where money belongs to nobody.
var suspenseBugs = []bug{
	{"suspense-assigned-twice", func(x *scratch, c *Command, e *Entry) {
		u, ok := x.suspended.find(c.Object)
		o, live := x.order(c.Order)
		if e.OK || c.Type != AssignSuspense || !ok || !live || u.State != Assigned || (e.Why != WhyNoProposal && e.Why != WhyState) {
			return
		}
		e.OK, e.Why = true, ""
		e.moveTo("s", u.ID, Assigned, Assigned)
		e.post(SuspenseAccount(u.Rail), u.Currency, -u.Amount)
		e.receive(o, u.Amount)
	}},
	{"suspense-to-the-seller", func(_ *scratch, c *Command, e *Entry) {
		for i := range e.Legs {
			if e.OK && c.Type == AssignSuspense && Class(e.Legs[i].Account) == "user" {
				e.Legs[i].Account = AvailableAccount("s1")
			}
		}
	}},
	{"suspense-in-part", func(_ *scratch, c *Command, e *Entry) {
		if e.OK && c.Type == ReturnSuspense {
			for i := range e.Legs {
				e.Legs[i].Minor -= e.Legs[i].Minor / 2
			}
		}
	}},
}

// outcomeBugs are planted where a payout has left the house.
var outcomeBugs = []bug{
	{"return-as-if-never-sent", func(x *scratch, c *Command, e *Entry) {
		if p, ok := x.payout(c.Payout); ok && e.OK && c.Type == ReturnPayout {
			_, e.Legs[0].Account = p.accounts()
		}
	}},
	{"no-answer-is-a-refusal", func(x *scratch, c *Command, e *Entry) {
		if p, ok := x.payout(c.Payout); ok && e.OK && c.Type == MarkPayoutUnknown {
			e.Moves[0].To, e.Legs = Rejected, p.legs(Rejected)
		}
	}},
}

// inventResolution makes up what two people found out about a payout: each time the same, or no second one could agree.
func (w *world) inventResolution(c *Command) {
	c.Ref = "proof_" + c.Payout
	to := Settled
	switch c.Payout[len(c.Payout)-1] {
	case '0', '2', '4', '6':
		to = Rejected
	case '1':
		c.Ref = ""
	}
	c.Params = []Param{{Name: outcomeParam, Text: to}}
	w.needsProposal(c)
}

// inventOutcome drives a payout to the rail and on from there: nobody knows, two people find out, it arrives or comes back.
func inventOutcome(w *world, c *Command) bool {
	steps := map[string][]Type{
		Requested: {ApprovePayout}, Approved: {BatchPayout, BatchPayout, BatchPayout, SubmitPayout}, Batched: {SubmitBatch, SubmitBatch, BatchPayout, UnbatchPayout},
		Submitted: {MarkPayoutUnknown, MarkPayoutUnknown, SettlePayout, RejectPayout, AcceptPayout, AcceptBatch, AcceptBatch, LoseBatch, LoseBatch, CancelPayout}, Accepted: {SettlePayout, RejectPayout},
		Unknown: {ResolvePayout}, Settled: {ReturnPayout},
	}
	switch w.rng.IntN(8) {
	case 0:
		w.inventPurse(c)
		return true
	case 1, 2:
		w.inventSmall(c)
		return true
	}
	for _, id := range slices.Backward(w.model.payoutIDs) {
		p := w.model.payouts[id]
		types := steps[p.state]
		if len(types) == 0 || w.rng.IntN(4) == 0 || w.alone(p) {
			continue
		}
		c.Payout, c.Version, c.Type = id, p.version, types[w.rng.IntN(len(types))]
		roles := rules[c.Type].roles
		switch {
		case c.Type == ApprovePayout && p.maker == "" && p.amount.Cmp(big.NewInt(w.model.limits[p.cur].Payout)) > 0:
			c.Type, roles = ProposePayout, []Role{Maker}
		case c.Type == ApprovePayout && p.maker != "":
			roles = []Role{Checker}
		}
		c.Actor = w.actor(roles, p.org, p.org, "")
		w.inventPayoutDetails(c, p)
		return true
	}
	return false
}

// inventSender sometimes says who paid, and sometimes that it was somebody else than the buyer.
func (w *world) inventSender(c *Command) {
	if w.rng.IntN(2) == 0 {
		c.Params = append(c.Params, Param{Name: payerParam, Text: "acct_" + strconv.Itoa(w.rng.IntN(5))})
	}
	if w.rng.IntN(25) == 0 {
		c.Params = append(c.Params, Param{Name: suspendParam, Text: WhyPayer})
	}
}

// inventSuspense moves, or tries to, what lies in suspense.
func inventSuspense(w *world, c *Command) bool {
	m, r := w.model, w.rng
	if len(m.suspenseIDs) == 0 {
		return false
	}
	recent := func(ids []string) string { return ids[max(0, len(ids)-1-r.IntN(4))] }
	c.Object = recent(m.suspenseIDs)
	u := m.suspense[c.Object]
	if r.IntN(20) == 0 {
		c.Object = "sus_none"
	}
	switch r.IntN(10) {
	case 0:
		c.Type, c.Actor = ReverseSuspense, w.actor([]Role{Rail}, "", "", "")
		c.Amount, c.Currency = u.amount.Int64(), money.Currency(u.cur)
		if r.IntN(6) == 0 {
			c.Amount++
		}
		return true
	case 1, 2:
		c.Type, c.Actor, c.Payout = ReturnSuspense, w.actor([]Role{Checker}, "", "", ""), "pay_of_"+c.Object
		if r.IntN(12) > 0 {
			c.Ref = "acct_known"
		}
	default:
		c.Type, c.Actor, c.Order = AssignSuspense, w.actor([]Role{Checker}, "", "", ""), recent(m.ids)
		for range 4 { // rather one that can have it
			if o := m.orders[c.Order]; ended(o.state) || string(o.terms.Currency) != u.cur {
				c.Order = recent(m.ids)
			}
		}
		c.Version = m.orders[c.Order].version
	}
	w.needsProposal(c)
	return true
}
