package b2bsp

import (
	"math"
	"math/rand/v2"
)

// Weights of what a timetable on the way may break, in units of one break. Availability and one meeting at a time are
// never broken.
const (
	weightUnplaced = 6
	weightTables   = 2
	weightOrder    = 2
	weightUnfair   = 3
)

// annealer walks over timetables by Kempe chains: two slots are swapped along the chain of meetings that share
// participants, so that nobody ever has two meetings at once. A meeting that cannot follow its chain is ejected.
type annealer struct {
	d      *domains
	rng    *rand.Rand
	slot   []int     // of each meeting, or Free
	at     [][]int32 // participant, slot: the meeting there, or Free
	busy   []slots   // of each participant
	load   []int
	prec   [][]int32 // for each meeting those directly before it
	succ   [][]int32
	limit  int // breaks of one participant that cost nothing extra
	breaks int
	hard   int // weighted sum of everything else

	chain []move
	marks []int32 // epoch in which a meeting joined the chain
	epoch int32
}

type move struct {
	meeting  int
	from, to int
}

func newAnnealer(d *domains, seed uint64) *annealer {
	p := d.problem
	a := &annealer{
		d:     d,
		rng:   rand.New(rand.NewPCG(seed, 0x62326273)), //nolint:gosec // a search needs repeatable numbers, not secret ones
		slot:  make([]int, len(p.Meetings)),
		at:    make([][]int32, p.Participants),
		busy:  make([]slots, p.Participants),
		load:  make([]int, p.Slots),
		prec:  make([][]int32, len(p.Meetings)),
		succ:  make([][]int32, len(p.Meetings)),
		marks: make([]int32, len(p.Meetings)),
		limit: impossible,
	}
	for who := range a.at {
		a.at[who] = make([]int32, p.Slots)
		for s := range a.at[who] {
			a.at[who][s] = Free
		}
		if len(d.diary[who]) < 2 {
			a.limit = Fairness
		}
	}
	for i, m := range p.Meetings {
		a.slot[i] = Free
		for _, b := range m.After {
			a.prec[i] = append(a.prec[i], int32(b)) //nolint:gosec // at most MaxMeetings
			a.succ[b] = append(a.succ[b], int32(i)) //nolint:gosec // at most MaxMeetings
		}
	}
	a.hard = weightUnplaced * len(p.Meetings)
	a.construct()
	return a
}

// construct places the meetings with the fewest slots first where there is room.
func (a *annealer) construct() {
	order := a.rng.Perm(len(a.slot))
	for size := 1; size <= a.d.problem.Slots; size++ {
		for _, m := range order {
			if a.d.of[m].count() != size {
				continue
			}
			meeting := a.d.problem.Meetings[m]
			open := a.d.of[m] &^ a.busy[meeting.A] &^ a.busy[meeting.B]
			for w := open; w != 0; w &= w - 1 {
				s := w.first()
				if a.load[s] < a.d.problem.Tables && a.orderCost(m, s) == 0 {
					a.chain = append(a.chain[:0], move{m, Free, s})
					a.apply()
					break
				}
			}
		}
	}
}

// orderCost counts the precedences that meeting m would break in slot s.
func (a *annealer) orderCost(m, s int) int {
	if s == Free {
		return 0
	}
	n := 0
	for _, b := range a.prec[m] {
		if o := a.slot[b]; o != Free && o >= s {
			n++
		}
	}
	for _, c := range a.succ[m] {
		if o := a.slot[c]; o != Free && o <= s {
			n++
		}
	}
	return n
}

func (a *annealer) dayCost(w slots) (breaks, unfair int) {
	n := w.breaks()
	return n, weightUnfair * max(0, n-a.limit)
}

// apply makes the moves of the chain and brings the costs up to date.
func (a *annealer) apply() {
	p := a.d.problem
	for _, mv := range a.chain {
		m := p.Meetings[mv.meeting]
		a.hard -= weightOrder * a.orderCost(mv.meeting, mv.from)
		a.lift(mv.meeting, m, mv.from)
		a.slot[mv.meeting] = Free
	}
	for _, mv := range a.chain {
		a.hard += weightOrder * a.orderCost(mv.meeting, mv.to)
		a.slot[mv.meeting] = mv.to
		a.put(mv.meeting, p.Meetings[mv.meeting], mv.to)
	}
}

