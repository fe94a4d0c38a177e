package sheet

import (
	"fmt"
	"strings"
	"testing"
)

func TestTheHeaderIsJudgedBeforeTheRows(t *testing.T) {
	rows := []struct{ name, file, want string }{
		{"any order and case", "ROLE,Email , Name\nbuyer,a@x.org,Ada\n", ""},
		{"an optional column may be missing", "email,name\na@x.org,Ada\n", ""},
		{"a missing column", "email\na@x.org\n", "1 name column_missing"},
		{"a misspelled column is unknown, and the right one missing", "e-mail,name\na@x.org,Ada\n", "1 e-mail column_unknown; 1 email column_missing"},
		{"a column twice", "email,name,Email\na@x.org,Ada,b@x.org\n", "1 Email column_twice"},
		{"a column without a name", "email,,name\na@x.org,,Ada\n", "1  column_unknown"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			table, err := Read(strings.NewReader(row.file), CSV)
			if err != nil {
				t.Fatal(err)
			}
			m := NewImport(table, []string{"name", "email"}, []string{"role"})
			read := 0
			for line, r := range m.Rows() {
				read++
				if line != 2 || r.Cell("name") != "Ada" || r.Cell("email") != "a@x.org" || r.Cell("zone") != "" {
					t.Errorf("row %d reads %q and %q", line, r.Cell("name"), r.Cell("email"))
				}
			}
			report := m.Report(0)
			var got []string
			for _, f := range report.Errors {
				got = append(got, fmt.Sprintf("%d %s %s", f.Row, f.Column, f.Code))
			}
			if strings.Join(got, "; ") != row.want {
				t.Errorf("faults %q, want %q", got, row.want)
			}
			right := 0
			if row.want == "" {
				right = 1
			}
			if read != right || report.Rows != 1 || report.Ready != right || m.Clean() != (row.want == "") {
				t.Errorf("%d rows were read of %+v", read, report)
			}
		})
	}
}

func TestEmptyRowsAreNeitherReadNorCounted(t *testing.T) {
	m := NewImport(Table{Columns: []string{"name"}, Rows: [][]string{{"Ada"}, {"  "}, {"Bob"}}}, []string{"name"}, nil)
	var lines []int
	for line := range m.Rows() {
		lines = append(lines, line)
	}
	if fmt.Sprint(lines) != "[2 4]" || m.Report(0).Rows != 2 {
		t.Errorf("rows %v, report %+v", lines, m.Report(0))
	}
}

func TestAThousandFaultsAreCountedAndNotAllListed(t *testing.T) {
	table := Table{Columns: []string{"name"}}
	for range 1000 {
		table.Rows = append(table.Rows, []string{"x"})
	}
	m := NewImport(table, []string{"name"}, nil)
	for line := range m.Rows() {
		m.Fault(line, "name", "wrong", "is wrong")
	}
	if r := m.Report(0); len(r.Errors) != maxFaults || r.More != 1000-maxFaults || r.Ready != 0 {
		t.Errorf("%d faults listed, %d more, %d ready", len(r.Errors), r.More, r.Ready)
	}
}
