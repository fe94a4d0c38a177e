package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"fairground/matchmaking/b2bsp"
)

// solveCommand reads a timetable problem in the field's benchmark format, as an exhibition's export writes it, and answers with
// the timetable and what is proven of it.
func solveCommand() *cobra.Command {
	limit := 10 * time.Second
	cmd := &cobra.Command{
		Use: "solve FILE.dzn", Short: "Make the timetable of a B2BSP file (.dzn), with a checked proof", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			file, err := os.Open(args[0])
			if err != nil {
				return fmt.Errorf("open the problem: %w", err)
			}
			defer func() { err = errors.Join(err, file.Close()) }()
			p, err := b2bsp.Read(file)
			if err != nil {
				return fmt.Errorf("read the problem: %w", err)
			}
			limited, stop := context.WithTimeout(cmd.Context(), limit)
			defer stop()
			r, err := b2bsp.Solve(limited, p, b2bsp.Options{Seed: 1})
			if err != nil {
				return fmt.Errorf("solve the problem: %w", err)
			}
			if err := b2bsp.Verify(p, r); err != nil {
				return fmt.Errorf("check the answer: %w", err)
			}
			if _, err := fmt.Fprintf(cmd.OutOrStdout(), "status=%s breaks=%d bound=%d\n", r.Status, r.Value, r.Bound); err != nil {
				return fmt.Errorf("write the answer: %w", err)
			}
			return writeTimetable(csv.NewWriter(cmd.OutOrStdout()), p, r.Timetable)
		},
	}
	cmd.Flags().DurationVar(&limit, "limit", limit, "how long the search may take; checking its proof comes on top")
	return cmd
}

// writeTimetable writes a line for each meeting, everything counted from 1 as the format does; nothing if there is no timetable.
func writeTimetable(out *csv.Writer, p *b2bsp.Problem, t b2bsp.Timetable) error {
	if t == nil {
		return nil
	}
	lines := [][]string{{"meeting", "a", "b", "slot"}}
	for i, m := range p.Meetings {
		lines = append(lines, []string{strconv.Itoa(i + 1), strconv.Itoa(m.A + 1), strconv.Itoa(m.B + 1), strconv.Itoa(t[i] + 1)})
	}
	if err := out.WriteAll(lines); err != nil {
		return fmt.Errorf("write the timetable: %w", err)
	}
	return nil
}
