package schedule

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"fairground/matchmaking"
	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/meetings"
	"fairground/server/problem"
)

// pulse is how often a run at work says how far it has come.
const pulse = 500 * time.Millisecond

// Start begins a run. One of an exhibition is at work at a time: run_in_progress names it. Solving goes on behind; all other
// kinds are made at once, and the run that is returned is a draft or has failed.
func (s *Service) Start(ctx context.Context, exhibition string, o Order) (Run, error) { //nolint:contextcheck // the search outlives the request
	if err := organizes(ctx, exhibition); err != nil {
		return Run{}, err
	}
	if err := o.check(); err != nil {
		return Run{}, err
	}
	now := s.now()
	in, err := s.Meetings.Plan(ctx, exhibition, now)
	if err != nil {
		return Run{}, err
	}
	live, err := s.runs.live(ctx, exhibition)
	if err != nil {
		return Run{}, err
	}
	var earlier Run
	if o.Kind == Restore {
		if earlier, err = s.runs.of(ctx, exhibition, o.Restore); err != nil {
			return Run{}, err
		}
		if !earlier.visible() {
			return Run{}, problem.New(problem.Conflict, "run_not_published", "only what was published can be restored")
		}
		if err := s.recall(ctx, &in, earlier, live); err != nil {
			return Run{}, err
		}
	}
	r := begin(db.NewID("run", now), exhibition, actor.From(ctx), o, now)
	r.Node, r.Beat = s.node, now
	if len(live) > 0 {
		r.Base = live[0].ID
	}
	work := func(ctx context.Context, observe func(matchmaking.Progress)) (Plan, *Plan, error) {
		return s.compose(ctx, r, in, earlier, live, observe)
	}
	inner, done, err := s.engage(r.ID)
	if err != nil {
		return Run{}, err
	}
	if err := s.runs.insert(ctx, r); err != nil {
		done()
		return Run{}, err
	}
	if o.Kind == Solve {
		s.work.Go(func() {
			defer done()
			s.watch(inner, r, in.Settings.Tables, work)
		})
		return r, nil
	}
	defer done()
	plan, asked, err := work(ctx, nil)
	if err := s.finish(ctx, r, plan, asked, err); err != nil {
		return Run{}, err
	}
	return s.runs.of(ctx, exhibition, r.ID)
}

// engage notes that this process works for a run. The context ends with the service or when the run is cancelled.
func (s *Service) engage(run string) (ctx context.Context, done func(), err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, nil, problem.New(problem.Unavailable, "stopping", "the program is about to stop")
	}
	if s.working[run] != nil {
		return nil, nil, problem.New(problem.Conflict, "run_in_progress", "the run is at work already").With("run", run)
	}
	ctx, cancel := context.WithCancel(s.ctx)
	s.working[run] = cancel
	return ctx, func() {
		cancel()
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.working, run)
	}, nil
}

// engaged reports whether this process works for a run.
func (s *Service) engaged(run string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.working[run] != nil
}

// compose makes the plan of a run. asked is what was asked of the engine, for the names in a failure.
func (s *Service) compose(ctx context.Context, r Run, in meetings.Planning, earlier Run, live []Run, observe func(matchmaking.Progress)) (plan Plan, asked *Plan, err error) {
	names, err := s.interpreters(ctx, in)
	if err != nil {
		return Plan{}, nil, err
	}
	opt := terms{keep: r.Keep, facts: r.Kind != Solve || r.Keep == KeepAll, refit: r.Kind == Repair}
	if r.Kind != Solve {
		opt.keep = KeepFrozen
	} else if all := in.Fair.Slots(); !r.Auto && (len(all) == 0 || r.At.Before(all[0].Starts)) {
		opt.strict = true
	}
	d := build(in, names, opt, r.At)
	switch r.Kind {
	case Solve:
		plan, err = solve(ctx, d, s.Budget(r.Seconds), observe)
	case Repair:
		plan, err = repair(d, r.Changes)
	case Edit:
		plan, err = stand(d)
	case Restore:
		var was Plan
		if was, err = s.plan(ctx, earlier); err == nil {
			plan = restore(was, d, in.Standing, since(live, earlier))
		}
	}
	return plan, &d.Plan, err
}

// recall adds to a planning what later runs than the earlier one called off: agreed on by people, it may be nobody's preference.
func (s *Service) recall(ctx context.Context, in *meetings.Planning, earlier Run, live []Run) error {
	if err := s.Meetings.Recall(ctx, in, since(live, earlier)); err != nil {
		return fmt.Errorf("recall what was called off: %w", err)
	}
	return nil
}

// recalled is recall for a restore that is about to be published.
func (s *Service) recalled(ctx context.Context, in *meetings.Planning, r Run) error {
	earlier, err := s.runs.of(ctx, r.Exhibition, r.Restores)
	if err != nil {
		return err
	}
	live, err := s.runs.live(ctx, r.Exhibition)
	if err != nil {
		return err
	}
	return s.recall(ctx, in, earlier, live)
}

