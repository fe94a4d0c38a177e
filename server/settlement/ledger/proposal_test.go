package ledger

import "testing"

func TestAProposalIsDroppedByItsMakerOrAChecker(t *testing.T) {
	for _, r := range []struct {
		name  string
		actor Actor
		why   string
	}{
		{"its maker takes it back", actors[Maker], ""},
		{"a checker refuses it", actors[Checker], ""},
		{"another maker has no say", Actor{"per_z", "org_x", Maker, ""}, WhyNotParty},
		{"nor has compliance", actors[Compliance], WhyNotParty},
		{"nor an auditor", actors[Auditor], WhyRole},
		{"nor a party", actors[Buyer], WhyRole},
	} {
		t.Run(r.name, func(t *testing.T) {
			b := reach(t, AwaitingFunds)
			c := Command{Type: AssignSuspense, Object: b.stray(100, "").ID, Order: "ord_1"}
			p := Propose(c)
			p.Actor = actors[Maker]
			b.do(p)
			id := b.s.Proposals()[0].ID
			if e := b.do(Command{Type: DropAction, Actor: r.actor, Object: id}); e.Why != r.why {
				t.Fatalf("got %q, want %q", e.Why, r.why)
			}
			c.Actor, c.Version = actors[Checker], b.version()
			if e := b.do(c); e.OK != (r.why != "") {
				t.Fatalf("confirmed afterwards: %v %q", e.OK, e.Why)
			}
		})
	}
	b := reach(t, AwaitingFunds)
	if e := b.do(Command{Type: DropAction, Actor: actors[Maker], Object: "none"}); e.Why != WhyNoProposal {
		t.Fatalf("got %q", e.Why)
	}
}
