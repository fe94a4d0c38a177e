package b2bsp

import (
	"errors"
	"slices"
	"testing"
)

// workshop is a small fair with every kind of constraint, and a timetable of it with one break.
func workshop() (*Problem, Timetable) {
	return &Problem{
		Participants: 5, Slots: 5, MorningSlots: 3, Tables: 1,
		Forbidden: [][]int{nil, nil, {0}, nil, nil},
		Meetings: []Meeting{
			{A: 0, B: 1, Session: Morning, Fixed: Free},
			{A: 0, B: 2, Session: AnyTime, Fixed: 1},
			{A: 0, B: 3, Session: Afternoon, Fixed: Free, After: []int{1}},
			{A: 1, B: 2, Session: AnyTime, Fixed: Free},
		},
	}, Timetable{0, 1, 3, 2}
}

func TestBreaksAreGroupsOfIdleSlots(t *testing.T) {
	p, timetable := workshop()
	// 0 meets in slots 1, 2 and 4; 1 in slots 1 and 3; 2 in slots 2 and 3.
	if breaks, err := Check(p, timetable); err != nil || breaks != 2 {
		t.Errorf("%d breaks, %v", breaks, err)
	}
	long := &Problem{Participants: 2, Slots: 6, MorningSlots: 6, Tables: 1, Forbidden: [][]int{{2}, nil}, Meetings: []Meeting{
		{A: 0, B: 1, Session: AnyTime, Fixed: Free}, {A: 0, B: 1, Session: AnyTime, Fixed: Free},
	}}
	if breaks, err := Check(long, Timetable{1, 5}); err != nil || breaks != 2 {
		t.Errorf("a pause of three slots, one of them forbidden, is one break of each: %d, %v", breaks, err)
	}
}

func TestASpoiltTimetableIsRejected(t *testing.T) {
	for name, spoil := range map[string]func(*Problem, Timetable) Timetable{
		"a meeting without slot":        func(_ *Problem, t Timetable) Timetable { t[3] = Free; return t },
		"a slot after the last":         func(_ *Problem, t Timetable) Timetable { t[3] = 5; return t },
		"a meeting missing":             func(_ *Problem, t Timetable) Timetable { return t[:3] },
		"two at once":                   func(p *Problem, t Timetable) Timetable { p.Tables = 2; t[0] = 1; return t },
		"too few tables":                func(_ *Problem, t Timetable) Timetable { t[3] = 3; return t },
		"a fixed meeting moved":         func(_ *Problem, t Timetable) Timetable { t[1] = 4; return t },
		"a forbidden slot":              func(_ *Problem, t Timetable) Timetable { t[3], t[0] = 0, 2; return t },
		"the afternoon for the morning": func(_ *Problem, t Timetable) Timetable { t[0] = 4; return t },
		"the morning for the afternoon": func(_ *Problem, t Timetable) Timetable { t[2], t[3] = 2, 4; return t },
		"the wrong order":               func(p *Problem, t Timetable) Timetable { p.Meetings[0].After = []int{1}; return t },
		"the same time":                 func(p *Problem, t Timetable) Timetable { p.Meetings[3].After = []int{3}; return t },
	} {
		p, timetable := workshop()
		if _, err := Check(p, spoil(p, slices.Clone(timetable))); !errors.Is(err, ErrTimetable) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestThreeBreaksMoreThanAnotherAreUnfair(t *testing.T) {
	p := &Problem{Participants: 9, Slots: 7, MorningSlots: 7, Tables: 1, Forbidden: make([][]int, 9)}
	var timetable Timetable
	for i := range 4 {
		p.Meetings = append(p.Meetings, Meeting{A: 0, B: 1 + i, Session: AnyTime, Fixed: Free})
		timetable = append(timetable, 2*i)
	}
	if _, err := Check(p, timetable); !errors.Is(err, ErrTimetable) {
		t.Error(err)
	}
	timetable[3] = 5
	if breaks, err := Check(p, timetable); err != nil || breaks != 2 {
		t.Errorf("%d, %v", breaks, err)
	}
}
