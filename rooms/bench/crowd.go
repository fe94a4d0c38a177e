package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/dtls/v3"
	"github.com/pion/ice/v4"
	"github.com/pion/interceptor"
	"github.com/pion/interceptor/pkg/twcc"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"fairground/rooms"
	"fairground/rooms/sequence"
	"fairground/rooms/wire"
)

const (
	patience    = 20 * time.Second
	sample      = 50 // one packet in so many is decrypted
	frames      = 30 // per second
	perFrame    = 5  // packets
	pictureSize = 1200
	soundSize   = 80
	stampAt     = 16 // in the payload: when it was sent
	magic       = 0x0fa16d0c
	transport   = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"
)

// crowd is everybody who publishes and listens.
type crowd struct {
	scenario    scenario
	address     string
	renegotiate bool // subscribers ask for their offer
	certificate *webrtc.Certificate

	publishers, subscribers []*person
	hold                    atomic.Bool // no pictures
	stop                    chan struct{}
	work                    sync.WaitGroup
}

// person is one participant.
type person struct {
	crowd    *crowd
	name     string
	conn     *lines
	send     *webrtc.PeerConnection
	receive  *webrtc.PeerConnection
	ear      *ear
	mux      ice.UDPMux
	answers  chan rooms.Answer
	joined   chan struct{}
	finished chan struct{}
}

func (c *crowd) api(mux ice.UDPMux) (*webrtc.API, error) {
	engine := &webrtc.MediaEngine{}
	if err := engine.RegisterDefaultCodecs(); err != nil {
		return nil, err
	}
	registry := &interceptor.Registry{}
	if mux == nil {
		if err := errors.Join(webrtc.ConfigureNack(engine, registry), webrtc.ConfigureRTCPReports(registry), webrtc.ConfigureTWCCHeaderExtensionSender(engine, registry)); err != nil {
			return nil, err
		}
	} else if err := engine.RegisterHeaderExtension(webrtc.RTPHeaderExtensionCapability{URI: transport}, webrtc.RTPCodecTypeVideo); err != nil {
		return nil, err
	}
	settings := webrtc.SettingEngine{LoggerFactory: quiet()}
	if err := settings.SetAnsweringDTLSRole(webrtc.DTLSRoleClient); err != nil { // as browsers do
		return nil, err
	}
	settings.SetIncludeLoopbackCandidate(true)
	settings.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	settings.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4})
	settings.SetIPFilter(func(ip net.IP) bool { return ip.IsLoopback() })
	settings.SetSRTPProtectionProfiles(dtls.SRTP_AEAD_AES_128_GCM)
	if mux != nil {
		settings.SetICEUDPMux(mux)
	}
	return webrtc.NewAPI(webrtc.WithMediaEngine(engine), webrtc.WithInterceptorRegistry(registry), webrtc.WithSettingEngine(settings)), nil
}

func (c *crowd) enter(room, name string) (*person, error) {
	conn, err := net.Dial("tcp", c.address) //nolint:noctx // on this machine
	if err != nil {
		return nil, fmt.Errorf("enter: %w", err)
	}
	p := &person{
		crowd: c, name: name, conn: newLines(conn), answers: make(chan rooms.Answer, 1),
		joined: make(chan struct{}), finished: make(chan struct{}),
	}
	go p.read()
	if err := p.conn.Send(rooms.Join{Version: rooms.Version, Token: room + " " + name}); err != nil {
		return nil, err
	}
	select {
	case <-p.joined:
		return p, nil
	case <-time.After(patience):
		return nil, errors.New("enter: no answer")
	}
}

func (p *person) read() {
	defer close(p.finished)
	for {
		frame, err := p.conn.read()
		if err != nil {
			return
		}
		m, err := rooms.ParseServer(frame)
		if err != nil {
			continue
		}
		switch m := m.(type) {
		case rooms.Joined:
			close(p.joined)
		case rooms.Answer:
			p.answers <- m
		case rooms.Offer:
			if err := p.accept(m); err != nil {
				fmt.Println("offer not accepted:", err)
			}
		case rooms.Error:
			fmt.Println("refused:", m.Code, m.Detail)
		}
	}
}

