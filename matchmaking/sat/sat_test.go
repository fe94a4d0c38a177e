package sat_test

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"fairground/matchmaking/drat"
	"fairground/matchmaking/sat"
)

// randomFormula mixes clauses of one to five literals, mostly three.
func randomFormula(r *rand.Rand, variables, clauses int) [][]sat.Lit {
	f := make([][]sat.Lit, clauses)
	for i := range f {
		for range []int{3, 3, 3, 3, 2, 2, 4, 5}[r.IntN(8)] {
			f[i] = append(f[i], randomLiteral(r, variables))
		}
	}
	if r.IntN(3) == 0 {
		f = append(f, []sat.Lit{randomLiteral(r, variables)})
	}
	return f
}

func randomLiteral(r *rand.Rand, variables int) sat.Lit {
	l := sat.Lit(1 + r.IntN(variables))
	if r.IntN(2) == 0 {
		return -l
	}
	return l
}

func satisfied(f [][]sat.Lit, assumptions []sat.Lit, holds func(sat.Lit) bool) bool {
	for _, l := range assumptions {
		if !holds(l) {
			return false
		}
	}
	for _, c := range f {
		if !slices.ContainsFunc(c, holds) {
			return false
		}
	}
	return true
}

func bruteForce(f [][]sat.Lit, variables int, assumptions ...sat.Lit) bool {
	for m := range uint32(1) << variables {
		holds := func(l sat.Lit) bool {
			if l > 0 {
				return m>>(l-1)&1 == 1
			}
			return m>>(-l-1)&1 == 0
		}
		if satisfied(f, assumptions, holds) {
			return true
		}
	}
	return false
}

func solverOf(f [][]sat.Lit, o sat.Options) *sat.Solver {
	s := sat.New(o)
	s.Hurry()
	for _, c := range f {
		s.Add(c...)
	}
	return s
}

func solve(t *testing.T, s *sat.Solver, assumptions ...sat.Lit) sat.Status {
	t.Helper()
	status, err := s.Solve(context.Background(), assumptions...)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ProofErr(); err != nil {
		t.Fatal(err)
	}
	return status
}

// input is a formula for the checker, with unit clauses for the given literals.
func input(f [][]sat.Lit, units ...sat.Lit) [][]int32 {
	var out [][]int32
	for _, c := range f {
		var d []int32
		for _, l := range c {
			d = append(d, int32(l))
		}
		out = append(out, d)
	}
	for _, l := range units {
		out = append(out, []int32{int32(l)})
	}
	return out
}

// agree solves a formula and checks whatever the answer promises.
func agree(t *testing.T, f [][]sat.Lit, variables int, seed uint64) {
	t.Helper()
	var proof bytes.Buffer
	s := solverOf(f, sat.Options{Seed: seed, Proof: &proof})
	status := solve(t, s)
	if want := bruteForce(f, variables); want != (status == sat.Satisfiable) {
		t.Fatalf("%v, but brute force says %v: %v", status, want, f)
	}
	if status == sat.Satisfiable {
		if !satisfied(f, nil, s.Value) {
			t.Fatalf("the model does not satisfy %v", f)
		}
		return
	}
	if err := drat.Check(input(f), &proof); err != nil {
		t.Fatalf("%v: %v", err, f)
	}
}

func TestAnswersForSmallFormulasAgreeWithBruteForce(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 1))
		variables := 3 + r.IntN(9)
		agree(t, randomFormula(r, variables, int(float64(variables)*(2+4*r.Float64()))), variables, seed)
	}
}

func TestLargerRandomFormulasGiveModelsOrProofs(t *testing.T) {
	both := [3]int{}
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 2))
		var f [][]sat.Lit
		for range 590 {
			a, b, c := randomLiteral(r, 140), randomLiteral(r, 140), randomLiteral(r, 140)
			f = append(f, []sat.Lit{a, b, c})
		}
		var proof bytes.Buffer
		s := solverOf(f, sat.Options{Seed: seed, Proof: &proof})
		status := solve(t, s)
		both[status]++
		if status == sat.Satisfiable {
			if !satisfied(f, nil, s.Value) {
				t.Fatalf("seed %d: the model is none", seed)
			}
		} else if err := drat.Check(input(f), &proof); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
	if both[sat.Satisfiable] == 0 || both[sat.Unsatisfiable] == 0 {
		t.Errorf("the formulas are of one kind only: %v", both)
	}
}

