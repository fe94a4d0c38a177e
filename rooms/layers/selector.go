package layers

import "time"

// Packet is the part of an RTP header that a choice of layers changes. Number is the extended sequence number, at least 0.
type Packet struct {
	Number    int64
	Timestamp uint32
	Marker    bool
}

// Out is what to write for a packet: the new header fields, and the bytes that take the place of as many at the beginning of the payload.
type Out struct {
	Packet
	Head     [maxHead]byte
	HeadSize uint8
}

// Apply puts the rewritten beginning into a copy of the payload.
func (o *Out) Apply(payload []byte) { copy(payload, o.Head[:o.HeadSize]) }

// Choice is a wish or a state: the simulcast stream, and the highest spatial and temporal layer within it. Feed -1 is nothing.
type Choice struct{ Feed, Spatial, Temporal int }

// Off is the choice of nothing.
func Off() Choice { return Choice{Feed: -1} }

// run is a stretch of packets of one stream in which what is added to each number stays the same. A stretch ends when a packet is left
// out, when another stream takes over, and when padding is put in between. Runs and the shared ring of a track together are the
// packets that this subscriber was sent, so retransmission needs no copies.
type run struct {
	feed              int8
	spatial, temporal int8
	target            int8 // AV1
	first, last       int64
	out               int64  // of first
	timestamp         uint32 // added
	pic               uint16 // the rest is taken away, VP8
	tl0, key          uint8
}

const (
	keptRuns = 128 // four seconds of the worst pattern: one layer left out of every frame at 30 frames per second
)

// Selector passes on the chosen layers of one track to one subscriber. The zero value is not usable; see New. It is not safe for
// concurrent use.
type Selector struct {
	clocks *Clocks
	want   Choice
	now    Choice
	target int  // AV1 decode target passed on now, -1: none
	apart  bool // AV1: the target wanted shows another spatial layer
	codec  Codec

	started bool
	highest int64  // newest source number of the current stream, passed on or not
	number  int64  // newest one written
	stamp   uint32 // newest timestamp written
	written time.Time
	offsets [MaxFeeds]uint32 // added to timestamps of a stream
	known   [MaxFeeds]bool
	base    int // the stream whose time line is written, -1: none yet

	pic, picSeen uint16 // newest picture id written, newest seen in the current stream
	tl0, key     uint8  // newest written
	run          run    // the newest
	open         bool   // the newest run may grow
	wroteAny     bool

	runs  [keptRuns]run // the newest is also the last put in here
	count int

	frames frameSet // AV1: frames passed on
	intact uint8    // AV1: chains of which nothing is missing
}

// New makes a selector that passes nothing on until Want. clocks are shared by all selectors of a track and guarded like them; nil stands
// for none. before is the number to begin after.
func New(clocks *Clocks, before int64) *Selector {
	return &Selector{clocks: clocks, want: Off(), now: Off(), target: -1, base: -1, number: before}
}

// Want sets the layers to change over to, at the next point where that is possible.
func (s *Selector) Want(c Choice) {
	if c.Feed >= MaxFeeds {
		c.Feed = MaxFeeds - 1
	}
	s.want = c
	if c.Feed < 0 {
		s.now.Feed = -1
		s.open = false
	}
}

// Wanted is what was asked for last.
func (s *Selector) Wanted() Choice { return s.want }

// Current is what is passed on now.
func (s *Selector) Current() Choice { return s.now }

// NeedsKey names the stream whose key frame is waited for.
func (s *Selector) NeedsKey() (feed int, needed bool) {
	switch {
	case s.want.Feed < 0:
		return 0, false
	case s.want.Feed != s.now.Feed:
		return s.want.Feed, true
	case s.codec == AV1:
		return s.want.Feed, s.apart
	case s.codec == VP9:
		return s.want.Feed, s.want.Spatial > s.now.Spatial
	default:
		return 0, false
	}
}

// Restart forgets what was known of a stream whose sender has begun anew.
func (s *Selector) Restart(feed int) {
	if feed < 0 || feed >= MaxFeeds {
		return
	}
	s.known[feed] = false
	if s.base == feed {
		s.base = -1
		s.known = [MaxFeeds]bool{}
	}
	if s.now.Feed == feed {
		s.now.Feed, s.open = -1, false
	}
	for i := range s.runs { // numbers of the old stream must not answer for the new one
		if s.runs[i].feed == int8(feed) { //nolint:gosec // below MaxFeeds
			s.runs[i].feed = -1
		}
	}
}

