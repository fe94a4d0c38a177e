package ledger

import "strconv"

// A milestone whose amount turns out to be two is never given another amount: it is divided, and its parts stand in its
// place with states of their own. Parts may be divided again; all are numbered after the milestone that was agreed on.

// Divided is what a milestone becomes whose parts stand in its place. It is then a milestone of the order no more.
const Divided = "DIVIDED"

// maxParts bounds the milestones of an order, the parts of divided ones included.
const maxParts = 4 * MaxMilestones

// WhyIndivisible refuses to divide what has no pieces, or what was divided too often.
const WhyIndivisible = "not_divisible"

// Agreed is the id of the milestone of the terms that m is, or is a part of.
func (m Milestone) Agreed() string {
	if m.Whole != "" {
		return m.Whole
	}
	return m.ID
}

// apart cuts a milestone in two, the first of the given amount, 0 <= first <= m.Amount. The buyer's commissions are cut in
// the same proportion, rounded down, and the rest of them goes to the second.
func (m Milestone) apart(first int64) (a, b Milestone) {
	a, b = m, m
	a.Whole, b.Whole = m.Agreed(), m.Agreed()
	a.Maker, b.Maker = "", ""
	a.Amount, b.Amount = first, m.Amount-first
	a.BuyerExchange = portion(m.BuyerExchange, first, m.Amount)
	a.BuyerPlatform = portion(m.BuyerPlatform, first, m.Amount)
	b.BuyerExchange, b.BuyerPlatform = m.BuyerExchange-a.BuyerExchange, m.BuyerPlatform-a.BuyerPlatform
	a.Held, b.Held = a.Due(), b.Due()
	return a, b
}

// partIDs names the two parts milestone i would be divided in. Each division takes one milestone away and adds two, so the
// number of parts there are says how many there have ever been.
func (o *Order) partIDs(i int) (ids [2]string, ok bool) {
	whole, parts := o.Milestones[i].Agreed(), 0
	for _, m := range o.Milestones {
		if m.Agreed() == whole {
			parts++
		}
	}
	for k := range ids {
		ids[k] = whole + "-" + strconv.Itoa(2*parts-1+k)
		if !identifier(ids[k]) || o.index(ids[k]) >= 0 {
			return ids, false
		}
	}
	return ids, len(o.Milestones) < maxParts
}

// divide writes into an entry that milestone i falls into two parts in these states.
func (o *Order) divide(e *Entry, i int, first, second string) string {
	ids, ok := o.partIDs(i)
	if !ok {
		return WhyIndivisible
	}
	m := o.Milestones[i]
	e.moveTo("m", m.ID, m.State, Divided)
	e.moveTo("m", ids[0], "", first)
	e.moveTo("m", ids[1], "", second)
	return ""
}

// born adds a part with nothing but its name and state; divided fills it. What stayed empty would break invariant I3.
func (o *Order) born(m Move) { o.Milestones = append(o.Milestones, Milestone{ID: m.ID, State: m.To}) }

// divided puts the two parts that were born last into the place of the milestone that was divided, and returns where the
// first of them stands.
func (o *Order) divided(id string, first int64) (at int, err error) {
	at, n := o.index(id), len(o.Milestones)-2
	if at < 0 || at >= n || o.Milestones[at].State != Divided {
		return 0, broken("I7: order %s has no divided milestone %q", o.ID, id)
	}
	m := o.Milestones[at]
	if first <= 0 || first >= m.Amount || m.Held != m.Due() {
		return 0, broken("I3: milestone %s of %d with %d in escrow cannot give up %d", m.ID, m.Amount, m.Held, first)
	}
	a, b := m.apart(first)
	a.ID, a.State = o.Milestones[n].ID, o.Milestones[n].State
	b.ID, b.State = o.Milestones[n+1].ID, o.Milestones[n+1].State
	o.Milestones[at] = a
	copy(o.Milestones[at+2:], o.Milestones[at+1:n])
	o.Milestones[at+1] = b
	o.Milestones = o.Milestones[:n+1]
	return at, nil
}
