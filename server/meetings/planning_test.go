package meetings

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// delegate lets somebody take part, with hours in Shanghai.
func delegate(t *testing.T, s *Service, person, org string, exhibits bool, tongue ...string) {
	t.Helper()
	p := Profile{
		Exhibition: fairID, Org: "org_" + org, Person: "per_" + person, Exhibits: exhibits, Languages: tongue,
		Hours: Hours{Zone: "Asia/Shanghai", From: "09:00", To: "18:00"},
	}
	if err := s.SeedProfiles(t.Context(), p); err != nil {
		t.Fatal(err)
	}
}

func prefers(t *testing.T, s *Service, org string, list ...Preference) {
	t.Helper()
	if err := s.SeedPreferences(t.Context(), fairID, "org_"+org, list...); err != nil {
		t.Fatal(err)
	}
}

func planned(t *testing.T, s *Service) Planning {
	t.Helper()
	p, err := s.Plan(t.Context(), fairID, before)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// of two organizations; the zero Wanted if they are not in the plan.
func (p Planning) wantedOf(t *testing.T, a, b string) Wanted {
	t.Helper()
	org := map[string]string{}
	for _, d := range p.Delegates {
		org[d.Person] = d.Org
	}
	for _, w := range p.Wanted {
		if pair("", org[w.A], org[w.B]) == pair("", "org_"+a, "org_"+b) {
			return w
		}
	}
	return Wanted{}
}

func TestWhatIsWantedOfTwoOrganizations(t *testing.T) {
	side := func(org string) Side { return Side{Org: "org_" + org, Person: "per_" + org, Zone: "Asia/Shanghai"} }
	doc := func(state State, change func(*Meeting)) Meeting {
		m := Meeting{ID: "mtg_" + string(state), V: 3, Exhibition: fairID, State: state, Requester: side("b"), Invitee: side("a"), Language: "en", Starts: at(2), Ends: at(3), Changed: before}
		if change != nil {
			change(&m)
		}
		return m
	}
	by := func(org string) func(*Meeting) {
		return func(m *Meeting) { m.History = []Step{{By: "org_" + org}} }
	}
	toward := func(org string, want Want) []Preference { return []Preference{{"org_" + org, want}} }
	for _, row := range []struct {
		name  string
		a, b  []Preference
		docs  []Meeting
		level Want // "" for not in the plan
		value int
	}{
		{"nobody wants it", nil, nil, nil, "", 0},
		{"both must", toward("b", Must), toward("a", Must), nil, Must, 8},
		{"one must, the other wants", toward("b", Must), toward("a", Wish), nil, Must, 5},
		{"one must", toward("b", Must), nil, nil, Must, 4},
		{"both want", toward("b", Wish), toward("a", Wish), nil, Wish, 2},
		{"one wants", nil, toward("a", Wish), nil, Wish, 1},
		{"one must, the other never wants to", toward("b", Must), toward("a", Never), nil, "", 0},
		{"a request that both agreed to, without a time", nil, nil, []Meeting{doc(AcceptedUnscheduled, nil)}, Must, 8},
		{"a request that found no place the last time", nil, nil, []Meeting{doc(Unplaceable, nil)}, Must, 8},
		{"an older one without a place beside a new one", nil, nil, []Meeting{doc(Unplaceable, nil), doc(AcceptedUnscheduled, nil)}, Must, 8},
		{"one without a place, and by now one never wants to", toward("b", Never), nil, []Meeting{doc(Unplaceable, nil)}, "", 0},
		{"a meeting that stands, whatever was said since", toward("b", Never), nil, []Meeting{doc(Scheduled, nil)}, Must, 8},
		{"they have met", toward("b", Must), nil, []Meeting{doc(Completed, nil)}, "", 0},
		{"they have met, and agreed to meet again", nil, nil, []Meeting{doc(Completed, nil), doc(AcceptedUnscheduled, func(m *Meeting) { m.FollowUp = true })}, Must, 8},
		{"one did not come: it is wanted still", toward("b", Must), nil, []Meeting{doc(NoShow, nil)}, Must, 4},
		{"a request that waits says nothing", nil, nil, []Meeting{doc(Pending, nil)}, "", 0},
		{"the side that was asked has declined", nil, toward("a", Must), []Meeting{doc(Declined, by("a"))}, "", 0},
		{"it declined this request, but wants the meeting", toward("b", Wish), toward("a", Must), []Meeting{doc(Declined, by("a"))}, Must, 5},
		{"one called it off", nil, toward("a", Must), []Meeting{doc(Cancelled, by("a"))}, "", 0},
		{"the organizers called it off", nil, toward("a", Must), []Meeting{doc(Cancelled, by("o"))}, Must, 4},
		{"a run called it off", nil, toward("a", Must), []Meeting{doc(Cancelled, by(""))}, Must, 4},
		{"it has expired", nil, toward("a", Must), []Meeting{doc(Expired, nil)}, Must, 4},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, _, _ := open(t, 3)
			delegate(t, s, "a", "a", false, "de")
			delegate(t, s, "b", "b", true, "de")
			prefers(t, s, "a", row.a...)
			prefers(t, s, "b", row.b...)
			for _, m := range row.docs {
				m.claim()
				if err := s.store.insert(t.Context(), m); err != nil {
					t.Fatal(err)
				}
			}
			p := planned(t, s)
			if w := p.wantedOf(t, "a", "b"); w.Level != row.level || w.Value != row.value || len(p.Wanted) > 1 {
				t.Errorf("got %+v of %d", w, len(p.Wanted))
			}
		})
	}
}

