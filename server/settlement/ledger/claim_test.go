package ledger

import (
	"slices"
	"strings"
	"testing"
)

// liable are terms under which a tenth of the seller's net stays back for a thousand milliseconds after the end.
func liable() *Terms {
	t := terms(1000, 2000)
	t.Conditions = &Conditions{Liability: 1000, ReserveBP: 1000}
	return t
}

// sold brings an order with a reserve to a state.
func sold(t *testing.T, state string) *book {
	t.Helper()
	b := newBook(t)
	b.must(SetPolicy, Timer, func(c *Command) { c.Order, c.Limits = "", []Limit{{"CNY", 1 << 40, 1 << 40}} })
	b.must(ImportOrder, Timer, func(c *Command) { c.Terms = liable() })
	if state == AwaitingFunds {
		return b
	}
	b.receipt("ord_1", 3030)
	switch state {
	case InDelivery:
		reachMilestone(t, b, "m1", Released)
		reachMilestone(t, b, "m2", Inspection)
	case Completed:
		reachMilestone(t, b, "m1", Released)
		reachMilestone(t, b, "m2", Released)
	case Cancelled:
		b.must(ConsentCancel, Seller, nil)
		b.must(CancelOrder, Buyer, nil)
	}
	if b.state() != state {
		t.Fatalf("wanted %s, reached %s", state, b.state())
	}
	return b
}

func called(v int64) func(*Command) {
	return func(c *Command) {
		c.Object, c.Amount, c.Currency, c.Rail = "clm_1", v, "CNY", "sandbox"
		c.Params = []Param{{Name: claimKindParam, Text: "chargeback"}, {Name: untilParam, Minor: 1_000_500}}
	}
}

func (b *book) claimTaken() Clawback {
	k, _, _ := b.s.Claim("clm_1")
	return k.Taken
}

