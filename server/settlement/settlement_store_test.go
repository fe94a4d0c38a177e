package settlement

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.uber.org/goleak"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/db/dbtest"
	"fairground/server/lang"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
)

func TestMain(m *testing.M) {
	// The HTTP library's clock runs as long as the process does.
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.updateServerDate.func1"))
}

// clock is a time that tests move.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

type house struct {
	*Service
	clock *clock
	n     int
}

func options1(d *db.DB, c *clock, r rail.Rail) Options {
	return Options{
		DB: d, Logger: slog.New(slog.DiscardHandler), Now: c.now, Rail: r, ExchangeBasisPoints: 100, PlatformBasisPoints: 100,
		Limits:    []ledger.Limit{{Currency: "CNY", Release: 1_000_000, Payout: 500_000}},
		Exposures: []money.Amount{{Minor: 100_000_000, Currency: "CNY"}, {Minor: 10_000_000, Currency: "EUR"}},
	}
}

func open(t testing.TB) *house {
	t.Helper()
	c := &clock{t: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)}
	s, err := Open(t.Context(), options1(dbtest.Memory(t), c, rail.NewSandbox()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return &house{Service: s, clock: c}
}

func (h *house) key() string {
	h.n++
	return fmt.Sprintf("key-%06d", h.n)
}

func person(t testing.TB, org, name string, roles ...actor.Role) context.Context {
	t.Helper()
	a := actor.Actor{Person: "per_" + name, Org: org}
	for _, r := range roles {
		g := actor.Grant{Role: r}
		if !r.Settles() {
			g.Exhibition = "exh_1"
		}
		a.Grants = append(a.Grants, g)
	}
	return actor.With(t.Context(), a)
}

func cny(v int64) money.Amount { return money.Amount{Minor: v, Currency: "CNY"} }

func deal(amounts ...int64) SignedDeal {
	d := SignedDeal{
		Deal: "deal_1", Hash: strings.Repeat("ab", 32), Title: "Lacquer boxes", Exhibition: "exh_1", Organizer: "org_o",
		Buyer: Party{"org_b", lang.Text{"en": "Buyer Ltd"}}, Seller: Party{"org_s", lang.Text{"zh-Hans": "展商"}}, FeePaidBy: "split",
	}
	for i, v := range amounts {
		d.Milestones = append(d.Milestones, SignedMilestone{Title: fmt.Sprintf("Part %d", i+1), Amount: cny(v), Due: time.Date(2026, 12, 24, 0, 0, 0, 0, time.UTC)})
	}
	return d
}

func must[T any](t testing.TB) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func refused(t testing.TB, err error, code string) {
	t.Helper()
	if problem.Code(err) != code {
		t.Fatalf("got %v, want %s", err, code)
	}
}

func TestADealIsPaidDeliveredAndPaidOut(t *testing.T) {
	h := open(t)
	buyer, seller := person(t, "org_b", "b", actor.Buyer), person(t, "org_s", "s", actor.Exhibitor)
	order, list := must[Order](t), must[[]byte](t)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(400_000, 2_000_000)))
	if again := must[string](t)(h.ImportDeal(t.Context(), deal(400_000, 2_000_000))); again != id {
		t.Fatalf("the same deal made %s and %s", id, again)
	}
	h.clock.forward(time.Hour)
	must[string](t)(h.ImportDeal(t.Context(), deal(400_000, 2_000_000)))
	changed := deal(1)
	changed.Hash = strings.Repeat("cd", 32)
	_, err := h.ImportDeal(t.Context(), changed)
	refused(t, err, "order_exists")

	o := order(h.Order(buyer, id))
	if o.State != ledger.AwaitingFunds || o.Payable != cny(2_424_000) || o.Missing != o.Payable || !o.Sandbox || o.You != "buyer" || o.Title != "Lacquer boxes" {
		t.Fatalf("got %+v", o)
	}
	_, err = h.Fund(seller, id, nil, o.V, h.key())
	refused(t, err, "role_not_allowed")
	_, err = h.Fund(buyer, id, nil, o.V+1, h.key())
	refused(t, err, "version_conflict")
	_, err = h.Fund(buyer, id, nil, o.V, "")
	refused(t, err, "idempotency_key_required")
	key := h.key()
	o = order(h.Fund(buyer, id, nil, o.V, key))
	twice := order(h.Fund(buyer, id, nil, 1, key))
	if o.State != ledger.Funded || o.Totals.Held != cny(2_424_000) || twice.V != o.V {
		t.Fatalf("paid twice: %+v, %+v", o.Totals, twice.Totals)
	}
	o = order(h.Ship(seller, id, "mil_1", "awb-1", o.V, h.key()))
	o = order(h.Deliver(buyer, id, "mil_1", o.V, h.key()))
	stale := o.V
	o = order(h.AcceptMilestone(buyer, id, "mil_1", o.V, h.key()))
	if o.Milestones[0].State != ledger.Released || o.Totals.Released != cny(404_000) || o.Totals.Fees != cny(8000) {
		t.Fatalf("below the limit the money is not released at once: %+v", o)
	}
	_, err = h.AcceptMilestone(buyer, id, "mil_2", stale, h.key())
	refused(t, err, "version_conflict")
	o = order(h.Ship(seller, id, "mil_2", "awb-2", o.V, h.key()))
	o = order(h.Deliver(buyer, id, "mil_2", o.V, h.key()))
	o = order(h.AcceptMilestone(buyer, id, "mil_2", o.V, h.key()))
	if o.Milestones[1].State != ledger.Accepted || !o.Milestones[1].TwoPeople {
		t.Fatalf("above the limit: %+v", o.Milestones[1])
	}

	maker, checker := person(t, "org_x", "m", actor.ClearingMaker), person(t, "org_x", "c", actor.ClearingChecker)
	both := person(t, "org_x", "m", actor.ClearingMaker, actor.ClearingChecker)
	tasks := must[[]Task](t)(h.Queue(maker))
	if len(tasks) != 1 || tasks[0].Step != "propose" || !tasks[0].Yours || *tasks[0].Amount != cny(2_020_000) {
		t.Fatalf("got %+v", tasks)
	}
	_, err = h.ApproveRelease(checker, id, "mil_2", "", o.V, h.key())
	refused(t, err, "proposal_missing")
	_, err = h.ApproveRelease(buyer, id, "mil_2", "", o.V, h.key())
	refused(t, err, "role_not_allowed")
	proposal := h.key()
	o = order(h.ApproveRelease(maker, id, "mil_2", "maker", o.V, proposal))
	o = order(h.ApproveRelease(maker, id, "mil_2", "maker", o.V-1, proposal))
	_, err = h.ApproveRelease(both, id, "mil_2", "", o.V, h.key())
	refused(t, err, "same_person")
	o = order(h.ApproveRelease(checker, id, "mil_2", "checker", o.V, h.key()))
	if o.State != ledger.Completed || o.Totals.Fees != cny(48_000) || o.Totals.Held != cny(0) {
		t.Fatalf("got %s, %+v", o.State, o.Totals)
	}

	rows, _, err := h.Balances(seller)
	if err != nil || len(rows) != 1 || rows[0].Available != cny(2_376_000) {
		t.Fatalf("got %+v, %v", rows, err)
	}
	small := must[Payout](t)(h.RequestPayout(seller, cny(376_000), h.key()))
	if small.State != ledger.Settled {
		t.Fatalf("a small payout is %s", small.State)
	}
	_, err = h.RequestPayout(seller, cny(2_000_001), h.key())
	refused(t, err, "insufficient_funds")
	big := must[Payout](t)(h.RequestPayout(seller, cny(2_000_000), h.key()))
	if big.State != ledger.Requested || !big.TwoPeople {
		t.Fatalf("got %+v", big)
	}
	_, err = h.ApprovePayout(seller, big.ID, big.V, h.key())
	refused(t, err, "role_not_allowed")
	big = must[Payout](t)(h.ApprovePayout(maker, big.ID, big.V, h.key()))
	big = must[Payout](t)(h.ApprovePayout(checker, big.ID, big.V, h.key()))
	if big.State != ledger.Settled {
		t.Fatalf("got %+v", big)
	}

	st := list(h.Statement(seller, id))
	var words bytes.Buffer
	if err := VerifyStatementFile(bytes.NewReader(st), &words, Trust{}); err != nil || !strings.Contains(words.String(), "no real money") {
		t.Fatalf("%v\n%s", err, words.String())
	}
	if err := VerifyStatementFile(bytes.NewReader(bytes.Replace(st, []byte("org_s"), []byte("org_t"), 1)), &words, Trust{}); err == nil {
		t.Fatal("a statement that was touched verifies")
	}
	words.Reset()
	if err := VerifyLedger(t.Context(), h.opt.DB, &words); err != nil {
		t.Fatal(err)
	}
	t.Log(words.String())
	if v := must[Verification](t)(h.Verify(person(t, "org_x", "u", actor.Auditor))); !v.OK || v.Orders != 1 {
		t.Fatalf("got %+v", v)
	}
	_, err = h.Verify(seller)
	refused(t, err, "role_not_allowed")
	if sums, err := h.ExhibitionTotals("exh_1"); err != nil || len(sums) != 1 || sums[0].Totals.Released != cny(2_424_000) {
		t.Fatalf("got %+v, %v", sums, err)
	}
}

