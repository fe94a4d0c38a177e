package meetings

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
)

// SaveSettings replaces the settings in the version that the organizer saw (v is 0 for the first), and makes everything that
// waits follow them, as PreviewSettings tells. If it is cut off on the way, the timer goes on.
func (s *Service) SaveSettings(ctx context.Context, exhibition string, v int64, set Settings) (Settings, error) {
	who, now := actor.From(ctx), s.now()
	if err := organizes(who, exhibition); err != nil {
		return Settings{}, err
	}
	if _, err := s.checked(ctx, exhibition, set); err != nil {
		return Settings{}, err
	}
	set.Exhibition, set.V, set.Changed, set.Switching = exhibition, v+1, now, true
	set.Windows, set.Interpreters, set.OrgTargets = orEmpty(set.Windows), orEmpty(slices.Clone(set.Interpreters)), orEmpty(set.OrgTargets)
	for i := range set.Interpreters {
		set.Interpreters[i].Windows = orEmpty(set.Interpreters[i].Windows)
	}
	set.Outbox = []db.OutboxEntry{{
		ID: db.NewID("out", now), Type: "meeting_settings.saved", At: now, By: who.Person, Entity: exhibition, Exhibition: exhibition,
		Data: map[string]string{"requestMode": string(set.RequestMode), "schedulingMode": string(set.SchedulingMode)},
	}}
	before, err := s.settings.of(ctx, exhibition)
	if err != nil {
		return Settings{}, err
	}
	set.Outbox = append(before.Outbox, set.Outbox...)
	if err := s.settings.save(ctx, v, set); err != nil {
		return Settings{}, fmt.Errorf("save settings: %w", err)
	}
	s.forget(exhibition)
	if err := s.switchOver(ctx, exhibition); err != nil {
		// The settings stand; whatever has not followed yet, the timer takes up.
		s.Log.ErrorContext(ctx, "follow new settings", "exhibition", exhibition, "err", err)
	}
	return set, nil
}

// switchOver makes everything that waits follow the settings. What somebody changes meanwhile is judged again.
func (s *Service) switchOver(ctx context.Context, exhibition string) error {
	for range attempts {
		fair, set, err := s.ground(ctx, exhibition)
		if err != nil {
			return err
		}
		g, err := s.sceneOf(ctx, fair)
		if err != nil {
			return err
		}
		steps := byMeeting(set.follow(g))
		if len(steps) == 0 {
			return s.settings.followed(ctx, exhibition, set.V)
		}
		for _, effects := range steps {
			if err := s.applyTo(ctx, effects, fair); err != nil {
				return err
			}
		}
	}
	return fmt.Errorf("follow the settings of %s: too much changes at once", exhibition)
}

// byMeeting gathers the effects that change something, those of one document together.
func byMeeting(effects []effect) [][]effect {
	var list [][]effect
	at := map[string]int{}
	for _, e := range effects {
		i, known := at[e.meeting]
		switch {
		case !e.changes():
		case known:
			list[i] = append(list[i], e)
		default:
			at[e.meeting] = len(list)
			list = append(list, []effect{e})
		}
	}
	return list
}

// applyTo does to one document what a switch does to it, in one write; one that was changed meanwhile, or a time that has gone,
// is left.
func (s *Service) applyTo(ctx context.Context, effects []effect, fair Fair) error {
	seen := effects[0].v
	m, err := s.current(ctx, effects[0].meeting)
	switch {
	case problem.Is(err, problem.NotFound):
		return nil
	case err != nil:
		return err
	case m.V != seen:
		return nil
	}
	for _, e := range effects {
		m.apply(e, fair, s.now())
	}
	write := func(m Meeting) error { return s.store.replace(ctx, seen, m) }
	if m.State.Upcoming() {
		if err := s.tellHolders(ctx, &m); err != nil {
			return err
		}
		err = s.seat(ctx, &m, write)
	} else {
		err = write(m)
	}
	if _, taken := takenClaim(err); taken || errors.Is(err, errTablesFull) || errors.Is(err, errStillSeen) || problem.Is(err, problem.PreconditionFailed) {
		return nil
	}
	return err
}

// resumeSwitches goes on with what a switch has left. Of an exhibition that is gone nothing is left.
func (s *Service) resumeSwitches(ctx context.Context) error {
	list, all := s.settings.switching(ctx)
	for _, set := range list {
		err := s.switchOver(ctx, set.Exhibition)
		if problem.Is(err, problem.NotFound) {
			err = s.settings.followed(ctx, set.Exhibition, set.V)
		}
		if err != nil {
			all = errors.Join(all, fmt.Errorf("go on with a switch of settings: %w", err))
		}
	}
	return all
}

// sendAtOnce stores a request that needs no answer: it is a meeting in the first of its slots in which both can, or agreed on
// where the organizers schedule. Somebody who never wants to meet looks like somebody without a free slot.
func (s *Service) sendAtOnce(ctx context.Context, m Meeting, set Settings, fair Fair) (Meeting, error) {
	insert := func(m Meeting) error { return s.store.insert(ctx, m) }
	if err := s.within(ctx, &m, set); err != nil {
		return Meeting{}, err
	}
	if set.Organized() {
		m.agree(actor.System, m.Changed)
		if err := s.sent(insert(m)); err != nil {
			return Meeting{}, err
		}
		return m, nil
	}
	mine := m.sideOf(actor.From(ctx))
	awake, _, err := s.free(ctx, fair, *mine, *m.other(mine.Org), "", m.Guests...)
	if err != nil {
		return Meeting{}, err
	}
	if m.Muted {
		awake = nil
	}
	err = slotTaken(nearest(awake, nil, m.Slots[0].Starts, alternatives))
	for _, slot := range m.Slots {
		if !offers(awake, slot) {
			continue
		}
		try := m
		try.assume(slot, m.Changed)
		if err = s.tellHolders(ctx, &try); err != nil {
			return Meeting{}, err
		}
		if err = s.seat(ctx, &try, insert); err == nil {
			return try, nil
		}
		if claim, taken := takenClaim(err); taken && claimKind(claim) != "person" || !taken && !errors.Is(err, errTablesFull) && !errors.Is(err, errStillSeen) {
			return Meeting{}, s.sent(err)
		}
		err = slotTaken([]FreeSlot{}).Wrap(err)
	}
	return Meeting{}, err
}

// sent turns what can go wrong when a request is stored into its problem.
func (s *Service) sent(err error) error {
	claim, taken := takenClaim(err)
	switch {
	case err == nil:
		return nil
	case taken && claimKind(claim) == "ask":
		return requestExists("")
	case taken && claimKind(claim) == "pair":
		return problem.New(problem.Conflict, "pair_taken", "the two organizations have a meeting already; ask for a follow-up").Wrap(err)
	}
	return fmt.Errorf("send meeting request: %w", err)
}
