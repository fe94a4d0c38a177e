package embedded

import (
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

type applyFunc = func(old any, env *updateEnv) (any, error)

// updateOperator compiles {$op: {path: arg}}; nil for an operator outside the subset.
func updateOperator(op string) func(path string, arg any) (applyFunc, error) {
	switch op {
	case "$set", "$setOnInsert":
		return func(_ string, arg any) (applyFunc, error) {
			return func(any, *updateEnv) (any, error) { return clone(arg), nil }, nil
		}
	case "$unset":
		return func(string, any) (applyFunc, error) {
			return func(any, *updateEnv) (any, error) { return nil, nil }, nil
		}
	case "$inc":
		return arithmeticUpdate(op, addition)
	case "$mul":
		return arithmeticUpdate(op, multiplication)
	case "$min":
		return extremeUpdate(-1)
	case "$max":
		return extremeUpdate(1)
	case "$currentDate":
		return currentDateUpdate
	case "$push":
		return pushUpdate
	case "$addToSet":
		return addToSetUpdate
	case "$pull":
		return pullUpdate
	case "$pop":
		return popUpdate
	}
	return nil
}

func arithmeticUpdate(op string, a arithmetic) func(string, any) (applyFunc, error) {
	return func(path string, arg any) (applyFunc, error) {
		if !isNumber(arg) {
			return nil, errf(codeTypeMismatch, "Cannot %s with non-numeric argument: {%s: %s}", strings.Replace(op, "$inc", "increment", 1), path, show(arg))
		}
		return func(old any, env *updateEnv) (any, error) {
			if old == nil {
				if op == "$inc" {
					return arg, nil
				}
				return a.apply(int32(0), arg)
			}
			if !isNumber(old) {
				return nil, errf(codeTypeMismatch, "Cannot apply %s to a value of non-numeric type. {_id: %s} has the field '%s' of non-numeric type %s", op, show(env.id), path, typeAlias(old))
			}
			return a.apply(old, arg)
		}, nil
	}
}

func extremeUpdate(sign int) func(string, any) (applyFunc, error) {
	return func(_ string, arg any) (applyFunc, error) {
		return func(old any, _ *updateEnv) (any, error) {
			if old == nil || compare(arg, old)*sign > 0 {
				return clone(arg), nil
			}
			return old, nil
		}, nil
	}
}

func currentDateUpdate(path string, arg any) (applyFunc, error) {
	stamp := false
	switch v := arg.(type) {
	case bool:
	case doc:
		t, _ := v.value("$type").(string)
		if len(v) != 1 || t != "date" && t != "timestamp" {
			return nil, errf(codeBadValue, "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {%s: {$type: 'date'}}}", path)
		}
		stamp = t == "timestamp"
	default:
		return nil, errf(codeBadValue, "%s is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).", typeAlias(arg))
	}
	return func(_ any, env *updateEnv) (any, error) {
		if stamp {
			return bson.Timestamp{T: uint32(env.now.Unix()), I: 1}, nil //nolint:gosec // BSON counts seconds in 32 bits, until 2106
		}
		return bson.NewDateTimeFromTime(env.now), nil
	}, nil
}

func eachOf(op string, arg any, allowed ...string) (items array, modifiers doc, err error) {
	d, ok := arg.(doc)
	if !ok || d.find("$each") < 0 {
		if ok && len(d) > 0 && slices.Contains(allowed, d[0].key) {
			return nil, nil, errf(codeBadValue, "%s: '%s' needs '$each'", op, d[0].key)
		}
		return array{arg}, nil, nil
	}
	for _, e := range d {
		if e.key != "$each" && !slices.Contains(allowed, e.key) {
			return nil, nil, errf(codeBadValue, "Unrecognized clause in %s: %s", op, e.key)
		}
	}
	items, ok = d.value("$each").(array)
	if !ok {
		return nil, nil, errf(codeBadValue, "The argument to $each in %s must be an array but it was of type %s", op, typeAlias(d.value("$each")))
	}
	return items, d, nil
}

func pushUpdate(path string, arg any) (applyFunc, error) {
	items, mods, err := eachOf("$push", arg, "$slice", "$sort", "$position")
	if err != nil {
		return nil, err
	}
	number := func(name string) (int64, bool, error) {
		v := mods.value(name)
		if v == nil {
			return 0, false, nil
		}
		n, ok := wholeNumber(v)
		if !ok {
			return 0, false, errf(codeBadValue, "The value for %s must be an integer value but was given type: %s", name, typeAlias(v))
		}
		return n, true, nil
	}
	slice, cut, err := number("$slice")
	if err != nil {
		return nil, err
	}
	position, placed, err := number("$position")
	if err != nil {
		return nil, err
	}
	var order func(a, b any) int
	if s := mods.value("$sort"); s != nil {
		if order, err = elementOrder(s); err != nil {
			return nil, err
		}
	}
	return func(old any, env *updateEnv) (any, error) {
		list, err := targetArray(old, path, env)
		if err != nil {
			return nil, err
		}
		at := len(list)
		if placed && position >= 0 {
			at = int(min(position, int64(len(list))))
		} else if placed {
			at = int(max(0, int64(len(list))+position))
		}
		list = slices.Insert(list, at, clone(items).(array)...)
		if order != nil {
			slices.SortStableFunc(list, order)
		}
		if cut && slice >= 0 && slice < int64(len(list)) {
			list = list[:slice]
		} else if cut && slice < 0 && -slice < int64(len(list)) {
			list = list[int64(len(list))+slice:]
		}
		return list, nil
	}, nil
}

// elementOrder reads the $sort of $push: ±1 for whole elements, or a document of paths inside them.
func elementOrder(v any) (func(a, b any) int, error) {
	if n, ok := wholeNumber(v); ok && (n == 1 || n == -1) {
		return func(a, b any) int { return compare(a, b) * int(n) }, nil
	}
	d, ok := v.(doc)
	if !ok || len(d) == 0 {
		return nil, errf(codeBadValue, "The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields")
	}
	keys, err := compileSort(d)
	if err != nil {
		return nil, err
	}
	key := func(v any) string {
		d, _ := v.(doc)
		k, err := keys.key(d)
		if err != nil {
			return "" // parallel arrays inside elements: they stay where they are
		}
		return k
	}
	return func(a, b any) int { return strings.Compare(key(a), key(b)) }, nil
}

func targetArray(old any, path string, env *updateEnv) (array, error) {
	if old == nil {
		return array{}, nil
	}
	list, ok := old.(array)
	if !ok {
		return nil, errf(codeBadValue, "The field '%s' must be an array but is of type %s in document {_id: %s}", path, typeAlias(old), show(env.id))
	}
	return list, nil
}

func addToSetUpdate(path string, arg any) (applyFunc, error) {
	items, _, err := eachOf("$addToSet", arg)
	if err != nil {
		return nil, err
	}
	return func(old any, env *updateEnv) (any, error) {
		if old != nil && class(old) != classArray {
			return nil, errf(codeBadValue, "Cannot apply $addToSet to non-array field. Field named '%s' has non-array type %s", path, typeAlias(old))
		}
		list, err := targetArray(old, path, env)
		if err != nil {
			return nil, err
		}
		have := make(map[string]bool, len(list))
		for _, v := range list {
			have[string(appendKey(nil, v))] = true
		}
		for _, v := range items {
			if k := string(appendKey(nil, v)); !have[k] {
				have[k] = true
				list = append(list, clone(v))
			}
		}
		return list, nil
	}, nil
}

func pullUpdate(_ string, arg any) (applyFunc, error) {
	var matches func(v any) bool
	switch a := arg.(type) {
	case doc:
		operators := isOperators(a) && a[0].key != "$and" && a[0].key != "$or" && a[0].key != "$nor"
		var n node
		var err error
		if operators {
			n, err = compileOperators("v", a)
		} else {
			n, err = compileFilter(a)
		}
		if err != nil {
			return nil, err
		}
		matches = func(v any) bool {
			if operators {
				return n.match(doc{{"v", v}})
			}
			d, ok := v.(doc)
			return ok && n.match(d)
		}
	case bson.Regex:
		test, err := compileRegex(a, "")
		if err != nil {
			return nil, err
		}
		matches = test
	default:
		matches = func(v any) bool { return class(v) == class(arg) && compare(v, arg) == 0 }
	}
	return func(old any, _ *updateEnv) (any, error) {
		if old == nil {
			return nil, nil
		}
		list, ok := old.(array)
		if !ok {
			return nil, errf(codeBadValue, "Cannot apply $pull to a non-array value")
		}
		return slices.DeleteFunc(list, matches), nil
	}, nil
}

func popUpdate(path string, arg any) (applyFunc, error) {
	n, ok := wholeNumber(arg)
	if !ok || n != 1 && n != -1 {
		return nil, errf(codeFailedToParse, "$pop expects 1 or -1, found: %s", show(arg))
	}
	return func(old any, _ *updateEnv) (any, error) {
		if old == nil {
			return nil, nil
		}
		list, ok := old.(array)
		switch {
		case !ok:
			return nil, errf(codeTypeMismatch, "Path '%s' contains an element of non-array type '%s'", path, typeAlias(old))
		case len(list) == 0:
			return list, nil
		case n == 1:
			return list[:len(list)-1], nil
		}
		return list[1:], nil
	}, nil
}
