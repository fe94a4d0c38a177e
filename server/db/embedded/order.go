package embedded

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math"
	"math/big"
	"strconv"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// The order of BSON types. A value's key begins with its class, so that keys of different classes sort by it. 0 ends
// documents and arrays.
const (
	classMinKey     byte = 0x01
	classUndefined  byte = 0x02 // also what an index holds for an empty array
	classNull       byte = 0x03 // also what an index holds for a missing field
	classNumber     byte = 0x05
	classString     byte = 0x10
	classDocument   byte = 0x15
	classArray      byte = 0x18
	classBinary     byte = 0x1a
	classObjectID   byte = 0x20
	classBoolean    byte = 0x22
	classDate       byte = 0x25
	classTimestamp  byte = 0x28
	classRegex      byte = 0x2a
	classDBPointer  byte = 0x2b
	classCode       byte = 0x2c
	classCodeScoped byte = 0x2d
	classMaxKey     byte = 0xfe
)

func class(v any) byte {
	switch v.(type) {
	case bson.MinKey:
		return classMinKey
	case bson.Undefined:
		return classUndefined
	case int32, int64, float64, bson.Decimal128:
		return classNumber
	case string, bson.Symbol:
		return classString
	case doc:
		return classDocument
	case array:
		return classArray
	case bson.Binary:
		return classBinary
	case bson.ObjectID:
		return classObjectID
	case bool:
		return classBoolean
	case bson.DateTime:
		return classDate
	case bson.Timestamp:
		return classTimestamp
	case bson.Regex:
		return classRegex
	case bson.DBPointer:
		return classDBPointer
	case bson.JavaScript:
		return classCode
	case bson.CodeWithScope:
		return classCodeScoped
	case bson.MaxKey:
		return classMaxKey
	}
	return classNull
}

// compare orders two values as MongoDB does: first by class, then by value; numbers across their four types. A value
// that is not there compares as null. It agrees with the order of the keys appendKey makes.
func compare(a, b any) int {
	ca, cb := class(a), class(b)
	if ca != cb {
		return cmp.Compare(ca, cb)
	}
	switch ca {
	case classMinKey, classUndefined, classNull, classMaxKey:
		return 0
	case classNumber:
		return compareNumbers(a, b)
	case classString:
		return strings.Compare(text(a), text(b))
	case classDocument:
		return compareDocs(a.(doc), b.(doc))
	case classArray:
		return compareArrays(a.(array), b.(array))
	case classDate:
		return cmp.Compare(a.(bson.DateTime), b.(bson.DateTime))
	case classObjectID:
		x, y := a.(bson.ObjectID), b.(bson.ObjectID)
		return bytes.Compare(x[:], y[:])
	case classBoolean:
		return cmp.Compare(truth(a.(bool)), truth(b.(bool)))
	}
	return bytes.Compare(appendKey(nil, a), appendKey(nil, b))
}

