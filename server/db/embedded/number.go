package embedded

import (
	"math"
	"math/big"
	"strconv"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// wholeNumber reads any number that has no fraction and fits 64 bits.
func wholeNumber(v any) (int64, bool) {
	switch v := v.(type) {
	case int32:
		return int64(v), true
	case int64:
		return v, true
	case float64:
		if v == math.Trunc(v) && math.Abs(v) < 1<<63 {
			return int64(v), true
		}
	case bson.Decimal128:
		n, exp, err := v.BigInt()
		if err != nil || exp > 19 || exp < -6200 {
			return 0, false
		}
		ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(exp, -exp))), nil)
		if exp >= 0 {
			n.Mul(n, ten)
		} else {
			var rest big.Int
			if n.QuoRem(n, ten, &rest); rest.Sign() != 0 {
				return 0, false
			}
		}
		if n.IsInt64() {
			return n.Int64(), true
		}
	}
	return 0, false
}

func isNumber(v any) bool { return class(v) == classNumber }

func float(v any) float64 {
	switch v := v.(type) {
	case int32:
		return float64(v)
	case int64:
		return float64(v)
	case float64:
		return v
	case bson.Decimal128:
		f, _ := strconv.ParseFloat(v.String(), 64)
		return f
	}
	return math.NaN()
}

// arithmetic is one operation on numbers. The result has the wider type of the two: int32, int64, double, decimal; an int32
// that overflows becomes an int64.
type arithmetic struct {
	ints     func(a, b int64) (int64, bool)
	floats   func(a, b float64) float64
	decimals func(a, b *big.Int, ea, eb int) (*big.Int, int)
}

var (
	addition = arithmetic{
		ints: func(a, b int64) (int64, bool) {
			c := a + b
			return c, (c > a) == (b > 0)
		},
		floats: func(a, b float64) float64 { return a + b },
		decimals: func(a, b *big.Int, ea, eb int) (*big.Int, int) {
			a, b, e := align(a, b, ea, eb)
			return new(big.Int).Add(a, b), e
		},
	}
	subtraction = arithmetic{
		ints: func(a, b int64) (int64, bool) {
			c := a - b
			return c, (c < a) == (b > 0)
		},
		floats: func(a, b float64) float64 { return a - b },
		decimals: func(a, b *big.Int, ea, eb int) (*big.Int, int) {
			a, b, e := align(a, b, ea, eb)
			return new(big.Int).Sub(a, b), e
		},
	}
	multiplication = arithmetic{
		ints: func(a, b int64) (int64, bool) {
			if a == 0 || b == 0 {
				return 0, true
			}
			c := a * b
			return c, c/b == a && (a != -1 || b != math.MinInt64) && (b != -1 || a != math.MinInt64)
		},
		floats: func(a, b float64) float64 { return a * b },
		decimals: func(a, b *big.Int, ea, eb int) (*big.Int, int) {
			return new(big.Int).Mul(a, b), ea + eb
		},
	}
)

func (op arithmetic) apply(a, b any) (any, error) {
	_, da := a.(bson.Decimal128)
	_, db := b.(bson.Decimal128)
	if da || db {
		return op.applyDecimal(a, b)
	}
	ia, aInt := integer(a)
	ib, bInt := integer(b)
	if !aInt || !bInt {
		return op.floats(float(a), float(b)), nil
	}
	r, ok := op.ints(ia, ib)
	if !ok {
		return nil, errf(codeBadValue, "integer overflow: %d and %d", ia, ib)
	}
	_, a32 := a.(int32)
	_, b32 := b.(int32)
	if a32 && b32 && r == int64(int32(r)) { //nolint:gosec // asks whether it fits
		return int32(r), nil //nolint:gosec // it fits
	}
	return r, nil
}

func (op arithmetic) applyDecimal(a, b any) (any, error) {
	na, ea, okA := decimalParts(a)
	nb, eb, okB := decimalParts(b)
	if !okA || !okB { // NaN or infinite: the doubles know the rules
		d, err := bson.ParseDecimal128(strconv.FormatFloat(op.floats(float(a), float(b)), 'g', -1, 64))
		if err != nil {
			return nil, errf(codeBadValue, "decimal arithmetic: %v", err)
		}
		return d, nil
	}
	return makeDecimal(op.decimals(na, nb, ea, eb))
}

// decimalParts reads a number as n × 10^e; a double is taken with 15 digits, as MongoDB does.
func decimalParts(v any) (*big.Int, int, bool) {
	switch v := v.(type) {
	case int32:
		return big.NewInt(int64(v)), 0, true
	case int64:
		return big.NewInt(v), 0, true
	case float64:
		d, err := bson.ParseDecimal128(strconv.FormatFloat(v, 'g', 15, 64))
		if err != nil {
			return nil, 0, false
		}
		return decimalParts(d)
	case bson.Decimal128:
		if v.IsNaN() || v.IsInf() != 0 {
			return nil, 0, false
		}
		n, e, err := v.BigInt()
		return n, e, err == nil
	}
	return nil, 0, false
}

func align(a, b *big.Int, ea, eb int) (*big.Int, *big.Int, int) {
	if ea > eb {
		b, a, e := align(b, a, eb, ea)
		return a, b, e
	}
	return a, new(big.Int).Mul(b, power10(eb-ea)), ea
}

func power10(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// makeDecimal rounds half to even to the 34 digits a Decimal128 has.
func makeDecimal(n *big.Int, exp int) (any, error) {
	for drop := len(new(big.Int).Abs(n).String()) - 34; drop > 0; drop = len(new(big.Int).Abs(n).String()) - 34 {
		n, exp = roundHalfEven(n, power10(drop)), exp+drop
	}
	d, ok := bson.ParseDecimal128FromBigInt(n, exp)
	if !ok {
		return nil, errf(codeBadValue, "decimal overflow")
	}
	return d, nil
}

func roundHalfEven(n, unit *big.Int) *big.Int {
	q, rest := new(big.Int).QuoRem(n, unit, new(big.Int))
	twice := rest.Lsh(rest.Abs(rest), 1)
	if c := twice.Cmp(unit); c > 0 || c == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(int64(n.Sign())))
	}
	return q
}
