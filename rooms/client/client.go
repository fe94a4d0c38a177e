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
	// ICEServers are STUN and TURN servers; Relay lets media go through them only, and Dial opens their TCP and TLS connections.
	ICEServers []rooms.ICEServer
	Relay      bool
	Dial       func(network, address string) (net.Conn, error)
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
	// Above are further encodings of the same, from low to high; each, Local too, then has a RID.
	Above []webrtc.TrackLocal
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
	place     string
	channels  []rooms.Channel
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
		c.place, c.channels = m.Self.Place, m.Channels
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
	case rooms.Announced:
		c.offset = m.Offset
	case rooms.Breakouts:
		c.offset = m.Offset
	case rooms.Channels:
		c.offset = m.Offset
		c.channels = m.Channels
	case rooms.MessageRemoved:
		c.offset = m.Offset
	case rooms.RecordingChanged:
		c.offset = m.Offset
	case rooms.SlowMode:
		c.offset = m.Offset
	case rooms.Skipped:
		c.offset = max(m.Offset, m.Through)
	case rooms.Arrived:
		c.place = m.Place
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
