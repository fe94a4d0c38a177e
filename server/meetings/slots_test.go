package meetings

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fairground/server/problem"
)

func TestSlotsThatOverlapShareACell(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) Slot {
			start := opening.Add(time.Duration(rapid.IntRange(0, 600).Draw(t, name)) * time.Minute)
			return Slot{start, start.Add(time.Duration(rapid.IntRange(1, 120).Draw(t, name+" minutes")) * time.Minute)}
		}
		a, b := draw("a"), draw("b")
		shared := slices.ContainsFunc(cells(a), func(c int64) bool { return slices.Contains(cells(b), c) })
		if a.overlaps(b) && !shared {
			t.Fatalf("%v and %v overlap and could both be booked", a, b)
		}
		aligned := func(s Slot) bool {
			return s.Starts.Truncate(cell).Equal(s.Starts) && s.Ends.Truncate(cell).Equal(s.Ends)
		}
		if aligned(a) && aligned(b) && shared && !a.overlaps(b) {
			t.Fatalf("%v and %v only touch and hinder each other", a, b)
		}
	})
}

func TestCellsBefore1970AreCountedDownwards(t *testing.T) {
	s := Slot{time.Unix(-450, 0), time.Unix(-150, 0)}
	if got := cells(s); !slices.Equal(got, []int64{-2, -1}) {
		t.Fatalf("got %v", got)
	}
}

func TestADayOfTheFairFollowsItsClock(t *testing.T) {
	berlin := load("Europe/Berlin")
	// The clocks go back on 2026-10-25.
	windows := Daily(berlin, time.Date(2026, 10, 24, 0, 0, 0, 0, berlin), time.Date(2026, 10, 26, 12, 0, 0, 0, berlin), 9*60, 18*60)
	if len(windows) != 3 || windows[0].From.Hour() != 7 || windows[1].From.Hour() != 8 || windows[1].To.Sub(windows[1].From) != 9*time.Hour {
		t.Fatalf("%v", windows)
	}
	f := Fair{Windows: windows, Minutes: 30, Zone: "Europe/Berlin"}
	if n := len(f.Slots()); n != 54 {
		t.Fatalf("%d slots", n)
	}
	for _, s := range f.Slots() {
		if found, ok := f.Slot(s.Starts); !ok || found != s {
			t.Fatalf("%v is not found", s)
		}
	}
}

func TestNight(t *testing.T) {
	berlin := load("Europe/Berlin")
	for _, row := range []struct {
		name   string
		hour   int
		minute int
		night  bool
	}{
		{"21:30 to 22:00 is evening", 21, 30, false},
		{"21:45 to 22:15 touches the night", 21, 45, true},
		{"06:30 to 07:00 is night", 6, 30, true},
		{"07:00 is morning", 7, 0, false},
		{"three o'clock is night", 3, 0, true},
	} {
		t.Run(row.name, func(t *testing.T) {
			start := time.Date(2026, 11, 23, row.hour, row.minute, 0, 0, berlin)
			if got := (Slot{start, start.Add(30 * time.Minute)}).Night(berlin); got != row.night {
				t.Fatalf("got %v", got)
			}
		})
	}
}

func TestHoursHold(t *testing.T) {
	late := Hours{Zone: "Europe/Berlin", From: "18:00", To: "02:00", Days: []Day{{Weekday: time.Sunday, From: "00:00", To: "00:00"}}}
	monday := func(hour, minute int) Slot {
		start := time.Date(2026, 11, 23, hour, minute, 0, 0, load("Europe/Berlin"))
		return Slot{start, start.Add(30 * time.Minute)}
	}
	for _, row := range []struct {
		name string
		slot Slot
		want bool
	}{
		{"the evening", monday(18, 0), true},
		{"not the afternoon", monday(17, 45), false},
		{"a slot across midnight", monday(23, 45), true},
		{"the small hours of the evening before", monday(25, 30), true},
		{"not beyond their end", monday(25, 45), false},
		{"nothing of a closed day", monday(18-24, 0), false},
		{"not the small hours after a closed day", monday(1, 0), false},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := late.hold(row.slot); got != row.want {
				t.Fatalf("got %v", got)
			}
		})
	}
}

func TestCommonSlots(t *testing.T) {
	s, w, _ := open(t, 4)
	w.fair.Windows = w.fair.Windows[:1] // one day, 10:00 to 24:00 in Shanghai, 03:00 to 17:00 in Berlin
	free := func() []FreeSlot {
		t.Helper()
		list, err := s.CommonSlots(as(t.Context(), "a"), fairID, "org_b")
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	// 22:00 in Shanghai ends the day for one, 07:00 in Berlin (14:00 in Shanghai) begins it for the other.
	list := free()
	if len(list) != 16 || !list[0].Starts.Equal(at(8)) || list[0].Mine != "2026-11-23T14:00:00+08:00" || list[0].Theirs != "2026-11-23T07:00:00+01:00" || list[0].Night {
		t.Fatalf("%d, %+v", len(list), list)
	}
	accepted(t, s, "a", "c", 8)
	accepted(t, s, "b", "d", 9)
	if list = free(); len(list) != 14 || !list[0].Starts.Equal(at(10)) {
		t.Fatalf("%d, %+v", len(list), list)
	}
	p := answers()
	p.Hours = Hours{Zone: "Asia/Shanghai", From: "10:00", To: "23:30"}
	if _, err := s.SaveProfile(as(t.Context(), "a"), fairID, 0, p); err != nil {
		t.Fatal(err)
	}
	if list = free(); len(list) != 17 || !list[16].Night || list[13].Night {
		t.Fatalf("%d, %+v", len(list), list)
	}
	_, err := s.CommonSlots(as(t.Context(), "a"), fairID, "org_a")
	refused(t, err, "own_organization")
	_, err = s.CommonSlots(as(t.Context(), "a"), fairID, "org_none")
	if !problem.Is(err, problem.NotFound) {
		t.Fatalf("got %v", err)
	}
}
