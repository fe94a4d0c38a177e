package matchmaking

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var day = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

func TestAPairScoresHigher(t *testing.T) {
	buyer := Profile{
		ID: "buyer", Org: "berlin", Role: License, Needs: []string{"audiovisual/animation", "audiovisual/film"},
		Territories: []string{"DE"}, Languages: []string{"de", "en"}, Budget: 3, Hours: 0b1111_0000_0000,
	}
	seller := Profile{
		ID: "a", Org: "a", Exhibits: true, Role: Sell, Offers: []string{"audiovisual/animation", "audiovisual/film"},
		Territories: []string{"DE"}, Languages: []string{"en-GB"}, Budget: 3, Hours: 0b1111_1111_0000_0000,
	}
	for name, weaken := range map[string]func(*Profile){
		"when a need is offered":              func(p *Profile) { p.Offers = p.Offers[:1]; p.Offers[0] = "audiovisual/animation" },
		"when the leaf is named":              func(p *Profile) { p.Offers = []string{"audiovisual"} },
		"when a language is shared":           func(p *Profile) { p.Languages = []string{"zh-Hans"} },
		"when a territory is shared":          func(p *Profile) { p.Territories = []string{"US"} },
		"when budgets lie in the same band":   func(p *Profile) { p.Budget = 5 },
		"when the working hours overlap":      func(p *Profile) { p.Hours = 1 },
		"when one buys and the other sells":   func(p *Profile) { p.Role = Buy },
		"when the offers are about the needs": func(p *Profile) { p.Offers = append(slices.Clone(p.Offers), "design/fashion", "tourism/study") },
	} {
		t.Run(name, func(t *testing.T) {
			strong, weak := seller, seller
			weak.ID, weak.Org = "b", "b"
			weak.Offers = slices.Clone(seller.Offers)
			weaken(&weak)
			got, err := Recommend(t.Context(), NewIndex([]Profile{buyer, weak, strong}, day), "buyer", 10)
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != 2 || got[0].ID != "a" || got[0].Score <= got[1].Score {
				t.Fatalf("got %+v", got)
			}
		})
	}
}

func TestNobodyIsRecommended(t *testing.T) {
	buyer := Profile{ID: "buyer", Org: "o1", Needs: []string{"books/comics"}}
	for name, other := range map[string]Profile{
		"of the same organization":           {ID: "x", Org: "o1", Exhibits: true, Offers: []string{"books/comics"}},
		"of the same side":                   {ID: "x", Org: "o2", Offers: []string{"books/comics"}},
		"who shares no tag":                  {ID: "x", Org: "o2", Exhibits: true, Offers: []string{"books/magazines"}},
		"whose deadline has passed":          {ID: "x", Org: "o2", Exhibits: true, Offers: []string{"books/comics"}, Deadline: day.Add(-time.Hour)},
		"who seeks what I seek":              {ID: "x", Org: "o2", Exhibits: true, Needs: []string{"books/comics"}},
		"of a domain that only sounds alike": {ID: "x", Org: "o2", Exhibits: true, Offers: []string{"books-x/comics"}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Recommend(t.Context(), NewIndex([]Profile{buyer, other}, day), "buyer", 10)
			if err != nil || len(got) != 0 {
				t.Fatalf("got %+v, %v", got, err)
			}
		})
	}
}

func TestAWholeDomainIsAnsweredByItsLeaves(t *testing.T) {
	x := NewIndex([]Profile{
		{ID: "b", Org: "b", Needs: []string{"crafts"}},
		{ID: "s", Org: "s", Exhibits: true, Offers: []string{"crafts/purple-clay", "crafts/embroidery"}},
	}, day)
	got, err := Recommend(t.Context(), x, "b", 5)
	if err != nil || len(got) != 1 || got[0].Mine != leafOfDomain {
		t.Fatalf("got %+v, %v", got, err)
	}
}

