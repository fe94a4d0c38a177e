package main

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"syscall"
	"time"

	"fairground/matchmaking"
	"fairground/matchmaking/timetable"
)

// largeFair is the instance of 24,000 meetings: 2,600 buyers and 12,000 exhibitors around the world, 36 slots of six blocks,
// everybody in a window of 24 slots of his own. Every meeting is planted in a slot, so that all can be placed.
func largeFair(seed uint64) matchmaking.Problem {
	const buyers, exhibitors, meetings, slots, window = 2600, 12_000, 24_000, 36, 24
	rooms := meetings / slots * 11 / 10
	zones := [...]string{"Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Dubai", "America/Los_Angeles", "Asia/Tokyo"}
	d := timetable.Dice{State: seed}
	var p matchmaking.Problem
	for s := range slots {
		p.Slots = append(p.Slots, matchmaking.Slot{
			Start: time.Date(2026, 9, 14, 0, s*40, 0, 0, time.UTC), Minutes: 40, Day: fmt.Sprint(s / 6),
		})
	}
	free := make([][slots]bool, buyers+exhibitors)
	busy := make([][slots]bool, buyers+exhibitors)
	for i := range free {
		x := matchmaking.Person{ID: fmt.Sprintf("per_%05d", i), Company: fmt.Sprintf("org_%05d", i), Zone: zones[d.Intn(len(zones))]}
		start := d.Intn(slots)
		for k := range window {
			s := (start + k) % slots
			free[i][s] = true
			x.Slots = append(x.Slots, s)
		}
		p.People = append(p.People, x)
	}
	all := make([]int, slots)
	for s := range all {
		all[s] = s
	}
	for r := range rooms {
		p.Rooms = append(p.Rooms, matchmaking.Room{ID: fmt.Sprintf("room_%03d", r), Slots: all})
	}
	load, seen := [slots]int{}, map[[2]int]bool{}
	for len(p.Wishes) < meetings {
		a, b, s := d.Intn(buyers), buyers+d.Intn(exhibitors), d.Intn(slots)
		if !free[a][s] || !free[b][s] || busy[a][s] || busy[b][s] || seen[[2]int{a, b}] || load[s] == rooms {
			continue
		}
		busy[a][s], busy[b][s], seen[[2]int{a, b}] = true, true, true
		load[s]++
		p.Wishes = append(p.Wishes, matchmaking.Wish{
			ID: fmt.Sprintf("wish_%05d", len(p.Wishes)), People: []string{p.People[a].ID, p.People[b].ID}, Level: matchmaking.Want, Value: 1 + d.Intn(9),
		})
	}
	return p
}

// processor is the time that this process has used on all cores.
func processor() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// benchPlace places the large fair: until the first whole timetable stands, and what fifteen seconds more make of it.
func benchPlace(ctx context.Context, with settings) error {
	p := largeFair(1)
	var first []float64
	placed := 0
	for range 5 {
		m := largeModel(&p)
		runtime.GC()
		began := processor()
		st, _ := timetable.NewState(m)
		timetable.Construct(st, nil)
		first = append(first, (processor()-began).Seconds()*1000)
		placed = st.Placed()
	}
	slices.Sort(first)
	_, _ = fmt.Fprintf(with.out, "place meetings=%d slots=%d participants=%d placed=%d construct_cpu_ms=%.1f construct_max_cpu_ms=%.1f\n",
		len(p.Wishes), len(p.Slots), len(p.People), placed, first[len(first)/2], first[len(first)-1])
	began, cpu := time.Now(), processor()
	s, proof, err := matchmaking.Solve(ctx, p, matchmaking.Budget{Time: 15 * time.Second}, nil)
	if err != nil {
		return fmt.Errorf("place the large fair: %w", err)
	}
	level, gap := proof.Headline()
	_, _ = fmt.Fprintf(with.out, "place placed=%d open_level=%s gap=%.4f seconds=%.1f cpu_s=%.1f", len(s.Meetings), level, gap, time.Since(began).Seconds(), (processor() - cpu).Seconds())
	for _, l := range proof.Levels {
		_, _ = fmt.Fprintf(with.out, " %s=%d/%d", l.Level, l.Value, l.Bound)
	}
	_, _ = fmt.Fprintln(with.out)
	return nil
}

