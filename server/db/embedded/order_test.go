package embedded

import (
	"bytes"
	"cmp"
	"math"
	"math/big"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"pgregory.net/rapid"
)

// anyValue draws values that are near each other, so that equal and nearly equal ones meet.
func anyValue(depth int) *rapid.Generator[any] {
	number := rapid.Custom(func(t *rapid.T) any {
		n := rapid.SampledFrom([]int64{0, 1, -1, 2, 10, 99, 100, 101, 1 << 31, 1<<53 - 1, 1 << 53, 1<<53 + 1, math.MaxInt64, math.MinInt64}).Draw(t, "n")
		switch rapid.IntRange(0, 5).Draw(t, "kind") {
		case 0:
			return int32(n)
		case 1:
			return float64(n)
		case 2:
			return float64(n) * rapid.SampledFrom([]float64{0.1, 0.5, 1e-300, 1e300, math.Inf(1)}).Draw(t, "f")
		case 3:
			d, _ := bson.ParseDecimal128FromBigInt(big.NewInt(n), rapid.IntRange(-4, 4).Draw(t, "exp"))
			return d
		case 4:
			return math.Nextafter(float64(n), float64(n)+1)
		}
		return n
	})
	kinds := []*rapid.Generator[any]{
		number, number,
		rapid.Map(rapid.SampledFrom([]string{"", "a", "a\x00", "a\x00b", "ab", "b", "\xff"}), func(s string) any { return s }),
		rapid.SampledFrom([]any{bson.Null{}, true, false, bson.MinKey{}, bson.MaxKey{}, bson.Undefined{}, bson.DateTime(-1), bson.DateTime(1), bson.ObjectID{1}, bson.Timestamp{T: 1}}),
		rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 2), func(b []byte) any { return bson.Binary{Data: b} }),
	}
	if depth > 0 {
		kinds = append(kinds,
			rapid.Map(rapid.SliceOfN(anyValue(depth-1), 0, 3), func(v []any) any { return array(v) }),
			rapid.Map(rapid.SliceOfN(anyValue(depth-1), 0, 2), func(v []any) any {
				d := doc{}
				for i := range v {
					d = append(d, elem{[]string{"a", "b"}[i], v[i]})
				}
				return d
			}))
	}
	return rapid.OneOf(kinds...)
}

func TestKeysSortAsValuesDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := anyValue(2).Draw(t, "a"), anyValue(2).Draw(t, "b"), anyValue(2).Draw(t, "c")
		ka, kb := appendKey(nil, a), appendKey(nil, b)
		if got, want := bytes.Compare(ka, kb), compare(a, b); got != want {
			t.Fatalf("keys of %v and %v compare %d, values %d", a, b, got, want)
		}
		if compare(a, b) != -compare(b, a) {
			t.Fatalf("%v and %v have no order", a, b)
		}
		if compare(a, b) <= 0 && compare(b, c) <= 0 && compare(a, c) > 0 {
			t.Fatalf("%v ≤ %v ≤ %v, and not the first ≤ the last", a, b, c)
		}
		if !bytes.Equal(ka, kb) && (bytes.HasPrefix(ka, kb) || bytes.HasPrefix(kb, ka)) {
			t.Fatalf("the key of one of %v and %v begins the other", a, b)
		}
		invert(ka)
		invert(kb)
		if got, want := bytes.Compare(ka, kb), -compare(a, b); got != want {
			t.Fatalf("downwards, keys of %v and %v compare %d, values %d", a, b, got, want)
		}
	})
}

// Against exact arithmetic of the standard library, which knows nothing of the encoding.
func TestNumbersCompareExactly(t *testing.T) {
	exact := func(v any) *big.Rat {
		switch v := v.(type) {
		case int32:
			return new(big.Rat).SetInt64(int64(v))
		case int64:
			return new(big.Rat).SetInt64(v)
		case float64:
			return new(big.Rat).SetFloat64(v)
		case bson.Decimal128:
			r, _ := new(big.Rat).SetString(v.String())
			return r
		}
		return nil
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyValue(0).Draw(t, "a"), anyValue(0).Draw(t, "b")
		ra, rb := exact(a), exact(b)
		if ra == nil || rb == nil {
			return
		}
		if got := compare(a, b); got != cmp.Compare(ra.Cmp(rb), 0) {
			t.Fatalf("%T %v and %T %v compare %d", a, a, b, b, got)
		}
	})
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := doc{{"a", anyValue(3).Draw(t, "v")}}
		got, err := decode(encode(d))
		if err != nil || compareDocs(got, d) != 0 {
			t.Fatalf("%v became %v, %v", d, got, err)
		}
	})
}
