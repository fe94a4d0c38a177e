package rooms

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/transport/v4/stdnet"
	"github.com/pion/webrtc/v4"

	"fairground/rooms/wire"
)

// The refusals of the engine's own functions. What a client is told is an *Error with a Code.
var (
	ErrClosed    = errors.New("closed")
	ErrEnded     = errors.New("the connection to the room has ended")
	ErrFull      = errors.New("the room is full")
	ErrRooms     = errors.New("too many rooms")
	ErrForbidden = errors.New("the grant does not allow it")
	ErrEpoch     = errors.New("the grant is for another epoch of the room")
	ErrNotFound  = errors.New("no such participant")
)

// Config is what an Engine needs. The zero value serves loopback on free ports.
type Config struct {
	// UDPAddress is where all media over UDP arrives, "127.0.0.1:0" if empty. A wildcard address ("0.0.0.0:7882") binds the port
	// on every interface that Interfaces allows, and needs a port other than 0. "-" switches UDP off.
	UDPAddress string
	// TCPAddress is where media over TCP arrives (RFC 6544, passive), "127.0.0.1:0" if empty. "-" switches TCP off.
	TCPAddress string
	// PublicAddresses replace the addresses of the sockets in what clients are told: the outside of a 1:1 NAT.
	PublicAddresses []string
	// Interfaces limits the network interfaces used for a wildcard UDPAddress and for TCP; empty means all.
	Interfaces []string
	// ICEServers are told to clients as they are.
	ICEServers []ICEServer

	MaxRooms        int           // 1,000 if 0
	MaxParticipants int           // in a room; 500 if 0
	MaxTracks       int           // published by one participant; 5 if 0
	MaxSpeakers     int           // microphones forwarded at one place, the loudest; 8 if 0
	Grace           time.Duration // how long a seat waits for a lost connection; 30 s if 0
	EmptyRoom       time.Duration // how long a room without seats keeps its epoch; 10 min if 0
	EventHistory    int           // room events kept for resume; 512 if 0
	QueueLength     int           // messages waiting for one sink before it is dropped; 256 if 0

	Observer Observer         // may be nil
	Keeper   Keeper           // may be nil: chat is relayed and not kept
	Captions CaptionKeeper    // may be nil: captions are relayed and not kept
	Logger   *slog.Logger     // nil discards
	Now      func() time.Time // nil is the real clock
}

func (c Config) withDefaults() Config {
	c.UDPAddress = cmp.Or(c.UDPAddress, "127.0.0.1:0")
	c.TCPAddress = cmp.Or(c.TCPAddress, "127.0.0.1:0")
	c.MaxRooms = cmp.Or(c.MaxRooms, 1000)
	c.MaxParticipants = cmp.Or(c.MaxParticipants, 500)
	c.MaxTracks = cmp.Or(c.MaxTracks, 5)
	c.MaxSpeakers = cmp.Or(c.MaxSpeakers, 8)
	c.Grace = cmp.Or(c.Grace, 30*time.Second)
	c.EmptyRoom = cmp.Or(c.EmptyRoom, 10*time.Minute)
	c.EventHistory = cmp.Or(c.EventHistory, 512)
	c.QueueLength = cmp.Or(c.QueueLength, 256)
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return c
}

// Verifier turns a room token into a grant; Tokens is one.
type Verifier interface {
	Verify(token string) (Grant, error)
}

// Sink takes the messages for one client. Send is called from one goroutine at a time and may block: a sink that blocks for
// Config.QueueLength messages is dropped. It must return, with an error, once its transport is closed, which the owner does when
// Peer.Done is closed.
type Sink interface {
	Send(Message) error
}

// FrameSink is a Sink that also takes a message in its encoded form, which is then made once for everybody who is sent the same. The
// frame must not be changed.
type FrameSink interface {
	Sink
	SendFrame(frame []byte) error
}

// Engine owns the sockets and the rooms. Make one with New and end it with Close.
type Engine struct {
	config   Config
	media    *media
	observer *teller
	work     sync.WaitGroup // seats, writers, the clock
	stop     chan struct{}

	mu     sync.Mutex // before Room.mu
	rooms  map[string]*Room
	closed bool
}

// New binds the sockets and starts the engine.
func New(config Config) (*Engine, error) {
	config = config.withDefaults()
	m, err := newMedia(config)
	if err != nil {
		return nil, fmt.Errorf("start media engine: %w", err)
	}
	e := &Engine{
		config: config, media: m, observer: newTeller(),
		stop: make(chan struct{}), rooms: make(map[string]*Room),
	}
	e.work.Go(e.clock)
	return e, nil
}

