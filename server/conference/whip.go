package conference

import (
	"context"
	"errors"
	"sync"
	"time"

	"fairground/rooms"
	"fairground/server/problem"
)

// streams are the sessions of encoders and players on this node.
type streams struct {
	mu     sync.Mutex // a leaf: asked under the lock of a room
	closed bool
	open   map[string]stream
	owners map[string]string // who made the key, by participant
	work   sync.WaitGroup
}

// stream is one session.
type stream struct {
	session *rooms.Session
	key     string
	room    string
	use     KeyUse
}

func newStreams() *streams {
	return &streams{open: make(map[string]stream), owners: make(map[string]string)}
}

// owner is who made the key of a stream, "" for anybody else.
func (m *streams) owner(participant string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.owners[participant]
}

// own says whose a stream is, before the room sees it.
func (m *streams) own(k StreamKey) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.owners[k.ID] = k.By
}

// add keeps a session until it ends; false if no more are taken.
func (m *streams) add(x stream) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return false
	}
	id := x.session.ID()
	m.open[id] = x
	m.work.Go(func() {
		<-x.session.Done()
		m.mu.Lock()
		defer m.mu.Unlock()
		delete(m.open, id)
		for _, other := range m.open {
			if other.key == x.key {
				return
			}
		}
		delete(m.owners, x.session.Participant())
	})
	return true
}

// find gives a session to whoever holds its key.
func (m *streams) find(id string, k StreamKey) (stream, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	x, ok := m.open[id]
	if !ok || x.key != k.ID || x.room != k.Room {
		return stream{}, problem.New(problem.NotFound, "stream_not_found", "there is no such stream; begin anew")
	}
	return x, nil
}

// end ends the sessions of a key.
func (m *streams) end(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, x := range m.open {
		if x.key == key {
			x.session.Close()
		}
	}
}

// close takes no more sessions; those that are open end with the engine.
func (m *streams) close() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
}

// view is how a player chooses what it sees; empty is the room's own choice.
type view struct{ participant, language string }

// openStream seats an encoder or a player with an offer, and gives the answer.
func (s *Service) openStream(ctx context.Context, k StreamKey, offer string, v view) (stream, string, error) {
	if s.sockets.refusing() {
		return stream{}, "", unavailable()
	}
	r, err := s.room(ctx, k.Room)
	if err != nil {
		return stream{}, "", err
	}
	switch r.State(s.now()) {
	case Ended:
		return stream{}, "", problem.New(problem.Gone, "room_ended", "this room has ended")
	case Closed:
		return stream{}, "", problem.New(problem.Conflict, "room_not_open", "this room is not open yet")
	case Lobby, Open:
	}
	live, err := s.engine.Room(k.Room)
	if err != nil {
		return stream{}, "", problem.New(problem.Unavailable, "rooms_full", "no more rooms can be opened at the moment").Wrap(err)
	}
	s.furnish(r)
	grant := rooms.Grant{Session: k.ID, Room: k.Room, Epoch: live.Epoch(), Participant: k.ID, Name: cut(k.Name, 200), Join: true}
	s.presence.expect(k.Room, k.ID, person{exhibition: k.Exhibition, name: k.Name, since: s.now()})
	var session *rooms.Session
	var answer string
	if k.Use == KeyWHIP {
		grant.Publish = everything()
		s.streams.own(k)
		session, answer, err = live.Ingest(ctx, grant, offer)
	} else {
		grant.Subscribe = true
		grant.Participant += "_" + time.Now().Format("150405.000000000") // a wall and a desk may watch with one key
		session, answer, err = live.Egress(ctx, grant, offer, rooms.ViewOptions{Participant: v.participant, Language: v.language})
	}
	if err != nil {
		return stream{}, "", streamProblem(err)
	}
	x := stream{session: session, key: k.ID, room: k.Room, use: k.Use}
	if !s.streams.add(x) {
		session.Close()
		return stream{}, "", unavailable()
	}
	return x, answer, nil
}

// streamProblem says what the engine had against a description.
func streamProblem(err error) error {
	switch {
	case errors.Is(err, rooms.ErrSDP):
		return problem.New(problem.Invalid, "sdp_invalid", "the description cannot be used").Wrap(err)
	case errors.Is(err, rooms.ErrFragment):
		return problem.New(problem.Invalid, "fragment_invalid", "the fragment cannot be used").Wrap(err)
	case errors.Is(err, rooms.ErrForbidden):
		return problem.New(problem.Forbidden, "not_permitted", "the key does not allow this").Wrap(err)
	case errors.Is(err, rooms.ErrFull):
		return problem.New(problem.Conflict, "room_full", "the room is full").Wrap(err)
	case errors.Is(err, rooms.ErrEnded), errors.Is(err, rooms.ErrClosed), errors.Is(err, rooms.ErrEpoch):
		return problem.New(problem.Gone, "stream_ended", "the stream has ended").Wrap(err)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return problem.New(problem.Unavailable, "stream_slow", "the stream could not be opened in time").Wrap(err)
	}
	return err
}
