package rooms

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/pion/webrtc/v4"

	"fairground/rooms/allocate"
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
	link     *link // of pc
	sections []*section
	director director
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

func newSubscription(s *seat) *subscription {
	return &subscription{seat: s, director: director{allocator: allocate.New()}}
}

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
	wanted := u.seat.room.wanted(u.seat)
	u.silence(wanted)
	if u.pending != nil {
		if resend {
			u.seat.tell(*u.pending)
		}
		return
	}
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
	l, err := m.connect(m.subscribe)
	if err != nil {
		return fmt.Errorf("make subscribe connection: %w", err)
	}
	l.listen = l.hear
	u.measure(l)
	u.pc, u.link = l.pc, l
	u.health.follow(u.seat, Subscribe, u.pc)
	return nil
}

// silence stops at once what is not to be received any more: the negotiation that frees its section may have to wait.
func (u *subscription) silence(wanted []*track) {
	for _, s := range u.sections {
		switch {
		case s.outlet == nil:
		case slices.Contains(wanted, s.outlet.track):
			s.outlet.track.attach(s.outlet)
		default:
			s.outlet.track.detach(s.outlet)
		}
	}
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
	o := newOutlet(t, u, u.link)
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
		o.again = true
		sender, err := u.link.api.NewRTPSender(o, s.sender.Transport())
		if err != nil {
			return fmt.Errorf("make sender: %w", err)
		}
		if err := s.transceiver.SetSender(sender, o); err != nil {
			return fmt.Errorf("use section again: %w", err)
		}
		s.sender = sender
	}
	s.outlet = o
	o.sender = s.sender
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
			Language: info.Language,
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
	u.link.close()
	u.pc, u.link, u.sections, u.pending = nil, nil, nil, nil
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
