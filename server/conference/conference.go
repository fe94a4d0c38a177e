// Package conference is where people of an exhibition see and hear each other: the programme and its stages, the rooms of
// meetings, booths and deals with their doors and lobbies, tickets, the WebSocket, chat that is kept, and the evidence of who
// was present.
//
// It decides who may enter a room and what they may do there, and hands that decision to the media engine in package rooms as a
// grant. It does not know how media flows, what a meeting, a deal or a booth is beyond the few facts it asks its Neighbours for,
// or who delivers the outbox entries that it writes.
package conference

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"fairground/rooms"
	turn "fairground/rooms/relay"
	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/problem"
)

// Config is what the conference needs to know of its surroundings. The zero value serves media on loopback.
type Config struct {
	Media      string // host:port of the media, UDP and TCP; "127.0.0.1:0" if empty
	PublicIP   string // address at which browsers reach the media, where it differs from Media's
	ICEServers []rooms.ICEServer
	// Key signs room tokens; all nodes of an installation share it. nil makes one that lives as long as the service, as the tickets
	// and the epochs of its rooms do: a token of an earlier life is refused whatever signed it.
	Key ed25519.PrivateKey

	TicketLife   time.Duration // of a ticket for the WebSocket; 60 s if 0
	PingEvery    time.Duration // between two pings of a socket; 15 s if 0
	DeadAfter    time.Duration // of silence, in which not even a pong came; 30 s if 0
	WriteTimeout time.Duration // of one frame; 10 s if 0
	SampleEvery  time.Duration // between two looks at everybody's transport; 10 s if 0
	Strikes      int           // refused messages of a socket before it is closed; 20 if 0. One is forgiven per second
	KeepCaptions time.Duration // before they are erased; 30 days if 0
	// Recordings are kept for KeepRecordings (30 days if 0), no file of one larger than MaxTake bytes (2 GiB if 0). Their bytes are in
	// files of the folder RecordingsIn; "" puts them into the database.
	KeepRecordings time.Duration
	MaxTake        int64
	RecordingsIn   string
	Relay          Relay
	MaxSockets     int           // at once; 10,000 if 0
	MaxRooms       int           // with somebody in them at once; 5,000 if 0
	MaxSeats       int           // in one room; 500 if 0
	Grace          time.Duration // how long a seat waits for a lost connection; 30 s if 0

	Logger *slog.Logger     // nil discards
	Now    func() time.Time // nil is the real clock
}

func (c Config) withDefaults() Config {
	c.Media = cmp.Or(c.Media, "127.0.0.1:0")
	c.TicketLife = cmp.Or(c.TicketLife, time.Minute)
	c.PingEvery = cmp.Or(c.PingEvery, 15*time.Second)
	c.DeadAfter = cmp.Or(c.DeadAfter, 30*time.Second)
	c.WriteTimeout = cmp.Or(c.WriteTimeout, 10*time.Second)
	c.SampleEvery = cmp.Or(c.SampleEvery, 10*time.Second)
	c.Strikes = cmp.Or(c.Strikes, 20)
	c.KeepCaptions = cmp.Or(c.KeepCaptions, 30*24*time.Hour)
	c.KeepRecordings = cmp.Or(c.KeepRecordings, 30*24*time.Hour)
	c.MaxTake = cmp.Or(c.MaxTake, 2<<30)
	c.MaxSockets = cmp.Or(c.MaxSockets, 10_000)
	c.MaxRooms = cmp.Or(c.MaxRooms, 5000)
	c.MaxSeats = cmp.Or(c.MaxSeats, 500)
	c.Grace = cmp.Or(c.Grace, 30*time.Second)
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return c
}

// MeetingRoom is what a meeting says about its room.
type MeetingRoom struct {
	Meeting    string // id; the room is "room_" + Meeting
	Exhibition string
	Name       lang.Text
	Starts     time.Time
	Ends       time.Time
	Parties    []string // the organizations whose people may come in
	// Hosts are the persons who admit guests; empty: everybody of the parties.
	Hosts        []string
	Interpreters []string // persons who have a seat beside the eight
	Over         bool     // cancelled or completed
	Needs        []string // languages into which it has to be interpreted, as Interpreted says; BCP 47
}

// Meetings knows the meetings. A meeting that does not exist is a NotFound problem.
type Meetings interface {
	MeetingRoom(ctx context.Context, meeting string) (MeetingRoom, error)
	// MeetingRooms lists the rooms of the actor's meetings that are not over, at most 200.
	MeetingRooms(ctx context.Context, exhibition string, a actor.Actor) ([]MeetingRoom, error)
	// Interpreted lists the meetings of an exhibition, to come or going on, that need interpretation, at most 500.
	Interpreted(ctx context.Context, exhibition string) ([]MeetingRoom, error)
}

// DealRoom is what a deal says about its room.
type DealRoom struct {
	Deal         string // id; the room is "room_" + Deal
	Exhibition   string
	Name         lang.Text
	Parties      []string
	Hosts        []string // as in MeetingRoom
	Interpreters []string
	Over         bool // abandoned or lapsed
}

// Deals knows the deals. A deal that does not exist is a NotFound problem.
type Deals interface {
	DealRoom(ctx context.Context, deal string) (DealRoom, error)
	// DealRooms lists the rooms of the actor's live deals, at most 200.
	DealRooms(ctx context.Context, exhibition string, a actor.Actor) ([]DealRoom, error)
}

// BoothRoom is what a booth says about its room.
type BoothRoom struct {
	Booth      string // id; the room is "room_" + Booth
	Exhibition string
	Name       lang.Text
	Org        string // whose people are its hosts
	Open       bool
	Opens      time.Time // next; zero if unknown
}

