package rail

import (
	"testing"

	"fairground/server/money"
)

func TestTheSandboxDoesEverythingOnce(t *testing.T) {
	s := NewSandbox()
	in := Instruction{EndToEnd: "e1", Kind: Collect, Party: "a", Reference: "ord_1", Amount: money.Amount{Minor: 5, Currency: "CNY"}}
	out := Instruction{EndToEnd: "e2", Kind: Pay, Party: "a", Reference: "pay_1", Amount: money.Amount{Minor: 5, Currency: "CNY"}}
	closed := Instruction{EndToEnd: "e3", Kind: Pay, Party: ClosedAccount + "a", Reference: "pay_2", Amount: money.Amount{Minor: 5, Currency: "CNY"}}
	other := in
	other.Amount.Minor = 6
	for range 2 {
		acks, err := s.Submit(t.Context(), []Instruction{in, out, closed, other, {}})
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []string{"", "", "", "duplicate_end_to_end", "malformed"} {
			if acks[i].Reason != want {
				t.Errorf("instruction %d: %q, want %q", i, acks[i].Reason, want)
			}
		}
	}
	notices, next, err := s.Poll(t.Context(), "")
	if err != nil || len(notices) != 3 || notices[0].Event != Received || notices[1].Event != Paid || notices[2].Event != Returned {
		t.Fatalf("got %+v, %v", notices, err)
	}
	if more, _, err := s.Poll(t.Context(), next); err != nil || len(more) != 0 {
		t.Fatalf("got %+v, %v", more, err)
	}
	if _, _, err := s.Poll(t.Context(), "x"); err == nil {
		t.Fatal("an unknown cursor is taken")
	}
	if c := s.Capabilities(); c.RealMoney || c.Notice == "" {
		t.Fatalf("got %+v", c)
	}
}
