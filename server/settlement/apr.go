package settlement

import (
	"strconv"
	"strings"

	"fairground/server/problem"
	"fairground/server/settlement/ledger"
)

// An annual rate is written as people read it, in percent with at most four decimals: "8.25". The ledger counts millionths.
const (
	aprDecimals = 4
	aprPercent  = 10_000 // millionths in one percent
)

// ParseAPR reads an annual rate in percent. The error is Invalid "rate_invalid".
func ParseAPR(percent string) (int64, error) {
	invalid := problem.Newf(problem.Invalid, "rate_invalid", "an annual rate is a percentage such as \"8.25\", from 0 to %s", FormatAPR(ledger.MaxAnnualRate))
	whole, fraction, dotted := strings.Cut(percent, ".")
	if whole == "" || len(whole) > 3 || (len(whole) > 1 && whole[0] == '0') || len(fraction) > aprDecimals || (dotted && fraction == "") {
		return 0, invalid
	}
	for _, c := range whole + fraction {
		if c < '0' || c > '9' {
			return 0, invalid
		}
	}
	v, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", aprDecimals-len(fraction)), 10, 64)
	if err != nil || v > ledger.MaxAnnualRate {
		return 0, invalid
	}
	return v, nil
}

// FormatAPR writes what ParseAPR reads, with two decimals or as many as it takes.
func FormatAPR(millionths int64) string {
	fraction := strconv.FormatInt(aprPercent+millionths%aprPercent, 10)[1:]
	return strconv.FormatInt(millionths/aprPercent, 10) + "." + fraction[:2] + strings.TrimRight(fraction[2:], "0")
}
