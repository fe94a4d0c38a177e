// Command bench measures the ledger against plain inserts into the same database, in paired interleaved slices. An entry
// of ours is a receipt with three legs (bank, escrow, buyer): decided, hashed, chained and acknowledged. It knows the
// ledger and its log, no service and no HTTP.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime"
	"runtime/pprof"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"fairground/server/db"
	"fairground/server/settlement"
	"fairground/server/settlement/ledger"
)

func main() {
	if err := run(context.Background(), os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// bench holds one database and both ways to write into it.
type bench struct {
	raw    raw
	engine *ledger.Engine
	slice  time.Duration
	orders int // made so far
	pool   []string
	n      atomic.Int64
}

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(out)
	uri := flags.String("uri", "", "MongoDB; empty: the embedded engine in a temporary folder")
	pairs := flags.Int("pairs", 7, "pairs of slices")
	profile := flags.String("cpuprofile", "", "file for a CPU profile")
	slice := flags.Duration("slice", time.Second, "length of a slice, at most 2s")
	if err := flags.Parse(args); err != nil {
		return fmt.Errorf("read flags: %w", err)
	}
	if *profile != "" {
		f, err := os.Create(*profile)
		if err != nil {
			return fmt.Errorf("create profile: %w", err)
		}
		defer func() { _ = f.Close() }()
		if err := pprof.StartCPUProfile(f); err != nil {
			return fmt.Errorf("start profile: %w", err)
		}
		defer pprof.StopCPUProfile()
	}
	dir, err := os.MkdirTemp("", "fairground-bench")
	if err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	config := db.Config{URI: *uri, Name: "fairground_bench"}
	if *uri == "" {
		config.Dir = dir
	}
	d, err := db.Open(ctx, config)
	if err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	defer func() { _ = d.Close(ctx) }()
	logger := slog.New(slog.DiscardHandler)
	log, err := settlement.OpenLog(ctx, d, logger)
	if err != nil {
		return fmt.Errorf("open log: %w", err)
	}
	engine, err := ledger.Open(ctx, log, ledger.Options{Writer: "bench", Now: time.Now, Logger: logger})
	if err != nil {
		return fmt.Errorf("open ledger: %w", err)
	}
	defer engine.Close()
	b := &bench{raw: newRaw(d), engine: engine, slice: min(*slice, 2*time.Second)}
	if _, err := fmt.Fprintf(out, "go=%s cpus=%d embedded=%v pairs=%d slice=%s\n", runtime.Version(), runtime.GOMAXPROCS(0), d.Embedded(), *pairs, b.slice); err != nil {
		return err
	}
	for _, c := range []int{64, 1} {
		if err := b.compare(ctx, out, c, *pairs); err != nil {
			return err
		}
	}
	return b.replay(ctx, out, log)
}

func (b *bench) compare(ctx context.Context, out io.Writer, c, pairs int) error {
	var ours, plain, ratios []float64
	for i := range pairs + 1 {
		if err := b.refill(ctx, 400*c+20_000*min(1, c/64)); err != nil {
			return err
		}
		p, err := b.measure(c, func(int) error {
			k := ledger.NewKey("raw", strconv.FormatInt(b.n.Add(1), 10))
			return b.raw.insert(ctx, rawEntry{k, time.Now().UnixMilli(), []rawLeg{
				{"bank:sandbox:custody", "CNY", -1100}, {"escrow:ord_0000001", "CNY", 1000}, {"user:org_b:avail", "CNY", 100},
			}})
		})
		if err != nil {
			return err
		}
		var next atomic.Int64
		o, err := b.measure(c, func(int) error {
			at := int(next.Add(1)) - 1
			if at >= len(b.pool) {
				return errEmpty
			}
			return b.receipt(ctx, b.pool[at])
		})
		if err != nil {
			return err
		}
		b.pool = b.pool[min(int(next.Load()), len(b.pool)):]
		if i == 0 {
			continue // warm-up
		}
		ours, plain, ratios = append(ours, o), append(plain, p), append(ratios, o/p)
	}
	_, err := fmt.Fprintf(out, "c%d ours_entries_s=%.0f raw_inserts_s=%.0f ratio=%.2f (min %.2f max %.2f)\n", c, median(ours), median(plain), median(ratios), slices.Min(ratios), slices.Max(ratios))
	return err
}

var errEmpty = errors.New("no order left")

// measure lets c clients work for a slice and returns how much was done in a second.
func (b *bench) measure(c int, work func(client int) error) (float64, error) {
	var wg sync.WaitGroup
	var done atomic.Int64
	errs := make([]error, c)
	began := time.Now()
	for i := range c {
		wg.Go(func() {
			for time.Since(began) < b.slice {
				if err := work(i); err != nil {
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

// refill imports orders that receipts can be booked on, outside of what is measured.
func (b *bench) refill(ctx context.Context, want int) error {
	missing := want - len(b.pool)
	if missing <= 0 {
		return nil
	}
	ids := make([]string, missing)
	for i := range ids {
		b.orders++
		ids[i] = "ord_" + strconv.Itoa(b.orders)
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	errs := make([]error, ledger.MaxEntries)
	for w := range errs {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(ids) {
					return
				}
				_, errs[w] = b.engine.Do(ctx, ledger.Command{
					Key: ledger.NewKey("import", ids[i]), Type: ledger.ImportOrder, Actor: ledger.Actor{Role: ledger.Timer}, Order: ids[i],
					Terms: &ledger.Terms{
						Deal: "deal_" + ids[i], Signed: true, Buyer: "org_b" + strconv.Itoa(i%97), Seller: "org_s", Currency: "CNY", FundBy: 1 << 50,
						Milestones: []ledger.MilestoneTerms{{ID: "mil_1", Amount: 1000}},
					},
				})
				if errs[w] != nil {
					return
				}
			}
		})
	}
	wg.Wait()
	b.pool = append(b.pool, ids...)
	return errors.Join(errs...)
}

func (b *bench) receipt(ctx context.Context, order string) error {
	out, err := b.engine.Do(ctx, ledger.Command{
		Key: ledger.NewKey("receipt", order), Type: ledger.BookReceipt, Actor: ledger.Actor{Role: ledger.Rail}, Order: order,
		Amount: 1100, Currency: "CNY", Rail: "sandbox", Ref: "sbx-1",
	})
	if err == nil && !out.OK {
		err = errors.New("refused: " + out.Why)
	}
	if err != nil {
		return fmt.Errorf("book receipt: %w", err)
	}
	return nil
}

// replay verifies all that was written.
func (b *bench) replay(ctx context.Context, out io.Writer, log ledger.Log) error {
	began := time.Now()
	r, _, err := ledger.Verify(ctx, log)
	if err != nil {
		return fmt.Errorf("verify: %w", err)
	}
	took := time.Since(began)
	_, err = fmt.Fprintf(out, "verify entries=%d blocks=%d seconds=%.2f entries_s=%.0f\n", r.Entries, r.Blocks, took.Seconds(), float64(r.Entries)/took.Seconds())
	return err
}

func median(v []float64) float64 {
	s := slices.Sorted(slices.Values(v))
	return s[len(s)/2]
}
