// Package record writes what comes over RTP into WebM and Matroska files, as it is: nothing is decoded and nothing encoded again.
//
// Packets are put into order, frames out of them, and frames into clusters, of which each is written whole; what was written before a
// crash is a file that plays. A file that was closed, or mended with Recover, has its length and an index at the front, so that a
// browser can seek in it. The package knows RTP, codecs and files; it does not know rooms, participants, consent or storage.
package record

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
)

// ErrCodec is the refusal of a stream that no file can hold.
var ErrCodec = errors.New("codec cannot be recorded")

// Stream is what is recorded.
type Stream struct {
	Codec     string // vp8, vp9, h264, av1, opus, pcmu
	ClockRate uint32 // of the RTP timestamps; 0 is the codec's usual one
	Name      string // shown by players
	Language  string // BCP 47; "" is not said
}

// Audio reports whether the stream is sound.
func (s Stream) Audio() bool { return s.Codec == "opus" || s.Codec == "pcmu" }

// Type is the media type of a file with the streams, and the ending of its name. WebM holds what browsers agreed on; H.264 and PCMU
// go into Matroska, which is the same format without that agreement.
func Type(streams ...Stream) (media, ending string, err error) {
	kind, open := "audio", true
	for _, s := range streams {
		switch s.Codec {
		case "vp8", "vp9", "av1", "opus":
		case "h264", "pcmu":
			open = false
		default:
			return "", "", fmt.Errorf("%w: %q", ErrCodec, s.Codec)
		}
		if !s.Audio() {
			kind = "video"
		}
	}
	switch {
	case open:
		return kind + "/webm", "webm", nil
	case kind == "audio":
		return "audio/x-matroska", "mka", nil
	}
	return "video/x-matroska", "mkv", nil
}

// Header is implemented by a file whose beginning can be exchanged for another of any length, as when each write is stored apart.
// A writer without it becomes a file that plays but cannot be sought in.
type Header interface {
	// SetHeader puts a new beginning in place of the first old bytes.
	SetHeader(old int64, head []byte) error
}

// Options say how a track is recorded.
type Options struct {
	Stream
	// Keyframe asks the sender of a picture for a key frame: at the beginning and after a loss. It must not wait; nil asks nobody.
	Keyframe func()
	// Wait is how long a missing packet is waited for; 400 ms if 0.
	Wait time.Duration
	// Now is the clock by which packets arrive; nil is the real one.
	Now func() time.Time
}

// Track records one RTP stream into one file. Its methods may be called from several goroutines.
type Track struct {
	options Options

	mu     sync.Mutex
	order  *reorder
	frames frames
	clock  clock
	muxer  *muxer
	err    error // of the file: nothing more is written
	asked  time.Time
	closed bool

	last     int64 // of the file's time, in ms: frames never go back
	began    time.Time
	filled   bool
	counters Counters
}

// Counters is what became of the packets.
type Counters struct {
	Packets, Lost, Late, Frames, Dropped uint64
	Bytes                                int64 // written to the file
}

// New starts a file. Its header is written with the first frame, for only that tells the size of a picture.
func New(w io.Writer, o Options) (*Track, error) {
	if _, _, err := Type(o.Stream); err != nil {
		return nil, err
	}
	if o.Wait == 0 {
		o.Wait = 400 * time.Millisecond
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Keyframe == nil {
		o.Keyframe = func() {}
	}
	if o.ClockRate == 0 {
		o.ClockRate = map[string]uint32{"opus": 48000, "pcmu": 8000}[o.Codec]
	}
	if o.ClockRate == 0 {
		o.ClockRate = 90000
	}
	t := &Track{options: o, clock: clock{rate: int64(o.ClockRate)}, muxer: newMuxer(w)}
	window := 512
	if o.Audio() {
		window = 50
	}
	t.order = newReorder(window, o.Wait)
	t.frames = newFrames(o.Codec)
	if !o.Audio() {
		t.asked = o.Now()
		o.Keyframe()
	}
	return t, nil
}

// Packet takes one packet as it came. header and payload may be used again after it returns. The error is that of the file; it is
// returned once and then for good.
func (t *Track) Packet(header *rtp.Header, payload []byte) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.err != nil || t.closed {
		return t.err
	}
	now := t.options.Now()
	t.counters.Packets++
	for _, p := range t.order.put(header, payload, now) {
		t.take(p)
	}
	return t.err
}

