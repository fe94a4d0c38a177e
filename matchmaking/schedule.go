package matchmaking

import (
	"math"
	"slices"
)

// Schedule is an answer to a Problem: every wish is in exactly one of the two lists, in the order of the Problem.
type Schedule struct {
	Meetings []Placement `json:"meetings"`
	Unplaced []Unplaced  `json:"unplaced"`
	Score    Score       `json:"score"`
}

// Placement is a wish that is met.
type Placement struct {
	Wish        string `json:"wish"`
	Slot        int    `json:"slot"`
	Room        string `json:"room"`
	Interpreter string `json:"interpreter,omitempty"`
}

// Unplaced is a wish that is not met, and what stood against it at last.
type Unplaced struct {
	Wish   string `json:"wish"`
	Reason string `json:"reason"` // one of the Blocked codes, or NotBlocked
}

// What keeps a wish from a slot, or from the timetable.
const (
	BlockedNoCommonSlot = "no_common_slot" // its people are never free together
	BlockedPersonBusy   = "person_busy"
	BlockedPersonMax    = "person_max"
	BlockedCompanyMax   = "company_max"
	BlockedPair         = "pair_has_met"
	BlockedRooms        = "rooms_full"
	BlockedInterpreter  = "no_interpreter"
	BlockedOrder        = "order"
	BlockedAway         = "person_away" // a person is not available in that slot
	BlockedForbidden    = "forbidden"   // the wish itself excludes the slot
	NotBlocked          = "nothing"     // it fits: it was taken out, or the search has not found it
)

// Score is what a timetable leaves to be desired: every level is better when smaller, and an earlier one outweighs all
// later ones.
type Score struct {
	UnmetMust   int64 `json:"unmetMust"`   // wishes
	UnmetWant   int64 `json:"unmetWant"`   // sum of values
	Fairness    int64 `json:"fairness"`    // see Ladder
	Night       int64 `json:"night"`       // one for each person of each meeting at his night
	Breaks      int64 `json:"breaks"`      // pauses between meetings of one person within a block
	RoomChanges int64 `json:"roomChanges"` // between meetings of one person within a block
}

// Names of the levels, in their order.
var levelNames = [...]string{"unmetMust", "unmetWant", "fairness", "night", "breaks", "roomChanges"}

// Levels are the values in their order.
func (s Score) Levels() [6]int64 {
	return [6]int64{s.UnmetMust, s.UnmetWant, s.Fairness, s.Night, s.Breaks, s.RoomChanges}
}

// Better reports whether s is the better of two scores.
func (s Score) Better(o Score) bool {
	a, b := s.Levels(), o.Levels()
	return slices.Compare(a[:], b[:]) < 0
}

// Ladder is the lexicographic max-min order of how many meetings people get. Short is how many meetings are missing to
// minimum targets of people and companies. Rungs[k] counts the people who wish for more than k meetings and have k or
// fewer: the timetable with fewer people at 0 is fairer, among equals the one with fewer at 0 or 1, and so on.
type Ladder struct {
	Short int64
	Rungs []int64
}

// Value packs the ladder into one number that orders as the ladder does: Short first, then as many rungs as 52 bits hold
// beside it, people being the base.
func (l Ladder) Value(people int) int64 {
	value := l.Short
	for k := range rungs(people) {
		value *= int64(people) + 1
		if k < len(l.Rungs) {
			value += l.Rungs[k]
		}
	}
	return value
}

// rungs is how many rungs Value packs: 20 bits stay for Short.
func rungs(people int) int {
	return max(1, min(8, int(32/math.Log2(float64(people)+2))))
}
