package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"fairground/matchmaking/b2bsp"
)

// b2bspBench solves every instance of a folder. A published.csv there, with a line `instance,optimum` for each (UNSAT
// for one without a timetable), is what the answers are compared with.
type b2bspBench struct{ folder string }

func (b *b2bspBench) declare(flags *flag.FlagSet) {
	flags.StringVar(&b.folder, "b2bsp", "", "solve the .dzn instances of the `folder`")
}

func (b *b2bspBench) wanted() bool { return b.folder != "" }

const (
	instanceEnding  = ".dzn"
	publishedName   = "published.csv"
	noTimetable     = "UNSAT"
	proofChecked    = "checked"
	proofRejected   = "rejected"
	proofNotNeeded  = "none"
	infeasibleValue = "-"
)

// outcome is one run.
type outcome struct {
	result  b2bsp.Result
	seconds float64
	proof   string
	solved  bool
}

func (b *b2bspBench) run(ctx context.Context, with settings) error {
	files, err := filepath.Glob(filepath.Join(b.folder, "*"+instanceEnding))
	if err != nil {
		return fmt.Errorf("list instances: %w", err)
	}
	published, err := readPublished(filepath.Join(b.folder, publishedName))
	if err != nil {
		return err
	}
	solved := 0
	var seconds []float64
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), instanceEnding)
		o, err := b.instance(ctx, with, file, published[name])
		if err != nil {
			return fmt.Errorf("instance %s: %w", name, err)
		}
		if o.solved {
			solved++
		}
		seconds = append(seconds, o.seconds)
		value, bound := strconv.Itoa(o.result.Value), strconv.Itoa(o.result.Bound)
		if o.result.Timetable == nil {
			value = infeasibleValue
		}
		if o.result.Status == b2bsp.Infeasible {
			bound = infeasibleValue
		}
		if _, err := fmt.Fprintf(with.out, "instance=%s status=%s value=%s bound=%s seconds=%.3f proof=%s solved=%t\n",
			name, o.result.Status, value, bound, o.seconds, o.proof, o.solved); err != nil {
			return fmt.Errorf("print: %w", err)
		}
	}
	slices.Sort(seconds)
	middle, most := 0.0, 0.0
	if len(seconds) > 0 {
		middle, most = median(seconds), seconds[len(seconds)-1]
	}
	if _, err := fmt.Fprintf(with.out, "b2bsp solved=%d/%d median_s=%.3f max_s=%.3f\n", solved, len(files), middle, most); err != nil {
		return fmt.Errorf("print: %w", err)
	}
	return nil
}

func median(sorted []float64) float64 {
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// instance is the median run: those not solved count as the slowest. A proof that the checker rejects counts as not
// solved whatever the time.
func (b *b2bspBench) instance(ctx context.Context, with settings, file, published string) (outcome, error) {
	in, err := os.Open(filepath.Clean(file))
	if err != nil {
		return outcome{}, fmt.Errorf("open: %w", err)
	}
	p, err := b2bsp.Read(in)
	if err := errors.Join(err, in.Close()); err != nil {
		return outcome{}, err
	}
	var runs []outcome
	for seed := range with.seeds {
		o, err := once(ctx, with, p, uint64(seed+1)) //nolint:gosec // a small count
		if err != nil {
			return outcome{}, err
		}
		o.solved = o.proof == proofChecked && o.seconds <= with.limit.Seconds() && agrees(o.result, published)
		runs = append(runs, o)
	}
	slices.SortStableFunc(runs, func(x, y outcome) int {
		switch {
		case x.solved != y.solved && x.solved:
			return -1
		case x.solved != y.solved:
			return 1
		case x.seconds < y.seconds:
			return -1
		case x.seconds > y.seconds:
			return 1
		}
		return 0
	})
	return runs[len(runs)/2], nil
}

func once(ctx context.Context, with settings, p *b2bsp.Problem, seed uint64) (outcome, error) {
	limited, stop := context.WithTimeout(ctx, with.limit)
	defer stop()
	start := time.Now()
	r, err := b2bsp.Solve(limited, p, b2bsp.Options{Seed: seed})
	o := outcome{result: r, seconds: time.Since(start).Seconds(), proof: proofNotNeeded}
	if err != nil {
		return o, err
	}
	if err := ctx.Err(); err != nil {
		return o, fmt.Errorf("interrupted: %w", err)
	}
	if err := b2bsp.Verify(p, r); err != nil {
		o.proof = proofRejected
	} else if r.Status == b2bsp.Optimal || r.Status == b2bsp.Infeasible {
		o.proof = proofChecked
	}
	return o, nil
}

// agrees says whether a proven answer is the published one; no publication agrees with every proven answer.
func agrees(r b2bsp.Result, published string) bool {
	switch r.Status {
	case b2bsp.Optimal:
		return published == "" || published == strconv.Itoa(r.Value)
	case b2bsp.Infeasible:
		return published == "" || published == noTimetable
	case b2bsp.Feasible, b2bsp.Unknown:
	}
	return false
}

func readPublished(file string) (map[string]string, error) {
	out := map[string]string{}
	in, err := os.Open(filepath.Clean(file))
	if errors.Is(err, os.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return nil, fmt.Errorf("open published optima: %w", err)
	}
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		if name, optimum, ok := strings.Cut(strings.TrimSpace(lines.Text()), ","); ok {
			out[name] = optimum
		}
	}
	if err := errors.Join(lines.Err(), in.Close()); err != nil {
		return nil, fmt.Errorf("read published optima: %w", err)
	}
	return out, nil
}
