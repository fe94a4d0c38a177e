package embedded

import (
	"iter"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// stage turns one stream of documents into another.
type stage func(in iter.Seq2[doc, error]) iter.Seq2[doc, error]

// stages are all there are; SUBSET.md lists them.
var stages = []string{"$match", "$project", "$addFields", "$set", "$group", "$sort", "$skip", "$limit", "$unwind", "$lookup", "$count"}

// aggregation is one pipeline on one snapshot.
type aggregation struct {
	r    *request
	snap snapshot
	c    *collection // nil when there is none
	hint *index
}

// compile reads a pipeline. A $match and a $sort at its beginning use indexes.
func (a *aggregation) compile(pipeline []doc) (iter.Seq2[doc, error], error) {
	var filter node = andNode{}
	var order sortKeys
	rest := pipeline
	if len(rest) > 0 && len(rest[0]) == 1 && rest[0][0].key == "$match" {
		f, err := matchFilter(rest[0][0].val)
		if err != nil {
			return nil, err
		}
		filter, rest = f, rest[1:]
	}
	if len(rest) > 0 && len(rest[0]) == 1 && rest[0][0].key == "$sort" {
		keys, err := sortStage(rest[0][0].val)
		if err != nil {
			return nil, err
		}
		order, rest = keys, rest[1:]
	}
	docs := func(yield func(doc, error) bool) {
		if a.c == nil {
			return
		}
		for f, err := range a.c.stream(a.r, filter, order, a.hint) {
			var d doc
			if err == nil {
				d, err = f.doc()
			}
			if !yield(d, err) {
				return
			}
		}
	}
	out := iter.Seq2[doc, error](docs)
	for _, s := range rest {
		if len(s) != 1 {
			return nil, errf(40323, "A pipeline stage specification object must contain exactly one field.")
		}
		run, err := a.stage(s[0].key, s[0].val)
		if err != nil {
			return nil, err
		}
		out = run(out)
	}
	return out, nil
}

var knownStages = []string{
	"$bucket", "$bucketAuto", "$changeStream", "$collStats", "$currentOp", "$densify", "$documents", "$facet", "$fill",
	"$geoNear", "$graphLookup", "$indexStats", "$listLocalSessions", "$listSessions", "$merge", "$out", "$planCacheStats",
	"$redact", "$replaceRoot", "$replaceWith", "$sample", "$search", "$setWindowFields", "$sortByCount", "$unionWith", "$unset",
}

func (a *aggregation) stage(name string, v any) (stage, error) {
	switch name {
	case "$match":
		f, err := matchFilter(v)
		if err != nil {
			return nil, err
		}
		return perDoc(func(d doc, emit func(doc) bool) (bool, error) { return !f.match(d) || emit(d), nil }), nil
	case "$project":
		d, ok := v.(doc)
		if !ok {
			return nil, errf(15969, "$project specification must be an object")
		}
		p, err := compileProjection(d, true)
		if err != nil {
			return nil, err
		}
		return mapping(p.apply), nil
	case "$addFields", "$set":
		return addFieldsStage(name, v)
	case "$group":
		return compileGroup(v)
	case "$sort":
		keys, err := sortStage(v)
		if err != nil {
			return nil, err
		}
		return func(in iter.Seq2[doc, error]) iter.Seq2[doc, error] {
			return func(yield func(doc, error) bool) { sortDocs(in, keys, yield) }
		}, nil
	case "$skip", "$limit":
		return boundStage(name, v)
	case "$unwind":
		return unwindStage(v)
	case "$lookup":
		return a.lookupStage(v)
	case "$count":
		return countStage(v)
	}
	if slices.Contains(knownStages, name) {
		return nil, refused("aggregation stage " + name)
	}
	return nil, errf(codeUnknownStage, "Unrecognized pipeline stage name: '%s'", name)
}

// perDoc makes a stage of a function that emits any number of documents for one, and says whether to go on.
func perDoc(fn func(d doc, emit func(doc) bool) (bool, error)) stage {
	return func(in iter.Seq2[doc, error]) iter.Seq2[doc, error] {
		return func(yield func(doc, error) bool) {
			for d, err := range in {
				more := err == nil
				if more {
					more, err = fn(d, func(d doc) bool { return yield(d, nil) })
				}
				if err != nil {
					yield(nil, err)
					return
				}
				if !more {
					return
				}
			}
		}
	}
}

func mapping(fn func(doc) (doc, error)) stage {
	return perDoc(func(d doc, emit func(doc) bool) (bool, error) {
		out, err := fn(d)
		return err == nil && emit(out), err
	})
}

func matchFilter(v any) (node, error) {
	d, ok := v.(doc)
	if !ok {
		return nil, errf(15959, "the match filter must be an expression in an object")
	}
	return compileFilter(d)
}

func sortStage(v any) (sortKeys, error) {
	d, ok := v.(doc)
	if !ok || len(d) == 0 {
		return nil, errf(15976, "$sort stage must have at least one sort key")
	}
	return compileSort(d)
}

func sortDocs(in iter.Seq2[doc, error], keys sortKeys, yield func(doc, error) bool) {
	type keyed struct {
		d   doc
		key string
	}
	var list []keyed
	for d, err := range in {
		var key string
		if err == nil {
			key, err = keys.key(d)
		}
		if err != nil {
			yield(nil, err)
			return
		}
		list = append(list, keyed{d, key})
	}
	slices.SortStableFunc(list, func(a, b keyed) int { return strings.Compare(a.key, b.key) })
	for _, k := range list {
		if !yield(k.d, nil) {
			return
		}
	}
}

func addFieldsStage(name string, v any) (stage, error) {
	d, ok := v.(doc)
	if !ok {
		return nil, errf(40272, "%s specification stage must be an object", name)
	}
	fields, err := computedFields(nil, d)
	if err != nil {
		return nil, err
	}
	return mapping(func(d doc) (doc, error) {
		out := d
		for _, f := range fields {
			v, err := f.expr(&scope{root: d})
			if err != nil {
				return nil, err
			}
			if v != nil {
				out = setComputed(out, f.path, v)
			} else {
				out = removeComputed(out, f.path)
			}
		}
		return out, nil
	}), nil
}

func removeComputed(d doc, path []string) doc {
	if len(path) == 1 {
		return slices.Clone(d).remove(path[0])
	}
	if inner, ok := d.value(path[0]).(doc); ok {
		return slices.Clone(d).set(path[0], removeComputed(inner, path[1:]))
	}
	return d
}

func computedFields(prefix []string, d doc) ([]computedField, error) {
	var list []computedField
	for _, e := range d {
		path := append(slices.Clone(prefix), splitPath(e.key)...)
		if strings.HasPrefix(e.key, "$") || slices.Contains(path, "") || len(path) > maxDepth {
			return nil, errf(16410, "field path '%s' is not valid", e.key)
		}
		if inner, ok := e.val.(doc); ok && len(inner) > 0 && !strings.HasPrefix(inner[0].key, "$") {
			nested, err := computedFields(path, inner)
			if err != nil {
				return nil, err
			}
			list = append(list, nested...)
			continue
		}
		x, err := compileExpression(e.val)
		if err != nil {
			return nil, err
		}
		list = append(list, computedField{path, x})
	}
	return list, nil
}

func boundStage(name string, v any) (stage, error) {
	n, ok := wholeNumber(v)
	if !ok || n < 0 || name == "$limit" && n == 0 {
		return nil, errf(15957, "invalid argument to %s stage: %s", name, show(v))
	}
	return func(in iter.Seq2[doc, error]) iter.Seq2[doc, error] {
		return func(yield func(doc, error) bool) {
			seen := int64(0)
			for d, err := range in {
				seen++
				if err == nil && name == "$skip" && seen <= n {
					continue
				}
				if !yield(d, err) || err != nil || name == "$limit" && seen == n {
					return
				}
			}
		}
	}, nil
}

func unwindStage(v any) (stage, error) {
	var preserve bool
	var position string
	if d, ok := v.(doc); ok {
		for _, e := range d {
			switch e.key {
			case "path":
				v = e.val
			case "preserveNullAndEmptyArrays":
				preserve = truthy(e.val)
			case "includeArrayIndex":
				position, _ = e.val.(string)
				if position == "" || position[0] == '$' {
					return nil, errf(28822, "includeArrayIndex must be a field name")
				}
			default:
				return nil, errf(28811, "unrecognized option to $unwind stage: %s", e.key)
			}
		}
	}
	text, _ := v.(string)
	name, ok := strings.CutPrefix(text, "$")
	if !ok || name == "" {
		return nil, errf(28818, "path option to $unwind stage should be prefixed with a '$': %s", text)
	}
	path := splitPath(name)
	number := func(d doc, i any) doc {
		if position == "" {
			return d
		}
		return setComputed(d, splitPath(position), i)
	}
	return perDoc(func(d doc, emit func(doc) bool) (bool, error) {
		v := at(d, path)
		list, isArray := v.(array)
		switch {
		case isArray && len(list) > 0:
			for i, e := range list {
				if !emit(number(setComputed(d, path, e), int64(i))) {
					return false, nil
				}
			}
			return true, nil
		case isArray && preserve:
			return emit(number(removeComputed(d, path), bson.Null{})), nil
		case isArray, isNull(v) && !preserve:
			return true, nil
		}
		return emit(number(d, bson.Null{})), nil
	}), nil
}

// at follows a path through documents only.
func at(d doc, path []string) any {
	var v any = d
	for _, p := range path {
		d, ok := v.(doc)
		if !ok {
			return nil
		}
		v = d.value(p)
	}
	return v
}

func (a *aggregation) lookupStage(v any) (stage, error) {
	d, ok := v.(doc)
	if !ok {
		return nil, errf(codeFailedToParse, "the $lookup specification must be an object")
	}
	parts := make(map[string]string)
	for _, e := range d {
		switch e.key {
		case "from", "localField", "foreignField", "as":
		case "pipeline", "let":
			return nil, refused("option " + e.key + " of $lookup")
		default:
			return nil, errf(codeFailedToParse, "unknown argument to $lookup: %s", e.key)
		}
		parts[e.key], _ = e.val.(string)
		if parts[e.key] == "" || parts[e.key][0] == '$' {
			return nil, errf(codeFailedToParse, "$lookup argument '%s' must be a name", e.key)
		}
	}
	if len(parts) != 4 {
		return nil, errf(codeFailedToParse, "$lookup requires from, localField, foreignField and as")
	}
	foreign := a.snap[a.r.db+"."+parts["from"]]
	local, as := splitPath(parts["localField"]), splitPath(parts["as"])
	return mapping(func(d doc) (doc, error) {
		found := array{}
		if foreign != nil {
			filter, err := lookupFilter(parts["foreignField"], reach(d, local))
			if err != nil {
				return nil, err
			}
			for f, err := range foreign.stream(a.r, filter, nil, nil) {
				if err != nil {
					return nil, err
				}
				d, err := f.doc()
				if err != nil {
					return nil, err
				}
				found = append(found, d)
			}
		}
		return setComputed(d, as, found), nil
	}), nil
}

// lookupFilter matches any of the local values; none is null.
func lookupFilter(field string, v any) (node, error) {
	list, ok := v.(array)
	if !ok {
		if v == nil {
			v = bson.Null{}
		}
		return andNode{equalNode(field, v)}, nil
	}
	alternatives := make(orNode, 0, len(list)+1)
	plain := make(array, 0, len(list))
	for _, e := range list {
		switch class(e) {
		case classRegex, classDocument:
			alternatives = append(alternatives, equalNode(field, e))
		default:
			plain = append(plain, e)
		}
	}
	in, err := inNode(field, plain)
	if err != nil {
		return nil, err
	}
	if len(alternatives) == 0 {
		return andNode{in}, nil
	}
	return andNode{append(alternatives, in)}, nil
}

func countStage(v any) (stage, error) {
	name, _ := v.(string)
	if name == "" || name[0] == '$' || strings.ContainsRune(name, '.') {
		return nil, errf(40156, "the count field must be a non-empty string without '.' that does not begin with $")
	}
	return func(in iter.Seq2[doc, error]) iter.Seq2[doc, error] {
		return func(yield func(doc, error) bool) {
			n := int64(0)
			for _, err := range in {
				if err != nil {
					yield(nil, err)
					return
				}
				n++
			}
			if n > 0 {
				yield(doc{{name, narrow(n)}}, nil)
			}
		}
	}, nil
}
