package rooms_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pion/rtp"

	"fairground/rooms"
	"fairground/rooms/client"
	"fairground/rooms/roomstest"
)

// screenful is what a subscriber has seen of one track.
type screenful struct {
	mu      sync.Mutex
	now     int // encoding of the last packet
	changes []int
	last    rtp.Header
	picture uint16
	missing int // numbers skipped
	wrong   []string
	any     bool
	pauses  bool // the publisher does, and then the times jump
}

func (w *screenful) see(_ rooms.OfferedTrack, p *rtp.Packet) {
	w.mu.Lock()
	defer w.mu.Unlock()
	index, begins, key, err := roomstest.EncodingOf(p.Payload)
	if err != nil {
		w.wrong = append(w.wrong, err.Error())
		return
	}
	ahead := int16(p.SequenceNumber - w.last.SequenceNumber)
	if w.any && ahead <= 0 {
		return // sent again
	}
	picture := uint16(p.Payload[2]&0x7f)<<8 | uint16(p.Payload[3])
	switch {
	case !w.any || index != w.now:
		if !key && w.any && ahead == 1 { // else its first packet was lost on the way
			w.wrong = append(w.wrong, "an encoding does not begin with a key frame")
		}
		w.changes = append(w.changes, index)
		if w.any && !w.pauses && (p.Timestamp-w.last.Timestamp == 0 || p.Timestamp-w.last.Timestamp > 90000) {
			w.wrong = append(w.wrong, "timestamps jump")
		}
	case ahead > 1:
		w.missing += int(ahead) - 1
	}
	if w.any && begins && ahead == 1 && (picture-w.picture)&0x7fff != 1 {
		w.wrong = append(w.wrong, "picture ids jump")
	}
	w.any, w.now, w.last, w.picture = true, index, p.Header, picture
}

func (w *screenful) encoding() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.any {
		return -1
	}
	return w.now
}

func (w *screenful) check(t *testing.T) {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, complaint := range slices.Compact(w.wrong) {
		t.Error(complaint)
	}
}

func show(c *roomstest.Client, track string, width, height int) {
	c.Must(func(r rooms.Request) rooms.Message {
		return rooms.View{Request: r, Tiles: []rooms.Tile{{Track: track, Width: width, Height: height, Visible: width > 0}}}
	})
}

func TestASubscriberIsSentTheLayerThatItShows(t *testing.T) {
	e := roomstest.Engine(t, rooms.Config{})
	roomstest.Room(t, e, "r")
	a := roomstest.Join(t, e, roomstest.Everything("r", "a"), client.Options{})
	w := &screenful{}
	b := roomstest.Join(t, e, roomstest.Everything("r", "b"), client.Options{OnPacket: w.see})
	sizes := roomstest.Sizes()
	track := a.PublishSimulcast(sizes...)
	roomstest.Eventually(t, "the whole picture", func() bool { return w.encoding() == 2 })

	show(b, track.ID, 320, 180)
	roomstest.Eventually(t, "the small picture", func() bool { return w.encoding() == 0 })
	roomstest.Await(b, func(m rooms.Received) bool {
		return len(m.Tracks) == 1 && m.Tracks[0] == rooms.ReceivedTrack{Track: track.ID, Layer: "q", Reason: "view"}
	})
	show(b, track.ID, 640, 360)
	roomstest.Eventually(t, "the middle picture", func() bool { return w.encoding() == 1 })
	show(b, track.ID, 1280, 720)
	roomstest.Eventually(t, "the large picture", func() bool { return w.encoding() == 2 })
	show(b, track.ID, 0, 0)
	roomstest.Await(b, func(m rooms.Received) bool {
		return len(m.Tracks) == 1 && m.Tracks[0] == rooms.ReceivedTrack{Track: track.ID, Layer: "off", Reason: "view"}
	})
	before := b.Received(track.ID).Packets
	roomstest.Await(a, func(m rooms.Layers) bool { return m.Track == track.ID && len(m.Active) == 0 })
	if after := b.Received(track.ID).Packets; after > before+10 { // a second would be 200
		t.Errorf("%d packets of a picture that is not shown", after-before)
	}
	w.check(t)
	if w.missing > 5 { // a busy machine loses some
		t.Errorf("%d numbers are missing on a good network", w.missing)
	}
}