func (a *annealer) lift(i int, m Meeting, s int) {
	if s == Free {
		a.hard -= weightUnplaced
		return
	}
	for _, who := range [2]int{m.A, m.B} {
		if a.at[who][s] == int32(i) { //nolint:gosec // at most MaxMeetings
			a.at[who][s] = Free
			a.setDay(who, a.busy[who]&^oneSlot(s))
		}
	}
	if a.load[s] > a.d.problem.Tables {
		a.hard -= weightTables
	}
	a.load[s]--
}

func (a *annealer) put(i int, m Meeting, s int) {
	if s == Free {
		a.hard += weightUnplaced
		return
	}
	for _, who := range [2]int{m.A, m.B} {
		a.at[who][s] = int32(i) //nolint:gosec // at most MaxMeetings
		a.setDay(who, a.busy[who]|oneSlot(s))
	}
	a.load[s]++
	if a.load[s] > a.d.problem.Tables {
		a.hard += weightTables
	}
}

func (a *annealer) setDay(who int, w slots) {
	was, wasUnfair := a.dayCost(a.busy[who])
	is, isUnfair := a.dayCost(w)
	a.breaks += is - was
	a.hard += isUnfair - wasUnfair
	a.busy[who] = w
}

// follow builds the chain that begins with moving m to slot s. It says whether the chain is possible.
func (a *annealer) follow(m, s int) bool {
	a.chain = a.chain[:0]
	a.epoch++
	from := a.slot[m]
	a.marks[m] = a.epoch
	a.chain = append(a.chain, move{m, from, s})
	for k := 0; k < len(a.chain); k++ {
		mv := a.chain[k]
		if mv.to == Free {
			continue
		}
		meeting := a.d.problem.Meetings[mv.meeting]
		for _, who := range [2]int{meeting.A, meeting.B} {
			o := a.at[who][mv.to]
			if o == Free || a.marks[o] == a.epoch {
				continue
			}
			a.marks[o] = a.epoch
			to := mv.from
			if to == Free || !a.d.of[o].has(to) {
				if from != Free && a.rng.IntN(4) != 0 {
					return false
				}
				to = Free
			}
			a.chain = append(a.chain, move{int(o), mv.to, to})
		}
	}
	return true
}

// undo takes the chain back that was applied last.
func (a *annealer) undo() {
	for i := range a.chain {
		a.chain[i].from, a.chain[i].to = a.chain[i].to, a.chain[i].from
	}
	a.apply()
}

// pick chooses a meeting and another slot for it, Free if it has no other.
func (a *annealer) pick() (m, s int) {
	m = a.rng.IntN(len(a.slot))
	open := a.d.of[m]
	if a.slot[m] != Free {
		open &^= oneSlot(a.slot[m])
	}
	n := open.count()
	if n == 0 {
		return m, Free
	}
	for range a.rng.IntN(n) {
		open &= open - 1
	}
	return m, open.first()
}

// run makes so many moves while the temperature falls, keeps the best complete timetable and ends early at or below the
// target or when stop says so.
func (a *annealer) run(moves int, hot, cold float64, target int, stop func() bool) Timetable {
	var best Timetable
	value := math.MaxInt
	if len(a.slot) == 0 {
		return Timetable{}
	}
	heat, factor := hot, math.Pow(cold/hot, 1024/float64(moves))
	for i := range moves {
		if i%1024 == 0 {
			if stop() {
				return best
			}
			heat *= factor
		}
		m, s := a.pick()
		if s == Free || !a.follow(m, s) {
			continue
		}
		before := a.breaks + a.hard
		a.apply()
		d := a.breaks + a.hard - before
		if d > 0 && a.rng.Float64() >= math.Exp(-float64(d)/heat) {
			a.undo()
			continue
		}
		if a.hard == 0 && a.breaks < value {
			value = a.breaks
			best = append(best[:0], a.slot...)
			if value <= target {
				return best
			}
		}
	}
	return best
}
