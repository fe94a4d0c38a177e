package rooms

import (
	"maps"
	"reflect"
	"slices"
	"time"
)

// Bounds of places.
const (
	MaxBreakouts = 50  // in a room
	MaxMoved     = 500 // people moved by one message
)

// Breakout is a smaller place of a room, apart from its floor.
type Breakout struct {
	ID   string            `json:"id"`   // "brk_…"
	Name map[string]string `json:"name"` // by BCP 47 tag
	// Ends is when the room takes everybody back; zero: nobody but a moderator does.
	Ends time.Time `json:"ends,omitzero"`
	// Roam lets everybody come and go by themselves.
	Roam bool `json:"roam"`
}

// Breakouts is a room event: the whole list.
type Breakouts struct {
	Offset    uint64     `json:"offset"`
	Breakouts []Breakout `json:"breakouts"`
}

// Kind implements Message.
func (Breakouts) Kind() string { return "breakouts" }

// over reports whether the breakout's time has passed.
func (b Breakout) over(now time.Time) bool { return !b.Ends.IsZero() && !now.Before(b.Ends) }

// SetBreakouts replaces the breakouts of the room; one whose time has passed is as good as not there. Who is in one that is gone returns to the floor, or backstage if their grant
// begins there. When Ends passes, the room removes the breakout itself, within Config's tick of 200 ms. Errors: ErrClosed, and an
// *Error with CodeInvalidValue for more than MaxBreakouts, or an id that is empty, too long, Backstage or there twice.
func (r *Room) SetBreakouts(list []Breakout) error {
	seen := make(map[string]bool, len(list))
	if len(list) > MaxBreakouts {
		return refuse(CodeInvalidValue, "at most %d breakouts", MaxBreakouts)
	}
	own := make([]Breakout, 0, len(list))
	for _, b := range list {
		if b.ID == "" || len(b.ID) > MaxIdentifier || b.ID == Backstage || seen[b.ID] {
			return refuse(CodeInvalidValue, "a breakout has an id of its own of between 1 and %d bytes", MaxIdentifier)
		}
		seen[b.ID] = true
		b.Name = maps.Clone(b.Name)
		if b.Name == nil {
			b.Name = map[string]string{}
		}
		if !b.Ends.IsZero() {
			b.Ends = b.Ends.UTC()
		}
		own = append(own, b)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ended {
		return ErrClosed
	}
	now := r.engine.config.Now()
	own = slices.DeleteFunc(own, func(b Breakout) bool { return b.over(now) })
	if !reflect.DeepEqual(own, r.breakouts) {
		r.replaceBreakouts(own)
	}
	return nil
}

// Breakouts lists the breakouts of the room.
func (r *Room) Breakouts() []Breakout {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]Breakout{}, r.breakouts...)
}

// replaceBreakouts takes a list that is never changed afterwards. The caller holds the lock.
func (r *Room) replaceBreakouts(list []Breakout) {
	r.breakouts = list
	for id, h := range r.homes {
		if !r.exists(h.at) || !r.exists(h.given) {
			delete(r.homes, id)
		}
	}
	var floor, backstage []*seat
	for _, s := range r.seats {
		switch {
		case r.exists(s.participant.Place):
		case s.grant.Place == Backstage:
			backstage = append(backstage, s) // not onto the air
		default:
			floor = append(floor, s)
		}
	}
	r.put(floor, "")
	r.put(backstage, Backstage)
	r.emit(func(offset uint64) Message { return Breakouts{offset, list} })
}

// endBreakouts removes those whose time is over. The caller holds the lock.
func (r *Room) endBreakouts(now time.Time) {
	left := make([]Breakout, 0, len(r.breakouts))
	for _, b := range r.breakouts {
		if !b.over(now) {
			left = append(left, b)
		}
	}
	if len(left) != len(r.breakouts) {
		r.replaceBreakouts(left)
	}
}
