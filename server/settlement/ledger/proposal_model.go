package ledger

import (
	"fmt"
	"slices"
)

// proposalModel is the naive side of proposals: makers in a map of strings.
var proposalModel = map[Type]func(*model, *Entry, int64) string{
	ProposeAction: func(m *model, e *Entry, _ int64) string {
		proposer := Maker
		if do := Type(e.text(doParam)); do == LiftHold || do == UnblockParty {
			proposer = Compliance
		}
		if e.Actor.Role != proposer {
			return WhyRole
		}
		if why := m.neutral(e); why != "" {
			return why
		}
		if e.Actor.Org != "" && e.Actor.Org == e.Object {
			return WhyParty
		}
		what := spelled(Type(e.text(doParam)), e)
		if m.proposals[what] != "" {
			return WhyTwice
		}
		m.proposals[what] = e.Actor.Person
		m.proposed[intended(e).ID] = what
		if o := m.orders[e.Order]; o != nil {
			o.proposed++
		}
		return ""
	},
	DropAction: func(m *model, e *Entry, _ int64) string {
		if !by(e, "MXC") {
			return WhyRole
		}
		if e.Actor.Role != Compliance {
			if why := m.neutral(e); why != "" {
				return why
			}
		}
		what := m.proposed[e.Object]
		switch maker := m.proposals[what]; {
		case maker == "":
			return WhyNoProposal
		case e.Actor.Role != Checker && e.Actor.Person != maker:
			return WhyNotParty
		}
		delete(m.proposals, what)
		return ""
	},
}

// inventDrop ends a proposal, now and then.
func inventDrop(w *world, c *Command) bool {
	waiting := w.truth.Proposals()
	if len(waiting) == 0 || w.rng.IntN(4) > 0 {
		return false
	}
	p := waiting[w.rng.IntN(len(waiting))]
	c.Type, c.Object, c.Actor = DropAction, p.ID, w.actor([]Role{Maker, Checker}, "", "", "")
	if w.rng.IntN(3) > 0 {
		c.Actor.Person = p.Maker
	}
	return true
}

// spelled is all of a proposed command as one text.
func spelled(ty Type, e *Entry) string {
	details := slices.DeleteFunc(slices.Clone(e.Params), func(p Param) bool { return p.Name == doParam })
	return fmt.Sprintf("%q %q %q %q %d %q %q %q %q %q %v", ty, e.Order, e.Milestone, e.Payout, e.Amount, e.Currency, e.Rail, e.Ref, e.Note, e.Object, details)
}

// neutral says why an officer may not act on the order, payout or advance of an entry.
func (m *model) neutral(e *Entry) string {
	if e.Actor.Person == "" {
		return WhyNotParty
	}
	if p := m.payouts[e.Payout]; p != nil && e.Actor.Org != "" && e.Actor.Org == p.org {
		return WhyParty
	}
	o := m.orders[e.Order]
	if o == nil || e.Actor.Org == "" {
		return ""
	}
	if slices.Contains([]string{o.terms.Buyer, o.terms.Seller, o.terms.Organizer}, e.Actor.Org) {
		return WhyParty
	}
	if a := o.findAdvance(e.Object); a != nil && a.funder == e.Actor.Org {
		return WhyParty
	}
	return ""
}

// confirmed judges the checker's half of two people; it takes the proposal away once the rest of the judge agrees, so a
// family calls it last and settled after it has carried out the command.
func (m *model) confirmed(e *Entry) string {
	switch m.proposals[spelled(e.Type, e)] {
	case "":
		return WhyNoProposal
	case e.Actor.Person:
		return WhySamePerson
	}
	return ""
}

func (m *model) settled(e *Entry) { delete(m.proposals, spelled(e.Type, e)) }

// proposalBugs are planted where two people are needed.
var proposalBugs = []bug{
	{"proposal-dropped-by-anybody", func(_ *scratch, c *Command, e *Entry) {
		if c.Type == DropAction && e.Why == WhyNotParty {
			e.OK, e.Why = true, ""
		}
	}},
	{"proposal-by-the-checker", func(x *scratch, c *Command, e *Entry) {
		if e.OK || e.Why != WhySamePerson || !rules[c.Type].pair {
			return
		}
		alone := *c
		alone.Actor.Person += "'s other self"
		if spoiled, why := x.judged(&alone, e.Print); why == "" {
			spoiled.OK, spoiled.Actor, spoiled.Checker = true, c.Actor, c.Actor.Person
			*e = spoiled
		}
	}},
}
