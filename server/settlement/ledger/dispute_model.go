package ledger

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// The naive side of inspections, disputes and amendments, written from the tables of the design.

type modelDispute struct {
	ms, state, from     string
	opener              Role
	left                int64
	talk, clock, papers int64 // ends of negotiation, of waiting for a side to escalate, of the time for evidence
	final               int64 // end of the time to appeal
	offers              []modelOffer
	filed               int
	heard               map[Role]bool // in this hearing
	seller              *big.Int      // what the ruling gives the seller
	judge, second       string
	before              []string // who ruled before the appeal
	appealed            bool
}

type modelOffer struct {
	by     Role
	seller *big.Int
}

var disputeModel = map[Type]func(m *model, e *Entry, now int64) string{
	AcceptPart: func(m *model, e *Entry, _ int64) string {
		o, ms, why := m.goods(e, "B", "SHIPPED INSPECTION")
		if why != "" {
			return why
		}
		q := e.num("quantity")
		if ms.pieces == 0 {
			return WhyIndivisible
		}
		part := floorOf(ms.amount, max(q, 0), ms.pieces)
		if q <= 0 || q >= ms.pieces || part.Sign() == 0 {
			return WhyAmount
		}
		all := ms.pieces
		a, b := o.cleave(ms, part)
		a.state, a.pieces, b.pieces = Accepted, q, all-q
		o.version++
		return ""
	},
	RemindInspection: func(m *model, e *Entry, now int64) string {
		o, ms, why := m.goods(e, "T", "INSPECTION")
		if why != "" {
			return why
		}
		p := e.num("percent")
		rest := floorOf(big.NewInt(ms.inspect), 100-p, 100).Int64()
		switch {
		case p != 50 && p != 90:
			return WhyAmount
		case ms.reminded >= p:
			return WhyTwice
		case ms.until == 0 || now <= ms.until-rest:
			return WhyNotDue
		}
		ms.reminded = p
		o.version++
		return ""
	},
	EndInspection: func(m *model, e *Entry, now int64) string {
		o, ms, why := m.goods(e, "T", "INSPECTION")
		if why != "" {
			return why
		}
		if ms.until == 0 || now <= ms.until {
			return WhyNotDue
		}
		if ms.silence {
			ms.state = Accepted
		} else {
			m.dispute(e, o, ms, Inspection, now)
		}
		o.version++
		return ""
	},
	OpenDispute: func(m *model, e *Entry, now int64) string {
		o, ms, why := m.goods(e, "BS", "SHIPPED INSPECTION")
		if why != "" {
			return why
		}
		if reason := e.text("reason"); reason == "" || reason == "no_response" {
			return WhyReason
		}
		if len(o.disputes) >= 64 {
			return WhyTooMany
		}
		part := big.NewInt(e.Amount)
		if part.Cmp(ms.amount) > 0 {
			return WhyAmount
		}
		from := ms.state
		if part.Sign() > 0 && part.Cmp(ms.amount) < 0 {
			a, b := o.cleave(ms, new(big.Int).Sub(ms.amount, part))
			a.pieces, b.pieces = 0, 0
			if e.Actor.Role == Buyer && from == Inspection {
				a.state = Accepted
			}
			ms = b
		}
		m.dispute(e, o, ms, from, now)
		o.version++
		return ""
	},
	OfferSplit: func(m *model, e *Entry, _ int64) string {
		return m.contest(e, "BS", "NEGOTIATION EVIDENCE APPEALED", func(_ *modelOrder, ms *modelMilestone, d *modelDispute) string {
			if !halves(e, ms) {
				return WhyAmount
			}
			if len(d.offers) >= 64 {
				return WhyTooMany
			}
			d.offers = append(d.offers, modelOffer{e.Actor.Role, big.NewInt(e.num("seller"))})
			return ""
		})
	},
	AcceptSplit: func(m *model, e *Entry, _ int64) string {
		return m.contest(e, "BS", "NEGOTIATION EVIDENCE APPEALED", func(o *modelOrder, ms *modelMilestone, d *modelDispute) string {
			last := len(d.offers)
			if last == 0 || e.num("offer") != int64(last) || d.offers[last-1].by == e.Actor.Role {
				return WhyOffer
			}
			return m.share(e, o, ms, d, d.offers[last-1].seller, Settled)
		})
	},
	EscalateDispute: func(m *model, e *Entry, now int64) string {
		return m.contest(e, "BST", "NEGOTIATION", func(o *modelOrder, _ *modelMilestone, d *modelDispute) string {
			if until := map[Role]int64{Buyer: d.talk, Seller: d.talk, Timer: d.clock}[e.Actor.Role]; now <= until {
				return WhyNotDue
			}
			d.state, d.papers, d.heard = Hearing, now+o.clock(2), map[Role]bool{}
			return ""
		})
	},
	FileEvidence: func(m *model, e *Entry, now int64) string {
		return m.contest(e, "BS", "NEGOTIATION EVIDENCE APPEALED", func(_ *modelOrder, _ *modelMilestone, d *modelDispute) string {
			switch {
			case e.text("kind") == "":
				return WhyReason
			case d.papers > 0 && now > d.papers:
				return WhyLate
			case d.filed >= 64:
				return WhyTooMany
			}
			d.filed++
			if d.state != Negotiation {
				d.heard[e.Actor.Role] = true
			}
			return ""
		})
	},
	DecideDispute: func(m *model, e *Entry, now int64) string {
		return m.contest(e, "A", "EVIDENCE RULED APPEALED", func(o *modelOrder, ms *modelMilestone, d *modelDispute) string {
			switch {
			case slices.Contains(d.before, e.Actor.Person):
				return WhySamePerson
			case d.state != Ruled && now <= d.papers && len(d.heard) < 2:
				return WhyNotDue
			case !halves(e, ms):
				return WhyAmount
			}
			d.seller, d.judge, d.second, d.state = big.NewInt(e.num("seller")), e.Actor.Person, "", Ruled
			if ms.due.Cmp(big.NewInt(m.limits[string(o.terms.Currency)].Release)) <= 0 {
				d.rule(o, now)
			}
			return ""
		})
	},
	ConfirmRuling: func(m *model, e *Entry, now int64) string {
		return m.contest(e, "A", "RULED", func(o *modelOrder, _ *modelMilestone, d *modelDispute) string {
			if e.Actor.Person == d.judge || slices.Contains(d.before, e.Actor.Person) {
				return WhySamePerson
			}
			d.second = e.Actor.Person
			d.rule(o, now)
			return ""
		})
	},
	AppealRuling: func(m *model, e *Entry, now int64) string {
		return m.contest(e, "BS", "DECIDED", func(o *modelOrder, _ *modelMilestone, d *modelDispute) string {
			if d.appealed {
				return WhyTwice
			}
			if now > d.final {
				return WhyLate
			}
			d.state, d.appealed, d.before = Appealed, true, []string{d.judge, d.second}
			d.papers, d.heard = now+o.clock(2), map[Role]bool{}
			return ""
		})
	},
	ExecuteRuling: func(m *model, e *Entry, now int64) string {
		return m.contest(e, "T", "DECIDED", func(o *modelOrder, ms *modelMilestone, d *modelDispute) string {
			if !d.appealed && now <= d.final {
				return WhyNotDue
			}
			return m.share(e, o, ms, d, d.seller, Executed)
		})
	},
	WithdrawDispute: func(m *model, e *Entry, now int64) string {
		return m.contest(e, "BS", "NEGOTIATION EVIDENCE", func(o *modelOrder, ms *modelMilestone, d *modelDispute) string {
			if e.Actor.Role != d.opener {
				return WhyOpener
			}
			d.state, ms.state = Withdrawn, d.from
			if d.from == Inspection && ms.inspect > 0 {
				ms.until = now + d.left
			}
			m.pay("dispute:"+e.Order, "escrow:"+e.Order, string(o.terms.Currency), ms.due)
			return ""
		})
	},
	AmendOrder: func(m *model, e *Entry, _ int64) string {
		o := m.orders[e.Order]
		if o == nil {
			return WhyOrderUnknown
		}
		if why := m.entitled(e, o, "BS"); why != "" {
			return why
		}
		if o.state != Proposed {
			return WhyState
		}
		if was, is := o.terms, e.Terms; is.Buyer != was.Buyer || is.Seller != was.Seller || is.ExchangeBP != was.ExchangeBP || is.AnswerBy != was.AnswerBy || is.Signed {
			return WhyFixed
		}
		o.terms, o.agreed = e.Terms, map[Role]bool{e.Actor.Role: true}
		o.plan()
		o.version++
		return ""
	},
}

