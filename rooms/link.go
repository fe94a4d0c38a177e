package rooms

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/interceptor"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/srtp/v3"
	"github.com/pion/stun/v4"
	"github.com/pion/webrtc/v4"

	"fairground/rooms/keys"
	"fairground/rooms/seal"
	"fairground/rooms/wire"
)

// link is the way of media packets to and from one peer connection, beside pion: it has the connection's SRTP keys and the selected
// address, encrypts what goes out into a batch, and decrypts what the socket's reader hands to it.
//
// A key must never encrypt two things under one nonce, so a connection has one writer for its whole life: decide chooses, once and
// before anything is sent, between the link and pion (which remains for a client that insists on being the DTLS server).
type link struct {
	media *media
	pc    *webrtc.PeerConnection
	api   *webrtc.API
	tap   keys.Tap
	path  atomic.Pointer[path]

	checked atomic.Int64   // when the client last checked the selected path, in nanoseconds of Unix time
	left    netip.AddrPort // what the client nominated, while another address is followed; for follow alone, which pion calls one at a time
	tried   netip.AddrPort // from where it checks over TCP while nothing else is heard; likewise
	since   time.Time      // when that began; likewise
	once    sync.Once
	writer  atomic.Int32  // undecided, direct, byPion
	probing atomic.Uint32 // id of the probe that is being sent, 0: none
	pacer   pacer

	routing sync.Mutex // a leaf but for routes.mu
	closed  bool
	route   netip.AddrPort // where packets are taken from, if any

	mu        sync.Mutex // a leaf: what encrypts
	out       *seal.Cipher
	control   *srtp.Context
	agreed    agreed
	transport uint16 // transport-wide sequence number of the next packet that carries one
	// sent is told of every packet that carries a transport-wide sequence number, with its size on the wire. It is called under
	// mu and must only take notes.
	sent func(sequence uint16, size int, at time.Time)
	// feedback is told what the subscriber says about those packets, from the reader of a socket, under no lock.
	feedback func(cc *rtcp.TransportLayerCC, at time.Time)

	reading sync.Mutex // a leaf: what decrypts
	in      *seal.Cipher
	reports *srtp.Context
	heard   allowance

	inlets  atomic.Pointer[map[uint32]*inlet] // of a publisher, by SSRC; copied on change
	outlets sync.Map                          // of a subscriber: *outlet by SSRC
	// listen takes the RTCP of a subscriber; nil leaves it to pion.
	listen func(b *burst, packets []rtcp.Packet)
}

// agreed is what the client of a subscription accepted for pictures.
type agreed struct {
	extension  uint8                        // id of the transport-wide sequence number, 0: none
	dependency uint8                        // id of the AV1 dependency descriptor, 0: none
	repeats    map[webrtc.PayloadType]uint8 // payload type of retransmissions, by what they repeat
}

// The writers of a link.
const (
	undecided = iota
	direct
	byPion
)

// path is where the other end is: behind a socket or a TCP connection.
type path struct {
	conn   *wire.Conn
	stream *wire.Stream
	to     netip.AddrPort
}

// maxReports is how many RTCP packets of one peer are looked at per second, compound ones counted once.
const maxReports = 400

// connect makes a peer connection and its link.
func (m *media) connect(engine *webrtc.MediaEngine) (*link, error) {
	l := &link{media: m, heard: allowance{rate: maxReports, burst: maxReports}}
	settings := m.settings
	l.tap.Attach(&settings)
	settings.SetICEBindingRequestHandler(l.follow)
	l.api = webrtc.NewAPI(
		webrtc.WithMediaEngine(engine), webrtc.WithInterceptorRegistry(&interceptor.Registry{}), webrtc.WithSettingEngine(settings),
	)
	pc, err := l.api.NewPeerConnection(webrtc.Configuration{Certificates: []webrtc.Certificate{m.certificate}})
	if err != nil {
		return nil, err
	}
	l.pc = pc
	dtls := pc.SCTP().Transport()
	dtls.ICETransport().OnSelectedCandidatePairChange(l.selected)
	dtls.OnStateChange(func(state webrtc.DTLSTransportState) {
		if state == webrtc.DTLSTransportStateConnected {
			l.decide()
		}
	})
	return l, nil
}

// goneFor is how long nothing comes from the selected address before another one of the same client is taken for its new one: longer
// than the pauses between the checks of a client whose connection stands.
const goneFor = 4 * time.Second

// standing is for how long checks come over a TCP connection before they are taken for new ones: what has queued up comes in one go.
const standing = 500 * time.Millisecond

