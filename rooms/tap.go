package rooms

import (
	"slices"
	"sync"
	"sync/atomic"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
)

// tap sees the packets of a track as its subscribers are sent them, without a connection of its own: a recording, or a viewer who
// came in by WHEP. Its methods are called by the goroutine that forwards the track and must not wait; what they are given is
// valid during the call only.
type tap interface {
	packet(header *rtp.Header, payload []byte)
	report(sr *rtcp.SenderReport)
}

// taps are those of one track.
type taps struct {
	mu   sync.Mutex // a leaf, for changes of the list
	list atomic.Pointer[[]tap]
}

func (t *taps) attach(x tap) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var list []tap
	if old := t.list.Load(); old != nil {
		list = slices.Clone(*old)
	}
	list = append(list, x)
	t.list.Store(&list)
}

func (t *taps) detach(x tap) {
	t.mu.Lock()
	defer t.mu.Unlock()
	old := t.list.Load()
	if old == nil {
		return
	}
	list := slices.DeleteFunc(slices.Clone(*old), func(y tap) bool { return x == y })
	if len(list) == 0 {
		t.list.Store(nil)
		return
	}
	t.list.Store(&list)
}

func (t *taps) packet(header *rtp.Header, payload []byte) {
	if list := t.list.Load(); list != nil {
		for _, x := range *list {
			x.packet(header, payload)
		}
	}
}

func (t *taps) report(sr *rtcp.SenderReport) {
	if list := t.list.Load(); list != nil {
		for _, x := range *list {
			x.report(sr)
		}
	}
}

// copied is a packet or a report that has outlived the call it came with.
type copied struct {
	header  rtp.Header
	payload []byte
	sr      *rtcp.SenderReport
}

// backlog takes packets out of the forwarding goroutine into one that may wait. What is too much is left out, which the other end
// sees as a loss.
type backlog struct {
	queue chan copied
	spare sync.Pool
	full  atomic.Uint64

	mu    sync.RWMutex // a leaf: the queue is closed only when nobody is putting something in
	ended bool
}

func newBacklog(length int) *backlog { return &backlog{queue: make(chan copied, length)} }

// packet implements tap.
func (b *backlog) packet(header *rtp.Header, payload []byte) {
	buf, _ := b.spare.Get().(*[]byte)
	if buf == nil {
		buf = new([]byte)
	}
	*buf = append((*buf)[:0], payload...)
	if !b.put(copied{header: *header, payload: *buf}) {
		b.full.Add(1)
		b.spare.Put(buf)
	}
}

func (b *backlog) put(c copied) bool {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if b.ended {
		return true // nobody waits for it
	}
	select {
	case b.queue <- c:
		return true
	default:
		return false
	}
}

// end takes no more, not even from a goroutine that read a track's list before the detach.
func (b *backlog) end() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.ended {
		b.ended = true
		close(b.queue)
	}
}

// report implements tap.
func (b *backlog) report(sr *rtcp.SenderReport) {
	own := *sr
	own.Reports = nil
	_ = b.put(copied{sr: &own}) // if it is too much, the next one says the same
}

// done gives the memory of a packet back.
func (b *backlog) done(c copied) {
	if c.payload != nil {
		b.spare.Put(&c.payload)
	}
}
