package matchmaking_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"fairground/matchmaking"
)

// crowd has more wishes than any timetable can meet: each of 2,000 buyers wishes for 50 of 10,000 exhibitors, in 36 slots and few rooms.
func crowd(wishes int) matchmaking.Problem {
	const buyers, exhibitors, slots, rooms = 2000, 10_000, 36, 400
	var p matchmaking.Problem
	all := make([]int, slots)
	for s := range slots {
		all[s] = s
		p.Slots = append(p.Slots, matchmaking.Slot{Start: time.Date(2026, 9, 14, 0, s*40, 0, 0, time.UTC), Minutes: 40, Day: fmt.Sprint(s / 12)})
	}
	for i := range buyers + exhibitors {
		p.People = append(p.People, matchmaking.Person{ID: fmt.Sprint("per_", i), Company: fmt.Sprint("org_", i), Zone: "Asia/Shanghai", Slots: all})
	}
	for r := range rooms {
		p.Rooms = append(p.Rooms, matchmaking.Room{ID: fmt.Sprint("room_", r), Slots: all})
	}
	for i := range wishes {
		buyer, n := i%buyers, i/buyers
		p.Wishes = append(p.Wishes, matchmaking.Wish{
			ID: fmt.Sprint("wish_", i), People: []string{p.People[buyer].ID, p.People[buyers+(buyer*7+n*131)%exhibitors].ID},
			Level: matchmaking.Want, Value: 1 + i%9,
		})
	}
	return p
}

func TestAHundredThousandWishesAreAnswered(t *testing.T) {
	p := crowd(matchmaking.MaxWishes)
	s, proof, err := matchmaking.Solve(context.Background(), p, matchmaking.Budget{Moves: 20_000}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Meetings)+len(s.Unplaced) != len(p.Wishes) {
		t.Errorf("%d met and %d not", len(s.Meetings), len(s.Unplaced))
	}
	if err := matchmaking.Verify(p, s, proof); err != nil {
		t.Error(err)
	}
	if _, err := matchmaking.Explain(p, s, s.Unplaced[0].Wish); err != nil {
		t.Error(err)
	}
	p = crowd(matchmaking.MaxWishes + 1)
	if _, _, err := matchmaking.Solve(context.Background(), p, matchmaking.Budget{Moves: 1}, nil); !errors.Is(err, matchmaking.ErrTooLarge) {
		t.Errorf("one wish more: %v", err)
	}
}
