package ledger

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

const loan = 10_000_00 // a million fen

// lend gives the funder of these tests money to lend.
func lend(b *book, v int64) {
	b.t.Helper()
	b.must(BookDeposit, Rail, func(c *Command) {
		c.Order, c.Object, c.Rail, c.Currency, c.Amount, c.Params = "", "org_f", "sandbox", "CNY", v, []Param{{Name: "for", Text: "funder"}}
	})
}

func (b *book) advance() Advance {
	o, _ := b.s.Order("ord_1")
	a, _ := o.Advance("adv_1-1")
	return a
}

func about(c *Command) { c.Object = "adv_1-1" }

func (b *book) offerAdvance(edit func(*Command)) Entry {
	b.t.Helper()
	o, _ := b.s.Order("ord_1")
	c := Command{Type: OfferAdvance, Actor: actors[Funder], Order: "ord_1", Milestone: "m1", Object: "adv_1-1", Amount: loan, Version: o.Version}
	c.Params = []Param{{Name: "rate", Minor: 80_000}, {Name: "until", Minor: b.now + 10*dayMillis}}
	if edit != nil {
		edit(&c)
	}
	return b.do(c)
}

// financed is an order of two parts of 20,000.00 yuan without commissions, all of it paid, and a rich funder.
func financed(t testing.TB) *book {
	t.Helper()
	agreed := terms(20_000_00, 20_000_00)
	agreed.ExchangeBP, agreed.PlatformBP, agreed.FundBy = 0, 0, 1<<50
	for i := range agreed.Milestones {
		agreed.Milestones[i].ShipBy = 40 * dayMillis
	}
	b := newBook(t)
	b.now = dayMillis + 1
	b.must(SetPolicy, Timer, func(c *Command) { c.Order, c.Limits = "", []Limit{{"CNY", 1 << 40, 1 << 40}} })
	b.must(ImportOrder, Timer, func(c *Command) { c.Terms = agreed })
	b.receipt("ord_1", 40_000_00)
	b.must(StartOrder, Seller, nil)
	lend(b, 2*loan)
	return b
}

// reachAdvance brings an advance to a state. All of it is done on one day but accruing, which is a day later.
func reachAdvance(t testing.TB, state string) *book {
	t.Helper()
	b := financed(t)
	b.must(AskAdvance, Seller, func(c *Command) { c.Milestone, c.Amount = "m1", 15_000_00 })
	if e := b.offerAdvance(nil); !e.OK {
		t.Fatal(e.Why)
	}
	refund := func() {
		b.now = 40*dayMillis + 1
		b.must(CancelMilestone, Buyer, nil)
		b.must(CancelMilestone, Buyer, func(c *Command) { c.Milestone = "m2" })
		b.must(RecourseAdvance, Timer, about)
	}
	way := map[string][]func(){
		Accepted:  {func() { b.must(AcceptAdvance, Seller, about) }},
		Withdrawn: {func() { b.must(WithdrawAdvance, Funder, about) }},
		Declined:  {func() { b.must(WithdrawAdvance, Seller, about) }},
		Expired:   {func() { b.now += 11 * dayMillis; b.must(WithdrawAdvance, Timer, about) }},
		Disbursed: {func() {
			b.must(AcceptAdvance, Seller, about)
			b.pair(Command{Type: DisburseAdvance, Order: "ord_1", Object: "adv_1-1"})
		}},
		Accruing:   {func() { b.now += dayMillis; b.must(AccrueInterest, Timer, about) }},
		Repaid:     {func() { b.must(RepayAdvance, Seller, func(c *Command) { about(c); c.Amount = loan }) }},
		Recourse:   {refund},
		WrittenOff: {refund, func() { b.pair(Command{Type: WriteOffAdvance, Order: "ord_1", Object: "adv_1-1"}) }},
	}
	steps := way[state]
	if slices.Contains([]string{Accruing, Repaid, Recourse, WrittenOff}, state) {
		steps = append(slices.Clone(way[Disbursed]), steps...)
	}
	for _, s := range steps {
		s()
	}
	if a := b.advance(); a.State != state {
		t.Fatalf("wanted %s, reached %s", state, a.State)
	}
	return b
}

func TestEarlyPaymentIsPaidBackByTheRelease(t *testing.T) {
	b := reachAdvance(t, Disbursed)
	if b.balance("user:org_s:avail") != loan || b.balance("funder:org_f:avail") != loan || b.balance("funder:org_f:lent") != loan || b.balance("loan:adv_1-1:principal") != -loan {
		t.Fatal("the advance is not where it should be")
	}
	b.now += 3 * dayMillis
	b.must(AccrueInterest, Timer, about) // three days at once, as after downtime
	if got := b.balance("income:interest"); got != loan*80_000*3/1_000_000/365 {
		t.Fatalf("%d accrued", got)
	}
	b.now += 7 * dayMillis
	reachMilestone(t, b, "m1", Released)
	interest := int64(loan) * 80_000 * 10 / 1_000_000 / 365
	if got := b.balance("user:org_s:avail"); got != 20_000_00-interest {
		t.Fatalf("the seller has %d, want %d", got, 20_000_00-interest)
	}
	if got := b.balance("funder:org_f:avail"); got != 2*loan+interest || b.balance("funder:org_f:lent") != 0 || b.balance("income:interest") != 0 {
		t.Fatalf("the funder has %d, want %d", got, 2*loan+interest)
	}
	if a := b.advance(); a.State != Repaid || a.Paid != interest || b.balance("loan:adv_1-1:interest") != 0 {
		t.Fatalf("%+v", a)
	}
}

