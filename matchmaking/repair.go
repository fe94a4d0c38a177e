package matchmaking

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"fairground/matchmaking/timetable"
)

// The errors of a repair.
var (
	ErrNoSchedule = errors.New("the schedule does not fit the problem")
	ErrBadChange  = errors.New("bad change")
)

// MaxTouched is how many other meetings a repair moves for one change unless told otherwise.
const MaxTouched = 4

// Change is one thing that happens to a published timetable. Exactly one of its fields is set.
type Change struct {
	Cancel   string    `json:"cancel,omitempty"`   // a meeting is called off: the wish is not placed again
	Withdraw string    `json:"withdraw,omitempty"` // a person leaves: all the person's meetings are called off
	Lose     *LostSlot `json:"lose,omitempty"`     // a person is no longer available in some slots
	Place    string    `json:"place,omitempty"`    // an unplaced wish of the problem is to be placed now
}

// LostSlot is availability that is gone.
type LostSlot struct {
	Person string `json:"person"`
	Slots  []int  `json:"slots"`
}

// Diff is what a repair changed, in the order of the problem's wishes.
type Diff struct {
	Added   []Placement `json:"added"`
	Removed []Placement `json:"removed"`
	Moved   []Move      `json:"moved"`
}

// Move is a meeting in another slot, room or with another interpreter.
type Move struct {
	From Placement `json:"from"`
	To   Placement `json:"to"`
}

// Repair applies changes to a schedule, moving at most maxTouched other meetings for each (0 is MaxTouched). What a change
// displaces is placed again if that can be done; what cannot is returned. The errors wrap *Invalid, ErrNoSchedule or
// ErrBadChange, and then nothing was changed.
func Repair(p Problem, s Schedule, changes []Change, maxTouched int) (Schedule, Diff, []Unplaced, error) {
	r, err := NewRepairer(p, s)
	if err != nil {
		return Schedule{}, Diff{}, nil, err
	}
	for _, c := range changes {
		if err := r.check(c); err != nil {
			return Schedule{}, Diff{}, nil, err
		}
	}
	before := r.placements()
	var lost []Unplaced
	for _, c := range changes {
		_, un, err := r.Apply(c, maxTouched)
		if err != nil {
			return Schedule{}, Diff{}, nil, err
		}
		lost = append(lost, un...)
	}
	// A later change may have found a place for what an earlier one displaced.
	lost = slices.DeleteFunc(lost, func(u Unplaced) bool { return r.st.Slot(r.c.wish[u.Wish]) >= 0 })
	return r.Schedule(), r.diff(before), lost, nil
}

// Repairer keeps a schedule with its indexes between changes. It belongs to one goroutine and does not change the Problem
// that it was made from.
type Repairer struct {
	c   *compiled
	st  *timetable.State
	old map[int32]Placement // of the wishes that the change under way has touched; Room is empty for those not placed
}

// NewRepairer prepares a schedule for changes. Errors: *Invalid, ErrNoSchedule.
func NewRepairer(p Problem, s Schedule) (*Repairer, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	c, err := compile(&p)
	if err != nil {
		return nil, err
	}
	c.model.NameRooms()
	r := &Repairer{c: c, st: timetable.NewRigid(c.model), old: map[int32]Placement{}}
	interpreter := make(map[string]int, len(p.Interpreters))
	for i, x := range p.Interpreters {
		interpreter[x.ID] = i
	}
	fixed := 0
	for _, m := range s.Meetings {
		w, known := c.wish[m.Wish]
		room, open := c.room[m.Room]
		who, named := interpreter[m.Interpreter]
		if !named {
			who = -1
		}
		if !known || !open || m.Slot < 0 || m.Slot >= len(p.Slots) || !r.st.PlaceWith(w, m.Slot, who, int(room)) {
			return nil, fmt.Errorf("%w: meeting %q in slot %d, room %q, interpreter %q", ErrNoSchedule, m.Wish, m.Slot, m.Room, m.Interpreter)
		}
		if p.Wishes[w].Fixed != nil {
			fixed++
		}
	}
	for i := range p.Wishes {
		if p.Wishes[i].Fixed != nil {
			fixed--
		}
	}
	if fixed != 0 {
		return nil, fmt.Errorf("%w: a fixed meeting is missing", ErrNoSchedule)
	}
	return r, nil
}

func (r *Repairer) placement(w int32) Placement {
	if r.st.Slot(w) < 0 {
		return Placement{Wish: r.c.p.Wishes[w].ID, Slot: -1}
	}
	m := Placement{Wish: r.c.p.Wishes[w].ID, Slot: r.st.Slot(w), Room: r.c.p.Rooms[r.st.Room(w)].ID}
	if n := r.st.Interpreter(w); n >= 0 {
		m.Interpreter = r.c.p.Interpreters[n].ID
	}
	return m
}

func (r *Repairer) placements() map[int32]Placement {
	all := make(map[int32]Placement, len(r.c.p.Wishes))
	for w := range r.c.p.Wishes {
		all[int32(w)] = r.placement(int32(w)) //nolint:gosec // at most MaxWishes
	}
	return all
}

