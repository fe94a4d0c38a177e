// Package client is a participant of a room written in Go: it speaks the signalling over any Transport, publishes tracks and
// receives those of others by real peer connections. Tests, synthetic participants and the load generator are built on it.
//
// It knows the signalling protocol and pion. It does not know where media come from, nor WebSockets, nor the inside of an engine.
package client

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"sync"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/interceptor"
	"github.com/pion/logging"
	"github.com/pion/rtp"
	"github.com/pion/transport/v4"
	"github.com/pion/webrtc/v4"

	"fairground/rooms"
)

// ErrClosed is returned for what is asked of a client that has ended.
var ErrClosed = errors.New("client closed")

// Options say how a client comes in and what it is told.
type Options struct {
	Token  string
	Resume *rooms.Resume // its Epoch and Offset; nil joins anew
	// Loopback uses loopback addresses only, TCP uses ICE-TCP only.
	Loopback, TCP bool
	// Net is the network, nil for the machine's own.
	Net transport.Net
	// OnMessage sees every message of the server, in order, from one goroutine.
	OnMessage func(rooms.Message)
	// OnPacket sees every packet received, from one goroutine per track. The packet is valid only during the call.
	OnPacket func(rooms.OfferedTrack, *rtp.Packet)
}

// Track is something to publish.
type Track struct {
	Source rooms.Source
	Hint   rooms.Hint
	Muted  bool
	Local  webrtc.TrackLocal
}

// Received counts what came of one track.
type Received struct {
	Packets uint64
	Bytes   uint64
	Last    time.Time
}

// Client is a participant. Make one with Join and end it with Close.
type Client struct {
	transport Transport
	options   Options
	api       *webrtc.API
	cancel    context.CancelFunc
	ctx       context.Context //nolint:containedctx // the life of the client, ended by Close
	work      sync.WaitGroup
	first     chan rooms.Message
	ended     chan struct{}

	negotiate sync.Mutex // one publish negotiation at a time

	mu        sync.Mutex
	closing   bool
	joined    rooms.Joined
	offset    uint64
	refs      int
	offers    uint64
	waiting   map[string]chan rooms.Message
	publish   *webrtc.PeerConnection
	sections  map[rooms.Source]*webrtc.RTPTransceiver
	sources   map[rooms.Source]Track
	subscribe *webrtc.PeerConnection
	answered  rooms.Answer
	mapping   map[string]rooms.OfferedTrack
	received  map[string]Received
	closed    *rooms.Closed
}

// Join comes in and returns when the room has answered. ctx bounds only that; the client lives until Close, or until the room ends it.
func Join(ctx context.Context, over Transport, options Options) (*Client, error) {
	api, err := newAPI(options)
	if err != nil {
		return nil, err
	}
	c := &Client{
		transport: over, options: options, api: api,
		first: make(chan rooms.Message, 1), ended: make(chan struct{}),
		waiting:  make(map[string]chan rooms.Message),
		sections: make(map[rooms.Source]*webrtc.RTPTransceiver), sources: make(map[rooms.Source]Track),
		mapping: make(map[string]rooms.OfferedTrack), received: make(map[string]Received),
	}
	if err := c.enter(ctx, options.Resume); err != nil {
		return nil, err
	}
	return c, nil
}

func (c *Client) enter(ctx context.Context, resume *rooms.Resume) error {
	token := c.options.Token
	if token == "" {
		token = "-" // in-process transports know the grant already
	}
	var hello rooms.Message = rooms.Join{Version: rooms.Version, Token: token}
	if resume != nil {
		hello = rooms.Resume{Version: rooms.Version, Token: token, Epoch: resume.Epoch, Offset: resume.Offset}
	}
	if err := c.transport.Send(ctx, hello); err != nil {
		return fmt.Errorf("enter room: %w", errors.Join(err, c.transport.Close()))
	}
	c.ctx, c.cancel = context.WithCancel(context.Background())
	c.work.Go(c.read)
	select {
	case m := <-c.first:
		if refused, ok := m.(rooms.Error); ok {
			return errors.Join(&refused, c.Close())
		}
		return nil
	case <-c.ended:
		return errors.Join(ErrClosed, c.Close())
	case <-ctx.Done():
		return errors.Join(ctx.Err(), c.Close())
	}
}

