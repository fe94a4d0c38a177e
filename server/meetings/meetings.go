// Package meetings brings two companies to one table: what each seeks, who is worth meeting, the request with its
// counter-proposals, and the meeting that the same document becomes when it is accepted. Its one hard promise is that
// nobody is booked twice; it rests on the claims inside each document and on nothing else (DESIGN.md).
//
// It does not know media: the conference reports who was present. It does not know mail, how exhibitions are run, or what
// two companies sign afterwards.
package meetings

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/problem"
)

// Limits of a request.
const (
	MaxReason = 500 // characters
	MaxSlots  = 3
	MaxRounds = 5
)

// Durations of the state machines.
const (
	requestTTL = 72 * time.Hour
	liveTTL    = 2 * time.Hour    // of a request sent on a day of the fair
	lobbyLead  = 10 * time.Minute // before the start the lobby opens
	grace      = 5 * time.Minute  // after the start somebody missing did not show up
	presence   = 30 * time.Second // of media or text make a side present
	lateCancel = 24 * time.Hour   // before the start a cancellation counts as late
	timerLate  = 15 * time.Minute // after which a timer that looks for the first time was away
)

// State is a state of the request, and of the meeting that it becomes.
type State string

// The states of a request.
const (
	Pending    State = "pending"
	Declined   State = "declined"
	Withdrawn  State = "withdrawn"
	Expired    State = "expired"
	Superseded State = "superseded"
)

// The states of a meeting.
const (
	Scheduled        State = "scheduled"
	LobbyOpen        State = "lobby_open"
	Live             State = "live"
	Completed        State = "completed"
	NoShow           State = "no_show"
	TechnicalFailure State = "technical_failure"
	Cancelled        State = "cancelled"
)

// States lists every state.
func States() []State {
	return []State{Pending, Declined, Withdrawn, Expired, Superseded, Scheduled, LobbyOpen, Live, Completed, NoShow, TechnicalFailure, Cancelled}
}

// Upcoming reports whether the state holds people's time.
func (s State) Upcoming() bool { return s == Scheduled || s == LobbyOpen || s == Live }

// Accepted reports whether the request became a meeting.
func (s State) Accepted() bool {
	return s.Upcoming() || s == Completed || s == NoShow || s == TechnicalFailure || s == Cancelled
}

// Slot is a time in which a meeting can be held.
type Slot struct {
	Starts time.Time `json:"starts" bson:"starts"`
	Ends   time.Time `json:"ends" bson:"ends"`
}

// Side is one of the two companies with the person who meets.
type Side struct {
	Org        string    `json:"org" bson:"org"`
	OrgName    lang.Text `json:"orgName" bson:"orgName"`
	Person     string    `json:"person" bson:"person"`
	PersonName string    `json:"personName" bson:"personName"`
	Zone       string    `json:"zone" bson:"zone" doc:"IANA zone of the person."`
}

// Step is one line of a request's history.
type Step struct {
	At     time.Time `json:"at" bson:"at"`
	By     string    `json:"by,omitempty" bson:"by,omitempty" doc:"The organization; absent if the program acted."`
	Person string    `json:"person,omitempty" bson:"person,omitempty"`
	Action string    `json:"action" bson:"action"`
	Slots  []Slot    `json:"slots,omitempty" bson:"slots,omitempty"`
	Reason string    `json:"reason,omitempty" bson:"reason,omitempty"`
}

// Presence is what the conference saw of one connection of one person.
type Presence struct {
	Person string    `json:"person" bson:"person"`
	Org    string    `json:"org,omitempty" bson:"org,omitempty"` // lets a colleague stand in for the person of the meeting
	From   time.Time `json:"from" bson:"from"`
	Until  time.Time `json:"until,omitzero" bson:"until,omitempty"` // zero while connected
	Media  bool      `json:"media" bson:"media"`                    // media or the text fallback flowed
}

