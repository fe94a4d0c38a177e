package b2bsp

// yes and no are the literals of constants; a formula simplifies them away.
const (
	yes int32 = 1 << 30
	no        = -yes
)

// formula collects clauses over the variables 1…vars.
type formula struct {
	vars    int32
	clauses [][]int32
	arena   []int32
}

func (f *formula) fresh() int32 {
	f.vars++
	return f.vars
}

// add adds a clause. Constants, repeated literals and tautologies are dealt with here.
func (f *formula) add(lits ...int32) {
	if cap(f.arena)-len(f.arena) < len(lits) {
		f.arena = make([]int32, 0, 1<<16+len(lits))
	}
	from := len(f.arena)
next:
	for _, l := range lits {
		switch l {
		case yes:
			f.arena = f.arena[:from]
			return
		case no:
			continue
		}
		for _, k := range f.arena[from:] {
			if k == -l {
				f.arena = f.arena[:from]
				return
			}
			if k == l {
				continue next
			}
		}
		f.arena = append(f.arena, l)
	}
	f.clauses = append(f.clauses, f.arena[from:len(f.arena):len(f.arena)])
}

// or is a literal that equals the disjunction.
func (f *formula) or(lits ...int32) int32 {
	var open []int32
	for _, l := range lits {
		switch l {
		case yes:
			return yes
		case no:
		default:
			open = append(open, l)
		}
	}
	switch len(open) {
	case 0:
		return no
	case 1:
		return open[0]
	}
	v := f.fresh()
	for _, l := range open {
		f.add(v, -l)
	}
	f.add(append(open, -v)...)
	return v
}

func (f *formula) and(lits ...int32) int32 {
	negated := make([]int32, len(lits))
	for i, l := range lits {
		negated[i] = -l
	}
	return -f.or(negated...)
}

// atMostOne is by pairs: the lists are short and the clauses propagate at once.
func (f *formula) atMostOne(lits []int32) {
	for i, a := range lits {
		for _, b := range lits[:i] {
			f.add(-a, -b)
		}
	}
}

// direction says which way a count propagates.
type direction int

const (
	upwards  direction = iota // true inputs make outputs true: enough for an upper bound
	bothWays                  // false inputs make outputs false, too
)

// sorted counts: its result's literal i is true if more than i of the inputs are true (and, bothWays, only then), for
// i < limit; counts from limit on are not told apart.
func (f *formula) sorted(in []int32, limit int, way direction) []int32 {
	var open []int32
	base := 0
	for _, l := range in {
		switch l {
		case yes:
			base++
		case no:
		default:
			open = append(open, l)
		}
	}
	out := make([]int32, 0, limit)
	for range min(base, limit) {
		out = append(out, yes)
	}
	return append(out, f.total(open, limit-len(out), way)...)
}

// total is a totalizer over literals that are not constant.
func (f *formula) total(in []int32, limit int, way direction) []int32 {
	if limit <= 0 || len(in) == 0 {
		return nil
	}
	if len(in) == 1 {
		return in
	}
	half := len(in) / 2
	return f.merge(f.total(in[:half], limit, way), f.total(in[half:], limit, way), half, len(in)-half, limit, way)
}

// merge adds two sorted counts of na and nb inputs.
func (f *formula) merge(a, b []int32, na, nb, limit int, way direction) []int32 {
	out := make([]int32, min(na+nb, limit))
	for i := range out {
		out[i] = f.fresh()
	}
	for i := 0; i <= len(a); i++ {
		for j := 0; j <= len(b); j++ {
			// At least i and at least j: at least i+j, the last output standing for all counts from limit on.
			if k := min(i+j, len(out)); k > 0 {
				f.add(out[k-1], -countLit(a, i-1), -countLit(b, j-1))
			}
			// At most i and at most j: at most i+j. A count that is cut off at limit has no upper bound there.
			if way == bothWays && (i < len(a) || len(a) == na) && (j < len(b) || len(b) == nb) && i+j < len(out) {
				f.add(-out[i+j], atLeast(a, i), atLeast(b, j))
			}
		}
	}
	return out
}

// countLit is "more than i" of a sorted count, true for i < 0.
func countLit(sorted []int32, i int) int32 {
	if i < 0 {
		return yes
	}
	return sorted[i]
}

// atLeast is "more than i" of a sorted count that is not cut off, false beyond its end.
func atLeast(sorted []int32, i int) int32 {
	if i >= len(sorted) {
		return no
	}
	return sorted[i]
}

// counter forces exactly n of the inputs to be true, and the running count after input i to be within least[i]…most[i].
// Its columns follow the day, so what one end of the day forces is seen at the other by unit propagation.
//
// The result's literal [i][c] is "at least c up to input i".
func (f *formula) counter(in []int32, n int, least, most []int) [][]int32 {
	columns := make([][]int32, 0, len(in))
	prev := make([]int32, n+2) // prev[c]: at least c so far
	for c := range prev {
		prev[c] = no
	}
	prev[0] = yes
	for i, l := range in {
		rest := len(in) - 1 - i
		next := make([]int32, n+2)
		next[0], next[n+1] = yes, no
		for c := 1; c <= n; c++ {
			switch {
			case c <= max(least[i], n-rest):
				next[c] = yes
			case c > min(most[i], i+1):
				next[c] = no
			case l == no:
				next[c] = prev[c]
			case l == yes:
				next[c] = prev[c-1]
			default:
				next[c] = f.fresh()
			}
		}
		for c := 1; c <= n+1; c++ {
			f.add(-prev[c], next[c])
			f.add(-next[c], prev[c-1])
			f.add(-prev[c-1], -l, next[c])
			f.add(prev[c], l, -next[c])
		}
		prev = next
		columns = append(columns, next)
	}
	f.add(prev[n])
	return columns
}
