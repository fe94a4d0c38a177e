package schedule

import (
	"context"
	"errors"
	"sync"
	"time"

	"fairground/server/actor"
	"fairground/server/meetings"
	"fairground/server/problem"
)

// Publish makes a draft what all read. It goes on behind, and after a restart.
func (s *Service) Publish(ctx context.Context, exhibition, id string, v int64) (Run, error) {
	r, err := s.version(ctx, exhibition, id, v)
	if err != nil {
		return Run{}, err
	}
	if err := r.only(Draft); err != nil {
		return Run{}, err
	}
	plan, err := s.plan(ctx, r)
	if err != nil {
		return Run{}, err
	}
	now := s.now()
	in, err := s.Meetings.Plan(ctx, exhibition, now)
	if err != nil {
		return Run{}, err
	}
	if r.Restores != "" {
		if err := s.recalled(ctx, &in, r); err != nil {
			return Run{}, err
		}
	}
	list, lost := plan.changes(&in, id, now)
	for i := range list {
		if add := list[i].Plan.Add; add != nil {
			add.Exhibition = exhibition
		}
	}
	if err := r.publish(actor.From(ctx).Person, len(list), now); err != nil {
		return Run{}, err
	}
	r.Lost, r.Node, r.Beat = lost, s.node, now
	if r.Steps, err = s.keep(ctx, id, changesFile, list); err != nil {
		return Run{}, err
	}
	if err := s.runs.replace(ctx, v, r); err != nil {
		return Run{}, errors.Join(err, s.files.remove(ctx, id, r.Steps))
	}
	s.goOn(id) //nolint:contextcheck // it outlives the request
	return r, nil
}

// publication is one publication under way.
type publication struct {
	*Service
	run  Run
	plan Plan
	list []change
	told time.Time // when it was last written down how far it has come

	lock sync.Mutex
	gone map[string]bool // wishes that were lost
}

// proceed does what is left of a publication. Every step can be repeated, so it begins the phase anew in which it was cut
// off. It returns when the run is settled, or when somebody has decided otherwise.
func (s *Service) proceed(ctx context.Context, id string) error {
	p := publication{Service: s, gone: map[string]bool{}}
	var err error
	if p.run, err = s.runs.Find(ctx, id); err != nil || p.run.Public == nil {
		return err
	}
	if p.plan, err = s.plan(ctx, p.run); err != nil {
		return err
	}
	data, err := s.files.read(ctx, id, p.run.Steps)
	if err != nil {
		return err
	}
	if err := unpack(data, &p.list); err != nil {
		return err
	}
	for _, l := range p.run.Lost {
		p.gone[l.Wish] = true
	}
	for p.run.Public != nil {
		var on bool
		switch p.run.Public.Phase {
		case Releasing:
			on, err = p.phase(ctx, Taking, p.release)
		case Taking:
			if on, err = p.phase(ctx, Taking, p.take); on && err == nil {
				on, err = p.appear(ctx)
			}
		case Settling, Lettering:
			on, err = p.settle(ctx)
		case Abandon:
			on, err = p.abandon(ctx)
		}
		if err != nil || !on {
			return err
		}
	}
	return nil
}

// hands is how many changes are made at once: a write waits for the disk, and the database takes several to it together.
const hands = 8

// phase takes one step for each change, and notes how far it has come. false: somebody has changed the run.
func (p *publication) phase(ctx context.Context, next Phase, step func(context.Context, *change) error) (bool, error) {
	for from := 0; from < len(p.list); from += hands {
		if err := ctx.Err(); err != nil {
			return false, err
		}
		batch := p.list[from:min(from+hands, len(p.list))]
		failures := make([]error, len(batch))
		var all sync.WaitGroup
		for i := range batch {
			all.Go(func() { failures[i] = step(ctx, &batch[i]) })
		}
		all.Wait()
		if err := errors.Join(failures...); err != nil {
			return false, err
		}
		p.run.Public.Done = from + len(batch)
		if now := p.now(); now.Sub(p.told) >= pulse {
			p.told = now
			if on, err := p.note(ctx); err != nil || !on {
				return on, err
			}
		}
	}
	if p.run.Public.Phase != next {
		p.run.Public.Phase, p.run.Public.Done = next, 0
	}
	return p.note(ctx)
}

func (p *publication) note(ctx context.Context) (bool, error) {
	return p.runs.publication(ctx, p.run.ID, p.run.V, *p.run.Public, p.run.Lost, p.now())
}

