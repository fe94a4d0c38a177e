package matchmaking

import (
	"slices"

	"fairground/matchmaking/bound"
	"fairground/matchmaking/timetable"
)

// Proof says how good a Schedule is, level by level, with what is needed to check every bound.
type Proof struct {
	Levels []LevelProof    `json:"levels"`
	Losses []LossWitness   `json:"losses,omitempty"`
	Nights []NightWitness  `json:"nights,omitempty"`
	Search *SearchEvidence `json:"search,omitempty"`
}

// LevelProof is one level of the objective: no timetable that is as good on all earlier levels has less than Bound.
type LevelProof struct {
	Level  string `json:"level"`
	Value  int64  `json:"value"`
	Bound  int64  `json:"bound"`
	Proven bool   `json:"proven"` // Value = Bound, here and on all earlier levels
	By     Means  `json:"by"`
}

// Means is how a bound was found.
type Means string

// The means. A relaxation is recomputed by Verify; a search through all timetables is not.
const (
	ByRelaxation Means = "relaxation"
	BySearch     Means = "search"
)

// SearchEvidence is what can be said of a search through all timetables.
type SearchEvidence struct {
	Nodes int64 `json:"nodes"`
}

// LossWitness is a set of wishes that cannot all be met: those of a person, of a company, of a pair of companies (Subject
// and Other), with an interpreter of a pair of languages (Subject and Other), or all of them competing for rooms.
type LossWitness struct {
	Level   string `json:"level"` // unmetMust or unmetWant
	Kind    string `json:"kind"`
	Subject string `json:"subject,omitempty"`
	Other   string `json:"other,omitempty"`
	Lost    int64  `json:"lost"`
	// Shared witnesses may have wishes in common; their sum is divided by the seats of the largest wish.
	Shared bool `json:"shared,omitempty"`
}

// NightWitness charges wishes to one person. The potential of a wish and that of a slot together never exceed the nights
// of the wish there, slots have none above 0, and so the sum of all is a bound.
type NightWitness struct {
	Person string           `json:"person"`
	Wishes map[string]int64 `json:"wishes"`
	Slots  map[int]int64    `json:"slots,omitempty"`
	// Spare has a potential for each of the wishes that can be left out; together with that of a wish that can, it never
	// exceeds 0.
	Spare []int64 `json:"spare,omitempty"`
}

// Headline is the first level that is not proven, with its gap (value − bound) / max(1, value). All proven: "" and 0.
func (p *Proof) Headline() (level string, gap float64) {
	for _, l := range p.Levels {
		if !l.Proven {
			return l.Level, float64(l.Value-l.Bound) / float64(max(1, l.Value))
		}
	}
	return "", 0
}

// Optimal reports whether every level is proven.
func (p *Proof) Optimal() bool {
	level, _ := p.Headline()
	return level == "" && len(p.Levels) > 0
}

// bounds are the bounds of a problem, given what the first two levels reach.
type bounds struct {
	c        *compiled
	losses   [2][]LossWitness // of the first two levels
	levels   [6]int64
	means    [6]Means
	nights   []bound.Night
	reach    []int32
	search   *SearchEvidence
	lossOf   [2][]bound.Loss // with and without the Musts
	lossHave [2]bool
	breaks   []int32         // what hours said
	at       Score           // and of which score
	used     [2][]bound.Loss // the sets counted; none if they are shared
}

func newBounds(c *compiled) *bounds {
	b := &bounds{c: c}
	for i := range b.means {
		b.means[i] = ByRelaxation
	}
	b.reach = bound.Reach(c.model)
	b.levels[0], b.losses[0] = b.pack(0, b.found(false), func(l *bound.Loss) int64 { return l.Must })
	b.levels[2] = b.fairness()
	return b
}

