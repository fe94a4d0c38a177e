package matchmaking

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"sync"
	"time"
)

// ErrUnknown says that an index holds no such profile.
var ErrUnknown = errors.New("no profile with this id in the index")

// The codes of reasons. The first two make up a one-sided score, the others multiply the reciprocal one.
const (
	NeedOffered = "need_offered" // params tag (mine), theirs: they offer what I need
	OfferNeeded = "offer_needed" // params tag (mine), theirs: they need what I offer

	LanguageShared  = "language_shared"  // params languages, comma-separated
	LanguageNone    = "language_none"    // an interpreter is needed
	LanguageUnknown = "language_unknown" // one side has not said
	TerritoryShared = "territory_shared" // params territories
	TerritoryNone   = "territory_none"
	TerritoryOpen   = "territory_open" // one side is open to the whole world
	BudgetFits      = "budget_fits"    // params band
	BudgetApart     = "budget_apart"   // params bands: how many bands lie between
	BudgetUnknown   = "budget_unknown"
	HoursShared     = "hours_shared" // params hours, with one decimal at most
	HoursUnknown    = "hours_unknown"
	RolesFit        = "roles_fit" // params mine, theirs
	RolesApart      = "roles_apart"
)

// Reason is one term of a score. Of a tag term Value is its share of the one-sided score (they add up to it); of a
// multiplier it is the factor, between 0 and 1.
type Reason struct {
	Code   string
	Params map[string]string
	Value  float64
}

// Match is somebody worth meeting. Score = 2·Mine·Theirs/(Mine+Theirs) · every Factor's Value.
type Match struct {
	ID      string
	Org     string
	Score   float64  // 0 to 1
	Mine    float64  // how much of what I want they have: the sum of Wishes
	Theirs  float64  // how much of what they want I have: the sum of Interests
	Wishes  []Reason // my tags that they answer
	Factors []Reason // language, territory, budget, hours, role: one of each
	// Interests are their tags that I answer, told from their side.
	Interests []Reason
}

// How well a tag of one level answers a tag of the other.
const (
	sameTag       = 1.0
	leafOfDomain  = 0.7 // the whole domain is wanted, a part of it is there
	domainForLeaf = 0.5 // a part is wanted, the domain is there: maybe that part too
)

type tagID int32

// row is a profile prepared for scoring. What every score reads lies in the row itself: the profile is looked at only for
// the few pairs that are explained.
type row struct {
	*Profile
	seat
	budget                    int
	hours                     Hours
	role                      roleClass
	needs, offers             []tagID // ascending
	needWeight, offerWeight   float64 // sums of the tags' weights
	languages                 []string
	territories               []string
	languageBits, countryBits uint64 // a set that shares no bit shares no element
}

// seat is all that must be known of a row to rule it out.
type seat struct {
	org      int32 // number of the organization, -1 if the index has none of that name
	exhibits bool
}

// Index holds the profiles of an exhibition, ready to be matched. It is never changed after NewIndex and safe for
// concurrent use.
type Index struct {
	rows    []row
	rank    []int32 // of each row: its place when sorted by ID
	seats   []seat  // of each row
	orgs    map[string]int32
	byID    map[string]int32
	tags    map[string]tagID
	domain  []tagID   // of each tag
	weight  []float64 // of each tag: rare tags say more
	needing postings
	selling postings
	scratch sync.Pool
}

// postings list the rows that name a tag, and those that name any leaf of a domain.
type postings struct {
	exact, under [][]int32
}

