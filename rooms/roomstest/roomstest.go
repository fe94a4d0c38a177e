// Package roomstest helps tests drive a media engine: an engine that ends with the test, participants that join over any signalling
// transport, publish generated VP8 and Opus, and count what they receive.
//
// It knows rooms and its client; the code under test elsewhere needs no pion. It does not decode: see package synthetic for
// pictures and sound made to be watched.
package roomstest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"fairground/rooms"
	"fairground/rooms/client"
)

// Patience is how long the helpers wait for something that should happen at once.
const Patience = 10 * time.Second

// Engine starts an engine on loopback that ends with the test.
func Engine(t testing.TB, config rooms.Config) *rooms.Engine {
	t.Helper()
	e, err := rooms.New(config)
	if err != nil {
		t.Fatalf("start engine: %v", err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Errorf("close engine: %v", err)
		}
	})
	return e
}

// Room opens a room of an engine.
func Room(t testing.TB, e *rooms.Engine, id string) *rooms.Room {
	t.Helper()
	r, err := e.Room(id)
	if err != nil {
		t.Fatalf("open room: %v", err)
	}
	return r
}

// Everything is a grant to do all that an ordinary participant may.
func Everything(room, participant string) rooms.Grant {
	return rooms.Grant{
		Session: "ses_" + participant, Room: room, Participant: participant, Name: participant, Language: "en",
		Join: true, Publish: []rooms.Kind{rooms.Audio, rooms.Video, rooms.ScreenShare}, Subscribe: true, Data: true,
	}
}

// Client is a participant under test. It keeps every message it was sent.
type Client struct {
	*client.Client
	t testing.TB

	mu       sync.Mutex
	messages []rooms.Message
	stop     []func()
	once     sync.Once
}

// Join brings a participant in within the process. It leaves the network, not the room, when the test ends.
func Join(t testing.TB, e *rooms.Engine, g rooms.Grant, options client.Options) *Client {
	t.Helper()
	c, err := Over(t, client.NewPipe(e, client.ByGrant(g)), options)
	if err != nil {
		t.Fatalf("join %s: %v", g.Participant, err)
	}
	return c
}

// Over brings a participant in over a transport of the test's own; options carry the token.
func Over(t testing.TB, transport client.Transport, options client.Options) (*Client, error) {
	t.Helper()
	c := &Client{t: t}
	options.Loopback = true
	also := options.OnMessage
	options.OnMessage = func(m rooms.Message) {
		c.mu.Lock()
		c.messages = append(c.messages, m)
		c.mu.Unlock()
		if also != nil {
			also(m)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), Patience)
	defer cancel()
	var err error
	if c.Client, err = client.Join(ctx, transport, options); err != nil {
		return nil, err
	}
	t.Cleanup(c.Vanish)
	return c, nil
}

// Vanish ends the client without a word, as a crashed browser would.
func (c *Client) Vanish() {
	c.once.Do(func() {
		c.mu.Lock()
		stop := c.stop
		c.mu.Unlock()
		for _, f := range stop {
			f()
		}
		if err := c.Close(); err != nil && !errors.Is(err, client.ErrClosed) {
			c.t.Logf("close client: %v", err)
		}
	})
}

// Messages is everything the room has sent so far.
func (c *Client) Messages() []rooms.Message {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.messages)
}

// Forget drops the messages of a kind, so that Await waits for new ones.
func (c *Client) Forget(kind string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.messages = slices.DeleteFunc(c.messages, func(m rooms.Message) bool { return m.Kind() == kind })
}

// Must sends a message and fails the test unless the room agrees.
func (c *Client) Must(build func(rooms.Request) rooms.Message) rooms.Message {
	c.t.Helper()
	m, err := c.Try(build)
	if err != nil {
		c.t.Fatalf("%s: %v", build(rooms.Request{}).Kind(), err)
	}
	return m
}

// Try sends a message and returns the room's answer or refusal.
func (c *Client) Try(build func(rooms.Request) rooms.Message) (rooms.Message, error) {
	ctx, cancel := context.WithTimeout(context.Background(), Patience)
	defer cancel()
	return c.Do(ctx, build)
}

// Code is the code of a refusal, empty for anything else.
func Code(err error) rooms.Code {
	var refused *rooms.Error
	if errors.As(err, &refused) {
		return refused.Code
	}
	return ""
}

