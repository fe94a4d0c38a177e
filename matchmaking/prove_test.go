package matchmaking_test

import (
	"context"
	"errors"
	"testing"

	"fairground/matchmaking"
	"fairground/matchmaking/bruteforce"
)

func TestWhatIsProvenOfAScheduleThatWasChangedByHandIsVerified(t *testing.T) {
	for seed := range uint64(40) {
		p := bruteforce.Mixed(seed, 8, 8, 12, 30)
		s, _, err := matchmaking.Solve(context.Background(), p, matchmaking.Budget{Moves: 2000, Seed: seed, Workers: 1}, nil)
		if err != nil {
			t.Fatal(err)
		}
		r, err := matchmaking.NewRepairer(p, s)
		if err != nil {
			t.Fatal(err)
		}
		for i := range int(seed % 5) {
			if _, _, err := r.Apply(matchmaking.Change{Cancel: p.Wishes[(i*7+int(seed))%len(p.Wishes)].ID}, 0); err != nil {
				t.Fatal(err)
			}
		}
		worse := r.Schedule()
		proof, err := matchmaking.Prove(p, worse)
		if err != nil {
			t.Fatal(err)
		}
		if err := matchmaking.Verify(p, worse, proof); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
}

func TestNothingIsProvenOfWhatIsNoSchedule(t *testing.T) {
	p := bruteforce.Mixed(1, 4, 4, 6, 8)
	if _, err := matchmaking.Prove(p, matchmaking.Schedule{Meetings: []matchmaking.Placement{{Wish: "nobody's"}}}); !errors.Is(err, matchmaking.ErrNoSchedule) {
		t.Errorf("got %v", err)
	}
}
