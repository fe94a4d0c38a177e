package embedded

import (
	"encoding/binary"
	"fmt"
	"math"

	"go.mongodb.org/mongo-driver/v2/bson"
)

const (
	// maxDocument is the largest document stored or returned, in bytes.
	maxDocument = 16 << 20
	// maxDepth is the deepest nesting of documents and arrays that is read; MongoDB's own limit is 200 for its internal use.
	maxDepth = 180
	// maxStoredDepth is the deepest nesting of a document that is stored: a reply wraps it in a few levels.
	maxStoredDepth = maxDepth - 4
)

// elem is one field of a document. The value is one of: float64, string, doc, array, bson.Binary, bson.Undefined,
// bson.ObjectID, bool, bson.DateTime, bson.Null, bson.Regex, bson.DBPointer, bson.JavaScript, bson.Symbol,
// bson.CodeWithScope, int32, bson.Timestamp, int64, bson.Decimal128, bson.MinKey, bson.MaxKey. A Go nil is a value that is
// not there.
type elem struct {
	key string
	val any
}

type (
	doc   []elem
	array []any
)

func (d doc) find(key string) int {
	for i := range d {
		if d[i].key == key {
			return i
		}
	}
	return -1
}

// value returns nil when the field is missing.
func (d doc) value(key string) any {
	if i := d.find(key); i >= 0 {
		return d[i].val
	}
	return nil
}

func (d doc) set(key string, v any) doc {
	if i := d.find(key); i >= 0 {
		d[i].val = v
		return d
	}
	return append(d, elem{key, v})
}

func (d doc) remove(key string) doc {
	if i := d.find(key); i >= 0 {
		return append(d[:i:i], d[i+1:]...)
	}
	return d
}

// clone copies containers, so that the copy can be changed; scalars are immutable.
func clone(v any) any {
	switch v := v.(type) {
	case doc:
		c := make(doc, len(v))
		for i := range v {
			c[i] = elem{v[i].key, clone(v[i].val)}
		}
		return c
	case array:
		c := make(array, len(v))
		for i := range v {
			c[i] = clone(v[i])
		}
		return c
	}
	return v
}

// decode reads one document that fills b exactly.
func decode(b []byte) (doc, error) {
	d, rest, err := readDoc(b, 1)
	if err != nil {
		return nil, err
	}
	if len(rest) != 0 {
		return nil, fmt.Errorf("%d bytes after the end of a document", len(rest))
	}
	return d, nil
}

func frame(b []byte) (body, rest []byte, err error) {
	if len(b) < 5 {
		return nil, nil, fmt.Errorf("document of %d bytes is too short", len(b))
	}
	n := int64(binary.LittleEndian.Uint32(b))
	if n < 5 || n > int64(len(b)) || b[n-1] != 0 {
		return nil, nil, fmt.Errorf("document length %d does not fit", n)
	}
	return b[4 : n-1], b[n:], nil
}

func readDoc(b []byte, depth int) (doc, []byte, error) {
	if depth > maxDepth {
		return nil, nil, errf(codeOverflow, "document is nested deeper than %d levels", maxDepth)
	}
	body, rest, err := frame(b)
	if err != nil {
		return nil, nil, err
	}
	d := make(doc, 0, min(8, len(body)/2))
	for len(body) > 0 {
		t := body[0]
		var key string
		if key, body, err = readCString(body[1:]); err != nil {
			return nil, nil, err
		}
		var v any
		if v, body, err = readValue(t, body, depth); err != nil {
			return nil, nil, err
		}
		d = append(d, elem{key, v})
	}
	return d, rest, nil
}

func readArray(b []byte, depth int) (array, []byte, error) {
	d, rest, err := readDoc(b, depth)
	if err != nil {
		return nil, nil, err
	}
	a := make(array, len(d))
	for i := range d {
		a[i] = d[i].val
	}
	return a, rest, nil
}

func readCString(b []byte) (string, []byte, error) {
	for i, c := range b {
		if c == 0 {
			return string(b[:i]), b[i+1:], nil
		}
	}
	return "", nil, fmt.Errorf("field name without an end")
}

func readString(b []byte) (string, []byte, error) {
	if len(b) < 5 {
		return "", nil, fmt.Errorf("string is cut off")
	}
	n := int64(binary.LittleEndian.Uint32(b))
	if n < 1 || n > int64(len(b)-4) || b[4+n-1] != 0 {
		return "", nil, fmt.Errorf("string length %d does not fit", n)
	}
	return string(b[4 : 4+n-1]), b[4+n:], nil
}

