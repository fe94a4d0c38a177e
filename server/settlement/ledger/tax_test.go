package ledger

import (
	"slices"
	"testing"
)

func (b *book) taxRule(from, rate int64) Entry {
	b.t.Helper()
	return b.confirmed(Maker, Command{Type: SetTaxRule, Params: []Param{
		{Name: "cert", Text: "withholding"},
		{Name: "from", Minor: from},
		{Name: "income", Text: "services"},
		{Name: "juris", Text: "CN"},
		{Name: "kind", Text: "company"},
		{Name: "rate", Minor: rate},
	}})
}

// taxable brings an order to delivery whose seller is taxed.
func taxable(t *testing.T, milestones ...int64) *book {
	t.Helper()
	b := newBook(t)
	agreed := terms(milestones...)
	agreed.Conditions = &Conditions{SellerJurisdiction: "CN", SellerKind: "company", Income: "services"}
	b.must(SetPolicy, Timer, func(c *Command) { c.Order, c.Limits = "", []Limit{{"CNY", 1 << 40, 1 << 40}} })
	b.must(ImportOrder, Timer, func(c *Command) { c.Terms = agreed })
	o, _ := b.s.Order("ord_1")
	b.receipt("ord_1", o.Due())
	b.must(StartOrder, Seller, nil)
	return b
}

func (b *book) tax() int64 { return b.s.Balance(AccountID{TaxAccount("CN", "services"), "CNY"}).Posted }

func TestWithheldTax(t *testing.T) {
	t.Run("slices lose and invent no fen", func(t *testing.T) {
		b := taxable(t, 33, 33, 33, 33, 33, 33)
		b.taxRule(1, 1000)
		for i := range 6 {
			reachMilestone(t, b, []string{"m1", "m2", "m3", "m4", "m5", "m6"}[i], Released)
			if want := int64(33*(i+1)) / 10; b.tax() != want {
				t.Fatalf("after %d slices %d are withheld, want %d", i+1, b.tax(), want)
			}
		}
	})
	t.Run("a new rate counts from its day on what is released then", func(t *testing.T) {
		b := taxable(t, 1000, 1000, 1000)
		b.taxRule(1, 1000)
		b.taxRule(b.now+1000, 2000)
		reachMilestone(t, b, "m1", Released)
		b.now += 1000
		reachMilestone(t, b, "m2", Released)
		if b.tax() != 100+200 {
			t.Fatal(b.tax())
		}
		b.taxRule(b.now+1, 0)
		b.now++
		reachMilestone(t, b, "m3", Released)
		o, _ := b.s.Order("ord_1")
		if b.tax() != 300 || o.Withheld.Total != 300 {
			t.Fatal(b.tax(), o.Withheld)
		}
	})
	t.Run("tax is never more than what is left after commissions", func(t *testing.T) {
		b := taxable(t, 1000)
		b.taxRule(1, 10_000)
		reachMilestone(t, b, "m1", Released)
		if got := b.s.Balance(AccountID{AvailableAccount("org_s"), "CNY"}).Posted; got != 0 || b.tax() != 990 {
			t.Fatal(got, b.tax())
		}
	})
	t.Run("another jurisdiction is not taxed", func(t *testing.T) {
		b := reach(t, InDelivery)
		b.taxRule(1, 1000)
		reachMilestone(t, b, "m1", Released)
		if b.tax() != 0 {
			t.Fatal(b.tax())
		}
	})
	t.Run("rows come by ascending day and say what they are", func(t *testing.T) {
		b := newBook(t)
		for _, r := range []struct {
			name       string
			from, rate int64
			why        string
		}{
			{"the first", 1000, 500, ""},
			{"a day before it", 999, 500, WhyTwice},
			{"the same day with another rate", 1000, 600, WhyTwice},
			{"a negative rate", 2000, -1, WhyAmount},
			{"more than everything", 2000, 10_001, WhyAmount},
			{"no day", 0, 500, WhyTax},
		} {
			if e := b.taxRule(r.from, r.rate); e.Why != r.why {
				t.Fatalf("%s: got %q, want %q", r.name, e.Why, r.why)
			}
		}
		if tables := b.s.TaxTables(); len(tables) != 1 || len(tables[0].Rows) != 1 {
			t.Fatal(tables)
		}
	})
}

// TestEveryRoleOfTheBooks asks the commands of the books by every role, with and without a proposal (T8).
func TestEveryRoleOfTheBooks(t *testing.T) {
	commands := []Command{
		{Type: SetTaxRule, Params: []Param{
			{Name: "cert", Text: "c"}, {Name: "from", Minor: 1}, {Name: "income", Text: "goods"}, {Name: "juris", Text: "DE"}, {Name: "kind", Text: "person"}, {Name: "rate", Minor: 1},
		}},
		{Type: ClosePeriod, Params: []Param{{Name: closeParam, Minor: 900_000}}},
	}
	for _, c := range commands {
		for _, r := range Roles() {
			for _, proposed := range []bool{false, true} {
				b := newBook(t)
				if proposed {
					p := Propose(c)
					p.Actor = actors[Maker]
					b.do(p)
				}
				c.Actor, c.Key = actors[r], Key{}
				e := b.do(c)
				if want := r == Checker && proposed; e.OK != want || (!e.OK && !slices.Contains([]string{WhyRole, WhyNoProposal}, e.Why)) {
					t.Errorf("%s by %s, proposed %v: got %v %q", c.Type, r, proposed, e.OK, e.Why)
				}
			}
		}
	}
}

func TestClosedPeriods(t *testing.T) {
	b := reach(t, Funded)
	until := func(v int64) string {
		return b.confirmed(Maker, Command{Type: ClosePeriod, Params: []Param{{Name: closeParam, Minor: v}}}).Why
	}
	if why := until(b.now + 1); why != WhyNotDue {
		t.Fatalf("the future is closed: %q", why)
	}
	if why := until(b.now - 1000); why != "" {
		t.Fatal(why)
	}
	if why := until(b.now - 1001); why != WhyTwice {
		t.Fatalf("a closed period is opened again: %q", why)
	}
	o, _ := b.s.Order("ord_1")
	for _, r := range []struct {
		name string
		day  int64
		why  string
	}{
		{"the last instant of the closed period", b.now - 1001, WhyPeriod},
		{"the first of the open one", b.now - 1000, ""},
		{"the future", b.now + 1, WhyPeriod},
	} {
		c := Command{Type: HoldOrder, Actor: actors[Compliance], Order: "ord_1", Version: o.Version, Note: "why", Params: []Param{{Name: effectiveParam, Minor: r.day}}}
		if e := b.do(c); e.Why != r.why {
			t.Fatalf("%s: got %q, want %q", r.name, e.Why, r.why)
		}
	}
}
