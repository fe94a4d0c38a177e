package matchmaking

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"fairground/matchmaking/timetable"
)

// small is a random problem of buyers and exhibitors with everything in it that a problem can have.
func small(seed uint64, buyers, exhibitors, slots, wishes int) Problem {
	d := &timetable.Dice{State: seed*7919 + 1}
	p := Problem{OncePerPair: d.Intn(3) > 0}
	for s := range slots {
		p.Slots = append(p.Slots, Slot{
			Start: time.Date(2026, 3, 28+s/4, 17+2*(s%4), 0, 0, 0, time.UTC), Minutes: 30,
			Day: fmt.Sprint(s / 4), Session: []string{"am", "pm"}[s%4/2],
		})
	}
	some := func(of int) []int {
		var list []int
		for s := range slots {
			if d.Intn(of) > 0 {
				list = append(list, s)
			}
		}
		if len(list) == 0 {
			list = append(list, d.Intn(slots))
		}
		return list
	}
	zones := []string{"Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Sydney"}
	for i := range buyers + exhibitors {
		x := Person{ID: fmt.Sprint("per_", i), Company: fmt.Sprint("org_", i*2/3), Zone: zones[d.Intn(4)], Slots: some(4), Min: d.Intn(3)}
		if d.Intn(3) == 0 {
			x.Max = 2 + d.Intn(3)
		}
		if x.Company == fmt.Sprint("org_", (i-1)*2/3) && i == buyers {
			x.Company = "org_first"
		}
		p.People = append(p.People, x)
	}
	for i := range 1 + d.Intn(4) {
		p.Rooms = append(p.Rooms, Room{ID: fmt.Sprint("room_", i), Slots: some(6)})
	}
	languages := []LanguagePair{{"zh", "en"}, {"fr", "zh"}}
	for i := range d.Intn(3) {
		p.Interpreters = append(p.Interpreters, Interpreter{ID: fmt.Sprint("int_", i), Slots: some(5), Pairs: languages[:1+d.Intn(2)]})
	}
	p.Companies = append(p.Companies, Company{ID: p.People[d.Intn(buyers)].Company, Min: 1, Max: 1 + d.Intn(3)})
	for tries := 0; len(p.Wishes) < wishes && tries < 500; tries++ {
		a, b := p.People[d.Intn(buyers)], p.People[buyers+d.Intn(exhibitors)]
		w := Wish{ID: fmt.Sprint("wish_", len(p.Wishes)), People: []string{a.ID, b.ID}, Level: Want, Value: 1 + d.Intn(5)}
		if a.Company == b.Company || slices.ContainsFunc(p.Wishes, func(o Wish) bool { return slices.Equal(o.People, w.People) }) {
			continue
		}
		if d.Intn(3) == 0 {
			w.Level = Must
		}
		switch d.Intn(8) {
		case 0:
			w.Interpret = &languages[d.Intn(2)]
		case 1:
			w.Forbidden = some(2)
		case 2:
			w.Rooms = []string{p.Rooms[0].ID}
		case 3:
			if len(p.Wishes) > 0 {
				w.After = []string{p.Wishes[d.Intn(len(p.Wishes))].ID}
			}
		case 4:
			w.Sessions = []string{"am"}
		}
		p.Wishes = append(p.Wishes, w)
	}
	return p
}

// brute tries every slot of every wish and returns the best first three levels.
func brute(p Problem) [3]int64 {
	c, _ := compile(&p)
	st, _ := timetable.NewState(c.model)
	best := [3]int64{1 << 60}
	var try func(w int32, must, want int64)
	try = func(w int32, must, want int64) {
		if now := [3]int64{must, want}; slices.Compare(now[:], best[:]) > 0 {
			return
		}
		if int(w) == len(p.Wishes) {
			s := c.score(st, 0)
			if now := [3]int64{must, want, s.Fairness}; slices.Compare(now[:], best[:]) < 0 {
				best = now
			}
			return
		}
		for s := range p.Slots {
			if st.Place(w, s) {
				try(w+1, must, want)
				st.Remove(w)
			}
		}
		if c.model.Wishes[w].Must {
			try(w+1, must+1, want)
		} else {
			try(w+1, must, want+c.model.Wishes[w].Value)
		}
	}
	try(0, 0, 0)
	return best
}

