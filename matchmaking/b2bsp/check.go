package b2bsp

import (
	"errors"
	"fmt"
)

// ErrTimetable is wrapped by what Check returns for a timetable that breaks a constraint.
var ErrTimetable = errors.New("timetable rejected")

// Check recomputes every hard constraint of the problem for a timetable and counts its breaks: maximal groups of idle
// slots between a participant's first and last meeting. It shares nothing with the solver but the types.
func Check(p *Problem, t Timetable) (breaks int, err error) {
	if err := p.Validate(); err != nil {
		return 0, err
	}
	if len(t) != len(p.Meetings) {
		return 0, fmt.Errorf("%w: %d slots for %d meetings", ErrTimetable, len(t), len(p.Meetings))
	}
	diary := make([][]int, p.Participants) // meeting + 1 for each slot
	for i := range diary {
		diary[i] = make([]int, p.Slots)
	}
	inUse := make([]int, p.Slots)
	for i, m := range p.Meetings {
		if err := checkMeeting(p, t, i); err != nil {
			return 0, fmt.Errorf("%w: meeting %d: %w", ErrTimetable, i+1, err)
		}
		s := t[i]
		for _, who := range []int{m.A, m.B} {
			if other := diary[who][s]; other != 0 {
				return 0, fmt.Errorf("%w: participant %d has meetings %d and %d in slot %d", ErrTimetable, who+1, other, i+1, s+1)
			}
			diary[who][s] = i + 1
		}
		if inUse[s]++; inUse[s] > p.Tables {
			return 0, fmt.Errorf("%w: more than %d meetings in slot %d", ErrTimetable, p.Tables, s+1)
		}
	}
	return countBreaks(diary)
}

func checkMeeting(p *Problem, t Timetable, i int) error {
	m, s := p.Meetings[i], t[i]
	switch {
	case s < 0 || s >= p.Slots:
		return fmt.Errorf("slot %d does not exist", s+1)
	case m.Fixed != Free && m.Fixed != s:
		return fmt.Errorf("fixed in slot %d, placed in %d", m.Fixed+1, s+1)
	case m.Session == Morning && s >= p.MorningSlots, m.Session == Afternoon && s < p.MorningSlots:
		return fmt.Errorf("slot %d is not in its session", s+1)
	}
	for _, who := range []int{m.A, m.B} {
		for _, f := range p.Forbidden[who] {
			if f == s {
				return fmt.Errorf("slot %d is forbidden for participant %d", s+1, who+1)
			}
		}
	}
	for _, before := range m.After {
		if t[before] >= s {
			return fmt.Errorf("meeting %d must be before it", before+1)
		}
	}
	return nil
}

func countBreaks(diary [][]int) (int, error) {
	total, least, most := 0, 0, 0
	for who, day := range diary {
		n, met, idle := 0, false, false
		for _, meeting := range day {
			if meeting == 0 {
				idle = true
				continue
			}
			if met && idle {
				n++
			}
			met, idle = true, false
		}
		total += n
		if who == 0 || n < least {
			least = n
		}
		most = max(most, n)
	}
	if most-least > Fairness {
		return 0, fmt.Errorf("%w: breaks from %d to %d, they may differ by %d", ErrTimetable, least, most, Fairness)
	}
	return total, nil
}
