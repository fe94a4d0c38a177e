package synthetic

import (
	"bytes"
	"context"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"
	"go.uber.org/goleak"
	"golang.org/x/image/vp8"

	"fairground/rooms"
	"fairground/rooms/client"
	"fairground/rooms/roomstest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestASyntheticParticipantIsSeenAndHeardUntilItsContextEnds(t *testing.T) {
	e := roomstest.Engine(t, rooms.Config{})
	roomstest.Room(t, e, "stage")
	var frame []byte
	var decoded, loud atomic.Int64
	b := roomstest.Join(t, e, roomstest.Everything("stage", "b"), client.Options{OnPacket: func(track rooms.OfferedTrack, p *rtp.Packet) {
		if track.Source == rooms.Microphone {
			for _, v := range p.Payload {
				if level := int(^v & 0x7f); level > 0x40 {
					loud.Add(1)
				}
			}
			return
		}
		var payload codecs.VP8Packet
		data, err := payload.Unmarshal(p.Payload)
		if err != nil {
			t.Errorf("VP8 payload: %v", err)
			return
		}
		if payload.S == 1 {
			frame = frame[:0]
		}
		frame = append(frame, data...)
		if !p.Marker {
			return
		}
		d := vp8.NewDecoder()
		d.Init(bytes.NewReader(frame), len(frame))
		if h, err := d.DecodeFrameHeader(); err != nil || h.Width != Width || h.Height != Height {
			return // joined in the middle of a frame
		}
		if _, err := d.DecodeFrame(); err == nil {
			decoded.Add(1)
		}
	}})
	ctx, cancel := context.WithCancel(t.Context())
	p, err := Join(ctx, e, rooms.Grant{Room: "stage", Participant: "syn_1"}, Options{Seed: 1, Name: "Studio", Video: true, Audio: true})
	if err != nil {
		t.Fatal(err)
	}
	roomstest.Await(b, func(m rooms.ParticipantJoined) bool { return m.Participant.Synthetic && m.Participant.Name == "Studio" })
	roomstest.Await(b, func(m rooms.Speakers) bool { return len(m.Speakers) == 1 && m.Speakers[0].Participant == "syn_1" })
	roomstest.Eventually(t, "ten frames decoded", func() bool { return decoded.Load() >= 10 })
	if loud.Load() == 0 {
		t.Error("the sound is silent")
	}
	cancel()
	select {
	case <-p.Done():
	case <-time.After(roomstest.Patience):
		t.Fatal("it did not end with its context")
	}
	if err := p.Err(); err != nil {
		t.Errorf("ended with %v", err)
	}
	roomstest.Await(b, func(m rooms.ParticipantLeft) bool { return m.Participant == "syn_1" && m.Reason == rooms.ReasonLeft })
}

func TestASyntheticParticipantEndsWhenItIsRemoved(t *testing.T) {
	e := roomstest.Engine(t, rooms.Config{})
	r := roomstest.Room(t, e, "stage")
	p, err := Join(t.Context(), e, rooms.Grant{Room: "stage", Participant: "syn_1"}, Options{Audio: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Remove("syn_1", "enough"); err != nil {
		t.Fatal(err)
	}
	select {
	case <-p.Done():
	case <-time.After(roomstest.Patience):
		t.Fatal("it did not end")
	}
}

func TestASyntheticParticipantPublishesAgainAfterItsMediaWereLost(t *testing.T) {
	e := roomstest.Engine(t, rooms.Config{Grace: 100 * time.Millisecond})
	r := roomstest.Room(t, e, "stage")
	ctx, cancel := context.WithCancel(t.Context())
	p, err := Join(ctx, e, rooms.Grant{Room: "stage", Participant: "syn_1"}, Options{Audio: true})
	if err != nil {
		t.Fatal(err)
	}
	first := ""
	roomstest.Eventually(t, "a track", func() bool {
		for _, track := range r.Tracks() {
			first = track.ID
		}
		return first != ""
	})
	if err := p.client.BreakPublish(); err != nil {
		t.Fatal(err)
	}
	roomstest.Eventually(t, "another track", func() bool {
		tracks := r.Tracks()
		return len(tracks) == 1 && tracks[0].ID != first
	})
	cancel()
	if err := p.Err(); err != nil {
		t.Error(err)
	}
}

func TestTheSameSeedDrawsTheSameAndAnotherSeedAnother(t *testing.T) {
	shot := func(seed uint64, n int) string {
		_, s, err := newScene(seed)
		if err != nil {
			t.Fatal(err)
		}
		return string(s.draw(n).Y)
	}
	if first, again := shot(1, 5), shot(1, 5); first != again {
		t.Error("a seed draws differently twice")
	}
	if shot(1, 5) == shot(2, 5) {
		t.Error("two seeds draw the same")
	}
	if shot(1, 5) == shot(1, 6) {
		t.Error("nothing moves")
	}
	if dir := os.Getenv("SYNTHETIC_PICTURES"); dir != "" {
		_, s, err := newScene(1)
		if err != nil {
			t.Fatal(err)
		}
		f, err := os.Create(filepath.Join(dir, "scene.png"))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(f, s.draw(3)); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestMuLawKeepsTheShapeOfASample(t *testing.T) {
	expand := func(b byte) int {
		b = ^b
		v := (int(b&0x0f)<<3+132)<<(b>>4&7) - 132
		if b&0x80 != 0 {
			return -v
		}
		return v
	}
	for v := -32000; v <= 32000; v += 37 {
		if d := math.Abs(float64(expand(muLaw(v)) - v)); d > 8+math.Abs(float64(v))/16 {
			t.Fatalf("%d became %d", v, expand(muLaw(v)))
		}
	}
}
