package embedded

import (
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// node is a compiled filter.
type node interface{ match(d doc) bool }

type (
	andNode []node
	orNode  []node
	notNode struct{ node }
)

func (n andNode) match(d doc) bool {
	for _, c := range n {
		if !c.match(d) {
			return false
		}
	}
	return true
}

func (n orNode) match(d doc) bool {
	for _, c := range n {
		if c.match(d) {
			return true
		}
	}
	return false
}

func (n notNode) match(d doc) bool { return !n.node.match(d) }

// fieldNode holds when one of the values its path reaches passes the test. op and arg are for choosing an index.
type fieldNode struct {
	name   string
	path   []string
	op     string
	arg    any
	spread bool
	test   func(any) bool
}

func (n *fieldNode) match(d doc) bool { return walk(d, n.path, n.spread, n.test) }

// knownFilterOperators are MongoDB's that this engine refuses as outside its subset; others do not exist.
var knownFilterOperators = []string{
	"$expr", "$where", "$text", "$jsonSchema", "$mod", "$bitsAllSet", "$bitsAnySet", "$bitsAllClear",
	"$bitsAnyClear", "$geoWithin", "$geoIntersects", "$near", "$nearSphere", "$rand", "$sampleRate",
	"$alwaysTrue", "$alwaysFalse",
}

func unknownFilter(op, what string) error {
	for _, k := range knownFilterOperators {
		if k == op {
			return refused("filter operator " + op)
		}
	}
	return errf(codeBadValue, "unknown %s: %s", what, op)
}

// filterOperator compiles {path: {$op: arg}}; nil for an operator outside the subset.
func filterOperator(op string) func(path string, arg any) (node, error) {
	switch op {
	case "$eq":
		return func(p string, arg any) (node, error) { return equalNode(p, arg), nil }
	case "$ne":
		return func(p string, arg any) (node, error) { return notNode{equalNode(p, arg)}, nil }
	case "$gt", "$gte", "$lt", "$lte":
		return rangeNode(op)
	case "$in":
		return inNode
	case "$nin":
		return func(p string, arg any) (node, error) { return negate(inNode(p, arg)) }
	case "$exists":
		return existsNode
	case "$type":
		return typeNode
	case "$elemMatch":
		return elemMatchNode
	case "$all":
		return allNode
	case "$size":
		return sizeNode
	}
	return nil
}

// compileFilter turns a filter document into a node, or refuses what it does not know by name.
func compileFilter(d doc) (node, error) {
	all := make(andNode, 0, len(d))
	for _, e := range d {
		n, err := compileField(e)
		if err != nil {
			return nil, err
		}
		if n == nil {
			continue
		}
		if nested, ok := n.(andNode); ok {
			all = append(all, nested...)
		} else {
			all = append(all, n)
		}
	}
	return all, nil
}

func compileField(e elem) (node, error) {
	switch e.key {
	case "$comment":
		return nil, nil
	case "$and", "$or", "$nor":
		return compileLogical(e)
	}
	if strings.HasPrefix(e.key, "$") {
		return nil, unknownFilter(e.key, "top level operator")
	}
	switch v := e.val.(type) {
	case bson.Regex:
		return regexNode(e.key, v, "")
	case doc:
		if isOperators(v) {
			return compileOperators(e.key, v)
		}
	case bson.Undefined:
		return nil, errf(codeBadValue, "cannot compare to undefined")
	}
	return equalNode(e.key, e.val), nil
}

// isOperators tells {$gt: 1} from a plain document; a DBRef is a plain one.
func isOperators(d doc) bool {
	if len(d) == 0 || !strings.HasPrefix(d[0].key, "$") {
		return false
	}
	return d[0].key != "$ref" && d[0].key != "$id" && d[0].key != "$db"
}

func compileLogical(e elem) (node, error) {
	list, ok := e.val.(array)
	if !ok || len(list) == 0 {
		return nil, errf(codeBadValue, "%s must be a nonempty array", e.key)
	}
	nodes := make([]node, 0, len(list))
	for _, v := range list {
		d, ok := v.(doc)
		if !ok {
			return nil, errf(codeBadValue, "%s argument's entries must be objects", e.key)
		}
		n, err := compileFilter(d)
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, n)
	}
	switch e.key {
	case "$and":
		var all andNode
		for _, n := range nodes {
			all = append(all, n.(andNode)...)
		}
		return all, nil
	case "$or":
		return orNode(nodes), nil
	}
	return notNode{orNode(nodes)}, nil
}

