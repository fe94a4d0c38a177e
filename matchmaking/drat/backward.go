package drat

import (
	"fmt"
	"slices"
)

// forward replays the proof until propagation without assumptions finds a contradiction. It reports true if the formula alone
// has one. The steps after the contradiction are cut off.
func (c *checker) forward() (bool, error) {
	for id := range int32(c.formula) { //nolint:gosec // at most maxLiterals
		if !c.attach(id) || !c.propagate() {
			return true, nil
		}
	}
	c.ignored = make([]bool, len(c.steps))
	for i, step := range c.steps {
		if step < 0 {
			c.ignored[i] = !c.remove(^step)
			continue
		}
		if len(c.lits(step)) == 0 {
			return false, fmt.Errorf("%w: step %d: the empty clause does not follow by propagation", ErrRejected, i+1)
		}
		if !c.attach(step) || !c.propagate() {
			c.steps = c.steps[:i+1]
			c.needReason(c.conflict)
			return false, nil
		}
	}
	return false, fmt.Errorf("%w: it ends without a contradiction", ErrRejected)
}

// remove obeys a deletion unless the clause is the reason of a literal.
func (c *checker) remove(id int32) bool {
	k := &c.clauses[id]
	if !k.active {
		return false
	}
	for _, l := range c.lits(id) {
		if c.values[l] > 0 && c.reasons[l>>1] == id {
			return false
		}
	}
	c.detach(id)
	return true
}

// needReason marks everything that a contradiction rests on, down the trail.
func (c *checker) needReason(conflict int32) {
	c.need(conflict)
	for _, l := range c.lits(conflict) {
		c.marks[l>>1] = true
	}
	for i := len(c.trail) - 1; i >= 0; i-- {
		l := c.trail[i]
		if !c.marks[l>>1] {
			continue
		}
		c.marks[l>>1] = false
		if r := c.reasons[l>>1]; r != none {
			c.need(r)
			for _, o := range c.lits(r) {
				if o != l {
					c.marks[o>>1] = true
				}
			}
		}
	}
}

// backward undoes the proof step by step and checks each lemma that is needed against what was there before it. At each step
// the trail is the one that the forward pass had there, so that propagation without assumptions is complete.
func (c *checker) backward() error {
	for i, step := range slices.Backward(c.steps) {
		if step < 0 {
			if !c.ignored[i] {
				c.attach(^step)
			}
			continue
		}
		c.withdraw(step)
		k := c.clauses[step]
		if !k.core || k.taut {
			continue
		}
		if !c.implied(step) {
			return fmt.Errorf("%w: step %d does not follow", ErrRejected, i+1)
		}
	}
	return nil
}

// withdraw takes a lemma out of the set, and with it what was propagated from it.
func (c *checker) withdraw(id int32) {
	for _, l := range c.lits(id) {
		if c.values[l] > 0 && c.reasons[l>>1] == id {
			c.undo(int(c.place[l>>1]))
			break
		}
	}
	if c.clauses[id].active {
		c.detach(id)
	}
}

// implied tells whether a lemma follows from the set: by propagation, or by resolution on its pivot.
func (c *checker) implied(id int32) bool {
	base := len(c.trail)
	defer c.undo(base)
	for _, l := range c.lits(id) {
		if c.values[l] > 0 {
			c.needLiteral(l)
			return true
		}
		if c.values[l] == 0 {
			c.assign(l.not(), none)
		}
	}
	if !c.propagate() {
		c.needReason(c.conflict)
		return true
	}
	return len(c.lits(id)) > 0 && c.resolvable(c.clauses[id].pivot)
}

// needLiteral marks what makes a literal of the trail true.
func (c *checker) needLiteral(l lit) {
	if r := c.reasons[l>>1]; r != none {
		c.needReason(r)
	}
}

// resolvable tells whether every clause with the opposite of the pivot gives, together with the lemma assumed false, a
// contradiction.
func (c *checker) resolvable(pivot lit) bool {
	base := len(c.trail)
	for id := range int32(len(c.clauses)) { //nolint:gosec // at most maxLiterals
		k := &c.clauses[id]
		if !k.active || k.taut || !slices.Contains(c.lits(id), pivot.not()) {
			continue
		}
		ok := false
		for _, l := range c.lits(id) {
			if l == pivot.not() {
				continue
			}
			if c.values[l] > 0 {
				c.needLiteral(l)
				ok = true
				break
			}
			if c.values[l] == 0 {
				c.assign(l.not(), none)
			}
		}
		if !ok && !c.propagate() {
			c.needReason(c.conflict)
			ok = true
		}
		if ok {
			c.need(id)
		}
		c.undo(base)
		if !ok {
			return false
		}
	}
	return true
}
