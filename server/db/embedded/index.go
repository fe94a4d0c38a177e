package embedded

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"github.com/tidwall/btree"
	"go.mongodb.org/mongo-driver/v2/bson"
)

// index is an ordered set of keys: the encoded values, then the record's number in eight bytes.
type index struct {
	name     string
	keys     doc // field: ±1
	unique   bool
	sparse   bool
	partial  doc // nil: all documents
	ttl      int64
	hasTTL   bool
	fields   []indexField
	filter   andNode // compiled partial
	tree     *btree.Map[string, struct{}]
	multikey bool // some document had an array on a path, ever
}

type indexField struct {
	name string
	path []string
	desc bool
}

const recordBytes = 8

func idIndex() *index {
	x, err := newIndex(doc{{"key", doc{{"_id", int32(1)}}}, {"name", "_id_"}, {"unique", true}})
	if err != nil {
		return nil // unreachable: the specification is constant, and a test opens it
	}
	return x
}

// newIndex reads an index specification as createIndexes takes and listIndexes returns it.
func newIndex(spec doc) (*index, error) {
	x := &index{tree: &btree.Map[string, struct{}]{}}
	for _, e := range spec {
		switch e.key {
		case "v":
			if n, ok := wholeNumber(e.val); !ok || n != 1 && n != 2 {
				return nil, errf(codeCannotCreateIndex, "index version %s is not supported", show(e.val))
			}
		case "ns", "background":
		case "key":
			x.keys, _ = e.val.(doc)
		case "name":
			x.name, _ = e.val.(string)
		case "unique":
			x.unique = truthy(e.val)
		case "sparse":
			x.sparse = truthy(e.val)
		case "partialFilterExpression":
			d, ok := e.val.(doc)
			if !ok {
				return nil, errf(codeTypeMismatch, "partialFilterExpression must be a document")
			}
			x.partial = d
		case "expireAfterSeconds":
			n, ok := wholeNumber(e.val)
			if !ok || n < 0 || n > 1<<31-1 {
				return nil, errf(codeCannotCreateIndex, "expireAfterSeconds must be a whole number from 0 to 2147483647")
			}
			x.ttl, x.hasTTL = n, true
		default:
			return nil, refused("index option " + e.key)
		}
	}
	if len(x.keys) == 0 || len(x.keys) > 32 {
		return nil, errf(codeCannotCreateIndex, "Index keys cannot be empty and have at most 32 fields")
	}
	if x.name == "" {
		return nil, errf(codeFailedToParse, "The 'name' field is a required property of an index specification")
	}
	for _, k := range x.keys {
		if s, ok := k.val.(string); ok {
			return nil, refused("index kind " + s)
		}
		n, ok := wholeNumber(k.val)
		if !ok || n == 0 {
			return nil, errf(codeCannotCreateIndex, "Values in the index key pattern must be 1 or -1")
		}
		path := splitPath(k.key)
		for _, p := range path {
			if _, number := arrayIndex(p); number || p == "$**" {
				return nil, refused("index on path " + k.key)
			}
			if p == "" || p[0] == '$' {
				return nil, errf(codeCannotCreateIndex, "Index keys cannot be an empty field or begin with $: %s", k.key)
			}
		}
		x.fields = append(x.fields, indexField{k.key, path, n < 0})
	}
	if x.hasTTL && (len(x.fields) != 1 || x.fields[0].name == "_id") {
		return nil, errf(codeCannotCreateIndex, "TTL indexes are single-field indexes, compound indexes do not support TTL")
	}
	if x.sparse && x.partial != nil {
		return nil, errf(codeCannotCreateIndex, "cannot mix \"partialFilterExpression\" and \"sparse\" options")
	}
	if x.partial == nil {
		return x, nil
	}
	f, err := compileFilter(x.partial)
	if err != nil {
		return nil, err
	}
	x.filter = f.(andNode)
	for _, n := range x.filter {
		f, ok := n.(*fieldNode)
		if !ok || !slices.Contains(partialFilterOperators, f.op) {
			return nil, errf(codeCannotCreateIndex, "unsupported expression in partial index; allowed are %s", strings.Join(partialFilterOperators, " "))
		}
	}
	return x, nil
}

var partialFilterOperators = []string{"$eq", "$gt", "$gte", "$lt", "$lte", "$exists", "$type"}

// spec is what listIndexes shows and the data file keeps.
func (x *index) spec() doc {
	d := doc{{"v", int32(2)}, {"key", x.keys}, {"name", x.name}}
	if x.unique && x.name != "_id_" {
		d = append(d, elem{"unique", true})
	}
	if x.sparse {
		d = append(d, elem{"sparse", true})
	}
	if x.partial != nil {
		d = append(d, elem{"partialFilterExpression", x.partial})
	}
	if x.hasTTL {
		d = append(d, elem{"expireAfterSeconds", int32(x.ttl)}) //nolint:gosec // at most 2^31-1, see newIndex
	}
	return d
}