func TestThePublisherIsToldWhatNobodyReceives(t *testing.T) {
	e := roomstest.Engine(t, rooms.Config{})
	roomstest.Room(t, e, "r")
	a := roomstest.Join(t, e, roomstest.Everything("r", "a"), client.Options{})
	w := &screenful{}
	b := roomstest.Join(t, e, roomstest.Everything("r", "b"), client.Options{OnPacket: w.see})
	sizes := roomstest.Sizes()
	track := a.PublishSimulcast(sizes...)
	roomstest.Eventually(t, "a picture", func() bool { return w.encoding() >= 0 })
	show(b, track.ID, 320, 180)
	roomstest.Await(a, func(m rooms.Layers) bool { return m.Track == track.ID && slices.Equal(m.Active, []string{"q"}) })
	sizes[1].Pause(true)
	sizes[2].Pause(true)
	a.Forget("layers")
	begin := time.Now()
	show(b, track.ID, 1280, 720)
	roomstest.Await(a, func(m rooms.Layers) bool { return slices.Contains(m.Active, "f") })
	sizes[2].Pause(false)
	roomstest.Eventually(t, "the large picture", func() bool { return w.encoding() == 2 })
	t.Logf("back after %v", time.Since(begin))
	w.check(t)
}

func TestWhoComesBackWithTheSmallPictureIsSeenAtOnce(t *testing.T) {
	e := roomstest.Engine(t, rooms.Config{})
	roomstest.Room(t, e, "r")
	a := roomstest.Join(t, e, roomstest.Everything("r", "a"), client.Options{})
	w := &screenful{pauses: true}
	roomstest.Join(t, e, roomstest.Everything("r", "b"), client.Options{OnPacket: w.see})
	sizes := roomstest.Sizes()
	track := a.PublishSimulcast(sizes...)
	roomstest.Eventually(t, "the large picture", func() bool { return w.encoding() == 2 })
	roomstest.Await(a, func(m rooms.Layers) bool { return slices.Equal(m.Active, []string{"f"}) })
	a.Forget("layers")
	for _, size := range sizes {
		size.Pause(true)
	}
	roomstest.Await(a, func(m rooms.Layers) bool {
		return m.Track == track.ID && slices.Equal(m.Active, []string{"q", "h", "f"})
	})
	begin := time.Now()
	sizes[0].Pause(false)
	roomstest.Eventually(t, "the small picture", func() bool { return w.encoding() == 0 })
	if d := time.Since(begin); d > 3*time.Second {
		t.Errorf("seen again after %v", d)
	}
	sizes[2].Pause(false)
	roomstest.Eventually(t, "the large picture again", func() bool { return w.encoding() == 2 })
	w.check(t)
}

