package rooms

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/webrtc/v4"
)

// seat is a participant's place in a room. It outlives the signalling connections that come and go on it, and owns the two peer
// connections. One goroutine, run, does everything about them that is not an answer to a message.
type seat struct {
	room      *Room
	grant     Grant
	publish   *ingest
	subscribe *subscription
	wake      chan struct{}
	done      chan struct{}

	// Guarded by room.mu.
	participant Participant
	peer        *Peer // the connection attached now, or nil
	detached    time.Time
	ended       bool
	muted       map[Source]bool
	tracks      map[Source]*track
	said        []string // client ids of chat messages, oldest first
	stays       []stay   // where the seat has been, oldest first, as far back as the events that are kept
	skipped     Skipped  // events withheld since the last one told; Offset 0: none
	listening   Listening
	booth       *channel // where they interpret, or nil
	relay       string   // what they listen to as an interpreter
	step        Step     // of the ladder; "": not said
	measured    measured
	moved       time.Time // by themselves
	slid        time.Time // the last slide shown
	reported    time.Time // the last report filed
}

func newSeat(r *Room, g Grant, now time.Time) *seat {
	place := r.home(g).at
	s := &seat{
		stays: []stay{{0, place}}, room: r, grant: g, wake: make(chan struct{}, 1), done: make(chan struct{}),
		participant: Participant{
			ID: g.Participant, Name: g.Name, Organization: g.Organization, Language: g.Language,
			Joined: now.UTC(), Connected: true, Synthetic: g.Synthetic, Place: place,
			Permissions: g.permissions(),
		},
		muted: make(map[Source]bool), tracks: make(map[Source]*track),
	}
	s.publish = newIngest(s)
	s.subscribe = newSubscription(s)
	return s
}

// nudge makes run look at the room again. Nudges that come together are one.
func (s *seat) nudge() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func (s *seat) run() {
	for {
		select {
		case <-s.done:
			s.publish.close()
			s.subscribe.close()
			return
		case <-s.wake:
			now := s.room.engine.config.Now()
			grace := s.room.engine.config.Grace
			if s.publish.health.lostFor(now) >= grace {
				s.publish.abandon()
			}
			if s.subscribe.health.lostFor(now) >= grace {
				s.subscribe.abandon()
			}
			s.room.settleChannels()
			s.subscribe.reconcile()
		}
	}
}

// published lists the tracks of the seat by source. The caller holds the room's lock.
func (s *seat) published() []*track {
	list := make([]*track, 0, len(s.tracks))
	for _, t := range s.tracks {
		list = append(list, t)
	}
	slices.SortFunc(list, func(a, b *track) int { return strings.Compare(string(a.info.Source), string(b.info.Source)) })
	return list
}

// withhold notes that an event is not for the seat.
func (s *seat) withhold(offset uint64) {
	if s.skipped.Offset == 0 {
		s.skipped = Skipped{Offset: offset}
	} else {
		s.skipped.Through = offset
	}
}

// tellSkipped sends what has been withheld, so that the numbers the client knows have no gap. The caller holds the room's lock.
func (s *seat) tellSkipped() {
	if s.skipped.Offset != 0 && s.peer != nil {
		s.peer.send(s.skipped)
	}
	s.skipped = Skipped{}
}

// tell sends to the connection attached now, if there is one.
func (s *seat) tell(m Message) {
	s.room.mu.Lock()
	p := s.peer
	s.room.mu.Unlock()
	if p != nil {
		p.send(m)
	}
}

func (s *seat) presence(at time.Time) Presence {
	return Presence{
		Room: s.room.id, Epoch: s.room.epoch, Participant: s.grant.Participant, Session: s.grant.Session,
		Hidden: s.grant.Hidden, Synthetic: s.grant.Synthetic, At: at.UTC(),
	}
}

func (s *seat) evidence(event MediaEvent, side Side) {
	e := Evidence{Presence: s.presence(s.room.engine.config.Now()), Event: event, Side: side}
	s.room.observe(func(o Observer) { o.Media(e) })
}

// health follows the state of the peer connection in use on one side.
type health struct {
	mu      sync.Mutex   // a leaf but for the teller: what is told and up change together
	up      bool         // MediaConnected has been told and MediaBroken not since
	lost    atomic.Int64 // since when it is broken, in Unix nanoseconds; 0: it is not
	current atomic.Pointer[webrtc.PeerConnection]
}

// lostFor is how long the connection has been broken; negative if it is not.
func (h *health) lostFor(now time.Time) time.Duration {
	since := h.lost.Load()
	if since == 0 {
		return -1
	}
	return now.Sub(time.Unix(0, since))
}

// follow keeps health and evidence up to date with a peer connection, until forget or the next follow.
func (h *health) follow(s *seat, side Side, pc *webrtc.PeerConnection) {
	h.current.Store(pc)
	h.lost.Store(0)
	h.tell(s, side, MediaOffered, false)
	pc.OnConnectionStateChange(func(webrtc.PeerConnectionState) {
		if h.current.Load() != pc {
			return
		}
		switch pc.ConnectionState() { // not the one announced: announcements may overtake each other
		case webrtc.PeerConnectionStateConnected:
			h.lost.Store(0)
			h.tell(s, side, MediaConnected, true)
			if side == Subscribe {
				s.subscribe.refresh()
			}
		case webrtc.PeerConnectionStateDisconnected, webrtc.PeerConnectionStateFailed, webrtc.PeerConnectionStateClosed:
			// Closed is the client's doing: ours would have been forgotten before.
			if h.lost.CompareAndSwap(0, s.room.engine.config.Now().UnixNano()) {
				h.tell(s, side, MediaBroken, false)
			}
		case webrtc.PeerConnectionStateUnknown, webrtc.PeerConnectionStateNew, webrtc.PeerConnectionStateConnecting:
		}
	})
}

// tell says that the connection stands or is broken, unless that was the last thing told. pion announces it from goroutines of its
// own, which the first packet may overtake; the evidence must still be in order, so the first packet comes here before it is told.
func (h *health) tell(s *seat, side Side, event MediaEvent, up bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.up != up || !up {
		h.up = up
		s.evidence(event, side)
	}
}

// forget stops following.
func (h *health) forget() {
	h.current.Store(nil)
	h.lost.Store(0)
}

// Stats is what has been measured of somebody's media since they joined.
type Stats struct {
	Participant string        `json:"participant"`
	Published   []StreamStats `json:"published"`
	Received    []StreamStats `json:"received"`
}

// StreamStats is one track in one direction. Lost is cumulative in packets, as seen by the receiving end: the server for what is
// published, the client's receiver reports (RFC 3550 section 6.4) for what it receives.
type StreamStats struct {
	Track   string        `json:"track"`
	Source  Source        `json:"source"`
	Packets uint64        `json:"packets"`
	Bytes   uint64        `json:"bytes"` // of RTP payload
	Lost    int64         `json:"lost"`
	Jitter  time.Duration `json:"jitter"` // received only
	Resent  uint64        `json:"resent"` // received only: retransmissions
}

func (s *seat) stats() Stats {
	st := Stats{Participant: s.grant.Participant, Published: []StreamStats{}, Received: s.subscribe.stats()}
	s.room.mu.Lock()
	defer s.room.mu.Unlock()
	for _, t := range s.published() {
		st.Published = append(st.Published, t.stats())
	}
	return st
}

// Stats is what has been measured of the participant's media on this seat.
func (p *Peer) Stats() Stats { return p.seat.stats() }