// UDPAddr is the address of the media socket, nil if UDP is off or the address is a wildcard.
func (e *Engine) UDPAddr() net.Addr { return e.media.udpAddr }

// TCPAddr is the address of the ICE-TCP listener, nil if TCP is off.
func (e *Engine) TCPAddr() net.Addr { return e.media.tcpAddr }

// HasUDP reports whether media may come over UDP.
func (e *Engine) HasUDP() bool { return e.config.UDPAddress != "-" }

// Loopback reports whether the engine can be reached from this machine only.
func (e *Engine) Loopback() bool { return e.media.loopback }

// Room finds a room or makes it, with a new epoch. A room without seats for Config.EmptyRoom is forgotten.
func (e *Engine) Room(id string) (*Room, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return nil, ErrClosed
	}
	if r := e.rooms[id]; r != nil {
		r.touch()
		return r, nil
	}
	if id == "" || len(id) > MaxIdentifier {
		return nil, fmt.Errorf("make room: an id has between 1 and %d bytes", MaxIdentifier)
	}
	if len(e.rooms) >= e.config.MaxRooms {
		return nil, ErrRooms
	}
	r := newRoom(e, id)
	e.rooms[id] = r
	return r, nil
}

// Lookup finds a room that exists.
func (e *Engine) Lookup(id string) (*Room, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	r, ok := e.rooms[id]
	return r, ok
}

// Rooms lists the rooms that exist, by id.
func (e *Engine) Rooms() []*Room {
	e.mu.Lock()
	defer e.mu.Unlock()
	list := make([]*Room, 0, len(e.rooms))
	for _, r := range e.rooms {
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b *Room) int { return strings.Compare(a.id, b.id) })
	return list
}

// Enter takes the first message of a connection, a Join or a Resume, and returns the Peer that receives the others. The answer
// (joined, resumed) is sent to the sink. A refusal is an *Error: it is not sent, since there is no Peer yet; send it and close.
func (e *Engine) Enter(ctx context.Context, tokens Verifier, first Message, sink Sink) (*Peer, error) {
	var version int
	var token string
	var ref string
	switch m := first.(type) {
	case Join:
		version, token, ref = m.Version, m.Token, m.Ref
	case Resume:
		version, token, ref = m.Version, m.Token, m.Ref
	default:
		return nil, refuse(CodeOrder, "the first message is join or resume")
	}
	fail := func(err *Error) (*Peer, error) {
		err.Ref = ref
		return nil, err
	}
	if version != Version {
		return fail(refuse(CodeVersion, "this server speaks version %d", Version))
	}
	grant, err := tokens.Verify(token)
	if err != nil {
		return fail(refuse(CodeToken, "the token is not valid for a room now"))
	}
	room, ok := e.Lookup(grant.Room)
	if !ok {
		return fail(refuse(CodeToken, "the token is for a room that is not open"))
	}
	var peer *Peer
	if m, ok := first.(Resume); ok {
		peer, err = room.Resume(ctx, grant, m, sink)
	} else {
		peer, err = room.join(ctx, grant, ref, sink)
	}
	switch {
	case err == nil:
		return peer, nil
	case errors.Is(err, ErrEpoch):
		return fail(refuse(CodeToken, "the token is for an earlier epoch of the room"))
	case errors.Is(err, ErrForbidden):
		return fail(refuse(CodeForbidden, "the token does not allow to join"))
	case errors.Is(err, ErrFull):
		return fail(refuse(CodeFull, "the room is full"))
	default:
		return fail(refuse(CodeUnavailable, "the room cannot be entered now"))
	}
}

// EndSession ends every seat that was taken with a grant of this session, as when somebody signs out or is blocked.
func (e *Engine) EndSession(session, detail string) {
	if session == "" {
		return
	}
	for _, r := range e.Rooms() {
		r.endWhere(func(s *seat) bool { return s.grant.Session == session }, ReasonRemoved, detail)
	}
}

// Close ends every room, seat and goroutine and closes the sockets. Sinks that do not return are waited for two seconds.
func (e *Engine) Close() error {
	e.mu.Lock()
	if e.closed {
		e.mu.Unlock()
		return nil
	}
	e.closed = true
	list := e.rooms
	e.rooms = make(map[string]*Room)
	e.mu.Unlock()
	for _, r := range list {
		r.end(ReasonShutdown, "")
	}
	close(e.stop)
	ended := make(chan struct{})
	go func() {
		e.work.Wait()
		close(ended)
	}()
	var err error
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
		err = errors.New("close media engine: a sink or a connection did not return")
	}
	e.observer.close()
	return errors.Join(err, e.media.close())
}

