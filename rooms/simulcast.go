package rooms

import (
	"slices"
	"sync/atomic"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"

	"fairground/rooms/allocate"
	"fairground/rooms/layers"
	"fairground/rooms/ring"
)

// lane is one encoding of a track: the whole of it, or one size of a simulcast. What all subscribers need of it is kept here once.
type lane struct {
	index     int
	rid       string // empty: the only one
	keyframes keyframes
	ring      *ring.Ring
	received  reception
	newest    atomic.Int64 // when the last packet came, Unix nanoseconds; 0: none has

	// Guarded by flow of the track.
	last    int64 // the highest number that has come
	skips   skips
	pending []*ring.Packet // of a frame that is not whole
	reader  layers.Reader
	meter   layers.Meter

	// Guarded by room.mu.
	asked time.Time // since when the publisher should send it; zero: it need not
}

// simulcast gives a track the lanes of its section, from low to high. It is called before the first packet.
func (t *track) simulcast(rids []string) {
	t.rid = rids[0]
	for i, rid := range rids[1:] {
		l := &lane{index: i + 1, rid: rid, ring: ring.New(pictureRing)}
		l.reader.Codec = t.reader.Codec
		t.above = append(t.above, l)
	}
}

// join makes a feed the sender of a lane. The feed's packets come only after this.
func (t *track) join(f *feed) bool {
	index, ok := t.laneOf(f.rid)
	if !ok {
		return false
	}
	l := t.at(index)
	if l.newest.Load() != 0 {
		t.restart(index)
	}
	l.keyframes.from(f.pli)
	f.lane.Store(int32(index)) //nolint:gosec // below layers.MaxFeeds
	f.track.Store(t)
	return true
}

// at is a lane by its index.
func (t *track) at(index int) *lane {
	if index == 0 {
		return &t.lane
	}
	return t.above[index-1]
}

// lanes is how many there are.
func (t *track) lanes() int { return 1 + len(t.above) }

// laneOf finds the lane of an encoding.
func (t *track) laneOf(rid string) (index int, ok bool) {
	for i := range t.lanes() {
		if t.at(i).rid == rid {
			return i, true
		}
	}
	return 0, false
}

// restart prepares for another stream under the name of a lane: its numbers begin anew.
func (t *track) restart(index int) {
	t.flow.Lock()
	defer t.flow.Unlock()
	l := t.at(index)
	l.last, l.skips, l.pending = 0, skips{}, l.pending[:0]
	l.reader = layers.Reader{Codec: t.reader.Codec}
	t.clocks.Forget(index)
	t.best.Restart(index)
	for _, o := range *t.outlets.Load() {
		o.restart(index)
	}
}

// stopped is for how long nothing has come of a lane.
func (l *lane) stopped(now time.Time) time.Duration {
	newest := l.newest.Load()
	if newest == 0 {
		return time.Hour
	}
	return now.Sub(time.Unix(0, newest))
}

const (
	laneRests  = time.Second     // without a packet, after which one that comes is better
	laneStops  = 2 * time.Second // without a packet, after which an encoding counts as not sent
	laneStarts = 4 * time.Second // for a publisher to begin one that is asked for
)

// nominal is what an encoding takes that has not been measured, in bits per second.
func nominal(index, of int) int {
	return []int{150_000, 500_000, 1_700_000}[min(index+layers.MaxFeeds-of, layers.MaxFeeds-1)]
}

// layerName is how clients know a layer by its place among others: the highest is f.
func layerName(index, of int) string {
	return []string{"q", "h", "f"}[min(index+layers.MaxFeeds-min(of, layers.MaxFeeds), layers.MaxFeeds-1)]
}

// survey lists the qualities that can be had of a track, from low to high. The caller holds room.mu.
func (t *track) survey(now time.Time) []option {
	t.flow.Lock()
	defer t.flow.Unlock()
	var list []option
	for i := range t.lanes() {
		l := t.at(i)
		// A lane that nobody wanted is there for whoever wants it; one that was asked for in vain is not.
		if l.stopped(now) > laneStops && t.lanes() > 1 && !l.asked.IsZero() && now.Sub(l.asked) > laneStarts {
			continue
		}
		name := l.rid
		if name == "" {
			name = "f"
		}
		spatials := max(l.reader.Spatials, 1)
		for s := range spatials {
			bits := l.meter.Rate(now, s, layers.MaxTemporal-1)
			if bits == 0 {
				bits = nominal(i, t.lanes())
			}
			if spatials > 1 {
				name = layerName(s, spatials)
			}
			size := l.reader.Sizes[s]
			if low := l.meter.Rate(now, s, 0); i == 0 && s == 0 && l.reader.Temporals > 1 && low > 0 && low < bits {
				list = append(list, option{layers.Choice{}, name, allocate.Layer{Bitrate: low, Width: size.Width, Height: size.Height}})
			}
			choice := everything(i)
			if s < spatials-1 {
				choice.Spatial = s
			}
			list = append(list, option{choice, name, allocate.Layer{Bitrate: bits, Width: size.Width, Height: size.Height}})
		}
	}
	return list
}