// pigeons says that n pigeons sit in m holes, no two in one.
func pigeons(n, m int) [][]sat.Lit {
	at := func(p, h int) sat.Lit { return sat.Lit(p*m + h + 1) }
	var f [][]sat.Lit
	for p := range n {
		var c []sat.Lit
		for h := range m {
			c = append(c, at(p, h))
			for q := range p {
				f = append(f, []sat.Lit{-at(p, h), -at(q, h)})
			}
		}
		f = append(f, c)
	}
	return f
}

// parity says that variables sit on the edges of a random cubic multigraph and that the sum at each node is even, but at one.
func parity(nodes int, seed uint64) [][]sat.Lit {
	r := rand.New(rand.NewPCG(seed, 3))
	ends := r.Perm(3 * nodes)
	at := make([][]sat.Lit, nodes)
	for e := 0; e < len(ends); e += 2 {
		for _, end := range ends[e : e+2] {
			at[end/3] = append(at[end/3], sat.Lit(e/2+1))
		}
	}
	var f [][]sat.Lit
	for i, edges := range at {
		odd := i == 0
		for signs := range 1 << len(edges) {
			negative := 0
			var c []sat.Lit
			for j, l := range edges {
				if signs>>j&1 == 1 {
					negative++
					l = -l
				}
				c = append(c, l)
			}
			if (negative%2 == 1) != odd {
				f = append(f, c)
			}
		}
	}
	return f
}

func TestFormulasThatCannotBeSatisfied(t *testing.T) {
	for _, row := range []struct {
		name string
		f    [][]sat.Lit
	}{
		{"an empty clause", [][]sat.Lit{{1, 2}, {}}},
		{"two opposite units", [][]sat.Lit{{1}, {-1}}},
		{"a literal written twice is one", [][]sat.Lit{{1, 1}, {-1, -1}}},
		{"units that meet in a clause", [][]sat.Lit{{1}, {2}, {-1, -2}}},
		{"five pigeons in four holes", pigeons(5, 4)},
		{"eight pigeons in seven holes", pigeons(8, 7)},
		{"an odd sum over a graph of 12 nodes", parity(12, 1)},
		{"an odd sum over a graph of 24 nodes", parity(24, 2)},
	} {
		t.Run(row.name, func(t *testing.T) {
			for _, plain := range []bool{false, true} {
				var proof bytes.Buffer
				s := solverOf(row.f, sat.Options{Proof: &proof, Plain: plain, Seed: 7})
				if got := solve(t, s); got != sat.Unsatisfiable {
					t.Fatal(got)
				}
				if err := drat.Check(input(row.f), bytes.NewReader(proof.Bytes())); err != nil {
					t.Fatal(err)
				}
				if got := solve(t, s, 1); got != sat.Unsatisfiable || len(s.Core()) != 0 {
					t.Errorf("once more: %v, core %v", got, s.Core())
				}
				if s.Value(1) || s.Value(-1) {
					t.Error("there is no model, but a literal is true")
				}
			}
		})
	}
}

func TestFormulasThatCanBeSatisfied(t *testing.T) {
	for _, row := range []struct {
		name string
		f    [][]sat.Lit
	}{
		{"no clause", nil},
		{"a clause with opposite literals says nothing", [][]sat.Lit{{1, -1}}},
		{"eight pigeons in eight holes", pigeons(8, 8)},
		{"variables with gaps between them", [][]sat.Lit{{100, -7}, {7}}},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := solverOf(row.f, sat.Options{})
			if got := solve(t, s); got != sat.Satisfiable || !satisfied(row.f, nil, s.Value) {
				t.Fatal(got)
			}
		})
	}
}

