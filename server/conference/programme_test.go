package conference

import (
	"testing"
	"time"

	"fairground/server/lang"
	"fairground/server/problem"
)

func TestSessionRules(t *testing.T) {
	start := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	good := func() Session {
		return Session{Title: lang.Text{"en": "Opening"}, Starts: start, Ends: start.Add(time.Hour), State: Scheduled, Room: "room_1"}
	}
	rows := []struct {
		name   string
		change func(*Session)
		field  string
	}{
		{"a session as it should be", func(*Session) {}, ""},
		{"one without a title", func(s *Session) { s.Title = nil }, "body.title"},
		{"one that ends before it starts", func(s *Session) { s.Ends = s.Starts }, "body.ends"},
		{"one of more than twelve hours", func(s *Session) { s.Ends = s.Starts.Add(12*time.Hour + 1) }, "body.ends"},
		{"one that would share a cell with the next", func(s *Session) { s.Ends = s.Starts.Add(time.Minute) }, "body.starts"},
		{"one declared live by hand", func(s *Session) { s.State = Live }, "body.state"},
		{"one in no language there is", func(s *Session) { s.Languages = []string{"en", "klingon!"} }, "body.languages[1]"},
		{"one held in a meeting's room", func(s *Session) { s.Room = "room_mtg_1" }, "body.room"},
		{"one with a title in no language there is", func(s *Session) { s.Title = lang.Text{"x!": "y"} }, "body.title"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			s := good()
			row.change(&s)
			err := s.check()
			var field string
			if p, ok := err.(*problem.Problem); ok && len(p.Fields) == 1 { //nolint:errorlint // check returns it bare
				field = p.Fields[0].Location
			}
			if field != row.field {
				t.Errorf("complaint about %q, want %q (%v)", field, row.field, err)
			}
		})
	}
}

func TestAStageIsClaimedByTheFiveMinutes(t *testing.T) {
	start := time.Date(2026, 11, 21, 10, 2, 0, 0, time.UTC)
	s := Session{Room: "room_1", Starts: start, Ends: start.Add(10 * time.Minute), State: Scheduled}
	if got := s.claims(); len(got) != 3 { // 10:00, 10:05, 10:10
		t.Errorf("claims %v", got)
	}
	s.Starts, s.Ends = start.Truncate(cell), start.Truncate(cell).Add(10*time.Minute)
	if got := s.claims(); len(got) != 2 {
		t.Errorf("claims %v", got)
	}
	for _, state := range []SessionState{Draft, Cancelled} {
		s.State = state
		if got := s.claims(); got != nil {
			t.Errorf("a %s session claims %v", state, got)
		}
	}
}

func TestTheStateOfASessionFollowsTheClock(t *testing.T) {
	start := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	s := Session{Starts: start, Ends: start.Add(time.Hour), State: Scheduled}
	rows := []struct {
		at   time.Time
		want SessionState
	}{
		{start.Add(-1), Scheduled},
		{start, Live},
		{start.Add(time.Hour - 1), Live},
		{start.Add(time.Hour), Over},
	}
	for _, row := range rows {
		if got := s.At(row.at).State; got != row.want {
			t.Errorf("at %s it is %s, want %s", row.at, got, row.want)
		}
	}
	s.State = Cancelled
	if got := s.At(start).State; got != Cancelled {
		t.Errorf("a cancelled session is %s", got)
	}
}
