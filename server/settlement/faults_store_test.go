package settlement

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"fairground/server/db/dbtest"
	"fairground/server/settlement/ledger"
)

// faulty loses requests and acknowledgements on the way to the real store.
type faulty struct {
	ledger.Log
	mu  sync.Mutex
	rng *rand.Rand
}

var discard = slog.New(slog.DiscardHandler)

var errLost = errors.New("connection lost")

func (f *faulty) roll() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.rng.IntN(8)
}

func (f *faulty) Append(ctx context.Context, b ledger.Block) error {
	switch f.roll() {
	case 0:
		return errLost
	case 1:
		return errors.Join(f.Log.Append(ctx, b), errLost)
	case 2: // arrives twice
		_ = f.Log.Append(ctx, b)
	}
	return f.Log.Append(ctx, b)
}

func (f *faulty) ReadFrom(ctx context.Context, seq int64, limit int) ([]ledger.Block, error) {
	if f.roll() == 0 {
		return nil, errLost
	}
	return f.Log.ReadFrom(ctx, seq, limit)
}

func (f *faulty) WithKeys(ctx context.Context, keys []ledger.Key, seen int64) ([]ledger.Block, error) {
	if f.roll() == 0 {
		return nil, errLost
	}
	return f.Log.WithKeys(ctx, keys, seen)
}

// TestEnginesOverALossyConnection lets two engines compete on one database while requests and answers get lost, and
// clients repeat every command on the other engine, once more when both have forgotten it: nothing happens twice and nothing
// that was answered is missing.
func TestEnginesOverALossyConnection(t *testing.T) {
	s := newStore(dbtest.Memory(t), discard)
	if err := s.ensureIndexes(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.check(t.Context(), time.Now()); err != nil {
		t.Fatal(err)
	}
	var engines [2]*ledger.Engine
	for i := range engines {
		lossy := &faulty{Log: s, rng: rand.New(rand.NewPCG(uint64(i), 7))}
		var e *ledger.Engine
		err := errLost
		for err != nil { // opening reads too, and fails closed when a read is lost
			e, err = ledger.Open(t.Context(), lossy, ledger.Options{Writer: fmt.Sprint(i), Now: time.Now, Logger: discard, Start: ledger.NewStateKeeping(10)})
		}
		defer e.Close()
		engines[i] = e
	}
	const clients, each = 8, 12
	var wg sync.WaitGroup
	var mu sync.Mutex
	var commands []ledger.Command
	var answers []ledger.Outcome
	for c := range clients {
		wg.Go(func() {
			for n := range each {
				order := fmt.Sprintf("ord_%d_%d", c, n)
				cmd := ledger.Command{
					Key: ledger.NewKey(order), Type: ledger.ImportOrder, Actor: ledger.Actor{Role: ledger.Timer}, Order: order,
					Terms: &ledger.Terms{
						Deal: "deal_" + order, Signed: true, Buyer: "org_b", Seller: "org_s", Currency: "CNY", FundBy: 1 << 50,
						Milestones: []ledger.MilestoneTerms{{ID: "m", Amount: 10}},
					},
				}
				first, err := engines[(c+n)%2].Do(t.Context(), cmd)
				second, err2 := engines[(c+n+1)%2].Do(t.Context(), cmd)
				if err != nil || err2 != nil || first != second || !first.OK {
					t.Errorf("%s: %+v %v, then %+v %v", order, first, err, second, err2)
				}
				mu.Lock()
				commands, answers = append(commands, cmd), append(answers, first)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	for i, cmd := range commands {
		for _, e := range engines {
			if out, err := e.Do(t.Context(), cmd); err != nil || out != answers[i] {
				t.Errorf("%s: %+v, long after %+v %v", cmd.Order, answers[i], out, err)
			}
		}
		cmd.Terms = nil
		if _, err := engines[i%2].Do(t.Context(), cmd); !errors.Is(err, ledger.ErrKeyReused) {
			t.Errorf("another command under the key of %s: %v", cmd.Order, err)
		}
	}
	r, _, err := ledger.Verify(t.Context(), s)
	if err != nil || r.Entries != clients*each || r.Orders != clients*each {
		t.Fatalf("%+v, %v", r, err)
	}
}

// TestAHundredClientsOneWinner races commands for the same milestone (T12 of the design).
func TestAHundredClientsOneWinner(t *testing.T) {
	h := open(t)
	buyer, seller := person(t, "org_b", "b"), person(t, "org_s", "s")
	for round := range 5 {
		d := deal(1000)
		d.Deal = fmt.Sprintf("deal_%02d", round)
		id := must[string](t)(h.ImportDeal(t.Context(), d))
		o := must[Order](t)(h.Fund(buyer, id, nil, 1, h.key()))
		o = must[Order](t)(h.Cancel(seller, id, o.V, h.key()))
		var wg sync.WaitGroup
		var mu sync.Mutex
		won := 0
		for i := range 100 {
			key := h.key()
			wg.Go(func() {
				var err error
				switch i % 3 {
				case 0:
					_, err = h.Ship(seller, id, "mil_1", "", o.V, key)
				case 1:
					_, err = h.Cancel(buyer, id, o.V, key)
				default:
					_, err = h.Start(seller, id, o.V, key)
				}
				if err == nil {
					mu.Lock()
					won++
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		if won != 1 {
			t.Fatalf("%d of 100 won", won)
		}
	}
	if err := VerifyLedger(t.Context(), h.opt.DB, io.Discard); err != nil {
		t.Fatal(err)
	}
}