// follow looks at the client's checks, which are authenticated: when a network was gone and another address answers for it, the client
// may go on there without nominating it again for seconds, and until then everything would be sent to where nobody is. What answers first
// need not be where it goes on: a TCP connection that stood still delivers the checks of the whole hole when the network is back, while
// the client stays where it was. So checks over TCP count once they have come for a while, and an address that was not nominated is left
// again as soon as the nominated one is heard.
func (l *link) follow(m *stun.Message, _, remote ice.Candidate, _ *ice.CandidatePair) bool {
	p := l.path.Load()
	if p == nil {
		return false
	}
	addr, err := netip.ParseAddr(remote.Address())
	if err != nil {
		return false
	}
	at := netip.AddrPortFrom(addr.Unmap(), uint16(remote.Port())) //nolint:gosec // a port
	nominated, back := m.Contains(stun.AttrUseCandidate), l.left == at
	if nominated || back {
		l.left = netip.AddrPort{}
	}
	switch {
	case back: // even if pion has not yet told of the other one, which it then does first
		l.checked.Store(time.Now().UnixNano())
		return true
	case at == p.to:
		l.checked.Store(time.Now().UnixNano())
		l.tried = netip.AddrPort{}
		return false
	case time.Since(time.Unix(0, l.checked.Load())) <= goneFor:
		return false
	case remote.NetworkType().IsTCP() && !nominated && l.tried != at:
		l.tried, l.since = at, time.Now()
		return false
	case remote.NetworkType().IsTCP() && !nominated && time.Since(l.since) < standing:
		return false
	case !nominated && !l.left.IsValid():
		l.left = p.to
	}
	return true
}

// selected follows ICE: a client that roams goes on where it is now.
func (l *link) selected(pair *webrtc.ICECandidatePair) {
	if pair == nil || pair.Local == nil || pair.Remote == nil {
		return
	}
	addr, err := netip.ParseAddr(pair.Remote.Address)
	if err != nil {
		return
	}
	p := &path{to: netip.AddrPortFrom(addr.Unmap(), pair.Remote.Port)}
	if pair.Local.Protocol == webrtc.ICEProtocolTCP {
		if l.media.streams != nil {
			p.stream = l.media.streams.Find(p.to)
		}
	} else {
		p.conn = l.media.socket(pair.Local, addr.Unmap())
	}
	if p.conn == nil && p.stream == nil {
		p = nil
	}
	l.checked.Store(time.Now().UnixNano())
	l.path.Store(p)
	l.attach()
	l.askPion()
}

// askPion has outlets read what is reported to them by way of pion, if it comes so.
func (l *link) askPion() {
	if w := l.writer.Load(); w == byPion || w == direct && l.overTCP() {
		l.outlets.Range(func(_, o any) bool {
			o.(*outlet).readFromPion() //nolint:forcetypeassert // nothing else is stored
			return true
		})
	}
}

// attach has packets from the selected address taken to the link, once it can read them.
func (l *link) attach() {
	l.routing.Lock()
	defer l.routing.Unlock()
	if l.closed || l.writer.Load() != direct {
		return
	}
	var route netip.AddrPort
	if p := l.path.Load(); p != nil && p.conn != nil {
		route = p.to
	}
	if route != l.route {
		l.media.routes.change(l.route, route, l)
		l.route = route
	}
}

// decide says who writes, once the handshake is over and the other end's certificate verified, and before pion can have written
// anything.
func (l *link) decide() {
	l.once.Do(func() {
		if err := l.unlock(); err != nil {
			l.writer.Store(byPion)
			return
		}
		l.writer.Store(direct)
	})
	l.attach()
	l.askPion()
}

func (l *link) unlock() error {
	k, err := l.tap.Take()
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.reading.Lock()
	defer l.reading.Unlock()
	if l.out, err = seal.New(k.Profile, k.LocalKey, k.LocalSalt); err != nil {
		return fmt.Errorf("open link: %w", err)
	}
	if l.in, err = seal.New(k.Profile, k.RemoteKey, k.RemoteSalt); err != nil {
		return fmt.Errorf("open link: %w", err)
	}
	if l.control, err = srtp.CreateContext(k.LocalKey, k.LocalSalt, k.Profile); err != nil {
		return fmt.Errorf("open link: %w", err)
	}
	if l.reports, err = srtp.CreateContext(k.RemoteKey, k.RemoteSalt, k.Profile, srtp.SRTCPReplayProtection(64)); err != nil {
		return fmt.Errorf("open link: %w", err)
	}
	return nil
}

