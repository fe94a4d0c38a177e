package settlement

import (
	"context"
	"math/big"
	"strings"
	"time"

	"fairground/server/money"
	"fairground/server/problem"
)

// RateSource says what currencies cost.
type RateSource interface {
	// Rate is the price of one unit of from in to, at the instant or the last one before it that the source knows. A pair it
	// does not know is a Conflict "rate_unknown".
	Rate(ctx context.Context, from, to money.Currency, at time.Time) (Published, error)
}

// Published is a rate with where it comes from.
type Published struct {
	money.Rate
	Source string
	AsOf   time.Time
}

// RateTable is a source that is a dated list of prices in one currency. It is no market data and says so in its name.
type RateTable struct {
	Name  string
	AsOf  time.Time
	Base  money.Currency
	Price map[money.Currency]string // of one unit, in Base
}

// ExampleRates is the table that is built in: plausible prices of one day, so that quotes can be tried without a contract
// with anybody who publishes rates.
func ExampleRates() RateTable {
	return RateTable{
		Name: "built-in example rates of 2026-11-02, no market data", AsOf: time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC), Base: "CNY",
		Price: map[money.Currency]string{
			"AED": "1.9386", "AUD": "4.6510", "BHD": "18.8820", "BRL": "1.3170", "CAD": "5.0840", "CHF": "8.8410", "CZK": "0.3392", "DKK": "1.1043",
			"EGP": "0.1496", "EUR": "8.2480", "GBP": "9.3520", "HKD": "0.9156", "HUF": "0.021150", "IDR": "0.00042780", "ILS": "2.1720", "INR": "0.08034",
			"JPY": "0.04714", "KRW": "0.0049810", "KWD": "23.2040", "KZT": "0.013560", "MYR": "1.6940", "NOK": "0.7051", "NZD": "4.0770", "OMR": "18.5000",
			"PLN": "1.9410", "QAR": "1.9560", "RON": "1.6210", "SAR": "1.8980", "SEK": "0.7538", "SGD": "5.4640", "THB": "0.2187", "TRY": "0.1694",
			"USD": "7.1195", "VND": "0.00027030", "ZAR": "0.4102",
		},
	}
}

// Rate crosses over the table's currency; the crossed price is cut to the digits a rate may have, and it is that price that
// is quoted.
func (t RateTable) Rate(_ context.Context, from, to money.Currency, _ time.Time) (Published, error) {
	one, known := t.price(from)
	other, also := t.price(to)
	if !known || !also || from == to {
		return Published{}, problem.Newf(problem.Conflict, "rate_unknown", "there is no rate between %s and %s", from, to)
	}
	rate, err := money.ParseRate(decimals(new(big.Rat).Quo(one, other)), from, to)
	if err != nil {
		return Published{}, problem.Newf(problem.Conflict, "rate_unknown", "there is no rate between %s and %s", from, to).Wrap(err)
	}
	return Published{rate, t.Name, t.AsOf}, nil
}

func (t RateTable) price(c money.Currency) (*big.Rat, bool) {
	if c == t.Base {
		return big.NewRat(1, 1), true
	}
	return new(big.Rat).SetString(t.Price[c])
}

// decimals writes a positive price with at most eight significant digits.
func decimals(price *big.Rat) string {
	const digits = 8
	for places := 0; places < 2*money.MaxRateDigits; places++ {
		text := price.FloatString(places)
		if significant := strings.TrimLeft(strings.Replace(text, ".", "", 1), "0"); len(significant) >= digits {
			return text
		}
		// A price that is exact with so many places needs no more.
		if exact, ok := new(big.Rat).SetString(text); ok && exact.Cmp(price) == 0 {
			return text
		}
	}
	return ""
}
