package main

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"
)

// offered is how many entries come in a second.
const offered = 1000

// paced offers entries at a fixed pace, each in a goroutine of its own: one that waits does not hold back the next, and its
// time counts from when it was due.
func (b *bench) paced(ctx context.Context) error {
	var p99, p50 []float64
	r := b.receipts(everywhere)
	n := int(b.slice / (time.Second / offered))
	for i := range b.pairs + 1 {
		if err := r.prepare(ctx, n); err != nil {
			return err
		}
		took, errs := make([]time.Duration, n), make([]error, n)
		var wg sync.WaitGroup
		began := time.Now()
		for j := range n {
			due := began.Add(time.Duration(j) * time.Second / offered)
			time.Sleep(time.Until(due))
			wg.Go(func() {
				errs[j] = r.book(ctx)
				took[j] = time.Since(due)
			})
		}
		wg.Wait()
		if err := errors.Join(errs...); err != nil {
			return err
		}
		if i > 0 {
			slices.Sort(took)
			p50, p99 = append(p50, ms(took[n/2])), append(p99, ms(took[n*99/100]))
		}
	}
	return b.say("p99_ms_at_1000=%.1f (min %.1f max %.1f) p50_ms=%.1f", median(p99), slices.Min(p99), slices.Max(p99), median(p50))
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
