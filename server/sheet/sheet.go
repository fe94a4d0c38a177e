// Package sheet reads and writes tables: CSV as spreadsheets save it in any country, XLSX, and JSON to be read by programs.
// It does not know what a table is about: which columns there must be, and what is a right cell, is the business of whoever
// imports or exports.
package sheet

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"fairground/server/problem"
)

// Limits of a table that is read. What is written has none.
const (
	MaxBytes   = 10 << 20 // of the file
	MaxRows    = 20_000   // below the header
	MaxColumns = 60
	MaxCell    = 2_000 // characters
)

// Format is a form in which a table is kept in a file.
type Format string

// The formats. JSON is only written: an array with one object of strings for each row, named by the columns.
const (
	CSV  Format = "csv"
	XLSX Format = "xlsx"
	JSON Format = "json"
)

const excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// Uploads lists the media types of the formats that can be read.
func Uploads() []string { return []string{"text/csv", excel} }

// Downloads lists the media types of the formats that can be written.
func Downloads() []string { return []string{"text/csv", excel, "application/json"} }

// Of is the format of a media type without parameters, "" for one that cannot be read.
func Of(media string) Format {
	switch media {
	case "text/csv":
		return CSV
	case excel:
		return XLSX
	}
	return ""
}

// Media is the media type of the format.
func (f Format) Media() string {
	switch f {
	case CSV:
		return "text/csv; charset=utf-8"
	case XLSX:
		return excel
	case JSON:
		return "application/json"
	}
	return "application/octet-stream"
}

// Table is a header and the rows below it. Rows[i] is row i+2 of the file, and a table that was read has exactly as many
// cells in each row as there are columns; an empty row inside of the file is a row of empty cells.
type Table struct {
	Name    string // of the sheet in a workbook, at most 31 characters; "Sheet1" if empty
	Columns []string
	Rows    [][]string
}

// Line is the number that a spreadsheet shows beside Rows[row].
func Line(row int) int { return row + 2 }

// Column is the place of a column by its name, without regard to case and white space around it; -1 if there is none.
func (t Table) Column(name string) int {
	return slices.IndexFunc(t.Columns, func(c string) bool { return strings.EqualFold(strings.TrimSpace(c), name) })
}

// Blank reports whether a row has no cell with anything but white space in it.
func Blank(row []string) bool {
	return !slices.ContainsFunc(row, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

// Read reads the first sheet of a file. A cell that Write has guarded comes back as it was. What is wrong with the file as a
// whole is a problem whose code begins with sheet_, with the members row and column where it has a place.
func Read(r io.Reader, format Format) (Table, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return Table{}, fmt.Errorf("read sheet: %w", err)
	}
	if len(data) > MaxBytes {
		return Table{}, problem.Newf(problem.TooLarge, "sheet_too_large", "a sheet has at most %d bytes", MaxBytes)
	}
	b := builder{}
	switch format {
	case CSV:
		err = readCSV(data, &b)
	case XLSX:
		err = readXLSX(data, &b)
	case JSON:
		fallthrough
	default:
		err = problem.New(problem.Unsupported, "sheet_format", "a sheet is text/csv or xlsx")
	}
	if err != nil {
		return Table{}, err
	}
	return b.table()
}

// Write writes the table. Cells that a spreadsheet would compute get an apostrophe before them (OWASP, CSV injection), in
// both formats that spreadsheets open: a text cell of a workbook turns into a formula once it is saved as CSV.
func Write(w io.Writer, format Format, t Table) error {
	switch format {
	case CSV:
		return writeCSV(w, t)
	case XLSX:
		return writeXLSX(w, t)
	case JSON:
		return writeJSON(w, t)
	}
	return problem.New(problem.Unsupported, "sheet_format", "a sheet is written as csv, xlsx or json")
}

// Encode is Write into memory, for a download.
func Encode(format Format, t Table) ([]byte, error) {
	var file bytes.Buffer
	err := Write(&file, format, t)
	return file.Bytes(), err
}

// unreadable is the problem of a file that is not what it claims to be.
func unreadable(words string, cause error) error {
	return problem.New(problem.Invalid, "sheet_unreadable", words).Wrap(cause)
}

// builder collects the rows of a file within the limits. The first is the header. Empty rows count once something follows
// them: a workbook whose columns have a format has a million of them at its end.
type builder struct {
	rows  [][]string
	empty int
}

// longest is how many rows any spreadsheet has.
const longest = 1 << 20

// add takes one row more, or says which limit it breaks.
func (b *builder) add(cells []string) error {
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	line := len(b.rows) + b.empty + 1
	if len(cells) > 0 && line > MaxRows+1 || line > longest {
		return problem.Newf(problem.Invalid, "sheet_too_many_rows", "a sheet has at most %d rows", MaxRows)
	}
	if len(cells) == 0 {
		b.empty++
		return nil
	}
	if len(cells) > MaxColumns {
		return problem.Newf(problem.Invalid, "sheet_too_many_columns", "row %d has more than %d columns", line, MaxColumns).With("row", line)
	}
	row := make([]string, len(cells))
	for i, cell := range cells {
		if utf8.RuneCountInString(cell) > MaxCell {
			return problem.Newf(problem.Invalid, "sheet_cell_too_long", "row %d, column %d has more than %d characters", line, i+1, MaxCell).
				With("row", line).With("column", i+1)
		}
		row[i] = unguarded(cell)
	}
	b.rows = append(b.rows, make([][]string, b.empty)...)
	b.rows, b.empty = append(b.rows, row), 0
	return nil
}

// table makes all rows as wide as the header. Cells beyond it belong to no column, which is refused: they are what a comma
// in the wrong place looks like.
func (b *builder) table() (Table, error) {
	if len(b.rows) == 0 || len(b.rows[0]) == 0 {
		return Table{}, problem.New(problem.Invalid, "sheet_no_header", "the first row names the columns")
	}
	t := Table{Columns: b.rows[0], Rows: b.rows[1:]}
	for i := range t.Columns {
		t.Columns[i] = strings.TrimSpace(t.Columns[i])
	}
	for i, row := range t.Rows {
		if len(row) > len(t.Columns) {
			return Table{}, problem.Newf(problem.Invalid, "sheet_stray_cell", "row %d has a cell below no column", Line(i)).
				With("row", Line(i)).With("column", len(row))
		}
		for len(row) < len(t.Columns) {
			row = append(row, "")
		}
		t.Rows[i] = row
	}
	return t, nil
}
