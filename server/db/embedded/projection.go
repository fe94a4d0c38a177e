package embedded

import (
	"slices"
	"strings"
)

// projection is a compiled projection; nil shows documents as they are.
type projection struct {
	fields   fieldTree
	include  bool
	computed []computedField
}

// fieldTree is the fields named by dotted paths; nil children mean the whole field.
type fieldTree map[string]fieldTree

type computedField struct {
	path []string
	expr expression
}

// compileProjection reads the projection of find, or the specification of $project. It is nil for an empty one.
func compileProjection(d doc, stage bool) (*projection, error) {
	if len(d) == 0 {
		if stage {
			return nil, errf(51272, "$project specification must have at least one field")
		}
		return nil, nil
	}
	p := &projection{fields: fieldTree{}}
	c := projectionCompiler{p: p, id: 1}
	if err := c.add(nil, d); err != nil {
		return nil, err
	}
	p.include = c.included > 0 || len(p.computed) > 0 || c.excluded == 0 && c.idNamed && c.id == 1
	if p.include && c.excluded > 0 {
		return nil, errf(codeProjection, "Cannot do exclusion in inclusion projection")
	}
	if (c.id == 1) == p.include {
		p.fields["_id"] = nil
	} else {
		delete(p.fields, "_id")
	}
	return p, nil
}

type projectionCompiler struct {
	p                  *projection
	included, excluded int
	id                 int // 1: shown, 0: not, 2: computed
	idNamed            bool
}

func (c *projectionCompiler) add(prefix []string, d doc) error {
	for _, e := range d {
		if strings.HasPrefix(e.key, "$") {
			return errf(codeFailedToParse, "projection field %s begins with $", e.key)
		}
		path := append(slices.Clone(prefix), splitPath(e.key)...)
		if len(path) > maxDepth || slices.Contains(path, "") {
			return errf(codeFailedToParse, "projection path '%s' is not valid", e.key)
		}
		if path[len(path)-1] == "$" {
			return refused("the positional operator $ in a projection")
		}
		if err := c.field(path, e.val); err != nil {
			return err
		}
	}
	return nil
}

func (c *projectionCompiler) field(path []string, v any) error {
	if d, ok := v.(doc); ok {
		if len(d) == 0 {
			return errf(codeFailedToParse, "an empty sub-projection is not valid")
		}
		switch d[0].key {
		case "$slice", "$elemMatch", "$meta":
			return refused("projection operator " + d[0].key)
		}
		if !strings.HasPrefix(d[0].key, "$") {
			return c.add(path, d)
		}
	}
	isID := len(path) == 1 && path[0] == "_id"
	if isNumber(v) || class(v) == classBoolean {
		show := truthy(v)
		switch {
		case isID && show:
			c.id, c.idNamed = 1, true
			return nil
		case isID:
			c.id, c.idNamed = 0, true
			return nil
		case show:
			c.included++
		default:
			c.excluded++
		}
		return c.p.fields.add(path)
	}
	x, err := compileExpression(v)
	if err != nil {
		return err
	}
	if isID {
		c.id = 2
	}
	c.p.computed = append(c.p.computed, computedField{path, x})
	return nil
}

func (t fieldTree) add(path []string) error {
	for i, name := range path {
		child, there := t[name]
		if there && (child == nil || i == len(path)-1) {
			return errf(31249, "Path collision at %s", strings.Join(path, "."))
		}
		if i == len(path)-1 {
			t[name] = nil
			return nil
		}
		if !there {
			child = fieldTree{}
			t[name] = child
		}
		t = child
	}
	return nil
}

func (p *projection) apply(d doc) (doc, error) {
	if p == nil {
		return d, nil
	}
	var out doc
	if p.include {
		out = p.fields.keep(d)
	} else {
		out = p.fields.omit(d)
	}
	for _, c := range p.computed {
		v, err := c.expr(&scope{root: d})
		if err != nil {
			return nil, err
		}
		if v != nil {
			out = setComputed(out, c.path, v)
		}
	}
	return out, nil
}

func (t fieldTree) keep(d doc) doc {
	out := make(doc, 0, min(len(d), len(t)+1))
	for _, e := range d {
		child, named := t[e.key]
		switch {
		case !named:
		case child == nil:
			out = append(out, e)
		default:
			if v := child.keepIn(e.val); v != nil {
				out = append(out, elem{e.key, v})
			}
		}
	}
	return out
}

// keepIn leaves of a value what the tree names; scalars vanish, also out of arrays.
func (t fieldTree) keepIn(v any) any {
	switch v := v.(type) {
	case doc:
		return t.keep(v)
	case array:
		out := make(array, 0, len(v))
		for _, e := range v {
			if k := t.keepIn(e); k != nil {
				out = append(out, k)
			}
		}
		return out
	}
	return nil
}

func (t fieldTree) omit(d doc) doc {
	out := make(doc, 0, len(d))
	for _, e := range d {
		child, named := t[e.key]
		switch {
		case !named:
			out = append(out, e)
		case child != nil:
			out = append(out, elem{e.key, child.omitIn(e.val)})
		}
	}
	return out
}

func (t fieldTree) omitIn(v any) any {
	switch v := v.(type) {
	case doc:
		return t.omit(v)
	case array:
		out := make(array, len(v))
		for i, e := range v {
			out[i] = t.omitIn(e)
		}
		return out
	}
	return v
}

// setComputed puts a value at a path, in every document of the arrays on the way; a scalar on the way becomes a document.
func setComputed(v any, path []string, val any) doc {
	d, _ := v.(doc)
	d = slices.Clone(d)
	if len(path) == 1 {
		return d.set(path[0], val)
	}
	old := d.value(path[0])
	if a, ok := old.(array); ok {
		return d.set(path[0], setInElements(a, path[1:], val))
	}
	return d.set(path[0], setComputed(old, path[1:], val))
}

func setInElements(a array, path []string, val any) array {
	out := make(array, len(a))
	for i, e := range a {
		if inner, ok := e.(array); ok {
			out[i] = setInElements(inner, path, val)
		} else {
			out[i] = setComputed(e, path, val)
		}
	}
	return out
}