func fixed(b []byte, n int) ([]byte, []byte, error) {
	if len(b) < n {
		return nil, nil, fmt.Errorf("value is cut off")
	}
	return b[:n], b[n:], nil
}

func readValue(t byte, b []byte, depth int) (any, []byte, error) {
	var raw []byte
	var err error
	switch bson.Type(t) {
	case bson.TypeDouble, bson.TypeDateTime, bson.TypeInt64, bson.TypeTimestamp:
		if raw, b, err = fixed(b, 8); err != nil {
			return nil, nil, err
		}
		u := binary.LittleEndian.Uint64(raw)
		switch bson.Type(t) {
		case bson.TypeDouble:
			return math.Float64frombits(u), b, nil
		case bson.TypeDateTime:
			return bson.DateTime(u), b, nil
		case bson.TypeInt64:
			return int64(u), b, nil
		default:
			return bson.Timestamp{T: uint32(u >> 32), I: uint32(u)}, b, nil
		}
	case bson.TypeInt32:
		if raw, b, err = fixed(b, 4); err != nil {
			return nil, nil, err
		}
		return int32(binary.LittleEndian.Uint32(raw)), b, nil
	case bson.TypeString, bson.TypeJavaScript, bson.TypeSymbol:
		s, rest, err := readString(b)
		if err != nil {
			return nil, nil, err
		}
		switch bson.Type(t) {
		case bson.TypeJavaScript:
			return bson.JavaScript(s), rest, nil
		case bson.TypeSymbol:
			return bson.Symbol(s), rest, nil
		default:
			return s, rest, nil
		}
	case bson.TypeEmbeddedDocument:
		d, rest, err := readDoc(b, depth+1)
		return d, rest, err
	case bson.TypeArray:
		a, rest, err := readArray(b, depth+1)
		return a, rest, err
	case bson.TypeBinary:
		return readBinary(b)
	case bson.TypeUndefined:
		return bson.Undefined{}, b, nil
	case bson.TypeObjectID:
		if raw, b, err = fixed(b, 12); err != nil {
			return nil, nil, err
		}
		return bson.ObjectID(raw), b, nil
	case bson.TypeBoolean:
		if raw, b, err = fixed(b, 1); err != nil {
			return nil, nil, err
		}
		if raw[0] > 1 {
			return nil, nil, fmt.Errorf("boolean of value %d", raw[0])
		}
		return raw[0] == 1, b, nil
	case bson.TypeNull:
		return bson.Null{}, b, nil
	case bson.TypeRegex:
		var r bson.Regex
		if r.Pattern, b, err = readCString(b); err == nil {
			r.Options, b, err = readCString(b)
		}
		return r, b, err
	case bson.TypeDBPointer:
		var p bson.DBPointer
		if p.DB, b, err = readString(b); err != nil {
			return nil, nil, err
		}
		if raw, b, err = fixed(b, 12); err != nil {
			return nil, nil, err
		}
		p.Pointer = bson.ObjectID(raw)
		return p, b, nil
	case bson.TypeCodeWithScope:
		return readCodeWithScope(b, depth)
	case bson.TypeDecimal128:
		if raw, b, err = fixed(b, 16); err != nil {
			return nil, nil, err
		}
		return bson.NewDecimal128(binary.LittleEndian.Uint64(raw[8:]), binary.LittleEndian.Uint64(raw)), b, nil
	case bson.TypeMinKey:
		return bson.MinKey{}, b, nil
	case bson.TypeMaxKey:
		return bson.MaxKey{}, b, nil
	}
	return nil, nil, fmt.Errorf("unknown BSON type 0x%02x", t)
}

func readBinary(b []byte) (any, []byte, error) {
	if len(b) < 5 {
		return nil, nil, fmt.Errorf("binary is cut off")
	}
	n := int64(binary.LittleEndian.Uint32(b))
	if n > int64(len(b)-5) {
		return nil, nil, fmt.Errorf("binary length %d does not fit", n)
	}
	return bson.Binary{Subtype: b[4], Data: b[5 : 5+n : 5+n]}, b[5+n:], nil
}

func readCodeWithScope(b []byte, depth int) (any, []byte, error) {
	if len(b) < 14 {
		return nil, nil, fmt.Errorf("code with scope is cut off")
	}
	n := int64(binary.LittleEndian.Uint32(b))
	if n < 14 || n > int64(len(b)) {
		return nil, nil, fmt.Errorf("code length %d does not fit", n)
	}
	code, inner, err := readString(b[4:n])
	if err != nil {
		return nil, nil, err
	}
	scope, inner, err := readDoc(inner, depth+1)
	if err != nil {
		return nil, nil, err
	}
	if len(inner) != 0 {
		return nil, nil, fmt.Errorf("code length %d does not fit", n)
	}
	return bson.CodeWithScope{Code: bson.JavaScript(code), Scope: scope}, b[n:], nil
}

