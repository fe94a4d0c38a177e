package meetings

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fairground/server/problem"
)

// failed is a meeting of a and b in slot 1 at which b tried and no media flowed.
func failed(t *testing.T, s *Service, c *clock) Meeting {
	t.Helper()
	m := accepted(t, s, "a", "b", 1)
	for person, media := range map[string]bool{"per_a": true, "per_b": false} {
		c.set(minuteOf(m, 0))
		if err := s.RecordPresence(t.Context(), m.Room, Presence{Person: person, From: minuteOf(m, 0), Media: media}); err != nil {
			t.Fatal(err)
		}
	}
	c.set(minuteOf(m, 5))
	if err := s.Advance(t.Context(), minuteOf(m, 5)); err != nil {
		t.Fatal(err)
	}
	return found(t, s, m.ID)
}

func found(t *testing.T, s *Service, id string) Meeting {
	t.Helper()
	m, err := s.Find(as(t.Context(), "a"), id)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func starts(slots []Slot) (list []time.Time) {
	for _, s := range slots {
		list = append(list, s.Starts.UTC())
	}
	return list
}

func TestAFailedMeetingOffers(t *testing.T) {
	for _, row := range []struct {
		name string
		with func(*testing.T, *Service, *world)
		want []time.Time
	}{
		// b lives in Berlin, where slot 8 begins at 07:00.
		{"the next slots in both people's hours", func(*testing.T, *Service, *world) {}, []time.Time{at(8), at(9), at(10)}},
		{"none in which somebody is taken", func(t *testing.T, s *Service, _ *world) {
			accepted(t, s, "c", "a", 8)
			accepted(t, s, "d", "b", 10)
		}, []time.Time{at(9), at(11), at(12)}},
		{"what is left when the fair ends", func(_ *testing.T, _ *Service, w *world) {
			w.fair.Windows[0].To, w.fair.Windows = at(10), w.fair.Windows[:1]
		}, []time.Time{at(8), at(9)}},
		{"nothing after the last slot", func(_ *testing.T, _ *Service, w *world) {
			w.fair.Windows[0].To, w.fair.Windows = at(2), w.fair.Windows[:1]
		}, nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, w, c := open(t, 4)
			row.with(t, s, w)
			m := failed(t, s, c)
			if m.State != TechnicalFailure || !slices.EqualFunc(starts(m.Alternatives), row.want, time.Time.Equal) {
				t.Fatalf("%s offers %v, want %v", m.State, starts(m.Alternatives), row.want)
			}
			told := 0
			for _, e := range m.Outbox {
				if e.Type != failureFound {
					continue
				}
				told++
				if got := len(strings.Fields(e.Data["alternatives"])); got != len(row.want) {
					t.Errorf("%v is told of %d alternatives: %v", e.To, got, e.Data)
				}
			}
			if told != 2 {
				t.Errorf("%d people are told, want both", told)
			}
		})
	}
}

func TestAFailedMeetingIsOfferedNothingWhenItsFairIsGone(t *testing.T) {
	s, w, c := open(t, 2)
	m := accepted(t, s, "a", "b", 1)
	w.fair.ID = "exh_other"
	c.set(minuteOf(m, 30))
	if err := s.Advance(t.Context(), minuteOf(m, 30)); err != nil {
		t.Fatal(err)
	}
	if m = found(t, s, m.ID); m.State != TechnicalFailure || len(m.Alternatives) != 0 {
		t.Fatalf("%s offers %v", m.State, m.Alternatives)
	}
}

