// Package relay is a TURN server (RFC 8656) for those whose network lets no media through to the engine: over UDP, over TCP, and over
// TLS, which looks like any other encrypted connection and passes where only the web does.
//
// It is no general relay. A client may send to the media addresses of the engine that it was made for and to nothing else, so that
// nobody reaches a third party, the machine itself or a private network through it. It knows addresses, credentials and allocations;
// it does not know rooms, participants or what is inside a packet.
package relay

import (
	"cmp"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"time"

	"github.com/pion/turn/v5"
)

// Peer is one address of the media engine.
type Peer struct {
	Told netip.AddrPort // as clients are told; what they ask the relay to send to
	At   netip.AddrPort // where packets are sent, where that differs: the inside of a 1:1 NAT. The zero value: the same
}

// Config is what a Server needs.
type Config struct {
	// UDP, TCP and TLS are host:port to listen at; "" leaves one out. At least one is needed.
	UDP, TCP, TLS string
	// Certificate answers the TLS listener's clients; it is needed if TLS is. It is asked for each handshake, so that it can be renewed.
	Certificate func(*tls.ClientHelloInfo) (*tls.Certificate, error)
	// Host is the name or address by which clients reach the server. "" takes the listeners' own address.
	Host string
	// Peers are the media addresses that may be reached, and the only ones.
	Peers []Peer
	// Secret makes and checks credentials; all nodes of an installation share it. nil draws one that lives as long as the server.
	Secret []byte

	Life      time.Duration // of a credential; 10 min if 0
	PerUser   int           // allocations of one user at once; 8 if 0
	Total     int           // allocations at once; 2,000 if 0
	Conns     int           // TCP and TLS connections at once; 4,000 if 0
	ConnsPer  int           // TCP and TLS connections of one address at once; 64 if 0
	Bandwidth int           // bytes per second and direction of one allocation; 1,500,000 if 0
	Silence   time.Duration // after which a TCP or TLS connection is cut; 90 s if 0

	Logger *slog.Logger     // nil discards
	Now    func() time.Time // nil is the real clock
}

func (c Config) withDefaults() (Config, error) {
	c.Life = cmp.Or(c.Life, 10*time.Minute)
	c.PerUser = cmp.Or(c.PerUser, 8)
	c.Total = cmp.Or(c.Total, 2000)
	c.Conns = cmp.Or(c.Conns, 4000)
	c.ConnsPer = cmp.Or(c.ConnsPer, 64)
	c.Bandwidth = cmp.Or(c.Bandwidth, 1_500_000)
	c.Silence = cmp.Or(c.Silence, 90*time.Second)
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if len(c.Secret) == 0 {
		c.Secret = make([]byte, 32)
		_, _ = rand.Read(c.Secret) // documented never to fail
	}
	switch {
	case len(c.Secret) < minSecret:
		return c, fmt.Errorf("a secret has at least %d bytes", minSecret)
	case c.UDP == "" && c.TCP == "" && c.TLS == "":
		return c, errors.New("no address to listen at")
	case c.TLS != "" && c.Certificate == nil:
		return c, errors.New("TLS needs a certificate")
	case len(c.Peers) == 0:
		return c, errors.New("no media address to reach")
	}
	return c, nil
}

// minSecret keeps a secret from being guessed from one credential.
const minSecret = 16

// realm is shown to clients and part of their key.
const realm = "fairground"

// Server is a running relay. Make one with New and end it with Close.
type Server struct {
	config Config
	peers  peers
	users  *users
	server *turn.Server

	udp, tcp, tls net.Addr

	mu     sync.Mutex
	links  map[*link]struct{}   // TCP and TLS connections
	per    map[netip.Addr]int   // of them, by client address
	relays map[*socket]struct{} // relayed sockets
	closed bool
	work   sync.WaitGroup
}

// New binds the listeners and starts the relay.
func New(config Config) (_ *Server, err error) {
	if config, err = config.withDefaults(); err != nil {
		return nil, fmt.Errorf("start relay: %w", err)
	}
	s := &Server{
		config: config, users: newUsers(config.PerUser, config.Total), links: make(map[*link]struct{}),
		per: make(map[netip.Addr]int), relays: make(map[*socket]struct{}),
	}
	if s.peers, err = newPeers(config.Peers); err != nil {
		return nil, fmt.Errorf("start relay: %w", err)
	}
	var bound []interface{ Close() error }
	defer func() {
		if err != nil {
			for _, b := range bound {
				err = errors.Join(err, b.Close())
			}
		}
	}()
	settings := turn.ServerConfig{
		Realm: realm, AuthHandler: s.authenticate, QuotaHandler: s.quota, LoggerFactory: loggers{config.Logger},
		EventHandler: turn.EventHandler{OnAllocationCreated: s.created, OnAllocationDeleted: s.deleted},
	}
	if config.UDP != "" {
		conn, err := net.ListenPacket("udp", config.UDP) //nolint:noctx // it waits for nothing, and Close ends it
		if err != nil {
			return nil, fmt.Errorf("start relay: %w", err)
		}
		bound = append(bound, conn)
		widen(conn)
		s.udp = conn.LocalAddr()
		settings.PacketConnConfigs = append(settings.PacketConnConfigs, turn.PacketConnConfig{
			PacketConn: conn, RelayAddressGenerator: (*generator)(s), PermissionHandler: s.permit,
		})
	}
	listen := func(address string, wrap func(net.Listener) net.Listener) (net.Addr, error) {
		l, err := net.Listen("tcp", address) //nolint:noctx // it waits for nothing, and Close ends it
		if err != nil {
			return nil, fmt.Errorf("start relay: %w", err)
		}
		bound = append(bound, l)
		settings.ListenerConfigs = append(settings.ListenerConfigs, turn.ListenerConfig{
			Listener: wrap(&gate{Listener: l, server: s}), RelayAddressGenerator: (*generator)(s), PermissionHandler: s.permit,
		})
		return l.Addr(), nil
	}
	if config.TCP != "" {
		if s.tcp, err = listen(config.TCP, func(l net.Listener) net.Listener { return l }); err != nil {
			return nil, err
		}
	}
	if config.TLS != "" {
		secure := &tls.Config{GetCertificate: config.Certificate, MinVersion: tls.VersionTLS12}
		if s.tls, err = listen(config.TLS, func(l net.Listener) net.Listener { return &veil{l, secure} }); err != nil {
			return nil, err
		}
	}
	if s.server, err = turn.NewServer(settings); err != nil {
		return nil, fmt.Errorf("start relay: %w", err)
	}
	return s, nil
}

// UDPAddr is where the listener for UDP is, nil if it is left out.
func (s *Server) UDPAddr() net.Addr { return s.udp }

// TCPAddr is where the listener for TCP is, nil if it is left out.
func (s *Server) TCPAddr() net.Addr { return s.tcp }

// TLSAddr is where the listener for TLS is, nil if it is left out.
func (s *Server) TLSAddr() net.Addr { return s.tls }

// Allocations is how many there are now.
func (s *Server) Allocations() int { return s.users.count() }

// Close ends every allocation and connection and closes the listeners.
func (s *Server) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	links, relays := s.links, s.relays
	s.links, s.relays = map[*link]struct{}{}, map[*socket]struct{}{}
	s.mu.Unlock()
	err := s.server.Close()
	for l := range links {
		err = errors.Join(err, ignoreClosed(l.Conn.Close()))
	}
	for r := range relays {
		err = errors.Join(err, ignoreClosed(r.UDPConn.Close()))
	}
	s.work.Wait()
	return err
}

func ignoreClosed(err error) error {
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}
