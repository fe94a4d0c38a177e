package conference

import (
	"context"
	"errors"
	"time"
	"unicode/utf8"

	fast "github.com/fasthttp/websocket"

	"fairground/rooms"
	"fairground/server/actor"
	"fairground/server/problem"
)

const (
	firstWithin   = 10 * time.Second // for the first message of a socket
	messageWithin = 10 * time.Second // for carrying out one message
)

// conversation is one socket with a seat in a room.
type conversation struct {
	service *Service
	socket  *socket
	ticket  ticket
	room    Room
	limiter *rooms.Limiter
	strikes int
	forgave time.Time
}

// converse serves a socket until it ends. Everything that uses the socket has ended when it returns.
func (s *Service) converse(k *socket, t ticket) {
	ctx, cancel := context.WithCancel(inExhibition(actor.With(context.Background(), t.actor), t.exhibition))
	defer cancel()
	c := &conversation{service: s, socket: k, ticket: t, limiter: rooms.NewLimiter(s.now), forgave: s.now()}
	if code, words := c.run(ctx); code != 0 {
		k.part(code, words)
		k.linger()
	}
}

// run returns the code of RFC 6455 with which to part, 0 if the socket is over already.
func (c *conversation) run(ctx context.Context) (int, string) {
	s, k := c.service, c.socket
	if err := k.alive(min(firstWithin, s.config.DeadAfter)); err != nil {
		return 0, ""
	}
	alive := func() error { return k.alive(s.config.DeadAfter) }
	k.conn.SetPongHandler(func(string) error {
		if !c.limiter.Allow() {
			return errTooFast
		}
		return alive()
	})
	k.conn.SetPingHandler(func(data string) error {
		if !c.limiter.Allow() {
			return errTooFast
		}
		// A pong that cannot be sent now is no reason to end.
		_ = k.conn.WriteControl(fast.PongMessage, []byte(data), time.Now().Add(closeTime))
		return alive()
	})
	peer, code, words := c.enter(ctx)
	if peer == nil {
		return code, words
	}
	// In this order whatever happens: the room is told, the transport is cut so that a blocked write returns, the room's writer and
	// the keeper are joined. Only then may the socket go back to its pool.
	stop, kept := make(chan struct{}), make(chan struct{})
	defer func() {
		peer.Detach()
		close(stop)
		k.cut()
		<-kept
		peer.Wait()
		s.presence.measured(c.room.ID, s.now(), peer.Stats())
	}()
	go func() {
		defer close(kept)
		c.keep(peer, stop)
	}()
	for {
		if err := alive(); err != nil {
			return 0, ""
		}
		frame, code, words := c.read()
		if code != 0 {
			c.goodbye(code, words)
			return 0, ""
		}
		if frame == nil {
			return 0, ""
		}
		if err := c.take(ctx, peer, frame); err != nil {
			if errors.Is(err, errStruck) {
				c.goodbye(fast.ClosePolicyViolation, "too many refused messages")
			}
			if errors.Is(err, rooms.ErrEnded) {
				<-kept // the keeper says goodbye for the room
				k.linger()
			}
			return 0, ""
		}
	}
}

// goodbye parts and lingers while the room's writer may still hold the socket.
func (c *conversation) goodbye(code int, words string) {
	c.socket.part(code, words)
	c.socket.linger()
}

var (
	errTooFast = errors.New("control frames come too fast")
	errStruck  = errors.New("too many refused messages")
)

// read gives one text frame; a code to part with; or neither when the connection is gone.
func (c *conversation) read() (frame []byte, code int, words string) {
	kind, frame, err := c.socket.conn.ReadMessage()
	switch {
	case err == nil && kind == fast.TextMessage:
		return frame, 0, ""
	case err == nil:
		return nil, fast.CloseUnsupportedData, "messages are text"
	case errors.Is(err, fast.ErrReadLimit):
		return nil, fast.CloseMessageTooBig, "message too large"
	case errors.Is(err, errTooFast):
		return nil, fast.ClosePolicyViolation, "too many control frames"
	}
	return nil, 0, ""
}

