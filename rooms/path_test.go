package rooms_test

import (
	"fmt"
	"runtime"
	"sync"
	"testing"

	"fairground/rooms"
	"fairground/rooms/client"
	"fairground/rooms/roomstest"
)

func TestMediaGoBesidePion(t *testing.T) {
	t.Parallel()
	e, _ := open(t, rooms.Config{})
	a, b := join(t, e, everything("a")), join(t, e, everything("b"))
	track := a.Publish(rooms.Microphone)[0]
	b.Flows(track.ID, 20)
	if n := rooms.Direct(e); n != 2 {
		t.Errorf("%d connections are read beside pion, want the publisher's and the subscriber's", n)
	}
	a.Vanish()
	b.Vanish()
	for _, r := range e.Rooms() {
		r.Close("")
	}
	roomstest.Eventually(t, "no address is known any more", func() bool { return rooms.Direct(e) == 0 })
}

func TestOverTCPMediaAndReportsFlowAsWell(t *testing.T) {
	t.Parallel()
	e, _ := open(t, rooms.Config{UDPAddress: "-"})
	over := func(participant string) *roomstest.Client {
		g := everything(participant)
		c, err := roomstest.Over(t, client.NewPipe(e, client.ByGrant(g)), client.Options{TCP: true})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	a, b := over("a"), over("b")
	track := a.Publish(rooms.Camera)[0]
	b.Flows(track.ID, 20)
	r := roomstest.Room(t, e, stage)
	roomstest.Eventually(t, "a receiver report was heard", func() bool {
		for _, s := range r.Stats() {
			for _, st := range s.Received {
				if s.Participant == "b" && st.Track == track.ID && st.Jitter > 0 {
					return true
				}
			}
		}
		return false
	})
}

func TestPeopleWhoComeAndGoLeaveNothingBehind(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes seconds")
	}
	e, r := open(t, rooms.Config{})
	speaker := join(t, e, everything("speaker"))
	track := speaker.Publish(rooms.Microphone)[0]
	wave := func(n int) {
		var work sync.WaitGroup
		for i := range 20 {
			work.Go(func() {
				c := join(t, e, everything(fmt.Sprintf("%d of %d", i, n)))
				c.Flows(track.ID, 2)
				c.Vanish()
			})
		}
		work.Wait()
		for _, p := range r.Participants() {
			if p.ID != "speaker" {
				if err := r.Remove(p.ID, ""); err != nil {
					t.Error(err)
				}
			}
		}
		roomstest.Eventually(t, "only the speaker is left", func() bool { return rooms.Direct(e) == 1 })
	}
	wave(0) // starts what is kept on purpose
	goroutines := runtime.NumGoroutine()
	for n := range 10 {
		wave(n + 1)
	}
	// Memory is compared by `go run ./rooms/bench -churn 1000`, in a process that the clients are not part of.
	roomstest.Eventually(t, "the goroutines of two hundred have ended", func() bool { return runtime.NumGoroutine() <= goroutines })
}
