package meetings

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"fairground/matchmaking"
	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
)

// Hours are the times of the day, by the person's own clock, in which he can meet.
type Hours struct {
	Zone string `json:"zone" bson:"zone" doc:"IANA zone." example:"Europe/Berlin"`
	From string `json:"from" bson:"from" pattern:"^[0-2][0-9]:[0-5][0-9]$" example:"08:00"`
	To   string `json:"to" bson:"to" pattern:"^[0-2][0-9]:[0-5][0-9]$" example:"22:00" doc:"24:00 is midnight; not after from passes midnight."`
	Days []Day  `json:"days,omitempty" bson:"days,omitempty" maxItems:"7" doc:"Days of the week that differ."`
}

// Day is a day of the week with hours of its own; from equal to to means none.
type Day struct {
	Weekday time.Weekday `json:"weekday" bson:"weekday" minimum:"0" maximum:"6" doc:"0 is Sunday."`
	From    string       `json:"from" bson:"from" pattern:"^[0-2][0-9]:[0-5][0-9]$"`
	To      string       `json:"to" bson:"to" pattern:"^[0-2][0-9]:[0-5][0-9]$"`
}

const dayMinutes = 24 * 60

// minute reads "08:30" as minutes of the day, up to "24:00".
func minute(clock string) (int, bool) {
	if len(clock) != 5 || clock[2] != ':' {
		return 0, false
	}
	h, errH := strconv.ParseUint(clock[:2], 10, 8)
	m, errM := strconv.ParseUint(clock[3:], 10, 8)
	if errH != nil || errM != nil || m > 59 || h*60+m > dayMinutes {
		return 0, false
	}
	return int(h*60 + m), true
}

// on returns the hours of a weekday in minutes; from ≥ to + 24 h never happens, from == to on a listed day is closed.
func (h Hours) on(day time.Weekday) (from, to int, open bool) {
	clockFrom, clockTo, listed := h.From, h.To, false
	for _, d := range h.Days {
		if d.Weekday == day {
			clockFrom, clockTo, listed = d.From, d.To, true
		}
	}
	from, _ = minute(clockFrom)
	to, _ = minute(clockTo)
	if from == to && listed {
		return 0, 0, false
	}
	if to <= from {
		to += dayMinutes
	}
	return from, to, true
}

// hold reports whether the whole slot lies within the hours.
func (h Hours) hold(s Slot) bool {
	local := s.Starts.In(load(h.Zone))
	begins := local.Hour()*60 + local.Minute()
	ends := begins + int(s.Ends.Sub(s.Starts)/time.Minute)
	if from, to, open := h.on(local.Weekday()); open && begins >= from && ends <= to {
		return true
	}
	// The evening before may reach past midnight.
	from, to, open := h.on((local.Weekday() + 6) % 7)
	return open && begins+dayMinutes >= from && ends+dayMinutes <= to
}

// check says what is wrong with hours.
func (h Hours) check() []problem.Field {
	var fields []problem.Field
	bad := func(where, message string) {
		fields = append(fields, problem.Field{Location: "body.hours." + where, Message: message})
	}
	if _, err := time.LoadLocation(h.Zone); err != nil || h.Zone == "" || h.Zone == "Local" {
		bad("zone", "must be an IANA zone such as Europe/Berlin")
	}
	if from, ok := minute(h.From); !ok || from == dayMinutes {
		bad("from", "must be a time such as 08:30")
	}
	if _, ok := minute(h.To); !ok {
		bad("to", "must be a time such as 22:00")
	}
	for i, d := range h.Days {
		from, okFrom := minute(d.From)
		_, okTo := minute(d.To)
		if !okFrom || !okTo || from == dayMinutes || d.Weekday < 0 || d.Weekday > 6 {
			bad(fmt.Sprintf("days[%d]", i), "must be a weekday 0 to 6 with two times")
		}
	}
	return fields
}

// Profile is what a person seeks and provides at an exhibition, for his organization. Six answers are required: a need or
// an offer, role, territories, languages, budget, hours.
type Profile struct {
	ID         string `bson:"_id"` // <exhibition>|<person>
	V          int64  `bson:"v"`
	Exhibition string `bson:"exhibition"`
	Org        string `bson:"org"`
	Person     string `bson:"person"`
	Exhibits   bool   `bson:"exhibits"`

	Needs       []string         `bson:"needs"` // tags of the taxonomy, of either level
	Offers      []string         `bson:"offers"`
	Role        matchmaking.Role `bson:"role"`
	Territories []string         `bson:"territories"`
	Languages   []string         `bson:"languages"`
	Budget      string           `bson:"budget"` // one of Budgets, "" for not said
	Deadline    time.Time        `bson:"deadline,omitempty"`
	Hours       Hours            `bson:"hours"`
	Min         int              `bson:"min,omitempty"` // meetings; 0 is the exhibition's
	Max         int              `bson:"max,omitempty"`
	Changed     time.Time        `bson:"changed"`

	Outbox []db.OutboxEntry `bson:"outbox"`
}

