package matchmaking

import (
	"fmt"
	"slices"
)

// Explanation says why a wish is not met and what would change that.
type Explanation struct {
	Wish    string        `json:"wish"`
	General []Obstacle    `json:"general"` // in every slot
	Slots   []SlotReasons `json:"slots"`   // every slot of the problem
	Fix     []FixStep     `json:"fix"`     // the smallest change found: fewest steps, the mildest among equals
}

// SlotReasons is what keeps a wish from one slot. No reason: General alone does, or chance.
type SlotReasons struct {
	Slot      int        `json:"slot"`
	Obstacles []Obstacle `json:"obstacles"`
}

// Obstacle is one thing in the way.
type Obstacle struct {
	Code    string `json:"code"`              // one of the Blocked codes
	Subject string `json:"subject,omitempty"` // person, company, or pair of languages
	By      string `json:"by,omitempty"`      // the wish that is in the way
}

// FixStep is one change to the problem or the schedule.
type FixStep struct {
	Kind    FixKind `json:"kind"`
	Subject string  `json:"subject,omitempty"` // person, company or wish
	Slot    int     `json:"slot"`              // where it helps; of a move, where the meeting goes; -1 where none is meant
}

// FixKind is what a step does.
type FixKind string

// The kinds, the mildest first.
const (
	FixPlace       FixKind = "place"           // nothing is in the way any more
	FixMove        FixKind = "move_meeting"    // another meeting, to Slot
	FixPersonMax   FixKind = "raise_person"    // maximum by one
	FixCompanyMax  FixKind = "raise_company"   // maximum by one
	FixRoom        FixKind = "add_room"        // in Slot
	FixInterpreter FixKind = "add_interpreter" // in Slot
	FixFree        FixKind = "free_slot"       // a person becomes available in Slot
	FixAllow       FixKind = "allow_slot"      // the wish no longer excludes Slot
	FixOrder       FixKind = "lift_order"      // the wish no longer has to come after or before Subject
	FixAgain       FixKind = "allow_again"     // two companies meet a second time
	FixCancel      FixKind = "cancel_meeting"  // a meeting that cannot go elsewhere
	FixUnfreeze    FixKind = "unfreeze"        // a fixed meeting gives way
)

var mildness = []FixKind{FixPlace, FixMove, FixPersonMax, FixCompanyMax, FixRoom, FixInterpreter, FixFree, FixAllow, FixOrder, FixAgain, FixCancel, FixUnfreeze}

// Explain says of each of the unplaced wishes given, or of all if none is given, why it is not met and what would fix it.
// Errors: *Invalid, ErrNoSchedule, ErrBadChange for a wish that is unknown or placed.
func Explain(p Problem, s Schedule, wishes ...string) ([]Explanation, error) {
	r, err := NewRepairer(p, s)
	if err != nil {
		return nil, err
	}
	if len(wishes) == 0 {
		for _, u := range s.Unplaced {
			wishes = append(wishes, u.Wish)
		}
	}
	all := make([]Explanation, 0, len(wishes))
	for _, id := range wishes {
		w, known := r.c.wish[id]
		if !known || r.st.Slot(w) >= 0 {
			return nil, fmt.Errorf("%w: wish %q is unknown or placed", ErrBadChange, id)
		}
		all = append(all, r.why(w))
	}
	return all, nil
}

// why explains one unplaced wish.
func (r *Repairer) why(w int32) Explanation {
	e := Explanation{Wish: r.c.p.Wishes[w].ID, General: r.general(w), Slots: make([]SlotReasons, len(r.c.p.Slots))}
	for s := range e.Slots {
		e.Slots[s] = SlotReasons{Slot: s, Obstacles: r.obstacles(w, s)}
	}
	if touched, ok := r.st.TryWithin(w, MaxTouched); ok {
		for _, x := range touched {
			e.Fix = append(e.Fix, FixStep{FixMove, r.c.p.Wishes[x.Wish].ID, x.To})
		}
		if len(touched) == 0 {
			e.Fix = append(e.Fix, FixStep{FixPlace, e.Wish, -1})
		}
	}
	var lifted []FixStep
	for _, o := range e.General {
		lifted = append(lifted, r.lift(w, o, -1))
	}
	for _, x := range e.Slots {
		steps := slices.Clone(lifted)
		for _, o := range x.Obstacles {
			if step := r.lift(w, o, x.Slot); !slices.Contains(steps, step) {
				steps = append(steps, step)
			}
		}
		if len(e.Fix) == 0 || harshness(steps) < harshness(e.Fix) {
			e.Fix = steps
		}
	}
	return e
}

