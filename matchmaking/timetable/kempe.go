package timetable

import "math"

// Weights are what annealing minimizes for each person.
type Weights struct {
	Night int32
	Break int32
	Room  int32 // see torn
}

// chainLimit bounds a Kempe chain; longer ones are hardly ever accepted.
const chainLimit = 40

// Polish is annealing over Kempe chains: which wishes are placed stays, where changes.
type Polish struct {
	st      *State
	weights Weights
	dice    Dice
	cost    []int32 // of each person
	floor   []int32 // no person can cost less; nil means 0
	bad     []int32 // people above their floor
	badAt   []int32
	energy  int64
	tears   int64 // the sum of torn over all meetings
	movable []int32
	mark    []uint32
	round   uint32
	chain   []int32 // the wishes of the chain
	change  []personCost
	near    []int32 // the wishes whose tears the chain can change
	seen    []uint32
}

type personCost struct {
	person int32
	cost   int32
}

// NewPolish prepares the annealing of a timetable.
func NewPolish(st *State, weights Weights, floor []int32, seed uint64) *Polish {
	a := &Polish{
		st: st, weights: weights, dice: Dice{seed}, floor: floor,
		cost: make([]int32, len(st.m.People)), badAt: fill(len(st.m.People)), mark: make([]uint32, len(st.m.Wishes)),
		seen: make([]uint32, len(st.m.Wishes)),
	}
	a.reload()
	return a
}

func (a *Polish) reload() {
	a.energy, a.tears, a.movable = 0, 0, a.movable[:0]
	for p := range a.cost {
		b := a.st.busy[p]
		a.cost[p] = 0
		a.energy += int64(a.set(int32(p), a.person(int32(p), &b))) //nolint:gosec // fewer people than 2^31
	}
	for w, s := range a.st.slot {
		if s >= 0 && a.weights.Room > 0 {
			a.tears += int64(a.torn(int32(w))) //nolint:gosec // fewer wishes than 2^31
		}
		if s >= 0 && !a.st.m.Wishes[w].Fixed {
			a.movable = append(a.movable, int32(w)) //nolint:gosec // fewer wishes than 2^31
		}
	}
}

// Energy is the weighted sum of everything there is to gain.
func (a *Polish) Energy() int64 { return a.energy + int64(a.weights.Room)*a.tears }

// torn is how many people of a placed wish must change rooms around it: if several of them met others just before, they
// come from different rooms, and if several meet others just after, they go to different ones.
func (a *Polish) torn(w int32) int32 {
	m, s := a.st.m, int(a.st.slot[w])
	n := int32(0)
	if s > 0 && m.Block[s-1] == m.Block[s] {
		n--
		for _, p := range m.Wishes[w].People {
			if a.st.busy[p].Has(s - 1) {
				n++
			}
		}
		n = max(n, 0)
	}
	if s+1 < m.Slots && m.Block[s+1] == m.Block[s] {
		k := int32(-1)
		for _, p := range m.Wishes[w].People {
			if a.st.busy[p].Has(s + 1) {
				k++
			}
		}
		n += max(k, 0)
	}
	return n
}

// tornNear sums torn over the wishes that the chain can change.
func (a *Polish) tornNear() int32 {
	n := int32(0)
	for _, w := range a.near {
		n += a.torn(w)
	}
	return n
}

// neighbours collects the wishes of the chain and those just before and after it.
func (a *Polish) neighbours(from, to int) {
	st := a.st
	a.near = a.near[:0]
	add := func(w int32) {
		if w >= 0 && a.seen[w] != a.round {
			a.seen[w] = a.round
			a.near = append(a.near, w)
		}
	}
	for _, x := range a.chain {
		add(x)
		for _, p := range st.m.Wishes[x].People {
			for _, s := range [...]int{from - 1, from + 1, to - 1, to + 1} {
				if s >= 0 && s < st.m.Slots {
					add(st.At(p, s))
				}
			}
		}
	}
}