func TestTheLayerFollowsTheBandwidth(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	e := roomstest.Engine(t, rooms.Config{})
	roomstest.Room(t, e, "r")
	a := roomstest.Join(t, e, roomstest.Everything("r", "a"), client.Options{})
	network := roomstest.NewNetwork(t)
	network.Limit(6_000_000)
	w := &screenful{}
	b := roomstest.Join(t, e, roomstest.Everything("r", "b"), client.Options{OnPacket: w.see, Net: network})
	track := a.PublishSimulcast(roomstest.Sizes()...)
	patiently := func(what string, holds func() bool) {
		t.Helper()
		begin := time.Now()
		for !holds() {
			if time.Since(begin) > 30*time.Second {
				t.Fatalf("waited in vain for: %s", what)
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Logf("%s after %v", what, time.Since(begin).Round(time.Millisecond))
	}
	patiently("the large picture", func() bool { return w.encoding() == 2 })
	network.Limit(400_000)
	patiently("the small picture", func() bool { return w.encoding() == 0 })
	roomstest.Await(b, func(m rooms.Received) bool {
		return len(m.Tracks) == 1 && m.Tracks[0] == rooms.ReceivedTrack{Track: track.ID, Layer: "q", Reason: "bandwidth"}
	})
	before := b.Received(track.ID).Packets
	patiently("pictures on the narrow path", func() bool { return b.Received(track.ID).Packets > before+60 })
	if w.encoding() != 0 {
		t.Error("a larger picture was tried where there is no room")
	}
	network.Limit(6_000_000)
	patiently("the large picture again", func() bool { return w.encoding() == 2 })
	w.check(t)
}

func TestAHoleIsNotToldAsAThinLine(t *testing.T) {
	t.Parallel()
	e := roomstest.Engine(t, rooms.Config{})
	roomstest.Room(t, e, "r")
	a := roomstest.Join(t, e, roomstest.Everything("r", "a"), client.Options{})
	network := roomstest.NewNetwork(t)
	w := &screenful{pauses: true}
	b := roomstest.Join(t, e, roomstest.Everything("r", "b"), client.Options{OnPacket: w.see, Net: network})
	track := a.PublishSimulcast(roomstest.Sizes()...)
	show(b, track.ID, 320, 180) // so little is wanted that the line is not tried for much
	roomstest.Await(a, func(m rooms.Layers) bool { return m.Track == track.ID && slices.Equal(m.Active, []string{"q"}) })
	before := roomstest.Await(b, func(m rooms.Received) bool { return len(m.Tracks) == 1 && m.Tracks[0].Layer == "q" }).Kbps
	a.Forget("layers")
	b.Forget("received")
	told := func() (list []rooms.Received) {
		for _, m := range b.Messages() {
			if m, ok := m.(rooms.Received); ok {
				list = append(list, m)
			}
		}
		return list
	}
	network.Break(true)
	off := func() bool {
		return slices.ContainsFunc(told(), func(m rooms.Received) bool {
			return len(m.Tracks) == 1 && m.Tracks[0] == rooms.ReceivedTrack{Track: track.ID, Layer: "off", Reason: "bandwidth"}
		})
	}
	for begin := time.Now(); !off() || time.Since(begin) < 12*time.Second; time.Sleep(10 * time.Millisecond) {
		if time.Since(begin) > 20*time.Second {
			t.Fatalf("the picture was never stopped: %+v", told())
		}
	}
	for _, m := range told() {
		if m.Kbps < before*2/3 {
			t.Errorf("told that a line which nothing is heard of carries %d kbit/s, before %d", m.Kbps, before)
		}
	}
	for _, m := range a.Messages() {
		if m, ok := m.(rooms.Layers); ok && len(m.Active) == 0 {
			t.Error("the publisher was told that nobody wants the picture")
		}
	}
	network.Break(false)
	back, packets := time.Now(), b.Received(track.ID).Packets
	roomstest.Eventually(t, "the picture again", func() bool { return b.Received(track.ID).Packets > packets+20 })
	t.Logf("back after %v", time.Since(back))
}

func TestASubscriberIsSentTheSpatialLayersThatItShows(t *testing.T) {
	e := roomstest.Engine(t, rooms.Config{})
	roomstest.Room(t, e, "r")
	a := roomstest.Join(t, e, roomstest.Everything("r", "a"), client.Options{})
	var mu sync.Mutex
	top, marked, unmarked, gaps, last, any := byte(0), 0, 0, 0, uint16(0), false
	b := roomstest.Join(t, e, roomstest.Everything("r", "b"), client.Options{OnPacket: func(_ rooms.OfferedTrack, p *rtp.Packet) {
		mu.Lock()
		defer mu.Unlock()
		layer := p.Payload[2] >> 1 & 7
		top = max(top, layer)
		if p.Marker {
			marked++
		} else if layer == 0 && top == 0 {
			unmarked++
		}
		if any && p.SequenceNumber != last+1 {
			gaps++
		}
		last, any = p.SequenceNumber, true
	}})
	track := a.PublishScalable()
	if track.Codec != "vp9" {
		t.Fatalf("codec %s", track.Codec)
	}
	highest := func(want byte) func() bool {
		return func() bool {
			mu.Lock()
			defer mu.Unlock()
			return top == want
		}
	}
	roomstest.Eventually(t, "all layers", highest(2))
	show(b, track.ID, 320, 180)
	roomstest.Await(b, func(m rooms.Received) bool {
		return len(m.Tracks) == 1 && m.Tracks[0] == rooms.ReceivedTrack{Track: track.ID, Layer: "q", Reason: "view"}
	})
	b.Flows(track.ID, 5)
	mu.Lock()
	top, marked, unmarked = 0, 0, 0
	mu.Unlock()
	b.Flows(track.ID, 20)
	mu.Lock()
	if top != 0 || marked < 15 || unmarked > 0 || gaps > 0 {
		t.Errorf("highest layer %d, %d packets marked as the last of their picture, %d not, %d gaps", top, marked, unmarked, gaps)
	}
	mu.Unlock()
	show(b, track.ID, 1280, 720)
	roomstest.Eventually(t, "all layers again", highest(2))
}

func TestAnOfferOfEverythingFitsAMessage(t *testing.T) {
	e := roomstest.Engine(t, rooms.Config{})
	roomstest.Room(t, e, "r")
	a := roomstest.Join(t, e, roomstest.Everything("r", "a"), client.Options{})
	b := roomstest.Join(t, e, roomstest.Everything("r", "b"), client.Options{})
	a.Publish(rooms.Camera)
	one := roomstest.Await(b, func(m rooms.Offer) bool { return len(m.Tracks) == 1 })
	a.Publish(rooms.Screen)
	two := roomstest.Await(b, func(m rooms.Offer) bool { return len(m.Tracks) == 2 })
	// The answer describes the same, but for what is sent.
	answer := func(sdp string) (size int) {
		for line := range strings.Lines(sdp) {
			if !strings.HasPrefix(line, "a=ssrc") {
				size += len(line) + len(`\r\n`) - len("\r\n") // as a JSON string
			}
		}
		return size
	}
	each := answer(two.SDP) - answer(one.SDP)
	if whole := answer(one.SDP) + 39*each; whole > rooms.MaxMessage*95/100 {
		t.Errorf("a section of %d bytes makes an answer of %d", each, whole)
	}
}