// Take decides about a packet of a stream and says how it is to be written. at is when it came.
func (s *Selector) Take(feed int, p Packet, info *Info, payload []byte, at time.Time) (Out, bool) {
	if feed < 0 || feed >= MaxFeeds {
		return Out{}, false
	}
	s.codec = info.codec
	if feed != s.now.Feed {
		if feed != s.want.Feed || !info.Key {
			return s.late(feed, p, info, payload)
		}
		s.enter(feed, p, info, at)
	}
	ahead := p.Number - s.highest
	if s.started && ahead <= 0 {
		return s.late(feed, p, info, payload)
	}
	s.adapt(info)
	if ahead > 1000 { // the stream jumped: what lies between was never meant to come
		s.open = false
		s.highest = p.Number - 1
		ahead = 1
	}
	if !s.passes(s.now.Spatial, s.now.Temporal, s.target, info) {
		s.leaveOut(p, info, ahead)
		return Out{}, false
	}
	if !s.open {
		s.push(feed, ahead)
	}
	s.started = true
	s.number += ahead
	s.highest = p.Number
	s.run.last = p.Number
	s.runs[s.count%keptRuns].last = p.Number
	out := s.rewrite(&s.run, p, info, payload)
	out.Number = s.number
	if !s.wroteAny || int32(out.Timestamp-s.stamp) > 0 { //nolint:gosec // two's complement difference
		s.stamp, s.written, s.wroteAny = out.Timestamp, at, true
	}
	if info.codec == VP8 {
		s.remember(info)
	}
	if info.codec == AV1 && info.av1.structure != nil {
		s.frames.add(info.av1.number)
	}
	return out, true
}

// enter makes another stream the current one, at its key frame.
func (s *Selector) enter(feed int, p Packet, info *Info, at time.Time) {
	s.now = s.want
	s.now.Feed = feed
	s.target = -1
	s.frames, s.intact = frameSet{}, 0
	s.highest = p.Number - 1
	s.open, s.started = false, false
	offset := s.offset(feed, p.Timestamp, at)
	if s.wroteAny {
		// A decoder drops what does not move forward.
		if ahead := int32(p.Timestamp + offset - s.stamp); ahead <= 0 { //nolint:gosec // two's complement difference
			offset += uint32(1 - ahead) //nolint:gosec // positive
		}
	}
	s.offsets[feed] = offset
	s.run.timestamp = offset
	if s.wroteAny {
		s.run.pic = info.vp8.pic - (s.pic + 1)
		s.run.tl0 = info.vp8.tl0 - (s.tl0 + 1)
		s.run.key = info.vp8.key - (s.key + 1)
	}
	s.picSeen = info.vp8.pic
}

// offset puts a stream on the time line that is being written: by the senders' clocks if they are known, as before if it was sent
// before, and else by the time that has passed.
func (s *Selector) offset(feed int, stamp uint32, at time.Time) uint32 {
	before := s.known[feed]
	s.known[feed] = true
	switch {
	case !s.wroteAny:
		s.base = feed
		return 0
	case s.base < 0:
		s.base = feed
		return s.guess(stamp, at)
	case feed == s.base:
		return s.offsets[feed]
	}
	if s.clocks != nil {
		if between, ok := s.clocks.Between(feed, s.base); ok {
			offset := between + s.offsets[s.base]
			// A clock that is far off is not believed: sound would be out of step, or the picture stand still.
			if off := int32(offset - s.guess(stamp, at)); off < maxOff*s.rate() && off > -maxOff*s.rate() { //nolint:gosec // two's complement
				return offset
			}
		}
	}
	if before {
		return s.offsets[feed]
	}
	return s.guess(stamp, at)
}

// maxOff is how far, in seconds, the senders' clocks may differ from what the arrival of packets suggests.
const maxOff = 5

func (s *Selector) rate() int32 {
	if s.clocks != nil && s.clocks.Rate != 0 {
		return int32(s.clocks.Rate) //nolint:gosec // 90,000 or 48,000
	}
	return 90000
}

func (s *Selector) guess(stamp uint32, at time.Time) uint32 {
	passed := min(max(at.Sub(s.written), time.Millisecond), time.Hour)
	return s.stamp + uint32(passed.Seconds()*float64(s.rate())) - stamp
}

// adapt changes layers within the stream where that is possible.
func (s *Selector) adapt(info *Info) {
	if !info.Start {
		return
	}
	want := s.want
	if want.Feed != s.now.Feed {
		want = s.now // on the way out: nothing changes any more
	}
	switch info.codec {
	case VP8:
		switch {
		case info.Key, want.Temporal < s.now.Temporal:
			s.change(want.Spatial, want.Temporal)
		case int(info.Temporal) == s.now.Temporal+1 && info.sync && int(info.Temporal) <= want.Temporal:
			s.change(s.now.Spatial, int(info.Temporal))
		}
	case VP9:
		s.adaptVP9(want, info)
	case AV1:
		s.adaptAV1(want, info)
	case H264, Plain:
		s.change(want.Spatial, want.Temporal)
	}
}

