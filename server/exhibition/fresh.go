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

// of returns what is kept under the key, or assembles it. What has lived half its life is assembled anew while it is still
// given out, so that under steady demand nobody waits.
func (f *fresh[T]) of(ctx context.Context, key string, assemble func(context.Context) (T, error)) (T, error) {
	value, age := f.find(key)
	if age == young {
		return value, nil
	}
	done := f.group.DoChan(key, func() (any, error) {
		if v, age := f.find(key); age == young {
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
	if age == aging {
		return value, nil
	}
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

// The ages of what is kept: nothing that may be given out, in the second half of its life, in the first.
const (
	gone = iota
	aging
	young
)

func (f *fresh[T]) find(key string) (value T, age int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	e, ok := f.entries[key]
	switch left := e.until.Sub(f.now()); {
	case !ok || left <= 0:
		return value, gone
	case left <= f.life/2:
		return e.value, aging
	}
	return e.value, young
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