// searched notes that all timetables were tried: none is better on so many of the first levels.
func (b *bounds) searched(s Score, levels int, nodes int64) {
	values := s.Levels()
	for i := range levels {
		if b.levels[i] < values[i] {
			b.levels[i], b.means[i] = values[i], BySearch
		}
	}
	if b.search == nil {
		b.search = &SearchEvidence{}
	}
	b.search.Nodes += nodes
}

func (b *bounds) found(alone bool) []bound.Loss {
	i := 0
	if alone {
		i = 1
	}
	if !b.lossHave[i] {
		b.lossOf[i], b.lossHave[i] = bound.Losses(b.c.model, alone), true
	}
	return b.lossOf[i]
}

func (b *bounds) pack(level int, found []bound.Loss, value func(*bound.Loss) int64) (int64, []LossWitness) {
	total, used, shared := bound.Pack(b.c.model, found, value)
	var witnesses []LossWitness
	b.used[level] = nil
	for _, i := range used {
		l := &found[i]
		if !shared {
			b.used[level] = append(b.used[level], *l)
		}
		w := LossWitness{Level: levelNames[level], Kind: string(l.Kind), Lost: value(l), Shared: shared}
		switch l.Kind {
		case bound.Person:
			w.Subject = b.c.p.People[l.Subject].ID
		case bound.Company:
			w.Subject = b.c.p.Companies[l.Subject].ID
		case bound.Group:
			for names, n := range b.c.groups {
				if n == l.Subject {
					w.Subject, w.Other = names[0], names[1]
				}
			}
		case bound.Interpreters:
			pair := b.c.p.Wishes[l.Wishes[0]].Interpret.ordered()
			w.Subject, w.Other = pair.A, pair.B
		case bound.Rooms:
		}
		witnesses = append(witnesses, w)
	}
	return total, witnesses
}

// want bounds the second level, given the number of unmet Musts.
func (b *bounds) want(unmetMust int64) int64 {
	if b.means[1] == ByRelaxation {
		b.levels[1], b.losses[1] = b.pack(1, b.found(unmetMust > 0), func(l *bound.Loss) int64 { return l.Want })
	}
	return b.levels[1]
}

// fairness bounds the third level by what each person could have alone.
func (b *bounds) fairness() int64 {
	p, m := b.c.p, b.c.model
	var l Ladder
	companies := make([]int64, len(b.c.minimum))
	l.Rungs = make([]int64, rungs(len(p.People)))
	for i := range p.People {
		reach, wishes := int(b.reach[i]), len(m.WishesOf[i])
		l.Short += int64(max(0, p.People[i].Min-reach))
		if k, limited := b.c.company[p.People[i].Company]; limited {
			companies[k] += int64(reach)
		}
		for k := reach; k < wishes && k < len(l.Rungs); k++ {
			l.Rungs[k]++
		}
	}
	for k, reach := range companies {
		l.Short += max(0, int64(b.c.minimum[k])-reach)
	}
	return l.Value(len(p.People))
}

// slack is what may be missing from a timetable that is as good on the first two levels: where the losses of separate sets
// explain all that is unmet, each set loses just that and nobody else loses anything. ok is false if they do not.
func (b *bounds) slack(s Score) (slack []bound.Slack, ok bool) {
	m := b.c.model
	for level, value := range [2]int64{s.UnmetMust, s.UnmetWant} {
		if value == 0 {
			continue
		}
		if b.levels[level] != value || b.means[level] != ByRelaxation || len(b.used[level]) == 0 {
			return nil, false
		}
		for _, l := range b.used[level] {
			x, least := bound.Slack{Count: int(l.Must)}, int64(1)
			if level == 1 {
				least = l.Want
			}
			for _, w := range l.Wishes {
				if wish := &m.Wishes[w]; wish.Must != (level == 0) || level == 1 && wish.Value > l.Want {
					continue
				} else if level == 1 {
					least = min(least, wish.Value)
				}
				x.Wishes = append(x.Wishes, w)
			}
			if level == 1 {
				x.Count = int(l.Want / least)
			}
			slices.Sort(x.Wishes)
			slack = append(slack, x)
		}
	}
	return slack, true
}

