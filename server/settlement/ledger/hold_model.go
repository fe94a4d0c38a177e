package ledger

// modelParty is the naive standing of an organization.
type modelParty struct {
	decision, lists string
	blocked         bool
}

// modelGuard is what the judge of holds, parties, glasses, periods and taxes keeps.
type modelGuard struct {
	parties map[string]*modelParty
	lists   string
	glasses map[string]int64 // person: until
	closed  int64
	taxes   map[string][]modelTax
}

func newModelGuard() modelGuard {
	return modelGuard{parties: map[string]*modelParty{}, glasses: map[string]int64{}, taxes: map[string][]modelTax{}}
}

// barred is what nobody may do now.
func (m *model) barred(e *Entry, now int64) string {
	named := e.Order
	if named == "" && e.Type == BookReceipt {
		named = e.Note
	}
	o := m.orders[named]
	if o != nil && o.hold {
		switch e.Type {
		case DeclineOrder, ExpireOrder, CancelOrder, CancelMilestone, Release, AssignSuspense, EndInspection, AcceptSplit, ExecuteRuling:
			return WhyHeld
		default: // goods, evidence and what banks report go on
		}
	}
	why := ""
	switch e.Type {
	case AgreeOrder:
		if o != nil {
			why = m.suspect(o.terms.Buyer, o.terms.Seller)
		}
	case RequestPayout, OfferAdvance:
		if p := m.guard.parties[e.Actor.Org]; p != nil && p.blocked {
			why = WhyBlocked
		}
	case DisburseAdvance:
		if o != nil && o.findAdvance(e.Object) != nil {
			if p := m.guard.parties[o.findAdvance(e.Object).funder]; p != nil && p.blocked {
				why = WhyBlocked
			}
		}
	case ApprovePayout, BatchPayout, SubmitPayout:
		if p := m.payouts[e.Payout]; p != nil && p.org != "" {
			why = m.suspect(p.org)
		}
	default: // money of nobody is asked for
	}
	if why != "" {
		return why
	}
	if day := e.num("effective"); day != 0 && (day < m.guard.closed || day > now) {
		return WhyPeriod
	}
	return ""
}

// brake says whether the actor may stop anything.
func (m *model) brake(e *Entry, now int64) bool {
	return !by(e, "MC") || m.guard.glasses[e.Actor.Person] >= now && m.guard.glasses[e.Actor.Person] != 0
}

// goOn ends a hold: every clock that runs stops as much later.
func (o *modelOrder) goOn(now int64) {
	span := now - o.heldAt
	o.hold, o.paused = false, o.paused+span
	for i := range o.ms {
		if ms := &o.ms[i]; ms.state == Inspection && ms.until != 0 {
			if ms.until += span; ms.until > now+ms.inspect {
				ms.until = now + ms.inspect
			}
		}
	}
	for _, d := range o.disputes {
		if d.state == "SETTLED" || d.state == "EXECUTED" || d.state == "WITHDRAWN" {
			continue
		}
		for _, clock := range []*int64{&d.talk, &d.clock, &d.papers, &d.final} {
			if *clock != 0 {
				*clock += span
			}
		}
	}
}

// officer judges role and neutrality of those who clear.
func (m *model) officer(e *Entry, roles string) string {
	if !by(e, roles) {
		return WhyRole
	}
	if by(e, "MCX") {
		return m.neutral(e)
	}
	return ""
}

var holdModel = map[Type]func(m *model, e *Entry, now int64) string{
	HoldOrder: func(m *model, e *Entry, now int64) string {
		o := m.orders[e.Order]
		if o == nil {
			return WhyOrderUnknown
		}
		if why := m.officer(e, "XTMC"); why != "" {
			return why
		}
		switch {
		case m.stale(e, o.version):
			return WhyVersion
		case ended(o.state):
			return WhyState
		case !m.brake(e, now):
			return WhyRole
		case o.hold:
			return WhyTwice
		case e.Note == "":
			return WhyReason
		}
		o.hold, o.heldAt = true, now
		o.version++
		return ""
	},
	LiftHold: func(m *model, e *Entry, now int64) string {
		o := m.orders[e.Order]
		if o == nil {
			return WhyOrderUnknown
		}
		if why := m.officer(e, "C"); why != "" {
			return why
		}
		if m.stale(e, o.version) {
			return WhyVersion
		}
		if why := m.confirmed(e); why != "" {
			return why
		}
		if !o.hold {
			return WhyState
		}
		o.goOn(now)
		o.version++
		m.settled(e)
		return ""
	},
	BreakGlass: func(m *model, e *Entry, now int64) string {
		until := e.num("until")
		if why := m.officer(e, "MC"); why != "" {
			return why
		}
		switch {
		case e.Note == "":
			return WhyReason
		case until <= now || until > now+3_600_000:
			return WhyAmount
		case m.brake(e, now):
			return WhyTwice
		}
		m.guard.glasses[e.Actor.Person] = until
		return ""
	},
}

// holdBugs are planted where compliance stops something.
var holdBugs = []bug{
	{"release-though-held", func(x *scratch, c *Command, e *Entry) {
		if o, ok := x.order(c.Order); ok && e.Why == WhyHeld && !e.OK {
			free := *o
			free.Hold = nil
			x.instead(c, e, func(y *scratch) { y.orders = overlay[Order]{mine: map[string]*Order{o.ID: &free}} })
		}
	}},
	{"receipt-to-a-held-escrow", func(x *scratch, c *Command, e *Entry) {
		if o, ok := x.order(c.Order); ok && e.OK && e.Why == WhyHeld {
			free := *o
			free.Hold = nil
			e.OK = false
			x.instead(c, e, func(y *scratch) { y.orders = overlay[Order]{mine: map[string]*Order{o.ID: &free}} })
			e.OK = true
		}
	}},
	{"lift-without-a-second-person", func(_ *scratch, c *Command, e *Entry) {
		if c.Type == LiftHold && e.Why == WhyNoProposal {
			e.OK, e.Why, e.Maker, e.Checker = true, "", "per_9", c.Actor.Person
		}
	}},
	{"blocked-party-gets-its-money", func(_ *scratch, _ *Command, e *Entry) {
		for i, l := range e.Legs {
			if org, ok := purse(l, ":blocked"); ok && e.OK && e.Type != BlockParty {
				e.Legs[i].Account = AvailableAccount(org)
			}
		}
	}},
	{"payout-under-old-lists", func(x *scratch, c *Command, e *Entry) {
		if e.Why == WhyScreening && c.Type == ApprovePayout {
			x.instead(c, e, func(y *scratch) { y.lists, y.parties = "", overlay[Standing]{} })
		}
	}},
	{"glass-stays-broken", func(x *scratch, c *Command, e *Entry) {
		if g, ok := x.glasses.find(c.Actor.Person); ok && e.Why == WhyRole && (c.Type == HoldOrder || c.Type == BlockParty) {
			fresh := *g
			fresh.Until = x.time
			x.instead(c, e, func(y *scratch) { y.glasses = overlay[Glass]{mine: map[string]*Glass{fresh.Person: &fresh}} })
		}
	}},
}

// instead judges a refused command again in a world that a planted bug sees.
func (x *scratch) instead(c *Command, e *Entry, bend func(y *scratch)) {
	y := *x
	bend(&y)
	if spoiled, why := y.judged(c, e.Print); why == "" && y.fits(spoiled.Legs) {
		spoiled.OK = true
		*e = spoiled
	}
}
