// Command simulate runs the ledger's simulation for as many seeds as asked, with or without planted bugs. It knows
// nothing but the ledger.
package main

import (
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
	bug := flags.String("plant", "", "name of a planted bug, or all")
	if err := flags.Parse(args); err != nil {
		return fmt.Errorf("read flags: %w", err)
	}
	if *bug == "all" {
		return mutants(out, *first, *seeds, *steps)
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
	if _, err := fmt.Fprintf(out, "seeds=%d ops=%d commands=%d blocks=%d entries=%d violations=%d seconds=%.1f\n",
		total.Seeds, total.Ops, total.Commands, total.Blocks, total.Entries, len(total.Violations), time.Since(began).Seconds()); err != nil {
		return err
	}
	if len(total.Violations) > 0 {
		return fmt.Errorf("%d of %d seeds broke a promise", len(total.Violations), total.Seeds)
	}
	return nil
}

func mutants(out io.Writer, first int64, seeds, steps int) error {
	caught := 0
	for _, name := range ledger.PlantedBugs() {
		r, err := ledger.Simulate(ledger.SimOptions{First: first, Seeds: seeds, Steps: steps, Plant: name, Stop: true})
		if err != nil {
			return fmt.Errorf("run mutant: %w", err)
		}
		fate := fmt.Sprintf("MISSED in %d seeds", r.Seeds)
		if len(r.Violations) > 0 {
			caught++
			fate = fmt.Sprintf("caught at seed %d (%d seeds): %s", r.Violations[0].Seed, r.Seeds, r.Violations[0].What)
		}
		if _, err := fmt.Fprintf(out, "%-26s %s\n", name, fate); err != nil {
			return err
		}
	}
	if _, err := fmt.Fprintf(out, "mutants=%d/%d\n", caught, len(ledger.PlantedBugs())); err != nil {
		return err
	}
	if caught < len(ledger.PlantedBugs()) {
		return fmt.Errorf("%d planted bugs were missed", len(ledger.PlantedBugs())-caught)
	}
	return nil
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
