// Package allocate shares what a connection can carry among the tracks that one participant receives: by priority, by what is on their
// screen, and without flapping. It also picks the step of the low-bandwidth ladder, and joins what all receivers of a track want into the
// layers that its publisher need send.
//
// It is arithmetic over numbers handed to it. It does not know packets, estimates' origin, connections or messages.
package allocate

import (
	"cmp"
	"slices"
	"time"
)

// Class is the rank of a track: a lower one is served first.
type Class int

// The classes. Interpreter and Speech are sound, the others pictures.
const (
	Interpreter Class = iota
	Speech
	Face   // of who speaks or is pinned
	Screen // shared
	Thumbnail
)

// Audio reports whether the class is sound.
func (c Class) Audio() bool { return c <= Speech }

// Layer is one quality of a track that can be had.
type Layer struct {
	Bitrate       int // bits per second
	Width, Height int // pixels; 0: not known
}

// Track is one candidate.
type Track struct {
	ID       string
	Class    Class
	Priority int     // within the class; a lower one is served first
	Layers   []Layer // from low to high; empty: the publisher sends nothing
	Tile     Tile
}

// Tile is how a track is shown.
type Tile struct {
	Told          bool // false: nothing is known, and any layer may be wanted
	Visible       bool
	Width, Height int // device pixels
}

// Reason says what kept a track from its best layer.
type Reason string

// The reasons.
const (
	Best      Reason = ""
	View      Reason = "view"      // no more is shown
	Bandwidth Reason = "bandwidth" // no more fits
	Publisher Reason = "publisher" // nothing is sent
)

// Decision is what a track gets: an index into its Layers, or -1.
type Decision struct {
	ID     string
	Layer  int
	Reason Reason
}

// Step is a rung of the low-bandwidth ladder.
type Step string

// The steps, best first.
const (
	Video  Step = "video"
	Low    Step = "low"    // the lowest layers only
	Slides Step = "slides" // no moving pictures; shared slides come as images
	Audio  Step = "audio"
	Text   Step = "text"
)

var steps = []Step{Video, Low, Slides, Audio, Text}

// Valid reports whether a step is one of the ladder.
func (s Step) Valid() bool { return slices.Contains(steps, s) }

// floors are what each step needs, in bits per second; below it the next one is taken.
var floors = []int{300_000, 150_000, 64_000, 16_000, 0}

const (
	stepUp     = 1.4 // times the floor before a better step is taken
	stepRise   = 5 * time.Second
	stepFall   = 2 * time.Second
	raiseCost  = 1.15            // a layer beyond the current one must fit with some room to spare
	keepCost   = 0.95            // a layer that is there may stay a little longer
	raisePause = 3 * time.Second // after a layer was lowered for want of bandwidth
)

// Allocator remembers one receiver's decisions, for their stability. Make one with New; it is for one goroutine.
type Allocator struct {
	step   int
	since  time.Time // since when another step would be better
	toward int
	limit  int // no better step than this; by the receiver's own choice
	tracks map[string]*memory
}

type memory struct {
	layer   int
	lowered time.Time
	seen    bool
}

// New makes an allocator at the best step.
func New() *Allocator { return &Allocator{tracks: make(map[string]*memory)} }

// Limit is the receiver's own choice of the best step that they want.
func (a *Allocator) Limit(s Step) {
	if i := slices.Index(steps, s); i >= 0 {
		a.limit = i
	}
}

// Step is the step taken now.
func (a *Allocator) Step() Step { return steps[max(a.step, a.limit)] }

// Again forgets that there was too little: the network was gone, and what is known of it is from before.
func (a *Allocator) Again() {
	a.step, a.since = 0, time.Time{}
	for _, m := range a.tracks {
		m.lowered = time.Time{}
	}
}

// climb moves the step by what the connection carries: down after two seconds, one rung up after five. An estimate that covers all that
// is wished for is never too low: it may not have been tried for more.
func (a *Allocator) climb(now time.Time, estimate, wanted int) {
	want := a.step
	switch {
	case estimate < floors[a.step] && estimate < wanted:
		for want < len(steps)-1 && estimate < floors[want] {
			want++
		}
	case a.step > 0 && float64(estimate) >= stepUp*float64(floors[a.step-1]):
		want = a.step - 1
	}
	if want == a.step {
		a.since = time.Time{}
		return
	}
	if a.since.IsZero() || (want > a.step) != (a.toward > a.step) {
		a.since = now
	}
	a.toward = want
	wait := stepFall
	if want < a.step {
		wait = stepRise
	}
	if now.Sub(a.since) >= wait {
		a.step, a.since = want, time.Time{}
	}
}

