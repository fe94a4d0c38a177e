package conference

import (
	"context"
	"slices"
	"strings"
	"time"

	"fairground/rooms"
	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/problem"
)

// Kind is what a room is for.
type Kind string

// The kinds of rooms. A stage is stored; the others follow from a meeting, a booth or a deal.
const (
	Stage   Kind = "stage"
	Meeting Kind = "meeting"
	Booth   Kind = "booth"
	Deal    Kind = "deal"
	Test    Kind = "test" // a person's own, to try the connection in; nothing of it is stored
)

// State is what the door of a room says.
type State string

// The states: a room is Closed before it opens, its lobby lets people in ahead of time, it is Open, and it has Ended.
const (
	Closed State = "closed"
	Lobby  State = "lobby"
	Open   State = "open"
	Ended  State = "ended"
)

const (
	lobbyBefore  = 10 * time.Minute // a meeting's room opens so long before it starts
	speakerEarly = time.Hour        // a speaker may go on stage so long before the session
	speakerLate  = 15 * time.Minute // and stay so long after it
	seats        = 8                // of a meeting or deal room, interpreters not counted
	maxWaiting   = 100              // guests in a lobby
	maxList      = 2000             // persons remembered as admitted or denied
	maxReason    = 500              // characters
)

// Guest is somebody who waits in the lobby.
type Guest struct {
	Person  string    `bson:"person" json:"participant"`
	Name    string    `bson:"name" json:"name"`
	OrgName string    `bson:"orgName,omitempty" json:"organization,omitempty"`
	Lang    string    `bson:"lang,omitempty" json:"language,omitempty"`
	Since   time.Time `bson:"since" json:"since"`
}

// Closing says who closed a room and why.
type Closing struct {
	At     time.Time `bson:"at" json:"at"`
	By     string    `bson:"by" json:"by"`
	Reason string    `bson:"reason,omitempty" json:"reason,omitempty"`
}

// Door is what is stored of a room: who waits, who was let in and who was not, whether somebody closed it, and for a stage its
// name and times as well. Every act at the door is one write of this document, with its outbox entry inside.
type Door struct {
	ID         string           `bson:"_id"`
	V          int64            `bson:"v"`
	Kind       Kind             `bson:"kind"`
	Exhibition string           `bson:"exhibition"`
	Name       lang.Text        `bson:"name,omitempty"`
	Starts     time.Time        `bson:"starts,omitempty"`
	Ends       time.Time        `bson:"ends,omitempty"`
	Hosts      []string         `bson:"hosts,omitempty"`
	Waiting    []Guest          `bson:"waiting,omitempty"`
	Admitted   []string         `bson:"admitted,omitempty"`
	Denied     []string         `bson:"denied,omitempty"`
	Closing    *Closing         `bson:"closing,omitempty"`
	Banned     []Ban            `bson:"banned,omitempty"`
	Assigned   []Assignment     `bson:"interpreters,omitempty"` // interpreters named for this room, the program's own beside
	Breakouts  *Breakouts       `bson:"breakouts,omitempty"`
	SlowMode   int              `bson:"slowMode,omitempty"`  // seconds between two messages of one person; 0: off
	Moderated  bool             `bson:"moderated,omitempty"` // questions wait for a moderator
	Outbox     []db.OutboxEntry `bson:"outbox,omitempty"`
}

// refresh takes over what is stored of a room whose other facts come from elsewhere.
func (r *Room) refresh(stored Door) {
	stored.ID, stored.Kind, stored.Exhibition, stored.Name = r.ID, r.Kind, r.Exhibition, r.Name
	stored.Starts, stored.Ends, stored.Hosts = r.Starts, r.Ends, r.Hosts
	r.Door = stored
}

// Room is a room with everything that the rules ask about: its door and what a meeting, a deal, a booth or the programme say.
type Room struct {
	Door
	Opens        time.Time // zero: no opening is known
	Parties      []string
	Interpreters []string
	Speakers     []string  // persons who speak in the session of now
	Sessions     []Session // of now and about to begin, on a stage
	Subject      string    // id of the meeting, deal or booth
	Shut         bool      // a booth off duty
	Over         bool      // its meeting or deal is
}

