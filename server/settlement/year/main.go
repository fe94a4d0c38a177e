// Command year lives through a year of settlement in a box: deals are signed, paid for in every way people pay, shipped,
// inspected, contested, released and paid out, at a bank where things go wrong. Day by day the bank's account is proven
// against its statement; at the end the whole log is verified and its projections are compared with a rebuild.
//
// Everything below the people is the product: the service, its ledger, projections and files, on a database in a folder,
// and the sandbox rail, all by one clock that the command moves. The people are scripts that call the service as the HTTP
// routes do. The command knows no HTTP and nothing of how a deal is negotiated. The same seed draws the same deals and
// habits; which of two people comes first is not repeated, so that figures are counts and not bytes.
//
// It prints a line for each month and one for the whole, and fails if a day is not proven or an invariant is broken.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/pprof"
	"time"

	"fairground/server/db"
	"fairground/server/settlement/rail"
)

func main() {
	if err := errors.Join(db.SetHeap(), run(context.Background(), os.Args[1:], os.Stdout)); err != nil {
		fmt.Fprintln(os.Stderr, "year:", err)
		os.Exit(1)
	}
}

// usual is how often things go wrong at the bank if nobody says.
const usual = "duplicate=0.01,late=0.03,reorder=0.02,reverse=0.002,wrong=0.001,lostack=0.005"

// size is what a run is about.
type size struct {
	orders int
	days   int
	seed   uint64
	faults rail.Faults
	people int // that act at the same time
	dir    string
}

func run(ctx context.Context, args []string, out io.Writer) (err error) {
	flags := flag.NewFlagSet("year", flag.ContinueOnError)
	flags.SetOutput(out)
	var z size
	flags.IntVar(&z.orders, "orders", 80_000, "deals that are signed")
	flags.IntVar(&z.days, "days", 365, "days from 1 January 2026 on")
	flags.Uint64Var(&z.seed, "seed", 1, "of deals, habits and faults")
	flags.IntVar(&z.people, "people", 64, "people who act at the same time")
	flags.StringVar(&z.dir, "data", "", "folder of the database; empty: a temporary one, removed at the end")
	faults := flags.String("faults", "default", `what goes wrong at the bank: "default", "none", or shares such as late=0.05,wrong=0.001`)
	profile := flags.String("profile", "", "file for a CPU profile of the days, without the verification")
	if err := flags.Parse(args); err != nil {
		return fmt.Errorf("read flags: %w", err)
	}
	switch *faults {
	case "default":
		*faults = usual
	case "none":
		*faults = ""
	}
	if z.faults, err = rail.ParseFaults(*faults); err != nil {
		return fmt.Errorf("read flags: %w", err)
	}
	if z.dir == "" {
		if z.dir, err = os.MkdirTemp("", "fairground-year"); err != nil {
			return fmt.Errorf("make folder: %w", err)
		}
		defer func() { err = errors.Join(err, os.RemoveAll(z.dir)) }()
	}
	w, err := open(ctx, z, out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }() //nolint:contextcheck // what was opened is closed also when the year was cut off
	began := time.Now()
	if err := profiled(*profile, func() error { return w.live(ctx) }); err != nil {
		return err
	}
	return w.sum(ctx, time.Since(began))
}

// profiled runs something, with a CPU profile if a file is named.
func profiled(file string, what func() error) error {
	if file == "" {
		return what()
	}
	f, err := os.Create(file) //nolint:gosec // the operator names it
	if err != nil {
		return fmt.Errorf("make profile: %w", err)
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return fmt.Errorf("make profile: %w", errors.Join(err, f.Close()))
	}
	err = what()
	pprof.StopCPUProfile()
	return errors.Join(err, f.Close())
}
