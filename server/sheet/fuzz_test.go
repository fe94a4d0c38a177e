package sheet

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"fairground/server/problem"
)

// judged fails if the file was refused without a code, or taken beyond the limits.
func judged(t *testing.T, table Table, err error) {
	t.Helper()
	if err != nil {
		if !strings.HasPrefix(problem.Code(err), "sheet_") {
			t.Fatalf("an error without a code of its own: %v", err)
		}
		return
	}
	if len(table.Columns) == 0 || len(table.Columns) > MaxColumns || len(table.Rows) > MaxRows {
		t.Fatalf("%d columns and %d rows were taken", len(table.Columns), len(table.Rows))
	}
	for i, row := range table.Rows {
		if len(row) != len(table.Columns) {
			t.Fatalf("row %d has %d cells, the header %d", Line(i), len(row), len(table.Columns))
		}
		for _, cell := range row {
			if !utf8.ValidString(cell) || utf8.RuneCountInString(cell) > MaxCell {
				t.Fatalf("row %d holds %q", Line(i), cell)
			}
		}
	}
}

func FuzzReadCSV(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2\n", "\ufeffa;b\r\n\"x\ny\";'=1\r\n", "sep=;\na\n", "a\n\n\n\"", "\xd0\xd5\xc3\xfb\n\xcd\xf5\n", "\xff\xfea\x00\n\x00"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := Read(bytes.NewReader(data), CSV)
		judged(t, table, err)
	})
}

func FuzzReadXLSX(f *testing.F) {
	var file bytes.Buffer
	if err := Write(&file, XLSX, Table{Columns: []string{"a", "b"}, Rows: [][]string{{"1", "=2"}, {"王", ""}}}); err != nil {
		f.Fatal(err)
	}
	f.Add(file.Bytes())
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := Read(bytes.NewReader(data), XLSX)
		judged(t, table, err)
	})
}

// The worksheet itself is fuzzed inside of a right zip file, where a mutation of the bytes of the file would hardly reach.
func FuzzReadWorksheet(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="3"><c r="C3"><f>1</f><v>2</v></c></row>`)
	f.Add(`<row r="1048576"><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row><row r="-4"/>`)
	f.Fuzz(func(t *testing.T, rows string) {
		table, err := Read(strings.NewReader(workbook(t, rows)), XLSX)
		judged(t, table, err)
	})
}

func FuzzWhatIsWrittenIsReadBack(f *testing.F) {
	f.Add("a", "=1", "'=1", "\n")
	f.Add("姓名", "\t", "\ufeff", "''")
	f.Fuzz(func(t *testing.T, column, a, b, c string) {
		column = strings.TrimSpace(text(column))
		table := Table{Columns: []string{column, "second"}, Rows: [][]string{{text(a), text(b)}, {text(c), "end"}}}
		for _, format := range []Format{CSV, XLSX} {
			var file bytes.Buffer
			if err := Write(&file, format, table); err != nil {
				t.Fatal(err)
			}
			got, err := Read(&file, format)
			if problem.Code(err) == "sheet_cell_too_long" {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			if shown(got) != shown(table) {
				t.Fatalf("%s: read %q, want %q", format, shown(got), shown(table))
			}
		}
	})
}
