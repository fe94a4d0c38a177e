package bruteforce

import (
	"fmt"
	"slices"
	"time"

	"fairground/matchmaking"
	"fairground/matchmaking/timetable"
)

// Random is a Mixed problem of at most 8 buyers, 8 exhibitors and 6 slots, all sizes being random, and so many wishes at most.
func Random(seed uint64, wishes int) matchmaking.Problem {
	d := timetable.Dice{State: seed*104729 + 3}
	return Mixed(seed, 2+d.Intn(7), 2+d.Intn(7), 2+d.Intn(5), 1+d.Intn(wishes))
}

// Mixed is a random problem of buyers and exhibitors with everything in it that a problem can have: zones, companies, rooms and
// interpreters that are not always there, targets, orders, sessions and forbidden slots.
func Mixed(seed uint64, buyers, exhibitors, slots, wishes int) matchmaking.Problem {
	d := &timetable.Dice{State: seed*7919 + 1}
	p := matchmaking.Problem{OncePerPair: d.Intn(3) > 0}
	for s := range slots {
		p.Slots = append(p.Slots, matchmaking.Slot{
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
		x := matchmaking.Person{ID: fmt.Sprint("per_", i), Company: fmt.Sprint("org_", i*2/3), Zone: zones[d.Intn(4)], Slots: some(4), Min: d.Intn(3)}
		if d.Intn(3) == 0 {
			x.Max = 2 + d.Intn(3)
		}
		if x.Company == fmt.Sprint("org_", (i-1)*2/3) && i == buyers {
			x.Company = "org_first"
		}
		p.People = append(p.People, x)
	}
	for i := range 1 + d.Intn(4) {
		p.Rooms = append(p.Rooms, matchmaking.Room{ID: fmt.Sprint("room_", i), Slots: some(6)})
	}
	languages := []matchmaking.LanguagePair{{A: "zh", B: "en"}, {A: "fr", B: "zh"}}
	for i := range d.Intn(3) {
		p.Interpreters = append(p.Interpreters, matchmaking.Interpreter{ID: fmt.Sprint("int_", i), Slots: some(5), Pairs: languages[:1+d.Intn(2)]})
	}
	p.Companies = append(p.Companies, matchmaking.Company{ID: p.People[d.Intn(buyers)].Company, Min: 1, Max: 1 + d.Intn(3)})
	for tries := 0; len(p.Wishes) < wishes && tries < 500; tries++ {
		a, b := p.People[d.Intn(buyers)], p.People[buyers+d.Intn(exhibitors)]
		w := matchmaking.Wish{ID: fmt.Sprint("wish_", len(p.Wishes)), People: []string{a.ID, b.ID}, Level: matchmaking.Want, Value: 1 + d.Intn(5)}
		if a.Company == b.Company || slices.ContainsFunc(p.Wishes, func(o matchmaking.Wish) bool { return slices.Equal(o.People, w.People) }) {
			continue
		}
		if d.Intn(3) == 0 {
			w.Level = matchmaking.Must
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
