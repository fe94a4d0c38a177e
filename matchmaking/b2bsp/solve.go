package b2bsp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"sync"

	"fairground/matchmaking/sat"
)

// Status is what is known at the end of a search.
type Status string

// The answers. Only the first two come with a proof.
const (
	Optimal    Status = "optimal"    // no timetable has fewer breaks
	Infeasible Status = "infeasible" // there is no timetable
	Feasible   Status = "feasible"   // there is a timetable; Bound says how much better another could be
	Unknown    Status = "unknown"    // neither a timetable nor a proof that there is none
)

// Options are the choices of a search.
type Options struct {
	Seed uint64 // of every random choice
}

// Result is the answer to a problem.
type Result struct {
	Status    Status
	Timetable Timetable // nil if there is none
	Value     int       // breaks of Timetable; 0 without one
	Bound     int       // no timetable has fewer breaks; 0 if there is none
	Proof     Proof     // of Bound, or of infeasibility
}

// Sizes up to which the search uses more than local search: clauses of one formula and bytes of one proof.
const (
	maxClauses = 8_000_000
	maxProof   = 1 << 30
)

// Solve finds a timetable with the fewest breaks and proves that there is no better one, or that there is none. It uses
// two goroutines, both of which have ended when it returns. If the context ends first, the answer is the best so far, and no
// error: an error is about the problem, or about a timetable of ours that Check rejects.
func Solve(ctx context.Context, p *Problem, o Options) (Result, error) {
	if err := p.Validate(); err != nil {
		return Result{}, err
	}
	d := newDomains(p)
	d.propagate()
	known := facts{}
	if !d.dead {
		known = d.facts()
	}
	if d.dead || !known.feasible() {
		return Result{Status: Infeasible, Proof: Proof{Steps: d.steps, Infeasible: true}}, nil
	}
	s := &solving{d: d, known: known, seed: o.Seed, lower: known.sum(), upper: math.MaxInt}
	s.proof = Proof{Steps: d.steps, Bound: s.lower}
	s.ctx, s.end = context.WithCancel(ctx)
	defer s.end()
	var workers sync.WaitGroup
	workers.Go(s.prove)
	workers.Go(s.improve)
	workers.Wait()
	if s.fault != nil {
		return Result{}, fmt.Errorf("search: %w", s.fault)
	}
	return s.result(), nil
}

// solving is one search: what both workers know, and the searches they are in.
type solving struct {
	d     *domains
	known facts
	seed  uint64
	ctx   context.Context // of one call of Solve
	end   context.CancelFunc

	mu         sync.Mutex
	lower      int // no timetable has fewer breaks
	upper      int // breaks of best, MaxInt without one
	best       Timetable
	infeasible bool
	proof      Proof
	tasks      [2]task
	fault      error // a search went wrong
}

// task is the search that a worker is in: is there a timetable with at most so many breaks?
type task struct {
	bound int
	stop  context.CancelFunc
}

// unbounded is the bound of the question whether there is any timetable.
const unbounded = math.MaxInt32

func (s *solving) result() Result {
	r := Result{Status: Unknown, Timetable: s.best, Bound: s.lower, Proof: s.proof}
	switch {
	case s.infeasible:
		return Result{Status: Infeasible, Proof: s.proof}
	case s.best == nil:
		return r
	case s.lower == s.upper:
		r.Status = Optimal
	default:
		r.Status = Feasible
	}
	r.Value = s.upper
	return r
}

// found records a timetable. One that Check rejects is a fault of the search and must not become an answer.
func (s *solving) found(t Timetable) {
	value, err := Check(s.d.problem, t)
	if err != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.fault = err
		s.end()
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if value < s.upper {
		s.best, s.upper = t, value
	}
	s.review()
}

// refuted records that no timetable has at most bound breaks.
func (s *solving) refuted(bound int, drat []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case bound == unbounded:
		s.infeasible = true
		s.proof.Infeasible, s.proof.DRAT = true, drat
	case bound >= s.lower:
		s.lower = bound + 1
		s.proof.Bound, s.proof.DRAT = s.lower, drat
	}
	s.review()
}

// review ends what has become pointless. The lock is held.
func (s *solving) review() {
	if s.infeasible || s.lower >= s.upper {
		s.end()
		return
	}
	for _, t := range s.tasks {
		if t.stop != nil && (t.bound < s.lower || t.bound >= s.upper) {
			t.stop()
		}
	}
}

