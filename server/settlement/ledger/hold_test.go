package ledger

import (
	"fmt"
	"slices"
	"testing"
)

// confirmed lets one person propose and a checker confirm.
func (b *book) confirmed(proposer Role, c Command) Entry {
	b.t.Helper()
	p := Propose(c)
	p.Actor = actors[proposer]
	if e := b.do(p); !e.OK {
		b.t.Fatalf("propose %s: %s", c.Type, e.Why)
	}
	c.Actor = actors[Checker]
	if o, ok := b.s.Order(c.Order); ok {
		c.Version = o.Version
	}
	return b.do(c)
}

func (b *book) holdOrder() {
	b.t.Helper()
	b.must(HoldOrder, Compliance, func(c *Command) { c.Note = "name on a list" })
}

func (b *book) screened(org, decision string) Entry {
	b.t.Helper()
	lists := b.s.Lists()
	if lists == "" {
		lists = NoLists
	}
	return b.do(Command{Type: ScreenParty, Actor: actors[Timer], Object: org, Ref: lists, Params: []Param{{Name: decisionParam, Text: decision}}})
}

// TestEveryTripleOfHolds asks the commands of compliance in every state of what they are about, by every role (T8).
func TestEveryTripleOfHolds(t *testing.T) {
	triples, done := 0, 0
	ask := func(name string, b *book, c Command, want bool) {
		t.Helper()
		triples++
		e := b.do(c)
		if e.OK != want {
			t.Errorf("%s by %s: got %v %q, want %v", name, c.Actor.Role, e.OK, e.Why, want)
		}
		if !e.OK && !slices.Contains([]string{WhyRole, WhyState, WhyTwice, WhyNoProposal}, e.Why) {
			t.Errorf("%s by %s: refused as %q", name, c.Actor.Role, e.Why)
		}
		if e.OK {
			done++
		}
	}
	for _, state := range OrderStates() {
		for _, held := range []bool{false, true} {
			if held && terminalOrder(state) {
				continue
			}
			for _, r := range Roles() {
				prepare := func() (*book, Command) {
					b := reach(t, state)
					if held {
						b.holdOrder()
					}
					o, _ := b.s.Order("ord_1")
					return b, Command{Actor: actors[r], Order: "ord_1", Version: o.Version, Note: "why"}
				}
				name := fmt.Sprintf("in %s, held %v", state, held)
				b, c := prepare()
				c.Type = HoldOrder
				ask("hold "+name, b, c, !held && !terminalOrder(state) && (r == Compliance || r == Timer))
				b, c = prepare()
				c.Type = LiftHold
				ask("lift alone "+name, b, c, false)
				b, c = prepare()
				c.Type = LiftHold
				p := Propose(c)
				p.Actor, p.Note = actors[Compliance], "why"
				if e := b.do(p); !e.OK {
					t.Fatal(e.Why)
				}
				ask("lift "+name, b, c, held && r == Checker)
			}
		}
	}
	for _, standing := range []string{"unknown", Clear, Review, Hit, "blocked"} {
		for _, r := range Roles() {
			prepare := func() (*book, Command) {
				b := newBook(t)
				switch standing {
				case "unknown":
				case "blocked":
					b.must(BlockParty, Compliance, func(c *Command) { c.Order, c.Object, c.Note = "", "org_s", "why" })
				default:
					b.screened("org_s", standing)
				}
				a := actors[r]
				if r == Seller {
					a.Org = "org_b"
				}
				return b, Command{Actor: a, Object: "org_s", Note: "why"}
			}
			b, c := prepare()
			c.Type = BlockParty
			ask("block "+standing, b, c, standing != "blocked" && (r == Compliance || r == Timer))
			b, c = prepare()
			c.Type = UnblockParty
			p := Propose(c)
			p.Actor = actors[Compliance]
			if e := b.do(p); !e.OK {
				t.Fatal(e.Why)
			}
			ask("unblock "+standing, b, c, standing == "blocked" && r == Checker)
			for _, decision := range []string{Clear, Review, Hit} {
				b, c = prepare()
				c.Type, c.Ref, c.Params = ScreenParty, NoLists, []Param{{Name: decisionParam, Text: decision}}
				first := standing == "unknown" || standing == "blocked"
				ask("find "+decision+" what is "+standing, b, c, (r == Timer && first) || (r == Compliance && (first || standing != decision)))
			}
		}
	}
	for _, r := range Roles() {
		b := newBook(t)
		ask("lists", b, Command{Type: UseLists, Actor: actors[r], Ref: "lists-1"}, r == Timer)
		ask("glass", b, Command{Type: BreakGlass, Actor: actors[r], Note: "why", Params: []Param{{Name: glassParam, Minor: b.now + 1}}}, r == Maker || r == Checker)
	}
	t.Logf("triples=%d succeed=%d refused=%d", triples, done, triples-done)
}

