package conference

import (
	"cmp"
	"context"
	"log/slog"
	"math"
	"slices"
	"sync"
	"time"

	"fairground/rooms"
	"fairground/server/actor"
	"fairground/server/problem"
)

const (
	presentAfter = 30 * time.Second // of being connected makes somebody present
	maxVisits    = 50               // of one person to one room that are kept; the oldest go first
	maxStreams   = 32               // of one person whose transport is kept
	saveTime     = 5 * time.Second  // for one write of evidence
	knownFor     = time.Minute      // how long a person about to come in is remembered

	samplesPerSave = 6 // looks at somebody's transport that are stored together: a crash loses no more
)

// Visit is one stay in a room.
type Visit struct {
	Epoch  string     `bson:"epoch" json:"epoch"`
	Joined time.Time  `bson:"joined" json:"joined"`
	Left   *time.Time `bson:"left,omitempty" json:"left,omitempty"`
	Reason string     `bson:"reason,omitempty" json:"reason,omitempty"`

	Quality *Quality `bson:"quality,omitempty" json:"quality,omitempty"`
}

// Stream is what the transport of one track did, at the last look.
type Stream struct {
	Direction string `bson:"direction" json:"direction" enum:"in,out" doc:"in came from the participant, out was sent to them."`
	Track     string `bson:"track" json:"track"`
	Source    string `bson:"source" json:"source"`
	Packets   int64  `bson:"packets" json:"packets"`
	Bytes     int64  `bson:"bytes" json:"bytes"`
	Lost      int64  `bson:"lost" json:"lost"`
	JitterMS  int64  `bson:"jitterMs" json:"jitterMs"`
	Resent    int64  `bson:"resent" json:"resent"`
}

// Evidence is what the server saw of one person in one room.
type Evidence struct {
	ID          string     `bson:"_id" json:"-"`
	Room        string     `bson:"room" json:"room"`
	Exhibition  string     `bson:"exhibition" json:"-"`
	Participant string     `bson:"participant" json:"participant"`
	Name        string     `bson:"name,omitempty" json:"name,omitempty"`
	Org         string     `bson:"org,omitempty" json:"org,omitempty"`
	OrgName     string     `bson:"orgName,omitempty" json:"orgName,omitempty"`
	Synthetic   bool       `bson:"synthetic,omitempty" json:"synthetic,omitempty"`
	Visits      []Visit    `bson:"visits" json:"visits" nullable:"false"`
	Offered     *time.Time `bson:"offered,omitempty" json:"offered,omitempty" doc:"Media was first negotiated."`
	Connected   *time.Time `bson:"connected,omitempty" json:"connected,omitempty" doc:"Media first stood."`
	FirstIn     *time.Time `bson:"firstIn,omitempty" json:"firstIn,omitempty" doc:"The first packet came from the participant."`
	FirstOut    *time.Time `bson:"firstOut,omitempty" json:"firstOut,omitempty" doc:"The first packet was sent to the participant."`
	Breaks      int        `bson:"breaks,omitempty" json:"breaks" doc:"How often media broke down."`
	Seen        time.Time  `bson:"seen" json:"seen"`
	Seconds     int64      `bson:"seconds" json:"seconds" doc:"In the room, over all visits."`
	Said        int64      `bson:"-" json:"said" doc:"Chat messages."`
	Streams     []Stream   `bson:"streams,omitempty" json:"streams,omitempty"`

	saved time.Time // the last look that was stored
}

// stayed is how long the person was in the room.
func (e *Evidence) stayed() time.Duration {
	var d time.Duration
	for _, v := range e.Visits {
		until := e.Seen
		if v.Left != nil {
			until = *v.Left
		}
		d += max(0, until.Sub(v.Joined))
	}
	return d
}

// present reports whether the person was there: half a minute connected, with media or, where none was tried, on the text
// fallback.
func (e *Evidence) present() bool {
	return e.stayed() >= presentAfter && (e.Connected != nil || e.Offered == nil || e.Said > 0)
}

