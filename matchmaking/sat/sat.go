// Package sat decides whether a formula in conjunctive normal form can be satisfied.
//
// It is a conflict-driven clause-learning solver: two-watched literals over one flat arena of clauses, stable and focused
// phases of search, a clause database in tiers, and simplification between the searches (probing, vivification, subsumption,
// variable elimination, a random walk for phases). Unsatisfiable answers come with a DRAT proof for package drat, answers
// under assumptions with a core. The same formula, options and seed give the same answer and the same statistics, as long as
// nobody interrupts the search.
//
// The package knows nothing of timetables, of encodings or of files: its input are clauses of integers. A Solver belongs to
// one goroutine; nothing here starts another.
package sat

import (
	"context"
	"io"
)

// Lit is a literal as DIMACS writes it: +v or -v, with variables counted from 1.
type Lit int32

// Status is the answer of a search.
type Status int

// The answers. Unknown is what an interrupted search says.
const (
	Unknown Status = iota
	Satisfiable
	Unsatisfiable
)

// String is the word of the SAT competition's output format, in lower case.
func (s Status) String() string {
	switch s {
	case Satisfiable:
		return "satisfiable"
	case Unsatisfiable:
		return "unsatisfiable"
	default:
		return "unknown"
	}
}

// Options are the choices of one solver.
type Options struct {
	// Seed starts the pseudo-random numbers of the walk and of the first order of variables. Zero keeps the order of the input.
	Seed uint64
	// Proof receives a binary DRAT proof of what is derived from the input; nil writes none. See ProofErr.
	Proof io.Writer
	// Stop is polled every few milliseconds; true ends the search with Unknown and no error.
	Stop func() bool
	// Plain switches all simplification between the searches off: for tests and measurements.
	Plain bool
}

// Stats counts what a solver has done since New.
type Stats struct {
	Variables    int   // handed out by Var or mentioned in a clause
	Clauses      int   // irredundant clauses now, binary ones not counted
	Learned      int   // redundant clauses now, binary ones not counted
	Conflicts    int64 // searches only
	Decisions    int64
	Propagations int64
	Restarts     int64
	Rephased     int64
	Reductions   int64
	Inprocessed  int64 // rounds of simplification
	Fixed        int   // variables with the same value in every model
	Eliminated   int   // variables resolved away now
	Probed       int64 // failed literals
	Vivified     int64 // clauses shortened or dropped by vivification
	Subsumed     int64 // clauses dropped because another one says more
	Strengthened int64 // literals removed by self-subsumption
	WalkFlips    int64
}

// Solver holds one formula. New makes one; the zero value is of no use.
type Solver struct {
	store
	search
	order
	proof  proofLog
	opts   Options
	random random

	input     []lit // scratch of Add
	unsat     bool  // the formula itself, without assumptions, is unsatisfiable
	model     []bool
	core      []Lit
	stats     Stats
	extension extension
	limits    limits
	simplification
	marks   []int8 // by variable, +1 or -1 or 0: scratch of set operations, always all zero between them
	ctx     context.Context
	stopped bool
}

// New makes an empty formula.
func New(o Options) *Solver {
	s := &Solver{opts: o, random: newRandom(o.Seed)}
	s.arena = make([]lit, 1, 1<<12)
	s.order.init()
	s.search.init()
	s.limits.init()
	s.proof.open(o.Proof)
	return s
}

// Var makes a new variable and returns its positive literal.
func (s *Solver) Var() Lit {
	s.reserve(s.variables + 1)
	return Lit(s.variables) //nolint:gosec // reserve keeps the number of variables below 2^30
}

// reserve makes the variables up to number n.
func (s *Solver) reserve(n uint32) {
	for s.variables < n {
		v := s.variables
		s.variables++
		s.growStore()
		s.growSearch()
		s.growOrder(v)
		s.marks = append(s.marks, 0)
		s.extension.grow()
		s.growSimplification()
	}
}

// Add adds a clause to the formula. It may be called at any time between two calls of Solve. Variables that Var has not made
// yet are made. A literal may be repeated; a clause with a literal and its opposite says nothing. Zero is no literal: Add
// panics on it, as on an index out of range.
func (s *Solver) Add(clause ...Lit) {
	s.input = s.input[:0]
	for _, l := range clause {
		s.input = append(s.input, s.internal(l))
	}
	if s.unsat {
		return
	}
	for _, l := range s.input {
		s.revive(l.variable())
	}
	s.addInput(s.input, clause)
}

// internal is the solver's own form of a literal, whose variable exists afterwards.
func (s *Solver) internal(l Lit) lit {
	v := l
	if v < 0 {
		v = -v
	}
	if v <= 0 || v >= maxVariables {
		panic("sat: not a literal")
	}
	n := uint32(v) //nolint:gosec // positive
	s.reserve(n)
	e := positive(n - 1)
	if l < 0 {
		e = e.not()
	}
	return e
}

// Value is the value of a literal in the last model. It is false for every literal when the last answer was not Satisfiable.
func (s *Solver) Value(l Lit) bool {
	v := l
	if v < 0 {
		v = -v
	}
	if int(v) > len(s.model) || v == 0 {
		return false
	}
	return s.model[v-1] == (l > 0)
}

// Core is a subset of the assumptions of the last Solve that the formula contradicts. It is empty when the formula is
// unsatisfiable without them. The proof then derives the clause of the opposite literals; a checker of the empty clause
// wants the core as unit clauses beside the formula.
func (s *Solver) Core() []Lit { return s.core }

// Suggest makes the value that satisfies l the first one to be tried for its variable.
func (s *Solver) Suggest(l Lit) {
	e := s.internal(l)
	s.initial[e.variable()] = e.phase()
	s.saved[e.variable()] = e.phase()
}

// Stats says what has been done so far.
func (s *Solver) Stats() Stats {
	t := s.stats
	t.Variables = int(s.variables)
	t.Clauses = len(s.clauses)
	t.Learned = len(s.learned)
	return t
}

// ProofErr is the first error of writing the proof, nil if there was none.
func (s *Solver) ProofErr() error { return s.proof.err }
