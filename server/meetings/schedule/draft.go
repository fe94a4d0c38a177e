package schedule

import (
	"context"
	"errors"
	"slices"
	"time"

	"fairground/matchmaking"
	"fairground/server/actor"
	"fairground/server/problem"
)

// put brings a wish into a slot; frozen, if it is given, says whether it is to stay there. What is in the way comes with the
// refusal.
func (p *Plan) put(wish string, slot int, frozen *bool, now time.Time) error {
	if slot < 0 || slot >= len(p.Problem.Slots) {
		return problem.New(problem.Invalid, "slot_unknown", "the timetable has no such slot").Field("body.slot", "is not a slot of the timetable")
	}
	d := p.Cast.Wishes[wish]
	if frozen != nil {
		d.Frozen = *frozen
		p.Cast.Wishes[wish] = d
	}
	at, met := p.placed()[wish]
	if !met || at.Slot != slot {
		free := d
		free.Frozen = d.Frozen && frozen == nil // what is moved and frozen at once is frozen there
		p.Cast.Wishes[wish] = free
		slots, err := p.slots(wish, now)
		if err != nil {
			return err
		}
		if blocked := slots[slot].Obstacles; len(blocked) > 0 {
			return problem.New(problem.Conflict, "slot_blocked", "something is in the way").With("obstacles", blocked)
		}
		p.Cast.Wishes[wish] = d
		if err := p.insert(wish, slot); err != nil {
			return err
		}
	}
	for i := range p.Problem.Wishes {
		w := &p.Problem.Wishes[i]
		switch {
		case w.ID != wish:
		case d.Frozen:
			w.Fixed = &matchmaking.Fixed{Slot: slot}
		default:
			w.Fixed = nil
		}
	}
	return p.judge()
}

// insert places a wish in a slot in which nothing is in its way.
func (p *Plan) insert(wish string, slot int) error {
	q := p.lifted(wish)
	for i := range q.Problem.Wishes {
		if w := &q.Problem.Wishes[i]; w.ID == wish {
			for s := range q.Problem.Slots {
				if s != slot && !slices.Contains(w.Forbidden, s) {
					w.Forbidden = append(slices.Clone(w.Forbidden), s)
				}
			}
		}
	}
	s, _, lost, err := matchmaking.Repair(q.Problem, q.Schedule, []matchmaking.Change{{Place: wish}}, 0)
	if err != nil {
		return err
	}
	if len(lost) > 0 {
		return problem.New(problem.Conflict, "slot_blocked", "something is in the way").With("obstacles", []Obstacle{{Code: lost[0].Reason}})
	}
	p.Schedule = s
	p.loosen(wish)
	return nil
}

// loosen lets a wish go anywhere again.
func (p *Plan) loosen(wish string) {
	p.Problem.Wishes = slices.Clone(p.Problem.Wishes)
	for i := range p.Problem.Wishes {
		if p.Problem.Wishes[i].ID == wish {
			p.Problem.Wishes[i].Fixed = nil
		}
	}
}

// takeAway takes a meeting out of the timetable; the wish remains.
func (p *Plan) takeAway(wish string, now time.Time) error {
	at, met := p.placed()[wish]
	switch {
	case p.wishes()[wish] == nil:
		return unknownWish()
	case !met:
		return problem.New(problem.Conflict, "wish_unmet", "this wish is not met")
	case p.Problem.Slots[at.Slot].Start.Before(now.Add(lead)):
		return problem.New(problem.Conflict, "slot_blocked", "the meeting is about to begin").With("obstacles", []Obstacle{{Code: blockedLate}})
	case p.Cast.Wishes[wish].Frozen:
		return problem.New(problem.Conflict, "slot_blocked", "the meeting is frozen").
			With("obstacles", []Obstacle{{Code: blockedFrozen, Subject: wish, Name: p.namer().name(wish)}})
	}
	q := p.lifted(wish)
	p.Problem, p.Schedule = q.Problem, q.Schedule
	return p.judge()
}

// mend makes the smallest change that meets a wish.
func (p *Plan) mend(wish string) error {
	e, err := p.explain(wish)
	if err != nil {
		return err
	}
	if len(e.Fix) == 0 {
		return problem.New(problem.Conflict, "no_fix", "nothing that a timetable can change meets this wish").With("obstacles", e.General)
	}
	steps := make([]matchmaking.FixStep, len(e.Fix))
	for i, f := range e.Fix {
		steps[i] = matchmaking.FixStep{Kind: matchmaking.FixKind(f.Kind), Subject: f.Subject, Slot: f.Slot}
		if steps[i].Kind == matchmaking.FixRoom || steps[i].Kind == matchmaking.FixInterpreter {
			return problem.New(problem.Conflict, "fix_outside", "the settings of the meetings have to be changed first").With("fix", e.Fix)
		}
	}
	q, s, _, err := matchmaking.ApplyFix(p.Problem, p.Schedule, wish, steps)
	if err != nil {
		return problem.New(problem.Conflict, "no_fix", "the change does not meet this wish any more").Wrap(err)
	}
	p.Problem, p.Schedule = q, s
	placed := p.placed()
	for i := range p.Problem.Wishes {
		w := &p.Problem.Wishes[i]
		if d := p.Cast.Wishes[w.ID]; d.Frozen && (w.Fixed == nil || w.Fixed.Slot != placed[w.ID].Slot) {
			d.Frozen = false // the fix says so
			p.Cast.Wishes[w.ID] = d
		}
	}
	return p.judge()
}

// change changes the plan of a draft in the version that the actor saw.
func (s *Service) change(ctx context.Context, exhibition, id string, v int64, what string, rule func(*Plan) error) (Run, error) {
	r, err := s.version(ctx, exhibition, id, v)
	if err != nil {
		return Run{}, err
	}
	if err := r.only(Draft); err != nil {
		return Run{}, err
	}
	p, err := s.plan(ctx, r)
	if problem.Code(err) == noFile { // somebody has just changed the draft
		return Run{}, problem.New(problem.PreconditionFailed, "version_conflict", "this run has been changed by someone else").Wrap(err)
	}
	if err != nil {
		return Run{}, err
	}
	if err := rule(&p); err != nil {
		return Run{}, err
	}
	before := r.Plan
	if r.Plan, err = s.keep(ctx, id, planFile, p); err != nil {
		return Run{}, err
	}
	if err := r.drafted(&p, actor.From(ctx).Person, what, s.now()); err != nil {
		return Run{}, err
	}
	if err := s.runs.replace(ctx, v, r); err != nil {
		return Run{}, errors.Join(err, s.files.remove(ctx, id, r.Plan))
	}
	return r, s.files.remove(ctx, id, before)
}

// Put brings a wish of a draft into a slot.
func (s *Service) Put(ctx context.Context, exhibition, id string, v int64, wish string, slot int, frozen *bool) (Run, error) {
	return s.change(ctx, exhibition, id, v, "moved", func(p *Plan) error {
		if p.wishes()[wish] == nil {
			return unknownWish()
		}
		return p.put(wish, slot, frozen, s.now())
	})
}

// TakeOut takes a meeting out of a draft.
func (s *Service) TakeOut(ctx context.Context, exhibition, id string, v int64, wish string) (Run, error) {
	return s.change(ctx, exhibition, id, v, "removed", func(p *Plan) error { return p.takeAway(wish, s.now()) })
}

// Fix makes the smallest change to a draft that meets a wish.
func (s *Service) Fix(ctx context.Context, exhibition, id string, v int64, wish string) (Run, error) {
	return s.change(ctx, exhibition, id, v, "mended", func(p *Plan) error { return p.mend(wish) })
}
