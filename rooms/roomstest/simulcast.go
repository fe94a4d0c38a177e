package roomstest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v4"

	"fairground/rooms"
	"fairground/rooms/client"
)

// Encoding is one size of a simulcast: Kbps at 30 pictures a second, a key frame twice a second.
type Encoding struct {
	RID           string
	Kbps          int
	Width, Height int

	sent   atomic.Uint64
	paused atomic.Bool
}

// Sent is how many packets of the encoding have been sent.
func (e *Encoding) Sent() uint64 { return e.sent.Load() }

// Pause stops the encoding, as an encoder that the room has told that nobody watches.
func (e *Encoding) Pause(paused bool) { e.paused.Store(paused) }

// Sizes are three encodings of a camera.
func Sizes() []*Encoding {
	return []*Encoding{
		{RID: "q", Kbps: 150, Width: 320, Height: 180},
		{RID: "h", Kbps: 500, Width: 640, Height: 360},
		{RID: "f", Kbps: 1700, Width: 1280, Height: 720},
	}
}

// PublishSimulcast publishes a camera in several encodings of VP8 until the test ends. The payload descriptors and the beginnings of key
// frames are real, the rest no decoder is meant to see: the byte after the frame header is the index of the encoding.
func (c *Client) PublishSimulcast(encodings ...*Encoding) rooms.Track {
	c.t.Helper()
	locals := make([]*webrtc.TrackLocalStaticRTP, len(encodings))
	track := client.Track{Source: rooms.Camera}
	codec := webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8, ClockRate: 90000}
	for i, e := range encodings {
		local, err := webrtc.NewTrackLocalStaticRTP(codec, "camera", c.Joined().Self.ID, webrtc.WithRTPStreamID(e.RID))
		if err != nil {
			c.t.Fatalf("make track: %v", err)
		}
		locals[i] = local
		if i == 0 {
			track.Local = local
		} else {
			track.Above = append(track.Above, local)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), Patience)
	defer cancel()
	if err := c.Client.Publish(ctx, track); err != nil {
		c.t.Fatalf("publish simulcast: %v", err)
	}
	ids, mid := c.Extensions(rooms.Camera)
	run, stop := context.WithCancel(context.Background())
	var work sync.WaitGroup
	c.mu.Lock()
	c.stop = append(c.stop, func() {
		stop()
		work.Wait()
	})
	c.mu.Unlock()
	for i, e := range encodings {
		work.Go(func() { e.run(run, locals[i], i, ids, mid) })
	}
	self := c.Joined().Self.ID
	return Await(c, func(m rooms.TrackAdded) bool { return m.Track.Participant == self && m.Track.Source == rooms.Camera }).Track
}

func (e *Encoding) run(ctx context.Context, local *webrtc.TrackLocalStaticRTP, index int, ids map[string]uint8, mid string) {
	ticker := time.NewTicker(33 * time.Millisecond)
	defer ticker.Stop()
	// Every encoding has its own numbers, as those of a browser have.
	h := rtp.Header{Version: 2, SequenceNumber: uint16(30000 * index), Timestamp: uint32(1_000_000_000 * index)} //nolint:gosec // small
	picture, tl0 := uint16(1000*index), byte(index*50)                                                           //nolint:gosec // small
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		h.Timestamp += 2970
		if e.paused.Load() {
			continue
		}
		picture++
		tl0++
		size := e.Kbps * 1000 / 8 / 30
		for begin := true; size > 0; begin = false {
			part := min(size, 1000)
			size -= part
			payload := append([]byte{0x80, 0xc0, 0x80 | byte(picture>>8&0x7f), byte(picture), tl0}, make([]byte, max(part, 20))...) //nolint:gosec // fifteen bits in two bytes
			if begin {
				payload[0] |= 0x10
			}
			frame := payload[5:]
			if n%15 != 0 {
				frame[0] = 1
			} else if begin { // RFC 6386 section 9.1
				copy(frame[3:], []byte{0x9d, 0x01, 0x2a, byte(e.Width), byte(e.Width >> 8), byte(e.Height), byte(e.Height >> 8)}) //nolint:gosec // as it is written
			}
			frame[10] = byte(index) //nolint:gosec // at most 2
			h.SequenceNumber++
			h.Marker = size == 0
			p := rtp.Packet{Header: h, Payload: payload}
			err := errors.Join(p.SetExtension(ids[sdp.SDESMidURI], []byte(mid)), p.SetExtension(ids[sdp.SDESRTPStreamIDURI], []byte(e.RID)))
			if err == nil {
				err = local.WriteRTP(&p)
			}
			if err != nil && !errors.Is(err, context.Canceled) {
				return
			}
			e.sent.Add(1)
		}
	}
}

// EncodingOf is the index of the encoding that a packet made by PublishSimulcast belongs to, whether it begins a picture, and whether
// that is a key frame.
func EncodingOf(payload []byte) (index int, begins, key bool, err error) {
	if len(payload) < 16 {
		return 0, false, false, fmt.Errorf("a payload of %d bytes", len(payload))
	}
	begins = payload[0]&0x10 != 0
	return int(payload[15]), begins, begins && payload[5]&1 == 0, nil
}

// PublishScalable publishes a camera in VP9 with three spatial layers in one stream until the test ends: each picture has a packet of
// each layer, and the byte after the descriptor is the layer.
func (c *Client) PublishScalable() rooms.Track {
	c.t.Helper()
	codec := webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP9, ClockRate: 90000, SDPFmtpLine: "profile-id=0"}
	local, err := webrtc.NewTrackLocalStaticRTP(codec, "camera", c.Joined().Self.ID)
	if err != nil {
		c.t.Fatalf("make track: %v", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), Patience)
	defer cancel()
	if err := c.Client.Publish(ctx, client.Track{Source: rooms.Camera, Local: local}); err != nil {
		c.t.Fatalf("publish: %v", err)
	}
	run, stop := context.WithCancel(context.Background())
	var work sync.WaitGroup
	c.mu.Lock()
	c.stop = append(c.stop, func() {
		stop()
		work.Wait()
	})
	c.mu.Unlock()
	work.Go(func() {
		ticker := time.NewTicker(33 * time.Millisecond)
		defer ticker.Stop()
		h := rtp.Header{Version: 2}
		for n := 0; ; n++ {
			select {
			case <-run.Done():
				return
			case <-ticker.C:
			}
			h.Timestamp += 2970
			for layer := range byte(3) {
				// RFC 9628 section 4.2: I, L, B and E; P unless it is a key picture; the scalability structure with sizes in key pictures.
				flags := byte(0xac)
				if n%15 != 0 {
					flags |= 0x40
				}
				descriptor := []byte{flags, byte(n & 0x7f), layer << 1, byte(n)} //nolint:gosec // seven and eight bits
				if n%15 == 0 && layer == 0 {
					descriptor[0] |= 0x02
					descriptor = append(descriptor, 2<<5|0x10, 1, 64, 0, 180, 2, 128, 1, 104, 5, 0, 2, 208)
				}
				h.SequenceNumber++
				h.Marker = layer == 2
				p := rtp.Packet{Header: h, Payload: append(append(descriptor, layer), make([]byte, []int{100, 300, 900}[layer])...)} //nolint:gocritic // a new one each time
				if err := local.WriteRTP(&p); err != nil && !errors.Is(err, context.Canceled) {
					return
				}
			}
		}
	})
	self := c.Joined().Self.ID
	return Await(c, func(m rooms.TrackAdded) bool { return m.Track.Participant == self && m.Track.Source == rooms.Camera }).Track
}