func compileOperators(path string, d doc) (node, error) {
	var all andNode
	for _, e := range d {
		var n node
		var err error
		switch e.key {
		case "$regex":
			options, _ := d.value("$options").(string)
			n, err = regexNode(path, e.val, options)
		case "$options":
			if d.find("$regex") < 0 {
				err = errf(codeBadValue, "$options needs a $regex")
			} else if _, ok := e.val.(string); !ok {
				err = errf(codeBadValue, "$options has to be a string")
			} else {
				continue
			}
		case "$not":
			n, err = compileNot(path, e.val)
		default:
			compile := filterOperator(e.key)
			if compile == nil {
				return nil, unknownFilter(e.key, "operator")
			}
			n, err = compile(path, e.val)
		}
		if err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	return all, nil
}

func compileNot(path string, arg any) (node, error) {
	switch v := arg.(type) {
	case bson.Regex:
		return negate(regexNode(path, v, ""))
	case doc:
		if isOperators(v) {
			return negate(compileOperators(path, v))
		}
	}
	return nil, errf(codeBadValue, "$not needs a regex or a document of operators")
}

func negate(n node, err error) (node, error) {
	if err != nil {
		return nil, err
	}
	return notNode{n}, nil
}

func isNull(v any) bool { return class(v) == classNull }

// equals is equality as a filter has it: null also stands for what is not there.
func equals(v, arg any) bool {
	if isNull(arg) {
		return isNull(v) || class(v) == classUndefined
	}
	return v != nil && class(v) == class(arg) && compare(v, arg) == 0
}

func equalNode(path string, arg any) node {
	return &fieldNode{
		name: path, path: splitPath(path), op: "$eq", arg: arg, spread: true,
		test: func(v any) bool { return equals(v, arg) },
	}
}

func isNaN(v any) bool {
	switch v := v.(type) {
	case float64:
		return v != v
	case bson.Decimal128:
		return v.IsNaN()
	}
	return false
}

// rangeNode compares within one class only ($gt: 5 finds no strings); MinKey and MaxKey compare with everything.
func rangeNode(op string) func(string, any) (node, error) {
	return func(path string, arg any) (node, error) {
		if _, ok := arg.(bson.Regex); ok {
			return nil, errf(codeBadValue, "can't have a regex as arg to predicate over field '%s'", path)
		}
		inclusive := op == "$gte" || op == "$lte"
		all := class(arg) == classMinKey || class(arg) == classMaxKey
		test := func(v any) bool {
			if isNull(arg) {
				return inclusive && isNull(v)
			}
			if v == nil || !all && class(v) != class(arg) {
				return all && v == nil && (op[1] == 'g') == (class(arg) == classMinKey)
			}
			if isNaN(v) || isNaN(arg) {
				return inclusive && isNaN(v) && isNaN(arg)
			}
			switch c := compare(v, arg); op {
			case "$gt":
				return c > 0
			case "$gte":
				return c >= 0
			case "$lt":
				return c < 0
			default:
				return c <= 0
			}
		}
		return &fieldNode{name: path, path: splitPath(path), op: op, arg: arg, spread: true, test: test}, nil
	}
}

func inNode(path string, arg any) (node, error) {
	list, ok := arg.(array)
	if !ok {
		return nil, errf(codeBadValue, "$in needs an array")
	}
	keys := make(map[string]bool, len(list))
	var patterns []func(any) bool
	null := false
	for _, v := range list {
		switch x := v.(type) {
		case bson.Regex:
			test, err := compileRegex(x, "")
			if err != nil {
				return nil, err
			}
			patterns = append(patterns, test)
		case doc:
			if isOperators(x) {
				return nil, errf(codeBadValue, "cannot nest $ under $in")
			}
		case bson.Null:
			null = true
		}
		keys[string(appendKey(nil, v))] = true
	}
	test := func(v any) bool {
		if isNull(v) || class(v) == classUndefined {
			return null
		}
		if keys[string(appendKey(nil, v))] {
			return true
		}
		for _, p := range patterns {
			if p(v) {
				return true
			}
		}
		return false
	}
	n := &fieldNode{name: path, path: splitPath(path), op: "$in", arg: list, spread: true, test: test}
	if len(patterns) > 0 {
		n.op = "" // no index for patterns
	}
	return n, nil
}

func existsNode(path string, arg any) (node, error) {
	n := &fieldNode{
		name: path, path: splitPath(path), op: "$exists", arg: true,
		test: func(v any) bool { return v != nil },
	}
	if !truthy(arg) {
		return notNode{n}, nil
	}
	return n, nil
}

// truthy is how MongoDB reads a flag: false, null and zero are false.
func truthy(v any) bool {
	switch v := v.(type) {
	case bool:
		return v
	case int32, int64, float64, bson.Decimal128:
		return compareNumbers(v, int32(0)) != 0
	}
	return !isNull(v) && class(v) != classUndefined
}

func elemMatchNode(path string, arg any) (node, error) {
	d, ok := arg.(doc)
	if !ok {
		return nil, errf(codeBadValue, "$elemMatch needs an Object")
	}
	var inner node
	var err error
	byValue := isOperators(d) && d[0].key != "$and" && d[0].key != "$or" && d[0].key != "$nor"
	if byValue {
		inner, err = compileOperators("v", d)
	} else {
		inner, err = compileFilter(d)
	}
	if err != nil {
		return nil, err
	}
	return &fieldNode{
		name: path, path: splitPath(path), op: "$elemMatch",
		test: func(v any) bool {
			list, ok := v.(array)
			if !ok {
				return false
			}
			for _, e := range list {
				switch e := e.(type) {
				case doc:
					if !byValue && inner.match(e) {
						return true
					}
				case array:
					if !byValue && inner.match(positions(e)) {
						return true
					}
				}
				if byValue && matchValue(inner, e) {
					return true
				}
			}
			return false
		},
	}, nil
}

// matchValue applies conditions to a value itself: an array is not looked into.
func matchValue(n node, v any) bool {
	switch n := n.(type) {
	case andNode:
		return !slices.ContainsFunc(n, func(c node) bool { return !matchValue(c, v) })
	case orNode:
		return slices.ContainsFunc(n, func(c node) bool { return matchValue(c, v) })
	case notNode:
		return !matchValue(n.node, v)
	case *fieldNode:
		return n.test(v)
	}
	return false
}

func positions(a array) doc {
	d := make(doc, len(a))
	for i := range a {
		d[i] = elem{indexKey(i), a[i]}
	}
	return d
}

func allNode(path string, arg any) (node, error) {
	list, ok := arg.(array)
	if !ok {
		return nil, errf(codeBadValue, "$all needs an array")
	}
	if len(list) == 0 {
		return orNode{}, nil // matches nothing
	}
	var all andNode
	for _, v := range list {
		var n node
		var err error
		switch x := v.(type) {
		case bson.Regex:
			n, err = regexNode(path, x, "")
		case doc:
			switch {
			case !isOperators(x):
				n = equalNode(path, v)
			case x[0].key == "$elemMatch" && len(x) == 1:
				n, err = elemMatchNode(path, x[0].val)
			default:
				err = errf(codeBadValue, "no $ expressions in $all")
			}
		default:
			n = equalNode(path, v)
		}
		if err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	return all, nil
}

func sizeNode(path string, arg any) (node, error) {
	want, ok := wholeNumber(arg)
	if !ok || want < 0 {
		return nil, errf(codeBadValue, "$size needs a whole number that is not negative")
	}
	return &fieldNode{
		name: path, path: splitPath(path), op: "$size",
		test: func(v any) bool {
			a, ok := v.(array)
			return ok && int64(len(a)) == want
		},
	}, nil
}