// prove asks upwards from the lower bound until there is a timetable.
func (s *solving) prove() {
	for round := uint64(0); s.ctx.Err() == nil; round++ {
		s.mu.Lock()
		bound := s.lower
		s.mu.Unlock()
		if !s.ask(0, bound, s.seed+round<<32) {
			return
		}
	}
}

// improve looks for timetables by local search, asks whether there is any if it finds none, and then asks what the other
// worker asks with other choices: the time of a search has a heavy tail, and the first answer of two counts.
func (s *solving) improve() {
	s.anneal()
	for round := uint64(1); s.ctx.Err() == nil; round++ {
		s.mu.Lock()
		bound := s.lower
		if s.best == nil && round == 1 {
			bound = unbounded
		}
		s.mu.Unlock()
		if !s.ask(1, bound, s.seed+round<<32+1) {
			return
		}
	}
}

// annealMoves is the length of the local search: a part of a second.
const annealMoves = 300_000

func (s *solving) anneal() {
	a := newAnnealer(s.d, s.seed)
	for round := 0; round < 1 || (s.tooLarge() && s.ctx.Err() == nil); round++ {
		moves := max(annealMoves, 50*len(s.d.of)) << min(round, 6)
		if t := a.run(moves, 1, 0.08, s.known.sum(), func() bool { return s.ctx.Err() != nil }); t != nil {
			s.found(t)
		}
	}
}

// tooLarge estimates the clauses before any is made.
func (s *solving) tooLarge() bool {
	n := 0
	for _, meetings := range s.d.diary {
		n += s.d.problem.Slots * len(meetings) * (len(meetings)/2 + 8)
	}
	for _, own := range s.d.of {
		n += own.count() * own.count() / 2
	}
	n += s.d.problem.Slots * s.d.problem.Participants * min(2*s.d.problem.Tables, s.d.problem.Participants) * 2
	return n > maxClauses
}

// ask searches for a timetable with at most bound breaks and records the answer. It reports whether it makes sense to ask
// again.
func (s *solving) ask(worker, bound int, seed uint64) bool {
	if s.tooLarge() {
		return false
	}
	ctx, stop := context.WithCancel(s.ctx)
	defer stop()
	s.mu.Lock()
	s.tasks[worker] = task{bound: bound, stop: stop}
	s.review()
	hint := s.best
	s.mu.Unlock()
	if ctx.Err() != nil {
		return s.ctx.Err() == nil
	}
	m := encode(s.d, s.known, bound)
	log := &limited{}
	solver := sat.New(sat.Options{Seed: seed, Proof: log, Stop: func() bool { return log.full }})
	m.load(solver)
	if hint != nil && worker == 1 {
		m.suggest(solver, hint)
	}
	status, err := solver.Solve(ctx)
	switch {
	case err != nil:
		return s.ctx.Err() == nil
	case status == sat.Satisfiable:
		s.found(m.timetable(solver))
	case status == sat.Unsatisfiable:
		s.refuted(bound, log.Bytes())
	default:
		return false // the proof is too long to be kept
	}
	return true
}

// limited is a buffer that takes no more than maxProof bytes.
type limited struct {
	bytes.Buffer
	full bool
}

var errFull = errors.New("proof too long")

func (l *limited) Write(p []byte) (int, error) {
	if l.full || l.Len()+len(p) > maxProof {
		l.full = true
		return 0, errFull
	}
	return l.Buffer.Write(p)
}

// load hands the clauses to a solver.
func (m *model) load(s *sat.Solver) {
	for range m.vars {
		s.Var()
	}
	var clause []sat.Lit
	for _, c := range m.clauses {
		clause = clause[:0]
		for _, l := range c {
			clause = append(clause, sat.Lit(l))
		}
		s.Add(clause...)
	}
}

// suggest makes a timetable the first guess.
func (m *model) suggest(s *sat.Solver, t Timetable) {
	for i, slot := range t {
		for k, l := range m.x[i] {
			switch {
			case l == yes || l == no:
			case k == slot:
				s.Suggest(sat.Lit(l))
			default:
				s.Suggest(sat.Lit(-l))
			}
		}
	}
}

// timetable reads the model of a solver.
func (m *model) timetable(s *sat.Solver) Timetable {
	t := make(Timetable, len(m.x))
	for i, row := range m.x {
		for slot, l := range row {
			if l == yes || (l != no && s.Value(sat.Lit(l))) {
				t[i] = slot
			}
		}
	}
	return t
}
