package exhibition

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Hours are one opening in the week, in the booth's zone. An opening over midnight is two: until 24:00, and from 00:00.
type Hours struct {
	Weekday int    `bson:"weekday" json:"weekday" minimum:"1" maximum:"7" doc:"ISO 8601: Monday is 1."`
	From    string `bson:"from" json:"from" pattern:"^[0-2][0-9]:[0-5][0-9]$" doc:"HH:MM in the booth's zone."`
	To      string `bson:"to" json:"to" pattern:"^[0-2][0-9]:[0-5][0-9]$" doc:"HH:MM, 24:00 at the latest."`
}

// Opening is one opening on the calendar, in UTC.
type Opening struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

const (
	hoursLimit    = 42 // six openings a day
	minutesOfDay  = 24 * 60
	openingsAhead = 8 // days, so that every weekday is met even after a change of the clock
)

// clock reads "HH:MM", 00:00 to 24:00, as minutes.
func clock(s string) (int, error) {
	wrong := errors.New("not a time HH:MM from 00:00 to 24:00")
	if len(s) != 5 || s[2] != ':' {
		return 0, wrong
	}
	digit := func(i int) int { return int(s[i]) - '0' }
	for _, i := range []int{0, 1, 3, 4} {
		if d := digit(i); d < 0 || d > 9 {
			return 0, wrong
		}
	}
	hour, minute := digit(0)*10+digit(1), digit(3)*10+digit(4)
	if minute > 59 || hour*60+minute > minutesOfDay {
		return 0, wrong
	}
	return hour*60 + minute, nil
}

// checkHours says all that is wrong with a week of hours.
func checkHours(hours []Hours) error {
	var f faults
	if len(hours) > hoursLimit {
		f.at("body.hours", fmt.Errorf("at most %d openings", hoursLimit))
		return f.err()
	}
	type span struct{ day, from, to int }
	var spans []span
	for i, h := range hours {
		at := fmt.Sprintf("body.hours[%d]", i)
		if h.Weekday < 1 || h.Weekday > 7 {
			f.at(at+".weekday", errors.New("must be 1 (Monday) to 7 (Sunday)"))
			continue
		}
		from, err := clock(h.From)
		f.at(at+".from", err)
		to, errTo := clock(h.To)
		f.at(at+".to", errTo)
		if err != nil || errTo != nil {
			continue
		}
		if to <= from {
			f.at(at+".to", errors.New("must be after from"))
			continue
		}
		for _, s := range spans {
			if s.day == h.Weekday && from < s.to && s.from < to {
				f.at(at, errors.New("overlaps another opening of the day"))
			}
		}
		spans = append(spans, span{h.Weekday, from, to})
	}
	return f.err()
}

// openings lists what of the hours lies in the eight days after from, clipped at from, joined where one opening ends as the
// next begins. A time that the clocks skip counts as the moment of the change; a time that they show twice opens at its
// first and closes at its last.
func openings(hours []Hours, loc *time.Location, from time.Time) []Opening {
	local := from.In(loc)
	var list []Opening
	for day := -1; day <= openingsAhead; day++ {
		// Noon exists on every day of every zone but one that skips a whole day, where the day after stands in.
		date := time.Date(local.Year(), local.Month(), local.Day()+day, 12, 0, 0, 0, time.UTC)
		weekday := int(date.Weekday()+6)%7 + 1
		for _, h := range hours {
			if h.Weekday != weekday {
				continue
			}
			opens, err := clock(h.From)
			closes, errTo := clock(h.To)
			if err != nil || errTo != nil {
				continue
			}
			o := Opening{From: instant(date, opens, loc, false), To: instant(date, closes, loc, true)}
			if o.To.After(from) && o.From.Before(o.To) {
				list = append(list, o)
			}
		}
	}
	slices.SortFunc(list, func(a, b Opening) int { return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To)) })
	var joined []Opening
	for _, o := range list {
		if n := len(joined); n > 0 && !o.From.After(joined[n-1].To) {
			if o.To.After(joined[n-1].To) {
				joined[n-1].To = o.To
			}
			continue
		}
		joined = append(joined, o)
	}
	if len(joined) > 0 && joined[0].From.Before(from) {
		joined[0].From = from.UTC()
	}
	return joined
}

// instant is the moment at which the clocks of loc show the minutes of the date; last chooses among two.
func instant(date time.Time, minutes int, loc *time.Location, last bool) time.Time {
	wall := time.Date(date.Year(), date.Month(), date.Day(), 0, minutes, 0, 0, time.UTC)
	offset := func(at time.Time) time.Duration {
		_, seconds := at.In(loc).Zone()
		return time.Duration(seconds) * time.Second
	}
	before, after := offset(wall.Add(-26*time.Hour)), offset(wall.Add(26*time.Hour))
	shows := func(off time.Duration) (time.Time, bool) {
		t := wall.Add(-off)
		return t, offset(t) == off
	}
	early, okEarly := shows(before)
	late, okLate := shows(after)
	switch {
	case okEarly && okLate && early.Before(late) == last:
		return late
	case okEarly:
		return early
	case okLate:
		return late
	}
	// Skipped: with the offset from before the change the moment lies just after it.
	if change, _ := early.In(loc).ZoneBounds(); !change.IsZero() && change.Before(early) && early.Sub(change) < 26*time.Hour {
		return change.UTC()
	}
	return early
}

// Openness is what a visitor reads at the door.
type Openness struct {
	Open   bool
	Opens  *time.Time // the next opening, if closed
	Closes *time.Time // the end of this opening, if open
	Next   []Opening  // this and the next openings
}

const nextOpenings = 5

// openness says whether a booth with these hours is open at now, when visitors are let in from the moment visiting on.
func openness(hours []Hours, loc *time.Location, now, visiting time.Time, visited bool) Openness {
	if !visited {
		return Openness{}
	}
	from := now
	if visiting.After(now) {
		from = visiting
	}
	next := openings(hours, loc, from)
	if len(next) == 0 {
		return Openness{}
	}
	o := Openness{Next: next[:min(nextOpenings, len(next))]}
	if !next[0].From.After(now) {
		o.Open, o.Closes = true, &next[0].To
	} else {
		o.Opens = &next[0].From
	}
	return o
}