func TestWhatAHoldStops(t *testing.T) {
	t.Run("no release, no refund, no end of the order", func(t *testing.T) {
		b := reach(t, InDelivery)
		reachMilestone(t, b, "m1", Accepted)
		b.holdOrder()
		o, _ := b.s.Order("ord_1")
		b.now = 3_000_001
		for _, c := range []Command{
			{Type: Release, Actor: actors[Timer], Milestone: "m1"}, {Type: CancelMilestone, Actor: actors[Buyer], Milestone: "m2", Version: o.Version},
		} {
			c.Order = "ord_1"
			if e := b.do(c); e.Why != WhyHeld {
				t.Fatalf("%s: %v %q", c.Type, e.OK, e.Why)
			}
		}
		if e := b.confirmed(Compliance, Command{Type: LiftHold, Order: "ord_1"}); !e.OK {
			t.Fatal(e.Why)
		}
		b.must(Release, Timer, nil)
	})
	t.Run("goods move on", func(t *testing.T) {
		b := reach(t, InDelivery)
		b.holdOrder()
		reachMilestone(t, b, "m1", Accepted)
	})
	t.Run("what comes in lies in suspense", func(t *testing.T) {
		b := reach(t, PartiallyFunded)
		b.holdOrder()
		e := b.receipt("ord_1", 100)
		if e.Why != WhyHeld || b.s.Balance(AccountID{SuspenseAccount("sandbox"), "CNY"}).Posted != 100 {
			t.Fatalf("%+v", e)
		}
	})
	t.Run("an order without a deadline while it is held", func(t *testing.T) {
		b := reach(t, AwaitingFunds)
		b.holdOrder()
		b.now = 2_000_001
		if e := b.do(Command{Type: ExpireOrder, Actor: actors[Timer], Order: "ord_1"}); e.Why != WhyHeld {
			t.Fatal(e.Why)
		}
	})
	t.Run("clocks that ran have as much time left afterwards", func(t *testing.T) {
		b := reach(t, AwaitingFunds)
		b.holdOrder()
		b.now += 5_000_000
		if e := b.confirmed(Compliance, Command{Type: LiftHold, Order: "ord_1"}); !e.OK {
			t.Fatal(e.Why)
		}
		o, _ := b.s.Order("ord_1")
		if o.Deadline() != 7_000_000 {
			t.Fatalf("the money is due at %d, agreed was 2000000 and it was stopped for 5000000", o.Deadline())
		}
		b.now = 7_000_000
		if e := b.do(Command{Type: ExpireOrder, Actor: actors[Timer], Order: "ord_1"}); e.Why != WhyNotDue {
			t.Fatal(e.Why)
		}
	})
	t.Run("no inspection gets longer than agreed", func(t *testing.T) {
		b := newBook(t)
		agreed := terms(1000)
		agreed.Conditions = &Conditions{Milestones: []MilestoneConditions{{Inspect: 1000}}}
		b.must(ImportOrder, Timer, func(c *Command) { c.Terms = agreed })
		o, _ := b.s.Order("ord_1")
		b.receipt("ord_1", o.Due())
		b.must(ShipMilestone, Seller, nil)
		b.holdOrder()
		b.now += 500
		b.must(DeliverGoods, Buyer, nil)
		b.now += 400
		if e := b.confirmed(Compliance, Command{Type: LiftHold, Order: "ord_1"}); !e.OK {
			t.Fatal(e.Why)
		}
		if o, _ := b.s.Order("ord_1"); o.Milestones[0].InspectUntil != b.now+1000 {
			t.Fatalf("%d are left of 1000", o.Milestones[0].InspectUntil-b.now)
		}
	})
	t.Run("a hold gives a reason", func(t *testing.T) {
		b := reach(t, Funded)
		o, _ := b.s.Order("ord_1")
		if e := b.do(Command{Type: HoldOrder, Actor: actors[Compliance], Order: "ord_1", Version: o.Version}); e.Why != WhyReason {
			t.Fatal(e.Why)
		}
	})
}

func TestABlockedParty(t *testing.T) {
	blocked := AccountID{BlockedAccount("org_s"), "CNY"}
	avail := AccountID{AvailableAccount("org_s"), "CNY"}
	b := reach(t, InDelivery)
	reachMilestone(t, b, "m1", Released)
	first := b.s.Balance(avail).Posted
	b.must(BlockParty, Compliance, func(c *Command) { c.Order, c.Object, c.Note = "", "org_s", "hit" })
	if got := b.s.Balance(blocked).Posted; got != first || b.s.Balance(avail).Posted != 0 {
		t.Fatalf("of %d available %d are blocked", first, got)
	}
	reachMilestone(t, b, "m2", Released)
	if b.s.Balance(avail).Posted != 0 || b.s.Balance(blocked).Posted <= first {
		t.Fatal("a blocked seller's net is available")
	}
	ask := Command{Type: RequestPayout, Actor: actors[Seller], Payout: "pay_9", Amount: 1, Currency: "CNY", Rail: "sandbox"}
	if e := b.do(ask); e.Why != WhyBlocked {
		t.Fatalf("a blocked party asks for a payout: %q", e.Why)
	}
	all := b.s.Balance(blocked).Posted
	if e := b.confirmed(Compliance, Command{Type: UnblockParty, Object: "org_s"}); !e.OK {
		t.Fatal(e.Why)
	}
	if b.s.Balance(avail).Posted != all || b.s.Balance(blocked).Posted != 0 {
		t.Fatal("unblocking does not give back what was kept")
	}
}