// publish begins all publishers and waits until they are connected.
func (c *crowd) publish(ctx context.Context) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	if c.certificate, err = webrtc.GenerateCertificate(key); err != nil {
		return err
	}
	c.stop = make(chan struct{})
	for r := range c.scenario.rooms {
		for i := range c.scenario.publishers {
			prefix := "p"
			if c.scenario.both {
				prefix = "b"
			}
			p, err := c.enter(fmt.Sprintf("bench%d", r), fmt.Sprintf("%s%d", prefix, i))
			if err != nil {
				return err
			}
			c.publishers = append(c.publishers, p)
			if err := p.publish(ctx); err != nil {
				return fmt.Errorf("publish: %w", err)
			}
		}
	}
	time.Sleep(500 * time.Millisecond) // the streams are known
	return nil
}

func (p *person) publish(ctx context.Context) error {
	api, err := p.crowd.api(nil)
	if err != nil {
		return err
	}
	if p.send, err = api.NewPeerConnection(webrtc.Configuration{Certificates: []webrtc.Certificate{*p.crowd.certificate}}); err != nil {
		return err
	}
	up := make(chan struct{})
	var once sync.Once
	p.send.OnConnectionStateChange(func(s webrtc.PeerConnectionState) {
		if s == webrtc.PeerConnectionStateConnected {
			once.Do(func() { close(up) })
		}
	})
	sound, err := webrtc.NewTrackLocalStaticRTP(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2}, "sound", p.name)
	if err != nil {
		return err
	}
	sources := []rooms.Source{rooms.Microphone}
	locals := []*webrtc.TrackLocalStaticRTP{sound}
	if p.crowd.scenario.picture {
		picture, err := webrtc.NewTrackLocalStaticRTP(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8, ClockRate: 90000}, "picture", p.name)
		if err != nil {
			return err
		}
		sources, locals = append(sources, rooms.Camera), append(locals, picture)
	}
	m := rooms.Offer{Request: rooms.Request{Ref: "o"}, PC: rooms.Publish, ID: 1}
	for i, track := range locals {
		transceiver, err := p.send.AddTransceiverFromTrack(track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
		if err != nil {
			return err
		}
		sender := transceiver.Sender()
		p.crowd.work.Go(func() {
			buf := make([]byte, 1500)
			for {
				if _, _, err := sender.Read(buf); err != nil {
					return
				}
			}
		})
		m.Tracks = append(m.Tracks, rooms.OfferedTrack{Mid: fmt.Sprint(i), Source: sources[i]})
	}
	offer, err := p.send.CreateOffer(nil)
	if err != nil {
		return err
	}
	if m.SDP, err = local(p.send, offer); err != nil {
		return err
	}
	if err := p.conn.Send(m); err != nil {
		return err
	}
	select {
	case a := <-p.answers:
		if err := p.send.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: a.SDP}); err != nil {
			return err
		}
	case <-time.After(patience):
		return errors.New("no answer")
	}
	select {
	case <-up:
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(patience):
		return errors.New("not connected")
	}
	p.crowd.work.Go(func() { p.talk(locals) })
	return nil
}

// talk writes sound 50 times a second, and pictures in frames.
func (p *person) talk(locals []*webrtc.TrackLocalStaticRTP) {
	sound := time.NewTicker(20 * time.Millisecond)
	defer sound.Stop()
	picture := time.NewTicker(time.Second / frames)
	defer picture.Stop()
	write := func(track *webrtc.TrackLocalStaticRTP, packet *rtp.Packet) {
		binary.BigEndian.PutUint32(packet.Payload[stampAt-4:], magic)
		binary.BigEndian.PutUint64(packet.Payload[stampAt:], uint64(time.Now().UnixNano())) //nolint:gosec // after 1970
		packet.SequenceNumber++
		_ = track.WriteRTP(packet) // it fails when the run is over
	}
	a := &rtp.Packet{Header: rtp.Header{Version: 2}, Payload: make([]byte, soundSize)}
	v := &rtp.Packet{Header: rtp.Header{Version: 2}, Payload: make([]byte, pictureSize)}
	for {
		select {
		case <-p.crowd.stop:
			return
		case <-sound.C:
			a.Timestamp += 960
			write(locals[0], a)
		case <-picture.C:
			if len(locals) < 2 || p.crowd.hold.Load() {
				continue
			}
			v.Timestamp += 90000 / frames
			for i := range perFrame {
				v.Payload[0] = 0
				if i == 0 {
					v.Payload[0] = 0x10 // the start of a frame (RFC 7741 section 4.2)
				}
				v.Marker = i == perFrame-1
				write(locals[1], v)
			}
		}
	}
}

