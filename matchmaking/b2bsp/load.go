package b2bsp

// loads bounds the number of meetings in every slot.
type loads struct{ least, most []int }

// loads counts: a slot holds at most as many meetings as there are tables and pairs of participants who can come, and at
// least those that the other slots of a window have no room for.
func (d *domains) loads() loads {
	p := d.problem
	out := loads{least: make([]int, p.Slots), most: make([]int, p.Slots)}
	for s := range p.Slots {
		people := 0
		for _, meetings := range d.diary {
			if d.union(meetings).has(s) {
				people++
			}
		}
		out.most[s] = min(p.Tables, people/2)
	}
	for from := range p.Slots {
		room := 0
		for to := from + 1; to <= p.Slots; to++ {
			room += out.most[to-1]
			inside := 0
			for _, own := range d.of {
				if own&^(upTo(to)&^upTo(from)) == 0 {
					inside++
				}
			}
			for s := from; s < to; s++ {
				out.least[s] = max(out.least[s], inside-(room-out.most[s]))
			}
		}
	}
	return out
}

// owned gives every meeting to one of its participants, to few of them: those that own none have no meeting with each
// other. Fairs where buyers meet exhibitors need a third of the participants as owners, and counting these in a slot
// counts the meetings.
func (d *domains) owned() [][]int {
	p := d.problem
	guest, host := make([]bool, p.Participants), make([]bool, p.Participants)
	left := make([]int, p.Participants) // meetings with participants who are neither
	for who, meetings := range d.diary {
		left[who] = len(meetings)
		guest[who] = len(meetings) == 0
	}
	other := func(meeting, who int) int { return p.Meetings[meeting].A + p.Meetings[meeting].B - who }
	for {
		next := -1
		for who := range left {
			if !guest[who] && !host[who] && (next < 0 || left[who] < left[next]) {
				next = who
			}
		}
		if next < 0 {
			break
		}
		guest[next] = true
		for _, m := range d.diary[next] {
			o := other(m, next)
			if host[o] {
				continue
			}
			host[o] = true
			for _, k := range d.diary[o] {
				left[other(k, o)]--
			}
		}
	}
	out := make([][]int, p.Participants)
	for i, m := range p.Meetings {
		owner := m.A
		if !host[m.A] || (host[m.B] && len(d.diary[m.B]) > len(d.diary[m.A])) {
			owner = m.B
		}
		out[owner] = append(out[owner], i)
	}
	return out
}