// subject takes a room id apart: the kind of the room and the id of what it belongs to. A stage belongs to nothing.
func subject(room string) (Kind, string, error) {
	id, ok := strings.CutPrefix(room, "room_")
	if !ok || len(room) > rooms.MaxIdentifier || strings.Trim(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") != "" {
		return "", "", noRoom()
	}
	prefix, rest, found := strings.Cut(id, "_")
	switch {
	case !found && id != "":
		return Stage, "", nil
	case rest == "":
		return "", "", noRoom()
	case prefix == "mtg":
		return Meeting, id, nil
	case prefix == "deal":
		return Deal, id, nil
	case prefix == "test":
		return Test, rest, nil
	case prefix == "bth":
		return Booth, id, nil
	}
	return "", "", noRoom()
}

func noRoom() error { return problem.New(problem.NotFound, "room_not_found", "there is no such room") }

// State is what the door says at a time.
func (r Room) State(now time.Time) State {
	switch {
	case r.Closing != nil, r.Over, !r.Ends.IsZero() && !now.Before(r.Ends):
		return Ended
	case r.Shut, !r.Opens.IsZero() && now.Before(r.Opens) && !r.opensNowhere():
		return Closed
	case !r.Starts.IsZero() && now.Before(r.Starts):
		return Lobby
	}
	return Open
}

// opensNowhere is true for a booth on duty, whose Opens is that of another day.
func (r Room) opensNowhere() bool { return r.Kind == Booth && !r.Shut }

// Standing is what somebody may do in a room, whatever the door says now.
type Standing struct {
	See       bool // that the room exists
	Join      bool
	Knock     bool // may ask to be let in
	Publish   []rooms.Kind
	Moderate  bool // in the room: mute, remove, permit, close
	Police    bool // from outside of it: remove, close, read the evidence
	Admit     bool // let guests in
	Early     bool // may come in before the door opens
	Interpret bool
	Languages []string // that an interpreter may speak into; none: any
	Lead      bool     // runs questions, polls, breakouts and interpreters: hosts and moderators
	Place     string   // where in the room the seat is at first; "" is the floor
	Extra     bool     // sits on a seat beside the counted ones
	denied    bool
}

// backstage is the place of a stage where speakers wait until a moderator moves them on air.
const backstage = "backstage"

func everything() []rooms.Kind { return []rooms.Kind{rooms.Audio, rooms.Video, rooms.ScreenShare} }

// Standing is the rule of who may do what in this room.
func (r Room) Standing(a actor.Actor) Standing {
	switch {
	case !a.SignedIn():
		return Standing{}
	case a.IsSystem(): // ends a room when its meeting or deal does; never sits in one
		return Standing{See: true, Police: true, Admit: true}
	}
	staff := a.Has(actor.Organizer, r.Exhibition) || a.Has(actor.Moderator, r.Exhibition)
	takesPart := staff || a.Has(actor.Exhibitor, r.Exhibition) || a.Has(actor.Buyer, r.Exhibition) || a.Has(actor.Interpreter, r.Exhibition)
	var s Standing
	switch r.Kind {
	case Stage:
		s = r.onStage(a, staff, takesPart)
	case Booth:
		s = r.atBooth(a, staff, takesPart)
	case Test:
		return r.inTest(a)
	case Meeting, Deal:
		s = r.atTable(a, staff, takesPart)
	}
	if languages, named := r.interprets(a.Person); named {
		s = s.interpreting(languages, r)
	}
	if (slices.Contains(r.Denied, a.Person) || r.isBanned(a.Person)) && !s.Police {
		return Standing{See: s.See, denied: true}
	}
	s.Lead = s.Join && (s.Moderate || s.Admit)
	return s
}

// interpreting is the standing of somebody who was named as an interpreter of the room: beside what they may do anyhow.
func (s Standing) interpreting(languages []string, r Room) Standing {
	if !s.Join {
		s = Standing{See: true, Join: true, Police: s.Police, Extra: r.capped()}
		if r.Kind != Stage {
			s.Publish = []rooms.Kind{rooms.Audio}
		}
	}
	s.Interpret, s.Languages = true, languages
	s.Early = s.Early || r.Kind == Stage
	return s
}

