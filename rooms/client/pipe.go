package client

import (
	"context"
	"errors"
	"io"
	"sync"

	"fairground/rooms"
)

// Transport carries signalling messages to a room and back. Receive returns io.EOF when nothing more can come.
type Transport interface {
	Send(ctx context.Context, m rooms.Message) error
	Receive(ctx context.Context) (rooms.Message, error)
	Close() error
}

// Pipe is a Transport within the process. Messages go through their JSON form, so it shows what a WebSocket would.
type Pipe struct {
	engine   *rooms.Engine
	verifier rooms.Verifier
	inbox    chan rooms.Message
	closed   chan struct{}
	once     sync.Once

	mu   sync.Mutex
	peer *rooms.Peer
}

// NewPipe connects to an engine; the first message sent decides the room.
func NewPipe(engine *rooms.Engine, verifier rooms.Verifier) *Pipe {
	return &Pipe{engine: engine, verifier: verifier, inbox: make(chan rooms.Message, 64), closed: make(chan struct{})}
}

// ByGrant is a Verifier for participants of the program itself: whatever the token says, the grant is this one.
type ByGrant rooms.Grant

// Verify implements rooms.Verifier.
func (g ByGrant) Verify(string) (rooms.Grant, error) { return rooms.Grant(g), nil }

// Peer is the connection at the room's end, nil before the first message was accepted.
func (p *Pipe) Peer() *rooms.Peer {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.peer
}

// Send implements Transport. The refusal of the first message is returned.
func (p *Pipe) Send(ctx context.Context, m rooms.Message) error {
	frame, err := rooms.Encode(m)
	if err != nil {
		return err
	}
	if peer := p.Peer(); peer != nil {
		return peer.Handle(ctx, frame)
	}
	first, err := rooms.Parse(frame)
	if err != nil {
		return err
	}
	peer, err := p.engine.Enter(ctx, p.verifier, first, sink{p})
	if err != nil {
		return err
	}
	p.mu.Lock()
	p.peer = peer
	p.mu.Unlock()
	return nil
}

// Receive implements Transport.
func (p *Pipe) Receive(ctx context.Context) (rooms.Message, error) {
	var done <-chan struct{}
	if peer := p.Peer(); peer != nil {
		done = peer.Done()
	}
	select {
	case m := <-p.inbox:
		return m, nil
	default:
	}
	select {
	case m := <-p.inbox:
		return m, nil
	case <-done:
		select {
		case m := <-p.inbox:
			return m, nil
		default:
			return nil, io.EOF
		}
	case <-p.closed:
		return nil, io.EOF
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Close breaks the connection as a lost network would: the seat stays for its grace.
func (p *Pipe) Close() error {
	p.once.Do(func() { close(p.closed) })
	if peer := p.Peer(); peer != nil {
		peer.Detach()
		peer.Wait()
	}
	return nil
}

// sink is the end that the room writes to; apart from Pipe, because Send means the other direction there.
type sink struct{ p *Pipe }

// Send implements rooms.Sink.
func (s sink) Send(m rooms.Message) error {
	frame, err := rooms.Encode(m)
	if err != nil {
		return err
	}
	return s.SendFrame(frame)
}

// SendFrame implements rooms.FrameSink.
func (s sink) SendFrame(frame []byte) error {
	m, err := rooms.ParseServer(frame)
	if err != nil {
		return err
	}
	select {
	case s.p.inbox <- m:
		return nil
	case <-s.p.closed:
		return errors.New("pipe closed")
	}
}
