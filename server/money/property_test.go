package money

import (
	"errors"
	"flag"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// properties runs each property on 25,000 cases, or on as many as -rapid.checks says.
func properties(t *testing.T, all map[string]func(*rapid.T)) {
	t.Helper()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "rapid.checks" })
	if !given {
		if err := flag.Set("rapid.checks", "25000"); err != nil {
			t.Fatal(err)
		}
	}
	for name, property := range all {
		t.Run(name, func(t *testing.T) { t.Parallel(); rapid.Check(t, property) })
	}
}

// TestMoneyProperties is the money half of T9: what holds for every amount, currency, weight and rate.
func TestMoneyProperties(t *testing.T) {
	currency := rapid.SampledFrom(Currencies())
	properties(t, map[string]func(*rapid.T){
		"a split loses no minor unit and no part is off by one": func(t *rapid.T) {
			a := Amount{rapid.Int64().Draw(t, "minor"), currency.Draw(t, "currency")}
			weights := rapid.SliceOfN(rapid.Int64Range(0, math.MaxInt64/16), 1, 8).Draw(t, "weights")
			total := new(big.Int)
			for _, w := range weights {
				total.Add(total, big.NewInt(w))
			}
			parts, err := a.Split(weights...)
			if (err != nil) != (total.Sign() == 0) {
				t.Fatalf("%v by %v: %v", a, weights, err)
			}
			if err != nil {
				return
			}
			sum := new(big.Int)
			for i, p := range parts {
				sum.Add(sum, big.NewInt(p.Minor))
				exact := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(a.Minor), big.NewInt(weights[i])), total)
				if off := exact.Sub(exact, new(big.Rat).SetInt64(p.Minor)); off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 {
					t.Fatalf("part %d of %v by %v is %v", i, a, weights, p)
				}
			}
			if sum.Cmp(big.NewInt(a.Minor)) != 0 {
				t.Fatalf("%v by %v is %v", a, weights, parts)
			}
		},
		"what is written is read, in every currency": func(t *rapid.T) {
			a := Amount{rapid.Int64Min(math.MinInt64+1).Draw(t, "minor"), currency.Draw(t, "currency")}
			if b, err := Parse(a.Decimal(), a.Currency); err != nil || b != a {
				t.Fatalf("%v became %v, %v", a, b, err)
			}
			raw, err := a.MarshalJSON()
			var b Amount
			if err != nil || b.UnmarshalJSON(raw) != nil || b != a {
				t.Fatalf("%v became %s and %v, %v", a, raw, b, err)
			}
		},
		"changing there and back never gains": func(t *rapid.T) {
			from := currency.Draw(t, "from")
			rate, err := ParseRate(rapid.StringMatching(`[1-9][0-9]{0,4}(\.[0-9]{0,4}[1-9])?|0\.[0-9]{0,5}[1-9]`).Draw(t, "rate"), from, currency.Filter(func(c Currency) bool { return c != from }).Draw(t, "to"))
			if err != nil {
				t.Fatal(err)
			}
			a := Amount{rapid.Int64Range(0, 1<<40).Draw(t, "minor"), rate.From}
			got, err := rate.Sell(a)
			if errors.Is(err, ErrOverflow) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if cost, err := rate.Cost(got); err != nil || cost.Minor > a.Minor {
				t.Fatalf("%v sells for %v, which costs %v, %v", a, got, cost, err)
			}
			b := Amount{a.Minor, rate.To}
			cost, err := rate.Cost(b)
			if errors.Is(err, ErrOverflow) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if back, err := rate.Sell(cost); err == nil && back.Minor < b.Minor {
				t.Fatalf("%v costs %v, which sells for %v only", b, cost, back)
			}
		},
		"a fee grows with its base and is never more than it": func(t *rapid.T) {
			c, bp := currency.Draw(t, "currency"), rapid.Int64Range(0, MaxFeeBasisPoints).Draw(t, "basis points")
			x, y := rapid.Int64Range(0, math.MaxInt64/2).Draw(t, "so far"), rapid.Int64Range(0, math.MaxInt64/2).Draw(t, "more")
			before, err := Amount{x, c}.Fee(bp)
			after, err2 := Amount{x + y, c}.Fee(bp)
			if err != nil || err2 != nil || after.Minor-before.Minor < 0 || after.Minor-before.Minor > y {
				t.Fatalf("%d and %d more at %d basis points cost %v and %v", x, y, bp, before, after)
			}
		},
	})
}