// subscribe lets the listeners in, one after the other, each until its first packet.
func (c *crowd) subscribe(ctx context.Context) error {
	// The fan-out alone is spared the pictures meanwhile: near saturation hundreds of handshakes would take minutes.
	c.hold.Store(c.renegotiate)
	defer c.hold.Store(false)
	for r := range c.scenario.rooms {
		for i := range c.scenario.subscribers {
			var p *person
			if c.scenario.both {
				p = c.publishers[r*c.scenario.publishers+i]
			} else {
				var err error
				begun := time.Now()
				if p, err = c.prepare(fmt.Sprintf("bench%d", r), fmt.Sprintf("s%d", i), begun); err != nil {
					return err
				}
			}
			c.subscribers = append(c.subscribers, p)
			if c.renegotiate {
				if c.scenario.both {
					if err := p.listen(time.Now()); err != nil {
						return err
					}
				}
				if err := p.conn.Send(rooms.Restart{PC: rooms.Subscribe}); err != nil {
					return err
				}
			}
			if p.ear == nil {
				continue // the engine has offered already
			}
			select {
			case <-p.ear.heard:
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(patience):
				return fmt.Errorf("%s hears nothing", p.name)
			}
		}
	}
	return nil
}

// prepare enters with an ear, so that an offer finds it.
func (c *crowd) prepare(room, name string, begun time.Time) (*person, error) {
	conn, err := net.Dial("tcp", c.address) //nolint:noctx // on this machine
	if err != nil {
		return nil, fmt.Errorf("enter: %w", err)
	}
	p := &person{
		crowd: c, name: name, conn: newLines(conn), answers: make(chan rooms.Answer, 1),
		joined: make(chan struct{}), finished: make(chan struct{}),
	}
	if err := p.listen(begun); err != nil {
		return nil, err
	}
	go p.read()
	if err := p.conn.Send(rooms.Join{Version: rooms.Version, Token: room + " " + name}); err != nil {
		return nil, err
	}
	return p, nil
}

// listen makes the receiving connection on a socket whose packets the ear sees first.
func (p *person) listen(begun time.Time) error {
	p.ear = newEar(p, begun)
	conn, err := wire.Listen(&net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)}, 1<<20, 0, p.ear)
	if err != nil {
		return err
	}
	p.mux = ice.NewUDPMuxDefault(ice.UDPMuxParams{UDPConn: conn, Logger: quiet().NewLogger("ice")})
	api, err := p.crowd.api(p.mux)
	if err != nil {
		return err
	}
	if p.receive, err = api.NewPeerConnection(webrtc.Configuration{Certificates: []webrtc.Certificate{*p.crowd.certificate}}); err != nil {
		return err
	}
	p.receive.OnTrack(func(remote *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
		buf := make([]byte, 1500)
		for {
			n, attributes, err := remote.Read(buf)
			if err != nil {
				return
			}
			p.ear.decrypted(buf[:n], attributes.Get(webrtc.AttributeRtxSsrc) != nil)
		}
	})
	pc := p.receive
	p.crowd.work.Go(func() { p.ear.report(pc) })
	return nil
}

func (p *person) accept(m rooms.Offer) error {
	if p.receive == nil {
		if err := p.listen(time.Now()); err != nil {
			return err
		}
	}
	if err := p.receive.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: m.SDP}); err != nil {
		return err
	}
	answer, err := p.receive.CreateAnswer(nil)
	if err != nil {
		return err
	}
	sdp, err := local(p.receive, answer)
	if err != nil {
		return err
	}
	for _, t := range p.receive.GetTransceivers() {
		if r := t.Receiver(); r != nil && t.Kind() == webrtc.RTPCodecTypeVideo {
			for _, e := range r.GetParameters().HeaderExtensions {
				if e.URI == transport {
					p.ear.setTransport(uint8(e.ID)) //nolint:gosec // 1 to 14
				}
			}
		}
	}
	if err := p.conn.Send(rooms.Answer{PC: rooms.Subscribe, ID: m.ID, SDP: sdp}); err != nil {
		return err
	}
	p.hurry()
	return nil
}

