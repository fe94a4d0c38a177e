package main

import (
	"context"
	"fmt"
	"net"
	"strings"
	"sync"

	"github.com/pion/dtls/v3"
	"github.com/pion/ice/v4"
	"github.com/pion/logging"
	"github.com/pion/webrtc/v4"

	"fairground/rooms"
)

// naive is a fan-out as pion's documentation shows it: a TrackLocalStaticRTP for each stream, the default interceptors, one socket.
type naive struct {
	api *webrtc.API
	mux ice.UDPMux

	mu    sync.Mutex
	rooms map[string]*hall
	pcs   []*webrtc.PeerConnection
}

// hall is a room: its streams, by who sends them.
type hall struct {
	mu     sync.Mutex
	tracks map[*webrtc.TrackLocalStaticRTP]string
}

func quiet() logging.LoggerFactory {
	f := logging.NewDefaultLoggerFactory()
	f.DefaultLogLevel = logging.LogLevelDisabled
	return f
}

func newNaive() (*naive, error) {
	engine := &webrtc.MediaEngine{}
	if err := engine.RegisterDefaultCodecs(); err != nil {
		return nil, fmt.Errorf("register codecs: %w", err)
	}
	conn, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		return nil, fmt.Errorf("bind UDP: %w", err)
	}
	if err := conn.SetReadBuffer(4 << 20); err != nil {
		return nil, fmt.Errorf("set UDP buffer: %w", err)
	}
	if err := conn.SetWriteBuffer(4 << 20); err != nil {
		return nil, fmt.Errorf("set UDP buffer: %w", err)
	}
	settings := webrtc.SettingEngine{LoggerFactory: quiet()}
	settings.SetIncludeLoopbackCandidate(true)
	settings.SetLite(true)
	settings.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	settings.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4})
	settings.SetSRTPProtectionProfiles(dtls.SRTP_AEAD_AES_128_GCM)
	n := &naive{rooms: make(map[string]*hall), mux: ice.NewUDPMuxDefault(ice.UDPMuxParams{UDPConn: conn, Logger: quiet().NewLogger("ice")})}
	settings.SetICEUDPMux(n.mux)
	n.api = webrtc.NewAPI(webrtc.WithMediaEngine(engine), webrtc.WithSettingEngine(settings))
	return n, nil
}

// Close implements host.
func (n *naive) Close() error {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, pc := range n.pcs {
		_ = pc.Close() // the process ends
	}
	return n.mux.Close()
}

func (n *naive) connect() (*webrtc.PeerConnection, error) {
	pc, err := n.api.NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		return nil, err
	}
	n.mu.Lock()
	n.pcs = append(n.pcs, pc)
	n.mu.Unlock()
	return pc, nil
}

func (n *naive) serve(_ context.Context, conn *lines) {
	var room *hall
	var self string
	var subscribe *webrtc.PeerConnection
	for {
		frame, err := conn.read()
		if err != nil {
			return
		}
		m, err := rooms.Parse(frame)
		if err != nil {
			return
		}
		switch m := m.(type) {
		case rooms.Join:
			var name string
			name, self, _ = strings.Cut(m.Token, " ")
			n.mu.Lock()
			if room = n.rooms[name]; room == nil {
				room = &hall{tracks: make(map[*webrtc.TrackLocalStaticRTP]string)}
				n.rooms[name] = room
			}
			n.mu.Unlock()
			err = conn.Send(rooms.Joined{})
		case rooms.Offer:
			var sdp string
			if sdp, err = n.publish(room, self, m.SDP); err == nil {
				err = conn.Send(rooms.Answer{Request: m.Request, PC: rooms.Publish, ID: m.ID, SDP: sdp})
			}
		case rooms.Restart: // the crowd asks when everybody publishes
			var sdp string
			if subscribe, sdp, err = n.subscribe(room, self); err == nil {
				err = conn.Send(rooms.Offer{PC: rooms.Subscribe, ID: 1, SDP: sdp, Tracks: []rooms.OfferedTrack{}})
			}
		case rooms.Answer:
			err = subscribe.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: m.SDP})
		}
		if err != nil {
			return
		}
	}
}

func local(pc *webrtc.PeerConnection, d webrtc.SessionDescription) (string, error) {
	gathered := webrtc.GatheringCompletePromise(pc)
	if err := pc.SetLocalDescription(d); err != nil {
		return "", err
	}
	<-gathered
	return pc.LocalDescription().SDP, nil
}

func (n *naive) publish(room *hall, self, sdp string) (string, error) {
	pc, err := n.connect()
	if err != nil {
		return "", err
	}
	pc.OnTrack(func(remote *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
		track, err := webrtc.NewTrackLocalStaticRTP(remote.Codec().RTPCodecCapability, remote.ID(), self)
		if err != nil {
			return
		}
		room.mu.Lock()
		room.tracks[track] = self
		room.mu.Unlock()
		buf := make([]byte, 1500)
		for {
			size, _, err := remote.Read(buf)
			if err != nil {
				return
			}
			_, _ = track.Write(buf[:size]) // a subscriber that is gone
		}
	})
	if err := pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: sdp}); err != nil {
		return "", err
	}
	answer, err := pc.CreateAnswer(nil)
	if err != nil {
		return "", err
	}
	return local(pc, answer)
}

func (n *naive) subscribe(room *hall, self string) (*webrtc.PeerConnection, string, error) {
	pc, err := n.connect()
	if err != nil {
		return nil, "", err
	}
	room.mu.Lock()
	defer room.mu.Unlock()
	for track, by := range room.tracks {
		if by == self {
			continue
		}
		sender, err := pc.AddTrack(track)
		if err != nil {
			return nil, "", err
		}
		go func() { // so that interceptors see RTCP; it ends with the connection
			buf := make([]byte, 1500)
			for {
				if _, _, err := sender.Read(buf); err != nil {
					return
				}
			}
		}()
	}
	offer, err := pc.CreateOffer(nil)
	if err != nil {
		return nil, "", err
	}
	sdp, err := local(pc, offer)
	return pc, sdp, err
}
