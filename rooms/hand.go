package rooms

import "slices"

// Messages about the speaking queue of a place.
type (
	// CallHand gives the word to somebody in the queue: moderators only. They may publish audio from now on and their hand is lowered.
	CallHand struct {
		Request
		Participant string `json:"participant"`
	}
	// DismissHands empties the queue of the moderator's place.
	DismissHands struct {
		Request
	}
	// Hands is a room event for those at the place: the whole speaking queue in order.
	Hands struct {
		Offset uint64 `json:"offset"`
		Place  string `json:"place,omitempty"`
		Hands  []Hand `json:"hands"`
	}
)

// Kind implements Message.
func (CallHand) Kind() string { return "callHand" }

// Kind implements Message.
func (DismissHands) Kind() string { return "dismissHands" }

// Kind implements Message.
func (Hands) Kind() string { return "hands" }

func (m CallHand) check() error {
	return bounded(m.Ref, "participant", m.Participant, 1, MaxIdentifier)
}

func (r *Room) raise(s *seat, language string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s.ended || s.grant.Hidden {
		return refuse(CodeForbidden, "a hidden participant does not speak")
	}
	i := slices.IndexFunc(r.hands, func(h Hand) bool { return h.Participant == s.grant.Participant })
	switch {
	case i < 0:
		r.hands = append(r.hands, Hand{s.grant.Participant, s.participant.Place, language, r.engine.config.Now().UTC()})
	case r.hands[i].Language == language:
		return nil
	default:
		r.hands[i].Language = language
	}
	r.emitHands(s.participant.Place)
	return nil
}

func (r *Room) lower(s *seat, participant string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if participant == "" {
		participant = s.grant.Participant
	}
	if participant != s.grant.Participant && !s.participant.Permissions.Moderate {
		return refuse(CodeForbidden, "only a moderator may do this")
	}
	r.dropHand(participant)
	return nil
}

func (r *Room) dropHand(participant string) {
	i := slices.IndexFunc(r.hands, func(h Hand) bool { return h.Participant == participant })
	if i < 0 {
		return
	}
	place := r.hands[i].Place
	r.hands = slices.Delete(r.hands, i, i+1)
	r.emitHands(place)
}

// dropHands lowers the hands of seats, each queue told once. The caller holds the lock.
func (r *Room) dropHands(seats []*seat) {
	var places []string
	r.hands = slices.DeleteFunc(r.hands, func(h Hand) bool {
		gone := slices.ContainsFunc(seats, func(s *seat) bool { return s.grant.Participant == h.Participant })
		if gone && !slices.Contains(places, h.Place) {
			places = append(places, h.Place)
		}
		return gone
	})
	for _, place := range places {
		r.emitHands(place)
	}
}

// callHand gives the word to somebody in the queue.
func (r *Room) callHand(participant string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	s, err := r.find(participant)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(r.hands, func(h Hand) bool { return h.Participant == participant }) {
		return refuse(CodeNotFound, "they have not raised their hand")
	}
	if p := &s.participant.Permissions; !p.mayPublish(Microphone) {
		p.Publish = slices.Sorted(slices.Values(append(slices.Clone(p.Publish), Audio)))
		r.emitChanged(s)
	}
	r.dropHand(participant)
	return nil
}

// dismissHands empties the queue of a place.
func (r *Room) dismissHands(s *seat) {
	r.mu.Lock()
	defer r.mu.Unlock()
	place := s.participant.Place
	before := len(r.hands)
	r.hands = slices.DeleteFunc(r.hands, func(h Hand) bool { return h.Place == place })
	if len(r.hands) != before {
		r.emitHands(place)
	}
}

// emitHands tells the queue of a place to those there. The caller holds the lock.
func (r *Room) emitHands(place string) {
	hands := []Hand{}
	for _, h := range r.hands {
		if h.Place == place {
			hands = append(hands, h)
		}
	}
	r.emitTo(at(place), func(offset uint64) Message { return Hands{offset, place, hands} })
}

// handsFor lists the hands that somebody at a place sees.
func (r *Room) handsFor(place string) []Hand {
	hands := []Hand{}
	for _, h := range r.hands {
		if hears(place, h.Place) {
			hands = append(hands, h)
		}
	}
	return hands
}
