package ledger

import (
	"slices"
	"testing"
)

// Clocks of the tests, in milliseconds.
const (
	testTalk     = 1000
	testEscalate = 2000
	testEvidence = 3000
	testAppeal   = 4000
	testInspect  = 10_000
)

// contested are terms with clocks, an inspection of each milestone and ten pieces in each.
func contested(silence bool, milestones ...int64) *Terms {
	t := terms(milestones...)
	t.Conditions = &Conditions{Clocks: Clocks{testTalk, testEscalate, testEvidence, testAppeal}}
	for range milestones {
		t.Conditions.Milestones = append(t.Conditions.Milestones, MilestoneConditions{testInspect, 10, silence})
	}
	return t
}

// delivered is an order of 1000 and 2000 in delivery whose second milestone waits for its inspection. The system releases
// up to limit.
func delivered(t *testing.T, silence bool, limit int64) *book {
	t.Helper()
	b := newBook(t)
	b.must(SetPolicy, Timer, func(c *Command) { c.Order, c.Limits = "", []Limit{{"CNY", limit, limit}} })
	b.must(ImportOrder, Timer, func(c *Command) { c.Terms = contested(silence, 1000, 2000) })
	b.receipt("ord_1", b.order().Due())
	b.must(StartOrder, Seller, nil)
	reachMilestone(t, b, "m2", Inspection)
	return b
}

func (b *book) order() *Order {
	o, _ := b.s.Order("ord_1")
	return o
}

func (b *book) milestone(id string) Milestone {
	b.t.Helper()
	m, ok := b.order().Milestone(id)
	if !ok {
		b.t.Fatalf("there is no milestone %s", id)
	}
	return m
}

func (b *book) has(account string) int64 { return b.s.Balance(AccountID{account, "CNY"}).Posted }

func on(milestone string, params ...Param) func(*Command) {
	return func(c *Command) { c.Milestone, c.Params = milestone, params }
}

func onDispute(params ...Param) func(*Command) {
	return func(c *Command) { c.Object, c.Params = "dsp_1", params }
}

func halving(seller, buyer int64) func(*Command) {
	return onDispute(Param{Name: buyerParam, Minor: buyer}, Param{Name: sellerParam, Minor: seller})
}

func because(reason string, amount int64) func(*Command) {
	return func(c *Command) {
		c.Milestone, c.Amount, c.Params = "m2", amount, []Param{{Name: reasonParam, Text: reason}}
	}
}

func evidence(kind string) func(*Command) { return onDispute(Param{Name: proofParam, Text: kind}) }

// by is must with another person in the role.
func (b *book) by(person string, ty Type, r Role, edit func(*Command)) Entry {
	b.t.Helper()
	return b.must(ty, r, func(c *Command) {
		edit(c)
		c.Actor.Person = person
	})
}

// reachDispute brings a dispute over 1500 of the second milestone to a state; above the limit if it is to be ruled on.
func reachDispute(t *testing.T, state string) *book {
	t.Helper()
	limit := int64(1 << 40)
	if state == Ruled {
		limit = 100
	}
	b := delivered(t, false, limit)
	b.must(OpenDispute, Buyer, because("damaged", 1500))
	hearing := func() {
		b.now += testTalk + 1
		b.must(EscalateDispute, Buyer, onDispute())
	}
	decided := func() {
		hearing()
		b.now += testEvidence + 1
		b.must(DecideDispute, Arbitrator, halving(900, 600))
	}
	switch state {
	case Hearing:
		hearing()
	case Ruled, Decided:
		decided()
	case Appealed:
		decided()
		b.must(AppealRuling, Seller, onDispute())
	case Executed:
		decided()
		b.now += testAppeal + 1
		b.must(ExecuteRuling, Timer, onDispute())
	case Settled:
		b.must(OfferSplit, Seller, halving(900, 600))
		b.must(AcceptSplit, Buyer, onDispute(Param{Name: offerParam, Minor: 1}))
	case Withdrawn:
		b.must(WithdrawDispute, Buyer, onDispute())
	}
	if d, _ := b.order().Dispute("dsp_1"); d.State != state {
		t.Fatalf("wanted %s, reached %s", state, d.State)
	}
	return b
}

