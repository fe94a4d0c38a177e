package matchmaking

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// What can be wrong with a Problem. Validate wraps them in an Invalid that names the cause.
var (
	ErrTooLarge       = errors.New("too large")
	ErrNoSlots        = errors.New("no slots")
	ErrNoRooms        = errors.New("no rooms")
	ErrSlot           = errors.New("bad slot")
	ErrDuplicate      = errors.New("given twice")
	ErrUnknownName    = errors.New("unknown")
	ErrNoAvailability = errors.New("no availability")
	ErrBadZone        = errors.New("unknown time zone")
	ErrBadTarget      = errors.New("bad target")
	ErrBadWish        = errors.New("bad wish")
	ErrCycle          = errors.New("precedence runs in a circle")
	ErrFixedClash     = errors.New("fixed meetings contradict")
)

// Invalid says what of a Problem is wrong. Kind is one of the errors above.
type Invalid struct {
	Kind error
	// Subject is the id of the wish, person, room … or the number of the slot; Detail says more in English.
	Subject, Detail string
}

func (e *Invalid) Error() string {
	if e.Detail == "" {
		return fmt.Sprintf("%s: %v", e.Subject, e.Kind)
	}
	return fmt.Sprintf("%s: %v: %s", e.Subject, e.Kind, e.Detail)
}

func (e *Invalid) Unwrap() error { return e.Kind }

func invalid(kind error, subject, detail string, args ...any) error {
	return &Invalid{Kind: kind, Subject: subject, Detail: fmt.Sprintf(detail, args...)}
}

