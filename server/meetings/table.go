package meetings

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"fairground/server/problem"
)

// TableIDs names the tables of an exhibition, in order: t01, t02 and so on.
func TableIDs(n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprintf("t%02d", i+1)
	}
	return ids
}

var (
	// errTablesFull says that no table is free at the time of a meeting.
	errTablesFull = errors.New("every table is taken")
	// errStillSeen says that somebody sees himself booked then, by a meeting that a run has released and may yet put back.
	errStillSeen = errors.New("a meeting is shown at this time")
)

// seated is a meeting that takes a table, or as many as one if it was agreed before the exhibition had tables.
type seated struct {
	Slot
	table string
}

// unseated lists the tables that are free during a slot. Meetings without a table, or at one that there is no more, count as well:
// together there are never more at once than tables.
func unseated(n int, all []seated, during Slot) []string {
	free := TableIDs(n)
	meetings := 0
	for _, m := range all {
		if m.overlaps(during) {
			meetings++
			free = slices.DeleteFunc(free, func(t string) bool { return t == m.table })
		}
	}
	return free[:min(len(free), max(0, n-meetings))]
}

// freeTables lists the tables that are free during a slot; none if the exhibition has no tables. The meeting with the id except
// takes none.
func (s *Service) freeTables(ctx context.Context, exhibition string, during Slot, except string) ([]string, error) {
	set, err := s.Settings(ctx, exhibition)
	if err != nil || set.Tables == 0 {
		return nil, err
	}
	all, err := s.store.seated(ctx, exhibition, during, except)
	return unseated(set.Tables, all, during), err
}

// full lists the slots of a fair in which no table is free.
func (s *Service) full(ctx context.Context, fair Fair, except string, now time.Time) ([]Slot, error) {
	set, err := s.Settings(ctx, fair.ID)
	slots := slices.DeleteFunc(fair.Slots(), func(f Slot) bool { return !f.Starts.After(now) })
	if err != nil || set.Tables == 0 || len(slots) == 0 {
		return nil, err
	}
	all, err := s.store.seated(ctx, fair.ID, Slot{slots[0].Starts, slots[len(slots)-1].Ends}, except)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slots, func(f Slot) bool { return len(unseated(set.Tables, all, f)) > 0 }), nil
}

// atTable writes something that takes a table, first the one that was meant (""), and while that turns out to be taken those that
// are spare.
func atTable(write func(table string) error, spare func() ([]string, error)) error {
	err := write("")
	if !tableTaken(err) {
		return err
	}
	tables, spareErr := spare()
	if spareErr != nil {
		return spareErr
	}
	for _, t := range tables {
		if err = write(t); !tableTaken(err) {
			break
		}
	}
	return err
}

func tableTaken(err error) bool {
	claim, taken := takenClaim(err)
	return taken && claimKind(claim) == "table"
}

// seat gives a meeting at a new time a table, if the exhibition has any, and an interpreter, if its people share no language, and
// writes it. Others may take them first: that shows in the write, and the next one is tried. Without a table there is no meeting;
// without an interpreter there is, and the coverage of interpretation shows the gap. Nobody books over what he sees, even while a
// run has released it.
func (s *Service) seat(ctx context.Context, m *Meeting, write func(Meeting) error) error {
	set, err := s.Settings(ctx, m.Exhibition)
	if err != nil {
		return err
	}
	seen, err := s.store.released(ctx, m.persons(), Slot{m.Starts, m.Ends}, m.ID)
	if err != nil {
		return err
	}
	if seen {
		return errStillSeen
	}
	m.Table, m.Interpreter = "", ""
	tables := []string{""}
	if set.Tables > 0 {
		all, err := s.store.seated(ctx, m.Exhibition, Slot{m.Starts, m.Ends}, m.ID)
		if err != nil {
			return err
		}
		tables = unseated(set.Tables, all, Slot{m.Starts, m.Ends})
	}
	helpers, err := s.freeInterpreters(ctx, set, m)
	if err != nil {
		return err
	}
	helpers = append(helpers, "")
	for len(tables) > 0 {
		m.Table, m.Interpreter = tables[0], helpers[0]
		m.claim()
		err := write(*m)
		claim, taken := takenClaim(err)
		switch {
		case taken && claimKind(claim) == "table":
			tables = tables[1:]
		case taken && m.Interpreter != "" && strings.HasPrefix(claim, "person:"+m.Interpreter+"@"):
			helpers = helpers[1:]
		default:
			return err
		}
	}
	return errTablesFull
}

// tablesFull is the problem of somebody who found no table.
func tablesFull(free []FreeSlot) *problem.Problem {
	return problem.New(problem.Conflict, "tables_full", "every table is taken at this time").With("alternatives", free)
}
