package meetings

import (
	"context"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/teambition/rrule-go"

	"fairground/server/problem"
)

// expand notes what every event takes: once, or at each instance of its series.
func (r *calendarReader) expand(ctx context.Context) error {
	replaced := map[string][]time.Time{} // by the UID of the series
	for _, e := range r.series {
		if !e.replaces.IsZero() {
			replaced[e.uid] = append(replaced[e.uid], e.replaces)
		}
	}
	tooLarge := problem.New(problem.TooLarge, calendarTooLarge, "the calendar has too many events")
	for _, e := range r.series {
		if e.free {
			continue
		}
		except := r.exceptions(e)
		if e.replaces.IsZero() {
			except.instants = append(except.instants, replaced[e.uid]...)
		}
		for at := range r.instances(ctx, e) {
			if !except.hold(at) {
				r.take(e.span(at))
			}
			if len(r.busy) > maxEvents {
				return tooLarge
			}
		}
		if ctx.Err() != nil {
			return tooLarge.Wrap(ctx.Err())
		}
	}
	return nil
}

// span is the time that an instance takes. A whole day ends at a midnight, which is not always 24 hours away.
func (e event) span(at moment) (from, to time.Time) {
	if at.day {
		return at.instant(), moment{wall: at.wall.AddDate(0, 0, e.days), clock: at.clock}.instant()
	}
	return at.instant(), at.instant().Add(e.length)
}

// instances gives every time at which an event begins that may reach into the window.
func (r *calendarReader) instances(ctx context.Context, e event) iter.Seq[moment] {
	return func(yield func(moment) bool) {
		rule, understood := recurs(e.rule)
		switch {
		case e.rule != "" && !understood:
			r.partly = true // its first instance is all that can be told
			fallthrough
		case e.rule == "":
			if !yield(e.starts) {
				return
			}
		}
		for wall := range rule.walls(e.starts, r.within.To.Add(24*time.Hour), ctx.Done()) {
			at := moment{wall: wall, clock: e.starts.clock, day: e.starts.day}
			if _, ends := e.span(at); ends.After(r.within.From) && !yield(at) {
				return
			}
		}
		for at := range r.moments(e.more) {
			if !yield(at) {
				return
			}
		}
	}
}

// moments reads the times of lists such as RDATE. Of a period the begin counts: its end is seldom another than the event's.
func (r *calendarReader) moments(lists []property) iter.Seq[moment] {
	return func(yield func(moment) bool) {
		for _, p := range lists {
			for v := range strings.SplitSeq(p.value, ",") {
				begin, _, _ := strings.Cut(v, "/")
				at, ok := r.moment(property{value: begin, params: p.params}, true)
				if !ok {
					r.partly = true
				} else if !yield(at) {
					return
				}
			}
		}
	}
}

// exceptions are the instances that were taken out of a series.
type exceptions struct {
	instants []time.Time
	days     []time.Time // on the clock of the series
}

func (r *calendarReader) exceptions(e event) exceptions {
	var x exceptions
	for at := range r.moments(e.except) {
		if at.day {
			x.days = append(x.days, at.wall)
		} else {
			x.instants = append(x.instants, at.instant())
		}
	}
	return x
}

func (x exceptions) hold(at moment) bool {
	return slices.ContainsFunc(x.instants, at.instant().Equal) || slices.ContainsFunc(x.days, at.wall.Truncate(24*time.Hour).Equal)
}

// Bounds of a rule.
const (
	maxInterval  = 1000
	perMonth     = 5 // weekdays of a kind
	maxTimesADay = 24
	maxWalls     = 100_000
	lookEvery    = 64 // instances, before it is asked whether time is up
)

// recurrence is a rule by which something recurs (RFC 5545 section 3.3.10). The zero value gives nothing.
type recurrence struct {
	option *rrule.ROption
	until  string // as written: whether it is UTC matters
}

// recurs reads a rule. Those that recur within a day describe nobody's calendar, and the library may not return from them;
// weekdays beyond a month or a year it does not survive.
func recurs(rule string) (recurrence, bool) {
	rule = strings.ToUpper(rule)
	o, err := rrule.StrToROption(rule)
	if err != nil || o.Freq > rrule.DAILY || o.Interval > maxInterval || len(o.Byeaster) > 0 ||
		max(len(o.Byhour), 1)*max(len(o.Byminute), 1)*max(len(o.Bysecond), 1) > maxTimesADay {
		return recurrence{}, false
	}
	ofMonth := o.Freq != rrule.YEARLY || len(o.Bymonth) > 0
	if slices.ContainsFunc(o.Byweekday, func(d rrule.Weekday) bool { return ofMonth && (d.N() > perMonth || d.N() < -perMonth) }) {
		return recurrence{}, false
	}
	r := recurrence{option: o}
	for part := range strings.SplitSeq(rule, ";") {
		if value, ok := strings.CutPrefix(part, "UNTIL="); ok {
			r.until = value
		}
	}
	return r, true
}

// walls gives what the clock shows at the instances of a series, up to a time, until stop is closed. The rule is followed on
// the clock, so that a meeting at nine stays at nine when the clocks change.
func (r recurrence) walls(first moment, until time.Time, stop <-chan struct{}) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		if r.option == nil {
			return
		}
		o := *r.option
		o.Dtstart, o.Until = first.wall, until.Add(24*time.Hour) // no clock is a day away from UTC
		if last, ok := r.last(first); ok && last.Before(o.Until) {
			o.Until = last
		}
		rule, err := rrule.NewRRule(o)
		if err != nil || o.Until.Before(o.Dtstart) {
			return
		}
		next := rule.Iterator()
		for n := range maxWalls {
			if n%lookEvery == 0 {
				select {
				case <-stop:
					return
				default:
				}
			}
			if wall, more := next(); !more || !yield(wall) {
				return
			}
		}
	}
}

// last is what the clock shows when the series ends, if it ends at a time.
func (r recurrence) last(first moment) (time.Time, bool) {
	wall, day, utc, ok := wallTime(r.until)
	switch {
	case !ok:
		return time.Time{}, false
	case utc && first.clock != nil && !first.day:
		return first.clock.wall(wall), true
	case day:
		return wall.Add(24*time.Hour - time.Second), true // the whole of the last day
	}
	return wall, true
}
