package settlement

import (
	"bytes"
	"context"
	"log/slog"
	"slices"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"fairground/server/db"
	"fairground/server/db/dbtest"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
)

// TestAServerStartsFromASnapshot works on with one that was started in the middle of an order's life.
func TestAServerStartsFromASnapshot(t *testing.T) {
	d := dbtest.Memory(t)
	h := opened(t, d)
	buyer, seller := person(t, "org_b", "b"), person(t, "org_s", "s")
	id := must[string](t)(h.ImportDeal(t.Context(), deal(1000)))
	later := deal(1000)
	later.Deal = "deal_unpaid"
	unpaid := must[string](t)(h.ImportDeal(t.Context(), later))
	o := must[Order](t)(h.Fund(buyer, id, nil, 1, h.key()))
	o = must[Order](t)(h.Ship(seller, id, "mil_1", "ev_1", o.V, h.key()))
	h.stop(t)
	if seqs := must[[]int64](t)(h.store.snapshotSeqs(t.Context())); len(seqs) == 0 {
		t.Fatal("no snapshot was made")
	}
	h = opened(t, d)
	if again, err := h.Order(buyer, id); err != nil || again.V != o.V {
		t.Fatalf("after the start the order is %+v, %v; it was %+v", again, err, o)
	}
	must[Order](t)(h.Deliver(buyer, id, "mil_1", o.V, h.key()))
	h.clock.forward(15 * 24 * time.Hour)
	h.Tick(t.Context())
	if o := must[Order](t)(h.Order(buyer, unpaid)); o.State != ledger.Expired {
		t.Fatalf("what the system does by itself was forgotten: the order is %s", o.State)
	}
	h.stop(t)
	sameAsReplay(t, h.store)
}

// opened is a service that makes a snapshot of every third block.
func opened(t *testing.T, d *db.DB) *house {
	t.Helper()
	c := &clock{t: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)}
	o := options1(d, c, rail.NewSandbox())
	o.SnapshotEvery = 3
	s, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return &house{Service: s, clock: c, n: int(time.Now().UnixNano() % 1_000_000_000)}
}

func (h *house) stop(t *testing.T) {
	t.Helper()
	var seq int64
	h.engine.View(func(s *ledger.State) { seq = s.Seq })
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		seqs, err := h.store.snapshotSeqs(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(seqs) > 0 && seqs[0] == seq-seq%3 {
			break
		}
	}
	h.Close()
}

// sameAsReplay compares the newest snapshot, developed to the end of the log, with a replay of everything.
func sameAsReplay(t *testing.T, s *store) {
	t.Helper()
	_, last, err := ledger.Verify(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	whole := ledger.NewState()
	if err := whole.Advance(t.Context(), s, last.Seq); err != nil {
		t.Fatal(err)
	}
	st, err := s.snapshot(t.Context(), whole.Seq)
	if err != nil || st == nil {
		t.Fatalf("no snapshot: %v", err)
	}
	if err := st.Advance(t.Context(), s, whole.Seq); err != nil {
		t.Fatal(err)
	}
	have, want := must[[]byte](t)(st.Snapshot()), must[[]byte](t)(whole.Snapshot())
	if !bytes.Equal(have, want) {
		t.Fatal("the snapshot and the blocks after it are not what the whole log gives")
	}
}

func TestSnapshotsThatCannotBeUsedArePassedOver(t *testing.T) {
	s := newStore(dbtest.Memory(t), discard)
	at := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	save := func(t *testing.T, seq int64) {
		t.Helper()
		st := ledger.NewState()
		st.Seq = seq
		if err := s.saveSnapshot(t.Context(), st, at); err != nil {
			t.Fatal(err)
		}
	}
	for _, seq := range []int64{10, 20, 30, 40} {
		save(t, seq)
	}
	set := func(seq int64, field string, v any) func(context.Context) error {
		return func(ctx context.Context) error {
			_, err := s.snapshots.UpdateMany(ctx, bson.D{{Key: "seq", Value: seq}}, bson.D{{Key: "$set", Value: bson.D{{Key: field, Value: v}}}})
			return err
		}
	}
	rows := []struct {
		name   string
		spoil  func(context.Context) error
		newest int64
		want   int64
	}{
		{"the newest is taken", nil, 100, 40},
		{"one that is newer than the projections is not", nil, 39, 30},
		{"only three are kept", nil, 19, 0},
		{"one with other bytes is passed over", set(40, "data", []byte("other")), 100, 30},
		{"one with a part missing is passed over", set(30, "of", 2), 100, 20},
		{"and without any the log is replayed", set(20, "head", bytes.Repeat([]byte{1}, 32)), 100, 0},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			if r.spoil != nil {
				if err := r.spoil(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			st, err := s.snapshot(t.Context(), r.newest)
			if err != nil {
				t.Fatal(err)
			}
			if got := int64(0); st != nil && st.Seq != r.want || st == nil && got != r.want {
				t.Fatalf("got %+v, want that of block %d", st, r.want)
			}
		})
	}
}

func TestTheNewestSnapshotsAreKept(t *testing.T) {
	s := newStore(dbtest.Memory(t), slog.New(slog.DiscardHandler))
	for seq := int64(1); seq <= 6; seq++ {
		st := ledger.NewState()
		st.Seq = seq
		for range 2 { // another process may store the same one
			if err := s.saveSnapshot(t.Context(), st, time.Now()); err != nil {
				t.Fatal(err)
			}
		}
		want := []int64{seq, seq - 1, seq - 2}[:min(seq, snapshotsKept)]
		if got := must[[]int64](t)(s.snapshotSeqs(t.Context())); !slices.Equal(got, want) {
			t.Errorf("after %d: got %v, want %v", seq, got, want)
		}
	}
}