func compareDocs(a, b doc) int {
	for i := range min(len(a), len(b)) {
		if c := cmp.Or(cmp.Compare(class(a[i].val), class(b[i].val)), strings.Compare(a[i].key, b[i].key), //nolint:gosec // i is below both lengths
			compare(a[i].val, b[i].val)); c != 0 { //nolint:gosec // i is below both lengths
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}

func compareArrays(a, b array) int {
	for i := range min(len(a), len(b)) {
		if c := compare(a[i], b[i]); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}

func text(v any) string {
	if s, ok := v.(bson.Symbol); ok {
		return string(s)
	}
	return v.(string)
}

func truth(b bool) byte {
	if b {
		return 1
	}
	return 0
}

func compareNumbers(a, b any) int {
	ia, aInt := integer(a)
	ib, bInt := integer(b)
	if aInt && bInt {
		return cmp.Compare(ia, ib)
	}
	fa, aFloat := a.(float64)
	fb, bFloat := b.(float64)
	if aFloat && bFloat {
		return cmp.Compare(fa, fb) // NaN before all, as MongoDB has it
	}
	return bytes.Compare(appendNumber(nil, a), appendNumber(nil, b))
}

func integer(v any) (int64, bool) {
	switch v := v.(type) {
	case int32:
		return int64(v), true
	case int64:
		return v, true
	}
	return 0, false
}

// appendKey appends a form of v whose byte order is the order of values. No key is a prefix of another, so keys can be
// joined and, with all bytes inverted, sort downwards.
func appendKey(dst []byte, v any) []byte {
	c := class(v)
	dst = append(dst, c)
	switch v := v.(type) {
	case int32, int64, float64, bson.Decimal128:
		return appendNumber(dst, v)
	case string:
		return appendText(dst, v)
	case bson.Symbol:
		return appendText(dst, string(v))
	case doc:
		for i := range v {
			dst = append(dst, class(v[i].val))
			dst = appendText(dst, v[i].key)
			dst = appendKey(dst, v[i].val)
		}
		return append(dst, 0)
	case array:
		for i := range v {
			dst = appendKey(dst, v[i])
		}
		return append(dst, 0)
	case bson.Binary:
		dst = binary.BigEndian.AppendUint32(dst, uint32(len(v.Data)))
		return append(append(dst, v.Subtype), v.Data...)
	case bson.ObjectID:
		return append(dst, v[:]...)
	case bool:
		return append(dst, truth(v))
	case bson.DateTime:
		return binary.BigEndian.AppendUint64(dst, uint64(v)^(1<<63))
	case bson.Timestamp:
		return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(dst, v.T), v.I)
	case bson.Regex:
		return appendText(appendText(dst, v.Pattern), v.Options)
	case bson.DBPointer:
		return append(appendText(dst, v.DB), v.Pointer[:]...)
	case bson.JavaScript:
		return appendText(dst, string(v))
	case bson.CodeWithScope:
		scope, _ := v.Scope.(doc)
		return appendKey(appendText(dst, string(v.Code)), scope)
	}
	return dst
}

// appendText escapes the zero byte, so that the end sorts before any continuation.
func appendText(dst []byte, s string) []byte {
	for {
		i := strings.IndexByte(s, 0)
		if i < 0 {
			return append(append(dst, s...), 0, 1)
		}
		dst = append(append(dst, s[:i]...), 0, 0xff)
		s = s[i+1:]
	}
}

const (
	numberNaN byte = iota + 1
	numberMinusInfinity
	numberNegative
	numberZero
	numberPositive
	numberInfinity
)

// appendNumber writes the exact decimal expansion, which all four number types have: sign, exponent of 0.d₁d₂… × 10^e,
// digits in pairs. Equal numbers of different types have equal keys.
func appendNumber(dst []byte, v any) []byte {
	switch v := v.(type) {
	case int32:
		return appendInteger(dst, int64(v))
	case int64:
		return appendInteger(dst, v)
	case float64:
		return appendFloat(dst, v)
	case bson.Decimal128:
		if v.IsNaN() {
			return append(dst, numberNaN)
		}
		if sign := v.IsInf(); sign != 0 {
			return appendInfinity(dst, sign > 0)
		}
		n, exp, err := v.BigInt()
		if err != nil {
			return append(dst, numberNaN)
		}
		return appendBig(dst, n, exp)
	}
	return dst
}

func appendInfinity(dst []byte, positive bool) []byte {
	if positive {
		return append(dst, numberInfinity)
	}
	return append(dst, numberMinusInfinity)
}

func appendInteger(dst []byte, v int64) []byte {
	if v == 0 {
		return append(dst, numberZero)
	}
	u := uint64(v)
	if v < 0 {
		u = -u
	}
	var buf [20]byte
	digits := strconv.AppendUint(buf[:0], u, 10)
	return appendDigits(dst, v < 0, digits, len(digits))
}

func appendFloat(dst []byte, f float64) []byte {
	switch {
	case math.IsNaN(f):
		return append(dst, numberNaN)
	case math.IsInf(f, 0):
		return appendInfinity(dst, f > 0)
	case f == math.Trunc(f) && math.Abs(f) < 1<<63:
		return appendInteger(dst, int64(f))
	}
	frac, exp := math.Frexp(f)
	n := big.NewInt(int64(frac * (1 << 53))) // f = n × 2^(exp-53)
	exp -= 53
	if exp >= 0 {
		return appendBig(dst, n.Lsh(n, uint(exp)), 0)
	}
	zeros := min(int(n.TrailingZeroBits()), -exp)
	n.Rsh(n, uint(zeros))
	exp += zeros
	five := new(big.Int).Exp(big.NewInt(5), big.NewInt(int64(-exp)), nil)
	return appendBig(dst, n.Mul(n, five), exp) // n × 2^exp = n × 5^-exp × 10^exp
}

func appendBig(dst []byte, n *big.Int, exp int) []byte {
	sign := n.Sign()
	if sign == 0 {
		return append(dst, numberZero)
	}
	digits := n.Append(nil, 10)
	if sign < 0 {
		digits = digits[1:]
	}
	return appendDigits(dst, sign < 0, digits, len(digits)+exp)
}

func appendDigits(dst []byte, negative bool, digits []byte, exp int) []byte {
	for digits[len(digits)-1] == '0' {
		digits = digits[:len(digits)-1]
	}
	if negative {
		dst = append(dst, numberNegative)
	} else {
		dst = append(dst, numberPositive)
	}
	start := len(dst)
	dst = binary.BigEndian.AppendUint16(dst, uint16(exp+1<<15))
	for i := 0; i < len(digits); i += 2 {
		pair := (digits[i] - '0') * 10
		if i+1 < len(digits) {
			pair += digits[i+1] - '0'
		}
		dst = append(dst, pair+1)
	}
	dst = append(dst, 0)
	if negative {
		invert(dst[start:])
	}
	return dst
}

func invert(b []byte) {
	for i := range b {
		b[i] = ^b[i]
	}
}
