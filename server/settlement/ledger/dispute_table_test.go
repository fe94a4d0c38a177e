package ledger

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestEveryTripleOfDisputes asks every command of disputes in every state by every role (T8), long after every clock has
// run down except those that would forbid it.
func TestEveryTripleOfDisputes(t *testing.T) {
	table := map[Type]struct{ roles, states, to string }{
		OfferSplit:      {"B S", "NEGOTIATION EVIDENCE APPEALED", "NEGOTIATION EVIDENCE APPEALED"},
		AcceptSplit:     {"S", "NEGOTIATION EVIDENCE APPEALED", Settled}, // B tabled the offer of this test
		EscalateDispute: {"B S T", Negotiation, Hearing},
		FileEvidence:    {"B S", "NEGOTIATION EVIDENCE APPEALED", "NEGOTIATION EVIDENCE APPEALED"},
		DecideDispute:   {"A", "EVIDENCE RULED APPEALED", "RULED DECIDED"},
		ConfirmRuling:   {"A", Ruled, Decided},
		AppealRuling:    {"B S", Decided, Appealed},
		ExecuteRuling:   {"T", Decided, Executed},
		WithdrawDispute: {"B", "NEGOTIATION EVIDENCE", Withdrawn}, // B opened it
	}
	triples, done := 0, 0
	for ty, row := range table {
		for _, state := range DisputeStates() {
			for _, r := range Roles() {
				triples++
				b := reachDispute(t, state)
				c := Command{Type: ty, Actor: actors[r], Order: "ord_1", Object: "dsp_1"}
				switch ty {
				case OfferSplit, DecideDispute:
					halving(700, 800)(&c)
				case AcceptSplit:
					if slices.Contains(strings.Fields(row.states), state) {
						b.must(OfferSplit, Buyer, halving(700, 800))
					}
					c.Params = []Param{{Name: offerParam, Minor: 1}}
				case FileEvidence:
					c.Params = []Param{{Name: proofParam, Text: "photo"}}
				default: // the others need no more
				}
				if ty != FileEvidence && ty != AppealRuling {
					b.now += 1 << 30
				}
				if (ty == ConfirmRuling || ty == DecideDispute) && r == Arbitrator {
					c.Actor.Person = "per_a2"
				}
				c.Version = b.order().Version
				e := b.do(c)
				want := slices.Contains(strings.Fields(row.states), state) && slices.Contains(strings.Fields(row.roles), string(r))
				name := fmt.Sprintf("%s in %s by %s", ty, state, r)
				if e.OK != want {
					t.Errorf("%s: got %v %q, want %v", name, e.OK, e.Why, want)
					continue
				}
				if !e.OK {
					if !slices.Contains([]string{WhyRole, WhyState, WhyOffer, WhyOpener}, e.Why) {
						t.Errorf("%s: refused as %q", name, e.Why)
					}
					continue
				}
				done++
				if d, _ := b.order().Dispute("dsp_1"); !slices.Contains(strings.Fields(row.to), d.State) {
					t.Errorf("%s: went to %s, want %s", name, d.State, row.to)
				}
			}
		}
	}
	t.Logf("triples=%d succeed=%d refused=%d", triples, done, triples-done)
}

// TestEveryTripleOfInspections does the same for what begins at a milestone, and for amendments of orders.
func TestEveryTripleOfInspections(t *testing.T) {
	table := map[Type]struct{ roles, states string }{
		AcceptPart:       {"B", "SHIPPED INSPECTION"},
		RemindInspection: {"T", Inspection},
		EndInspection:    {"T", Inspection},
		OpenDispute:      {"B S", "SHIPPED INSPECTION"},
	}
	reachAny := func(state string) *book {
		switch state {
		case Disputed:
			return reachDispute(t, Negotiation)
		case Split:
			return reachDispute(t, Settled)
		case Planned, Refunded, Cancelled:
			b := newBook(t)
			b.must(ImportOrder, Timer, func(c *Command) { c.Terms = contested(false, 1000, 2000) })
			if state == Refunded {
				b.receipt("ord_1", b.order().Due())
			} else {
				b.receipt("ord_1", b.order().Milestones[0].Due())
			}
			b.must(StartOrder, Seller, nil)
			if state != Planned {
				b.now = 3_000_001
				b.must(CancelMilestone, Buyer, on("m2"))
			}
			return b
		}
		b := newBook(t)
		b.must(SetPolicy, Timer, func(c *Command) { c.Order, c.Limits = "", []Limit{{"CNY", 1 << 40, 1 << 40}} })
		b.must(ImportOrder, Timer, func(c *Command) { c.Terms = contested(false, 1000, 2000) })
		b.receipt("ord_1", b.order().Due())
		b.must(StartOrder, Seller, nil)
		if state != Funded {
			reachMilestone(t, b, "m2", state)
		}
		return b
	}
	triples, done := 0, 0
	for ty, row := range table {
		for _, state := range MilestoneStates() {
			for _, r := range Roles() {
				triples++
				b := reachAny(state)
				c := Command{Type: ty, Actor: actors[r], Order: "ord_1", Milestone: "m2", Params: map[Type][]Param{
					AcceptPart: {{Name: quantityParam, Minor: 3}}, RemindInspection: {{Name: percentParam, Minor: 90}}, OpenDispute: {{Name: reasonParam, Text: "late"}},
				}[ty]}
				if state == Disputed || state == Split {
					c.Milestone = "m2-2"
				}
				b.now += 1 << 30
				c.Version = b.order().Version
				e := b.do(c)
				want := slices.Contains(strings.Fields(row.states), state) && slices.Contains(strings.Fields(row.roles), string(r))
				if e.OK != want || (!want && e.Why != WhyRole && e.Why != WhyState) {
					t.Errorf("%s in %s by %s: got %v %q, want %v", ty, state, r, e.OK, e.Why, want)
				}
				if e.OK {
					done++
				}
			}
		}
	}
	for _, state := range OrderStates() {
		for _, r := range Roles() {
			triples++
			b := reach(t, state)
			better := *b.order().Terms
			better.Milestones = slices.Clone(better.Milestones)
			better.Milestones[0].Amount++
			better.Signed = false
			want := state == Proposed && (r == Buyer || r == Seller)
			e := b.do(Command{Type: AmendOrder, Actor: actors[r], Order: "ord_1", Terms: &better, Version: b.order().Version})
			if e.OK != want || (!want && e.Why != WhyRole && e.Why != WhyState) {
				t.Errorf("%s in %s by %s: got %v %q, want %v", AmendOrder, state, r, e.OK, e.Why, want)
			}
			if e.OK {
				done++
			}
		}
	}
	t.Logf("triples=%d succeed=%d refused=%d", triples, done, triples-done)
}