// entitled says why the actor of an entry may not do this to an order.
func (m *model) entitled(e *Entry, o *modelOrder, who string) string {
	if !by(e, who) {
		return WhyRole
	}
	t := o.terms
	if by(e, "BS") && e.Actor.Org != map[Role]string{Buyer: t.Buyer, Seller: t.Seller}[e.Actor.Role] {
		return WhyNotParty
	}
	if by(e, "A") && e.Actor.Person == "" {
		return WhyNotParty
	}
	if org := e.Actor.Org; by(e, "A") && org != "" && slices.Contains([]string{t.Buyer, t.Seller, t.Organizer}, org) {
		return WhyParty
	}
	if m.stale(e, o.version) {
		return WhyVersion
	}
	return ""
}

// goods finds the milestone an entry is about in one of the states.
func (m *model) goods(e *Entry, who, states string) (*modelOrder, *modelMilestone, string) {
	o := m.orders[e.Order]
	if o == nil {
		return nil, nil, WhyOrderUnknown
	}
	ms := o.find(e.Milestone)
	if ms == nil {
		return nil, nil, WhyMilestoneUnknown
	}
	if why := m.entitled(e, o, who); why != "" {
		return nil, nil, why
	}
	if !slices.Contains(strings.Fields(states), ms.state) || o.state != InDelivery {
		return nil, nil, WhyState
	}
	return o, ms, ""
}