// hours bounds nights and, if night is what its bound says, breaks. It returns the least breaks of each person, which end
// the search early.
func (b *bounds) hours(s Score) (breaks []int32) {
	if b.means[3] == BySearch || b.means[4] == BySearch {
		return b.breaks
	}
	// Nothing changes as long as the first two levels stay and fairness and nights reach their bounds or not.
	if b.breaks != nil && b.at.UnmetMust == s.UnmetMust && b.at.UnmetWant == s.UnmetWant && b.reached(b.at) == b.reached(s) &&
		(b.at.Night == b.levels[3]) == (s.Night == b.levels[3]) {
		return b.breaks
	}
	b.at = s
	b.breaks = b.pauses(s)
	return b.breaks
}

// reached reports whether a score is as good as the bounds of the first four levels.
func (b *bounds) reached(s Score) bool {
	values := s.Levels()
	return slices.Equal(values[:4], b.levels[:4])
}

// patternNodes is what looking for everybody's patterns may cost: less than a second.
const patternNodes = 4_000_000

// pauses is hours without a memory.
func (b *bounds) pauses(s Score) (breaks []int32) {
	m := b.c.model
	breaks = make([]int32, len(m.People))
	b.nights, b.levels[3], b.levels[4] = nil, 0, 0
	slots := make([]timetable.Set, len(m.Wishes))
	for i := range slots {
		slots[i] = m.Wishes[i].Slots
	}
	slack, ok := b.slack(s)
	if ok {
		if nights, total, fit := bound.Nights(m, slack); fit && total > 0 {
			if b.nights, b.levels[3] = nights, total; total == s.Night {
				slots = bound.Tight(m, nights)
			}
		}
	}
	if !ok {
		return breaks
	}
	// To look for everybody's pattern is worth its time only if breaks are what is left to prove.
	nodes, whole := patternNodes, b.reached(s)
	for p := range m.People {
		var open timetable.Set
		for _, w := range m.WishesOf[p] {
			open = open.Or(&slots[w])
		}
		most := len(m.WishesOf[p])
		least := most - bound.Spare(slack, m.WishesOf[p])
		n := max(0, bound.Breaks(m, open, least, min(most, int(m.People[p].Max))))
		if whole && least == most {
			own := make([]timetable.Set, 0, most)
			for _, w := range m.WishesOf[p] {
				own = append(own, slots[w])
			}
			n = bound.Exact(m, own, n, &nodes)
		}
		if n > 0 {
			breaks[p] = int32(n) //nolint:gosec // at most MaxSlots
			b.levels[4] += int64(n)
		}
	}
	return breaks
}

// proof compares a score with the bounds.
func (b *bounds) proof(s Score) Proof {
	b.want(s.UnmetMust)
	b.hours(s)
	var proof Proof
	values, before := s.Levels(), true
	for i, name := range levelNames {
		before = before && values[i] == b.levels[i]
		proof.Levels = append(proof.Levels, LevelProof{Level: name, Value: values[i], Bound: b.levels[i], Proven: before, By: b.means[i]})
	}
	for i, witnesses := range b.losses {
		if b.means[i] == ByRelaxation {
			proof.Losses = append(proof.Losses, witnesses...)
		}
	}
	if b.levels[3] > 0 && b.means[3] == ByRelaxation {
		for _, n := range b.nights {
			proof.Nights = append(proof.Nights, b.night(&n))
		}
	}
	proof.Search = b.search
	return proof
}