// Schedule is the schedule as it stands.
func (r *Repairer) Schedule() Schedule {
	m, changes := r.c.model, 0
	rooms := make([]int32, len(m.Wishes))
	for w := range rooms {
		rooms[w] = int32(r.st.Room(int32(w))) //nolint:gosec // at most MaxWishes
	}
	for p := range m.People {
		last := int32(-1)
		busy := r.st.Busy(int32(p)) //nolint:gosec // at most MaxPeople
		for s := busy.Next(0); s >= 0; s = busy.Next(s + 1) {
			w := r.st.At(int32(p), s) //nolint:gosec // at most MaxPeople
			if last >= 0 && m.Block[r.st.Slot(last)] == m.Block[s] && rooms[last] != rooms[w] {
				changes++
			}
			last = w
		}
	}
	return r.c.schedule(r.st, rooms, r.c.score(r.st, changes))
}

// check sees that a change means something.
func (r *Repairer) check(c Change) error {
	set := 0
	for _, id := range []string{c.Cancel, c.Place} {
		if id == "" {
			continue
		}
		set++
		if _, known := r.c.wish[id]; !known {
			return fmt.Errorf("%w: unknown wish %q", ErrBadChange, id)
		}
	}
	people := []string{c.Withdraw}
	if c.Lose != nil {
		if people = append(people, c.Lose.Person); c.Lose.Person == "" {
			return fmt.Errorf("%w: availability lost by nobody", ErrBadChange)
		}
		for _, s := range c.Lose.Slots {
			if s < 0 || s >= len(r.c.p.Slots) {
				return fmt.Errorf("%w: unknown slot %d", ErrBadChange, s)
			}
		}
	}
	for _, id := range people {
		if id == "" {
			continue
		}
		set++
		if _, known := r.c.person[id]; !known {
			return fmt.Errorf("%w: unknown person %q", ErrBadChange, id)
		}
	}
	if set != 1 {
		return fmt.Errorf("%w: %d things at once", ErrBadChange, set)
	}
	return nil
}

// Apply makes one change: at most maxTouched meetings besides those it displaces get another slot, room or interpreter (0 is
// MaxTouched). It returns what changed and which of the displaced meetings found no other place. A fixed meeting that is
// displaced stays unplaced: whoever froze it has to say what becomes of it.
func (r *Repairer) Apply(c Change, maxTouched int) (Diff, []Unplaced, error) {
	if err := r.check(c); err != nil {
		return Diff{}, nil, err
	}
	if maxTouched == 0 {
		maxTouched = MaxTouched
	}
	clear(r.old)
	var displaced []int32
	m := r.c.model
	switch {
	case c.Cancel != "":
		r.out(r.c.wish[c.Cancel])
	case c.Withdraw != "":
		for _, w := range m.WishesOf[r.c.person[c.Withdraw]] {
			r.out(w)
		}
	case c.Lose != nil:
		p := r.c.person[c.Lose.Person]
		for _, s := range c.Lose.Slots {
			if w := r.st.At(p, s); w >= 0 {
				r.out(w)
				displaced = append(displaced, w)
			}
			m.Close(p, s)
		}
	default:
		if w := r.c.wish[c.Place]; r.st.Slot(w) < 0 {
			r.old[w] = r.placement(w)
			displaced = append(displaced, w)
		}
	}
	var lost []Unplaced
	slices.SortStableFunc(displaced, func(a, b int32) int { return m.Wishes[a].Slots.Len() - m.Wishes[b].Slots.Len() })
	for _, w := range displaced {
		touched, ok := r.st.InsertWithin(w, maxTouched)
		if !ok {
			lost = append(lost, Unplaced{Wish: r.c.p.Wishes[w].ID, Reason: r.c.reason(r.st, w)})
			continue
		}
		for _, x := range touched {
			if _, known := r.old[x.Wish]; known {
				continue
			}
			maxTouched--
			r.old[x.Wish] = r.named(x)
		}
	}
	return r.diff(r.old), lost, nil
}

// named is where a wish was before it was touched.
func (r *Repairer) named(x timetable.Touched) Placement {
	m := Placement{Wish: r.c.p.Wishes[x.Wish].ID, Slot: x.Slot, Room: r.c.p.Rooms[x.Room].ID}
	if x.Interpreter >= 0 {
		m.Interpreter = r.c.p.Interpreters[x.Interpreter].ID
	}
	return m
}

// out takes a meeting out of the timetable.
func (r *Repairer) out(w int32) {
	if r.st.Slot(w) >= 0 {
		r.old[w] = r.placement(w)
		r.st.Remove(w)
	}
}

// diff compares placements of before with the timetable as it is.
func (r *Repairer) diff(before map[int32]Placement) Diff {
	d := Diff{Added: []Placement{}, Removed: []Placement{}, Moved: []Move{}}
	for _, w := range slices.Sorted(maps.Keys(before)) {
		was, is := before[w], r.placement(w)
		switch {
		case was == is:
		case was.Slot < 0:
			d.Added = append(d.Added, is)
		case is.Slot < 0:
			d.Removed = append(d.Removed, was)
		default:
			d.Moved = append(d.Moved, Move{From: was, To: is})
		}
	}
	return d
}
