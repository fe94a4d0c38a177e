package conference

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fairground/rooms"
	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
)

// Devices says what somebody has to be heard and seen with.
type Devices struct {
	Microphone bool `bson:"microphone" json:"microphone"`
	Camera     bool `bson:"camera" json:"camera"`
}

// Measured is what a client found out about its way to the server before a call.
type Measured struct {
	UDP      bool    `bson:"udp" json:"udp"`
	TCP      bool    `bson:"tcp" json:"tcp"`
	Relay    bool    `bson:"relay" json:"relay" doc:"TURN, over whatever it got through."`
	UpKbps   int     `bson:"upKbps" json:"upKbps" minimum:"0" maximum:"10000000" doc:"0: not measured."`
	DownKbps int     `bson:"downKbps" json:"downKbps" minimum:"0" maximum:"10000000" doc:"0: not measured."`
	RTTMs    int     `bson:"rttMs" json:"rttMs" minimum:"0" maximum:"600000"`
	LossPct  float64 `bson:"lossPct" json:"lossPct" minimum:"0" maximum:"100"`
	Devices  Devices `bson:"devices" json:"devices"`
}

// Outlook is what somebody can expect of a call.
type Outlook string

// The outlooks, from nothing to everything. The client has the words for them.
const (
	OutlookBlocked Outlook = "blocked" // no way to the server at all
	OutlookText    Outlook = "text"    // chat and voice notes
	OutlookAudio   Outlook = "audio"   // a voice, no picture
	OutlookLow     Outlook = "low"     // a small picture
	OutlookDetour  Outlook = "detour"  // everything, by a longer way
	OutlookFine    Outlook = "fine"
)

// Hints that stand beside an outlook.
const (
	HintUDPBlocked   = "udp_blocked"
	HintRelayOnly    = "relay_only"
	HintSlowUp       = "slow_up"
	HintSlowDown     = "slow_down"
	HintFar          = "far"
	HintLossy        = "lossy"
	HintNoMicrophone = "no_microphone"
	HintNoCamera     = "no_camera"
)

// The bounds of the rule: bits per second that a voice, a small and a good picture need with what goes around them, and how much loss
// and delay a conversation bears (ITU-T G.114: 400 ms one way is the end of it).
const (
	voiceKbps   = 40
	smallKbps   = 200
	goodKbps    = 600
	lossSmall   = 4.0 // per cent
	lossVoice   = 12.0
	farMs       = 400
	hopelessMs  = 1500
	maxTestKeep = 180 * 24 * time.Hour
)

// Prospect is what a test means.
type Prospect struct {
	Code  Outlook  `bson:"code" json:"code" enum:"blocked,text,audio,low,detour,fine"`
	Hints []string `bson:"hints" json:"hints" nullable:"false" doc:"udp_blocked, relay_only, slow_up, slow_down, far, lossy, no_microphone, no_camera"`
	Words string   `bson:"words" json:"words" doc:"The same in English, for whoever helps."`
}

// Verdict is the rule.
func (m Measured) Verdict() Prospect {
	v := Prospect{Code: OutlookFine, Hints: []string{}}
	worse := func(o Outlook, hint string) {
		order := []Outlook{OutlookBlocked, OutlookText, OutlookAudio, OutlookLow, OutlookDetour, OutlookFine}
		if slices.Index(order, o) < slices.Index(order, v.Code) {
			v.Code = o
		}
		if hint != "" && !slices.Contains(v.Hints, hint) {
			v.Hints = append(v.Hints, hint)
		}
	}
	switch {
	case !m.UDP && !m.TCP && !m.Relay:
		worse(OutlookBlocked, HintUDPBlocked)
	case !m.UDP && !m.TCP:
		worse(OutlookDetour, HintRelayOnly)
	case !m.UDP:
		worse(OutlookDetour, HintUDPBlocked)
	}
	for _, way := range []struct {
		kbps int
		hint string
	}{{m.UpKbps, HintSlowUp}, {m.DownKbps, HintSlowDown}} {
		switch {
		case way.kbps == 0 || way.kbps >= goodKbps:
		case way.kbps >= smallKbps:
			worse(OutlookLow, way.hint)
		case way.kbps >= voiceKbps:
			worse(OutlookAudio, way.hint)
		default:
			worse(OutlookText, way.hint)
		}
	}
	switch {
	case m.LossPct > lossVoice:
		worse(OutlookText, HintLossy)
	case m.LossPct > lossSmall:
		worse(OutlookAudio, HintLossy)
	}
	switch {
	case m.RTTMs > hopelessMs:
		worse(OutlookText, HintFar)
	case m.RTTMs > farMs:
		worse(OutlookLow, HintFar)
	}
	if !m.Devices.Microphone {
		worse(v.Code, HintNoMicrophone)
	}
	if !m.Devices.Camera {
		worse(v.Code, HintNoCamera)
	}
	v.Words = m.words()
	return v
}

func (m Measured) words() string {
	fine := map[bool]string{true: "fine", false: "blocked"}
	parts := []string{"UDP " + fine[m.UDP], "TCP " + fine[m.TCP], "relay " + fine[m.Relay]}
	if m.UpKbps > 0 {
		parts = append(parts, fmt.Sprintf("%d kbit/s up", m.UpKbps))
	}
	if m.DownKbps > 0 {
		parts = append(parts, fmt.Sprintf("%d kbit/s down", m.DownKbps))
	}
	parts = append(parts, fmt.Sprintf("%d ms", m.RTTMs), fmt.Sprintf("%.1f %% lost", m.LossPct))
	if !m.Devices.Microphone {
		parts = append(parts, "no microphone")
	}
	if !m.Devices.Camera {
		parts = append(parts, "no camera")
	}
	return strings.Join(parts, ", ")
}

