package settlement

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"fairground/server/money"
	"fairground/server/settlement/statement"
)

func TestWhatTheWordsAboutAFileSay(t *testing.T) {
	eur := func(minor int64) money.Amount { return money.Amount{Minor: minor, Currency: "EUR"} }
	_, csv := statement.Read(strings.NewReader("record,account\nopening,X\n"))
	_, bomb := statement.Read(strings.NewReader("<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"))
	for name, row := range map[string]struct {
		err  error
		want []Particular
	}{
		"lines that lead elsewhere":   {fmt.Errorf("taken: %w", statement.Mismatch{Why: statement.ErrUnbalanced, Found: eur(5), Said: eur(7)}), []Particular{{Name: "made", Amount: &money.Amount{Minor: 5, Currency: "EUR"}}, {Name: "closing", Amount: &money.Amount{Minor: 7, Currency: "EUR"}}}},
		"a gap of nothing":            {statement.Mismatch{Why: statement.ErrGap, Found: eur(0), Said: eur(7)}, []Particular{{Name: "opening", Amount: &money.Amount{Currency: "EUR"}}, {Name: "before", Amount: &money.Amount{Minor: 7, Currency: "EUR"}}}},
		"a table without its columns": {csv, []Particular{{Name: "line", Number: 1}}},
		"entities":                    {bomb, []Particular{{Name: "line", Number: 2}}},
		"a file of no format":         {statement.ErrFormat, nil},
	} {
		if got := viewParticulars(particularsOf(row.err)); !reflect.DeepEqual(got, row.want) {
			t.Errorf("%s: %v says %+v", name, row.err, got)
		}
	}
	if got := viewParticulars([]particular{told("reason", "")}); got != nil {
		t.Errorf("the bank gave no reason: %+v", got)
	}
}
