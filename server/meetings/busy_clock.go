package meetings

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// wallClock turns what a clock on the wall shows, written as if it were UTC, into the instant, and back.
type wallClock interface {
	instant(wall time.Time) time.Time
	wall(instant time.Time) time.Time
}

// placeClock is a clock of the zone database.
type placeClock struct{ zone *time.Location }

func (c placeClock) instant(w time.Time) time.Time {
	return time.Date(w.Year(), w.Month(), w.Day(), w.Hour(), w.Minute(), w.Second(), 0, c.zone).UTC()
}

func (c placeClock) wall(at time.Time) time.Time {
	l := at.In(c.zone)
	return time.Date(l.Year(), l.Month(), l.Day(), l.Hour(), l.Minute(), l.Second(), 0, time.UTC)
}

// change is when a clock is set to another offset.
type change struct {
	wall     time.Time // as the clock shows it before
	from, to time.Duration
}

// ruledClock is a clock that the calendar itself describes (VTIMEZONE), as those do that call zones by names of their own.
type ruledClock struct{ changes []change } // in order, at least one

func (c ruledClock) instant(w time.Time) time.Time {
	offset := c.changes[0].from
	for _, ch := range c.changes {
		if ch.wall.After(w) {
			break
		}
		offset = ch.to
	}
	return w.Add(-offset)
}

func (c ruledClock) wall(at time.Time) time.Time {
	offset := c.changes[0].from
	for _, ch := range c.changes {
		if ch.wall.Add(-ch.from).After(at) {
			break
		}
		offset = ch.to
	}
	return at.Add(offset).UTC()
}

// maxChanges bounds the changes of one clock: two a year for five hundred years.
const maxChanges = 1000

// readZones finds the clocks that the calendar names: the zone database knows most of them better than the calendar does.
func (r *calendarReader) readZones(parts []*component, header []property) {
	for _, p := range header {
		if p.name == "X-WR-TIMEZONE" {
			if zone, ok := place(p.value); ok {
				r.own = placeClock{zone}
			}
		}
	}
	for _, c := range parts {
		id, ok := c.find("TZID")
		if c.name != "VTIMEZONE" || !ok {
			continue
		}
		if _, known := place(id.value); known {
			continue
		}
		if described, ok := described(c, r.within.To); ok {
			r.zones[id.value] = described
		} else {
			r.partly = true
		}
	}
}

// place finds a zone of the database, also behind the prefix that some calendars put before its name.
func place(name string) (*time.Location, bool) {
	parts := strings.Split(strings.Trim(name, "/"), "/")
	for i := range min(len(parts), 6) {
		tail := strings.Join(parts[i:], "/")
		if zone, err := time.LoadLocation(tail); err == nil && tail != "" && tail != "Local" {
			return zone, true
		}
	}
	return nil, false
}

// described reads the clock of a VTIMEZONE up to a time.
func described(c *component, until time.Time) (wallClock, bool) {
	var changes []change
	for _, part := range c.parts {
		from, okFrom := part.offset("TZOFFSETFROM")
		to, okTo := part.offset("TZOFFSETTO")
		begin, okBegin := part.find("DTSTART")
		first, day, utc, ok := wallTime(begin.value)
		if !okFrom || !okTo || !okBegin || !ok || day || utc {
			return nil, false
		}
		walls := []time.Time{first}
		if p, repeats := part.find("RRULE"); repeats {
			rule, understood := recurs(p.value)
			if !understood {
				return nil, false
			}
			before := moment{wall: first, clock: ruledClock{[]change{{wall: first, from: from, to: from}}}}
			for w := range rule.walls(before, until, nil) {
				if walls = append(walls, w); len(walls) > maxChanges {
					return nil, false
				}
			}
		}
		for _, p := range part.all("RDATE") {
			for _, v := range strings.Split(p.value, ",") {
				if w, _, _, ok := wallTime(v); ok && len(walls) < maxChanges {
					walls = append(walls, w)
				}
			}
		}
		for _, w := range walls {
			changes = append(changes, change{w, from, to})
		}
	}
	slices.SortFunc(changes, func(a, b change) int { return a.wall.Compare(b.wall) })
	return ruledClock{changes}, len(changes) > 0
}

// offset reads an offset such as +0530.
func (c *component) offset(name string) (time.Duration, bool) {
	p, ok := c.find(name)
	v := p.value
	if !ok || len(v) != 5 && len(v) != 7 || v[0] != '+' && v[0] != '-' {
		return 0, false
	}
	n, err := strconv.Atoi(v[1:5])
	if err != nil || n < 0 || n%100 > 59 || n > 2400 {
		return 0, false
	}
	d := time.Duration(n/100)*time.Hour + time.Duration(n%100)*time.Minute
	if v[0] == '-' {
		d = -d
	}
	return d, true
}

// moment is a time of a calendar: what a clock shows.
type moment struct {
	wall  time.Time
	clock wallClock
	day   bool // a date without a time
}

func (s moment) instant() time.Time {
	if s.clock == nil {
		return s.wall
	}
	return s.clock.instant(s.wall)
}

// moment reads a time with the clock that it names; ok says whether there is one at all.
func (r *calendarReader) moment(p property, ok bool) (moment, bool) {
	wall, day, utc, read := wallTime(p.value)
	if !ok || !read {
		return moment{}, false
	}
	s := moment{wall: wall, day: day, clock: r.own}
	switch id := p.param("TZID"); {
	case utc:
		s.clock = placeClock{time.UTC}
	case id != "" && !day:
		named, known := r.clockOf(id)
		if !known {
			r.partly = true // its own clock is the best guess
			named = r.own
		}
		s.clock = named
	}
	return s, true
}

func (r *calendarReader) clockOf(id string) (wallClock, bool) {
	if zone, ok := place(id); ok {
		return placeClock{zone}, true
	}
	c, ok := r.zones[id]
	return c, ok
}

// wallTime reads a DATE or DATE-TIME (RFC 5545 section 3.3.5).
func wallTime(v string) (wall time.Time, day, utc, ok bool) {
	v = strings.TrimSpace(v)
	for _, form := range []struct {
		layout   string
		day, utc bool
	}{{"20060102T150405Z", false, true}, {"20060102T150405", false, false}, {"20060102", true, false}} {
		if t, err := time.Parse(form.layout, v); err == nil {
			return t, form.day, form.utc, t.Year() > 1
		}
	}
	return time.Time{}, false, false, false
}

// duration reads a DURATION (RFC 5545 section 3.3.6), of at most a thousand days.
func duration(v string) (time.Duration, bool) {
	v = strings.TrimPrefix(strings.TrimSpace(v), "+")
	rest, ok := strings.CutPrefix(v, "P")
	if !ok || rest == "" {
		return 0, false
	}
	units := map[byte]time.Duration{'W': 7 * 24 * time.Hour, 'D': 24 * time.Hour}
	var sum time.Duration
	number, digits := 0, 0
	for _, b := range []byte(rest) {
		switch {
		case b >= '0' && b <= '9' && digits < 7:
			number, digits = number*10+int(b-'0'), digits+1
		case b == 'T' && digits == 0:
			units = map[byte]time.Duration{'H': time.Hour, 'M': time.Minute, 'S': time.Second}
		case units[b] > 0 && digits > 0:
			sum += time.Duration(number) * units[b]
			number, digits = 0, 0
		default:
			return 0, false
		}
		if sum > 1000*24*time.Hour || sum < 0 {
			return 0, false
		}
	}
	return sum, digits == 0
}