// contest judges an entry about a dispute: act does it.
func (m *model) contest(e *Entry, who, states string, act func(*modelOrder, *modelMilestone, *modelDispute) string) string {
	o := m.orders[e.Order]
	if o == nil {
		return WhyOrderUnknown
	}
	n, err := strconv.Atoi(strings.TrimPrefix(e.Object, "dsp_"))
	if err != nil || n < 1 || n > len(o.disputes) {
		return WhyDisputeUnknown
	}
	d := o.disputes[n-1]
	if why := m.entitled(e, o, who); why != "" {
		return why
	}
	if !slices.Contains(strings.Fields(states), d.state) {
		return WhyState
	}
	if why := act(o, o.find(d.ms), d); why != "" {
		return why
	}
	o.version++
	return ""
}

// clock is the n-th of the order's clocks: to negotiate, until it escalates, for evidence, to appeal.
func (o *modelOrder) clock(n int) int64 {
	const day = 86_400_000
	usual := []int64{3 * day, 7 * day, 7 * day, 7 * day}[n]
	if c := o.terms.Conditions; c != nil {
		if agreed := []int64{c.Clocks.Negotiate, c.Clocks.Escalate, c.Clocks.Evidence, c.Clocks.Appeal}[n]; agreed > 0 {
			return agreed
		}
	}
	return usual
}

// dispute freezes a milestone.
func (m *model) dispute(e *Entry, o *modelOrder, ms *modelMilestone, from string, now int64) {
	d := &modelDispute{ms: ms.id, state: Negotiation, from: from, opener: e.Actor.Role, talk: now + o.clock(0), clock: now + o.clock(1)}
	if ms.until > now {
		d.left = ms.until - now
	}
	ms.until, ms.state = 0, Disputed
	o.disputes = append(o.disputes, d)
	m.pay("escrow:"+e.Order, "dispute:"+e.Order, string(o.terms.Currency), ms.due)
}

func (d *modelDispute) rule(o *modelOrder, now int64) {
	d.state, d.final = Decided, now+o.clock(3)
}

// halves says whether an entry splits exactly what is contested.
func halves(e *Entry, ms *modelMilestone) bool {
	seller, buyer := big.NewInt(e.num("seller")), big.NewInt(e.num("buyer"))
	return seller.Sign() >= 0 && buyer.Sign() >= 0 && new(big.Int).Add(seller, buyer).Cmp(ms.amount) == 0
}

// share ends a dispute: one part is released as if it had been a milestone of its own, the other goes back.
func (m *model) share(e *Entry, o *modelOrder, ms *modelMilestone, d *modelDispute, seller *big.Int, to string) string {
	if o.hold {
		return WhyHeld
	}
	cur := string(o.terms.Currency)
	won, lost := ms.cleave(seller)
	m.pay("dispute:"+e.Order, "user:"+o.terms.Buyer+":avail", cur, lost.due)
	if won.amount.Sign() > 0 {
		m.pay("dispute:"+e.Order, "escrow:"+e.Order, cur, won.due)
		m.earn(e.Order, o, &won)
	}
	ms.held, ms.state, ms.won, ms.earned = new(big.Int), Split, seller.Sign() > 0, won.amount
	d.state = to
	o.finish()
	return ""
}
