package ledger

import "testing"

func TestAPartyDraftsAnOrder(t *testing.T) {
	draft := func(t *testing.T, b *book, r Role, edit func(*Command)) Entry {
		t.Helper()
		wanted := terms(1000, 2000)
		wanted.Signed = false
		c := Command{Type: DraftOrder, Actor: actors[r], Order: "ord_1", Terms: wanted, Ref: "ord_0"}
		if edit != nil {
			edit(&c)
		}
		return b.do(c)
	}
	for _, r := range []struct {
		name string
		by   Role
		edit func(*Command)
		why  string
	}{
		{"the buyer proposes it", Buyer, nil, ""},
		{"the seller proposes it", Seller, nil, ""},
		{"the system imports, it drafts nothing", Timer, nil, WhyRole},
		{"somebody else's order", Buyer, func(c *Command) { c.Actor.Org = "org_z" }, WhyNotParty},
		{"as what the other side is", Seller, func(c *Command) { c.Actor.Org = "org_b" }, WhyNotParty},
		{"nobody signs alone", Buyer, func(c *Command) { c.Terms.Signed = true }, WhyFixed},
		{"it cannot stand for ever", Buyer, func(c *Command) { c.Terms.AnswerBy = 0 }, WhyLate},
		{"nor be answered yesterday", Buyer, func(c *Command) { c.Terms.AnswerBy = 1 }, WhyLate},
		{"without milestones it is no order", Buyer, func(c *Command) { c.Terms.Milestones = nil }, "milestones_invalid"},
	} {
		t.Run(r.name, func(t *testing.T) {
			b := newBook(t)
			if e := draft(t, b, r.by, r.edit); e.Why != r.why || e.OK != (r.why == "") {
				t.Fatalf("got %v %q, want %q", e.OK, e.Why, r.why)
			}
			if o, made := b.s.Order("ord_1"); made != (r.why == "") || (made && (o.State != Proposed || o.BuyerAgreed != (r.by == Buyer) || o.SellerAgreed != (r.by == Seller))) {
				t.Fatalf("got %+v", o)
			}
		})
	}
	t.Run("its id is taken once", func(t *testing.T) {
		b := newBook(t)
		draft(t, b, Buyer, nil)
		if e := draft(t, b, Seller, nil); e.Why != WhyOrderExists {
			t.Fatalf("got %q", e.Why)
		}
	})
	t.Run("not with a party that is not clear", func(t *testing.T) {
		b := newBook(t)
		b.must(UseLists, Timer, func(c *Command) { c.Order, c.Ref = "", "lists-1" })
		if e := draft(t, b, Buyer, nil); e.Why != WhyScreening {
			t.Fatalf("got %q", e.Why)
		}
	})
	t.Run("the other side makes it binding", func(t *testing.T) {
		b := newBook(t)
		draft(t, b, Buyer, nil)
		if e := b.do(Command{Type: AgreeOrder, Actor: actors[Buyer], Order: "ord_1", Version: 1}); e.Why != WhyTwice {
			t.Fatalf("got %q", e.Why)
		}
		b.must(AgreeOrder, Seller, nil)
		if b.state() != AwaitingFunds {
			t.Fatalf("it is %s", b.state())
		}
	})
}
