package rooms

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"
)

// Room is one media space: its seats, tracks, speaking queue, and the numbered events that keep its clients in step.
type Room struct {
	engine *Engine
	id     string
	epoch  string

	mu       sync.Mutex // after the negotiation locks of a seat, before the leaves (Peer, track, teller)
	seats    map[string]*seat
	tracks   map[string]*track
	hands    []Hand
	offset   uint64
	events   []Message // the newest Config.EventHistory; the last has offset
	speaking []Speaker
	ended    bool
	empty    time.Time // since when nobody is here; zero: somebody is
}

func newRoom(e *Engine, id string) *Room {
	return &Room{
		engine: e, id: id, epoch: identifier(""), empty: e.config.Now(),
		seats: make(map[string]*seat), tracks: make(map[string]*track),
	}
}

// ID is the room's name, given by whoever asked for it.
func (r *Room) ID() string { return r.id }

// Epoch names this life of the room. A closed or forgotten room that is made again has another, and tokens for the old one end.
func (r *Room) Epoch() string { return r.epoch }

func (r *Room) log() *slog.Logger { return r.engine.config.Logger.With("room", r.id) }

// Join takes a seat for the grant and sends the snapshot to the sink. A participant who is in the room already is replaced.
// Errors: ErrForbidden, ErrEpoch, ErrFull, ErrClosed. ctx bounds this call only, not the seat.
func (r *Room) Join(ctx context.Context, g Grant, sink Sink) (*Peer, error) {
	return r.join(ctx, g, "", sink)
}

func (r *Room) admit(ctx context.Context, g Grant) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case !g.Join || g.Room != r.id || g.Participant == "":
		return ErrForbidden
	case g.Epoch != "" && g.Epoch != r.epoch:
		return ErrEpoch
	}
	return nil
}

func (r *Room) join(ctx context.Context, g Grant, ref string, sink Sink) (*Peer, error) {
	if err := r.admit(ctx, g); err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.take(g, ref, sink)
}

// take seats somebody anew. The caller holds the lock.
func (r *Room) take(g Grant, ref string, sink Sink) (*Peer, error) {
	if r.ended {
		return nil, ErrClosed
	}
	old := r.seats[g.Participant]
	if old == nil && len(r.seats) >= r.engine.config.MaxParticipants {
		return nil, ErrFull
	}
	if old != nil {
		r.vacate(old, ReasonReplaced, "")
	}
	now := r.engine.config.Now()
	s := newSeat(r, g, now)
	if !g.Hidden {
		r.emit(func(offset uint64) Message { return ParticipantJoined{offset, s.participant} })
	}
	r.seats[g.Participant] = s
	r.empty = time.Time{}
	s.peer = newPeer(s, sink, 0)
	s.peer.send(r.snapshot(s, ref, false))
	r.observe(func(o Observer) { o.Joined(s.presence(now)) })
	r.engine.work.Go(s.run)
	s.nudge()
	return s.peer, nil
}

// Resume takes the seat of the same participant and session again. If it is gone, it is a Join. Errors as Join.
func (r *Room) Resume(ctx context.Context, g Grant, m Resume, sink Sink) (*Peer, error) {
	if err := r.admit(ctx, g); err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.seats[g.Participant]
	if r.ended || s == nil || m.Epoch != r.epoch || s.grant.Session != g.Session {
		return r.take(g, m.Ref, sink)
	}
	if s.peer != nil {
		s.peer.end(ReasonReplaced, Closed{Reason: ReasonReplaced}, false)
		s.peer = nil
	}
	if !s.participant.Connected {
		s.participant.Connected = true
		r.emitChanged(s)
	}
	missed, complete := r.since(m.Offset)
	s.peer = newPeer(s, sink, len(missed))
	if complete {
		s.peer.send(Resumed{Request{m.Ref}, r.epoch, r.offset, len(missed)})
		for _, event := range missed {
			s.peer.send(event)
		}
	} else {
		s.peer.send(r.snapshot(s, m.Ref, true))
	}
	s.subscribe.resend.Store(true)
	s.nudge()
	return s.peer, nil
}

// since returns the events after an offset, and whether the history reaches back to it.
func (r *Room) since(offset uint64) ([]Message, bool) {
	if offset > r.offset || r.offset-offset > uint64(len(r.events)) {
		return nil, false
	}
	return r.events[len(r.events)-int(r.offset-offset):], true //nolint:gosec // at most len(r.events)
}

