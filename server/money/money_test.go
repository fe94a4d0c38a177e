package money

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestAmountInJSON(t *testing.T) {
	rows := []struct {
		name, in string
		want     Amount
		err      error
	}{
		{"yuan have two decimals", `{"amount":"1234.50","currency":"CNY"}`, Amount{123450, "CNY"}, nil},
		{"fewer decimals are the same money", `{"amount":"1234.5","currency":"CNY"}`, Amount{123450, "CNY"}, nil},
		{"the order of the fields does not matter", `{"currency":"EUR","amount":"23.42"}`, Amount{2342, "EUR"}, nil},
		{"yen have none", `{"amount":"500","currency":"JPY"}`, Amount{500, "JPY"}, nil},
		{"dinars have three", `{"amount":"0.005","currency":"KWD"}`, Amount{5, "KWD"}, nil},
		{"a balance may be negative", `{"amount":"-0.01","currency":"EUR"}`, Amount{-1, "EUR"}, nil},
		{"the largest amount", `{"amount":"92233720368547758.07","currency":"EUR"}`, Amount{math.MaxInt64, "EUR"}, nil},
		{"one more than the largest", `{"amount":"92233720368547758.08","currency":"EUR"}`, Amount{}, ErrOverflow},
		{"a number of forty digits", `{"amount":"1111111111111111111111111111111111111111","currency":"EUR"}`, Amount{}, ErrOverflow},
		{"a JSON number is refused", `{"amount":1234.5,"currency":"CNY"}`, Amount{}, ErrMalformed},
		{"an exponent is refused", `{"amount":"1e3","currency":"CNY"}`, Amount{}, ErrMalformed},
		{"half a fen is refused", `{"amount":"0.005","currency":"CNY"}`, Amount{}, ErrTooPrecise},
		{"a tenth of a yen is refused", `{"amount":"1.0","currency":"JPY"}`, Amount{}, ErrTooPrecise},
		{"a fund code is no currency", `{"amount":"1","currency":"CHE"}`, Amount{}, ErrCurrencyUnknown},
		{"a lower-case code is no currency", `{"amount":"1","currency":"cny"}`, Amount{}, ErrCurrencyUnknown},
		{"no currency at all", `{"amount":"1"}`, Amount{}, ErrMalformed},
		{"minus nothing", `{"amount":"-0.00","currency":"CNY"}`, Amount{}, ErrMalformed},
		{"grouping is refused", `{"amount":"1,000","currency":"CNY"}`, Amount{}, ErrMalformed},
		{"a leading zero is refused", `{"amount":"012","currency":"CNY"}`, Amount{}, ErrMalformed},
		{"a plus sign is refused", `{"amount":"+1","currency":"CNY"}`, Amount{}, ErrMalformed},
		{"a bare point is refused", `{"amount":"1.","currency":"CNY"}`, Amount{}, ErrMalformed},
		{"digits of another script are refused", `{"amount":"１２","currency":"CNY"}`, Amount{}, ErrMalformed},
		{"an amount given twice", `{"amount":"1","amount":"2","currency":"CNY"}`, Amount{}, ErrMalformed},
		{"an amount in capitals", `{"Amount":"1","currency":"CNY"}`, Amount{}, ErrMalformed},
		{"one field too many", `{"amount":"1","currency":"CNY","rate":"2"}`, Amount{}, ErrMalformed},
		{"a bare string", `"1.00 CNY"`, Amount{}, ErrMalformed},
		{"null", `null`, Amount{}, ErrMalformed},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			var a Amount
			err := json.Unmarshal([]byte(r.in), &a)
			if a != r.want || !errors.Is(err, r.err) {
				t.Fatalf("%s: got %v, %v; want %v, %v", r.in, a, err, r.want, r.err)
			}
		})
	}
}

func TestTheZeroValueIsNoAmount(t *testing.T) {
	if _, err := json.Marshal(Amount{}); !errors.Is(err, ErrCurrencyUnknown) {
		t.Fatalf("got %v", err)
	}
}

