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
	"net/mail"
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

	AcceptedUnscheduled State = "accepted_unscheduled" // both want to meet; the organizers give it a time
	Unplaceable         State = "unplaceable"          // the timetable found no time for it
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
	return []State{
		Pending, Declined, Withdrawn, Expired, Superseded, AcceptedUnscheduled, Unplaceable,
		Scheduled, LobbyOpen, Live, Completed, NoShow, TechnicalFailure, Cancelled,
	}
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

	By       string    `json:"by,omitempty" bson:"by,omitempty" doc:"The organizer who said so against the evidence."`
	Reason   string    `json:"reason,omitempty" bson:"reason,omitempty"`
	Original *Original `json:"original,omitempty" bson:"original,omitempty" doc:"What the evidence had said."`
}

// Original is the verdict that the program found before an organizer overrode it.
type Original struct {
	State State     `json:"state" bson:"state" enum:"completed,no_show,technical_failure"`
	Sides []string  `json:"sides,omitempty" bson:"sides,omitempty"`
	At    time.Time `json:"at,omitzero" bson:"at,omitempty" required:"false"`
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
	Named    bool      `bson:"named,omitempty"`  // the requester asked for this person of the invitee
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
	// Reslots say which alternative each side would take after a no-show, which needs both.
	Reslots []Reslot `bson:"reslots,omitempty"`

	Table       string `bson:"table,omitempty"`       // where the exhibition has only so many at once
	Interpreter string `bson:"interpreter,omitempty"` // a person, whose time it takes as well
	Frozen      bool   `bson:"frozen,omitempty"`      // no schedule run moves it
	Run         string `bson:"run,omitempty"`         // the schedule run that placed it last
	Hold        *Hold  `bson:"hold,omitempty"`        // what a schedule run that is being published does to it

	Outcomes []Outcome `bson:"outcomes,omitempty"` // at most one of each side

	People  []string  `bson:"people"`            // everybody whose time it takes
	Watched time.Time `bson:"watched,omitempty"` // the start for which was asked whether its people are there
	Due     time.Time `bson:"due,omitempty"`     // when the timer has to look at it next
	Claims  []string  `bson:"claims"`

	Outbox []db.OutboxEntry `bson:"outbox"`
}

// Hold is what a schedule run does to a meeting, until the run is published and settled. Readers see the meeting as it was
// before, or not at all if the run adds it, until then.
type Hold struct {
	Run         string    `bson:"run"`
	Adds        bool      `bson:"adds,omitempty"`    // the run adds the meeting
	Cancels     bool      `bson:"cancels,omitempty"` // the run calls it off
	Taken       bool      `bson:"taken,omitempty"`   // the claims are those of the new time
	Kept        bool      `bson:"kept,omitempty"`    // the new time had gone, the claims are those of the old one
	Lost        bool      `bson:"lost,omitempty"`    // both had gone
	Starts      time.Time `bson:"starts,omitempty"`
	Ends        time.Time `bson:"ends,omitempty"`
	Table       string    `bson:"table,omitempty"`
	Interpreter string    `bson:"interpreter,omitempty"`
	Reason      string    `bson:"reason,omitempty"`
}

// Outcome is what one side made of a meeting.
type Outcome struct {
	Org      string    `json:"org" bson:"org"`
	Person   string    `json:"person" bson:"person"`
	At       time.Time `json:"at" bson:"at"`
	Interest int       `json:"interest" bson:"interest" minimum:"1" maximum:"5"`
	Next     string    `json:"next" bson:"next" enum:"rfq,sample,second_meeting,none"`
	Value    string    `json:"value,omitempty" bson:"value,omitempty" doc:"A band of Budgets; empty is not said."`
	Note     string    `json:"note,omitempty" bson:"note,omitempty"`
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
type Window struct {
	From time.Time `json:"from" bson:"from"`
	To   time.Time `json:"to" bson:"to"`
}

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

// Deps are what the service needs of its surroundings.
type Deps struct {
	DB        *db.DB
	Fairs     Fairs
	Directory Directory
	Roster    Roster    // for the tables that organizers import and export
	Programme Programme // nil: agendas hold meetings only
	Staff     Staff     // nil: whoever was asked meets
	Calendars Calendars // reads people's own calendars; nil: those in the public internet
	Runs      Runs      // nil: there are none
	Base      string    // scheme://host of the pages, for links in calendars
	Quota     int       // requests of one organization that may be pending in one exhibition; 20 if zero
	Now       func() time.Time
	Log       *slog.Logger

	Sender  mail.Address                                             // in whose name invitations are mailed; empty: nothing is mailed
	Mailbox func(ctx context.Context, person string) (string, error) // where a person is reached by mail; nil: nobody is
}

const defaultQuota = 20

// Service is the feature.
type Service struct {
	Deps
	store    store
	profiles profileStore
	wishes   wishStore
	feeds    feedStore
	settings settingsStore

	availability availabilityStore

	mu      sync.Mutex
	indexes map[string]cachedIndex
	alarmed time.Time // when meetings without an owner were last looked for
}

// New returns the feature on a database.
func New(d Deps) *Service {
	if d.Quota == 0 {
		d.Quota = defaultQuota
	}
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.Calendars == nil {
		d.Calendars = newWebCalendars(public, nil)
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	s := &Service{
		Deps: d, profiles: newProfileStore(d.DB), wishes: newWishStore(d.DB), feeds: newFeedStore(d.DB),
		settings: newSettingsStore(d.DB), availability: newAvailabilityStore(d.DB),
		indexes: map[string]cachedIndex{},
	}
	s.store = newStore(d.DB, s.published, s.now)
	return s
}

// published reports whether readers see what a schedule run did.
func (s *Service) published(ctx context.Context, run string) (bool, error) {
	if s.Runs == nil {
		return false, nil
	}
	return s.Runs.Published(ctx, run)
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
	if m.Interpreter != "" {
		list = append(list, m.Interpreter)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// visible reports whether the actor may know of the meeting: both companies, and the organizers of the exhibition once
// it is agreed.
func (m *Meeting) visible(a actor.Actor) bool {
	if m.Muted && a.Org != m.Requester.Org {
		return false
	}
	return m.side(a.Org) != nil || (m.State.Accepted() || m.State.unscheduled()) && a.Has(actor.Organizer, m.Exhibition)
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
