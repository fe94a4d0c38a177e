package crash

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fairground/server/db"
	"fairground/server/settlement"
	"fairground/server/settlement/ledger"
)

// TestACutConnectionAtEveryMessage is T5 of the design. One order's life, from opening the ledger on an empty database to
// closing it, takes a number of messages to the database; each of them is where the connection is cut, in each of four
// ways, as often as asked for. Whoever asks repeats with the same key until answered. Afterwards the log verifies, everything that was
// answered is in it once, and the projections are what it gives.
func TestACutConnectionAtEveryMessage(t *testing.T) {
	rounds := size(t, "SETTLEMENT_CUTS", 1)
	database := database(t)
	clean := newProxy(t, database.addr, cutNever, 0)
	if err := cutLife(t.Context(), clean.uri(), database.uri(), "clean"); err != nil {
		t.Fatal(err)
	}
	clean.close()
	points, _ := clean.messages()
	type job struct {
		where        cut
		point, round int
	}
	var jobs []job
	every := 1
	if rounds == 1 {
		every = 6 // a sample; make cut-settlement takes them all
	}
	for round := range rounds {
		for point := 1; point <= points; point++ {
			for where := cutBefore; where <= cutAfter; where++ {
				if (4*point+int(where))%every == 0 {
					jobs = append(jobs, job{where, point, round})
				}
			}
		}
	}
	var next, made atomic.Int64
	var wg sync.WaitGroup
	began := time.Now()
	for range 8 {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(jobs) && !t.Failed(); i = int(next.Add(1)) - 1 {
				j := jobs[i]
				p := newProxy(t, database.addr, j.where, j.point)
				err := cutLife(t.Context(), p.uri(), database.uri(), fmt.Sprintf("cut_%d", i))
				p.close()
				if err != nil {
					t.Errorf("cut %s message %d: %v", j.where, j.point, err)
				}
				if _, cut := p.messages(); cut {
					made.Add(1)
				}
			}
		})
	}
	wg.Wait()
	if made.Load() < int64(len(jobs))*9/10 {
		t.Errorf("only %d of %d cuts were made", made.Load(), len(jobs))
	}
	t.Logf("points=%d ways=4 runs=%d cuts=%d violations=0 seconds=%.0f", points, len(jobs), made.Load(), time.Since(began).Seconds())
}

// cutLife opens the ledger through a proxy, leads an order through its life and examines the result without the proxy.
func cutLife(ctx context.Context, uri, direct, name string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	told, err := throughProxy(ctx, uri, name)
	if err != nil {
		return err
	}
	d, err := db.Open(ctx, db.Config{URI: direct, Name: name})
	if err != nil {
		return err
	}
	defer func() { _ = d.Close(ctx) }()
	log, err := settlement.OpenLog(ctx, d, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	r, state, err := ledger.Verify(ctx, log)
	if err != nil {
		return err
	}
	if int(r.Entries) != len(told) {
		return fmt.Errorf("%d entries for %d commands", r.Entries, len(told))
	}
	for k, out := range told {
		if recorded, in := state.Outcome(k); !in || recorded != out {
			return fmt.Errorf("answered %+v, the log says %+v", out, recorded)
		}
	}
	_, err = settlement.CheckProjections(ctx, d)
	return err
}

func throughProxy(ctx context.Context, uri, name string) (map[ledger.Key]ledger.Outcome, error) {
	var d *db.DB
	var l *settlement.Ledger
	err := errors.New("not opened yet")
	for err != nil && ctx.Err() == nil { // opening fails closed, and is tried again
		if d, err = db.Open(ctx, db.Config{URI: uri, Name: name}); err != nil {
			continue
		}
		if l, err = settlement.OpenLedger(ctx, settlement.Options{DB: d, Logger: slog.New(slog.DiscardHandler), Now: time.Now, SnapshotEvery: 4}); err != nil {
			_ = d.Close(ctx)
		}
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = d.Close(ctx) }()
	defer l.Close()
	told := map[ledger.Key]ledger.Outcome{}
	version := int64(0)
	for _, cmd := range append([]ledger.Command{limits()}, commands("ord_1", "org_b")...) {
		if cmd.Actor.Org != "" {
			cmd.Version = version
		}
		out, err := l.Do(ctx, cmd)
		for errors.Is(err, ledger.ErrUnknown) && ctx.Err() == nil {
			out, err = l.Do(ctx, cmd)
		}
		if err != nil || !out.OK {
			return nil, fmt.Errorf("%s: %+v: %w", cmd.Type, out, err)
		}
		told[cmd.Key], version = out, out.Version
	}
	if !l.Projected(ctx) {
		return nil, errors.New("the projections are not written")
	}
	return told, nil
}