// instead finds a lower quality that comes, for an outlet whose lane has stopped and whose next one has not begun.
func (t *track) instead(list []option, layer, current int, now time.Time) (int, bool) {
	comes := func(feed int) bool { return feed >= 0 && feed < t.lanes() && t.at(feed).stopped(now) < laneRests }
	if comes(list[layer].choice.Feed) || comes(current) {
		return 0, false
	}
	for i := layer - 1; i >= 0; i-- {
		if comes(list[i].choice.Feed) {
			return i, true
		}
	}
	return 0, false
}

// demand tells the publisher which encodings somebody receives. The caller holds room.mu.
func (t *track) demand(now time.Time) {
	if len(t.above) == 0 {
		return
	}
	wanted := make([]bool, t.lanes())
	for _, o := range *t.outlets.Load() {
		feed, aspired := o.wants()
		for _, feed := range []int{feed, aspired} {
			if feed >= 0 && feed < len(wanted) {
				wanted[feed] = true
			}
		}
	}
	if t.taps.list.Load() != nil {
		wanted[len(wanted)-1] = true
	}
	// Who has fallen silent altogether is not to blame the encodings asked for, and comes back with the smallest first.
	silent := slices.Contains(wanted, true)
	for i := range t.lanes() {
		silent = silent && t.at(i).stopped(now) > laneStops
	}
	for i := range wanted {
		wanted[i] = wanted[i] || silent
	}
	active, changed := t.demanded.Update(now, wanted)
	names := []string{}
	for i, is := range active {
		l := t.at(i)
		switch {
		case !is:
			l.asked = time.Time{}
		case l.asked.IsZero(), silent:
			l.asked = now
		}
		if is {
			names = append(names, l.rid)
		}
	}
	if changed && t.seat.peer != nil {
		t.seat.peer.send(Layers{t.info.ID, names})
	}
}

// show hands a packet to the taps, which see one stream: the best there is. The caller holds flow.
func (t *track) show(l *lane, p *ring.Packet, at time.Time) {
	if t.taps.list.Load() == nil {
		return
	}
	header := rtp.Header{Version: 2, Marker: p.Marker, SequenceNumber: uint16(p.Number), Timestamp: p.Timestamp} //nolint:gosec // the low half
	payload := p.Payload[p.Primary:]
	if len(t.above) > 0 {
		top := 0
		for i := range t.lanes() {
			if t.at(i).stopped(at) < laneStops {
				top = i
			}
		}
		if t.best.Wanted().Feed != top {
			t.best.Want(everything(top))
		}
		if feed, needed := t.best.NeedsKey(); needed {
			t.at(feed).keyframes.request(t.seat.room.engine.config.Now())
		}
		out, ok := t.best.Take(l.index, layers.Packet{Number: p.Number, Timestamp: p.Timestamp, Marker: p.Marker}, &p.Layer, payload, at)
		if !ok {
			return
		}
		header.Marker, header.SequenceNumber, header.Timestamp = out.Marker, uint16(out.Number), out.Timestamp //nolint:gosec // the low half
		if out.HeadSize > 0 {
			payload = append([]byte(nil), payload...)
			out.Apply(payload)
		}
	}
	t.taps.packet(&header, payload)
}

// clock takes a sender report of a lane, for the time lines of subscribers, and says what the taps are told of it.
func (t *track) clock(l *lane, sr *rtcp.SenderReport) (stamp uint32, tell bool) {
	t.flow.Lock()
	defer t.flow.Unlock()
	t.clocks.Report(l.index, sr.NTPTime, sr.RTPTime)
	if len(t.above) == 0 {
		return sr.RTPTime, true
	}
	return t.best.Stamp(l.index, sr.RTPTime)
}