// Await waits for a message that fits and fails the test if none comes.
func Await[M rooms.Message](c *Client, fits func(M) bool) M {
	c.t.Helper()
	var found M
	Eventually(c.t, "message "+found.Kind(), func() bool {
		for _, m := range c.Messages() {
			if m, ok := m.(M); ok && fits(m) {
				found = m
				return true
			}
		}
		return false
	})
	return found
}

// Eventually polls until a condition holds and fails the test after Patience.
func Eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	deadline := time.Now().Add(Patience)
	for !holds() {
		if time.Now().After(deadline) {
			t.Fatalf("waited %s in vain for: %s", Patience, what)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// Publish publishes generated sources until the test ends and returns their tracks once the room has announced them. Sound is Opus
// silence with the level of a voice, pictures are VP8 payloads of plausible size that no decoder is meant to see.
func (c *Client) Publish(sources ...rooms.Source) []rooms.Track {
	c.t.Helper()
	if err := c.TryPublish(sources...); err != nil {
		c.t.Fatalf("publish: %v", err)
	}
	self := c.Joined().Self.ID
	tracks := make([]rooms.Track, 0, len(sources))
	for _, source := range sources {
		added := Await(c, func(m rooms.TrackAdded) bool { return m.Track.Participant == self && m.Track.Source == source })
		tracks = append(tracks, added.Track)
	}
	return tracks
}

// TryPublish publishes as Publish does, and returns the refusal if the room does not allow it.
func (c *Client) TryPublish(sources ...rooms.Source) error { return c.publish(sources, false) }

// PublishMuted publishes sources that begin muted.
func (c *Client) PublishMuted(sources ...rooms.Source) error { return c.publish(sources, true) }

func (c *Client) publish(sources []rooms.Source, muted bool) error {
	var tracks []client.Track
	var locals []*webrtc.TrackLocalStaticRTP
	for _, source := range sources {
		codec := webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8, ClockRate: 90000}
		if source.Audio() {
			codec = webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2}
		}
		local, err := webrtc.NewTrackLocalStaticRTP(codec, string(source), c.Joined().Self.ID)
		if err != nil {
			return fmt.Errorf("make track: %w", err)
		}
		locals = append(locals, local)
		tracks = append(tracks, client.Track{Source: source, Muted: muted, Local: local})
	}
	ctx, cancel := context.WithTimeout(context.Background(), Patience)
	defer cancel()
	if err := c.Client.Publish(ctx, tracks...); err != nil {
		return err
	}
	for i, source := range sources {
		c.generate(locals[i], source, c.LevelExtension(source))
	}
	return nil
}

// generate writes packets of a source until the client ends.
func (c *Client) generate(local *webrtc.TrackLocalStaticRTP, source rooms.Source, level uint8) {
	ctx, cancel := context.WithCancel(context.Background())
	var work sync.WaitGroup
	c.mu.Lock()
	c.stop = append(c.stop, func() {
		cancel()
		work.Wait()
	})
	c.mu.Unlock()
	work.Go(func() {
		every, step := 33*time.Millisecond, uint32(2970)
		// A VP8 payload descriptor with the start bit, then a key frame's first byte (RFC 7741 section 4).
		payload := append([]byte{0x10, 0x00}, make([]byte, 900)...)
		if source.Audio() {
			every, step, payload = 20*time.Millisecond, 960, []byte{0xf8, 0xff, 0xfe}
		}
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		packet := rtp.Packet{Header: rtp.Header{Version: 2, Marker: !source.Audio(), SequenceNumber: 65500}, Payload: payload}
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
			}
			packet.SequenceNumber++
			packet.Timestamp += step
			if level != 0 {
				if err := packet.SetExtension(level, []byte{0x80 | 20}); err != nil {
					return
				}
			}
			if err := local.WriteRTP(&packet); err != nil && !errors.Is(err, context.Canceled) {
				return
			}
		}
	})
}

// Flows waits until so many more packets of a track have come.
func (c *Client) Flows(track string, packets uint64) {
	c.t.Helper()
	before := c.Received(track).Packets
	Eventually(c.t, fmt.Sprintf("%d packets of %s", packets, track), func() bool {
		return c.Received(track).Packets >= before+packets
	})
}
