package rail

import (
	"testing"
	"time"

	"fairground/server/settlement/statement"
)

// stated is what the day's statement makes, and how many of its lines take another one back.
func stated(t *testing.T, s *Sandbox, c *clock) (sum int64, reversals int) {
	t.Helper()
	c.t = c.t.Add(24 * time.Hour)
	files, _ := poll(t, s, "")
	for _, l := range lines(files, statement.Camt053) {
		sum += l.Amount.Minor
		if l.Reversal {
			reversals++
		}
	}
	return sum, reversals
}

func TestAPaymentIsCalledBackOnceAndGivenBackOnce(t *testing.T) {
	c := morning()
	s := open(t, Settings{Now: c.now})
	if _, err := s.Collect(t.Context(), payment("E1", "org_b", 500)); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		name string
		do   func() (Ack, error)
		want State
	}{
		{"what was never paid", func() (Ack, error) { return s.TakeBack(t.Context(), "E2") }, Rejected},
		{"given back before it was taken", func() (Ack, error) { return s.GiveBack(t.Context(), "E1") }, Rejected},
		{"corrected though it is right", func() (Ack, error) { return s.Correct(t.Context(), "E1") }, Rejected},
		{"called back", func() (Ack, error) { return s.TakeBack(t.Context(), "E1") }, Accepted},
		{"called back again", func() (Ack, error) { return s.TakeBack(t.Context(), "E1") }, Rejected},
		{"given back", func() (Ack, error) { return s.GiveBack(t.Context(), "E1") }, Accepted},
		{"given back again", func() (Ack, error) { return s.GiveBack(t.Context(), "E1") }, Rejected},
	} {
		ack, err := row.do()
		if err != nil || ack.State != row.want {
			t.Errorf("%s: got %+v, %v", row.name, ack, err)
		}
	}
	if sum, reversals := stated(t, s, c); sum != 500 || reversals != 1 {
		t.Errorf("the day makes %d with %d reversals", sum, reversals)
	}
}

func TestABookingOverAWrongAmountIsCorrected(t *testing.T) {
	c := morning()
	s := open(t, Settings{Now: c.now, Faults: Faults{Wrong: 1_000_000}})
	submit(t, s, payments(t, "M1", payment("E1", "org_s", 500)))
	for _, want := range []State{Accepted, Rejected} { // the second time nothing is wrong any more
		if ack, err := s.Correct(t.Context(), "E1"); err != nil || ack.State != want {
			t.Fatalf("got %+v, %v", ack, err)
		}
	}
	if sum, reversals := stated(t, s, c); sum != -500 || reversals != 1 {
		t.Errorf("the day makes %d with %d reversals", sum, reversals)
	}
}