func (p *publication) lose(c *change, code string) {
	p.lock.Lock()
	defer p.lock.Unlock()
	if p.gone[c.Wish] {
		return
	}
	p.gone[c.Wish] = true
	p.run.Lost = append(p.run.Lost, p.plan.lost(c.People, c.Wish, c.Plan.Starts, code))
}

func (p *publication) lost(c *change) bool {
	p.lock.Lock()
	defer p.lock.Unlock()
	return p.gone[c.Wish]
}

func (p *publication) release(ctx context.Context, c *change) error {
	if c.Plan.Add != nil {
		return nil
	}
	ok, err := p.Meetings.Release(ctx, p.run.ID, c.Plan)
	if err == nil && !ok {
		p.lose(c, lostToPeople)
	}
	return err
}

func (p *publication) take(ctx context.Context, c *change) error {
	if p.lost(c) {
		return nil
	}
	ok, err := p.Meetings.Take(ctx, p.run.ID, c.Plan)
	if err == nil && !ok {
		p.lose(c, lostTime)
	}
	return err
}

// appear is the moment in which readers see all of the run, by one write.
func (p *publication) appear(ctx context.Context) (bool, error) {
	v := p.run.V
	if err := p.run.appear(p.now()); err != nil {
		return false, err
	}
	err := p.runs.replace(ctx, v, p.run)
	if problem.Is(err, problem.PreconditionFailed) {
		return false, nil
	}
	return err == nil, err
}

// settle writes down in each meeting what readers see already, writes to everybody once, and makes room: earlier runs and
// drafts are superseded.
func (p *publication) settle(ctx context.Context) (bool, error) {
	mail := newPost(p.run)
	on, err := p.phase(ctx, Lettering, func(ctx context.Context, c *change) error {
		m, err := p.Meetings.Settle(ctx, p.run.ID, c.Plan)
		if err == nil {
			p.outcome(c, m, mail)
		}
		return err
	})
	if err != nil || !on {
		return on, err
	}
	if err := p.pin(ctx); err != nil {
		return false, err
	}
	letters := mail.letters(p.now())
	for i, l := range letters {
		if err := p.letters.insert(ctx, l); err != nil {
			return false, err
		}
		p.run.Public.Done, p.run.Public.Total = i+1, len(letters)
		if now := p.now(); now.Sub(p.told) >= pulse {
			p.told = now
			if on, err := p.note(ctx); err != nil || !on {
				return on, err
			}
		}
	}
	earlier, err := p.runs.earlier(ctx, p.run)
	if err != nil {
		return false, err
	}
	for _, r := range earlier {
		v := r.V
		if err := r.supersede(p.now()); err != nil {
			return false, err
		}
		if err := p.runs.replace(ctx, v, r); err != nil && !problem.Is(err, problem.PreconditionFailed) && !problem.Is(err, problem.NotFound) {
			return false, err
		}
	}
	v, steps := p.run.V, p.run.Steps
	p.run.settled(p.now())
	if err := p.runs.replace(ctx, v, p.run); err != nil {
		return false, err
	}
	return true, p.files.remove(ctx, p.run.ID, steps)
}

// outcome reads off a settled meeting what has become of a change.
func (p *publication) outcome(c *change, m meetings.Meeting, mail *post) {
	made := m.Run == p.run.ID
	switch {
	case !made:
		p.lose(c, lostTime)
	case c.Plan.Cancel && m.State == meetings.Cancelled:
		mail.cancelled(m)
	case c.Plan.Cancel: // it waited, and cannot be placed
	case m.State == meetings.Cancelled:
		p.lose(c, lostTimeBoth) // both have been told by themselves
	case c.Moves:
		mail.moved(m)
	default:
		mail.added(m)
	}
}

// pin freezes in the meetings what was frozen in the draft.
func (p *publication) pin(ctx context.Context) error {
	for _, m := range p.plan.Schedule.Meetings {
		if d := p.plan.Cast.Wishes[m.Wish]; d.Frozen != d.Froze && d.Meeting != "" {
			if err := p.Meetings.Pin(ctx, d.Meeting, d.Frozen); err != nil && !problem.Is(err, problem.NotFound) {
				return err
			}
		}
	}
	return nil
}

// abandon puts everything back as it was.
func (p *publication) abandon(ctx context.Context) (bool, error) {
	on, err := p.phase(ctx, Abandon, func(ctx context.Context, c *change) error { return p.Meetings.Abandon(ctx, p.run.ID, c.Plan) })
	if err != nil || !on {
		return on, err
	}
	v, steps := p.run.V, p.run.Steps
	p.run.returned(p.now())
	if err := p.runs.replace(ctx, v, p.run); err != nil {
		return false, err
	}
	return true, p.files.remove(ctx, p.run.ID, steps)
}