// Verdict says why a meeting was not held.
type Verdict struct {
	Sides []string  `json:"sides" bson:"sides" doc:"requester, invitee or both; platform if the program itself failed."`
	At    time.Time `json:"at" bson:"at"`
}

// Meeting is the request and, once accepted, the meeting: one document, so that accepting cannot race anything.
type Meeting struct {
	ID         string `bson:"_id"`
	V          int64  `bson:"v"`
	Exhibition string `bson:"exhibition"`
	State      State  `bson:"state"`

	Requester Side   `bson:"requester"`
	Invitee   Side   `bson:"invitee"`
	Booth     string `bson:"booth,omitempty"`
	Item      string `bson:"item,omitempty"`
	Reason    string `bson:"reason"`
	Language  string `bson:"language"`

	Round    int       `bson:"round"`
	Awaiting string    `bson:"awaiting,omitempty"` // organization
	Slots    []Slot    `bson:"slots"`
	Expires  time.Time `bson:"expires,omitempty"`
	Sent     time.Time `bson:"sent"`             // when the present round began
	Reminded int       `bson:"reminded"`         // reminders sent in this round
	Muted    bool      `bson:"muted,omitempty"`  // the invitee never wants to meet: it is not told, and the requester must not see that
	FollowUp bool      `bson:"followUp"`         // a further meeting of a pair that has met
	ChatOpen bool      `bson:"chatOpen"`         // a declined request whose chat stays open
	Guests   []string  `bson:"guests,omitempty"` // further people of both sides
	History  []Step    `bson:"history"`

	Starts   time.Time  `bson:"starts,omitempty"`
	Ends     time.Time  `bson:"ends,omitempty"`
	Room     string     `bson:"room,omitempty"`
	Revision int        `bson:"revision"` // the SEQUENCE of its calendar entry
	Changed  time.Time  `bson:"changed"`
	Late     bool       `bson:"late,omitempty"` // cancelled late
	Evidence []Presence `bson:"evidence,omitempty"`
	Verdict  *Verdict   `bson:"verdict,omitempty"`

	// Alternatives are common free slots, offered when the meeting failed for technical reasons.
	Alternatives []Slot `bson:"alternatives,omitempty"`

	People []string  `bson:"people"`        // everybody whose time it takes
	Due    time.Time `bson:"due,omitempty"` // when the timer has to look at it next
	Claims []string  `bson:"claims"`

	Outbox []db.OutboxEntry `bson:"outbox"`
}

// Fair is what meetings need to know of an exhibition.
type Fair struct {
	ID      string
	Name    lang.Text
	Zone    string   // IANA
	Windows []Window // when meetings can be held, in order, without overlap
	Minutes int      // length of a slot, a multiple of 5
}

// Window is a time in which the fair is open.
type Window struct{ From, To time.Time }

// Daily gives one window for each day from..to on which the fair is open between two minutes of its local day.
func Daily(zone *time.Location, from, to time.Time, opens, closes int) []Window {
	var windows []Window
	first := from.In(zone)
	for i := 0; ; i++ {
		at := func(minute int) time.Time {
			return time.Date(first.Year(), first.Month(), first.Day()+i, 0, minute, 0, 0, zone).UTC()
		}
		w := Window{From: at(opens), To: at(closes)}
		if !w.From.Before(to) {
			return windows
		}
		if w.To.After(from) {
			windows = append(windows, w)
		}
	}
}

// Fairs tells of exhibitions and their booths.
type Fairs interface {
	// Fair returns the exhibition, or a NotFound problem.
	Fair(ctx context.Context, exhibition string) (Fair, error)
	// BoothOf returns the id of the organization's booth, "" if it has none.
	BoothOf(ctx context.Context, exhibition, org string) (string, error)
}

// Organization is what the other side may read of a company.
type Organization struct {
	ID        string
	Name      lang.Text
	Country   string
	Languages []string
}

