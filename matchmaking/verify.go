package matchmaking

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"
	"time"
)

// ErrRejected says that a Schedule or its Proof is not what it claims to be.
var ErrRejected = errors.New("rejected")

// Verify recomputes every hard constraint, every level of the objective and every bound that comes with a witness, from the
// problem alone. It shares no code with the search: files named verify*.go call nothing of this package outside
// themselves, which a test checks. The error wraps ErrRejected and names the first thing that is wrong.
//
// Bounds found by search have no witness; Verify accepts no more from them than that they do not exceed the value.
func Verify(p Problem, s Schedule, proof Proof) error {
	v := &verifier{p: &p, s: &s, proof: &proof}
	for _, check := range []func() error{v.names, v.meetings, v.exclusive, v.targets, v.precedence, v.objective, v.levels, v.losses, v.nights, v.breaks} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func rejected(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrRejected, fmt.Sprintf(format, args...))
}

type verifier struct {
	p     *Problem
	s     *Schedule
	proof *Proof

	person      map[string]*Person
	room        map[string]*Room
	interpreter map[string]*Interpreter
	wish        map[string]*Wish
	wanted      map[string][]*Wish // of each person
	domains     map[string][]int   // of each wish, once asked for
	slotOf      map[string]int     // of each wish that is met
	met         map[string][]int   // slots of each person, ascending
	rooms       map[string]map[int]string
	dark        map[string][]bool // by zone
	block       []int
	value       [6]int64
}

// names looks everything up and sees that every wish is answered once.
func (v *verifier) names() error {
	v.person, v.room, v.interpreter = map[string]*Person{}, map[string]*Room{}, map[string]*Interpreter{}
	v.wish, v.slotOf, v.met, v.dark = map[string]*Wish{}, map[string]int{}, map[string][]int{}, map[string][]bool{}
	for i := range v.p.People {
		x := &v.p.People[i]
		if v.person[x.ID] != nil {
			return rejected("person %s is there twice", x.ID)
		}
		v.person[x.ID] = x
		if v.dark[x.Zone] != nil {
			continue
		}
		zone, err := time.LoadLocation(x.Zone)
		if err != nil {
			return rejected("time zone %q of %s", x.Zone, x.ID)
		}
		dark := make([]bool, len(v.p.Slots))
		for n, s := range v.p.Slots {
			for minute := range s.Minutes {
				hour := s.Start.Add(time.Duration(minute) * time.Minute).In(zone).Hour()
				dark[n] = dark[n] || hour >= 22 || hour < 7
			}
		}
		v.dark[x.Zone] = dark
	}
	for i := range v.p.Rooms {
		v.room[v.p.Rooms[i].ID] = &v.p.Rooms[i]
	}
	for i := range v.p.Interpreters {
		v.interpreter[v.p.Interpreters[i].ID] = &v.p.Interpreters[i]
	}
	if len(v.room) != len(v.p.Rooms) || len(v.interpreter) != len(v.p.Interpreters) {
		return rejected("a room or interpreter is there twice")
	}
	v.wanted, v.domains = map[string][]*Wish{}, map[string][]int{}
	for i := range v.p.Wishes {
		x := &v.p.Wishes[i]
		for _, id := range x.People {
			v.wanted[id] = append(v.wanted[id], x)
		}
		if v.wish[x.ID] != nil {
			return rejected("wish %s is there twice", x.ID)
		}
		v.wish[x.ID] = x
	}
	v.block = make([]int, len(v.p.Slots))
	for i, s := range v.p.Slots {
		if i == 0 {
			continue
		}
		last := v.p.Slots[i-1]
		if s.Start.Before(last.Start.Add(time.Duration(last.Minutes) * time.Minute)) {
			return rejected("slot %d begins before the one before it ends", i)
		}
		v.block[i] = v.block[i-1]
		if s.Day != last.Day || s.Session != last.Session {
			v.block[i]++
		}
	}
	answered := map[string]bool{}
	for _, m := range v.s.Meetings {
		if v.wish[m.Wish] == nil || answered[m.Wish] {
			return rejected("meeting %s is unknown or there twice", m.Wish)
		}
		answered[m.Wish] = true
	}
	for _, u := range v.s.Unplaced {
		if v.wish[u.Wish] == nil || answered[u.Wish] {
			return rejected("unplaced %s is unknown, placed, or there twice", u.Wish)
		}
		answered[u.Wish] = true
	}
	if len(answered) != len(v.p.Wishes) {
		return rejected("%d wishes have no answer", len(v.p.Wishes)-len(answered))
	}
	return nil
}