// close takes no more packets.
func (l *link) close() {
	l.routing.Lock()
	defer l.routing.Unlock()
	l.closed = true
	l.path.Store(nil)
	l.media.routes.change(l.route, netip.AddrPort{}, l)
	l.route = netip.AddrPort{}
}

// parcel is a packet on its way to one subscriber.
type parcel struct {
	ssrc      uint32
	pt        uint8
	marker    bool
	number    int64 // extended, at least 0: the SRTP index (RFC 3711 section 3.3.1)
	timestamp uint32
	original  int64 // of a retransmission (RFC 4588 section 4): the number it is sent again for; otherwise negative
	payload   []byte
	head      []byte // takes the place of the beginning of the payload
	padding   int    // bytes, at most 255, in place of a payload
	extension uint8  // id of the transport-wide sequence number, 0: it carries none

	dependency uint8  // id of the AV1 dependency descriptor
	descriptor []byte // empty: it carries none
}

var errNoPath = errors.New("the connection has no path now")

// send encrypts a packet and puts it into the burst. sent guards against two packets of one number; nil is for a repetition that is
// the same to the last bit.
func (l *link) send(b *burst, p *parcel, sent *seal.Window) error {
	to := l.path.Load()
	if to == nil {
		return errNoPath
	}
	room := b.room(to)
	if 32+len(p.descriptor)+len(p.payload)+p.padding+seal.Overhead > len(room) || len(p.descriptor) > 255 {
		return errors.New("send packet: it is too long")
	}
	n := 12
	room[0], room[1] = 0x80, p.pt
	if p.marker {
		room[1] |= 0x80
	}
	binary.BigEndian.PutUint16(room[2:], uint16(p.number)) //nolint:gosec // the low half of the index
	binary.BigEndian.PutUint32(room[4:], p.timestamp)
	binary.BigEndian.PutUint32(room[8:], p.ssrc)
	l.mu.Lock()
	defer l.mu.Unlock()
	sequence := l.transport
	switch {
	case len(p.descriptor) > 0:
		room[0] |= 0x10
		n = p.extend(room, sequence)
	case p.extension != 0:
		// RFC 8285 section 4.2: one element of two bytes, and a byte of padding.
		room[0] |= 0x10
		binary.BigEndian.PutUint16(room[12:], 0xbede)
		binary.BigEndian.PutUint16(room[14:], 1)
		room[16] = p.extension<<4 | 1
		binary.BigEndian.PutUint16(room[17:], sequence)
		room[19] = 0
		n = 20
	}
	header := n
	if p.original >= 0 {
		binary.BigEndian.PutUint16(room[n:], uint16(p.original)) //nolint:gosec // the number as it is in packets
		n += 2
	}
	copy(room[n:], p.payload)
	copy(room[n:], p.head)
	n += len(p.payload)
	if p.padding > 0 {
		room[0] |= 0x20
		clear(room[n : n+p.padding])
		n += p.padding
		room[n-1] = uint8(p.padding) //nolint:gosec // at most 255
	}
	sealed, err := l.out.Seal(room[:n], header, uint64(p.number), sent) //nolint:gosec // at least 0
	if err != nil {
		return fmt.Errorf("send packet: %w", err)
	}
	if err := b.commit(to, sealed); err != nil {
		return err
	}
	if p.extension != 0 {
		l.transport++
		if l.sent != nil {
			l.sent(sequence, len(sealed), b.now)
		}
	}
	return nil
}

// extend writes the extensions of a packet with a dependency descriptor, which may be too long for elements with a header of one byte
// (RFC 8285 section 4.3), and returns where the payload begins.
func (p *parcel) extend(room []byte, sequence uint16) int {
	binary.BigEndian.PutUint16(room[12:], 0x1000)
	n := 16
	if p.extension != 0 {
		room[n], room[n+1] = p.extension, 2
		binary.BigEndian.PutUint16(room[n+2:], sequence)
		n += 4
	}
	room[n], room[n+1] = p.dependency, uint8(len(p.descriptor)) //nolint:gosec // at most 255
	n += 2 + copy(room[n+2:], p.descriptor)
	for n%4 != 0 {
		room[n] = 0
		n++
	}
	binary.BigEndian.PutUint16(room[14:], uint16((n-16)/4)) //nolint:gosec // at most 66
	return n
}

