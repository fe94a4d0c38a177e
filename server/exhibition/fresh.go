package exhibition

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// fresh keeps what takes several queries to assemble for a short while, so that many clients who ask at once cost one
// assembly. A drop also discards what is being assembled at that moment, which may be older than the change.
type fresh[T any] struct {
	life  time.Duration
	now   func() time.Time
	group singleflight.Group

	mu      sync.Mutex
	epoch   int
	entries map[string]kept[T]
}

type kept[T any] struct {
	value T
	until time.Time
}

// assembly bounds one assembly in time: it goes on when the client who began it leaves, for others wait for it.
const assembly = 10 * time.Second

func newFresh[T any](life time.Duration, now func() time.Time) *fresh[T] {
	return &fresh[T]{life: life, now: now, entries: map[string]kept[T]{}}
}

// of returns what is kept under the key, or assembles it.
func (f *fresh[T]) of(ctx context.Context, key string, assemble func(context.Context) (T, error)) (T, error) {
	if v, ok := f.find(key); ok {
		return v, nil
	}
	done := f.group.DoChan(key, func() (any, error) {
		if v, ok := f.find(key); ok {
			return v, nil
		}
		f.mu.Lock()
		epoch, began := f.epoch, f.now()
		f.mu.Unlock()
		own, cancel := context.WithTimeout(context.WithoutCancel(ctx), assembly)
		defer cancel()
		v, err := assemble(own)
		if err != nil {
			return v, err
		}
		f.mu.Lock()
		defer f.mu.Unlock()
		if f.epoch == epoch {
			f.entries[key] = kept[T]{value: v, until: began.Add(f.life)}
		}
		return v, nil
	})
	var none T
	select {
	case <-ctx.Done():
		return none, ctx.Err()
	case r := <-done:
		if r.Err != nil {
			return none, r.Err
		}
		v, ok := r.Val.(T)
		if !ok {
			return none, nil
		}
		return v, nil
	}
}

func (f *fresh[T]) find(key string) (T, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	e, ok := f.entries[key]
	if !ok || !f.now().Before(e.until) {
		var none T
		return none, false
	}
	return e.value, true
}

// drop forgets a key after a change.
func (f *fresh[T]) drop(key string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.epoch++
	delete(f.entries, key)
	f.group.Forget(key)
}

// clear forgets everything.
func (f *fresh[T]) clear() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.epoch++
	for key := range f.entries {
		f.group.Forget(key)
	}
	clear(f.entries)
}
