package rooms

import (
	"sync"
	"time"
)

// flusher sends frames whose end does not come: one goroutine for all tracks of an engine.
type flusher struct {
	media *media
	wake  chan struct{}
	stop  chan struct{}

	mu      sync.Mutex // a leaf
	waiting []*track
}

// frameWait is how long the packets of a frame wait for the one that ends it.
const frameWait = 500 * time.Microsecond

func (f *flusher) add(t *track) {
	f.mu.Lock()
	f.waiting = append(f.waiting, t)
	f.mu.Unlock()
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

func (f *flusher) run() {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	var now []*track
	for {
		select {
		case <-f.stop:
			return
		case <-f.wake:
		}
		for {
			f.mu.Lock()
			now, f.waiting = f.waiting, now[:0]
			f.mu.Unlock()
			if len(now) == 0 {
				break
			}
			timer.Reset(frameWait)
			select {
			case <-f.stop:
				return
			case <-timer.C:
			}
			b := f.media.borrow()
			for _, t := range now {
				t.expire(b)
			}
			f.media.giveBack(b)
			clear(now)
		}
	}
}
