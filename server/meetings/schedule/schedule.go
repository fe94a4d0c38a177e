// Package schedule is the organizer's planner: it makes a timetable of what is wanted with the matching engine, keeps it as
// a run with its certificate, lets it be changed by hand, says why a wish is not met, and publishes it so that nobody ever
// sees half of it (DESIGN.md).
//
// It does not know how a meeting claims its time, who may be met or what two people agreed on: the meetings feature tells
// and does all of that, one document at a time. It does not know mail either: a letter is an entry in an outbox.
package schedule

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"fairground/matchmaking"
	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/meetings"
	"fairground/server/problem"
)

// Meetings is what the planner needs of the meetings feature.
type Meetings interface {
	// Plan is a snapshot of who wants to meet whom, when everybody can, and what stands.
	Plan(ctx context.Context, exhibition string, now time.Time) (meetings.Planning, error)
	// Release, Take, Settle and Abandon publish one change; each can be repeated.
	Release(ctx context.Context, run string, c meetings.PlanChange) (bool, error)
	Take(ctx context.Context, run string, c meetings.PlanChange) (bool, error)
	Settle(ctx context.Context, run string, c meetings.PlanChange) (meetings.Meeting, error)
	Abandon(ctx context.Context, run string, c meetings.PlanChange) error
	// Pin freezes a meeting or gives it free.
	Pin(ctx context.Context, id string, frozen bool) error
	// Waiting lists the exhibitions in which something waits for a time and the program itself is to find one.
	Waiting(ctx context.Context) ([]meetings.Waiting, error)
	// Between lists what two organizations have had with each other, as the actor may see it.
	Between(ctx context.Context, exhibition, a, b string) ([]meetings.Meeting, error)
	// Recall adds to a planning what runs have called off and both sides still want, with its people.
	Recall(ctx context.Context, in *meetings.Planning, runs []string) error
	// Preferences lists what the actor's organization wants.
	Preferences(ctx context.Context, exhibition string) ([]meetings.Preference, error)
	// Letter writes the meetings as iCalendar objects for one of their people.
	Letter(ctx context.Context, ids []string, person string) ([]byte, error)
}

// Deps are what the service needs of its surroundings.
type Deps struct {
	DB        *db.DB
	Meetings  Meetings
	Directory meetings.Directory // for the names of interpreters
	Now       func() time.Time
	Log       *slog.Logger
	// Budget is what the solver may spend for so many seconds of an order; nil: that time.
	Budget func(seconds int) matchmaking.Budget
}

// Service is the feature.
type Service struct {
	Deps
	runs    runStore
	files   fileStore
	letters letterStore
	node    string // names this process in the runs that it works for

	mu      sync.Mutex
	working map[string]context.CancelFunc // by run
	seen    map[string]bool               // runs that are published for ever
	closed  bool
	work    sync.WaitGroup
	ctx     context.Context //nolint:containedctx // the life of the goroutines that Close ends
	stop    context.CancelFunc
}

// New returns the feature on a database. Close ends its goroutines.
func New(d Deps) *Service {
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	if d.Budget == nil {
		d.Budget = func(seconds int) matchmaking.Budget {
			return matchmaking.Budget{Time: time.Duration(seconds) * time.Second, Seed: 1}
		}
	}
	s := &Service{
		Deps: d, runs: newRunStore(d.DB), files: newFileStore(d.DB), letters: newLetterStore(d.DB), node: rand.Text(),
		working: map[string]context.CancelFunc{}, seen: map[string]bool{},
	}
	s.ctx, s.stop = context.WithCancel(actor.With(context.Background(), actor.System))
	return s
}

// Close ends what is being solved or published and waits for it. A run that was being published is resumed by the next
// program, one that was being solved has failed.
func (s *Service) Close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.stop()
	s.work.Wait()
}

// Indexes makes sure that the database has what the claims rest on.
func (s *Service) Indexes(ctx context.Context) error {
	if err := errors.Join(s.runs.indexes(ctx), s.files.indexes(ctx), s.letters.indexes(ctx)); err != nil {
		return fmt.Errorf("index schedule runs: %w", err)
	}
	return nil
}

// Outboxes lists the collections that the delivery worker empties, by name.
func (s *Service) Outboxes() map[string]db.Outbox {
	return map[string]db.Outbox{"schedule_runs": s.runs, "schedule_letters": s.letters}
}

// now is the time as the database keeps it.
func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Millisecond) }

// organizes refuses everybody but the organizers of an exhibition.
func organizes(ctx context.Context, exhibition string) error {
	if who := actor.From(ctx); !who.IsSystem() && !who.Has(actor.Organizer, exhibition) {
		return problem.New(problem.Forbidden, "not_organizer", "only organizers of this exhibition may do this")
	}
	return nil
}

// Published reports whether readers see what a run did. Once true it stays true.
func (s *Service) Published(ctx context.Context, run string) (bool, error) {
	s.mu.Lock()
	known := s.seen[run]
	s.mu.Unlock()
	if known {
		return true, nil
	}
	r, err := s.runs.Find(ctx, run)
	if problem.Is(err, problem.NotFound) {
		return false, nil
	}
	if err != nil || !r.visible() {
		return false, err
	}
	s.mu.Lock()
	s.seen[run] = true
	s.mu.Unlock()
	return true, nil
}

// find returns a run of an exhibition to its organizers.
func (s *Service) find(ctx context.Context, exhibition, id string) (Run, error) {
	if err := organizes(ctx, exhibition); err != nil {
		return Run{}, err
	}
	return s.runs.of(ctx, exhibition, id)
}

// Find returns a run.
func (s *Service) Find(ctx context.Context, exhibition, id string) (Run, error) {
	return s.find(ctx, exhibition, id)
}

// List lists the runs of an exhibition, the last first. next is where the page after begins, "" on the last.
func (s *Service) List(ctx context.Context, exhibition, cursor string, limit int) (list []Run, next string, err error) {
	if err := organizes(ctx, exhibition); err != nil {
		return nil, "", err
	}
	limit = min(max(limit, 1), 200)
	if list, err = s.runs.newest(ctx, exhibition, cursor, limit+1); err != nil {
		return nil, "", err
	}
	if len(list) > limit {
		list = list[:limit]
		next = list[limit-1].ID
	}
	return list, next, nil
}

// version finds a run in the version that the actor saw.
func (s *Service) version(ctx context.Context, exhibition, id string, v int64) (Run, error) {
	r, err := s.find(ctx, exhibition, id)
	if err == nil && r.V != v {
		err = problem.New(problem.PreconditionFailed, "version_conflict", "this run has been changed by someone else")
	}
	return r, err
}

// Delete throws a run away that was not published.
func (s *Service) Delete(ctx context.Context, exhibition, id string, v int64) error {
	r, err := s.version(ctx, exhibition, id, v)
	if err != nil {
		return err
	}
	if r.visible() {
		return problem.New(problem.Conflict, "run_state", "what was published stays").With("state", string(r.State))
	}
	if err := r.only(Draft, Failed, Cancelled, Superseded); err != nil {
		return err
	}
	if err := s.runs.Delete(ctx, id, v); err != nil {
		return err
	}
	return s.files.remove(ctx, id)
}
