package b2bsp

import "slices"

// domains are the slots that are left for every meeting, and what led there.
type domains struct {
	problem *Problem
	of      []slots // for each meeting
	diary   [][]int // the meetings of each participant
	before  [][]int // for each meeting those that are before it, the indirect ones included
	after   [][]int
	steps   []Step
	dead    bool // some meeting, participant or slot has no way left
}

// maxKin bounds the indirect predecessors that are collected for one meeting.
const maxKin = 256

func newDomains(p *Problem) *domains {
	d := &domains{problem: p, of: firstDomains(p), diary: p.meetingsOf()}
	d.before = make([][]int, len(p.Meetings))
	d.after = make([][]int, len(p.Meetings))
	for i := range p.Meetings {
		d.before[i] = predecessors(p, i)
		for _, b := range d.before[i] {
			d.after[b] = append(d.after[b], i)
		}
	}
	d.dead = slices.Contains(d.of, 0)
	return d
}

// firstDomains is what sessions, fixed and forbidden slots leave.
func firstDomains(p *Problem) []slots {
	closed := make([]slots, p.Participants)
	for who, list := range p.Forbidden {
		for _, s := range list {
			closed[who] |= oneSlot(s)
		}
	}
	out := make([]slots, len(p.Meetings))
	for i, m := range p.Meetings {
		d := upTo(p.Slots)
		switch m.Session {
		case Morning:
			d = upTo(p.MorningSlots)
		case Afternoon:
			d &^= upTo(p.MorningSlots)
		case AnyTime:
		}
		if m.Fixed != Free {
			d &= oneSlot(m.Fixed)
		}
		out[i] = d &^ closed[m.A] &^ closed[m.B]
	}
	return out
}

// predecessors lists the meetings that are directly or indirectly before m, nearest first; m itself is among them if the
// order is cyclic.
func predecessors(p *Problem, m int) []int {
	var list []int
	seen := map[int]bool{}
	queue := []int{m}
	for len(queue) > 0 && len(list) < maxKin {
		next := queue[0]
		queue = queue[1:]
		for _, b := range p.Meetings[next].After {
			if !seen[b] {
				seen[b] = true
				list = append(list, b)
				queue = append(queue, b)
			}
		}
	}
	return list
}

// union is the slots that the meetings may use.
func (d *domains) union(meetings []int) slots {
	var u slots
	for _, m := range meetings {
		u |= d.of[m]
	}
	return u
}

// remove takes slots from a meeting and says whether that changed anything.
func (d *domains) remove(m int, w slots) bool {
	if d.of[m]&w == 0 {
		return false
	}
	d.of[m] &^= w
	if d.of[m] == 0 {
		d.dead = true
	}
	return true
}

// propagate removes what cannot be until nothing changes. It reports whether a way may be left.
func (d *domains) propagate() bool {
	for changed := true; changed && !d.dead; {
		changed = false
		for who := range d.diary {
			changed = d.crowd(who) || changed
			if d.dead {
				return false
			}
		}
		for m := range d.of {
			changed = d.order(m) || changed
		}
		changed = d.crowdedWindows() || changed
	}
	return !d.dead
}

// crowd makes the domains of a participant's meetings consistent with their being in different slots: every tight set of
// meetings (as many as they have slots) takes its slots from the others.
func (d *domains) crowd(who int) bool {
	meetings := d.diary[who]
	if len(meetings) < 2 {
		return false
	}
	at, unplaced := d.match(meetings)
	if unplaced >= 0 {
		tight, _ := d.closure(meetings, at, d.of[meetings[unplaced]])
		tight = append(tight, meetings[unplaced])
		d.step(Step{Kind: Crowd, Participant: who, Meetings: tight})
		d.dead = true
		return true
	}
	var done slots
	changed := false
	for s := range d.problem.Slots {
		if done.has(s) || at[s] < 0 {
			continue
		}
		tight, w := d.closure(meetings, at, oneSlot(s))
		if tight == nil {
			continue
		}
		done |= w
		step := false
		for _, m := range meetings {
			if d.of[m]&w != 0 && !slices.Contains(tight, m) {
				step = true
			}
		}
		if !step {
			continue
		}
		d.step(Step{Kind: Crowd, Participant: who, Meetings: tight})
		for _, m := range meetings {
			if !slices.Contains(tight, m) {
				changed = d.remove(m, w) || changed
			}
		}
	}
	return changed
}

