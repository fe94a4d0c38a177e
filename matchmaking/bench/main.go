// Command bench measures the matchmaking engine and prints the figures, one line each. Every flag stands for one
// measurement and lives in a file of its own. It does not know the server.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// settings are what the measurements share.
type settings struct {
	limit time.Duration // for one run of the solver
	seeds int
	out   io.Writer
}

// measurement is what one flag stands for.
type measurement interface {
	declare(flags *flag.FlagSet)
	wanted() bool // once the flags are parsed
	run(ctx context.Context, with settings) error
}

// measurements lists what bench can measure, in the order in which it runs.
func measurements() []measurement { return append([]measurement{&b2bspBench{}}, figures()...) }

var errNothing = errors.New("nothing to measure, see -help")

func run(ctx context.Context, args []string, out, usage io.Writer) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(usage)
	with := settings{out: out}
	flags.DurationVar(&with.limit, "limit", 10*time.Second, "time for one run of the solver")
	flags.IntVar(&with.seeds, "seeds", 1, "runs of each instance with different seeds; the median counts")
	all := measurements()
	for _, m := range all {
		m.declare(flags)
	}
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return fmt.Errorf("read the flags: %w", err)
	}
	if with.seeds < 1 || with.limit <= 0 {
		return fmt.Errorf("%d seeds and a limit of %v: both must be positive", with.seeds, with.limit)
	}
	ran := false
	for _, m := range all {
		if !m.wanted() {
			continue
		}
		ran = true
		if err := m.run(ctx, with); err != nil {
			return err
		}
	}
	if !ran {
		return errNothing
	}
	return nil
}
