package matchmaking

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// ErrBadTable says that a file is not the table of a schedule of the problem.
var ErrBadTable = errors.New("not a table of this problem")

// scheduleColumns head the table of a schedule.
var scheduleColumns = []string{"wish", "level", "value", "people", "start", "minutes", "room", "interpreter", "unplaced"} //nolint:gochecknoglobals // a constant

// WriteScheduleCSV writes one line for each wish, the met ones with start, room and interpreter. A cell that a spreadsheet
// would take for a formula begins with an apostrophe.
func WriteScheduleCSV(w io.Writer, p Problem, s Schedule) error {
	wishes := wishesByID(p)
	out := csv.NewWriter(w)
	line := func(cells ...string) error {
		for i, c := range cells {
			if computed(c) {
				cells[i] = "'" + c
			}
		}
		if err := out.Write(cells); err != nil {
			return fmt.Errorf("write schedule: %w", err)
		}
		return nil
	}
	if err := line(slices.Clone(scheduleColumns)...); err != nil {
		return err
	}
	cells := func(id string) ([]string, error) {
		x := wishes[id]
		if x == nil {
			return nil, fmt.Errorf("%w: wish %q", ErrNoSchedule, id)
		}
		return x.cells(), nil
	}
	for _, m := range s.Meetings {
		row, err := cells(m.Wish)
		if err != nil || m.Slot < 0 || m.Slot >= len(p.Slots) {
			return fmt.Errorf("%w: meeting %q in slot %d", ErrNoSchedule, m.Wish, m.Slot)
		}
		slot := p.Slots[m.Slot]
		if err := line(append(row, slot.starts(), strconv.Itoa(slot.Minutes), m.Room, m.Interpreter, "")...); err != nil {
			return err
		}
	}
	for _, u := range s.Unplaced {
		row, err := cells(u.Wish)
		if err != nil {
			return err
		}
		if err := line(append(row, "", "", "", "", u.Reason)...); err != nil {
			return err
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write schedule: %w", err)
	}
	return nil
}

func wishesByID(p Problem) map[string]*Wish {
	wishes := make(map[string]*Wish, len(p.Wishes))
	for i := range p.Wishes {
		wishes[p.Wishes[i].ID] = &p.Wishes[i]
	}
	return wishes
}

// cells are what the table repeats of a wish.
func (x *Wish) cells() []string {
	return []string{x.ID, string(x.Level), strconv.Itoa(x.Value), strings.Join(x.People, " ")}
}

func (s Slot) starts() string { return s.Start.UTC().Format(time.RFC3339) }

// computed reports whether a spreadsheet would compute the cell, or would once the apostrophes before it are taken off: a
// cell that is guarded twice comes back as it was. Full-width signs are taken for formulas by some, and so is what follows
// white space.
func computed(cell string) bool {
	cell = strings.TrimLeft(strings.TrimLeft(cell, "'"), " \n\u00a0\u3000\ufeff")
	first, _ := utf8.DecodeRuneInString(cell)
	return strings.ContainsRune("=+-@|＝＋－＠\t\r", first)
}

// ReadScheduleCSV reads what WriteScheduleCSV wrote: which wishes of the problem are met, when and where, in the order of the
// problem. Every wish has to stand there once, as the problem has it; whether the meetings can be held is for Verify. Columns
// are found by their names; others, such as those for people to read, are passed over. The error wraps ErrBadTable and names
// the line.
func ReadScheduleCSV(r io.Reader, p Problem) ([]Placement, error) {
	met, _, err := readTable(r, p)
	return met, err
}

// VerifyScheduleCSV reports whether a table says the same as a schedule: the same meetings, and the same reasons why others
// are not. The error wraps ErrRejected or ErrBadTable.
func VerifyScheduleCSV(r io.Reader, p Problem, s Schedule) error {
	met, unmet, err := readTable(r, p)
	if err != nil {
		return err
	}
	if len(met) != len(s.Meetings) {
		return fmt.Errorf("%w: the table has %d meetings, the schedule %d", ErrRejected, len(met), len(s.Meetings))
	}
	said := make(map[string]Placement, len(met))
	for _, m := range met {
		said[m.Wish] = m
	}
	for _, m := range s.Meetings {
		if said[m.Wish] != m {
			return fmt.Errorf("%w: the table has the meeting of %q otherwise", ErrRejected, m.Wish)
		}
	}
	for _, u := range s.Unplaced {
		if unmet[u.Wish] != u.Reason {
			return fmt.Errorf("%w: the table has another reason for %q", ErrRejected, u.Wish)
		}
	}
	return nil
}

// readTable gives the wishes that are met, in the order of the problem, and the reasons of the others.
func readTable(r io.Reader, p Problem) (met []Placement, unmet map[string]string, err error) {
	source := bufio.NewReader(io.LimitReader(r, MaxCertificateBytes))
	if mark, _ := source.Peek(3); string(mark) == "\ufeff" { // a spreadsheet has been at it
		_, _ = source.Discard(len(mark))
	}
	in := csv.NewReader(source)
	in.ReuseRecord = true // and as many cells in each line as in the first
	head, err := in.Read()
	if err != nil {
		return nil, nil, fmt.Errorf("%w: it has no header", ErrBadTable)
	}
	at := make([]int, len(scheduleColumns))
	for i, column := range scheduleColumns {
		if at[i] = slices.Index(head, column); at[i] < 0 {
			return nil, nil, fmt.Errorf("%w: there is no column %q", ErrBadTable, column)
		}
	}
	t := table{problem: p, wishes: wishesByID(p), slots: map[string]int{}, met: map[string]Placement{}, unmet: map[string]string{}}
	for i, slot := range p.Slots {
		t.slots[slot.starts()] = i
	}
	for {
		line, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, nil, fmt.Errorf("%w: %w", ErrBadTable, err)
		}
		cells := make([]string, len(at))
		for i, n := range at {
			cells[i] = line[n]
			if rest, guarded := strings.CutPrefix(line[n], "'"); guarded && computed(rest) {
				cells[i] = rest
			}
		}
		if err := t.take(cells); err != nil {
			number, _ := in.FieldPos(0)
			return nil, nil, fmt.Errorf("%w: line %d: %w", ErrBadTable, number, err)
		}
	}
	for _, x := range p.Wishes {
		m, placed := t.met[x.ID]
		if _, known := t.unmet[x.ID]; !placed && !known {
			return nil, nil, fmt.Errorf("%w: wish %q is missing", ErrBadTable, x.ID)
		}
		if placed {
			met = append(met, m)
		}
	}
	return met, t.unmet, nil
}