func (r Room) onStage(a actor.Actor, staff, takesPart bool) Standing {
	switch {
	case staff, slices.Contains(r.Hosts, a.Person):
		return Standing{See: true, Join: true, Publish: everything(), Moderate: true, Police: true, Admit: true, Early: true}
	case slices.Contains(r.Speakers, a.Person):
		return Standing{See: true, Join: true, Publish: everything(), Early: true, Place: backstage}
	}
	if a.Has(actor.Interpreter, r.Exhibition) {
		return Standing{See: true, Join: true, Interpret: true, Early: true}
	}
	return Standing{See: takesPart, Join: takesPart}
}

func (r Room) atBooth(a actor.Actor, staff, takesPart bool) Standing {
	switch {
	case a.Org != "" && slices.Contains(r.Parties, a.Org):
		return Standing{See: true, Join: true, Publish: everything(), Moderate: true, Police: true, Admit: true, Early: true}
	case slices.Contains(r.Admitted, a.Person):
		return Standing{See: true, Join: true, Publish: everything(), Moderate: staff, Police: staff}
	}
	return Standing{See: takesPart, Knock: takesPart, Police: staff}
}

// atTable is the rule of a meeting or deal room. Nobody of one party has power over the other, and the organizer, who sees that
// the room exists and may end it, comes in only when a host admits him: what is said there is not his.
func (r Room) atTable(a actor.Actor, staff, takesPart bool) Standing {
	switch {
	case a.Org != "" && slices.Contains(r.Parties, a.Org):
		host := len(r.Hosts) == 0 || slices.Contains(r.Hosts, a.Person)
		return Standing{See: true, Join: true, Publish: everything(), Admit: host}
	case slices.Contains(r.Admitted, a.Person):
		return Standing{See: true, Join: true, Publish: []rooms.Kind{rooms.Audio, rooms.Video}, Moderate: staff, Police: staff}
	}
	return Standing{See: staff, Knock: takesPart, Police: staff}
}

// Enter says why somebody with this standing may not come in now; nil if they may.
func (r Room) Enter(s Standing, now time.Time) error {
	switch {
	case s.denied:
		return problem.New(problem.Forbidden, "room_denied", "a host of this room did not let you in")
	case !s.Join && !s.Knock:
		return problem.New(problem.Forbidden, "room_not_yours", "this room is not yours")
	}
	switch r.State(now) {
	case Ended:
		return problem.New(problem.Gone, "room_ended", "this room has ended")
	case Closed:
		if s.Join && s.Early {
			return nil
		}
		p := problem.New(problem.Conflict, "room_not_open", "this room is not open yet")
		if !r.Opens.IsZero() {
			p = p.With("opens", r.Opens.UTC())
		}
		return p
	case Lobby, Open:
	}
	return nil
}

// bare is what a socket remembers of its room for as long as it is open: not who waits, and not who was denied.
func (r Room) bare() Room {
	return Room{Door: Door{ID: r.ID, Kind: r.Kind, Exhibition: r.Exhibition}}
}

// capped reports whether the seats of the room are counted.
func (r Room) capped() bool { return r.Kind == Meeting || r.Kind == Deal }

// room finds a room and what its neighbours say about it.
func (s *Service) room(ctx context.Context, id string) (Room, error) {
	kind, of, err := subject(id)
	if err != nil {
		return Room{}, err
	}
	door, found, err := s.store.door(ctx, id)
	if err != nil {
		return Room{}, err
	}
	switch kind {
	case Test:
		return testRoom(id, of), nil
	case Stage:
		if !found {
			return Room{}, noRoom()
		}
		return s.stage(ctx, door)
	case Meeting:
		if s.near.Meetings == nil {
			return Room{}, noRoom()
		}
		m, err := s.near.Meetings.MeetingRoom(ctx, of)
		if err != nil {
			return Room{}, hideNeighbour(err)
		}
		return m.room(door), nil
	case Deal:
		if s.near.Deals == nil {
			return Room{}, noRoom()
		}
		d, err := s.near.Deals.DealRoom(ctx, of)
		if err != nil {
			return Room{}, hideNeighbour(err)
		}
		return d.room(door), nil
	case Booth:
		if s.near.Booths == nil {
			return Room{}, noRoom()
		}
		b, err := s.near.Booths.BoothRoom(ctx, of)
		if err != nil {
			return Room{}, hideNeighbour(err)
		}
		return b.room(door), nil
	}
	return Room{}, noRoom()
}

