package rooms

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"fairground/rooms/allocate"
	"fairground/rooms/layers"
	"fairground/rooms/ring"
	"fairground/rooms/sequence"
)

// track is one published stream: it takes packets from its feed and writes each to every outlet. What all subscribers need alike
// is kept here once: the packets for retransmission, the wish for a key frame, the sender's clock.
type track struct {
	seat  *seat // nil: the track of a language channel, which is nobody's
	codec webrtc.RTPCodecParameters
	level uint8  // id of the audio level extension, 0: not negotiated
	media *media // nil in an engine without sockets
	info  Track  // Muted is guarded by room.mu, the rest does not change
	added time.Time

	lane          // the only encoding, or the lowest
	above []*lane // the others of a simulcast, from low to high; does not change once packets come

	options  atomic.Pointer[[]option] // the qualities that can be had, as of the last tick
	demanded allocate.Demand          // guarded by room.mu
	spoke    time.Time                // when the microphone was last audible; guarded by room.mu

	open atomic.Bool  // packets are forwarded
	gate atomic.Int32 // of a microphone among many: see loudestOf

	// voice takes the packets of an interpreter for the channel they speak into; nil: none.
	voice atomic.Pointer[splice]
	// taps see what subscribers are sent: recordings, and viewers without a seat.
	taps taps

	mu      sync.Mutex // a leaf, for changes of outlets
	outlets atomic.Pointer[[]*outlet]

	// What follows is guarded by flow, which comes before splice.mu, the locks of outlets and links, and ring's.
	flow    sync.Mutex
	numbers sequence.Extender // of what comes without a feed
	waiting bool              // for the end of a frame
	late    *time.Timer       // sends frames whose end does not come, made when first needed
	clocks  layers.Clocks
	best    *layers.Selector // for the taps of a simulcast

	loudness loudness
}

// newTrack describes a stream; pli asks its sender for a key frame, until a feed joins.
func newTrack(s *seat, offered OfferedTrack, codec webrtc.RTPCodecParameters, level uint8, pli func()) *track {
	t := describeTrack(Track{
		ID: identifier("trk_"), Participant: s.grant.Participant, Source: offered.Source,
		Codec: codecName(codec.MimeType), Hint: offered.Hint,
	}, codec)
	t.media, t.seat, t.level, t.keyframes.ask = s.room.engine.media, s, level, pli
	return t
}

// describeTrack makes a track without a publisher.
func describeTrack(info Track, codec webrtc.RTPCodecParameters) *track {
	t := &track{codec: codec, info: info}
	size := soundRing
	if !info.Source.Audio() {
		size = pictureRing
		t.reader.Codec = layers.CodecOf(info.Codec)
	}
	t.ring = ring.New(size)
	t.clocks.Rate = codec.ClockRate
	t.best = layers.New(&t.clocks, 0)
	t.outlets.Store(&[]*outlet{})
	t.options.Store(&[]option{})
	return t
}

const (
	soundRing   = 64   // packets: more than a second
	pictureRing = 1024 // two seconds of a good picture
)

// arrival is a packet as it came from the publisher, decrypted and without padding. It is valid only while it is handled.
type arrival struct {
	header  *rtp.Header
	number  int64 // extended sequence number
	payload []byte
	at      time.Time
	lane    int

	descriptor []byte // AV1 dependency descriptor, nil: none
	primary    int    // where the newest block of redundant sound begins, 0: it is not redundant
}

// maxPending is how many packets of a frame wait for its end.
const maxPending = 32