// largeModel is the large fair in the numbers of package timetable, nights left out.
func largeModel(p *matchmaking.Problem) *timetable.Model {
	m := &timetable.Model{Slots: len(p.Slots), Block: make([]int, len(p.Slots))}
	for s := range m.Block {
		m.Block[s] = s / 6
	}
	number := make(map[string]int32, len(p.People))
	for i := range p.People {
		number[p.People[i].ID] = int32(i) //nolint:gosec // 14,600 people
		m.People = append(m.People, timetable.Person{Free: timetable.Of(p.People[i].Slots...), Max: 1 << 20})
	}
	for i := range p.Rooms {
		m.Rooms = append(m.Rooms, timetable.Of(p.Rooms[i].Slots...))
	}
	for i := range p.Wishes {
		a, b := number[p.Wishes[i].People[0]], number[p.Wishes[i].People[1]]
		m.Wishes = append(m.Wishes, timetable.Wish{
			People: []int32{a, b}, Slots: m.People[a].Free.And(&m.People[b].Free), Value: int64(p.Wishes[i].Value),
			Pair: -1, RoomSet: -1, Group: -1, FixedRoom: -1,
		})
	}
	m.Prepare()
	return m
}

// benchRepair takes slots away from people of the large fair, one after another.
func benchRepair(ctx context.Context, with settings) error {
	p := largeFair(1)
	s, _, err := matchmaking.Solve(ctx, p, matchmaking.Budget{Moves: 1}, nil)
	if err != nil {
		return fmt.Errorf("place the large fair: %w", err)
	}
	r, err := matchmaking.NewRepairer(p, s)
	if err != nil {
		return fmt.Errorf("prepare the repair: %w", err)
	}
	d := timetable.Dice{State: 9}
	var took []float64
	displaced, others, most, lost := 0, 0, 0, 0
	for range 4000 {
		m := s.Meetings[d.Intn(len(s.Meetings))]
		var change matchmaking.Change
		if d.Intn(4) == 0 {
			change.Cancel = m.Wish
		} else {
			change.Lose = &matchmaking.LostSlot{Person: p.People[d.Intn(2600)].ID, Slots: []int{d.Intn(36), d.Intn(36), d.Intn(36)}}
		}
		began := time.Now()
		diff, gone, err := r.Apply(change, 4)
		took = append(took, time.Since(began).Seconds()*1000)
		if err != nil {
			return fmt.Errorf("repair: %w", err)
		}
		back := 0
		if change.Lose != nil {
			for _, x := range diff.Moved {
				if slices.Contains(change.Lose.Slots, x.From.Slot) && concerns(&p, x.From.Wish, change.Lose.Person) {
					back++
				}
			}
		}
		displaced += back + len(gone)
		others += len(diff.Moved) - back
		most = max(most, len(diff.Moved)-back)
		lost += len(gone)
	}
	slices.Sort(took)
	after := r.Schedule()
	_, _ = fmt.Fprintf(with.out, "repair events=%d displaced=%d not_placed=%d others_moved=%d others_moved_max=%d p50_ms=%.3f p99_ms=%.3f max_ms=%.3f meetings=%d\n",
		len(took), displaced, lost, others, most, took[len(took)/2], took[len(took)*99/100], took[len(took)-1], len(after.Meetings))
	return nil
}

// concerns reports whether a person is in a wish of the large fair, whose ids are numbers.
func concerns(p *matchmaking.Problem, wish, person string) bool {
	var n int
	if _, err := fmt.Sscanf(wish, "wish_%d", &n); err != nil {
		return false
	}
	return slices.Contains(p.Wishes[n].People, person)
}