// meetings checks each meeting by itself.
func (v *verifier) meetings() error {
	for _, m := range v.s.Meetings {
		w := v.wish[m.Wish]
		if m.Slot < 0 || m.Slot >= len(v.p.Slots) {
			return rejected("meeting %s in slot %d", m.Wish, m.Slot)
		}
		for _, id := range w.People {
			x := v.person[id]
			if x == nil || !slices.Contains(x.Slots, m.Slot) {
				return rejected("meeting %s: %s is away in slot %d", m.Wish, id, m.Slot)
			}
		}
		if slices.Contains(w.Forbidden, m.Slot) {
			return rejected("meeting %s in slot %d, which is forbidden", m.Wish, m.Slot)
		}
		if session := v.p.Slots[m.Slot].Session; len(w.Sessions) > 0 && !slices.Contains(w.Sessions, session) {
			return rejected("meeting %s in session %q", m.Wish, session)
		}
		if f := w.Fixed; f != nil && (f.Slot != m.Slot || f.Room != "" && f.Room != m.Room) {
			return rejected("meeting %s is fixed and was moved", m.Wish)
		}
		r := v.room[m.Room]
		if r == nil || !slices.Contains(r.Slots, m.Slot) || len(w.Rooms) > 0 && !slices.Contains(w.Rooms, m.Room) {
			return rejected("meeting %s in room %q in slot %d", m.Wish, m.Room, m.Slot)
		}
		if w.Interpret == nil {
			if m.Interpreter != "" {
				return rejected("meeting %s needs no interpreter", m.Wish)
			}
			continue
		}
		x := v.interpreter[m.Interpreter]
		if x == nil || !slices.Contains(x.Slots, m.Slot) {
			return rejected("meeting %s: interpreter %q is unknown or away in slot %d", m.Wish, m.Interpreter, m.Slot)
		}
		if !slices.ContainsFunc(x.Pairs, func(l LanguagePair) bool { return v.same(l, *w.Interpret) }) {
			return rejected("meeting %s: interpreter %s does not work between %s and %s", m.Wish, x.ID, w.Interpret.A, w.Interpret.B)
		}
	}
	return nil
}

func (v *verifier) same(a, b LanguagePair) bool {
	return a == b || a.A == b.B && a.B == b.A
}

// exclusive sees that nobody and nothing is in two meetings at once.
func (v *verifier) exclusive() error {
	people, interpreters := map[string]map[int]string{}, map[string]map[int]string{}
	v.rooms = map[string]map[int]string{}
	claim := func(of map[string]map[int]string, id string, m Placement) error {
		if of[id] == nil {
			of[id] = map[int]string{}
		}
		if other, taken := of[id][m.Slot]; taken {
			return rejected("%s is in slot %d with both %s and %s", id, m.Slot, other, m.Wish)
		}
		of[id][m.Slot] = m.Wish
		return nil
	}
	for _, m := range v.s.Meetings {
		v.slotOf[m.Wish] = m.Slot
		for _, id := range v.wish[m.Wish].People {
			if err := claim(people, id, m); err != nil {
				return err
			}
			v.met[id] = append(v.met[id], m.Slot)
		}
		if err := claim(v.rooms, m.Room, m); err != nil {
			return err
		}
		if m.Interpreter != "" {
			if err := claim(interpreters, m.Interpreter, m); err != nil {
				return err
			}
		}
	}
	for _, list := range v.met {
		sort.Ints(list)
	}
	return nil
}