// hearFor has the RTCP about a binding go to an outlet; nil: to nobody.
func (l *link) hearFor(bound *binding, o *outlet) {
	if o == nil {
		l.outlets.Delete(bound.ssrc)
		return
	}
	l.outlets.Store(bound.ssrc, o)
}

// overTCP reports whether packets to this side come by way of pion, although the link writes.
func (l *link) overTCP() bool {
	p := l.path.Load()
	return p == nil || p.stream != nil
}

// hear hands the reports of a subscriber to the outlets they are about.
func (l *link) hear(b *burst, packets []rtcp.Packet) {
	for _, p := range packets {
		if cc, ok := p.(*rtcp.TransportLayerCC); ok {
			if l.feedback != nil {
				l.feedback(cc, b.now)
			}
			continue
		}
		seen := 0
		for _, ssrc := range p.DestinationSSRC() {
			if seen++; seen > maxReceived {
				break
			}
			if o, ok := l.outlets.Load(ssrc); ok {
				o := o.(*outlet) //nolint:forcetypeassert // nothing else is stored
				if bound := o.bound.Load(); bound != nil && bound.ssrc == ssrc {
					o.hear(b, bound, p)
				}
			}
		}
	}
}

// sendReports encrypts RTCP packets as one compound packet and puts it into the burst.
func (l *link) sendReports(b *burst, packets ...rtcp.Packet) error {
	switch l.writer.Load() {
	case direct:
	case byPion:
		return l.pc.WriteRTCP(packets)
	default:
		return errNoPath // nothing is sent before it is decided who writes
	}
	to := l.path.Load()
	if to == nil {
		return errNoPath
	}
	plain, err := rtcp.Marshal(packets)
	if err != nil {
		return fmt.Errorf("send report: %w", err)
	}
	room := b.room(to)
	if len(plain)+64 > len(room) {
		return errors.New("send report: it is too long")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	sealed, err := l.control.EncryptRTCP(room[:0], plain, nil)
	if err != nil {
		return fmt.Errorf("send report: %w", err)
	}
	copy(room, sealed) // the same bytes, unless there was no room
	return b.commit(to, room[:len(sealed)])
}

// writeReports sends RTCP packets at once. It fails only when the connection has ended or has not begun.
func (l *link) writeReports(packets ...rtcp.Packet) error {
	b := l.media.borrow()
	defer l.media.giveBack(b)
	return l.sendReports(b, packets...)
}

// takeRTP decrypts and forwards a packet of a known stream; all others are pion's.
func (l *link) takeRTP(b *burst, raw []byte) bool {
	inlets := l.inlets.Load()
	if inlets == nil {
		return false
	}
	ssrc := binary.BigEndian.Uint32(raw[8:])
	if in := (*inlets)[ssrc]; in != nil {
		return in.open(b, raw)
	}
	return l.meet(b, *inlets, ssrc, raw)
}

// meet takes the first packet of the retransmissions of a stream with a RID, whose SSRC no description names. A browser probes with such
// packets from the beginning: what is not reported back to it counts as lost and keeps its estimate down.
func (l *link) meet(b *burst, inlets map[uint32]*inlet, ssrc uint32, raw []byte) bool {
	var h rtp.Header
	if _, err := h.Unmarshal(raw); err != nil || !h.Extension {
		return false
	}
	for _, in := range inlets {
		f := in.feed
		if in.repeats || !f.repairs(&h) || !f.repeat.open(b, raw) {
			continue
		}
		if f.repeat.certain() {
			l.change(func(inlets map[uint32]*inlet) { inlets[ssrc] = &f.repeat })
		}
		return true
	}
	return false
}

// takeRTCP decrypts and serves what a subscriber reports.
func (l *link) takeRTCP(b *burst, raw []byte) bool {
	if l.listen == nil {
		return false
	}
	l.reading.Lock()
	plain, err := l.reports.DecryptRTCP(raw, raw, nil) // in place
	within := err == nil && l.heard.take(b.now, 1)
	l.reading.Unlock()
	if !within {
		return true // forged, repeated or too many
	}
	if packets, err := rtcp.Unmarshal(plain); err == nil {
		l.listen(b, packets)
	}
	return true
}

// change adds and removes inlets of a publisher. edit may be called more than once.
func (l *link) change(edit func(map[uint32]*inlet)) {
	for {
		now := l.inlets.Load()
		next := make(map[uint32]*inlet)
		if now != nil {
			maps.Copy(next, *now)
		}
		edit(next)
		if l.inlets.CompareAndSwap(now, &next) {
			return
		}
	}
}