// enter takes the first message and the seat. Without a peer the code says how to part.
func (c *conversation) enter(ctx context.Context) (*rooms.Peer, int, string) {
	s := c.service
	frame, code, words := c.read()
	if frame == nil {
		return nil, code, words
	}
	refuse := func(err error) (*rooms.Peer, int, string) {
		var refused *rooms.Error
		if !errors.As(err, &refused) {
			s.log.Error("socket not entered", "room", c.ticket.room, "err", err)
			refused = &rooms.Error{Code: rooms.CodeUnavailable, Detail: "the room cannot be entered now"}
		}
		if c.socket.Send(*refused) != nil {
			return nil, 0, ""
		}
		return nil, fast.ClosePolicyViolation, string(refused.Code)
	}
	first, err := rooms.Parse(frame)
	if err != nil {
		return refuse(err)
	}
	within, cancel := context.WithTimeout(ctx, messageWithin)
	defer cancel()
	peer, err := s.enter(within, c, first)
	if err != nil {
		return refuse(err)
	}
	return peer, 0, ""
}

// enter seats the holder of a ticket. The rules are asked again, for a minute may have passed since the ticket was given; and the
// door once more afterwards, because who was denied in between was not there to be removed.
func (s *Service) enter(ctx context.Context, c *conversation, first rooms.Message) (*rooms.Peer, error) {
	r, err := s.room(ctx, c.ticket.room)
	if err != nil {
		return nil, err
	}
	c.room = r.bare()
	if err := s.still(r, c.ticket.actor); err != nil {
		return nil, err
	}
	a := c.ticket.actor
	s.presence.expect(r.ID, a.Person, person{exhibition: r.Exhibition, name: a.Name, org: a.Org, orgName: a.OrgName, since: s.now()})
	peer, err := s.seat(ctx, c, first)
	if err != nil {
		return nil, err
	}
	s.clock.follow(r)
	door, _, err := s.store.door(ctx, r.ID)
	if err == nil {
		r.refresh(door)
		err = s.still(r, a)
	}
	if err != nil {
		// The room says so itself, and the socket ends as after every removal.
		_ = peer.Room().Remove(a.Person, "the room does not let you in any more")
	}
	return peer, nil
}

// still says whether somebody with a ticket may come in now.
func (s *Service) still(r Room, a actor.Actor) error {
	standing := r.Standing(a)
	err := r.Enter(standing, s.now())
	if err == nil && standing.Join {
		return nil
	}
	return &rooms.Error{Code: rooms.CodeForbidden, Detail: "the room does not let you in any more"}
}

// seat enters the engine; where seats are counted, counting and sitting down is one act.
func (s *Service) seat(ctx context.Context, c *conversation, first rooms.Message) (*rooms.Peer, error) {
	verifier := onlyHolder{tokens: s.tokens, ticket: c.ticket}
	if !c.room.capped() {
		return s.engine.Enter(ctx, verifier, first, c.socket)
	}
	s.entering.Lock()
	defer s.entering.Unlock()
	if live, ok := s.engine.Lookup(c.room.ID); ok {
		if err := hasSeat(live, c.room, c.ticket.actor.Person, c.ticket.extra); err != nil {
			return nil, &rooms.Error{Code: rooms.CodeFull, Detail: "all seats are taken"}
		}
	}
	return s.engine.Enter(ctx, verifier, first, c.socket)
}

// keep pings the client and closes the transport when the room has ended the connection.
func (c *conversation) keep(peer *rooms.Peer, stop <-chan struct{}) {
	ticker := time.NewTicker(c.service.config.PingEvery)
	defer ticker.Stop()
	for {
		select {
		case <-stop:
			return
		case <-ticker.C:
			// A client that does not take the ping is found dead by its silence.
			_ = c.socket.ping()
		case <-peer.Done():
			c.part(peer.Reason())
			return
		}
	}
}

// part ends the transport of a connection that the room has ended.
func (c *conversation) part(reason rooms.Reason) {
	switch reason {
	case rooms.ReasonSlow, "": // a stalled client hears nothing; a failed write has ended the socket
		c.socket.cut()
		return
	case rooms.ReasonShutdown:
		c.socket.part(fast.CloseGoingAway, string(reason))
	case rooms.ReasonLeft, rooms.ReasonVanished, rooms.ReasonReplaced, rooms.ReasonRemoved, rooms.ReasonClosed:
		c.socket.part(fast.CloseNormalClosure, string(reason))
	}
}

