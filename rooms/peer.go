package rooms

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Peer is one signalling connection on a seat. Its owner hands it what the client sends (Handle or Receive), watches Done, closes
// the transport then, and calls Detach when the transport is gone. All methods are safe for concurrent use.
type Peer struct {
	seat    *seat
	sink    Sink
	limiter *Limiter

	mu     sync.Mutex // a leaf: nothing is called while it is held
	queue  chan envelope
	ended  bool // no more messages are taken
	silent bool // what is queued is not worth sending any more
	reason Reason

	doneOnce sync.Once
	done     chan struct{}
	written  chan struct{}
	deadline *time.Timer
}

// flushTime is how long the last messages of an ended connection may take.
const flushTime = time.Second

// newPeer starts the writer of a connection; extra messages are about to be queued at once.
func newPeer(s *seat, sink Sink, extra int) *Peer {
	config := s.room.engine.config
	p := &Peer{
		seat: s, sink: sink, limiter: NewLimiter(config.Now),
		queue: make(chan envelope, config.QueueLength+extra),
		done:  make(chan struct{}), written: make(chan struct{}),
	}
	s.room.engine.work.Go(p.write)
	return p
}

// Participant is the id of whoever sits on the seat.
func (p *Peer) Participant() string { return p.seat.grant.Participant }

// Room is the room of the seat.
func (p *Peer) Room() *Room { return p.seat.room }

// Done is closed when the connection has ended and its last message was sent or given up: close the transport.
func (p *Peer) Done() <-chan struct{} { return p.done }

// Reason says why the connection ended; empty before Done and after Detach.
func (p *Peer) Reason() Reason {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.reason
}

// Wait returns when the sink will not be called any more. Close the transport before, so that a blocked Send returns.
func (p *Peer) Wait() { <-p.written }

// Detach says that the transport is gone. The seat waits for Config.Grace for a Resume, then it leaves.
func (p *Peer) Detach() {
	p.seat.room.detach(p)
	p.end("", nil, true)
}

// Leave gives the seat up.
func (p *Peer) Leave() { p.seat.room.leave(p.seat, p, ReasonLeft, "") }

// Handle takes one frame as it came from the client: it counts it against the limit, parses it and receives it. Whatever is wrong
// with it has been answered; the error is ErrEnded, and only when nothing more can be received.
func (p *Peer) Handle(ctx context.Context, frame []byte) error {
	if !p.limiter.Allow() {
		return p.refuse(refuse(CodeRate, "at most %d messages per second", MessageRate))
	}
	m, err := Parse(frame)
	if err != nil {
		var refused *Error
		if !errors.As(err, &refused) {
			refused = refuse(CodeMalformed, "not understood")
		}
		return p.refuse(refused)
	}
	if err := p.Receive(ctx, m); errors.Is(err, ErrEnded) {
		return err
	}
	return nil
}

func (p *Peer) refuse(err *Error) error {
	if !p.send(*err) {
		return ErrEnded
	}
	return nil
}

// Receive takes one message of the client. A refusal is an *Error that has been sent to the client as well; ErrEnded means that
// the connection is over.
func (p *Peer) Receive(ctx context.Context, m Message) error {
	p.mu.Lock()
	ended := p.ended
	p.mu.Unlock()
	if ended {
		return ErrEnded
	}
	ref := ""
	if r, ok := m.(interface{ reference() string }); ok {
		ref = r.reference()
	}
	answered, err := p.dispatch(ctx, m, ref)
	switch {
	case err == nil:
		if ref != "" && !answered {
			p.send(OK{Request{ref}})
		}
		return nil
	case errors.Is(err, ErrEnded):
		return ErrEnded
	}
	var refused *Error
	if !errors.As(err, &refused) {
		p.seat.room.log().Error("message not carried out", "kind", m.Kind(), "participant", p.Participant(), "error", err)
		refused = refuse(CodeInternal, "not carried out")
	}
	sent := *refused
	sent.Ref = ref
	if err := p.refuse(&sent); err != nil {
		return err
	}
	return refused
}

