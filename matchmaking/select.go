package matchmaking

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
)

// ErrBadEdge says that the input of Select means nothing.
var ErrBadEdge = errors.New("bad edge")

// Edge is a pair that might meet. A and B are of the two sides: nobody is on both.
type Edge struct {
	A     string  `json:"a"`
	B     string  `json:"b"`
	Score float64 `json:"score"` // positive
}

// Capacity is how many meetings somebody can have, and how many at least should.
type Capacity struct {
	ID      string `json:"id"`
	Company string `json:"company,omitempty"`
	Min     int    `json:"min,omitempty"`
	Max     int    `json:"max"` // of one person; nobody with 0 is selected
}

// Policy is how pairs are chosen.
type Policy struct {
	// Fair makes the worst-off participant's number of meetings as large as can be before anything else, then the next one's,
	// and so on (lexicographic max-min). Without it only minimum targets come before the sum of scores.
	Fair bool
	// Companies are targets of companies: exposure caps, and minima, which are tried after those of people.
	Companies []Company
}

// Pairs are the edges chosen, the best first.
type Pairs []Edge

// Gap is how far a selection can be from the best: no selection within the maxima of people has a larger sum of scores than
// Bound, fair or not.
type Gap struct {
	Value float64 `json:"value"`
	Bound float64 `json:"bound"`
}

// Relative is (bound − value) / max(1, bound).
func (g Gap) Relative() float64 { return (g.Bound - g.Value) / max(1, g.Bound) }

// Select chooses who should meet whom. Greedy on sorted edges is stable where scores are symmetric; augmenting paths then
// lift whoever is below his minimum or worse off than need be, and exchanges raise the sum where nobody loses a meeting.
// Errors: ErrBadEdge.
func Select(edges []Edge, capacities []Capacity, policy Policy) (Pairs, Gap, error) {
	g, err := newChoice(edges, capacities, policy)
	if err != nil {
		return nil, Gap{}, err
	}
	g.lift(func(v int) int { return g.least[v] })
	if policy.Fair {
		most := 0
		for v := range g.most {
			most = max(most, min(g.most[v], len(g.of[v])))
		}
		for k := 1; k <= most; k++ {
			g.lift(func(int) int { return k })
		}
	}
	g.companyMinimum()
	for e := range g.edges {
		if !g.in[e] && g.fits(e) {
			g.set(e, true)
		}
	}
	g.exchange()
	var pairs Pairs
	gap := Gap{Bound: g.dual()}
	for e, chosen := range g.in {
		if chosen {
			pairs = append(pairs, g.edges[e])
			gap.Value += g.edges[e].Score
		}
	}
	gap.Bound = max(gap.Bound, gap.Value)
	return pairs, gap, nil
}

// choice is one Select. Edges are sorted, the best first.
type choice struct {
	edges   []Edge
	ends    [][2]int
	of      [][]int // edges of each vertex, the best first
	most    []int
	least   []int
	company []int // of each vertex, -1 without a target
	in      []bool
	n       []int // chosen edges of each vertex
	spent   []int // of each company
	targets []Company
}

func newChoice(edges []Edge, capacities []Capacity, policy Policy) (*choice, error) {
	g := &choice{edges: slices.Clone(edges), targets: policy.Companies}
	slices.SortFunc(g.edges, func(x, y Edge) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	})
	number, companies := map[string]int{}, map[string]int{}
	for i, c := range policy.Companies {
		companies[c.ID] = i
	}
	for _, c := range capacities {
		if _, twice := number[c.ID]; twice || c.Max < 0 || c.Min < 0 || c.Min > c.Max {
			return nil, fmt.Errorf("%w: capacity of %q", ErrBadEdge, c.ID)
		}
		number[c.ID] = len(g.most)
		g.most, g.least = append(g.most, c.Max), append(g.least, c.Min)
		k := -1
		if i, limited := companies[c.Company]; limited {
			k = i
		}
		g.company = append(g.company, k)
	}
	side, seen := make([]int8, len(g.most)), make(map[[2]int]bool, len(edges))
	g.of, g.n, g.spent = make([][]int, len(g.most)), make([]int, len(g.most)), make([]int, len(policy.Companies))
	g.in, g.ends = make([]bool, len(edges)), make([][2]int, len(edges))
	for e, x := range g.edges {
		a, known := number[x.A]
		b, both := number[x.B]
		if !known || !both || side[a] == 2 || side[b] == 1 || !(x.Score > 0) || math.IsInf(x.Score, 0) || seen[[2]int{a, b}] {
			return nil, fmt.Errorf("%w: %q and %q with score %v", ErrBadEdge, x.A, x.B, x.Score)
		}
		side[a], side[b], seen[[2]int{a, b}] = 1, 2, true
		g.ends[e] = [2]int{a, b}
		g.of[a], g.of[b] = append(g.of[a], e), append(g.of[b], e)
	}
	return g, nil
}

func (g *choice) other(e, v int) int { return g.ends[e][0] + g.ends[e][1] - v }

