package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fairground/matchmaking"
	"fairground/matchmaking/timetable"
)

// countries are where the conference's buyers come from, with what they speak besides English.
var countries = []struct{ zone, language string }{
	{"America/New_York", ""},
	{"America/Los_Angeles", ""},
	{"America/Mexico_City", "es"},
	{"America/Sao_Paulo", "pt"},
	{"America/Argentina/Buenos_Aires", "es"},
	{"Europe/London", ""},
	{"Europe/Paris", "fr"},
	{"Europe/Berlin", "de"},
	{"Europe/Madrid", "es"},
	{"Europe/Rome", "it"},
	{"Europe/Moscow", "ru"},
	{"Europe/Warsaw", "pl"},
	{"Africa/Cairo", "ar"},
	{"Africa/Johannesburg", ""},
	{"Asia/Dubai", "ar"},
	{"Asia/Kolkata", ""},
	{"Asia/Bangkok", "th"},
	{"Asia/Tokyo", "ja"},
	{"Asia/Seoul", "ko"},
	{"Australia/Sydney", ""},
}

// conference is a cloud conference as it was held: 30 buyers from 20 countries, 100 firms of one city, three days.
func conference(seed uint64) matchmaking.Problem {
	dice := timetable.Dice{State: seed}
	p := matchmaking.Problem{OncePerPair: true}
	home, _ := time.LoadLocation("Asia/Shanghai")
	for day := range 3 {
		for _, session := range []struct {
			name     string
			from, to int
		}{{"morning", 9, 12}, {"afternoon", 14, 18}, {"evening", 19, 22}} {
			for half := 2 * session.from; half < 2*session.to; half++ {
				p.Slots = append(p.Slots, matchmaking.Slot{
					Start:   time.Date(2020, 8, 19+day, half/2, half%2*30, 0, 0, home).UTC(),
					Minutes: 30, Day: fmt.Sprint("2020-08-", 19+day), Session: session.name,
				})
			}
		}
	}
	// hours are the slots of somebody who meets from..to o'clock of his own day, one in twelve already taken.
	hours := func(zone *time.Location, from, to int) []int {
		var list []int
		for i, s := range p.Slots {
			if h := s.Start.In(zone).Hour(); h >= from && h < to && dice.Intn(12) > 0 {
				list = append(list, i)
			}
		}
		return list
	}
	foreign := make([]string, 30)
	for b := range 30 {
		country := countries[b%len(countries)]
		zone, _ := time.LoadLocation(country.zone)
		languages := []string{"en"}
		if country.language != "" {
			foreign[b] = country.language
			languages = []string{country.language}
			if dice.Intn(2) == 0 {
				languages, foreign[b] = append(languages, "en"), ""
			}
		}
		p.People = append(p.People, matchmaking.Person{
			ID: fmt.Sprintf("per_buyer%02d", b), Company: fmt.Sprintf("org_buyer%02d", b), Zone: country.zone,
			Slots: hours(zone, 6, 24), Max: 16, Languages: languages,
		})
	}
	english := make([]bool, 100)
	for f := range 100 {
		to := 22
		if dice.Intn(2) == 0 {
			to = 18
		}
		languages := []string{"zh"}
		if english[f] = dice.Intn(2) == 0; english[f] {
			languages = append(languages, "en")
		}
		p.People = append(p.People, matchmaking.Person{
			ID: fmt.Sprintf("per_firm%03d", f), Company: fmt.Sprintf("org_firm%03d", f), Zone: "Asia/Shanghai",
			Slots: hours(home, 9, to), Min: 1, Max: 12, Languages: languages,
		})
	}
	all := make([]int, len(p.Slots))
	for i := range all {
		all[i] = i
	}
	for r := range 32 {
		p.Rooms = append(p.Rooms, matchmaking.Room{ID: fmt.Sprintf("room_%02d", r), Slots: all})
	}
	for i, pairs := range []string{
		"en", "en", "en", "en", "en", "en", "en fr", "en de", "es", "es pt", "pt", "fr it",
		"de pl", "ru", "ru pl", "ar", "ar fr", "ja", "ko", "th en", "ja ko", "it es",
	} {
		x := matchmaking.Interpreter{ID: fmt.Sprintf("per_interpreter%02d", i), Slots: all}
		for _, l := range strings.Fields(pairs) {
			x.Pairs = append(x.Pairs, matchmaking.LanguagePair{A: "zh", B: l})
		}
		p.Interpreters = append(p.Interpreters, x)
	}
	p.Wishes = conferenceWishes(&dice, foreign, english)
	return p
}

func conferenceWishes(dice *timetable.Dice, foreign []string, english []bool) []matchmaking.Wish {
	var wishes []matchmaking.Wish
	for b := range foreign {
		seen := map[int]bool{}
		for len(seen) < 14 {
			f := dice.Intn(len(english))
			if seen[f] {
				continue
			}
			seen[f] = true
			w := matchmaking.Wish{
				ID:     fmt.Sprintf("wish_%02d_%03d", b, f),
				People: []string{fmt.Sprintf("per_buyer%02d", b), fmt.Sprintf("per_firm%03d", f)}, Level: matchmaking.Want, Value: 1 + dice.Intn(9),
			}
			if len(seen) <= 4 {
				w.Level = matchmaking.Must
			}
			switch {
			case foreign[b] != "":
				w.Interpret = &matchmaking.LanguagePair{A: "zh", B: foreign[b]}
			case !english[f]:
				w.Interpret = &matchmaking.LanguagePair{A: "zh", B: "en"}
			}
			wishes = append(wishes, w)
		}
	}
	return wishes
}

// benchConference makes the conference's timetable within the limit, once for every seed: another conference each time. The
// last line has the median gap.
func benchConference(ctx context.Context, with settings) error {
	var gaps []float64
	for seed := range uint64(with.seeds) { //nolint:gosec // seeds are positive
		p := conference(seed + 1)
		began, cpu := time.Now(), processor()
		s, proof, err := matchmaking.Solve(ctx, p, matchmaking.Budget{Time: with.limit, Seed: seed}, nil)
		if err != nil {
			return fmt.Errorf("make the conference's timetable: %w", err)
		}
		took, used := time.Since(began), processor()-cpu
		if err := matchmaking.Verify(p, s, proof); err != nil {
			return fmt.Errorf("verify the conference's timetable: %w", err)
		}
		level, gap := proof.Headline()
		if level == "" {
			level = "none"
		}
		gaps = append(gaps, gap)
		_, _ = fmt.Fprintf(with.out, "conference seed=%d buyers=30 firms=100 slots=%d wishes=%d placed=%d open_level=%s gap=%.4f seconds=%.2f cpu_s=%.2f",
			seed, len(p.Slots), len(p.Wishes), len(s.Meetings), level, gap, took.Seconds(), used.Seconds())
		for _, l := range proof.Levels {
			_, _ = fmt.Fprintf(with.out, " %s=%d/%d", l.Level, l.Value, l.Bound)
		}
		_, _ = fmt.Fprintln(with.out)
	}
	slices.Sort(gaps)
	_, _ = fmt.Fprintf(with.out, "conference seeds=%d gap_median=%.4f gap_max=%.4f\n", len(gaps), gaps[len(gaps)/2], gaps[len(gaps)-1])
	return nil
}
