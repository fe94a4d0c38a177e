package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fairground/matchmaking/b2bsp"
)

func TestATimetableIsMadeOfABenchmarkFile(t *testing.T) {
	write := func(p *b2bsp.Problem) string {
		var file bytes.Buffer
		if err := b2bsp.Write(&file, p); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "day.dzn")
		if err := os.WriteFile(path, file.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	day := func(tables int) *b2bsp.Problem {
		p := &b2bsp.Problem{Participants: 3, Slots: 3, MorningSlots: 3, Tables: tables, Forbidden: make([][]int, 3)}
		for _, pair := range [][2]int{{0, 1}, {0, 2}, {1, 2}} {
			p.Meetings = append(p.Meetings, b2bsp.Meeting{A: pair[0], B: pair[1], Session: b2bsp.AnyTime, Fixed: b2bsp.Free})
		}
		return p
	}
	tight := day(1)
	tight.Forbidden[0] = []int{0, 1}
	text := filepath.Join(t.TempDir(), "text.dzn")
	if err := os.WriteFile(text, []byte("hello"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		name, file, want string
		ok               bool
	}{
		{"one of three breaks cannot be avoided", write(day(1)), "status=optimal breaks=1 bound=1\nmeeting,a,b,slot\n1,1,2,", true},
		{"two meetings in the one slot of a participant", write(tight), "status=infeasible breaks=0 bound=0\n", true},
		{"what is no such file", text, "not a b2bsp file", false},
		{"a file that is not there", "/nonexistent.dzn", "open the problem", false},
	} {
		var out strings.Builder
		err := run(t.Context(), []string{"solve", row.file}, func(string) string { return "" }, &out, io.Discard)
		if row.ok != (err == nil) || row.ok && !strings.HasPrefix(out.String(), row.want) || !row.ok && !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v\n%s", row.name, err, out.String())
		}
	}
}
