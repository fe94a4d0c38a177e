package ledger

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// approved is a book with payouts pay_1, pay_2, … of the buyer, all approved; the first is over 10, the second over 20.
func approved(t *testing.T, payouts int) *book {
	t.Helper()
	b := reach(t, Funded)
	b.receipt("ord_1", 10_000)
	for i := range payouts {
		id := fmt.Sprintf("pay_%d", i+1)
		b.must(RequestPayout, Buyer, func(c *Command) {
			c.Order, c.Payout, c.Amount, c.Currency, c.Rail = "", id, int64(10*(i+1)), "CNY", "sandbox"
		})
		b.must(ApprovePayout, Timer, func(c *Command) { c.Payout = id })
	}
	return b
}

func into(batch string, size int64) func(*Command) {
	return func(c *Command) {
		c.Object, c.Ref, c.Params = batch, "e2e_"+c.Payout, []Param{{Name: batchSizeParam, Minor: size}}
	}
}

// batched puts payouts into a batch.
func (b *book) batched(batch string, payouts ...string) {
	b.t.Helper()
	for _, id := range payouts {
		b.must(BatchPayout, Rail, func(c *Command) {
			c.Payout = id
			into(batch, 10)(c)
		})
	}
}

// going is the command that lets a batch go, with the sums it has.
func (b *book) going(batch string) Command {
	c := Command{Type: SubmitBatch, Actor: actors[Rail], Object: batch, Ref: "hash", Currency: "CNY", Amount: 1}
	var count, version int64
	if f, ok := b.s.Batch(batch); ok {
		c.Amount, count, version = f.Amount, int64(len(f.Payouts)), f.Version
	}
	c.Params = []Param{{Name: batchCountParam, Minor: count}, {Name: batchDayParam, Minor: 20261121}, {Name: batchVersionParam, Minor: version}}
	return c
}

func (b *book) gone(batch string) Entry {
	b.t.Helper()
	e := b.do(b.going(batch))
	if !e.OK {
		b.t.Fatalf("%s does not go: %s", batch, e.Why)
	}
	return e
}

func (b *book) payoutStates() string {
	var all []string
	for _, id := range b.s.Payouts() {
		p, _ := b.s.Payout(id)
		all = append(all, p.State)
	}
	return strings.Join(all, " ")
}

func TestABatchGoesAsAWholeAndIsAnsweredPaymentByPayment(t *testing.T) {
	b := approved(t, 4)
	b.batched("bat_1", "pay_1", "pay_2", "pay_3", "pay_4")
	stale := b.going("bat_1")
	b.must(CancelPayout, Buyer, func(c *Command) { c.Payout = "pay_2" })
	if e := b.do(stale); e.Why != WhyVersion {
		t.Fatalf("a file with a cancelled payment goes: %q", e.Why)
	}
	e := b.gone("bat_1")
	if e.Amount != 80 || len(e.Moves) != 4 || len(e.Legs) != 0 {
		t.Fatalf("got %+v", e)
	}
	f, _ := b.s.Batch("bat_1")
	if f.State != BatchGone || f.Hash != "hash" || f.Day != 20261121 || !slices.Equal(f.Payouts, []string{"pay_1", "pay_3", "pay_4"}) {
		t.Fatalf("got %+v", f)
	}
	if e := b.do(Command{Type: CancelPayout, Actor: actors[Checker], Payout: "pay_1", Version: 4}); e.Why != WhyState {
		t.Fatalf("a payout in a file that has gone is cancelled: %q", e.Why)
	}
	b.must(RejectPayout, Rail, func(c *Command) { c.Payout = "pay_3" })
	b.must(AcceptBatch, Rail, func(c *Command) { c.Order, c.Object = "", "bat_1" })
	if got := b.payoutStates(); got != "ACCEPTED CANCELLED REJECTED ACCEPTED" {
		t.Fatalf("got %s", got)
	}
	if b.balance("user:org_b:payout") != 50 || b.balance("user:org_b:avail") != 9950 {
		t.Fatalf("%d are leaving, %d are left", b.balance("user:org_b:payout"), b.balance("user:org_b:avail"))
	}
	// What was accepted may still be refused, and only a line pays it.
	b.must(RejectPayout, Rail, func(c *Command) { c.Payout = "pay_4" })
	b.must(SettlePayout, Rail, nil)
	if got := b.payoutStates(); got != "SETTLED CANCELLED REJECTED REJECTED" || b.balance("bank:sandbox:custody") != -13_020 {
		t.Fatalf("got %s, bank %d", got, b.balance("bank:sandbox:custody"))
	}
	if err := b.s.Balanced(); err != nil {
		t.Fatal(err)
	}
}

