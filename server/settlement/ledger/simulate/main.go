// Command simulate runs the ledger's simulation for as many seeds as asked, with or without planted bugs. It knows
// nothing but the ledger.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"
	"time"

	"fairground/server/settlement/ledger"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "simulate:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("simulate", flag.ContinueOnError)
	flags.SetOutput(out)
	seeds := flags.Int("seeds", 1000, "how many seeds")
	first := flags.Int64("first", 1, "first seed")
	steps := flags.Int("steps", 1000, "scheduling steps of a seed")
	bug := flags.String("plant", "", "name of a planted bug, or all: each with what gives it away")
	count := flags.Bool("mutants", false, "also count how many of the planted bugs are found")
	if err := flags.Parse(args); err != nil {
		return fmt.Errorf("read flags: %w", err)
	}
	if *bug == "all" {
		caught, err := mutants(out, *first, *seeds, *steps)
		return errors.Join(err, missed(caught))
	}
	began := time.Now()
	total, err := parallel(ledger.SimOptions{First: *first, Seeds: *seeds, Steps: *steps, Plant: *bug})
	if err != nil {
		return err
	}
	for _, v := range total.Violations[:min(10, len(total.Violations))] {
		if _, err := fmt.Fprintf(out, "seed=%d step=%d %s\n", v.Seed, v.Step, v.What); err != nil {
			return err
		}
	}
	took, found, caught := time.Since(began), "", len(ledger.PlantedBugs())
	if *count {
		if caught, err = mutants(io.Discard, *first, *seeds, *steps); err != nil {
			return err
		}
		found = fmt.Sprintf(" mutants=%d/%d", caught, len(ledger.PlantedBugs()))
	}
	if _, err := fmt.Fprintf(out, "seeds=%d ops=%d commands=%d blocks=%d entries=%d seconds=%.1f violations=%d%s\n",
		total.Seeds, total.Ops, total.Commands, total.Blocks, total.Entries, took.Seconds(), len(total.Violations), found); err != nil {
		return err
	}
	if len(total.Violations) > 0 {
		return fmt.Errorf("%d of %d seeds broke a promise", len(total.Violations), total.Seeds)
	}
	return missed(caught)
}

// missed is an error unless every planted bug was caught.
func missed(caught int) error {
	if n := len(ledger.PlantedBugs()) - caught; n > 0 {
		return fmt.Errorf("%d planted bugs were missed", n)
	}
	return nil
}

// mutants says of each planted bug what gives it away, and how many were caught. Some bite late in the life of an order only:
// they get worlds four times as long.
func mutants(out io.Writer, first int64, seeds, steps int) (int, error) {
	caught := 0
	for _, name := range ledger.PlantedBugs() {
		r, err := ledger.Simulate(ledger.SimOptions{First: first, Seeds: seeds, Steps: steps, Plant: name, Stop: true})
		if err == nil && len(r.Violations) == 0 {
			r, err = ledger.Simulate(ledger.SimOptions{First: first, Seeds: seeds, Steps: 4 * steps, Plant: name, Stop: true})
		}
		if err != nil {
			return caught, fmt.Errorf("run mutant: %w", err)
		}
		fate := fmt.Sprintf("MISSED in %d seeds", r.Seeds)
		if len(r.Violations) > 0 {
			caught++
			fate = fmt.Sprintf("caught at seed %d (%d seeds): %s", r.Violations[0].Seed, r.Seeds, r.Violations[0].What)
		}
		if _, err := fmt.Fprintf(out, "%-26s %s\n", name, fate); err != nil {
			return caught, err
		}
	}
	_, err := fmt.Fprintf(out, "mutants=%d/%d\n", caught, len(ledger.PlantedBugs()))
	return caught, err
}

// parallel cuts the seeds in one part for each processor. Seeds are independent, so the sum does not depend on it.
func parallel(o ledger.SimOptions) (ledger.SimReport, error) {
	parts := min(runtime.GOMAXPROCS(0), max(o.Seeds, 1))
	reports, errs := make([]ledger.SimReport, parts), make([]error, parts)
	var wg sync.WaitGroup
	for i := range parts {
		part := o
		part.First = o.First + int64(o.Seeds*i/parts)
		part.Seeds = o.Seeds*(i+1)/parts - o.Seeds*i/parts
		wg.Go(func() { reports[i], errs[i] = ledger.Simulate(part) })
	}
	wg.Wait()
	var total ledger.SimReport
	for i, r := range reports {
		if errs[i] != nil {
			return total, fmt.Errorf("simulate: %w", errs[i])
		}
		total.Seeds += r.Seeds
		total.Ops += r.Ops
		total.Commands += r.Commands
		total.Blocks += r.Blocks
		total.Entries += r.Entries
		total.Violations = append(total.Violations, r.Violations...)
	}
	return total, nil
}
