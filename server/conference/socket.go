package conference

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	fast "github.com/fasthttp/websocket"
	"github.com/gofiber/contrib/websocket"
	"github.com/gofiber/fiber/v2"

	"fairground/rooms"
	"fairground/server/problem"
)

// The library below pools what a socket is made of: its Conn, its write buffer and the connection that fasthttp hijacked. Whoever
// still writes after the handler has returned writes into the next user's socket. Its Close does nothing, since fasthttp closes the
// connection itself after the handler, so a blocked write can only be ended at the connection below. This file is the one place
// that knows; everything else sees a socket.

const (
	readLimit   = rooms.MaxMessage       // bytes of one message of the client
	closeTime   = 500 * time.Millisecond // for the close frame and for what the client still sends
	lingerBytes = 2 << 20                // of that are read and thrown away
)

// socket is one WebSocket for the time of its handler. Send may be called from any goroutine until the handler returns.
type socket struct {
	conn  *fast.Conn
	under net.Conn // the connection that can really be closed
	write time.Duration

	sending sync.Mutex
	over    atomic.Bool
	parting atomic.Bool // the close frame is out: the client gets closeTime to answer
}

var errSocketOver = errors.New("the socket is over")

func newSocket(c *fast.Conn, write time.Duration) *socket {
	under := c.NetConn()
	if hijacked, ok := under.(interface{ UnsafeConn() net.Conn }); ok {
		under = hijacked.UnsafeConn()
	}
	c.SetReadLimit(readLimit)
	return &socket{conn: c, under: under, write: write}
}

// Send implements rooms.Sink. It blocks at most for the write timeout and fails for good once the socket is over.
func (s *socket) Send(m rooms.Message) error {
	frame, err := rooms.Encode(m)
	if err != nil {
		return err
	}
	return s.SendFrame(frame)
}

// SendFrame implements rooms.FrameSink: what everybody in a room is told is encoded once.
func (s *socket) SendFrame(frame []byte) error {
	s.sending.Lock()
	defer s.sending.Unlock()
	if s.over.Load() {
		return errSocketOver
	}
	if err := s.conn.SetWriteDeadline(time.Now().Add(s.write)); err != nil {
		return err
	}
	if err := s.conn.WriteMessage(fast.TextMessage, frame); err != nil {
		s.cut() // half a frame may be out: nothing more can be said
		return err
	}
	return nil
}

// ping asks the client to answer.
func (s *socket) ping() error {
	if s.over.Load() {
		return errSocketOver
	}
	return s.conn.WriteControl(fast.PingMessage, nil, time.Now().Add(s.write))
}

// alive lets the client be silent for so long from now on.
func (s *socket) alive(silent time.Duration) error {
	if err := s.conn.SetReadDeadline(time.Now().Add(silent)); err != nil {
		return err
	}
	if s.parting.Load() { // perhaps since a moment ago, and then the long deadline has replaced the short one
		return s.conn.SetReadDeadline(time.Now().Add(closeTime))
	}
	return nil
}

// part says goodbye with a code of RFC 6455 section 7.4. It does not wait for the answer, but from now on the reader does not wait
// long for anything either.
func (s *socket) part(code int, words string) {
	if s.over.Load() {
		return
	}
	// A client that does not read cannot be told; the error is its own doing.
	_ = s.conn.WriteControl(fast.CloseMessage, fast.FormatCloseMessage(code, words), time.Now().Add(closeTime))
	s.parting.Store(true)
	_ = s.under.SetReadDeadline(time.Now().Add(closeTime))
}

// linger reads what the client still sends, briefly: to close a connection with unread data would take the close frame back.
func (s *socket) linger() {
	if s.over.Load() {
		return
	}
	if s.under.SetReadDeadline(time.Now().Add(closeTime)) == nil {
		_, _ = io.CopyN(io.Discard, s.conn.NetConn(), lingerBytes)
	}
}

// cut ends the socket at once: whoever reads or writes on it gets an error.
func (s *socket) cut() {
	if s.over.CompareAndSwap(false, true) {
		_ = s.under.Close() // fasthttp closes it once more
	}
}

