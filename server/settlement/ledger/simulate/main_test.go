package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	rows := []struct {
		name, args, out, err string
	}{
		{"a few seeds hold", "-seeds 6 -steps 400", "seeds=6", ""},
		{"a planted bug breaks them", "-seeds 6 -plant answer-unknown", "I5", "broke a promise"},
		{"an unknown bug is refused", "-plant gremlin", "", "gremlin"},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			var out bytes.Buffer
			err := run(strings.Fields(r.args), &out)
			if (err == nil) != (r.err == "") || (err != nil && !strings.Contains(err.Error(), r.err)) || !strings.Contains(out.String(), r.out) {
				t.Fatalf("got %v and %q", err, out.String())
			}
		})
	}
}
