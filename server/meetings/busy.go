package meetings

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"fairground/server/problem"
)

// Calendars reads a calendar from an address that somebody gave.
type Calendars interface {
	// Read returns what stands there, or a problem whose code a person can be shown.
	Read(ctx context.Context, address string) ([]byte, error)
}

const maxAddress = 2000 // characters

// calendarAddress reads the address of a calendar: https, with a host, and webcal as people copy it from their calendars.
func calendarAddress(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || len(address) > maxAddress {
		return nil, errors.New("is no address")
	}
	if strings.EqualFold(u.Scheme, "webcal") {
		u.Scheme = "https"
	}
	switch {
	case u.Scheme != "https" || u.Hostname() == "":
		return nil, errors.New("must begin with https://")
	case u.User != nil:
		return nil, errors.New("must not name a user or password")
	}
	u.Fragment = ""
	return u, nil
}

// Busy calendars are read by a few at a time, so that slow ones do not hold up the others.
const (
	busyReaders = 4
	busyBatch   = 40
)

// readBusy reads a calendar. If that fails, what it said last still counts: somebody whose calendar server is down is not free.
func (s *Service) readBusy(ctx context.Context, fair Fair, person, address string, last Busy) Busy {
	now := s.now()
	next := Busy{State: BusyFailed, At: now, Events: last.Events, Slots: orEmpty(last.Slots), Due: now.Add(busyEvery)}
	found, err := s.busyTimes(ctx, fair, person, address)
	if err != nil {
		next.Problem = problem.Code(err)
		if next.Problem == "" {
			next.Problem = calendarUnreachable
		}
		s.Log.InfoContext(ctx, "a busy calendar could not be read", "person", person, "problem", next.Problem)
		return next
	}
	next.State, next.Events, next.Slots = BusyOK, found.events, found.slots
	if found.partly {
		next.Problem = "calendar_partly_read"
	}
	return next
}

func (s *Service) busyTimes(ctx context.Context, fair Fair, person, address string) (busyCalendar, error) {
	ctx, cancel := context.WithTimeout(ctx, calendarTimeout)
	defer cancel()
	raw, err := s.Calendars.Read(ctx, address)
	if err != nil {
		return busyCalendar{}, err
	}
	if len(fair.Windows) == 0 {
		return busyCalendar{slots: []Slot{}}, nil
	}
	me, err := s.attendee(ctx, fair.ID, person, s.zoneOf(ctx, person))
	if err != nil {
		return busyCalendar{}, err
	}
	whole := Window{From: fair.Windows[0].From, To: fair.Windows[len(fair.Windows)-1].To}
	return readCalendar(ctx, raw, me.zone, whole)
}

// zoneOf is the zone in which times without one are read.
func (s *Service) zoneOf(ctx context.Context, person string) string {
	p, err := s.Directory.Person(ctx, person)
	if err != nil {
		return ""
	}
	return p.Zone
}

// ReadCalendars reads the busy calendars that are due, at most once each. It returns when all have answered or with the
// context. Calling it twice at once, or on two nodes, is harmless.
func (s *Service) ReadCalendars(ctx context.Context, now time.Time) error {
	due, err := s.availability.busyDue(ctx, now.UTC().Truncate(time.Millisecond), busyBatch)
	if err != nil {
		return fmt.Errorf("find calendars that are due: %w", err)
	}
	queue := make(chan Availability, len(due))
	for _, a := range due {
		queue <- a
	}
	close(queue)
	var readers sync.WaitGroup
	failed := make(chan error, busyReaders)
	for range min(busyReaders, len(due)) {
		readers.Go(func() {
			for a := range queue {
				if err := s.readAgain(ctx, a); err != nil {
					failed <- err
					return
				}
			}
		})
	}
	readers.Wait()
	close(failed)
	var all error
	for err := range failed {
		all = errors.Join(all, err)
	}
	return all
}

// readAgain reads one calendar that is due. An exhibition that is over or gone has no use for it.
func (s *Service) readAgain(ctx context.Context, a Availability) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	mine, err := s.availability.lease(ctx, a, s.now().Add(busyEvery))
	if err != nil || !mine {
		return err
	}
	fair, err := s.fair(ctx, a.Exhibition)
	if err != nil && !problem.Is(err, problem.NotFound) {
		return err
	}
	if n := len(fair.Windows); n == 0 || fair.Windows[n-1].To.Before(s.now()) {
		a.Busy.Due = time.Time{}
		return s.availability.setBusy(ctx, a.ID, a.Said.BusyURL, a.Busy)
	}
	b := s.readBusy(ctx, fair, a.Person, a.Said.BusyURL, a.Busy)
	if ctx.Err() != nil {
		return ctx.Err() // the program stops: this says nothing of the calendar
	}
	return s.availability.setBusy(ctx, a.ID, a.Said.BusyURL, b)
}

// WatchCalendars reads busy calendars as they become due, until the context ends. It does not hold up the timer of meetings.
func (s *Service) WatchCalendars(ctx context.Context) {
	tick := time.NewTicker(busyTick)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := s.ReadCalendars(ctx, s.now()); err != nil && ctx.Err() == nil {
			s.Log.ErrorContext(ctx, "read busy calendars", "err", err)
		}
	}
}

const busyTick = 10 * time.Second
