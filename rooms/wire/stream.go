package wire

import (
	"encoding/binary"
	"errors"
	"net"
	"net/netip"
	"sync"
)

// maxQueued is how many bytes wait for one TCP connection before packets are dropped: a stalled receiver stops nobody else.
const maxQueued = 1 << 20

// Listener is a TCP listener whose connections can be found by the other end's address. Writing to them does not block.
type Listener struct {
	inner net.Listener
	work  sync.WaitGroup

	mu      sync.Mutex
	closed  bool
	streams map[netip.AddrPort]*Stream
}

// NewListener wraps a TCP listener.
func NewListener(inner net.Listener) *Listener {
	return &Listener{inner: inner, streams: make(map[netip.AddrPort]*Stream)}
}

// Accept implements net.Listener.
func (l *Listener) Accept() (net.Conn, error) {
	conn, err := l.inner.Accept()
	if err != nil {
		return nil, err
	}
	s := &Stream{Conn: conn, listener: l, wake: make(chan struct{}, 1), done: make(chan struct{})}
	if tcp, ok := conn.RemoteAddr().(*net.TCPAddr); ok {
		s.remote = netip.AddrPortFrom(tcp.AddrPort().Addr().Unmap(), tcp.AddrPort().Port())
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return nil, errors.Join(net.ErrClosed, conn.Close())
	}
	l.streams[s.remote] = s
	l.work.Go(s.run)
	return s, nil
}

// Find is the open connection of a remote address, nil if there is none.
func (l *Listener) Find(remote netip.AddrPort) *Stream {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.streams[remote]
}

// Addr implements net.Listener.
func (l *Listener) Addr() net.Addr { return l.inner.Addr() }

// Close implements net.Listener. It closes all connections as well and waits for their writers.
func (l *Listener) Close() error {
	err := l.inner.Close()
	l.mu.Lock()
	l.closed = true
	open := make([]*Stream, 0, len(l.streams))
	for _, s := range l.streams {
		open = append(open, s)
	}
	l.mu.Unlock()
	for _, s := range open {
		// It may have been closed already by its other end.
		_ = s.Close()
	}
	l.work.Wait()
	return err
}

// Stream is an accepted connection.
type Stream struct {
	net.Conn
	listener *Listener
	remote   netip.AddrPort
	wake     chan struct{}
	done     chan struct{}
	once     sync.Once

	mu    sync.Mutex
	queue []byte
}

// Write queues bytes that belong together, or drops them if too much is waiting already.
func (s *Stream) Write(b []byte) (int, error) { return s.put(nil, b) }

// Packet queues one packet with the length in front (RFC 4571 section 2), or drops it if too much is waiting already.
func (s *Stream) Packet(b []byte) error {
	if len(b) > 0xffff {
		return errors.New("frame packet: it is too long")
	}
	var length [2]byte
	binary.BigEndian.PutUint16(length[:], uint16(len(b))) //nolint:gosec // bounded above
	_, err := s.put(length[:], b)
	return err
}

func (s *Stream) put(head, b []byte) (int, error) {
	select {
	case <-s.done:
		return 0, net.ErrClosed
	default:
	}
	s.mu.Lock()
	if len(s.queue)+len(head)+len(b) <= maxQueued {
		s.queue = append(append(s.queue, head...), b...)
	}
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default:
	}
	return len(b), nil
}

// run writes what is queued until the connection is closed.
func (s *Stream) run() {
	var spare []byte
	for {
		select {
		case <-s.done:
			return
		case <-s.wake:
		}
		s.mu.Lock()
		out := s.queue
		s.queue = spare[:0]
		s.mu.Unlock()
		if len(out) > 0 {
			if _, err := s.Conn.Write(out); err != nil {
				return // the reader sees it as well and closes
			}
		}
		if spare = out; cap(spare) > 64<<10 {
			spare = nil
		}
	}
}

// Close implements net.Conn.
func (s *Stream) Close() error {
	s.once.Do(func() {
		close(s.done)
		s.listener.mu.Lock()
		if s.listener.streams[s.remote] == s {
			delete(s.listener.streams, s.remote)
		}
		s.listener.mu.Unlock()
	})
	return s.Conn.Close()
}
