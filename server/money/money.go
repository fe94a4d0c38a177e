// Package money is exact amounts: a 64-bit count of minor units (fen, cents, yen) and an ISO 4217 currency. Nothing in it
// rounds silently, and nothing in it is a float: a sum that does not fit is an error, a split loses no fen.
//
// In JSON an amount is an object of two strings and nothing else, {"amount":"1234.50","currency":"CNY"}; a JSON number is
// refused because readers of JSON lose digits above 2^53. In BSON it is {minor: int64, currency: string}.
//
// A Rate changes one currency into another exactly and says which way it rounds.
//
// The package does not know where rates come from, tax, languages, or where money lies.
package money

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/bits"
	"strconv"
	"strings"
)

// Error is a reason why an amount was refused. Its text is for people; Code is stable and meant for programs.
type Error string

// The reasons why this package refuses something; their values are the stable codes.
const (
	ErrMalformed        Error = "amount_malformed"
	ErrTooPrecise       Error = "amount_too_precise"
	ErrOverflow         Error = "amount_overflow"
	ErrNegative         Error = "amount_negative"
	ErrCurrencyUnknown  Error = "currency_unknown"
	ErrCurrencyMismatch Error = "currency_mismatch"
	ErrWeights          Error = "weights_invalid"
	ErrBasisPoints      Error = "basis_points_invalid"
)

// Code returns the stable code of the reason, such as "amount_malformed".
func (e Error) Code() string { return string(e) }

// Error says the reason in words.
func (e Error) Error() string {
	switch e {
	case ErrMalformed:
		return `amount must be an object of two strings like {"amount":"1234.50","currency":"CNY"}`
	case ErrTooPrecise:
		return "amount has more decimals than its currency"
	case ErrOverflow:
		return "amount is too large"
	case ErrNegative:
		return "amount must not be negative"
	case ErrCurrencyUnknown:
		return "currency is not an active ISO 4217 code"
	case ErrCurrencyMismatch:
		return "amounts are in different currencies"
	case ErrWeights:
		return "weights must not be negative and must have a positive sum"
	case ErrBasisPoints:
		return "basis points must lie between 0 and 10000"
	case ErrRate:
		return "rate must be a positive decimal of at most ten significant digits between two currencies"
	}
	return string(e)
}

// Amount is a number of minor units of a currency: Amount{123450, "CNY"} is 1234.50 yuan. It may be negative. The zero
// value has no currency and is not an amount of anything: it does not become JSON.
type Amount struct {
	Minor    int64    `bson:"minor"`
	Currency Currency `bson:"currency"`
}

// MaxFeeBasisPoints is a fee of the whole amount.
const MaxFeeBasisPoints = 10_000

