package embedded

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// Most of what is written and found is never looked at here beyond a few fields of the top level: those that indexes,
// filters and sorting name. decode makes a value of everything; what follows reads the bytes as they are.

// pick decodes the named fields of the top level of a document and steps over the others.
func pick(b []byte, names []string) (doc, error) {
	if len(names) == 0 {
		return nil, nil
	}
	body, _, err := frame(b)
	if err != nil {
		return nil, err
	}
	d := make(doc, 0, len(names))
	for len(body) > 0 {
		t, key, rest, ok := element(body)
		if !ok {
			return nil, fmt.Errorf("field name without an end")
		}
		if i := slices.IndexFunc(names, func(n string) bool { return n == string(key) }); i >= 0 {
			var v any
			if v, body, err = readValue(t, rest, 1); err != nil {
				return nil, err
			}
			d = append(d, elem{names[i], v})
			continue
		}
		n, ok := valueBytes(t, rest)
		if !ok { // a rare type: its length takes reading it
			if _, body, err = readValue(t, rest, 1); err != nil {
				return nil, err
			}
			continue
		}
		body = rest[n:]
	}
	return d, nil
}

// element splits type and name off the value.
func element(b []byte) (t byte, key, value []byte, ok bool) {
	i := bytes.IndexByte(b[1:], 0)
	if i < 0 {
		return 0, nil, nil, false
	}
	return b[0], b[1 : 1+i], b[2+i:], true
}

// valueBytes is the length of a value by its type and, where it has one, the length it begins with. ok is false if it does
// not fit or the type has no such length.
func valueBytes(t byte, b []byte) (n int, ok bool) {
	size := int64(0)
	switch bson.Type(t) {
	case bson.TypeDouble, bson.TypeDateTime, bson.TypeInt64, bson.TypeTimestamp:
		size = 8
	case bson.TypeInt32:
		size = 4
	case bson.TypeBoolean:
		size = 1
	case bson.TypeNull:
	case bson.TypeObjectID:
		size = 12
	case bson.TypeDecimal128:
		size = 16
	case bson.TypeString, bson.TypeBinary, bson.TypeEmbeddedDocument, bson.TypeArray:
		if len(b) < 5 {
			return 0, false
		}
		size = int64(binary.LittleEndian.Uint32(b))
		switch bson.Type(t) {
		case bson.TypeString:
			size += 4
		case bson.TypeBinary:
			size += 5
		default: // documents count their length in
		}
	default:
		return 0, false
	}
	return int(size), size <= int64(len(b))
}

// plain reports whether a document is made of common types only and written as encode would write it, and how deep it is
// nested. Such a document can be stored as it came. false says nothing but that decode must judge.
func plain(b []byte) (deepest int, ok bool) { return plainLevel(b, false, 1) }

func plainLevel(b []byte, isArray bool, level int) (deepest int, ok bool) {
	body, rest, err := frame(b)
	if err != nil || len(rest) > 0 || level > maxDepth {
		return 0, false
	}
	deepest = level
	for i := 0; len(body) > 0; i++ {
		t, key, value, ok := element(body)
		if !ok || isArray && string(key) != indexKey(i) {
			return 0, false
		}
		n, ok := valueBytes(t, value)
		if !ok {
			return 0, false
		}
		switch bson.Type(t) {
		case bson.TypeString:
			ok = n > 4 && value[n-1] == 0
		case bson.TypeBoolean:
			ok = value[0] <= 1
		case bson.TypeEmbeddedDocument, bson.TypeArray:
			var below int
			below, ok = plainLevel(value[:n], bson.Type(t) == bson.TypeArray, level+1)
			deepest = max(deepest, below)
		default: // any bytes are a value
		}
		if !ok {
			return 0, false
		}
		body = value[n:]
	}
	return deepest, true
}

// plainID reports whether the first field is an _id of a type that needs no further look.
func plainID(b []byte) bool {
	body, _, err := frame(b)
	if err != nil || len(body) == 0 {
		return false
	}
	t, key, _, ok := element(body)
	return ok && string(key) == "_id" && bson.Type(t) != bson.TypeEmbeddedDocument && bson.Type(t) != bson.TypeArray
}

// named adds the fields of the top level that a filter looks at; ok is false if that cannot be said.
func named(n node, names []string) (_ []string, ok bool) {
	switch n := n.(type) {
	case andNode:
		return namedAll(n, names)
	case orNode:
		return namedAll(n, names)
	case notNode:
		return named(n.node, names)
	case *fieldNode:
		return with(names, n.path[0]), true
	}
	return names, false
}

func namedAll(nodes []node, names []string) (_ []string, ok bool) {
	for _, n := range nodes {
		if names, ok = named(n, names); !ok {
			return names, false
		}
	}
	return names, true
}

func with(names []string, name string) []string {
	if slices.Contains(names, name) {
		return names
	}
	return append(names, name)
}

// reader decodes as much of a document as a filter and an order look at.
func reader(filter node, order sortKeys) func(b []byte) (doc, error) {
	names, ok := named(filter, nil)
	if !ok {
		return decode
	}
	for _, f := range order {
		names = with(names, f.path[0])
	}
	return func(b []byte) (doc, error) { return pick(b, names) }
}

// named are the fields of the top level that the indexes look at, _id among them.
func (c *collection) named() []string {
	var names []string
	for _, x := range c.indexes {
		for _, f := range x.fields {
			names = with(names, f.path[0])
		}
		names, _ = namedAll(x.filter, names) // a partial filter is made of fields, see newIndex
	}
	return names
}
