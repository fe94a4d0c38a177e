package conference

import (
	"sync"
	"time"

	"fairground/server/problem"
)

// maxPaces bounds the memory of who has lately done what.
const maxPaces = 100_000

// pace limits how often somebody does something on this node, by the generic cell rate algorithm (ITU-T I.371, annex A): a burst
// is free, and what is beyond comes at an even rate.
type pace struct {
	now func() time.Time

	mu  sync.Mutex
	due map[string]time.Time // when the allowance is whole again
}

func newPace(now func() time.Time) *pace { return &pace{now: now, due: map[string]time.Time{}} }

// allow takes one of burst acts, of which one comes back after every interval. The problem TooMany "too_fast" says after how many
// seconds to try again.
func (p *pace) allow(key string, burst int, every time.Duration) error {
	now := p.now()
	p.mu.Lock()
	defer p.mu.Unlock()
	due := p.due[key]
	if due.Before(now) {
		due = now
	}
	if wait := due.Sub(now) - time.Duration(burst-1)*every; wait > 0 {
		return problem.New(problem.TooMany, "too_fast", "that was too often; wait a little").With("retryAfter", int(wait/time.Second)+1)
	}
	if len(p.due) >= maxPaces {
		p.forget(now)
	}
	if len(p.due) >= maxPaces {
		return problem.New(problem.TooMany, "too_fast", "too many people act at once; wait a little").With("retryAfter", 1)
	}
	p.due[key] = due.Add(every)
	return nil
}

func (p *pace) sweep() {
	now := p.now()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.forget(now)
}

func (p *pace) forget(now time.Time) {
	for key, due := range p.due {
		if !due.After(now) {
			delete(p.due, key)
		}
	}
}