func TestOfAFileWithoutAnAnswerNobodyKnowsAnything(t *testing.T) {
	b := approved(t, 3)
	b.batched("bat_1", "pay_1", "pay_2", "pay_3")
	b.gone("bat_1")
	b.must(AcceptPayout, Rail, func(c *Command) { c.Payout = "pay_2" })
	b.must(LoseBatch, Timer, func(c *Command) { c.Order, c.Object = "", "bat_1" })
	if got := b.payoutStates(); got != "UNKNOWN ACCEPTED UNKNOWN" {
		t.Fatalf("got %s", got)
	}
	for _, ty := range []Type{AcceptBatch, LoseBatch} {
		if e := b.do(Command{Type: ty, Actor: actors[Rail], Object: "bat_1"}); e.Why != WhyState {
			t.Fatalf("%s: got %q", ty, e.Why)
		}
	}
	p, _ := b.s.Payout("pay_1")
	if p.EndToEnd != "e2e_pay_1" || p.Batch != "bat_1" {
		t.Fatalf("got %+v", p)
	}
}

func TestWhatDoesNotGoIntoABatch(t *testing.T) {
	rows := []struct {
		name    string
		prepare func(b *book)
		batch   string
		edit    func(*Command)
		why     string
	}{
		{"a batch without a proper name", nil, "bat 1", nil, WhyBatchUnknown},
		{"without an end-to-end id", nil, "bat_1", func(c *Command) { c.Ref = "" }, WhyAmount},
		{"more than the rail takes", func(b *book) { b.batched("bat_1", "pay_2") }, "bat_1", func(c *Command) { c.Params[0].Minor = 1 }, WhyBatchFull},
		{"a file that has gone", func(b *book) { b.batched("bat_1", "pay_2"); b.gone("bat_1") }, "bat_1", nil, WhyState},
		{"a second file", func(b *book) { b.batched("bat_1", "pay_1") }, "bat_2", nil, WhyState},
		{"under another end-to-end id than before", func(b *book) {
			b.batched("bat_1", "pay_1")
			b.must(UnbatchPayout, Rail, nil)
		}, "bat_2", func(c *Command) { c.Ref = "another" }, WhyAmount},
		{"a party that is not clear", func(b *book) { b.screened("org_b", Review) }, "bat_1", nil, WhyScreening},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			b := approved(t, 2)
			if r.prepare != nil {
				r.prepare(b)
			}
			c := Command{Type: BatchPayout, Actor: actors[Rail], Payout: "pay_1"}
			into(r.batch, 10)(&c)
			if r.edit != nil {
				r.edit(&c)
			}
			if e := b.do(c); e.OK || e.Why != r.why {
				t.Fatalf("got %v %q, want %q", e.OK, e.Why, r.why)
			}
		})
	}
}

func TestAFileDoesNotGoWithSomebodyWhoIsNotClear(t *testing.T) {
	b := approved(t, 2)
	b.batched("bat_1", "pay_1", "pay_2")
	b.screened("org_b", Hit)
	if e := b.do(b.going("bat_1")); e.Why != WhyScreening {
		t.Fatalf("got %q", e.Why)
	}
	b.must(UnbatchPayout, Rail, nil)
	b.must(UnbatchPayout, Rail, func(c *Command) { c.Payout = "pay_2" })
	if _, there := b.s.Batch("bat_1"); there || b.payoutStates() != "APPROVED APPROVED" {
		t.Fatalf("an empty batch is there: %v, %s", there, b.payoutStates())
	}
	if err := b.s.Balanced(); err != nil {
		t.Fatal(err)
	}
}

