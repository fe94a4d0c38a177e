package rooms_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/pion/rtp"

	"fairground/rooms"
	"fairground/rooms/client"
	"fairground/rooms/roomstest"
)

func reconnect(t *testing.T, e *rooms.Engine, c *roomstest.Client, g rooms.Grant) bool {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), roomstest.Patience)
	defer cancel()
	same, err := c.Reconnect(ctx, client.NewPipe(e, client.ByGrant(g)))
	if err != nil {
		t.Fatalf("reconnect: %v", err)
	}
	return same
}

func drop(t *testing.T, c *roomstest.Client) {
	t.Helper()
	if err := c.Drop(); err != nil {
		t.Fatalf("drop: %v", err)
	}
}

func TestALostConnectionResumesTheSameSeatWithWhatWasMissed(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	a, b := join(t, e, everything("a")), join(t, e, everything("b"))
	fromA, fromB := a.Publish(rooms.Camera)[0], b.Publish(rooms.Microphone)[0]
	b.Flows(fromA.ID, 3)
	drop(t, b)
	roomstest.Await(a, func(m rooms.ParticipantChanged) bool { return m.Participant.ID == "b" && !m.Participant.Connected })
	b.Flows(fromA.ID, 3) // media do not depend on the signalling
	for i := range 3 {
		a.Must(func(r rooms.Request) rooms.Message {
			return rooms.Say{Request: r, ClientID: fmt.Sprint(i), Text: "hello"}
		})
	}
	screen := a.Publish(rooms.Screen)[0] // and its offer to b cannot be told now
	if !reconnect(t, e, b, everything("b")) {
		t.Fatal("the seat was gone")
	}
	for i := range 3 {
		roomstest.Await(b, func(m rooms.Chat) bool { return m.ClientID == fmt.Sprint(i) })
	}
	b.Flows(screen.ID, 3)
	a.Flows(fromB.ID, 3)
	var offsets []uint64
	for _, m := range b.Messages() {
		switch m := m.(type) {
		case rooms.Chat:
			offsets = append(offsets, m.Offset)
		case rooms.TrackAdded:
			offsets = append(offsets, m.Offset)
		case rooms.ParticipantChanged:
			offsets = append(offsets, m.Offset)
		}
	}
	for i := 1; i < len(offsets); i++ {
		if offsets[i] != offsets[i-1]+1 {
			t.Errorf("offsets %v have a gap or a repetition", offsets)
			break
		}
	}
	if n := len(r.Participants()); n != 2 {
		t.Errorf("%d participants", n)
	}
}

func TestAResumeBeyondTheHistoryGetsASnapshotOfTheSameSeat(t *testing.T) {
	t.Parallel()
	e, _ := open(t, rooms.Config{EventHistory: 4})
	a, b := join(t, e, everything("a")), join(t, e, everything("b"))
	track := a.Publish(rooms.Microphone)[0]
	b.Flows(track.ID, 3)
	drop(t, b)
	for i := range 6 {
		a.Must(func(r rooms.Request) rooms.Message {
			return rooms.Say{Request: r, ClientID: fmt.Sprint(i), Text: "hello"}
		})
	}
	if !reconnect(t, e, b, everything("b")) {
		t.Fatal("the seat was gone")
	}
	if got := b.Joined(); !got.Resumed || len(got.Tracks) != 1 {
		t.Errorf("snapshot %+v", got)
	}
	b.Flows(track.ID, 3)
}

func TestAResumeAfterTheGraceIsANewSeat(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{Grace: 100 * time.Millisecond})
	a, b := join(t, e, everything("a")), join(t, e, everything("b"))
	track := a.Publish(rooms.Microphone)[0]
	b.Flows(track.ID, 3)
	drop(t, b)
	roomstest.Eventually(t, "b is gone", func() bool { return len(r.Participants()) == 1 })
	if reconnect(t, e, b, everything("b")) {
		t.Fatal("the seat was still there")
	}
	b.Flows(track.ID, 3) // over new peer connections
}

func TestAnotherSessionDoesNotGetTheSeat(t *testing.T) {
	t.Parallel()
	e, _ := open(t, rooms.Config{})
	b := join(t, e, everything("b"))
	drop(t, b)
	stranger := everything("b")
	stranger.Session = "ses_other"
	if reconnect(t, e, b, stranger) {
		t.Error("it got the seat")
	}
}

func TestAnICERestartKeepsTheMedia(t *testing.T) {
	t.Parallel()
	e, _ := open(t, rooms.Config{})
	a, b := join(t, e, everything("a")), join(t, e, everything("b"))
	track := a.Publish(rooms.Camera)[0]
	b.Flows(track.ID, 3)
	b.Must(func(r rooms.Request) rooms.Message { return rooms.Restart{Request: r, PC: rooms.Subscribe} })
	roomstest.Await(b, func(m rooms.Offer) bool { return m.ID == 2 })
	b.Flows(track.ID, 10)
	ctx, cancel := context.WithTimeout(t.Context(), roomstest.Patience)
	defer cancel()
	if err := a.RestartPublish(ctx); err != nil {
		t.Fatal(err)
	}
	b.Flows(track.ID, 40)
}