func TestACoreIsAPartOfTheAssumptionsThatTheFormulaContradicts(t *testing.T) {
	cores := 0
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 4))
		variables := 4 + r.IntN(7)
		f := randomFormula(r, variables, variables*3)
		var proof bytes.Buffer
		s := solverOf(f, sat.Options{Seed: seed, Proof: &proof})
		for range 4 {
			var assumptions []sat.Lit
			for range r.IntN(4) {
				assumptions = append(assumptions, randomLiteral(r, variables))
			}
			status := solve(t, s, assumptions...)
			if want := bruteForce(f, variables, assumptions...); want != (status == sat.Satisfiable) {
				t.Fatalf("seed %d: %v under %v, brute force says %v", seed, status, assumptions, want)
			}
			if status == sat.Satisfiable {
				if !satisfied(f, assumptions, s.Value) {
					t.Fatalf("seed %d: the model does not satisfy the formula and %v", seed, assumptions)
				}
				continue
			}
			core := slices.Clone(s.Core())
			for _, l := range core {
				if !slices.Contains(assumptions, l) {
					t.Fatalf("seed %d: %d of the core %v is not assumed in %v", seed, l, core, assumptions)
				}
			}
			if bruteForce(f, variables, core...) {
				t.Fatalf("seed %d: the formula does not contradict the core %v", seed, core)
			}
			if err := drat.Check(input(f, core...), bytes.NewReader(proof.Bytes())); err != nil {
				t.Fatalf("seed %d: core %v: %v", seed, core, err)
			}
			if len(core) > 0 {
				cores++
			}
		}
	}
	if cores < 100 {
		t.Errorf("only %d cores were not empty", cores)
	}
}

func TestClausesMayBeAddedBetweenSolves(t *testing.T) {
	for seed := range uint64(1000) {
		r := rand.New(rand.NewPCG(seed, 5))
		variables := 4 + r.IntN(8)
		var f [][]sat.Lit
		var proof bytes.Buffer
		s := sat.New(sat.Options{Seed: seed, Proof: &proof})
		s.Hurry()
		for range 6 {
			for _, c := range randomFormula(r, variables, variables) {
				f = append(f, c)
				s.Add(c...)
			}
			status := solve(t, s)
			if want := bruteForce(f, variables); want != (status == sat.Satisfiable) {
				t.Fatalf("seed %d: %v after %d clauses, brute force says %v", seed, status, len(f), want)
			}
			if status == sat.Unsatisfiable {
				break
			}
			if !satisfied(f, nil, s.Value) {
				t.Fatalf("seed %d: the model does not satisfy %d clauses", seed, len(f))
			}
		}
		if !bruteForce(f, variables) {
			if err := drat.Check(input(f), &proof); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
		}
	}
}

func TestAProofIsRejectedForAFormulaWithModels(t *testing.T) {
	f := parity(12, 1)
	var proof bytes.Buffer
	if got := solve(t, solverOf(f, sat.Options{Proof: &proof})); got != sat.Unsatisfiable {
		t.Fatal(got)
	}
	r := rand.New(rand.NewPCG(1, 6))
	needed := 0
	for i := range f {
		less := append(slices.Clone(f[:i]), f[i+1:]...)
		if s := solverOf(less, sat.Options{}); solve(t, s) != sat.Satisfiable || !satisfied(less, nil, s.Value) {
			continue // an edge from a node to itself: its clauses say nothing, or the same
		}
		needed++
		changed := slices.Clone(proof.Bytes())
		for range i % 3 {
			changed[r.IntN(len(changed))] ^= 1 << r.IntN(8)
		}
		if err := drat.Check(input(less), bytes.NewReader(changed)); !errors.Is(err, drat.ErrRejected) {
			t.Errorf("without clause %d: %v", i, err)
		}
	}
	if needed < 30 {
		t.Errorf("only %d clauses are needed", needed)
	}
}