// failed reports whether the person tried and media never stood.
func (e *Evidence) failed() bool { return e.Offered != nil && e.Connected == nil && e.Said == 0 }

// Verdict is what became of a meeting.
type Verdict string

// The verdicts. A technical failure is not a no-show.
const (
	Kept             Verdict = "kept"
	NoShow           Verdict = "no_show"
	TechnicalFailure Verdict = "technical_failure"
)

// Side is one organization of a meeting.
type Side struct {
	Org     string `json:"org"`
	Present bool   `json:"present"`
	Came    bool   `json:"came"`   // somebody was in the room, however shortly
	Failed  bool   `json:"failed"` // not present, and somebody's media never stood
	Seconds int64  `json:"seconds"`
}

// Attendance is the verdict over a meeting and what it rests on.
type Attendance struct {
	Verdict  Verdict    `json:"verdict" enum:"kept,no_show,technical_failure"`
	Sides    []Side     `json:"sides" nullable:"false"`
	Evidence []Evidence `json:"evidence" nullable:"false"`
}

// Absent lists the organizations that were not present.
func (a Attendance) Absent() []string {
	var absent []string
	for _, side := range a.Sides {
		if !side.Present {
			absent = append(absent, side.Org)
		}
	}
	return absent
}

// attend judges a meeting of the parties. Participants made by the program count for nobody.
func attend(parties []string, evidence []Evidence) Attendance {
	a := Attendance{Verdict: Kept, Evidence: evidence, Sides: []Side{}}
	failed := false
	for _, org := range parties {
		side := Side{Org: org}
		tried := false
		for i := range evidence {
			e := &evidence[i]
			if e.Org != org || e.Synthetic || len(e.Visits) == 0 {
				continue
			}
			side.Came = true
			side.Present = side.Present || e.present()
			tried = tried || e.failed()
			side.Seconds = max(side.Seconds, int64(e.stayed()/time.Second))
		}
		side.Failed = tried && !side.Present
		failed = failed || side.Failed
		if !side.Present {
			a.Verdict = NoShow
		}
		a.Sides = append(a.Sides, side)
	}
	if failed {
		a.Verdict = TechnicalFailure
	}
	return a
}

// person is who takes a seat, for the evidence.
type person struct {
	exhibition, name, org, orgName string
	since                          time.Time
}

// recorder turns what the engine tells into stored evidence. It is the only writer of the evidence of the rooms of its node.
type recorder struct {
	store store
	log   *slog.Logger
	every time.Duration // between two writes about somebody to whom nothing happens

	mu    sync.Mutex
	known map[string]person
	here  map[string]*Evidence // people in rooms, and those whose evidence could not be stored yet
	dirty map[string]bool

	listeners map[string]listener // who reports how they hear
}

func newRecorder(s store, log *slog.Logger, every time.Duration) *recorder {
	return &recorder{store: s, log: log, every: every, known: map[string]person{}, here: map[string]*Evidence{}, dirty: map[string]bool{}, listeners: map[string]listener{}}
}

func evidenceID(room, participant string) string { return room + "/" + participant }

// expect says who is about to take a seat.
func (r *recorder) expect(room, participant string, p person) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.known[evidenceID(room, participant)] = p
}

// with changes the evidence of somebody and stores it if that changed anything. fresh finds older evidence first.
//
//nolint:contextcheck // what was seen is stored even when whoever asks has left
func (r *recorder) with(p rooms.Presence, fresh bool, change func(*Evidence) bool) {
	if p.Hidden {
		return
	}
	id := evidenceID(p.Room, p.Participant)
	ctx, cancel := context.WithTimeout(context.Background(), saveTime)
	defer cancel()
	r.mu.Lock()
	defer r.mu.Unlock()
	e := r.here[id]
	if e == nil {
		if !fresh {
			return
		}
		older, found, err := r.store.evidenceFor(ctx, id)
		if err != nil {
			r.log.Error("older presence not read", "room", p.Room, "participant", p.Participant, "err", err)
		}
		if !found {
			older = Evidence{ID: id, Room: p.Room, Participant: p.Participant}
		}
		e = &older
		r.here[id] = e
	}
	if change(e) {
		r.save(ctx, e)
	}
}

