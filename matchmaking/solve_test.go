package matchmaking_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"fairground/matchmaking"
	"fairground/matchmaking/bruteforce"
)

func TestEveryScheduleIsVerifiedWhateverItsSize(t *testing.T) {
	for seed := range uint64(40) {
		p := bruteforce.Mixed(seed, 8, 8, 6, 8+int(seed))
		s, proof, err := matchmaking.Solve(context.Background(), p, matchmaking.Budget{Moves: 20_000, Seed: seed}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := matchmaking.Verify(p, s, proof); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		again, _, err := matchmaking.Solve(context.Background(), p, matchmaking.Budget{Moves: 20_000, Seed: seed}, nil)
		if err != nil || !slices.Equal(s.Meetings, again.Meetings) {
			t.Errorf("seed %d: the same budget of moves gives another timetable", seed)
		}
	}
}

func TestACancelledSolveGivesNoSchedule(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		s, proof, err := matchmaking.Solve(ctx, bruteforce.Mixed(3, 8, 8, 6, 40), matchmaking.Budget{Time: time.Hour}, func(matchmaking.Progress) { cancel() })
		if !errors.Is(err, context.Canceled) || len(s.Meetings) > 0 || len(proof.Levels) > 0 {
			t.Errorf("%d meetings, error %v", len(s.Meetings), err)
		}
		cancel()
	})
}

func TestBadProblemsAreRefusedWithTheCause(t *testing.T) {
	base := func() matchmaking.Problem {
		p := bruteforce.Mixed(5, 4, 4, 6, 6)
		for i := range p.Wishes {
			p.Wishes[i] = matchmaking.Wish{ID: p.Wishes[i].ID, People: p.Wishes[i].People, Level: matchmaking.Must, Value: 1}
		}
		for i := range p.People {
			p.People[i].Slots, p.People[i].Max = []int{0, 1, 2, 3, 4, 5}, 0
		}
		for i := range p.Rooms {
			p.Rooms[i].Slots = []int{0, 1, 2, 3, 4, 5}
		}
		return p
	}
	for _, row := range []struct {
		name    string
		spoil   func(p *matchmaking.Problem)
		kind    error
		subject string
	}{
		{"no slots at all", func(p *matchmaking.Problem) { p.Slots = nil }, matchmaking.ErrNoSlots, "slots"},
		{"slots that overlap", func(p *matchmaking.Problem) { p.Slots[1].Start = p.Slots[0].Start }, matchmaking.ErrSlot, "slot 1"},
		{"zero rooms", func(p *matchmaking.Problem) { p.Rooms = nil }, matchmaking.ErrNoRooms, "rooms"},
		{"rooms that never open", func(p *matchmaking.Problem) {
			for i := range p.Rooms {
				p.Rooms[i].Slots = nil
			}
		}, matchmaking.ErrNoRooms, "rooms"},
		{"a person without availability", func(p *matchmaking.Problem) {
			for i := range p.People {
				if p.People[i].ID == p.Wishes[0].People[0] {
					p.People[i].Slots = nil
				}
			}
		}, matchmaking.ErrNoAvailability, ""},
		{"an unknown time zone", func(p *matchmaking.Problem) { p.People[0].Zone = "Mars/Olympus" }, matchmaking.ErrBadZone, "per_0"},
		{"a minimum above the maximum", func(p *matchmaking.Problem) { p.People[0].Min, p.People[0].Max = 3, 2 }, matchmaking.ErrBadTarget, "per_0"},
		{"one id for two wishes", func(p *matchmaking.Problem) { p.Wishes[1].ID = p.Wishes[0].ID }, matchmaking.ErrDuplicate, "wish_0"},
		{"the same people wishing twice", func(p *matchmaking.Problem) {
			p.Wishes[1].People = []string{p.Wishes[0].People[1], p.Wishes[0].People[0]}
		}, matchmaking.ErrDuplicate, "wish_1"},
		{"one id for two people", func(p *matchmaking.Problem) { p.People[1].ID = p.People[0].ID }, matchmaking.ErrDuplicate, "per_0"},
		{"a wish of one person", func(p *matchmaking.Problem) { p.Wishes[0].People = p.Wishes[0].People[:1] }, matchmaking.ErrBadWish, "wish_0"},
		{"a wish for nobody known", func(p *matchmaking.Problem) { p.Wishes[0].People = []string{"per_0", "per_x"} }, matchmaking.ErrUnknownName, "wish_0"},
		{"precedence in a circle", func(p *matchmaking.Problem) {
			p.Wishes[0].After, p.Wishes[1].After, p.Wishes[2].After = []string{"wish_1"}, []string{"wish_2"}, []string{"wish_0"}
		}, matchmaking.ErrCycle, "wish_0"},
		{"two fixed meetings of one person at once", func(p *matchmaking.Problem) {
			again := p.Wishes[0]
			again.ID, again.Again, again.Fixed = "wish_again", true, &matchmaking.Fixed{Slot: 2}
			p.Wishes[0].Fixed = &matchmaking.Fixed{Slot: 2}
			p.Wishes = append(p.Wishes, again)
		}, matchmaking.ErrFixedClash, "wish_again"},
		{"a fixed meeting in a forbidden slot", func(p *matchmaking.Problem) {
			p.Wishes[0].Fixed, p.Wishes[0].Forbidden = &matchmaking.Fixed{Slot: 2}, []int{2}
		}, matchmaking.ErrFixedClash, "wish_0"},
		{"a fixed meeting that nobody can interpret", func(p *matchmaking.Problem) {
			p.Wishes[0].Fixed, p.Wishes[0].Interpret = &matchmaking.Fixed{Slot: 2}, &matchmaking.LanguagePair{"xx", "yy"}
		}, matchmaking.ErrFixedClash, "wish_0"},
		{"too many wishes", func(p *matchmaking.Problem) { p.Wishes = make([]matchmaking.Wish, matchmaking.MaxWishes+1) }, matchmaking.ErrTooLarge, "wishes"},
	} {
		p := base()
		row.spoil(&p)
		_, _, err := matchmaking.Solve(context.Background(), p, matchmaking.Budget{Moves: 1000}, nil)
		var cause *matchmaking.Invalid
		if !errors.Is(err, row.kind) || !errors.As(err, &cause) || row.subject != "" && cause.Subject != row.subject {
			t.Errorf("%s: %v, want %v of %q", row.name, err, row.kind, row.subject)
		}
	}
	p := base()
	if err := p.Validate(); err != nil {
		t.Errorf("the unspoilt problem: %v", err)
	}
}

