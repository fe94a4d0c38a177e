package ledger

import "math/big"

// Bounds and measures of interest. A rate is a simple annual one in millionths of the principal; a year has 365 days, as
// the annual percentage rate is shown.
const (
	MaxAnnualRate = 360_000 // 36 % a year
	rateUnit      = 1_000_000
	yearDays      = 365
	dayMillis     = 24 * 3600 * 1000
)

// Interest is what a principal has cost after whole days, in closed form: floor(principal × rate × days / (10⁶ × 365)).
// What was posted before is subtracted by the caller, so that days may be posted one by one, after a gap or not at all
// without a minor unit of difference. All three are not negative.
func Interest(principal, rate, days int64) int64 {
	v := new(big.Int).Mul(big.NewInt(principal), big.NewInt(rate))
	v.Mul(v, big.NewInt(days))
	return v.Quo(v, big.NewInt(rateUnit*yearDays)).Int64()
}

// Day is the number of the UTC day, since 1970, that an instant in milliseconds lies in.
func Day(ms int64) int64 { return ms / dayMillis }