// save stores evidence; what fails is tried again at the next look. The caller holds the lock.
func (r *recorder) save(ctx context.Context, e *Evidence) {
	e.Seconds = int64(e.stayed() / time.Second)
	if err := r.store.saveEvidence(ctx, *e); err != nil {
		r.log.Error("presence not stored", "room", e.Room, "participant", e.Participant, "err", err)
		r.dirty[e.ID] = true
		return
	}
	delete(r.dirty, e.ID)
	e.saved = e.Seen
	if !e.inside() {
		delete(r.here, e.ID)
		delete(r.listeners, e.ID)
	}
}

// inside reports whether the last visit goes on.
func (e *Evidence) inside() bool { return len(e.Visits) > 0 && e.Visits[len(e.Visits)-1].Left == nil }

// Joined implements rooms.Observer.
func (r *recorder) Joined(p rooms.Presence) {
	r.with(p, true, func(e *Evidence) bool {
		if who, ok := r.known[e.ID]; ok {
			e.Exhibition, e.Name, e.Org, e.OrgName = who.exhibition, who.name, who.org, who.orgName
			delete(r.known, e.ID)
		}
		if e.inside() { // the program ended while the person was in the room
			left := e.Seen
			e.Visits[len(e.Visits)-1].Left, e.Visits[len(e.Visits)-1].Reason = &left, "lost"
		}
		e.Synthetic = p.Synthetic
		e.Visits = append(e.Visits, Visit{Epoch: p.Epoch, Joined: stamp(p.At)})
		e.Visits = e.Visits[max(0, len(e.Visits)-maxVisits):]
		e.Seen = stamp(p.At)
		return true
	})
}

// Left implements rooms.Observer.
func (r *recorder) Left(p rooms.Presence, reason rooms.Reason) {
	r.with(p, false, func(e *Evidence) bool {
		if !e.inside() {
			return false
		}
		left := stamp(p.At)
		last := &e.Visits[len(e.Visits)-1]
		last.Left, last.Reason, e.Seen = &left, string(reason), left
		return true
	})
}

// Media implements rooms.Observer.
func (r *recorder) Media(m rooms.Evidence) {
	r.with(m.Presence, false, func(e *Evidence) bool {
		at := stamp(m.At)
		first := func(moment **time.Time) bool {
			if *moment != nil {
				return false
			}
			*moment = &at
			return true
		}
		switch m.Event {
		case rooms.MediaOffered:
			return first(&e.Offered)
		case rooms.MediaConnected:
			return first(&e.Connected)
		case rooms.MediaFirstIn:
			return first(&e.FirstIn)
		case rooms.MediaFirstOut:
			return first(&e.FirstOut)
		case rooms.MediaBroken:
			e.Breaks++
			return true
		}
		return false
	})
}

// measured takes a look at somebody's transport.
func (r *recorder) measured(room string, at time.Time, st rooms.Stats) {
	r.with(rooms.Presence{Room: room, Participant: st.Participant}, false, func(e *Evidence) bool {
		if !e.inside() {
			return false
		}
		e.Seen = stamp(at)
		for _, s := range st.Published {
			e.stream("in", s)
		}
		for _, s := range st.Received {
			e.stream("out", s)
		}
		return e.Seen.Sub(e.saved) >= r.every
	})
}

func (e *Evidence) stream(direction string, s rooms.StreamStats) {
	now := Stream{
		Direction: direction, Track: s.Track, Source: string(s.Source), Packets: whole(s.Packets), Bytes: whole(s.Bytes),
		Lost: s.Lost, JitterMS: s.Jitter.Milliseconds(), Resent: whole(s.Resent),
	}
	if i := slices.IndexFunc(e.Streams, func(o Stream) bool { return o.Track == s.Track && o.Direction == direction }); i >= 0 {
		e.Streams[i] = now
		return
	}
	e.Streams = append(e.Streams, now)
	e.Streams = e.Streams[max(0, len(e.Streams)-maxStreams):]
}