// since lists the runs that were published after one, out of a list that begins with the last.
func since(live []Run, earlier Run) []string {
	var ids []string
	for _, r := range live {
		if r.Live.After(earlier.Live) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// interpreters finds the names of those who interpret.
func (s *Service) interpreters(ctx context.Context, in meetings.Planning) (map[string]string, error) {
	names := map[string]string{}
	for _, i := range in.Settings.Interpreters {
		p, err := s.Directory.Person(ctx, i.Person)
		if err != nil && !problem.Is(err, problem.NotFound) {
			return nil, fmt.Errorf("name an interpreter: %w", err)
		}
		names[i.Person] = p.Name
	}
	return names, nil
}

// watch lets the solver work and says how far it has come, until it ends or the run is cancelled.
func (s *Service) watch(ctx context.Context, r Run, tables int, work func(context.Context, func(matchmaking.Progress)) (Plan, *Plan, error)) {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	var mu sync.Mutex
	var last matchmaking.Progress
	began := time.Now()
	snapshot := func() Progress {
		mu.Lock()
		defer mu.Unlock()
		return Progress{Placed: last.Placed, Wishes: last.Wishes, Moves: last.Moves, Seconds: time.Since(began).Seconds(), Levels: levels(last.Levels, tables)}
	}
	type result struct {
		plan  Plan
		asked *Plan
		err   error
	}
	ended := make(chan result, 1)
	s.work.Go(func() {
		plan, asked, err := work(inner, func(p matchmaking.Progress) {
			mu.Lock()
			defer mu.Unlock()
			last = p
		})
		ended <- result{plan, asked, err}
	})
	tick := time.NewTicker(pulse)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			current, err := s.runs.progress(inner, r.ID, r.V, snapshot(), s.now())
			if err != nil && inner.Err() == nil {
				s.Log.Error("note the progress of a run", "run", r.ID, "err", err)
			}
			if err == nil && !current {
				cancel() // cancelled through another process
			}
		case out := <-ended:
			if ctx.Err() != nil || inner.Err() != nil {
				return
			}
			r.Progress = snapshot()
			if err := s.finish(ctx, r, out.plan, out.asked, out.err); err != nil && ctx.Err() == nil {
				s.Log.Error("finish a schedule run", "run", r.ID, "err", err)
			}
			return
		}
	}
}

// finish makes a run at work a draft, or says why it is none. A run that was cancelled meanwhile stays cancelled.
func (s *Service) finish(ctx context.Context, r Run, plan Plan, asked *Plan, err error) error {
	v, now := r.V, s.now()
	if err == nil {
		if r.Plan, err = s.keep(ctx, r.ID, planFile, plan); err == nil {
			err = r.drafted(&plan, r.By, "drafted", now)
		}
	}
	if err != nil {
		if asked == nil {
			asked = &Plan{}
		}
		f, fault := failure(err, asked)
		if fault != nil {
			f = Failure{Code: "internal"}
			s.Log.Error("schedule run", "run", r.ID, "err", fault)
		}
		if err := r.fail(f, now); err != nil {
			return err
		}
	}
	err = s.runs.replace(ctx, v, r)
	if problem.Is(err, problem.PreconditionFailed) && r.Plan != "" {
		return s.files.remove(ctx, r.ID, r.Plan)
	}
	return err
}

// Cancel ends a search, or takes back a publication of which readers have seen nothing.
func (s *Service) Cancel(ctx context.Context, exhibition, id string) (Run, error) {
	var err error
	for range attempts {
		var r Run
		if r, err = s.find(ctx, exhibition, id); err != nil {
			return Run{}, err
		}
		v := r.V
		if err := r.cancel(actor.From(ctx).Person, s.now()); err != nil {
			return Run{}, err
		}
		if err = s.runs.replace(ctx, v, r); err == nil {
			s.mu.Lock()
			if cancel := s.working[id]; cancel != nil {
				cancel()
			}
			s.mu.Unlock()
			return r, nil
		}
		if !problem.Is(err, problem.PreconditionFailed) {
			return Run{}, err
		}
	}
	return Run{}, err
}

// attempts bounds how often a write is tried again that met another one.
const attempts = 8

// silence is how long a process may say nothing before another takes its runs over.
const silence = 15 * time.Second

// Resume goes on with publications that were cut off, says of searches that were that they have failed, and starts what the
// program itself has to. It is called every second and returns at once.
func (s *Service) Resume(ctx context.Context, now time.Time) error {
	list, err := s.runs.atWork(ctx)
	if err != nil {
		return fmt.Errorf("find schedule runs at work: %w", err)
	}
	for _, r := range list {
		// The embedded database belongs to one process: whoever else worked on it is gone.
		if s.engaged(r.ID) || r.Node != s.node && !s.DB.Embedded() && now.Sub(r.Beat) < silence {
			continue
		}
		err = errors.Join(err, s.resume(ctx, r, now))
	}
	return errors.Join(err, s.auto(ctx, now))
}

func (s *Service) resume(ctx context.Context, r Run, now time.Time) error {
	if r.State == Solving {
		v := r.V
		if err := r.fail(Failure{Code: "interrupted"}, now.UTC().Truncate(time.Millisecond)); err != nil {
			return err
		}
		err := s.runs.replace(ctx, v, r)
		if problem.Is(err, problem.PreconditionFailed) {
			return nil
		}
		return err
	}
	mine, err := s.runs.adopt(ctx, r, s.node, s.now())
	if err != nil || !mine {
		return err
	}
	s.goOn(r.ID) //nolint:contextcheck // it outlives the call
	return nil
}

// goOn publishes behind.
func (s *Service) goOn(run string) {
	ctx, done, err := s.engage(run)
	if err != nil {
		return // the service is closing, or somebody is at it
	}
	s.work.Go(func() {
		defer done()
		if err := s.proceed(ctx, run); err != nil && ctx.Err() == nil {
			s.Log.Error("publish a schedule run", "run", run, "err", err)
		}
	})
}