func TestFormat(t *testing.T) {
	for want, a := range map[string]Amount{
		"CNY 1,234,567.05":               {123456705, "CNY"},
		"JPY 999":                        {999, "JPY"},
		"KWD -0.005":                     {-5, "KWD"},
		"EUR -92,233,720,368,547,758.08": {math.MinInt64, "EUR"},
	} {
		if got := a.Format(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestTheCurrencyTable(t *testing.T) {
	all := Currencies()
	if len(all) != len(slices.Compact(slices.Clone(all))) {
		t.Fatal("a currency is listed twice")
	}
	for _, c := range all {
		if _, err := c.Exponent(); err != nil {
			t.Errorf("%s is listed and not found: the lists must be sorted", c)
		}
	}
	for _, c := range []Currency{"", "CNY ", "NY ", " CN", "XAU", "XTS", "XDR", "CLF", "BOV", "DEM", "BGN", "ANG", "ZWL"} {
		if _, err := c.Exponent(); !errors.Is(err, ErrCurrencyUnknown) {
			t.Errorf("%q is taken for a currency", c)
		}
	}
}

func anyAmount(t *rapid.T) Amount {
	return Amount{rapid.Int64().Draw(t, "minor"), rapid.SampledFrom(Currencies()).Draw(t, "currency")}
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyAmount(t)
		if a.Minor == math.MinInt64 {
			a.Minor++
		}
		raw, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		var back Amount
		if err := json.Unmarshal(raw, &back); err != nil || back != a {
			t.Fatalf("%s came back as %v, %v", raw, back, err)
		}
	})
}

func TestSumsAreExactOrRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyAmount(t), anyAmount(t)
		b.Currency = a.Currency
		check := func(name string, got Amount, err error, want *big.Int) {
			switch {
			case want.IsInt64() && (err != nil || got.Minor != want.Int64()):
				t.Fatalf("%s: got %v, %v; want %v", name, got, err, want)
			case !want.IsInt64() && !errors.Is(err, ErrOverflow):
				t.Fatalf("%s: %v does not fit and is not refused: %v, %v", name, want, got, err)
			}
		}
		x, y := big.NewInt(a.Minor), big.NewInt(b.Minor)
		sum, err := a.Add(b)
		check("add", sum, err, new(big.Int).Add(x, y))
		diff, err := a.Sub(b)
		check("sub", diff, err, new(big.Int).Sub(x, y))
		neg, err := a.Neg()
		check("neg", neg, err, new(big.Int).Neg(x))
	})
}

func TestASplitLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyAmount(t)
		weights := rapid.SliceOfN(rapid.Int64Range(0, 1<<55), 1, 40).Draw(t, "weights")
		total := new(big.Int)
		for _, w := range weights {
			total.Add(total, big.NewInt(w))
		}
		parts, err := a.Split(weights...)
		if total.Sign() == 0 {
			if !errors.Is(err, ErrWeights) {
				t.Fatalf("got %v", err)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		sum := new(big.Int)
		for i, p := range parts {
			sum.Add(sum, big.NewInt(p.Minor))
			exact := new(big.Int).Mul(big.NewInt(a.Minor), big.NewInt(weights[i]))
			exact.Quo(exact, total)
			if off := exact.Sub(big.NewInt(p.Minor), exact); off.CmpAbs(big.NewInt(1)) > 0 {
				t.Fatalf("part %d is off by %v", i, off)
			}
		}
		if sum.Cmp(big.NewInt(a.Minor)) != 0 {
			t.Fatalf("%v split into %v", a, parts)
		}
	})
}

func TestSplitTiesGoToTheEarlierPart(t *testing.T) {
	parts, err := Amount{100, "EUR"}.Split(1, 1, 1)
	if err != nil || parts[0].Minor != 34 || parts[1].Minor != 33 || parts[2].Minor != 33 {
		t.Fatalf("got %v, %v", parts, err)
	}
	if _, err := (Amount{1, "EUR"}).Split(1, -1, 2); !errors.Is(err, ErrWeights) {
		t.Fatalf("a negative weight gives %v", err)
	}
	if _, err := (Amount{1, "EUR"}).Split(math.MaxInt64, 1); !errors.Is(err, ErrOverflow) {
		t.Fatalf("weights that do not fit give %v", err)
	}
}

func TestFeesAreRoundedDownAndDoNotDrift(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bp := rapid.Int64Range(0, MaxFeeBasisPoints).Draw(t, "bp")
		slices := rapid.SliceOfN(rapid.Int64Range(0, math.MaxInt64/64), 1, 64).Draw(t, "slices")
		total, charged := Amount{0, "CNY"}, int64(0)
		for _, s := range slices {
			total.Minor += s
			fee, err := total.Fee(bp)
			if err != nil {
				t.Fatal(err)
			}
			charged += fee.Minor - charged
		}
		want := new(big.Int).Mul(big.NewInt(total.Minor), big.NewInt(bp))
		want.Quo(want, big.NewInt(MaxFeeBasisPoints))
		if charged != want.Int64() {
			t.Fatalf("charged %d, want %v", charged, want)
		}
	})
	if _, err := (Amount{1, "CNY"}).Fee(10_001); !errors.Is(err, ErrBasisPoints) {
		t.Fatalf("got %v", err)
	}
	if _, err := (Amount{-1, "CNY"}).Fee(1); !errors.Is(err, ErrNegative) {
		t.Fatalf("got %v", err)
	}
}

func FuzzAmount(f *testing.F) {
	for _, seed := range []string{
		`{"amount":"1234.50","currency":"CNY"}`, `{"amount":"-0.005","currency":"KWD"}`, `{"amount":"1e9","currency":"JPY"}`,
		`{"amount":12,"currency":"EUR"}`, `null`, `{`, `{"amount":"92233720368547758.07","currency":"EUR"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var a Amount
		if a.UnmarshalJSON(data) != nil {
			return
		}
		raw, err := json.Marshal(a)
		if err != nil {
			t.Fatalf("%q is accepted and cannot be written: %v", data, err)
		}
		var back Amount
		if err := back.UnmarshalJSON(raw); err != nil || back != a {
			t.Fatalf("%q -> %v -> %s -> %v, %v", data, a, raw, back, err)
		}
	})
}
