package conference

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"fairground/rooms"
	"fairground/server/actor"
	"fairground/server/problem"
)

// furnish brings a live room in line with what its door and the programme say: breakouts, languages, slow mode. It changes only
// what differs, because each change is an event for everybody in the room. Of two who furnish at once the one with the newer door
// prevails.
func (s *Service) furnish(r Room) {
	live, ok := s.engine.Lookup(r.ID)
	if !ok {
		return
	}
	s.furniture.mu.Lock()
	defer s.furniture.mu.Unlock()
	if known := s.furniture.known[r.ID]; known.epoch == live.Epoch() && known.v > r.V {
		return
	}
	s.furniture.known[r.ID] = furnished{live.Epoch(), r.V}
	now := s.now()
	broken := r.brokenOut(now)
	ids := func(list []rooms.Breakout) []string {
		names := make([]string, 0, len(list))
		for _, b := range list {
			names = append(names, fmt.Sprint(b.ID, b.Name, b.Ends.UnixMilli(), b.Roam))
		}
		return names
	}
	want := make([]rooms.Breakout, 0, len(broken))
	for _, b := range broken {
		want = append(want, rooms.Breakout{ID: b.ID, Name: b.Name, Ends: r.Breakouts.Ends, Roam: b.Roam})
	}
	var errs []error
	if !slices.Equal(ids(live.Breakouts()), ids(want)) {
		errs = append(errs, live.SetBreakouts(want))
	}
	var spoken []string
	for _, c := range live.Channels() {
		if c.Place == "" {
			spoken = append(spoken, c.Language)
		}
	}
	languages := r.channels(now)
	slices.Sort(spoken)
	if !slices.Equal(spoken, languages) {
		errs = append(errs, live.SetChannels(languages))
	}
	errs = append(errs, live.SetSlowMode(r.SlowMode))
	if err := errors.Join(errs...); err != nil && !errors.Is(err, rooms.ErrClosed) {
		s.log.Error("room not furnished", "room", r.ID, "err", err)
	}
}

// furniture remembers from which version of its door each live room was furnished.
type furniture struct {
	mu    sync.Mutex
	known map[string]furnished
}

type furnished struct {
	epoch string
	v     int64
}

// sweep forgets the rooms that are live no more.
func (f *furniture) sweep(live func(room string) bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for id := range f.known {
		if !live(id) {
			delete(f.known, id)
		}
	}
}

// scatter moves people into their breakouts; those who are not here begin there when they come.
func (s *Service) scatter(r Room) error {
	live, ok := s.engine.Lookup(r.ID)
	if !ok {
		return nil
	}
	for _, b := range r.brokenOut(s.now()) {
		if len(b.Participants) == 0 {
			continue
		}
		err := live.Move(b.Participants, b.ID)
		if errors.Is(err, rooms.ErrClosed) {
			return nil
		}
		if err != nil {
			return problem.New(problem.Conflict, "breakouts_full", "not everybody could be moved").Wrap(err)
		}
	}
	return nil
}

// active is who is heard in a language channel of a room's floor, "" if nobody.
func (s *Service) active(room, tag string) string {
	live, ok := s.engine.Lookup(room)
	if !ok {
		return ""
	}
	for _, c := range live.Channels() {
		if c.Place == "" && c.Language == tag {
			return c.Active
		}
	}
	return ""
}

// grant is what the rules give somebody, in the words of the engine.
func (s *Service) grant(r Room, standing Standing, a actor.Actor, epoch string) rooms.Grant {
	place := standing.Place
	if brk := r.breakoutOf(a.Person, s.now()); brk != "" {
		place = brk
	}
	return rooms.Grant{
		Session: a.Session, Room: r.ID, Epoch: epoch, Participant: a.Person,
		Name: cut(a.Name, 200), Organization: cut(a.OrgName, 200), Language: cut(a.Lang, 35),
		Join: true, Publish: standing.Publish, Subscribe: true, Data: true, Moderate: standing.Moderate, Interpret: standing.Interpret,
		Languages: standing.Languages, Caption: standing.Lead, Place: place,
	}
}
