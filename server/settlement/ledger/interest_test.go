package ledger

import (
	"flag"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// TestInterestIsTheSumOfItsDays is the lending half of T9. It runs 25,000 cases, or as many as -rapid.checks says.
func TestInterestIsTheSumOfItsDays(t *testing.T) {
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "rapid.checks" })
	if !given {
		if err := flag.Set("rapid.checks", "25000"); err != nil {
			t.Fatal(err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		a := Advance{
			State: Accruing, Principal: rapid.Int64Range(1, MaxAmount).Draw(t, "principal"), Rate: rapid.Int64Range(0, MaxAnnualRate).Draw(t, "rate"),
			Since: rapid.Int64Range(20_000, 21_000).Draw(t, "since"),
		}
		a.Day = a.Since
		last := a.Since + rapid.Int64Range(0, 730).Draw(t, "days")
		exact := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(a.Principal*(last-a.Since)), big.NewInt(a.Rate)), big.NewInt(rateUnit*yearDays))
		var sum int64
		for a.Day < last {
			// Day by day, or after a gap: whatever is posted then is what is missing then.
			a.Day = min(last, a.Day+rapid.Int64Range(1, 90).Draw(t, "gap"))
			due := Interest(a.Principal, a.Rate, a.Day-a.Since) - a.Accrued
			if due < 0 {
				t.Fatalf("day %d gives back %d", a.Day, -due)
			}
			a.Accrued += due
			sum += due
		}
		if once := Interest(a.Principal, a.Rate, last-a.Since); sum != once {
			t.Fatalf("%d in parts, %d at once", sum, once)
		}
		if off := exact.Sub(exact, new(big.Rat).SetInt64(sum)); off.Sign() < 0 || off.Cmp(big.NewRat(1, 1)) >= 0 {
			t.Fatalf("off by %v", off)
		}
		if a.Due(last) != 0 || a.Outstanding(last) != a.Principal {
			t.Fatalf("%d is due twice", a.Due(last))
		}
	})
}