// companies are the distinct companies of a wish.
func (v *verifier) companies(w *Wish) []string {
	var list []string
	for _, id := range w.People {
		list = append(list, v.person[id].Company)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// targets checks maxima, and that a pair of companies meets once.
func (v *verifier) targets() error {
	for id, slots := range v.met {
		if most := v.person[id].Max; most > 0 && len(slots) > most {
			return rejected("%s has %d meetings, at most %d", id, len(slots), most)
		}
	}
	count, pairs := map[string]int{}, map[[2]string]string{}
	for _, m := range v.s.Meetings {
		w := v.wish[m.Wish]
		list := v.companies(w)
		for _, c := range list {
			count[c]++
		}
		if !v.p.OncePerPair || w.Again || len(list) != 2 {
			continue
		}
		key := [2]string{list[0], list[1]}
		if other, met := pairs[key]; met {
			return rejected("%s and %s meet by both %s and %s", list[0], list[1], other, m.Wish)
		}
		pairs[key] = m.Wish
	}
	for _, c := range v.p.Companies {
		if c.Max > 0 && count[c.ID] > c.Max {
			return rejected("%s has %d meetings, at most %d", c.ID, count[c.ID], c.Max)
		}
	}
	return nil
}

func (v *verifier) precedence() error {
	for id, w := range v.wish {
		at, met := v.slotOf[id]
		if w.Fixed != nil && !met {
			return rejected("meeting %s is fixed and was dropped", id)
		}
		for _, other := range w.After {
			if before, also := v.slotOf[other]; met && also && before >= at {
				return rejected("meeting %s in slot %d has to come after %s in slot %d", id, at, other, before)
			}
		}
	}
	return nil
}

// objective recounts every level.
func (v *verifier) objective() error {
	wanted, companies := map[string]int{}, map[string]int{}
	for i := range v.p.Wishes {
		w := &v.p.Wishes[i]
		for _, id := range w.People {
			wanted[id]++
		}
		if _, met := v.slotOf[w.ID]; met {
			for _, c := range v.companies(w) {
				companies[c]++
			}
			continue
		}
		if w.Level == Must {
			v.value[0]++
		} else {
			v.value[1] += int64(w.Value)
		}
	}
	short := int64(0)
	steps := v.steps()
	for id, x := range v.person {
		slots := v.met[id]
		short += int64(max(0, x.Min-len(slots)))
		for k := range steps {
			if wanted[id] > k && len(slots) <= k {
				steps[k]++
			}
		}
		for i, s := range slots {
			if v.dark[x.Zone][s] {
				v.value[3]++
			}
			if i > 0 && v.block[s] == v.block[slots[i-1]] && s > slots[i-1]+1 {
				v.value[4]++
			}
		}
	}
	for _, c := range v.p.Companies {
		short += int64(max(0, c.Min-companies[c.ID]))
	}
	v.value[2] = v.pack(short, steps)
	v.value[5] = v.changes()
	s := v.s.Score
	if claimed := [6]int64{s.UnmetMust, s.UnmetWant, s.Fairness, s.Night, s.Breaks, s.RoomChanges}; claimed != v.value {
		return rejected("the score says %v and is %v", claimed, v.value)
	}
	return nil
}

// steps are the rungs of fairness that the level's number has room for, all 0.
func (v *verifier) steps() []int64 {
	n := int(32 / math.Log2(float64(len(v.p.People))+2))
	return make([]int64, max(1, min(8, n)))
}

func (v *verifier) pack(short int64, steps []int64) int64 {
	n := short
	for _, s := range steps {
		n = n*int64(len(v.p.People)+1) + s
	}
	return n
}

func (v *verifier) changes() int64 {
	type stay struct {
		slot int
		room string
	}
	where := map[string][]stay{}
	for _, m := range v.s.Meetings {
		for _, id := range v.wish[m.Wish].People {
			where[id] = append(where[id], stay{m.Slot, m.Room})
		}
	}
	n := int64(0)
	for _, list := range where {
		sort.Slice(list, func(i, j int) bool { return list[i].slot < list[j].slot })
		for i := 1; i < len(list); i++ {
			if v.block[list[i].slot] == v.block[list[i-1].slot] && list[i].room != list[i-1].room {
				n++
			}
		}
	}
	return n
}
