package meetings

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"fairground/server/problem"
)

// shelf gives calendars by their address.
type shelf struct {
	bodies map[string]string
	reads  atomic.Int32
}

func (s *shelf) Read(_ context.Context, address string) ([]byte, error) {
	s.reads.Add(1)
	if body, ok := s.bodies[address]; ok {
		return []byte(body), nil
	}
	return nil, problem.New(problem.Unavailable, calendarUnreachable, "gone")
}

// hours are a profile of somebody in Shanghai who works from nine to six.
func hours(n string) Profile {
	return Profile{
		Exhibition: fairID, Org: "org_" + n, Person: "per_" + n, Role: "buy", Languages: []string{"en"},
		Hours: Hours{Zone: "Asia/Shanghai", From: "09:00", To: "18:00"},
	}
}

func TestStanding(t *testing.T) {
	profile := hours("a")
	me := profile.attendee().with(Availability{
		Said: Said{Open: []Slot{slot(20), slot(3)}, Closed: []Slot{slot(2)}},
		Busy: Busy{Slots: []Slot{{at(3), at(5)}, slot(21)}},
	})
	for _, row := range []struct {
		name string
		slot Slot
		want string
	}{
		{"within the hours", slot(1), slotHours},
		{"within the hours, and closed", slot(2), slotClosed},
		{"busy by the calendar", slot(4), slotBusy},
		{"busy by the calendar, and open on one's own word", slot(3), slotOpen},
		{"outside the hours", slot(19), slotNight},
		{"outside the hours, and open", slot(20), slotOpen},
		{"outside the hours and busy", slot(21), slotNight},
		{"half closed, after slots became longer", Slot{at(1), at(3)}, slotClosed},
		{"half open is not open", Slot{at(19), at(21)}, slotNight},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := me.standing(row.slot); got != row.want {
				t.Errorf("got %s, want %s", got, row.want)
			}
		})
	}
}

func TestAvailability(t *testing.T) {
	s, _, _ := open(t, 3)
	calendars := &shelf{bodies: map[string]string{
		"https://cal.example/a.ics": calendarOf(vevent("DTSTART:20261123T040000Z", "DURATION:PT1H")), // slots 4 and 5
	}}
	s.Calendars = calendars
	if err := s.SeedProfiles(t.Context(), hours("a"), hours("c")); err != nil {
		t.Fatal(err)
	}
	accepted(t, s, "a", "c", 8)
	own, err := s.OwnAvailability(as(t.Context(), "a"), fairID)
	if err != nil || own.V != 0 || own.Busy.State != BusyNone {
		t.Fatalf("at first: %+v, %v", own.Availability, err)
	}
	own, err = s.SaveAvailability(as(t.Context(), "a"), fairID, 0, []time.Time{at(20)}, []time.Time{at(2), at(3)}, "webcal://cal.example/a.ics")
	if err != nil || own.Busy.State != BusyOK || own.Busy.Events != 1 {
		t.Fatalf("saved: %+v, %v", own.Busy, err)
	}
	want := map[int]string{1: slotHours, 2: slotClosed, 3: slotClosed, 4: slotBusy, 5: slotBusy, 6: slotHours, 8: slotMeeting, 19: slotNight, 20: slotOpen}
	for n, free := range want {
		if got := own.Slots[n]; got.Free != free || !got.Starts.Equal(at(n)) {
			t.Errorf("slot %d at %s is %s, want %s", n, got.Starts, got.Free, free)
		}
	}
	if len(own.Open) != 1 || len(own.Closed) != 2 || own.Slots[0].Mine != "2026-11-23T10:00:00+08:00" {
		t.Errorf("open %v, closed %v, mine %s", own.Open, own.Closed, own.Slots[0].Mine)
	}
	free, err := s.CommonSlots(as(t.Context(), "c"), fairID, "org_a")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range free {
		n := int(f.Starts.Sub(opening) / (30 * time.Minute))
		if state, named := want[n]; named && state != slotHours {
			t.Errorf("the other side is offered slot %d, which is %s", n, state)
		}
	}
	t.Run("is refused", func(t *testing.T) {
		for _, row := range []struct {
			name         string
			v            int64
			open, closed []time.Time
			address      string
			code         string
		}{
			{"in an old version", 0, nil, nil, "", "version_conflict"},
			{"at what is no slot", 1, []time.Time{at(1).Add(time.Minute)}, nil, "", "availability_invalid"},
			{"both open and closed", 1, []time.Time{at(1)}, []time.Time{at(1)}, "", "availability_invalid"},
			{"with a calendar without https", 1, nil, nil, "http://cal.example/", "availability_invalid"},
		} {
			t.Run(row.name, func(t *testing.T) {
				_, err := s.SaveAvailability(as(t.Context(), "a"), fairID, row.v, row.open, row.closed, row.address)
				refused(t, err, row.code)
			})
		}
	})
}