// forward takes one packet. What is to be sent is put into the burst, which the caller flushes.
func (t *track) forward(b *burst, p *arrival) {
	if p.lane >= t.lanes() {
		return // of a feed that is changing over to another track
	}
	l := t.at(p.lane)
	l.received.count(p, t.codec.ClockRate)
	silent := p.at.Sub(time.Unix(0, l.newest.Swap(p.at.UnixNano())))
	level := loudest // of a packet that does not say how loud it is
	if t.level != 0 {
		if ext := p.header.GetExtension(t.level); len(ext) > 0 && t.open.Load() {
			level = ext[0] & 0x7f
			t.loudness.add(level)
		}
	}
	t.flow.Lock()
	defer t.flow.Unlock()
	if l.last > 0 && silent >= outage {
		l.skips.hole(l.last+1, p.number)
	}
	l.last = max(l.last, p.number)
	if !t.open.Load() || len(p.payload) == 0 || !t.passes(level) {
		l.skips.skip(p.number)
		return
	}
	number, ok := l.skips.lower(p.number)
	if !ok {
		return
	}
	// Extensions are numbered per connection and contributing sources are nobody's business: neither is passed on.
	if v := t.voice.Load(); v != nil {
		v.take(t, rtp.Header{
			Version: 2, Marker: p.header.Marker, SequenceNumber: uint16(number), Timestamp: p.header.Timestamp, //nolint:gosec // the low half
		}, p.payload[p.primary:], level)
	}
	kept := ring.Packet{Number: number, Timestamp: p.header.Timestamp, Marker: p.header.Marker, Payload: p.payload, Primary: p.primary}
	if !t.info.Source.Audio() {
		if l.reader.Codec == layers.AV1 {
			kept.Descriptor = p.descriptor
		}
		kept.Layer = l.reader.Read(p.payload, kept.Descriptor, p.header.Marker)
		l.meter.Add(p.at, kept.Layer.Spatial, kept.Layer.Temporal, len(p.payload))
	}
	t.gather(b, l, kept, p.at)
}

// send writes a packet that has no feed to everybody who receives the track, at once, and keeps it for retransmission.
func (t *track) send(header rtp.Header, payload []byte) {
	b := t.borrow()
	t.flow.Lock()
	number := t.numbers.Guess(header.SequenceNumber)
	if number >= 0 {
		t.numbers.Accept(number)
		t.keep(&t.lane, ring.Packet{Number: number, Timestamp: header.Timestamp, Marker: header.Marker, Payload: payload}, time.Time{})
		t.flush(b)
	}
	t.flow.Unlock()
	t.giveBack(b)
}

// frameWait is how long the packets of a frame wait for the one that ends it.
const frameWait = 500 * time.Microsecond

// gather keeps a packet and sends what waits once a frame is whole: each subscriber then gets it in one go. The caller holds flow.
func (t *track) gather(b *burst, l *lane, p ring.Packet, at time.Time) {
	t.keep(l, p, at)
	if t.media == nil || t.info.Source.Audio() || p.Marker || len(l.pending) >= maxPending {
		t.flushLane(b, l)
		return
	}
	switch {
	case t.waiting:
		return
	case t.late == nil:
		t.late = time.AfterFunc(frameWait, t.expire)
	default:
		t.late.Reset(frameWait)
	}
	t.waiting = true
}

// keep remembers a packet and shows it to the taps. The caller holds flow.
func (t *track) keep(l *lane, p ring.Packet, at time.Time) {
	kept := l.ring.Put(p)
	t.show(l, kept, at)
	l.pending = append(l.pending, kept)
}

// expire sends what has waited for long enough.
func (t *track) expire() {
	b := t.borrow()
	defer t.giveBack(b)
	t.flow.Lock()
	defer t.flow.Unlock()
	t.waiting = false
	t.flush(b)
}

// flush passes what waits on. The caller holds flow.
func (t *track) flush(b *burst) {
	for i := range t.lanes() {
		t.flushLane(b, t.at(i))
	}
}

func (t *track) flushLane(b *burst, l *lane) {
	if len(l.pending) > 0 {
		for _, o := range *t.outlets.Load() {
			o.send(b, l.index, l.pending)
		}
		l.pending = l.pending[:0]
		t.settle()
	}
}

// settle forgets the deadline when no lane waits any more: a timer that need not fire wakes nobody. The caller holds flow.
func (t *track) settle() {
	if !t.waiting {
		return
	}
	for i := range t.lanes() {
		if len(t.at(i).pending) > 0 {
			return
		}
	}
	t.waiting = false
	t.late.Stop()
}

