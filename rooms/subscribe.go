package rooms

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"
)

// subscription is the subscribe side of a seat: the server offers whenever what the seat should receive has changed.
type subscription struct {
	seat    *seat
	health  health
	resend  atomic.Bool    // a new signalling connection may not know the offer under way
	streams sync.WaitGroup // readers of the subscriber's RTCP

	mu       sync.Mutex // before room.mu; held during a negotiation
	closed   bool
	restart  bool // ICE restart, or a new connection, is asked for
	given    bool // up: the connection was lost for good; wait for restart
	pc       *webrtc.PeerConnection
	sections []*section
	last     uint64 // id of the newest offer
	pending  *Offer // the offer under way
}

// section is one media section, used for one track after another of its kind.
type section struct {
	transceiver *webrtc.RTPTransceiver
	sender      *webrtc.RTPSender
	kind        webrtc.RTPCodecType
	outlet      *outlet // nil: free
}

func newSubscription(s *seat) *subscription { return &subscription{seat: s} }

// candidate takes no notice, see ingest.candidate.
func (u *subscription) candidate(Candidate) error { return nil }

// answer applies the client's answer to the offer under way.
func (u *subscription) answer(m Answer) error {
	u.mu.Lock()
	defer u.mu.Unlock()
	switch {
	case u.closed:
		return ErrEnded
	case u.pending == nil && m.ID == u.last:
		return nil // said again after a resume
	case u.pending == nil || m.ID != u.pending.ID:
		return refuse(CodeOrder, "no offer of that id is waiting")
	}
	u.pending = nil
	if err := u.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: m.SDP}); err != nil {
		u.seat.room.log().Debug("answer not accepted", "participant", u.seat.grant.Participant, "error", err)
		u.drop()
		u.given = true
		u.seat.tell(MediaLost{Subscribe})
		return refuse(CodeNegotiation, "the answer could not be accepted")
	}
	u.seat.nudge()
	return nil
}

// requestRestart makes the next offer an ICE restart, or a new connection if there is none.
func (u *subscription) requestRestart() {
	u.mu.Lock()
	u.restart, u.given = true, false
	if u.pc != nil && u.pc.ConnectionState() == webrtc.PeerConnectionStateClosed {
		u.drop()
	}
	u.mu.Unlock()
	u.seat.nudge()
}

// reconcile brings the sections in line with what the room has to offer. Only the seat's goroutine calls it.
func (u *subscription) reconcile() {
	u.mu.Lock()
	defer u.mu.Unlock()
	resend := u.resend.Swap(false)
	if u.closed || u.given {
		return
	}
	if u.pc != nil && u.pc.ConnectionState() == webrtc.PeerConnectionStateClosed {
		return // by the client; it is given up when the grace has passed, or when a restart is asked for
	}
	if u.pending != nil {
		if resend {
			u.seat.tell(*u.pending)
		}
		return
	}
	wanted := u.seat.room.wanted(u.seat)
	if u.pc == nil {
		if len(wanted) == 0 {
			u.restart = false
			return
		}
		if err := u.connect(); err != nil {
			u.fail(err)
			return
		}
		u.restart = false
	}
	changed, err := u.arrange(wanted)
	if err == nil && (changed || u.restart) {
		err = u.offer()
	}
	if err != nil {
		u.fail(err)
	}
}

// fail gives the connection up after an error that is ours; the client may ask for another.
func (u *subscription) fail(err error) {
	u.drop()
	u.given = true
	select {
	case <-u.seat.done:
		return
	default:
	}
	u.seat.room.log().Error("subscribe negotiation failed", "participant", u.seat.grant.Participant, "error", err)
	u.seat.tell(MediaLost{Subscribe})
}

func (u *subscription) connect() error {
	m := u.seat.room.engine.media
	pc, err := m.subscribe.NewPeerConnection(webrtc.Configuration{Certificates: []webrtc.Certificate{m.certificate}})
	if err != nil {
		return fmt.Errorf("make subscribe connection: %w", err)
	}
	u.pc = pc
	u.health.follow(u.seat, Subscribe, pc)
	return nil
}

// arrange frees the sections of tracks that are gone and gives sections to new ones.
func (u *subscription) arrange(wanted []*track) (changed bool, err error) {
	have := make(map[*track]bool, len(wanted))
	for _, s := range u.sections {
		if s.outlet == nil {
			continue
		}
		if slices.Contains(wanted, s.outlet.track) {
			have[s.outlet.track] = true
			continue
		}
		s.outlet.track.detach(s.outlet)
		s.outlet = nil
		if err := u.pc.RemoveTrack(s.sender); err != nil {
			return true, fmt.Errorf("free section: %w", err)
		}
		changed = true
	}
	for _, t := range wanted {
		if have[t] {
			continue
		}
		if err := u.add(t); err != nil {
			return true, err
		}
		changed = true
	}
	return changed, nil
}

