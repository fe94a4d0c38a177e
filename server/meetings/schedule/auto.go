package schedule

import (
	"context"
	"fmt"
	"time"

	"fairground/server/actor"
	"fairground/server/meetings"
	"fairground/server/problem"
)

// When the program begins a run by itself: what was agreed on together is placed together.
const (
	autoAge     = 30 * time.Second // of the oldest that waits
	autoCount   = 20               // that wait
	autoSeconds = 5
)

// ripe reports whether what waits has waited long enough.
func ripe(w meetings.Waiting, now time.Time) bool {
	return w.Count >= autoCount || w.Count > 0 && now.Sub(w.Oldest) >= autoAge
}

// auto begins and publishes the runs that nobody has to press a button for.
func (s *Service) auto(ctx context.Context, now time.Time) error {
	ctx = actor.With(ctx, actor.System)
	drafts, err := s.runs.autoDrafts(ctx)
	if err != nil {
		return fmt.Errorf("find what the program has drafted: %w", err)
	}
	for _, r := range drafts {
		if _, err := s.Publish(ctx, r.Exhibition, r.ID, r.V); err != nil && !lostRace(err) {
			return fmt.Errorf("publish run %s: %w", r.ID, err)
		}
	}
	waiting, err := s.Meetings.Waiting(ctx)
	if err != nil {
		return fmt.Errorf("find what waits for a time: %w", err)
	}
	for _, w := range waiting {
		if !ripe(w, now) {
			continue
		}
		again, err := s.mayTryAgain(ctx, w, now)
		if err != nil {
			return err
		}
		if !again {
			continue
		}
		_, err = s.Start(ctx, w.Exhibition, Order{Kind: Solve, Seconds: autoSeconds, Keep: KeepAll})
		if err != nil && !lostRace(err) {
			return fmt.Errorf("begin a run: %w", err)
		}
	}
	return nil
}

// lostRace reports whether somebody else is at it, or has changed the run: then there is nothing to do now.
func lostRace(err error) bool {
	return problem.Is(err, problem.Conflict) || problem.Is(err, problem.PreconditionFailed) || problem.Is(err, problem.NotFound)
}

// autoPause is how long the program waits after a run of its own that did not help: it failed, or what waits is still the same.
const autoPause = 5 * time.Minute

// mayTryAgain asks the last run of the exhibition.
func (s *Service) mayTryAgain(ctx context.Context, w meetings.Waiting, now time.Time) (bool, error) {
	last, err := s.runs.newest(ctx, w.Exhibition, "", 1)
	if err != nil || len(last) == 0 {
		return err == nil, err
	}
	return last[0].lets(w, now), nil
}

// lets keeps the program from doing the same in vain every second, and from overtaking itself or an organizer.
func (r *Run) lets(w meetings.Waiting, now time.Time) bool {
	switch {
	case r.working() || r.Auto && r.State == Draft:
		return false
	case r.Auto && (r.State == Failed || !w.Newest.After(r.At)):
		return now.Sub(r.At) >= autoPause
	}
	return true
}