func TestWhatDisputesRefuse(t *testing.T) {
	rows := []struct {
		name  string
		reach func(t *testing.T) *book
		c     Command
		edit  func(*Command)
		wait  int64
		why   string
	}{
		{"a reason has to be given", func(t *testing.T) *book { return delivered(t, false, 0) }, Command{Type: OpenDispute, Actor: actors[Buyer]}, because("", 0), 0, WhyReason},
		{"nobody but the clock says that nobody answered", func(t *testing.T) *book { return delivered(t, false, 0) }, Command{Type: OpenDispute, Actor: actors[Seller]}, because(NoResponse, 0), 0, WhyReason},
		{"more than the milestone cannot be contested", func(t *testing.T) *book { return delivered(t, false, 0) }, Command{Type: OpenDispute, Actor: actors[Buyer]}, because("late", 2001), 0, WhyAmount},
		{"an offer splits exactly what is contested", inState(Negotiation), Command{Type: OfferSplit, Actor: actors[Buyer]}, halving(900, 601), 0, WhyAmount},
		{"an offer gives nobody less than nothing", inState(Negotiation), Command{Type: OfferSplit, Actor: actors[Buyer]}, halving(1501, -1), 0, WhyAmount},
		{"without an offer there is nothing to accept", inState(Negotiation), Command{Type: AcceptSplit, Actor: actors[Buyer]}, onDispute(Param{Name: offerParam, Minor: 1}), 0, WhyOffer},
		{"the sides negotiate before either escalates", inState(Negotiation), Command{Type: EscalateDispute, Actor: actors[Seller]}, onDispute(), testTalk, WhyNotDue},
		{"the clock escalates later than the sides may", inState(Negotiation), Command{Type: EscalateDispute, Actor: actors[Timer]}, onDispute(), testEscalate, WhyNotDue},
		{"evidence is bounded in time", inState(Hearing), Command{Type: FileEvidence, Actor: actors[Buyer]}, evidence("photo"), testEvidence + 1, WhyLate},
		{"an arbitrator waits for the evidence", inState(Hearing), Command{Type: DecideDispute, Actor: actors[Arbitrator]}, halving(1500, 0), testEvidence, WhyNotDue},
		{"an arbitrator is no party", inState(Ruled), Command{Type: ConfirmRuling, Actor: Actor{"per_z", "org_b", Arbitrator, ""}}, onDispute(), 0, WhyParty},
		{"an arbitrator does not confirm the own ruling", inState(Ruled), Command{Type: ConfirmRuling, Actor: actors[Arbitrator]}, onDispute(), 0, WhySamePerson},
		{"an appeal comes in time", inState(Decided), Command{Type: AppealRuling, Actor: actors[Buyer]}, onDispute(), testAppeal + 1, WhyLate},
		{"a ruling is not carried out while it can be appealed", inState(Decided), Command{Type: ExecuteRuling, Actor: actors[Timer]}, onDispute(), testAppeal, WhyNotDue},
		{"who has ruled does not hear the appeal", inState(Appealed), Command{Type: DecideDispute, Actor: actors[Arbitrator]}, halving(0, 1500), testEvidence + 1, WhySamePerson},
		{"only who opened it withdraws it", inState(Hearing), Command{Type: WithdrawDispute, Actor: actors[Seller]}, onDispute(), 0, WhyOpener},
		{"there is no such dispute", inState(Hearing), Command{Type: WithdrawDispute, Actor: actors[Buyer]}, func(c *Command) { c.Object = "dsp_2" }, 0, WhyDisputeUnknown},
		{"appealed once is enough", func(t *testing.T) *book {
			b := reachDispute(t, Appealed)
			b.now += testEvidence + 1
			b.by("per_a2", DecideDispute, Arbitrator, halving(100, 1400))
			return b
		}, Command{Type: AppealRuling, Actor: actors[Buyer]}, onDispute(), 0, WhyTwice},
		{"what has no pieces is not divided", func(t *testing.T) *book {
			b := reach(t, InDelivery)
			reachMilestone(t, b, "m2", Inspection)
			return b
		}, Command{Type: AcceptPart, Actor: actors[Buyer]}, on("m2", Param{Name: quantityParam, Minor: 1}), 0, WhyIndivisible},
		{"all pieces are no part", func(t *testing.T) *book { return delivered(t, false, 0) }, Command{Type: AcceptPart, Actor: actors[Buyer]}, on("m2", Param{Name: quantityParam, Minor: 10}), 0, WhyAmount},
		{"half of the inspection is not over", func(t *testing.T) *book { return delivered(t, false, 0) }, Command{Type: RemindInspection, Actor: actors[Timer]}, on("m2", Param{Name: percentParam, Minor: 50}), testInspect / 2, WhyNotDue},
		{"nobody is reminded of a third", func(t *testing.T) *book { return delivered(t, false, 0) }, Command{Type: RemindInspection, Actor: actors[Timer]}, on("m2", Param{Name: percentParam, Minor: 33}), testInspect, WhyAmount},
		{"the inspection is not over", func(t *testing.T) *book { return delivered(t, true, 0) }, Command{Type: EndInspection, Actor: actors[Timer]}, on("m2"), testInspect, WhyNotDue},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			b := r.reach(t)
			c := r.c
			c.Order = "ord_1"
			r.edit(&c)
			c.Version = b.order().Version
			b.now += r.wait
			if e := b.do(c); e.OK || e.Why != r.why {
				t.Fatalf("got %v %q, want %q", e.OK, e.Why, r.why)
			}
		})
	}
}