func whole(n uint64) int64 { return int64(min(n, math.MaxInt64)) } //nolint:gosec // bounded

func stamp(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// again stores what could not be stored before and forgets people who were expected and never came.
func (r *recorder) again(ctx context.Context, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for id := range r.dirty {
		if e := r.here[id]; e != nil {
			r.save(ctx, e)
		}
	}
	for id, who := range r.known {
		if now.Sub(who.since) > knownFor {
			delete(r.known, id)
		}
	}
}

// live replaces what is stored by what is known now of those who are in the room.
func (r *recorder) live(list []Evidence) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := range list {
		if e := r.here[list[i].ID]; e != nil {
			list[i] = *e
			list[i].Visits, list[i].Streams = slices.Clone(e.Visits), slices.Clone(e.Streams)
		}
	}
}

// evidence is what was seen in a room, by the first joining.
func (s *Service) evidence(ctx context.Context, room string) ([]Evidence, error) {
	list, err := s.store.evidenceOf(ctx, room)
	if err != nil {
		return nil, err
	}
	s.presence.live(list)
	for i := range list {
		e := &list[i]
		if e.inside() && s.inRoom(room, e.Participant) {
			e.Seen = stamp(s.now())
		}
		e.Seconds = int64(e.stayed() / time.Second)
		if e.Said, err = s.store.said(ctx, room, e.Participant); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(list, func(a, b Evidence) int { return first(a).Compare(first(b)) })
	return list, nil
}

func first(e Evidence) time.Time {
	if len(e.Visits) == 0 {
		return time.Time{}
	}
	return e.Visits[0].Joined
}

func (s *Service) inRoom(room, participant string) bool {
	live, ok := s.engine.Lookup(room)
	return ok && slices.ContainsFunc(live.Participants(), func(p rooms.Participant) bool { return p.ID == participant })
}

// Evidence is what was seen of everybody in a room, for an organizer or moderator of its exhibition and for the program itself.
func (s *Service) Evidence(ctx context.Context, id string) ([]Evidence, error) {
	a := actor.From(ctx)
	if !a.IsSystem() {
		r, err := s.room(ctx, id)
		if err != nil {
			return nil, err
		}
		if !a.Has(actor.Organizer, r.Exhibition) && !a.Has(actor.Moderator, r.Exhibition) {
			return nil, problem.New(problem.Forbidden, "role_missing", "only an organizer or moderator of the exhibition reads who was present")
		}
	}
	return s.evidence(ctx, id)
}

// Verdict is the attendance of the meeting of a room, for an organizer or moderator of its exhibition.
func (s *Service) Verdict(ctx context.Context, id string) (Attendance, error) {
	r, _, err := s.Room(ctx, id)
	if err != nil {
		return Attendance{}, err
	}
	a := actor.From(ctx)
	if r.Kind != Meeting || !a.Has(actor.Organizer, r.Exhibition) && !a.Has(actor.Moderator, r.Exhibition) {
		return Attendance{}, noRoom()
	}
	return s.Attendance(ctx, r.Subject)
}

// Attendance judges a meeting by what was seen in its room so far: for the timer of the meetings, which decides about a no-show in
// a room that nobody entered, too.
func (s *Service) Attendance(ctx context.Context, meeting string) (Attendance, error) {
	r, err := s.room(ctx, "room_"+meeting)
	if err != nil {
		return Attendance{}, err
	}
	list, err := s.evidence(ctx, r.ID)
	if err != nil {
		return Attendance{}, err
	}
	parties := slices.Clone(r.Parties)
	slices.SortFunc(parties, cmp.Compare[string])
	return attend(slices.Compact(parties), list), nil
}