// Report takes a sender report of the stream: what the sender's own clock says (RFC 3550 section 6.4.1).
func (t *Track) Report(sr *rtcp.SenderReport) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.clock.report(sr.NTPTime, sr.RTPTime)
}

// Pause drops what is under way: packets were or will be left out, and the next picture must stand alone.
func (t *Track) Pause() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.flush()
	t.order.reset()
	t.frames.lost()
}

// take handles the next packet in order; missing ones before it are lost. The caller holds the lock.
func (t *Track) take(p packet) {
	if p.missing > 0 {
		t.counters.Lost += uint64(p.missing)
		t.frames.lost()
	}
	for _, f := range t.frames.add(p) {
		t.write(f)
	}
	if !t.options.Audio() && t.frames.wantsKey() {
		// As often as a sender that has lost the request needs, and no more.
		if now := t.options.Now(); now.Sub(t.asked) >= time.Second {
			t.asked = now
			t.options.Keyframe()
		}
	}
}

// silence is 20 ms of it in Opus (RFC 6716): a code of one frame without content.
var silence = []byte{0xf8, 0xff, 0xfe} //nolint:gochecknoglobals // a constant

const (
	silenceStep = 20           // ms
	gap         = 80           // ms without sound that are filled
	longest     = 12 * 3600000 // ms: a longer gap is no gap but another clock
)

func (t *Track) write(f frame) {
	if t.err != nil {
		return
	}
	at, again := t.clock.at(f.timestamp, f.arrived)
	if !t.filled {
		t.filled, t.began, t.last = true, f.arrived, -1
		t.muxer.describe(t.options.Stream, t.frames.private(), f)
	} else if again {
		t.frames.lost()
	}
	if at <= t.last {
		at = t.last + 1
	}
	if t.options.Codec == "opus" && at-t.last > gap && t.last >= 0 && at-t.last < longest {
		// A player takes a gap in sound for a fault of the file; pictures may have gaps.
		for s := t.last + silenceStep; s <= at-silenceStep; s += silenceStep {
			if t.err = t.muxer.add(block{track: 1, at: s, key: true, data: silence}); t.err != nil {
				return
			}
		}
	}
	t.counters.Frames++
	t.last = at
	t.err = t.muxer.add(block{track: 1, at: at, key: f.key, data: f.data})
}

func (t *Track) flush() {
	for _, p := range t.order.drain() {
		t.take(p)
	}
	for _, f := range t.frames.finish() {
		t.write(f)
	}
}

// Began is when the first frame arrived, the zero of the file's time; the zero time if there is none. Sender is the same moment by
// the sender's clock, the zero time if that is not known: between two streams of one sender it is the better one.
func (t *Track) Began() (arrived, sender time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.began, t.clock.zero()
}

// Counters is what became of the packets so far.
func (t *Track) Counters() Counters {
	t.mu.Lock()
	defer t.mu.Unlock()
	c := t.counters
	c.Late, c.Dropped, c.Bytes = t.order.late, t.frames.dropped(), t.muxer.written
	return c
}

// Length is how long the file plays so far.
func (t *Track) Length() time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	return time.Duration(t.muxer.length) * time.Millisecond
}

// Close writes what is left and finishes the file. It does not close the writer.
func (t *Track) Close() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return t.err
	}
	t.closed = true
	t.flush()
	if t.err == nil {
		t.err = t.muxer.close()
	}
	return t.err
}

// clock turns RTP timestamps into the file's time.
type clock struct {
	rate    int64
	started bool
	first   int64 // extended timestamp of the zero
	highest int64
	arrived time.Time // of the newest frame
	offset  int64     // ms added since the sender's clock jumped

	reported bool
	ntp      uint64
	rtp      int64
}

// jump is how far timestamps may be from what the arrival says, in ms, before they are another clock's.
const jump = 10_000

func (c *clock) extend(timestamp uint32) int64 {
	return c.highest + int64(int32(timestamp-uint32(c.highest))) //nolint:gosec // arithmetic modulo 2^32, RFC 3550
}

// at is the file's time of a timestamp in ms, and whether the sender began a new count.
func (c *clock) at(timestamp uint32, arrived time.Time) (ms int64, again bool) {
	if !c.started {
		c.started, c.first, c.highest, c.arrived = true, int64(timestamp), int64(timestamp), arrived
		return 0, false
	}
	at := c.extend(timestamp)
	ahead := (at - c.highest) * 1000 / c.rate
	waited := arrived.Sub(c.arrived).Milliseconds()
	if ahead < -jump || ahead > waited+jump || waited > ahead+jump {
		// A new source, or a sender that began again: the arrival is the only measure.
		c.offset += (c.highest-c.first)*1000/c.rate + waited
		c.first, c.highest, c.arrived, c.reported = at, at, arrived, false
		return c.offset, true
	}
	if at > c.highest {
		c.highest, c.arrived = at, arrived
	}
	return c.offset + (at-c.first)*1000/c.rate, false
}