// borrow is a burst for a caller that has none; a track of an engine without sockets needs none.
func (t *track) borrow() *burst {
	if t.media == nil {
		return nil
	}
	return t.media.borrow()
}

func (t *track) giveBack(b *burst) {
	if b != nil {
		t.media.giveBack(b)
	}
}

// report passes the publisher's clock on, on the time line of each subscriber, so that picture and sound of one publisher stay in step
// (RFC 3550 section 6.4.1).
func (t *track) report(lane int, sr *rtcp.SenderReport) {
	if lane >= t.lanes() {
		return
	}
	b := t.borrow()
	l := t.at(lane)
	stamp, tell := t.clock(l, sr)
	for _, o := range *t.outlets.Load() {
		o.report(b, l.index, sr)
	}
	t.giveBack(b)
	if tell {
		own := *sr
		own.RTPTime = stamp
		t.taps.report(&own)
	}
}

func (t *track) attach(o *outlet) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if slices.Contains(*t.outlets.Load(), o) {
		return
	}
	list := append(slices.Clone(*t.outlets.Load()), o)
	t.outlets.Store(&list)
}

func (t *track) detach(o *outlet) {
	t.mu.Lock()
	defer t.mu.Unlock()
	list := slices.DeleteFunc(slices.Clone(*t.outlets.Load()), func(x *outlet) bool { return x == o })
	t.outlets.Store(&list)
}

// tick does what depends on time. The caller holds room.mu.
func (t *track) tick(now time.Time) {
	for i := range t.lanes() {
		t.at(i).keyframes.tick(now)
	}
	if !t.info.Source.Audio() {
		media := time.Now() // that of packets, which an injected clock does not move
		list := t.survey(media)
		t.options.Store(&list)
		t.demand(media)
	}
}

// requestKeyframes asks for one of every encoding that comes.
func (t *track) requestKeyframes() {
	if t.info.Source.Audio() { // channels have no seat
		return
	}
	now := t.seat.room.engine.config.Now()
	for i := range t.lanes() {
		if l := t.at(i); i == 0 || l.stopped(time.Now()) < laneStops {
			l.keyframes.request(now)
		}
	}
}

// requestKeyframe asks for one of the best encoding that comes; subscribers ask for that of their own.
func (t *track) requestKeyframe() {
	if t.info.Source.Audio() { // channels have no seat
		return
	}
	now := t.seat.room.engine.config.Now()
	top := &t.lane
	for _, l := range t.above {
		if l.stopped(time.Now()) < laneStops {
			top = l
		}
	}
	top.keyframes.request(now)
}

func (t *track) stats() StreamStats {
	st := t.received.stats()
	for _, l := range t.above {
		more := l.received.stats()
		st.Packets += more.Packets
		st.Bytes += more.Bytes
		st.Lost += more.Lost
		st.Jitter = max(st.Jitter, more.Jitter)
	}
	st.Track, st.Source = t.info.ID, t.info.Source
	return st
}

// keyframeInterval is the shortest time between two key frame requests to one publisher: a hundred subscribers that come at once
// cause one, and those withheld are joined into one more.
const keyframeInterval = 500 * time.Millisecond

// keyframes coalesces and throttles key frame requests.
type keyframes struct {
	mu     sync.Mutex
	ask    func() // nil for sound
	last   time.Time
	wanted bool
}

// from changes whom to ask.
func (k *keyframes) from(ask func()) {
	k.mu.Lock()
	k.ask = ask
	k.mu.Unlock()
}

func (k *keyframes) request(now time.Time) {
	k.mu.Lock()
	k.wanted = true
	k.mu.Unlock()
	k.tick(now)
}

// tick sends a request that was withheld, once its time has come.
func (k *keyframes) tick(now time.Time) {
	k.mu.Lock()
	ask := k.ask
	due := ask != nil && k.wanted && now.Sub(k.last) >= keyframeInterval
	if due {
		k.last, k.wanted = now, false
	}
	k.mu.Unlock()
	if due {
		ask()
	}
}

// outage is the silence of a stream after which what is missing will not come any more: it is not asked for for so long. To pass the gap
// on would let every subscriber take it for losses of the own connection.
const outage = time.Second

