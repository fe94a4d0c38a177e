package matchmaking

import (
	"time"

	"fairground/matchmaking/timetable"
)

// The limits of a Problem. Validate refuses more with ErrTooLarge.
const (
	MaxSlots        = timetable.MaxSlots
	MaxPeople       = 100_000
	MaxWishes       = 100_000
	MaxRooms        = 5_000
	MaxInterpreters = 2_000
	MaxMeetingSeats = 8
	MaxWishValue    = 1_000_000
)

// Problem is what a timetable is made from. Slots are named by their place in Slots, everything else by its id.
type Problem struct {
	Slots        []Slot        `json:"slots"` // ascending, none overlaps another
	People       []Person      `json:"people"`
	Rooms        []Room        `json:"rooms"`
	Interpreters []Interpreter `json:"interpreters,omitempty"`
	Companies    []Company     `json:"companies,omitempty"` // only those with a target
	Wishes       []Wish        `json:"wishes"`
	// OncePerPair allows two companies one meeting, wishes marked Again not counted.
	OncePerPair bool `json:"oncePerPair,omitempty"`
}

// Slot is a time in which meetings can be held.
type Slot struct {
	Start   time.Time `json:"start"`   // UTC
	Minutes int       `json:"minutes"` // 1 to 24·60
	Day     string    `json:"day"`     // slots of one day and session that follow each other form a block
	Session string    `json:"session,omitempty"`
}

// Person takes part in meetings.
type Person struct {
	ID        string   `json:"id"`
	Company   string   `json:"company"`
	Zone      string   `json:"zone"`  // IANA; 22:00 to 07:00 there is night
	Slots     []int    `json:"slots"` // in which the person can meet, working hours included
	Min       int      `json:"min,omitempty"`
	Max       int      `json:"max,omitempty"` // meetings; 0 is no limit
	Languages []string `json:"languages,omitempty"`
}

// Room is where one meeting at a time can be.
type Room struct {
	ID    string `json:"id"`
	Slots []int  `json:"slots"`
}

// Interpreter can be in one meeting at a time.
type Interpreter struct {
	ID    string         `json:"id"`
	Slots []int          `json:"slots"`
	Pairs []LanguagePair `json:"pairs"` // each works in both directions
}

// LanguagePair is two languages, BCP 47. The zero value is none.
type LanguagePair struct {
	A string `json:"a"`
	B string `json:"b"`
}

// ordered is the pair with the smaller name first.
func (l LanguagePair) ordered() LanguagePair {
	if l.B < l.A {
		return LanguagePair{l.B, l.A}
	}
	return l
}

// Company has targets for all its people together.
type Company struct {
	ID  string `json:"id"`
	Min int    `json:"min,omitempty"`
	Max int    `json:"max,omitempty"` // 0 is no limit
}

// Level is how much a wish is wanted.
type Level string

// The levels. A Never is no wish at all.
const (
	Must Level = "must"
	Want Level = "want"
)

// Wish is a meeting that somebody wants.
type Wish struct {
	ID        string        `json:"id"`
	People    []string      `json:"people"` // 2 to MaxMeetingSeats, of at least two companies
	Level     Level         `json:"level"`
	Value     int           `json:"value"`               // 1 to MaxWishValue
	Interpret *LanguagePair `json:"interpret,omitempty"` // an interpreter of this pair is needed
	Sessions  []string      `json:"sessions,omitempty"`  // none: any
	Forbidden []int         `json:"forbidden,omitempty"` // slots
	Rooms     []string      `json:"rooms,omitempty"`     // none: any
	After     []string      `json:"after,omitempty"`     // wishes that have to be earlier, if both are met
	Fixed     *Fixed        `json:"fixed,omitempty"`     // the meeting stands and is not moved
	Again     bool          `json:"again,omitempty"`     // a further meeting of two companies, on purpose
}

// Fixed is where a frozen meeting stands.
type Fixed struct {
	Slot int    `json:"slot"`
	Room string `json:"room,omitempty"` // empty: any
}
