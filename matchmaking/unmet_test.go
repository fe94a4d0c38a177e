package matchmaking_test

import (
	"context"
	"errors"
	"testing"

	"fairground/matchmaking"
	"fairground/matchmaking/bruteforce"
)

// TestEveryFixThatIsOfferedPlacesItsWish applies the fix of every unmet wish and verifies what comes out.
func TestEveryFixThatIsOfferedPlacesItsWish(t *testing.T) {
	kinds := map[matchmaking.FixKind]int{}
	for seed := range uint64(60) {
		p := bruteforce.Mixed(seed, 6, 6, 8, 30)
		s, _, err := matchmaking.Solve(context.Background(), p, matchmaking.Budget{Moves: 4000, Seed: seed, Workers: 1}, nil)
		if err != nil {
			t.Fatal(err)
		}
		all, err := matchmaking.Explain(p, s)
		if err != nil {
			t.Fatal(err)
		}
		if len(all) != len(s.Unplaced) {
			t.Errorf("%d explanations of %d unmet wishes", len(all), len(s.Unplaced))
		}
		for _, e := range all {
			if len(e.Fix) == 0 || len(e.Slots) != len(p.Slots) {
				t.Errorf("seed %d, %s: no fix, or %d slots", seed, e.Wish, len(e.Slots))
			}
			for _, x := range e.Slots {
				if len(x.Obstacles)+len(e.General) == 0 && e.Fix[0].Kind != matchmaking.FixPlace {
					t.Errorf("seed %d, %s: nothing is in the way in slot %d, and it is not placed", seed, e.Wish, x.Slot)
				}
			}
			q, after, _, err := matchmaking.ApplyFix(p, s, e.Wish, e.Fix)
			if err != nil {
				t.Errorf("seed %d, %s, %+v: %v", seed, e.Wish, e.Fix, err)
				continue
			}
			if err := matchmaking.Verify(q, after, trivial(after)); err != nil {
				t.Errorf("seed %d, %s, %+v: %v", seed, e.Wish, e.Fix, err)
			}
			for _, f := range e.Fix {
				kinds[f.Kind]++
			}
		}
	}
	t.Log(kinds)
	for _, k := range []matchmaking.FixKind{matchmaking.FixPersonMax, matchmaking.FixCompanyMax, matchmaking.FixRoom, matchmaking.FixInterpreter, matchmaking.FixFree, matchmaking.FixCancel} {
		if kinds[k] == 0 {
			t.Errorf("%s was never offered", k)
		}
	}
}

func TestAMeetingThatCouldBeElsewhereIsToldToMove(t *testing.T) {
	p := bruteforce.Mixed(4, 4, 4, 6, 1)
	p.People = []matchmaking.Person{
		{ID: "a", Company: "a", Zone: "UTC", Slots: []int{0, 1}},
		{ID: "x", Company: "x", Zone: "UTC", Slots: []int{0, 1}},
		{ID: "y", Company: "y", Zone: "UTC", Slots: []int{0}},
	}
	p.Companies = nil
	p.Rooms = []matchmaking.Room{{ID: "r", Slots: []int{0, 1}}}
	p.Wishes = []matchmaking.Wish{{ID: "1", People: []string{"a", "x"}, Level: matchmaking.Want, Value: 1}, {ID: "2", People: []string{"a", "y"}, Level: matchmaking.Must, Value: 1}}
	s := matchmaking.Schedule{Meetings: []matchmaking.Placement{{Wish: "1", Slot: 0, Room: "r"}}, Unplaced: []matchmaking.Unplaced{{Wish: "2"}}}
	all, err := matchmaking.Explain(p, s)
	if err != nil || len(all) != 1 || len(all[0].Fix) != 1 || all[0].Fix[0] != (matchmaking.FixStep{matchmaking.FixMove, "1", 1}) {
		t.Fatalf("%+v, %v", all, err)
	}
	if o := all[0].Slots[0].Obstacles; len(o) != 2 || o[0] != (matchmaking.Obstacle{matchmaking.BlockedPersonBusy, "a", "1"}) || o[1].Code != matchmaking.BlockedRooms {
		t.Errorf("slot 0: %+v", o)
	}
	_, after, diff, err := matchmaking.ApplyFix(p, s, "2", all[0].Fix)
	if err != nil || len(after.Meetings) != 2 || len(diff.Moved) != 1 || len(diff.Added) != 1 {
		t.Errorf("%+v, %v", diff, err)
	}
}

func TestOnlyUnmetWishesAreExplained(t *testing.T) {
	p := bruteforce.Mixed(4, 4, 4, 6, 8)
	s, _, err := matchmaking.Solve(context.Background(), p, matchmaking.Budget{Moves: 4000}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"wish_x", s.Meetings[0].Wish} {
		if _, err := matchmaking.Explain(p, s, id); !errors.Is(err, matchmaking.ErrBadChange) {
			t.Errorf("%s: %v", id, err)
		}
	}
}