func TestWhatWaitsInVainIsBarred(t *testing.T) {
	for _, row := range []struct {
		name   string
		muted  bool
		wishes []Preference
	}{
		{"the invitee never wanted to meet", true, nil},
		{"by now he never wants to", false, []Preference{{"org_a", Never}}},
	} {
		t.Run(row.name, func(t *testing.T) {
			p := publishing(t, 3)
			delegate(t, p.s, "a", "a", false, "de")
			delegate(t, p.s, "b", "b", true, "de")
			prefers(t, p.s, "b", row.wishes...)
			m := *p.adding("a", "b", 0).Add
			m.V, m.State, m.Muted = 1, AcceptedUnscheduled, row.muted
			m.claim()
			if err := p.s.store.insert(t.Context(), m); err != nil {
				t.Fatal(err)
			}
			if w := planned(t, p.s).wantedOf(t, "a", "b"); !w.Barred || w.Meeting != m.ID || w.V != 1 {
				t.Errorf("got %+v", w)
			}
		})
	}
}

func TestTheIDOfAWishStays(t *testing.T) {
	p := publishing(t, 3)
	delegate(t, p.s, "a", "a", false, "de")
	delegate(t, p.s, "b", "b", true, "de")
	prefers(t, p.s, "a", Preference{"org_b", Must})
	before := planned(t, p.s).wantedOf(t, "b", "a")
	c := p.adding("b", "a", 3)
	if !p.take(c) {
		t.Fatal("not taken")
	}
	p.runs.publish(run1)
	p.settle(c)
	after := planned(t, p.s)
	if w := after.wantedOf(t, "a", "b"); w.ID != before.ID || w.ID == "" || w.Meeting != c.Add.ID || len(after.Standing) != 1 {
		t.Errorf("was %+v and is %+v", before, w)
	}
	again := c.Add
	again.ID, again.State, again.FollowUp = "mtg_z", AcceptedUnscheduled, true
	again.claim()
	if err := p.s.store.insert(t.Context(), *again); err != nil {
		t.Fatal(err)
	}
	with := planned(t, p.s)
	at := slices.IndexFunc(with.Wanted, func(w Wanted) bool { return w.Meeting == again.ID })
	if len(with.Wanted) != 2 || at < 0 || !with.Wanted[at].Again || with.Wanted[at].ID == before.ID {
		t.Errorf("%+v", with.Wanted)
	}
}

func TestWhoSitsAtTheTable(t *testing.T) {
	s, w, _ := open(t, 4)
	w.people["per_a2"] = Person{ID: "per_a2", Org: "org_a", Name: "Person a2", Zone: "Asia/Shanghai"}
	delegate(t, s, "a", "a", false, "de")
	delegate(t, s, "a2", "a", false, "zh")
	for _, o := range []string{"b", "c", "d"} {
		delegate(t, s, o, o, true, "zh-Hans", "ja")
	}
	prefers(t, s, "b", Preference{"org_a", Must})
	prefers(t, s, "d", Preference{"org_c", Wish})
	p := planned(t, s)
	if got := p.wantedOf(t, "a", "b"); got.A != "per_b" || got.B != "per_a2" || got.Language != "zh-Hans" || got.Interpret != nil || fmt.Sprint(got.By) != "[org_b]" {
		t.Errorf("who speaks the other's language sits at the table: %+v", got)
	}
	if got := p.wantedOf(t, "c", "d"); got.Level != Wish || got.Language != "zh-Hans" {
		t.Errorf("%+v", got)
	}
	d := p.Delegates[slices.IndexFunc(p.Delegates, func(d Delegate) bool { return d.Person == "per_b" })]
	// 10:00 to 18:00 by the first day's clock: the fair opens at 10:00.
	if d.Name != "Person b" || d.OrgName["en"] != "Studio b" || !d.Exhibits || len(d.Slots) != 3*16 || d.Slots[0] != 0 || d.Slots[16] != 28 {
		t.Errorf("%+v", d)
	}
}

