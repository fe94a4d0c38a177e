package main

import (
	"bytes"
	"regexp"
	"testing"
)

// TestTheLinesOfTheBenchmark runs everything as briefly as possible; its figures mean nothing.
func TestTheLinesOfTheBenchmark(t *testing.T) {
	var out bytes.Buffer
	if err := run(t.Context(), []string{"-pairs", "1", "-slice", "20ms", "-blocks", "20"}, &out); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		`c64 ours_entries_s=\d+ raw_inserts_s=\d+ ratio=[\d.]+`, `c1 ours_entries_s=\d+ raw_inserts_s=\d+ ratio=[\d.]+`, `hot ratio=[\d.]+`,
		`recreated_medici ratio=[\d.]+`, `p99_ms_at_1000=[\d.]+`, `start_s=[\d.]+`, `verify_entries_s=\d+`,
	} {
		if !regexp.MustCompile(`(?m)^` + line).Match(out.Bytes()) {
			t.Errorf("no line %s in\n%s", line, out.String())
		}
	}
}
