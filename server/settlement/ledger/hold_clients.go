package ledger

import "strconv"

// inventGuard makes up commands of compliance and of the books. What stops something is rare and undone soon, and half of
// the worlds have none of it, so that the other families get on.
func inventGuard(w *world, c *Command) bool {
	m, r := w.model, w.rng
	if waiting := w.truth.Proposals(); len(waiting) > 0 && r.IntN(3) == 0 {
		return w.inventConfirmation(c, waiting[r.IntN(len(waiting))])
	}
	orgs := []string{"b0", "b1", "b2", "s0", "s1", "s2", "f0", "f1"}
	if r.IntN(3) > 0 && w.inventEasing(c, orgs) {
		return true
	}
	if r.IntN(2) == 0 || len(w.clients)%2 == 0 {
		return w.inventBookkeeping(c)
	}
	org, note := orgs[r.IntN(len(orgs))], []string{"", "why", "why"}[r.IntN(3)]
	switch r.IntN(7) {
	case 0, 1:
		recent := m.ids[max(0, len(m.ids)-4):]
		c.Type, c.Order, c.Note = HoldOrder, recent[r.IntN(len(recent))], note
		c.Actor, c.Version = w.actor([]Role{Compliance, Timer, Maker}, "", "", ""), m.orders[c.Order].version
		if r.IntN(4) == 0 {
			c.Params = []Param{{Name: effectiveParam, Minor: m.guard.closed + int64(r.IntN(2000)) - 1000}}
		}
	case 2:
		c.Type, c.Object, c.Note, c.Actor = BlockParty, org, note, w.actor([]Role{Compliance, Checker, Timer}, "", "", "")
	case 3, 4:
		c.Type, c.Note, c.Params = BreakGlass, note, []Param{{Name: glassParam, Minor: w.now + int64(r.IntN(4000)) - 200}}
		c.Actor = w.actor([]Role{Maker, Checker}, "", "", "")
	case 5:
		c.Type, c.Ref, c.Actor.Role = UseLists, "lists-"+strconv.Itoa(r.IntN(2)), Timer
		if len(w.clients) > 5 {
			c.Ref = NoLists // only some worlds have lists at all: under them everybody is screened again and again
		}
	default:
		w.inventScreening(c, org)
	}
	return true
}

// inventEasing undoes something that is stopped.
func (w *world) inventEasing(c *Command, orgs []string) bool {
	m, r := w.model, w.rng
	for _, org := range orgs {
		if p := m.guard.parties[org]; p != nil && p.blocked && r.IntN(2) == 0 {
			c.Type, c.Object, c.Actor = UnblockParty, org, w.actor([]Role{Checker}, "", "", "")
			w.needsCompliance(c)
			return true
		}
		if m.suspect(org) == WhyScreening && r.IntN(2) == 0 {
			w.inventScreening(c, org)
			return true
		}
	}
	for i := len(m.ids) - 1; i >= 0; i-- {
		if o := m.orders[m.ids[i]]; o.hold && r.IntN(2) == 0 {
			c.Type, c.Order, c.Version, c.Actor = LiftHold, m.ids[i], o.version, w.actor([]Role{Checker}, "", "", "")
			w.needsCompliance(c)
			return true
		}
	}
	return false
}

// inventConfirmation lets a checker confirm what waits for one.
func (w *world) inventConfirmation(c *Command, p *Proposal) bool {
	key := c.Key
	*c = p.Command()
	c.Key, c.Actor = key, w.actor([]Role{Checker}, "", "", "")
	if o := w.model.orders[c.Order]; o != nil {
		c.Version = o.version
	}
	if q := w.model.payouts[c.Payout]; q != nil {
		c.Version = q.version
	}
	return true
}

// needsCompliance is needsProposal for what compliance proposes.
func (w *world) needsCompliance(c *Command) {
	if w.needsProposal(c); c.Type == ProposeAction {
		c.Actor = w.actor([]Role{Compliance}, "", "", "")
	}
}

func (w *world) inventScreening(c *Command, org string) {
	r := w.rng
	c.Type, c.Object, c.Ref = ScreenParty, org, w.model.guard.lists
	if c.Ref == "" {
		c.Ref = NoLists
	}
	if r.IntN(10) == 0 {
		c.Ref = "lists-9"
	}
	decision := Clear
	if r.IntN(6) == 0 {
		decision = []string{Review, Hit}[r.IntN(2)]
	}
	c.Params, c.Note = []Param{{Name: decisionParam, Text: decision}}, []string{"", "why", "why"}[r.IntN(3)]
	c.Actor = w.actor([]Role{Timer, Compliance, Compliance}, "", "", "")
}