func TestStrangersSeeNothing(t *testing.T) {
	h := open(t)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(1000)))
	stranger := person(t, "org_z", "z", actor.Buyer, actor.Exhibitor)
	_, err := h.Order(stranger, id)
	refused(t, err, "order_not_found")
	_, err = h.Statement(stranger, id)
	refused(t, err, "order_not_found")
	_, err = h.Fund(stranger, id, nil, 1, h.key())
	refused(t, err, "order_not_found")
	_, err = h.Order(t.Context(), id)
	refused(t, err, "order_not_found")
	_, err = h.Queue(stranger)
	refused(t, err, "role_not_allowed")
	for who, want := range map[string]struct {
		ctx context.Context
		n   int
	}{
		"buyer": {person(t, "org_b", "b"), 1}, "seller": {person(t, "org_s", "s"), 1}, "stranger": {stranger, 0}, "nobody": {t.Context(), 0},
		"maker": {person(t, "org_x", "m", actor.ClearingMaker), 1}, "auditor": {person(t, "org_x", "u", actor.Auditor), 1},
		"organizer": {person(t, "org_o", "o", actor.Organizer), 1},
	} {
		got, _, err := h.Orders(want.ctx, OrderFilter{})
		if err != nil || len(got) != want.n {
			t.Errorf("%s sees %d orders, want %d (%v)", who, len(got), want.n, err)
		}
	}
	if got, _, err := h.Orders(person(t, "org_b", "b"), OrderFilter{Role: "seller"}); err != nil || len(got) != 0 {
		t.Errorf("as seller the buyer sees %d, %v", len(got), err)
	}
	// A clearing officer of a party's house is a party.
	o := must[Order](t)(h.Order(person(t, "org_s", "s2", actor.ClearingMaker), id))
	if o.You != "seller" {
		t.Errorf("is %s", o.You)
	}
}

