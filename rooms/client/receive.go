package client

import (
	"fmt"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"fairground/rooms"
)

// Received counts what came of a track, by its id.
func (c *Client) Received(track string) Received {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.received[track]
}

// Subscribed is the newest mapping of what is received.
func (c *Client) Subscribed() []rooms.OfferedTrack {
	c.mu.Lock()
	defer c.mu.Unlock()
	list := make([]rooms.OfferedTrack, 0, len(c.mapping))
	for _, t := range c.mapping {
		list = append(list, t)
	}
	return list
}

// accept answers an offer of the server.
func (c *Client) accept(m rooms.Offer) error {
	c.mu.Lock()
	pc := c.subscribe
	if pc != nil && m.ID == c.answered.ID {
		again := c.answered
		c.mu.Unlock()
		return c.transport.Send(c.ctx, again)
	}
	if c.closing {
		c.mu.Unlock()
		return ErrClosed
	}
	if pc == nil {
		var err error
		if pc, err = c.api.NewPeerConnection(c.options.configuration()); err != nil {
			c.mu.Unlock()
			return fmt.Errorf("make subscribe connection: %w", err)
		}
		pc.OnTrack(c.incoming)
		c.subscribe = pc
	}
	clear(c.mapping)
	for _, t := range m.Tracks {
		c.mapping[t.Mid] = t
	}
	c.mu.Unlock()
	if err := pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: m.SDP}); err != nil {
		return fmt.Errorf("apply offer: %w", err)
	}
	answer, err := pc.CreateAnswer(nil)
	if err != nil {
		return fmt.Errorf("create answer: %w", err)
	}
	sdp, err := describe(c.ctx, pc, answer)
	if err != nil {
		return err
	}
	reply := rooms.Answer{PC: rooms.Subscribe, ID: m.ID, SDP: sdp}
	c.mu.Lock()
	c.answered = reply
	c.mu.Unlock()
	return c.transport.Send(c.ctx, reply)
}

func (c *Client) incoming(remote *webrtc.TrackRemote, receiver *webrtc.RTPReceiver) {
	transceiver := receiver.RTPTransceiver()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closing || transceiver == nil {
		return
	}
	c.work.Go(func() {
		buf := make([]byte, 1500)
		var packet rtp.Packet
		for {
			n, _, err := remote.Read(buf)
			if err != nil {
				return
			}
			if packet.Unmarshal(buf[:n]) != nil {
				continue
			}
			c.mu.Lock()
			t, ok := c.mapping[transceiver.Mid()]
			if ok {
				count := c.received[t.Track]
				count.Packets++
				count.Bytes += uint64(len(packet.Payload))
				count.Last = time.Now()
				c.received[t.Track] = count
			}
			c.mu.Unlock()
			if ok && c.options.OnPacket != nil {
				c.options.OnPacket(t, &packet)
			}
		}
	})
}
