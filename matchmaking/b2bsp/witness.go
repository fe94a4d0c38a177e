package b2bsp

import (
	"errors"
	"fmt"
	"slices"
)

// Kind is the reason of a deduction.
type Kind int

// The kinds of deductions.
const (
	// Crowd: Meetings are meetings of Participant that have, together, at most as many slots as they are. The
	// participant's other meetings cannot be there.
	Crowd Kind = iota + 1
	// Late: Meeting is after all of Meetings, which are of one Participant (or just one), so it is after the first slot by
	// which so many slots are open to them.
	Late
	// Early is Late with the day turned round.
	Early
	// Tables: as many meetings have no slot outside of Slots as there are tables in Slots. The others cannot be there.
	Tables
)

// Step is one deduction about the slots that meetings can have. Steps are applied in their order, each to what the earlier
// ones left.
type Step struct {
	Kind        Kind   `json:"kind"`
	Participant int    `json:"participant,omitempty"`
	Meeting     int    `json:"meeting,omitempty"`
	Meetings    []int  `json:"meetings,omitempty"`
	Slots       uint64 `json:"slots,omitempty"` // bit s is slot s
}

// ErrWitness is wrapped by what the checkers return for a deduction that does not follow.
var ErrWitness = errors.New("witness rejected")

// ledger is the state of the checker: for every meeting the open slots, as a row of booleans. It is plain on purpose.
type ledger struct {
	p      *Problem
	open   [][]bool
	failed bool // a contradiction has been shown
}

func newLedger(p *Problem) *ledger {
	l := &ledger{p: p, open: make([][]bool, len(p.Meetings))}
	t := make(Timetable, len(p.Meetings))
	for i := range p.Meetings {
		l.open[i] = make([]bool, p.Slots)
		for s := range p.Slots {
			t[i] = s
			alone := *p
			alone.Meetings = slices.Clone(p.Meetings[i : i+1])
			alone.Meetings[0].After = nil
			l.open[i][s] = checkMeeting(&alone, Timetable{s}, 0) == nil
		}
	}
	l.noteEmpty()
	return l
}

func (l *ledger) noteEmpty() {
	for _, row := range l.open {
		if !slices.Contains(row, true) {
			l.failed = true
		}
	}
}

func (l *ledger) shut(m, s int) {
	l.open[m][s] = false
	if !slices.Contains(l.open[m], true) {
		l.failed = true
	}
}

// openTo lists the slots open to any of the meetings.
func (l *ledger) openTo(meetings []int) []int {
	var list []int
	for s := range l.p.Slots {
		if slices.ContainsFunc(meetings, func(m int) bool { return l.open[m][s] }) {
			list = append(list, s)
		}
	}
	return list
}

// apply checks the steps and draws their conclusions.
func (l *ledger) apply(steps []Step) error {
	for i, s := range steps {
		if l.failed {
			return nil
		}
		if err := l.one(s); err != nil {
			return fmt.Errorf("%w: step %d: %w", ErrWitness, i+1, err)
		}
	}
	return nil
}

func (l *ledger) one(s Step) error {
	seen := map[int]bool{}
	for _, m := range append(slices.Clone(s.Meetings), s.Meeting) {
		if m < 0 || m >= len(l.p.Meetings) {
			return fmt.Errorf("meeting %d does not exist", m)
		}
	}
	for _, m := range s.Meetings {
		if seen[m] {
			return fmt.Errorf("meeting %d counts twice", m)
		}
		seen[m] = true
	}
	switch s.Kind {
	case Crowd:
		return l.crowd(s, seen)
	case Late, Early:
		return l.order(s)
	case Tables:
		l.tables(s)
		return nil
	}
	return fmt.Errorf("kind %d is not known", s.Kind)
}

func (l *ledger) ofOne(s Step) error {
	for _, m := range s.Meetings {
		if l.p.Meetings[m].A != s.Participant && l.p.Meetings[m].B != s.Participant {
			return fmt.Errorf("meeting %d is not one of participant %d", m, s.Participant)
		}
	}
	return nil
}

func (l *ledger) crowd(s Step, inside map[int]bool) error {
	if err := l.ofOne(s); err != nil {
		return err
	}
	taken := l.openTo(s.Meetings)
	switch {
	case len(taken) > len(s.Meetings):
		return fmt.Errorf("%d meetings have %d slots", len(s.Meetings), len(taken))
	case len(taken) < len(s.Meetings):
		l.failed = true
		return nil
	}
	for m, meeting := range l.p.Meetings {
		if inside[m] || (meeting.A != s.Participant && meeting.B != s.Participant) {
			continue
		}
		for _, slot := range taken {
			l.shut(m, slot)
		}
	}
	return nil
}

// precedes says whether a is before b, directly or through others.
func (l *ledger) precedes(a, b int) bool {
	seen := map[int]bool{}
	stack := []int{b}
	for len(stack) > 0 {
		m := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, prior := range l.p.Meetings[m].After {
			if prior == a {
				return true
			}
			if !seen[prior] {
				seen[prior] = true
				stack = append(stack, prior)
			}
		}
	}
	return false
}

func (l *ledger) order(s Step) error {
	if len(s.Meetings) == 0 {
		return errors.New("no meetings")
	}
	if len(s.Meetings) > 1 {
		if err := l.ofOne(s); err != nil {
			return err
		}
	}
	for _, m := range s.Meetings {
		if s.Kind == Late && !l.precedes(m, s.Meeting) {
			return fmt.Errorf("meeting %d is not before %d", m, s.Meeting)
		}
		if s.Kind == Early && !l.precedes(s.Meeting, m) {
			return fmt.Errorf("meeting %d is not before %d", s.Meeting, m)
		}
	}
	open := l.openTo(s.Meetings)
	if len(open) < len(s.Meetings) {
		l.failed = true
		return nil
	}
	for slot := range l.p.Slots {
		if (s.Kind == Late && slot <= open[len(s.Meetings)-1]) || (s.Kind == Early && slot >= open[len(open)-len(s.Meetings)]) {
			l.shut(s.Meeting, slot)
		}
	}
	return nil
}

func (l *ledger) tables(s Step) {
	room, bound := 0, 0
	var others []int
	for slot := range l.p.Slots {
		if slots(s.Slots).has(slot) {
			room += l.p.Tables
		}
	}
	for m, row := range l.open {
		out := false
		for slot, open := range row {
			out = out || (open && !slots(s.Slots).has(slot))
		}
		if out {
			others = append(others, m)
		} else {
			bound++
		}
	}
	if bound > room {
		l.failed = true
	}
	if bound < room {
		return // nothing follows
	}
	for _, m := range others {
		for slot := range l.p.Slots {
			if slots(s.Slots).has(slot) {
				l.shut(m, slot)
			}
		}
	}
}
