package rooms

import (
	"cmp"
	"slices"
	"strings"
)

func (r *Room) nudgeSubscribers() {
	for _, s := range r.seats {
		s.nudge()
	}
}

// maxReceived is how many tracks one seat receives: more sections would make a description that no longer fits MaxMessage.
const maxReceived = 40

// wanted is what a seat should receive now, if it may subscribe: the channels it listens to, and everything of others whom it hears at
// its place and its step of the ladder still carries. Sound first where it is too much.
func (r *Room) wanted(s *seat) []*track {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s.ended || !s.participant.Permissions.Subscribe {
		return nil
	}
	list, floor := r.heardBy(s)
	if !s.step.receives(Interpretation) {
		list = nil
	}
	for _, t := range r.tracks {
		switch {
		case t.seat == s, t.info.Source == Interpretation, !s.step.receives(t.info.Source):
		case !floor && t.info.Source.Audio():
		case hears(s.participant.Place, t.seat.participant.Place):
			list = append(list, t)
		}
	}
	order := []Source{Interpretation, Microphone, Screen, ScreenAudio, Camera}
	slices.SortFunc(list, func(a, b *track) int {
		return cmp.Or(
			cmp.Compare(slices.Index(order, a.info.Source), slices.Index(order, b.info.Source)),
			a.added.Compare(b.added), strings.Compare(a.info.ID, b.info.ID),
		)
	})
	return list[:min(len(list), maxReceived)]
}

// heardBy lists the channels whose tracks a seat receives, and whether it hears the floor as well: an interpreter who works from
// another channel does not, as long as somebody speaks into that one. Nobody hears themself. The caller holds the lock.
func (r *Room) heardBy(s *seat) (tracks []*track, floor bool) {
	floor = true
	add := func(c *channel) {
		if c != nil && c.active != s && !slices.Contains(tracks, c.track) {
			tracks = append(tracks, c.track)
		}
	}
	place := s.participant.Place
	if s.booth != nil && s.relay != Floor {
		if c := r.channel(place, s.relay); c != nil && c.active != nil && c.active != s {
			add(c)
			floor = false
		}
	}
	if s.listening.Language != "" {
		add(r.channel(place, s.listening.Language))
	}
	return tracks, floor
}
