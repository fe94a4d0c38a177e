package meetings

import (
	"cmp"
	"context"
	"slices"
	"time"

	"fairground/server/actor"
)

// The hours in which nobody should be asked to meet, of the local day.
const (
	nightBegins = 22
	nightEnds   = 7
)

const alternatives = 3

// Slots lists the slots of the fair, in order.
func (f Fair) Slots() []Slot {
	length := time.Duration(f.Minutes) * time.Minute
	if length < cell {
		return nil
	}
	var slots []Slot
	for _, w := range f.Windows {
		for at := w.From.UTC(); !at.Add(length).After(w.To); at = at.Add(length) {
			slots = append(slots, Slot{at, at.Add(length)})
		}
	}
	return slots
}

// Slot finds the slot that begins at a time.
func (f Fair) Slot(starts time.Time) (Slot, bool) {
	length := time.Duration(f.Minutes) * time.Minute
	for _, w := range f.Windows {
		if length >= cell && !starts.Before(w.From) && !starts.Add(length).After(w.To) && starts.Sub(w.From)%length == 0 {
			return Slot{starts.UTC(), starts.Add(length).UTC()}, true
		}
	}
	return Slot{}, false
}

// openOn reports whether the fair is open on the day of its zone in which the time lies.
func (f Fair) openOn(at time.Time) bool {
	zone := load(f.Zone)
	day := at.In(zone).Format(time.DateOnly)
	return slices.ContainsFunc(f.Windows, func(w Window) bool {
		return w.From.In(zone).Format(time.DateOnly) <= day && day <= w.To.Add(-time.Nanosecond).In(zone).Format(time.DateOnly)
	})
}

// load finds a zone; UTC if the name is unknown, as an old device may send anything.
func load(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return zone
}

// overlaps reports whether two slots share an instant.
func (s Slot) overlaps(o Slot) bool { return s.Starts.Before(o.Ends) && o.Starts.Before(s.Ends) }

// Night reports whether a part of the slot lies between 22:00 and 07:00 in the zone.
func (s Slot) Night(zone *time.Location) bool {
	for at := s.Starts; at.Before(s.Ends); at = at.Add(cell) {
		if h := at.In(zone).Hour(); h >= nightBegins || h < nightEnds {
			return true
		}
	}
	return false
}

// FreeSlot is a slot in which both can meet.
type FreeSlot struct {
	Starts time.Time `json:"starts"`
	Ends   time.Time `json:"ends"`
	Mine   string    `json:"mine" doc:"The start by the actor's clock, RFC 3339 with its offset."`
	Theirs string    `json:"theirs" doc:"The start by the other person's clock."`
	Night  bool      `json:"night" doc:"A part of it lies between 22:00 and 07:00 for one of the two."`
}

// attendee is a person with the hours in which he can meet.
type attendee struct {
	person string
	zone   *time.Location
	hours  *Hours // nil: outside the night
	said   Said   // of single slots
	busy   []Slot // by his own calendar
}

// awake reports whether the person can meet in the slot, apart from the meetings that he has.
func (a attendee) awake(s Slot) bool {
	free := a.standing(s)
	return free == slotHours || free == slotOpen
}

func (s Slot) between(mine, theirs attendee) FreeSlot {
	return FreeSlot{
		Starts: s.Starts, Ends: s.Ends,
		Mine: s.Starts.In(mine.zone).Format(time.RFC3339), Theirs: s.Starts.In(theirs.zone).Format(time.RFC3339),
		Night: s.Night(mine.zone) || s.Night(theirs.zone),
	}
}

// common lists the slots after now that touch nothing taken. Those outside somebody's hours come only if
// anyHour is set.
func common(slots, taken []Slot, mine, theirs attendee, now time.Time, anyHour bool) []FreeSlot {
	free := []FreeSlot{}
	for _, s := range slots {
		if !s.Starts.After(now) || clash(taken, s) {
			continue
		}
		if anyHour || mine.awake(s) && theirs.awake(s) {
			free = append(free, s.between(mine, theirs))
		}
	}
	return free
}

