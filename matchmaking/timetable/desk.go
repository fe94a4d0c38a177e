package timetable

import "slices"

// desk hands out things of which one meeting at a time can have each: interpreters, and rooms to those wishes that may
// not take any room. A class is a list of the things that would do.
type desk struct {
	slots   int
	open    []Set // the slots of each thing
	classes [][]int32
	at      []int32 // thing·slots + slot: the wish that has it, or -1
	of      []int32 // of each wish: the thing, or -1
	seen    []uint32
	round   uint32
	rigid   bool // nobody is moved to another thing
}

func newDesk(slots int, open []Set, classes [][]int32, wishes int) desk {
	d := desk{slots: slots, open: open, classes: classes}
	if len(classes) > 0 {
		d.at, d.of, d.seen = fill(len(open)*slots), fill(wishes), make([]uint32, len(open))
	}
	return d
}

func fill(n int) []int32 {
	a := make([]int32, n)
	for i := range a {
		a[i] = -1
	}
	return a
}

func (d *desk) clone() desk {
	c := *d
	c.at, c.of = append([]int32(nil), d.at...), append([]int32(nil), d.of...)
	c.seen, c.round = make([]uint32, len(d.seen)), 0
	return c
}

// take gives the wish a thing of the class in the slot, moving others of that slot to another thing where that helps.
// It finds one whenever there is one.
func (d *desk) take(classOf func(int32) int32, w int32, s int) bool {
	c := classOf(w)
	if c < 0 {
		return true
	}
	for _, r := range d.classes[c] {
		if d.open[r].Has(s) && d.at[int(r)*d.slots+s] < 0 {
			d.at[int(r)*d.slots+s], d.of[w] = w, r
			return true
		}
	}
	if d.rigid {
		return false
	}
	d.round++
	return d.push(classOf, w, s)
}

func (d *desk) push(classOf func(int32) int32, w int32, s int) bool {
	for _, r := range d.classes[classOf(w)] {
		if d.seen[r] == d.round || !d.open[r].Has(s) {
			continue
		}
		d.seen[r] = d.round
		if x := d.at[int(r)*d.slots+s]; x < 0 || d.push(classOf, x, s) {
			d.at[int(r)*d.slots+s], d.of[w] = w, r
			return true
		}
	}
	return false
}

func (d *desk) give(w int32, s int) {
	if d.of == nil || d.of[w] < 0 {
		return
	}
	if at := int(d.of[w])*d.slots + s; d.at[at] == w {
		d.at[at] = -1
	}
	d.of[w] = -1
}

// hold gives the wish this very thing, if it is of its class and free.
func (d *desk) hold(classOf func(int32) int32, w int32, s, thing int) bool {
	c := classOf(w)
	if c < 0 {
		return thing < 0
	}
	if thing < 0 || !d.open[thing].Has(s) || d.at[thing*d.slots+s] >= 0 || !slices.Contains(d.classes[c], int32(thing)) { //nolint:gosec // numbers of things fit
		return false
	}
	d.at[thing*d.slots+s], d.of[w] = w, int32(thing) //nolint:gosec // as above
	return true
}

func (d *desk) has(w int32) int {
	if d.of == nil {
		return -1
	}
	return int(d.of[w])
}