// hideNeighbour answers for the room when it is the meeting, deal or booth that does not exist.
func hideNeighbour(err error) error {
	if problem.Is(err, problem.NotFound) || problem.Is(err, problem.Forbidden) {
		return noRoom()
	}
	return err
}

func (s *Service) stage(ctx context.Context, door Door) (Room, error) {
	r := Room{Door: door}
	if !door.Starts.IsZero() {
		r.Opens = door.Starts.Add(-lobbyBefore)
	}
	now := s.now()
	speaking, err := s.store.speaking(ctx, door.ID, now.Add(speakerEarly), now.Add(-speakerLate))
	if err != nil {
		return Room{}, err
	}
	r.Sessions = speaking
	for _, session := range speaking {
		for _, speaker := range session.Speakers {
			if speaker.Person != "" {
				r.Speakers = append(r.Speakers, speaker.Person)
			}
		}
	}
	return r, nil
}

func (m MeetingRoom) room(door Door) Room {
	door.ID, door.Kind, door.Exhibition, door.Name = "room_"+m.Meeting, Meeting, m.Exhibition, m.Name
	door.Starts, door.Ends, door.Hosts = m.Starts, m.Ends, m.Hosts
	return Room{
		Door: door, Opens: m.Starts.Add(-lobbyBefore), Parties: m.Parties, Interpreters: m.Interpreters,
		Subject: m.Meeting, Over: m.Over,
	}
}

func (d DealRoom) room(door Door) Room {
	door.ID, door.Kind, door.Exhibition, door.Name, door.Hosts = "room_"+d.Deal, Deal, d.Exhibition, d.Name, d.Hosts
	door.Starts, door.Ends = time.Time{}, time.Time{}
	return Room{Door: door, Parties: d.Parties, Interpreters: d.Interpreters, Subject: d.Deal, Over: d.Over}
}

func (b BoothRoom) room(door Door) Room {
	door.ID, door.Kind, door.Exhibition, door.Name = "room_"+b.Booth, Booth, b.Exhibition, b.Name
	door.Starts, door.Ends, door.Hosts = time.Time{}, time.Time{}, nil
	return Room{Door: door, Opens: b.Opens, Parties: []string{b.Org}, Subject: b.Booth, Shut: !b.Open}
}