// Joined is the snapshot with which the client came in.
func (c *Client) Joined() rooms.Joined {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.joined
}

// Position is where a Resume would go on.
func (c *Client) Position() rooms.Resume {
	c.mu.Lock()
	defer c.mu.Unlock()
	return rooms.Resume{Epoch: c.joined.Epoch, Offset: c.offset}
}

// Ended is closed when nothing more comes from the room.
func (c *Client) Ended() <-chan struct{} { return c.ended }

// Closed is the room's last word, if it had one.
func (c *Client) Closed() (rooms.Closed, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed == nil {
		return rooms.Closed{}, false
	}
	return *c.closed, true
}

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

// Do sends a message and waits for its answer; a refusal is an *rooms.Error. The message is made with the ref it is given.
func (c *Client) Do(ctx context.Context, build func(rooms.Request) rooms.Message) (rooms.Message, error) {
	c.mu.Lock()
	c.refs++
	ref := strconv.Itoa(c.refs)
	answer := make(chan rooms.Message, 1)
	c.waiting[ref] = answer
	c.mu.Unlock()
	defer func() {
		c.mu.Lock()
		delete(c.waiting, ref)
		c.mu.Unlock()
	}()
	if err := c.transport.Send(ctx, build(rooms.Request{Ref: ref})); err != nil {
		return nil, fmt.Errorf("send: %w", err)
	}
	select {
	case m := <-answer:
		if refused, ok := m.(rooms.Error); ok {
			return nil, &refused
		}
		return m, nil
	case <-c.ended:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

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
		pc, err := c.api.NewPeerConnection(webrtc.Configuration{})
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
		return fmt.Errorf("offer: %w", errors.Join(err, pc.SetLocalDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeRollback})))
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

// read handles what the room sends until it sends no more.
func (c *Client) read() {
	defer close(c.ended)
	first := true
	for {
		m, err := c.transport.Receive(c.ctx)
		if err != nil {
			return
		}
		c.handle(m)
		if c.options.OnMessage != nil {
			c.options.OnMessage(m)
		}
		if first {
			first = false
			c.first <- m
		}
	}
}

func (c *Client) handle(m rooms.Message) {
	c.mu.Lock()
	switch m := m.(type) {
	case rooms.Joined:
		c.joined, c.offset = m, m.Offset
	case rooms.Resumed:
		c.joined.Epoch = m.Epoch
	case rooms.ParticipantJoined:
		c.offset = m.Offset
	case rooms.ParticipantChanged:
		c.offset = m.Offset
	case rooms.ParticipantLeft:
		c.offset = m.Offset
	case rooms.TrackAdded:
		c.offset = m.Offset
	case rooms.TrackChanged:
		c.offset = m.Offset
	case rooms.TrackRemoved:
		c.offset = m.Offset
	case rooms.Hands:
		c.offset = m.Offset
	case rooms.Chat:
		c.offset = m.Offset
	case rooms.Closed:
		c.closed = &m
	case rooms.OK:
		c.answer(m.Ref, m)
	case rooms.Answer:
		c.answer(m.Ref, m)
	case rooms.Error:
		c.answer(m.Ref, m)
	case rooms.Pong:
		c.answer(m.Ref, m)
	}
	c.mu.Unlock()
	switch m := m.(type) {
	case rooms.Offer:
		// A failed negotiation shows as media that do not come; the room offers again on restart.
		if err := c.accept(m); err != nil && c.ctx.Err() == nil {
			_ = c.transport.Send(c.ctx, rooms.Restart{PC: rooms.Subscribe})
		}
	case rooms.MediaLost:
		c.forget(m.PC)
	case rooms.Joined:
		// A new seat knows nothing of the old connections; they end before its first offer is read.
		if !m.Resumed {
			c.forget(rooms.Publish)
			c.forget(rooms.Subscribe)
		}
	}
}

