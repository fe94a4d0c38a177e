package b2bsp

import (
	"testing"
)

func TestTheCheckerDrawsTheSameConclusions(t *testing.T) {
	steps := 0
	for seed := range uint64(300) {
		p := generate(seed, shape{
			participants: 10, meetings: 24, slots: 7, morning: 4, tables: 4,
			forbidden: 0.05 * float64(seed%4), sessions: 0.3, fixed: 0.1 * float64(seed%2), precedences: 0.3,
		})
		d := newDomains(p)
		alive := d.propagate()
		l := newLedger(p)
		if err := l.apply(d.steps); err != nil {
			t.Fatalf("instance %d: %v", seed, err)
		}
		steps += len(d.steps)
		if l.failed == alive {
			t.Fatalf("instance %d: one says dead, the other does not", seed)
		}
		if !alive {
			continue
		}
		for m, row := range l.open {
			for s, open := range row {
				if open != d.of[m].has(s) {
					t.Fatalf("instance %d: meeting %d, slot %d", seed, m, s)
				}
			}
		}
		mine, theirs := d.facts(), l.facts()
		for who := range mine.breaks {
			if mine.breaks[who] != theirs.breaks[who] {
				t.Fatalf("instance %d: participant %d has %d breaks or %d", seed, who, mine.breaks[who], theirs.breaks[who])
			}
		}
		for s := range p.Slots {
			if mine.load.least[s] != theirs.load.least[s] || mine.load.most[s] != theirs.load.most[s] {
				t.Fatalf("instance %d: slot %d", seed, s)
			}
		}
	}
	if steps < 500 {
		t.Errorf("only %d deductions to check", steps)
	}
}

func TestDeductionsThatDoNotFollowAreRejected(t *testing.T) {
	p, _ := workshop()
	for name, step := range map[string]Step{
		"no kind":                 {},
		"no such meeting":         {Kind: Crowd, Meetings: []int{9}},
		"a crowd with room":       {Kind: Crowd, Participant: 0, Meetings: []int{0}},
		"somebody else's crowd":   {Kind: Crowd, Participant: 4, Meetings: []int{1}},
		"one who counts twice":    {Kind: Crowd, Participant: 0, Meetings: []int{1, 1}},
		"an order nobody set":     {Kind: Late, Meeting: 0, Meetings: []int{1}},
		"an order turned round":   {Kind: Early, Meeting: 2, Meetings: []int{1}},
		"an order after nobody":   {Kind: Late, Meeting: 2},
		"a group of two people's": {Kind: Late, Meeting: 2, Meetings: []int{1, 3}},
	} {
		if newLedger(p).apply([]Step{step}) == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

// What the local search believes about its timetable must be what a count from scratch says.
func TestTheLocalSearchKeepsItsBooks(t *testing.T) {
	for seed := range uint64(10) {
		p := generate(seed, shape{participants: 20, meetings: 60, slots: 9, morning: 5, tables: 8, forbidden: 0.05, sessions: 0.2, precedences: 0.2})
		d := newDomains(p)
		if d.dead {
			continue
		}
		a := newAnnealer(d, seed)
		a.run(5000, 1, 0.1, -1, func() bool { return false })
		fresh := &annealer{d: d, prec: a.prec, succ: a.succ, slot: a.slot, limit: a.limit}
		breaks, hard := 0, 0
		load := make([]int, p.Slots)
		for m, s := range a.slot {
			if s == Free {
				hard += weightUnplaced
				continue
			}
			if !d.of[m].has(s) {
				t.Fatalf("meeting %d is where it cannot be", m)
			}
			load[s]++
			for _, b := range a.prec[m] {
				if o := a.slot[b]; o != Free && o >= s {
					hard += weightOrder
				}
			}
		}
		for who, meetings := range d.diary {
			var w slots
			for _, m := range meetings {
				if s := a.slot[m]; s != Free {
					if w.has(s) {
						t.Fatalf("participant %d is in two places", who)
					}
					w |= oneSlot(s)
				}
			}
			n, unfair := fresh.dayCost(w)
			breaks += n
			hard += unfair
		}
		for _, n := range load {
			hard += weightTables * max(0, n-p.Tables)
		}
		if breaks != a.breaks || hard != a.hard {
			t.Fatalf("run %d: %d and %d by its books, %d and %d in truth", seed, a.breaks, a.hard, breaks, hard)
		}
	}
}