func TestSmallProblemsReachTheOptimumOfBruteForce(t *testing.T) {
	n := 300
	if testing.Short() {
		n = 60
	}
	tight := 0
	for seed := range n {
		p := small(uint64(seed), 4, 4, 6, 7)
		s, proof, err := Solve(context.Background(), p, Budget{Moves: 60_000, Seed: 1, Workers: 1}, nil)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if err := Verify(p, s, proof); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		best := brute(p)
		got := s.Score.Levels()
		if [3]int64(got[:3]) != best {
			t.Errorf("seed %d: %v, brute force %v", seed, got[:3], best)
		}
		for i, l := range proof.Levels[:2] {
			if l.Bound > best[i] {
				t.Errorf("seed %d: %s is bounded by %d, brute force reaches %d", seed, l.Level, l.Bound, best[i])
			}
		}
		if proof.Levels[1].Proven {
			tight++
		}
	}
	t.Logf("the first two levels are proven in %d of %d", tight, n)
}

func TestEveryScheduleIsVerifiedWhateverItsSize(t *testing.T) {
	for seed := range uint64(40) {
		p := small(seed, 8, 8, 6, 8+int(seed))
		s, proof, err := Solve(context.Background(), p, Budget{Moves: 20_000, Seed: seed}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := Verify(p, s, proof); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		again, _, err := Solve(context.Background(), p, Budget{Moves: 20_000, Seed: seed}, nil)
		if err != nil || !slices.Equal(s.Meetings, again.Meetings) {
			t.Errorf("seed %d: the same budget of moves gives another timetable", seed)
		}
	}
}

func TestACancelledSolveGivesNoSchedule(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		s, proof, err := Solve(ctx, small(3, 8, 8, 6, 40), Budget{Time: time.Hour}, func(Progress) { cancel() })
		if !errors.Is(err, context.Canceled) || len(s.Meetings) > 0 || len(proof.Levels) > 0 {
			t.Errorf("%d meetings, error %v", len(s.Meetings), err)
		}
		cancel()
	})
}