// TestTheVerifierRejectsEveryKindOfMutation changes a verified answer in one way at a time.
func TestTheVerifierRejectsEveryKindOfMutation(t *testing.T) {
	p := bruteforce.Mixed(12, 6, 6, 8, 24)
	p.People[0].Max = 3
	p.Wishes[3].After = []string{p.Wishes[2].ID}
	s, proof, err := matchmaking.Solve(context.Background(), p, matchmaking.Budget{Moves: 40_000}, nil)
	if err != nil || matchmaking.Verify(p, s, proof) != nil {
		t.Fatal(err, matchmaking.Verify(p, s, proof))
	}
	clone := func() (matchmaking.Problem, matchmaking.Schedule, matchmaking.Proof) {
		q, x, y := p, s, proof
		q.Wishes, q.People = slices.Clone(p.Wishes), slices.Clone(p.People)
		x.Meetings, x.Unplaced = slices.Clone(s.Meetings), slices.Clone(s.Unplaced)
		y.Levels, y.Losses, y.Nights = slices.Clone(proof.Levels), slices.Clone(proof.Losses), slices.Clone(proof.Nights)
		return q, x, y
	}
	wish := func(q *matchmaking.Problem, id string) *matchmaking.Wish {
		return &q.Wishes[slices.IndexFunc(q.Wishes, func(w matchmaking.Wish) bool { return w.ID == id })]
	}
	other := func(slot int) int { return (slot + 1) % len(p.Slots) }
	rows := []struct {
		name   string
		change func(q *matchmaking.Problem, x *matchmaking.Schedule, y *matchmaking.Proof)
	}{
		{"a meeting in a slot that does not exist", func(_ *matchmaking.Problem, x *matchmaking.Schedule, _ *matchmaking.Proof) { x.Meetings[0].Slot = 99 }},
		{"a meeting moved to another slot", func(q *matchmaking.Problem, x *matchmaking.Schedule, _ *matchmaking.Proof) {
			wish(q, x.Meetings[0].Wish).Forbidden = []int{other(x.Meetings[0].Slot)}
			x.Meetings[0].Slot = other(x.Meetings[0].Slot)
		}},
		{"a meeting when somebody is away", func(q *matchmaking.Problem, x *matchmaking.Schedule, _ *matchmaking.Proof) {
			id := wish(q, x.Meetings[0].Wish).People[0]
			for i := range q.People {
				if q.People[i].ID == id {
					q.People[i].Slots = []int{other(x.Meetings[0].Slot)}
				}
			}
		}},
		{"a meeting in an unknown room", func(_ *matchmaking.Problem, x *matchmaking.Schedule, _ *matchmaking.Proof) {
			x.Meetings[0].Room = "room_x"
		}},
		{"a meeting without a room", func(_ *matchmaking.Problem, x *matchmaking.Schedule, _ *matchmaking.Proof) { x.Meetings[0].Room = "" }},
		{"two meetings in one room at once", func(_ *matchmaking.Problem, x *matchmaking.Schedule, _ *matchmaking.Proof) {
			x.Meetings[1].Slot, x.Meetings[1].Room = x.Meetings[0].Slot, x.Meetings[0].Room
		}},
		{"a meeting twice", func(_ *matchmaking.Problem, x *matchmaking.Schedule, _ *matchmaking.Proof) {
			x.Meetings = append(x.Meetings, x.Meetings[0])
		}},
		{"a meeting lost from both lists", func(_ *matchmaking.Problem, x *matchmaking.Schedule, _ *matchmaking.Proof) {
			x.Meetings = x.Meetings[1:]
		}},
		{"a meeting nobody wished", func(_ *matchmaking.Problem, x *matchmaking.Schedule, _ *matchmaking.Proof) {
			x.Meetings[0].Wish = "wish_x"
		}},
		{"a meeting called unplaced as well", func(_ *matchmaking.Problem, x *matchmaking.Schedule, _ *matchmaking.Proof) {
			x.Unplaced = append(x.Unplaced, matchmaking.Unplaced{Wish: x.Meetings[0].Wish})
		}},
		{"a placed meeting called unplaced, the score left", func(_ *matchmaking.Problem, x *matchmaking.Schedule, _ *matchmaking.Proof) {
			x.Unplaced = append(x.Unplaced, matchmaking.Unplaced{Wish: x.Meetings[0].Wish})
			x.Meetings = x.Meetings[1:]
		}},
		{"an interpreter where none is needed", func(q *matchmaking.Problem, x *matchmaking.Schedule, _ *matchmaking.Proof) {
			wish(q, x.Meetings[0].Wish).Interpret = nil
			x.Meetings[0].Interpreter = "int_0"
		}},
		{"no interpreter where one is needed", func(q *matchmaking.Problem, x *matchmaking.Schedule, _ *matchmaking.Proof) {
			wish(q, x.Meetings[0].Wish).Interpret = &matchmaking.LanguagePair{"zh", "eo"}
			x.Meetings[0].Interpreter = ""
		}},
		{"a fixed meeting moved", func(q *matchmaking.Problem, x *matchmaking.Schedule, _ *matchmaking.Proof) {
			wish(q, x.Meetings[0].Wish).Fixed = &matchmaking.Fixed{Slot: other(x.Meetings[0].Slot)}
		}},
		{"more meetings than a person's maximum", func(q *matchmaking.Problem, x *matchmaking.Schedule, _ *matchmaking.Proof) {
			for i := range q.People {
				q.People[i].Max, q.People[i].Min = 1, 0
			}
		}},
		{"an order turned round", func(q *matchmaking.Problem, x *matchmaking.Schedule, _ *matchmaking.Proof) {
			a, b := x.Meetings[0], x.Meetings[1]
			if a.Slot > b.Slot {
				a, b = b, a
			}
			wish(q, a.Wish).After = []string{b.Wish}
		}},
		{"a better score than it has", func(_ *matchmaking.Problem, x *matchmaking.Schedule, _ *matchmaking.Proof) { x.Score.Night++ }},
		{"a value of the proof that is not the score", func(_ *matchmaking.Problem, _ *matchmaking.Schedule, y *matchmaking.Proof) { y.Levels[4].Value++ }},
		{"a bound above the value", func(_ *matchmaking.Problem, _ *matchmaking.Schedule, y *matchmaking.Proof) {
			y.Levels[0].Bound = y.Levels[0].Value + 1
		}},
		{"a level called proven that is open, or the other way round", func(_ *matchmaking.Problem, _ *matchmaking.Schedule, y *matchmaking.Proof) {
			y.Levels[5].Proven = !y.Levels[5].Proven
		}},
		{"a bound without its witness", func(_ *matchmaking.Problem, _ *matchmaking.Schedule, y *matchmaking.Proof) {
			y.Losses = nil
			y.Levels[0].Bound, y.Levels[0].By, y.Levels[1].By = max(1, y.Levels[0].Value), matchmaking.ByRelaxation, matchmaking.ByRelaxation
		}},
		{"a bound on room changes out of nothing", func(_ *matchmaking.Problem, _ *matchmaking.Schedule, y *matchmaking.Proof) {
			y.Levels[5].Bound = y.Levels[5].Value + 1
		}},
		{"a level left out", func(_ *matchmaking.Problem, _ *matchmaking.Schedule, y *matchmaking.Proof) { y.Levels = y.Levels[:5] }},
	}
	for _, row := range rows {
		q, x, y := clone()
		row.change(&q, &x, &y)
		if err := matchmaking.Verify(q, x, y); !errors.Is(err, matchmaking.ErrRejected) {
			t.Errorf("%s: %v", row.name, err)
		}
	}
	t.Logf("%d kinds rejected", len(rows))
}

func TestASolveEndsOnceTheLevelsThatMatterAreProven(t *testing.T) {
	p := crowd(400)
	b := matchmaking.Budget{Moves: 1_000_000_000, Seed: 1, Levels: 3}
	s, proof, err := matchmaking.Solve(context.Background(), p, b, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !proof.Levels[2].Proven || matchmaking.Verify(p, s, proof) != nil {
		t.Errorf("%+v", proof.Levels)
	}
}