func (c *clock) report(ntp uint64, timestamp uint32) {
	if c.started {
		c.reported, c.ntp, c.rtp = true, ntp, c.extend(timestamp)
	}
}

// zero is the sender's time of the file's zero.
func (c *clock) zero() time.Time {
	if !c.reported {
		return time.Time{}
	}
	const ntpToUnix = 2_208_988_800
	seconds := int64(c.ntp>>32) - ntpToUnix                          //nolint:gosec // 32 bits
	nanos := int64((c.ntp & 0xffffffff) * uint64(time.Second) >> 32) //nolint:gosec // below a second
	since := time.Duration((c.rtp-c.first)*1000/c.rate+c.offset) * time.Millisecond
	return time.Unix(seconds, nanos).Add(-since).UTC()
}

// packet is one of the stream in order, with how many were missing before it.
type packet struct {
	header  rtp.Header
	payload []byte
	arrived time.Time
	missing int
}

// reorder puts packets into order. It holds at most as many as its window.
type reorder struct {
	window  int
	wait    time.Duration
	started bool
	next    uint16
	held    []packet // by sequence number, none of them next
	late    uint64
}

func newReorder(window int, wait time.Duration) *reorder { return &reorder{window: window, wait: wait} }

func ahead(a, b uint16) int { return int(int16(a - b)) } //nolint:gosec // arithmetic modulo 2^16, RFC 3550

// How far a sequence number may be behind or ahead before it is of another count (RFC 3550 appendix A.1; retransmissions come later
// than its example allows for).
const (
	misorder = 500
	dropout  = 3000
)

// put takes a packet and gives those whose turn it is.
func (r *reorder) put(h *rtp.Header, payload []byte, now time.Time) []packet {
	p := packet{
		header:  rtp.Header{Marker: h.Marker, SequenceNumber: h.SequenceNumber, Timestamp: h.Timestamp, PayloadType: h.PayloadType},
		payload: slices.Clone(payload), arrived: now,
	}
	if !r.started {
		r.started, r.next = true, h.SequenceNumber
	}
	distance := ahead(h.SequenceNumber, r.next)
	switch {
	case distance < -misorder || distance > dropout:
		// Another count: what is held belongs to the one before.
		out := r.drain()
		r.next = h.SequenceNumber + 1
		p.missing = 1
		return append(out, p)
	case distance < 0:
		r.late++
		return nil
	}
	i, found := slices.BinarySearchFunc(r.held, p, func(a, b packet) int {
		return ahead(a.header.SequenceNumber, b.header.SequenceNumber)
	})
	if found {
		return nil
	}
	r.held = slices.Insert(r.held, i, p)
	out := r.ready()
	for len(r.held) > 0 && (len(r.held) > r.window || now.Sub(r.oldest()) > r.wait) {
		out = append(out, r.skip())
		out = append(out, r.ready()...)
	}
	return out
}

// oldest is when the first of those that wait came in.
func (r *reorder) oldest() time.Time {
	oldest := r.held[0].arrived
	for _, p := range r.held[1:] {
		if p.arrived.Before(oldest) {
			oldest = p.arrived
		}
	}
	return oldest
}

// ready gives those held that follow on.
func (r *reorder) ready() []packet {
	n := 0
	for n < len(r.held) && r.held[n].header.SequenceNumber == r.next {
		r.next++
		n++
	}
	return r.release(n)
}

func (r *reorder) release(n int) []packet {
	out := slices.Clone(r.held[:n])
	r.held = slices.Delete(r.held, 0, n)
	return out
}

// skip gives the first of those held, though some before it are missing.
func (r *reorder) skip() packet {
	p := r.release(1)[0]
	p.missing = ahead(p.header.SequenceNumber, r.next)
	r.next = p.header.SequenceNumber + 1
	return p
}

// drain gives everything held.
func (r *reorder) drain() []packet {
	var out []packet
	for len(r.held) > 0 {
		out = append(out, r.skip())
		out = append(out, r.ready()...)
	}
	return out
}

func (r *reorder) reset() { r.started = false }