func (s *Selector) adaptVP9(want Choice, info *Info) {
	if info.Key {
		s.change(want.Spatial, want.Temporal)
		return
	}
	spatial, temporal := s.now.Spatial, s.now.Temporal
	if info.Spatial == 0 { // a new picture
		spatial = min(spatial, want.Spatial)
		temporal = min(temporal, want.Temporal)
		if t := int(info.Temporal); info.sync && t <= want.Temporal {
			switch {
			case t <= temporal:
				temporal = want.Temporal
			case t == temporal+1:
				temporal = t
			}
		}
	} else if int(info.Spatial) == spatial+1 && int(info.Spatial) <= want.Spatial && info.apart {
		spatial = int(info.Spatial)
	}
	s.change(spatial, temporal)
}

func (s *Selector) adaptAV1(want Choice, info *Info) {
	f := &info.av1
	if f.structure == nil {
		s.target = -1
		s.change(want.Spatial, want.Temporal)
		return
	}
	for c := range min(f.structure.chains, keptChains) {
		if back := f.chain[c]; back == 0 {
			s.intact |= 1 << c
		} else if !s.frames.has(f.number - uint16(back)) {
			s.intact &^= 1 << c
		}
	}
	t := f.structure.target(want.Spatial, want.Temporal)
	s.apart = t >= 0 && int(f.structure.layer[t].spatial) != s.now.Spatial
	if t < 0 || t == s.target || f.enter>>t&1 == 0 {
		return
	}
	if !info.Key && f.structure.chains > 0 {
		if c := f.structure.protected[t]; c >= keptChains || s.intact>>c&1 == 0 {
			return
		}
	}
	s.target = t
	s.change(int(f.structure.layer[t].spatial), int(f.structure.layer[t].temporal))
	s.apart = false
}

func (s *Selector) change(spatial, temporal int) {
	if spatial != s.now.Spatial || temporal != s.now.Temporal {
		s.now.Spatial, s.now.Temporal = spatial, temporal
		s.open = false
	}
}

// passes says whether a packet belongs to a choice of layers.
func (s *Selector) passes(spatial, temporal, target int, info *Info) bool {
	if info.codec == AV1 && info.av1.structure != nil {
		return target >= 0 && info.av1.present>>target&1 != 0
	}
	return int(info.Spatial) <= spatial && int(info.Temporal) <= temporal
}

// leaveOut counts a packet that is not passed on, so that it leaves no gap.
func (s *Selector) leaveOut(p Packet, info *Info, ahead int64) {
	if ahead > 1 {
		// What is missing before it may still come, and belongs to the stretch before.
		if s.open {
			s.run.last = p.Number - 1
			s.runs[s.count%keptRuns].last = s.run.last
		}
		s.number += ahead - 1
	}
	s.started = true
	s.highest = p.Number
	s.open = false
	if info.codec == VP8 && info.vp8.picAt != 0 {
		if newer(info.vp8.pic, s.picSeen, info.vp8.wide) {
			s.picSeen = info.vp8.pic
			s.run.pic++
		}
	}
}

// push begins a stretch with the packets that are missing before this one.
func (s *Selector) push(feed int, ahead int64) {
	s.count++
	s.run.feed = int8(feed)                                                       //nolint:gosec // below MaxFeeds
	s.run.spatial, s.run.temporal = int8(s.now.Spatial&7), int8(s.now.Temporal&7) //nolint:gosec // three bits
	s.run.target = int8(s.target)                                                 //nolint:gosec // below 32
	s.run.first = s.highest + 1
	s.run.out = s.number + 1
	s.run.last = s.highest + ahead
	s.runs[s.count%keptRuns] = s.run
	s.open = true
}

// remember keeps the newest numbers of VP8 that were written.
func (s *Selector) remember(info *Info) {
	h := &info.vp8
	if h.picAt != 0 && newer(h.pic, s.picSeen, h.wide) || info.Key {
		s.picSeen = h.pic
	}
	s.pic = s.picSeen - s.run.pic
	if h.tl0At != 0 {
		if v := h.tl0 - s.run.tl0; int8(v-s.tl0) > 0 || info.Key { //nolint:gosec // two's complement difference
			s.tl0 = v
		}
	}
	if h.hasKeyBits {
		s.key = (h.key - s.run.key) & 0x1f
	}
}

