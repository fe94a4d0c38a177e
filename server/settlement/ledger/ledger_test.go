package ledger

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// memory is a Log in memory. fail, if set, decides how an append ends: before it is stored, or after.
type memory struct {
	mu     sync.Mutex
	blocks []Block
	fail   func(b Block) (store bool, err error)
}

func (m *memory) Append(_ context.Context, b Block) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if b.Seq != int64(len(m.blocks))+1 {
		return ErrTaken
	}
	store, err := true, error(nil)
	if m.fail != nil {
		store, err = m.fail(b)
	}
	if store {
		m.blocks = append(m.blocks, b)
	}
	return err
}

func (m *memory) ReadFrom(_ context.Context, seq int64, limit int) ([]Block, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if seq > int64(len(m.blocks)) {
		return nil, nil
	}
	return slices.Clone(m.blocks[seq-1 : min(len(m.blocks), int(seq)-1+limit)]), nil
}

func (m *memory) WithKeys(_ context.Context, keys []Key, seen int64) ([]Block, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if seen > int64(len(m.blocks)) {
		return nil, fmt.Errorf("block %d is not there", seen)
	}
	return withKeys(m.blocks, keys), nil
}

func open(t *testing.T, log Log) *Engine {
	t.Helper()
	e, err := Open(t.Context(), log, Options{Writer: "test", Now: func() time.Time { return time.UnixMilli(1_000_000) }, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Close)
	return e
}

func terms(milestones ...int64) *Terms {
	t := &Terms{
		Deal: "deal_1", Signed: true, Buyer: "org_b", Seller: "org_s", Organizer: "org_o", Logistics: "org_l", Currency: "CNY",
		ExchangeBP: 150, PlatformBP: 50, BuyerShareBP: 5000, FundBy: 2_000_000, AnswerBy: 1_500_000,
	}
	for i, v := range milestones {
		t.Milestones = append(t.Milestones, MilestoneTerms{ID: fmt.Sprintf("m%d", i+1), Amount: v, ShipBy: 3_000_000})
	}
	return t
}

var actors = map[Role]Actor{
	Buyer: {"per_b", "org_b", Buyer, ""}, Seller: {"per_s", "org_s", Seller, ""}, Organizer: {"per_o", "org_o", Organizer, ""},
	Maker: {"per_m", "org_x", Maker, ""}, Checker: {"per_c", "org_x", Checker, ""}, Arbitrator: {"per_a", "org_x", Arbitrator, ""},
	Funder: {"per_f", "org_f", Funder, ""}, Logistics: {"per_l", "org_l", Logistics, ""}, Timer: {Role: Timer}, Rail: {Role: Rail},
	Compliance: {"per_x", "org_x", Compliance, ""}, Auditor: {"per_u", "org_x", Auditor, ""},
}

// book is a state with a clock that takes commands one by one, each in a block of its own.
type book struct {
	t    testing.TB
	s    *State
	now  int64
	n    int
	last []Block
}

func newBook(t testing.TB) *book {
	t.Helper()
	return &book{t: t, s: NewState(), now: 1_000_000}
}

func (b *book) do(c Command) Entry {
	b.t.Helper()
	b.n++
	if c.Key == (Key{}) {
		c.Key = NewKey("book", fmt.Sprint(b.n))
	}
	if err := c.Validate(); err != nil {
		b.t.Fatal(err)
	}
	x := b.s.scratch(b.s.Seq+1, b.now, 1)
	e := x.decide(&c, c.Fingerprint())
	block := Block{Header: Header{Seq: b.s.Seq + 1, V: 1, Time: b.now, Writer: "book", Prev: b.s.Head}, Entries: []Entry{e}}
	leaves, _ := block.leaves()
	block.seal(leaves)
	if _, err := b.s.Replay(block); err != nil {
		b.t.Fatalf("%s by %s: %v", c.Type, c.Actor.Role, err)
	}
	b.last = append(b.last, block)
	return e
}

// must does what has to succeed, with the version that is current.
func (b *book) must(ty Type, r Role, edit func(*Command)) Entry {
	b.t.Helper()
	c := Command{Type: ty, Actor: actors[r], Order: "ord_1"}
	switch rules[ty].about {
	case "m":
		c.Milestone = "m1"
	case "p":
		c.Order, c.Payout = "", "pay_1"
	}
	if edit != nil {
		edit(&c)
	}
	if o, ok := b.s.Order(c.Order); ok && r != Timer && r != Rail && rules[ty].about != "" {
		c.Version = o.Version
	}
	if p, ok := b.s.Payout(c.Payout); ok && r != Timer && r != Rail {
		c.Version = p.Version
	}
	e := b.do(c)
	if !e.OK {
		b.t.Fatalf("%s by %s: %s", ty, r, e.Why)
	}
	return e
}

func (b *book) receipt(order string, v int64) Entry {
	b.t.Helper()
	return b.must(BookReceipt, Rail, func(c *Command) {
		c.Order, c.Amount, c.Currency, c.Rail = order, v, "CNY", "sandbox"
	})
}

func (b *book) balance(account string) int64 {
	return b.s.Balance(AccountID{account, "CNY"}).Posted
}

func (b *book) state() string {
	o, _ := b.s.Order("ord_1")
	return o.State
}

func imported(t testing.TB, terms *Terms) *book {
	t.Helper()
	b := newBook(t)
	b.must(ImportOrder, Timer, func(c *Command) { c.Terms = terms })
	return b
}

func TestAnOrderFromImportToPayout(t *testing.T) {
	b := newBook(t)
	b.must(SetPolicy, Timer, func(c *Command) { c.Order, c.Limits = "", []Limit{{"CNY", 50_000, 40_000}} })
	b.must(ImportOrder, Timer, func(c *Command) { c.Terms = terms(40_001, 60_000) })
	o, _ := b.s.Order("ord_1")
	// 200 basis points, half of it the buyer's: 1000 of 100001, of which 400 fall to the first milestone.
	if o.State != AwaitingFunds || o.Due() != 101_001 || o.Milestones[0].Due() != 40_401 {
		t.Fatalf("got %s, due %d, %d", o.State, o.Due(), o.Milestones[0].Due())
	}
	b.receipt("ord_1", 40_000)
	if b.state() != PartiallyFunded {
		t.Fatalf("got %s", b.state())
	}
	b.receipt("ord_1", 61_101)
	if b.state() != Funded || b.balance("escrow:ord_1") != 101_001 || b.balance("user:org_b:avail") != 100 {
		t.Fatalf("got %s with %d in escrow, %d over", b.state(), b.balance("escrow:ord_1"), b.balance("user:org_b:avail"))
	}
	b.must(ShipMilestone, Seller, nil)
	b.must(DeliverGoods, Logistics, nil)
	b.must(AcceptMilestone, Buyer, nil)
	b.must(Release, Timer, nil)
	if got := b.balance("user:org_s:avail"); got != 40_001-400 {
		t.Fatalf("the seller got %d", got)
	}
	second := func(c *Command) { c.Milestone = "m2" }
	b.must(ShipMilestone, Seller, second)
	b.must(DeliverGoods, Buyer, second)
	b.must(AcceptMilestone, Buyer, second)
	if e := b.do(Command{Type: Release, Actor: actors[Timer], Order: "ord_1", Milestone: "m2"}); e.Why != WhyAboveLimit {
		t.Fatalf("above the limit the system alone gets %q", e.Why)
	}
	b.must(ProposeRelease, Maker, second)
	o, _ = b.s.Order("ord_1")
	self := actors[Checker]
	self.Person = actors[Maker].Person
	if e := b.do(Command{Type: Release, Actor: self, Order: "ord_1", Milestone: "m2", Version: o.Version}); e.Why != WhySamePerson {
		t.Fatalf("a maker who checks himself gets %q", e.Why)
	}
	if e := b.must(Release, Checker, second); e.Maker != "per_m" || e.Checker != "per_c" {
		t.Fatalf("the entry names %q and %q", e.Maker, e.Checker)
	}
	if b.state() != Completed || b.balance("escrow:ord_1") != 0 || b.balance("fee:exchange")+b.balance("fee:platform") != 2000 || b.balance("user:org_s:avail") != 99_001 {
		t.Fatalf("got %s, escrow %d, fees %d, seller %d", b.state(), b.balance("escrow:ord_1"), b.balance("fee:exchange")+b.balance("fee:platform"), b.balance("user:org_s:avail"))
	}

	b.must(RequestPayout, Seller, func(c *Command) {
		c.Order, c.Payout, c.Amount, c.Currency, c.Rail = "", "pay_1", 99_001, "CNY", "sandbox"
	})
	if e := b.do(Command{Type: ApprovePayout, Actor: actors[Timer], Payout: "pay_1"}); e.Why != WhyAboveLimit {
		t.Fatalf("got %q", e.Why)
	}
	b.must(ProposePayout, Maker, nil)
	b.must(ApprovePayout, Checker, nil)
	b.must(SubmitPayout, Rail, func(c *Command) { c.Ref = "e2e_pay_1" })
	b.must(SettlePayout, Rail, nil)
	if b.balance("user:org_s:avail") != 0 || b.balance("user:org_s:payout") != 0 || b.balance("bank:sandbox:custody") != -2100 {
		t.Fatalf("after the payout: %d, %d, bank %d", b.balance("user:org_s:avail"), b.balance("user:org_s:payout"), b.balance("bank:sandbox:custody"))
	}
	if err := b.s.Balanced(); err != nil {
		t.Fatal(err)
	}
}

func TestReceiptsThatFitNoOrderLieInSuspense(t *testing.T) {
	b := imported(t, terms(1000))
	if e := b.receipt("ord_9", 5); e.Why != WhyOrderUnknown || e.Order != "" {
		t.Fatalf("unknown order: %q", e.Why)
	}
	if e := b.must(BookReceipt, Rail, func(c *Command) { c.Amount, c.Currency, c.Rail = 7, "EUR", "sandbox" }); e.Why != WhyCurrency {
		t.Fatalf("wrong currency: %q", e.Why)
	}
	b.now = 2_000_001
	b.receipt("ord_1", 3)
	b.must(ExpireOrder, Timer, nil)
	if e := b.receipt("ord_1", 11); e.Why != WhyOrderClosed {
		t.Fatalf("late receipt: %q", e.Why)
	}
	if b.state() != Expired || b.balance("user:org_b:avail") != 3 || b.balance("suspense:sandbox") != 16 || b.s.Balance(AccountID{"suspense:sandbox", "EUR"}).Posted != 7 {
		t.Fatalf("got %s, refund %d, suspense %d", b.state(), b.balance("user:org_b:avail"), b.balance("suspense:sandbox"))
	}
}

func TestCancellingNeedsConsentOrAMissedDeadline(t *testing.T) {
	agreed := terms(10_000)
	agreed.CancelFee = 300
	b := imported(t, agreed)
	b.receipt("ord_1", 10_100)
	o, _ := b.s.Order("ord_1")
	if e := b.do(Command{Type: CancelOrder, Actor: actors[Buyer], Order: "ord_1", Version: o.Version}); e.Why != WhyNoConsent {
		t.Fatalf("got %q", e.Why)
	}
	b.must(ConsentCancel, Seller, nil)
	b.must(CancelOrder, Buyer, nil)
	if b.state() != Cancelled || b.balance("user:org_b:avail") != 9800 || b.balance("user:org_s:avail") != 300 {
		t.Fatalf("got %s, buyer %d, seller %d", b.state(), b.balance("user:org_b:avail"), b.balance("user:org_s:avail"))
	}
	late := imported(t, agreed)
	late.receipt("ord_1", 10_100)
	late.now = 3_000_001
	late.must(CancelOrder, Buyer, nil)
	if late.balance("user:org_b:avail") != 10_100 {
		t.Fatalf("a late seller costs the buyer %d", 10_100-late.balance("user:org_b:avail"))
	}
}

func TestAnOrderRefundedMilestoneByMilestone(t *testing.T) {
	b := imported(t, terms(1000, 2000))
	b.receipt("ord_1", 1500)
	b.must(StartOrder, Seller, nil)
	b.now = 3_000_001
	b.must(CancelMilestone, Buyer, func(c *Command) { c.Milestone = "m2" })
	b.must(CancelMilestone, Buyer, nil)
	if b.state() != Refunded || b.balance("user:org_b:avail") != 1500 {
		t.Fatalf("got %s, %d", b.state(), b.balance("user:org_b:avail"))
	}
}
