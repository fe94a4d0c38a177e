package main

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/pion/dtls/v3"
	"github.com/pion/ice/v4"
	"github.com/pion/interceptor"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"fairground/rooms"
	"fairground/rooms/wire"
)

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
			if err := p.accept(m); err != nil && !errors.Is(err, net.ErrClosed) { // which is the end of the run
				fmt.Println("offer not accepted:", err)
			}
		case rooms.Error:
			fmt.Println("refused:", m.Code, m.Detail)
		}
	}
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
