package notify

import (
	"fmt"
	"time"
)

// minutesADay is 24 hours of a clock; a day of a zone has more or fewer twice a year.
const minutesADay = 24 * 60

// clockTime reads a time of day such as "22:00", in minutes after midnight.
func clockTime(text string) (minutes int, err error) {
	t, err := time.Parse("15:04", text)
	if err != nil || len(text) != len("15:04") {
		return 0, fmt.Errorf("%q is no time of day such as 22:00", text)
	}
	return t.Hour()*60 + t.Minute(), nil
}

// instant is when the clocks of a zone show a time of day, given in minutes after midnight. What they skip in spring is
// the moment of the jump. What they show twice in autumn is the first time, or with last the second.
func instant(year int, month time.Month, day, minutes int, zone *time.Location, last bool) time.Time {
	wanted := time.Date(year, month, day, 0, minutes, 0, 0, time.UTC)
	t := time.Date(year, month, day, 0, minutes, 0, 0, zone)
	begins, ends := t.ZoneBounds()
	switch shown := wall(t); {
	case shown.After(wanted): // inside a gap, and Go has chosen the side behind it
		return begins
	case shown.Before(wanted):
		return ends
	}
	_, offset := t.Zone()
	if !begins.IsZero() && !last {
		_, before := begins.Add(-time.Second).Zone()
		if first := t.Add(time.Duration(offset-before) * time.Second); first.Before(begins) {
			return first
		}
	}
	if !ends.IsZero() && last {
		_, after := ends.Zone()
		if second := t.Add(time.Duration(offset-after) * time.Second); !second.Before(ends) {
			return second
		}
	}
	return t
}

// wall is what the clock on the wall shows, comparable with another.
func wall(t time.Time) time.Time {
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	return time.Date(year, month, day, hour, minute, second, t.Nanosecond(), time.UTC)
}

// until reports whether now lies in the quiet hours of a zone, and when they end. They last from the first time at which
// the clocks show their beginning to the last time at which they show their end, so that a night in which the clocks
// change is never interrupted.
func (h *Hours) until(now time.Time, zone *time.Location) (end time.Time, quiet bool) {
	if h == nil {
		return time.Time{}, false
	}
	from, err := clockTime(h.From)
	if err != nil {
		return time.Time{}, false
	}
	to, err := clockTime(h.To)
	if err != nil {
		return time.Time{}, false
	}
	if to <= from {
		to += minutesADay
	}
	year, month, day := now.In(zone).Date()
	for _, begun := range []int{day - 1, day} {
		begins := instant(year, month, begun, from, zone, false)
		ends := instant(year, month, begun, to, zone, true)
		if !now.Before(begins) && now.Before(ends) {
			return ends, true
		}
	}
	return time.Time{}, false
}

// next is the first time after now at which the clocks of a zone show a time of day.
func next(now time.Time, minutes int, zone *time.Location) time.Time {
	year, month, day := now.In(zone).Date()
	for ahead := 0; ; ahead++ {
		if t := instant(year, month, day+ahead, minutes, zone, false); t.After(now) {
			return t
		}
	}
}

// ahead is how long before what it is about a message must arrive to be of use.
const ahead = time.Hour

// plan is when a message goes out.
type plan struct {
	due    time.Time
	digest bool // together with others
	urgent bool // at any hour
}

// plan decides when a message may reach a person in a zone. begins is when that begins which it is about, zero if it is
// about no time: what would arrive too late to be of use goes out at once, also at night.
func (s Settings) plan(now, begins time.Time, zone *time.Location, urgent bool) plan {
	if urgent {
		return plan{due: now, urgent: true}
	}
	late := func(t time.Time) bool { return begins.After(now) && t.After(now) && t.After(begins.Add(-ahead)) }
	if s.Digest == Daily {
		if minutes, err := clockTime(s.DigestAt); err == nil {
			if at := s.loud(next(now, minutes, zone), zone); !late(at) {
				return plan{due: at, digest: true}
			}
		}
	}
	if at := s.loud(now, zone); !late(at) {
		return plan{due: at}
	}
	return plan{due: now, urgent: true}
}

// loud is t, or the end of the quiet hours in which it lies.
func (s Settings) loud(t time.Time, zone *time.Location) time.Time {
	if end, quiet := s.Quiet.until(t, zone); quiet {
		return end
	}
	return t
}

// location is the zone by its IANA name; what is none counts as UTC.
func location(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return zone
}
