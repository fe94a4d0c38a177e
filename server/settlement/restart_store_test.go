package settlement

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
	"fairground/server/db/dbtest"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
)

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
	must[Payout](t)(h.RequestPayout(seller, cny(77), ForOwn, h.key()))
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
