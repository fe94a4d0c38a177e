// Package demo invents a whole exhibition: halls, parks, a hundred firms, thirty guests from twenty countries, their
// catalogues, staff, meetings, talks, negotiations and orders, in English and Chinese. The same seed and the same start give
// the same world, byte for byte. Every company and every person in it is invented.
//
// It does not know the database, the features that store what it invents, HTTP or the clock: it is handed a start and
// returns plain data with times, and Fair.At says how that data stands at one of five stages.
package demo

import (
	"math/rand/v2"
	"time"

	"fairground/server/lang"
	"fairground/server/money"
)

// Fair is everything that the demo knows, past and future. What has happened by a given moment is told by At.
type Fair struct {
	Seed  uint64    `json:"seed"`
	Start time.Time `json:"start"` // the instant the live stage shows, in the middle of the first day
	Day   time.Time `json:"day"`   // midnight in Shanghai before Start: the first live day

	Exhibition    Exhibition        `json:"exhibition"`
	Halls         []Hall            `json:"halls"`
	Parks         []Park            `json:"parks"`
	Rooms         []Room            `json:"rooms"`
	Organizations []Organization    `json:"organizations"`
	People        []Person          `json:"people"`
	Known         map[string]string `json:"known"` // person by sign-in link: buyer exhibitor organizer interpreter clearing clearing2 compliance arbitrator to arbitrator4 funder logistics auditor
	Booths        []Booth           `json:"booths"`
	Items         []Item            `json:"items"`
	Profiles      []Profile         `json:"profiles"`
	Preferences   []Preference      `json:"preferences"`
	Sessions      []Session         `json:"sessions"`
	Requests      []Request         `json:"requests"`
	Questions     []Question        `json:"questions"`
	Messages      []Message         `json:"messages"`
	Deals         []Deal            `json:"deals"`
	Orders        []Order           `json:"orders"`
}

// Exhibition is the fair itself.
type Exhibition struct {
	ID     string     `json:"id"`
	Name   lang.Text  `json:"name"`
	Text   lang.Text  `json:"text"`
	Zone   string     `json:"zone"`
	Starts time.Time  `json:"starts"` // of the live days
	Ends   time.Time  `json:"ends"`
	Phases []PhaseRun `json:"phases"`
}

// PhaseRun is one phase with its bounds; each begins where the one before it ends.
type PhaseRun struct {
	Phase string    `json:"phase"` // call setup booking matching live after_market closed
	From  time.Time `json:"from"`
	To    time.Time `json:"to"`
}

// Hall holds the booths of one sector.
type Hall struct {
	ID     string    `json:"id"`
	Sector string    `json:"sector"`
	Name   lang.Text `json:"name"`
	Text   lang.Text `json:"text"`
}

// Park is a cultural industrial park in which firms sit.
type Park struct {
	ID   string    `json:"id"`
	Kind string    `json:"kind"`
	Name lang.Text `json:"name"`
}

// Room is a stage or a breakout room of the programme. Meeting and deal rooms are named by their meetings and deals.
type Room struct {
	ID   string    `json:"id"`
	Kind string    `json:"kind"` // stage or breakout
	Name lang.Text `json:"name"`
}

// Organization is a firm, a guest or one of those who run the fair.
type Organization struct {
	ID        string    `json:"id"`
	Kind      string    `json:"kind"` // exhibitor, buyer or office
	Name      lang.Text `json:"name"`
	Tagline   lang.Text `json:"tagline,omitempty"`
	Text      lang.Text `json:"text,omitempty"`
	Country   string    `json:"country"` // ISO 3166-1 alpha-2
	City      lang.Text `json:"city"`
	Zone      string    `json:"zone"`             // IANA
	Sector    string    `json:"sector,omitempty"` // of an exhibitor
	Park      string    `json:"park,omitempty"`   // park id
	Domain    string    `json:"domain"`           // of its mail addresses, under .example
	Languages []string  `json:"languages"`
	Applied   time.Time `json:"applied"`
	Approved  time.Time `json:"approved"`
}

