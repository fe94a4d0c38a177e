// Package synthetic makes participants that are not people: they come in over real peer connections and publish a drawn picture and
// a played melody, so that a demonstration has something to see and hear. They are marked synthetic in the room and in its evidence.
//
// The picture is VP8 at Width×Height and FramesPerSecond, key frames only (package vp8), the sound is G.711 µ-law (PCMU, which every
// browser decodes): there is no Opus encoder here. Package synthetic knows rooms and its client, not why somebody should appear.
package synthetic

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"
	"github.com/pion/webrtc/v4"

	"fairground/rooms"
	"fairground/rooms/client"
)

// The measures of what is published.
const (
	Width           = 320
	Height          = 180
	FramesPerSecond = 8

	payloadSize = 1100 // bytes of VP8 in one packet
)

// Options say what a synthetic participant shows.
type Options struct {
	Seed         uint64 // the same seed draws and plays the same
	Name         string // instead of the grant's, if not empty
	Video, Audio bool
	Muted        bool // the microphone begins muted
}

// Participant is a synthetic participant in a room. It ends with the context it was made with, or when the room ends it.
type Participant struct {
	client *client.Client
	lost   chan struct{} // the room gave the publish connection up
	done   chan struct{}
	err    error
}

// Join brings a synthetic participant into a room that exists and starts to publish. It never subscribes.
func Join(ctx context.Context, engine *rooms.Engine, grant rooms.Grant, o Options) (*Participant, error) {
	if !o.Video && !o.Audio {
		return nil, errors.New("join synthetic participant: neither video nor audio")
	}
	grant.Join, grant.Synthetic, grant.Subscribe = true, true, false
	if o.Name != "" {
		grant.Name = o.Name
	}
	grant.Publish = nil
	if o.Video {
		grant.Publish = append(grant.Publish, rooms.Video)
	}
	if o.Audio {
		grant.Publish = append(grant.Publish, rooms.Audio)
	}
	p := &Participant{lost: make(chan struct{}, 1), done: make(chan struct{})}
	var err error
	p.client, err = client.Join(ctx, client.NewPipe(engine, client.ByGrant(grant)), client.Options{
		Loopback: engine.Loopback(), TCP: !engine.HasUDP(), OnMessage: p.hear,
	})
	if err != nil {
		return nil, fmt.Errorf("join synthetic participant: %w", err)
	}
	streams, tracks, err := p.streams(grant.Participant, o)
	if err == nil {
		err = p.client.Publish(ctx, tracks...)
	}
	if err != nil {
		return nil, fmt.Errorf("publish as synthetic participant: %w", errors.Join(err, p.client.Close()))
	}
	go p.run(ctx, streams, tracks)
	return p, nil
}

// hear notes that the media were lost, as when the machine slept; run publishes anew, for this must not wait.
func (p *Participant) hear(m rooms.Message) {
	if _, ok := m.(rooms.MediaLost); ok {
		select {
		case p.lost <- struct{}{}:
		default:
		}
	}
}

// Done is closed when the participant has left and all of it has ended.
func (p *Participant) Done() <-chan struct{} { return p.done }

// Err is what went wrong, after Done; nil if the context or the room ended it.
func (p *Participant) Err() error {
	<-p.done
	return p.err
}

// stream is one track with what comes next on it.
type stream struct {
	local *webrtc.TrackLocalStaticRTP
	every time.Duration
	next  func() ([]*rtp.Packet, error)
}

// streams makes what is published, and the same as the client wants it.
func (p *Participant) streams(id string, o Options) (streams []stream, tracks []client.Track, err error) {
	add := func(source rooms.Source, muted bool, codec webrtc.RTPCodecCapability, every time.Duration, next func() ([]*rtp.Packet, error)) error {
		local, err := webrtc.NewTrackLocalStaticRTP(codec, string(source), id)
		if err != nil {
			return fmt.Errorf("make %s: %w", source, err)
		}
		streams = append(streams, stream{local, every, next})
		tracks = append(tracks, client.Track{Source: source, Muted: muted, Local: local})
		return nil
	}
	if o.Video {
		next, err := pictures(o.Seed)
		if err != nil {
			return nil, nil, err
		}
		codec := webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8, ClockRate: 90000}
		if err := add(rooms.Camera, false, codec, time.Second/FramesPerSecond, next); err != nil {
			return nil, nil, err
		}
	}
	if o.Audio {
		codec := webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypePCMU, ClockRate: sampleRate, Channels: 1}
		level := func() uint8 { return p.client.LevelExtension(rooms.Microphone) }
		if err := add(rooms.Microphone, o.Muted, codec, packetTime, sounds(o.Seed, level)); err != nil {
			return nil, nil, err
		}
	}
	return streams, tracks, nil
}

// pictures draws, encodes and packs one frame after another.
func pictures(seed uint64) (func() ([]*rtp.Packet, error), error) {
	encoder, frame, err := newScene(seed)
	if err != nil {
		return nil, err
	}
	packetizer := rtp.NewPacketizer(payloadSize, 0, 0, &codecs.VP8Payloader{}, rtp.NewRandomSequencer(), 90000)
	var data []byte
	n := 0
	return func() ([]*rtp.Packet, error) {
		var err error
		if data, err = encoder.Encode(data[:0], frame.draw(n)); err != nil {
			return nil, err
		}
		n++
		return packetizer.Packetize(data, 90000/FramesPerSecond), nil
	}, nil
}

// run writes all streams until the context or the room ends them.
func (p *Participant) run(ctx context.Context, streams []stream, tracks []client.Track) {
	defer close(p.done)
	writers := make(chan error, len(streams))
	ctx, cancel := context.WithCancel(ctx)
	for _, s := range streams {
		go func() { writers <- s.write(ctx) }()
	}
	left := len(streams)
	for running := true; running; {
		select {
		case <-ctx.Done():
			running = false
		case <-p.client.Ended():
			running = false
		case <-p.lost:
			if err := p.client.Publish(ctx, tracks...); err != nil && ctx.Err() == nil {
				p.err = fmt.Errorf("publish again: %w", err)
				running = false
			}
		case p.err = <-writers:
			left--
			running = false
		}
	}
	cancel()
	for range left {
		p.err = errors.Join(p.err, <-writers)
	}
	// The context has ended; leaving needs a moment of its own.
	leaving, done := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer done()
	if err := p.client.Leave(leaving); err != nil && !errors.Is(err, rooms.ErrEnded) {
		p.err = errors.Join(p.err, err)
	}
}

func (s stream) write(ctx context.Context) error {
	ticker := time.NewTicker(s.every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
		packets, err := s.next()
		if err != nil {
			return err
		}
		for _, packet := range packets {
			// A write fails while the connection is down; the next frame stands alone.
			if s.local.WriteRTP(packet) != nil {
				break
			}
		}
	}
}