// match places a participant's meetings in different slots: at[s] is the index of the meeting in slot s or -1; unplaced is
// the index of a meeting for which there is no place, or -1.
func (d *domains) match(meetings []int) (at [MaxSlots]int, unplaced int) {
	for s := range at {
		at[s] = -1
	}
	var tried slots
	var place func(i int) bool
	place = func(i int) bool {
		for w := d.of[meetings[i]] &^ tried; w != 0; w = d.of[meetings[i]] &^ tried {
			s := w.first()
			tried |= oneSlot(s)
			if at[s] < 0 || place(at[s]) {
				at[s] = i
				return true
			}
		}
		return false
	}
	for i := range meetings {
		tried = 0
		if !place(i) {
			return at, i
		}
	}
	return at, -1
}

// closure follows slots to the meetings matched there and on to their slots. It returns those meetings and slots, or none
// if it comes to a slot that is not taken.
func (d *domains) closure(meetings []int, at [MaxSlots]int, w slots) ([]int, slots) {
	var tight []int
	for todo := w; todo != 0; {
		s := todo.first()
		todo &^= oneSlot(s)
		if at[s] < 0 {
			return nil, 0
		}
		m := meetings[at[s]]
		tight = append(tight, m)
		todo |= d.of[m] &^ w
		w |= d.of[m]
	}
	return tight, w
}

// order applies the strict order to one meeting: it comes after as many slots as the meetings of one participant before
// it need, and the other way round.
func (d *domains) order(m int) bool {
	changed := false
	for _, side := range []struct {
		kind Kind
		kin  []int
	}{{Late, d.before[m]}, {Early, d.after[m]}} {
		if d.dead || len(side.kin) == 0 {
			continue
		}
		for _, group := range d.groups(side.kin) {
			w := d.reach(side.kind, group)
			if d.of[m]&w == 0 {
				continue
			}
			d.step(Step{Kind: side.kind, Meeting: m, Participant: d.shared(group), Meetings: group})
			changed = d.remove(m, w) || changed
			if d.dead {
				return true
			}
		}
	}
	return changed
}

// groups lists sets of meetings that cannot be in the same slot: each one alone, and those of one participant, thinned out
// from either end of the day.
func (d *domains) groups(kin []int) [][]int {
	var out [][]int
	by := map[int][]int{}
	var people []int
	for _, m := range kin {
		out = append(out, []int{m})
		for _, who := range []int{d.problem.Meetings[m].A, d.problem.Meetings[m].B} {
			if by[who] == nil {
				people = append(people, who)
			}
			by[who] = append(by[who], m)
		}
	}
	for _, who := range people {
		g := by[who]
		if len(g) < 2 {
			continue
		}
		early := slices.Clone(g)
		slices.SortStableFunc(early, func(a, b int) int { return d.of[a].first() - d.of[b].first() })
		late := slices.Clone(g)
		slices.SortStableFunc(late, func(a, b int) int { return d.of[b].last() - d.of[a].last() })
		for i := range len(g) - 1 {
			out = append(out, early[i:], late[i:])
		}
	}
	return out
}

// shared is the participant whose meetings a group is, or -1 for a single meeting.
func (d *domains) shared(group []int) int {
	if len(group) < 2 {
		return -1
	}
	a, b := d.problem.Meetings[group[0]], d.problem.Meetings[group[1]]
	if (a.A == b.A || a.A == b.B) && d.inAll(group, a.A) {
		return a.A
	}
	return a.B
}

func (d *domains) inAll(group []int, who int) bool {
	for _, m := range group {
		if d.problem.Meetings[m].A != who && d.problem.Meetings[m].B != who {
			return false
		}
	}
	return true
}

// reach is the slots that a meeting cannot have which is later (or earlier) than all of the group.
func (d *domains) reach(kind Kind, group []int) slots {
	u := d.union(group)
	if u.count() < len(group) {
		return ^slots(0)
	}
	list := u.list()
	if kind == Late {
		return upTo(list[len(group)-1] + 1)
	}
	return ^upTo(list[len(list)-len(group)])
}

// crowdedWindows compares the meetings that must be in a window of slots with its tables.
func (d *domains) crowdedWindows() bool {
	if d.dead {
		return false
	}
	changed := false
	for from := range d.problem.Slots {
		for to := from + 1; to <= d.problem.Slots; to++ {
			w := upTo(to) &^ upTo(from)
			inside, outside := 0, false
			for _, own := range d.of {
				if own&^w == 0 {
					inside++
				} else if own&w != 0 {
					outside = true
				}
			}
			room := (to - from) * d.problem.Tables
			if inside < room || (inside == room && !outside) {
				continue
			}
			d.step(Step{Kind: Tables, Slots: uint64(w)})
			if inside > room {
				d.dead = true
				return true
			}
			for m, own := range d.of {
				if own&^w != 0 {
					changed = d.remove(m, w) || changed
				}
			}
		}
	}
	return changed
}

func (d *domains) step(s Step) { d.steps = append(d.steps, s) }
