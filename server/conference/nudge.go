package conference

import (
	"context"
	"sync"
)

// nudges joins what changes often, such as the votes for a question, into at most one announcement per thing and round of the
// clock: announcements are numbered events that every client takes.
type nudges struct {
	mu   sync.Mutex
	wait map[nudge]map[string]string
}

// nudge names what has changed.
type nudge struct{ room, event, thing string }

// maxNudges bounds what waits for the next round; what is beyond is told by the next change.
const maxNudges = 10_000

func newNudges() *nudges { return &nudges{wait: map[nudge]map[string]string{}} }

// nudge announces a change within the next round of the clock, with the newest data.
func (s *Service) nudge(room, event, thing string, data map[string]string) {
	s.nudges.mu.Lock()
	defer s.nudges.mu.Unlock()
	n := nudge{room, event, thing}
	if _, known := s.nudges.wait[n]; known || len(s.nudges.wait) < maxNudges {
		s.nudges.wait[n] = data
	}
}

// tellNudges announces what waits.
func (s *Service) tellNudges(ctx context.Context) {
	s.nudges.mu.Lock()
	wait := s.nudges.wait
	s.nudges.wait = map[nudge]map[string]string{}
	s.nudges.mu.Unlock()
	for n, data := range wait {
		s.tell(ctx, n.room, n.event, data)
	}
}
