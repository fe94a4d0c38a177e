package rooms

import (
	"slices"
	"time"
)

// Backstage is the place of those who wait for their turn: they see and hear the floor, which neither sees nor hears them. The
// floor is the place "", and every breakout is a place of its own.
const Backstage = "backstage"

const (
	selfMoveInterval = time.Second // between two moves of somebody's own
	homesPerSeat     = 4           // times Config.MaxParticipants: how many people's places are remembered
)

// Messages about places.
type (
	// Move moves people to a place: a moderator anybody, without Participants oneself. Nothing is negotiated anew.
	Move struct {
		Request
		Participants []string `json:"participants,omitempty"`
		Place        string   `json:"place"`
	}
	// Arrived tells somebody who was moved what stands at the place they are at now. Not numbered.
	Arrived struct {
		Place string `json:"place"`
		Hands []Hand `json:"hands"`
	}
	// Skipped stands for the room events Offset to Through that the receiver must not see; Through absent: just one.
	Skipped struct {
		Offset  uint64 `json:"offset"`
		Through uint64 `json:"through,omitempty"`
	}
)

// Kind implements Message.
func (Move) Kind() string { return "move" }

// Kind implements Message.
func (Arrived) Kind() string { return "arrived" }

// Kind implements Message.
func (Skipped) Kind() string { return "skipped" }

func (m Move) check() error {
	if m.Participants != nil && len(m.Participants) == 0 {
		return m.invalid("an empty list moves nobody; leave it out to move yourself")
	}
	if len(m.Participants) > MaxMoved {
		return m.invalid("at most %d participants are moved at once", MaxMoved)
	}
	for _, id := range m.Participants {
		if err := bounded(m.Ref, "participant", id, 1, MaxIdentifier); err != nil {
			return err
		}
	}
	return bounded(m.Ref, "place", m.Place, 0, MaxIdentifier)
}

// hears reports whether people at one place receive what happens at another.
func hears(at, place string) bool { return at == place || at == Backstage && place == "" }

// scope says who sees an event; the zero value is everybody.
type scope struct {
	local      bool // only those who hear the place
	place      string
	moderators bool   // only those who moderate
	except     string // and not this participant
}

// at is the scope of those who hear a place.
func at(place string) scope { return scope{local: true, place: place} }

// sees reports whether an event is for a seat that was at a place when it happened.
func (s *seat) sees(c scope, place string) bool {
	switch {
	case c.local && !hears(place, c.place), c.moderators && !s.participant.Permissions.Moderate:
		return false
	default:
		return c.except == "" || c.except != s.grant.Participant
	}
}

// stay is where a seat has been since the event numbered since, that one excluded.
type stay struct {
	since uint64
	place string
}

// placeAt is where the seat was when an event happened.
func (s *seat) placeAt(offset uint64) string {
	place := s.stays[0].place
	for _, st := range s.stays {
		if st.since < offset {
			place = st.place
		}
	}
	return place
}

// home is what a room remembers of somebody: where they are, and where somebody who may has put them.
type home struct{ at, given string }

// home finds out where somebody belongs who comes in.
func (r *Room) home(g Grant) home {
	h, known := r.homes[g.Participant]
	if !known {
		h = home{g.Place, g.Place}
	}
	if !r.exists(h.at) {
		h.at = ""
	}
	return h
}

func (r *Room) exists(place string) bool {
	return place == "" || place == Backstage || slices.ContainsFunc(r.breakouts, func(b Breakout) bool { return b.ID == place })
}

// Move puts people at a place: "" is the floor. Those who are not here will begin there. Errors: ErrNotFound if there is no such
// place, ErrFull for more people than the room remembers, four times Config.MaxParticipants; ErrClosed.
func (r *Room) Move(participants []string, place string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.ended:
		return ErrClosed
	case !r.exists(place):
		return ErrNotFound
	case len(participants) > homesPerSeat*r.engine.config.MaxParticipants:
		return ErrFull
	}
	r.assign(participants, place)
	return nil
}

