package embedded

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// maxArrayPadding is the furthest position an update may write to beyond an array's end.
const maxArrayPadding = 1_500_000

// update is a compiled update: a replacement, or operators in the order of their paths.
type update struct {
	replacement doc
	replaces    bool
	ops         []*updateOp
}

type updateOp struct {
	name    string
	path    []string
	creates bool // whether missing documents on the way are made
	apply   func(old any, env *updateEnv) (any, error)
}

// updateEnv is what applying an update depends on besides the document.
type updateEnv struct {
	filters   map[string]node // arrayFilters by identifier
	now       time.Time
	inserting bool // an upsert that found nothing
	id        any
}

// knownUpdateOperators are MongoDB's that this engine refuses as outside its subset.
var knownUpdateOperators = []string{"$rename", "$bit", "$pullAll", "$pushAll", "$isolated"}

// compileUpdate reads an update document. filters holds the compiled arrayFilters.
func compileUpdate(v any, filters map[string]node) (*update, error) {
	if _, ok := v.(array); ok {
		return nil, refused("an update by aggregation pipeline")
	}
	d, ok := v.(doc)
	if !ok {
		return nil, errf(codeFailedToParse, "Update argument must be either an object or an array")
	}
	if len(d) == 0 || !strings.HasPrefix(d[0].key, "$") {
		if len(filters) > 0 {
			return nil, errf(codeFailedToParse, "arrayFilters may not be specified for replacement-style updates")
		}
		for _, e := range d {
			if strings.HasPrefix(e.key, "$") {
				return nil, errf(codeDollarPrefixedFieldName, "the dollar ($) prefixed field '%s' in '%s' is not allowed in the context of an update's replacement document", e.key, e.key)
			}
		}
		return &update{replacement: d, replaces: true}, nil
	}
	u := &update{}
	used := make(map[string]bool)
	for _, op := range d {
		compile := updateOperator(op.key)
		if compile == nil {
			if slices.Contains(knownUpdateOperators, op.key) {
				return nil, refused("update operator " + op.key)
			}
			return nil, errf(codeFailedToParse, "Unknown modifier: %s. Expected a valid update modifier or pipeline-style update specified as an array", op.key)
		}
		fields, ok := op.val.(doc)
		if !ok {
			return nil, errf(codeFailedToParse, "Modifiers operate on fields but we found type %s instead. For example: {$mod: {<field>: ...}} not {%s: ...}", typeAlias(op.val), op.key)
		}
		for _, f := range fields {
			path, err := updatePath(f.key, filters, used)
			if err != nil {
				return nil, err
			}
			o := &updateOp{name: op.key, path: path, creates: op.key != "$unset" && op.key != "$pull" && op.key != "$pop"}
			if o.apply, err = compile(f.key, f.val); err != nil {
				return nil, err
			}
			u.ops = append(u.ops, o)
		}
	}
	for name := range filters {
		if !used[name] {
			return nil, errf(codeFailedToParse, "The array filter for identifier '%s' was not used in the update", name)
		}
	}
	return u, u.order()
}

// order sorts the operators by path, as MongoDB applies them, and refuses two on one path.
func (u *update) order() error {
	paths := make(map[string]bool, len(u.ops))
	for _, o := range u.ops {
		p := strings.Join(o.path, ".")
		if paths[p] {
			return errf(codeConflictingUpdate, "Updating the path '%s' would create a conflict at '%s'", p, p)
		}
		paths[p] = true
	}
	for p := range paths {
		for i := range p {
			if p[i] == '.' && paths[p[:i]] {
				return errf(codeConflictingUpdate, "Updating the path '%s' would create a conflict at '%s'", p, p[:i])
			}
		}
	}
	slices.SortStableFunc(u.ops, func(a, b *updateOp) int { return slices.CompareFunc(a.path, b.path, comparePathPart) })
	return nil
}

func comparePathPart(a, b string) int {
	i, aok := arrayIndex(a)
	j, bok := arrayIndex(b)
	if aok && bok {
		return i - j
	}
	return strings.Compare(a, b)
}

func updatePath(s string, filters map[string]node, used map[string]bool) ([]string, error) {
	path := splitPath(s)
	if len(path) > maxDepth {
		return nil, errf(codeOverflow, "update path is deeper than %d levels", maxDepth)
	}
	for i, p := range path {
		switch {
		case p == "":
			return nil, errf(codeEmptyFieldName, "The update path '%s' contains an empty field name, which is not allowed.", s)
		case p == "$":
			return nil, refused("the positional operator $ in update path '" + s + "' (use arrayFilters)")
		case p == "$[]", strings.HasPrefix(p, "$[") && strings.HasSuffix(p, "]"):
			if i == 0 {
				return nil, errf(codeBadValue, "Cannot have array filter identifier (i.e. '$[<id>]') element in the first position in path '%s'", s)
			}
			id := p[2 : len(p)-1]
			if id != "" && filters[id] == nil {
				return nil, errf(codeBadValue, "No array filter found for identifier '%s' in path '%s'", id, s)
			}
			used[id] = true
		case strings.HasPrefix(p, "$"):
			return nil, errf(codeDollarPrefixedFieldName, "The dollar ($) prefixed field '%s' in '%s' is not valid for storage.", p, s)
		}
	}
	return path, nil
}