func TestWhatIsNotFundedInTimeExpiresAndIsPaidBack(t *testing.T) {
	h := open(t)
	buyer := person(t, "org_b", "b")
	id := must[string](t)(h.ImportDeal(t.Context(), deal(1000, 2000)))
	half := cny(1500)
	o := must[Order](t)(h.Fund(buyer, id, &half, 1, h.key()))
	if o.State != ledger.PartiallyFunded || o.Milestones[0].State != ledger.Funded || o.Missing != cny(1530) {
		t.Fatalf("got %+v", o)
	}
	too := cny(1531)
	_, err := h.Fund(buyer, id, &too, o.V, h.key())
	refused(t, err, "amount_invalid")
	h.Tick(t.Context())
	h.clock.forward(15 * 24 * time.Hour)
	h.Tick(t.Context())
	h.Tick(t.Context())
	o = must[Order](t)(h.Order(buyer, id))
	if o.State != ledger.Expired || o.Totals.Refunded != half {
		t.Fatalf("got %s, %+v", o.State, o.Totals)
	}
	payouts, _, err := h.Payouts(buyer, "", "", 10)
	if err != nil || len(payouts) != 1 || payouts[0].State != ledger.Settled || payouts[0].RefundOf != id {
		t.Fatalf("got %+v, %v", payouts, err)
	}
	if orders, payouts := h.live(); len(orders)+len(payouts) != 0 {
		t.Fatalf("still at work: %v %v", orders, payouts)
	}
}