// Person is somebody who can be met.
type Person struct {
	ID, Org, Name, Zone string
	Languages           []string
}

// Directory tells of organizations and their people.
type Directory interface {
	// Organization returns the organization, or a NotFound problem.
	Organization(ctx context.Context, org string) (Organization, error)
	// Person returns the person, or a NotFound problem.
	Person(ctx context.Context, person string) (Person, error)
	// Contact returns who answers for the organization at the exhibition, or a NotFound problem: the organization does not
	// take part or does not want to be seen by the actor.
	Contact(ctx context.Context, exhibition, org string) (Person, error)
}

// Session is an item of the programme in somebody's agenda.
type Session struct {
	ID     string
	Title  lang.Text
	Starts time.Time
	Ends   time.Time
	Room   string
}

// Programme tells of the sessions.
type Programme interface {
	// Sessions returns the sessions that begin in from..to and that the actor may attend.
	Sessions(ctx context.Context, from, to time.Time) ([]Session, error)
}

// Deps are what the service needs of its surroundings.
type Deps struct {
	DB        *db.DB
	Fairs     Fairs
	Directory Directory
	Programme Programme // nil: agendas hold meetings only
	Base      string    // scheme://host of the pages, for links in calendars
	Quota     int       // requests of one organization that may be pending in one exhibition; 20 if zero
	Now       func() time.Time
	Log       *slog.Logger
}

const defaultQuota = 20

// Service is the feature.
type Service struct {
	Deps
	store    store
	profiles profileStore
	wishes   wishStore
	feeds    feedStore

	mu      sync.Mutex
	indexes map[string]cachedIndex
}

// New returns the feature on a database.
func New(d Deps) *Service {
	if d.Quota == 0 {
		d.Quota = defaultQuota
	}
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	return &Service{
		Deps: d, store: newStore(d.DB), profiles: newProfileStore(d.DB), wishes: newWishStore(d.DB), feeds: newFeedStore(d.DB),
		indexes: map[string]cachedIndex{},
	}
}

// now is the time as the database keeps it.
func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Millisecond) }

// side returns the side of an organization, nil if it is neither.
func (m *Meeting) side(org string) *Side {
	switch org {
	case "":
		return nil
	case m.Requester.Org:
		return &m.Requester
	case m.Invitee.Org:
		return &m.Invitee
	}
	return nil
}

// sideOf is the actor's side; an organizer looks from the requester's.
func (m *Meeting) sideOf(a actor.Actor) *Side {
	if a.Org == m.Invitee.Org {
		return &m.Invitee
	}
	return &m.Requester
}

// other returns the side across the table of an organization.
func (m *Meeting) other(org string) *Side {
	if org == m.Requester.Org {
		return &m.Invitee
	}
	return &m.Requester
}

// persons lists everybody whose time the meeting takes.
func (m *Meeting) persons() []string {
	list := append([]string{m.Requester.Person, m.Invitee.Person}, m.Guests...)
	slices.Sort(list)
	return slices.Compact(list)
}

// visible reports whether the actor may know of the meeting: both companies, and the organizers of the exhibition once
// it is agreed.
func (m *Meeting) visible(a actor.Actor) bool {
	if m.Muted && a.Org != m.Requester.Org {
		return false
	}
	return m.side(a.Org) != nil || m.State.Accepted() && a.Has(actor.Organizer, m.Exhibition)
}

func notFound() error {
	return problem.New(problem.NotFound, "meeting_not_found", "there is no such meeting")
}

// takesPart refuses people who do not take part in the exhibition for a company.
func takesPart(a actor.Actor, exhibition string) error {
	if a.Org == "" || !a.Has(actor.Exhibitor, exhibition) && !a.Has(actor.Buyer, exhibition) {
		return problem.New(problem.Forbidden, "not_taking_part", "only exhibitors and buyers of this exhibition may do this")
	}
	return nil
}
