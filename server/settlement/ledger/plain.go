package ledger

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"slices"
)

// A snapshot is the encoding of the state's tables as they are: whatever a family adds to them is part of it without a line
// of code. What may stand in them is plain: booleans, whole numbers, texts, and lists, maps, pointers and structs with
// exported fields of these. There is one encoding of each value (maps go by their encoded keys), so that two processes that
// replay the same log write the same bytes.

var errPlain = errors.New("not the encoding of such a value")

// schema spells a type so that two types with the same schema read each other's encoding. It is the error of a type that is
// not plain.
func schema(t reflect.Type) (string, error) {
	switch t.Kind() {
	case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.String:
		return t.Kind().String(), nil
	case reflect.Slice, reflect.Pointer:
		e, err := schema(t.Elem())
		return t.Kind().String() + " " + e, err
	case reflect.Array:
		e, err := schema(t.Elem())
		return fmt.Sprintf("[%d] %s", t.Len(), e), err
	case reflect.Map:
		k, err := schema(t.Key())
		e, err2 := schema(t.Elem())
		return "map " + k + " " + e, errors.Join(err, err2)
	case reflect.Struct:
		all, errs := "{", []error(nil)
		for f := range t.Fields() {
			e, err := schema(f.Type)
			if !f.IsExported() {
				err = fmt.Errorf("%s.%s is not exported", t, f.Name)
			}
			all, errs = all+f.Name+" "+e+";", append(errs, err)
		}
		return all + "}", errors.Join(errs...)
	default:
		return "", fmt.Errorf("%s is not plain", t)
	}
}

// appendPlain writes a value of a plain type.
func appendPlain(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return binary.AppendVarint(b, v.Int())
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return binary.AppendUvarint(b, v.Uint())
	case reflect.String:
		return append(binary.AppendUvarint(b, uint64(v.Len())), v.String()...) //nolint:gosec // a length
	case reflect.Pointer:
		if v.IsNil() {
			return append(b, 0)
		}
		return appendPlain(append(b, 1), v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			b = appendPlain(b, v.Field(i))
		}
		return b
	case reflect.Map:
		return appendMap(b, v)
	case reflect.Slice:
		if v.IsNil() {
			return append(b, 0)
		}
		b = binary.AppendUvarint(b, uint64(v.Len())+1) //nolint:gosec // a length
	default: // an array has the length of its type
	}
	// A list of prints, which are as good as random, has eight bytes for each.
	if v.Type().Elem().Kind() == reflect.Uint64 && v.Kind() == reflect.Slice {
		for _, n := range v.Interface().([]uint64) {
			b = binary.BigEndian.AppendUint64(b, n)
		}
		return b
	}
	// A list of bytes is one copy.
	if v.Type().Elem().Kind() == reflect.Uint8 && (v.Kind() == reflect.Slice || v.CanAddr()) {
		return append(b, v.Bytes()...)
	}
	for i := range v.Len() {
		b = appendPlain(b, v.Index(i))
	}
	return b
}

func appendMap(b []byte, v reflect.Value) []byte {
	if v.IsNil() {
		return append(b, 0)
	}
	b = binary.AppendUvarint(b, uint64(v.Len())+1) //nolint:gosec // a length
	key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
	var all []byte
	type span struct{ from, value, to int }
	spans := make([]span, 0, v.Len())
	for it := v.MapRange(); it.Next(); {
		key.SetIterKey(it)
		value.SetIterValue(it)
		s := span{from: len(all)}
		all = appendPlain(all, key)
		s.value = len(all)
		all = appendPlain(all, value)
		s.to = len(all)
		spans = append(spans, s)
	}
	slices.SortFunc(spans, func(a, b span) int { return bytes.Compare(all[a.from:a.value], all[b.from:b.value]) })
	for _, s := range spans {
		b = append(b, all[s.from:s.to]...)
	}
	return b
}

// plainReader reads what appendPlain wrote; err is the first thing that does not fit.
type plainReader struct {
	b   []byte
	err error
}

func (r *plainReader) fail() { r.b, r.err = nil, errPlain }

func (r *plainReader) uvarint() uint64 {
	n, size := binary.Uvarint(r.b)
	if size <= 0 {
		r.fail()
		return 0
	}
	r.b = r.b[size:]
	return n
}

func (r *plainReader) take(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.fail()
		return nil
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

// count reads the length of something whose elements take at least a byte each.
func (r *plainReader) count() int {
	n := r.uvarint()
	if n > uint64(len(r.b))+1 {
		r.fail()
		return 0
	}
	return int(n) //nolint:gosec // not more than there are bytes
}

func (r *plainReader) read(v reflect.Value) {
	if r.err != nil {
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		if b := r.take(1); b != nil {
			v.SetBool(b[0] == 1)
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n, size := binary.Varint(r.b)
		if size <= 0 || v.OverflowInt(n) {
			r.fail()
			return
		}
		r.b = r.b[size:]
		v.SetInt(n)
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		n := r.uvarint()
		if v.OverflowUint(n) {
			r.fail()
			return
		}
		v.SetUint(n)
	case reflect.String:
		v.SetString(string(r.take(r.count())))
	case reflect.Pointer:
		if b := r.take(1); b != nil && b[0] == 1 {
			v.Set(reflect.New(v.Type().Elem()))
			r.read(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			r.read(v.Field(i))
		}
	case reflect.Map:
		r.readMap(v)
	case reflect.Slice:
		n := r.count()
		if n == 0 {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), n-1, n-1))
		r.readList(v)
	default: // an array
		r.readList(v)
	}
}

func (r *plainReader) readList(v reflect.Value) {
	if v.Type().Elem().Kind() == reflect.Uint8 {
		reflect.Copy(v, reflect.ValueOf(r.take(v.Len())))
		return
	}
	if v.Type().Elem().Kind() == reflect.Uint64 && v.Kind() == reflect.Slice {
		b := r.take(8 * v.Len())
		for i := range len(b) / 8 {
			v.Index(i).SetUint(binary.BigEndian.Uint64(b[8*i:]))
		}
		return
	}
	for i := range v.Len() {
		r.read(v.Index(i))
	}
}

func (r *plainReader) readMap(v reflect.Value) {
	n := r.count()
	if n == 0 {
		return
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), n-1))
	key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
	for range n - 1 {
		key.SetZero()
		value.SetZero()
		r.read(key)
		r.read(value)
		if r.err != nil {
			return
		}
		v.SetMapIndex(key, value)
	}
}