func TestBadProblemsAreRefusedWithTheCause(t *testing.T) {
	base := func() Problem {
		p := small(5, 4, 4, 6, 6)
		for i := range p.Wishes {
			p.Wishes[i] = Wish{ID: p.Wishes[i].ID, People: p.Wishes[i].People, Level: Must, Value: 1}
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
		spoil   func(p *Problem)
		kind    error
		subject string
	}{
		{"no slots at all", func(p *Problem) { p.Slots = nil }, ErrNoSlots, "slots"},
		{"slots that overlap", func(p *Problem) { p.Slots[1].Start = p.Slots[0].Start }, ErrSlot, "slot 1"},
		{"zero rooms", func(p *Problem) { p.Rooms = nil }, ErrNoRooms, "rooms"},
		{"rooms that never open", func(p *Problem) {
			for i := range p.Rooms {
				p.Rooms[i].Slots = nil
			}
		}, ErrNoRooms, "rooms"},
		{"a person without availability", func(p *Problem) {
			for i := range p.People {
				if p.People[i].ID == p.Wishes[0].People[0] {
					p.People[i].Slots = nil
				}
			}
		}, ErrNoAvailability, ""},
		{"an unknown time zone", func(p *Problem) { p.People[0].Zone = "Mars/Olympus" }, ErrBadZone, "per_0"},
		{"a minimum above the maximum", func(p *Problem) { p.People[0].Min, p.People[0].Max = 3, 2 }, ErrBadTarget, "per_0"},
		{"one id for two wishes", func(p *Problem) { p.Wishes[1].ID = p.Wishes[0].ID }, ErrDuplicate, "wish_0"},
		{"the same people wishing twice", func(p *Problem) {
			p.Wishes[1].People = []string{p.Wishes[0].People[1], p.Wishes[0].People[0]}
		}, ErrDuplicate, "wish_1"},
		{"one id for two people", func(p *Problem) { p.People[1].ID = p.People[0].ID }, ErrDuplicate, "per_0"},
		{"a wish of one person", func(p *Problem) { p.Wishes[0].People = p.Wishes[0].People[:1] }, ErrBadWish, "wish_0"},
		{"a wish for nobody known", func(p *Problem) { p.Wishes[0].People = []string{"per_0", "per_x"} }, ErrUnknownName, "wish_0"},
		{"precedence in a circle", func(p *Problem) {
			p.Wishes[0].After, p.Wishes[1].After, p.Wishes[2].After = []string{"wish_1"}, []string{"wish_2"}, []string{"wish_0"}
		}, ErrCycle, "wish_0"},
		{"two fixed meetings of one person at once", func(p *Problem) {
			again := p.Wishes[0]
			again.ID, again.Again, again.Fixed = "wish_again", true, &Fixed{Slot: 2}
			p.Wishes[0].Fixed = &Fixed{Slot: 2}
			p.Wishes = append(p.Wishes, again)
		}, ErrFixedClash, "wish_again"},
		{"a fixed meeting in a forbidden slot", func(p *Problem) {
			p.Wishes[0].Fixed, p.Wishes[0].Forbidden = &Fixed{Slot: 2}, []int{2}
		}, ErrFixedClash, "wish_0"},
		{"a fixed meeting that nobody can interpret", func(p *Problem) {
			p.Wishes[0].Fixed, p.Wishes[0].Interpret = &Fixed{Slot: 2}, &LanguagePair{"xx", "yy"}
		}, ErrFixedClash, "wish_0"},
		{"too many wishes", func(p *Problem) { p.Wishes = make([]Wish, MaxWishes+1) }, ErrTooLarge, "wishes"},
	} {
		p := base()
		row.spoil(&p)
		_, _, err := Solve(context.Background(), p, Budget{Moves: 1000}, nil)
		var cause *Invalid
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
	p := small(12, 6, 6, 8, 24)
	p.People[0].Max = 3
	p.Wishes[3].After = []string{p.Wishes[2].ID}
	s, proof, err := Solve(context.Background(), p, Budget{Moves: 40_000}, nil)
	if err != nil || Verify(p, s, proof) != nil {
		t.Fatal(err, Verify(p, s, proof))
	}
	clone := func() (Problem, Schedule, Proof) {
		q, x, y := p, s, proof
		q.Wishes, q.People = slices.Clone(p.Wishes), slices.Clone(p.People)
		x.Meetings, x.Unplaced = slices.Clone(s.Meetings), slices.Clone(s.Unplaced)
		y.Levels, y.Losses, y.Nights = slices.Clone(proof.Levels), slices.Clone(proof.Losses), slices.Clone(proof.Nights)
		return q, x, y
	}
	wish := func(q *Problem, id string) *Wish {
		return &q.Wishes[slices.IndexFunc(q.Wishes, func(w Wish) bool { return w.ID == id })]
	}
	other := func(slot int) int { return (slot + 1) % len(p.Slots) }
	rows := []struct {
		name   string
		change func(q *Problem, x *Schedule, y *Proof)
	}{
		{"a meeting in a slot that does not exist", func(_ *Problem, x *Schedule, _ *Proof) { x.Meetings[0].Slot = 99 }},
		{"a meeting moved to another slot", func(q *Problem, x *Schedule, _ *Proof) {
			wish(q, x.Meetings[0].Wish).Forbidden = []int{other(x.Meetings[0].Slot)}
			x.Meetings[0].Slot = other(x.Meetings[0].Slot)
		}},
		{"a meeting when somebody is away", func(q *Problem, x *Schedule, _ *Proof) {
			id := wish(q, x.Meetings[0].Wish).People[0]
			for i := range q.People {
				if q.People[i].ID == id {
					q.People[i].Slots = []int{other(x.Meetings[0].Slot)}
				}
			}
		}},
		{"a meeting in an unknown room", func(_ *Problem, x *Schedule, _ *Proof) { x.Meetings[0].Room = "room_x" }},
		{"a meeting without a room", func(_ *Problem, x *Schedule, _ *Proof) { x.Meetings[0].Room = "" }},
		{"two meetings in one room at once", func(_ *Problem, x *Schedule, _ *Proof) {
			x.Meetings[1].Slot, x.Meetings[1].Room = x.Meetings[0].Slot, x.Meetings[0].Room
		}},
		{"a meeting twice", func(_ *Problem, x *Schedule, _ *Proof) { x.Meetings = append(x.Meetings, x.Meetings[0]) }},
		{"a meeting lost from both lists", func(_ *Problem, x *Schedule, _ *Proof) { x.Meetings = x.Meetings[1:] }},
		{"a meeting nobody wished", func(_ *Problem, x *Schedule, _ *Proof) { x.Meetings[0].Wish = "wish_x" }},
		{"a meeting called unplaced as well", func(_ *Problem, x *Schedule, _ *Proof) {
			x.Unplaced = append(x.Unplaced, Unplaced{Wish: x.Meetings[0].Wish})
		}},
		{"a placed meeting called unplaced, the score left", func(_ *Problem, x *Schedule, _ *Proof) {
			x.Unplaced = append(x.Unplaced, Unplaced{Wish: x.Meetings[0].Wish})
			x.Meetings = x.Meetings[1:]
		}},
		{"an interpreter where none is needed", func(q *Problem, x *Schedule, _ *Proof) {
			wish(q, x.Meetings[0].Wish).Interpret = nil
			x.Meetings[0].Interpreter = "int_0"
		}},
		{"no interpreter where one is needed", func(q *Problem, x *Schedule, _ *Proof) {
			wish(q, x.Meetings[0].Wish).Interpret = &LanguagePair{"zh", "eo"}
			x.Meetings[0].Interpreter = ""
		}},
		{"a fixed meeting moved", func(q *Problem, x *Schedule, _ *Proof) {
			wish(q, x.Meetings[0].Wish).Fixed = &Fixed{Slot: other(x.Meetings[0].Slot)}
		}},
		{"more meetings than a person's maximum", func(q *Problem, x *Schedule, _ *Proof) {
			for i := range q.People {
				q.People[i].Max, q.People[i].Min = 1, 0
			}
		}},
		{"an order turned round", func(q *Problem, x *Schedule, _ *Proof) {
			a, b := x.Meetings[0], x.Meetings[1]
			if a.Slot > b.Slot {
				a, b = b, a
			}
			wish(q, a.Wish).After = []string{b.Wish}
		}},
		{"a better score than it has", func(_ *Problem, x *Schedule, _ *Proof) { x.Score.Night++ }},
		{"a value of the proof that is not the score", func(_ *Problem, _ *Schedule, y *Proof) { y.Levels[4].Value++ }},
		{"a bound above the value", func(_ *Problem, _ *Schedule, y *Proof) { y.Levels[0].Bound = y.Levels[0].Value + 1 }},
		{"a level called proven that is open, or the other way round", func(_ *Problem, _ *Schedule, y *Proof) {
			y.Levels[5].Proven = !y.Levels[5].Proven
		}},
		{"a bound without its witness", func(_ *Problem, _ *Schedule, y *Proof) {
			y.Losses = nil
			y.Levels[0].Bound, y.Levels[0].By, y.Levels[1].By = max(1, y.Levels[0].Value), ByRelaxation, ByRelaxation
		}},
		{"a bound on room changes out of nothing", func(_ *Problem, _ *Schedule, y *Proof) {
			y.Levels[5].Bound = y.Levels[5].Value + 1
		}},
		{"a level left out", func(_ *Problem, _ *Schedule, y *Proof) { y.Levels = y.Levels[:5] }},
	}
	for _, row := range rows {
		q, x, y := clone()
		row.change(&q, &x, &y)
		if err := Verify(q, x, y); !errors.Is(err, ErrRejected) {
			t.Errorf("%s: %v", row.name, err)
		}
	}
	t.Logf("%d kinds rejected", len(rows))
}