func TestWhatOneReleaseCannotPayTheNextOneDoes(t *testing.T) {
	b := financed(t)
	b.must(AskAdvance, Seller, func(c *Command) { c.Milestone, c.Amount = "m2", 16_000_00 })
	b.must(AskAdvance, Seller, func(c *Command) { c.Milestone, c.Amount = "m1", 16_000_00 })
	lend(b, 40_000_00)
	for i, m := range []string{"m1", "m2"} {
		on := func(c *Command) { c.Object, c.Milestone, c.Amount = fmt.Sprintf("adv_1-%d", i+1), m, 16_000_00 }
		this := func(c *Command) { c.Object = fmt.Sprintf("adv_1-%d", i+1) }
		if e := b.offerAdvance(on); !e.OK {
			t.Fatal(e.Why)
		}
		b.must(AcceptAdvance, Seller, this)
		b.pair(Command{Type: DisburseAdvance, Order: "ord_1", Object: fmt.Sprintf("adv_1-%d", i+1)})
	}
	b.now += 30 * dayMillis
	reachMilestone(t, b, "m1", Released)
	o, _ := b.s.Order("ord_1")
	each := Interest(16_000_00, 80_000, 30)
	if first, second := o.Advances[0], o.Advances[1]; first.State != Repaid || second.State != Disbursed || second.Principal != 16_000_00-(4_000_00-2*each) || second.Paid != each {
		t.Fatalf("%+v\n%+v", first, second)
	}
	if got := b.balance("user:org_s:avail"); got != 32_000_00 {
		t.Fatalf("the seller got %d before the funder has all of it", got)
	}
	reachMilestone(t, b, "m2", Released)
	if o, _ = b.s.Order("ord_1"); o.State != Completed || o.Advances[1].State != Repaid {
		t.Fatalf("%s %+v", o.State, o.Advances[1])
	}
}

func TestARefundedOrderLeavesTheSellerOwing(t *testing.T) {
	b := reachAdvance(t, Recourse)
	interest := Interest(loan, 80_000, 39)
	if got := b.balance("recv:org_s:advances"); got != -loan-interest || b.balance("loan:adv_1-1:principal") != 0 {
		t.Fatalf("the seller owes %d", got)
	}
	b.must(RepayAdvance, Timer, func(c *Command) { about(c); c.Amount = 600_000 })
	if a := b.advance(); a.Interest != 0 || a.Principal != loan+interest-600_000 || b.balance("funder:org_f:avail") != loan+600_000 {
		t.Fatalf("%+v", a)
	}
	b.pair(Command{Type: WriteOffAdvance, Order: "ord_1", Object: "adv_1-1"})
	if b.balance("recv:org_s:advances") != 0 || b.balance("funder:org_f:lent") != 0 || b.advance().State != WrittenOff {
		t.Fatal("something is owed after it was written off")
	}
}

