package timetable

import "math"

// Fill looks for a better choice of wishes once not all can be met: a wish that is left comes in, others give way.
type Fill struct {
	st    *State
	dice  Dice
	left  []int32
	scale float64
	out   []int32 // what has to give way
	lost  []int32 // what of it found no other place
}

// NewFill prepares the search. left are the wishes not placed.
func NewFill(st *State, left []int32, seed uint64) *Fill {
	f := &Fill{st: st, dice: Dice{seed}, left: append([]int32(nil), left...), scale: 1}
	n := 0.0
	for w := range st.m.Wishes {
		if x := &st.m.Wishes[w]; !x.Must {
			f.scale += float64(x.Value)
			n++
		}
	}
	f.scale /= n + 1
	return f
}

// Left are the wishes not placed.
func (f *Fill) Left() []int32 { return append([]int32(nil), f.left...) }

// misery counts what somebody lacks to his minimum, and halves with every meeting he has.
func (f *Fill) misery(p int32) float64 {
	met := f.st.met[p]
	return float64(max(0, f.st.m.People[p].Min-met)) + math.Ldexp(0.5, -int(met))
}

// Run makes a number of moves while the temperature falls. stop is asked every 64 moves. It returns the moves made.
func (f *Fill) Run(moves int64, hot, cold float64, stop func() bool) int64 {
	cooling := math.Pow(cold/hot, 64/float64(max(moves, 64)))
	t := hot
	for n := range moves {
		if len(f.left) == 0 {
			return n
		}
		if n&63 == 0 {
			if stop != nil && stop() {
				return n
			}
			t *= cooling
		}
		f.move(t * f.scale)
	}
	return moves
}

func (f *Fill) move(t float64) {
	st, m := f.st, f.st.m
	at := f.dice.Intn(len(f.left))
	u := f.left[at]
	slots := m.Wishes[u].Slots
	if slots.Empty() {
		return
	}
	s := slots.Nth(f.dice.Intn(slots.Len()))
	if !f.obstacles(u, s) {
		return
	}
	st.trailing, st.trail = true, st.trail[:0]
	defer func() { st.trailing, st.trail = false, st.trail[:0] }()
	before := f.around(u)
	for _, o := range f.out {
		before += f.around(o)
	}
	for _, o := range f.out {
		st.Remove(o)
	}
	if !st.Place(u, s) {
		st.undo(0)
		return
	}
	gain := m.worth[u]
	f.lost = f.lost[:0]
	for _, o := range f.out {
		if !st.Insert(o) {
			f.lost = append(f.lost, o)
			gain -= m.worth[o]
		}
	}
	after := f.around(u)
	for _, o := range f.out {
		after += f.around(o)
	}
	// Evenness decides only between equals.
	d := gain + (before-after)/64
	if d < 0 && f.dice.Float() >= math.Exp(d/t) {
		st.undo(0)
		return
	}
	f.left[at] = f.left[len(f.left)-1]
	f.left = append(f.left[:len(f.left)-1], f.lost...)
}

// around is the misery of a wish's people.
func (f *Fill) around(w int32) float64 {
	sum := 0.0
	for _, p := range f.st.m.Wishes[w].People {
		sum += f.misery(p)
	}
	return sum
}

// obstacles collects in out what has to leave for u to come into slot s. False: something fixed is in the way.
func (f *Fill) obstacles(u int32, s int) bool {
	st, m := f.st, f.st.m
	x := &m.Wishes[u]
	f.out = f.out[:0]
	add := func(w int32) bool {
		if w < 0 {
			return true
		}
		if m.Wishes[w].Fixed {
			return false
		}
		for _, o := range f.out {
			if o == w {
				return true
			}
		}
		f.out = append(f.out, w)
		return true
	}
	random := func(list []int32, want func(int32) bool) bool {
		from := f.dice.Intn(len(list) + 1)
		for i := range list {
			if w := list[(from+i)%len(list)]; st.slot[w] >= 0 && !m.Wishes[w].Fixed && want(w) {
				return add(w)
			}
		}
		return false
	}
	any := func(int32) bool { return true }
	ok := true
	for _, p := range x.People {
		ok = ok && add(st.At(p, s))
	}
	for _, p := range x.People {
		if ok && st.met[p] >= m.People[p].Max && st.At(p, s) < 0 {
			ok = random(m.WishesOf[p], any)
		}
	}
	for _, c := range x.Companies {
		if ok && st.company[c] >= m.CompanyMax[c] && !f.frees(c) {
			ok = random(m.ofCompany[c], any)
		}
	}
	if ok && x.Group >= 0 && st.group[x.Group] > 0 {
		ok = random(m.ofGroup[x.Group], any)
	}
	for _, o := range x.After {
		if ok && int(st.slot[o]) >= s {
			ok = add(o)
		}
	}
	for _, o := range x.Before {
		if ok && st.slot[o] >= 0 && int(st.slot[o]) <= s {
			ok = add(o)
		}
	}
	if ok && st.full.Has(s) && !f.leaves(s) {
		ok = random(st.inSlot[s], any)
	}
	if ok && x.Pair >= 0 {
		ok = f.helper(&st.interpreters, x.Pair, s, add)
	}
	if ok && x.RoomSet >= 0 {
		ok = f.helper(&st.rooms, x.RoomSet, s, add)
	}
	return ok
}

// frees reports whether a meeting of the company is among those that leave.
func (f *Fill) frees(c int32) bool {
	for _, o := range f.out {
		for _, of := range f.st.m.Wishes[o].Companies {
			if of == c {
				return true
			}
		}
	}
	return false
}

func (f *Fill) leaves(s int) bool {
	for _, o := range f.out {
		if int(f.st.slot[o]) == s {
			return true
		}
	}
	return false
}

// helper takes a thing of the class away from its meeting, if none is free in the slot.
func (f *Fill) helper(d *desk, class int32, s int, add func(int32) bool) bool {
	list := d.classes[class]
	from := f.dice.Intn(len(list) + 1)
	holder, open := int32(-1), false
	for i := range list {
		r := list[(from+i)%len(list)]
		if !d.open[r].Has(s) {
			continue
		}
		open = true
		x := d.at[int(r)*d.slots+s]
		if x < 0 {
			return true
		}
		for _, o := range f.out {
			if o == x {
				return true
			}
		}
		if holder < 0 && !f.st.m.Wishes[x].Fixed {
			holder = x
		}
	}
	return open && holder >= 0 && add(holder)
}
