package money

import (
	"math/big"
	"strings"
)

// MaxRateDigits bounds the significant digits of a rate, as exchanges publish them.
const MaxRateDigits = 10

// ErrRate says that a rate is not a positive plain decimal of at most ten significant digits between two currencies.
const ErrRate Error = "rate_invalid"

// Rate is an exact price: one whole unit of From costs so many of To. The zero value converts nothing.
type Rate struct {
	From, To Currency
	text     string
	price    *big.Rat
}

// ParseRate reads a price such as "7.6513". Errors: ErrRate, ErrCurrencyUnknown.
func ParseRate(decimal string, from, to Currency) (Rate, error) {
	for _, c := range []Currency{from, to} {
		if _, err := c.Exponent(); err != nil {
			return Rate{}, err
		}
	}
	whole, fraction, dotted := strings.Cut(decimal, ".")
	significant := strings.TrimLeft(whole+fraction, "0")
	if from == to || len(decimal) > 2*MaxRateDigits || !allDigits(whole) || (dotted && !allDigits(fraction)) || (len(whole) > 1 && whole[0] == '0') ||
		significant == "" || len(significant) > MaxRateDigits {
		return Rate{}, ErrRate
	}
	price, ok := new(big.Rat).SetString(decimal)
	if !ok {
		return Rate{}, ErrRate
	}
	return Rate{from, to, decimal, price}, nil
}

// String is the price as it was read.
func (r Rate) String() string { return r.text }

// Sell is what an amount of From comes to in To, rounded down: a part of a minor unit stays with whoever changes it.
// Errors: ErrCurrencyMismatch, ErrNegative, ErrOverflow.
func (r Rate) Sell(a Amount) (Amount, error) { return r.convert(a, r.From, r.To, false) }

// Cost is what has to be paid in From for an amount of To, rounded up. Errors are those of Sell.
func (r Rate) Cost(a Amount) (Amount, error) { return r.convert(a, r.To, r.From, true) }

func (r Rate) convert(a Amount, have, want Currency, cost bool) (Amount, error) {
	if r.price == nil || a.Currency != have {
		return Amount{}, ErrCurrencyMismatch
	}
	if a.Minor < 0 {
		return Amount{}, ErrNegative
	}
	price := r.price
	if cost {
		price = new(big.Rat).Inv(price)
	}
	v := new(big.Rat).Mul(new(big.Rat).SetInt64(a.Minor), price)
	v.Mul(v, scale(want)).Quo(v, scale(have))
	whole, rest := new(big.Int).QuoRem(v.Num(), v.Denom(), new(big.Int))
	if cost && rest.Sign() > 0 {
		whole.Add(whole, big.NewInt(1))
	}
	if !whole.IsInt64() {
		return Amount{}, ErrOverflow
	}
	return Amount{whole.Int64(), want}, nil
}

// scale is how many minor units a whole one has.
func scale(c Currency) *big.Rat {
	exp, err := c.Exponent()
	if err != nil {
		exp = 0
	}
	return new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(exp)), nil))
}
