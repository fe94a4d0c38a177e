package paper

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"fairground/server/money"
	"fairground/server/sheet"
)

// WriteJSON writes the document for programs.
func WriteJSON(w io.Writer, d Document) error {
	if err := d.check(); err != nil {
		return err
	}
	d.Format = Format
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(d); err != nil {
		return fmt.Errorf("write document: %w", err)
	}
	return nil
}

// WriteCSV writes the lines and sums of the document as a table with one amount in each row, in words of the language.
func WriteCSV(w io.Writer, d Document, language string) error {
	if err := d.check(); err != nil {
		return err
	}
	say, err := speaker(language)
	if err != nil {
		return err
	}
	t := sheet.Table{Columns: []string{"document", "number", "section", "date", "text", "reference", "column", "amount", "currency"}}
	add := func(section, date, text, ref, column string, a *money.Amount) {
		if a != nil {
			t.Rows = append(t.Rows, []string{say(title[d.Kind]), d.Number, section, date, text, ref, column, a.Decimal(), string(a.Currency)})
		}
	}
	for _, l := range d.Lines {
		date := ""
		if l.At != nil {
			date = l.At.UTC().Format(time.RFC3339)
		}
		text := l.say(say)
		for _, c := range []struct {
			name   string
			amount *money.Amount
		}{{"amount", l.Amount}, {"base", l.Base}, {"in", l.In}, {"out", l.Out}, {"balance", l.Balance}} {
			add("line", date, text, l.Ref, c.name, c.amount)
		}
	}
	for _, s := range d.Totals {
		add("total", "", say(s.Label), "", "amount", &s.Amount)
	}
	if err := sheet.Write(w, sheet.CSV, t); err != nil {
		return fmt.Errorf("write document: %w", err)
	}
	return nil
}

// say is what the line is for, in the language of the paper.
func (l Line) say(say func(Word) string) string {
	switch {
	case l.What == "":
		return l.Text
	case l.Text == "":
		return say(l.What)
	}
	return say(l.What) + " · " + l.Text
}