// NewIndex prepares profiles. Of two with the same ID the later counts. Needs and offers of a profile whose deadline lies
// before now do not count.
func NewIndex(profiles []Profile, now time.Time) *Index {
	x := &Index{byID: make(map[string]int32, len(profiles)), tags: map[string]tagID{}, orgs: map[string]int32{}}
	kept := make([]Profile, 0, len(profiles))
	for _, p := range profiles {
		if !p.Deadline.IsZero() && p.Deadline.Before(now) {
			p.Needs, p.Offers = nil, nil
		}
		if at, twice := x.byID[p.ID]; twice {
			kept[at] = p
			if _, known := x.orgs[p.Org]; !known {
				x.orgs[p.Org] = int32(len(x.orgs)) //nolint:gosec // an index holds far fewer than 2^31 rows
			}
			continue
		}
		x.byID[p.ID] = int32(len(kept)) //nolint:gosec // an index holds far fewer than 2^31 rows
		kept = append(kept, p)
		if _, known := x.orgs[p.Org]; !known {
			x.orgs[p.Org] = int32(len(x.orgs)) //nolint:gosec // an index holds far fewer than 2^31 rows
		}
	}
	// Ids of tags follow their names, so that they do not depend on the order of the profiles.
	var names []string
	seen := map[string]bool{}
	for _, p := range kept {
		for _, tags := range [][]string{p.Needs, p.Offers} {
			for _, t := range tags {
				for _, name := range []string{t, Domain(t)} {
					if !seen[name] {
						seen[name] = true
						names = append(names, name)
					}
				}
			}
		}
	}
	slices.Sort(names)
	for i, name := range names {
		x.tags[name] = tagID(i)
	}
	x.domain = make([]tagID, len(names))
	for i, name := range names {
		x.domain[i] = x.tags[Domain(name)]
	}
	byRank := make([]int32, len(kept))
	for i := range byRank {
		byRank[i] = int32(i)
	}
	slices.SortFunc(byRank, func(a, b int32) int { return cmp.Compare(kept[a].ID, kept[b].ID) })
	x.rank = make([]int32, len(kept))
	for place, i := range byRank {
		x.rank[i] = int32(place)
	}
	count := make([]int, len(names))
	x.rows, x.seats = make([]row, len(kept)), make([]seat, len(kept))
	for i := range kept {
		r := x.prepare(&kept[i])
		for _, t := range r.needs {
			count[t]++
		}
		for _, t := range r.offers {
			count[t]++
		}
		x.rows[i], x.seats[i] = r, r.seat
	}
	x.weight = make([]float64, len(names))
	for i, n := range count {
		x.weight[i] = 1 + math.Log(float64(1+len(kept))/float64(1+n))
	}
	x.needing, x.selling = newPostings(len(names)), newPostings(len(names))
	for i := range x.rows {
		r := &x.rows[i]
		x.weigh(r)
		x.needing.add(int32(i), r.needs, x.domain)
		x.selling.add(int32(i), r.offers, x.domain)
	}
	x.scratch.New = func() any { return &marks{seen: make([]uint32, len(x.rows))} }
	return x
}

func newPostings(tags int) postings {
	return postings{exact: make([][]int32, tags), under: make([][]int32, tags)}
}

func (p *postings) add(row int32, tags, domain []tagID) {
	last := tagID(-1)
	for _, t := range tags {
		p.exact[t] = append(p.exact[t], row)
		// Leaves of one domain lie side by side because ids follow names.
		if d := domain[t]; d != t && d != last {
			p.under[d] = append(p.under[d], row)
			last = d
		}
	}
}

// prepare resolves the tags. A tag that no profile of the index names can match nothing, and is left out.
func (x *Index) prepare(p *Profile) row {
	r := row{
		Profile: p, budget: p.Budget, hours: p.Hours, role: classOf(p.Role), seat: seat{org: -1, exhibits: p.Exhibits},
		needs: x.resolve(p.Needs), offers: x.resolve(p.Offers),
	}
	if org, known := x.orgs[p.Org]; known {
		r.org = org
	}
	for _, l := range p.Languages {
		primary, _, _ := strings.Cut(strings.ToLower(l), "-")
		r.languages = append(r.languages, primary)
	}
	r.languages = sorted(r.languages)
	r.territories = sorted(slices.Clone(p.Territories))
	r.languageBits, r.countryBits = spread(r.languages), spread(r.territories)
	return r
}

func sorted(s []string) []string {
	slices.Sort(s)
	return slices.Compact(s)
}

// spread gives every element one of 64 bits.
func spread(elements []string) uint64 {
	var set uint64
	for _, e := range elements {
		var h uint32 = 2166136261
		for i := range len(e) {
			h = (h ^ uint32(e[i])) * 16777619
		}
		set |= 1 << (h % 64)
	}
	return set
}

