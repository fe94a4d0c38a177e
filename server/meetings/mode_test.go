package meetings

import (
	"context"
	"maps"
	"slices"
	"testing"
	"time"

	"fairground/server/actor"
	"fairground/server/problem"
)

// settings are those of the tests' fair in a mode.
func settings(request RequestMode, scheduling SchedulingMode) Settings {
	return Settings{SlotMinutes: 30, Quota: 1000, RequestMode: request, SchedulingMode: scheduling}
}

func switchTo(t testing.TB, s *Service, set Settings) {
	t.Helper()
	before, err := s.Settings(t.Context(), fairID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.SaveSettings(organizer(t.Context()), fairID, before.V, set); err != nil {
		t.Fatalf("switch: %v", err)
	}
}

// mixed fills an exhibition with everything that can wait or be to come.
func mixed(t testing.TB, s *Service) {
	t.Helper()
	ask(t, s, "c", "a", 11) // a will be taken then
	accepted(t, s, "a", "b", 11)
	ask(t, s, "c", "d", 12, 13)
	ask(t, s, "e", "d", 12, 13) // after the one before, only the second slot is left
	if err := s.Prefer(as(t.Context(), "g"), fairID, "org_f", Never); err != nil {
		t.Fatal(err)
	}
	ask(t, s, "f", "g", 14) // never
	ask(t, s, "h", "i", 15)
	taken := ask(t, s, "h", "j", 16)
	if _, err := s.Withdraw(as(t.Context(), "h"), taken.ID, taken.V); err != nil {
		t.Fatal(err)
	}
	declined := ask(t, s, "j", "h", 17)
	if _, err := s.Decline(as(t.Context(), "h"), declined.ID, declined.V, "", false); err != nil {
		t.Fatal(err)
	}
}

// all reads every document of the fair as it is stored.
func all(t testing.TB, s *Service) map[string]Meeting {
	t.Helper()
	list, err := s.store.All(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]Meeting{}
	for _, m := range list {
		by[m.ID] = m
	}
	return by
}

// observed says by their codes what really changed between two states of the database.
func observed(before, after map[string]Meeting) []Change {
	var effects []effect
	for _, id := range slices.Sorted(maps.Keys(after)) {
		was, is := before[id], after[id]
		add := func(code string) { effects = append(effects, effect{meeting: id, code: code}) }
		if was.State == Pending && len(is.Slots) < len(was.Slots) {
			add(slotGone)
		}
		switch {
		case was.State == is.State && is.State == Pending:
			add(stillWaits)
		case was.State == is.State && is.State == AcceptedUnscheduled:
			add(staysUnscheduled)
		case was.State == is.State && is.State.Upcoming() && was.Starts.Equal(is.Starts):
			add(keepsTime)
		case was.State == is.State:
		case is.State == Scheduled:
			add(becomesScheduled)
		case is.State == AcceptedUnscheduled:
			add(becomesUnscheduled)
		case is.State == Pending:
			add(becomesPending)
		default:
			add("something else: " + string(is.State))
		}
	}
	return changes(effects)
}

// warnings are told by the preview and change nothing.
func withoutWarnings(list []Change) []Change {
	return slices.DeleteFunc(list, func(c Change) bool { return slices.Contains([]string{offGrid, overTable, overMax}, c.Code) })
}

func TestThePreviewSaysExactlyWhatASwitchDoes(t *testing.T) {
	short := settings(OptIn, ByParticipants)
	short.SlotMinutes = 45
	few := settings(OptOut, ByParticipants)
	few.Tables = 1
	for _, row := range []struct {
		name    string
		through []Settings // one after the other
		codes   []string   // of the last switch
	}{
		{"nothing changes", []Settings{settings(OptIn, ByParticipants)}, []string{stillWaits, keepsTime}},
		{"requests need no answer any more", []Settings{settings(OptOut, ByParticipants)}, []string{becomesScheduled, stillWaits, keepsTime}},
		{"requests need no answer, with one table", []Settings{few}, []string{becomesScheduled, stillWaits, keepsTime}},
		{"the organizers schedule what is accepted", []Settings{settings(OptIn, ByOrganizer)}, []string{stillWaits, keepsTime}},
		{"the organizers schedule everything that was asked", []Settings{settings(OptOut, ByOrganizer)}, []string{becomesUnscheduled, keepsTime}},
		{"the program schedules what the organizers did", []Settings{settings(OptOut, ByOrganizer), settings(OptOut, Auto)}, []string{staysUnscheduled, keepsTime}},
		{"participants schedule again", []Settings{settings(OptOut, ByOrganizer), settings(OptIn, ByParticipants)}, []string{becomesScheduled, becomesPending, keepsTime}},
		{"slots of another length", []Settings{short}, []string{slotGone, stillWaits, offGrid, keepsTime}},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, _, _ := open(t, 10)
			mixed(t, s)
			for _, set := range row.through[:len(row.through)-1] {
				switchTo(t, s, set)
			}
			last := row.through[len(row.through)-1]
			before := all(t, s)
			told, err := s.PreviewSettings(organizer(t.Context()), fairID, last)
			if err != nil {
				t.Fatal(err)
			}
			if now := all(t, s); !maps.EqualFunc(now, before, func(a, b Meeting) bool { return a.V == b.V }) {
				t.Fatal("the preview changed something")
			}
			switchTo(t, s, last)
			got := observed(before, all(t, s))
			if want := withoutWarnings(slices.Clone(told)); !slices.EqualFunc(got, want, same) {
				t.Errorf("told  %v\ndid   %v", want, got)
			}
			var codes []string
			for _, c := range told {
				codes = append(codes, c.Code)
			}
			if slices.Sort(codes); !slices.Equal(codes, slices.Sorted(slices.Values(row.codes))) {
				t.Errorf("told of %v, want %v", codes, row.codes)
			}
			if set, err := s.settings.of(t.Context(), fairID); err != nil || set.Switching {
				t.Errorf("the switch is not finished: %v, %v", set.Switching, err)
			}
			again, err := s.PreviewSettings(organizer(t.Context()), fairID, last)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range again {
				if (effect{code: c.Code}).changes() {
					t.Errorf("the same switch again would change %v", c)
				}
			}
		})
	}
}

