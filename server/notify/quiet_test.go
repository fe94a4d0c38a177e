package notify

import (
	"testing"
	"time"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func utc(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// In 2026 the clocks of Berlin jump from 02:00 to 03:00 on 29 March and show the hour from 02:00 twice on 25 October; those
// of Santiago jump from midnight to 01:00 on 6 September and show the hour from 23:00 twice on 4 April.
func TestQuietHours(t *testing.T) {
	for _, row := range []struct{ name, zone, from, to, now, ends string }{
		{"in the evening they last till the morning", "Europe/Berlin", "22:00", "07:00", "2026-11-20 21:00", "2026-11-21 06:00"},
		{"after midnight as well", "Europe/Berlin", "22:00", "07:00", "2026-11-21 03:00", "2026-11-21 06:00"},
		{"at their first minute", "Europe/Berlin", "22:00", "07:00", "2026-11-20 21:00", "2026-11-21 06:00"},
		{"a minute before they are not", "Europe/Berlin", "22:00", "07:00", "2026-11-20 20:59", ""},
		{"at their last they are over", "Europe/Berlin", "22:00", "07:00", "2026-11-21 06:00", ""},
		{"the same instant is day in Shanghai", "Asia/Shanghai", "22:00", "07:00", "2026-11-21 03:00", ""},
		{"hours within a day", "Asia/Shanghai", "12:00", "14:00", "2026-11-21 05:30", "2026-11-21 06:00"},

		{"Berlin: the night in which an hour is missing ends an hour earlier", "Europe/Berlin", "22:00", "07:00", "2026-03-28 23:00", "2026-03-29 05:00"},
		{"Berlin: an end that the clocks skip is the jump", "Europe/Berlin", "22:00", "02:30", "2026-03-29 00:59", "2026-03-29 01:00"},
		{"Berlin: and at the jump it is over", "Europe/Berlin", "22:00", "02:30", "2026-03-29 01:00", ""},
		{"Berlin: a beginning that the clocks skip is the jump", "Europe/Berlin", "02:30", "07:00", "2026-03-29 01:00", "2026-03-29 05:00"},
		{"Berlin: the night in which an hour comes twice ends an hour later", "Europe/Berlin", "22:00", "07:00", "2026-10-24 21:00", "2026-10-25 06:00"},
		{"Berlin: an end that comes twice is the second", "Europe/Berlin", "22:00", "02:30", "2026-10-25 00:45", "2026-10-25 01:30"},
		{"Berlin: a beginning that comes twice is the first", "Europe/Berlin", "02:30", "07:00", "2026-10-25 00:30", "2026-10-25 06:00"},
		{"Berlin: and they go on while the hour repeats", "Europe/Berlin", "02:30", "07:00", "2026-10-25 01:10", "2026-10-25 06:00"},

		{"Santiago: midnight does not exist, and the night ends an hour earlier", "America/Santiago", "22:00", "07:00", "2026-09-06 03:30", "2026-09-06 10:00"},
		{"Santiago: an end that the clocks skip is the jump", "America/Santiago", "22:00", "00:30", "2026-09-06 03:59", "2026-09-06 04:00"},
		{"Santiago: the hour before midnight comes twice", "America/Santiago", "22:00", "07:00", "2026-04-05 03:30", "2026-04-05 11:00"},
		{"Santiago: an end in that hour is the second", "America/Santiago", "20:00", "23:30", "2026-04-05 02:45", "2026-04-05 03:30"},
		{"Santiago: and what begins in it begins the first time", "America/Santiago", "23:30", "07:00", "2026-04-05 02:30", "2026-04-05 11:00"},
	} {
		t.Run(row.name, func(t *testing.T) {
			h := &Hours{From: row.from, To: row.to}
			ends, quiet := h.until(utc(t, row.now), zone(t, row.zone))
			if quiet != (row.ends != "") || quiet && !ends.Equal(utc(t, row.ends)) {
				t.Errorf("quiet %v until %v, want %q", quiet, ends.UTC(), row.ends)
			}
		})
	}
	if _, quiet := (*Hours)(nil).until(noon(), time.UTC); quiet {
		t.Error("who has no quiet hours is quiet")
	}
}

func TestWhenAMessageGoesOut(t *testing.T) {
	night := "2026-11-20 21:30" // 22:30 in Berlin
	for _, row := range []struct {
		name, digest, digestAt, zone, now, begins string
		urgent                                    bool
		due                                       string
		together, atOnce                          bool
	}{
		{"by day at once", Off, "08:00", "Europe/Berlin", "2026-11-20 11:00", "", false, "2026-11-20 11:00", false, false},
		{"at night in the morning", Off, "08:00", "Europe/Berlin", night, "", false, "2026-11-21 06:00", false, false},
		{"a sign-in link at night at once", Off, "08:00", "Europe/Berlin", night, "", true, night, false, true},
		{"a meeting tomorrow noon in the morning", Off, "08:00", "Europe/Berlin", night, "2026-11-21 11:00", false, "2026-11-21 06:00", false, false},
		{"a meeting at half past seven would be too late then", Off, "08:00", "Europe/Berlin", night, "2026-11-21 06:30", false, night, false, true},
		{"a meeting that has been is never urgent", Off, "08:00", "Europe/Berlin", night, "2026-11-20 20:00", false, "2026-11-21 06:00", false, false},
		{"in the digest of the next morning", Daily, "08:00", "Europe/Berlin", "2026-11-20 11:00", "", false, "2026-11-21 07:00", true, false},
		{"in that of this morning", Daily, "08:00", "Europe/Berlin", "2026-11-20 06:59", "", false, "2026-11-20 07:00", true, false},
		{"a digest within the quiet hours waits for their end", Daily, "05:00", "Europe/Berlin", "2026-11-20 11:00", "", false, "2026-11-21 06:00", true, false},
		{"what begins before the digest does not wait for it", Daily, "08:00", "Europe/Berlin", "2026-11-20 11:00", "2026-11-20 15:00", false, "2026-11-20 11:00", false, false},
		{"nor, at night, for more than the quiet hours", Daily, "08:00", "Europe/Berlin", night, "2026-11-21 07:30", false, "2026-11-21 06:00", false, false},
		{"Berlin: the digest of the short day", Daily, "08:00", "Europe/Berlin", "2026-03-28 11:00", "", false, "2026-03-29 06:00", true, false},
		{"Berlin: the digest of the long day", Daily, "08:00", "Europe/Berlin", "2026-10-24 11:00", "", false, "2026-10-25 07:00", true, false},
		{"Berlin: a digest in the hour that comes twice comes once, quiet hours over", Daily, "02:30", "Europe/Berlin", "2026-10-24 11:00", "", false, "2026-10-25 06:00", true, false},
		{"Santiago: the digest after the missing midnight", Daily, "08:00", "America/Santiago", "2026-09-05 15:00", "", false, "2026-09-06 11:00", true, false},
		{"Santiago: the digest after the doubled evening", Daily, "08:00", "America/Santiago", "2026-04-04 15:00", "", false, "2026-04-05 12:00", true, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := defaults("per_b")
			s.Digest, s.DigestAt = row.digest, row.digestAt
			var begins time.Time
			if row.begins != "" {
				begins = utc(t, row.begins)
			}
			p := s.plan(utc(t, row.now), begins, zone(t, row.zone), row.urgent)
			if !p.due.Equal(utc(t, row.due)) || p.digest != row.together || p.urgent != row.atOnce {
				t.Errorf("due %v, together %v, at once %v", p.due.UTC(), p.digest, p.urgent)
			}
		})
	}
}

func TestTheNextTimeOfTheClockIsOnceADay(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "Asia/Shanghai", "Africa/Casablanca"} {
		z := zone(t, name)
		for _, minutes := range []int{0, 30, 2*60 + 15, 2*60 + 30, 8 * 60, 23*60 + 30} {
			at := utc(t, "2026-01-01 12:00")
			for day := range 365 {
				then := next(at, minutes, z)
				if passed := then.Sub(at); passed <= 0 || day > 0 && (passed < 22*time.Hour || passed > 26*time.Hour) {
					t.Fatalf("%s: %v after %v", name, then.In(z), at.In(z))
				}
				at = then
			}
		}
	}
}