func TestAShortLossOfTheNetworkHealsByItself(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	network := roomstest.NewNetwork(t)
	a := roomstest.Join(t, e, everything("a"), client.Options{Net: network})
	b := join(t, e, everything("b"))
	track := a.Publish(rooms.Microphone)[0]
	b.Flows(track.ID, 3)
	network.Break(true)
	settled(b, track.ID)
	network.Break(false)
	b.Flows(track.ID, 3)
	if n := len(r.Tracks()); n != 1 {
		t.Errorf("%d tracks", n)
	}
}

func TestMediaThatDoNotHealAreGivenUpAndCanBeOfferedAnew(t *testing.T) {
	t.Parallel()
	for name, lose := range map[string]func(*roomstest.Client, *roomstest.Network) error{
		"the network is gone":            func(_ *roomstest.Client, n *roomstest.Network) error { n.Break(true); return nil },
		"the client closed a connection": func(c *roomstest.Client, _ *roomstest.Network) error { return c.BreakPublish() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e, _ := open(t, rooms.Config{Grace: 200 * time.Millisecond})
			network := roomstest.NewNetwork(t)
			a := roomstest.Join(t, e, everything("a"), client.Options{Net: network})
			b := join(t, e, everything("b"))
			track := a.Publish(rooms.Microphone)[0]
			b.Flows(track.ID, 3)
			if err := lose(a, network); err != nil {
				t.Fatal(err)
			}
			roomstest.Await(b, func(m rooms.TrackRemoved) bool { return m.Track == track.ID })
			roomstest.Await(a, func(m rooms.MediaLost) bool { return m.PC == rooms.Publish })
			network.Break(false)
			a.Forget(rooms.TrackAdded{}.Kind())
			b.Flows(a.Publish(rooms.Microphone)[0].ID, 3)
		})
	}
}

func TestLostPacketsAreSentAgainToWhoAsksForThem(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	network := roomstest.NewNetwork(t)
	var mu sync.Mutex
	seen := map[uint16]bool{}
	b := roomstest.Join(t, e, everything("b"), client.Options{Net: network, OnPacket: func(_ rooms.OfferedTrack, p *rtp.Packet) {
		mu.Lock()
		seen[p.SequenceNumber] = true
		mu.Unlock()
	}})
	a, c := join(t, e, everything("a")), join(t, e, everything("c"))
	track := a.Publish(rooms.Camera)[0]
	b.Flows(track.ID, 3)
	c.Flows(track.ID, 3)
	network.LoseEvery(5)
	b.Flows(track.ID, 40)
	network.LoseEvery(0)
	b.Flows(track.ID, 20)
	mu.Lock()
	defer mu.Unlock()
	var lowest, highest uint16
	first := true
	for s := range seen {
		if first || int16(s-lowest) < 0 {
			lowest = s
		}
		if first || int16(s-highest) > 0 {
			highest = s
		}
		first = false
	}
	// The newest may still be under way.
	if missing := int(highest-lowest) + 1 - len(seen); missing > 1 {
		t.Errorf("%d packets are missing", missing)
	}
	for _, s := range r.Stats() {
		for _, stream := range s.Received {
			if (s.Participant == "b") != (stream.Resent > 0) {
				t.Errorf("%s: %d packets sent again", s.Participant, stream.Resent)
			}
		}
	}
}

// witness is an Observer that remembers.
type witness struct {
	mu    sync.Mutex
	lines []string
}

func (w *witness) add(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lines = append(w.lines, fmt.Sprintf(format, args...))
}

func (w *witness) Joined(p rooms.Presence)               { w.add("%s joined", p.Participant) }
func (w *witness) Left(p rooms.Presence, r rooms.Reason) { w.add("%s left %s", p.Participant, r) }
func (w *witness) Media(e rooms.Evidence) {
	if e.At.IsZero() || e.Room != stage || e.Epoch == "" {
		w.add("evidence without circumstances: %+v", e)
	}
	w.add("%s %s %s %s%s", e.Participant, e.Side, e.Event, e.Source, e.From)
}

func TestTheObserverIsToldWhatHappened(t *testing.T) {
	t.Parallel()
	w := &witness{}
	e, err := rooms.New(rooms.Config{Observer: w})
	if err != nil {
		t.Fatal(err)
	}
	roomstest.Room(t, e, stage)
	a, b := join(t, e, everything("a")), join(t, e, everything("b"))
	b.Flows(a.Publish(rooms.Microphone)[0].ID, 3)
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"a joined", "b joined", "a publish offered ", "a publish connected ", "a publish firstIn microphone",
		"b subscribe offered ", "b subscribe connected ", "b subscribe firstOut microphonea",
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.lines) != len(want)+2 {
		t.Fatalf("told %q", w.lines)
	}
	for i := range want {
		if w.lines[i] != want[i] {
			t.Errorf("line %d is %q, want %q", i, w.lines[i], want[i])
		}
	}
	if _, err := e.Room("x"); !errors.Is(err, rooms.ErrClosed) {
		t.Errorf("a closed engine opens rooms: %v", err)
	}
}
