package matchmaking

import (
	"bufio"
	"fmt"
	"io"
	"slices"

	"fairground/matchmaking/b2bsp"
)

// WriteBenchmark writes the problem in the data format of the published benchmark (.dzn, see b2bsp), for solvers that read
// it. The form knows numbers only, and less than a Problem: comments at the head name the participants and meetings, and
// say what of this problem is left out. The errors are *Invalid: of a problem that is not valid, and ErrTooLarge for more
// slots or people than the form takes.
func WriteBenchmark(w io.Writer, p Problem) error {
	if err := p.Validate(); err != nil {
		return err
	}
	if len(p.Slots) > b2bsp.MaxSlots {
		return invalid(ErrTooLarge, "slots", "the benchmark's form takes at most %d", b2bsp.MaxSlots)
	}
	if len(p.People) > b2bsp.MaxParticipants {
		return invalid(ErrTooLarge, "people", "the benchmark's form takes at most %d", b2bsp.MaxParticipants)
	}
	f := benchmark{problem: p, participant: map[string]int{}, meeting: map[string]int{}}
	f.morning, f.first, f.second = halves(p.Slots)
	form := f.form()
	out := bufio.NewWriter(w)
	say := func(format string, args ...any) {
		fmt.Fprintf(out, "%% "+format+"\n", args...) //nolint:errcheck // the buffer keeps the error for Flush
	}
	for _, sentence := range f.leftOut() {
		say("left out: %s", sentence)
	}
	for i, slot := range p.Slots {
		say("slot %d is %s", i+1, slot.starts())
	}
	for i, person := range p.People {
		say("participant %d is %q", i+1, person.ID)
	}
	for i, x := range f.kept {
		say("meeting %d is %q", i+1, x.ID)
	}
	if err := b2bsp.Write(out, form); err != nil {
		return fmt.Errorf("write benchmark: %w", err)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write benchmark: %w", err)
	}
	return nil
}

// benchmark is a problem on its way into the form.
type benchmark struct {
	problem       Problem
	participant   map[string]int // by person
	meeting       map[string]int // by wish
	kept          []Wish         // of two people
	morning       int            // slots of the first session
	first, second string         // the names of the two sessions, if there are just two
}

// halves finds the morning of the form: the slots of the first session, if the slots are those of one session and then those
// of one other. All slots are morning otherwise, and no meeting is bound to it.
func halves(slots []Slot) (morning int, first, second string) {
	if len(slots) == 0 {
		return 0, "", ""
	}
	change := slices.IndexFunc(slots, func(s Slot) bool { return s.Session != slots[0].Session })
	if change < 0 {
		return len(slots), "", ""
	}
	first, second = slots[0].Session, slots[change].Session
	if slices.ContainsFunc(slots[change:], func(s Slot) bool { return s.Session != second }) {
		return len(slots), "", ""
	}
	return change, first, second
}

// session is the half of a wish, if the form can say it.
func (f *benchmark) session(x Wish) (s b2bsp.Session, said bool) {
	both := slices.Contains(x.Sessions, f.first) && slices.Contains(x.Sessions, f.second)
	switch {
	case len(x.Sessions) == 0, f.first != f.second && both:
		return b2bsp.AnyTime, true
	case f.first == f.second: // not two halves
		return b2bsp.AnyTime, false
	case slices.Contains(x.Sessions, f.first):
		return b2bsp.Morning, true
	}
	return b2bsp.Afternoon, true
}

func (f *benchmark) form() *b2bsp.Problem {
	p := f.problem
	form := &b2bsp.Problem{Participants: len(p.People), Slots: len(p.Slots), MorningSlots: f.morning, Tables: len(p.Rooms), Forbidden: make([][]int, len(p.People))}
	for i, person := range p.People {
		f.participant[person.ID] = i
		open := map[int]bool{}
		for _, s := range person.Slots {
			open[s] = true
		}
		for s := range p.Slots {
			if !open[s] {
				form.Forbidden[i] = append(form.Forbidden[i], s)
			}
		}
	}
	for _, x := range p.Wishes {
		if len(x.People) == 2 {
			f.meeting[x.ID] = len(f.kept)
			f.kept = append(f.kept, x)
		}
	}
	for _, x := range f.kept {
		m := b2bsp.Meeting{A: f.participant[x.People[0]], B: f.participant[x.People[1]], Fixed: b2bsp.Free}
		m.Session, _ = f.session(x)
		if x.Fixed != nil {
			m.Fixed = x.Fixed.Slot
		}
		for _, before := range x.After {
			if i, kept := f.meeting[before]; kept {
				m.After = append(m.After, i)
			}
		}
		form.Meetings = append(form.Meetings, m)
	}
	return form
}

// leftOut says what of this problem the form does not carry.
func (f *benchmark) leftOut() []string {
	p := f.problem
	always := func(open []int) bool { return len(open) == len(p.Slots) }
	wish := func(has func(Wish) bool) bool { return slices.ContainsFunc(p.Wishes, has) }
	rows := []struct {
		so       bool
		sentence string
	}{
		{len(p.Wishes) > 0, "that a wish may stay unmet, and its level and value: here every meeting is held"},
		{len(p.People) > 0, "the nights of people's zones"},
		{len(p.Slots) > 1, "the length of slots and the end of a day: here idle time between two days is a break as well"},
		{len(f.kept) < len(p.Wishes), fmt.Sprintf("%d meetings of more than two people", len(p.Wishes)-len(f.kept))},
		{len(p.Interpreters) > 0 || wish(func(x Wish) bool { return x.Interpret != nil }), "interpreters and the meetings that need one"},
		{slices.ContainsFunc(p.People, func(x Person) bool { return x.Min > 0 || x.Max > 0 }) || len(p.Companies) > 0, "the targets of people and companies"},
		{p.OncePerPair, "that two companies meet once"},
		{slices.ContainsFunc(p.Rooms, func(r Room) bool { return !always(r.Slots) }) || wish(func(x Wish) bool { return len(x.Rooms) > 0 || x.Fixed != nil && x.Fixed.Room != "" }), "which room is open when and for whom: here there are so many tables at all times"},
		{wish(func(x Wish) bool { return len(x.Forbidden) > 0 }), "slots that are closed to a single meeting"},
		{wish(func(x Wish) bool { _, said := f.session(x); return !said }), "sessions, which are not one morning and one afternoon"},
	}
	var list []string
	for _, row := range rows {
		if row.so {
			list = append(list, row.sentence)
		}
	}
	return list
}