// TestWhoAnswersForAClaim: 1000 and 2000 were agreed, the buyer paid 3030, the seller's net is 990 and 1980, a tenth of it
// lies in reserve.
func TestWhoAnswersForAClaim(t *testing.T) {
	rows := []struct {
		name   string
		state  string
		before func(b *book)
		amount int64
		taken  Clawback
		order  string
		ms     string
	}{
		{"all of it is still in escrow", Funded, nil, 3030, Clawback{Escrow: 3030}, AwaitingFunds, "PLANNED PLANNED"},
		{"a part: the last milestone loses it", Funded, nil, 2020, Clawback{Escrow: 2020}, PartiallyFunded, "FUNDED PLANNED"},
		{"a little: the last milestone waits for it again", Funded, nil, 1, Clawback{Escrow: 1}, PartiallyFunded, "FUNDED PLANNED"},
		{"what is in delivery stays in delivery", InDelivery, nil, 2020, Clawback{Escrow: 2020}, InDelivery, "RELEASED PLANNED"},
		{"escrow first, then the reserve of the order", InDelivery, nil, 2119, Clawback{Escrow: 2020, Reserve: 99}, InDelivery, "RELEASED PLANNED"},
		{"then what the seller has", InDelivery, nil, 3000, Clawback{Escrow: 2020, Reserve: 99, Seller: 881}, InDelivery, "RELEASED PLANNED"},
		{"then the seller owes it", InDelivery, nil, 3030, Clawback{Escrow: 2020, Reserve: 99, Seller: 891, SellerDebt: 20}, InDelivery, "RELEASED PLANNED"},
		{"what is contested goes as well, and the dispute with it", InDelivery, func(b *book) { b.contested() }, 2020, Clawback{Escrow: 2020}, InDelivery, "RELEASED PLANNED"},
		{"what is not contested goes first, wherever it stands", InDelivery, func(b *book) { b.partlyContested() }, 20, Clawback{Escrow: 20}, InDelivery, "RELEASED PLANNED DISPUTED"},
		{"a part of it: the rest is frozen no more", InDelivery, func(b *book) { b.contested() }, 20, Clawback{Escrow: 20}, InDelivery, "RELEASED PLANNED"},
		{"what the buyer had back is the buyer's", Cancelled, nil, 3030, Clawback{Buyer: 3030}, Cancelled, "REFUNDED REFUNDED"},
		{"also when the buyer has it no longer", Cancelled, func(b *book) { b.payOut("org_b", 3000) }, 3030, Clawback{Buyer: 30, BuyerDebt: 3000}, Cancelled, "REFUNDED REFUNDED"},
		{"within the time of liability", Completed, func(b *book) { b.now += 1000 }, 100, Clawback{Reserve: 100}, Completed, "RELEASED RELEASED"},
		{"never out of another order's reserve", Completed, func(b *book) { b.anotherSale() }, 3030, Clawback{Reserve: 297, Seller: 2733}, Completed, "RELEASED RELEASED"},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			b := sold(t, r.state)
			if r.before != nil {
				r.before(b)
			}
			bank := b.balance("bank:sandbox:custody")
			b.must(OpenClaim, Rail, called(r.amount))
			o, _ := b.s.Order("ord_1")
			var ms []string
			for _, m := range o.Milestones {
				ms = append(ms, m.State)
			}
			if got := b.claimTaken(); got != r.taken || o.State != r.order || strings.Join(ms, " ") != r.ms {
				t.Fatalf("got %+v, %s, %v", got, o.State, ms)
			}
			if got := b.balance("bank:sandbox:custody") - bank; got != r.amount {
				t.Fatalf("the bank took %d", got)
			}
			if len(o.Disputes) > 0 && ((o.Disputes[0].State == Withdrawn) == strings.Contains(r.ms, Disputed) || b.balance("dispute:ord_1") != o.frozen() || b.balance("escrow:ord_1")+o.frozen() != o.Escrow()) {
				t.Fatalf("the dispute is %s, %d are frozen", o.Disputes[0].State, b.balance("dispute:ord_1"))
			}
			if err := b.s.Balanced(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// contested opens a dispute about the second milestone.
func (b *book) contested() {
	b.t.Helper()
	b.must(OpenDispute, Buyer, func(c *Command) { c.Milestone, c.Params = "m2", []Param{{Name: "reason", Text: "damaged"}} })
}

// partlyContested opens a dispute about a part of the second milestone; the rest is accepted.
func (b *book) partlyContested() {
	b.t.Helper()
	b.must(OpenDispute, Buyer, func(c *Command) {
		c.Milestone, c.Amount, c.Params = "m2", 500, []Param{{Name: "reason", Text: "damaged"}}
	})
}

// payOut takes money of an organization out.
func (b *book) payOut(org string, v int64) {
	b.t.Helper()
	b.must(RequestPayout, Timer, func(c *Command) {
		c.Actor.Org, c.Order, c.Payout, c.Amount, c.Currency, c.Rail = org, "", "pay_9", v, "CNY", "sandbox"
	})
	b.must(ApprovePayout, Timer, func(c *Command) { c.Payout = "pay_9" })
}

// anotherSale completes a second order of the same two.
func (b *book) anotherSale() {
	b.t.Helper()
	other := liable()
	other.Deal = "deal_2"
	b.must(ImportOrder, Timer, func(c *Command) { c.Order, c.Terms = "ord_2", other })
	b.receipt("ord_2", 3030)
	for _, ms := range []string{"m1", "m2"} {
		for _, s := range []struct {
			ty Type
			r  Role
		}{{ShipMilestone, Seller}, {DeliverGoods, Buyer}, {AcceptMilestone, Buyer}, {Release, Timer}} {
			b.must(s.ty, s.r, func(c *Command) { c.Order, c.Milestone = "ord_2", ms })
		}
	}
}

func TestAClaimIsRefused(t *testing.T) {
	rows := []struct {
		name  string
		state string
		edit  func(b *book, c *Command)
		why   string
	}{
		{"after the time of liability", Completed, func(b *book, _ *Command) { b.now += 1001 }, WhyLiability},
		{"on an order nobody has paid", AwaitingFunds, nil, WhyFunds},
		{"in another currency", Funded, func(_ *book, c *Command) { c.Currency = "EUR" }, WhyCurrency},
		{"of nothing", Funded, func(_ *book, c *Command) { c.Amount = 0 }, WhyAmount},
		{"of no known kind", Funded, func(_ *book, c *Command) { c.Params = nil }, WhyClaimUnknown},
		{"a second time", Funded, func(b *book, _ *Command) { b.must(OpenClaim, Rail, called(5)) }, WhyTwice},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			b := sold(t, r.state)
			c := Command{Type: OpenClaim, Actor: actors[Rail], Order: "ord_1"}
			called(100)(&c)
			if r.edit != nil {
				r.edit(b, &c)
			}
			if e := b.do(c); e.Why != r.why {
				t.Fatalf("got %q, want %q", e.Why, r.why)
			}
		})
	}
}

func TestAWonClaimGoesBackWhereItCameFrom(t *testing.T) {
	win := func(b *book, v int64) Entry {
		return b.must(WinClaim, Rail, func(c *Command) { c.Object, c.Amount, c.Currency, c.Rail = "clm_1", v, "CNY", "sandbox" })
	}
	t.Run("escrow's part lies in suspense and can be assigned again", func(t *testing.T) {
		b := sold(t, Funded)
		b.must(OpenClaim, Rail, called(3030))
		e := win(b, 3030)
		if e := b.pair(Command{Type: AssignSuspense, Object: SuspenseID(e.Key), Order: "ord_1"}); !e.OK || b.state() != Funded {
			t.Fatalf("%q, %s", e.Why, b.state())
		}
	})
	t.Run("a debt still owed is forgiven, one paid meanwhile comes back", func(t *testing.T) {
		for _, paid := range []int64{0, 5, 20} {
			b := sold(t, InDelivery)
			b.must(OpenClaim, Rail, called(3030))
			if paid > 0 {
				b.deposit("org_s", paid)
				b.must(CollectDebt, Timer, func(c *Command) { c.Order, c.Object, c.Currency = "", "org_s", "CNY" })
			}
			if got := b.s.Debt("org_s", "CNY"); got != 20-paid {
				t.Fatalf("%d owed", got)
			}
			win(b, 3030)
			if b.s.Debt("org_s", "CNY") != 0 || b.balance("user:org_s:avail") != 891+paid || b.balance("reserve:org_s") != 99 {
				t.Fatalf("%d owed, %d available", b.s.Debt("org_s", "CNY"), b.balance("user:org_s:avail"))
			}
		}
	})
}

func (b *book) deposit(org string, v int64) {
	b.t.Helper()
	b.must(BookDeposit, Rail, func(c *Command) {
		c.Order, c.Object, c.Amount, c.Currency, c.Rail, c.Params = "", org, v, "CNY", "sandbox", []Param{{Name: forParam, Text: "user"}}
	})
}

// TestEveryTripleOfClaims asks each command about a claim in each of its states by each role (T8).
func TestEveryTripleOfClaims(t *testing.T) {
	allowed := map[Type]map[string]string{
		ContestClaim: {ClaimOpen: "S M"},
		WinClaim:     {ClaimOpen: "R", Contested: "R"},
		LoseClaim:    {ClaimOpen: "R T S", Contested: "R"},
		DecideClaim:  {ClaimOpen: "C", Contested: "C"},
	}
	roles := map[Type]string{ContestClaim: "S M", WinClaim: "R", LoseClaim: "R T S", DecideClaim: "C"}
	for _, state := range ClaimStates() {
		for ty, table := range allowed {
			for _, r := range Roles() {
				b := sold(t, Completed)
				b.must(OpenClaim, Rail, called(100))
				on := func(c *Command) {
					c.Object, c.Ref, c.Amount, c.Currency, c.Rail = "clm_1", "proof", 100, "CNY", "sandbox"
				}
				switch state {
				case Contested:
					b.must(ContestClaim, Seller, on)
				case Won:
					b.must(WinClaim, Rail, on)
				case Lost:
					b.must(LoseClaim, Seller, on)
				}
				b.now += 501
				o, _ := b.s.Order("ord_1")
				c := Command{Type: ty, Actor: actors[r], Order: "ord_1", Version: o.Version}
				on(&c)
				if ty == DecideClaim {
					c = decided(Lost)
					b.proposed(c)
					c.Actor, c.Version = actors[r], b.version()
				}
				want := ""
				switch {
				case !slices.Contains(strings.Fields(roles[ty]), string(r)):
					want = WhyRole
				case !slices.Contains(strings.Fields(table[state]), string(r)):
					want = WhyState
				}
				if e := b.do(c); e.Why != want {
					t.Errorf("%s of a claim that is %s by %s: got %q, want %q", ty, state, r, e.Why, want)
				}
			}
		}
	}
}

// decided is what two people say of the bank's decision.
func decided(to string) Command {
	return Command{Type: DecideClaim, Order: "ord_1", Object: "clm_1", Ref: "letter of the bank", Params: []Param{{Name: outcomeParam, Text: to}}}
}

func TestTwoPeopleSayHowTheBankHasDecided(t *testing.T) {
	lose := func(b *book) string {
		b.now += 501
		return b.do(Command{Type: LoseClaim, Actor: actors[Timer], Order: "ord_1", Object: "clm_1"}).Why
	}
	for _, r := range []struct {
		name   string
		before func(b *book)
		say    Command
		why    string
		state  string
	}{
		{"lost, it ends", nil, decided(Lost), "", Lost},
		{"lost after it was contested", func(b *book) { b.must(ContestClaim, Seller, func(c *Command) { c.Object, c.Ref = "clm_1", "proof" }) }, decided(Lost), "", Lost},
		{"won, it waits for the money", nil, decided(Won), "", Contested},
		{"won after it was contested", func(b *book) { b.must(ContestClaim, Seller, func(c *Command) { c.Object, c.Ref = "clm_1", "proof" }) }, decided(Won), "", Contested},
		{"won is said once", func(b *book) { b.pair(decided(Won)) }, decided(Won), WhyTwice, Contested},
		{"the bank may change its mind", func(b *book) { b.pair(decided(Won)) }, decided(Lost), "", Lost},
		{"something else is no decision", nil, decided(ClaimOpen), WhyState, ClaimOpen},
		{"nothing shows it", nil, func() Command { c := decided(Lost); c.Ref = ""; return c }(), WhyEvidence, ClaimOpen},
	} {
		t.Run(r.name, func(t *testing.T) {
			b := sold(t, Completed)
			b.must(OpenClaim, Rail, called(100))
			if r.before != nil {
				r.before(b)
			}
			bank := b.balance("bank:sandbox:custody")
			e := b.pair(r.say)
			k, _, _ := b.s.Claim("clm_1")
			if e.Why != r.why || k.State != r.state || (e.OK && k.Decided != r.say.Ref) || b.balance("bank:sandbox:custody") != bank {
				t.Fatalf("got %q, %+v", e.Why, k)
			}
			if e.OK && (e.Maker != actors[Maker].Person || e.Checker != actors[Checker].Person) {
				t.Fatalf("by %q and %q", e.Maker, e.Checker)
			}
		})
	}
	t.Run("won, time loses it no longer and the bank's line brings the money", func(t *testing.T) {
		b := sold(t, Completed)
		b.must(OpenClaim, Rail, called(100))
		b.pair(decided(Won))
		if why := lose(b); why != WhyState {
			t.Fatalf("got %q", why)
		}
		b.must(WinClaim, Rail, func(c *Command) { c.Object, c.Amount, c.Currency, c.Rail = "clm_1", 100, "CNY", "sandbox" })
		if b.balance("reserve:org_s") != 297 {
			t.Fatalf("%d in reserve", b.balance("reserve:org_s"))
		}
	})
	t.Run("nobody says it alone", func(t *testing.T) {
		b := sold(t, Completed)
		b.must(OpenClaim, Rail, called(100))
		c := decided(Lost)
		c.Actor, c.Version = actors[Checker], b.version()
		if e := b.do(c); e.Why != WhyNoProposal {
			t.Fatalf("got %q", e.Why)
		}
		b.proposed(decided(Lost))
		c.Actor.Person = actors[Maker].Person
		if e := b.do(c); e.Why != WhySamePerson {
			t.Fatalf("got %q", e.Why)
		}
	})
}

func TestAnUncontestedClaimIsLostInTime(t *testing.T) {
	b := sold(t, Completed)
	b.must(OpenClaim, Rail, called(100))
	c := Command{Type: LoseClaim, Actor: actors[Timer], Order: "ord_1", Object: "clm_1"}
	b.now = 1_000_500
	if e := b.do(c); e.Why != WhyNotDue {
		t.Fatalf("too early: %q", e.Why)
	}
	b.now++
	if e := b.do(c); !e.OK {
		t.Fatal(e.Why)
	}
}

func TestTheReserveGoesToTheSellerInTime(t *testing.T) {
	ask := func(b *book) string {
		return b.do(Command{Type: ReleaseReserve, Actor: actors[Timer], Order: "ord_1"}).Why
	}
	for _, r := range []struct {
		name  string
		state string
		edit  func(b *book)
		why   string
		avail int64
	}{
		{"not while goods are under way", InDelivery, nil, WhyNotDue, 891},
		{"not within the time of liability", Completed, func(b *book) { b.now += 1000 }, WhyNotDue, 2673},
		{"after it", Completed, func(b *book) { b.now += 1001 }, "", 2970},
		{"not while a claim is open", Completed, func(b *book) { b.must(OpenClaim, Rail, called(100)); b.now += 1001 }, WhyClaim, 2673},
		{"what a lost claim has left", Completed, func(b *book) {
			b.must(OpenClaim, Rail, called(100))
			b.must(LoseClaim, Rail, func(c *Command) { c.Object = "clm_1" })
			b.now += 1001
		}, "", 2870},
		{"once", Completed, func(b *book) {
			b.now += 1001
			if why := ask(b); why != "" {
				b.t.Fatal(why)
			}
		}, WhyState, 2970},
		{"nothing of an order that was called off", Cancelled, func(b *book) { b.now += 1001 }, WhyState, 0},
	} {
		t.Run(r.name, func(t *testing.T) {
			b := sold(t, r.state)
			if r.edit != nil {
				r.edit(b)
			}
			if why := ask(b); why != r.why || b.balance("user:org_s:avail") != r.avail {
				t.Fatalf("got %q, %d available", why, b.balance("user:org_s:avail"))
			}
			if o, _ := b.s.Order("ord_1"); r.why == "" && (o.Reserved != 0 || o.Wakes() != 0) {
				t.Fatalf("%d is left", o.Reserved)
			}
		})
	}
}

func TestADebtorIsPaidNothingOut(t *testing.T) {
	b := sold(t, InDelivery)
	b.must(OpenClaim, Rail, called(3030))
	b.deposit("org_s", 15)
	request := Command{Type: RequestPayout, Actor: actors[Seller], Payout: "pay_1", Amount: 1, Currency: "CNY", Rail: "sandbox"}
	if e := b.do(request); e.Why != WhyDebt {
		t.Fatalf("got %q", e.Why)
	}
	b.must(CollectDebt, Timer, func(c *Command) { c.Order, c.Object, c.Currency = "", "org_s", "CNY" })
	off := Command{Type: WriteOffDebt, Object: "org_s", Amount: 6, Currency: "CNY"}
	if e := b.pair(off); e.Why != WhyAmount {
		t.Fatalf("more than is owed is written off: %q", e.Why)
	}
	off.Amount = 5
	if e := b.pair(off); !e.OK || b.balance("loss:baddebt") != -5 || b.s.Debt("org_s", "CNY") != 0 {
		t.Fatalf("got %q, %d lost", e.Why, b.balance("loss:baddebt"))
	}
	b.deposit("org_s", 1)
	if e := b.do(request); !e.OK {
		t.Fatal(e.Why)
	}
}

func TestTheDebtorsOwnPeopleWriteNothingOff(t *testing.T) {
	b := sold(t, InDelivery)
	b.must(OpenClaim, Rail, called(3030))
	p := Propose(Command{Type: WriteOffDebt, Object: "org_x", Amount: 5, Currency: "CNY"})
	p.Actor = actors[Maker]
	if e := b.do(p); e.Why != WhyParty {
		t.Fatalf("got %q", e.Why)
	}
}

// TestEveryRoleAndWhatBelongsToNoOrder asks for debts, losses and deposits by each role (T8).
func TestEveryRoleAndWhatBelongsToNoOrder(t *testing.T) {
	for ty, role := range map[Type]Role{CollectDebt: Timer, WriteOffDebt: Checker, BookLoss: Checker, BookDeposit: Rail, ReleaseReserve: Timer, OpenClaim: Rail} {
		for _, r := range Roles() {
			b := sold(t, InDelivery)
			b.must(OpenClaim, Rail, called(3030))
			b.deposit("org_s", 5)
			c := Command{Type: ty, Object: "org_s", Amount: 5, Currency: "CNY", Ref: "line"}
			switch ty {
			case BookLoss, BookDeposit:
				c.Rail, c.Params = "sandbox", []Param{{Name: forParam, Text: "funder"}}
			case ReleaseReserve, OpenClaim:
				c = Command{Type: ty, Order: "ord_1", Object: "clm_2", Version: b.version()}
			default: // the others are about the debtor alone
			}
			if rules[ty].pair {
				p := Propose(c)
				p.Actor = actors[Maker]
				b.do(p)
			}
			c.Actor = actors[r]
			if e := b.do(c); (e.Why == WhyRole) != (r != role) {
				t.Errorf("%s by %s: %v %q", ty, r, e.OK, e.Why)
			}
		}
	}
}

func (b *book) version() int64 {
	o, _ := b.s.Order("ord_1")
	return o.Version
}