// signature is what makes two indexes the same whatever their names.
func (x *index) signature() string {
	partial := x.partial
	if partial == nil {
		partial = doc{}
	}
	return string(encode(doc{{"k", normalKeys(x.fields)}, {"u", x.unique}, {"s", x.sparse}, {"p", partial}}))
}

func normalKeys(fields []indexField) doc {
	d := make(doc, len(fields))
	for i, f := range fields {
		d[i] = elem{f.name, !f.desc}
	}
	return d
}

// entry is one key of a document in an index.
type entry struct {
	key  string // without record number
	vals []any
}

// entries are the keys a document has: one per element of the array that may be on its paths.
func (x *index) entries(d doc) (list []entry, multikey bool, err error) {
	if x.partial != nil && !x.filter.match(d) {
		return nil, false, nil
	}
	g := keyGenerator{fields: x.fields, sparse: x.sparse}
	states := make([]keyState, len(x.fields))
	for i, f := range x.fields {
		states[i] = keyState{val: d, rest: f.path}
	}
	if err := g.run(states); err != nil {
		return nil, false, err
	}
	slices.SortFunc(g.entries, func(a, b entry) int { return strings.Compare(a.key, b.key) })
	return slices.CompactFunc(g.entries, func(a, b entry) bool { return a.key == b.key }), g.multikey, nil
}

type keyGenerator struct {
	fields   []indexField
	sparse   bool
	entries  []entry
	multikey bool
}

// keyState is how far one field's path has been followed.
type keyState struct {
	val  any
	rest []string
	done bool
}

// descend follows the path through documents and by position into arrays.
func (s *keyState) descend() {
	for len(s.rest) > 0 {
		switch v := s.val.(type) {
		case doc:
			s.val, s.rest = v.value(s.rest[0]), s.rest[1:]
			continue
		case array:
			if i, ok := arrayIndex(s.rest[0]); ok && i < len(v) {
				s.val, s.rest = v[i], s.rest[1:]
				continue
			}
		}
		return
	}
}

func (g *keyGenerator) run(states []keyState) error {
	var arr array
	found, from := false, ""
	blocked := make([]bool, len(states))
	for i := range states {
		s := &states[i]
		if s.done {
			continue
		}
		s.descend()
		a, isArray := s.val.(array)
		if !isArray {
			if len(s.rest) > 0 {
				s.val = nil
			}
			s.done = true
			continue
		}
		path := g.fields[i].path
		at := strings.Join(path[:len(path)-len(s.rest)], ".")
		if found && at != from {
			return errf(codeParallelArrays, "cannot index parallel arrays [%s] [%s]", lastPart(at), lastPart(from))
		}
		arr, found, from, blocked[i] = a, true, at, true
	}
	if !found {
		g.emit(states)
		return nil
	}
	g.multikey = true
	if len(arr) == 0 {
		for i := range states {
			if blocked[i] {
				states[i].done, states[i].val = true, nil
				if len(states[i].rest) == 0 {
					states[i].val = bson.Undefined{}
				}
			}
		}
		return g.run(states)
	}
	for _, e := range arr {
		next := slices.Clone(states)
		for i := range next {
			if !blocked[i] {
				continue
			}
			_, isDoc := e.(doc)
			next[i].val = e
			switch {
			case len(next[i].rest) == 0:
				next[i].done = true
			case !isDoc:
				next[i].val, next[i].done = nil, true
			}
		}
		if err := g.run(next); err != nil {
			return err
		}
	}
	return nil
}

func lastPart(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

func (g *keyGenerator) emit(states []keyState) {
	vals := make([]any, len(states))
	var key []byte
	present := false
	for i, s := range states {
		vals[i] = s.val
		present = present || s.val != nil
		start := len(key)
		key = appendKey(key, s.val)
		if g.fields[i].desc {
			invert(key[start:])
		}
	}
	if g.sparse && !present {
		return
	}
	g.entries = append(g.entries, entry{string(key), vals})
}

func recordKey(key string, rec uint64) string {
	b := make([]byte, 0, len(key)+recordBytes)
	return string(binary.BigEndian.AppendUint64(append(b, key...), rec))
}

func recordOf(key string) uint64 {
	return binary.BigEndian.Uint64([]byte(key[len(key)-recordBytes:]))
}

// taken reports whether another record holds this key.
func (x *index) taken(key string, own uint64) bool {
	found := false
	x.tree.Ascend(key, func(k string, _ struct{}) bool {
		if !strings.HasPrefix(k, key) {
			return false
		}
		found = recordOf(k) != own
		return !found
	})
	return found
}

func (x *index) duplicate(ns string, vals []any) *commandError {
	value := make(doc, len(vals))
	var words bytes.Buffer
	for i, f := range x.fields {
		v := vals[i]
		if v == nil {
			v = bson.Null{}
		}
		value[i] = elem{f.name, v}
		if i > 0 {
			words.WriteString(", ")
		}
		fmt.Fprintf(&words, "%s: %s", f.name, show(v))
	}
	err := errf(codeDuplicateKey, "E11000 duplicate key error collection: %s index: %s dup key: { %s }", ns, x.name, words.String())
	err.detail = doc{{"keyPattern", x.keys}, {"keyValue", value}}
	return err
}
