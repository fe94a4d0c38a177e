package roomstest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"
)

// Encoder is a client of WHIP or WHEP as RFC 9725 describes it: one peer connection, and no signalling but an offer and fragments.
type Encoder struct {
	*webrtc.PeerConnection
	t      testing.TB
	answer string
	stop   context.CancelFunc
	work   sync.WaitGroup
	got    sync.Map // kind → *atomic.Int64
}

// NewEncoder makes one that ends with the test.
func NewEncoder(t testing.TB) *Encoder {
	t.Helper()
	settings := webrtc.SettingEngine{}
	settings.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	settings.SetIncludeLoopbackCandidate(true)
	settings.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4})
	media := &webrtc.MediaEngine{}
	if err := media.RegisterDefaultCodecs(); err != nil {
		t.Fatal(err)
	}
	pc, err := webrtc.NewAPI(webrtc.WithSettingEngine(settings), webrtc.WithMediaEngine(media)).NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		t.Fatal(err)
	}
	e := &Encoder{PeerConnection: pc, t: t, stop: func() {}}
	t.Cleanup(e.End)
	pc.OnTrack(func(remote *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
		count, _ := e.got.LoadOrStore(remote.Kind().String(), &atomic.Int64{})
		for {
			if _, _, err := remote.ReadRTP(); err != nil {
				return
			}
			count.(*atomic.Int64).Add(1)
		}
	})
	return e
}

// End closes the connection, as a program that quits does; WHIP knows no goodbye of that.
func (e *Encoder) End() {
	e.stop()
	e.work.Wait()
	if err := e.GracefulClose(); err != nil {
		e.t.Logf("close: %v", err)
	}
}

// Received counts the packets of a kind, "audio" or "video".
func (e *Encoder) Received(kind string) int64 {
	count, ok := e.got.Load(kind)
	if !ok {
		return 0
	}
	return count.(*atomic.Int64).Load()
}

// Send adds a sound and a picture and sends packets of them from now on.
func (e *Encoder) Send() {
	e.t.Helper()
	for _, s := range []struct {
		mime    string
		clock   uint32
		every   time.Duration
		step    uint32
		payload []byte
	}{
		{webrtc.MimeTypeOpus, 48000, 20 * time.Millisecond, 960, []byte{0xf8, 0xff, 0xfe}},
		{webrtc.MimeTypeVP8, 90000, 33 * time.Millisecond, 2970, append([]byte{0x10, 0}, make([]byte, 500)...)},
	} {
		local, err := webrtc.NewTrackLocalStaticRTP(webrtc.RTPCodecCapability{MimeType: s.mime, ClockRate: s.clock}, s.mime, "encoder")
		if err != nil {
			e.t.Fatal(err)
		}
		if _, err := e.AddTransceiverFromTrack(local, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly}); err != nil {
			e.t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		before := e.stop
		e.stop = func() { cancel(); before() }
		e.work.Go(func() {
			ticker := time.NewTicker(s.every)
			defer ticker.Stop()
			p := rtp.Packet{Header: rtp.Header{Version: 2, Marker: true}, Payload: s.payload}
			for {
				select {
				case <-ctx.Done():
					return
				case <-ticker.C:
				}
				p.SequenceNumber++
				p.Timestamp += s.step
				if local.WriteRTP(&p) != nil {
					return
				}
			}
		})
	}
}

// Watch asks for a sound and a picture.
func (e *Encoder) Watch() {
	e.t.Helper()
	for _, kind := range []webrtc.RTPCodecType{webrtc.RTPCodecTypeAudio, webrtc.RTPCodecTypeVideo} {
		if _, err := e.AddTransceiverFromKind(kind, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly}); err != nil {
			e.t.Fatal(err)
		}
	}
}

// Offer is the description to send, with all candidates.
func (e *Encoder) Offer(restart bool) string {
	e.t.Helper()
	offer, err := e.CreateOffer(&webrtc.OfferOptions{ICERestart: restart})
	if err != nil {
		e.t.Fatal(err)
	}
	gathered := webrtc.GatheringCompletePromise(e.PeerConnection)
	if err := e.SetLocalDescription(offer); err != nil {
		e.t.Fatal(err)
	}
	<-gathered
	return e.LocalDescription().SDP
}

// Accept applies the answer.
func (e *Encoder) Accept(answer string) {
	e.t.Helper()
	e.answer = answer
	if err := e.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer}); err != nil {
		e.t.Fatalf("answer: %v in\n%s", err, answer)
	}
}

func attribute(t testing.TB, sdp, name string) string {
	t.Helper()
	for line := range strings.Lines(sdp) {
		if v, ok := strings.CutPrefix(strings.TrimSpace(line), "a="+name+":"); ok {
			return v
		}
	}
	t.Fatalf("no %s in\n%s", name, sdp)
	return ""
}

// Fragment is what a client sends to restart ICE: its new credentials.
func (e *Encoder) Fragment() string {
	e.t.Helper()
	sdp := e.Offer(true)
	return fmt.Sprintf("a=group:BUNDLE 0 1\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=ice-ufrag:%s\r\na=ice-pwd:%s\r\n", attribute(e.t, sdp, "ice-ufrag"), attribute(e.t, sdp, "ice-pwd"))
}

// Restarted applies the answer to that.
func (e *Encoder) Restarted(fragment string) {
	e.t.Helper()
	answer := e.answer
	for _, name := range []string{"ice-ufrag", "ice-pwd"} {
		answer = strings.ReplaceAll(answer, attribute(e.t, answer, name), attribute(e.t, fragment, name))
	}
	e.Accept(answer)
}

// Attribute is the value of a line "a=name:value" of a description or fragment.
func Attribute(t testing.TB, sdp, name string) string {
	t.Helper()
	return attribute(t, sdp, name)
}

// Up reports whether ICE stands.
func (e *Encoder) Up() bool {
	s := e.ICEConnectionState()
	return s == webrtc.ICEConnectionStateConnected || s == webrtc.ICEConnectionStateCompleted
}
