package rooms

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

const (
	speakersShown = 3
	audible       = 50 // -dBov; quieter is a room, not a voice
	levelStep     = 6  // levels are told in steps of so many dB, so that a steady voice is told once
)

// loudness averages the audio levels of a track between two ticks.
type loudness struct {
	mu     sync.Mutex
	sum, n int
}

func (l *loudness) add(level uint8) {
	l.mu.Lock()
	l.sum += int(level)
	l.n++
	l.mu.Unlock()
}

// take returns the average since the last take; 127, silence, if nothing came.
func (l *loudness) take() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.n == 0 {
		return 127
	}
	level := l.sum / l.n
	l.sum, l.n = 0, 0
	return level
}

// tellSpeakers sends who is heard now, at each place, where that has changed. The caller holds the room's lock.
func (r *Room) tellSpeakers() {
	type voice struct {
		Speaker
		place string
	}
	var all []voice
	levels := make(map[*track]int)
	for _, t := range r.tracks {
		if t.info.Source != Microphone {
			continue
		}
		level := t.loudness.take()
		levels[t] = level
		if level <= audible {
			all = append(all, voice{Speaker{t.info.Participant, level / levelStep * levelStep}, t.seat.participant.Place})
		}
	}
	r.chooseLoudest(r.engine.config.Now(), levels)
	slices.SortFunc(all, func(a, b voice) int {
		return cmp.Or(cmp.Compare(a.Level, b.Level), strings.Compare(a.Participant, b.Participant))
	})
	places := make(map[string][]*seat)
	for _, s := range r.seats {
		places[s.participant.Place] = append(places[s.participant.Place], s)
	}
	for place := range r.speaking {
		if places[place] == nil {
			delete(r.speaking, place)
		}
	}
	for place, seats := range places {
		var now []Speaker
		for _, v := range all {
			if len(now) < speakersShown && hears(place, v.place) {
				now = append(now, v.Speaker)
			}
		}
		if slices.Equal(now, r.speaking[place]) {
			continue
		}
		r.speaking[place] = now
		m, f := Speakers{append([]Speaker{}, now...)}, &encoded{}
		for _, s := range seats {
			if s.peer != nil {
				s.peer.post(m, f)
			}
		}
	}
}
