package ledger

import (
	"slices"

	"fairground/server/money"
)

// plant is a set of planted bugs. Only Simulate and tests of this package can set it; a real engine has none. A
// simulation that does not find these bugs proves nothing.
type plant uint64

// Bugs of the protocol sit in writer.go and simulation.go, bugs of the rules in corrupt below.
const (
	plantLocalRead      plant = 1 << iota // catch-up reads what a failover may take back
	plantSkipReplay                       // after a lost race the winner's block is not replayed
	plantAnswerUnknown                    // an unknown outcome is answered as success
	plantNoKeyCheck                       // a command whose key is in the log is decided again
	plantNoGuard                          // projections are written without their seq guard
	plantFeeRounding                      // fees are computed per slice and rounded up
	plantNoFloor                          // floors are not checked
	plantDoubleRelease                    // a released milestone can be released again
	plantPipeline                         // block n+1 is sent before n is acknowledged
	plantNoFingerprint                    // a reused key gets another command's answer
	plantForget                           // commands in an unknown block are answered as refused
	plantClock                            // block time runs backwards with the writer's clock
	plantEarlyAnswer                      // answers are given when the block is sent
	plantTwiceInBlock                     // the same key may stand twice in one block
	plantNoVersion                        // the version the actor has seen is not compared
	plantNoParty                          // anybody may act for a party
	plantEarlyTimer                       // deadlines are not awaited
	plantSamePerson                       // the checker may be the maker
	plantNoProposal                       // the checker needs no maker
	plantNoLimit                          // the system releases and pays out any amount
	plantRefundSeller                     // refunds go to the seller
	plantExcessEscrow                     // what was paid too much stays in escrow
	plantCurrencyBlind                    // a receipt in another currency counts as the order's
	plantHoldForgotten                    // an approved payout keeps its hold
	plantOneLegged                        // commissions are not booked, only withheld
	plantLateToEscrow                     // receipts of closed orders go to their escrow
	plantKeylessStart                     // who starts from a snapshot has forgotten the keys before it
	plantEarlyPhoto                       // snapshots hold what a failover may take back
	plantNoLookUp                         // a key that has left the window counts as new
	plantOldLookUp                        // what a look-up found out holds for ever
	plantLaggard                          // a look-up is answered by who has not seen all that was replayed
	plantNoPrints                         // keys leave the window without a print
	plantPrintlessStart                   // who starts from a snapshot has forgotten the prints
	plantColdPrint                        // of a key that was looked up the fingerprint is not compared
	plantRetake                           // the id of an archived order may be taken again
	plantKeeps                            // a writer archives in the log and keeps the order in memory
	plantSweeps                           // a writer drops ended orders without an entry
	plantGonelessStart                    // who starts from a snapshot has forgotten which orders were archived
)

// planted names the bugs in the order of the constants.
var planted = []string{
	"read-local", "skip-replay", "answer-unknown", "no-key-check", "projection-without-guard", "fee-rounding", "no-floor",
	"double-release", "pipelining", "no-fingerprint", "forget-unknown", "clock-backwards", "early-answer", "twice-in-block", "no-version",
	"no-party-check", "early-timer", "same-person", "no-proposal", "no-limit", "refund-to-seller", "excess-in-escrow", "currency-blind",
	"hold-forgotten", "one-legged", "late-receipt-to-escrow", "snapshot-without-keys", "snapshot-too-early",
	"old-key-not-looked-up", "looked-up-long-ago", "looked-up-by-a-laggard", "keys-without-prints", "snapshot-without-prints", "old-key-reused",
	"archived-id-taken-again", "archived-and-kept", "dropped-without-an-entry", "snapshot-without-archive",
}

// bug is a planted bug of a family: it spoils an entry that was decided rightly.
type bug struct {
	name  string
	spoil func(x *scratch, c *Command, e *Entry)
}

// familyBugs are the planted bugs that stand beside the rules they spoil.
func familyBugs() []bug {
	return slices.Concat(proposalBugs, holdBugs, taxBugs, suspenseBugs, outcomeBugs, batchBugs, claimBugs, debtBugs, invoiceBugs, disputeBugs, quoteBugs, advanceBugs, archiveBugs)
}

// themeOf is the family a planted bug belongs to: in worlds that dwell on it the bug shows soonest. ok is false for bugs that
// are as likely anywhere.
func themeOf(b bug) (theme int, ok bool) {
	theme = slices.IndexFunc(families, func(f family) bool {
		return slices.ContainsFunc(f.bugs, func(o bug) bool { return o.name == b.name })
	})
	return theme, theme >= 0
}

func (p plant) has(q plant) bool { return p&q != 0 }