func TestARestartForgetsNothing(t *testing.T) {
	d, c := dbtest.New(t), &clock{t: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)}
	first, err := Open(t.Context(), options1(d, c, rail.NewSandbox()))
	if err != nil {
		t.Fatal(err)
	}
	buyer := person(t, "org_b", "b")
	id := must[string](t)(first.ImportDeal(t.Context(), deal(1000)))
	o := must[Order](t)(first.Fund(buyer, id, nil, 1, "key-fund-1"))
	first.Close()
	second, err := Open(t.Context(), options1(d, c, rail.NewSandbox()))
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	again := must[Order](t)(second.Fund(buyer, id, nil, 1, "key-fund-1"))
	if again.V != o.V || again.Totals != o.Totals {
		t.Fatalf("after the restart %+v, before %+v", again.Totals, o.Totals)
	}
	if must[string](t)(second.ImportDeal(t.Context(), deal(1000))) != id {
		t.Fatal("the deal was imported again")
	}
}

// TestTwoServersOnOneDatabase races clients through two services for the same milestones.
func TestTwoServersOnOneDatabase(t *testing.T) {
	d, c := dbtest.Memory(t), &clock{t: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)}
	var servers []*Service
	for i := range 2 {
		o := options1(d, c, rail.NewSandbox())
		o.Writer = fmt.Sprintf("server-%d", i)
		s, err := Open(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		servers = append(servers, s)
	}
	id := must[string](t)(servers[0].ImportDeal(t.Context(), deal(1000)))
	if err := servers[1].engine.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	buyer, seller := person(t, "org_b", "b"), person(t, "org_s", "s")
	must[Order](t)(servers[1].Fund(buyer, id, nil, 1, "key-fund-1"))
	if err := servers[0].engine.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	won := 0
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			var err error
			switch s := servers[i%2]; i % 4 {
			case 0, 1:
				_, err = s.Start(seller, id, 2, fmt.Sprintf("key-start-%d", i))
			default:
				_, err = s.Ship(seller, id, "mil_1", "", 2, fmt.Sprintf("key-ship-%d", i))
			}
			if err == nil {
				mu.Lock()
				won++
				mu.Unlock()
			} else if problem.Code(err) != "version_conflict" {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if won != 1 {
		t.Fatalf("%d of 40 won", won)
	}
	if err := VerifyLedger(t.Context(), d, &bytes.Buffer{}); err != nil {
		t.Fatal(err)
	}
}

// TestProjectionsAreTheFoldOfTheLog is invariant I8: what was written while things happened equals a rebuild.
func TestProjectionsAreTheFoldOfTheLog(t *testing.T) {
	h := open(t)
	buyer, seller := person(t, "org_b", "b"), person(t, "org_s", "s")
	for i := range 8 {
		d := deal(1000, 3000)
		d.Deal = fmt.Sprintf("deal_%02d", i)
		id := must[string](t)(h.ImportDeal(t.Context(), d))
		o := must[Order](t)(h.Fund(buyer, id, nil, 1, h.key()))
		o = must[Order](t)(h.Ship(seller, id, "mil_1", "", o.V, h.key()))
		o = must[Order](t)(h.Deliver(buyer, id, "mil_1", o.V, h.key()))
		must[Order](t)(h.AcceptMilestone(buyer, id, "mil_1", o.V, h.key()))
	}
	must[Payout](t)(h.RequestPayout(seller, cny(77), h.key()))
	h.fresh(t.Context())
	again := newStoreNamed(h.opt.DB, "rebuilt_", h.opt.Logger)
	state := ledger.NewState()
	blocks := must[[]ledger.Block](t)(h.store.ReadFrom(t.Context(), 1, 10_000))
	var deltas []ledger.Delta
	for _, b := range blocks {
		delta, err := state.Replay(b)
		if err != nil {
			t.Fatal(err)
		}
		deltas = append(deltas, delta)
	}
	// Out of order and twice, as after crashes: the guard keeps the newest.
	for _, batch := range [][]ledger.Delta{deltas[20:], deltas[:30], deltas, deltas[5:9]} {
		if err := again.project(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
	for _, pair := range [][2]string{{"acct", "rebuilt_acct"}, {"post", "rebuilt_post"}, {"orders", "rebuilt_orders"}, {"payouts", "rebuilt_payouts"}} {
		a, b := documents(t, h.opt.DB, pair[0]), documents(t, h.opt.DB, pair[1])
		if len(a) == 0 || len(a) != len(b) {
			t.Fatalf("%s: %d documents, rebuilt %d", pair[0], len(a), len(b))
		}
		for i := range a {
			if !bytes.Equal(a[i], b[i]) {
				t.Fatalf("%s: %s, rebuilt %s", pair[0], a[i], b[i])
			}
		}
	}
}

func documents(t *testing.T, d *db.DB, collection string) []bson.Raw {
	t.Helper()
	cur, err := d.Collection(collection).Find(t.Context(), bson.D{}, options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}))
	if err != nil {
		t.Fatal(err)
	}
	var docs []bson.Raw
	if err := cur.All(t.Context(), &docs); err != nil {
		t.Fatal(err)
	}
	return docs
}

func TestABlockSurvivesTheDatabaseByteForByte(t *testing.T) {
	h := open(t)
	must[string](t)(h.ImportDeal(t.Context(), deal(1000)))
	must[Order](t)(h.Fund(person(t, "org_b", "b"), "ord_1", nil, 1, h.key()))
	for _, b := range must[[]ledger.Block](t)(h.store.ReadFrom(t.Context(), 1, 100)) {
		if err := b.Check(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestALedgerThatWasTouchedGivesNoService(t *testing.T) {
	h := open(t)
	must[string](t)(h.ImportDeal(t.Context(), deal(1000)))
	if _, err := h.opt.DB.Collection("ledger_blocks").UpdateOne(t.Context(), bson.D{{Key: "_id", Value: int64(2)}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "e.0.terms.buyer", Value: "org_z"}}}}); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), h.opt); err == nil || !strings.Contains(err.Error(), "Merkle root") {
		t.Fatalf("got %v", err)
	}
	if err := VerifyLedger(t.Context(), h.opt.DB, &bytes.Buffer{}); err == nil {
		t.Fatal("it verifies")
	}
}

