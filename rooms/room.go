package rooms

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
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
	events   []event // the newest Config.EventHistory; the last has offset
	speaking map[string][]Speaker
	ended    bool
	empty    time.Time // since when nobody is here; zero: somebody is

	breakouts []Breakout // replaced, never changed
	homes     map[string]home
	untold    []*seat          // moved, and not everybody knows yet
	slides    map[string]Slide // the newest by place
	banned    map[string]bool
	slow      int                  // seconds between two chat messages of one person
	spoke     map[string]time.Time // while slow: when somebody last chatted
	recording *Recorded
	graded    time.Time // when moderators were last told the quality

	languages    []string // of the channels
	channels     []*channel
	toldChannels []Channel   // as everybody knows them
	handed       atomic.Bool // a channel is to be settled
}

// event is a room event with who sees it.
type event struct {
	message Message
	frame   *encoded
	to      scope
}

func newRoom(e *Engine, id string) *Room {
	return &Room{
		engine: e, id: id, epoch: identifier(""), empty: e.config.Now(),
		seats: make(map[string]*seat), tracks: make(map[string]*track), speaking: make(map[string][]Speaker),
		homes: make(map[string]home), slides: make(map[string]Slide), banned: make(map[string]bool), spoke: make(map[string]time.Time),
		breakouts: []Breakout{}, toldChannels: []Channel{},
	}
}

// ID is the room's name, given by whoever asked for it.
func (r *Room) ID() string { return r.id }

// Epoch names this life of the room. A closed or forgotten room that is made again has another, and tokens for the old one end.
func (r *Room) Epoch() string { return r.epoch }

func (r *Room) log() *slog.Logger { return r.engine.config.Logger.With("room", r.id) }

// Join takes a seat for the grant and sends the snapshot to the sink. A participant who is in the room already is replaced.
// Errors: ErrForbidden (ErrBanned among them), ErrEpoch, ErrFull, ErrClosed. ctx bounds this call only, not the seat.
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
	switch {
	case r.ended:
		return nil, ErrClosed
	case r.banned[g.Participant]:
		return nil, ErrBanned
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
	if now := r.speaking[s.participant.Place]; len(now) > 0 {
		s.peer.send(Speakers{append([]Speaker{}, now...)})
	}
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
	missed, complete := s.missed(m.Offset)
	s.peer = newPeer(s, sink, len(missed)+greeting)
	s.skipped = Skipped{}
	if complete {
		s.peer.send(Resumed{Request{m.Ref}, r.epoch, r.offset, len(missed)})
		for _, event := range missed {
			s.peer.send(event)
		}
		if len(s.stays) > 1 && s.stays[len(s.stays)-1].since+1 >= m.Offset { // they were moved meanwhile
			r.greet(s)
		}
	} else {
		s.peer.send(r.snapshot(s, m.Ref, true))
		r.showSlide(s)
	}
	s.subscribe.resend.Store(true)
	s.nudge()
	return s.peer, nil
}

// greeting is how many messages greet sends at most, and the answer to the first message.
const greeting = 4

// missed lists what a seat is told of the events after an offset, and whether the history reaches back to it.
func (s *seat) missed(offset uint64) (list []Message, complete bool) {
	r := s.room
	if offset > r.offset || r.offset-offset > uint64(len(r.events)) {
		return nil, false
	}
	for _, e := range r.events[len(r.events)-int(r.offset-offset):] { //nolint:gosec // at most len(r.events)
		offset++
		if s.sees(e.to, s.placeAt(offset)) {
			list = append(list, e.message)
			continue
		}
		last := len(list) - 1
		if last >= 0 {
			if skipped, ok := list[last].(Skipped); ok {
				skipped.Through = offset
				list[last] = skipped
				continue
			}
		}
		list = append(list, Skipped{Offset: offset})
	}
	return list, true
}

// emit numbers an event, remembers it and sends it to everybody connected. The caller holds the lock.
func (r *Room) emit(build func(offset uint64) Message) { r.emitTo(scope{}, build) }

// emitTo does it for an event that is not for everybody; the others learn that there was one. The caller holds the lock.
func (r *Room) emitTo(to scope, build func(offset uint64) Message) {
	r.offset++
	e := event{build(r.offset), &encoded{}, to}
	if len(r.events) >= r.engine.config.EventHistory {
		// Shifting costs less than the sends below and keeps missed simple.
		copy(r.events, r.events[1:])
		r.events[len(r.events)-1] = e
	} else {
		r.events = append(r.events, e)
	}
	for _, s := range r.seats {
		switch {
		case s.peer == nil:
		case s.sees(to, s.participant.Place):
			s.tellSkipped()
			s.peer.post(e.message, e.frame)
		default:
			s.withhold(r.offset)
		}
	}
}

// tellAt sends a message that is no event to those who hear a place. The caller holds the lock.
func (r *Room) tellAt(place string, m Message) {
	f := &encoded{}
	for _, s := range r.seats {
		if s.peer != nil && hears(s.participant.Place, place) {
			s.peer.post(m, f)
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
	self := s.participant
	self.Step = s.step
	if s.listening.Language != "" {
		listening := s.listening
		self.Listening = &listening
	}
	return Joined{
		Request: Request{ref}, Version: Version, Room: r.id, Epoch: r.epoch, Offset: r.offset, Self: self,
		Participants: r.participants(), Tracks: r.published(), Hands: r.handsFor(self.Place),
		Breakouts: append([]Breakout{}, r.breakouts...), Channels: r.listChannels(), SlowMode: r.slow, Recording: r.recording,
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
	r.leaveBooth(s)
	r.dropSlide(s)
	for _, t := range s.published() {
		r.withdraw(t)
	}
	r.dropHand(s.grant.Participant)
	r.tellChannels()
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
		t.tick(now)
	}
	r.tellMoved()
	r.endBreakouts(now)
	r.endHandovers(now)
	r.forgetSpoke(now)
	r.tellSpeakers()
	r.tellQuality(now)
	for _, s := range r.seats {
		s.tellSkipped()
	}
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
	if t.info.Source == Interpretation {
		r.rewire(s)
	}
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
	switch t.info.Source {
	case Interpretation:
		r.rewire(t.seat)
	case Screen:
		r.dropSlide(t.seat)
	case Microphone, Camera, ScreenAudio:
	}
	r.nudgeSubscribers()
}