// take carries out one frame. An error ends the socket.
func (c *conversation) take(ctx context.Context, peer *rooms.Peer, frame []byte) error {
	if !c.limiter.Allow() {
		return c.refuse(&rooms.Error{Code: rooms.CodeRate, Detail: "messages come too fast"})
	}
	m, err := rooms.Parse(frame)
	if err != nil {
		var refused *rooms.Error
		if !errors.As(err, &refused) {
			refused = &rooms.Error{Code: rooms.CodeMalformed, Detail: "not understood"}
		}
		return c.refuse(refused)
	}
	if m, ok := m.(rooms.Measured); ok {
		c.service.presence.reported(c.room.ID, c.ticket.actor.Person, c.service.now(), toldBy(m))
	}
	within, cancel := context.WithTimeout(ctx, messageWithin)
	defer cancel()
	if say, ok := m.(rooms.Say); ok && utf8.RuneCountInString(say.Text) > maxText {
		return c.refuse(&rooms.Error{Request: say.Request, Code: rooms.CodeInvalidValue, Detail: "text has at most 2000 characters"})
	}
	if over, acts := moderates(m); acts {
		if refused := c.witness(within, peer, m, over); refused != nil {
			return c.refuse(refused)
		}
	}
	if err := peer.Receive(within, m); errors.Is(err, rooms.ErrEnded) {
		return err
	}
	return nil
}

// witness refuses an act of moderation that will not be carried out, and writes down one that will.
func (c *conversation) witness(ctx context.Context, peer *rooms.Peer, m rooms.Message, over string) *rooms.Error {
	ref := reference(m)
	_, reports := m.(rooms.Report)
	if !c.ticket.grant.Moderate && !reports {
		return &rooms.Error{Request: ref, Code: rooms.CodeForbidden, Detail: "only a moderator may do this"}
	}
	if over != "" && !c.service.inRoom(peer.Room().ID(), over) {
		return &rooms.Error{Request: ref, Code: rooms.CodeNotFound, Detail: "nobody of that id is in the room"}
	}
	if err := c.service.witness(ctx, c.room, m); err != nil {
		code := rooms.CodeUnavailable
		switch {
		case problem.Is(err, problem.Invalid):
			code = rooms.CodeInvalidValue
		case problem.Is(err, problem.NotFound):
			code = rooms.CodeNotFound
		case problem.Is(err, problem.TooMany):
			code = rooms.CodeRate
		default:
			c.service.log.Error("act of moderation not recorded and not done", "room", c.room.ID, "kind", m.Kind(), "err", err)
		}
		return &rooms.Error{Request: ref, Code: code, Detail: "the act could not be recorded"}
	}
	return nil
}

// reference is what the client put into an act to know its answer by.
func reference(m rooms.Message) rooms.Request {
	switch m := m.(type) {
	case rooms.MuteParticipant:
		return m.Request
	case rooms.RemoveParticipant:
		return m.Request
	case rooms.SetPermissions:
		return m.Request
	case rooms.CloseRoom:
		return m.Request
	case rooms.BanParticipant:
		return m.Request
	case rooms.SlowMode:
		return m.Request
	case rooms.CallHand:
		return m.Request
	case rooms.Move:
		return m.Request
	case rooms.RemoveMessage:
		return m.Request
	case rooms.Report:
		return m.Request
	}
	return rooms.Request{}
}

// refuse answers what cannot be carried out and counts it: after Config.Strikes refusals the socket ends. One is forgiven per
// second, so that a clumsy client lives and a hostile one does not.
func (c *conversation) refuse(err *rooms.Error) error {
	now := c.service.now()
	if forgiven := int(now.Sub(c.forgave) / time.Second); forgiven > 0 {
		c.strikes = max(0, c.strikes-forgiven)
		c.forgave = now
	}
	if c.strikes++; c.strikes > c.service.config.Strikes {
		return errStruck
	}
	if sent := c.socket.Send(*err); sent != nil {
		return sent
	}
	return nil
}
