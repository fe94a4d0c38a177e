package settlement

import (
	"testing"
	"time"

	"fairground/server/money"
	"fairground/server/problem"
)

func TestTheBuiltInTableKnowsItsCurrencies(t *testing.T) {
	table := ExampleRates()
	for from := range table.Price {
		for _, to := range []money.Currency{"CNY", "EUR", "JPY", "KWD"} {
			if from == to {
				continue
			}
			p, err := table.Rate(t.Context(), from, to, time.Time{})
			if err != nil || p.Source != table.Name || p.AsOf.IsZero() {
				t.Errorf("%s in %s: %v", from, to, err)
				continue
			}
			back, err := table.Rate(t.Context(), to, from, time.Time{})
			if err != nil {
				t.Errorf("%s in %s: %v", to, from, err)
				continue
			}
			// There and back through both published prices is within their last digit of where it began.
			much := money.Amount{Minor: 1 << 45, Currency: from}
			there, _ := p.Sell(much)
			again, err := back.Sell(there)
			if off := much.Minor - again.Minor; err != nil || off > much.Minor/10_000 || off < -much.Minor/10_000 {
				t.Errorf("%v came back as %v, %v", much, again, err)
			}
		}
	}
	if _, err := table.Rate(t.Context(), "EUR", "XOF", time.Time{}); problem.Code(err) != "rate_unknown" {
		t.Errorf("a currency the table does not have: %v", err)
	}
}

func TestAnnualRates(t *testing.T) {
	for text, want := range map[string]int64{"0": 0, "8": 80_000, "8.25": 82_500, "0.0001": 1, "36": 360_000, "35.9999": 359_999} {
		if got, err := ParseAPR(text); err != nil || got != want {
			t.Errorf("%q is %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "-1", "36.0001", "08", "8.", ".5", "8,25", "8.25000", "1e1", "999", " 8"} {
		if got, err := ParseAPR(text); problem.Code(err) != "rate_invalid" {
			t.Errorf("%q is %d, %v", text, got, err)
		}
	}
	for v, want := range map[int64]string{0: "0.00", 80_000: "8.00", 82_500: "8.25", 1: "0.0001", 123_450: "12.345"} {
		if got := FormatAPR(v); got != want {
			t.Errorf("%d is %q", v, got)
		}
	}
}

func FuzzParseAPR(f *testing.F) {
	for _, s := range []string{"8.25", "0", "36.0000", "-1", "1e9", "٨"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, err := ParseAPR(s)
		if err != nil {
			return
		}
		if again, err := ParseAPR(FormatAPR(v)); err != nil || again != v {
			t.Fatalf("%q is %d, written %q and read %d, %v", s, v, FormatAPR(v), again, err)
		}
	})
}
