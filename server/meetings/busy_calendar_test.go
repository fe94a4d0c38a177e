package meetings

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fairground/server/problem"
)

// calendarOf is a calendar with lines of one component after another.
func calendarOf(lines ...string) string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VCALENDAR\r\n"
}

func vevent(lines ...string) string {
	return "BEGIN:VEVENT\r\nUID:one@example\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT"
}

// outlook is the clock of Berlin under the name and by the rules that a widespread program writes.
const outlook = `BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE`

// TestReadCalendar reads calendars of somebody in Berlin; times are given as month-day hour:minute in UTC.
func TestReadCalendar(t *testing.T) {
	for _, row := range []struct {
		name     string
		from, to string // of the window, days of 2026
		lines    []string
		want     []string
		partly   bool
	}{
		{"an event in UTC", "11-23", "11-24", []string{vevent("DTSTART:20261123T090000Z", "DTEND:20261123T100000Z")}, []string{"11-23 09:00–10:00"}, false},
		{"an event in a zone", "11-23", "11-24", []string{vevent("DTSTART;TZID=Asia/Shanghai:20261123T090000", "DTEND;TZID=Asia/Shanghai:20261123T100000")}, []string{"11-23 01:00–02:00"}, false},
		{"a time without a zone is by the person's clock", "11-23", "11-24", []string{vevent("DTSTART:20261123T090000", "DTEND:20261123T100000")}, []string{"11-23 08:00–09:00"}, false},
		{"a time without a zone is by the calendar's clock if it names one", "11-23", "11-24", []string{"X-WR-TIMEZONE:Asia/Tokyo", vevent("DTSTART:20261123T090000", "DURATION:PT1H")}, []string{"11-23 00:00–01:00"}, false},
		{"what is free or cancelled takes no time", "11-23", "11-24", []string{
			vevent("DTSTART:20261123T090000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT"), vevent("DTSTART:20261123T110000Z", "DURATION:PT1H", "STATUS:CANCELLED"),
		}, nil, false},
		{"a meeting of this program is not counted against itself", "11-23", "11-24", []string{"BEGIN:VEVENT", "UID:mtg_01@fairground", "DTSTART:20261123T090000Z", "DURATION:PT1H", "END:VEVENT"}, nil, false},
		{"events that touch become one time", "11-23", "11-24", []string{
			vevent("DTSTART:20261123T100000Z", "DURATION:PT1H"), vevent("DTSTART:20261123T090000Z", "DURATION:PT1H"),
		}, []string{"11-23 09:00–11:00"}, false},
		{"an event that began before reaches in, and one that ends later is cut", "11-23", "11-24", []string{
			vevent("DTSTART:20261122T230000Z", "DURATION:PT2H"), vevent("DTSTART:20261123T230000Z", "DURATION:P1D"),
		}, []string{"11-23 00:00–01:00", "11-23 23:00–00:00"}, false},
		{"an event without an end takes no time, a day without one takes the day", "10-24", "10-27", []string{
			vevent("DTSTART:20261024T090000Z"), vevent("DTSTART;VALUE=DATE:20261025"),
		}, []string{"10-24 22:00–23:00"}, false}, // Sunday has 25 hours in Berlin: until the 25th at 23:00
		{"every day at nine in Berlin across the end of summer time", "10-24", "10-27", []string{
			vevent("DTSTART;TZID=Europe/Berlin:20260901T090000", "DTEND;TZID=Europe/Berlin:20260901T093000", "RRULE:FREQ=DAILY"),
		}, []string{"10-24 07:00–07:30", "10-25 08:00–08:30", "10-26 08:00–08:30"}, false},
		{"every day at nine in Berlin across the begin of summer time", "03-28", "03-31", []string{
			vevent("DTSTART;TZID=Europe/Berlin:20260301T090000", "DURATION:PT30M", "RRULE:FREQ=DAILY"),
		}, []string{"03-28 08:00–08:30", "03-29 07:00–07:30", "03-30 07:00–07:30"}, false},
		{"every Sunday in Santiago across the begin of its summer time in September", "08-29", "09-14", []string{
			vevent("DTSTART;TZID=America/Santiago:20260802T180000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=SU"),
		}, []string{"08-30 22:00–23:00", "09-06 21:00–22:00", "09-13 21:00–22:00"}, false},
		{"every day in Sydney across the end of its summer time in April", "04-03", "04-06", []string{
			vevent("DTSTART;TZID=Australia/Sydney:20260101T120000", "DURATION:PT1H", "RRULE:FREQ=DAILY"),
		}, []string{"04-03 01:00–02:00", "04-04 01:00–02:00", "04-05 02:00–03:00"}, false},
		{"a clock that the calendar describes itself changes by its own rules", "10-24", "10-27", []string{
			outlook, vevent("DTSTART;TZID=W. Europe Standard Time:20260901T090000", "DURATION:PT30M", "RRULE:FREQ=DAILY"),
		}, []string{"10-24 07:00–07:30", "10-25 08:00–08:30", "10-26 08:00–08:30"}, false},
		{"a zone that nobody knows is taken as the person's, and that is said", "11-23", "11-24", []string{vevent("DTSTART;TZID=Mars/Olympus:20261123T090000", "DURATION:PT1H")}, []string{"11-23 08:00–09:00"}, true},
		{"a zone behind a prefix is found", "11-23", "11-24", []string{vevent("DTSTART;TZID=/example.com/20260101/Asia/Shanghai:20261123T090000", "DURATION:PT1H")}, []string{"11-23 01:00–02:00"}, false},
		{"a series ends with its last day, told in UTC", "11-23", "11-27", []string{
			vevent("DTSTART;TZID=Europe/Berlin:20261101T093000", "DURATION:PT30M", "RRULE:FREQ=DAILY;UNTIL=20261124T083000Z"),
		}, []string{"11-23 08:30–09:00", "11-24 08:30–09:00"}, false},
		{"a series ends after its count", "11-23", "11-27", []string{
			vevent("DTSTART:20261122T090000Z", "DURATION:PT30M", "RRULE:FREQ=DAILY;COUNT=3"),
		}, []string{"11-23 09:00–09:30", "11-24 09:00–09:30"}, false},
		{"what was taken out of a series is free, by time or by day", "11-23", "11-27", []string{
			vevent("DTSTART;TZID=Europe/Berlin:20261101T090000", "DURATION:PT30M", "RRULE:FREQ=DAILY", "EXDATE;TZID=Europe/Berlin:20261123T090000,20261124T090000", "EXDATE;VALUE=DATE:20261126"),
		}, []string{"11-25 08:00–08:30"}, false},
		{"an instance that was moved is where it was moved to", "11-23", "11-25", []string{
			vevent("DTSTART:20261101T090000Z", "DURATION:PT30M", "RRULE:FREQ=DAILY"),
			vevent("RECURRENCE-ID:20261123T090000Z", "DTSTART:20261123T150000Z", "DURATION:PT30M"),
		}, []string{"11-23 15:00–15:30", "11-24 09:00–09:30"}, false},
		{"an instance that was called off is free", "11-23", "11-25", []string{
			vevent("DTSTART:20261101T090000Z", "DURATION:PT30M", "RRULE:FREQ=DAILY"),
			vevent("RECURRENCE-ID:20261123T090000Z", "DTSTART:20261123T090000Z", "DURATION:PT30M", "STATUS:CANCELLED"),
		}, []string{"11-24 09:00–09:30"}, false},
		{"further dates of a series count", "11-23", "11-25", []string{
			vevent("DTSTART:20261123T090000Z", "DURATION:PT30M", "RDATE:20261124T090000Z,20261124T120000Z"),
		}, []string{"11-23 09:00–09:30", "11-24 09:00–09:30", "11-24 12:00–12:30"}, false},
		{"the second Tuesday of every month", "11-01", "12-31", []string{
			vevent("DTSTART:20260113T090000Z", "DURATION:PT30M", "RRULE:FREQ=MONTHLY;BYDAY=2TU"),
		}, []string{"11-10 09:00–09:30", "12-08 09:00–09:30"}, false},
		{"a list of busy times", "11-23", "11-24", []string{
			"BEGIN:VFREEBUSY", "FREEBUSY:20261123T090000Z/20261123T100000Z,20261123T120000Z/PT30M", "FREEBUSY;FBTYPE=FREE:20261123T150000Z/PT1H", "END:VFREEBUSY",
		}, []string{"11-23 09:00–10:00", "11-23 12:00–12:30"}, false},
		{"an alarm within an event is none of its times", "11-23", "11-24", []string{
			vevent("DTSTART:20261123T090000Z", "DURATION:PT1H", "BEGIN:VALARM", "TRIGGER:-PT5M", "DURATION:PT9H", "DTSTART:20261123T000000Z", "END:VALARM"),
		}, []string{"11-23 09:00–10:00"}, false},
		{"a rule within the day counts once, and that is said", "11-23", "11-24", []string{
			vevent("DTSTART:20261123T090000Z", "DURATION:PT1M", "RRULE:FREQ=MINUTELY"),
		}, []string{"11-23 09:00–09:01"}, true},
		{"a line that is none is left out, and that is said", "11-23", "11-24", []string{
			vevent("DTSTART:20261123T090000Z", "DURATION:PT1H", "THIS IS NO LINE"),
		}, []string{"11-23 09:00–10:00"}, true},
		{"an event that ends before it begins is left out", "11-23", "11-24", []string{vevent("DTSTART:20261123T090000Z", "DTEND:20261123T080000Z")}, nil, true},
		{"a folded line is one", "11-23", "11-24", []string{vevent("DTSTART:20261123\r\n T090000Z", "DURATION:PT1H")}, []string{"11-23 09:00–10:00"}, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			day := func(d string) time.Time {
				at, err := time.Parse(time.DateOnly, "2026-"+d)
				if err != nil {
					t.Fatal(err)
				}
				return at
			}
			found, err := readCalendar(t.Context(), []byte(calendarOf(row.lines...)), load("Europe/Berlin"), Window{day(row.from), day(row.to)})
			if err != nil {
				t.Fatalf("read: %v", err)
			}
			var got []string
			for _, s := range found.slots {
				got = append(got, s.Starts.Format("01-02 15:04")+"–"+s.Ends.Format("15:04"))
			}
			if !slices.Equal(got, row.want) || found.partly != row.partly {
				t.Errorf("got %q (partly %v), want %q", got, found.partly, row.want)
			}
		})
	}
}

