// Package matchmaking says who should meet whom, and why. It is pure: the same profiles give the same answers in the same
// order on every machine, and every score comes with the terms it is made of.
//
// It does not know exhibitions, calendars, requests, a database, HTTP, the clock or any language a person reads: reasons
// are codes with parameters, and the caller finds words for them.
package matchmaking

import (
	"math/bits"
	"time"
)

// Role is what somebody comes for.
type Role string

// The roles.
const (
	Buy       Role = "buy"
	License   Role = "license"
	Coproduce Role = "coproduce"
	Invest    Role = "invest"
	Sell      Role = "sell"
)

// Roles lists every role.
func Roles() []Role { return []Role{Buy, License, Coproduce, Invest, Sell} }

// Profile is what one person of one organization seeks and provides.
type Profile struct {
	ID       string // unique in an index; ties are broken by it
	Org      string // nobody is matched with his own organization
	Exhibits bool   // exhibitors are matched with those who do not exhibit, and the other way round
	Role     Role

	Needs  []string // tags of the taxonomy, of either level
	Offers []string

	Territories []string // ISO 3166-1 alpha-2 codes; none means everywhere
	Languages   []string // BCP 47; compared by their primary part
	Budget      int      // band 1 (smallest) to 5; 0 is not said
	Deadline    time.Time
	Hours       Hours
}

// Hours is the set of half hours of the UTC day in which somebody can meet: bit 0 is 00:00–00:30, bit 47 is 23:30–24:00.
// The empty set means that nothing is known.
type Hours uint64

const (
	halfHours    = 48
	halfHour     = 30 * time.Minute
	allHalfHours = Hours(1<<halfHours - 1)
)

// WorkingHours is the set for somebody who works from..to (minutes of his local day, to may be 24·60; to ≤ from passes
// midnight) in the zone, by the zone's offset on the day.
func WorkingHours(zone *time.Location, day time.Time, from, to int) Hours {
	if to <= from {
		to += 24 * 60
	}
	local := day.In(zone)
	var set Hours
	for minute := from; minute+30 <= to; minute += 30 {
		at := time.Date(local.Year(), local.Month(), local.Day(), 0, minute, 0, 0, zone).UTC()
		set |= 1 << ((at.Hour()*60 + at.Minute()) / 30)
	}
	return set & allHalfHours
}

// Overlap is how long two sets run together, 0 to 24 h. An empty set overlaps with the whole of the other.
func (h Hours) Overlap(other Hours) time.Duration {
	if h == 0 {
		h = allHalfHours
	}
	if other == 0 {
		other = allHalfHours
	}
	return time.Duration(bits.OnesCount64(uint64(h&other))) * halfHour
}
