package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"fairground/server/settlement/rail"
	"fairground/server/settlement/statement"
)

func TestAShortYearIsProvenDayByDay(t *testing.T) {
	var out bytes.Buffer
	if err := run(t.Context(), []string{"-orders", "150", "-days", "12", "-seed", "1", "-data", t.TempDir()}, &out); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	last := regexp.MustCompile(`(?m)^orders=150 entries=\d+ amount_cny=\d+ days=12/12 with_exception=\d+ exceptions_opened=\d+ exceptions_open=\d+ violations=0 wall_s=[\d.]+ verify_entries_s=\d+ rss_mb=\d+$`)
	if !last.Match(out.Bytes()) {
		t.Fatalf("got\n%s", out.String())
	}
}

// A bank that leaves a booking out of its statement, and out of its balance, is found out on the day.
func TestADayThatIsNotProvenEndsTheYear(t *testing.T) {
	var out bytes.Buffer
	w, err := open(t.Context(), size{orders: 40, days: 6, seed: 1, faults: rail.Faults{}, people: 16, dir: t.TempDir()}, &out)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := w.close(); err != nil {
			t.Error(err)
		}
	}()
	w.bank.spoil = func(s *statement.Statement) {
		if n := len(s.Lines) - 1; s.Number == 3 && n >= 0 {
			s.Closing.Amount.Minor -= s.Lines[n].Amount.Minor
			s.Lines = s.Lines[:n]
		}
	}
	if err := w.live(t.Context()); err == nil || !strings.Contains(err.Error(), "not proven") {
		t.Fatalf("got %v\n%s", err, out.String())
	}
}