func (b *bounds) night(n *bound.Night) NightWitness {
	w := NightWitness{Person: b.c.p.People[n.Person].ID, Wishes: make(map[string]int64, len(n.Wishes))}
	for i, x := range n.Wishes {
		w.Wishes[b.c.p.Wishes[x].ID] = n.Wish[i]
	}
	w.Spare = n.Spare
	for s, v := range n.Slot {
		if v != 0 {
			if w.Slots == nil {
				w.Slots = map[int]int64{}
			}
			w.Slots[s] = v
		}
	}
	return w
}

// score is what a timetable leaves to be desired, room changes counted by whoever chose the rooms.
func (c *compiled) score(st *timetable.State, changes int) Score {
	m := c.model
	s := Score{RoomChanges: int64(changes)}
	companies := make([]int64, len(c.minimum))
	for i := range m.Wishes {
		x := &m.Wishes[i]
		switch {
		case st.Slot(int32(i)) >= 0: //nolint:gosec // at most MaxWishes
			for _, k := range x.Companies {
				companies[k]++
			}
		case x.Must:
			s.UnmetMust++
		default:
			s.UnmetWant += x.Value
		}
	}
	l := Ladder{Rungs: make([]int64, rungs(len(m.People)))}
	for p := range m.People {
		n := int32(p) //nolint:gosec // at most MaxPeople
		met := st.Met(n)
		l.Short += int64(max(0, c.p.People[p].Min-met))
		for k := met; k < len(m.WishesOf[p]) && k < len(l.Rungs); k++ {
			l.Rungs[k]++
		}
		busy := st.Busy(n)
		night := busy.And(&m.People[p].Night)
		runs, blocks := m.Runs(&busy)
		s.Night += int64(night.Len())
		s.Breaks += int64(runs - blocks)
	}
	for k, met := range companies {
		l.Short += max(0, int64(c.minimum[k])-met)
	}
	s.Fairness = l.Value(len(m.People))
	return s
}

// schedule is a timetable under the names of the problem.
func (c *compiled) schedule(st *timetable.State, rooms []int32, score Score) Schedule {
	out := Schedule{Meetings: make([]Placement, 0, st.Placed()), Unplaced: []Unplaced{}, Score: score}
	for i := range c.p.Wishes {
		w := int32(i) //nolint:gosec // at most MaxWishes
		s := st.Slot(w)
		if s < 0 {
			out.Unplaced = append(out.Unplaced, Unplaced{Wish: c.p.Wishes[i].ID, Reason: c.reason(st, w)})
			continue
		}
		x := Placement{Wish: c.p.Wishes[i].ID, Slot: s, Room: c.p.Rooms[rooms[w]].ID}
		if n := st.Interpreter(w); n >= 0 {
			x.Interpreter = c.p.Interpreters[n].ID
		}
		out.Meetings = append(out.Meetings, x)
	}
	return out
}

// reason is the one thing that stands against an unplaced wish: the last that is in the way where all others are not.
func (c *compiled) reason(st *timetable.State, w int32) string {
	x := &c.model.Wishes[w]
	if x.Slots.Empty() {
		return BlockedNoCommonSlot
	}
	for _, p := range x.People {
		if st.Met(p) >= int(c.model.People[p].Max) {
			return BlockedPersonMax
		}
	}
	if !st.Allowed(w) {
		if x.Group >= 0 && slices.ContainsFunc(c.model.OfGroup(x.Group), func(o int32) bool { return st.Slot(o) >= 0 }) {
			return BlockedPair
		}
		return BlockedCompanyMax
	}
	free := st.Within(w)
	if free.Empty() {
		return BlockedOrder
	}
	for _, p := range x.People {
		busy := st.Busy(p)
		free = free.Without(&busy)
	}
	if free.Empty() {
		return BlockedPersonBusy
	}
	rooms := false
	for n := free.Next(0); n >= 0; n = free.Next(n + 1) {
		if st.RoomFree(w, n) {
			if st.InterpreterFree(w, n) {
				return NotBlocked
			}
			rooms = true
		}
	}
	if rooms {
		return BlockedInterpreter
	}
	return BlockedRooms
}