// emit numbers an event, remembers it and sends it to everybody connected. The caller holds the lock.
func (r *Room) emit(build func(offset uint64) Message) {
	r.offset++
	m := build(r.offset)
	if len(r.events) >= r.engine.config.EventHistory {
		// Shifting costs less than the sends below and keeps since simple.
		copy(r.events, r.events[1:])
		r.events[len(r.events)-1] = m
	} else {
		r.events = append(r.events, m)
	}
	r.broadcast(m)
}

func (r *Room) broadcast(m Message) {
	for _, s := range r.seats {
		if s.peer != nil {
			s.peer.send(m)
		}
	}
}

func (r *Room) emitChanged(s *seat) {
	if !s.grant.Hidden {
		r.emit(func(offset uint64) Message { return ParticipantChanged{offset, s.participant} })
	}
}

func (r *Room) observe(call func(Observer)) {
	if o := r.engine.config.Observer; o != nil {
		r.engine.observer.tell(func() { call(o) })
	}
}

func (r *Room) snapshot(s *seat, ref string, resumed bool) Joined {
	config := r.engine.config
	servers := config.ICEServers
	if servers == nil {
		servers = []ICEServer{}
	}
	return Joined{
		Request: Request{ref}, Version: Version, Room: r.id, Epoch: r.epoch, Offset: r.offset, Self: s.participant,
		Participants: r.participants(), Tracks: r.published(), Hands: append([]Hand{}, r.hands...),
		ICEServers: servers, GraceSeconds: int(config.Grace / time.Second), Resumed: resumed,
	}
}

func (r *Room) participants() []Participant {
	list := make([]Participant, 0, len(r.seats))
	for _, s := range r.seats {
		if !s.grant.Hidden {
			list = append(list, s.participant)
		}
	}
	slices.SortFunc(list, func(a, b Participant) int {
		return cmp.Or(a.Joined.Compare(b.Joined), strings.Compare(a.ID, b.ID))
	})
	return list
}