// compileArrayFilters reads arrayFilters: each document's paths begin with the one identifier it is about.
func compileArrayFilters(list array) (map[string]node, error) {
	filters := make(map[string]node, len(list))
	for _, v := range list {
		d, ok := v.(doc)
		if !ok {
			return nil, errf(codeTypeMismatch, "arrayFilters must be documents")
		}
		n, err := compileFilter(d)
		if err != nil {
			return nil, err
		}
		id := filterIdentifier(d)
		if id == "" {
			return nil, errf(codeFailedToParse, "Cannot use an expression without a top-level field name in arrayFilters")
		}
		if filters[id] != nil {
			return nil, errf(codeFailedToParse, "Found multiple array filters with the same top-level field name %s", id)
		}
		filters[id] = n
	}
	return filters, nil
}

func filterIdentifier(d doc) string {
	for _, e := range d {
		if !strings.HasPrefix(e.key, "$") {
			return splitPath(e.key)[0]
		}
		list, _ := e.val.(array)
		for _, v := range list {
			if d, ok := v.(doc); ok {
				if id := filterIdentifier(d); id != "" {
					return id
				}
			}
		}
	}
	return ""
}

// run applies the update to a document it may change, and returns the new one.
func (u *update) run(d doc, env *updateEnv) (doc, error) {
	id := d.value("_id")
	env.id = id
	before := appendElem(nil, "_id", id)
	if u.replaces {
		n := clone(u.replacement).(doc)
		if id == nil {
			return idFirst(n), nil
		}
		if own := n.value("_id"); own == nil {
			return append(doc{{"_id", id}}, n...), nil
		} else if compare(own, id) != 0 {
			return nil, errf(codeImmutableField, "After applying the update, the (immutable) field '_id' was found to have been altered to _id: %s", show(own))
		}
		n = idFirst(n)
		n[0].val = id // 1.0 in place of 1 leaves the stored form
		return n, nil
	}
	var v any = d
	for _, o := range u.ops {
		if o.name == "$setOnInsert" && !env.inserting {
			continue
		}
		var err error
		if v, err = modify(v, o.path, 0, o, env); err != nil {
			return nil, err
		}
	}
	n := v.(doc)
	if after := appendElem(nil, "_id", n.value("_id")); id != nil && !bytes.Equal(before, after) {
		return nil, errf(codeImmutableField, "Performing an update on the path '_id' would modify the immutable field '_id'")
	}
	return n, nil
}

func idFirst(d doc) doc {
	if i := d.find("_id"); i > 0 {
		id := d[i]
		copy(d[1:i+1], d[:i])
		d[0] = id
	}
	return d
}

// modify applies an operator below v along path[at:], and returns what v becomes; nil means that it goes away.
func modify(v any, path []string, at int, op *updateOp, env *updateEnv) (any, error) {
	if at == len(path) {
		return op.apply(v, env)
	}
	name := path[at]
	switch c := v.(type) {
	case doc:
		i := c.find(name)
		if i < 0 && !op.creates {
			return c, nil
		}
		var old any
		if i >= 0 {
			old = c[i].val
		}
		child, err := modify(old, path, at+1, op, env)
		switch {
		case err != nil:
			return nil, err
		case child == nil:
			return c.remove(name), nil
		case i >= 0:
			c[i].val = child
			return c, nil
		}
		return append(c, elem{name, child}), nil
	case array:
		return modifyArray(c, path, at, op, env)
	case nil:
		if !op.creates {
			return nil, nil
		}
		if strings.HasPrefix(name, "$[") {
			return nil, errf(codeBadValue, "The path '%s' must exist in the document in order to apply array updates.", strings.Join(path[:at], "."))
		}
		child, err := modify(nil, path, at+1, op, env)
		if err != nil || child == nil {
			return nil, err
		}
		return doc{{name, child}}, nil
	}
	if strings.HasPrefix(name, "$[") {
		return nil, errf(codeBadValue, "Cannot apply array updates to non-array element %s: %s", path[at-1], show(v))
	}
	if !op.creates {
		return v, nil
	}
	return nil, errf(codePathNotViable, "Cannot create field '%s' in element {%s: %s}", name, path[at-1], show(v))
}

func modifyArray(c array, path []string, at int, op *updateOp, env *updateEnv) (any, error) {
	name := path[at]
	change := func(i int) error {
		child, err := modify(c[i], path, at+1, op, env)
		if err != nil {
			return err
		}
		if child == nil {
			child = bson.Null{}
		}
		c[i] = child
		return nil
	}
	if strings.HasPrefix(name, "$[") {
		id := name[2 : len(name)-1]
		for i := range c {
			if id == "" || env.filters[id].match(doc{{id, c[i]}}) {
				if err := change(i); err != nil {
					return nil, err
				}
			}
		}
		return c, nil
	}
	i, ok := arrayIndex(name)
	switch {
	case ok && i < len(c):
		return c, change(i)
	case !op.creates:
		return c, nil
	case !ok:
		return nil, errf(codePathNotViable, "Cannot create field '%s' in element {%s: %s}", name, path[at-1], show(c))
	case i-len(c) > maxArrayPadding:
		return nil, errf(codeBadValue, "can't backfill more than %d elements", maxArrayPadding)
	}
	child, err := modify(nil, path, at+1, op, env)
	if err != nil || child == nil {
		return c, err
	}
	for len(c) < i {
		c = append(c, bson.Null{})
	}
	return append(c, child), nil
}

// show prints a value for an error message, cut to a bearable length.
func show(v any) string {
	const limit = 200
	b, err := bson.MarshalExtJSON(encode(doc{{"v", v}}), false, false)
	if err != nil || len(b) < 7 {
		return "?"
	}
	s := string(b[5 : len(b)-1])
	if len(s) > limit {
		s = s[:limit] + "…"
	}
	return s
}