// move carries out a client's wish.
func (r *Room) move(by *seat, m Move) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	self := by.grant.Participant
	moderates := by.participant.Permissions.Moderate
	switch {
	case by.ended:
		return ErrEnded
	case !r.exists(m.Place):
		return refuse(CodeNotFound, "there is no such place")
	case len(m.Participants) > 0 && !moderates && (len(m.Participants) > 1 || m.Participants[0] != self):
		return refuse(CodeForbidden, "only a moderator may do this")
	}
	if len(m.Participants) == 0 || !moderates {
		now := r.engine.config.Now()
		switch {
		case !moderates && !r.mayGo(by, m.Place):
			return refuse(CodeForbidden, "you may not go there")
		case !moderates && now.Sub(by.moved) < selfMoveInterval:
			return refuse(CodeRate, "at most one move per second")
		}
		by.moved = now
		h := r.home(by.grant)
		r.remember(self, home{m.Place, h.given})
		r.put([]*seat{by}, m.Place)
		return nil
	}
	for _, id := range m.Participants {
		if _, err := r.find(id); err != nil {
			return err
		}
	}
	r.assign(m.Participants, m.Place)
	return nil
}

// mayGo says where people may go by themselves: to where they were put, to breakouts if they roam, and back to the floor, unless
// they belong backstage: to go on air is a moderator's decision.
func (r *Room) mayGo(s *seat, place string) bool {
	h := r.home(s.grant)
	switch place {
	case "":
		return s.participant.Place == "" || h.given != Backstage && s.participant.Place != Backstage
	case Backstage:
		return h.given == Backstage || s.grant.Place == Backstage
	}
	if h.given == place || s.grant.Roam {
		return true
	}
	return slices.ContainsFunc(r.breakouts, func(b Breakout) bool { return b.ID == place && b.Roam })
}

// remember keeps somebody's home, in the place of an absent person's if it is too much. The caller holds the lock.
func (r *Room) remember(participant string, h home) {
	if _, known := r.homes[participant]; !known && len(r.homes) >= homesPerSeat*r.engine.config.MaxParticipants {
		for id := range r.homes {
			if r.seats[id] == nil {
				delete(r.homes, id)
				break
			}
		}
	}
	r.homes[participant] = h
}

// assign puts people at a place, now if they are here. The caller holds the lock.
func (r *Room) assign(participants []string, place string) {
	var here []*seat
	for _, id := range participants {
		r.remember(id, home{place, place})
		if s := r.seats[id]; s != nil && !slices.Contains(here, s) {
			here = append(here, s)
		}
	}
	r.put(here, place)
}

// put moves seats. The caller holds the lock.
func (r *Room) put(seats []*seat, place string) {
	seats = slices.DeleteFunc(seats, func(s *seat) bool { return s.participant.Place == place })
	if len(seats) == 0 {
		return
	}
	r.dropHands(seats)
	history := uint64(r.engine.config.EventHistory) //nolint:gosec // positive
	for _, s := range seats {
		r.leaveBooth(s)
		r.dropSlide(s)
		s.participant.Place = place
		s.stays = append(s.stays, stay{r.offset, place})
		for len(s.stays) > 1 && s.stays[1].since+history <= r.offset {
			s.stays = s.stays[1:]
		}
	}
	r.tellChannels()
	r.untold = append(r.untold, seats...)
	r.tellMoved()
	for _, s := range seats {
		r.greet(s)
	}
	r.nudgeSubscribers()
}

// movesTold is how many moves are told at once, and then at each tick: when a breakout of hundreds ends, all of them are told of each
// other, and nobody's queue should be full of it. They themselves know at once.
const movesTold = 32

// tellMoved tells everybody of people who were moved. The caller holds the lock.
func (r *Room) tellMoved() {
	n := min(len(r.untold), movesTold)
	for _, s := range r.untold[:n] {
		if !s.ended {
			r.emitChanged(s)
		}
	}
	r.untold = slices.Delete(r.untold, 0, n)
}

// greet tells somebody what stands at their place.
func (r *Room) greet(s *seat) {
	if s.peer == nil {
		return
	}
	s.peer.send(Arrived{s.participant.Place, r.handsFor(s.participant.Place)})
	s.peer.send(Speakers{append([]Speaker{}, r.speaking[s.participant.Place]...)})
	r.showSlide(s)
}