// tick is how often grace, speakers and withheld key frame requests are looked after.
const tick = 200 * time.Millisecond

func (e *Engine) clock() {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for {
		select {
		case <-e.stop:
			return
		case <-ticker.C:
			now := e.config.Now()
			for _, r := range e.Rooms() {
				if r.tick(now) {
					e.forget(r, now)
				}
				r.direct()
			}
		}
	}
}

// forget removes a room that has been empty for long enough, unless somebody came in meanwhile.
func (e *Engine) forget(r *Room, now time.Time) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.rooms[r.id] == r && r.closeIfEmpty(now) {
		delete(e.rooms, r.id)
	}
}

// drop removes a closed room, so that the next Room of that id has a new epoch.
func (e *Engine) drop(r *Room) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.rooms[r.id] == r {
		delete(e.rooms, r.id)
	}
}

// identifier is a random name of 80 bits.
func identifier(prefix string) string {
	var b [10]byte
	_, _ = rand.Read(b[:]) // documented never to fail
	return prefix + strings.ToLower(base32.StdEncoding.EncodeToString(b[:]))
}

// media is the sockets, the ways packets take beside pion, and the two ways to make a peer connection on them.
type media struct {
	settings           webrtc.SettingEngine // of each peer connection, a copy
	publish, subscribe *webrtc.MediaEngine
	certificate        webrtc.Certificate
	udpAddr, tcpAddr   net.Addr
	loopback           bool
	sockets            []*wire.Conn
	streams            *wire.Listener // nil: TCP is off
	closers            []io.Closer

	routes     routes
	bursts     sync.Pool // of *burst
	pacers     pacers
	publishers publishers
	work       sync.WaitGroup // pacers, publishers
	stop       chan struct{}
}

// start runs what all connections share.
func (m *media) start() {
	m.stop = make(chan struct{})
	m.publishers = publishers{media: m, wake: make(chan struct{}, 1), stop: m.stop, list: make(map[*feedback]bool)}
	m.pacers = pacers{media: m, wake: make(chan struct{}, 1), stop: m.stop}
	m.work.Go(m.pacers.run)
	m.work.Go(m.publishers.run)
}