func FuzzQuietHours(f *testing.F) {
	f.Add("22:00", "07:00", "Europe/Berlin", int64(1774742400))
	f.Add("00:00", "23:59", "America/Santiago", int64(1788667200))
	f.Add("7:00", "xx", "Nowhere", int64(-5))
	f.Fuzz(func(t *testing.T, from, to, name string, unix int64) {
		now := time.Unix(unix%(1<<33), 0)
		h := &Hours{From: from, To: to}
		ends, quiet := h.until(now, location(name))
		if !quiet {
			return
		}
		if wait := ends.Sub(now); wait <= 0 || wait > 27*time.Hour {
			t.Fatalf("%s to %s in %s: quiet for %v", from, to, name, wait)
		}
		if from != to {
			if _, still := h.until(ends, location(name)); still && wallMinutes(ends, location(name)) != from {
				t.Fatalf("%s to %s in %s: still quiet at %v", from, to, name, ends.In(location(name)))
			}
		}
	})
}

// wallMinutes is what the clock shows.
func wallMinutes(t time.Time, zone *time.Location) string { return t.In(zone).Format("15:04") }

func TestTheWordsOfTimes(t *testing.T) {
	for _, row := range []struct{ name, tag, mine, other, venue, at, want string }{
		{"three clocks", "en", "Europe/Berlin", "America/Santiago", "Asia/Shanghai", "2026-11-21 08:00", "Your time: Sat 21 Nov 2026 09:00 (Europe/Berlin)\nTheir time: Sat 21 Nov 2026 05:00 (America/Santiago)\nAt the fair: Sat 21 Nov 2026 16:00 (Asia/Shanghai)"},
		{"in Chinese", "zh-Hans", "Asia/Shanghai", "Europe/Berlin", "", "2026-11-21 08:00", "您的时间：2026年11月21日 16:00（Asia/Shanghai）\n对方时间：2026年11月21日 09:00（Europe/Berlin）"},
		{"in Arabic", "ar", "Asia/Dubai", "", "", "2026-11-21 08:00", "بتوقيتكم: السبت 21 نوفمبر 2026 12:00 (Asia/Dubai)"},
		{"before the clocks of Berlin jump", "en", "Europe/Berlin", "", "", "2026-03-29 00:59", "Your time: Sun 29 Mar 2026 01:59 (Europe/Berlin)"},
		{"and after", "en", "Europe/Berlin", "", "", "2026-03-29 01:00", "Your time: Sun 29 Mar 2026 03:00 (Europe/Berlin)"},
		{"the first half past two in October", "en", "Europe/Berlin", "", "", "2026-10-25 00:30", "Your time: Sun 25 Oct 2026 02:30 (Europe/Berlin, UTC+02:00)"},
		{"and the second", "en", "Europe/Berlin", "", "", "2026-10-25 01:30", "Your time: Sun 25 Oct 2026 02:30 (Europe/Berlin, UTC+01:00)"},
		{"the second evening in Santiago", "en", "America/Santiago", "", "", "2026-04-05 03:15", "Your time: Sat 4 Apr 2026 23:15 (America/Santiago, UTC-04:00)"},
		{"the day without midnight in Santiago", "en", "America/Santiago", "", "", "2026-09-06 04:00", "Your time: Sun 6 Sep 2026 01:00 (America/Santiago)"},
		{"a zone that nobody knows is UTC", "en", "Mars/Olympus", "", "", "2026-11-21 08:00", "Your time: Sat 21 Nov 2026 08:00 (UTC)"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := threeTimes(utc(t, row.at), row.tag, row.mine, row.other, row.venue); got != row.want {
				t.Errorf("got  %q\nwant %q", got, row.want)
			}
		})
	}
}
