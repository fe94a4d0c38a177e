package meetings

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"fairground/matchmaking"
	"fairground/server/problem"
)

// answers are the six answers of somebody who licenses animation into Germany.
func answers() Profile {
	return Profile{
		Needs: []string{"audiovisual/animation", "audiovisual/film"}, Role: matchmaking.License, Territories: []string{"DE", "AT"},
		Languages: []string{"en", "de"}, Budget: "250k_1m", Hours: Hours{Zone: "Asia/Shanghai", From: "10:00", To: "20:00"},
	}
}

// seller offers tags and speaks English.
func seller(tags ...string) Profile {
	p := Profile{
		Role: matchmaking.Sell, Territories: []string{"DE"}, Languages: []string{"zh-Hans", "en"}, Budget: "250k_1m",
		Hours: Hours{Zone: "Asia/Shanghai", From: "09:00", To: "18:00"},
	}
	p.Offers = tags
	return p
}

func save(t testing.TB, s *Service, who string, p Profile) {
	t.Helper()
	if _, err := s.SaveProfile(as(t.Context(), who), fairID, 0, p); err != nil {
		t.Fatal(err)
	}
}

func TestAProfileIsRefused(t *testing.T) {
	for _, row := range []struct {
		name, field string
		change      func(*Profile)
	}{
		{"without need and offer", "body.needs", func(p *Profile) { p.Needs = nil }},
		{"with a tag that is none", "body.needs[1]", func(p *Profile) { p.Needs[1] = "weapons" }},
		{"without a role", "body.role", func(p *Profile) { p.Role = "" }},
		{"with a country that is none", "body.territories[0]", func(p *Profile) { p.Territories[0] = "Europe" }},
		{"without a language", "body.languages", func(p *Profile) { p.Languages = nil }},
		{"with a budget beyond the bands", "body.budget", func(p *Profile) { p.Budget = "a lot" }},
		{"with a zone that is none", "body.hours.zone", func(p *Profile) { p.Hours.Zone = "Berlin" }},
		{"with an hour that is none", "body.hours.from", func(p *Profile) { p.Hours.From = "25:00" }},
		{"with a weekday that is none", "body.hours.days[0]", func(p *Profile) { p.Hours.Days = []Day{{Weekday: 7, From: "08:00", To: "09:00"}} }},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, _, _ := open(t, 1)
			p := answers()
			row.change(&p)
			_, err := s.SaveProfile(as(t.Context(), "a"), fairID, 0, p)
			refused(t, err, "profile_invalid")
			var found *problem.Problem
			if !errors.As(err, &found) || !slices.ContainsFunc(found.Fields, func(f problem.Field) bool { return f.Location == row.field }) {
				t.Fatalf("got %+v", err)
			}
			if p, err := s.OwnProfile(as(t.Context(), "a"), fairID); err != nil || p.V != 0 {
				t.Fatalf("it was stored: %+v, %v", p, err)
			}
		})
	}
}

