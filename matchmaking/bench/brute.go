package main

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"fairground/matchmaking"
	"fairground/matchmaking/bruteforce"
)

const (
	bruteProblems = 10_000
	bruteWishes   = 10
	bruteMoves    = 100_000 // of annealing before the search takes over
)

// benchBrute compares the engine with brute force on random problems of at most 8 buyers, 8 exhibitors, 6 slots and 10 wishes. A
// problem counts as equal if all six levels are those of brute force, and as proven if the proof says so and is verified.
func benchBrute(ctx context.Context, with settings) error {
	var equal, proven, searched, next atomic.Int64
	began := time.Now()
	group, ctx := errgroup.WithContext(ctx)
	for range 2 {
		group.Go(func() error {
			for seed := next.Add(1); seed <= bruteProblems; seed = next.Add(1) {
				p := bruteforce.Random(uint64(seed), bruteWishes) //nolint:gosec // positive
				s, proof, err := matchmaking.Solve(ctx, p, matchmaking.Budget{Moves: bruteMoves, Seed: 1, Workers: 1}, nil)
				if err != nil {
					return fmt.Errorf("problem %d: %w", seed, err)
				}
				if err := matchmaking.Verify(p, s, proof); err != nil {
					return fmt.Errorf("problem %d: %w", seed, err)
				}
				if s.Score == bruteforce.Best(p) {
					equal.Add(1)
				} else {
					_, _ = fmt.Fprintf(with.out, "brute problem=%d score=%v best=%v\n", seed, s.Score, bruteforce.Best(p))
				}
				if proof.Optimal() {
					proven.Add(1)
				}
				if proof.Search != nil {
					searched.Add(1)
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return fmt.Errorf("compare with brute force: %w", err)
	}
	_, err := fmt.Fprintf(with.out, "brute problems=%d equal=%d proven=%d verified=%d searched=%d seconds=%.0f\n",
		bruteProblems, equal.Load(), proven.Load(), bruteProblems, searched.Load(), time.Since(began).Seconds())
	return err //nolint:wrapcheck // of the terminal
}
