package rooms

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"
)

// track is one published stream: it takes packets from its feed and writes each to every outlet. What all subscribers need alike
// is kept here once: the packets for retransmission, the wish for a key frame, the sender's clock.
type track struct {
	seat      *seat
	codec     webrtc.RTPCodecParameters
	level     uint8 // id of the audio level extension, 0: not negotiated
	keyframes keyframes
	ring      *ring
	info      Track // Muted is guarded by room.mu, the rest does not change
	added     time.Time

	open atomic.Bool // packets are forwarded

	mu      sync.Mutex // a leaf, for changes of outlets
	outlets atomic.Pointer[[]*outlet]

	// skipped is how many packets were not forwarded: sequence numbers are lowered by it, so that a mute leaves no gap that
	// receivers would ask for. Only the feed's goroutine touches it.
	skipped uint16

	received reception
	loudness loudness
}

// newTrack describes a stream; pli asks its sender for a key frame.
func newTrack(s *seat, offered OfferedTrack, codec webrtc.RTPCodecParameters, level uint8, pli func()) *track {
	t := &track{
		seat: s, codec: codec, level: level,
		info: Track{
			ID: identifier("trk_"), Participant: s.grant.Participant, Source: offered.Source,
			Codec: codecName(codec.MimeType), Hint: offered.Hint,
		},
	}
	size := 64 // more than a second of sound
	if !offered.Source.Audio() {
		size = 1024 // two seconds of a good picture
		t.keyframes.ask = pli
	}
	t.ring = newRing(size)
	t.outlets.Store(&[]*outlet{})
	return t
}

// forward takes one packet as it came from the publisher. packet is reused by the caller, buf as well.
func (t *track) forward(packet *rtp.Packet, buf []byte) {
	if packet.Unmarshal(buf) != nil {
		return // what is not RTP is counted nowhere: it is no packet of the track
	}
	t.received.count(packet, t.codec.ClockRate)
	if t.level != 0 {
		if ext := packet.GetExtension(t.level); len(ext) > 0 && t.open.Load() {
			t.loudness.add(ext[0] & 0x7f)
		}
	}
	if !t.open.Load() || len(packet.Payload) == 0 {
		t.skipped++
		return
	}
	// Extensions are numbered per connection and contributing sources are nobody's business: neither is passed on.
	header := rtp.Header{
		Version: 2, Marker: packet.Marker, SequenceNumber: packet.SequenceNumber - t.skipped, Timestamp: packet.Timestamp,
	}
	t.ring.put(header, packet.Payload)
	for _, o := range *t.outlets.Load() {
		o.write(header, packet.Payload)
	}
}

// report passes the publisher's clock on: timestamps are not rewritten, so its pairing of wall clock and RTP time holds for every
// subscriber, and picture and sound of one publisher stay in step (RFC 3550 section 6.4.1).
func (t *track) report(sr *rtcp.SenderReport) {
	for _, o := range *t.outlets.Load() {
		o.report(sr)
	}
}

func (t *track) attach(o *outlet) {
	t.mu.Lock()
	defer t.mu.Unlock()
	list := append(slices.Clone(*t.outlets.Load()), o)
	t.outlets.Store(&list)
}

func (t *track) detach(o *outlet) {
	t.mu.Lock()
	defer t.mu.Unlock()
	list := slices.DeleteFunc(slices.Clone(*t.outlets.Load()), func(x *outlet) bool { return x == o })
	t.outlets.Store(&list)
}

func (t *track) requestKeyframe() { t.keyframes.request(t.seat.room.engine.config.Now()) }

func (t *track) stats() StreamStats {
	st := t.received.stats()
	st.Track, st.Source = t.info.ID, t.info.Source
	return st
}

// keyframeInterval is the shortest time between two key frame requests to one publisher: a hundred subscribers that come at once
// cause one, and those withheld are joined into one more.
const keyframeInterval = 500 * time.Millisecond

// keyframes coalesces and throttles key frame requests.
type keyframes struct {
	ask func() // nil for sound

	mu     sync.Mutex
	last   time.Time
	wanted bool
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
	due := k.ask != nil && k.wanted && now.Sub(k.last) >= keyframeInterval
	if due {
		k.last, k.wanted = now, false
	}
	k.mu.Unlock()
	if due {
		k.ask()
	}
}

// ring keeps the newest packets of a track for retransmission, once for all subscribers.
type ring struct {
	mu    sync.Mutex
	slots []slot
}

type slot struct {
	used    bool
	header  rtp.Header
	payload []byte
}

// newRing makes a ring of a power of two.
func newRing(size int) *ring { return &ring{slots: make([]slot, size)} }

func (r *ring) put(h rtp.Header, payload []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := &r.slots[int(h.SequenceNumber)%len(r.slots)]
	s.used, s.header = true, h
	s.payload = append(s.payload[:0], payload...)
}

// find copies the payload of a sequence number into buf.
func (r *ring) find(sequence uint16, buf []byte) (rtp.Header, []byte, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := &r.slots[int(sequence)%len(r.slots)]
	if !s.used || s.header.SequenceNumber != sequence {
		return rtp.Header{}, nil, false
	}
	return s.header, append(buf[:0], s.payload...), true
}

// reception counts what came in and what is missing (RFC 3550 appendix A.3).
type reception struct {
	mu             sync.Mutex
	started        bool
	first, highest uint32 // extended sequence numbers
	packets, bytes uint64
	transit        int64
	jitter         float64 // in clock ticks, appendix A.8
	clock          uint32
}

func (r *reception) count(p *rtp.Packet, clock uint32) {
	arrival := time.Now().UnixMicro() * int64(clock) / 1_000_000
	transit := arrival - int64(p.Timestamp)
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.started {
		r.started, r.clock, r.transit = true, clock, transit
		r.first, r.highest = uint32(p.SequenceNumber)+1<<16, uint32(p.SequenceNumber)+1<<16
	}
	if ahead := int16(p.SequenceNumber - uint16(r.highest)); ahead > 0 { //nolint:gosec // the low half of the extended number
		r.highest += uint32(ahead)
	}
	d := transit - r.transit
	r.transit = transit
	if d < 0 {
		d = -d
	}
	if d < 1<<24 { // else the timestamps jumped
		r.jitter += (float64(d) - r.jitter) / 16
	}
	r.packets++
	r.bytes += uint64(len(p.Payload))
}

func (r *reception) stats() StreamStats {
	r.mu.Lock()
	defer r.mu.Unlock()
	st := StreamStats{Packets: r.packets, Bytes: r.bytes}
	if r.started {
		st.Lost = int64(r.highest-r.first) + 1 - int64(r.packets) //nolint:gosec // bounded by what was received
		st.Jitter = time.Duration(r.jitter / float64(r.clock) * float64(time.Second))
	}
	return st
}
