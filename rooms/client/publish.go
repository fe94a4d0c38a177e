package client

import (
	"context"
	"fmt"

	"github.com/pion/webrtc/v4"

	"fairground/rooms"
)

// Publish adds tracks, one per source; a source that is published already gets the new track.
func (c *Client) Publish(ctx context.Context, tracks ...Track) error {
	c.negotiate.Lock()
	defer c.negotiate.Unlock()
	pc, err := c.publisher()
	if err != nil {
		return err
	}
	for _, t := range tracks {
		c.mu.Lock()
		section := c.sections[t.Source]
		c.mu.Unlock()
		if section == nil {
			section, err = pc.AddTransceiverFromTrack(t.Local, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
			if err != nil {
				return fmt.Errorf("publish %s: %w", t.Source, err)
			}
			sender := section.Sender()
			for _, above := range t.Above {
				if err := sender.AddEncoding(above); err != nil {
					return fmt.Errorf("publish %s: %w", t.Source, err)
				}
			}
			c.work.Go(func() { drain(sender) })
		} else if err := section.Sender().ReplaceTrack(t.Local); err != nil {
			return fmt.Errorf("publish %s: %w", t.Source, err)
		}
		c.mu.Lock()
		c.sections[t.Source], c.sources[t.Source] = section, t
		c.mu.Unlock()
	}
	return c.offer(ctx, pc, false)
}

// BreakPublish closes the publish connection without telling the room, as a page that crashed does.
func (c *Client) BreakPublish() error {
	c.mu.Lock()
	pc := c.publish
	c.mu.Unlock()
	if pc == nil {
		return ErrClosed
	}
	return pc.GracefulClose()
}

// RestartPublish renegotiates with an ICE restart.
func (c *Client) RestartPublish(ctx context.Context) error {
	c.negotiate.Lock()
	defer c.negotiate.Unlock()
	pc, err := c.publisher()
	if err != nil {
		return err
	}
	return c.offer(ctx, pc, true)
}

func (c *Client) publisher() (*webrtc.PeerConnection, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closing {
		return nil, ErrClosed
	}
	if c.publish == nil {
		pc, err := c.api.NewPeerConnection(c.options.configuration())
		if err != nil {
			return nil, fmt.Errorf("make publish connection: %w", err)
		}
		c.publish = pc
	}
	return c.publish, nil
}

func (c *Client) offer(ctx context.Context, pc *webrtc.PeerConnection, restart bool) error {
	offer, err := pc.CreateOffer(&webrtc.OfferOptions{ICERestart: restart})
	if err != nil {
		return fmt.Errorf("create offer: %w", err)
	}
	sdp, err := describe(ctx, pc, offer)
	if err != nil {
		return err
	}
	c.mu.Lock()
	c.offers++
	m := rooms.Offer{PC: rooms.Publish, ID: c.offers, SDP: sdp, Tracks: []rooms.OfferedTrack{}}
	for source, section := range c.sections {
		t := c.sources[source]
		m.Tracks = append(m.Tracks, rooms.OfferedTrack{Mid: section.Mid(), Source: source, Hint: t.Hint, Muted: t.Muted})
	}
	c.mu.Unlock()
	answer, err := c.Do(ctx, func(r rooms.Request) rooms.Message {
		m.Request = r
		return m
	})
	if err != nil {
		if pc.CurrentRemoteDescription() == nil {
			c.forget(rooms.Publish) // pion cannot roll back: the next attempt gets a connection of its own
		}
		return fmt.Errorf("offer: %w", err)
	}
	a, ok := answer.(rooms.Answer)
	if !ok {
		return fmt.Errorf("offer: answered by %s", answer.Kind())
	}
	if err := pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: a.SDP}); err != nil {
		return fmt.Errorf("apply answer: %w", err)
	}
	return nil
}

func describe(ctx context.Context, pc *webrtc.PeerConnection, local webrtc.SessionDescription) (string, error) {
	gathered := webrtc.GatheringCompletePromise(pc)
	if err := pc.SetLocalDescription(local); err != nil {
		return "", fmt.Errorf("apply local description: %w", err)
	}
	select {
	case <-gathered:
		return pc.LocalDescription().SDP, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// Extensions are the ids of the header extensions that were agreed for a published source, by URI, and the mid of its section.
func (c *Client) Extensions(source rooms.Source) (ids map[string]uint8, mid string) {
	c.mu.Lock()
	section := c.sections[source]
	c.mu.Unlock()
	ids = make(map[string]uint8)
	if section == nil || section.Sender() == nil {
		return ids, ""
	}
	for _, e := range section.Sender().GetParameters().HeaderExtensions {
		if e.ID > 0 && e.ID < 256 {
			ids[e.URI] = uint8(e.ID)
		}
	}
	return ids, section.Mid()
}

// LevelExtension is the id under which the audio level of a published source is told, 0 if it was not agreed.
func (c *Client) LevelExtension(source rooms.Source) uint8 {
	c.mu.Lock()
	section := c.sections[source]
	c.mu.Unlock()
	if section == nil || section.Sender() == nil {
		return 0
	}
	for _, e := range section.Sender().GetParameters().HeaderExtensions {
		if e.URI == levelURI && e.ID > 0 && e.ID < 256 {
			return uint8(e.ID)
		}
	}
	return 0
}

// drain reads the RTCP of a sender, without which its interceptors do nothing.
func drain(sender *webrtc.RTPSender) {
	for {
		if _, _, err := sender.ReadRTCP(); err != nil {
			return
		}
	}
}