// Person is somebody who can sign in. Role is one of the roles of package actor.
type Person struct {
	ID        string    `json:"id"`
	Org       string    `json:"org"`
	Name      lang.Text `json:"name"`
	Email     string    `json:"email"`
	Title     lang.Text `json:"title"`
	Role      string    `json:"role"`
	Lang      string    `json:"lang"` // of the interface, BCP 47
	Languages []string  `json:"languages"`
	Zone      string    `json:"zone"`
	Admin     bool      `json:"admin"`  // speaks for the organization
	OnDuty    bool      `json:"onDuty"` // at the booth when the live stage begins
}

// Hours are opening hours of one weekday, in minutes of the local day.
type Hours struct {
	Weekday time.Weekday `json:"weekday"`
	From    int          `json:"from"`
	To      int          `json:"to"`
}

// Booth is a firm's place in a hall.
type Booth struct {
	ID     string    `json:"id"`
	Hall   string    `json:"hall"`
	Number string    `json:"number"` // "D-07"
	Org    string    `json:"org"`
	Zone   string    `json:"zone"`
	Hours  []Hours   `json:"hours"`
	Staff  []string  `json:"staff"` // people
	Seed   uint64    `json:"seed"`  // of its pictures
	Opened time.Time `json:"opened"`
}

// Item is an entry of a catalogue. Exactly the fields of its kind are set.
type Item struct {
	ID           string        `json:"id"`
	Booth        string        `json:"booth"`
	Kind         string        `json:"kind"` // good, service or work
	Name         lang.Text     `json:"name"`
	Text         lang.Text     `json:"text"`
	Price        *money.Amount `json:"price,omitempty"` // nil: on request
	Unit         string        `json:"unit,omitempty"`  // UNECE Recommendation 20
	MOQ          int           `json:"moq,omitempty"`
	Incoterm     string        `json:"incoterm,omitempty"` // 2020
	Place        string        `json:"place,omitempty"`
	HS           string        `json:"hs,omitempty"` // six digits
	LeadTimeDays int           `json:"leadTimeDays,omitempty"`
	ServiceClass string        `json:"serviceClass,omitempty"` // EBOPS 2010 component
	Rights       *Rights       `json:"rights,omitempty"`
	New          bool          `json:"new"`
	Seed         uint64        `json:"seed"` // of its picture
}

// Rights say what of a work can be licensed.
type Rights struct {
	Rights      []string `json:"rights"`
	Territories []string `json:"territories"` // "WORLD" or ISO codes
	Languages   []string `json:"languages"`
	Months      int      `json:"months"` // longest window
	Sold        []Sold   `json:"sold,omitempty"`
}

// Sold is a territory that is taken until a day.
type Sold struct {
	Territory string    `json:"territory"`
	Until     time.Time `json:"until"`
}

// Profile is what one person seeks and provides for her organization. Tags are those of package matchmaking.
type Profile struct {
	Org         string   `json:"org"`
	Person      string   `json:"person"`
	Role        string   `json:"role"` // buy license coproduce invest sell
	Needs       []string `json:"needs"`
	Offers      []string `json:"offers"`
	Territories []string `json:"territories"`
	Languages   []string `json:"languages"`
	Currency    string   `json:"currency"`
	Budget      int      `json:"budget"` // band 1 (smallest) to 5; 0 for sellers
	Zone        string   `json:"zone"`
	From        int      `json:"from"` // minutes of the local day
	To          int      `json:"to"`
}

// Preference is a wish about meeting another organization. A never is not shown to the other side.
type Preference struct {
	Org   string `json:"org"`
	About string `json:"about"`
	Want  string `json:"want"` // must, want or never
}

// Session is one entry of the programme.
type Session struct {
	ID        string    `json:"id"`
	Kind      string    `json:"kind"` // keynote showcase signing talk open_stage
	Title     lang.Text `json:"title"`
	Abstract  lang.Text `json:"abstract"`
	Speakers  []string  `json:"speakers"` // people
	Room      string    `json:"room"`
	Starts    time.Time `json:"starts"`
	Ends      time.Time `json:"ends"`
	Languages []string  `json:"languages"`
	Deals     []string  `json:"deals,omitempty"` // signed on this stage
}