func (u *subscription) add(t *track) error {
	o := &outlet{track: t, subscription: u, pc: u.pc, resendBuf: make([]byte, 0, mtu)}
	// A section freed in this very round is still sending for the client; only those it has answered as inactive are free.
	i := slices.IndexFunc(u.sections, func(s *section) bool {
		return s.outlet == nil && s.kind == o.Kind() && s.transceiver.Direction() == webrtc.RTPTransceiverDirectionInactive
	})
	var s *section
	if i < 0 {
		transceiver, err := u.pc.AddTransceiverFromTrack(o, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
		if err != nil {
			return fmt.Errorf("add section: %w", err)
		}
		s = &section{transceiver: transceiver, sender: transceiver.Sender(), kind: o.Kind()}
		u.sections = append(u.sections, s)
	} else {
		s = u.sections[i]
		sender, err := u.seat.room.engine.media.subscribe.NewRTPSender(o, s.sender.Transport())
		if err != nil {
			return fmt.Errorf("make sender: %w", err)
		}
		if err := s.transceiver.SetSender(sender, o); err != nil {
			return fmt.Errorf("use section again: %w", err)
		}
		s.sender = sender
	}
	s.outlet = o
	sender := s.sender
	u.streams.Go(func() { o.readRTCP(sender) })
	t.attach(o)
	return nil
}

func (u *subscription) offer() error {
	offer, err := u.pc.CreateOffer(&webrtc.OfferOptions{ICERestart: u.restart})
	if err != nil {
		return fmt.Errorf("create offer: %w", err)
	}
	u.restart = false
	sdp, err := describe(context.Background(), u.seat, u.pc, offer)
	if err != nil {
		return err
	}
	u.last++
	m := Offer{PC: Subscribe, ID: u.last, SDP: sdp, Tracks: []OfferedTrack{}}
	for _, s := range u.sections {
		if s.outlet == nil {
			continue
		}
		info := &s.outlet.track.info
		m.Tracks = append(m.Tracks, OfferedTrack{
			Mid: s.transceiver.Mid(), Source: info.Source, Hint: info.Hint, Track: info.ID, Participant: info.Participant,
		})
	}
	u.pending = &m
	u.seat.tell(m)
	return nil
}

// refresh asks for key frames of everything received: the connection has just come up and nothing earlier arrived.
func (u *subscription) refresh() {
	// Not under the lock: this is called from pion, which may be inside a negotiation that holds it.
	for _, t := range u.seat.room.wanted(u.seat) {
		t.requestKeyframe()
	}
}

// drop ends the peer connection. The caller holds the lock.
func (u *subscription) drop() {
	pc := u.pc
	if pc == nil {
		return
	}
	for _, s := range u.sections {
		if s.outlet != nil {
			s.outlet.track.detach(s.outlet)
		}
	}
	u.pc, u.sections, u.pending = nil, nil, nil
	u.health.forget()
	u.streams.Go(func() {
		if err := pc.GracefulClose(); err != nil {
			u.seat.room.log().Debug("close subscribe connection", "error", err)
		}
	})
}

// abandon gives a connection up that did not heal, and says so.
func (u *subscription) abandon() {
	u.mu.Lock()
	had := u.pc != nil
	u.drop()
	u.given = true
	u.mu.Unlock()
	if had {
		u.seat.tell(MediaLost{Subscribe})
	}
}

// close ends everything and waits for it.
func (u *subscription) close() {
	u.mu.Lock()
	u.closed = true
	u.drop()
	u.mu.Unlock()
	u.streams.Wait()
}

func (u *subscription) stats() []StreamStats {
	u.mu.Lock()
	defer u.mu.Unlock()
	list := []StreamStats{}
	for _, s := range u.sections {
		if s.outlet != nil {
			list = append(list, s.outlet.stats())
		}
	}
	return list
}

// outlet is one track on its way to one subscriber. It implements webrtc.TrackLocal.
type outlet struct {
	track        *track
	subscription *subscription
	pc           *webrtc.PeerConnection

	bound          atomic.Pointer[binding]
	packets, bytes atomic.Uint64
	resent         atomic.Uint64
	lost           atomic.Int64
	jitter         atomic.Uint64 // in clock ticks

	resendBuf []byte // of the goroutine that reads RTCP
}

type binding struct {
	id     string
	writer webrtc.TrackLocalWriter
	ssrc   uint32
	pt     uint8
}

// Bind implements webrtc.TrackLocal: the connection is up and the section agreed on. Every section offers all codecs, since pion
// can later use only those that its first negotiations named; here the track's own is picked.
func (o *outlet) Bind(c webrtc.TrackLocalContext) (webrtc.RTPCodecParameters, error) {
	agreed := slices.IndexFunc(c.CodecParameters(), func(p webrtc.RTPCodecParameters) bool {
		return strings.EqualFold(p.MimeType, o.track.codec.MimeType) &&
			h264Profile(p.SDPFmtpLine) == h264Profile(o.track.codec.SDPFmtpLine)
	})
	if agreed < 0 {
		// The client cannot decode it. Refusing here would keep pion from starting the other tracks, so it is bound to nothing.
		return o.track.codec, nil
	}
	codec := c.CodecParameters()[agreed]
	o.bound.Store(&binding{c.ID(), c.WriteStream(), uint32(c.SSRC()), uint8(codec.PayloadType)})
	o.track.requestKeyframe()
	return codec, nil
}

// Unbind implements webrtc.TrackLocal.
func (o *outlet) Unbind(webrtc.TrackLocalContext) error {
	o.bound.Store(nil)
	return nil
}

// ID implements webrtc.TrackLocal.
func (o *outlet) ID() string { return o.track.info.ID }

// RID implements webrtc.TrackLocal: nothing is sent in several layers.
func (o *outlet) RID() string { return "" }

// StreamID implements webrtc.TrackLocal: sound and picture of one participant belong together.
func (o *outlet) StreamID() string { return o.track.info.Participant }

// Kind implements webrtc.TrackLocal.
func (o *outlet) Kind() webrtc.RTPCodecType {
	if o.track.info.Source.Audio() {
		return webrtc.RTPCodecTypeAudio
	}
	return webrtc.RTPCodecTypeVideo
}

// write sends one packet. It fails while the connection is not up or has ended, and then the packet is nobody's.
func (o *outlet) write(h rtp.Header, payload []byte) bool {
	b := o.bound.Load()
	if b == nil {
		return false
	}
	h.SSRC, h.PayloadType = b.ssrc, b.pt
	n, err := b.writer.WriteRTP(&h, payload)
	if err != nil || n == 0 {
		return false
	}
	o.bytes.Add(uint64(len(payload)))
	if o.packets.Add(1) == 1 {
		o.first()
	}
	return true
}

func (o *outlet) first() {
	s, info := o.subscription.seat, &o.track.info
	o.subscription.health.tell(s, Subscribe, MediaConnected, true)
	e := Evidence{
		Presence: s.presence(s.room.engine.config.Now()), Event: MediaFirstOut, Side: Subscribe,
		Track: info.ID, Source: info.Source, From: info.Participant,
	}
	s.room.observe(func(ob Observer) { ob.Media(e) })
}

// report sends the publisher's sender report under this outlet's name.
func (o *outlet) report(sr *rtcp.SenderReport) {
	b := o.bound.Load()
	if b == nil {
		return
	}
	// It fails only when the connection has ended.
	_ = o.pc.WriteRTCP([]rtcp.Packet{&rtcp.SenderReport{
		SSRC: b.ssrc, NTPTime: sr.NTPTime, RTPTime: sr.RTPTime,
		PacketCount: uint32(o.packets.Load()), OctetCount: uint32(o.bytes.Load()), //nolint:gosec // they wrap, RFC 3550 section 6.4.1
	}})
}

// maxResend bounds the answer to one compound RTCP packet.
const maxResend = 128

// readRTCP serves what the subscriber reports and asks for, until the sender is stopped.
func (o *outlet) readRTCP(sender *webrtc.RTPSender) {
	for {
		packets, _, err := sender.ReadRTCP()
		if err != nil {
			return
		}
		budget := maxResend
		for _, p := range packets {
			switch p := p.(type) {
			case *rtcp.PictureLossIndication, *rtcp.FullIntraRequest:
				o.track.requestKeyframe()
			case *rtcp.TransportLayerNack:
				for _, pair := range p.Nacks {
					pair.Range(func(sequence uint16) bool {
						o.sendAgain(sequence)
						budget--
						return budget > 0
					})
					if budget <= 0 {
						break
					}
				}
			case *rtcp.ReceiverReport:
				o.heard(p)
			}
		}
	}
}

func (o *outlet) sendAgain(sequence uint16) {
	header, payload, ok := o.track.ring.find(sequence, o.resendBuf)
	if !ok {
		return
	}
	o.resendBuf = payload
	if o.write(header, payload) {
		o.resent.Add(1)
	}
}

func (o *outlet) heard(rr *rtcp.ReceiverReport) {
	b := o.bound.Load()
	if b == nil {
		return
	}
	for _, r := range rr.Reports {
		if r.SSRC == b.ssrc {
			o.lost.Store(int64(r.TotalLost))
			o.jitter.Store(uint64(r.Jitter))
		}
	}
}

func (o *outlet) stats() StreamStats {
	return StreamStats{
		Track: o.track.info.ID, Source: o.track.info.Source,
		Packets: o.packets.Load(), Bytes: o.bytes.Load(), Lost: o.lost.Load(), Resent: o.resent.Load(),
		Jitter: time.Duration(float64(o.jitter.Load()) / float64(o.track.codec.ClockRate) * float64(time.Second)),
	}
}
