package ledger

import (
	"slices"
	"testing"
	"time"
)

// TestEveryTripleOfInvoices asks for both papers in every state of a milestone by every role (T8).
func TestEveryTripleOfInvoices(t *testing.T) {
	done := 0
	for _, ty := range []Type{IssueInvoice, CertifyTax} {
		for _, state := range MilestoneStates() {
			for _, r := range Roles() {
				begin := InDelivery
				if state == Planned || state == Cancelled {
					begin = PartiallyFunded
				}
				b := reach(t, begin)
				if begin == PartiallyFunded {
					b.must(StartOrder, Seller, nil)
				}
				switch state {
				case Refunded, Cancelled:
					b.now = 3_000_001
					b.must(CancelMilestone, Buyer, func(c *Command) { c.Milestone = "m2" })
				case Shipped, Inspection, Accepted, Released:
					reachMilestone(t, b, "m2", state)
				}
				if b.stateOf("m", "m2") != state {
					continue // the states of other families have tests of their own
				}
				o, _ := b.s.Order("ord_1")
				e := b.do(Command{Type: ty, Actor: actors[r], Order: "ord_1", Milestone: "m2", Amount: 2000, Version: o.Version})
				reasons := []string{WhyRole, WhyState, WhyNotParty}
				if may := state == Released && r == Timer; may && ty == IssueInvoice {
					reasons = []string{""}
					done++
				} else if may {
					reasons = []string{WhyAmount} // no tax was withheld from this order
				}
				if !slices.Contains(reasons, e.Why) {
					t.Errorf("%s in %s by %s: %v %q", ty, state, r, e.OK, e.Why)
				}
			}
		}
	}
	if done != 1 {
		t.Errorf("%d invoices", done)
	}
}

func TestNumbersFollowEachOther(t *testing.T) {
	b := newBook(t)
	b.now = time.Date(2026, 12, 31, 23, 0, 0, 0, time.UTC).UnixMilli()
	b.must(SetPolicy, Timer, func(c *Command) { c.Order, c.Limits = "", []Limit{{"CNY", 1 << 40, 1 << 40}} })
	tax := Command{Type: SetTaxRule, Params: []Param{
		{Name: "cert", Text: "withholding"},
		{Name: "from", Minor: b.now},
		{Name: "income", Text: "goods"},
		{Name: "juris", Text: "CN"},
		{Name: "kind", Text: "company"},
		{Name: "rate", Minor: 300},
	}}
	proposed := Propose(tax)
	proposed.Actor, tax.Actor = actors[Maker], actors[Checker]
	for _, c := range []Command{proposed, tax} {
		if e := b.do(c); !e.OK {
			t.Fatalf("%s: %s", c.Type, e.Why)
		}
	}
	for _, order := range []struct{ id, seller string }{{"ord_1", "org_s"}, {"ord_2", "org_s"}, {"ord_3", "org_t"}} {
		agreed := terms(1000, 2000)
		agreed.Deal, agreed.Seller, agreed.FundBy = "deal_"+order.id, order.seller, b.now+1
		agreed.Conditions = &Conditions{SellerJurisdiction: "CN", SellerKind: "company", Income: "goods"}
		for i := range agreed.Milestones {
			agreed.Milestones[i].ShipBy = 0
		}
		on := func(c *Command) { c.Order = order.id; c.Terms = agreed }
		b.must(ImportOrder, Timer, on)
		o, _ := b.s.Order(order.id)
		b.receipt(order.id, o.Due())
		for _, ms := range []string{"m1", "m2"} {
			for _, step := range []Command{
				{Type: ShipMilestone, Actor: Actor{"per_s", order.seller, Seller, ""}},
				{Type: DeliverGoods, Actor: actors[Buyer]},
				{Type: AcceptMilestone, Actor: actors[Buyer]},
				{Type: Release, Actor: actors[Timer]},
			} {
				o, _ := b.s.Order(order.id)
				step.Order, step.Milestone, step.Version = order.id, ms, o.Version
				if e := b.do(step); !e.OK {
					t.Fatalf("%s: %s", step.Type, e.Why)
				}
			}
		}
	}
	newYear := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()
	rows := []struct {
		name  string
		at    int64
		ty    Type
		order string
		ms    string
		minor int64
		want  string // the number, or why there is none
	}{
		{"the first invoice", b.now, IssueInvoice, "ord_1", "m1", 1000, "INV-2026-000001"},
		{"is issued once", b.now, IssueInvoice, "ord_1", "m1", 1000, WhyTwice},
		{"about another price it takes no number", b.now, IssueInvoice, "ord_2", "m1", 999, WhyAmount},
		{"the next order of the seller has the next", b.now, IssueInvoice, "ord_2", "m1", 1000, "INV-2026-000002"},
		{"another seller begins with one", b.now, IssueInvoice, "ord_3", "m1", 1000, "INV-2026-000001"},
		{"certificates have numbers of their own", b.now, CertifyTax, "ord_1", "m1", 30, "TC-2026-000001"},
		{"whoever the seller is", b.now, CertifyTax, "ord_3", "m1", 30, "TC-2026-000002"},
		{"no more is certified than was withheld", b.now, CertifyTax, "ord_3", "m2", 61, WhyAmount},
		{"and none is no certificate", b.now, CertifyTax, "ord_3", "m2", 0, WhyAmount},
		{"the new year begins with one", newYear, IssueInvoice, "ord_1", "m2", 2000, "INV-2027-000001"},
		{"also for certificates", newYear, CertifyTax, "ord_3", "m2", 60, "TC-2027-000001"},
		{"an unknown milestone has no paper", newYear, IssueInvoice, "ord_1", "m9", 1, WhyMilestoneUnknown},
	}
	for _, row := range rows {
		b.now = row.at
		e := b.do(Command{Type: row.ty, Actor: actors[Timer], Order: row.order, Milestone: row.ms, Amount: row.minor})
		if got := e.Object + e.Why; got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
	if e := b.do(Command{Type: IssueInvoice, Actor: actors[Timer], Order: "ord_2", Milestone: "m2", Amount: 2000, Object: "INV-2027-000009"}); e.Why != WhyAmount {
		t.Errorf("whoever asks for a number got %+v", e)
	}
	o, _ := b.s.Order("ord_1")
	if len(o.Invoices) != 3 || o.Invoices[2].Number != "INV-2027-000001" || o.Invoices[2].Amount != 2000 {
		t.Errorf("the order has %+v", o.Invoices)
	}
	trail := b.s.Trail("ord_1")
	st, err := NewStatement(t.Context(), &memory{blocks: b.last}, o, trail)
	if err != nil {
		t.Fatal(err)
	}
	if err := st.verify(); err != nil {
		t.Errorf("a statement with papers, alone: %v", err)
	}
	if !slices.ContainsFunc(st.Entries, func(e StatementEntry) bool { return e.Entry.Object == "INV-2027-000001" }) {
		t.Error("the statement does not say the number of an invoice")
	}
}