// Window is a proposed or claimed time.
type Window struct {
	Starts time.Time `json:"starts"`
	Ends   time.Time `json:"ends"`
}

// Request is a meeting request and, once accepted, the meeting.
type Request struct {
	ID          string    `json:"id"`
	From        string    `json:"from"` // organization
	FromPerson  string    `json:"fromPerson"`
	To          string    `json:"to"`
	ToPerson    string    `json:"toPerson"`
	Booth       string    `json:"booth"`
	Item        string    `json:"item,omitempty"`
	Language    string    `json:"language"`
	Reason      string    `json:"reason"` // in that language
	Interpreter string    `json:"interpreter,omitempty"`
	Moves       []Move    `json:"moves"`
	Meeting     *Window   `json:"meeting,omitempty"` // set if a move accepts it
	Room        string    `json:"room,omitempty"`
	Expires     time.Time `json:"expires"`
	Outcome     *Outcome  `json:"outcome,omitempty"` // of a meeting that was not cancelled
}

// Move is one act on a request.
type Move struct {
	At     time.Time `json:"at"`
	Person string    `json:"person"`
	Action string    `json:"action"` // send counter accept decline withdraw cancel
	Note   string    `json:"note,omitempty"`
	Slots  []Window  `json:"slots,omitempty"`
}

// Outcome is how a meeting went. What the exhibitor noted is set only if it was completed.
type Outcome struct {
	At       time.Time `json:"at"`
	Verdict  string    `json:"verdict"` // completed no_show_requester no_show_invitee technical_failure
	Person   string    `json:"person,omitempty"`
	Interest int       `json:"interest,omitempty"` // 1 to 5
	Next     string    `json:"next,omitempty"`     // rfq sample second_meeting none
}

// Question was left at a booth.
type Question struct {
	ID       string    `json:"id"`
	Booth    string    `json:"booth"`
	Person   string    `json:"person"`
	At       time.Time `json:"at"`
	Language string    `json:"language"`
	Text     string    `json:"text"`
	Answered time.Time `json:"answered"`
	By       string    `json:"by"`
	Answer   string    `json:"answer"`
}

// Message is a line of chat in a room.
type Message struct {
	ID       string    `json:"id"`
	Room     string    `json:"room"`
	Person   string    `json:"person"`
	At       time.Time `json:"at"`
	Language string    `json:"language"`
	Text     string    `json:"text"`
}

// World invents a fair that stands in the middle of its first live day at start. Sub-second parts of start are dropped.
func World(seed uint64, start time.Time) Fair {
	start = start.UTC().Truncate(time.Second)
	shanghai := zone("Asia/Shanghai")
	local := start.In(shanghai)
	g := &generator{
		rand: rand.New(rand.NewPCG(seed, 0x66616972)), //nolint:gosec // a repeatable world is the point
		fair: Fair{
			Seed: seed, Start: start, Known: map[string]string{},
			Day: time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, shanghai).UTC(),
		},
		zones: map[string]*time.Location{}, orgs: map[string]int{}, people: map[string]int{}, staff: map[string][]string{},
		busy: map[string]bool{}, names: map[string]bool{}, ids: map[string]int{}, appointed: appointments(),
	}
	g.ground()
	g.offices()
	g.exhibitors()
	g.visitorsFromAbroad()
	g.wishes()
	buyers, wanted := g.sitDown()
	g.programme()
	g.meetings(buyers, wanted)
	g.negotiations()
	g.reinforcements()
	return g.fair
}

// zone reads an IANA zone; the program carries its own zone database, so the fallback is for a misspelt name in the data,
// which a test refuses.
func zone(name string) *time.Location {
	if loc, err := time.LoadLocation(name); err == nil {
		return loc
	}
	return time.UTC
}

// both is a text in the two languages of the fair.
func both(en, zh string) lang.Text { return lang.Text{lang.English: en, lang.Chinese: zh} }
