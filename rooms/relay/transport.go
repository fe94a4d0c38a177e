package relay

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"time"

	"github.com/pion/logging"
	"github.com/pion/turn/v5"
)

type (
	turnAllocation = turn.AllocateListenerConfig
	turnConn       = turn.AllocateConnConfig
)

// socket is the relayed end of one allocation. Whatever is not between the client and the engine, or is too much, is dropped here.
type socket struct {
	*net.UDPConn
	server  *Server
	in, out *bucket
}

// WriteTo implements net.PacketConn: from the client to the engine.
func (r *socket) WriteTo(b []byte, to net.Addr) (int, error) {
	udp, ok := to.(*net.UDPAddr)
	if !ok {
		return len(b), nil
	}
	at, ok := r.server.peers.inside[plain(udp.AddrPort())]
	if !ok || !r.out.take(len(b)) {
		return len(b), nil
	}
	return r.WriteToUDPAddrPort(b, at)
}

// ReadFrom implements net.PacketConn: from the engine to the client.
func (r *socket) ReadFrom(b []byte) (int, net.Addr, error) {
	for {
		n, from, err := r.ReadFromUDPAddrPort(b)
		if err != nil {
			return n, nil, err
		}
		told, ok := r.server.peers.outside[plain(from)]
		if ok && r.in.take(n) {
			return n, net.UDPAddrFromAddrPort(told), nil
		}
	}
}

// Close implements net.PacketConn.
func (r *socket) Close() error {
	r.server.mu.Lock()
	delete(r.server.relays, r)
	r.server.mu.Unlock()
	return r.UDPConn.Close()
}

// bucket lets so many bytes per second through, and for a key frame a second's worth at once.
type bucket struct {
	rate float64

	mu   sync.Mutex
	left float64
	last time.Time
}

func newBucket(rate int) *bucket {
	return &bucket{rate: float64(rate), left: float64(rate), last: time.Now()}
}

func (b *bucket) take(n int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	b.left = min(b.rate, b.left+now.Sub(b.last).Seconds()*b.rate)
	b.last = now
	if b.left < float64(n) {
		return false
	}
	b.left -= float64(n)
	return true
}

// gate counts the connections of a listener.
type gate struct {
	net.Listener
	server *Server
}

// Accept implements net.Listener.
func (g *gate) Accept() (net.Conn, error) {
	for {
		conn, err := g.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if l := g.server.enter(conn); l != nil {
			return l, nil
		}
		// One too many: it hears nothing, as from a full server.
		_ = conn.Close()
	}
}

func (s *Server) enter(conn net.Conn) *link {
	from, err := netip.ParseAddrPort(conn.RemoteAddr().String())
	if err != nil {
		return nil
	}
	l := &link{Conn: conn, server: s, from: from.Addr().Unmap()}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || len(s.links) >= s.config.Conns || s.per[l.from] >= s.config.ConnsPer {
		return nil
	}
	s.links[l] = struct{}{}
	s.per[l.from]++
	s.work.Add(1)
	return l
}

// link is one TCP or TLS connection of a client. One that says nothing for long, or takes nothing, is cut.
type link struct {
	net.Conn
	server *Server
	from   netip.Addr
	once   sync.Once
}

// writeTime is how long a client may take for one packet before the packets of others are worth more than its own.
const writeTime = 2 * time.Second

// Read implements net.Conn.
func (l *link) Read(b []byte) (int, error) {
	if err := l.Conn.SetReadDeadline(time.Now().Add(l.server.config.Silence)); err != nil {
		return 0, err
	}
	return l.Conn.Read(b)
}

// Write implements net.Conn.
func (l *link) Write(b []byte) (int, error) {
	if err := l.Conn.SetWriteDeadline(time.Now().Add(writeTime)); err != nil {
		return 0, err
	}
	n, err := l.Conn.Write(b)
	if err != nil {
		// Half a packet may be out; nothing after it could be understood.
		_ = l.Conn.Close()
	}
	return n, err
}

// SetDeadline implements net.Conn: deadlines are the link's own.
func (l *link) SetDeadline(time.Time) error { return nil }

// SetReadDeadline implements net.Conn.
func (l *link) SetReadDeadline(time.Time) error { return nil }

// SetWriteDeadline implements net.Conn.
func (l *link) SetWriteDeadline(time.Time) error { return nil }

// Close implements net.Conn.
func (l *link) Close() error {
	l.once.Do(func() {
		s := l.server
		s.mu.Lock()
		delete(s.links, l)
		if s.per[l.from]--; s.per[l.from] <= 0 {
			delete(s.per, l.from)
		}
		s.mu.Unlock()
		s.work.Done()
	})
	return l.Conn.Close()
}

// handshakeTime is how long a client may take to agree on TLS.
const handshakeTime = 10 * time.Second

// veil is a TLS listener. The handshake is the connection's own affair: crypto/tls's listener would leave one that fails open.
type veil struct {
	net.Listener
	config *tls.Config
}

// Accept implements net.Listener.
func (v *veil) Accept() (net.Conn, error) {
	conn, err := v.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &veiled{Conn: conn, secure: tls.Server(conn, v.config)}, nil
}

type veiled struct {
	net.Conn
	secure *tls.Conn
	shaken bool // of the one goroutine that reads
}

// Read implements net.Conn.
func (v *veiled) Read(b []byte) (int, error) {
	if !v.shaken {
		ctx, cancel := context.WithTimeout(context.Background(), handshakeTime)
		defer cancel()
		if err := v.secure.HandshakeContext(ctx); err != nil {
			return 0, err
		}
		v.shaken = true
	}
	return v.secure.Read(b)
}

// Write implements net.Conn.
func (v *veiled) Write(b []byte) (int, error) { return v.secure.Write(b) }

// widen asks the kernel for room for everybody's packets; it may give less.
func widen(conn net.PacketConn) {
	if c, ok := conn.(*net.UDPConn); ok {
		_ = c.SetReadBuffer(socketBuffer)
		_ = c.SetWriteBuffer(socketBuffer)
	}
}

const socketBuffer = 4 << 20

// loggers lets pion speak through slog, more quietly than it means: what strangers send is no error of ours.
type loggers struct{ to *slog.Logger }

// NewLogger implements logging.LoggerFactory.
func (l loggers) NewLogger(scope string) logging.LeveledLogger {
	return logger{l.to.With("scope", scope)}
}

type logger struct{ to *slog.Logger }

func (l logger) write(format string, args ...any) {
	if l.to.Enabled(context.Background(), slog.LevelDebug) {
		l.to.Debug("relay", "detail", fmt.Sprintf(format, args...))
	}
}

func (l logger) Trace(string)                      {}
func (l logger) Tracef(string, ...any)             {}
func (l logger) Debug(string)                      {}
func (l logger) Debugf(string, ...any)             {}
func (l logger) Info(string)                       {}
func (l logger) Infof(string, ...any)              {}
func (l logger) Warn(msg string)                   { l.write("%s", msg) }
func (l logger) Warnf(format string, args ...any)  { l.write(format, args...) }
func (l logger) Error(msg string)                  { l.write("%s", msg) }
func (l logger) Errorf(format string, args ...any) { l.write(format, args...) }
