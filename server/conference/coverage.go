package conference

import (
	"context"
	"fmt"
	"slices"
	"time"

	"fairground/rooms"
	"fairground/server/actor"
	"fairground/server/lang"
	"fairground/server/problem"
)

const coverageRooms = 500 // sessions, and rooms beside them, that are looked at

// Coverage is a language that a session or a room needs, and who interprets into it.
type Coverage struct {
	Language string   `json:"language"`
	Covered  bool     `json:"covered" doc:"Somebody is named for it, or is there who may interpret into it."`
	Named    []string `json:"named" nullable:"false" doc:"Persons named for it, or for any language."`
	Present  []string `json:"present" nullable:"false" doc:"Of all who may interpret into it, those in the room now, if this is what the room holds now or next."`
	Active   string   `json:"active,omitempty" doc:"Who is heard in the channel now."`
	Gap      bool     `json:"gap" doc:"Due within ten minutes or going on, and nobody of them is in the room."`
}

// RoomCoverage is how the interpretation of a session, a meeting or another room stands.
type RoomCoverage struct {
	Room      string     `json:"room,omitempty" doc:"Absent while a session has none."`
	Kind      Kind       `json:"kind"`
	Name      lang.Text  `json:"name"`
	Session   string     `json:"session,omitempty"`
	Title     lang.Text  `json:"title,omitempty"`
	Starts    *time.Time `json:"starts,omitempty"`
	Ends      *time.Time `json:"ends,omitempty"`
	Channel   []Coverage `json:"channels" nullable:"false"`
	Uncovered int        `json:"uncovered" doc:"Languages that nobody covers."`
	Gaps      int        `json:"gaps"`
}

// need is something that has to be interpreted.
type need struct {
	Room
	languages []string // beside those of the room itself
	later     bool     // the room holds something else before it: who is there now is there for that
}

// Coverage lists what needs interpretation in an exhibition and is not over, for its organizers and moderators: each session that
// names languages, each meeting of people who do not all speak its language, and each other room for which interpreters are named.
// What has no time comes first, then the next.
func (s *Service) Coverage(ctx context.Context, exhibition string) ([]RoomCoverage, error) {
	if err := polices(actor.From(ctx), exhibition); err != nil {
		return nil, err
	}
	doors, err := s.store.interpreted(ctx, exhibition)
	if err != nil {
		return nil, err
	}
	sessions, err := s.sessionsInNeed(ctx, exhibition, doors)
	if err != nil {
		return nil, err
	}
	meetings, err := s.meetingsInNeed(ctx, exhibition)
	if err != nil {
		return nil, err
	}
	needs := slices.Concat(sessions, meetings)
	listed := map[string]bool{}
	for _, n := range needs {
		listed[n.ID] = true
	}
	for _, door := range doors {
		if listed[door.ID] {
			continue
		}
		r, err := s.room(ctx, door.ID)
		if problem.Is(err, problem.NotFound) { // its meeting is over or called off
			continue
		}
		if err != nil {
			return nil, err
		}
		needs = append(needs, need{Room: r})
	}
	list := []RoomCoverage{}
	now := s.now()
	for _, n := range needs {
		if c, due := s.coverage(n, now); due {
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(a, b RoomCoverage) int { return orZero(a.Starts).Compare(orZero(b.Starts)) })
	return list, nil
}

func orZero(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

// sessionsInNeed lists the sessions to come or going on that name languages, or whose stage does.
func (s *Service) sessionsInNeed(ctx context.Context, exhibition string, doors []Door) ([]need, error) {
	byID := map[string]Door{}
	named := []string{}
	for _, d := range doors {
		byID[d.ID] = d
		if d.Kind == Stage && len(d.Assigned) > 0 {
			named = append(named, d.ID)
		}
	}
	sessions, err := s.store.interpretedSessions(ctx, exhibition, named, s.now())
	if err != nil {
		return nil, err
	}
	needs := make([]need, 0, len(sessions))
	taken := map[string]bool{}
	for _, session := range sessions {
		door := byID[session.Room]
		door.ID, door.Kind, door.Exhibition = session.Room, Stage, exhibition
		needs = append(needs, need{Room: Room{Door: door, Sessions: []Session{session}}, later: taken[session.Room]})
		taken[session.Room] = true
	}
	return needs, nil
}

// meetingsInNeed lists the meetings to come or going on whose people do not all speak the language agreed on.
func (s *Service) meetingsInNeed(ctx context.Context, exhibition string) ([]need, error) {
	if s.near.Meetings == nil {
		return nil, nil
	}
	list, err := s.near.Meetings.Interpreted(ctx, exhibition)
	if err != nil {
		return nil, fmt.Errorf("list meetings that need interpretation: %w", err)
	}
	ids := make([]string, len(list))
	for i, m := range list {
		ids[i] = m.room(Door{}).ID
	}
	doors, err := s.store.doorsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	needs := make([]need, len(list))
	for i, m := range list {
		needs[i] = need{Room: m.room(doors[ids[i]]), languages: m.Needs}
	}
	return needs, nil
}

// coverage is how the interpretation of something stands, if it needs any and is not over.
func (s *Service) coverage(n need, now time.Time) (RoomCoverage, bool) {
	r := n.Room
	c := RoomCoverage{Room: r.ID, Kind: r.Kind, Name: r.Name, Starts: moment(r.Starts), Ends: moment(r.Ends), Channel: []Coverage{}}
	begins := r.Starts
	if session, ok := r.onNow(now); ok {
		c.Session, c.Title, c.Starts, c.Ends, begins = session.ID, session.Title, moment(session.Starts), moment(session.Ends), session.Starts
	}
	languages := append(r.channels(now), n.languages...)
	slices.Sort(languages)
	languages = slices.Compact(languages)
	if len(languages) == 0 || r.State(now) == Ended || c.Ends != nil && !now.Before(*c.Ends) {
		return c, false
	}
	var here []rooms.Participant
	if live, ok := s.engine.Lookup(r.ID); ok && !n.later {
		here = live.Participants()
	}
	soon := !now.Before(begins.Add(-lobbyBefore))
	if c.Starts == nil { // it needs them when somebody is in it
		soon = slices.ContainsFunc(here, func(p rooms.Participant) bool { return !p.Permissions.Interpret })
	}
	for _, tag := range languages {
		one := Coverage{Language: tag, Named: []string{}, Present: []string{}}
		if !n.later {
			one.Active = s.active(r.ID, tag)
		}
		for _, person := range r.named() {
			if spoken, named := r.interprets(person); named && (len(spoken) == 0 || slices.Contains(spoken, tag)) {
				one.Named = append(one.Named, person)
			}
		}
		for _, p := range here {
			if p.Permissions.Interpret && (len(p.Permissions.Languages) == 0 || slices.Contains(p.Permissions.Languages, tag)) {
				one.Present = append(one.Present, p.ID)
			}
		}
		if one.Covered = len(one.Named)+len(one.Present) > 0; !one.Covered {
			c.Uncovered++
		}
		if one.Gap = soon && len(one.Present) == 0; one.Gap {
			c.Gaps++
		}
		c.Channel = append(c.Channel, one)
	}
	return c, true
}
