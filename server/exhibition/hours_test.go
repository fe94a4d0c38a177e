package exhibition

import (
	"fmt"
	"testing"
	"time"

	_ "time/tzdata" // the rules of the zones, also where the machine has none
)

func at(tb testing.TB, s string) time.Time {
	tb.Helper()
	x, err := time.Parse(time.RFC3339, s)
	if err != nil {
		tb.Fatal(err)
	}
	return x.UTC()
}

func place(tb testing.TB, name string) *time.Location {
	tb.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		tb.Fatal(err)
	}
	return loc
}

func daily(from, to string) []Hours {
	var hours []Hours
	for d := 1; d <= 7; d++ {
		hours = append(hours, Hours{Weekday: d, From: from, To: to})
	}
	return hours
}

func TestWhenABoothIsOpen(t *testing.T) {
	t.Parallel()
	workdays := daily("09:00", "18:00")[:5]
	for _, row := range []struct {
		name        string
		zone        string
		hours       []Hours
		now         string
		from, until string // of the opening that is or comes next
		open        bool
	}{
		{"at two in the night in Shanghai it opens at nine", "Asia/Shanghai", workdays, "2026-11-17T18:00:00Z", "2026-11-18T01:00:00Z", "2026-11-18T10:00:00Z", false},
		{"at noon it is open", "Asia/Shanghai", workdays, "2026-11-18T04:00:00Z", "2026-11-18T04:00:00Z", "2026-11-18T10:00:00Z", true},
		{"at the very minute of the end it is closed", "Asia/Shanghai", workdays, "2026-11-18T10:00:00Z", "2026-11-19T01:00:00Z", "2026-11-19T10:00:00Z", false},
		{"on Friday evening it opens on Monday", "Asia/Shanghai", workdays, "2026-11-20T12:00:00Z", "2026-11-23T01:00:00Z", "2026-11-23T10:00:00Z", false},
		{"the weekday is that of the booth, not of UTC", "Pacific/Auckland", []Hours{{1, "08:00", "10:00"}}, "2026-11-22T19:30:00Z", "2026-11-22T19:30:00Z", "2026-11-22T21:00:00Z", true},
		{"an opening over midnight is one", "Europe/Berlin", []Hours{{1, "22:00", "24:00"}, {2, "00:00", "02:00"}}, "2026-11-23T22:30:00Z", "2026-11-23T22:30:00Z", "2026-11-24T01:00:00Z", true},
		{"before the clocks go forward nine is eight UTC", "Europe/Berlin", daily("09:00", "18:00"), "2026-03-28T20:00:00Z", "2026-03-29T07:00:00Z", "2026-03-29T16:00:00Z", false},
		{"and the day before it was", "Europe/Berlin", daily("09:00", "18:00"), "2026-03-27T20:00:00Z", "2026-03-28T08:00:00Z", "2026-03-28T17:00:00Z", false},
		{"an opening in the hour that is skipped begins at the change", "Europe/Berlin", []Hours{{7, "02:30", "06:00"}}, "2026-03-28T20:00:00Z", "2026-03-29T01:00:00Z", "2026-03-29T04:00:00Z", false},
		{"an opening in the hour that comes twice begins with the first", "Europe/Berlin", []Hours{{7, "02:30", "06:00"}}, "2026-10-24T20:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T05:00:00Z", false},
		{"and ends with the second", "Europe/Berlin", []Hours{{7, "01:00", "02:30"}}, "2026-10-24T20:00:00Z", "2026-10-24T23:00:00Z", "2026-10-25T01:30:00Z", false},
		{"half an hour of summer time on Lord Howe", "Australia/Lord_Howe", []Hours{{7, "02:15", "09:00"}}, "2026-10-03T10:00:00Z", "2026-10-03T15:30:00Z", "2026-10-03T22:00:00Z", false},
		{"a whole day of 24 hours", "Asia/Kathmandu", daily("00:00", "24:00"), "2026-11-21T12:00:00Z", "2026-11-21T12:00:00Z", "2026-11-29T18:15:00Z", true},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			now := at(t, row.now)
			o := openness(row.hours, place(t, row.zone), now, now, true)
			if o.Open != row.open || len(o.Next) == 0 {
				t.Fatalf("open %t, next %v", o.Open, o.Next)
			}
			if !o.Next[0].From.Equal(at(t, row.from)) || !o.Next[0].To.Equal(at(t, row.until)) {
				t.Errorf("%v to %v, want %s to %s", o.Next[0].From.UTC(), o.Next[0].To.UTC(), row.from, row.until)
			}
			if row.open && (o.Closes == nil || o.Opens != nil) || !row.open && (o.Opens == nil || o.Closes != nil) {
				t.Errorf("opens %v, closes %v", o.Opens, o.Closes)
			}
		})
	}
}