func TestScreening(t *testing.T) {
	use := func(b *book, version string) {
		b.must(UseLists, Timer, func(c *Command) { c.Order, c.Ref = "", version })
	}
	t.Run("without lists nobody has to be screened", func(t *testing.T) {
		b := reachPayout(t, Requested)
		use(b, NoLists)
		b.must(ApprovePayout, Timer, nil)
	})
	t.Run("with lists nothing is paid to who was not screened", func(t *testing.T) {
		b := reachPayout(t, Requested)
		use(b, "lists-1")
		approve := Command{Type: ApprovePayout, Actor: actors[Timer], Payout: "pay_1"}
		if e := b.do(approve); e.Why != WhyScreening {
			t.Fatal(e.Why)
		}
		b.screened("org_b", Clear)
		if e := b.do(approve); !e.OK {
			t.Fatal(e.Why)
		}
		use(b, "lists-2")
		if e := b.do(Command{Type: SubmitPayout, Actor: actors[Rail], Payout: "pay_1", Ref: "e2e"}); e.Why != WhyScreening {
			t.Fatalf("a payout leaves under new lists: %q", e.Why)
		}
	})
	t.Run("lists that cannot be read clear nobody, not even by a person", func(t *testing.T) {
		b := reachPayout(t, Requested)
		use(b, UnreadableLists)
		c := Command{Type: ScreenParty, Actor: actors[Compliance], Object: "org_b", Ref: UnreadableLists, Params: []Param{{Name: decisionParam, Text: Clear}}}
		if e := b.do(c); e.Why != WhyLists {
			t.Fatal(e.Why)
		}
	})
	t.Run("the system does not take back what a person found under the same lists", func(t *testing.T) {
		b := newBook(t)
		use(b, "lists-1")
		b.screened("org_b", Hit)
		c := Command{Type: ScreenParty, Actor: actors[Compliance], Object: "org_b", Ref: "lists-1", Note: "another one of that name", Params: []Param{{Name: decisionParam, Text: Clear}}}
		if e := b.do(c); !e.OK {
			t.Fatal(e.Why)
		}
		if e := b.screened("org_b", Hit); e.Why != WhyTwice {
			t.Fatal(e.Why)
		}
	})
	t.Run("a signed order of a listed party begins under a hold", func(t *testing.T) {
		b := newBook(t)
		b.screened("org_s", Hit)
		if e := b.must(ImportOrder, Timer, func(c *Command) { c.Terms = terms(1000) }); e.Why != WhyScreening {
			t.Fatal(e.Why)
		}
		if o, _ := b.s.Order("ord_1"); o.Hold == nil {
			t.Fatal("the order is not held")
		}
	})
	t.Run("nobody agrees on an order with a listed party", func(t *testing.T) {
		b := reach(t, Proposed)
		b.screened("org_s", Review)
		o, _ := b.s.Order("ord_1")
		if e := b.do(Command{Type: AgreeOrder, Actor: actors[Buyer], Order: "ord_1", Version: o.Version}); e.Why != WhyScreening {
			t.Fatal(e.Why)
		}
	})
}

func TestBreakingTheGlass(t *testing.T) {
	b := reach(t, InDelivery)
	brake := func() Entry {
		o, _ := b.s.Order("ord_1")
		return b.do(Command{Type: HoldOrder, Actor: actors[Maker], Order: "ord_1", Version: o.Version, Note: "alone at night"})
	}
	if e := brake(); e.Why != WhyRole {
		t.Fatalf("a maker stops an order with the glass whole: %q", e.Why)
	}
	glass := func(note string, until int64) string {
		return b.do(Command{Type: BreakGlass, Actor: actors[Maker], Note: note, Params: []Param{{Name: glassParam, Minor: until}}}).Why
	}
	for _, r := range []struct {
		name, note string
		until      int64
		why        string
	}{
		{"without a reason", "", b.now + 1000, WhyReason},
		{"for longer than an hour", "why", b.now + MaxGlass + 1, WhyAmount},
		{"for no time", "why", b.now, WhyAmount},
		{"for a while", "why", b.now + 1000, ""},
		{"twice", "why", b.now + 2000, WhyTwice},
	} {
		if why := glass(r.note, r.until); why != r.why {
			t.Fatalf("%s: got %q, want %q", r.name, why, r.why)
		}
	}
	if e := brake(); !e.OK {
		t.Fatal(e.Why)
	}
	if e := b.confirmed(Compliance, Command{Type: LiftHold, Order: "ord_1"}); !e.OK {
		t.Fatal(e.Why)
	}
	b.now += 1001
	if e := brake(); e.Why != WhyRole {
		t.Fatalf("the glass mends itself when its time is over: %q", e.Why)
	}
}
