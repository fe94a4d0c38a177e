package drat_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"fairground/matchmaking/drat"
)

// contradiction is a formula without models on which propagation alone finds nothing.
func contradiction() [][]int32 { return [][]int32{{1, 2}, {1, -2}, {-1, 2}, {-1, -2}} }

// symmetric has no models either; its shortest proof begins with a lemma that does not follow, but keeps satisfiability.
func symmetric() [][]int32 {
	return [][]int32{{1, 2, -3}, {-1, -2, 3}, {2, 3, -4}, {-2, -3, 4}, {-1, -3, -4}, {1, 3, 4}, {-1, 2, 4}, {1, -2, -4}}
}

func TestProofs(t *testing.T) {
	for _, row := range []struct {
		name    string
		formula [][]int32
		proof   string
		refused string // part of the error, or nothing
	}{
		{"a lemma that follows by propagation", contradiction(), "1 0\n0\n", ""},
		{"the empty clause may go without saying", contradiction(), "1 0\n", ""},
		{"what comes after the contradiction is not read as proof", contradiction(), "1 0\n0\n9 0\n", ""},
		{"a comment", contradiction(), "c hello\n1 0\n", ""},
		{"a lemma over two lines", contradiction(), "1\n0 0\n", ""},
		{"a formula with the empty clause needs no proof", [][]int32{{1}, {}}, "", ""},
		{"a formula with opposite units needs no proof", [][]int32{{1}, {-1}}, "", ""},
		{"a lemma that says nothing is of no harm", contradiction(), "7 -7 0\n1 0\n", ""},
		{"a literal may be repeated", [][]int32{{1, 2, 1}, {1, -2}, {-1, 2}, {-1, -2, -2}}, "1 1 0\n", ""},
		{"deleting what is not there changes nothing", contradiction(), "d 1 2 3 0\n1 0\n", ""},
		{"deleting what is not needed", append(contradiction(), []int32{1, 2, 3}), "d 3 2 1 0\n1 0\n", ""},
		{"the reason of a unit is not deleted", append(contradiction()[1:], []int32{1}), "d 1 0\n0\n", ""},
		{"one of two equal clauses may be deleted", append(contradiction(), []int32{2, 1}), "d 1 2 0\n1 0\n", ""},
		{"a lemma on whose first literal resolution gives nothing new", symmetric(), "-1 0\n2 0\n0\n", ""},
		{"the same after deletions", symmetric(), "-1 0\nd -1 2 4 0\nd -1 -2 3 0\n2 0\n0\n", ""},
		{"the definition of a new variable", contradiction(), "3 -1 0\n-3 1 0\n3 0\n0\n", ""},

		{"no proof", contradiction(), "", "without a contradiction"},
		{"the empty clause comes too early", contradiction(), "0\n", "does not follow by propagation"},
		{"the empty clause of a formula with models", [][]int32{{1, 2}}, "0\n", "does not follow"},
		{"a lemma that does not follow", [][]int32{{1, 2}, {-1, -2}}, "1 0\n2 0\n", "does not follow"},
		{"a needed clause was deleted", contradiction(), "d 1 2 0\n1 0\n", "does not follow"},
		{"both of two equal clauses were deleted", append(contradiction(), []int32{2, 1}), "d 1 2 0\nd 1 2 0\n1 0\n", "does not follow"},
		{"the new variable is first on the wrong side", symmetric(), "5 -1 0\n-5 0\n2 0\n0\n", "step 2 does not follow"},
		{"an opposite unit of a new variable", [][]int32{{1, 2}}, "3 0\n-3 0\n", "does not follow"},
		{"a word", contradiction(), "1 x 0\n", "no literal"},
		{"a number that is no literal", contradiction(), "-2147483648 0\n", "no literal"},
		{"a lemma without its end", contradiction(), "1", "ends within a clause"},
		{"a deletion without its end", contradiction(), "d", "ends within a clause"},
		{"a formula with a zero in it", [][]int32{{1, 0}}, "0\n", "no literal 0"},
		{"a binary lemma without its end", contradiction(), "a\x02", "ends within a clause"},
		{"a binary step of another kind", contradiction(), "a\x02\x00b", "begins with byte 0x62"},
		{"a binary number that is no literal", contradiction(), "a\x01\x00", "is no literal"},
		{"a binary number that is too large", contradiction(), "a\xff\xff\xff\xff\xff\xff\xff\x00", "too large"},
	} {
		t.Run(row.name, func(t *testing.T) {
			err := drat.Check(row.formula, strings.NewReader(row.proof))
			if row.refused == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if !errors.Is(err, drat.ErrRejected) || !strings.Contains(err.Error(), row.refused) {
				t.Errorf("%v, not %q", err, row.refused)
			}
		})
	}
}