func inState(state string) func(t *testing.T) *book {
	return func(t *testing.T) *book { t.Helper(); return reachDispute(t, state) }
}

// TestOnlyWhatIsContestedIsFrozen follows the money of a milestone of 2000 of which 1500 are contested and split 900 to 600.
func TestOnlyWhatIsContestedIsFrozen(t *testing.T) {
	b := reachDispute(t, Negotiation)
	free, frozen := b.milestone("m2-1"), b.milestone("m2-2")
	if free.State != Accepted || free.Amount != 500 || frozen.State != Disputed || frozen.Amount != 1500 || b.has(DisputeAccount("ord_1")) != frozen.Due() {
		t.Fatalf("%+v %+v, %d frozen", free, frozen, b.has(DisputeAccount("ord_1")))
	}
	b.must(Release, Timer, on("m2-1"))
	earned, fees := b.has(AvailableAccount("org_s")), b.order().Fees
	if earned == 0 {
		t.Fatal("the uncontested part is not released")
	}
	b.must(OfferSplit, Seller, halving(1500, 0))
	b.must(OfferSplit, Buyer, halving(900, 600))
	b.must(AcceptSplit, Seller, onDispute(Param{Name: offerParam, Minor: 2}))
	// 2 % of the running total 500 + 900, half of it the seller's and paid by the seller.
	if got := b.has(AvailableAccount("org_s")) - earned; got != 900-9 {
		t.Errorf("the seller gets %d of 900", got)
	}
	if got := b.has(AvailableAccount("org_b")); got != 600+7 { // of his commission 4 went with the 500 and 9 with the 900
		t.Errorf("the buyer gets %d back", got)
	}
	if got := b.order().Fees - fees; got != 18 {
		t.Errorf("commissions on 900 are %d", got)
	}
	if b.has(DisputeAccount("ord_1")) != 0 || b.milestone("m2-2").State != Split || b.order().State != InDelivery {
		t.Errorf("order %+v", b.order())
	}
}

func TestAnOrderEndsWithItsLastDispute(t *testing.T) {
	for _, r := range []struct {
		name   string
		seller int64
		state  string
	}{
		{"refunded if the seller gets nothing", 0, Refunded},
		{"completed if the seller gets anything", 1, Completed},
	} {
		t.Run(r.name, func(t *testing.T) {
			b := newBook(t)
			b.must(ImportOrder, Timer, func(c *Command) {
				c.Terms = contested(false, 2000)
				c.Terms.Milestones[0].ID = "m2"
			})
			b.receipt("ord_1", b.order().Due())
			b.must(StartOrder, Seller, nil)
			reachMilestone(t, b, "m2", Shipped)
			b.must(OpenDispute, Buyer, because("not_received", 0))
			b.must(OfferSplit, Seller, halving(r.seller, 2000-r.seller))
			b.must(AcceptSplit, Buyer, onDispute(Param{Name: offerParam, Minor: 1}))
			if got := b.state(); got != r.state {
				t.Fatalf("the order is %s", got)
			}
		})
	}
}

