package embedded

import (
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// scope is what an expression is evaluated in.
type scope struct{ root doc }

// expression is a compiled aggregation expression; a nil value is one that is not there.
type expression func(s *scope) (any, error)

func constant(v any) expression { return func(*scope) (any, error) { return v, nil } }

// compileExpression reads a literal, "$path", "$$ROOT", "$$CURRENT", "$$REMOVE", an operator, or a document or array of these.
func compileExpression(v any) (expression, error) {
	switch v := v.(type) {
	case string:
		return compilePathExpression(v)
	case doc:
		if len(v) > 0 && strings.HasPrefix(v[0].key, "$") {
			if len(v) > 1 {
				return nil, errf(15983, "An object representing an expression must have exactly one field")
			}
			return compileOperator(v[0].key, v[0].val)
		}
		fields := make([]expression, len(v))
		for i, e := range v {
			var err error
			if strings.ContainsRune(e.key, '.') || strings.HasPrefix(e.key, "$") {
				return nil, errf(16412, "FieldPath field names may not contain '.' nor begin with $")
			}
			if fields[i], err = compileExpression(e.val); err != nil {
				return nil, err
			}
		}
		return func(s *scope) (any, error) {
			d := make(doc, 0, len(v))
			for i, f := range fields {
				x, err := f(s)
				if err != nil {
					return nil, err
				}
				if x != nil {
					d = append(d, elem{v[i].key, x})
				}
			}
			return d, nil
		}, nil
	case array:
		items, err := compileList(v)
		if err != nil {
			return nil, err
		}
		return func(s *scope) (any, error) {
			a, err := evaluate(s, items)
			for i := range a {
				if a[i] == nil {
					a[i] = bson.Null{}
				}
			}
			return a, err
		}, nil
	}
	return constant(v), nil
}

func compileList(list array) ([]expression, error) {
	items := make([]expression, len(list))
	for i, v := range list {
		var err error
		if items[i], err = compileExpression(v); err != nil {
			return nil, err
		}
	}
	return items, nil
}

func evaluate(s *scope, items []expression) (array, error) {
	a := make(array, len(items))
	for i, x := range items {
		var err error
		if a[i], err = x(s); err != nil {
			return nil, err
		}
	}
	return a, nil
}

func compilePathExpression(text string) (expression, error) {
	path, isPath := strings.CutPrefix(text, "$")
	if !isPath {
		return constant(text), nil
	}
	if name, isVariable := strings.CutPrefix(path, "$"); isVariable {
		name, rest, _ := strings.Cut(name, ".")
		switch name {
		case "ROOT", "CURRENT":
			if rest == "" {
				return func(s *scope) (any, error) { return s.root, nil }, nil
			}
			path = rest
		case "REMOVE":
			return constant(nil), nil
		default:
			return nil, refused("variable $$" + name)
		}
	}
	parts := splitPath(path)
	if slices.Contains(parts, "") || len(parts) > maxDepth {
		return nil, errf(codeFailedToParse, "'%s' is not a valid field path", text)
	}
	return func(s *scope) (any, error) { return reach(s.root, parts), nil }, nil
}

// reach follows a path as expressions do: an array on the way gives an array of what its documents have there.
func reach(v any, path []string) any {
	if len(path) == 0 {
		return v
	}
	switch v := v.(type) {
	case doc:
		return reach(v.value(path[0]), path[1:])
	case array:
		out := array{}
		for _, e := range v {
			if x := reach(e, path); x != nil {
				out = append(out, x)
			}
		}
		return out
	}
	return nil
}

// arguments reads an operator's arguments; one may stand without an array.
func arguments(op string, v any, least, most int) ([]expression, error) {
	list, ok := v.(array)
	if !ok {
		list = array{v}
	}
	if len(list) < least || most >= 0 && len(list) > most {
		return nil, errf(16020, "Expression %s takes %d to %d arguments. %d were passed in.", op, least, most, len(list))
	}
	return compileList(list)
}

// nary makes an operator of a function of its evaluated arguments.
func nary(least, most int, fn func(op string, a array) (any, error)) func(string, any) (expression, error) {
	return func(op string, arg any) (expression, error) {
		items, err := arguments(op, arg, least, most)
		if err != nil {
			return nil, err
		}
		return func(s *scope) (any, error) {
			a, err := evaluate(s, items)
			if err != nil {
				return nil, err
			}
			return fn(op, a)
		}, nil
	}
}

// expressionOperators are all there are; SUBSET.md lists them.
var expressionOperators = []string{
	"$literal", "$eq", "$ne", "$gt", "$gte", "$lt", "$lte", "$cmp", "$and", "$or", "$not", "$cond", "$ifNull",
	"$add", "$subtract", "$multiply", "$divide", "$concat", "$toLower", "$toUpper", "$size", "$arrayElemAt", "$in",
	"$sum", "$avg", "$min", "$max", "$dateToString",
}

func compileOperator(op string, arg any) (expression, error) {
	switch op {
	case "$literal":
		return constant(arg), nil
	case "$eq", "$ne", "$gt", "$gte", "$lt", "$lte", "$cmp":
		return nary(2, 2, comparison)(op, arg)
	case "$and", "$or":
		return compileConnective(op, arg)
	case "$not":
		return nary(1, 1, func(_ string, a array) (any, error) { return !truthy(a[0]), nil })(op, arg)
	case "$cond":
		return compileCond(arg)
	case "$ifNull":
		return nary(2, -1, func(_ string, a array) (any, error) {
			for _, v := range a[:len(a)-1] {
				if !isNull(v) && class(v) != classUndefined {
					return v, nil
				}
			}
			return a[len(a)-1], nil
		})(op, arg)
	case "$add", "$multiply":
		return nary(0, -1, total)(op, arg)
	case "$subtract":
		return nary(2, 2, difference)(op, arg)
	case "$divide":
		return nary(2, 2, quotient)(op, arg)
	case "$concat":
		return nary(0, -1, concat)(op, arg)
	case "$toLower", "$toUpper":
		return nary(1, 1, changeCase)(op, arg)
	case "$size":
		return nary(1, 1, func(_ string, a array) (any, error) {
			list, ok := a[0].(array)
			if !ok {
				return nil, errf(17124, "The argument to $size must be an array, but was of type: %s", typeAlias(a[0]))
			}
			return int32(len(list)), nil //nolint:gosec // an array in a document of 16 MB
		})(op, arg)
	case "$arrayElemAt":
		return nary(2, 2, arrayElemAt)(op, arg)
	case "$in":
		return nary(2, 2, func(_ string, a array) (any, error) {
			list, ok := a[1].(array)
			if !ok {
				return nil, errf(40081, "$in requires an array as a second argument, found: %s", typeAlias(a[1]))
			}
			return slices.ContainsFunc(list, func(v any) bool { return compareMissing(v, a[0]) == 0 }), nil
		})(op, arg)
	case "$sum", "$avg", "$min", "$max":
		return compileFold(op, arg)
	case "$dateToString":
		return compileDateToString(arg)
	}
	if slices.Contains(knownExpressionOperators, op) {
		return nil, refused("expression operator " + op)
	}
	return nil, errf(codeUnknownExpression, "Unrecognized expression '%s' (not part of the subset of the embedded engine)", op)
}

var knownExpressionOperators = []string{
	"$map", "$filter", "$reduce", "$let", "$switch", "$mergeObjects", "$objectToArray", "$arrayToObject", "$dateTrunc",
	"$dateAdd", "$toString", "$toInt", "$toLong", "$toDouble", "$toDecimal", "$toDate", "$convert", "$split", "$substrCP",
	"$regexMatch", "$first", "$last", "$slice", "$function", "$abs", "$floor", "$ceil", "$round", "$mod", "$pow", "$rand", "$type",
	"$setUnion", "$setIntersection", "$concatArrays", "$year", "$month", "$dayOfMonth", "$hour", "$minute", "$meta",
}

// compareMissing compares for expressions, where what is not there is below null.
func compareMissing(a, b any) int {
	if a == nil || b == nil {
		if a == nil && b == nil {
			return 0
		}
		if a == nil && class(b) != classMinKey {
			return -1
		}
		return 1
	}
	return compare(a, b)
}

func comparison(op string, a array) (any, error) {
	c := compareMissing(a[0], a[1])
	switch op {
	case "$eq":
		return c == 0, nil
	case "$ne":
		return c != 0, nil
	case "$gt":
		return c > 0, nil
	case "$gte":
		return c >= 0, nil
	case "$lt":
		return c < 0, nil
	case "$lte":
		return c <= 0, nil
	}
	return int32(c), nil //nolint:gosec // -1, 0 or 1
}

// compileConnective evaluates no further than it must.
func compileConnective(op string, arg any) (expression, error) {
	items, err := arguments(op, arg, 0, -1)
	if err != nil {
		return nil, err
	}
	decides := op == "$or"
	return func(s *scope) (any, error) {
		for _, x := range items {
			v, err := x(s)
			if err != nil {
				return nil, err
			}
			if truthy(v) == decides {
				return decides, nil
			}
		}
		return !decides, nil
	}, nil
}

func compileCond(arg any) (expression, error) {
	var list array
	switch v := arg.(type) {
	case array:
		list = v
	case doc:
		for _, e := range v {
			if e.key != "if" && e.key != "then" && e.key != "else" {
				return nil, errf(17083, "Unrecognized parameter to $cond: %s", e.key)
			}
		}
		list = array{v.value("if"), v.value("then"), v.value("else")}
	}
	if len(list) != 3 || slices.Contains(list, nil) {
		return nil, errf(16020, "Expression $cond takes exactly 3 arguments.")
	}
	x, err := compileList(list)
	if err != nil {
		return nil, err
	}
	return func(s *scope) (any, error) {
		v, err := x[0](s)
		if err != nil {
			return nil, err
		}
		if truthy(v) {
			return x[1](s)
		}
		return x[2](s)
	}, nil
}