// harshness orders fixes: the number of steps first, then how harsh they are.
func harshness(steps []FixStep) int {
	n := 1000 * len(steps)
	for _, s := range steps {
		n += slices.Index(mildness, s.Kind)
	}
	return n
}

// general is what keeps a wish from every slot.
func (r *Repairer) general(w int32) []Obstacle {
	var all []Obstacle
	x := &r.c.model.Wishes[w]
	for i, p := range x.People {
		if r.st.Met(p) >= int(r.c.model.People[p].Max) {
			all = append(all, Obstacle{Code: BlockedPersonMax, Subject: r.c.p.Wishes[w].People[i]})
		}
	}
	for _, c := range x.Companies {
		if r.st.CompanyMet(c) >= int(r.c.model.CompanyMax[c]) {
			all = append(all, Obstacle{Code: BlockedCompanyMax, Subject: r.c.p.Companies[c].ID})
		}
	}
	if x.Group >= 0 {
		for _, o := range r.c.model.OfGroup(x.Group) {
			if r.st.Slot(o) >= 0 {
				all = append(all, Obstacle{Code: BlockedPair, By: r.c.p.Wishes[o].ID})
			}
		}
	}
	return all
}

// obstacles is what keeps a wish from one slot.
func (r *Repairer) obstacles(w int32, s int) []Obstacle {
	all := []Obstacle{}
	wish, x, m := &r.c.p.Wishes[w], &r.c.model.Wishes[w], r.c.model
	for i, p := range x.People {
		id := wish.People[i]
		if !m.People[p].Free.Has(s) {
			all = append(all, Obstacle{Code: BlockedAway, Subject: id})
		} else if o := r.st.At(p, s); o >= 0 {
			all = append(all, Obstacle{Code: BlockedPersonBusy, Subject: id, By: r.c.p.Wishes[o].ID})
		}
	}
	if slices.Contains(wish.Forbidden, s) || len(wish.Sessions) > 0 && !slices.Contains(wish.Sessions, r.c.p.Slots[s].Session) ||
		wish.Fixed != nil && wish.Fixed.Slot != s {
		all = append(all, Obstacle{Code: BlockedForbidden})
	}
	for _, o := range x.After {
		if r.st.Slot(o) >= s {
			all = append(all, Obstacle{Code: BlockedOrder, By: r.c.p.Wishes[o].ID})
		}
	}
	for _, o := range x.Before {
		if at := r.st.Slot(o); at >= 0 && at <= s {
			all = append(all, Obstacle{Code: BlockedOrder, By: r.c.p.Wishes[o].ID})
		}
	}
	if !r.st.RoomFree(w, s) {
		all = append(all, Obstacle{Code: BlockedRooms})
	}
	if x.Pair >= 0 && !r.st.InterpreterFree(w, s) {
		l := wish.Interpret.ordered()
		all = append(all, Obstacle{Code: BlockedInterpreter, Subject: l.A + "-" + l.B})
	}
	return all
}

// lift is the change that takes an obstacle away.
func (r *Repairer) lift(w int32, o Obstacle, s int) FixStep {
	switch o.Code {
	case BlockedPersonMax:
		return FixStep{FixPersonMax, o.Subject, -1}
	case BlockedCompanyMax:
		return FixStep{FixCompanyMax, o.Subject, -1}
	case BlockedPair:
		return FixStep{FixAgain, r.c.p.Wishes[w].ID, -1}
	case BlockedAway:
		return FixStep{FixFree, o.Subject, s}
	case BlockedRooms:
		return FixStep{FixRoom, "", s}
	case BlockedInterpreter:
		return FixStep{FixInterpreter, o.Subject, s}
	case BlockedOrder:
		return FixStep{FixOrder, o.By, -1}
	case BlockedPersonBusy:
		kind := FixCancel
		if r.c.model.Wishes[r.c.wish[o.By]].Fixed {
			kind = FixUnfreeze
		}
		return FixStep{kind, o.By, -1}
	}
	return FixStep{FixAllow, r.c.p.Wishes[w].ID, s}
}