// Wish is the layer that would be had if everything fitted, -1 for none, and why it is not the highest.
func Wish(t Track) (int, Reason) {
	if len(t.Layers) == 0 {
		return -1, Publisher
	}
	best := len(t.Layers) - 1
	if t.Class.Audio() || !t.Tile.Told {
		return best, Best
	}
	if !t.Tile.Visible {
		return -1, View
	}
	for i, l := range t.Layers[:best] {
		// A picture may be enlarged by a quarter before it is worth more bits.
		if l.Height > 0 && 4*t.Tile.Height <= 5*l.Height && 4*t.Tile.Width <= 5*l.Width {
			return i, View
		}
	}
	return best, Best
}

// turns is the order in which layers are handed out: to whom, and up to which layer.
var turns = []struct {
	class Class
	upTo  int
}{
	{Face, 0},
	{Screen, 0},
	{Face, 1},
	{Screen, 1 << 10},
	{Thumbnail, 0},
	{Face, 1 << 10},
	{Thumbnail, 1 << 10},
}

// Allocate decides for all tracks of a receiver. estimate is what the connection carries in bits per second. The decisions come in the
// order of service. wanted is what everything wished for would take: worth looking for more bandwidth if it is above the estimate.
func (a *Allocator) Allocate(now time.Time, estimate int, tracks []Track) (decisions []Decision, wanted int) {
	list := slices.Clone(tracks)
	slices.SortStableFunc(list, func(x, y Track) int {
		return cmp.Or(cmp.Compare(x.Class, y.Class), cmp.Compare(x.Priority, y.Priority), cmp.Compare(x.ID, y.ID))
	})
	for _, m := range a.tracks {
		m.seen = false
	}
	decisions = make([]Decision, len(list))
	wish := make([]int, len(list))
	for i, t := range list {
		wish[i], decisions[i].Reason = Wish(t)
		if wish[i] >= 0 {
			wanted += t.Layers[wish[i]].Bitrate
		}
	}
	a.climb(now, estimate, wanted)
	step, left := a.Step(), float64(estimate)
	for i, t := range list {
		if a.tracks[t.ID] == nil {
			a.tracks[t.ID] = &memory{layer: -1}
		}
		a.tracks[t.ID].seen = true
		decisions[i].ID, decisions[i].Layer = t.ID, -1
		switch {
		case wish[i] < 0:
		case t.Class.Audio():
			// Sound is never weighed against anything: it is there on every step but the last.
			if step == Text {
				decisions[i].Reason = Bandwidth
			} else {
				decisions[i].Layer = wish[i]
				left -= float64(t.Layers[wish[i]].Bitrate)
			}
		case step == Slides || step == Audio || step == Text:
			wish[i], decisions[i].Reason = -1, Bandwidth
		case step == Low && wish[i] > 0:
			wish[i], decisions[i].Reason = 0, Bandwidth
		}
	}
	for _, turn := range turns {
		for i, t := range list {
			if t.Class != turn.class || wish[i] < 0 {
				continue
			}
			for next := decisions[i].Layer + 1; next <= min(wish[i], turn.upTo); next++ {
				extra := a.cost(now, t, next)
				if decisions[i].Layer >= 0 {
					extra -= a.cost(now, t, decisions[i].Layer)
				}
				if extra > left {
					break
				}
				left -= extra
				decisions[i].Layer = next
			}
		}
	}
	for i, t := range list {
		if decisions[i].Layer < wish[i] {
			decisions[i].Reason = Bandwidth
		}
		m := a.tracks[t.ID]
		if decisions[i].Layer < m.layer && decisions[i].Reason == Bandwidth {
			m.lowered = now
		}
		m.layer = decisions[i].Layer
	}
	for id, m := range a.tracks {
		if !m.seen {
			delete(a.tracks, id)
		}
	}
	return decisions, wanted
}

// cost is what a layer counts for: less if it is there already, more if it would be new, and too much shortly after it was lost.
func (a *Allocator) cost(now time.Time, t Track, layer int) float64 {
	m, bits := a.tracks[t.ID], float64(t.Layers[layer].Bitrate)
	switch {
	case layer <= m.layer:
		return bits * keepCost
	case layer > 0 && !m.lowered.IsZero() && now.Sub(m.lowered) < raisePause:
		return 1e12
	case !m.lowered.IsZero() || m.layer >= 0:
		return bits * raiseCost
	default:
		return bits // a track seen for the first time
	}
}
