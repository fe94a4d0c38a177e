package ledger

import (
	"slices"
	"strings"
	"testing"

	"fairground/server/money"
)

// proposed lets a maker propose a command.
func (b *book) proposed(c Command) {
	b.t.Helper()
	p := Propose(c)
	p.Actor = actors[Maker]
	if e := b.do(p); !e.OK {
		b.t.Fatalf("%s is not proposed: %s", c.Type, e.Why)
	}
}

// pair lets a maker propose a command and a checker confirm it; it returns the checker's entry.
func (b *book) pair(c Command) Entry {
	b.t.Helper()
	b.proposed(c)
	c.Actor = actors[Checker]
	if o, ok := b.s.Order(c.Order); ok {
		c.Version = o.Version
	}
	if p, ok := b.s.Payout(c.Payout); ok {
		c.Version = p.Version
	}
	return b.do(c)
}

// stray books a receipt that fits nothing and returns what lies in suspense of it.
func (b *book) stray(v int64, payer string) *Suspense {
	b.t.Helper()
	e := b.must(BookReceipt, Rail, func(c *Command) {
		c.Order, c.Amount, c.Currency, c.Rail = "ord_none", v, "CNY", "sandbox"
		if payer != "" {
			c.Params = []Param{{Name: payerParam, Text: payer}}
		}
	})
	u, ok := b.s.Suspense(SuspenseID(e.Key))
	if !ok || u.State != Lying || u.Amount != v || u.Why != WhyOrderUnknown || u.Named != "ord_none" || u.Payer != payer {
		b.t.Fatalf("got %+v", u)
	}
	return u
}