// corrupt spoils an entry that was decided rightly, as the planted bug would have decided it.
func (x *scratch) corrupt(c *Command, e *Entry) {
	p, wrong := x.base.plant, *c
	o, _ := x.order(c.Order)
	again := func(why string, bend func(y *scratch)) {
		if e.OK || e.Why != why {
			return
		}
		y := *x
		if bend != nil {
			bend(&y)
		}
		if spoiled, why := y.judged(&wrong, e.Print); why == "" {
			spoiled.OK, spoiled.Actor = true, c.Actor
			if spoiled.Checker != "" {
				spoiled.Checker = c.Actor.Person
			}
			*e = spoiled
		}
	}
	switch {
	case p.has(plantNoFloor):
		again(WhyFunds, nil)
	case p.has(plantDoubleRelease):
		x.releaseAgain(c, e, o)
	case p.has(plantFeeRounding) && e.OK && e.Type == Release:
		plantedFees(e, o, o.index(e.Milestone))
	case p.has(plantNoVersion):
		wrong.Version = e.Version
		again(WhyVersion, nil)
	case p.has(plantNoParty) && o != nil:
		wrong.Actor.Org = o.Terms.party(c.Actor.Role)
		again(WhyNotParty, nil)
	case p.has(plantEarlyTimer):
		again(WhyNotDue, func(y *scratch) { y.time += 1 << 40 })
	case p.has(plantSamePerson):
		wrong.Actor.Person += "'s other self"
		again(WhySamePerson, nil)
	case p.has(plantNoProposal) && e.Type == ApprovePayout:
		again(WhyNoProposal, func(y *scratch) {
			q, _ := y.payout(c.Payout)
			r := *q
			r.Maker = "nobody"
			y.payouts = overlay[Payout]{mine: map[string]*Payout{c.Payout: &r}}
		})
	case p.has(plantNoLimit):
		again(WhyAboveLimit, func(y *scratch) {
			y.limits = map[money.Currency]Limit{}
			for _, cur := range money.Currencies() {
				y.limits[cur] = Limit{cur, 1 << 60, 1 << 60}
			}
		})
	case e.OK:
		x.misbook(e, o)
	}
}

// misbook moves the money of an entry to where a planted bug would put it.
func (x *scratch) misbook(e *Entry, o *Order) {
	p := x.base.plant
	swap := func(from, to string) {
		for i := range e.Legs {
			if e.Legs[i].Account == from {
				e.Legs[i].Account = to
			}
		}
	}
	switch {
	case p.has(plantRefundSeller) && (e.Type == ExpireOrder || e.Type == CancelOrder || e.Type == CancelMilestone):
		swap(AvailableAccount(o.Terms.Buyer), AvailableAccount(o.Terms.Seller))
	case p.has(plantExcessEscrow) && e.Type == BookReceipt && o != nil && e.Why == "":
		swap(AvailableAccount(o.Terms.Buyer), EscrowAccount(o.ID))
	case p.has(plantCurrencyBlind) && e.Type == BookReceipt && e.Why == WhyCurrency:
		o, _ := x.order(e.Note)
		e.Order, e.Note, e.Why, e.Version = o.ID, "", "", o.Version
		swap(SuspenseAccount(e.Rail), EscrowAccount(o.ID))
	case p.has(plantLateToEscrow) && e.Type == BookReceipt && e.Why == WhyOrderClosed:
		o, _ := x.order(e.Note)
		e.Order, e.Note, e.Why, e.Version = o.ID, "", "", o.Version
		swap(SuspenseAccount(e.Rail), EscrowAccount(o.ID))
	case p.has(plantHoldForgotten) && e.Type == ApprovePayout:
		e.Legs = slices.DeleteFunc(e.Legs, func(l Leg) bool { return l.Book == Held })
	case p.has(plantOneLegged) && e.Type == Release:
		e.Legs = slices.DeleteFunc(e.Legs, func(l Leg) bool { return Class(l.Account) == "fee" })
	}
}

// releaseAgain releases what is released, out of the escrow of the order's other milestones.
func (x *scratch) releaseAgain(c *Command, e *Entry, o *Order) {
	if c.Type != Release || e.Why != WhyState || o == nil {
		return
	}
	i := o.index(c.Milestone)
	if o.Milestones[i].State != Released || o.State != InDelivery {
		return
	}
	e.OK, e.Why = true, ""
	e.moveTo("m", c.Milestone, Released, Released)
	e.Legs = x.releaseLegs(o, i)
}

// plantedFees charges the seller too much by rounding each slice up.
func plantedFees(e *Entry, o *Order, i int) {
	m, t := o.Milestones[i], o.Terms
	both := t.ExchangeBP + t.PlatformBP
	if both == 0 || t.BuyerShareBP != 0 {
		return
	}
	fee := (m.Amount*both + money.MaxFeeBasisPoints - 1) / money.MaxFeeBasisPoints
	e.Legs = nil
	e.post(EscrowAccount(o.ID), t.Currency, -m.Due())
	e.post(AvailableAccount(t.Seller), t.Currency, m.Amount-fee)
	e.post(ExchangeFeeAccount, t.Currency, fee)
}