func TestABoothIsClosedOutsideTheExhibition(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-11-18T04:00:00Z")
	loc := place(t, "Asia/Shanghai")
	if o := openness(daily("09:00", "18:00"), loc, now, time.Time{}, false); o.Open || o.Opens != nil {
		t.Errorf("after the end: %+v", o)
	}
	live := at(t, "2026-12-01T02:00:00Z")
	if o := openness(daily("09:00", "18:00"), loc, now, live, true); o.Open || !o.Opens.Equal(live) {
		t.Errorf("before the live days: %+v", o)
	}
	if o := openness(nil, loc, now, now, true); o.Open || o.Opens != nil {
		t.Errorf("without hours: %+v", o)
	}
}

func TestHoursThatAreRefused(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name  string
		hours []Hours
		ok    bool
	}{
		{"two openings of a day", []Hours{{1, "09:00", "12:00"}, {1, "13:00", "18:00"}}, true},
		{"until midnight", []Hours{{1, "09:00", "24:00"}}, true},
		{"one that ends as the next begins", []Hours{{1, "09:00", "12:00"}, {1, "12:00", "18:00"}}, true},
		{"two that overlap", []Hours{{1, "09:00", "12:00"}, {1, "11:59", "18:00"}}, false},
		{"one that ends before it begins", []Hours{{1, "18:00", "09:00"}}, false},
		{"one of no length", []Hours{{1, "09:00", "09:00"}}, false},
		{"an eighth weekday", []Hours{{8, "09:00", "10:00"}}, false},
		{"after midnight", []Hours{{1, "09:00", "24:01"}}, false},
		{"a minute too many", []Hours{{1, "09:60", "10:00"}}, false},
		{"43 openings", make([]Hours, 43), false},
	} {
		if err := checkHours(row.hours); (err == nil) != row.ok {
			t.Errorf("%s: %v", row.name, err)
		}
	}
}

func FuzzClock(f *testing.F) {
	for _, s := range []string{"00:00", "23:59", "24:00", "24:01", "9:00", "09-00", "٠٩:00", "09:0\x00", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := clock(s)
		if err != nil {
			return
		}
		if m < 0 || m > minutesOfDay || fmt.Sprintf("%02d:%02d", m/60, m%60) != s {
			t.Errorf("%q is %d minutes", s, m)
		}
	})
}

func FuzzOpenings(f *testing.F) {
	f.Add(int64(1764000000), uint8(0), "09:00", "18:00", uint8(1))
	f.Add(int64(1774749600), uint8(1), "02:30", "03:00", uint8(7))
	f.Add(int64(1325239200), uint8(3), "00:00", "24:00", uint8(5))
	zones := []string{"Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Africa/Casablanca", "Australia/Lord_Howe", "Asia/Tehran", "UTC"}
	f.Fuzz(func(t *testing.T, unix int64, zone uint8, from, to string, weekday uint8) {
		if unix < -2_000_000_000 || unix > 4_000_000_000 {
			return
		}
		hours := []Hours{{Weekday: int(weekday), From: from, To: to}, {Weekday: int(weekday)%7 + 1, From: "08:00", To: "09:00"}}
		if checkHours(hours) != nil {
			return
		}
		now := time.Unix(unix, 0).UTC()
		loc := place(t, zones[int(zone)%len(zones)])
		last := now
		for i, o := range openings(hours, loc, now) {
			if !o.From.Before(o.To) || o.From.Before(last) || (i > 0 && !o.From.After(last)) {
				t.Fatalf("openings %v after %v", o, last)
			}
			if o.To.Sub(o.From) > 26*time.Hour {
				t.Fatalf("an opening of %v", o.To.Sub(o.From))
			}
			last = o.To
		}
	})
}