// ApplyFix makes the changes of a fix and places the wish. It returns the problem and the schedule that follow; those given
// are not changed. The error wraps ErrBadChange if the wish can still not be placed.
func ApplyFix(p Problem, s Schedule, wish string, steps []FixStep) (Problem, Schedule, Diff, error) {
	p.People, p.Rooms, p.Interpreters = slices.Clone(p.People), slices.Clone(p.Rooms), slices.Clone(p.Interpreters)
	p.Companies, p.Wishes = slices.Clone(p.Companies), slices.Clone(p.Wishes)
	at := slices.IndexFunc(p.Wishes, func(w Wish) bool { return w.ID == wish })
	if at < 0 {
		return Problem{}, Schedule{}, Diff{}, fmt.Errorf("%w: unknown wish %q", ErrBadChange, wish)
	}
	var changes []Change
	for _, step := range steps {
		changes = append(changes, step.on(&p, &p.Wishes[at])...)
	}
	after, diff, lost, err := Repair(p, s, append(changes, Change{Place: wish}), MaxTouched)
	if err != nil {
		return Problem{}, Schedule{}, Diff{}, err
	}
	for _, u := range lost {
		if u.Wish == wish {
			return Problem{}, Schedule{}, Diff{}, fmt.Errorf("%w: %q still cannot be placed: %s", ErrBadChange, wish, u.Reason)
		}
	}
	return p, after, diff, nil
}

// on changes a problem whose lists are its own, and returns what has to change in the schedule.
func (f FixStep) on(p *Problem, w *Wish) []Change {
	person := slices.IndexFunc(p.People, func(x Person) bool { return x.ID == f.Subject })
	company := slices.IndexFunc(p.Companies, func(x Company) bool { return x.ID == f.Subject })
	other := slices.IndexFunc(p.Wishes, func(x Wish) bool { return x.ID == f.Subject })
	switch f.Kind {
	case FixPersonMax:
		if person >= 0 {
			p.People[person].Max++
		}
	case FixCompanyMax:
		if company >= 0 {
			p.Companies[company].Max++
		}
	case FixRoom:
		id := fmt.Sprintf("room_extra_%d", len(p.Rooms))
		p.Rooms = append(p.Rooms, Room{ID: id, Slots: []int{f.Slot}})
		if len(w.Rooms) > 0 {
			w.Rooms = append(slices.Clone(w.Rooms), id)
		}
	case FixInterpreter:
		if w.Interpret != nil {
			id := fmt.Sprintf("interpreter_extra_%d", len(p.Interpreters))
			p.Interpreters = append(p.Interpreters, Interpreter{ID: id, Slots: []int{f.Slot}, Pairs: []LanguagePair{*w.Interpret}})
		}
	case FixFree:
		if person >= 0 {
			p.People[person].Slots = append(slices.Clone(p.People[person].Slots), f.Slot)
		}
	case FixAllow:
		w.Forbidden = slices.DeleteFunc(slices.Clone(w.Forbidden), func(s int) bool { return s == f.Slot })
		if session := p.Slots[f.Slot].Session; len(w.Sessions) > 0 && !slices.Contains(w.Sessions, session) {
			w.Sessions = append(slices.Clone(w.Sessions), session)
		}
		w.Fixed = nil
	case FixOrder:
		w.After = slices.DeleteFunc(slices.Clone(w.After), func(id string) bool { return id == f.Subject })
		if other >= 0 {
			p.Wishes[other].After = slices.DeleteFunc(slices.Clone(p.Wishes[other].After), func(id string) bool { return id == w.ID })
		}
	case FixAgain:
		w.Again = true
	case FixUnfreeze:
		if other >= 0 {
			p.Wishes[other].Fixed = nil
		}
		return []Change{{Cancel: f.Subject}}
	case FixCancel:
		return []Change{{Cancel: f.Subject}}
	case FixPlace, FixMove:
	}
	return nil
}