// Booths knows the booths. A booth that does not exist is a NotFound problem.
type Booths interface {
	BoothRoom(ctx context.Context, booth string) (BoothRoom, error)
	// BoothRooms lists the booths of the actor's own organization.
	BoothRooms(ctx context.Context, exhibition string, a actor.Actor) ([]BoothRoom, error)
}

// PresenceRecorder is told what became of a meeting when its time in the room is over. It may be told again.
type PresenceRecorder interface {
	RecordPresence(ctx context.Context, meeting string, p Attendance) error
}

// Profile is what the conference needs to know of a person in an exhibition.
type Profile struct {
	Name        string
	Org         string // organization id
	OrgName     lang.Text
	Booth       string // of the organization, "" if it has none there
	Interpreter bool   // holds that role in the exhibition
}

// People knows who people are. A person who does not exist is a NotFound problem.
type People interface {
	Profile(ctx context.Context, exhibition, person string) (Profile, error)
}

// Neighbours are the features whose rooms these are. A nil neighbour has no rooms.
type Neighbours struct {
	Meetings   Meetings
	Deals      Deals
	Booths     Booths
	Presence   PresenceRecorder
	People     People     // nil: nobody is asked who somebody is
	Ceremonies Ceremonies // nil: no deal is signed on a stage
}

// Service is the conference of one node. Make one with New and end it with Close.
type Service struct {
	config    Config
	log       *slog.Logger
	now       func() time.Time
	near      Neighbours
	store     store
	engine    *rooms.Engine
	tokens    *rooms.Tokens
	tickets   *tickets
	presence  *recorder
	sockets   *sockets
	clock     *clock
	pace      *pace
	nudges    *nudges
	furniture furniture
	words     *wordLists
	captions  captions
	relay     *turn.Server // nil: none
	reels     *reels
	streams   *streams
	alone     bool       // no other node writes into the database
	entering  sync.Mutex // makes counting the seats of a small room and taking one a single act
	closeOnce sync.Once
	closed    error
}

// New binds the media sockets and starts the conference.
func New(d *db.DB, near Neighbours, c Config) (*Service, error) {
	c = c.withDefaults()
	if c.Key == nil {
		_, key, err := ed25519.GenerateKey(rand.Reader)
		if err != nil {
			return nil, fmt.Errorf("make the key of room tokens: %w", err)
		}
		c.Key = key
	}
	tokens, err := rooms.NewTokens(c.Key, c.Now)
	if err != nil {
		return nil, fmt.Errorf("open conference: %w", err)
	}
	s := &Service{
		config: c, log: c.Logger, now: c.Now, near: near, store: newStore(d), tokens: tokens,
		tickets: newTickets(c.TicketLife, c.Now), sockets: newSockets(c.MaxSockets),
		pace: newPace(c.Now), nudges: newNudges(), words: newWordLists(),
		furniture: furniture{known: map[string]furnished{}},
		reels:     newReels(), streams: newStreams(), alone: d.Embedded(),
	}
	s.store.takes.folder = c.RecordingsIn
	s.captions = captions{service: s, ids: &sequence{}}
	s.presence = newRecorder(s.store, c.Logger, samplesPerSave*c.SampleEvery)
	media := rooms.Config{
		UDPAddress: c.Media, TCPAddress: c.Media, ICEServers: c.ICEServers, Grace: c.Grace,
		MaxRooms: c.MaxRooms, MaxParticipants: c.MaxSeats,
		Observer: s.presence, Keeper: &keeper{service: s}, Captions: s.captions, Logger: c.Logger, Now: c.Now,
	}
	if c.PublicIP != "" {
		media.PublicAddresses = []string{c.PublicIP}
	}
	if s.engine, err = rooms.New(media); err != nil {
		return nil, fmt.Errorf("open conference: %w", err)
	}
	if err := s.openRelay(c.Relay); err != nil {
		return nil, errors.Join(fmt.Errorf("open conference: %w", err), s.engine.Close())
	}
	s.clock = startClock(s)
	return s, nil
}

// Indexes ensures the indexes of the feature.
func (s *Service) Indexes(ctx context.Context) error { return s.store.indexes(ctx) }

// Outbox lists the collections with entries for the courier.
func (s *Service) Outbox() []db.Outbox {
	return []db.Outbox{
		s.store.doors, s.store.sessions, s.store.messages, s.store.questions, s.store.polls, s.store.reports, s.store.words, s.store.notes,
		s.store.recordings, s.store.keys,
	}
}

// EndSession removes everybody who came in with this session from all rooms: they signed out or were suspended.
func (s *Service) EndSession(session, detail string) {
	s.tickets.drop(session)
	s.engine.EndSession(session, detail)
}

// Engine is the media engine below, for load figures and for tests that drive media.
func (s *Service) Engine() *rooms.Engine { return s.engine }

// Close drains: no ticket and no socket is given any more, everybody in a room is told that the server ends, sockets are closed
// in order, and what was seen is stored. It returns when nothing of the service runs any more, or with an error when ctx ended
// first and the sockets that were left were cut.
func (s *Service) Close(ctx context.Context) error {
	s.closeOnce.Do(func() {
		s.sockets.refuse()
		s.streams.close()
		s.clock.stop()
		err := s.engine.Close() // tells everybody, waits for their writers, and for the observer
		s.reels.work.Wait()     // recordings have ended with the engine; their files are being stored
		s.streams.work.Wait()
		if s.relay != nil {
			err = errors.Join(err, s.relay.Close())
		}
		s.closed = errors.Join(err, s.sockets.drain(ctx))
	})
	return s.closed
}

// unavailable is the answer of a service that is being closed.
func unavailable() error {
	return problem.New(problem.Unavailable, "conference_closing", "this server is ending; try again")
}
