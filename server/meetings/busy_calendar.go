package meetings

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	ical "github.com/arran4/golang-ical"

	"fairground/server/problem"
)

// busyCalendar is what a calendar says of somebody's time.
type busyCalendar struct {
	slots  []Slot // merged and in order
	events int    // that take some of the time, each instance of a series
	partly bool   // something in it was not understood and is left out
}

// Bounds of what is read: a stranger wrote it.
const (
	maxDepth     = 8      // components within components
	maxEvents    = 20_000 // with the instances of series
	maxBusySlots = 2000
)

// property is one line of a calendar (RFC 5545 section 3.1).
type property struct {
	name, value string
	params      map[string][]string
}

func (p property) param(name string) string {
	if list := p.params[name]; len(list) > 0 {
		return list[0]
	}
	return ""
}

// component is a part of a calendar that says when somebody is busy, or how a clock runs.
type component struct {
	name  string
	lines []property
	parts []*component // of a time zone
}

func (c *component) find(name string) (property, bool) {
	i := slices.IndexFunc(c.lines, func(p property) bool { return p.name == name })
	if i < 0 {
		return property{}, false
	}
	return c.lines[i], true
}

func (c *component) all(name string) []property {
	return slices.DeleteFunc(slices.Clone(c.lines), func(p property) bool { return p.name != name })
}

// readCalendar says when a calendar keeps somebody busy within a window; times without a zone are of his own. What it does not
// understand it leaves out and says so; what is no calendar at all is a problem.
func readCalendar(ctx context.Context, raw []byte, own *time.Location, within Window) (found busyCalendar, err error) {
	defer func() {
		// Libraries read what strangers wrote here: a calendar that breaks one must not stop the program.
		if broken := recover(); broken != nil {
			err = problem.New(problem.Invalid, calendarUnreadable, "the calendar cannot be read").Wrap(fmt.Errorf("broke the reader: %v", broken))
		}
	}()
	parts, header, partly, err := components(raw)
	if err != nil {
		return busyCalendar{}, problem.New(problem.Invalid, calendarUnreadable, "this is no calendar").Wrap(err)
	}
	r := calendarReader{within: within, zones: map[string]wallClock{}, own: placeClock{own}, partly: partly}
	r.readZones(parts, header)
	for _, c := range parts {
		if err := ctx.Err(); err != nil {
			return busyCalendar{}, problem.New(problem.TooLarge, calendarTooLarge, "the calendar takes too long to read").Wrap(err)
		}
		switch c.name {
		case "VEVENT":
			r.event(c)
		case "VFREEBUSY":
			r.freeBusy(c)
		}
	}
	if err := r.expand(ctx); err != nil {
		return busyCalendar{}, err
	}
	slots := merged(r.busy)
	if len(slots) > maxBusySlots {
		return busyCalendar{}, problem.New(problem.TooLarge, calendarTooLarge, "the calendar has too many events")
	}
	return busyCalendar{slots: slots, events: len(r.busy), partly: r.partly}, nil
}

// components reads the lines of a calendar into its events, free-busy lists and time zones, and the lines of the calendar
// itself. It keeps its own stack, so that deep nesting costs a counter and not the program's stack.
func components(raw []byte) (list []*component, header []property, partly bool, err error) {
	stream := ical.NewCalendarStream(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))))
	var open []*component
	began := false
	for ended := false; !ended; {
		line, err := stream.ReadLine()
		ended = errors.Is(err, io.EOF)
		if err != nil && !ended {
			return nil, nil, false, fmt.Errorf("read a line: %w", err)
		}
		if line == nil || strings.TrimSpace(string(*line)) == "" {
			continue
		}
		p, err := ical.ParseProperty(*line)
		if err != nil || p == nil {
			if len(open) == 0 {
				return nil, nil, false, errors.New("does not begin as a calendar")
			}
			partly = true
			continue
		}
		name, value := strings.ToUpper(p.IANAToken), strings.TrimSpace(p.Value)
		switch {
		case name == "BEGIN" && len(open) >= maxDepth:
			return nil, nil, false, errors.New("nested too deep")
		case name == "BEGIN" && len(open) == 0 && !strings.EqualFold(value, "VCALENDAR"), name != "BEGIN" && len(open) == 0:
			return nil, nil, false, errors.New("does not begin as a calendar")
		case name == "BEGIN":
			c := &component{name: strings.ToUpper(value)}
			switch len(open) {
			case 1:
				list = append(list, c)
			case 2:
				open[1].parts = append(open[1].parts, c)
			}
			open, began = append(open, c), true
		case name == "END":
			// An end without its begin ends what is open: what follows decides whether that was meant.
			open = open[:len(open)-1]
		default:
			line := property{name: name, value: value, params: upper(p.ICalParameters)}
			if c := open[len(open)-1]; len(open) > 1 {
				c.lines = append(c.lines, line)
			} else {
				header = append(header, line)
			}
		}
	}
	if len(open) > 0 || !began {
		return nil, nil, false, errors.New("breaks off")
	}
	return list, header, partly, nil
}