func (c *Client) answer(ref string, m rooms.Message) {
	if waiting := c.waiting[ref]; waiting != nil {
		waiting <- m
		delete(c.waiting, ref)
	}
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
		if pc, err = c.api.NewPeerConnection(webrtc.Configuration{}); err != nil {
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

// forget closes a connection that the server gave up.
func (c *Client) forget(side rooms.Side) {
	c.mu.Lock()
	var pc *webrtc.PeerConnection
	if side == rooms.Publish {
		pc, c.publish = c.publish, nil
		clear(c.sections)
	} else {
		pc, c.subscribe = c.subscribe, nil
		c.answered = rooms.Answer{}
	}
	c.mu.Unlock()
	if pc != nil {
		// The other end is gone already.
		_ = pc.GracefulClose()
	}
}

// Drop breaks the signalling connection as a lost network would; the peer connections stay. Reconnect goes on from there.
func (c *Client) Drop() error {
	err := c.transport.Close()
	c.cancel()
	<-c.ended
	return err
}

// Reconnect resumes over a new transport after Drop. It reports whether the seat was still there.
func (c *Client) Reconnect(ctx context.Context, over Transport) (bool, error) {
	<-c.ended
	position := c.Position()
	c.mu.Lock()
	c.transport = over
	c.first, c.ended = make(chan rooms.Message, 1), make(chan struct{})
	c.joined.Resumed = true // unless a snapshot says otherwise
	c.mu.Unlock()
	if err := c.enter(ctx, &position); err != nil {
		return false, err
	}
	return c.Joined().Resumed, nil
}

// Leave gives the seat up and closes.
func (c *Client) Leave(ctx context.Context) error {
	err := c.transport.Send(ctx, rooms.Leave{})
	if err == nil {
		select {
		case <-c.ended:
		case <-ctx.Done():
			err = ctx.Err()
		}
	}
	return errors.Join(err, c.Close())
}

// Close breaks the connection and ends everything of the client.
func (c *Client) Close() error {
	c.mu.Lock()
	c.closing = true
	pcs := []*webrtc.PeerConnection{c.publish, c.subscribe}
	c.publish, c.subscribe = nil, nil
	c.mu.Unlock()
	err := c.transport.Close()
	c.cancel()
	<-c.ended
	for _, pc := range pcs {
		if pc != nil {
			err = errors.Join(err, pc.GracefulClose())
		}
	}
	c.work.Wait()
	return err
}

// drain reads the RTCP of a sender, without which its interceptors do nothing.
func drain(sender *webrtc.RTPSender) {
	for {
		if _, _, err := sender.ReadRTCP(); err != nil {
			return
		}
	}
}

const levelURI = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"

func newAPI(o Options) (*webrtc.API, error) {
	engine := &webrtc.MediaEngine{}
	if err := engine.RegisterDefaultCodecs(); err != nil {
		return nil, fmt.Errorf("register codecs: %w", err)
	}
	if err := engine.RegisterHeaderExtension(webrtc.RTPHeaderExtensionCapability{URI: levelURI}, webrtc.RTPCodecTypeAudio); err != nil {
		return nil, fmt.Errorf("register audio level: %w", err)
	}
	registry := &interceptor.Registry{}
	if err := errors.Join(webrtc.ConfigureNack(engine, registry), webrtc.ConfigureRTCPReports(registry)); err != nil {
		return nil, fmt.Errorf("configure feedback: %w", err)
	}
	settings := webrtc.SettingEngine{}
	loggers := logging.NewDefaultLoggerFactory()
	loggers.DefaultLogLevel = logging.LogLevelDisabled
	settings.LoggerFactory = loggers
	settings.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	settings.SetIncludeLoopbackCandidate(true)
	settings.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4})
	if o.TCP {
		settings.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeTCP4})
	}
	if o.Net != nil {
		settings.SetNet(o.Net)
	}
	if o.Loopback {
		settings.SetIPFilter(func(ip net.IP) bool { return ip.IsLoopback() })
	}
	return webrtc.NewAPI(
		webrtc.WithMediaEngine(engine), webrtc.WithInterceptorRegistry(registry), webrtc.WithSettingEngine(settings),
	), nil
}
