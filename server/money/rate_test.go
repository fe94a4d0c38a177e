package money

import (
	"errors"
	"testing"
)

func TestARateChangesExactly(t *testing.T) {
	rows := []struct {
		name, rate string
		from, to   Currency
		sell       int64 // of From
		got        int64 // of To
		buy        int64 // of To
		cost       int64 // of From
	}{
		{"euros into yuan", "7.6513", "EUR", "CNY", 100_00, 765_13, 765_13, 100_00},
		{"a part of a fen stays with who changes", "7.6513", "EUR", "CNY", 1, 7, 7, 1},
		{"yen have no decimals", "0.0482", "JPY", "CNY", 1, 4, 100, 21},
		{"dinars have three", "23.1", "KWD", "CNY", 1_000, 2310, 1, 1},
		{"yuan into yen", "20.75", "CNY", "JPY", 100, 20, 21, 102},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			rate, err := ParseRate(r.rate, r.from, r.to)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := rate.Sell(Amount{r.sell, r.from}); err != nil || got != (Amount{r.got, r.to}) {
				t.Errorf("%d sell for %v, %v", r.sell, got, err)
			}
			if got, err := rate.Cost(Amount{r.buy, r.to}); err != nil || got != (Amount{r.cost, r.from}) {
				t.Errorf("%d cost %v, %v", r.buy, got, err)
			}
		})
	}
}

func TestWhatIsNoRate(t *testing.T) {
	for _, s := range []string{"", "0", "0.000", "-1", "+1", "1e3", "01.5", ".5", "5.", "1.23456789012", "1,5", "1/3", "NaN", "12345678901"} {
		if _, err := ParseRate(s, "EUR", "CNY"); !errors.Is(err, ErrRate) {
			t.Errorf("%q is read as a rate: %v", s, err)
		}
	}
	if _, err := ParseRate("1", "EUR", "EUR"); !errors.Is(err, ErrRate) {
		t.Errorf("a currency has a price in itself: %v", err)
	}
	if _, err := ParseRate("1", "EUR", "XXX"); !errors.Is(err, ErrCurrencyUnknown) {
		t.Errorf("got %v", err)
	}
	rate, _ := ParseRate("7.5", "EUR", "CNY")
	for _, a := range []Amount{{1, "CNY"}, {-1, "EUR"}, {1 << 62, "EUR"}} {
		if got, err := rate.Sell(a); err == nil {
			t.Errorf("%v sells for %v", a, got)
		}
	}
}

func FuzzParseRate(f *testing.F) {
	for _, s := range []string{"7.6513", "0.0482", "1", "1e9", "00.1", "999999999.9"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		rate, err := ParseRate(s, "EUR", "CNY")
		if err != nil {
			return
		}
		if rate.String() != s || rate.price.Sign() <= 0 {
			t.Fatalf("%q became %v", s, rate.price)
		}
		paid, err := rate.Cost(Amount{1_000_000, "CNY"})
		if err != nil {
			return
		}
		if back, err := rate.Sell(paid); err == nil && back.Minor < 1_000_000 {
			t.Fatalf("%v costs %v, which sells for %v", 1_000_000, paid, back)
		}
	})
}
