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

// tellSpeakers sends who is heard now, if that has changed. The caller holds the room's lock.
func (r *Room) tellSpeakers() {
	var now []Speaker
	for _, t := range r.tracks {
		if t.info.Source != Microphone {
			continue
		}
		if level := t.loudness.take(); level <= audible {
			now = append(now, Speaker{t.info.Participant, level / levelStep * levelStep})
		}
	}
	slices.SortFunc(now, func(a, b Speaker) int {
		return cmp.Or(cmp.Compare(a.Level, b.Level), strings.Compare(a.Participant, b.Participant))
	})
	now = now[:min(len(now), speakersShown)]
	if slices.Equal(now, r.speaking) {
		return
	}
	r.speaking = now
	r.broadcast(Speakers{append([]Speaker{}, now...)})
}
