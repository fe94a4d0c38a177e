package problem_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"fairground/server/problem"
)

func TestProblemSurvivesWrapping(t *testing.T) {
	base := problem.New(problem.Conflict, "slot_taken", "the slot is taken")
	wrapped := fmt.Errorf("accept: %w", base.Wrap(io.ErrUnexpectedEOF))

	if !problem.Is(wrapped, problem.Conflict) || problem.Is(wrapped, problem.Invalid) {
		t.Errorf("kind of %v is lost by wrapping", wrapped)
	}
	if got := problem.Code(wrapped); got != "slot_taken" {
		t.Errorf("code = %q, want slot_taken", got)
	}
	if !errors.Is(wrapped, io.ErrUnexpectedEOF) {
		t.Error("the cause cannot be found any more")
	}
	if problem.Code(io.EOF) != "" {
		t.Error("an ordinary error has a code")
	}
}

func TestWithAndFieldLeaveTheOriginalAlone(t *testing.T) {
	base := problem.New(problem.Invalid, "invalid", "no")
	one := base.With("alternatives", 3).Field("body.a", "is empty")
	two := one.With("other", 4).Field("body.b", "is empty")

	if len(base.Extra) != 0 || len(base.Fields) != 0 {
		t.Errorf("the original changed: %+v", base)
	}
	if len(one.Extra) != 1 || len(one.Fields) != 1 || len(two.Extra) != 2 || len(two.Fields) != 2 {
		t.Errorf("copies share state: %+v %+v", one, two)
	}
}