func TestSuggestionsComeWithTheirReasons(t *testing.T) {
	s, w, _ := open(t, 8)
	if list, err := s.Suggest(as(t.Context(), "a"), fairID, 10); err != nil || len(list) != 0 {
		t.Fatalf("%+v, %v", list, err)
	}
	save(t, s, "a", answers())
	save(t, s, "b", seller("audiovisual/animation"))
	save(t, s, "c", seller("audiovisual/animation", "audiovisual/film"))
	save(t, s, "d", seller("crafts/purple-clay"))
	save(t, s, "e", seller("audiovisual/animation"))
	save(t, s, "f", seller("audiovisual/animation"))
	save(t, s, "g", seller("audiovisual/animation"))
	w.hidden["org_e"] = true
	for who, want := range map[string]string{"a": "org_f", "g": "org_a"} {
		if err := s.Prefer(as(t.Context(), who), fairID, want, Never); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.Suggest(as(t.Context(), "a"), fairID, 10)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 2 || list[0].Org != "org_c" || list[1].Org != "org_b" || list[0].Booth != "bth_org_c" || list[0].Person != "per_c" {
		t.Fatalf("%+v", list)
	}
	says := func(reason Reason) string { return reason.Text["en"] + " / " + reason.Text["zh-Hans"] }
	var said []string
	for _, r := range list[0].Reasons {
		said = append(said, says(r))
	}
	for _, want := range []string{
		"you want Animation, they offer it / 您需要“动画”，对方正好提供",
		"both speak English / 双方都会英语",
		"territories in common: Germany / 共同地域：德国",
		"the budgets fit / 预算相符",
		"8 common working hours / 共同工作时间 8 小时",
		"48 common free slots / 共同空闲时段 48 个",
	} {
		if !slices.Contains(said, want) {
			t.Errorf("%q is not said: %q", want, said)
		}
	}
	accepted(t, s, "d", "c", 1)
	if list, err = s.Suggest(as(t.Context(), "a"), fairID, 1); err != nil || len(list) != 1 || list[0].FreeSlots != 47 {
		t.Fatalf("%+v, %v", list, err)
	}
	// Removing a tag changes the list at once.
	p, err := s.OwnProfile(as(t.Context(), "a"), fairID)
	if err != nil {
		t.Fatal(err)
	}
	p.Needs = []string{"crafts"}
	if _, err := s.SaveProfile(as(t.Context(), "a"), fairID, p.V, p); err != nil {
		t.Fatal(err)
	}
	if list, err = s.Suggest(as(t.Context(), "a"), fairID, 10); err != nil || len(list) != 1 || list[0].Org != "org_d" {
		t.Fatalf("%+v, %v", list, err)
	}
	if got := says(list[0].Reasons[0]); got != "you want Visual arts and crafts, they offer Purple clay ware / 您需要“视觉艺术与工艺”，对方提供“紫砂”" {
		t.Errorf("got %q", got)
	}
	// Seen from the other side, it is the offer that is wanted.
	if list, err = s.Suggest(as(t.Context(), "d"), fairID, 10); err != nil || len(list) != 1 || !strings.HasPrefix(says(list[0].Reasons[0]), "you offer Purple clay ware, they want Visual arts") {
		t.Fatalf("%+v, %v", list, err)
	}
}

func TestEveryReasonHasWords(t *testing.T) {
	w := words(matchmaking.Known(matchmaking.Taxonomy()))
	for _, code := range []string{
		matchmaking.NeedOffered, matchmaking.OfferNeeded, matchmaking.LanguageShared, matchmaking.LanguageNone, matchmaking.TerritoryShared,
		matchmaking.TerritoryNone, matchmaking.BudgetFits, matchmaking.BudgetApart, matchmaking.HoursShared, matchmaking.RolesApart,
	} {
		text := w.text(matchmaking.Reason{Code: code, Params: map[string]string{"tag": "x", "theirs": "y", "languages": "??", "territories": "??", "bands": "1", "hours": "0"}})
		if text["en"] == "" || text["zh-Hans"] == "" {
			t.Errorf("%s says %v", code, text)
		}
	}
}

func TestPreferences(t *testing.T) {
	s, _, _ := open(t, 4)
	ctx := as(t.Context(), "a")
	for _, p := range []struct {
		org  string
		want Want
	}{{"org_c", Must}, {"org_b", Never}, {"org_b", Wish}, {"org_b", Wish}, {"org_d", Must}, {"org_d", None}} {
		if err := s.Prefer(ctx, fairID, p.org, p.want); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.Preferences(ctx, fairID)
	if err != nil || !slices.Equal(list, []Preference{{"org_b", Wish}, {"org_c", Must}}) {
		t.Fatalf("%v, %v", list, err)
	}
	if other, err := s.Preferences(as(t.Context(), "b"), fairID); err != nil || len(other) != 0 {
		t.Fatalf("the other side sees %v, %v", other, err)
	}
	refused(t, s.Prefer(ctx, fairID, "org_a", Must), "own_organization")
	refused(t, s.Prefer(ctx, fairID, "org_none", Must), "organization_not_found")
	refused(t, s.Prefer(ctx, fairID, "org_b", "love"), "want_unknown")
	atOnce(4, func(i int) {
		if err := s.Prefer(as(t.Context(), "d"), fairID, "org_"+name(i%3), Must); err != nil {
			t.Error(err)
		}
	})
	if list, err = s.Preferences(as(t.Context(), "d"), fairID); err != nil || len(list) != 3 {
		t.Fatalf("%v, %v", list, err)
	}
}