// hurry has pion nominate as fast as a browser, which checks every 48 ms or sooner: pion does so at its next tick of 200 ms, or when
// it hears of another candidate. Nobody is behind these.
func (p *person) hurry() {
	for port := 2; port < 8 && p.receive.ICEConnectionState() < webrtc.ICEConnectionStateConnected; port++ {
		time.Sleep(3 * time.Millisecond)
		candidate := webrtc.ICECandidateInit{Candidate: fmt.Sprintf("candidate:%d 1 udp 1 127.0.0.1 %d typ host", port, port)}
		if err := p.receive.AddICECandidate(candidate); err != nil {
			return // it has ended
		}
	}
}

// begin and end bound a measurement.
func (c *crowd) begin() {
	for _, p := range c.subscribers {
		p.ear.begin()
	}
}

func (c *crowd) end() result {
	var r result
	var lost uint64
	var delays, joins []float64
	for _, p := range c.subscribers {
		e := p.ear
		e.mu.Lock()
		e.measuring = false
		r.packets += e.packets
		for _, s := range e.streams {
			lost += uint64(max(0, s.newest()-s.began-int64(s.count))) //nolint:gosec // not negative
		}
		delays = append(delays, e.delays...)
		joins = append(joins, e.join)
		e.mu.Unlock()
	}
	r.loss = float64(lost) / float64(r.packets+lost)
	r.p50, r.p99, r.join = quantile(delays, 0.5), quantile(delays, 0.99), median(joins)
	return r
}

// leave ends the subscribers.
func (c *crowd) leave(context.Context) error {
	var err error
	for _, p := range c.subscribers {
		_ = p.conn.Send(rooms.Leave{}) // or it has ended
		err = errors.Join(err, p.close())
	}
	c.subscribers = nil
	return err
}

func (c *crowd) close() error {
	if c.stop != nil {
		close(c.stop)
	}
	var err error
	for _, p := range c.subscribers {
		err = errors.Join(err, p.close())
	}
	for _, p := range c.publishers {
		err = errors.Join(err, p.close())
	}
	c.work.Wait()
	return err
}

func (p *person) close() error {
	p.conn.close()
	<-p.finished
	var err error
	for _, pc := range []*webrtc.PeerConnection{p.send, p.receive} {
		if pc != nil {
			err = errors.Join(err, pc.GracefulClose())
		}
	}
	p.send, p.receive = nil, nil
	if p.ear != nil {
		p.ear.once.Do(func() { close(p.ear.stop) })
		err = errors.Join(err, p.mux.Close())
	}
	return err
}

// ear counts what comes to one listener from its clear header. It implements wire.Handler.
type ear struct {
	person *person
	begun  time.Time
	heard  chan struct{}
	stop   chan struct{}
	once   sync.Once

	mu        sync.Mutex
	transport uint8
	recorder  *twcc.Recorder
	header    rtp.Header
	seen      uint64
	measuring bool
	packets   uint64
	delays    []float64 // milliseconds
	join      float64
	streams   map[uint32]*stream
}

// stream is one SSRC.
type stream struct {
	numbers sequence.Extender
	gaps    sequence.Gaps
	missing map[int64]bool // lost on purpose, and not yet repaired
	began   int64
	count   uint64
}

func (s *stream) newest() int64 {
	n, _ := s.numbers.Newest()
	return n
}

func newEar(p *person, begun time.Time) *ear {
	return &ear{
		person: p, begun: begun, heard: make(chan struct{}), stop: make(chan struct{}),
		recorder: twcc.NewRecorder(1), streams: make(map[uint32]*stream),
	}
}

func (e *ear) setTransport(id uint8) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.transport = id
}

// repairs reports whether a payload type is that of retransmissions in this program and in pion's defaults.
func repairs(pt uint8) bool { return pt > 96 && pt < 110 && pt%2 == 1 }

// Idle implements wire.Handler.
func (e *ear) Idle(*wire.Conn) {}