func TestCalendarsThatAreRefused(t *testing.T) {
	days := Window{time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC)}
	for _, row := range []struct{ name, body, code string }{
		{"nothing", "", calendarUnreadable},
		{"a page on which one signs in", "<!doctype html><html><title>Sign in</title></html>", calendarUnreadable},
		{"a calendar that breaks off", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", calendarUnreadable},
		{"an event without a calendar", vevent("DTSTART:20261123T090000Z"), calendarUnreadable},
		{"components nested without end", strings.Repeat("BEGIN:A\r\n", 200_000), calendarUnreadable},
		{"more instances than anybody has", calendarOf(slices.Repeat([]string{vevent("DTSTART:20260101T000000Z", "DURATION:PT1M", "RRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23")}, 300)...), calendarTooLarge},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := readCalendar(t.Context(), []byte(row.body), time.UTC, days)
			refused(t, err, row.code)
		})
	}
}

// TestRulesThatNeverHold gives rules to which a library searches for a day that never comes; what it costs is bounded by the
// time of the whole.
func TestRulesThatNeverHold(t *testing.T) {
	var events []string
	for i := range 2000 {
		events = append(events, vevent(fmt.Sprintf("DTSTART:2000010%dT000000Z", 1+i%9), "DURATION:PT1H", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"))
	}
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	began := time.Now()
	_, err := readCalendar(ctx, []byte(calendarOf(events...)), time.UTC, Window{opening, opening.Add(time.Hour)})
	refused(t, err, calendarTooLarge)
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("took %s", took)
	}
}

func FuzzReadCalendar(f *testing.F) {
	for _, lines := range [][]string{
		{vevent("DTSTART:20261123T090000Z", "DTEND:20261123T100000Z", "RRULE:FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20261224T000000Z", "EXDATE:20261124T090000Z")},
		{outlook, vevent("DTSTART;TZID=W. Europe Standard Time:20260901T090000", "DURATION:PT30M", "RRULE:FREQ=MONTHLY;BYDAY=-1FR;BYSETPOS=1")},
		{"X-WR-TIMEZONE:Asia/Tokyo", vevent("DTSTART;VALUE=DATE:20261123", "RRULE:FREQ=YEARLY;BYWEEKNO=48;INTERVAL=2"), vevent("RECURRENCE-ID:20261123", "DTSTART:20261125")},
		{"BEGIN:VFREEBUSY", "FREEBUSY:20261123T090000Z/PT1H", "END:VFREEBUSY"},
		{vevent("DTSTART:20261123T090000", "RDATE;VALUE=PERIOD:20261124T090000Z/PT1H", `SUMMARY;X="a:b";Y=c:say "this"`)},
	} {
		f.Add(calendarOf(lines...))
	}
	zone, days := load("America/Santiago"), Window{opening, opening.Add(3 * 24 * time.Hour)}
	f.Fuzz(func(t *testing.T, body string) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		found, err := readCalendar(ctx, []byte(body), zone, days)
		if err != nil {
			if problem.Code(err) == "" {
				t.Fatalf("an error without a code: %v", err)
			}
			if strings.Contains(err.Error(), "broke the reader") {
				t.Fatalf("the reader broke: %v", err)
			}
			return
		}
		last := days.From
		for i, s := range found.slots {
			if !s.Starts.Before(s.Ends) || s.Starts.Before(last) || s.Ends.After(days.To) || i > 0 && s.Starts.Equal(last) {
				t.Fatalf("slot %d of %v is not after the one before, or not within %v", i, found.slots, days)
			}
			last = s.Ends
		}
	})
}