// Parse reads a plain decimal such as "1234.5", "-7" or "0.005": no exponent, no plus sign, no grouping, no superfluous
// leading zero, no "-0", at most as many decimals as the currency has. Errors: ErrMalformed, ErrTooPrecise, ErrOverflow,
// ErrCurrencyUnknown.
func Parse(decimal string, currency Currency) (Amount, error) {
	exp, err := currency.Exponent()
	if err != nil {
		return Amount{}, err
	}
	digits, negative := strings.CutPrefix(decimal, "-")
	whole, fraction, dotted := strings.Cut(digits, ".")
	if !allDigits(whole) || (dotted && !allDigits(fraction)) || (len(whole) > 1 && whole[0] == '0') {
		return Amount{}, ErrMalformed
	}
	if len(fraction) > exp {
		return Amount{}, ErrTooPrecise
	}
	var minor uint64
	for _, d := range []byte(whole + fraction + strings.Repeat("0", exp-len(fraction))) {
		hi, lo := bits.Mul64(minor, 10)
		sum, carry := bits.Add64(lo, uint64(d-'0'), 0)
		if hi != 0 || carry != 0 || sum > math.MaxInt64 {
			return Amount{}, ErrOverflow
		}
		minor = sum
	}
	if negative {
		if minor == 0 {
			return Amount{}, ErrMalformed
		}
		return Amount{-int64(minor), currency}, nil
	}
	return Amount{int64(minor), currency}, nil
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// Decimal writes a with exactly as many decimals as its currency has, in the form Parse reads: "1234.50". An unknown
// currency is written without decimals.
func (a Amount) Decimal() string {
	exp, err := a.Currency.Exponent()
	if err != nil {
		exp = 0
	}
	digits := strconv.FormatUint(abs(a.Minor), 10)
	if len(digits) <= exp {
		digits = strings.Repeat("0", exp-len(digits)+1) + digits
	}
	if exp > 0 {
		digits = digits[:len(digits)-exp] + "." + digits[len(digits)-exp:]
	}
	if a.Minor < 0 {
		return "-" + digits
	}
	return digits
}

// Format writes a for people, the code first and the thousands grouped: "CNY 1,234.50".
func (a Amount) Format() string {
	digits, negative := strings.CutPrefix(a.Decimal(), "-")
	whole, fraction, dotted := strings.Cut(digits, ".")
	var b strings.Builder
	b.WriteString(string(a.Currency))
	b.WriteByte(' ')
	if negative {
		b.WriteByte('-')
	}
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(whole[i])
	}
	if dotted {
		b.WriteByte('.')
		b.WriteString(fraction)
	}
	return b.String()
}

// String is for logs and tests: "1234.50 CNY".
func (a Amount) String() string { return a.Decimal() + " " + string(a.Currency) }

// Sign is -1, 0 or 1.
func (a Amount) Sign() int {
	switch {
	case a.Minor < 0:
		return -1
	case a.Minor > 0:
		return 1
	}
	return 0
}

// Validate returns ErrCurrencyUnknown unless the currency is one of the table.
func (a Amount) Validate() error {
	_, err := a.Currency.Exponent()
	return err
}

// Add returns a+b. Errors: ErrCurrencyMismatch, ErrOverflow.
func (a Amount) Add(b Amount) (Amount, error) {
	if a.Currency != b.Currency {
		return Amount{}, ErrCurrencyMismatch
	}
	sum := a.Minor + b.Minor
	if (sum > a.Minor) != (b.Minor > 0) {
		return Amount{}, ErrOverflow
	}
	return Amount{sum, a.Currency}, nil
}

// Sub returns a-b. Errors: ErrCurrencyMismatch, ErrOverflow.
func (a Amount) Sub(b Amount) (Amount, error) {
	if a.Currency != b.Currency {
		return Amount{}, ErrCurrencyMismatch
	}
	diff := a.Minor - b.Minor
	if (diff < a.Minor) != (b.Minor > 0) {
		return Amount{}, ErrOverflow
	}
	return Amount{diff, a.Currency}, nil
}

// Neg returns -a. The one number without a counterpart, -2^63, is ErrOverflow.
func (a Amount) Neg() (Amount, error) {
	if a.Minor == math.MinInt64 {
		return Amount{}, ErrOverflow
	}
	return Amount{-a.Minor, a.Currency}, nil
}

// Compare returns -1, 0 or 1 as a is less than, equal to or greater than b. The error is ErrCurrencyMismatch.
func (a Amount) Compare(b Amount) (int, error) {
	if a.Currency != b.Currency {
		return 0, ErrCurrencyMismatch
	}
	switch {
	case a.Minor < b.Minor:
		return -1, nil
	case a.Minor > b.Minor:
		return 1, nil
	}
	return 0, nil
}