func same(a, b Change) bool {
	return a.Code == b.Code && a.Count == b.Count && slices.Equal(slices.Sorted(slices.Values(a.Meetings)), slices.Sorted(slices.Values(b.Meetings)))
}

func TestASwitchThatWasCutOffGoesOn(t *testing.T) {
	s, _, c := open(t, 10)
	mixed(t, s)
	told, err := s.PreviewSettings(organizer(t.Context()), fairID, settings(OptOut, ByOrganizer))
	if err != nil {
		t.Fatal(err)
	}
	before := all(t, s)
	// The settings were written, and the program stopped.
	set := settings(OptOut, ByOrganizer)
	set.Exhibition, set.V, set.Switching = fairID, 1, true
	if err := s.settings.save(t.Context(), 0, set); err != nil {
		t.Fatal(err)
	}
	if err := s.Expire(t.Context(), c.now()); err != nil {
		t.Fatal(err)
	}
	if got := observed(before, all(t, s)); !slices.EqualFunc(got, withoutWarnings(told), same) {
		t.Errorf("told %v, did %v", told, got)
	}
}

func TestASwitchOfAnExhibitionThatIsGoneHoldsUpNothing(t *testing.T) {
	s, _, c := open(t, 3)
	m := ask(t, s, "a", "b", 12)
	gone := settings(OptOut, ByOrganizer)
	gone.Exhibition, gone.V, gone.Switching = "exh_gone", 1, true
	if err := s.settings.save(t.Context(), 0, gone); err != nil {
		t.Fatal(err)
	}
	c.set(m.Expires)
	if err := s.Expire(t.Context(), c.now()); err != nil {
		t.Fatal(err)
	}
	if m, err := s.store.find(t.Context(), m.ID); err != nil || m.State != Expired {
		t.Errorf("the request is %s, %v", m.State, err)
	}
	if left, err := s.settings.switching(t.Context()); err != nil || len(left) != 0 {
		t.Errorf("still switching: %v, %v", left, err)
	}
}