// dispatch carries a message out and says whether an answer of its own was sent.
func (p *Peer) dispatch(ctx context.Context, m Message, ref string) (answered bool, err error) {
	s, r := p.seat, p.seat.room
	switch m := m.(type) {
	case Ping:
		p.send(Pong{Request{ref}, r.engine.config.Now().UTC()})
		return true, nil
	case Offer:
		answer, err := s.publish.offer(ctx, m)
		if err != nil {
			return false, err
		}
		answer.Ref = ref
		p.send(answer)
		return true, nil
	case Answer:
		return false, s.subscribe.answer(m)
	case Candidate:
		if m.PC == Publish {
			return false, s.publish.candidate(m)
		}
		return false, s.subscribe.candidate(m)
	case Restart:
		s.subscribe.requestRestart()
		return false, nil
	case Mute:
		return false, r.mute(s, s.grant.Participant, m.Sources, true)
	case Unmute:
		return false, r.mute(s, s.grant.Participant, m.Sources, false)
	case Unpublish:
		return false, r.unpublish(s, m.Track)
	case RaiseHand:
		return false, r.raise(s, m.Language)
	case LowerHand:
		return false, r.lower(s, m.Participant)
	case CallHand:
		return false, r.moderated(s, func() error { return r.callHand(m.Participant) })
	case DismissHands:
		return false, r.moderated(s, func() error { r.dismissHands(s); return nil })
	case Move:
		return false, r.move(s, m)
	case Interpret:
		return false, r.interpret(s, m)
	case Handover:
		return false, r.handOver(s, m)
	case TakeOver:
		return false, r.takeOver(s, m)
	case SlowDown:
		return false, r.slowDown(s, m)
	case Listen:
		return false, r.listen(s, m)
	case Caption:
		return false, r.caption(ctx, s, m)
	case Ladder:
		return false, r.climb(s, m.Step)
	case Slide:
		return false, r.slide(s, m)
	case View:
		r.view(s, m)
		return false, nil
	case Measured:
		r.measure(s, m)
		return false, nil
	case Report:
		return false, r.report(s, m)
	case BanParticipant:
		return false, r.moderated(s, func() error { return r.ban(s, m) })
	case SlowMode:
		return false, r.moderated(s, func() error { return r.SetSlowMode(m.Seconds) })
	case RemoveMessage:
		return false, r.moderated(s, func() error { return r.RemoveMessage(m.ID) })
	case Say:
		return false, r.say(ctx, s, m)
	case MuteParticipant:
		return false, r.moderated(s, func() error { return r.mute(s, m.Participant, m.Sources, true) })
	case RemoveParticipant:
		return false, r.moderated(s, func() error { return r.remove(m.Participant, m.Reason) })
	case SetPermissions:
		return false, r.moderated(s, func() error { return r.permit(m) })
	case CloseRoom:
		return false, r.moderated(s, func() error { r.Close(m.Reason); return nil })
	case Leave:
		p.Leave()
		return true, nil
	default:
		return false, refuse(CodeOrder, "%s is not expected here", m.Kind())
	}
}

// envelope is a message on its way; frame is shared by all who are sent the same one, nil: nobody else is.
type envelope struct {
	message Message
	frame   *encoded
}

// encoded is the JSON form of a message, made once for everybody who is sent it.
type encoded struct {
	once sync.Once
	data []byte
	err  error
}

func (f *encoded) encode(m Message) ([]byte, error) {
	f.once.Do(func() { f.data, f.err = Encode(m) })
	return f.data, f.err
}

// send queues a message for this connection alone, see post.
func (p *Peer) send(m Message) bool { return p.post(m, nil) }

// post queues a message. A queue that is full ends the connection, not the sender: false means it has ended.
func (p *Peer) post(m Message, shared *encoded) bool {
	p.mu.Lock()
	if p.ended {
		p.mu.Unlock()
		return false
	}
	select {
	case p.queue <- envelope{m, shared}:
		p.mu.Unlock()
		return true
	default:
	}
	p.mu.Unlock()
	p.end(ReasonSlow, nil, true)
	// The room may be locked by the caller; the clock notices the ended connection and detaches it.
	return false
}

// end takes no more messages. silently drops what is queued, otherwise last is sent after it.
func (p *Peer) end(reason Reason, last Message, silently bool) {
	p.mu.Lock()
	if p.ended {
		p.mu.Unlock()
		return
	}
	p.ended, p.reason, p.silent = true, reason, silently
	if last != nil && !silently {
		select {
		case p.queue <- envelope{last, nil}:
		default:
			p.silent = true
		}
	}
	close(p.queue)
	if !p.silent {
		p.deadline = time.AfterFunc(flushTime, p.finish)
	}
	silent := p.silent
	p.mu.Unlock()
	if silent {
		p.finish()
	}
}

// deliver hands the message to a sink, encoded if it takes that and others need the same.
func (e envelope) deliver(to Sink) error {
	frames, ok := to.(FrameSink)
	if !ok || e.frame == nil {
		return to.Send(e.message)
	}
	data, err := e.frame.encode(e.message)
	if err != nil {
		return err
	}
	return frames.SendFrame(data)
}

func (p *Peer) over() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.ended
}

func (p *Peer) finish() { p.doneOnce.Do(func() { close(p.done) }) }

// write is the only caller of the sink.
func (p *Peer) write() {
	defer close(p.written)
	defer p.finish()
	for m := range p.queue {
		p.mu.Lock()
		silent := p.silent
		p.mu.Unlock()
		if silent {
			continue
		}
		if err := m.deliver(p.sink); err != nil {
			p.Detach()
		}
	}
	p.mu.Lock()
	deadline := p.deadline
	p.mu.Unlock()
	if deadline != nil {
		deadline.Stop()
	}
}
