// Package b2bsp solves the published benchmark of business-to-business meeting scheduling to proven optimality: given who
// meets whom, it finds the timetable with the fewest breaks, or shows that there is none, and leaves a proof that code
// sharing nothing with the solver can recompute.
//
// It does not know people, companies, needs, calendars, time zones, rooms with names, a database, HTTP or the clock:
// participants, meetings and slots are numbers, and time is what the caller's context allows.
package b2bsp

import (
	"errors"
	"fmt"
	"math/bits"
)

// Bounds of what is accepted.
const (
	MaxParticipants = 20_000
	MaxMeetings     = 200_000
	MaxSlots        = 64 // a set of slots is one machine word
)

// Free is the slot of a meeting that is not fixed, and of one that is not placed.
const Free = -1

// Fairness is the largest difference of breaks between two participants, those without meetings included.
const Fairness = 2

// Session restricts a meeting to a part of the day. The values are those of the format.
type Session int

// The sessions.
const (
	Morning   Session = 1
	Afternoon Session = 2
	AnyTime   Session = 3
)

// Meeting is one meeting of two participants.
type Meeting struct {
	A, B    int // participants, from 0
	Session Session
	Fixed   int   // its slot, from 0, or Free
	After   []int // meetings, from 0, that are strictly before this one
}

// Problem is one instance.
type Problem struct {
	Participants int
	Slots        int // slots of the day, at most MaxSlots
	MorningSlots int // the first so many are the morning, the others the afternoon
	Tables       int // meetings that can run at once
	Meetings     []Meeting
	Forbidden    [][]int // for each participant the slots, from 0 and ascending, in which he cannot meet
}

// Timetable is the slot, from 0, of every meeting.
type Timetable []int

// ErrProblem is wrapped by what Validate returns.
var ErrProblem = errors.New("not a valid problem")

// Validate says what is out of range. A valid problem may still have no timetable.
func (p *Problem) Validate() error {
	switch {
	case p.Participants < 0 || p.Participants > MaxParticipants:
		return fmt.Errorf("%w: %d participants", ErrProblem, p.Participants)
	case len(p.Meetings) > MaxMeetings:
		return fmt.Errorf("%w: %d meetings", ErrProblem, len(p.Meetings))
	case p.Slots < 0 || p.Slots > MaxSlots:
		return fmt.Errorf("%w: %d slots, at most %d", ErrProblem, p.Slots, MaxSlots)
	case p.MorningSlots < 0 || p.MorningSlots > p.Slots:
		return fmt.Errorf("%w: %d of %d slots in the morning", ErrProblem, p.MorningSlots, p.Slots)
	case p.Tables < 0:
		return fmt.Errorf("%w: %d tables", ErrProblem, p.Tables)
	case len(p.Forbidden) != p.Participants:
		return fmt.Errorf("%w: forbidden slots of %d participants, not %d", ErrProblem, len(p.Forbidden), p.Participants)
	}
	for i, slots := range p.Forbidden {
		for j, s := range slots {
			if s < 0 || s >= p.Slots || (j > 0 && slots[j-1] >= s) {
				return fmt.Errorf("%w: forbidden slots of participant %d: %d is out of order or range", ErrProblem, i+1, s+1)
			}
		}
	}
	for i, m := range p.Meetings {
		if err := p.validateMeeting(m); err != nil {
			return fmt.Errorf("%w: meeting %d: %w", ErrProblem, i+1, err)
		}
	}
	return nil
}

func (p *Problem) validateMeeting(m Meeting) error {
	switch {
	case m.A < 0 || m.A >= p.Participants || m.B < 0 || m.B >= p.Participants:
		return fmt.Errorf("participants %d and %d are not both known", m.A+1, m.B+1)
	case m.A == m.B:
		return fmt.Errorf("participant %d meets himself", m.A+1)
	case m.Session < Morning || m.Session > AnyTime:
		return fmt.Errorf("session %d", m.Session)
	case m.Fixed < Free || m.Fixed >= p.Slots:
		return fmt.Errorf("fixed in slot %d", m.Fixed+1)
	}
	for _, before := range m.After {
		if before < 0 || before >= len(p.Meetings) {
			return fmt.Errorf("comes after meeting %d, which does not exist", before+1)
		}
	}
	return nil
}

// meetingsOf lists the meetings of each participant, ascending.
func (p *Problem) meetingsOf() [][]int {
	of := make([][]int, p.Participants)
	for i, m := range p.Meetings {
		of[m.A] = append(of[m.A], i)
		of[m.B] = append(of[m.B], i)
	}
	return of
}

// slots is a set of slots: bit s is slot s.
type slots uint64

func oneSlot(s int) slots { return 1 << uint(s&63) }

// upTo is the set of the first n slots.
func upTo(n int) slots {
	if n >= MaxSlots {
		return ^slots(0)
	}
	return oneSlot(n) - 1
}

func (w slots) has(s int) bool { return w&oneSlot(s) != 0 }
func (w slots) count() int     { return bits.OnesCount64(uint64(w)) }
func (w slots) first() int     { return bits.TrailingZeros64(uint64(w)) }
func (w slots) last() int      { return bits.Len64(uint64(w)) - 1 }

// runs counts the maximal groups of adjacent slots.
func (w slots) runs() int { return (w &^ (w << 1)).count() }

// breaks counts the gaps between the first and the last slot of the set.
func (w slots) breaks() int { return max(w.runs()-1, 0) }

// list is the slots, ascending.
func (w slots) list() []int {
	out := make([]int, 0, w.count())
	for ; w != 0; w &= w - 1 {
		out = append(out, w.first())
	}
	return out
}
