package meetings

import (
	"errors"
	"testing"
	"time"

	"fairground/server/problem"
)

func TestSettingsAreChecked(t *testing.T) {
	fair := newWorld(1).fair
	hour := func(from, to int) Window {
		return Window{opening.Add(time.Duration(from) * time.Hour), opening.Add(time.Duration(to) * time.Hour)}
	}
	for _, row := range []struct {
		name   string
		change func(*Settings)
		field  string // "" if nothing is wrong
	}{
		{"the defaults", func(*Settings) {}, ""},
		{"a length that is none", func(s *Settings) { s.SlotMinutes = 25 }, "body.slotMinutes"},
		{"windows in order", func(s *Settings) { s.Windows = []Window{hour(0, 2), hour(2, 4)} }, ""},
		{"windows that overlap", func(s *Settings) { s.Windows = []Window{hour(0, 2), hour(1, 4)} }, "body.windows[1]"},
		{"a window that ends before it begins", func(s *Settings) { s.Windows = []Window{hour(2, 1)} }, "body.windows[0]"},
		{"a window of a week", func(s *Settings) { s.Windows = []Window{hour(0, 168)} }, "body.windows[0]"},
		{"a window off the grain of the claims", func(s *Settings) {
			s.Windows = []Window{{opening.Add(time.Minute), opening.Add(time.Hour)}}
		}, "body.windows[0]"},
		{"more slots than anybody can read", func(s *Settings) {
			s.SlotMinutes = 15
			for d := range 60 {
				s.Windows = append(s.Windows, hour(24*d, 24*d+23))
			}
		}, "body.windows"},
		{"too many tables", func(s *Settings) { s.Tables = maxTables + 1 }, "body.tables"},
		{"no quota", func(s *Settings) { s.Quota = 0 }, "body.quota"},
		{"a mode that is none", func(s *Settings) { s.RequestMode = "perhaps" }, "body.requestMode"},
		{"a way of scheduling that is none", func(s *Settings) { s.SchedulingMode = "dice" }, "body.schedulingMode"},
		{"more at least than at most", func(s *Settings) { s.Targets = Targets{Min: 3, Max: 2} }, "body.targets"},
		{"at least, without an upper bound", func(s *Settings) { s.Targets = Targets{Min: 3} }, ""},
		{"an organization twice", func(s *Settings) { s.OrgTargets = []OrgTarget{{Org: "org_a"}, {Org: "org_a"}} }, "body.orgTargets[1].org"},
		{"an interpreter", func(s *Settings) {
			s.Interpreters = []Interpreter{{Person: "per_i", Pairs: []LanguagePair{{"zh", "de"}}}}
		}, ""},
		{"an interpreter twice", func(s *Settings) {
			i := Interpreter{Person: "per_i", Pairs: []LanguagePair{{"zh", "de"}}}
			s.Interpreters = []Interpreter{i, i}
		}, "body.interpreters[1].person"},
		{"an interpreter between one language", func(s *Settings) {
			s.Interpreters = []Interpreter{{Person: "per_i", Pairs: []LanguagePair{{"zh-Hans", "zh-Hant"}}}}
		}, "body.interpreters[0].pairs[0]"},
		{"an interpreter without a pair", func(s *Settings) { s.Interpreters = []Interpreter{{Person: "per_i"}} }, "body.interpreters[0].pairs"},
	} {
		t.Run(row.name, func(t *testing.T) {
			set := settings(OptIn, ByParticipants)
			row.change(&set)
			err := set.check(fair)
			if row.field == "" {
				if err != nil {
					t.Fatalf("refused: %v", err)
				}
				return
			}
			fields := fieldsOf(t, err)
			if problem.Code(err) != "settings_invalid" || len(fields) == 0 || fields[0].Location != row.field {
				t.Errorf("got %v, want a complaint of %s", err, row.field)
			}
		})
	}
}

func TestAnInterpretersTimeAndLanguages(t *testing.T) {
	i := Interpreter{Person: "per_i", Pairs: []LanguagePair{{"zh", "de"}}, Windows: []Window{{at(0), at(4)}}}
	for _, row := range []struct {
		name string
		a, b string
		slot int
		want bool
	}{
		{"the pair as it is named", "zh", "de", 0, true},
		{"the other way round, with script and region", "de-AT", "zh-Hans", 3, true},
		{"a language that is not of the pair", "zh", "en", 0, false},
		{"outside the hours", "zh", "de", 4, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := i.Interprets(row.a, row.b, slot(row.slot)); got != row.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

func fieldsOf(t *testing.T, err error) []problem.Field {
	t.Helper()
	var p *problem.Problem
	if !errors.As(err, &p) {
		t.Fatalf("got %v, want a problem", err)
	}
	return p.Fields
}