func (g *choice) set(e int, in bool) {
	d := 1
	if !in {
		d = -1
	}
	g.in[e] = in
	for _, v := range g.ends[e] {
		g.n[v] += d
		if k := g.company[v]; k >= 0 {
			g.spent[k] += d
		}
	}
}

// open reports whether a vertex's company can have one more.
func (g *choice) open(v int) bool {
	k := g.company[v]
	return k < 0 || g.targets[k].Max == 0 || g.spent[k] < g.targets[k].Max
}

func (g *choice) fits(e int) bool {
	a, b := g.ends[e][0], g.ends[e][1]
	return g.n[a] < g.most[a] && g.n[b] < g.most[b] && g.open(a) && g.open(b)
}

// lift gives everybody as many meetings as goal says, where an augmenting path finds them: somebody who gives up a meeting
// either has more than the goal or gets another one.
func (g *choice) lift(goal func(v int) int) {
	for v := range g.n {
		for g.n[v] < min(goal(v), g.most[v]) && g.open(v) && g.augment(v, goal) {
			continue
		}
	}
}

// augment raises v by one.
func (g *choice) augment(v int, goal func(v int) int) bool {
	via := make(map[int]int, 16) // the edge by which a vertex was reached; of v none
	via[v] = -1
	queue := []int{v}
	for i := 0; i < len(queue); i++ {
		x := queue[i] // lacks one meeting
		for _, e := range g.of[x] {
			y := g.other(e, x)
			if _, seen := via[y]; g.in[e] || seen {
				continue
			}
			if g.n[y] < g.most[y] && g.open(y) {
				g.flip(e, x, via)
				return true
			}
			via[y] = e
			// y is full: it gives up a meeting, the worst first.
			for j := len(g.of[y]) - 1; j >= 0; j-- {
				f := g.of[y][j]
				z := g.other(f, y)
				if _, seen := via[z]; !g.in[f] || seen {
					continue
				}
				via[z] = f
				if g.n[z] > goal(z) && g.company[z] < 0 {
					g.set(f, false)
					g.flip(e, x, via)
					return true
				}
				queue = append(queue, z)
			}
		}
	}
	return false
}

// flip takes in the edge e at x, and then undoes and takes in by turns all that led to x.
func (g *choice) flip(e, x int, via map[int]int) {
	g.set(e, true)
	for via[x] >= 0 {
		drop := via[x]
		y := g.other(drop, x)
		g.set(drop, false)
		e = via[y]
		g.set(e, true)
		x = g.other(e, y)
	}
}

// companyMinimum takes edges for companies that are below their minimum, the best first.
func (g *choice) companyMinimum() {
	for e := range g.edges {
		for _, v := range g.ends[e] {
			if k := g.company[v]; k >= 0 && !g.in[e] && g.spent[k] < g.targets[k].Min && g.fits(e) {
				g.set(e, true)
			}
		}
	}
}

// exchange replaces an edge by a better one at the same vertex where its other end can spare it: nobody falls below what
// the worst-off of the two had.
func (g *choice) exchange() {
	for range 4 {
		changed := false
		for e := range g.edges {
			if g.in[e] {
				continue
			}
			for i, v := range g.ends[e] {
				w := g.ends[e][1-i]
				if g.in[e] || g.n[v] < g.most[v] || g.n[w] >= g.most[w] || !g.open(w) {
					continue
				}
				for j := len(g.of[v]) - 1; j >= 0; j-- {
					f := g.of[v][j]
					z := g.other(f, v)
					if f < e || g.edges[f].Score >= g.edges[e].Score {
						break
					}
					if g.in[f] && g.n[z] > max(g.n[w]+1, g.least[z]) && g.company[z] < 0 {
						g.set(f, false)
						g.set(e, true)
						changed = true
						break
					}
				}
			}
		}
		if !changed {
			return
		}
	}
}

// dualPasses is how often every price is set anew.
const dualPasses = 60

// dual is an upper bound on the sum of scores: with any prices, no selection is worth more than all prices times maxima
// plus what edges are worth beyond the prices of their ends. Every price in turn is set to its best, as in an auction.
func (g *choice) dual() float64 {
	price := make([]float64, len(g.most))
	var rest []float64
	best := math.Inf(1)
	for range dualPasses {
		for v := range price {
			rest = rest[:0]
			for _, e := range g.of[v] {
				if x := g.edges[e].Score - price[g.other(e, v)]; x > 0 {
					rest = append(rest, x)
				}
			}
			slices.SortFunc(rest, func(a, b float64) int { return cmp.Compare(b, a) })
			// Any price between the last edge that is taken and the first that is not is best; the middle moves on.
			in, out := 0.0, 0.0
			if k := g.most[v]; k <= len(rest) && k > 0 {
				in = rest[k-1]
				if k < len(rest) {
					out = rest[k]
				}
			} else if k == 0 && len(rest) > 0 {
				in, out = rest[0], rest[0]
			}
			price[v] = (in + out) / 2
		}
		total := 0.0
		for v, p := range price {
			total += p * float64(g.most[v])
		}
		for e, x := range g.edges {
			total += max(0, x.Score-price[g.ends[e][0]]-price[g.ends[e][1]])
		}
		best = min(best, total)
	}
	return best
}
