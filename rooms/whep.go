package rooms

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/interceptor/pkg/nack"
	"github.com/pion/interceptor/pkg/report"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"
)

// ViewOptions say what a viewer by WHEP is shown.
type ViewOptions struct {
	// Participant is who is shown and heard; "": whoever speaks, and the screen that is shared on the floor.
	Participant string
	// Language is the channel that is heard instead; "" is the floor.
	Language string
}

// Egress seats a viewer, hidden, and answers their offer: one picture and one voice at a time, of the floor. Errors as Ingest.
func (r *Room) Egress(ctx context.Context, g Grant, offer string, o ViewOptions) (*Session, string, error) {
	if err := wantsMedia(offer); err != nil {
		return nil, "", err
	}
	if !g.Subscribe {
		return nil, "", ErrForbidden
	}
	g.Hidden, g.Subscribe, g.Publish, g.Data = true, false, nil, false // what is sent does not come by the seat's own connection
	s, err := r.sit(ctx, g)
	if err != nil {
		return nil, "", err
	}
	answer, err := s.watch(ctx, r, offer, o)
	if err != nil {
		s.Close()
		return nil, "", err
	}
	return s, answer, nil
}

func (s *Session) watch(ctx context.Context, r *Room, offer string, o ViewOptions) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, err := newView(r, s, o)
	if err != nil {
		return "", err
	}
	answer, err := v.negotiate(ctx, offer)
	if err == nil {
		err = s.stand(1, offer, answer)
	}
	if err != nil {
		v.close()
		return "", err
	}
	s.view = v
	select {
	case <-s.done: // and whoever waited for it has not seen the view
		v.close()
		return "", ErrEnded
	default:
	}
	r.engine.work.Go(v.run)
	return answer, nil
}

// wantsMedia checks that an offer receives.
func wantsMedia(offer string) error {
	parsed, err := readSDP(offer)
	if err != nil {
		return err
	}
	for _, section := range parsed.MediaDescriptions {
		kind := section.MediaName.Media
		if (kind == "audio" || kind == "video") && section.MediaName.Port.Value != 0 && !has(section, "sendonly") && !has(section, "inactive") {
			return nil
		}
	}
	return fmt.Errorf("%w: nothing is received", ErrSDP)
}

// viewer is the connection of a viewer and what goes into it. It stands beside the engine's own way of a packet: viewers by WHEP are few,
// and choose nothing.
type viewer struct {
	room    *Room
	session *Session
	options ViewOptions
	pc      *webrtc.PeerConnection
	sound   *strand
	picture *strand

	once sync.Once
	stop chan struct{}
	work sync.WaitGroup
}

// newViewAPI makes connections that send, with retransmission and sender reports of their own.
func newViewAPI(settings webrtc.SettingEngine) (*webrtc.API, error) {
	engine := &webrtc.MediaEngine{}
	for _, c := range codecs() {
		kind := webrtc.RTPCodecTypeVideo
		if strings.HasPrefix(c.MimeType, "audio/") {
			kind = webrtc.RTPCodecTypeAudio
		}
		if err := engine.RegisterCodec(c, kind); err != nil {
			return nil, fmt.Errorf("register %s: %w", c.MimeType, err)
		}
	}
	registry := &interceptor.Registry{}
	responder, err := nack.NewResponderInterceptor()
	if err != nil {
		return nil, fmt.Errorf("make NACK responder: %w", err)
	}
	registry.Add(responder)
	reports, err := report.NewSenderInterceptor()
	if err != nil {
		return nil, fmt.Errorf("make sender reports: %w", err)
	}
	registry.Add(reports)
	return webrtc.NewAPI(
		webrtc.WithMediaEngine(engine), webrtc.WithInterceptorRegistry(registry), webrtc.WithSettingEngine(settings),
	), nil
}

func newView(r *Room, s *Session, o ViewOptions) (*viewer, error) {
	m := r.engine.media
	api, err := newViewAPI(m.settings)
	if err != nil {
		return nil, err
	}
	pc, err := api.NewPeerConnection(webrtc.Configuration{Certificates: []webrtc.Certificate{m.certificate}})
	if err != nil {
		return nil, fmt.Errorf("make view: %w", err)
	}
	v := &viewer{
		room: r, session: s, options: o, pc: pc, stop: make(chan struct{}),
		sound: newStrand(webrtc.RTPCodecTypeAudio), picture: newStrand(webrtc.RTPCodecTypeVideo),
	}
	for _, x := range []*strand{v.sound, v.picture} {
		sender, err := pc.AddTrack(x)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("make view: %w", err), pc.Close())
		}
		v.work.Go(func() { x.readRTCP(sender) })
		v.work.Go(x.run)
	}
	grace := r.engine.config.Grace
	var lost *time.Timer
	var mu sync.Mutex
	pc.OnConnectionStateChange(func(state webrtc.PeerConnectionState) {
		mu.Lock()
		defer mu.Unlock()
		if lost != nil {
			lost.Stop()
		}
		switch state {
		case webrtc.PeerConnectionStateDisconnected, webrtc.PeerConnectionStateFailed:
			lost = time.AfterFunc(grace, s.end)
		case webrtc.PeerConnectionStateClosed:
			s.end()
		case webrtc.PeerConnectionStateConnected:
			v.picture.requestKeyframe()
		case webrtc.PeerConnectionStateUnknown, webrtc.PeerConnectionStateNew, webrtc.PeerConnectionStateConnecting:
		}
	})
	return v, nil
}

