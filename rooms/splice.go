package rooms

import (
	"sync"
	"time"

	"github.com/pion/rtp"
)

const (
	loudest uint8 = 0   // -dBov, RFC 6464
	silence uint8 = 127 // digital silence
)

// handoverTime is how long the old voice goes on at most while the new one is silent.
const handoverTime = time.Second

// splice joins the voices of the interpreters of a channel, one after another, into one stream: sequence numbers and timestamps run
// on, whoever speaks.
type splice struct {
	now func() time.Time

	mu    sync.Mutex // after room.mu, before ring.mu
	out   *track     // what listeners receive
	voice *track     // whose packets are passed on; nil: nobody's
	next  *track     // whose first audible packet makes it the voice
	until time.Time  // when next becomes the voice even if it is silent; zero: there is no handover
	done  bool       // the handover has happened

	running   bool   // the numbers of voice are mapped
	first     uint16 // packets of voice before this one belong to nobody
	sequence  uint16 // added to those of voice
	timestamp uint32 // likewise

	started bool // something has been sent
	last    rtp.Header
	lastAt  time.Time
}

// set says whose voice is passed on, and who is about to take over until when.
func (p *splice) set(out, voice, next *track, until time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.done && next != nil && p.voice == next {
		return // it has happened since the caller looked; they are told
	}
	if p.out != out {
		p.out, p.started, p.running = out, false, false
	}
	if p.voice != voice {
		p.voice, p.running = voice, false
	}
	p.next, p.until, p.done = next, until, false
}

// handed reports whether the handover that was set has happened.
func (p *splice) handed() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.done
}

// heard is when the last packet was passed on.
func (p *splice) heard() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.lastAt
}

// take passes a packet of an interpreter on, if it is their turn. level is in -dBov.
func (p *splice) take(t *track, h rtp.Header, payload []byte, level uint8) {
	p.mu.Lock()
	handed := p.pass(t, h, payload, level)
	p.mu.Unlock()
	if handed && t.seat != nil {
		// The room's lock must not be waited for here: the seat's goroutine tells what has happened.
		t.seat.room.handed.Store(true)
		t.seat.nudge()
	}
}

func (p *splice) pass(t *track, h rtp.Header, payload []byte, level uint8) (handed bool) {
	now := p.now()
	if !p.done && !p.until.IsZero() && (t == p.next && level < silence || !now.Before(p.until)) {
		p.voice, p.next, p.running, p.done = p.next, nil, false, true
		handed = true
	}
	if t != p.voice || t.codec.MimeType != p.out.codec.MimeType {
		return handed
	}
	if !p.running {
		p.begin(h, now)
		h.Marker = true // the start of a talkspurt, where receivers may adapt their delay (RFC 3551 section 4.1)
	}
	ahead := int16(h.SequenceNumber - p.first) //nolint:gosec // wraps on purpose
	if ahead < 0 {
		return handed // from before the voice was theirs
	}
	if ahead > 1<<14 {
		p.first += 1 << 13
	}
	h.SequenceNumber += p.sequence
	h.Timestamp += p.timestamp
	if !p.started || int16(h.SequenceNumber-p.last.SequenceNumber) > 0 { //nolint:gosec // wraps on purpose
		p.started, p.last, p.lastAt = true, h, now
	}
	p.out.send(h, payload)
	return handed
}

// begin maps the numbers of a new voice so that they follow those of the last one.
func (p *splice) begin(h rtp.Header, now time.Time) {
	p.running, p.first = true, h.SequenceNumber
	p.sequence, p.timestamp = 0, 0
	if !p.started {
		return
	}
	clock := int64(p.out.codec.ClockRate)
	// The time that has passed; at least a packet of 20 ms, so that timestamps rise.
	ticks := max(int64(now.Sub(p.lastAt)/time.Microsecond)*clock/1_000_000, clock/50)
	p.sequence = p.last.SequenceNumber + 1 - h.SequenceNumber
	p.timestamp = p.last.Timestamp + uint32(ticks) - h.Timestamp //nolint:gosec // wraps on purpose
}