// table is a schedule that is being read.
type table struct {
	problem Problem
	wishes  map[string]*Wish
	slots   map[string]int // by their start
	met     map[string]Placement
	unmet   map[string]string
}

// take takes one line, or says what is wrong with it.
func (t *table) take(cells []string) error {
	id := cells[0]
	x := t.wishes[id]
	if x == nil {
		return fmt.Errorf("there is no wish %q", id)
	}
	_, met := t.met[id]
	if _, unmet := t.unmet[id]; met || unmet {
		return fmt.Errorf("wish %q stands here twice", id)
	}
	if of := x.cells(); !slices.Equal(cells[:len(of)], of) {
		return fmt.Errorf("wish %q is another than that of the problem", id)
	}
	start, minutes, room, interpreter, reason := cells[4], cells[5], cells[6], cells[7], cells[8]
	if start == "" {
		if minutes != "" || room != "" || interpreter != "" || reason == "" {
			return fmt.Errorf("wish %q has no start, and should have a reason and nothing else", id)
		}
		t.unmet[id] = reason
		return nil
	}
	slot, known := t.slots[start]
	if !known || strconv.Itoa(t.problem.Slots[slot].Minutes) != minutes {
		return fmt.Errorf("no slot of the problem begins at %q and has %q minutes", start, minutes)
	}
	if reason != "" {
		return fmt.Errorf("wish %q has both a start and a reason why it has none", id)
	}
	t.met[id] = Placement{Wish: id, Slot: slot, Room: room, Interpreter: interpreter}
	return nil
}