func (v *viewer) negotiate(ctx context.Context, offer string) (string, error) {
	if err := v.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: offer}); err != nil {
		return "", fmt.Errorf("%w: %w", ErrSDP, err)
	}
	answer, err := v.pc.CreateAnswer(nil)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrSDP, err)
	}
	gathered := webrtc.GatheringCompletePromise(v.pc)
	if err := v.pc.SetLocalDescription(answer); err != nil {
		return "", fmt.Errorf("%w: %w", ErrSDP, err)
	}
	ctx, cancel := context.WithTimeout(ctx, gatherTimeout)
	defer cancel()
	select {
	case <-gathered:
		return v.pc.LocalDescription().SDP, nil
	case <-v.session.done:
		return "", ErrEnded
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// viewInterval is how often a view looks who speaks: fast enough to follow, slow enough not to flicker.
const viewInterval = 300 * time.Millisecond

func (v *viewer) run() {
	ticker := time.NewTicker(viewInterval)
	defer ticker.Stop()
	for {
		sound, picture := v.choose()
		v.sound.follow(sound)
		v.picture.follow(picture)
		select {
		case <-v.stop:
			return
		case <-v.session.done:
			return
		case <-ticker.C:
		}
	}
}

// choose finds what is shown and heard now; what was chosen stays as long as there is nothing better.
func (v *viewer) choose() (sound, picture *track) {
	r := v.room
	r.mu.Lock()
	defer r.mu.Unlock()
	speaker := v.options.Participant
	if speaker == "" {
		if list := r.speaking[""]; len(list) > 0 {
			speaker = list[0].Participant
		}
	}
	better := func(old, t *track, order ...Source) bool {
		if old == nil {
			return true
		}
		return cmp.Or(
			cmp.Compare(slices.Index(order, t.info.Source), slices.Index(order, old.info.Source)),
			compareBools(t.info.Participant == speaker, old.info.Participant == speaker),
			compareBools(v.sound.follows(t) || v.picture.follows(t), v.sound.follows(old) || v.picture.follows(old)),
			t.added.Compare(old.added), strings.Compare(t.info.ID, old.info.ID),
		) < 0
	}
	for _, t := range r.tracks {
		info := &t.info
		switch {
		case info.Source == Interpretation, info.Muted, t.seat.participant.Place != "":
		case v.options.Participant != "" && info.Participant != v.options.Participant:
		case info.Source.Audio():
			if v.sound.carries(t) && better(sound, t, Microphone, ScreenAudio) {
				sound = t
			}
		case v.picture.carries(t) && better(picture, t, Screen, Camera):
			picture = t
		}
	}
	if v.options.Language != "" {
		if c := r.channel("", v.options.Language); c != nil && c.active != nil && v.sound.carries(c.track) {
			sound = c.track
		}
	}
	return sound, picture
}

// compareBools puts true first.
func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

func (v *viewer) close() {
	v.once.Do(func() {
		close(v.stop)
		v.sound.end()
		v.picture.end()
		if err := v.pc.GracefulClose(); err != nil {
			v.room.log().Debug("close view", "error", err)
		}
		v.work.Wait()
	})
}

// strand is one stream to a viewer, made of one track after another. It implements webrtc.TrackLocal.
type strand struct {
	kind    webrtc.RTPCodecType
	backlog *backlog

	mu     sync.Mutex // a leaf but for the taps of tracks
	source *track
	fresh  bool // the next packet is the first of another track
	bound  *strandBinding

	// Of run.
	sent          bool
	sequence, add uint16
	timestamp     uint32
	shift         uint32
	at            time.Time
}

type strandBinding struct {
	writer webrtc.TrackLocalWriter
	ssrc   uint32
	types  []webrtc.RTPCodecParameters
}

func newStrand(kind webrtc.RTPCodecType) *strand {
	return &strand{kind: kind, backlog: newBacklog(512)}
}

// Bind implements webrtc.TrackLocal.
func (x *strand) Bind(c webrtc.TrackLocalContext) (webrtc.RTPCodecParameters, error) {
	list := c.CodecParameters()
	if len(list) == 0 {
		return webrtc.RTPCodecParameters{}, webrtc.ErrUnsupportedCodec
	}
	x.mu.Lock()
	x.bound = &strandBinding{c.WriteStream(), uint32(c.SSRC()), slices.Clone(list)}
	x.mu.Unlock()
	x.requestKeyframe()
	return list[0], nil
}

// Unbind implements webrtc.TrackLocal.
func (x *strand) Unbind(webrtc.TrackLocalContext) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.bound = nil
	return nil
}

