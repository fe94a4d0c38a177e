package b2bsp

// model is the clauses of "there is a timetable with at most so many breaks" and the variables to read one off.
type model struct {
	formula
	d     *domains
	facts facts
	x     [][]int32   // meeting, slot: the meeting is there
	used  [][]int32   // participant, slot: he meets somebody
	count [][][]int32 // participant, slot, n: he has had at least n meetings by the end of the slot
	start [][]int32   // participant, slot: he meets somebody and did not in the slot before
}

// encode writes the clauses for at most bound breaks.
func encode(d *domains, known facts, bound int) *model {
	m := &model{d: d, facts: known}
	m.placements()
	m.meetings()
	m.days()
	m.tables()
	m.precedences()
	m.breaks(bound)
	return m
}

// placements makes the variables x and used.
func (m *model) placements() {
	p := m.d.problem
	m.x = make([][]int32, len(p.Meetings))
	for i, own := range m.d.of {
		m.x[i] = make([]int32, p.Slots)
		for s := range p.Slots {
			switch {
			case !own.has(s):
				m.x[i][s] = no
			case own.count() == 1:
				m.x[i][s] = yes
			default:
				m.x[i][s] = m.fresh()
			}
		}
	}
	m.used = make([][]int32, p.Participants)
	for who, meetings := range m.d.diary {
		m.used[who] = make([]int32, p.Slots)
		open := m.d.union(meetings)
		for s := range p.Slots {
			switch {
			case !open.has(s):
				m.used[who][s] = no
			case open.count() == len(meetings):
				m.used[who][s] = yes
				m.add(m.column(meetings, s)...)
			default:
				m.used[who][s] = m.or(m.column(meetings, s)...)
			}
		}
	}
}

func (m *model) column(meetings []int, s int) []int32 {
	out := make([]int32, len(meetings))
	for i, meeting := range meetings {
		out[i] = m.x[meeting][s]
	}
	return out
}

// meetings puts every meeting in one slot and every participant in one meeting at a time.
func (m *model) meetings() {
	for _, row := range m.x {
		m.add(row...)
		m.atMostOne(row)
	}
	for _, meetings := range m.d.diary {
		for s := range m.d.problem.Slots {
			m.atMostOne(m.column(meetings, s))
		}
	}
}

// days counts every participant's meetings along the day.
func (m *model) days() {
	p := m.d.problem
	m.count = make([][][]int32, p.Participants)
	for who, meetings := range m.d.diary {
		least, most := make([]int, p.Slots), make([]int, p.Slots)
		for s := range p.Slots {
			least[s], most[s] = m.d.counts(meetings, s)
		}
		m.count[who] = m.counter(m.used[who], len(meetings), least, most)
	}
}

// tables bounds the load of every slot from both sides. The participants are counted and, where a few of them have all
// the meetings between themselves and with the others, the meetings by their owners as well.
func (m *model) tables() {
	owned := m.d.owned()
	owners, active := 0, 0
	for who, meetings := range owned {
		if len(meetings) > 0 {
			owners++
		}
		if len(m.d.diary[who]) > 0 {
			active++
		}
	}
	for s := range m.d.problem.Slots {
		least, most := m.facts.load.least[s], m.facts.load.most[s]
		if 2*owners <= active {
			m.bounded(m.hosts(s, owned), least, most)
		}
		column := make([]int32, len(m.used))
		for who := range m.used {
			column[who] = m.used[who][s]
		}
		out := m.bounded(column, 2*least, 2*most)
		if least == 0 {
			continue
		}
		for i := 0; i < len(out); i += 2 { // two for each meeting
			m.add(-out[i], atLeast(out, i+1))
		}
	}
}

// bounded forces the number of true inputs to be from least to most and returns their count.
func (m *model) bounded(in []int32, least, most int) []int32 {
	way := bothWays
	if least == 0 {
		way = upwards
	}
	out := m.sorted(in, most+1, way)
	if len(out) > most {
		m.add(-out[most])
	}
	for i := range least {
		m.add(atLeast(out, i))
	}
	return out
}