func TestRecommendSaysThatAProfileIsUnknown(t *testing.T) {
	if _, err := Recommend(t.Context(), NewIndex(nil, day), "x", 1); !errors.Is(err, ErrUnknown) {
		t.Fatalf("got %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Recommend(ended, NewIndex(crowd(5, 5, 3), day), "b0", 5); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
}

func anyProfile(t *rapid.T, id string, exhibits bool) Profile {
	tag := rapid.SampledFrom([]string{"a", "a/1", "a/2", "b", "b/1", "c/1", "c/2"})
	return Profile{
		ID: id, Org: rapid.SampledFrom([]string{"o" + id, "o1", "o2"}).Draw(t, "org"), Exhibits: exhibits,
		Role:        rapid.SampledFrom(append(Roles(), "")).Draw(t, "role"),
		Needs:       rapid.SliceOfN(tag, 0, 4).Draw(t, "needs"),
		Offers:      rapid.SliceOfN(tag, 0, 4).Draw(t, "offers"),
		Languages:   rapid.SliceOfN(rapid.SampledFrom([]string{"en", "zh-Hans", "zh", "de"}), 0, 2).Draw(t, "languages"),
		Territories: rapid.SliceOfN(rapid.SampledFrom([]string{"DE", "CN", "FR"}), 0, 2).Draw(t, "territories"),
		Budget:      rapid.IntRange(0, 5).Draw(t, "budget"),
		Hours:       Hours(rapid.Uint64Range(0, uint64(allHalfHours)).Draw(t, "hours")),
	}
}

func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var profiles []Profile
		for i := range rapid.IntRange(1, 6).Draw(t, "n") {
			profiles = append(profiles, anyProfile(t, "p"+strconv.Itoa(i), i%2 == 0))
		}
		x := NewIndex(profiles, day)
		seen := map[[2]string]Match{}
		for _, p := range profiles {
			got, err := Recommend(t.Context(), x, p.ID, 10)
			if err != nil {
				t.Fatal(err)
			}
			for i, m := range got {
				if i > 0 && (m.Score > got[i-1].Score || m.Score == got[i-1].Score && m.ID < got[i-1].ID) {
					t.Fatalf("%s: not in order: %+v", p.ID, got)
				}
				seen[[2]string{p.ID, m.ID}] = m
			}
			fresh, err := RecommendFor(t.Context(), x, p, 10)
			if err != nil || !reflect.DeepEqual(fresh, got) {
				t.Fatalf("the profile itself is answered otherwise than its id: %+v and %+v, %v", fresh, got, err)
			}
		}
		for pair, m := range seen {
			back, ok := seen[[2]string{pair[1], pair[0]}]
			if !ok || back.Score != m.Score || back.Mine != m.Theirs {
				t.Fatalf("%v is not reciprocal: %+v, %+v", pair, m, back)
			}
			if m.Score <= 0 || m.Score > 1 || len(m.Wishes) == 0 || len(m.Interests) == 0 || len(m.Factors) != 5 {
				t.Fatalf("%v: %+v", pair, m)
			}
			// The terms are the score: nothing is told that did not count, nothing counts that is not told.
			sum := func(rs []Reason) (total float64) {
				for _, r := range rs {
					if r.Value <= 0 || r.Value > 1 {
						t.Fatalf("%v: a term of %v: %+v", pair, r.Value, r)
					}
					total += r.Value
				}
				return total
			}
			product := harmonic(sum(m.Wishes), sum(m.Interests))
			for _, f := range m.Factors {
				if f.Value <= 0 || f.Value > 1 {
					t.Fatalf("%v: a factor of %v: %+v", pair, f.Value, f)
				}
				product *= f.Value
			}
			if math.Abs(product-m.Score) > 1e-12 {
				t.Fatalf("%v: terms make %v, score is %v", pair, product, m.Score)
			}
		}
	})
}

func TestBothSidesAtOnceGiveTheSameAsOneByOne(t *testing.T) {
	x := NewIndex(crowd(300, 60, 40), day)
	all, err := RecommendAll(t.Context(), x, 7)
	if err != nil {
		t.Fatal(err)
	}
	for id, list := range all {
		one, err := Recommend(t.Context(), x, id, 7)
		if err != nil {
			t.Fatal(err)
		}
		if len(one) != len(list) {
			t.Fatalf("%s: %d and %d", id, len(one), len(list))
		}
		for i := range one {
			if one[i].ID != list[i].ID || one[i].Score != list[i].Score {
				t.Fatalf("%s: %+v and %+v", id, one[i], list[i])
			}
		}
	}
}

func TestTheOrderOfTheProfilesDoesNotMatter(t *testing.T) {
	profiles := crowd(200, 50, 30)
	first, err := RecommendAll(t.Context(), NewIndex(profiles, day), 10)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(profiles)
	second, err := RecommendAll(t.Context(), NewIndex(profiles, day), 10)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(first, second) {
		t.Fatal("the lists differ")
	}
}

func TestManyMayAskAtOnce(t *testing.T) {
	x := NewIndex(crowd(500, 100, 50), day)
	want, err := Recommend(t.Context(), x, "b7", 20)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan []Match)
	for range 8 {
		go func() {
			got, _ := Recommend(t.Context(), x, "b7", 20)
			done <- got
		}()
	}
	for range 8 {
		if got := <-done; !reflect.DeepEqual(got, want) {
			t.Error("two askers got different answers")
		}
	}
}

