package main

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"time"

	"fairground/matchmaking"
	"fairground/matchmaking/timetable"
)

// exhibition is 21,000 exhibitors with 4 tags and 2,000 buyers with 5, of 3,000 tags.
func exhibition(seed uint64) []matchmaking.Profile {
	d := timetable.Dice{State: seed}
	tags := func(n int) []string {
		list := make([]string, n)
		for i := range list {
			t := d.Intn(3000)
			list[i] = fmt.Sprintf("d%02d/t%04d", t/60, t)
		}
		return list
	}
	profiles := make([]matchmaking.Profile, 0, 23_000)
	for i := range 21_000 {
		profiles = append(profiles, matchmaking.Profile{
			ID: fmt.Sprintf("e%05d", i), Org: fmt.Sprintf("eo%05d", i), Exhibits: true, Role: matchmaking.Sell, Offers: tags(4), Languages: []string{"zh"},
		})
	}
	for i := range 2000 {
		profiles = append(profiles, matchmaking.Profile{
			ID: fmt.Sprintf("b%04d", i), Org: fmt.Sprintf("bo%04d", i), Role: matchmaking.Buy, Needs: tags(5), Languages: []string{"en", "zh"},
		})
	}
	return profiles
}

// benchRecommend ranks the top 20 for both sides, and for one buyer at a time.
func benchRecommend(ctx context.Context, with settings) error {
	profiles, now := exhibition(1), time.Date(2026, 9, 14, 0, 0, 0, 0, time.UTC)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	began := processor()
	x := matchmaking.NewIndex(profiles, now)
	indexed := processor() - began
	runtime.GC()
	runtime.ReadMemStats(&after)
	var all []float64
	for range 5 {
		runtime.GC()
		began := processor()
		if _, err := matchmaking.RecommendAll(ctx, x, 20); err != nil {
			return fmt.Errorf("recommend to all: %w", err)
		}
		all = append(all, (processor()-began).Seconds()*1000)
	}
	var online []float64
	for i := range 2000 {
		began := processor()
		if _, err := matchmaking.Recommend(ctx, x, fmt.Sprintf("b%04d", i), 20); err != nil {
			return fmt.Errorf("recommend to one: %w", err)
		}
		online = append(online, (processor()-began).Seconds()*1000)
	}
	slices.Sort(all)
	slices.Sort(online)
	_, _ = fmt.Fprintf(with.out, "recommend exhibitors=21000 buyers=2000 top=20 index_cpu_ms=%.1f all_cpu_ms=%.1f all_max_cpu_ms=%.1f online_p50_cpu_ms=%.3f online_p99_cpu_ms=%.3f index_mb=%.1f\n",
		indexed.Seconds()*1000, all[len(all)/2], all[len(all)-1], online[len(online)/2], online[len(online)*99/100],
		float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/(1<<20)) //nolint:gosec // heaps are smaller than 2^63
	return nil
}