func TestWhoDoesNotWantToBeSeenIsNotPlaced(t *testing.T) {
	s, w, _ := open(t, 3)
	delegate(t, s, "a", "a", false, "de")
	delegate(t, s, "b", "b", true, "de")
	prefers(t, s, "b", Preference{"org_a", Must})
	w.hidden["org_a"] = true
	if got := planned(t, s).wantedOf(t, "a", "b"); got.ID != "" {
		t.Errorf("%+v", got)
	}
	prefers(t, s, "a", Preference{"org_b", Wish}) // of its own accord
	if got := planned(t, s).wantedOf(t, "a", "b"); got.Level != Must {
		t.Errorf("%+v", got)
	}
}

func TestWhoIsGoneIsNoDelegate(t *testing.T) {
	s, _, _, f := openStaffed(t)
	delegate(t, s, "a", "a", false, "de")
	delegate(t, s, "b", "b", true, "de")
	delegate(t, s, "b2", "b", true, "de")
	prefers(t, s, "a", Preference{"org_b", Must})
	if got := planned(t, s).wantedOf(t, "a", "b"); got.B != "per_b" {
		t.Errorf("%+v", got)
	}
	stands := accepted(t, s, "c", "b", 2)
	f.gone["per_b"] = true
	p := planned(t, s)
	if got := p.wantedOf(t, "a", "b"); got.B != "per_b2" {
		t.Errorf("a colleague takes over: %+v", got)
	}
	if len(p.Standing) != 1 || slices.ContainsFunc(p.Delegates, func(d Delegate) bool { return d.Person == "per_b" }) {
		t.Errorf("%s stands until somebody calls it off: %+v", stands.ID, p.Delegates)
	}
}

func TestTimeInAnotherExhibitionIsTaken(t *testing.T) {
	s, _, _ := open(t, 3)
	delegate(t, s, "a", "a", false, "de")
	free := len(planned(t, s).Delegates[0].Slots)
	m := Meeting{ID: "mtg_other", Exhibition: "exh_2", State: Scheduled, Requester: Side{Org: "org_a", Person: "per_a"}, Invitee: Side{Org: "org_x", Person: "per_x"}, Starts: at(0).Add(15 * time.Minute), Ends: at(1).Add(15 * time.Minute)}
	if err := s.Seed(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if now := len(planned(t, s).Delegates[0].Slots); now != free-2 {
		t.Errorf("%d slots, and %d beside a meeting that touches two", free, now)
	}
}

func TestTheLanguageOfAMeeting(t *testing.T) {
	zhde, jade := LanguagePair{A: "zh", B: "de"}, LanguagePair{A: "de", B: "ja"}
	for _, row := range []struct {
		name      string
		a, b      []string
		pairs     []LanguagePair
		language  string
		interpret string
	}{
		{"one that both speak", []string{"zh-Hans", "en"}, []string{"de", "en-GB"}, []LanguagePair{zhde}, "en", ""},
		{"a pair that somebody interprets", []string{"fr", "zh-Hans"}, []string{"pt", "de"}, []LanguagePair{jade, zhde}, "zh-Hans", "zh-Hans de"},
		{"a pair that nobody interprets, so that the timetable says who is missing", []string{"fr"}, []string{"pt"}, []LanguagePair{zhde}, "fr", "fr pt"},
		{"no interpreters at all: it is left to the two", []string{"fr"}, []string{"pt"}, nil, "fr", ""},
		{"one has not said", nil, []string{"pt"}, []LanguagePair{zhde}, "pt", ""},
		{"neither has said", nil, nil, []LanguagePair{zhde}, "en", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			p := Planning{}
			for i, l := range row.pairs {
				p.Settings.Interpreters = append(p.Settings.Interpreters, Interpreter{Person: fmt.Sprint("per_", i), Pairs: []LanguagePair{l}})
			}
			tag, pair := p.tongue(Delegate{Languages: row.a}, Delegate{Languages: row.b})
			got := ""
			if pair != nil {
				got = pair.A + " " + pair.B
			}
			if tag != row.language || got != row.interpret {
				t.Errorf("got %s and %q", tag, got)
			}
		})
	}
}
