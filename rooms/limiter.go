package rooms

import (
	"sync"
	"time"
)

// How often a client may speak, see NewLimiter.
const (
	MessageBurst  = 50
	MessageRate   = 20 // per second
	minimumRefill = time.Second / MessageRate
)

// Limiter is a token bucket for the messages of one connection. Safe for concurrent use.
type Limiter struct {
	mu   sync.Mutex
	left int
	last time.Time
	now  func() time.Time
}

// NewLimiter allows MessageBurst messages at once and MessageRate per second afterwards. now nil is the real clock.
func NewLimiter(now func() time.Time) *Limiter {
	if now == nil {
		now = time.Now
	}
	return &Limiter{left: MessageBurst, last: now(), now: now}
}

// Allow takes one message and reports whether it was within the limit.
func (l *Limiter) Allow() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if add := int(now.Sub(l.last) / minimumRefill); add > 0 {
		l.left = min(l.left+add, MessageBurst)
		l.last = l.last.Add(time.Duration(add) * minimumRefill)
		if l.left == MessageBurst {
			l.last = now
		}
	}
	if l.left == 0 {
		return false
	}
	l.left--
	return true
}
