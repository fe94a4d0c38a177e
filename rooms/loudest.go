package rooms

import (
	"cmp"
	"slices"
	"time"
)

const (
	// hangOver is how long a voice stays on after it was last heard: the pauses of speech are shorter.
	hangOver = 2 * time.Second
	// replaces is by how many dB somebody must be louder to take the place of somebody who is speaking.
	replaces = 6
)

// The states of a microphone where there are more than are forwarded.
const (
	chosen  int32 = iota // forwarded
	resting              // not forwarded until it is heard: then at once, so that no beginning of a word is lost
	trimmed              // not forwarded until the next decision: others are louder
)

// microphone is one candidate of a decision.
type microphone struct {
	id    string
	level int // -dBov since the last decision; 127: silence
	was   int32
	heard time.Time // when it was last audible; zero: never
}

// loudestOf decides which of the microphones at a place are forwarded, at most n of them: those who speak, and those who have just
// spoken. Whoever is forwarded and speaks is replaced only by somebody clearly louder, so that two voices of like strength do not take
// turns by the syllable.
func loudestOf(list []microphone, n int, now time.Time) map[string]int32 {
	states := make(map[string]int32, len(list))
	if len(list) <= n {
		return states // all are chosen
	}
	weight := func(m microphone) int {
		switch {
		case m.level <= audible && m.was == chosen:
			return m.level - replaces
		case m.level <= audible:
			return m.level
		case m.was == chosen && now.Sub(m.heard) < hangOver:
			return audible // in a pause: before the silent, after those who speak
		default:
			return 128 // and among the silent those who spoke last
		}
	}
	sorted := slices.Clone(list)
	slices.SortFunc(sorted, func(a, b microphone) int {
		return cmp.Or(cmp.Compare(weight(a), weight(b)), b.heard.Compare(a.heard), cmp.Compare(a.id, b.id))
	})
	for i, m := range sorted {
		switch {
		case i < n && weight(m) < 128:
			states[m.id] = chosen
		case m.level <= audible:
			states[m.id] = trimmed
		default:
			states[m.id] = resting
		}
	}
	return states
}

// chooseLoudest applies the rule at each place. levels are those of all microphones. The caller holds the room's lock.
func (r *Room) chooseLoudest(now time.Time, levels map[*track]int) {
	places := make(map[string][]microphone)
	for t, level := range levels {
		if t.level == 0 {
			level = audible // it does not say: it is taken for a quiet voice
		}
		if level <= audible {
			t.spoke = now
		}
		place := t.seat.participant.Place
		places[place] = append(places[place], microphone{t.info.ID, level, t.gate.Load(), t.spoke})
	}
	for _, list := range places {
		states := loudestOf(list, r.engine.config.MaxSpeakers, now)
		for _, m := range list {
			if t := r.tracks[m.id]; t != nil {
				t.gate.Store(states[m.id])
			}
		}
	}
}

// passes says whether a packet of a microphone goes on.
func (t *track) passes(level uint8) bool {
	switch t.gate.Load() {
	case resting:
		if level > audible {
			return false
		}
		t.gate.CompareAndSwap(resting, chosen) // until the next decision
		return true
	case trimmed:
		return false
	default:
		return true
	}
}
