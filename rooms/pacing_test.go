package rooms

import (
	"testing"
	"time"
)

func TestPicturesWaitTheirTurn(t *testing.T) {
	m := &media{stop: make(chan struct{})}
	m.pacers = pacers{media: m, wake: make(chan struct{}, 1), stop: m.stop}
	l := &link{media: m}
	at := time.Now()
	for range 100 {
		if pass, _ := l.admit(1, 1, 1200, at); !pass {
			t.Fatal("a packet waited although nothing is known of the connection")
		}
	}
	l.pacer.set(300_000, at)
	passed := 0
	for i := range int64(40) {
		pass, late := l.admit(1, i, 1200, at)
		if late {
			t.Fatal("dropped")
		}
		if pass {
			passed++
		}
	}
	if passed == 0 || passed > 5 || len(m.pacers.waiting) != 1 {
		t.Fatalf("%d of 40 packets passed at once, %d connections wait", passed, len(m.pacers.waiting))
	}
	b := &burst{now: at}
	if !l.release(b) {
		t.Fatal("nothing waits")
	}
	for range 200 {
		b.now = b.now.Add(paceTick)
		if !l.release(b) {
			break
		}
	}
	// 40 packets of 1,264 bytes at 2.5 times 300 kbit/s take half a second.
	if took := b.now.Sub(at); took < 400*time.Millisecond || took > 600*time.Millisecond || l.pacer.listed {
		t.Errorf("took %v", took)
	}
}

func TestThePacersEnd(t *testing.T) {
	m := &media{stop: make(chan struct{})}
	m.pacers = pacers{media: m, wake: make(chan struct{}, 1), stop: m.stop}
	ended := make(chan struct{})
	go func() {
		m.pacers.run()
		close(ended)
	}()
	l := &link{media: m}
	l.pacer.set(100_000, time.Now())
	for i := range int64(20) {
		l.admit(1, i, 1200, time.Now())
	}
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(time.Millisecond) {
		l.pacer.mu.Lock()
		left := l.pacer.queue.Waiting()
		l.pacer.mu.Unlock()
		if left == 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d packets still wait", left)
		}
	}
	close(m.stop)
	<-ended
}
