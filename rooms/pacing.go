package rooms

import (
	"sync"
	"time"

	"fairground/rooms/layers"
	"fairground/rooms/pace"
	"fairground/rooms/ring"
	"fairground/rooms/seal"
)

// pacer spreads the pictures of one connection over time. As long as little is sent, it only counts.
type pacer struct {
	mu     sync.Mutex // a leaf, after outlet.mu
	queue  pace.Queue
	listed bool // with the pacers of the engine
}

// set takes what the connection carries, in bits per second.
func (p *pacer) set(bits int, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.queue.Rate(bits, now)
}

// header is about what a packet takes beside its payload: IP, UDP, RTP with extension, and the tag.
const headerSize = 64

// admit says whether a packet may be sent at once; if not, it waits, or is dropped with everything that waits if that is too old: then late is
// true, and key frames are needed.
func (l *link) admit(ssrc uint32, number int64, size int, now time.Time) (pass, late bool) {
	p := &l.pacer
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.queue.Pass(size+headerSize, now) {
		return true, false
	}
	name := pace.Name{Track: ssrc, Sequence: uint16(number), Size: uint16(min(size+headerSize, 65535))} //nolint:gosec // the low half; bounded
	if !p.queue.Wait(name, now) {
		return false, true
	}
	if !p.listed {
		p.listed = true
		l.media.pacers.add(l)
	}
	return false, false
}

// pacers sends what waits: one goroutine for all connections of an engine.
type pacers struct {
	media *media
	wake  chan struct{}
	stop  chan struct{}

	mu      sync.Mutex // a leaf
	waiting []*link
}

// paceTick is how often what waits is looked at.
const paceTick = 5 * time.Millisecond

func (p *pacers) add(l *link) {
	p.mu.Lock()
	p.waiting = append(p.waiting, l)
	p.mu.Unlock()
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

func (p *pacers) run() {
	ticker := time.NewTicker(paceTick)
	defer ticker.Stop()
	var now, rest []*link
	for {
		wait := ticker.C
		if len(now) == 0 {
			wait = nil
		}
		select {
		case <-p.stop:
			return
		case <-p.wake:
		case <-wait:
		}
		p.mu.Lock()
		now = append(now, p.waiting...)
		clear(p.waiting)
		p.waiting = p.waiting[:0]
		p.mu.Unlock()
		b := p.media.borrow()
		rest = rest[:0]
		for _, l := range now {
			if l.release(b) {
				rest = append(rest, l)
			}
		}
		p.media.giveBack(b)
		clear(now)
		now = append(now[:0], rest...)
	}
}

// release sends what may be sent now and says whether something still waits.
func (l *link) release(b *burst) (more bool) {
	p := &l.pacer
	for {
		p.mu.Lock()
		name, ok, late := p.queue.Next(b.now)
		more = p.queue.Waiting() > 0
		if !ok {
			p.listed = more
		}
		p.mu.Unlock()
		if late {
			l.refresh()
		}
		if !ok {
			return more
		}
		if o, known := l.outlets.Load(name.Track); known {
			o.(*outlet).release(b, name.Sequence) //nolint:forcetypeassert // nothing else is stored
		}
	}
}

// refresh asks for key frames of all pictures: what was on its way has been dropped.
func (l *link) refresh() {
	l.outlets.Range(func(_, o any) bool {
		o.(*outlet).requestKeyframe() //nolint:forcetypeassert // nothing else is stored
		return true
	})
}

// release sends a packet that has waited.
func (o *outlet) release(b *burst, sequence uint16) {
	bound := o.bound.Load()
	if bound == nil {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.choice == nil {
		return
	}
	_, lane, source, ok := o.choice.Find(sequence)
	if !ok {
		return
	}
	o.track.at(lane).ring.Find(source, func(p *ring.Packet) {
		out, ok := o.choice.Again(lane, layers.Packet{Number: p.Number, Timestamp: p.Timestamp, Marker: p.Marker}, &p.Layer, p.Payload)
		if ok && o.write(b, bound, p, &out, &o.sealed) {
			o.packets.Add(1)
			o.bytes.Add(uint64(len(p.Payload)))
		}
	})
}

// dispatch sends a packet, or has it wait for its turn. late: everything that waited was dropped. The caller holds the lock.
func (o *outlet) dispatch(b *burst, to *binding, p *ring.Packet, out *layers.Out, sent *seal.Window) (written, late bool) {
	if o.choice != nil && to.extension != 0 && o.way() == direct {
		pass, late := o.link.admit(to.ssrc, out.Number, len(p.Payload), b.now)
		if !pass {
			return false, late
		}
	}
	return o.write(b, to, p, out, sent), false
}
