package exhibition

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestFreshAssemblesOnceForMany(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := newFresh[int](time.Second, time.Now)
		var assembled atomic.Int64
		assemble := func(context.Context) (int, error) {
			time.Sleep(100 * time.Millisecond)
			return int(assembled.Add(1)), nil
		}
		ask := func() int {
			v, err := f.of(t.Context(), "hall", assemble)
			if err != nil {
				t.Error(err)
			}
			return v
		}
		var wg sync.WaitGroup
		for range 50 {
			wg.Go(func() { ask() })
		}
		wg.Wait()
		if n := assembled.Load(); n != 1 {
			t.Fatalf("fifty at once assemble %d times", n)
		}
		time.Sleep(550 * time.Millisecond)
		began := time.Now()
		if v := ask(); v != 1 || time.Since(began) != 0 {
			t.Errorf("in the second half of its life %d is given after %v", v, time.Since(began))
		}
		time.Sleep(150 * time.Millisecond)
		if v := ask(); v != 2 {
			t.Errorf("after the assembly in between %d is given", v)
		}
		time.Sleep(time.Second)
		if v := ask(); v != 3 {
			t.Errorf("after its life %d is given", v)
		}
	})
}

func TestFreshForgetsWhatAChangeOvertook(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := newFresh[string](time.Second, time.Now)
		var truth atomic.Value
		truth.Store("old")
		read := func(context.Context) (string, error) {
			v := truth.Load()
			time.Sleep(100 * time.Millisecond) // between the read and the answer somebody changes it
			return fmt.Sprint(v), nil
		}
		var wg sync.WaitGroup
		wg.Go(func() { _, _ = f.of(t.Context(), "k", read) })
		time.Sleep(50 * time.Millisecond)
		truth.Store("new")
		f.drop("k")
		if v, err := f.of(t.Context(), "k", read); v != "new" || err != nil {
			t.Errorf("after the change %q is given, %v", v, err)
		}
		wg.Wait()
		f.clear()
		broken := errors.New("no database")
		if _, err := f.of(t.Context(), "k", func(context.Context) (string, error) { return "", broken }); !errors.Is(err, broken) {
			t.Errorf("a failure is %v", err)
		}
		if v, err := f.of(t.Context(), "k", read); v != "new" || err != nil {
			t.Errorf("a failure is kept: %q, %v", v, err)
		}
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		f.clear()
		if _, err := f.of(gone, "k", read); !errors.Is(err, context.Canceled) {
			t.Errorf("who has left gets %v", err)
		}
		synctest.Wait()
		time.Sleep(time.Second)
	})
}
