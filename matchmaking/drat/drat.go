// Package drat checks proofs that a formula in conjunctive normal form cannot be satisfied.
//
// A proof is a list of clauses (lemmas) that end in the empty one, each following from the formula and the lemmas before it by
// unit propagation (RUP) or, on its first literal, by resolution with propagation (RAT), and of deletions that keep the set
// small: the format DRAT of the SAT competitions, as text or binary. The check runs backwards from the contradiction and
// looks only at lemmas that it needs; propagation tries those clauses first that it has needed already. As with the usual
// checkers, the deletion of a clause that is the reason of a unit is ignored.
//
// The package shares nothing with the solver whose proofs it checks, and knows nothing of what a formula means.
package drat

import (
	"errors"
	"fmt"
	"io"
)

// ErrRejected is wrapped by the error of every proof that does not show what it should.
var ErrRejected = errors.New("proof rejected")

// maxLiterals bounds formula and proof together, and with it the memory: about 30 bytes a literal.
const maxLiterals = 1 << 27

// Check returns nil if the proof derives the empty clause from the formula: clauses of literals +v and -v, v from 1. An error
// that is not ErrRejected is the reader's.
func Check(formula [][]int32, proof io.Reader) error {
	c := newChecker()
	for i, clause := range formula {
		for _, l := range clause {
			if l == 0 || l == -1<<31 {
				return fmt.Errorf("%w: clause %d of the formula holds no literal %d", ErrRejected, i, l)
			}
		}
		if err := c.input(clause); err != nil {
			return err
		}
	}
	c.formula = len(c.clauses)
	if err := c.parse(proof); err != nil {
		return err
	}
	found, err := c.forward()
	if err != nil || found {
		return err
	}
	return c.backward()
}