// encode writes a document.
func encode(d doc) bson.Raw { return appendDoc(make([]byte, 0, 256), d) }

func appendDoc(dst []byte, d doc) []byte {
	start := len(dst)
	dst = append(dst, 0, 0, 0, 0)
	for i := range d {
		dst = appendElem(dst, d[i].key, d[i].val)
	}
	dst = append(dst, 0)
	binary.LittleEndian.PutUint32(dst[start:], uint32(len(dst)-start))
	return dst
}

func appendArray(dst []byte, a array) []byte {
	start := len(dst)
	dst = append(dst, 0, 0, 0, 0)
	for i := range a {
		dst = appendElem(dst, indexKey(i), a[i])
	}
	dst = append(dst, 0)
	binary.LittleEndian.PutUint32(dst[start:], uint32(len(dst)-start))
	return dst
}

func appendString(dst []byte, s string) []byte {
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(s)+1))
	return append(append(dst, s...), 0)
}

// appendElem writes nothing for a value that is not there.
func appendElem(dst []byte, key string, v any) []byte {
	if v == nil {
		return dst
	}
	dst = append(dst, byte(typeOf(v)))
	dst = append(append(dst, key...), 0)
	switch v := v.(type) {
	case float64:
		dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(v))
	case string:
		dst = appendString(dst, v)
	case doc:
		dst = appendDoc(dst, v)
	case bson.Raw:
		dst = append(dst, v...)
	case array:
		dst = appendArray(dst, v)
	case bson.RawArray:
		dst = append(dst, v...)
	case bson.Binary:
		dst = binary.LittleEndian.AppendUint32(dst, uint32(len(v.Data)))
		dst = append(append(dst, v.Subtype), v.Data...)
	case bson.ObjectID:
		dst = append(dst, v[:]...)
	case bool:
		if v {
			dst = append(dst, 1)
		} else {
			dst = append(dst, 0)
		}
	case bson.DateTime:
		dst = binary.LittleEndian.AppendUint64(dst, uint64(v))
	case bson.Regex:
		dst = append(append(dst, v.Pattern...), 0)
		dst = append(append(dst, v.Options...), 0)
	case bson.DBPointer:
		dst = append(appendString(dst, v.DB), v.Pointer[:]...)
	case bson.JavaScript:
		dst = appendString(dst, string(v))
	case bson.Symbol:
		dst = appendString(dst, string(v))
	case bson.CodeWithScope:
		start := len(dst)
		dst = appendString(append(dst, 0, 0, 0, 0), string(v.Code))
		scope, _ := v.Scope.(doc)
		dst = appendDoc(dst, scope)
		binary.LittleEndian.PutUint32(dst[start:], uint32(len(dst)-start))
	case int32:
		dst = binary.LittleEndian.AppendUint32(dst, uint32(v))
	case int64:
		dst = binary.LittleEndian.AppendUint64(dst, uint64(v))
	case bson.Timestamp:
		dst = binary.LittleEndian.AppendUint64(dst, uint64(v.T)<<32|uint64(v.I))
	case bson.Decimal128:
		h, l := v.GetBytes()
		dst = binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(dst, l), h)
	}
	return dst
}

func typeOf(v any) bson.Type {
	switch v.(type) {
	case float64:
		return bson.TypeDouble
	case string:
		return bson.TypeString
	case doc, bson.Raw:
		return bson.TypeEmbeddedDocument
	case array, bson.RawArray:
		return bson.TypeArray
	case bson.Binary:
		return bson.TypeBinary
	case bson.Undefined:
		return bson.TypeUndefined
	case bson.ObjectID:
		return bson.TypeObjectID
	case bool:
		return bson.TypeBoolean
	case bson.DateTime:
		return bson.TypeDateTime
	case bson.Regex:
		return bson.TypeRegex
	case bson.DBPointer:
		return bson.TypeDBPointer
	case bson.JavaScript:
		return bson.TypeJavaScript
	case bson.Symbol:
		return bson.TypeSymbol
	case bson.CodeWithScope:
		return bson.TypeCodeWithScope
	case int32:
		return bson.TypeInt32
	case bson.Timestamp:
		return bson.TypeTimestamp
	case int64:
		return bson.TypeInt64
	case bson.Decimal128:
		return bson.TypeDecimal128
	case bson.MinKey:
		return bson.TypeMinKey
	case bson.MaxKey:
		return bson.TypeMaxKey
	}
	return bson.TypeNull
}
