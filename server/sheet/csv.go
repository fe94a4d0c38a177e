package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"fairground/server/problem"
)

// readCSV reads RFC 4180 with any of three separators. The reader of the standard library passes over empty lines; they are
// counted here, so that a row keeps the number that a spreadsheet shows.
func readCSV(data []byte, b *builder) error {
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return unreadable("this is a workbook, not CSV", nil)
	}
	source, err := decode(data)
	if err != nil {
		return err
	}
	source, comma := separator(source)
	r := csv.NewReader(strings.NewReader(source))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = comma, -1, true
	for {
		b.empty += emptyLines(source[r.InputOffset():])
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		var wrong *csv.ParseError
		if errors.As(err, &wrong) {
			return problem.Newf(problem.Invalid, "sheet_quotes", "line %d: %v", wrong.Line, wrong.Err).With("row", len(b.rows)+b.empty+1).Wrap(err)
		}
		if err != nil {
			return fmt.Errorf("read csv: %w", err)
		}
		if err := b.add(cells); err != nil {
			return err
		}
	}
}

// emptyLines counts the empty lines that a text begins with.
func emptyLines(source string) (n int) {
	for {
		after, found := strings.CutPrefix(strings.TrimPrefix(source, "\r"), "\n")
		if !found {
			return n
		}
		n, source = n+1, after
	}
}

// separator tells the separator: the one that the line "sep=;" of a spreadsheet names, which is then left out, else the one
// that stands most often in the header outside of quotes, else the comma.
func separator(source string) (rest string, comma rune) {
	if named, ok := strings.CutPrefix(source, "sep="); ok && named != "" && strings.ContainsRune(",;\t", rune(named[0])) {
		line, after, _ := strings.Cut(named[1:], "\n")
		if line == "" || line == "\r" {
			return after, rune(named[0])
		}
	}
	count := map[rune]int{}
	quoted := false
	for _, r := range source {
		if r == '"' {
			quoted = !quoted
		}
		if quoted {
			continue
		}
		if r == '\n' {
			break
		}
		count[r]++
	}
	comma = ','
	for _, r := range ";\t" {
		if count[r] > count[comma] {
			comma = r
		}
	}
	return source, comma
}

// writeCSV writes a byte order mark first, without which spreadsheets misread Chinese.
func writeCSV(w io.Writer, t Table) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	for _, row := range append([][]string{t.Columns}, t.Rows...) {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = guarded(cell)
		}
		if err := out.Write(cells); err != nil {
			return fmt.Errorf("write csv: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}