// offers reports whether a slot is among the free ones.
func offers(free []FreeSlot, s Slot) bool {
	return slices.ContainsFunc(free, func(f FreeSlot) bool { return f.Starts.Equal(s.Starts) })
}

func clash(taken []Slot, s Slot) bool {
	return slices.ContainsFunc(taken, s.overlaps)
}

// nearest picks at most n of the free slots by their distance from a time, those within everybody's hours first, and
// gives them in order of time.
func nearest(awake, all []FreeSlot, to time.Time, n int) []FreeSlot {
	distance := func(s FreeSlot) time.Duration { return s.Starts.Sub(to).Abs() }
	byDistance := func(a, b FreeSlot) int {
		return cmp.Or(cmp.Compare(distance(a), distance(b)), a.Starts.Compare(b.Starts))
	}
	slices.SortFunc(awake, byDistance)
	slices.SortFunc(all, byDistance)
	picked := []FreeSlot{}
	for _, s := range append(slices.Clone(awake), all...) {
		if len(picked) < n && !slices.Contains(picked, s) {
			picked = append(picked, s)
		}
	}
	slices.SortFunc(picked, func(a, b FreeSlot) int { return a.Starts.Compare(b.Starts) })
	return picked
}

// attendee finds the hours of a person at an exhibition.
func (s *Service) attendee(ctx context.Context, exhibition, person, zone string) (attendee, error) {
	list, err := s.attendees(ctx, exhibition, map[string]string{person: zone})
	return list[person], err
}

// free lists the slots in which two people of an exhibition, and the guests they bring, can meet: those within both
// people's hours, and all. The meeting that is to be moved takes nobody's time.
func (s *Service) free(ctx context.Context, fair Fair, mine, theirs Side, moved string, guests ...string) (awake, all []FreeSlot, err error) {
	both, err := s.attendees(ctx, fair.ID, map[string]string{mine.Person: mine.Zone, theirs.Person: theirs.Zone})
	if err != nil {
		return nil, nil, err
	}
	me, them := both[mine.Person], both[theirs.Person]
	now := s.now()
	byPerson, err := s.store.taken(ctx, append([]string{me.person, them.person}, guests...), now, moved)
	if err != nil {
		return nil, nil, err
	}
	taken, err := s.full(ctx, fair, moved, now)
	if err != nil {
		return nil, nil, err
	}
	for _, slots := range byPerson {
		taken = append(taken, slots...)
	}
	slots := fair.Slots()
	return common(slots, taken, me, them, now, false), common(slots, taken, me, them, now, true), nil
}

// onTheSpot is how soon a slot begins that is offered at any hour: whoever asks is here, and a fair never sleeps.
const onTheSpot = time.Hour

// CommonSlots lists the slots in which the actor and the other organization's person can meet: those within both people's
// hours, and on the spot those of the next hour, marked if it is night for one of them.
func (s *Service) CommonSlots(ctx context.Context, exhibition, org string) ([]FreeSlot, error) {
	who := actor.From(ctx)
	if err := takesPart(who, exhibition); err != nil {
		return nil, err
	}
	fair, set, err := s.ground(ctx, exhibition)
	if err != nil {
		return nil, err
	}
	them, err := s.partner(ctx, exhibition, org, "")
	if err != nil {
		return nil, err
	}
	if set.RequestMode == OptOut && !set.Organized() {
		// Where a request needs no answer, one that cannot become a meeting must look as if no slot were free.
		if theirs, err := s.wishes.of(ctx, exhibition, org); err != nil || theirs.toward(who.Org) == Never {
			return []FreeSlot{}, err
		}
	}
	awake, all, err := s.free(ctx, fair, Side{Person: who.Person, Zone: who.Zone}, them, "")
	if err != nil {
		return nil, err
	}
	soon := s.now().Add(onTheSpot)
	offered := slices.DeleteFunc(all, func(f FreeSlot) bool { return !f.Starts.Before(soon) || slices.Contains(awake, f) })
	return append(offered, awake...), nil
}