// RoomsFor lists the rooms of an exhibition that the actor may enter: its stages, and the rooms of the actor's own meetings,
// deals and booths.
func (s *Service) RoomsFor(ctx context.Context, exhibition string) ([]Room, error) {
	a := actor.From(ctx)
	stages, err := s.store.stages(ctx, exhibition)
	if err != nil {
		return nil, err
	}
	var list []Room
	for _, door := range stages {
		r, err := s.stage(ctx, door)
		if err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	derived, err := s.derived(ctx, exhibition, a)
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(derived))
	for _, r := range derived {
		ids = append(ids, r.ID)
	}
	doors, err := s.store.doorsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, r := range derived {
		if door, ok := doors[r.ID]; ok {
			r.refresh(door)
		}
		list = append(list, r)
	}
	named, err := s.store.assigned(ctx, exhibition, a.Person)
	if err != nil {
		return nil, err
	}
	for _, id := range named {
		if slices.ContainsFunc(list, func(r Room) bool { return r.ID == id }) {
			continue
		}
		r, err := s.room(ctx, id)
		if problem.Is(err, problem.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return slices.DeleteFunc(list, func(r Room) bool { return !r.Standing(a).Join }), nil
}

// derived asks the neighbours for the actor's rooms, without their doors.
func (s *Service) derived(ctx context.Context, exhibition string, a actor.Actor) ([]Room, error) {
	var list []Room
	if s.near.Meetings != nil {
		meetings, err := s.near.Meetings.MeetingRooms(ctx, exhibition, a)
		if err != nil {
			return nil, err
		}
		for _, m := range meetings {
			list = append(list, m.room(Door{}))
		}
	}
	if s.near.Deals != nil {
		deals, err := s.near.Deals.DealRooms(ctx, exhibition, a)
		if err != nil {
			return nil, err
		}
		for _, d := range deals {
			list = append(list, d.room(Door{}))
		}
	}
	if s.near.Booths != nil {
		booths, err := s.near.Booths.BoothRooms(ctx, exhibition, a)
		if err != nil {
			return nil, err
		}
		for _, b := range booths {
			list = append(list, b.room(Door{}))
		}
	}
	return list, nil
}

// Room finds a room that the actor may see.
func (s *Service) Room(ctx context.Context, id string) (Room, Standing, error) {
	r, err := s.room(ctx, id)
	if err != nil {
		return Room{}, Standing{}, err
	}
	standing := r.Standing(actor.From(ctx))
	if !standing.See && !standing.Knock {
		return Room{}, Standing{}, noRoom()
	}
	return r, standing, nil
}

// Present is how many people are in the room now.
func (s *Service) Present(room string) int {
	live, ok := s.engine.Lookup(room)
	if !ok {
		return 0
	}
	return len(live.Participants())
}

// Live counts the rooms of an exhibition in which somebody is, and the people in them.
func (s *Service) Live(ctx context.Context, exhibition string) (open, people int, err error) {
	for _, live := range s.engine.Rooms() {
		n := len(live.Participants())
		if n == 0 {
			continue
		}
		r, err := s.room(ctx, live.ID())
		if problem.Is(err, problem.NotFound) {
			continue
		}
		if err != nil {
			return 0, 0, err
		}
		if r.Exhibition == exhibition {
			open++
			people += n
		}
	}
	return open, people, nil
}

// OpenStage makes a stage.
func (s *Service) OpenStage(ctx context.Context, exhibition string, w StageWords) (Room, error) {
	a := actor.From(ctx)
	if !a.Has(actor.Organizer, exhibition) && !a.IsSystem() {
		return Room{}, problem.New(problem.Forbidden, "role_missing", "only an organizer of the exhibition opens a stage")
	}
	now := s.now()
	door := Door{ID: db.NewID("room", now), V: 1, Kind: Stage, Exhibition: exhibition}
	if err := w.apply(&door); err != nil {
		return Room{}, err
	}
	door.note(now, "room.stage_opened", a.Person, nil)
	if err := s.store.doors.Insert(ctx, door); err != nil {
		return Room{}, err
	}
	return s.stage(ctx, door)
}

// ChangeStage changes the name, times or hosts of a stage if its version still is v.
func (s *Service) ChangeStage(ctx context.Context, id string, v int64, w StageWords) (Room, error) {
	a := actor.From(ctx)
	r, err := s.room(ctx, id)
	if err != nil {
		return Room{}, err
	}
	if r.Kind != Stage || !a.Has(actor.Organizer, r.Exhibition) {
		return Room{}, problem.New(problem.Forbidden, "role_missing", "only an organizer of the exhibition changes a stage")
	}
	door := r.Door
	if door.V != v {
		return Room{}, problem.New(problem.PreconditionFailed, "version_conflict", "this room has been changed by someone else")
	}
	if err := w.apply(&door); err != nil {
		return Room{}, err
	}
	door.V++
	door.note(s.now(), "room.stage_changed", a.Person, nil)
	if err := s.store.doors.Replace(ctx, id, v, door); err != nil {
		return Room{}, err
	}
	return s.stage(ctx, door)
}

// StageWords is what an organizer says about a stage; nil leaves a part as it is.
type StageWords struct {
	Name   lang.Text
	Starts *time.Time
	Ends   *time.Time
	Hosts  *[]string
}

func (w StageWords) apply(d *Door) error {
	if w.Name != nil {
		d.Name = w.Name
	}
	if w.Starts != nil {
		d.Starts = w.Starts.UTC().Truncate(time.Millisecond)
	}
	if w.Ends != nil {
		d.Ends = w.Ends.UTC().Truncate(time.Millisecond)
	}
	if w.Hosts != nil {
		d.Hosts = *w.Hosts
	}
	invalid := problem.New(problem.Invalid, "stage_invalid", "this stage cannot be")
	if err := d.Name.Check(120); err != nil {
		return invalid.Field("body.name", err.Error())
	}
	if !d.Ends.IsZero() && !d.Starts.Before(d.Ends) {
		return invalid.Field("body.ends", "a stage ends after it starts")
	}
	if len(d.Hosts) > 50 {
		return invalid.Field("body.hosts", "at most 50 hosts")
	}
	return nil
}