func (m *media) close() error {
	if m.stop != nil {
		close(m.stop)
		m.work.Wait()
	}
	var errs []error
	for _, c := range slices.Backward(m.closers) {
		if err := c.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func newMedia(config Config) (_ *media, err error) {
	m := &media{}
	defer func() {
		if err != nil {
			err = errors.Join(err, m.close())
		}
	}()
	keep := func(string) bool { return true }
	if len(config.Interfaces) > 0 {
		keep = func(name string) bool { return slices.Contains(config.Interfaces, name) }
	}
	loggers := loggerFactory{config.Logger}
	settings := webrtc.SettingEngine{LoggerFactory: loggers}
	// The interfaces are read once, as the sockets are bound once; pion would read them for each connection.
	network, err := stdnet.NewNet()
	if err != nil {
		return nil, fmt.Errorf("read interfaces: %w", err)
	}
	settings.SetNet(network)
	settings.SetLite(true)
	settings.SetIncludeLoopbackCandidate(true)
	settings.SetInterfaceFilter(keep)
	settings.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	settings.SetICETimeouts(5*time.Second, 25*time.Second, 2*time.Second)
	settings.SetSRTPProtectionProfiles(protectionProfiles()...)
	if err := settings.SetAnsweringDTLSRole(webrtc.DTLSRoleServer); err != nil {
		return nil, fmt.Errorf("choose DTLS role: %w", err)
	}
	for _, address := range config.PublicAddresses {
		if net.ParseIP(address) == nil {
			return nil, fmt.Errorf("use public address %q: not an IP address", address)
		}
	}
	if len(config.PublicAddresses) > 0 {
		rule := webrtc.ICEAddressRewriteRule{
			External: config.PublicAddresses, AsCandidateType: webrtc.ICECandidateTypeHost, Mode: webrtc.ICEAddressRewriteReplace,
		}
		if err := settings.SetICEAddressRewriteRules(rule); err != nil {
			return nil, fmt.Errorf("use public addresses: %w", err)
		}
	}
	networks, err := m.bind(config, &settings, keep, loggers)
	if err != nil {
		return nil, err
	}
	settings.SetNetworkTypes(networks)
	if m.certificate, err = newCertificate(config.Now()); err != nil {
		return nil, err
	}
	if m.publish, err = newMediaEngine(true); err != nil {
		return nil, err
	}
	if m.subscribe, err = newMediaEngine(false); err != nil {
		return nil, err
	}
	m.settings = settings
	m.start()
	return m, nil
}

// bind opens the sockets and says which networks they serve.
func (m *media) bind(config Config, settings *webrtc.SettingEngine, keep func(string) bool, loggers loggerFactory) ([]webrtc.NetworkType, error) {
	var networks []webrtc.NetworkType
	if config.UDPAddress != "-" {
		addr, err := net.ResolveUDPAddr("udp", config.UDPAddress)
		if err != nil {
			return nil, fmt.Errorf("resolve UDP address: %w", err)
		}
		if addr.IP == nil || addr.IP.IsUnspecified() {
			if addr.Port == 0 {
				return nil, errors.New("bind UDP: a wildcard address needs a port")
			}
			if err := m.listenEverywhere(addr.Port, settings, keep, loggers); err != nil {
				return nil, err
			}
		} else {
			mux, err := m.listen(addr, loggers)
			if err != nil {
				return nil, err
			}
			m.udpAddr = m.sockets[0].LocalAddr()
			settings.SetICEUDPMux(mux)
		}
		networks = append(networks, webrtc.NetworkTypeUDP4, webrtc.NetworkTypeUDP6)
	}
	if config.TCPAddress != "-" {
		listener, err := net.Listen("tcp", config.TCPAddress) //nolint:noctx // it waits for nothing, and Close ends it
		if err != nil {
			return nil, fmt.Errorf("listen for ICE-TCP: %w", err)
		}
		// Writes are queued and dropped beyond a bound: one stalled TCP subscriber must not stop the loop that serves the others.
		m.streams = wire.NewListener(listener)
		m.closers = append(m.closers, m.streams)
		mux := ice.NewTCPMuxDefault(ice.TCPMuxParams{
			Listener: m.streams, Logger: loggers.NewLogger("tcp"), ReadBufferSize: 64,
			FirstStunBindTimeout: 10 * time.Second, AliveDurationForConnFromStun: 10 * time.Second,
		})
		m.closers = append(m.closers, mux)
		m.tcpAddr = listener.Addr()
		settings.SetICETCPMux(mux)
		networks = append(networks, webrtc.NetworkTypeTCP4, webrtc.NetworkTypeTCP6)
	}
	m.loopback = len(config.PublicAddresses) == 0 && isLoopback(config.UDPAddress) && isLoopback(config.TCPAddress)
	if len(networks) == 0 {
		return nil, errors.New("both UDP and TCP are switched off")
	}
	return networks, nil
}

// listen opens one socket, whose packets are seen by a reader of ours before pion.
func (m *media) listen(addr *net.UDPAddr, loggers loggerFactory) (ice.UDPMux, error) {
	conn, err := wire.Listen(addr, socketBuffer, len(m.sockets), &reader{media: m})
	if err != nil {
		return nil, err
	}
	m.sockets = append(m.sockets, conn)
	mux := ice.NewUDPMuxDefault(ice.UDPMuxParams{UDPConn: conn, Logger: loggers.NewLogger("udp")})
	m.closers = append(m.closers, conn, mux)
	return mux, nil
}

// listenEverywhere opens a socket on each address of the interfaces to keep.
func (m *media) listenEverywhere(port int, settings *webrtc.SettingEngine, keep func(string) bool, loggers loggerFactory) error {
	interfaces, err := net.Interfaces()
	if err != nil {
		return fmt.Errorf("list interfaces: %w", err)
	}
	var muxes []ice.UDPMux
	for _, i := range interfaces {
		if i.Flags&net.FlagUp == 0 || !keep(i.Name) {
			continue
		}
		addrs, err := i.Addrs()
		if err != nil {
			return fmt.Errorf("list addresses of %s: %w", i.Name, err)
		}
		for _, a := range addrs {
			network, ok := a.(*net.IPNet)
			if !ok || network.IP.IsLinkLocalUnicast() || network.IP.IsMulticast() {
				continue
			}
			mux, err := m.listen(&net.UDPAddr{IP: network.IP, Port: port}, loggers)
			if err != nil {
				return err
			}
			muxes = append(muxes, mux)
		}
	}
	if len(muxes) == 0 {
		return errors.New("bind UDP: no interface has an address")
	}
	settings.SetICEUDPMux(ice.NewMultiUDPMuxDefault(muxes...))
	return nil
}

func isLoopback(address string) bool {
	if address == "-" {
		return true
	}
	host, _, err := net.SplitHostPort(address)
	return err == nil && (host == "localhost" || net.ParseIP(host).IsLoopback())
}

// socketBuffer is asked of the kernel for the one socket that carries everybody; the kernel may give less.
const socketBuffer = 4 << 20
