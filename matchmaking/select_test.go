package matchmaking

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"fairground/matchmaking/timetable"
)

func market(seed uint64, sellers, buyers, edges int) ([]Edge, []Capacity) {
	d := &timetable.Dice{State: seed}
	var list []Edge
	var capacities []Capacity
	for i := range sellers + buyers {
		capacities = append(capacities, Capacity{ID: fmt.Sprint(i), Company: fmt.Sprint("c", i/2), Max: 1 + d.Intn(3)})
	}
	seen := map[[2]int]bool{}
	for range edges {
		e := [2]int{d.Intn(sellers), sellers + d.Intn(buyers)}
		if !seen[e] {
			seen[e] = true
			list = append(list, Edge{A: fmt.Sprint(e[0]), B: fmt.Sprint(e[1]), Score: float64(1+d.Intn(1000)) / 1000})
		}
	}
	return list, capacities
}

// degrees are the numbers of meetings of all, the worst-off first.
func degrees(capacities []Capacity, pairs []Edge) []int {
	n := map[string]int{}
	for _, e := range pairs {
		n[e.A]++
		n[e.B]++
	}
	all := make([]int, len(capacities))
	for i, c := range capacities {
		all[i] = n[c.ID]
	}
	slices.Sort(all)
	return all
}

func TestFairSelectionReachesTheFairestOfAllAndTheBoundHolds(t *testing.T) {
	for seed := range uint64(300) {
		edges, capacities := market(seed, 4, 4, 9)
		fair, gap, err := Select(edges, capacities, Policy{Fair: true})
		if err != nil {
			t.Fatal(err)
		}
		most := map[string]int{}
		for _, c := range capacities {
			most[c.ID] = c.Max
		}
		var fairest []int
		best := 0.0
		for set := range 1 << len(edges) {
			var chosen []Edge
			n, sum, ok := map[string]int{}, 0.0, true
			for i, e := range edges {
				if set>>i&1 != 0 {
					n[e.A]++
					n[e.B]++
					ok = ok && n[e.A] <= most[e.A] && n[e.B] <= most[e.B]
					sum += e.Score
					chosen = append(chosen, e)
				}
			}
			if ok {
				best = max(best, sum)
				if d := degrees(capacities, chosen); fairest == nil || slices.Compare(d, fairest) > 0 {
					fairest = d
				}
			}
		}
		if got := degrees(capacities, fair); !slices.Equal(got, fairest) {
			t.Errorf("seed %d: %v, the fairest is %v", seed, got, fairest)
		}
		if gap.Bound < best-1e-9 || gap.Value > best+1e-9 {
			t.Errorf("seed %d: value %v, bound %v, best %v", seed, gap.Value, gap.Bound, best)
		}
	}
}

func TestSelectionKeepsTheMaximaOfPeopleAndCompanies(t *testing.T) {
	for seed := range uint64(100) {
		edges, capacities := market(seed, 20, 30, 200)
		companies := []Company{{ID: "c3", Max: 2}, {ID: "c15", Min: 1, Max: 3}}
		pairs, _, err := Select(edges, capacities, Policy{Fair: seed%2 == 0, Companies: companies})
		if err != nil {
			t.Fatal(err)
		}
		n, of := map[string]int{}, map[string]int{}
		for _, e := range pairs {
			for _, id := range []string{e.A, e.B} {
				n[id]++
				of[capacities[slices.IndexFunc(capacities, func(c Capacity) bool { return c.ID == id })].Company]++
			}
		}
		for _, c := range capacities {
			if n[c.ID] > c.Max {
				t.Errorf("seed %d: %s has %d of %d", seed, c.ID, n[c.ID], c.Max)
			}
		}
		for _, c := range companies {
			if of[c.ID] > c.Max || of[c.ID] < c.Min {
				t.Errorf("seed %d: company %s has %d of %d to %d", seed, c.ID, of[c.ID], c.Min, c.Max)
			}
		}
	}
}

func TestALargeSelectionComesWithASmallGap(t *testing.T) {
	edges, capacities := market(1, 400, 300, 8000)
	pairs, gap, err := Select(edges, capacities, Policy{})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d pairs, gap %.4f", len(pairs), gap.Relative())
	if gap.Relative() > 0.05 {
		t.Errorf("the gap is %.4f", gap.Relative())
	}
}

func TestSelectionRefusesWhatMeansNothing(t *testing.T) {
	two := []Capacity{{ID: "a", Max: 1}, {ID: "b", Max: 1}}
	for _, row := range []struct {
		name  string
		edges []Edge
		of    []Capacity
	}{
		{"an unknown person", []Edge{{"a", "x", 1}}, two},
		{"a score of zero", []Edge{{"a", "b", 0}}, two},
		{"somebody on both sides", []Edge{{"a", "b", 1}, {"b", "a", 1}}, two},
		{"an edge twice", []Edge{{"a", "b", 1}, {"a", "b", 2}}, two},
		{"a minimum above the maximum", nil, []Capacity{{ID: "a", Min: 2, Max: 1}}},
	} {
		if _, _, err := Select(row.edges, row.of, Policy{}); !errors.Is(err, ErrBadEdge) {
			t.Errorf("%s: %v", row.name, err)
		}
	}
}
