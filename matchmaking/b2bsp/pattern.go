package b2bsp

import "slices"

// impossible is more breaks than any day can have.
const impossible = MaxSlots

// facts are bounds that the clauses take for granted. The checker works them out by itself.
type facts struct {
	breaks []int // the least breaks of every participant
	load   loads
}

func (d *domains) facts() facts {
	f := facts{breaks: make([]int, len(d.diary)), load: d.loads()}
	for who := range f.breaks {
		f.breaks[who] = d.leastBreaks(who)
	}
	return f
}

// sum is a lower bound of the breaks of all; impossible or more if somebody's meetings cannot be placed.
func (f facts) sum() int {
	n := 0
	for _, b := range f.breaks {
		n += b
	}
	return n
}

// feasible says whether everybody's own meetings can be placed.
func (f facts) feasible() bool { return !slices.Contains(f.breaks, impossible) }

// somebodyIdle says whether a participant has at most one meeting and so no break, which bounds everybody's by Fairness.
func (d *domains) somebodyIdle() bool {
	return slices.ContainsFunc(d.diary, func(meetings []int) bool { return len(meetings) < 2 })
}

// leastBreaks is the fewest breaks of a participant, from nothing but the domains of his own meetings: by the end of each
// slot he has had at least the meetings that have no later slot, and at most those that have one so early. It is
// impossible if no set of slots fits.
func (d *domains) leastBreaks(who int) int {
	meetings := d.diary[who]
	n := len(meetings)
	if n == 0 {
		return 0
	}
	open := d.union(meetings)
	// runs[used][c] is the fewest groups of slots after c meetings, the last slot used or not.
	var runs, next [2][MaxSlots + 1]int
	for c := range n + 1 {
		runs[0][c], runs[1][c] = impossible, impossible
	}
	runs[0][0] = 0
	for s := range d.problem.Slots {
		least, most := d.counts(meetings, s)
		for c := range n + 1 {
			next[0][c], next[1][c] = impossible, impossible
			if c < least || c > most {
				continue
			}
			next[0][c] = min(runs[0][c], runs[1][c])
			if c > 0 && open.has(s) {
				next[1][c] = min(runs[0][c-1]+1, runs[1][c-1])
			}
		}
		runs = next
	}
	best := min(runs[0][n], runs[1][n])
	if best >= impossible {
		return impossible
	}
	return best - 1
}

// counts bounds the number of the meetings that are in slot s or earlier.
func (d *domains) counts(meetings []int, s int) (least, most int) {
	for _, m := range meetings {
		if d.of[m].last() <= s {
			least++
		}
		if d.of[m].first() <= s {
			most++
		}
	}
	return least, most
}
