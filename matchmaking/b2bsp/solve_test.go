package b2bsp

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func solved(t *testing.T, p *Problem, seed uint64) Result {
	t.Helper()
	r, err := Solve(t.Context(), p, Options{Seed: seed})
	if err != nil {
		t.Fatal(err)
	}
	if err := Verify(p, r); err != nil {
		t.Fatalf("%+v: %v", r.Status, err)
	}
	return r
}

func TestTheOptimumIsThatOfBruteForce(t *testing.T) {
	statuses := map[Status]int{}
	for seed := range uint64(300) {
		sh := shape{participants: 4 + int(seed%4), meetings: 3 + int(seed%4), slots: 4 + int(seed%3), morning: 2, tables: 1 + int(seed%3)}
		switch seed % 5 {
		case 1:
			sh.forbidden = 0.2
		case 2:
			sh.sessions, sh.forbidden = 0.5, 0.1
		case 3:
			sh.fixed, sh.forbidden = 0.3, 0.3
		case 4:
			sh.precedences = 0.5
		}
		p := generate(seed, sh)
		r := solved(t, p, seed)
		statuses[r.Status]++
		switch want := bruteForce(p); {
		case want == math.MaxInt && r.Status != Infeasible:
			t.Fatalf("instance %d: %s, but there is no timetable", seed, r.Status)
		case want != math.MaxInt && (r.Status != Optimal || r.Value != want):
			t.Fatalf("instance %d: %s with %d breaks, brute force finds %d", seed, r.Status, r.Value, want)
		}
	}
	if statuses[Optimal] < 50 || statuses[Infeasible] < 20 {
		t.Errorf("the instances are one-sided: %v", statuses)
	}
}

// Nobody is without breaks for free here: everybody has two meetings or more, so fairness compares the breaks themselves.
func TestFairnessIsThatOfBruteForce(t *testing.T) {
	for seed := range uint64(20) {
		p := generate(seed, shape{participants: 3, meetings: 6, slots: 8, morning: 4, tables: 1, forbidden: 0.15})
		r := solved(t, p, seed)
		if want := bruteForce(p); (want == math.MaxInt) != (r.Status == Infeasible) || (r.Status == Optimal && r.Value != want) {
			t.Errorf("instance %d: %s %d, brute force finds %d", seed, r.Status, r.Value, want)
		}
	}
}

func TestAFairWithAPlanWithoutBreaksGetsOne(t *testing.T) {
	for seed := range uint64(3) {
		p, hidden := plan(seed, 40, 9, 16)
		if breaks, err := Check(p, hidden); err != nil || breaks != 0 {
			t.Fatalf("the plan has %d breaks, %v", breaks, err)
		}
		if r := solved(t, p, seed); r.Status != Optimal || r.Value != 0 {
			t.Errorf("fair %d: %s with %d breaks", seed, r.Status, r.Value)
		}
	}
}

// The bound of this fair is not in anybody's own day: the clauses have to show it.
func tightFair() *Problem {
	p := &Problem{Participants: 6, Slots: 4, MorningSlots: 4, Tables: 1, Forbidden: make([][]int, 6)}
	for _, pair := range [][2]int{{0, 1}, {0, 2}, {1, 3}, {2, 3}} {
		p.Meetings = append(p.Meetings, Meeting{A: pair[0], B: pair[1], Session: AnyTime, Fixed: Free})
	}
	return p
}

func TestAProofThatSaysTooMuchIsRejected(t *testing.T) {
	p := tightFair()
	r := solved(t, p, 1)
	if r.Status != Optimal || r.Value == 0 || len(r.Proof.DRAT) == 0 {
		t.Fatalf("status %s, value %d, proof of %d bytes", r.Status, r.Value, len(r.Proof.DRAT))
	}
	for name, spoil := range map[string]func(*Result){
		"a bound above the value":     func(r *Result) { r.Bound++; r.Proof.Bound++ },
		"a proof of another bound":    func(r *Result) { r.Proof.Bound-- },
		"no refutation":               func(r *Result) { r.Proof.DRAT = nil },
		"a value below the timetable": func(r *Result) { r.Value-- },
		"no timetable":                func(r *Result) { r.Timetable = nil },
		"infeasible all the same":     func(r *Result) { r.Status, r.Timetable, r.Proof.Infeasible = Infeasible, nil, true },
		"a word nobody knows":         func(r *Result) { r.Status = "best" },
		"a bound out of thin air": func(r *Result) {
			r.Status, r.Bound, r.Proof.Bound, r.Timetable = Unknown, 9, 9, nil
		},
	} {
		spoilt := r
		spoilt.Timetable = slices.Clone(r.Timetable)
		spoil(&spoilt)
		if Verify(p, spoilt) == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

func TestAnEndedContextStillGivesAnHonestAnswer(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	p, _ := plan(1, 40, 9, 16)
	r, err := Solve(ctx, p, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Status != Unknown && r.Status != Feasible {
		t.Errorf("status %s", r.Status)
	}
	if err := Verify(p, r); err != nil {
		t.Error(err)
	}
}

func TestContradictionsAreInfeasible(t *testing.T) {
	meeting := Meeting{A: 0, B: 1, Session: AnyTime, Fixed: Free}
	fixed, early, late := meeting, meeting, meeting
	fixed.Fixed = 0
	early.After, late.After = []int{1}, []int{0}
	for name, p := range map[string]*Problem{
		"no tables":              {Participants: 2, Slots: 2, MorningSlots: 2, Forbidden: make([][]int, 2), Meetings: []Meeting{meeting}},
		"no slots":               {Participants: 2, Tables: 1, Forbidden: make([][]int, 2), Meetings: []Meeting{meeting}},
		"never there":            {Participants: 2, Slots: 2, MorningSlots: 2, Tables: 1, Forbidden: [][]int{{0, 1}, nil}, Meetings: []Meeting{meeting}},
		"two fixed in one slot":  {Participants: 2, Slots: 2, MorningSlots: 2, Tables: 2, Forbidden: make([][]int, 2), Meetings: []Meeting{fixed, fixed}},
		"each before the other":  {Participants: 2, Slots: 4, MorningSlots: 4, Tables: 1, Forbidden: make([][]int, 2), Meetings: []Meeting{early, late}},
		"more than the day has":  {Participants: 2, Slots: 1, MorningSlots: 1, Tables: 2, Forbidden: make([][]int, 2), Meetings: []Meeting{meeting, meeting}},
		"an afternoon of no use": {Participants: 2, Slots: 1, MorningSlots: 1, Tables: 2, Forbidden: make([][]int, 2), Meetings: []Meeting{{A: 0, B: 1, Session: Afternoon, Fixed: Free}}},
	} {
		if r := solved(t, p, 1); r.Status != Infeasible {
			t.Errorf("%s: %s", name, r.Status)
		}
	}
}

func TestAnEmptyFairIsOptimal(t *testing.T) {
	if r := solved(t, &Problem{}, 1); r.Status != Optimal || r.Value != 0 {
		t.Errorf("%+v", r)
	}
}

func TestAWrongProblemIsAnError(t *testing.T) {
	if _, err := Solve(t.Context(), &Problem{Participants: 1}, Options{}); !errors.Is(err, ErrProblem) {
		t.Error(err)
	}
}
