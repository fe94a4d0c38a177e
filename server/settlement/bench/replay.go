package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"fairground/server/settlement/ledger"
)

// start measures opening the ledger: reading the snapshot of a state, and replaying the blocks that came after it from the
// database. It works on what the lines before have written, with as many blocks more as are missing; sixteen clients make
// them.
func (b *bench) start(ctx context.Context) error {
	var seq int64
	b.engine.View(func(s *ledger.State) { seq = s.Seq })
	from := seq
	r := b.receipts(everywhere)
	var wg sync.WaitGroup
	errs := make([]error, 16)
	for i := range errs {
		wg.Go(func() {
			for n := i; errs[i] == nil; n += len(errs) {
				var now int64
				b.engine.View(func(s *ledger.State) { now = s.Seq })
				if now >= from+b.blocks {
					return
				}
				errs[i] = r.order(ctx, fmt.Sprintf("%s%d", r.name, n), n)
			}
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	before := ledger.NewState()
	if err := before.Advance(ctx, b.log, from); err != nil {
		return fmt.Errorf("replay: %w", err)
	}
	data, err := before.Snapshot()
	if err != nil {
		return fmt.Errorf("make snapshot: %w", err)
	}
	b.engine.Close()
	var took []float64
	var orders int
	for i := range b.pairs {
		if i > 0 {
			b.engine.Close()
		}
		began := time.Now()
		state, err := ledger.Restore(data)
		if err != nil {
			return fmt.Errorf("read snapshot: %w", err)
		}
		b.engine, err = ledger.Open(ctx, b.log, ledger.Options{Writer: "bench", Now: time.Now, Logger: slog.New(slog.DiscardHandler), Start: state})
		if err != nil {
			return fmt.Errorf("open ledger: %w", err)
		}
		took = append(took, time.Since(began).Seconds())
		b.engine.View(func(s *ledger.State) { seq, orders = s.Seq, len(s.Orders()) })
	}
	return b.say("start_s=%.2f (min %.2f max %.2f) snapshot_blocks=%d snapshot_mb=%d blocks_after=%d orders=%d",
		median(took), slices.Min(took), slices.Max(took), from, len(data)>>20, seq-from, orders)
}

// verify replays all that was written.
func (b *bench) verify(ctx context.Context) error {
	var speeds []float64
	var r ledger.Report
	for range b.pairs {
		began := time.Now()
		var err error
		if r, _, err = ledger.Verify(ctx, b.log); err != nil {
			return fmt.Errorf("verify: %w", err)
		}
		speeds = append(speeds, float64(r.Entries)/time.Since(began).Seconds())
	}
	return b.say("verify_entries_s=%.0f (min %.0f max %.0f) entries=%d blocks=%d", median(speeds), slices.Min(speeds), slices.Max(speeds), r.Entries, r.Blocks)
}
