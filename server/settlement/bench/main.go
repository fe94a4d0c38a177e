// Command bench measures the ledger in paired interleaved slices on one database. An entry of ours is a receipt with three
// legs (bank, escrow, buyer): decided, hashed, chained and acknowledged, with the durability of a plain insertOne. It knows
// the ledger and its log, no service and no HTTP. The lines it prints:
//
//	c64, c1           entries of ours against plain inserts of documents of three legs, at 64 clients and at one
//	hot               every entry on the same bank and buyer account, against entries on a thousand of each
//	recreated_medici  ours against the pattern of a journal, balances and a write lock for each account, at 64 clients
//	p99_ms_at_1000    time to the answer of 99 % of entries that come 1,000 a second, whatever became of those before
//	start_s           opening the ledger from a snapshot and 10,000 blocks after it
//	verify_entries_s  replay of the whole log with every hash and invariant
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
	"slices"
	"strings"
	"time"

	"fairground/server/db"
	"fairground/server/settlement"
	"fairground/server/settlement/ledger"
)

func main() {
	if err := errors.Join(db.SetHeap(), run(context.Background(), os.Args[1:], os.Stdout)); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// bench holds one database and all ways to write into it.
type bench struct {
	out      io.Writer
	db       *db.DB
	log      ledger.Log
	engine   *ledger.Engine
	slice    time.Duration
	pairs    int
	blocks   int64
	profiles string
	taken    int // profiles written
	contests int // names orders apart
}

func run(ctx context.Context, args []string, out io.Writer) (err error) {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(out)
	uri := flags.String("uri", "", "MongoDB; empty: the embedded engine in a temporary folder")
	pairs := flags.Int("pairs", 7, "pairs of slices for each line")
	slice := flags.Duration("slice", time.Second, "length of a slice, at most 2s")
	profiles := flags.String("profiles", "", "folder for a CPU profile of each of our slices")
	blocks := flags.Int64("blocks", ledger.SnapshotEvery, "blocks after the snapshot from which the ledger is started")
	lines := flags.String("lines", "c64,c1,hot,recreated_medici,p99,start,verify", "what to measure")
	if err := flags.Parse(args); err != nil {
		return fmt.Errorf("read flags: %w", err)
	}
	dir, err := os.MkdirTemp("", "fairground-bench")
	if err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	config := db.Config{URI: *uri, Name: "fairground_bench"}
	if *uri == "" {
		config.Dir = dir
	}
	b := &bench{out: out, slice: min(*slice, 2*time.Second), pairs: *pairs, blocks: *blocks, profiles: *profiles}
	if b.db, err = db.Open(ctx, config); err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	defer func() { err = errors.Join(err, b.db.Close(ctx)) }()
	if err := b.open(ctx); err != nil {
		return err
	}
	defer func() { b.engine.Close() }()
	if err := b.say("go=%s cpus=%d embedded=%v pairs=%d slice=%s", runtime.Version(), runtime.GOMAXPROCS(0), b.db.Embedded(), b.pairs, b.slice); err != nil {
		return err
	}
	wanted := strings.Split(*lines, ",")
	for _, line := range []struct {
		name    string
		measure func(context.Context) error
	}{
		{"c64", func(ctx context.Context) error { return b.againstInserts(ctx, 64) }},
		{"c1", func(ctx context.Context) error { return b.againstInserts(ctx, 1) }},
		{"hot", b.hotAccount},
		{"recreated_medici", b.againstMedici},
		{"p99", b.paced},
		{"start", b.start},
		{"verify", b.verify},
	} {
		if !slices.Contains(wanted, line.name) {
			continue
		}
		if err := line.measure(ctx); err != nil {
			return fmt.Errorf("measure %s: %w", line.name, err)
		}
	}
	return nil
}

// open starts an engine on the log, as the server does.
func (b *bench) open(ctx context.Context) error {
	logger := slog.New(slog.DiscardHandler)
	var err error
	if b.log, err = settlement.OpenLog(ctx, b.db, logger); err != nil {
		return fmt.Errorf("open log: %w", err)
	}
	if b.engine, err = ledger.Open(ctx, b.log, ledger.Options{Writer: "bench", Now: time.Now, Logger: logger}); err != nil {
		return fmt.Errorf("open ledger: %w", err)
	}
	return nil
}

func (b *bench) say(format string, args ...any) error {
	if _, err := fmt.Fprintf(b.out, format+"\n", args...); err != nil {
		return fmt.Errorf("print figures: %w", err)
	}
	return nil
}

func (b *bench) againstInserts(ctx context.Context, c int) error {
	f, err := b.compare(ctx, c, b.receipts(everywhere), newRaw(b.db))
	if err != nil {
		return err
	}
	return b.say("c%d ours_entries_s=%.0f raw_inserts_s=%.0f %s", c, f.ours, f.theirs, f.ratio())
}

func (b *bench) hotAccount(ctx context.Context) error {
	f, err := b.compare(ctx, 64, b.receipts(oneAccount), b.receipts(everywhere))
	if err != nil {
		return err
	}
	return b.say("hot %s hot_entries_s=%.0f uniform_entries_s=%.0f", f.ratio(), f.ours, f.theirs)
}

func (b *bench) againstMedici(ctx context.Context) error {
	f, err := b.compare(ctx, 64, b.receipts(everywhere), newMedici(b.db))
	if err != nil {
		return err
	}
	return b.say("recreated_medici %s ours_entries_s=%.0f theirs_entries_s=%.0f", f.ratio(), f.ours, f.theirs)
}