func newer(a, b uint16, wide bool) bool {
	if wide {
		return a != b && (a-b)&0x7fff < 0x4000
	}
	return a != b && (a-b)&0x7f < 0x40
}

// rewrite is what a packet of a stretch becomes; its number is the caller's to set.
func (s *Selector) rewrite(r *run, p Packet, info *Info, payload []byte) Out {
	out := Out{Packet: Packet{Timestamp: p.Timestamp + r.timestamp, Marker: p.Marker}}
	switch info.codec {
	case VP8:
		if size := info.vp8.size; r.pic|uint16(r.tl0|r.key) != 0 && size > 1 && len(payload) >= int(size) {
			out.HeadSize = size
			copy(out.Head[:size], payload)
			info.vp8.write(out.Head[:], info.vp8.pic-r.pic, info.vp8.tl0-r.tl0, info.vp8.key-r.key)
		}
	case VP9:
		// The picture ends for the receiver with the highest layer that it gets.
		out.Marker = p.Marker || info.End && int8(info.Spatial) == r.spatial //nolint:gosec // three bits
	case AV1:
		if st := info.av1.structure; st != nil && r.target >= 0 && int(r.target) < st.targets {
			out.Marker = p.Marker || info.End && info.Spatial == st.layer[r.target].spatial
		}
	case H264, Plain:
	}
	return out
}

// late places a packet that came out of order into the stretch that it belongs to.
func (s *Selector) late(feed int, p Packet, info *Info, payload []byte) (Out, bool) {
	for i := range min(s.count, keptRuns) {
		r := &s.runs[(s.count-i)%keptRuns]
		if int(r.feed) != feed || p.Number < r.first || p.Number > r.last {
			continue
		}
		if !s.passes(int(r.spatial), int(r.temporal), int(r.target), info) {
			return Out{}, false
		}
		out := s.rewrite(r, p, info, payload)
		out.Number = r.out + (p.Number - r.first)
		return out, true
	}
	return Out{}, false
}

// Find says which packet of which stream was written under a sequence number, if that was not too long ago. number is the extended form.
func (s *Selector) Find(sequence uint16) (number int64, feed int, source int64, ok bool) {
	number = s.number + int64(int16(sequence-uint16(s.number))) //nolint:gosec // the low half, and a signed distance
	for i := range min(s.count, keptRuns) {
		r := &s.runs[(s.count-i)%keptRuns]
		if r.feed >= 0 && number >= r.out && number-r.out <= r.last-r.first {
			return number, int(r.feed), r.first + (number - r.out), true
		}
	}
	return number, 0, 0, false
}

// Newest is the highest number written.
func (s *Selector) Newest() int64 { return s.number }

// Again says how a packet named by Find is written once more. payload and info are those of the source.
func (s *Selector) Again(feed int, p Packet, info *Info, payload []byte) (Out, bool) {
	return s.late(feed, p, info, payload)
}

// Pad gives a sequence number and timestamp to a packet of padding (RFC 3550 section 5.1), to be written at once. It fails before the
// first packet.
func (s *Selector) Pad() (Packet, bool) {
	if !s.wroteAny {
		return Packet{}, false
	}
	s.number++
	s.open = false
	return Packet{Number: s.number, Timestamp: s.stamp}, true
}

// Stamp puts a timestamp of a stream on the time line that is written, for sender reports. It fails for streams not passed on now.
func (s *Selector) Stamp(feed int, stamp uint32) (uint32, bool) {
	if feed != s.now.Feed || feed < 0 {
		return 0, false
	}
	return stamp + s.offsets[feed], true
}

// frameSet remembers which of the newest 256 frame numbers were passed on.
type frameSet struct {
	any    bool
	newest uint16
	bits   [4]uint64
}

func (f *frameSet) add(n uint16) {
	if !f.any {
		f.any, f.newest = true, n
	}
	if ahead := int16(n - f.newest); ahead > 0 { //nolint:gosec // two's complement difference
		for i := range min(int(ahead), 256) {
			at := f.newest + 1 + uint16(i) //nolint:gosec // below 256
			f.bits[at>>6&3] &^= 1 << (at & 63)
		}
		f.newest = n
	} else if ahead <= -256 {
		return
	}
	f.bits[n>>6&3] |= 1 << (n & 63)
}

func (f *frameSet) has(n uint16) bool {
	return f.any && f.newest-n < 256 && f.bits[n>>6&3]>>(n&63)&1 != 0
}