func TestTheClockOfAnInspection(t *testing.T) {
	fire := func(b *book) []Type {
		var did []Type
		for _, a := range b.order().Alarms() {
			if b.now > a.At {
				c := Command{Type: a.Type, Actor: actors[Timer], Order: "ord_1", Milestone: a.Milestone, Object: a.Object, Params: a.Params}
				if e := b.do(c); e.OK {
					did = append(did, a.Type)
				}
			}
		}
		return did
	}
	t.Run("reminds at half and at nine tenths, once each", func(t *testing.T) {
		b := delivered(t, true, 0)
		began, count := b.now, 0
		for _, at := range []int64{5000, 5001, 5002, 9000, 9001, 9002, 10_000} {
			b.now = began + at
			count += len(fire(b))
		}
		if count != 2 || b.milestone("m2").State != Inspection {
			t.Fatalf("%d reminders, %s", count, b.milestone("m2").State)
		}
	})
	t.Run("silence is acceptance where it was agreed", func(t *testing.T) {
		b := delivered(t, true, 0)
		b.now += testInspect + 1
		fire(b)
		if b.milestone("m2").State != Accepted {
			t.Fatal(b.milestone("m2").State)
		}
	})
	t.Run("silence is a dispute where it was not, and nobody can withdraw it", func(t *testing.T) {
		b := delivered(t, false, 0)
		b.now += testInspect + 1
		fire(b)
		d, _ := b.order().Dispute("dsp_1")
		if b.milestone("m2").State != Disputed || d.Reason != NoResponse || d.Opener != Timer {
			t.Fatalf("%s %+v", b.milestone("m2").State, d)
		}
		if e := b.do(Command{Type: WithdrawDispute, Actor: actors[Buyer], Order: "ord_1", Object: "dsp_1", Version: b.order().Version}); e.Why != WhyOpener {
			t.Fatal(e.Why)
		}
	})
	t.Run("a dispute opened one millisecond before is no silence", func(t *testing.T) {
		b := delivered(t, true, 0)
		b.now += testInspect
		b.must(OpenDispute, Buyer, because("damaged", 0))
		b.now += 2
		if e := b.do(Command{Type: EndInspection, Actor: actors[Timer], Order: "ord_1", Milestone: "m2"}); e.Why != WhyState {
			t.Fatal(e.Why)
		}
	})
	t.Run("withdrawing a dispute gives back the time that was left", func(t *testing.T) {
		b := delivered(t, true, 0)
		b.now += 6000
		fire(b)
		b.must(OpenDispute, Buyer, because("damaged", 0))
		b.now += 500
		b.must(WithdrawDispute, Buyer, onDispute())
		m := b.milestone("m2")
		if m.State != Inspection || m.InspectUntil != b.now+4000 || m.Reminded != 50 || b.has(DisputeAccount("ord_1")) != 0 {
			t.Fatalf("at %d: %+v", b.now, m)
		}
	})
	t.Run("a dispute takes all its steps by the clock alone but the ruling", func(t *testing.T) {
		b := delivered(t, false, 1<<40)
		for range 3 {
			b.now += testInspect + 1
			fire(b)
		}
		b.must(DecideDispute, Arbitrator, halving(0, 2000))
		if b.order().Next() != b.now+testAppeal {
			t.Fatalf("next at %d", b.order().Next())
		}
		b.now += testAppeal + 1
		if did := fire(b); len(did) != 1 || b.milestone("m2").State != Split {
			t.Fatalf("%v, %s", did, b.milestone("m2").State)
		}
	})
}

func TestPiecesAreAcceptedOneByOne(t *testing.T) {
	b := delivered(t, false, 1<<40)
	b.must(AcceptPart, Buyer, on("m2", Param{Name: quantityParam, Minor: 3}))
	b.must(AcceptPart, Buyer, on("m2-2", Param{Name: quantityParam, Minor: 1}))
	b.must(AcceptMilestone, Buyer, on("m2-4"))
	var amounts, dues, held int64
	want := map[string][2]int64{"m2-1": {600, 3}, "m2-3": {200, 1}, "m2-4": {1200, 6}}
	for id, w := range want {
		m := b.milestone(id)
		if m.State != Accepted || m.Amount != w[0] || m.Quantity != w[1] || m.Agreed() != "m2" {
			t.Errorf("%s: %+v", id, m)
		}
		amounts, dues, held = amounts+m.Amount, dues+m.Due(), held+m.Held
		b.must(Release, Timer, on(id))
	}
	if amounts != 2000 || dues != 2020 || held != 2020 {
		t.Errorf("the parts are %d, due %d, held %d", amounts, dues, held)
	}
	if len(b.order().Milestones) != 4 || b.order().Fees != 40 {
		t.Errorf("%d milestones, %d commissions on 2000", len(b.order().Milestones), b.order().Fees)
	}
}

func TestAmendingVoidsTheOtherConsent(t *testing.T) {
	b := reach(t, Proposed)
	b.must(AgreeOrder, Seller, nil)
	cheaper := *b.order().Terms
	cheaper.Milestones = slices.Clone(cheaper.Milestones)
	cheaper.Milestones[1].Amount = 1500
	b.must(AmendOrder, Buyer, func(c *Command) { c.Terms = &cheaper })
	if o := b.order(); o.SellerAgreed || !o.BuyerAgreed || o.Total() != 2500 || o.State != Proposed {
		t.Fatalf("%+v", o)
	}
	dearer := cheaper
	dearer.PlatformBP = 0
	if e := b.do(Command{Type: AmendOrder, Actor: actors[Seller], Order: "ord_1", Terms: &dearer, Version: b.order().Version}); e.Why != WhyFixed {
		t.Fatal(e.Why)
	}
	b.must(AgreeOrder, Seller, nil)
	if b.state() != AwaitingFunds {
		t.Fatal(b.state())
	}
}