// ID implements webrtc.TrackLocal.
func (x *strand) ID() string { return x.kind.String() }

// RID implements webrtc.TrackLocal.
func (x *strand) RID() string { return "" }

// StreamID implements webrtc.TrackLocal: sound and picture belong together.
func (x *strand) StreamID() string { return "room" }

// Kind implements webrtc.TrackLocal.
func (x *strand) Kind() webrtc.RTPCodecType { return x.kind }

// agreed finds the payload type of a track's codec; false if the viewer cannot decode it.
func (b *strandBinding) agreed(codec webrtc.RTPCodecParameters) (uint8, bool) {
	for _, c := range b.types {
		if strings.EqualFold(c.MimeType, codec.MimeType) && h264Profile(c.SDPFmtpLine) == h264Profile(codec.SDPFmtpLine) {
			return uint8(c.PayloadType), true
		}
	}
	return 0, false
}

// carries reports whether a track can be shown; before the connection stands every one can.
func (x *strand) carries(t *track) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.bound == nil {
		return true
	}
	_, ok := x.bound.agreed(t.codec)
	return ok
}

func (x *strand) follows(t *track) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.source == t
}

// follow changes the track; nil is none.
func (x *strand) follow(t *track) {
	x.mu.Lock()
	old := x.source
	if old == t {
		x.mu.Unlock()
		return
	}
	x.source, x.fresh = t, true
	x.mu.Unlock()
	if old != nil {
		old.taps.detach(x)
	}
	if t != nil {
		t.taps.attach(x)
		t.requestKeyframe()
	}
}

func (x *strand) requestKeyframe() {
	x.mu.Lock()
	t := x.source
	x.mu.Unlock()
	if t != nil {
		t.requestKeyframe()
	}
}

func (x *strand) end() {
	x.follow(nil)
	x.backlog.end()
}

// packet implements tap.
func (x *strand) packet(header *rtp.Header, payload []byte) { x.backlog.packet(header, payload) }

// report implements tap: the reports are the connection's own.
func (x *strand) report(*rtcp.SenderReport) {}

func (x *strand) run() {
	for c := range x.backlog.queue {
		x.write(c)
		x.backlog.done(c)
	}
}

// write sends one packet with numbers that run on from one track to the next.
func (x *strand) write(c copied) {
	x.mu.Lock()
	b, t, fresh := x.bound, x.source, x.fresh
	var pt uint8
	ok := b != nil && t != nil
	if ok {
		pt, ok = b.agreed(t.codec)
	}
	if ok {
		x.fresh = false
	}
	x.mu.Unlock()
	if !ok {
		return
	}
	h := rtp.Header{Version: 2, Marker: c.header.Marker, PayloadType: pt, SSRC: b.ssrc}
	now := time.Now()
	if fresh || !x.sent {
		x.add, x.shift = 0, 0
		if x.sent {
			clock := int64(t.codec.ClockRate)
			ticks := max(now.Sub(x.at).Milliseconds()*clock/1000, clock/100)
			x.add = x.sequence + 1 - c.header.SequenceNumber
			x.shift = x.timestamp + uint32(ticks) - c.header.Timestamp //nolint:gosec // wraps on purpose
		}
	}
	h.SequenceNumber, h.Timestamp = c.header.SequenceNumber+x.add, c.header.Timestamp+x.shift
	if !x.sent || int16(h.SequenceNumber-x.sequence) > 0 { //nolint:gosec // wraps on purpose
		x.sent, x.sequence, x.timestamp, x.at = true, h.SequenceNumber, h.Timestamp, now
	}
	// It fails only when the connection has ended.
	_, _ = b.writer.WriteRTP(&h, c.payload)
}

func (x *strand) readRTCP(sender *webrtc.RTPSender) {
	for {
		packets, _, err := sender.ReadRTCP()
		if err != nil {
			return
		}
		for _, p := range packets {
			switch p.(type) {
			case *rtcp.PictureLossIndication, *rtcp.FullIntraRequest:
				x.requestKeyframe()
			}
		}
	}
}