func TestBusyCalendarsAreReadAgain(t *testing.T) {
	s, _, c := open(t, 3)
	address := "https://cal.example/a.ics"
	calendars := &shelf{bodies: map[string]string{address: calendarOf(vevent("DTSTART:20261123T040000Z", "DURATION:PT30M"))}}
	s.Calendars = calendars
	save := func(v int64, address string) OwnAvailability {
		t.Helper()
		own, err := s.SaveAvailability(as(t.Context(), "a"), fairID, v, nil, nil, address)
		if err != nil {
			t.Fatal(err)
		}
		return own
	}
	read := func() Availability {
		t.Helper()
		if err := s.ReadCalendars(t.Context(), c.now()); err != nil {
			t.Fatal(err)
		}
		a, err := s.availability.of(t.Context(), fairID, "per_a")
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	save(0, address)
	if read(); calendars.reads.Load() != 1 {
		t.Errorf("read %d times at once", calendars.reads.Load())
	}
	calendars.bodies[address] = calendarOf(vevent("DTSTART:20261123T050000Z", "DURATION:PT30M"))
	c.set(c.now().Add(busyEvery))
	if a := read(); a.V != 1 || len(a.Busy.Slots) != 1 || !a.Busy.Slots[0].Starts.Equal(at(6)) {
		t.Errorf("after half an hour: version %d, %v", a.V, a.Busy.Slots)
	}
	delete(calendars.bodies, address)
	c.set(c.now().Add(busyEvery))
	if a := read(); a.Busy.State != BusyFailed || a.Busy.Problem != calendarUnreachable || len(a.Busy.Slots) != 1 {
		t.Errorf("a calendar that is gone: %+v", a.Busy)
	}
	if own := save(1, ""); own.Busy.State != BusyNone || len(own.Busy.Slots) != 0 {
		t.Errorf("without a calendar: %+v", own.Busy)
	}
	reads := calendars.reads.Load()
	c.set(c.now().Add(busyEvery))
	if read(); calendars.reads.Load() != reads {
		t.Error("a calendar that was taken away is still read")
	}
	save(2, address)
	c.set(opening.Add(30 * 24 * time.Hour))
	if a := read(); !a.Busy.Due.IsZero() {
		t.Error("a calendar is read after the exhibition")
	}
}

func TestAResultOfAnEarlierAddressIsDropped(t *testing.T) {
	s, _, _ := open(t, 3)
	s.Calendars = &shelf{bodies: map[string]string{}}
	if _, err := s.SaveAvailability(as(t.Context(), "a"), fairID, 0, nil, nil, "https://new.example/"); err != nil {
		t.Fatal(err)
	}
	id := profileID(fairID, "per_a")
	if err := s.availability.setBusy(t.Context(), id, "https://old.example/", Busy{State: BusyOK, Slots: []Slot{slot(1)}}); err != nil {
		t.Fatal(err)
	}
	if a, err := s.availability.of(t.Context(), fairID, "per_a"); err != nil || a.Busy.State != BusyFailed {
		t.Errorf("got %+v, %v", a.Busy, err)
	}
}

func TestWatchCalendarsEnds(t *testing.T) {
	s, _, _ := open(t, 1)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.WatchCalendars(ctx)
	}()
	cancel()
	<-done
}