func TestAVariableMadeLaterIsFree(t *testing.T) {
	s := solverOf([][]sat.Lit{{1, 2}}, sat.Options{})
	if v := s.Var(); v != 3 {
		t.Fatalf("the third variable is %d", v)
	}
	for _, l := range []sat.Lit{3, -3} {
		if got := solve(t, s, l, -1); got != sat.Satisfiable || !s.Value(l) || !s.Value(2) {
			t.Errorf("%v under %d", got, l)
		}
	}
	if got := solve(t, s, 3, -3); got.String() != "unsatisfiable" || len(s.Core()) != 2 {
		t.Errorf("%v under opposite assumptions, core %v", got, s.Core())
	}
	if got := s.Stats().Variables; got != 3 {
		t.Errorf("%d variables", got)
	}
}

func TestTheSameSeedGivesTheSameSearch(t *testing.T) {
	run := func() (sat.Stats, string) {
		var proof bytes.Buffer
		s := solverOf(parity(30, 9), sat.Options{Seed: 3, Proof: &proof})
		solve(t, s)
		return s.Stats(), proof.String()
	}
	first, proof := run()
	second, again := run()
	if first != second || proof != again {
		t.Errorf("%+v\n%+v", first, second)
	}
}

func TestASuggestedPhaseIsTriedFirst(t *testing.T) {
	for _, l := range []sat.Lit{3, -3} {
		s := solverOf([][]sat.Lit{{1, 2, 3, 4}, {-1, -3, -2}}, sat.Options{Plain: true})
		s.Suggest(1)
		s.Suggest(l)
		if solve(t, s) != sat.Satisfiable || !s.Value(1) || !s.Value(l) {
			t.Errorf("%d was suggested", l)
		}
	}
}

func TestAnInterruptedSearchKnowsNothingAndCanGoOn(t *testing.T) {
	f := pigeons(7, 6)
	stop := true
	s := solverOf(f, sat.Options{Stop: func() bool { return stop }})
	if got := solve(t, s); got != sat.Unknown {
		t.Fatalf("stopped: %v", got)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if got, err := s.Solve(ctx); got != sat.Unknown || !errors.Is(err, context.Canceled) {
		t.Fatalf("canceled: %v, %v", got, err)
	}
	stop = false
	if got := solve(t, s); got != sat.Unsatisfiable {
		t.Fatalf("not stopped: %v", got)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("no space") }

func TestAProofThatCannotBeWrittenIsReported(t *testing.T) {
	s := solverOf(pigeons(5, 4), sat.Options{Proof: brokenWriter{}})
	status, err := s.Solve(context.Background())
	if status != sat.Unsatisfiable || err != nil {
		t.Fatal(status, err)
	}
	if err := s.ProofErr(); err == nil || !strings.Contains(err.Error(), "write proof: no space") {
		t.Error(err)
	}
}

func FuzzFormulas(f *testing.F) {
	f.Add([]byte{0x01, 0x12, 0x03, 0x00, 0x81, 0x92, 0x00, 0x85, 0x06})
	f.Add([]byte{1, 0, 0x81})
	f.Add([]byte{1, 2, 0, 0x81, 0x82, 0, 1, 0x82, 0, 0x81, 2})
	f.Fuzz(func(t *testing.T, data []byte) {
		const variables = 12
		var formula [][]sat.Lit
		var clause []sat.Lit
		for _, b := range data[:min(len(data), 400)] {
			l := sat.Lit(b & 0x7f % (variables + 1))
			if b&0x80 != 0 {
				l = -l
			}
			if l != 0 {
				clause = append(clause, l)
				continue
			}
			formula = append(formula, clause)
			clause = nil
		}
		agree(t, formula, variables, uint64(len(data)))
	})
}

func BenchmarkSolve(b *testing.B) {
	for _, row := range []struct {
		name string
		f    [][]sat.Lit
	}{
		{"eight pigeons in seven holes", pigeons(8, 7)},
		{"an odd sum over a graph of 30 nodes", parity(30, 2)},
	} {
		b.Run(row.name, func(b *testing.B) {
			conflicts := int64(0)
			for b.Loop() {
				s := solverOf(row.f, sat.Options{})
				if got, err := s.Solve(context.Background()); got != sat.Unsatisfiable || err != nil {
					b.Fatal(got, err)
				}
				conflicts += s.Stats().Conflicts
			}
			b.ReportMetric(float64(conflicts)/float64(b.N), "conflicts/op")
		})
	}
}
