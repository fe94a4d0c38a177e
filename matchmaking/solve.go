package matchmaking

import (
	"context"
	"fmt"
	"math"
	"sync"
	"time"

	"fairground/matchmaking/timetable"
)

// Budget limits a Solve. With Moves the answer is the same on every machine; with Time it is as good as the time allows.
// If both are set the first to run out ends the search; if neither is, Time is ten seconds.
type Budget struct {
	Time    time.Duration
	Moves   int64 // of each worker
	Seed    uint64
	Workers int // 1 or 2; 0 is 2
	Levels  int // so many of the first levels are enough to prove, 3 to 6; 0 is all six. The others are as they come
}

// Progress is how far a Solve has come.
type Progress struct {
	Placed int          `json:"placed"`
	Wishes int          `json:"wishes"`
	Score  Score        `json:"score"`
	Levels []LevelProof `json:"levels"`
	Moves  int64        `json:"moves"` // of each worker
}

// Solve makes a timetable and says how good it is. observe may be nil; it is called from the calling goroutine with every
// better timetable. The errors are *Invalid, and the context's error if it ends first: then there is no schedule. When
// Solve returns, no goroutine of it is left.
func Solve(ctx context.Context, p Problem, b Budget, observe func(Progress)) (Schedule, Proof, error) {
	if err := p.Validate(); err != nil {
		return Schedule{}, Proof{}, err
	}
	if err := ctx.Err(); err != nil {
		return Schedule{}, Proof{}, fmt.Errorf("make a timetable: %w", err)
	}
	c, err := compile(&p)
	if err != nil {
		return Schedule{}, Proof{}, err
	}
	first, ok := timetable.NewState(c.model)
	if !ok {
		return Schedule{}, Proof{}, c.clash(first)
	}
	if b.Time == 0 && b.Moves == 0 {
		b.Time = 10 * time.Second
	}
	inner, cancel := context.WithCancel(ctx)
	if b.Time > 0 {
		cancel()
		inner, cancel = context.WithTimeout(ctx, b.Time)
	}
	defer cancel()
	run := &run{c: c, budget: b, stop: func() bool { return inner.Err() != nil }, observe: observe, workers: 2}
	if b.Workers == 1 {
		run.workers = 1
	}
	run.do(first)
	if err := ctx.Err(); err != nil {
		return Schedule{}, Proof{}, fmt.Errorf("make a timetable: %w", err)
	}
	return c.schedule(run.best, run.rooms, run.score), run.bounds.proof(run.score), nil
}

// clash names a fixed meeting that no longer fits beside the others.
func (c *compiled) clash(st *timetable.State) error {
	for i := range c.p.Wishes {
		if f := c.p.Wishes[i].Fixed; f != nil && st.Slot(int32(i)) < 0 { //nolint:gosec // at most MaxWishes
			return invalid(ErrFixedClash, c.p.Wishes[i].ID, "slot %d: %s", f.Slot, c.reason(st, int32(i))) //nolint:gosec // as above
		}
	}
	return invalid(ErrFixedClash, "fixed", "")
}

// run is one Solve.
type run struct {
	c       *compiled
	budget  Budget
	stop    func() bool
	observe func(Progress)
	workers int
	bounds  *bounds
	moves   int64 // of each worker so far

	best  *timetable.State
	rooms []int32
	score Score
}

func (r *run) do(first *timetable.State) {
	left := timetable.Construct(first, r.stop)
	r.bounds = newBounds(r.c)
	r.take(first)
	if len(left) > 0 {
		r.fill(left)
	}
	if r.search() && r.searchable() {
		// A few rounds find what the search would take long to, and the search then shows that nothing is better.
		r.polish(0, 2)
		if proof := r.bounds.proof(r.score); r.done(&proof) || r.searchHours() {
			return
		}
	}
	r.polish(2, math.MaxInt)
}

// spent reports whether the search may go on no longer.
func (r *run) spent() bool {
	return r.stop() || r.budget.Moves > 0 && r.moves >= r.budget.Moves
}

// share is how many of some moves the budget still allows.
func (r *run) share(moves int64) int64 {
	if r.budget.Moves > 0 {
		return min(moves, r.budget.Moves-r.moves)
	}
	return moves
}

// take keeps a timetable if it is better than the best so far.
func (r *run) take(st *timetable.State) {
	rooms, changes := st.Rooms(int64(20*st.Placed()), r.budget.Seed, r.stop)
	r.keep(st, rooms, r.c.score(st, changes))
}