func (a *Polish) person(p int32, busy *Set) int32 {
	m := a.st.m
	n := busy.Len()
	if n == 0 {
		return 0
	}
	runs, blocks := m.Runs(busy)
	night := busy.And(&m.People[p].Night)
	cost := a.weights.Break*int32(runs-blocks) + a.weights.Night*int32(night.Len()) //nolint:gosec // at most MaxSlots each
	return cost
}

// set notes the cost of a person and returns the difference.
func (a *Polish) set(p, cost int32) int32 {
	d := cost - a.cost[p]
	a.cost[p] = cost
	floor := int32(0)
	if a.floor != nil {
		floor = a.floor[p]
	}
	switch at := a.badAt[p]; {
	case cost > floor && at < 0:
		a.badAt[p] = int32(len(a.bad)) //nolint:gosec // fewer people than 2^31
		a.bad = append(a.bad, p)
	case cost <= floor && at >= 0:
		last := a.bad[len(a.bad)-1]
		a.bad[at], a.badAt[last] = last, at
		a.bad, a.badAt[p] = a.bad[:len(a.bad)-1], -1
	}
	return d
}

// Run makes a number of moves while the temperature falls from hot to cold. stop is asked every 1024 moves. It returns
// the moves made; fewer means stopped, or that nothing is left to gain.
func (a *Polish) Run(moves int64, hot, cold float64, stop func() bool) int64 {
	if len(a.movable) == 0 {
		return 0
	}
	cooling := math.Pow(cold/hot, 1024/float64(max(moves, 1024)))
	t := hot
	for n := range moves {
		if n&1023 == 0 {
			if len(a.bad) == 0 && a.tears == 0 || stop != nil && stop() {
				return n
			}
			t *= cooling
		}
		a.move(t)
	}
	return moves
}

func (a *Polish) move(t float64) {
	w := a.pick()
	if w < 0 || a.st.m.Wishes[w].Fixed {
		return
	}
	slots := &a.st.m.Wishes[w].Slots
	from, to := int(a.st.slot[w]), slots.Nth(a.dice.Intn(slots.Len()))
	if to == from || !a.grow(w, from, to) {
		return
	}
	d := a.price(from, to)
	limit := -t * math.Log(1-a.dice.Float())
	if a.weights.Room == 0 {
		if float64(d) <= limit && a.apply(from, to) {
			a.settle()
		}
		return
	}
	// Few chains mend more than this many tears.
	if float64(d-4*a.weights.Room) > limit {
		return
	}
	a.neighbours(from, to)
	before := a.tornNear()
	if !a.apply(from, to) {
		return
	}
	if tears := a.tornNear() - before; float64(d+a.weights.Room*tears) <= limit {
		a.tears += int64(tears)
		a.settle()
		return
	}
	a.st.trailing = true
	a.st.undo(0)
	a.st.trailing = false
}

// settle takes over the costs of a chain that was accepted.
func (a *Polish) settle() {
	for _, c := range a.change {
		a.energy += int64(a.set(c.person, c.cost))
	}
}

// pick is the wish to move: often one of somebody who could do better, or one that tears.
func (a *Polish) pick() int32 {
	if a.dice.Next()&1 == 0 {
		if len(a.bad) > 0 && (a.tears == 0 || a.dice.Next()&1 == 0) {
			p := a.bad[a.dice.Intn(len(a.bad))]
			busy := &a.st.busy[p]
			return a.st.At(p, busy.Nth(a.dice.Intn(busy.Len())))
		}
		if a.tears > 0 && a.weights.Room > 0 {
			for range 12 {
				if w := a.movable[a.dice.Intn(len(a.movable))]; a.torn(w) > 0 {
					return w
				}
			}
		}
	}
	return a.movable[a.dice.Intn(len(a.movable))]
}