// TestEveryTripleOfBatches asks the commands about batches in every state by every role (T8).
func TestEveryTripleOfBatches(t *testing.T) {
	states := []string{"none", BatchOpen, BatchGone, "ANSWERED"}
	allowed := map[Type]struct{ roles, state, why string }{
		SubmitBatch: {"R", BatchOpen, BatchGone},
		AcceptBatch: {"R", BatchGone, Accepted},
		LoseBatch:   {"T R", BatchGone, Unknown},
	}
	triples, done := 0, 0
	for _, state := range states {
		for ty, row := range allowed {
			for _, r := range Roles() {
				triples++
				b := approved(t, 1)
				if state != "none" {
					b.batched("bat_1", "pay_1")
				}
				if state == BatchGone || state == "ANSWERED" {
					b.gone("bat_1")
				}
				if state == "ANSWERED" {
					b.must(AcceptPayout, Rail, nil)
				}
				c := b.going("bat_1")
				c.Type, c.Actor = ty, actors[r]
				e := b.do(c)
				want := state == row.state && slices.Contains(strings.Fields(row.roles), string(r))
				name := fmt.Sprintf("%s in %s by %s", ty, state, r)
				switch {
				case e.OK != want:
					t.Errorf("%s: got %v %q", name, e.OK, e.Why)
				case e.OK && b.payoutStates() != row.why:
					t.Errorf("%s: the payout is %s", name, b.payoutStates())
				case !e.OK && e.Why != WhyRole && e.Why != WhyState && e.Why != WhyBatchUnknown:
					t.Errorf("%s: refused as %q", name, e.Why)
				case e.OK:
					done++
				}
			}
		}
	}
	t.Logf("triples=%d succeed=%d refused=%d", triples, done, triples-done)
}

// TestALogThatTreatsABatchWronglyIsRefused gives apply entries that no decision makes.
func TestALogThatTreatsABatchWronglyIsRefused(t *testing.T) {
	gone := func(b *book) { b.batched("bat_1", "pay_1", "pay_2"); b.gone("bat_1") }
	full := func(b *book) { b.batched("bat_1", "pay_1", "pay_2") }
	version := func(v int64) func(*Entry) { return func(e *Entry) { e.Version = v } }
	rows := []struct {
		name    string
		prepare func(b *book)
		entry   Entry
		edit    func(*Entry)
	}{
		{"a batched payout goes alone", full, Entry{Type: SubmitPayout, Payout: "pay_1", Ref: "e2e_pay_1", Moves: []Move{{"p", "pay_1", Batched, Submitted}}}, version(3)},
		{"a batched payout goes into another file", full, Entry{Type: BatchPayout, Payout: "pay_1", Object: "bat_2", Ref: "e2e_pay_1", Moves: []Move{{"b", "bat_2", "", BatchOpen}, {"p", "pay_1", Approved, Batched}}}, version(3)},
		{"a payout leaves a file that has gone", gone, Entry{Type: UnbatchPayout, Payout: "pay_1", Moves: []Move{{"p", "pay_1", Batched, Approved}}}, version(4)},
		{"a file goes twice", gone, Entry{Type: SubmitBatch, Object: "bat_1", Ref: "h", Amount: 30, Currency: "CNY", Params: []Param{{Name: batchCountParam, Minor: 2}}, Moves: []Move{{"b", "bat_1", BatchOpen, BatchGone}}}, nil},
		{"a file goes without one of its payments", full, Entry{Type: SubmitBatch, Object: "bat_1", Ref: "h", Amount: 30, Currency: "CNY", Params: []Param{{Name: batchCountParam, Minor: 2}}, Moves: []Move{{"b", "bat_1", BatchOpen, BatchGone}, {"p", "pay_1", Batched, Submitted}}}, nil},
		{"a file goes with another sum", full, Entry{Type: SubmitBatch, Object: "bat_1", Ref: "h", Amount: 31, Currency: "CNY", Params: []Param{{Name: batchCountParam, Minor: 2}}, Moves: []Move{{"b", "bat_1", BatchOpen, BatchGone}, {"p", "pay_1", Batched, Submitted}, {"p", "pay_2", Batched, Submitted}}}, nil},
		{"an answer about nothing", full, Entry{Type: AcceptBatch, Object: "bat_1"}, nil},
		{"an answer about a part", gone, Entry{Type: LoseBatch, Object: "bat_1", Moves: []Move{{"p", "pay_1", Submitted, Unknown}}}, nil},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			b := approved(t, 2)
			r.prepare(b)
			e := r.entry
			e.Key, e.OK, e.Actor = NewKey(r.name), true, actors[Rail]
			if r.edit != nil {
				r.edit(&e)
			}
			if err := b.s.scratch(b.s.Seq+1, b.now, 1).apply(&e, 0); !errors.Is(err, ErrBroken) {
				t.Fatalf("got %v", err)
			}
		})
	}
}