// Budgets lists the bands of a budget in euro or what comes near, the smallest first.
func Budgets() []string { return []string{"under_50k", "50k_250k", "250k_1m", "over_1m"} }

const (
	maxTags        = 20
	maxTerritories = 60
	maxLanguages   = 10
)

func (p Profile) check(known map[string]matchmaking.Tag) error {
	whole := problem.New(problem.Invalid, "profile_invalid", "the profile is incomplete")
	bad := whole
	if len(p.Needs)+len(p.Offers) == 0 {
		bad = bad.Field("body.needs", "name at least one need or offer")
	}
	for where, list := range map[string][]string{"needs": p.Needs, "offers": p.Offers} {
		if len(list) > maxTags {
			bad = bad.Field("body."+where, fmt.Sprintf("at most %d", maxTags))
		}
		for i, t := range list {
			if _, ok := known[t]; !ok {
				bad = bad.Field(fmt.Sprintf("body.%s[%d]", where, i), "is not in the taxonomy")
			}
		}
	}
	if !slices.Contains(matchmaking.Roles(), p.Role) {
		bad = bad.Field("body.role", "must be buy, license, coproduce, invest or sell")
	}
	if len(p.Territories) > maxTerritories {
		bad = bad.Field("body.territories", fmt.Sprintf("at most %d", maxTerritories))
	}
	for i, t := range p.Territories {
		if r, err := language.ParseRegion(t); err != nil || !r.IsCountry() || len(t) != 2 {
			bad = bad.Field(fmt.Sprintf("body.territories[%d]", i), "must be a country code such as DE")
		}
	}
	if len(p.Languages) == 0 || len(p.Languages) > maxLanguages {
		bad = bad.Field("body.languages", fmt.Sprintf("name 1 to %d languages", maxLanguages))
	}
	for i, l := range p.Languages {
		if _, err := language.Parse(l); err != nil || len(l) > 35 {
			bad = bad.Field(fmt.Sprintf("body.languages[%d]", i), "must be a language tag such as en")
		}
	}
	if p.Budget != "" && !slices.Contains(Budgets(), p.Budget) {
		bad = bad.Field("body.budget", "must be one of "+strings.Join(Budgets(), ", "))
	}
	for _, f := range p.Hours.check() {
		bad = bad.Field(f.Location, f.Message)
	}
	if message := (Targets{p.Min, p.Max}).wrong(); message != "" {
		bad = bad.Field("body.max", message)
	}
	if bad != whole {
		return bad
	}
	return nil
}

// profileID is the id of a person's profile.
func profileID(exhibition, person string) string { return exhibition + "|" + person }

// OwnProfile returns the actor's profile of an exhibition; an empty one of version 0 if he has said nothing yet.
func (s *Service) OwnProfile(ctx context.Context, exhibition string) (Profile, error) {
	who := actor.From(ctx)
	if err := takesPart(who, exhibition); err != nil {
		return Profile{}, err
	}
	p, found, err := s.profiles.of(ctx, exhibition, who.Person)
	if err == nil && !found {
		p = Profile{Exhibition: exhibition, Org: who.Org, Person: who.Person, Hours: Hours{Zone: who.Zone, From: "09:00", To: "18:00"}}
	}
	return p, err
}

// SaveProfile creates the actor's profile (v is 0) or replaces it in the version that he saw.
func (s *Service) SaveProfile(ctx context.Context, exhibition string, v int64, p Profile) (Profile, error) {
	who, now := actor.From(ctx), s.now()
	if err := takesPart(who, exhibition); err != nil {
		return Profile{}, err
	}
	if _, err := s.fair(ctx, exhibition); err != nil {
		return Profile{}, err
	}
	if err := p.check(matchmaking.Known(matchmaking.Taxonomy())); err != nil {
		return Profile{}, err
	}
	p.ID, p.V, p.Exhibition, p.Org, p.Person = profileID(exhibition, who.Person), v+1, exhibition, who.Org, who.Person
	p.Exhibits, p.Changed = who.Has(actor.Exhibitor, exhibition), now
	p.Outbox = []db.OutboxEntry{{
		ID: db.NewID("out", now), Type: "profile.saved", At: now, By: who.Person, Entity: p.ID, Exhibition: exhibition,
	}}
	if err := s.profiles.save(ctx, v, p); err != nil {
		return Profile{}, fmt.Errorf("save profile: %w", err)
	}
	s.forget(exhibition)
	return p, nil
}
