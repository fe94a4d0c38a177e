package api

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limiter holds every key to a rate with a token bucket (x/time/rate) and
// forgets keys that have been quiet.
type limiter struct {
	perSecond float64
	now       func() time.Time

	mu    sync.Mutex
	keys  map[string]*bucket
	swept time.Time
}

type bucket struct {
	*rate.Limiter
	seen time.Time
}

const (
	limiterBurst  = 4               // seconds' worth of requests that may come at once: a page opens with many
	limiterForget = 2 * time.Minute // after which a quiet key is full again anyway
)

func newLimiter(perSecond float64, now func() time.Time) *limiter {
	return &limiter{perSecond: perSecond, now: now, keys: map[string]*bucket{}}
}

func (l *limiter) allow(key string) bool {
	if l.perSecond < 0 {
		return true
	}
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Sub(l.swept) > limiterForget {
		l.swept = now
		for k, b := range l.keys {
			if now.Sub(b.seen) > limiterForget {
				delete(l.keys, k)
			}
		}
	}
	b := l.keys[key]
	if b == nil {
		b = &bucket{Limiter: rate.NewLimiter(rate.Limit(l.perSecond), int(l.perSecond*limiterBurst)+1)}
		l.keys[key] = b
	}
	b.seen = now
	return b.AllowN(now, 1)
}