func TestWorkingHours(t *testing.T) {
	load := func(name string) *time.Location {
		z, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		return z
	}
	for _, row := range []struct {
		name    string
		zone    string
		from    int
		to      int
		against string
		hours   float64
	}{
		{"Berlin and Shanghai share the morning of the one and the afternoon of the other", "Europe/Berlin", 8 * 60, 18 * 60, "Asia/Shanghai", 4},
		{"a night worker passes midnight", "Europe/Berlin", 22 * 60, 6 * 60, "Asia/Shanghai", 4},
		{"Los Angeles in the day shares nothing", "America/Los_Angeles", 9 * 60, 16 * 60, "Asia/Shanghai", 0},
		{"half-hour zones are counted by the half hour", "Asia/Kolkata", 9 * 60, 18 * 60, "Asia/Shanghai", 7.5},
	} {
		t.Run(row.name, func(t *testing.T) {
			mine := WorkingHours(load(row.zone), day, row.from, row.to)
			theirs := WorkingHours(load(row.against), day, 9*60, 19*60)
			if got := mine.Overlap(theirs).Hours(); got != row.hours {
				t.Fatalf("got %v h, want %v h", got, row.hours)
			}
		})
	}
}

func TestTheTaxonomy(t *testing.T) {
	tags := Taxonomy()
	known := Known(tags)
	if len(known) != len(tags) {
		t.Fatal("an id stands twice")
	}
	domains := 0
	for _, tag := range tags {
		if tag.Names["en"] == "" || tag.Names["zh-Hans"] == "" {
			t.Errorf("%s lacks a name: %v", tag.ID, tag.Names)
		}
		if tag.Domain == "" {
			domains++
			continue
		}
		if _, ok := known[tag.Domain]; !ok || Domain(tag.ID) != tag.Domain {
			t.Errorf("%s has no domain", tag.ID)
		}
	}
	if domains != 10 || len(tags) < 50 {
		t.Fatalf("%d domains, %d tags", domains, len(tags))
	}
}

// crowd is a fair of exhibitors and buyers whose tags are spread as in a real one: some are popular.
func crowd(exhibitors, buyers, tags int) []Profile {
	return crowdOf(exhibitors, buyers, tags, func(f float64) float64 { return f * f })
}

// crowdOf is a crowd in which the popularity of tags follows a curve from 0..1 to 0..1.
func crowdOf(exhibitors, buyers, tags int, popularity func(float64) float64) []Profile {
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(n int) []string {
		var list []string
		for range n {
			i := int(popularity(r.Float64()) * float64(tags))
			list = append(list, fmt.Sprintf("d%d/t%d", i%12, i))
		}
		return list
	}
	zones := []Hours{0x3ffff << 2, 0x3ffff << 14, 0x3ffff << 28}
	langs := [][]string{{"zh"}, {"en"}, {"zh", "en"}, {"de", "en"}, {"fr"}}
	var list []Profile
	for i := range exhibitors {
		id := "e" + strconv.Itoa(i)
		list = append(list, Profile{
			ID: id, Org: id, Exhibits: true, Role: Sell, Offers: pick(4), Languages: langs[r.IntN(3)],
			Budget: r.IntN(6), Hours: zones[0],
		})
	}
	for i := range buyers {
		id := "b" + strconv.Itoa(i)
		list = append(list, Profile{
			ID: id, Org: id, Role: Roles()[r.IntN(4)], Needs: pick(5), Languages: langs[r.IntN(5)],
			Budget: r.IntN(6), Hours: zones[r.IntN(3)], Territories: []string{"DE"},
		})
	}
	return list
}

func BenchmarkIndex21000x2000(b *testing.B) {
	profiles := crowd(21_000, 2_000, 3_000)
	for b.Loop() {
		NewIndex(profiles, day)
	}
}

func BenchmarkBothSides21000x2000Top20(b *testing.B) {
	for name, popularity := range map[string]func(float64) float64{
		"EvenTags":    func(f float64) float64 { return f },
		"PopularTags": func(f float64) float64 { return f * f },
	} {
		b.Run(name, func(b *testing.B) {
			x := NewIndex(crowdOf(21_000, 2_000, 3_000, popularity), day)
			for b.Loop() {
				if _, err := RecommendAll(context.Background(), x, 20); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkOneBuyerOnlineTop20(b *testing.B) {
	x := NewIndex(crowd(21_000, 2_000, 3_000), day)
	i := 0
	for b.Loop() {
		if _, err := Recommend(context.Background(), x, "b"+strconv.Itoa(i%2_000), 20); err != nil {
			b.Fatal(err)
		}
		i++
	}
}