func upper(params map[string][]string) map[string][]string {
	by := make(map[string][]string, len(params))
	for name, values := range params {
		by[strings.ToUpper(name)] = values
	}
	return by
}

// calendarReader gathers what the events of one calendar say.
type calendarReader struct {
	within Window
	zones  map[string]wallClock
	own    wallClock
	series []event
	busy   []Slot
	partly bool
}

// event is a VEVENT that takes time.
type event struct {
	uid      string
	starts   moment
	length   time.Duration
	days     int // of a whole-day event, whose length by the clock depends on the day
	rule     string
	more     []property // RDATE
	except   []property // EXDATE
	replaces time.Time  // RECURRENCE-ID, of one instance of a series; zero for the series itself
	free     bool       // cancelled or marked as free
}

// ours marks meetings of this program: whoever keeps its feed in his calendar would else be busy with a meeting that moved.
const ours = "@fairground"

func (r *calendarReader) event(c *component) {
	uid, _ := c.find("UID")
	if strings.HasPrefix(uid.value, "mtg_") && strings.HasSuffix(uid.value, ours) {
		return
	}
	e := event{uid: uid.value, more: c.all("RDATE"), except: c.all("EXDATE")}
	begin, ok := c.find("DTSTART")
	if e.starts, ok = r.moment(begin, ok); !ok {
		r.partly = true
		return
	}
	if !r.measure(&e, c) {
		r.partly = true
		return
	}
	transparent, _ := c.find("TRANSP")
	status, _ := c.find("STATUS")
	e.free = strings.EqualFold(transparent.value, "TRANSPARENT") || strings.EqualFold(status.value, "CANCELLED")
	if rules := c.all("RRULE"); len(rules) > 0 {
		e.rule = rules[0].value
		r.partly = r.partly || len(rules) > 1 // deprecated by RFC 5545 section 3.8.5.3
	}
	if p, listed := c.find("RECURRENCE-ID"); listed {
		at, ok := r.moment(p, true)
		if !ok {
			r.partly = true
			return
		}
		e.replaces = at.instant()
		r.partly = r.partly || p.param("RANGE") != ""
	}
	r.series = append(r.series, e)
}

// measure finds how long an event is: by its end, by its duration, or by the rule of RFC 5545 section 3.6.1 if neither is said.
func (r *calendarReader) measure(e *event, c *component) bool {
	if p, said := c.find("DTEND"); said {
		ends, ok := r.moment(p, true)
		if !ok {
			return false
		}
		e.length = ends.instant().Sub(e.starts.instant())
		e.days = int(ends.wall.Sub(e.starts.wall) / (24 * time.Hour))
	} else if p, said := c.find("DURATION"); said {
		length, ok := duration(p.value)
		if !ok {
			return false
		}
		e.length, e.days = length, int(length/(24*time.Hour))
	} else if e.starts.day {
		e.days = 1
	}
	return e.length >= 0 && e.length < 400*24*time.Hour && e.days < 400
}

// freeBusy reads a list of times without events (RFC 5545 section 3.6.4).
func (r *calendarReader) freeBusy(c *component) {
	for _, p := range c.all("FREEBUSY") {
		if strings.EqualFold(p.param("FBTYPE"), "FREE") {
			continue
		}
		for _, period := range strings.Split(p.value, ",") {
			from, to, cut := strings.Cut(period, "/")
			begin, ok := r.moment(property{value: from}, cut)
			if !ok {
				r.partly = true
				continue
			}
			ends, ok := r.moment(property{value: to}, true)
			end := ends.instant()
			if length, isLength := duration(to); isLength {
				end, ok = begin.instant().Add(length), true
			}
			if !ok {
				r.partly = true
				continue
			}
			r.take(begin.instant(), end)
		}
	}
}

// take notes a time as busy, as far as it lies within the window.
func (r *calendarReader) take(from, to time.Time) {
	if from.Before(r.within.From) {
		from = r.within.From
	}
	if to.After(r.within.To) {
		to = r.within.To
	}
	if from.Before(to) {
		r.busy = append(r.busy, Slot{from.UTC(), to.UTC()})
	}
}
