package b2bsp

import (
	"bytes"
	"errors"
	"fmt"

	"fairground/matchmaking/drat"
)

// Proof shows that no timetable has fewer than Bound breaks, or that there is none.
type Proof struct {
	Infeasible bool   `json:"infeasible,omitempty"`
	Bound      int    `json:"bound"`
	Steps      []Step `json:"steps,omitempty"` // deductions about slots
	// DRAT refutes, in binary DRAT, the clauses that Formula makes of the problem, the steps and Bound−1, or any number of
	// breaks if Infeasible. It is empty if the steps and the days of each participant by himself are enough.
	DRAT []byte `json:"drat,omitempty"`
}

// ErrProof is wrapped by what Verify returns for a proof that does not show what it says.
var ErrProof = errors.New("proof rejected")

// Verify checks the result from end to end: the timetable with Check, and the proof with code that recomputes every
// deduction and bound and has the rest from package drat. What it shares with the solver is the types and the encoder,
// which turns the problem and the recomputed bounds into the same clauses.
func Verify(p *Problem, r Result) error {
	if r.Timetable != nil {
		breaks, err := Check(p, r.Timetable)
		if err != nil {
			return err
		}
		if breaks != r.Value {
			return fmt.Errorf("%w: %d breaks, not %d", ErrTimetable, breaks, r.Value)
		}
	}
	switch r.Status {
	case Optimal:
		if r.Timetable == nil || r.Value != r.Bound {
			return fmt.Errorf("%w: value %d, bound %d", ErrProof, r.Value, r.Bound)
		}
	case Infeasible:
		if r.Timetable != nil || !r.Proof.Infeasible {
			return fmt.Errorf("%w: a timetable of an infeasible problem", ErrProof)
		}
	case Feasible, Unknown:
	default:
		return fmt.Errorf("%w: status %q", ErrProof, r.Status)
	}
	if r.Status != Infeasible && (r.Proof.Infeasible || r.Proof.Bound != r.Bound) {
		return fmt.Errorf("%w: it is of another bound", ErrProof)
	}
	return r.Proof.verify(p)
}

func (pr *Proof) verify(p *Problem) error {
	if err := p.Validate(); err != nil {
		return err
	}
	l := newLedger(p)
	if err := l.apply(pr.Steps); err != nil {
		return err
	}
	if l.failed {
		return nil // without any timetable every bound holds
	}
	known := l.facts()
	if !known.feasible() || (!pr.Infeasible && known.sum() >= pr.Bound) {
		return nil
	}
	if len(pr.DRAT) == 0 {
		return fmt.Errorf("%w: the days give %d breaks, not %d", ErrProof, known.sum(), pr.Bound)
	}
	bound := pr.Bound - 1
	if pr.Infeasible {
		bound = unbounded
	}
	if err := drat.Check(encode(l.domains(), known, bound).clauses, bytes.NewReader(pr.DRAT)); err != nil {
		return fmt.Errorf("%w: %w", ErrProof, err)
	}
	return nil
}

// domains are the open slots in the form that the encoder takes.
func (l *ledger) domains() *domains {
	d := &domains{problem: l.p, of: make([]slots, len(l.open)), diary: l.p.meetingsOf()}
	for m, row := range l.open {
		for s, open := range row {
			if open {
				d.of[m] |= oneSlot(s)
			}
		}
	}
	return d
}

// facts works the bounds out again, by plain enumeration.
func (l *ledger) facts() facts {
	f := facts{breaks: make([]int, l.p.Participants)}
	for who, meetings := range l.p.meetingsOf() {
		day := dayCheck{l: l, meetings: meetings, seen: map[[3]int]int{}}
		f.breaks[who] = day.breaks()
	}
	f.load.most = make([]int, l.p.Slots)
	f.load.least = make([]int, l.p.Slots)
	for s := range l.p.Slots {
		able := map[int]bool{}
		for m, meeting := range l.p.Meetings {
			if l.open[m][s] {
				able[meeting.A], able[meeting.B] = true, true
			}
		}
		f.load.most[s] = min(l.p.Tables, len(able)/2)
	}
	first, last := l.ends()
	for from := range l.p.Slots {
		for to := from; to < l.p.Slots; to++ {
			inside := 0
			for m := range l.open {
				if first[m] >= from && last[m] <= to {
					inside++
				}
			}
			for s := from; s <= to; s++ {
				elsewhere := 0
				for other := from; other <= to; other++ {
					if other != s {
						elsewhere += f.load.most[other]
					}
				}
				f.load.least[s] = max(f.load.least[s], inside-elsewhere)
			}
		}
	}
	return f
}

// ends is the first and the last open slot of every meeting.
func (l *ledger) ends() (first, last []int) {
	first, last = make([]int, len(l.open)), make([]int, len(l.open))
	for m, row := range l.open {
		first[m] = -1
		for s, open := range row {
			if open {
				last[m] = s
				if first[m] < 0 {
					first[m] = s
				}
			}
		}
	}
	return first, last
}

// dayCheck looks for the day of one participant with the fewest breaks, slot by slot.
type dayCheck struct {
	l        *ledger
	meetings []int
	seen     map[[3]int]int
}

func (c *dayCheck) breaks() int {
	if len(c.meetings) == 0 {
		return 0
	}
	groups := c.groups(0, 0, 0)
	if groups >= impossible {
		return impossible
	}
	return groups - 1
}

// groups is the least number of groups that begin at slot s or later, after so many meetings, the last slot in use (1) or
// not (0).
func (c *dayCheck) groups(s, had, inUse int) int {
	// Those that had to be over must be, and only those that could have begun.
	over, begun := 0, 0
	for _, m := range c.meetings {
		row := c.l.open[m]
		later, earlier := false, false
		for slot, open := range row {
			later = later || (open && slot >= s)
			earlier = earlier || (open && slot < s)
		}
		if !later {
			over++
		}
		if earlier {
			begun++
		}
	}
	if had < over || had > begun {
		return impossible
	}
	if s == c.l.p.Slots {
		return 0
	}
	key := [3]int{s, had, inUse}
	if v, ok := c.seen[key]; ok {
		return v
	}
	best := c.groups(s+1, had, 0)
	for _, m := range c.meetings {
		if c.l.open[m][s] {
			best = min(best, 1-inUse+c.groups(s+1, had+1, 1))
			break
		}
	}
	c.seen[key] = best
	return best
}
