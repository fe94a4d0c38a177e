package ledger

import (
	"strings"

	"fairground/server/money"
)

// suspect asks the design's three questions of a party: is it blocked, was it found clear, under the lists of today?
func (m *model) suspect(orgs ...string) string {
	for _, org := range orgs {
		p := m.guard.parties[org]
		if p != nil && p.blocked {
			return WhyBlocked
		}
		if p != nil && p.decision != "clear" {
			return WhyScreening
		}
		if m.guard.lists != "" && m.guard.lists != "none" && (p == nil || p.lists != m.guard.lists) {
			return WhyScreening
		}
	}
	return ""
}

// sweep moves all that is free on one account to another, in every currency.
func (m *model) sweep(from, to string) {
	for _, c := range money.Currencies() {
		if v := m.available(from + "|" + string(c)); v.Sign() > 0 {
			m.pay(from, to, string(c), v)
		}
	}
}

func (m *model) party(org string) *modelParty {
	if m.guard.parties[org] == nil {
		m.guard.parties[org] = &modelParty{decision: "clear"}
	}
	return m.guard.parties[org]
}

// diverted is where money for an account really goes.
func (m *model) diverted(to string) string {
	org, ours := strings.CutPrefix(to, "user:")
	org, purse, _ := strings.Cut(org, ":")
	if p := m.guard.parties[org]; ours && purse == "avail" && p != nil && p.blocked {
		return "user:" + org + ":blocked"
	}
	return to
}

// partyModel judges what is known of parties.
var partyModel = map[Type]func(m *model, e *Entry, now int64) string{
	UseLists: func(m *model, e *Entry, _ int64) string {
		switch {
		case !by(e, "T"):
			return WhyRole
		case e.Ref == m.guard.lists:
			return WhyTwice
		}
		m.guard.lists = e.Ref
		return ""
	},
	ScreenParty: func(m *model, e *Entry, _ int64) string {
		if why := m.officer(e, "TX"); why != "" {
			return why
		}
		if by(e, "X") && e.Actor.Org == e.Object {
			return WhyParty
		}
		if e.Ref == "unreadable" || (e.Ref != m.guard.lists && (m.guard.lists != "" || e.Ref != "none")) {
			return WhyLists
		}
		if p := m.guard.parties[e.Object]; p != nil && p.lists == e.Ref {
			switch {
			case by(e, "T") || p.decision == e.text("decision"):
				return WhyTwice
			case e.Note == "":
				return WhyReason
			}
		}
		p := m.party(e.Object)
		p.decision, p.lists = e.text("decision"), e.Ref
		return ""
	},
	BlockParty: func(m *model, e *Entry, now int64) string {
		if why := m.officer(e, "XTMC"); why != "" {
			return why
		}
		p := m.guard.parties[e.Object]
		switch {
		case !m.brake(e, now):
			return WhyRole
		case e.Actor.Org == e.Object:
			return WhyParty
		case p != nil && p.blocked:
			return WhyTwice
		case e.Note == "":
			return WhyReason
		}
		m.sweep("user:"+e.Object+":avail", "user:"+e.Object+":blocked")
		m.party(e.Object).blocked = true
		return ""
	},
	UnblockParty: func(m *model, e *Entry, _ int64) string {
		if why := m.officer(e, "C"); why != "" {
			return why
		}
		if why := m.confirmed(e); why != "" {
			return why
		}
		p := m.guard.parties[e.Object]
		switch {
		case p == nil || !p.blocked:
			return WhyState
		case e.Actor.Org == e.Object:
			return WhyParty
		}
		p.blocked = false
		m.sweep("user:"+e.Object+":blocked", "user:"+e.Object+":avail")
		m.settled(e)
		return ""
	},
}
