package matchmaking_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"fairground/matchmaking"
	"fairground/matchmaking/bruteforce"
	"fairground/matchmaking/timetable"
)

// TestRepairMovesFewAndBreaksNothing makes random changes one after another and verifies every state by separate code.
func TestRepairMovesFewAndBreaksNothing(t *testing.T) {
	placedAgain, moved := 0, 0
	for seed := range uint64(30) {
		p := bruteforce.Mixed(seed, 8, 8, 12, 30)
		s, _, err := matchmaking.Solve(context.Background(), p, matchmaking.Budget{Moves: 5000, Seed: seed, Workers: 1}, nil)
		if err != nil {
			t.Fatal(err)
		}
		r, err := matchmaking.NewRepairer(p, s)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		d := &timetable.Dice{State: seed}
		for range 12 {
			before := r.Schedule()
			var c matchmaking.Change
			displaced := 0
			switch d.Intn(3) {
			case 0:
				c.Cancel = p.Wishes[d.Intn(len(p.Wishes))].ID
			case 1:
				person := d.Intn(len(p.People))
				slot := d.Intn(len(p.Slots))
				c.Lose = &matchmaking.LostSlot{p.People[person].ID, []int{slot}}
				people := slices.Clone(p.People)
				people[person].Slots = slices.DeleteFunc(slices.Clone(people[person].Slots), func(x int) bool { return x == slot })
				p.People = people
				displaced = 1
			default:
				c.Place = p.Wishes[d.Intn(len(p.Wishes))].ID
				displaced = 1
			}
			diff, lost, err := r.Apply(c, 4)
			if err != nil {
				t.Fatal(err)
			}
			now := r.Schedule()
			if err := matchmaking.Verify(p, now, trivial(now)); err != nil {
				t.Fatalf("seed %d, %+v: %v", seed, c, err)
			}
			if len(diff.Moved) > 4+displaced || len(lost) > displaced {
				t.Errorf("seed %d, %+v: %d moved, %d lost", seed, c, len(diff.Moved), len(lost))
			}
			if got := apply(before.Meetings, diff); !slices.Equal(got, sortedPlacements(now.Meetings)) {
				t.Errorf("seed %d, %+v: the diff does not lead from the old schedule to the new one", seed, c)
			}
			placedAgain += len(diff.Moved)
			moved += max(0, len(diff.Moved)-displaced)
		}
	}
	t.Logf("%d meetings have another place, %d of them gave way", placedAgain, moved)
}

// trivial is a proof that claims nothing.
func trivial(s matchmaking.Schedule) matchmaking.Proof {
	var proof matchmaking.Proof
	levels, proven := []string{"unmetMust", "unmetWant", "fairness", "night", "breaks", "roomChanges"}, true
	for i, v := range s.Score.Levels() {
		proven = proven && v == 0
		proof.Levels = append(proof.Levels, matchmaking.LevelProof{Level: levels[i], Value: v, Proven: proven, By: matchmaking.ByRelaxation})
	}
	return proof
}

func sortedPlacements(list []matchmaking.Placement) []matchmaking.Placement {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b matchmaking.Placement) int { return slices.Compare([]string{a.Wish}, []string{b.Wish}) })
	return list
}

func apply(list []matchmaking.Placement, d matchmaking.Diff) []matchmaking.Placement {
	list = slices.DeleteFunc(slices.Clone(list), func(p matchmaking.Placement) bool {
		return slices.Contains(d.Removed, p) || slices.ContainsFunc(d.Moved, func(m matchmaking.Move) bool { return m.From == p })
	})
	for _, m := range d.Moved {
		list = append(list, m.To)
	}
	return sortedPlacements(append(list, d.Added...))
}

func TestRepairRefusesWhatMeansNothing(t *testing.T) {
	p := bruteforce.Mixed(4, 4, 4, 6, 8)
	s, _, err := matchmaking.Solve(context.Background(), p, matchmaking.Budget{Moves: 5000}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []matchmaking.Change{
		{},
		{Cancel: "wish_x"},
		{Place: "wish_x"},
		{Withdraw: "per_x"},
		{Lose: &matchmaking.LostSlot{"per_0", []int{99}}},
		{Lose: &matchmaking.LostSlot{}},
		{Cancel: "wish_0", Place: "wish_1"},
	} {
		if _, _, _, err := matchmaking.Repair(p, s, []matchmaking.Change{{Cancel: "wish_0"}, c}, 4); !errors.Is(err, matchmaking.ErrBadChange) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	broken := s
	broken.Meetings = slices.Clone(s.Meetings)
	broken.Meetings = append(broken.Meetings, broken.Meetings[0])
	if _, _, _, err := matchmaking.Repair(p, broken, nil, 4); !errors.Is(err, matchmaking.ErrNoSchedule) {
		t.Errorf("a schedule with a meeting twice: %v", err)
	}
	same, diff, lost, err := matchmaking.Repair(p, s, nil, 0)
	if err != nil || fmt.Sprint(same) != fmt.Sprint(s) || len(diff.Moved)+len(diff.Added)+len(diff.Removed)+len(lost) > 0 {
		t.Errorf("no change changes %v, %v", diff, err)
	}
}

func TestAParticipantWhoWithdrawsLeavesNoMeetingBehind(t *testing.T) {
	p := bruteforce.Mixed(9, 8, 8, 12, 30)
	s, _, err := matchmaking.Solve(context.Background(), p, matchmaking.Budget{Moves: 5000}, nil)
	if err != nil {
		t.Fatal(err)
	}
	who := p.Wishes[slices.IndexFunc(p.Wishes, func(w matchmaking.Wish) bool { return w.ID == s.Meetings[0].Wish })].People[0]
	after, diff, _, err := matchmaking.Repair(p, s, []matchmaking.Change{{Withdraw: who}}, 4)
	if err != nil || len(diff.Removed) == 0 || len(diff.Moved) > 0 {
		t.Fatalf("%+v, %v", diff, err)
	}
	for _, m := range after.Meetings {
		for _, w := range p.Wishes {
			if w.ID == m.Wish && slices.Contains(w.People, who) {
				t.Errorf("%s still has %s", who, w.ID)
			}
		}
	}
}
