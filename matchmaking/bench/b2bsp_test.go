package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fairground/matchmaking/b2bsp"
)

// folder writes two instances: one with a timetable without breaks and one without any, and what is said about them.
func folder(t *testing.T, published string) string {
	t.Helper()
	at := t.TempDir()
	meeting := b2bsp.Meeting{A: 0, B: 1, Session: b2bsp.AnyTime, Fixed: b2bsp.Free}
	for name, slots := range map[string]int{"possible": 2, "impossible": 1} {
		p := &b2bsp.Problem{
			Participants: 2, Slots: slots, MorningSlots: slots, Tables: 1, Forbidden: make([][]int, 2),
			Meetings: []b2bsp.Meeting{meeting, meeting},
		}
		var file bytes.Buffer
		if err := b2bsp.Write(&file, p); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(at, name+instanceEnding), file.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(at, publishedName), []byte(published), 0o600); err != nil {
		t.Fatal(err)
	}
	return at
}

func TestEveryInstanceHasALineAndTheLastLineCounts(t *testing.T) {
	for name, row := range map[string]struct{ published, last string }{
		"as published":   {"instance,optimum\npossible,0\nimpossible,UNSAT\n", "b2bsp solved=2/2 "},
		"nothing known":  {"", "b2bsp solved=2/2 "},
		"not the same":   {"possible,1\nimpossible,UNSAT\n", "b2bsp solved=1/2 "},
		"thought to fit": {"possible,0\nimpossible,0\n", "b2bsp solved=1/2 "},
	} {
		var out bytes.Buffer
		if err := run(t.Context(), []string{"-b2bsp", folder(t, row.published), "-seeds", "3"}, &out, io.Discard); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		if len(lines) != 3 || !strings.HasPrefix(lines[2], row.last) {
			t.Fatalf("%s:\n%s", name, out.String())
		}
		for i, want := range []string{
			`^instance=impossible status=infeasible value=- bound=- seconds=\d+\.\d{3} proof=checked`,
			`^instance=possible status=optimal value=0 bound=0 seconds=\d+\.\d{3} proof=checked`,
			`median_s=\d+\.\d{3} max_s=\d+\.\d{3}$`,
		} {
			if !regexp.MustCompile(want).MatchString(lines[i]) {
				t.Errorf("%s: %s", name, lines[i])
			}
		}
	}
}

func TestWrongFlagsAreErrors(t *testing.T) {
	for name, args := range map[string][]string{
		"nothing":       {},
		"no such flag":  {"-fast"},
		"no seeds":      {"-b2bsp", t.TempDir(), "-seeds", "0"},
		"no time":       {"-b2bsp", t.TempDir(), "-limit", "0s"},
		"a stray word":  {"everything"},
		"no such thing": {"-b2bsp", "[", "-seeds", "1"},
	} {
		if run(t.Context(), args, io.Discard, io.Discard) == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}