// Split divides a in proportion to weights by the method of largest remainders: each part is the exact share rounded
// towards zero, and the minor units left over go one each to the parts with the largest remainders, ties to the earlier
// part. The parts always add up to a. Errors: ErrWeights, ErrOverflow (weights whose sum does not fit).
func (a Amount) Split(weights ...int64) ([]Amount, error) {
	var total uint64
	for _, w := range weights {
		if w < 0 {
			return nil, ErrWeights
		}
		total += uint64(w)
		if total > math.MaxInt64 {
			return nil, ErrOverflow
		}
	}
	if total == 0 {
		return nil, ErrWeights
	}
	whole := abs(a.Minor)
	quotas := make([]uint64, len(weights))
	rests := make([]uint64, len(weights))
	left := whole
	for i, w := range weights {
		hi, lo := bits.Mul64(whole, uint64(w)) //nolint:gosec // w >= 0 was checked above
		// hi < total because w <= total and whole < 2^64, so the division cannot trap.
		quotas[i], rests[i] = bits.Div64(hi, lo, total)
		left -= quotas[i]
	}
	for ; left > 0; left-- {
		best := -1
		for i := range rests {
			if rests[i] > 0 && (best < 0 || rests[i] > rests[best]) {
				best = i
			}
		}
		quotas[best]++
		rests[best] = 0
	}
	parts := make([]Amount, len(weights))
	for i, q := range quotas {
		minor := int64(q) //nolint:gosec // q <= |a.Minor|; 2^63 itself wraps to MinInt64, whose negation is itself
		if a.Minor < 0 {
			minor = -minor
		}
		parts[i] = Amount{minor, a.Currency}
	}
	return parts, nil
}

// Fee returns basisPoints/10000 of a, rounded down, so that the payer is never charged a part of a minor unit. Charge
// fees on running totals (fee of all so far less what was charged), not per slice. Errors: ErrBasisPoints, ErrNegative.
func (a Amount) Fee(basisPoints int64) (Amount, error) {
	if basisPoints < 0 || basisPoints > MaxFeeBasisPoints {
		return Amount{}, ErrBasisPoints
	}
	if a.Minor < 0 {
		return Amount{}, ErrNegative
	}
	hi, lo := bits.Mul64(uint64(a.Minor), uint64(basisPoints))
	fee, _ := bits.Div64(hi, lo, MaxFeeBasisPoints)
	return Amount{int64(fee), a.Currency}, nil //nolint:gosec // fee <= a.Minor
}

func abs(v int64) uint64 {
	if v < 0 {
		return -uint64(v) //nolint:gosec // modulo 2^64, so that MinInt64 has its absolute value too
	}
	return uint64(v)
}

// MarshalJSON writes {"amount":"1234.50","currency":"CNY"}. The error is ErrCurrencyUnknown.
func (a Amount) MarshalJSON() ([]byte, error) {
	if err := a.Validate(); err != nil {
		return nil, err
	}
	return []byte(`{"amount":"` + a.Decimal() + `","currency":"` + string(a.Currency) + `"}`), nil
}

// UnmarshalJSON reads what MarshalJSON writes: both fields, both strings, each once, spelled exactly so, nothing else.
// null is refused as well. Errors are those of Parse.
func (a *Amount) UnmarshalJSON(data []byte) error {
	fields, err := twoStrings(data)
	if err != nil {
		return fmt.Errorf("read amount: %w", err)
	}
	parsed, err := Parse(fields["amount"], Currency(fields["currency"]))
	if err != nil {
		return fmt.Errorf("read amount: %w", err)
	}
	*a = parsed
	return nil
}

func twoStrings(data []byte) (map[string]string, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	if open, err := dec.Token(); err != nil || open != json.Delim('{') {
		return nil, ErrMalformed
	}
	fields := map[string]string{}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, ErrMalformed
		}
		name, ok := key.(string)
		if _, twice := fields[name]; !ok || twice || (name != "amount" && name != "currency") {
			return nil, ErrMalformed
		}
		value, err := dec.Token()
		if err != nil {
			return nil, ErrMalformed
		}
		text, ok := value.(string)
		if !ok {
			return nil, ErrMalformed
		}
		fields[name] = text
	}
	if _, err := dec.Token(); err != nil || len(fields) != 2 {
		return nil, ErrMalformed
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, ErrMalformed
	}
	return fields, nil
}