// keep is take with the rooms and the score that are known already.
func (r *run) keep(st *timetable.State, rooms []int32, score Score) {
	if r.best != nil && !score.Better(r.score) {
		return
	}
	r.best, r.rooms, r.score = st.Clone(), rooms, score
	if r.observe != nil {
		r.observe(Progress{
			Placed: st.Placed(), Wishes: len(r.c.p.Wishes), Score: score, Levels: r.bounds.proof(score).Levels, Moves: r.moves,
		})
	}
}

// both lets every worker do its part at the same time.
func (r *run) both(work func(worker int)) {
	var group sync.WaitGroup
	for i := range r.workers {
		group.Go(func() { work(i) })
	}
	group.Wait()
}

// seed gives every worker of every round numbers of its own.
func (r *run) seed(round, worker int) uint64 {
	d := timetable.Dice{State: r.budget.Seed ^ uint64(round)<<20 ^ uint64(worker)<<8} //nolint:gosec // small
	return d.Next()
}

// fillCost is how many moves of annealing one move of filling takes about as long as.
const fillCost = 16

// fill looks for the best choice of wishes, for two fifths of the budget at most.
func (r *run) fill(left []int32) {
	type state struct {
		st *timetable.State
		f  *timetable.Fill
	}
	limit := r.budget.Moves * 2 / 5
	moves := int64(2000)
	current := left
	for round := 0; !r.filled() && !r.spent() && (limit == 0 || r.moves < limit) && round < 10; round++ {
		all := make([]state, r.workers)
		n := r.share(moves*fillCost) / fillCost
		r.both(func(i int) {
			st := r.best.Clone()
			f := timetable.NewFill(st, current, r.seed(round, i))
			f.Run(n, 2, 0.05, r.stop)
			all[i] = state{st, f}
		})
		r.moves += max(1, n*fillCost)
		for _, s := range all {
			before := r.best
			r.take(s.st)
			if r.best != before {
				current = s.f.Left()
			}
		}
		moves = min(2*moves, 64_000)
	}
}

// filled reports whether the first three levels are as good as they can be.
func (r *run) filled() bool {
	return r.score.UnmetMust == r.bounds.levels[0] && r.score.UnmetWant == r.bounds.want(r.score.UnmetMust) &&
		r.score.Fairness == r.bounds.levels[2]
}

// polishing numbers the rounds of polish apart from those of fill.
const polishing = 100

// The weights by which rounds differ: steep ones keep to the order of the levels, flat ones move more freely.
var steepness = [...]timetable.Weights{
	{Night: 12, Break: 5, Room: 3},
	{Night: 20, Break: 8, Room: 4},
	{Night: 12, Break: 4, Room: 3},
	{Night: 40, Break: 8, Room: 2},
}

// polish improves nights, breaks and rooms in rounds of growing length until they are proven, the budget is spent or the round is
// up to.
func (r *run) polish(from, upTo int) {
	moves := max(50_000, int64(10*r.best.Placed()))
	for round := from; round < upTo && !r.spent(); round++ {
		proof := r.bounds.proof(r.score)
		if r.done(&proof) {
			return
		}
		breaks := r.bounds.hours(r.score)
		states := make([]*timetable.State, r.workers)
		n := r.share(moves)
		r.both(func(i int) {
			st := r.best.Clone()
			weights := steepness[(round/2+i)%len(steepness)]
			floor := make([]int32, len(breaks))
			for p, b := range breaks {
				floor[p] = b * weights.Break
			}
			// Every other search is a warm one: it keeps most of what the last one found and mends what is left.
			hot := float64(weights.Break)
			if (round+i)%2 == 1 {
				hot *= 0.3
			}
			timetable.NewPolish(st, weights, floor, r.seed(polishing+round, i)).Run(n, hot, 0.1*float64(weights.Room), r.stop)
			states[i] = st
		})
		r.moves += max(1, n)
		for _, st := range states {
			r.take(st)
		}
		if round%2 == 1 {
			moves = min(2*moves, 8_000_000)
		}
	}
}

// done reports whether no level that annealing can change has anything left to gain.
func (r *run) done(p *Proof) bool {
	last := len(p.Levels)
	if r.budget.Levels > 0 {
		last = max(3, min(r.budget.Levels, last))
	}
	for _, l := range p.Levels[3:last] {
		if l.Value != l.Bound {
			return false
		}
	}
	return true
}
