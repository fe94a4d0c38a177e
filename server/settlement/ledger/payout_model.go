package ledger

import (
	"math/big"
	"slices"
	"strings"
)

// The naive side of payouts.

type modelPayout struct {
	org, state, cur, rail string
	maker, requester      string
	suspense              string // id of what it gives back
	lender                bool   // out of what its organization may lend
	back                  int64  // what came back of it
	batch                 string
	amount                *big.Int
	version               int64
}

func (m *model) request(e *Entry) string {
	if !slices.Contains([]Role{Buyer, Seller, Timer, Funder}, e.Actor.Role) {
		return WhyRole
	}
	if m.payouts[e.Payout] != nil {
		return WhyPayoutExists
	}
	if e.Amount <= 0 {
		return WhyAmount
	}
	if m.debt(e.Actor.Org, string(e.Currency)).Sign() > 0 || m.get(m.posted, "recv:"+e.Actor.Org+":advances|"+string(e.Currency)).Sign() < 0 {
		return WhyDebt
	}
	account := map[bool]string{false: "user:", true: "funder:"}[by(e, "F")] + e.Actor.Org + ":avail|" + string(e.Currency)
	if m.available(account).Cmp(big.NewInt(e.Amount)) < 0 {
		return WhyFunds
	}
	m.get(m.held, account).Add(m.get(m.held, account), big.NewInt(e.Amount))
	m.payouts[e.Payout] = &modelPayout{
		org: e.Actor.Org, state: Requested, cur: string(e.Currency), rail: e.Rail, amount: big.NewInt(e.Amount), version: 1, requester: e.Actor.Person, lender: by(e, "F"),
	}
	m.payoutIDs = append(m.payoutIDs, e.Payout)
	return ""
}

func (m *model) payout(e *Entry) string {
	p := m.payouts[e.Payout]
	if p == nil {
		return WhyPayoutUnknown
	}
	who := map[Type]string{
		ProposePayout: "M", ApprovePayout: "TC", SubmitPayout: "R", SettlePayout: "R", RejectPayout: "R", CancelPayout: "BSFMC",
		MarkPayoutUnknown: "TR", ResolvePayout: "C", ReturnPayout: "R", BatchPayout: "R", UnbatchPayout: "R", AcceptPayout: "R",
	}
	if !by(e, who[e.Type]) {
		return WhyRole
	}
	if by(e, "BSF") && (e.Actor.Org != p.org || p.org == "" || by(e, "F") != p.lender) {
		return WhyNotParty
	}
	if by(e, "MC") && e.Actor.Org == p.org && p.org != "" {
		return WhyParty
	}
	if m.stale(e, p.version) {
		return WhyVersion
	}
	from := map[Type]string{
		ProposePayout: "REQUESTED", ApprovePayout: "REQUESTED", SubmitPayout: "APPROVED", SettlePayout: "SUBMITTED ACCEPTED UNKNOWN", RejectPayout: "SUBMITTED ACCEPTED UNKNOWN",
		CancelPayout: "REQUESTED APPROVED BATCHED", MarkPayoutUnknown: "SUBMITTED ACCEPTED", ResolvePayout: "UNKNOWN", ReturnPayout: "SETTLED",
		BatchPayout: "APPROVED", UnbatchPayout: "BATCHED", AcceptPayout: "SUBMITTED",
	}
	if !strings.Contains(from[e.Type], p.state) {
		return WhyState
	}
	avail, out := "user:"+p.org+":avail", "user:"+p.org+":payout"
	if p.lender {
		avail = "funder:" + p.org + ":avail"
	}
	if p.suspense != "" {
		avail, out = "suspense:"+p.rail, "clearing:out:"+p.rail
	}
	unhold := func() { m.get(m.held, avail+"|"+p.cur).Sub(m.get(m.held, avail+"|"+p.cur), p.amount) }
	switch e.Type {
	case ProposePayout:
		if p.maker != "" {
			return WhyTwice
		}
		p.maker = e.Actor.Person
	case ApprovePayout:
		if why := m.eyes(e, p.amount, m.limits[p.cur].Payout, p.maker); why != "" {
			return why
		}
		if e.Actor.Person != "" && e.Actor.Person == p.requester {
			return WhySamePerson
		}
		unhold()
		m.pay(avail, out, p.cur, p.amount)
		p.state = Approved
	case BatchPayout:
		if why := m.fill(e, p); why != "" {
			return why
		}
	case UnbatchPayout:
		m.takeOut(e.Payout, p)
		p.state = Approved
	case AcceptPayout:
		p.state = Accepted
	case SubmitPayout:
		p.state = Submitted
	case SettlePayout:
		m.pay(out, "bank:"+p.rail+":custody", p.cur, p.amount)
		p.state = Settled
	case RejectPayout:
		m.pay(out, avail, p.cur, p.amount)
		p.state = Rejected
	case MarkPayoutUnknown:
		p.state = Unknown
	case ResolvePayout:
		if why := m.resolve(e, p, avail, out); why != "" {
			return why
		}
	case ReturnPayout:
		if why := m.comeBack(e, p, avail); why != "" {
			return why
		}
	case CancelPayout:
		if p.state == Requested {
			unhold()
		} else {
			m.pay(out, avail, p.cur, p.amount)
		}
		if p.state == Batched {
			m.takeOut(e.Payout, p)
		}
		p.state = Cancelled
	default: // who lets no other type come here
	}
	if p.suspense != "" && ended(p.state) && p.state != Returned {
		m.layAgain(e, p, p.amount)
	}
	p.version++
	return ""
}