func (r *Room) published() []Track {
	list := make([]Track, 0, len(r.tracks))
	for _, t := range r.tracks {
		list = append(list, t.info)
	}
	slices.SortFunc(list, func(a, b Track) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// Participants lists who is in the room and not hidden, in the order of joining.
func (r *Room) Participants() []Participant {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.participants()
}

// Tracks lists what is published, by id.
func (r *Room) Tracks() []Track {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.published()
}

// Stats is a snapshot of the media of everybody in the room, hidden ones included, by participant id.
func (r *Room) Stats() []Stats {
	r.mu.Lock()
	seats := make([]*seat, 0, len(r.seats))
	for _, s := range r.seats {
		seats = append(seats, s)
	}
	r.mu.Unlock()
	list := make([]Stats, 0, len(seats))
	for _, s := range seats {
		list = append(list, s.stats())
	}
	slices.SortFunc(list, func(a, b Stats) int { return strings.Compare(a.Participant, b.Participant) })
	return list
}

// Close ends the room for everybody. The next Engine.Room of its id starts a new epoch.
func (r *Room) Close(detail string) {
	r.engine.drop(r)
	r.end(ReasonClosed, detail)
}

func (r *Room) end(reason Reason, detail string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ended = true
	for _, s := range r.seats {
		if s.peer != nil {
			s.peer.end(reason, Closed{Reason: reason, Detail: detail}, false)
			s.peer = nil
		}
	}
	for _, s := range r.seats {
		r.vacate(s, reason, detail)
	}
}

// endWhere ends the seats that a rule picks.
func (r *Room) endWhere(picks func(*seat) bool, reason Reason, detail string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.seats {
		if picks(s) {
			r.vacate(s, reason, detail)
		}
	}
}

// leave ends a seat on behalf of one of its connections; a connection that has been replaced no longer may.
func (r *Room) leave(s *seat, p *Peer, reason Reason, detail string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s.peer == p {
		r.vacate(s, reason, detail)
	}
}

// vacate ends a seat: its tracks, hand and connection, and in the background its peer connections. The caller holds the lock.
func (r *Room) vacate(s *seat, reason Reason, detail string) {
	if s.ended {
		return
	}
	s.ended = true
	delete(r.seats, s.grant.Participant)
	for _, t := range s.published() {
		r.withdraw(t)
	}
	r.dropHand(s.grant.Participant)
	if !s.grant.Hidden {
		r.emit(func(offset uint64) Message { return ParticipantLeft{offset, s.grant.Participant, reason} })
	}
	if s.peer != nil {
		s.peer.end(reason, Closed{Reason: reason, Detail: detail}, false)
		s.peer = nil
	}
	now := r.engine.config.Now()
	r.observe(func(o Observer) { o.Left(s.presence(now), reason) })
	if len(r.seats) == 0 {
		r.empty = now
	}
	close(s.done)
}

// detach keeps the seat of a connection that is gone.
func (r *Room) detach(p *Peer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.keep(p)
}

func (r *Room) keep(p *Peer) {
	s := p.seat
	if s.ended || s.peer != p {
		return
	}
	s.peer = nil
	s.detached = r.engine.config.Now()
	s.participant.Connected = false
	r.emitChanged(s)
}

// touch restarts the wait after which an empty room is forgotten: somebody is about to issue tokens for it.
func (r *Room) touch() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.empty.IsZero() {
		r.empty = r.engine.config.Now()
	}
}

func (r *Room) closeIfEmpty(now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stale(now) {
		r.ended = true
	}
	return r.ended
}

func (r *Room) stale(now time.Time) bool {
	return !r.empty.IsZero() && now.Sub(r.empty) >= r.engine.config.EmptyRoom
}

// tick does what depends on time, and says whether the room has been empty for long enough to be forgotten.
func (r *Room) tick(now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	grace := r.engine.config.Grace
	for _, s := range r.seats {
		if s.peer != nil && s.peer.over() {
			r.keep(s.peer)
		}
		if s.peer == nil && now.Sub(s.detached) >= grace {
			r.vacate(s, ReasonVanished, "")
			continue
		}
		if s.publish.health.lostFor(now) >= grace || s.subscribe.health.lostFor(now) >= grace {
			s.nudge()
		}
	}
	for _, t := range r.tracks {
		t.keyframes.tick(now)
	}
	r.tellSpeakers()
	return r.stale(now)
}

// addTrack announces a track whose first packet has come. The caller holds the seat's publish lock.
func (r *Room) addTrack(t *track) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := t.seat
	switch {
	case s.ended:
		return ErrEnded
	case s.tracks[t.info.Source] != nil:
		return refuse(CodeLimit, "one track per source")
	case len(s.tracks) >= r.engine.config.MaxTracks:
		return refuse(CodeLimit, "at most %d tracks", r.engine.config.MaxTracks)
	}
	t.info.Muted = s.muted[t.info.Source] || !s.participant.Permissions.mayPublish(t.info.Source)
	t.open.Store(!t.info.Muted)
	t.added = r.engine.config.Now()
	s.tracks[t.info.Source] = t
	r.tracks[t.info.ID] = t
	r.emit(func(offset uint64) Message { return TrackAdded{offset, t.info} })
	r.nudgeSubscribers()
	s.publish.health.tell(s, Publish, MediaConnected, true)
	evidence := Evidence{Presence: s.presence(r.engine.config.Now()), Event: MediaFirstIn, Side: Publish, Track: t.info.ID, Source: t.info.Source}
	r.observe(func(o Observer) { o.Media(evidence) })
	return nil
}

// removeTrack withdraws a track if it still stands.
func (r *Room) removeTrack(t *track) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.withdraw(t)
}

func (r *Room) withdraw(t *track) {
	if r.tracks[t.info.ID] != t {
		return
	}
	delete(r.tracks, t.info.ID)
	delete(t.seat.tracks, t.info.Source)
	t.open.Store(false)
	r.emit(func(offset uint64) Message { return TrackRemoved{offset, t.info.ID, t.info.Participant} })
	r.nudgeSubscribers()
}

func (r *Room) nudgeSubscribers() {
	for _, s := range r.seats {
		s.nudge()
	}
}

// maxReceived is how many tracks one seat receives: more sections would make a description that no longer fits MaxMessage.
const maxReceived = 40

// wanted is what a seat should receive now: everything of others, if it may subscribe; sound first where it is too much.
func (r *Room) wanted(s *seat) []*track {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s.ended || !s.participant.Permissions.Subscribe {
		return nil
	}
	list := make([]*track, 0, len(r.tracks))
	for _, t := range r.tracks {
		if t.seat != s {
			list = append(list, t)
		}
	}
	order := []Source{Microphone, Screen, ScreenAudio, Camera}
	slices.SortFunc(list, func(a, b *track) int {
		return cmp.Or(
			cmp.Compare(slices.Index(order, a.info.Source), slices.Index(order, b.info.Source)),
			a.added.Compare(b.added), strings.Compare(a.info.ID, b.info.ID),
		)
	})
	return list[:min(len(list), maxReceived)]
}