// hosts is a literal for every owner: one of his own meetings is in the slot.
func (m *model) hosts(s int, owned [][]int) []int32 {
	var in []int32
	for who, meetings := range owned {
		switch len(meetings) {
		case 0:
		case len(m.d.diary[who]):
			in = append(in, m.used[who][s])
		default:
			in = append(in, m.or(m.column(meetings, s)...))
		}
	}
	return in
}

// precedences are staircases: a meeting that is not after slot s leaves no earlier slot to those before it.
func (m *model) precedences() {
	p := m.d.problem
	// By meeting: it is in slot s or later, and in s or earlier.
	from, to := make([][]int32, len(p.Meetings)), make([][]int32, len(p.Meetings))
	for b, meeting := range p.Meetings {
		for _, a := range meeting.After {
			if from[a] == nil {
				from[a] = m.from(a)
			}
			if to[b] == nil {
				to[b] = m.to(b)
			}
			for s := range p.Slots {
				m.add(-from[a][s], -to[b][s])
			}
		}
	}
}

func (m *model) from(meeting int) []int32 {
	out := make([]int32, m.d.problem.Slots)
	last := no
	for s := len(out) - 1; s >= 0; s-- {
		last = m.or(m.x[meeting][s], last)
		out[s] = last
	}
	return out
}

func (m *model) to(meeting int) []int32 {
	out := make([]int32, m.d.problem.Slots)
	last := no
	for s := range out {
		last = m.or(m.x[meeting][s], last)
		out[s] = last
	}
	return out
}

// breaks counts the groups of meetings of every day, keeps them fair and bounds their sum.
func (m *model) breaks(bound int) {
	p, least, sum := m.d.problem, m.facts.breaks, m.facts.sum()
	if sum > bound {
		m.add()
		return
	}
	idle := m.d.somebodyIdle()
	var extra []int32    // breaks beyond the least ones
	var levels [][]int32 // for each participant: more than i breaks
	m.start = make([][]int32, p.Participants)
	for who, meetings := range m.d.diary {
		most := least[who] + bound - sum
		if idle {
			most = min(most, Fairness)
		}
		if most < least[who] {
			m.add()
			return
		}
		m.start[who] = make([]int32, p.Slots)
		before := no
		for s := range p.Slots {
			m.start[who][s] = m.and(m.used[who][s], -before)
			before = m.used[who][s]
		}
		if len(meetings) == 0 {
			levels = append(levels, nil)
			continue
		}
		groups := m.sorted(m.start[who], most+2, bothWays)
		if len(groups) < least[who]+1 {
			m.add()
			return
		}
		for _, l := range groups[:least[who]+1] {
			m.add(l)
		}
		if len(groups) > most+1 {
			m.add(-groups[most+1])
			groups = groups[:most+1]
		}
		if least[who] == 0 {
			m.diagonals(who, len(meetings), atLeast(groups, 1))
		}
		extra = append(extra, groups[least[who]+1:]...)
		levels = append(levels, groups[1:])
	}
	if !idle {
		m.fair(levels)
	}
	if len(extra) <= bound-sum {
		return
	}
	if out := m.sorted(extra, bound-sum+1, upwards); len(out) > bound-sum {
		m.add(-out[bound-sum])
	}
}

// diagonals says once more what a day without a break is: begun and not finished, it goes on in the next slot.
func (m *model) diagonals(who, n int, broken int32) {
	for s := range m.d.problem.Slots - 1 {
		for c := 1; c < n; c++ {
			m.add(broken, -m.count[who][s][c], m.count[who][s+1][c+1])
		}
	}
}

// fair forces the breaks of any two participants to differ by at most Fairness: for every number of breaks, either all
// have more or nobody has Fairness more than that.
func (m *model) fair(levels [][]int32) {
	most := 0
	for _, l := range levels {
		most = max(most, len(l))
	}
	for i := 0; i+Fairness < most; i++ {
		all := m.fresh()
		for _, l := range levels {
			m.add(-all, atLeast(l, i))
			m.add(all, -atLeast(l, i+Fairness))
		}
	}
}
