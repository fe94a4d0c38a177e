package b2bsp

import (
	"math"
	"math/rand/v2"
	"slices"
)

// shape is what a generated instance looks like.
type shape struct {
	participants, meetings, slots, morning, tables int
	forbidden, sessions, fixed, precedences        float64 // share of what has one
}

// generate makes an instance of a shape. Precedences are between meetings of one participant, as in the published ones.
func generate(seed uint64, sh shape) *Problem {
	rng := rand.New(rand.NewPCG(seed, 7))
	p := &Problem{
		Participants: sh.participants, Slots: sh.slots, MorningSlots: sh.morning, Tables: sh.tables,
		Forbidden: make([][]int, sh.participants),
	}
	for who := range p.Forbidden {
		for s := range sh.slots {
			if rng.Float64() < sh.forbidden {
				p.Forbidden[who] = append(p.Forbidden[who], s)
			}
		}
	}
	for range sh.meetings {
		a, b := rng.IntN(sh.participants), rng.IntN(sh.participants-1)
		if b >= a {
			b++
		}
		m := Meeting{A: a, B: b, Session: AnyTime, Fixed: Free}
		if rng.Float64() < sh.sessions {
			m.Session = Session(1 + rng.IntN(2))
		}
		if rng.Float64() < sh.fixed {
			m.Fixed = rng.IntN(sh.slots)
		}
		p.Meetings = append(p.Meetings, m)
	}
	for _, meetings := range p.meetingsOf() {
		for i := 1; i < len(meetings); i++ {
			if rng.Float64() < sh.precedences {
				m := &p.Meetings[meetings[i]]
				if before := meetings[rng.IntN(i)]; !slices.Contains(m.After, before) {
					m.After = append(m.After, before)
					slices.Sort(m.After)
				}
			}
		}
	}
	return p
}

// plan makes an instance of a shape that has a timetable without breaks: everybody's meetings are laid side by side first.
func plan(seed uint64, participants, slots, tables int) (*Problem, Timetable) {
	rng := rand.New(rand.NewPCG(seed, 11))
	p := &Problem{
		Participants: participants, Slots: slots, MorningSlots: slots, Tables: tables,
		Forbidden: make([][]int, participants),
	}
	from, to := make([]int, participants), make([]int, participants)
	for who := range participants {
		length := 1 + rng.IntN(slots)
		from[who] = rng.IntN(slots - length + 1)
		to[who] = from[who] + length
	}
	// Sweep over the slots; whoever finds no partner for a slot inside his day ends it there.
	done, begun := make([]bool, participants), make([]bool, participants)
	var t Timetable
	for s := range slots {
		var present []int
		for who := range participants {
			if !done[who] && s >= from[who] && s < to[who] {
				present = append(present, who)
			}
		}
		rng.Shuffle(len(present), func(i, j int) { present[i], present[j] = present[j], present[i] })
		pairs := min(len(present)/2, tables)
		for i, who := range present {
			if i >= 2*pairs {
				done[who] = begun[who]
				continue
			}
			begun[who] = true
			if i%2 == 1 {
				p.Meetings = append(p.Meetings, Meeting{A: present[i-1], B: who, Session: AnyTime, Fixed: Free})
				t = append(t, s)
			}
		}
	}
	return p, t
}

// bruteForce is the fewest breaks of all timetables, MaxInt without one.
func bruteForce(p *Problem) int {
	best := math.MaxInt
	t := make(Timetable, len(p.Meetings))
	var place func(i int)
	place = func(i int) {
		if i == len(t) {
			if breaks, err := Check(p, t); err == nil {
				best = min(best, breaks)
			}
			return
		}
		m := p.Meetings[i]
		for s := range p.Slots {
			clash := false
			for j := range i {
				o := p.Meetings[j]
				clash = clash || (t[j] == s && (o.A == m.A || o.A == m.B || o.B == m.A || o.B == m.B))
			}
			if !clash {
				t[i] = s
				place(i + 1)
			}
		}
	}
	place(0)
	return best
}