func TestWarningsOfASwitch(t *testing.T) {
	s, _, _ := open(t, 10)
	for n, other := range []string{"b", "c", "d"} {
		accepted(t, s, "a", other, n)
	}
	accepted(t, s, "e", "f", 0)
	set := settings(OptIn, ByParticipants)
	set.Tables, set.Targets, set.OrgTargets = 1, Targets{Max: 2}, []OrgTarget{{Org: "org_e", Max: 1}}
	set.Windows = []Window{{From: at(1), To: at(40)}}
	told, err := s.PreviewSettings(organizer(t.Context()), fairID, set)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, c := range told {
		got[c.Code] = c.Count
	}
	if want := map[string]int{keepsTime: 4, offGrid: 2, overTable: 1, overMax: 1}; !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestOptOut(t *testing.T) {
	s, _, c := open(t, 6)
	switchTo(t, s, settings(OptOut, ByParticipants))
	m := ask(t, s, "a", "b", 11, 12)
	if m.State != Scheduled || !m.Starts.Equal(at(11)) {
		t.Fatalf("a request is %s at %s", m.State, m.Starts)
	}
	if second := ask(t, s, "c", "b", 11, 12); second.State != Scheduled || !second.Starts.Equal(at(12)) {
		t.Errorf("the first slot is taken, and the second request is %s at %s", second.State, second.Starts)
	}
	_, err := s.Request(as(t.Context(), "d"), proposal("b", 11, 12))
	refused(t, err, "slot_taken")
	if free := alternativesOf(t, err); len(free) != alternatives {
		t.Errorf("alternatives: %v", free)
	}
	_, err = s.Request(as(t.Context(), "b"), proposal("a", 15))
	refused(t, err, "pair_taken")
	t.Run("the invitee calls it off until it starts", func(t *testing.T) {
		off, err := s.Cancel(as(t.Context(), "b"), m.ID, m.V, "no time")
		if err != nil || off.State != Cancelled {
			t.Fatalf("%s, %v", off.State, err)
		}
		late := ask(t, s, "d", "e", 14)
		c.set(at(14).Add(10 * time.Minute))
		if err := s.Advance(t.Context(), c.now()); err != nil {
			t.Fatal(err)
		}
		begun, err := s.store.find(t.Context(), late.ID)
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Cancel(as(t.Context(), "e"), late.ID, begun.V, "too late")
		refused(t, err, "not_scheduled")
	})
}

func TestWhoNeverWantsToMeetLooksLikeSomebodyWithoutAFreeSlot(t *testing.T) {
	s, _, _ := open(t, 4)
	switchTo(t, s, settings(OptOut, ByParticipants))
	if err := s.Prefer(as(t.Context(), "b"), fairID, "org_a", Never); err != nil {
		t.Fatal(err)
	}
	_, err := s.Request(as(t.Context(), "a"), proposal("b", 11, 12))
	refused(t, err, "slot_taken")
	if free := alternativesOf(t, err); free == nil || len(free) != 0 {
		t.Errorf("alternatives: %v", free)
	}
	if free, err := s.CommonSlots(as(t.Context(), "a"), fairID, "org_b"); err != nil || len(free) != 0 {
		t.Errorf("common slots: %v, %v", free, err)
	}
	switchTo(t, s, settings(OptOut, ByOrganizer))
	asked, other := ask(t, s, "a", "b", 11), ask(t, s, "a", "c", 11)
	if asked.State != AcceptedUnscheduled || asked.State != other.State || len(asked.History) != len(other.History) {
		t.Errorf("a request to who never wants to meet is %s, another %s", asked.State, other.State)
	}
	_, err = s.Request(as(t.Context(), "a"), proposal("b", 11))
	refused(t, err, "pair_taken")
	_, err = s.Find(as(t.Context(), "b"), asked.ID)
	refused(t, err, "meeting_not_found")
	if m := ask(t, s, "b", "c", 13); m.State != AcceptedUnscheduled {
		t.Errorf("b asks c: %s", m.State)
	}
}

func TestAcceptingWhereTheOrganizersSchedule(t *testing.T) {
	s, _, _ := open(t, 4)
	switchTo(t, s, settings(OptIn, ByOrganizer))
	without := proposal("b")
	m, err := s.Request(as(t.Context(), "a"), without)
	if err != nil || m.State != Pending {
		t.Fatalf("a request without a slot: %s, %v", m.State, err)
	}
	if m, err = s.Accept(as(t.Context(), "b"), m.ID, m.V, time.Time{}); err != nil || m.State != AcceptedUnscheduled || !m.Starts.IsZero() {
		t.Fatalf("accepted: %s at %s, %v", m.State, m.Starts, err)
	}
	_, err = s.Request(as(t.Context(), "b"), proposal("a", 13))
	refused(t, err, "pair_taken")
	if _, err := s.Find(organizer(t.Context()), m.ID); err != nil {
		t.Errorf("an organizer does not see it: %v", err)
	}
	off, err := s.Cancel(as(t.Context(), "a"), m.ID, m.V, "changed plans")
	if err != nil || off.State != Cancelled || len(off.Claims) != 0 {
		t.Fatalf("called off: %s with claims %v, %v", off.State, off.Claims, err)
	}
	if _, err := s.Request(as(t.Context(), "b"), proposal("a", 13)); err != nil {
		t.Errorf("asked again: %v", err)
	}
}

func TestTwoRequestsForTheLastSlotInOptOut(t *testing.T) {
	s, _, _ := open(t, 10)
	switchTo(t, s, settings(OptOut, ByParticipants))
	errs := make(chan error, 8)
	for _, from := range []string{"a", "c", "d", "e", "f", "g", "h", "i"} {
		go func() {
			_, err := s.Request(as(context.Background(), from), proposal("b", 17))
			errs <- err
		}()
	}
	won := 0
	for range 8 {
		if err := <-errs; err == nil {
			won++
		} else if problem.Code(err) != "slot_taken" {
			t.Errorf("a loser reads %v", err)
		}
	}
	if won != 1 {
		t.Errorf("%d got the slot", won)
	}
}

func TestSettingsAreTheOrganizers(t *testing.T) {
	s, _, _ := open(t, 3)
	set := settings(OptIn, ByParticipants)
	_, err := s.SaveSettings(as(t.Context(), "a"), fairID, 0, set)
	refused(t, err, "not_organizer")
	_, err = s.PreviewSettings(as(t.Context(), "a"), fairID, set)
	refused(t, err, "not_organizer")
	set.OrgTargets = []OrgTarget{{Org: "org_a", Max: 3}, {Org: "org_b", Max: 4}}
	switchTo(t, s, set)
	_, err = s.SaveSettings(organizer(t.Context()), fairID, 0, set)
	refused(t, err, "version_conflict")
	if own, err := s.ReadSettings(as(t.Context(), "a"), fairID); err != nil || !slices.Equal(own.OrgTargets, []OrgTarget{{Org: "org_a", Max: 3}}) {
		t.Errorf("a reads %v, %v", own.OrgTargets, err)
	}
	_, err = s.ReadSettings(actor.With(t.Context(), actor.Actor{Person: "per_z", Org: "org_z"}), fairID)
	refused(t, err, "not_taking_part")
}

func TestNobodyGetsMoreMeetingsThanWanted(t *testing.T) {
	profile := hours("b")
	profile.Hours.To, profile.Max = "22:00", 2
	for _, row := range []struct {
		name    string
		profile *Profile
		targets Targets
		orgs    []OrgTarget
		want    int
	}{
		{"by the exhibition's maximum", nil, Targets{Max: 1}, nil, 1},
		{"by the person's own", &profile, Targets{Max: 1}, nil, 2},
		{"by that of the organization", nil, Targets{}, []OrgTarget{{Org: "org_b", Max: 2}}, 2},
		{"without a maximum", nil, Targets{Min: 2}, nil, 4},
	} {
		for _, mode := range []RequestMode{OptIn, OptOut} {
			t.Run(row.name+", "+string(mode), func(t *testing.T) {
				s, _, _ := open(t, 6)
				if row.profile != nil {
					if err := s.SeedProfiles(t.Context(), *row.profile); err != nil {
						t.Fatal(err)
					}
				}
				set := settings(mode, ByParticipants)
				set.Targets, set.OrgTargets = row.targets, row.orgs
				switchTo(t, s, set)
				met := 0
				for n, from := range []string{"a", "c", "d", "e"} {
					m, err := s.Request(as(t.Context(), from), proposal("b", 12+n))
					if err == nil && m.State == Pending {
						_, err = s.Accept(as(t.Context(), "b"), m.ID, m.V, at(12+n))
					}
					switch {
					case err == nil:
						met++
					case problem.Code(err) != "max_reached":
						t.Fatal(err)
					}
				}
				if met != row.want {
					t.Errorf("%d meetings, want %d", met, row.want)
				}
			})
		}
	}
}