func (x *Index) resolve(names []string) []tagID {
	ids := make([]tagID, 0, len(names))
	for _, n := range names {
		if id, ok := x.tags[n]; ok {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// weigh sums the weights of what the row wants and has, the tags unknown to the index included: a wish that nobody answers
// still lowers the share of those that are answered.
func (x *Index) weigh(r *row) {
	rarest := 1 + math.Log(float64(1+len(x.rows)))
	sum := func(ids []tagID, names []string) float64 {
		total := 0.0
		for _, t := range ids {
			total += x.weight[t]
		}
		unknown := map[string]bool{}
		for _, n := range names {
			if _, ok := x.tags[n]; !ok && !unknown[n] {
				unknown[n] = true
				total += rarest
			}
		}
		return total
	}
	r.needWeight, r.offerWeight = sum(r.needs, r.Needs), sum(r.offers, r.Offers)
}

// Len is the number of profiles.
func (x *Index) Len() int { return len(x.rows) }

// marks remember which rows were looked at, without clearing between two uses.
type marks struct {
	seen  []uint32
	round uint32
}

// candidates calls visit once for every row with which r shares a tag in either direction, in no particular order.
func (x *Index) candidates(r *row, visit func(int32)) {
	m, _ := x.scratch.Get().(*marks)
	defer x.scratch.Put(m)
	m.round++
	if m.round == 0 {
		clear(m.seen)
		m.round = 1
	}
	take := func(list []int32) {
		for _, c := range list {
			if m.seen[c] != m.round {
				m.seen[c] = m.round
				if o := x.seats[c]; o.exhibits != r.exhibits && o.org != r.org {
					visit(c)
				}
			}
		}
	}
	for _, way := range []struct {
		tags []tagID
		in   *postings
	}{{r.needs, &x.selling}, {r.offers, &x.needing}} {
		for _, t := range way.tags {
			take(way.in.exact[t])
			if d := x.domain[t]; d != t {
				take(way.in.exact[d])
			} else {
				take(way.in.under[t])
			}
		}
	}
}

// answer is how well the tags of have answer one wanted tag, and which of them does.
func (x *Index) answer(want tagID, have []tagID) (float64, tagID) {
	best, by := 0.0, tagID(-1)
	domain := x.domain[want]
	for _, h := range have {
		switch {
		case h == want:
			return sameTag, h
		case x.domain[h] != domain:
		case want == domain && best < leafOfDomain:
			best, by = leafOfDomain, h
		case h == domain && best < domainForLeaf:
			best, by = domainForLeaf, h
		}
	}
	return best, by
}

// cover is the share of what is wanted that have answers, 0 to 1.
func (x *Index) cover(want, have []tagID, total float64) float64 {
	sum := 0.0
	for _, w := range want {
		if a, _ := x.answer(w, have); a > 0 {
			sum += a * x.weight[w]
		}
	}
	if sum == 0 {
		return 0
	}
	return sum / total
}

// oneSided is how much of what a wants b has: the better of "b offers what a needs" and "b needs what a offers".
func (x *Index) oneSided(a, b *row) (share float64, byNeeds bool) {
	needs := x.cover(a.needs, b.offers, a.needWeight)
	offers := x.cover(a.offers, b.needs, a.offerWeight)
	if needs >= offers {
		return needs, true
	}
	return offers, false
}

// score is the reciprocal score of two rows. It is exactly the same seen from either side. 0 is also said of a score
// that cannot reach floor, so that hopeless pairs cost little.
func (x *Index) score(a, b *row, floor float64) float64 {
	mine, _ := x.oneSided(a, b)
	if mine == 0 || harmonic(mine, 1) < floor {
		return 0
	}
	theirs, _ := x.oneSided(b, a)
	if theirs == 0 {
		return 0
	}
	mutual := harmonic(mine, theirs)
	if mutual < floor {
		return 0
	}
	return mutual * factors(a, b).product()
}

func harmonic(a, b float64) float64 { return 2 * a * b / (a + b) }

// found is a row with its score.
type found struct {
	row   int32
	score float64
}

// top keeps the k best, best first.
type top struct {
	k    int
	list []found
}

// floor is the score below which nothing enters any more.
func (t *top) floor() float64 {
	if len(t.list) < t.k || t.k == 0 {
		return 0
	}
	return t.list[t.k-1].score
}

// before reports whether a is the better one.
func (x *Index) before(a, b found) bool {
	if a.score != b.score {
		return a.score > b.score
	}
	return x.rank[a.row] < x.rank[b.row]
}

func (t *top) add(x *Index, f found) {
	at := len(t.list)
	switch {
	case at < t.k:
		if t.list == nil {
			t.list = make([]found, 0, t.k)
		}
		t.list = append(t.list, f)
	case t.k > 0 && x.before(f, t.list[at-1]):
		at--
	default:
		return
	}
	for ; at > 0 && x.before(f, t.list[at-1]); at-- {
		t.list[at] = t.list[at-1]
	}
	t.list[at] = f
}

// Recommend returns the k best matches of a profile of the index, best first, ties by ID. Errors: ErrUnknown, and the
// context's error.
func Recommend(ctx context.Context, x *Index, id string, k int) ([]Match, error) {
	at, ok := x.byID[id]
	if !ok {
		return nil, ErrUnknown
	}
	return x.recommend(ctx, &x.rows[at], k)
}

// RecommendFor is Recommend for a profile as it is now, whether or not the index knows it or an older state of it.
func RecommendFor(ctx context.Context, x *Index, p Profile, k int) ([]Match, error) {
	r := x.prepare(&p)
	x.weigh(&r)
	return x.recommend(ctx, &r, k)
}

func (x *Index) recommend(ctx context.Context, r *row, k int) ([]Match, error) {
	best := top{k: max(k, 0)}
	x.candidates(r, func(c int32) {
		if s := x.score(r, &x.rows[c], best.floor()); s > 0 && x.rows[c].ID != r.ID {
			best.add(x, found{c, s})
		}
	})
	matches := make([]Match, len(best.list))
	for i, f := range best.list {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		matches[i] = x.explain(r, &x.rows[f.row])
	}
	return matches, nil
}

// Pair is one line of a shortlist, without its reasons.
type Pair struct {
	ID    string
	Score float64
}

// RecommendAll returns the k best of every profile, by ID. One pass over those who do not exhibit serves both sides. The
// error is the context's.
func RecommendAll(ctx context.Context, x *Index, k int) (map[string][]Pair, error) {
	best := make([]top, len(x.rows))
	for i := range best {
		best[i].k = max(k, 0)
	}
	for i := range x.rows {
		r := &x.rows[i]
		if r.exhibits {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		x.candidates(r, func(c int32) {
			if s := x.score(r, &x.rows[c], min(best[i].floor(), best[c].floor())); s > 0 {
				best[i].add(x, found{c, s})
				best[c].add(x, found{int32(i), s}) //nolint:gosec // an index holds far fewer than 2^31 rows
			}
		})
	}
	lists := make(map[string][]Pair, len(x.rows))
	for i := range best {
		list := make([]Pair, len(best[i].list))
		for j, f := range best[i].list {
			list[j] = Pair{ID: x.rows[f.row].ID, Score: f.score}
		}
		lists[x.rows[i].ID] = list
	}
	return lists, nil
}

// explain scores two rows again and writes down every term.
func (x *Index) explain(a, b *row) Match {
	m := Match{ID: b.ID, Org: b.Org, Score: x.score(a, b, 0)}
	m.Mine, m.Wishes = x.wishes(a, b)
	m.Theirs, m.Interests = x.wishes(b, a)
	m.Factors = factors(a, b).reasons(a, b)
	return m
}

func (x *Index) wishes(a, b *row) (float64, []Reason) {
	share, byNeeds := x.oneSided(a, b)
	code, names, want, have, total := NeedOffered, a.Needs, a.needs, b.offers, a.needWeight
	if !byNeeds {
		code, names, want, have, total = OfferNeeded, a.Offers, a.offers, b.needs, a.offerWeight
	}
	var reasons []Reason
	for _, name := range uniq(names) {
		w, ok := x.tags[name]
		if !ok || !slices.Contains(want, w) {
			continue
		}
		if v, by := x.answer(w, have); v > 0 {
			reasons = append(reasons, Reason{
				Code: code, Value: v * x.weight[w] / total,
				Params: map[string]string{"tag": name, "theirs": x.name(by, b)},
			})
		}
	}
	slices.SortStableFunc(reasons, func(p, q Reason) int {
		return cmp.Or(cmp.Compare(q.Value, p.Value), cmp.Compare(p.Params["tag"], q.Params["tag"]))
	})
	return share, reasons
}

func uniq(names []string) []string {
	var once []string
	for _, n := range names {
		if !slices.Contains(once, n) {
			once = append(once, n)
		}
	}
	return once
}

// name is how the row itself spells a tag.
func (x *Index) name(id tagID, of *row) string {
	for _, names := range [][]string{of.Offers, of.Needs} {
		for _, n := range names {
			if x.tags[n] == id {
				return n
			}
		}
	}
	return ""
}