// Packet implements wire.Handler.
func (e *ear) Packet(_ *wire.Conn, _ netip.AddrPort, b []byte) bool {
	if len(b) < 12 || b[0]>>6 != 2 || 192 <= b[1] && b[1] <= 223 {
		return false
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if _, err := e.header.Unmarshal(b); err != nil {
		return false
	}
	lost := e.person.crowd.scenario.loss > 0 && mathrand.Float64() < e.person.crowd.scenario.loss //nolint:gosec // a simulated network
	if !lost && e.transport != 0 {
		if x := e.header.GetExtension(e.transport); len(x) == 2 {
			e.recorder.Record(e.header.SSRC, binary.BigEndian.Uint16(x), time.Now().UnixMicro())
		}
	}
	if repairs(e.header.PayloadType) {
		return lost // pion knows what it repairs
	}
	s := e.streams[e.header.SSRC]
	if s == nil {
		s = &stream{missing: make(map[int64]bool)}
		e.streams[e.header.SSRC] = s
	}
	n := s.numbers.Guess(e.header.SequenceNumber)
	if lost {
		return true
	}
	if _, started := s.numbers.Newest(); !started {
		s.began = n - 1
	}
	s.numbers.Accept(n)
	s.gaps.Seen(n, time.Now())
	e.count(s)
	if e.seen++; e.seen == 1 {
		e.join = float64(time.Since(e.begun).Microseconds()) / 1000
		close(e.heard)
	}
	return e.seen%sample != 0 && e.seen > 5
}

func (e *ear) count(s *stream) {
	s.count++
	if e.measuring {
		e.packets++
	}
}

// decrypted sees the packets that went through pion: samples, and what retransmission brought.
func (e *ear) decrypted(b []byte, again bool) {
	var p rtp.Packet
	if p.Unmarshal(b) != nil || len(p.Payload) < stampAt+8 {
		return
	}
	if binary.BigEndian.Uint32(p.Payload[stampAt-4:]) != magic {
		fmt.Println("a packet that nobody sent")
		return
	}
	delay := float64(time.Now().UnixNano()-int64(binary.BigEndian.Uint64(p.Payload[stampAt:]))) / 1e6 //nolint:gosec // a time
	e.mu.Lock()
	defer e.mu.Unlock()
	s := e.streams[p.SSRC]
	if s == nil {
		return
	}
	n := s.numbers.Guess(p.SequenceNumber)
	if again {
		if s.repaired(n) {
			e.count(s)
		}
		return
	}
	if e.measuring {
		e.delays = append(e.delays, delay)
	}
}

// repaired notes a packet that may have been missing.
func (s *stream) repaired(n int64) bool {
	before := s.gaps.Missing()
	s.gaps.Seen(n, time.Now())
	return s.gaps.Missing() < before
}

func (e *ear) begin() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.measuring, e.packets, e.delays = true, 0, nil
	for _, s := range e.streams {
		s.began, s.count = s.newest(), 0
	}
}

// report tells the engine what a browser would: arrival times ten times a second, what is missing, a receiver report each second.
func (e *ear) report(pc *webrtc.PeerConnection) {
	ticker := time.NewTicker(50 * time.Millisecond)
	defer ticker.Stop()
	for i := 0; ; i++ {
		select {
		case <-e.stop:
			return
		case <-ticker.C:
		}
		var out []rtcp.Packet
		e.mu.Lock()
		if i%2 == 0 {
			out = e.recorder.BuildFeedbackPacket()
		}
		now := time.Now()
		var reports []rtcp.ReceptionReport
		for ssrc, s := range e.streams {
			if missing := s.gaps.Due(now, 60*time.Millisecond, nil); len(missing) > 0 {
				out = append(out, &rtcp.TransportLayerNack{SenderSSRC: 1, MediaSSRC: ssrc, Nacks: rtcp.NackPairsFromSequenceNumbers(missing)})
			}
			if i%20 == 0 && len(reports) < 31 {
				reports = append(reports, rtcp.ReceptionReport{SSRC: ssrc, LastSequenceNumber: uint32(s.newest())}) //nolint:gosec // as it is in packets
			}
		}
		e.mu.Unlock()
		if len(reports) > 0 {
			out = append(out, &rtcp.ReceiverReport{SSRC: 1, Reports: reports})
		}
		for _, p := range out {
			_ = pc.WriteRTCP([]rtcp.Packet{p}) // it fails when the run is over
		}
	}
}
