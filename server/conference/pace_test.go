package conference

import (
	"testing"
	"time"

	"fairground/server/problem"
)

func TestPace(t *testing.T) {
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	p := newPace(func() time.Time { return now })
	took := func(key string) bool { return p.allow(key, 3, 10*time.Second) == nil }
	for i := range 3 {
		if !took("a") {
			t.Fatalf("act %d of a burst of three is refused", i+1)
		}
	}
	err := p.allow("a", 3, 10*time.Second)
	if problem.Code(err) != "too_fast" || !problem.Is(err, problem.TooMany) {
		t.Errorf("the fourth is answered %v", err)
	}
	if !took("b") {
		t.Error("somebody else is held up")
	}
	now = now.Add(10 * time.Second)
	if !took("a") || took("a") {
		t.Error("after one interval exactly one more is allowed")
	}
	p.sweep()
	if len(p.due) != 1 {
		t.Errorf("%d keys are remembered, want the one that is not whole again", len(p.due))
	}
	now = now.Add(time.Minute)
	p.sweep()
	if len(p.due) != 0 {
		t.Errorf("%d keys are remembered after a minute", len(p.due))
	}
}