// grow collects the wishes that have to change between two slots with the first one. False: it cannot be.
func (a *Polish) grow(w int32, from, to int) bool {
	st, m := a.st, a.st.m
	if a.round++; a.round == 0 {
		clear(a.mark)
		a.round = 1
	}
	a.chain = append(a.chain[:0], w)
	a.mark[w] = a.round
	balance := int32(0) // meetings that to gains
	push := func(y int32) bool {
		if y < 0 || a.mark[y] == a.round {
			return true
		}
		if m.Wishes[y].Fixed || len(a.chain) >= chainLimit {
			return false
		}
		a.mark[y] = a.round
		a.chain = append(a.chain, y)
		return true
	}
	extra := 0
	for i := 0; i < len(a.chain); i++ {
		x := a.chain[i]
		goal, gain := to, int32(1)
		if int(st.slot[x]) == to {
			goal, gain = from, -1
		}
		wish := &m.Wishes[x]
		if !wish.Slots.Has(goal) {
			return false
		}
		balance += gain
		for _, p := range wish.People {
			if !push(st.At(p, goal)) {
				return false
			}
		}
		if wish.Pair >= 0 && !push(a.interpreterOf(wish.Pair, goal)) {
			return false
		}
		if i+1 == len(a.chain) && extra < 4 {
			// A slot without a room gives up a meeting of its own.
			over := -1
			switch {
			case st.load[to]+balance > m.capacity[to]:
				over = to
			case st.load[from]-balance > m.capacity[from]:
				over = from
			}
			if over >= 0 {
				extra++
				list := st.inSlot[over]
				if len(list) == 0 || !push(list[a.dice.Intn(len(list))]) {
					return false
				}
			}
		}
	}
	if st.load[to]+balance > m.capacity[to] || st.load[from]-balance > m.capacity[from] {
		return false
	}
	return a.ordered(from, to)
}

// interpreterOf is a wish that has to leave the slot so that an interpreter of the pair is free; -1 if one is.
func (a *Polish) interpreterOf(pair int32, s int) int32 {
	d := &a.st.interpreters
	class := d.classes[pair]
	holder := int32(-1)
	first := a.dice.Intn(len(class) + 1)
	for i := range class {
		r := class[(first+i)%len(class)]
		if !d.open[r].Has(s) {
			continue
		}
		x := d.at[int(r)*d.slots+s]
		if x < 0 || a.mark[x] == a.round {
			return -1
		}
		holder = x
	}
	return holder
}

// ordered reports whether the wishes of the chain keep to what must come before and after them.
func (a *Polish) ordered(from, to int) bool {
	st, m := a.st, a.st.m
	where := func(x int32) int {
		s := int(st.slot[x])
		if a.mark[x] == a.round {
			return from + to - s
		}
		return s
	}
	for _, x := range a.chain {
		at := where(x)
		for _, o := range m.Wishes[x].After {
			if s := where(o); st.slot[o] >= 0 && s >= at {
				return false
			}
		}
		for _, o := range m.Wishes[x].Before {
			if s := where(o); st.slot[o] >= 0 && s <= at {
				return false
			}
		}
	}
	return true
}

// price is what the change of the chain adds to the energy; it leaves the new costs in change. Whoever has meetings in
// both slots keeps the same hours and the same cost.
func (a *Polish) price(from, to int) int32 {
	st := a.st
	a.change = a.change[:0]
	d := int32(0)
	for _, x := range a.chain {
		old := int(st.slot[x])
		next := from + to - old
		for _, p := range st.m.Wishes[x].People {
			if st.At(p, next) >= 0 {
				continue
			}
			b := st.busy[p]
			b.Del(old)
			b.Add(next)
			c := a.person(p, &b)
			d += c - a.cost[p]
			a.change = append(a.change, personCost{p, c})
		}
	}
	return d
}

// apply changes the chain's slots, unless interpreters or limited rooms do not allow it. The trail holds what it did.
func (a *Polish) apply(from, to int) bool {
	st := a.st
	st.trailing, st.trail = true, st.trail[:0]
	for i, x := range a.chain {
		// The sign of the chain's wish tells where it goes once it is out.
		if int(st.slot[x]) == to {
			a.chain[i] = ^x
		}
		st.Remove(x)
	}
	ok := true
	for _, x := range a.chain {
		goal := to
		if x < 0 {
			x, goal = ^x, from
		}
		if !st.put(x, goal) {
			ok = false
			break
		}
	}
	if !ok {
		st.undo(0)
	}
	st.trailing = false
	return ok
}

// Tears is the sum of torn over all meetings.
func (a *Polish) Tears() int64 { return a.tears }
