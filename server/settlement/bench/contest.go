package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// contender is one way of booking an entry.
type contender interface {
	// prepare gets ready for about n entries, outside of what is measured.
	prepare(ctx context.Context, n int) error
	// book makes one entry durable; errEmpty ends the slice of the client that asked.
	book(ctx context.Context) error
}

var errEmpty = errors.New("nothing left to book on")

// figures are what compare found: medians of entries a second, and the ratio of each pair.
type figures struct {
	ours, theirs float64
	ratios       []float64
}

func (f figures) ratio() string {
	return fmt.Sprintf("ratio=%.2f (min %.2f max %.2f)", median(f.ratios), slices.Min(f.ratios), slices.Max(f.ratios))
}

// compare lets the two take turns, so that whatever else the machine does meets both alike. The first pair warms up.
func (b *bench) compare(ctx context.Context, c int, ours, theirs contender) (figures, error) {
	var us, them []float64
	var f figures
	n := int(float64(500*c) * b.slice.Seconds()) // for the warm-up; after it twice what was booked
	for i := range b.pairs + 1 {
		t, err := b.turn(ctx, c, n, theirs, false)
		if err != nil {
			return f, err
		}
		o, err := b.turn(ctx, c, n, ours, i > 0)
		if err != nil {
			return f, err
		}
		n = int(2 * float64(b.slice) / float64(time.Second) * max(o, t))
		if i > 0 {
			us, them, f.ratios = append(us, o), append(them, t), append(f.ratios, o/t)
		}
	}
	f.ours, f.theirs = median(us), median(them)
	return f, nil
}

func (b *bench) turn(ctx context.Context, c, n int, who contender, profile bool) (float64, error) {
	if err := who.prepare(ctx, n); err != nil {
		return 0, err
	}
	if profile && b.profiles != "" {
		b.taken++
		f, err := os.Create(filepath.Join(b.profiles, "cpu-"+strconv.Itoa(b.taken)+".prof"))
		if err != nil {
			return 0, fmt.Errorf("create profile: %w", err)
		}
		defer func() { _ = f.Close() }()
		if err := pprof.StartCPUProfile(f); err != nil {
			return 0, fmt.Errorf("start profile: %w", err)
		}
		defer pprof.StopCPUProfile()
	}
	return b.measure(ctx, c, who)
}

// measure lets c clients book for a slice and returns how many entries were done in a second.
func (b *bench) measure(ctx context.Context, c int, who contender) (float64, error) {
	var wg sync.WaitGroup
	var done atomic.Int64
	errs := make([]error, c)
	began := time.Now()
	for i := range c {
		wg.Go(func() {
			for time.Since(began) < b.slice {
				if err := who.book(ctx); err != nil {
					if !errors.Is(err, errEmpty) {
						errs[i] = err
					}
					return
				}
				done.Add(1)
			}
		})
	}
	wg.Wait()
	return float64(done.Load()) / time.Since(began).Seconds(), errors.Join(errs...)
}

func median(v []float64) float64 {
	s := slices.Sorted(slices.Values(v))
	return s[len(s)/2]
}
