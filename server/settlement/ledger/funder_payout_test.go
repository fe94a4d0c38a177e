package ledger

import "testing"

// takenOut is a rich funder's request for money it may lend.
func takenOut(b *book, v int64) Entry {
	b.t.Helper()
	return b.do(Command{Type: RequestPayout, Actor: actors[Funder], Payout: "pay_f", Amount: v, Currency: "CNY", Rail: "sandbox", Ref: "org_f"})
}

func (b *book) onPayout(ty Type, a Actor) Entry {
	b.t.Helper()
	c := Command{Type: ty, Actor: a, Payout: "pay_f"}
	if p, ok := b.s.Payout("pay_f"); ok {
		c.Version = p.Version
	}
	switch ty {
	case SubmitPayout:
		c.Ref = "PAYf"
	case ReturnPayout:
		c.Amount, c.Currency = loan-5, "CNY"
	default: // the others say all they need
	}
	return b.do(c)
}

func TestAFunderTakesOutWhatItMayLend(t *testing.T) {
	type step struct {
		ty Type
		r  Role
	}
	approved := []step{{ApprovePayout, Timer}}
	settled := []step{{ApprovePayout, Timer}, {SubmitPayout, Rail}, {SettlePayout, Rail}}
	for _, r := range []struct {
		name              string
		steps             []step
		state             string
		purse, held, away int64
	}{
		{"asked for, it is held and cannot be lent", nil, Requested, 2 * loan, loan, 0},
		{"taken back by the funder, it is free again", []step{{CancelPayout, Funder}}, Cancelled, 2 * loan, 0, 0},
		{"approved, it is on its way", approved, Approved, loan, 0, loan},
		{"taken back even then", append(approved[:1:1], step{CancelPayout, Funder}), Cancelled, 2 * loan, 0, 0},
		{"refused by the rail, it is to be lent again", append(settled[:2:2], step{RejectPayout, Rail}), Rejected, 2 * loan, 0, 0},
		{"settled, it has left", settled, Settled, loan, 0, 0},
		{"returned, it is to be lent again, less what the banks kept", append(settled[:3:3], step{ReturnPayout, Rail}), Returned, 2*loan - 5, 0, 0},
	} {
		t.Run(r.name, func(t *testing.T) {
			b := financed(t)
			if e := takenOut(b, loan); !e.OK {
				t.Fatal(e.Why)
			}
			for _, s := range r.steps {
				if e := b.onPayout(s.ty, actors[s.r]); !e.OK {
					t.Fatalf("%s by %s: %s", s.ty, s.r, e.Why)
				}
			}
			p, _ := b.s.Payout("pay_f")
			purse := b.s.Balance(AccountID{FunderAccount("org_f"), "CNY"})
			if p.State != r.state || !p.Funder || purse.Posted != r.purse || purse.Held != r.held || b.balance(PayoutAccount("org_f")) != r.away || b.balance(AvailableAccount("org_f")) != 0 {
				t.Fatalf("the payout is %s, the purse %+v, under way %d, earned %d", p.State, purse, b.balance(PayoutAccount("org_f")), b.balance(AvailableAccount("org_f")))
			}
			if err := b.s.Balanced(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestWhatAFunderMayNotTakeOut(t *testing.T) {
	for _, r := range []struct {
		name string
		why  string
		ask  func(*book) Entry
	}{
		{"more than is free", WhyFunds, func(b *book) Entry { return takenOut(b, 2*loan+1) }},
		{"what stands behind an offer", WhyFunds, func(b *book) Entry {
			b.must(AskAdvance, Seller, func(c *Command) { c.Milestone, c.Amount = "m1", 15_000_00 })
			b.offerAdvance(nil)
			return takenOut(b, loan+1)
		}},
		{"what it earned, in the funder's role", WhyFunds, func(b *book) Entry {
			b.deposit("org_f", 7*loan)
			return takenOut(b, 3*loan)
		}},
		{"anything while it owes", WhyDebt, func(b *book) Entry {
			b = reachAdvance(b.t, Recourse) // here the seller owes, and lends as well
			b.must(BookDeposit, Rail, func(c *Command) {
				c.Order, c.Object, c.Rail, c.Currency, c.Amount, c.Params = "", "org_s", "sandbox", "CNY", loan, []Param{{Name: forParam, Text: "funder"}}
			})
			return b.do(Command{Type: RequestPayout, Actor: Actor{"per_s", "org_s", Funder, ""}, Payout: "pay_f", Amount: 1, Currency: "CNY", Rail: "sandbox"})
		}},
		{"anything while it is blocked", WhyBlocked, func(b *book) Entry {
			b.must(BlockParty, Compliance, func(c *Command) { c.Order, c.Object, c.Note = "", "org_f", "why" })
			return takenOut(b, 1)
		}},
		{"what another funder has asked for", WhyNotParty, func(b *book) Entry {
			takenOut(b, 1)
			return b.onPayout(CancelPayout, Actor{"per_g", "org_g", Funder, ""})
		}},
		{"back what it has asked for as a funder, in a seller's role", WhyNotParty, func(b *book) Entry {
			takenOut(b, 1)
			return b.onPayout(CancelPayout, Actor{"per_f", "org_f", Seller, ""})
		}},
	} {
		t.Run(r.name, func(t *testing.T) {
			if e := r.ask(financed(t)); e.OK || e.Why != r.why {
				t.Fatalf("got %v %q, want %q", e.OK, e.Why, r.why)
			}
		})
	}
}

func TestWhoTakesAFundersPayoutBack(t *testing.T) {
	for _, r := range Roles() {
		b := financed(t)
		takenOut(b, loan)
		e := b.onPayout(CancelPayout, actors[r])
		if want := r == Funder || r == Maker || r == Checker; e.OK != want || (!want && e.Why != WhyRole && e.Why != WhyNotParty) {
			t.Errorf("by %s: got %v %q", r, e.OK, e.Why)
		}
	}
}

func TestABlockedFunderLendsNothing(t *testing.T) {
	block := func(b *book) {
		b.must(BlockParty, Compliance, func(c *Command) { c.Order, c.Object, c.Note = "", "org_f", "why" })
	}
	t.Run("it offers nothing", func(t *testing.T) {
		b := financed(t)
		b.must(AskAdvance, Seller, func(c *Command) { c.Milestone, c.Amount = "m1", 15_000_00 })
		block(b)
		if e := b.offerAdvance(nil); e.Why != WhyBlocked {
			t.Fatalf("got %q", e.Why)
		}
	})
	t.Run("what was accepted is not disbursed", func(t *testing.T) {
		b := reachAdvance(t, Accepted)
		block(b)
		if e := b.pair(Command{Type: DisburseAdvance, Order: "ord_1", Object: "adv_1-1"}); e.Why != WhyBlocked {
			t.Fatalf("got %q", e.Why)
		}
	})
	t.Run("what it has lent still comes back to it, and stays", func(t *testing.T) {
		b := reachAdvance(t, Disbursed)
		block(b)
		b.must(RepayAdvance, Seller, func(c *Command) { about(c); c.Amount = loan })
		if b.balance(FunderAccount("org_f")) != 2*loan {
			t.Fatalf("the purse has %d", b.balance(FunderAccount("org_f")))
		}
		if e := takenOut(b, 1); e.Why != WhyBlocked {
			t.Fatalf("got %q", e.Why)
		}
	})
}
