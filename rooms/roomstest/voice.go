package roomstest

import (
	"context"
	"errors"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"fairground/rooms"
	"fairground/rooms/client"
)

// VoicePacket is how much time a packet of a Voice stands for.
const VoicePacket = 20 * time.Millisecond

// Voice is published sound whose packets a test can tell apart: each carries the words given. It speaks until the client ends.
type Voice struct {
	Track rooms.Track

	level  atomic.Uint32
	paused atomic.Bool
}

// Level sets how loud the voice is from now on, in -dBov: 127 is digital silence. It begins at 20.
func (v *Voice) Level(level uint8) { v.level.Store(uint32(level)) }

// Pause sends nothing, until it is called with false.
func (v *Voice) Pause(paused bool) { v.paused.Store(paused) }

// Speak publishes a source as a Voice in a codec, webrtc.MimeTypeOpus or webrtc.MimeTypePCMU, and returns once the room has announced it.
func (c *Client) Speak(source rooms.Source, mime string, words []byte) *Voice {
	c.t.Helper()
	codec := webrtc.RTPCodecCapability{MimeType: mime, ClockRate: 48000, Channels: 2}
	step := uint32(960)
	if mime == webrtc.MimeTypePCMU {
		codec, step = webrtc.RTPCodecCapability{MimeType: mime, ClockRate: 8000}, 160
	}
	local, err := webrtc.NewTrackLocalStaticRTP(codec, string(source), c.Joined().Self.ID)
	if err != nil {
		c.t.Fatalf("make track: %v", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), Patience)
	defer cancel()
	if err := c.Client.Publish(ctx, client.Track{Source: source, Local: local}); err != nil {
		c.t.Fatalf("publish %s: %v", source, err)
	}
	v := &Voice{}
	v.Level(20)
	c.speak(v, local, c.LevelExtension(source), step, words)
	self := c.Joined().Self.ID
	v.Track = Await(c, func(m rooms.TrackAdded) bool { return m.Track.Participant == self && m.Track.Source == source }).Track
	return v
}

func (c *Client) speak(v *Voice, local *webrtc.TrackLocalStaticRTP, level uint8, step uint32, words []byte) {
	ctx, cancel := context.WithCancel(context.Background())
	var work sync.WaitGroup
	c.mu.Lock()
	c.stop = append(c.stop, func() {
		cancel()
		work.Wait()
	})
	c.mu.Unlock()
	// Numbers of its own, so that two voices never happen to continue each other.
	start := uint32(time.Now().UnixNano()) //nolint:gosec // any number does
	work.Go(func() {
		ticker := time.NewTicker(VoicePacket)
		defer ticker.Stop()
		packet := rtp.Packet{Header: rtp.Header{Version: 2, SequenceNumber: uint16(start), Timestamp: start}, Payload: words} //nolint:gosec // wraps on purpose
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
			}
			packet.Timestamp += step
			if v.paused.Load() {
				continue
			}
			packet.SequenceNumber++
			if level != 0 {
				if err := packet.SetExtension(level, []byte{0x80 | byte(v.level.Load())}); err != nil { //nolint:gosec // at most 127
					return
				}
			}
			if err := local.WriteRTP(&packet); errors.Is(err, io.ErrClosedPipe) {
				return
			}
		}
	})
}