func TestWhyAnAdvanceIsRefused(t *testing.T) {
	asked := func(b *book, v int64) {
		b.must(AskAdvance, Seller, func(c *Command) { c.Milestone, c.Amount = "m1", v })
	}
	rows := []struct {
		name string
		ask  func(b *book) Entry
		why  string
	}{
		{"nobody has asked", func(b *book) Entry { return b.offerAdvance(nil) }, WhyNotAsked},
		{"the question was taken back", func(b *book) Entry { asked(b, loan); asked(b, 0); return b.offerAdvance(nil) }, WhyNotAsked},
		{"more than was asked for", func(b *book) Entry { asked(b, loan-1); return b.offerAdvance(nil) }, WhyAmount},
		{"more than the funder has", func(b *book) Entry {
			asked(b, loan)
			return b.offerAdvance(func(c *Command) { c.Actor.Org = "org_poor" })
		}, WhyFunds},
		{"dearer than 36 % a year", func(b *book) Entry {
			asked(b, loan)
			return b.offerAdvance(func(c *Command) { c.Params[0].Minor = MaxAnnualRate + 1 })
		}, WhyOfferTerms},
		{"the buyer is no funder of the own order", func(b *book) Entry {
			asked(b, loan)
			return b.offerAdvance(func(c *Command) { c.Actor.Org = "org_b" })
		}, WhyParty},
		{"an officer of the funder's house does not even propose to pay it out", func(b *book) Entry {
			asked(b, loan)
			b.offerAdvance(nil)
			p := Propose(Command{Type: DisburseAdvance, Order: "ord_1", Object: "adv_1-1"})
			p.Actor = Actor{"per_z", "org_f", Maker, ""}
			return b.do(p)
		}, WhyParty},
		{"more than 80 % of a paid part", func(b *book) Entry {
			o, _ := b.s.Order("ord_1")
			return b.do(Command{Type: AskAdvance, Actor: actors[Seller], Order: "ord_1", Milestone: "m1", Amount: 16_000_01, Version: o.Version})
		}, WhyCap},
		{"two offers that together pass the cap", func(b *book) Entry {
			asked(b, 16_000_00)
			b.must(AskAdvance, Seller, func(c *Command) { c.Milestone, c.Amount = "m2", 16_000_00 })
			lend(b, 1<<40)
			for i := range 3 {
				b.offerAdvance(func(c *Command) { c.Object, c.Amount = fmt.Sprintf("adv_1-%d", i), 15_000_00 })
			}
			b.must(AcceptAdvance, Seller, func(c *Command) { c.Object = "adv_1-0" })
			b.must(AcceptAdvance, Seller, func(c *Command) { c.Object = "adv_1-1" })
			o, _ := b.s.Order("ord_1")
			return b.do(Command{Type: AcceptAdvance, Actor: actors[Seller], Order: "ord_1", Object: "adv_1-2", Version: o.Version})
		}, WhyCap},
		{"accepted after it ran out", func(b *book) Entry {
			asked(b, loan)
			b.offerAdvance(nil)
			b.now += 11 * dayMillis
			o, _ := b.s.Order("ord_1")
			return b.do(Command{Type: AcceptAdvance, Actor: actors[Seller], Order: "ord_1", Object: "adv_1-1", Version: o.Version})
		}, WhyOfferExpired},
		{"another funder cannot take it back", func(b *book) Entry {
			asked(b, loan)
			b.offerAdvance(nil)
			o, _ := b.s.Order("ord_1")
			return b.do(Command{Type: WithdrawAdvance, Actor: Actor{"per_g", "org_g", Funder, ""}, Order: "ord_1", Object: "adv_1-1", Version: o.Version})
		}, WhyNotParty},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			if e := r.ask(financed(t)); e.OK || e.Why != r.why {
				t.Fatalf("got %v %q, want %q", e.OK, e.Why, r.why)
			}
		})
	}
}

// TestEveryTripleOfAnAdvance asks every command in every state by every role (T8).
func TestEveryTripleOfAnAdvance(t *testing.T) {
	type row struct{ roles, states, to string }
	live := "OFFERED ACCEPTED DISBURSED ACCRUING REPAID WITHDRAWN DECLINED EXPIRED" // states in which the order of these tests lives
	table := map[Type]row{
		AskAdvance:      {"S", live, live},
		OfferAdvance:    {"F", live, live}, // another one, beside it
		AcceptAdvance:   {"S", "OFFERED", "ACCEPTED"},
		WithdrawAdvance: {"F S T", "OFFERED", "WITHDRAWN DECLINED EXPIRED"}, // T also an accepted one
		DisburseAdvance: {"C", "ACCEPTED", "DISBURSED"},
		AccrueInterest:  {"T", "DISBURSED ACCRUING", "ACCRUING"},
		RepayAdvance:    {"S", "DISBURSED ACCRUING RECOURSE", "DISBURSED ACCRUING RECOURSE"}, // T in recourse
		RecourseAdvance: {"T", "", "RECOURSE"},                                               // the order lives, or it has happened
		WriteOffAdvance: {"C", "RECOURSE", "WRITTEN_OFF"},
	}
	n := 0
	for _, state := range AdvanceStates() {
		for ty, want := range table {
			for _, r := range Roles() {
				n++
				b := reachAdvance(t, state)
				c := Command{Type: ty, Actor: actors[r], Order: "ord_1", Object: "adv_1-1"}
				switch ty {
				case AskAdvance:
					c.Milestone, c.Object, c.Amount = "m1", "", 1
				case OfferAdvance:
					c.Milestone, c.Object, c.Amount = "m1", "adv_1-2", 1
					c.Params = []Param{{Name: "rate", Minor: 1}, {Name: "until", Minor: b.now + 1}}
				case RepayAdvance:
					c.Amount = 1
				case WithdrawAdvance:
					if r == Timer {
						b.now += 11 * dayMillis
					}
				case AccrueInterest:
					b.now += dayMillis
				default: // the others say no more
				}
				if rules[ty].pair {
					p := c
					p.Actor = actors[Maker]
					b.do(Propose(p))
				}
				o, _ := b.s.Order("ord_1")
				c.Version = o.Version
				e := b.do(c)
				ok := slices.Contains(strings.Fields(want.roles), string(r)) && slices.Contains(strings.Fields(want.states), state)
				ok = ok || (r == Timer && ((ty == WithdrawAdvance && state == Accepted) || (ty == RepayAdvance && state == Recourse)))
				name := fmt.Sprintf("%s of an advance that is %s by %s", ty, state, r)
				if e.OK != ok {
					t.Errorf("%s: got %v %q, want %v", name, e.OK, e.Why, ok)
				} else if ok && !slices.Contains(strings.Fields(want.to), b.advance().State) {
					t.Errorf("%s: went to %s", name, b.advance().State)
				}
			}
		}
	}
	t.Logf("triples=%d", n)
}
