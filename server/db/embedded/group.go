package embedded

import (
	"iter"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// accumulators are all there are; SUBSET.md lists them.
var accumulators = []string{"$sum", "$avg", "$min", "$max", "$first", "$last", "$push", "$addToSet", "$count"}

// accumulator folds the values of a group.
type accumulator struct {
	op    string
	n     int64
	value any // sum, extreme, first or last
	list  array
	have  map[string]bool
}

func newAccumulator(op string) *accumulator {
	a := &accumulator{op: op}
	switch op {
	case "$sum", "$avg", "$count":
		a.value = int32(0)
	case "$push", "$addToSet":
		a.list, a.have = array{}, map[string]bool{}
	}
	return a
}

func (a *accumulator) add(v any) error {
	switch a.op {
	case "$sum", "$avg":
		if !isNumber(v) {
			return nil
		}
		a.n++
		sum, err := addition.applyWide(a.value, v)
		a.value = sum
		return err
	case "$count":
		a.n++
	case "$min", "$max":
		if isNull(v) || class(v) == classUndefined {
			return nil
		}
		if c := compare(v, a.value); a.value == nil || c != 0 && (c < 0) == (a.op == "$min") {
			a.value = v
		}
	case "$first":
		if a.n++; a.n == 1 {
			a.value = v
		}
	case "$last":
		a.value = v
	case "$push":
		if v != nil {
			a.list = append(a.list, v)
		}
	case "$addToSet":
		if v == nil {
			return nil
		}
		if k := string(appendKey(nil, v)); !a.have[k] {
			a.have[k] = true
			a.list = append(a.list, v)
		}
	}
	return nil
}

func (a *accumulator) result() (any, error) {
	switch a.op {
	case "$count":
		return narrow(a.n), nil
	case "$avg":
		if a.n == 0 {
			return bson.Null{}, nil
		}
		return divide(a.value, a.n)
	case "$push", "$addToSet":
		return a.list, nil
	}
	if a.value == nil {
		return bson.Null{}, nil
	}
	return a.value, nil
}

type groupField struct {
	name, op string
	arg      expression
}

// compileGroup reads $group.
func compileGroup(v any) (stage, error) {
	d, ok := v.(doc)
	if !ok {
		return nil, errf(15947, "a group's fields must be specified in an object")
	}
	if d.find("_id") < 0 {
		return nil, errf(15955, "a group specification must include an _id")
	}
	var id expression
	var fields []groupField
	for _, e := range d {
		var err error
		if e.key == "_id" {
			if id, err = compileExpression(e.val); err != nil {
				return nil, err
			}
			continue
		}
		spec, ok := e.val.(doc)
		if !ok || len(spec) != 1 {
			return nil, errf(40234, "The field '%s' must be an accumulator object", e.key)
		}
		f := groupField{name: e.key, op: spec[0].key}
		if !slices.Contains(accumulators, f.op) {
			return nil, errf(codeUnknownGroupOperator, "unknown group operator '%s' (not part of the subset of the embedded engine)", f.op)
		}
		if f.op == "$count" {
			if arg, ok := spec[0].val.(doc); !ok || len(arg) != 0 {
				return nil, errf(codeTypeMismatch, "$count takes no arguments, i.e. $count:{}")
			}
		}
		if list, ok := spec[0].val.(array); ok && f.op != "$push" && f.op != "$addToSet" && f.op != "$first" && f.op != "$last" {
			return nil, errf(40237, "The %s accumulator is a unary operator, and was given %d arguments", f.op, len(list))
		}
		if f.arg, err = compileExpression(spec[0].val); err != nil {
			return nil, err
		}
		fields = append(fields, f)
	}
	return func(in iter.Seq2[doc, error]) iter.Seq2[doc, error] {
		return func(yield func(doc, error) bool) { groupDocs(in, id, fields, yield) }
	}, nil
}

type groupState struct {
	id   any
	accs []*accumulator
}

// groupDocs yields the groups in the order in which they were first met.
func groupDocs(in iter.Seq2[doc, error], id expression, fields []groupField, yield func(doc, error) bool) {
	groups := make(map[string]*groupState)
	var order []*groupState
	for d, err := range in {
		var key any
		s := &scope{root: d}
		if err == nil {
			key, err = id(s)
		}
		if err != nil {
			yield(nil, err)
			return
		}
		if key == nil {
			key = bson.Null{}
		}
		k := string(appendKey(nil, key))
		g := groups[k]
		if g == nil {
			g = &groupState{id: key}
			for _, f := range fields {
				g.accs = append(g.accs, newAccumulator(f.op))
			}
			groups[k] = g
			order = append(order, g)
		}
		for i, f := range fields {
			v, err := f.arg(s)
			if err == nil {
				err = g.accs[i].add(v)
			}
			if err != nil {
				yield(nil, err)
				return
			}
		}
	}
	for _, g := range order {
		d := doc{{"_id", g.id}}
		for i, f := range fields {
			v, err := g.accs[i].result()
			if err != nil {
				yield(nil, err)
				return
			}
			d = d.set(f.name, v)
		}
		if !yield(d, nil) {
			return
		}
	}
}
