package exhibition

import (
	"cmp"
	"context"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
)

// Visit is a person's stay at a booth. The exhibitor reads only statistics of visits.
type Visit struct {
	ID         string    `bson:"_id"`
	V          int64     `bson:"v"`
	Exhibition string    `bson:"exhibition"`
	Booth      string    `bson:"booth"`
	Person     string    `bson:"person"`
	Country    string    `bson:"country"`
	Began      time.Time `bson:"began"`
	Seen       time.Time `bson:"seen"`
	Ended      time.Time `bson:"ended,omitempty"`
	Open       string    `bson:"open,omitempty"` // booth|person while open: a unique index keeps it to one
}

const (
	// visitIdle ends a visit whose visitor left without a word, at the moment when they were last seen.
	visitIdle = 10 * time.Minute
	// cohort is the smallest group of people of which a number is told.
	cohort     = 5
	visitsEach = 50_000
)

// dwell is how long the visit lasted, or has lasted.
func (v Visit) dwell() time.Duration {
	if v.Ended.IsZero() {
		return v.Seen.Sub(v.Began)
	}
	return v.Ended.Sub(v.Began)
}

// Visit records that the actor is at the booth: it begins a visit, or goes on with the one that is open.
func (s *Service) Visit(ctx context.Context, who actor.Actor, booth string) (Visit, error) {
	b, err := s.store.booths.Find(ctx, booth)
	if err != nil {
		return Visit{}, err
	}
	if b.staffedBy(who) {
		return Visit{}, problem.New(problem.Conflict, "own_booth", "your own booth does not count your visits")
	}
	country := ""
	if who.Org != "" {
		o, err := s.accounts.Organization(ctx, who.Org)
		if err != nil {
			return Visit{}, err
		}
		country = o.Country
	}
	now := s.now()
	open := b.ID + "|" + who.Person
	if err := s.store.endIdleVisit(ctx, open, now.Add(-visitIdle)); err != nil {
		return Visit{}, err
	}
	return s.store.openVisit(ctx, Visit{
		ID: db.NewID("vis", now), V: 1, Exhibition: b.Exhibition, Booth: b.ID, Person: who.Person, Country: country,
		Began: now, Seen: now, Open: open,
	})
}

// LeaveVisit ends the actor's own visit; one that has ended stays as it is.
func (s *Service) LeaveVisit(ctx context.Context, who actor.Actor, id string) (Visit, error) {
	v, err := s.store.visits.Find(ctx, id)
	if err == nil && v.Person != who.Person {
		err = notFound("visit")
	}
	if err != nil {
		return Visit{}, err
	}
	if v.Ended.IsZero() {
		if err := s.store.endVisit(ctx, id, s.now()); err != nil {
			return Visit{}, err
		}
		return s.store.visits.Find(ctx, id)
	}
	return v, nil
}

// Group is a group of visitors; "" is everyone of groups too small to be named.
type Group struct {
	Value    string `json:"value"`
	Visitors int    `json:"visitors"`
}

// VisitStatistics is what an exhibitor reads. A number that would tell about fewer than five people is not in it.
type VisitStatistics struct {
	Suppressed    bool // there are fewer than five visitors in all
	Visits        int
	Visitors      int
	MedianSeconds int
	Countries     []Group
	Days          []Group // UTC dates
}

// VisitStatistics returns the statistics of the actor's own booth.
func (s *Service) VisitStatistics(ctx context.Context, who actor.Actor, booth string) (VisitStatistics, error) {
	b, err := s.store.booths.Find(ctx, booth)
	if err != nil {
		return VisitStatistics{}, err
	}
	if !b.staffedBy(who) && !who.Has(actor.Organizer, b.Exhibition) {
		return VisitStatistics{}, notYours()
	}
	visits, err := s.store.visitsOf(ctx, booth)
	if err != nil {
		return VisitStatistics{}, err
	}
	return statistics(visits), nil
}

func statistics(visits []Visit) VisitStatistics {
	people := map[string]bool{}
	countries, days := map[string]map[string]bool{}, map[string]map[string]bool{}
	var dwells []time.Duration
	add := func(groups map[string]map[string]bool, key, person string) {
		if groups[key] == nil {
			groups[key] = map[string]bool{}
		}
		groups[key][person] = true
	}
	for _, v := range visits {
		people[v.Person] = true
		add(countries, v.Country, v.Person)
		add(days, v.Began.UTC().Format(time.DateOnly), v.Person)
		dwells = append(dwells, v.dwell())
	}
	if len(people) < cohort {
		return VisitStatistics{Suppressed: true, Countries: []Group{}, Days: []Group{}}
	}
	slices.Sort(dwells)
	byDay := suppress(sizes(days), cohort)
	slices.SortFunc(byDay, func(a, b Group) int { return cmp.Compare(a.Value, b.Value) })
	return VisitStatistics{
		Visits: len(visits), Visitors: len(people), MedianSeconds: int(dwells[len(dwells)/2].Seconds()),
		Countries: suppress(sizes(countries), cohort), Days: byDay,
	}
}

func sizes(groups map[string]map[string]bool) []Group {
	list := make([]Group, 0, len(groups))
	for value, members := range groups {
		list = append(list, Group{Value: value, Visitors: len(members)})
	}
	return list
}

// suppress names only groups of at least k. Smaller ones are put together as ""; if that rest would still be smaller than
// k, the smallest named groups join it, for otherwise total minus named would tell it.
func suppress(groups []Group, k int) []Group {
	slices.SortFunc(groups, func(a, b Group) int {
		return cmp.Or(cmp.Compare(b.Visitors, a.Visitors), cmp.Compare(a.Value, b.Value))
	})
	named, rest := []Group{}, 0
	for _, g := range groups {
		if g.Visitors >= k && g.Value != "" {
			named = append(named, g)
		} else {
			rest += g.Visitors
		}
	}
	for rest > 0 && rest < k && len(named) > 0 {
		rest += named[len(named)-1].Visitors
		named = named[:len(named)-1]
	}
	if rest >= k {
		named = append(named, Group{Visitors: rest})
	}
	return named
}
