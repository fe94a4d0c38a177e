package ledger

import (
	"reflect"
	"testing"
)

// resting is an order that ended with its reserve paid out, after the time of liability.
func resting(t *testing.T) *book {
	t.Helper()
	b := sold(t, Completed)
	b.now += 1001
	b.must(ReleaseReserve, Timer, nil)
	return b
}

func (b *book) archive(ids ...string) Entry {
	b.t.Helper()
	return b.do(Archive(ids))
}

func TestWhenAnOrderMayBeArchived(t *testing.T) {
	open := func(state string) func(*testing.T) *book { return func(t *testing.T) *book { return sold(t, state) } }
	rows := []struct {
		name string
		make func(*testing.T) *book
		wait int64
		why  string
	}{
		{"long after all that hung on it is over", resting, ArchiveAfter, ""},
		{"not before its time", resting, ArchiveAfter - 1001, WhyNotDue},
		{"not while something of it is in reserve", open(Completed), ArchiveAfter + 1, WhyState},
		{"a cancelled one too", open(Cancelled), ArchiveAfter + 1, ""},
		{"not while it awaits money", open(AwaitingFunds), 10 * ArchiveAfter, WhyState},
		{"not while it is delivered", open(InDelivery), 10 * ArchiveAfter, WhyState},
		{"not while a bank calls money back", func(t *testing.T) *book {
			b := sold(t, Completed)
			b.must(OpenClaim, Rail, called(10))
			return b
		}, ArchiveAfter + 1, WhyState},
		{"not while a proposal about it waits", func(t *testing.T) *book {
			b := resting(t)
			p := Propose(Command{Type: AssignSuspense, Object: "sus_1", Order: "ord_1"})
			p.Actor = actors[Maker]
			if e := b.do(p); !e.OK {
				t.Fatal(e.Why)
			}
			return b
		}, ArchiveAfter + 1, WhyState},
		{"not while a loss of its funder is open", func(t *testing.T) *book { return reachAdvance(t, Recourse) }, ArchiveAfter + 1, WhyState},
		{"when the loss was written off", func(t *testing.T) *book { return reachAdvance(t, WrittenOff) }, ArchiveAfter + 1, ""},
		{"not twice", func(t *testing.T) *book {
			b := resting(t)
			b.now += ArchiveAfter
			b.archive("ord_1")
			return b
		}, 1, WhyArchived},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			b := r.make(t)
			b.now += r.wait
			e := b.archive("ord_1")
			if e.Why != r.why {
				t.Fatalf("got %q, want %q", e.Why, r.why)
			}
			if _, here := b.s.Order("ord_1"); e.OK && (here || !b.s.Gone("ord_1") || b.s.Trail("ord_1") != nil) {
				t.Fatal("it is still in memory")
			}
			if err := b.s.Balanced(); err != nil {
				t.Fatal(err)
			}
		})
	}
	b := resting(t)
	b.now += ArchiveAfter
	if e := b.archive("ord_1", "ord_1"); e.Why != WhyArchived {
		t.Errorf("twice in one command: %q", e.Why)
	}
	if e := b.archive("ord_1", "ord_9"); e.Why != WhyOrderUnknown {
		t.Errorf("with one that nobody knows: %q", e.Why)
	}
	if e := b.archive(); e.Why != WhyOrderUnknown {
		t.Errorf("none at all: %q", e.Why)
	}
}

func TestWhatAnArchivedOrderMeansToCommands(t *testing.T) {
	b := resting(t)
	was, _ := b.s.Order("ord_1")
	blocks := b.last
	b.now += ArchiveAfter
	if e := b.archive("ord_1"); !e.OK {
		t.Fatal(e.Why)
	}
	for _, c := range []Command{
		{Type: ShipMilestone, Actor: actors[Seller], Order: "ord_1", Milestone: "m1"},
		{Type: HoldOrder, Actor: actors[Compliance], Order: "ord_1", Note: "why"},
		{Type: OpenClaim, Actor: actors[Rail], Order: "ord_1", Object: "clm_9"},
		{Type: ExpireOrder, Actor: actors[Timer], Order: "ord_1"},
		{Type: OpenDispute, Actor: actors[Buyer], Order: "ord_1", Milestone: "m1"},
		{Type: IssueInvoice, Actor: actors[Timer], Order: "ord_1", Milestone: "m1"},
	} {
		if e := b.do(c); e.Why != WhyArchived {
			t.Errorf("%s gets %q", c.Type, e.Why)
		}
	}
	if e := b.do(Command{Type: ImportOrder, Actor: actors[Timer], Order: "ord_1", Terms: terms(1)}); e.Why != WhyOrderExists {
		t.Errorf("another order takes its id: %q", e.Why)
	}
	if e := b.receipt("ord_1", 70); e.Why != WhyOrderClosed || e.Order != "" || b.balance(SuspenseAccount("sandbox")) != 70 {
		t.Errorf("money that comes late: %q", e.Why)
	}
	if b.s.Trail("ord_1") != nil {
		t.Error("refusals about it are remembered")
	}
	again := restored(t, b.s)
	if !again.Gone("ord_1") || again.Gone("ord_2") || again.Archived() != 1 {
		t.Error("a snapshot has forgotten that it was archived")
	}
	was = was.clone()
	was.Withheld = Withheld{Total: was.Withheld.Total}
	if o, err := Recall("ord_1", blocks); err != nil || !reflect.DeepEqual(o, was) {
		t.Errorf("recalled it is %+v, %v", o, err)
	}
	if _, err := Recall("ord_1", blocks[3:]); err == nil {
		t.Error("it is recalled without its beginning")
	}
}

func TestTheSumsOfAnExhibitionKeepWhatWasArchived(t *testing.T) {
	b := newBook(t)
	for _, id := range []string{"ord_1", "ord_2"} {
		b.must(ImportOrder, Timer, func(c *Command) { c.Order, c.Terms = id, terms(1000); c.Terms.Exhibition = "exh_1" })
		b.receipt(id, 1010)
		b.must(ConsentCancel, Seller, func(c *Command) { c.Order = id })
		b.must(CancelOrder, Buyer, func(c *Command) { c.Order = id })
	}
	b.now += ArchiveAfter + 1
	if ids := b.s.Archivable(b.now, 1); len(ids) != 1 {
		t.Fatalf("%v may be archived", ids)
	}
	if e := b.archive(b.s.Archivable(b.now, MaxArchived)...); !e.OK {
		t.Fatal(e.Why)
	}
	past := b.s.Past("exh_1")
	if len(past) != 1 || past[0].Orders != 2 || past[0].Totals.Funded != 2020 || past[0].Totals.Refunded != 2020 || len(b.s.Past("exh_2")) != 0 {
		t.Fatalf("got %+v", past)
	}
}
