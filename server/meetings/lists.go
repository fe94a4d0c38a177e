package meetings

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
)

// stateAt is the state that a reader sees: the lobby opens by the clock, before the timer has written it down.
func (m *Meeting) stateAt(now time.Time) State {
	if m.State == Scheduled && !now.Before(m.Starts.Add(-lobbyLead)) && now.Before(m.Starts.Add(grace)) {
		return LobbyOpen
	}
	return m.State
}

// Query says which requests and meetings to list.
type Query struct {
	Box        string // in, out, or all if empty
	State      string // a state, "accepted" for every meeting, "" for all
	Exhibition string
	Cursor     string
	Limit      int
}

func (q Query) states() ([]State, error) {
	switch {
	case q.State == "":
		return nil, nil
	case q.State == "accepted":
		return slices.DeleteFunc(States(), func(s State) bool { return !s.Accepted() }), nil
	case slices.Contains(States(), State(q.State)):
		return []State{State(q.State)}, nil
	}
	return nil, problem.New(problem.Invalid, "state_unknown", "there is no such state").Field("query.state", "is not a state of a meeting")
}

// List lists the requests and meetings of the actor's organization, the oldest first.
func (s *Service) List(ctx context.Context, q Query) ([]Meeting, string, error) {
	who := actor.From(ctx)
	states, err := q.states()
	if err != nil || who.Org == "" {
		return []Meeting{}, "", err
	}
	return s.store.page(ctx, filter{org: who.Org, box: q.Box, exhibition: q.Exhibition, states: states}, q.Cursor, q.Limit)
}

// Meetings lists all meetings of an exhibition for its organizers: what was agreed, not what is still being asked.
func (s *Service) Meetings(ctx context.Context, q Query) ([]Meeting, string, error) {
	if !actor.From(ctx).Has(actor.Organizer, q.Exhibition) {
		return nil, "", problem.New(problem.Forbidden, "not_organizer", "only organizers of this exhibition may do this")
	}
	if q.State == "" {
		q.State = "accepted"
	}
	states, err := q.states()
	if err != nil {
		return nil, "", err
	}
	states = slices.DeleteFunc(states, func(st State) bool { return !st.Accepted() })
	if len(states) == 0 {
		return []Meeting{}, "", nil
	}
	return s.store.page(ctx, filter{exhibition: q.Exhibition, states: states}, q.Cursor, q.Limit)
}

// Count returns how many requests and meetings of an exhibition are in each state, for the organizer's board.
func (s *Service) Count(ctx context.Context, exhibition string) (map[State]int64, error) {
	return s.store.count(ctx, exhibition)
}

// Indexes makes sure that the database has the indexes on which the claims rest.
func (s *Service) Indexes(ctx context.Context) error {
	if err := errors.Join(s.store.indexes(ctx), s.profiles.indexes(ctx), s.wishes.indexes(ctx), s.feeds.indexes(ctx), s.settings.indexes(ctx), s.availability.indexes(ctx)); err != nil {
		return fmt.Errorf("index meetings: %w", err)
	}
	return nil
}

// Outboxes lists the collections that the delivery worker empties, by name.
func (s *Service) Outboxes() map[string]db.Outbox {
	return map[string]db.Outbox{"meetings": s.store, "profiles": s.profiles, "wishes": s.wishes, "feeds": s.feeds, "meeting settings": s.settings, "availability": s.availability}
}

// Seed stores meetings as they are, for demonstrations and imports. Those whose id exists already are left alone; claims,
// people and room follow from the state. A claim that is taken is an error.
func (s *Service) Seed(ctx context.Context, list ...Meeting) error {
	for _, m := range list {
		if m.V == 0 {
			m.V = 1
		}
		if m.State == Pending && m.Sent.IsZero() {
			m.Sent = m.Expires.Add(-requestTTL)
		}
		if m.State.Accepted() && m.Room == "" {
			m.Room = RoomID(m.ID)
		}
		m.claim()
		if err := s.store.insert(ctx, m); err != nil && !takenID(err) {
			return fmt.Errorf("seed meeting %s: %w", m.ID, err)
		}
	}
	return nil
}

// SeedSettings stores the settings of an exhibition as they are, unless it has some already.
func (s *Service) SeedSettings(ctx context.Context, set Settings) error {
	set.V = 1
	if err := s.settings.Insert(ctx, set); err != nil && !takenID(err) {
		return fmt.Errorf("seed the settings of %s: %w", set.Exhibition, err)
	}
	return nil
}

// SeedProfiles stores profiles as they are; those of people who have one already are left alone.
func (s *Service) SeedProfiles(ctx context.Context, list ...Profile) error {
	touched := map[string]bool{}
	for _, p := range list {
		p.ID, p.V = profileID(p.Exhibition, p.Person), 1
		if err := s.profiles.Insert(ctx, p); err != nil && !takenID(err) {
			return fmt.Errorf("seed profile %s: %w", p.ID, err)
		}
		touched[p.Exhibition] = true
	}
	for exhibition := range touched {
		s.forget(exhibition)
	}
	return nil
}

// SeedPreferences stores all preferences of an organization; one that has said something already is left alone.
func (s *Service) SeedPreferences(ctx context.Context, exhibition, org string, list ...Preference) error {
	w := wishes{ID: exhibition + "|" + org, V: 1, Exhibition: exhibition, Org: org}
	for _, p := range list {
		if err := w.set(p.Org, p.Want); err != nil {
			return err
		}
	}
	if err := s.wishes.Insert(ctx, w); err != nil && !takenID(err) {
		return fmt.Errorf("seed preferences of %s: %w", org, err)
	}
	return nil
}
