package rooms

import (
	"slices"
	"strings"

	"fairground/rooms/allocate"
	"fairground/rooms/layers"
)

// MaxTiles is how many pictures a client may describe in one View.
const MaxTiles = 64

// Messages about layers.
type (
	// View says how large which pictures are shown; the whole list each time. A picture that is not in it is not shown. A client
	// that never sends one is given whatever fits.
	View struct {
		Request
		Tiles []Tile `json:"tiles"`
	}
	// Tile is how one track is shown, in device pixels. Priority 0 is served first.
	Tile struct {
		Track    string `json:"track"`
		Width    int    `json:"width"`
		Height   int    `json:"height"`
		Visible  bool   `json:"visible"`
		Priority int    `json:"priority"`
	}
	// Layers tells a publisher which encodings of a track somebody receives; the others need not be sent. Not numbered.
	Layers struct {
		Track  string   `json:"track"`
		Active []string `json:"active"`
	}
	// Received tells a subscriber which layer of each picture it gets, and why no better one, when that changes. Kbps is what its
	// connection is thought to carry; while nothing is heard of it, what it carried before. Not numbered.
	Received struct {
		Tracks []ReceivedTrack `json:"tracks"`
		Kbps   int             `json:"kbps"`
	}
	// ReceivedTrack is one picture: Layer is q, h, f (low to high) or off, Reason view, bandwidth, publisher or absent.
	ReceivedTrack struct {
		Track  string `json:"track"`
		Layer  string `json:"layer"`
		Reason string `json:"reason,omitempty"`
	}
)

// Kind implements Message.
func (View) Kind() string { return "view" }

// Kind implements Message.
func (Layers) Kind() string { return "layers" }

// Kind implements Message.
func (Received) Kind() string { return "received" }

func (m View) check() error {
	if len(m.Tiles) > MaxTiles {
		return m.invalid("a view has at most %d tiles", MaxTiles)
	}
	seen := make(map[string]bool, len(m.Tiles))
	for _, t := range m.Tiles {
		switch {
		case t.Track == "" || len(t.Track) > MaxIdentifier || seen[t.Track]:
			return m.invalid("a tile names a track, each once")
		case t.Width < 0 || t.Height < 0 || t.Width > 16384 || t.Height > 16384:
			return m.invalid("a tile has between 0 and 16384 pixels each way")
		case t.Priority < 0 || t.Priority > 1000:
			return m.invalid("a priority is between 0 and 1000")
		}
		seen[t.Track] = true
	}
	return m.Request.check()
}

// view keeps what a client shows. It is looked at with the next decision, which is brought forward.
func (r *Room) view(s *seat, m View) {
	tiles := make(map[string]Tile, len(m.Tiles))
	for _, t := range m.Tiles {
		tiles[t.Track] = t
	}
	s.subscribe.director.show(tiles)
	s.subscribe.direct(r.spoken())
}

// lanesOf orders the rids of a section from low to high; those unknown come last, as they were named. A section without any has one lane.
func lanesOf(offered []string) []string {
	if len(offered) == 0 {
		return []string{""}
	}
	known := []string{"q", "h", "f"}
	rank := func(rid string) int {
		if i := slices.Index(known, strings.ToLower(rid)); i >= 0 {
			return i
		}
		return len(known)
	}
	list := slices.Clone(offered)
	slices.SortStableFunc(list, func(a, b string) int { return rank(a) - rank(b) })
	return list[:min(len(list), layers.MaxFeeds)]
}

// option is one quality of a track.
type option struct {
	choice layers.Choice
	name   string // for Received
	layer  allocate.Layer
}

// everything is the choice of all layers of one stream.
func everything(feed int) layers.Choice {
	return layers.Choice{Feed: feed, Spatial: layers.MaxSpatial - 1, Temporal: layers.MaxTemporal - 1}
}