func TestABinaryProofSaysTheSameAsText(t *testing.T) {
	for _, row := range []struct {
		name, proof string
		accepted    bool
	}{
		{"a lemma", "a\x02\x00a\x00", true},
		{"a deletion first", "d\x02\x04\x06\x00a\x02\x00", true},
		{"a needed clause deleted first", "d\x02\x04\x00a\x02\x00", false},
		{"a literal of two bytes", "a\x82\x02\x03\x00a\x02\x00", true},
	} {
		t.Run(row.name, func(t *testing.T) {
			if err := drat.Check(contradiction(), strings.NewReader(row.proof)); (err == nil) != row.accepted {
				t.Error(err)
			}
		})
	}
}

func TestAnErrorOfTheReaderIsNotARejection(t *testing.T) {
	broken := errors.New("disk on fire")
	for _, start := range []string{"", "1 0\n", "a\x02\x00"} {
		err := drat.Check(contradiction(), io.MultiReader(strings.NewReader(start), iotest.ErrReader(broken)))
		if !errors.Is(err, broken) || errors.Is(err, drat.ErrRejected) {
			t.Errorf("after %q: %v", start, err)
		}
	}
}

// pigeons is the formula of n+1 pigeons in n holes with Cook's short proof: for each smaller n it defines where a pigeon sits
// once the last pigeon and the last hole are gone.
func pigeons(n int) (formula [][]int32, proof string) {
	var b strings.Builder
	lemma := func(literals ...int32) {
		for _, l := range literals {
			fmt.Fprintf(&b, "%d ", l)
		}
		b.WriteString("0\n")
	}
	next := int32(0)
	grid := func(m int) [][]int32 {
		g := make([][]int32, m+1)
		for i := range g {
			for range m {
				next++
				g[i] = append(g[i], next)
			}
		}
		return g
	}
	p := grid(n)
	for i := range p {
		formula = append(formula, p[i])
		for k := range i {
			for j := range n {
				formula = append(formula, []int32{-p[i][j], -p[k][j]})
			}
		}
	}
	for m := n - 1; m > 0; m-- {
		q := grid(m)
		for i := range q {
			for j := range q[i] {
				lemma(q[i][j], -p[i][j])
				lemma(q[i][j], -p[i][m], -p[m+1][j])
				lemma(-q[i][j], p[i][j], p[i][m])
				lemma(-q[i][j], p[i][j], p[m+1][j])
			}
		}
		for i := range q {
			lemma(q[i]...)
			for k := range i {
				for j := range q[i] {
					lemma(-q[i][j], -q[k][j], -p[i][j])
					lemma(-q[i][j], -q[k][j])
				}
			}
		}
		p = q
	}
	lemma()
	return formula, b.String()
}

func TestShortProofsWithDefinitions(t *testing.T) {
	for n := 1; n <= 7; n++ {
		formula, proof := pigeons(n)
		if err := drat.Check(formula, strings.NewReader(proof)); err != nil {
			t.Errorf("%d pigeons: %v", n+1, err)
		}
		for i := range formula {
			less := append(append([][]int32(nil), formula[:i]...), formula[i+1:]...)
			if err := drat.Check(less, strings.NewReader(proof)); !errors.Is(err, drat.ErrRejected) {
				t.Errorf("%d pigeons without clause %d: %v", n+1, i, err)
			}
		}
	}
}

func FuzzCheck(f *testing.F) {
	f.Add([]byte{1, 2, 0, 1, 0x82, 0, 0x81, 2, 0, 0x81, 0x82, 0}, []byte("1 0\n0\n"))
	f.Add([]byte{1, 2, 0, 1, 0x82, 0, 0x81, 2, 0, 0x81, 0x82, 0}, []byte("a\x02\x00a\x00"))
	f.Add([]byte{1, 2, 0}, []byte("3 -1 0\nd 1 2 0\n-3 1 0\n"))
	f.Add([]byte{1, 2, 3, 0, 0x81, 0}, []byte("c\n1 -2 0 0"))
	f.Fuzz(func(t *testing.T, formula, proof []byte) {
		const variables = 8
		var clauses [][]int32
		var clause []int32
		for _, b := range formula[:min(len(formula), 200)] {
			l := int32(b & 0x7f % (variables + 1))
			if b&0x80 != 0 {
				l = -l
			}
			if l != 0 {
				clause = append(clause, l)
				continue
			}
			clauses, clause = append(clauses, clause), nil
		}
		if drat.Check(clauses, bytes.NewReader(proof)) == nil && satisfiable(clauses, variables) {
			t.Errorf("a proof was accepted, but %v has models", clauses)
		}
	})
}

func satisfiable(f [][]int32, variables int) bool {
next:
	for m := range int32(1) << variables {
	clauses:
		for _, c := range f {
			for _, l := range c {
				if l > 0 && m>>(l-1)&1 == 1 || l < 0 && m>>(-l-1)&1 == 0 {
					continue clauses
				}
			}
			continue next
		}
		return true
	}
	return false
}

func BenchmarkCheck(b *testing.B) {
	formula, proof := pigeons(14)
	for b.Loop() {
		if err := drat.Check(formula, strings.NewReader(proof)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(strings.Count(proof, "\n")), "lemmas")
}