func TestEveryReceiptThatFitsNothingLiesByItself(t *testing.T) {
	rows := []struct {
		name  string
		state string // of the order
		edit  func(*Command)
		why   string
	}{
		{"no such order", AwaitingFunds, func(c *Command) { c.Order = "ord_9" }, WhyOrderUnknown},
		{"the order has ended", Expired, nil, WhyOrderClosed},
		{"nobody has agreed yet", Proposed, nil, WhyState},
		{"another currency", AwaitingFunds, func(c *Command) { c.Currency = "EUR" }, WhyCurrency},
		{"somebody else has paid", AwaitingFunds, func(c *Command) { c.Params = []Param{{Name: suspendParam, Text: WhyPayer}} }, WhyPayer},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			b := reach(t, r.state)
			e := b.must(BookReceipt, Rail, func(c *Command) {
				c.Amount, c.Currency, c.Rail = 100, "CNY", "sandbox"
				if r.edit != nil {
					r.edit(c)
				}
			})
			u, ok := b.s.Suspense(SuspenseID(e.Key))
			if !ok || e.Why != r.why || u.Why != r.why || u.State != Lying {
				t.Fatalf("got %q, %+v", e.Why, u)
			}
			if err := b.s.Balanced(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestMoneyInSuspenseIsAssignedOnce(t *testing.T) {
	b := reach(t, AwaitingFunds)
	o, _ := b.s.Order("ord_1")
	u := b.stray(o.Due()+7, "")
	assign := Command{Type: AssignSuspense, Object: u.ID, Order: "ord_1"}
	if e := b.pair(assign); !e.OK || e.Maker != "per_m" || e.Checker != "per_c" {
		t.Fatalf("got %+v", e)
	}
	u, _ = b.s.Suspense(u.ID)
	if b.state() != Funded || b.balance("escrow:ord_1") != o.Due() || b.balance("user:org_b:avail") != 7 || b.balance("suspense:sandbox") != 0 || u.Order != "ord_1" {
		t.Fatalf("%s, %+v", b.state(), u)
	}
	if e := b.pair(assign); e.Why != WhyState {
		t.Fatalf("a second time: %q", e.Why)
	}
}

func TestMoneyInSuspenseGoesBackToItsSender(t *testing.T) {
	back := func(u *Suspense, ref string) Command {
		return Command{Type: ReturnSuspense, Object: u.ID, Payout: "pay_1", Ref: ref}
	}
	t.Run("to the account it came from, whatever anybody says", func(t *testing.T) {
		b := reach(t, AwaitingFunds)
		u := b.stray(100, "acct_7")
		if e := b.pair(back(u, "acct_thief")); !e.OK {
			t.Fatal(e.Why)
		}
		p, _ := b.s.Payout("pay_1")
		if p.Account != "acct_7" || p.State != Approved || b.balance("clearing:out:sandbox") != 100 {
			t.Fatalf("got %+v", p)
		}
		b.must(SubmitPayout, Rail, func(c *Command) { c.Ref = "e2e" })
		b.must(SettlePayout, Rail, nil)
		if b.balance("bank:sandbox:custody") != 0 || b.balance("clearing:out:sandbox") != 0 {
			t.Fatal("something is left over")
		}
	})
	t.Run("an unknown sender needs an account", func(t *testing.T) {
		b := reach(t, AwaitingFunds)
		if e := b.pair(back(b.stray(100, ""), "")); e.Why != WhyEvidence {
			t.Fatalf("got %q", e.Why)
		}
	})
	for _, end := range []string{Rejected, Cancelled, Returned} {
		t.Run("and lies again when its way ends as "+end, func(t *testing.T) {
			b := reach(t, AwaitingFunds)
			if e := b.pair(back(b.stray(100, "acct_7"), "")); !e.OK {
				t.Fatal(e.Why)
			}
			left := int64(100)
			if end == Cancelled {
				b.must(CancelPayout, Maker, nil)
			} else {
				b.must(SubmitPayout, Rail, func(c *Command) { c.Ref = "e2e" })
				if end == Rejected {
					b.must(RejectPayout, Rail, nil)
				} else {
					b.must(SettlePayout, Rail, nil)
					b.must(ReturnPayout, Rail, func(c *Command) { c.Amount, c.Currency = 90, "CNY" })
					left = 90
				}
			}
			lying := b.s.SuspenseIn(Lying)
			if len(lying) != 1 || lying[0].Amount != left || lying[0].Payer != "acct_7" || lying[0].Payout != "pay_1" {
				t.Fatalf("got %+v", lying)
			}
			if err := b.s.Balanced(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// TestEveryTripleOfSuspense asks each command about money in suspense in each of its states by each role (T8).
func TestEveryTripleOfSuspense(t *testing.T) {
	roles := map[Type]string{AssignSuspense: "C", ReturnSuspense: "C", ReverseSuspense: "R"}
	for _, state := range SuspenseStates() {
		for _, ty := range []Type{AssignSuspense, ReturnSuspense, ReverseSuspense} {
			for _, r := range Roles() {
				b := reach(t, AwaitingFunds)
				u := b.stray(100, "acct_7")
				command := func(ty Type, payout string) Command {
					c := Command{Type: ty, Object: u.ID}
					switch ty {
					case AssignSuspense:
						c.Order = "ord_1"
					case ReturnSuspense:
						c.Payout = payout
					default:
						c.Amount, c.Currency = 100, "CNY"
					}
					return c
				}
				switch state {
				case Assigned:
					b.pair(command(AssignSuspense, ""))
				case Returned:
					b.pair(command(ReturnSuspense, "pay_1"))
				case Reversed:
					b.must(ReverseSuspense, Rail, func(c *Command) { *c = command(ReverseSuspense, ""); c.Actor = actors[Rail] })
				}
				c := command(ty, "pay_2")
				if rules[ty].pair {
					p := Propose(c)
					p.Actor = actors[Maker]
					b.do(p)
				}
				c.Actor = actors[r]
				if o, ok := b.s.Order(c.Order); ok {
					c.Version = o.Version
				}
				e := b.do(c)
				want := ""
				switch {
				case !slices.Contains(strings.Fields(roles[ty]), string(r)):
					want = WhyRole
				case state != Lying:
					want = WhyState
				}
				if e.Why != want || e.OK != (want == "") {
					t.Errorf("%s of money that is %s by %s: got %v %q, want %q", ty, state, r, e.OK, e.Why, want)
				}
			}
		}
	}
}

func TestAPayoutNobodyKnowsAbout(t *testing.T) {
	for _, to := range []string{Settled, Rejected} {
		t.Run("two people find out that it is "+to, func(t *testing.T) {
			b := reachPayout(t, Unknown)
			c := Command{Type: ResolvePayout, Payout: "pay_1", Ref: "mt199", Params: []Param{{Name: outcomeParam, Text: to}}}
			alone := c
			alone.Actor, alone.Version = actors[Checker], 4
			if e := b.do(alone); e.Why != WhyNoProposal {
				t.Fatalf("alone: %q", e.Why)
			}
			if e := b.pair(c); !e.OK {
				t.Fatal(e.Why)
			}
			p, _ := b.s.Payout("pay_1")
			if p.State != to || p.Evidence != "mt199" || p.EndToEnd != "e2e" || b.balance("user:org_b:payout") != 0 {
				t.Fatalf("got %+v", p)
			}
		})
	}
	t.Run("without evidence nothing is found out", func(t *testing.T) {
		b := reachPayout(t, Unknown)
		if e := b.pair(Command{Type: ResolvePayout, Payout: "pay_1", Params: []Param{{Name: outcomeParam, Text: Settled}}}); e.Why != WhyEvidence {
			t.Fatalf("got %q", e.Why)
		}
	})
	t.Run("it is no other thing than settled or rejected", func(t *testing.T) {
		b := reachPayout(t, Unknown)
		if e := b.pair(Command{Type: ResolvePayout, Payout: "pay_1", Ref: "x", Params: []Param{{Name: outcomeParam, Text: Cancelled}}}); e.Why != WhyState {
			t.Fatalf("got %q", e.Why)
		}
	})
}

func TestASettledPayoutComesBack(t *testing.T) {
	for _, r := range []struct {
		name  string
		back  int64
		cur   money.Currency
		why   string
		avail int64
	}{
		{"whole", 60, "CNY", "", 100},
		{"less what the banks kept", 45, "CNY", "", 85},
		{"never more than was sent", 61, "CNY", WhyAmount, 40},
		{"never nothing", 0, "CNY", WhyAmount, 40},
		{"never in another currency", 60, "EUR", WhyCurrency, 40},
	} {
		t.Run(r.name, func(t *testing.T) {
			b := reachPayout(t, Settled)
			e := b.do(Command{Type: ReturnPayout, Actor: actors[Rail], Payout: "pay_1", Amount: r.back, Currency: r.cur, Note: "AC04"})
			if e.Why != r.why || b.balance("user:org_b:avail") != r.avail {
				t.Fatalf("got %q, %d available", e.Why, b.balance("user:org_b:avail"))
			}
			if p, _ := b.s.Payout("pay_1"); e.OK && (p.Back != r.back || p.Reason != "AC04") {
				t.Fatalf("got %+v", p)
			}
			if e.OK && b.balance("bank:sandbox:custody") != -(3030+100-60+r.back) {
				t.Fatalf("the bank has %d", b.balance("bank:sandbox:custody"))
			}
		})
	}
}