func TestTakingAnAlternative(t *testing.T) {
	for _, row := range []struct {
		name string
		by   string
		slot int
		with func(*testing.T, *Service, *clock)
		code string
	}{
		{"by the one side", "a", 8, nil, ""},
		{"by the other side", "b", 9, nil, ""},
		{"that was not offered", "a", 20, nil, "slot_not_offered"},
		{"by a stranger", "c", 8, nil, "meeting_not_found"},
		{"in which somebody has been taken since", "a", 8, func(t *testing.T, s *Service, _ *clock) { accepted(t, s, "c", "b", 8) }, "slot_taken"},
		{"that has begun", "a", 8, func(_ *testing.T, _ *Service, c *clock) { c.set(at(8)) }, "slot_past"},
		{"after the two have agreed on something else", "a", 8, func(t *testing.T, s *Service, _ *clock) { accepted(t, s, "b", "a", 12) }, "pair_taken"},
		{"of those left when all have gone", "a", 11, func(t *testing.T, s *Service, _ *clock) {
			for i, by := range []string{"c", "d", "e"} {
				accepted(t, s, by, "b", 8+i)
			}
		}, ""},
		{"of the others while one is free", "a", 11, func(t *testing.T, s *Service, _ *clock) {
			for i, by := range []string{"c", "d"} {
				accepted(t, s, by, "b", 8+i)
			}
		}, "slot_not_offered"},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, _, c := open(t, 5)
			m := failed(t, s, c)
			if row.with != nil {
				row.with(t, s, c)
			}
			got, err := s.Reslot(as(t.Context(), row.by), m.ID, m.V, at(row.slot))
			if row.code != "" {
				refused(t, err, row.code)
				if row.code == "slot_taken" && len(alternativesOf(t, err)) != alternatives {
					t.Errorf("alternatives %v", alternativesOf(t, err))
				}
				if back := found(t, s, m.ID); back.V != m.V || back.State != TechnicalFailure || len(back.Claims) != 0 {
					t.Errorf("the refusal has changed it: %+v", back)
				}
				return
			}
			if err != nil || got.State != Scheduled || !got.Starts.Equal(at(row.slot)) || got.Revision != m.Revision+1 || len(got.Claims) != 19 ||
				got.Verdict != nil || got.Evidence != nil || got.Alternatives != nil || got.Room != m.Room {
				t.Fatalf("%+v, %v", got, err)
			}
			last := got.Outbox[len(got.Outbox)-1]
			if other := "per_" + got.other("org_" + row.by).Org[4:]; last.Type != "meeting.rescheduled" || !slices.Equal(last.To, []string{other}) {
				t.Errorf("told %s to %v", last.Type, last.To)
			}
			_, err = s.Reslot(as(t.Context(), row.by), got.ID, got.V, at(row.slot))
			refused(t, err, "nothing_to_repair")
		})
	}
}

func TestBothSidesTakeAnAlternativeAtOnceAndOneWins(t *testing.T) {
	s, _, c := open(t, 2)
	m := failed(t, s, c)
	errs := make([]error, 2)
	atOnce(2, func(i int) {
		_, errs[i] = s.Reslot(as(context.Background(), []string{"a", "b"}[i]), m.ID, m.V, at(8+i))
	})
	slices.SortFunc(errs, func(a, b error) int { return strings.Compare(problem.Code(a), problem.Code(b)) })
	if errs[0] != nil || problem.Code(errs[1]) != "version_conflict" {
		t.Fatalf("%v", errs)
	}
	if won := found(t, s, m.ID); won.State != Scheduled || len(won.Claims) != 19 {
		t.Fatalf("%+v", won)
	}
}

func TestAConnectionOfTheFailedTimeSaysNothingOfTheNewOne(t *testing.T) {
	s, _, c := open(t, 2)
	m := failed(t, s, c)
	moved, err := s.Reslot(as(t.Context(), "a"), m.ID, m.V, at(8))
	if err != nil {
		t.Fatal(err)
	}
	for _, minute := range []float64{6, 7} { // both are still there for a minute, and leave at last
		for _, person := range []string{"per_a", "per_b"} {
			seen := Presence{Person: person, From: minuteOf(m, 0), Media: true}
			if minute == 7 {
				seen.Until = minuteOf(m, minute)
			}
			c.set(minuteOf(m, minute))
			if err := s.RecordPresence(t.Context(), m.Room, seen); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := found(t, s, m.ID); len(got.Evidence) != 0 {
		t.Errorf("kept %+v", got.Evidence)
	}
	for _, minute := range []float64{-10, 5} { // the timer looks when it is due
		if err := s.Advance(t.Context(), minuteOf(moved, minute)); err != nil {
			t.Fatal(err)
		}
	}
	if got := found(t, s, m.ID); got.State != NoShow {
		t.Fatalf("is %s with %+v", got.State, got.Evidence)
	}
}