// sockets counts the sockets that are open, so that a drain can wait for them.
type sockets struct {
	limit int

	mu     sync.Mutex
	closed bool
	open   map[*socket]struct{}
	gone   chan struct{} // closed when the last one has left a closed set
}

func newSockets(limit int) *sockets {
	return &sockets{limit: limit, open: map[*socket]struct{}{}, gone: make(chan struct{})}
}

// enter counts a socket in; false if no more are taken.
func (s *sockets) enter(k *socket) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || len(s.open) >= s.limit {
		return false
	}
	s.open[k] = struct{}{}
	return true
}

func (s *sockets) leave(k *socket) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, k)
	if s.closed && len(s.open) == 0 {
		s.end()
	}
}

// end is called with the lock held.
func (s *sockets) end() {
	select {
	case <-s.gone:
	default:
		close(s.gone)
	}
}

// refuse takes no more sockets.
func (s *sockets) refuse() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	if len(s.open) == 0 {
		s.end()
	}
}

// refusing reports whether sockets are refused because the service ends.
func (s *sockets) refusing() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.closed
}

func (s *sockets) full() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.open) >= s.limit
}

// count is how many sockets are open.
func (s *sockets) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.open)
}

// drain says goodbye to every socket that is left, and waits for their handlers; when ctx ends first it cuts them and still waits.
func (s *sockets) drain(ctx context.Context) error {
	s.each(func(k *socket) { k.part(fast.CloseGoingAway, "shutdown") })
	select {
	case <-s.gone:
		return nil
	case <-ctx.Done():
	}
	s.each((*socket).cut)
	<-s.gone
	return ctx.Err()
}

func (s *sockets) each(do func(*socket)) {
	s.mu.Lock()
	list := make([]*socket, 0, len(s.open))
	for k := range s.open {
		list = append(list, k)
	}
	s.mu.Unlock()
	var all sync.WaitGroup
	for _, k := range list {
		all.Go(func() { do(k) })
	}
	all.Wait()
}

const ticketKey = "conference.ticket"

// upgrade is the one wrapper around the library. claim decides before the upgrade whether the request may have a socket; serve has
// the socket for as long as it runs, and must have joined everything that uses it when it returns. A panic of serve ends its socket
// and nothing else: the recover of the HTTP edge does not reach here.
func upgrade[T any](open *sockets, write time.Duration, log *slog.Logger, claim func(*fiber.Ctx) (T, error), serve func(*socket, T)) fiber.Handler {
	shake := websocket.New(func(c *websocket.Conn) {
		s := newSocket(c.Conn, write)
		// Runs last, also after a panic: whatever still held the socket is cut off before it goes back to the pools.
		defer s.cut()
		claimed, ok := c.Locals(ticketKey).(T)
		if !ok {
			return
		}
		if !open.enter(s) {
			code := fast.CloseTryAgainLater
			if open.refusing() {
				code = fast.CloseGoingAway
			}
			s.part(code, "no more sockets")
			return
		}
		defer open.leave(s)
		serve(s, claimed)
	}, websocket.Config{
		Origins:        []string{"*"}, // checked by claim, before the ticket is spent
		ReadBufferSize: 1 << 10, WriteBufferSize: 1 << 10,
		RecoverHandler: func(*websocket.Conn) {
			if r := recover(); r != nil {
				log.Error("socket panicked", "panic", r, "stack", string(debug.Stack()))
			}
		},
	})
	return func(c *fiber.Ctx) error {
		if !websocket.IsWebSocketUpgrade(c) || c.Get("Sec-WebSocket-Key") == "" || strings.TrimSpace(c.Get("Sec-WebSocket-Version")) != "13" {
			c.Set(fiber.HeaderUpgrade, "websocket")
			c.Set("Sec-WebSocket-Version", "13")
			return fiber.ErrUpgradeRequired
		}
		if open.refusing() {
			return unavailable()
		}
		if open.full() {
			return problem.New(problem.Unavailable, "too_many_sockets", "this server takes no more connections at the moment")
		}
		claimed, err := claim(c)
		if err != nil {
			return err
		}
		c.Locals(ticketKey, claimed)
		return shake(c)
	}
}