// skips lowers numbers by how many packets were not forwarded, so that a mute leaves no gap that receivers would ask for. The zero
// value has skipped none. It remembers the newest places only; what comes later than those is nobody's.
type skips struct {
	places    [16]skipped // the newest last
	forgotten bool
}

// skipped says that numbers from one on are lowered by count; 0: the place is not used. Those from gone to from have been given up.
type skipped struct{ from, count, gone int64 }

// skip notes a number that was not forwarded.
func (s *skips) skip(number int64) {
	last := &s.places[len(s.places)-1]
	switch {
	case last.count > 0 && number < last.from:
	case last.count > 0 && number == last.from:
		last.from++
		last.count++
	default:
		count := last.count + 1
		s.forgotten = s.forgotten || s.places[0].count > 0
		copy(s.places[:], s.places[1:])
		*last = skipped{number + 1, count, number + 1}
	}
}

// hole notes that the numbers from one up to another, exclusive, will not come.
func (s *skips) hole(from, to int64) {
	if to <= from {
		return
	}
	count := s.places[len(s.places)-1].count + to - from
	s.forgotten = s.forgotten || s.places[0].count > 0
	copy(s.places[:], s.places[1:])
	s.places[len(s.places)-1] = skipped{to, count, from}
}

// lower is the number under which a packet is forwarded; false if it came too late to tell.
func (s *skips) lower(number int64) (int64, bool) {
	for _, p := range slices.Backward(s.places[:]) {
		if p.count == 0 {
			break
		}
		if number >= p.from {
			return number - p.count, true
		}
		if number >= p.gone {
			return 0, false
		}
	}
	return number, !s.forgotten
}

// reception counts what came in and what is missing (RFC 3550 appendix A.3).
type reception struct {
	mu             sync.Mutex
	started        bool
	first, highest int64 // extended sequence numbers
	packets, bytes uint64
	transit        int64
	jitter         float64 // in clock ticks, appendix A.8
	clock          uint32

	reportedExpected, reportedLost int64 // as of the last report
}

func (r *reception) count(p *arrival, clock uint32) {
	transit := p.at.UnixMicro()*int64(clock)/1_000_000 - int64(p.header.Timestamp)
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.started {
		r.started, r.clock, r.transit = true, clock, transit
		r.first, r.highest = p.number, p.number
	}
	r.highest = max(r.highest, p.number)
	d := transit - r.transit
	r.transit = transit
	if d < 0 {
		d = -d
	}
	if d < 1<<24 { // else the timestamps jumped
		r.jitter += (float64(d) - r.jitter) / 16
	}
	r.packets++
	r.bytes += uint64(len(p.payload))
}

// report is what the publisher is told of a stream (RFC 3550 section 6.4.1); false before the first packet.
func (r *reception) report(ssrc uint32) (rtcp.ReceptionReport, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.started {
		return rtcp.ReceptionReport{}, false
	}
	expected := r.highest - r.first + 1
	lost := expected - int64(r.packets) //nolint:gosec // bounded by what was received
	rr := rtcp.ReceptionReport{
		SSRC: ssrc, LastSequenceNumber: uint32(r.highest), Jitter: uint32(r.jitter), //nolint:gosec // as they are in packets
		TotalLost: uint32(min(max(lost, 0), 1<<23-1)), //nolint:gosec // 24 bits
	}
	if due := expected - r.reportedExpected; due > 0 {
		rr.FractionLost = uint8(min(max((lost-r.reportedLost)*256/due, 0), 255)) //nolint:gosec // bounded here
	}
	r.reportedExpected, r.reportedLost = expected, lost
	return rr, true
}

func (r *reception) stats() StreamStats {
	r.mu.Lock()
	defer r.mu.Unlock()
	st := StreamStats{Packets: r.packets, Bytes: r.bytes}
	if r.started {
		st.Lost = r.highest - r.first + 1 - int64(r.packets) //nolint:gosec // bounded by what was received
		st.Jitter = time.Duration(r.jitter / float64(r.clock) * float64(time.Second))
	}
	return st
}