// Validate reports the first thing that makes a Problem meaningless or contradictory, as an *Invalid. It takes time
// linear in the size of the problem.
func (p *Problem) Validate() error {
	for _, c := range []struct {
		what    string
		n, most int
	}{
		{"slots", len(p.Slots), MaxSlots},
		{"people", len(p.People), MaxPeople},
		{"rooms", len(p.Rooms), MaxRooms},
		{"interpreters", len(p.Interpreters), MaxInterpreters},
		{"companies", len(p.Companies), MaxPeople},
		{"wishes", len(p.Wishes), MaxWishes},
	} {
		if c.n > c.most {
			return invalid(ErrTooLarge, c.what, "%d, at most %d", c.n, c.most)
		}
	}
	v := &validation{p: p}
	for _, check := range []func() error{v.times, v.people, v.rooms, v.interpreters, v.companies, v.wishes, v.order, v.fixed} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

type validation struct {
	p       *Problem
	person  map[string]*Person
	room    map[string]*Room
	company map[string]bool
	wish    map[string]int
}

func (v *validation) times() error {
	if len(v.p.Slots) == 0 {
		return invalid(ErrNoSlots, "slots", "")
	}
	var end time.Time
	for i, s := range v.p.Slots {
		name := fmt.Sprint("slot ", i)
		switch {
		case s.Start.IsZero() || s.Minutes < 1 || s.Minutes > 24*60:
			return invalid(ErrSlot, name, "start %v, %d minutes", s.Start, s.Minutes)
		case i > 0 && s.Start.Before(end):
			return invalid(ErrSlot, name, "begins before slot %d ends", i-1)
		}
		end = s.Start.Add(time.Duration(s.Minutes) * time.Minute)
	}
	return nil
}

// slots checks a list of slot numbers.
func (v *validation) slots(subject string, list []int) error {
	var seen [MaxSlots]bool
	for _, s := range list {
		if s < 0 || s >= len(v.p.Slots) {
			return invalid(ErrUnknownName, subject, "slot %d", s)
		}
		if seen[s] {
			return invalid(ErrDuplicate, subject, "slot %d", s)
		}
		seen[s] = true
	}
	return nil
}

func (v *validation) people() error {
	v.person, v.company = make(map[string]*Person, len(v.p.People)), map[string]bool{}
	zones := map[string]error{}
	for i := range v.p.People {
		x := &v.p.People[i]
		if x.ID == "" || v.person[x.ID] != nil {
			return invalid(ErrDuplicate, x.ID, "person %d", i)
		}
		v.person[x.ID], v.company[x.Company] = x, true
		bad, known := zones[x.Zone]
		if !known {
			_, bad = time.LoadLocation(x.Zone)
			if x.Zone == "" || x.Zone == "Local" {
				bad = ErrBadZone
			}
			zones[x.Zone] = bad
		}
		if bad != nil {
			return invalid(ErrBadZone, x.ID, "%q", x.Zone)
		}
		if x.Min < 0 || x.Max < 0 || x.Max > 0 && x.Min > x.Max {
			return invalid(ErrBadTarget, x.ID, "%d to %d meetings", x.Min, x.Max)
		}
		if err := v.slots(x.ID, x.Slots); err != nil {
			return err
		}
	}
	return nil
}

func (v *validation) rooms() error {
	v.room = make(map[string]*Room, len(v.p.Rooms))
	for i := range v.p.Rooms {
		x := &v.p.Rooms[i]
		if x.ID == "" || v.room[x.ID] != nil {
			return invalid(ErrDuplicate, x.ID, "room %d", i)
		}
		v.room[x.ID] = x
		if err := v.slots(x.ID, x.Slots); err != nil {
			return err
		}
	}
	if len(v.p.Wishes) > 0 && !slices.ContainsFunc(v.p.Rooms, func(r Room) bool { return len(r.Slots) > 0 }) {
		return invalid(ErrNoRooms, "rooms", "%d rooms, none open", len(v.p.Rooms))
	}
	return nil
}

func (v *validation) interpreters() error {
	seen := make(map[string]bool, len(v.p.Interpreters))
	for i, x := range v.p.Interpreters {
		if x.ID == "" || seen[x.ID] {
			return invalid(ErrDuplicate, x.ID, "interpreter %d", i)
		}
		seen[x.ID] = true
		for _, l := range x.Pairs {
			if l.A == "" || l.B == "" || l.A == l.B {
				return invalid(ErrUnknownName, x.ID, "languages %q and %q", l.A, l.B)
			}
		}
		if err := v.slots(x.ID, x.Slots); err != nil {
			return err
		}
	}
	return nil
}

func (v *validation) companies() error {
	seen := make(map[string]bool, len(v.p.Companies))
	for _, x := range v.p.Companies {
		switch {
		case x.ID == "" || seen[x.ID]:
			return invalid(ErrDuplicate, x.ID, "company")
		case !v.company[x.ID]:
			return invalid(ErrUnknownName, x.ID, "company without a person")
		case x.Min < 0 || x.Max < 0 || x.Max > 0 && x.Min > x.Max:
			return invalid(ErrBadTarget, x.ID, "%d to %d meetings", x.Min, x.Max)
		}
		seen[x.ID] = true
	}
	return nil
}

func (v *validation) wishes() error {
	sessions := map[string]bool{}
	for _, s := range v.p.Slots {
		sessions[s.Session] = true
	}
	v.wish = make(map[string]int, len(v.p.Wishes))
	same := make(map[string]string, len(v.p.Wishes))
	for i := range v.p.Wishes {
		x := &v.p.Wishes[i]
		if _, twice := v.wish[x.ID]; twice || x.ID == "" {
			return invalid(ErrDuplicate, x.ID, "wish %d", i)
		}
		v.wish[x.ID] = i
		if err := v.one(x); err != nil {
			return err
		}
		for _, s := range x.Sessions {
			if !sessions[s] {
				return invalid(ErrUnknownName, x.ID, "session %q", s)
			}
		}
		if !x.Again {
			people := slices.Clone(x.People)
			slices.Sort(people)
			key := strings.Join(people, "\x00")
			if other, twice := same[key]; twice {
				return invalid(ErrDuplicate, x.ID, "the same people as %s", other)
			}
			same[key] = x.ID
		}
	}
	return nil
}

// one checks a wish by itself.
func (v *validation) one(x *Wish) error {
	if len(x.People) < 2 || len(x.People) > MaxMeetingSeats {
		return invalid(ErrBadWish, x.ID, "%d people", len(x.People))
	}
	if x.Level != Must && x.Level != Want {
		return invalid(ErrBadWish, x.ID, "level %q", x.Level)
	}
	if x.Value < 1 || x.Value > MaxWishValue {
		return invalid(ErrBadWish, x.ID, "value %d", x.Value)
	}
	if len(x.Rooms) > MaxRooms || len(x.After) > 64 {
		return invalid(ErrTooLarge, x.ID, "%d rooms, %d wishes before it", len(x.Rooms), len(x.After))
	}
	foreign := false
	for i, id := range x.People {
		person := v.person[id]
		switch {
		case person == nil:
			return invalid(ErrUnknownName, x.ID, "person %q", id)
		case slices.Contains(x.People[:i], id):
			return invalid(ErrDuplicate, x.ID, "person %q", id)
		case len(person.Slots) == 0:
			return invalid(ErrNoAvailability, id, "wanted by %s", x.ID)
		}
		foreign = foreign || person.Company != v.person[x.People[0]].Company
		if l := x.Interpret; l != nil && len(person.Languages) > 0 && !speaks(person.Languages, l.A) && !speaks(person.Languages, l.B) {
			return invalid(ErrBadWish, x.ID, "%s speaks neither %q nor %q", id, l.A, l.B)
		}
	}
	if !foreign {
		return invalid(ErrBadWish, x.ID, "everybody is of company %q", v.person[x.People[0]].Company)
	}
	if l := x.Interpret; l != nil && (l.A == "" || l.B == "" || l.A == l.B) {
		return invalid(ErrBadWish, x.ID, "languages %q and %q", l.A, l.B)
	}
	for i, r := range x.Rooms {
		if v.room[r] == nil {
			return invalid(ErrUnknownName, x.ID, "room %q", r)
		}
		if i < 32 && slices.Contains(x.Rooms[:i], r) {
			return invalid(ErrDuplicate, x.ID, "room %q", r)
		}
	}
	return v.slots(x.ID, x.Forbidden)
}

// speaks compares languages by their primary part.
func speaks(languages []string, want string) bool {
	primary, _, _ := strings.Cut(strings.ToLower(want), "-")
	return slices.ContainsFunc(languages, func(l string) bool {
		has, _, _ := strings.Cut(strings.ToLower(l), "-")
		return has == primary
	})
}

// order looks for a circle in what has to come after what.
func (v *validation) order() error {
	waits := make([]int, len(v.p.Wishes))
	next := make([][]int, len(v.p.Wishes))
	for i := range v.p.Wishes {
		for _, id := range v.p.Wishes[i].After {
			before, known := v.wish[id]
			if !known {
				return invalid(ErrUnknownName, v.p.Wishes[i].ID, "wish %q", id)
			}
			next[before] = append(next[before], i)
			waits[i]++
		}
	}
	var ready []int
	for i, n := range waits {
		if n == 0 {
			ready = append(ready, i)
		}
	}
	for done := 0; done < len(ready); done++ {
		for _, i := range next[ready[done]] {
			if waits[i]--; waits[i] == 0 {
				ready = append(ready, i)
			}
		}
	}
	for i, n := range waits {
		if n > 0 {
			return invalid(ErrCycle, v.p.Wishes[i].ID, "after %s", strings.Join(v.p.Wishes[i].After, ", "))
		}
	}
	return nil
}

// fixed checks the fixed meetings against their own limits and against each other, as far as two of them, or one slot,
// can contradict; what needs a matching (interpreters, rooms to choose from) is seen when they are placed.
func (v *validation) fixed() error {
	type key struct {
		id   string
		slot int
	}
	person, room, pairs := map[key]string{}, map[key]string{}, map[[2]string]string{}
	met, load := map[string]int{}, make([]int, len(v.p.Slots))
	for i := range v.p.Wishes {
		x := &v.p.Wishes[i]
		if x.Fixed == nil {
			continue
		}
		s := x.Fixed.Slot
		if err := v.slots(x.ID, []int{s}); err != nil {
			return err
		}
		if slices.Contains(x.Forbidden, s) || len(x.Sessions) > 0 && !slices.Contains(x.Sessions, v.p.Slots[s].Session) {
			return invalid(ErrFixedClash, x.ID, "it is fixed in slot %d and excludes it", s)
		}
		for _, id := range x.People {
			if !slices.Contains(v.person[id].Slots, s) {
				return invalid(ErrFixedClash, x.ID, "%s is away in slot %d", id, s)
			}
			if other, taken := person[key{id, s}]; taken {
				return invalid(ErrFixedClash, x.ID, "%s is in slot %d with %s as well", id, s, other)
			}
			person[key{id, s}] = x.ID
			if met[id]++; v.person[id].Max > 0 && met[id] > v.person[id].Max {
				return invalid(ErrFixedClash, x.ID, "%s has more than %d meetings", id, v.person[id].Max)
			}
		}
		if id := x.Fixed.Room; id != "" {
			r := v.room[id]
			switch {
			case r == nil:
				return invalid(ErrUnknownName, x.ID, "room %q", id)
			case !slices.Contains(r.Slots, s) || len(x.Rooms) > 0 && !slices.Contains(x.Rooms, id):
				return invalid(ErrFixedClash, x.ID, "room %s is not open to it in slot %d", id, s)
			case room[key{id, s}] != "":
				return invalid(ErrFixedClash, x.ID, "room %s is in slot %d with %s as well", id, s, room[key{id, s}])
			}
			room[key{id, s}] = x.ID
		}
		load[s]++
		for _, id := range x.After {
			if f := v.p.Wishes[v.wish[id]].Fixed; f != nil && f.Slot >= s {
				return invalid(ErrFixedClash, x.ID, "it has to come after %s, which is in slot %d", id, f.Slot)
			}
		}
		if c := v.pair(x); v.p.OncePerPair && c != [2]string{} {
			if other, taken := pairs[c]; taken {
				return invalid(ErrFixedClash, x.ID, "%s and %s have met by %s", c[0], c[1], other)
			}
			pairs[c] = x.ID
		}
	}
	for _, r := range v.p.Rooms {
		for _, s := range r.Slots {
			load[s]--
		}
	}
	for s, n := range load {
		if n > 0 {
			return invalid(ErrFixedClash, fmt.Sprint("slot ", s), "%d fixed meetings too many for its rooms", n)
		}
	}
	return nil
}

// pair is the two companies of a wish that counts as their one meeting, else the zero value.
func (v *validation) pair(x *Wish) [2]string {
	if x.Again {
		return [2]string{}
	}
	a, b := v.person[x.People[0]].Company, ""
	for _, id := range x.People[1:] {
		switch c := v.person[id].Company; {
		case c == a || c == b:
		case b == "":
			b = c
		default:
			return [2]string{}
		}
	}
	return [2]string{min(a, b), max(a, b)}
}
