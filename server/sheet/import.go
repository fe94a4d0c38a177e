package sheet

import (
	"iter"
	"slices"
	"strings"
	"time"
)

// WriteTime is how long the write of an import may take. It is not bound by the deadline of the request that sent the table:
// to stop there would leave a half of it.
const WriteTime = 5 * time.Minute

// maxFaults is how many places an answer names; the rest is counted only.
const maxFaults = 500

// Fault is one wrong place of a table that somebody wants to import.
type Fault struct {
	Row     int    `json:"row" doc:"As a spreadsheet numbers it: the header is row 1."`
	Column  string `json:"column"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Report is the answer to an import, the same for a dry run. With any fault nothing is imported.
type Report struct {
	Rows     int     `json:"rows" doc:"Rows that are not empty."`
	Ready    int     `json:"ready" doc:"Rows without a fault."`
	Imported int     `json:"imported" doc:"Rows that changed something; 0 in a dry run and if anything is wrong."`
	Errors   []Fault `json:"errors" nullable:"false" doc:"By row; at most 500."`
	More     int     `json:"more,omitempty" doc:"Further errors that are not listed."`
}

// Import is a table whose columns are known, while it is being judged.
type Import struct {
	table  Table
	place  map[string]int // of a column by its name
	wrong  map[int]bool   // rows of the file
	report Report
}

// NewImport judges the header: every required column has to be there, and none that is neither required nor optional, so
// that a misspelled name is not passed over in silence. Names are compared without regard to case.
func NewImport(t Table, required, optional []string) *Import {
	m := &Import{table: t, place: map[string]int{}, wrong: map[int]bool{}, report: Report{Errors: []Fault{}}}
	for i, column := range t.Columns {
		name := strings.ToLower(column)
		_, twice := m.place[name]
		switch {
		case !slices.Contains(required, name) && !slices.Contains(optional, name):
			m.Fault(1, column, "column_unknown", "there is no such column; it is one of "+strings.Join(append(slices.Clone(required), optional...), ", "))
		case twice:
			m.Fault(1, column, "column_twice", "the column stands here twice")
		default:
			m.place[name] = i
		}
	}
	for _, name := range required {
		if _, ok := m.place[name]; !ok {
			m.Fault(1, name, "column_missing", "the column is missing")
		}
	}
	return m
}

// Rows gives every row that is not empty by its number in the file; none if the header is wrong.
func (m *Import) Rows() iter.Seq2[int, Row] {
	return func(yield func(int, Row) bool) {
		if m.wrong[1] {
			return
		}
		for i, cells := range m.table.Rows {
			if !Blank(cells) && !yield(Line(i), Row{m.place, cells}) {
				return
			}
		}
	}
}

// Row is one row of an import.
type Row struct {
	place map[string]int
	cells []string
}

// Cell is the cell below a column without white space around it, "" if there is no such column.
func (r Row) Cell(column string) string {
	if i, ok := r.place[column]; ok {
		return strings.TrimSpace(r.cells[i])
	}
	return ""
}

// Fault notes what is wrong in a row.
func (m *Import) Fault(row int, column, code, message string) {
	m.wrong[row] = true
	if len(m.report.Errors) == maxFaults {
		m.report.More++
		return
	}
	m.report.Errors = append(m.report.Errors, Fault{row, column, code, message})
}

// Sound reports whether a row has no fault so far.
func (m *Import) Sound(row int) bool { return !m.wrong[row] }

// Clean reports whether nothing is wrong so far.
func (m *Import) Clean() bool { return len(m.wrong) == 0 }

// Report is the answer after so many rows have changed something. Faults are listed by row.
func (m *Import) Report(imported int) Report {
	r := m.report
	for i, cells := range m.table.Rows {
		if Blank(cells) {
			continue
		}
		r.Rows++
		if !m.wrong[1] && !m.wrong[Line(i)] {
			r.Ready++
		}
	}
	r.Imported = imported
	slices.SortStableFunc(r.Errors, func(a, b Fault) int { return a.Row - b.Row })
	return r
}