// lossy is a rail that executes and then loses its acknowledgement every other time.
type lossy struct {
	rail.Rail
	mu sync.Mutex
	n  int
}

func (l *lossy) lost() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.n++
	return l.n%2 == 1
}

func (l *lossy) Submit(ctx context.Context, b rail.Batch) ([]rail.Ack, error) {
	acks, err := l.Rail.Submit(ctx, b)
	if l.lost() {
		return nil, context.DeadlineExceeded
	}
	return acks, err
}

func (l *lossy) Collect(ctx context.Context, in rail.Instruction) (rail.Ack, error) {
	ack, err := l.Rail.Collect(ctx, in)
	if l.lost() {
		return rail.Ack{}, context.DeadlineExceeded
	}
	return ack, err
}

func TestALostAcknowledgementOfTheRailIsNoSecondPayment(t *testing.T) {
	h := open(t)
	h.opt.Rail = &lossy{Rail: h.opt.Rail}
	buyer := person(t, "org_b", "b")
	id := must[string](t)(h.ImportDeal(t.Context(), deal(1000)))
	key := h.key()
	_, err := h.Fund(buyer, id, nil, 1, key)
	refused(t, err, "rail_unavailable")
	o := must[Order](t)(h.Fund(buyer, id, nil, 1, key))
	if o.State != ledger.Funded || o.Totals.Funded != cny(1010) {
		t.Fatalf("got %s, %+v", o.State, o.Totals)
	}
	seller := person(t, "org_s", "s")
	o = must[Order](t)(h.Cancel(seller, id, o.V, h.key()))
	must[Order](t)(h.Cancel(buyer, id, o.V, h.key()))
	for range 3 {
		h.Tick(t.Context())
	}
	payouts, _, err := h.Payouts(buyer, ledger.Settled, "", 10)
	if err != nil || len(payouts) != 1 || payouts[0].Amount != cny(1010) {
		t.Fatalf("got %+v, %v", payouts, err)
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	h := open(t)
	synctest.Test(t, func(t *testing.T) {
		done := make(chan struct{})
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		go func() {
			h.Run(ctx)
			close(done)
		}()
		<-done
	})
}