// ConnectionTest is the newest test of a person for an exhibition.
type ConnectionTest struct {
	ID         string           `bson:"_id" json:"-"`
	V          int64            `bson:"v" json:"-"`
	Exhibition string           `bson:"exhibition" json:"exhibition"`
	Person     string           `bson:"person" json:"person"`
	Name       string           `bson:"name,omitempty" json:"name,omitempty"`
	Org        string           `bson:"org,omitempty" json:"org,omitempty"`
	OrgName    string           `bson:"orgName,omitempty" json:"orgName,omitempty"`
	Measured   Measured         `bson:"measured" json:"measured"`
	Verdict    Prospect         `bson:"verdict" json:"verdict"`
	At         time.Time        `bson:"at" json:"at"`
	Tests      int              `bson:"tests" json:"tests" doc:"How many there were."`
	Outbox     []db.OutboxEntry `bson:"outbox,omitempty" json:"-"`
}

// testRoomOf is the room in which a person tries their connection, alone.
func testRoomOf(person string) string { return "room_test_" + person }

// testRoom is what is known of it: it is always open, and nobody else's.
func testRoom(id, person string) Room {
	return Room{Door: Door{ID: id, Kind: Test}, Subject: person}
}

// inTest is the rule of a test room.
func (r Room) inTest(a actor.Actor) Standing {
	if a.Person != r.Subject {
		return Standing{}
	}
	return Standing{See: true, Join: true, Publish: everything(), Early: true}
}

// Trial is what a client needs for a test: a seat that sends, and one that receives what the first one sends.
type Trial struct {
	Pass Pass
	Echo Pass
}

// TryConnection gives the actor a room of their own with two seats.
func (s *Service) TryConnection(ctx context.Context) (Trial, error) {
	a := actor.From(ctx)
	if err := s.pace.allow("connection test "+a.Person, 10, time.Minute); err != nil {
		return Trial{}, err
	}
	pass, err := s.Admission(ctx, testRoomOf(a.Person))
	if err != nil {
		return Trial{}, err
	}
	live, err := s.engine.Room(pass.Room)
	if err != nil {
		return Trial{}, problem.New(problem.Unavailable, "rooms_full", "no more rooms can be opened at the moment").Wrap(err)
	}
	grant := rooms.Grant{
		Session: a.Session, Room: pass.Room, Epoch: live.Epoch(), Participant: a.Person + "_echo", Name: cut(a.Name, 200), Join: true, Subscribe: true,
	}
	echo, err := s.issue(grant, testRoom(pass.Room, a.Person), a, false)
	return Trial{pass, echo}, err
}

// issue makes a pass for a grant.
func (s *Service) issue(grant rooms.Grant, r Room, a actor.Actor, extra bool) (Pass, error) {
	token, err := s.tokens.Issue(grant)
	if err != nil {
		return Pass{}, fmt.Errorf("give a pass to room %s: %w", r.ID, err)
	}
	secret, expires, err := s.tickets.issue(ticket{room: r.ID, exhibition: r.Exhibition, grant: grant, actor: a, extra: extra})
	if err != nil {
		return Pass{}, err
	}
	return Pass{
		Ticket: secret, Expires: expires, Token: token, Room: r.ID, Participant: grant.Participant, ICEServers: s.iceServers(grant.Participant),
	}, nil
}

// KeepTest stores what a test found. exhibition may be empty: then it is the first in which the actor has a part.
func (s *Service) KeepTest(ctx context.Context, exhibition string, m Measured) (ConnectionTest, error) {
	a := actor.From(ctx)
	i := slices.IndexFunc(a.Grants, func(g actor.Grant) bool {
		return g.Exhibition != "" && (exhibition == "" || g.Exhibition == exhibition)
	})
	if i < 0 {
		return ConnectionTest{}, problem.New(problem.Forbidden, "role_missing", "you have no part in this exhibition")
	}
	if err := s.pace.allow("connection test kept "+a.Person, 20, time.Minute); err != nil {
		return ConnectionTest{}, err
	}
	exhibition = a.Grants[i].Exhibition
	var last error
	for range attempts {
		now := stamp(s.now())
		t := ConnectionTest{
			ID: exhibition + "/" + a.Person, V: 1, Exhibition: exhibition, Person: a.Person, Name: a.Name, Org: a.Org, OrgName: a.OrgName,
			Measured: m, Verdict: m.Verdict(), At: now, Tests: 1,
		}
		old, err := s.store.tests.Find(ctx, t.ID)
		switch {
		case problem.Is(err, problem.NotFound):
			err = s.store.tests.Insert(ctx, t)
		case err != nil:
			return ConnectionTest{}, err
		default:
			t.V, t.Tests, t.Outbox = old.V+1, old.Tests+1, old.Outbox
			err = s.store.tests.Replace(ctx, t.ID, old.V, t)
		}
		if err == nil {
			return t, nil
		}
		if !problem.Is(err, problem.PreconditionFailed) && !problem.Is(err, problem.Conflict) {
			return ConnectionTest{}, err
		}
		last = err
	}
	return ConnectionTest{}, problem.New(problem.Unavailable, "test_busy", "try again").Wrap(last)
}

// ConnectionTests lists the newest test of everybody in an exhibition, for those who run it.
func (s *Service) ConnectionTests(ctx context.Context, exhibition, cursor string, limit int) ([]ConnectionTest, string, error) {
	a := actor.From(ctx)
	if !a.Has(actor.Organizer, exhibition) && !a.Has(actor.Moderator, exhibition) {
		return nil, "", problem.New(problem.Forbidden, "role_missing", "only those who run the exhibition see how everybody is connected")
	}
	return s.store.tests.page(ctx, exhibition, cursor, limit)
}
