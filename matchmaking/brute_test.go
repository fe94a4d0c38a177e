package matchmaking_test

import (
	"context"
	"testing"

	"fairground/matchmaking"
	"fairground/matchmaking/bruteforce"
)

func TestSmallProblemsReachTheOptimumOfBruteForce(t *testing.T) {
	proven := 0
	const problems = 300
	for seed := range uint64(problems) {
		p := bruteforce.Random(seed, 7)
		s, proof, err := matchmaking.Solve(context.Background(), p, matchmaking.Budget{Moves: 200_000, Seed: 1, Workers: 1}, nil)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if err := matchmaking.Verify(p, s, proof); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		best := bruteforce.Best(p)
		if s.Score != best {
			t.Errorf("seed %d: %v, brute force %v", seed, s.Score, best)
		}
		values := best.Levels()
		for i, l := range proof.Levels {
			if l.Bound > values[i] {
				t.Errorf("seed %d: %s is bounded by %d, brute force reaches %d", seed, l.Level, l.Bound, values[i])
			}
			if l.Value != l.Bound {
				break // the later bounds are of timetables as good as this one
			}
		}
		if proof.Optimal() {
			proven++
		}
	}
	if proven < problems {
		t.Errorf("proven optimal: %d of %d", proven, problems)
	}
}
