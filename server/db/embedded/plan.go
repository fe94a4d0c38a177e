package embedded

import (
	"iter"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// maxIntervals bounds how many intervals an $in becomes; beyond, the index is not used for it.
const maxIntervals = 4096

// plan is how documents are found: by an index's intervals or, without an index, all of them. What it finds is a superset;
// the filter decides.
type plan struct {
	x         *index
	intervals []interval // ascending, disjoint; nil with an index: all of it
	reverse   bool
	sorted    bool // documents come in the order asked for
	score     int
	union     []plan // in place of an index: one plan for each branch of an $or
}

// interval is lo ≤ key < hi; an empty hi is the end.
type interval struct{ lo, hi string }

// choose picks the best plan for a filter and an order. hint is an index to prefer.
func (c *collection) choose(filter node, order sortKeys, hint *index) plan {
	var conditions []*fieldNode
	if all, ok := filter.(andNode); ok {
		for _, n := range all {
			if f, ok := n.(*fieldNode); ok {
				conditions = append(conditions, f)
			}
		}
	}
	best := plan{sorted: len(order) == 0}
	for _, x := range c.indexes {
		if hint != nil && x != hint {
			continue
		}
		if p, ok := x.plan(conditions, order); ok && (p.score > best.score || hint != nil && best.x == nil) {
			best = p
		}
	}
	// An index that gives only the order, without bounds, is a look at every document.
	every := best.intervals == nil && (best.x == nil || best.x.partial == nil)
	if every && hint == nil && len(conditions) < countNodes(filter) {
		if union := c.branches(filter.(andNode), conditions); union != nil {
			return plan{sorted: len(order) == 0, union: union}
		}
	}
	return best
}

func countNodes(filter node) int {
	all, _ := filter.(andNode)
	return len(all)
}

// branches plans an $or whose every branch can use an index; nil when there is none.
func (c *collection) branches(filter andNode, conditions []*fieldNode) []plan {
	for _, n := range filter {
		or, ok := n.(orNode)
		if !ok || len(or) == 0 {
			continue
		}
		union := make([]plan, 0, len(or))
		for _, branch := range or {
			inner, ok := branch.(andNode)
			if !ok {
				break
			}
			for _, condition := range conditions {
				inner = append(inner[:len(inner):len(inner)], condition)
			}
			p := c.choose(inner, nil, nil)
			if p.x == nil {
				break
			}
			union = append(union, p)
		}
		if len(union) == len(or) {
			return union
		}
	}
	return nil
}

func (x *index) plan(conditions []*fieldNode, order sortKeys) (plan, bool) {
	if x.sparse || !x.covers(conditions) {
		if !x.sparse || !bounded(conditions, x.fields) {
			return plan{}, false
		}
	}
	p := plan{x: x}
	prefixes := []string{""}
	equal := 0
	for _, f := range x.fields {
		if x.multikey && equal == 1 {
			break // entries of one element; conditions may hold in different ones
		}
		list, ok := points(conditions, f)
		if !ok || len(list)*len(prefixes) > maxIntervals {
			break
		}
		next := make([]string, 0, len(list)*len(prefixes))
		for _, a := range prefixes {
			for _, b := range list {
				next = append(next, a+b)
			}
		}
		prefixes = next
		equal++
	}
	p.score = equal * 10
	if x.name == "_id_" && equal == 1 {
		p.score += 100
	}
	lo, hi, ranged := "", "", false
	if equal < len(x.fields) && (!x.multikey || equal == 0) {
		lo, hi, ranged = bounds(conditions, x.fields[equal], x.multikey)
	}
	if ranged {
		p.score += 5
	}
	if equal > 0 || ranged {
		p.intervals = make([]interval, 0, len(prefixes)) // an empty $in has none
		for _, prefix := range prefixes {
			i := interval{prefix + lo, successor(prefix)}
			if ranged && hi != "" {
				i.hi = prefix + hi
			}
			p.intervals = append(p.intervals, i)
		}
		slices.SortFunc(p.intervals, func(a, b interval) int { return strings.Compare(a.lo, b.lo) })
		p.intervals = slices.Compact(p.intervals)
	}
	if x.partial != nil {
		p.score++
	}
	p.sorted, p.reverse = x.sorts(order, equal, len(prefixes) == 1, ranged)
	if p.sorted && len(order) > 0 {
		p.score += 3
	}
	return p, p.score > 0
}

// sorts reports whether walking the index, forwards or backwards, yields the order asked for.
func (x *index) sorts(order sortKeys, equal int, single, ranged bool) (ok, reverse bool) {
	if len(order) == 0 {
		return true, false
	}
	if !single || x.multikey && (equal > 0 || ranged) {
		return false, false
	}
	at, known := equal, false
	for _, k := range order {
		if slices.ContainsFunc(x.fields[:equal], func(f indexField) bool { return f.name == k.name }) {
			continue // constant
		}
		if at >= len(x.fields) || x.fields[at].name != k.name {
			return false, false
		}
		r := x.fields[at].desc != k.desc
		if known && r != reverse {
			return false, false
		}
		reverse, known = r, true
		at++
	}
	return true, reverse
}

// covers reports whether every document that can match is in the index.
func (x *index) covers(conditions []*fieldNode) bool {
	for _, n := range x.filter {
		need := n.(*fieldNode)
		if !slices.ContainsFunc(conditions, func(have *fieldNode) bool { return have.implies(need) }) {
			return false
		}
	}
	return true
}

func (n *fieldNode) implies(need *fieldNode) bool {
	if n.name != need.name {
		return false
	}
	if n.op == need.op && n.arg != nil && compare(n.arg, need.arg) == 0 && class(n.arg) == class(need.arg) {
		return true
	}
	switch n.op {
	case "$eq":
		if class(n.arg) == classArray || isNull(n.arg) {
			return false
		}
		return need.op != "$exists" && need.test(n.arg) || need.op == "$exists"
	case "$gt", "$gte", "$lt", "$lte":
		return need.op == "$exists" && !isNull(n.arg) && class(n.arg) != classMinKey && class(n.arg) != classMaxKey
	}
	return false
}

// bounded reports whether a sparse index may be used: some condition on its first field excludes what is missing.
func bounded(conditions []*fieldNode, fields []indexField) bool {
	if _, ok := points(conditions, fields[0]); ok {
		return !hasNull(conditions, fields[0])
	}
	_, _, ok := bounds(conditions, fields[0], false)
	return ok
}

func hasNull(conditions []*fieldNode, f indexField) bool {
	for _, n := range conditions {
		if n.name == f.name && n.op == "$eq" && isNull(n.arg) {
			return true
		}
		if list, ok := n.arg.(array); ok && n.name == f.name && n.op == "$in" && slices.ContainsFunc(list, isNull) {
			return true
		}
	}
	return false
}

// points are the encoded values a field must equal one of.
func points(conditions []*fieldNode, f indexField) ([]string, bool) {
	var best []string
	found := false
	for _, n := range conditions {
		if n.name != f.name {
			continue
		}
		var vals array
		switch n.op {
		case "$eq":
			vals = array{n.arg}
		case "$in":
			vals = n.arg.(array)
		default:
			continue
		}
		if found && len(vals) >= len(best) {
			continue
		}
		list := make([]string, 0, len(vals))
		for _, v := range vals {
			if isNull(v) {
				list = append(list, f.encode(bson.Undefined{}))
			}
			if class(v) == classArray || class(v) == classRegex {
				list = nil
				break
			}
			list = append(list, f.encode(v))
		}
		if list == nil {
			continue
		}
		slices.Sort(list)
		best, found = slices.Compact(list), true
	}
	return best, found
}

func (f indexField) encode(v any) string {
	b := appendKey(nil, v)
	if f.desc {
		invert(b)
	}
	return string(b)
}

// bounds are the encoded limits a field lies between. With a multikey index only one side may be used: one element may
// pass the lower and another the upper.
func bounds(conditions []*fieldNode, f indexField, oneSide bool) (lo, hi string, ok bool) {
	for _, n := range conditions {
		if n.name != f.name || oneSide && ok {
			continue
		}
		switch n.op {
		case "$gt", "$gte", "$lt", "$lte":
		default:
			continue
		}
		switch class(n.arg) {
		case classNull, classUndefined, classArray, classMinKey, classMaxKey, classRegex:
			continue
		}
		at, all := f.encode(n.arg), string([]byte{class(n.arg)})
		if f.desc {
			all = string([]byte{^class(n.arg)})
		}
		from, to := at, successor(all)
		if (n.op[1] == 'l') != f.desc {
			from, to = all, successor(at)
		}
		if !ok || from > lo {
			lo = from
		}
		if !ok || to < hi {
			hi = to
		}
		ok = true
	}
	return lo, hi, ok
}

// successor is the smallest string above all that begin with prefix; "" when there is none.
func successor(prefix string) string {
	b := []byte(prefix)
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] != 0xff {
			b[i]++
			return string(b[:i+1])
		}
	}
	return ""
}

// documents yields what the plan finds, each record once.
func (c *collection) documents(p plan) iter.Seq2[uint64, bson.Raw] {
	if p.union != nil {
		return func(yield func(uint64, bson.Raw) bool) {
			seen := make(map[uint64]bool)
			for _, branch := range p.union {
				for rec, raw := range c.documents(branch) {
					if seen[rec] {
						continue
					}
					seen[rec] = true
					if !yield(rec, raw) {
						return
					}
				}
			}
		}
	}
	if p.x == nil {
		return func(yield func(uint64, bson.Raw) bool) { c.docs.Scan(yield) }
	}
	return func(yield func(uint64, bson.Raw) bool) {
		var seen map[uint64]bool
		if p.x.multikey {
			seen = make(map[uint64]bool)
		}
		visit := func(key string) bool {
			rec := recordOf(key)
			if seen != nil {
				if seen[rec] {
					return true
				}
				seen[rec] = true
			}
			raw, ok := c.docs.Get(rec)
			return !ok || yield(rec, raw)
		}
		intervals := p.intervals
		if intervals == nil {
			intervals = []interval{{}}
		}
		if !p.reverse {
			for _, i := range intervals {
				if !p.x.ascend(i, visit) {
					return
				}
			}
			return
		}
		for _, i := range slices.Backward(intervals) {
			if !p.x.descend(i, visit) {
				return
			}
		}
	}
}

func (x *index) ascend(i interval, visit func(string) bool) bool {
	it := x.tree.Iter()
	for ok := it.Seek(i.lo); ok; ok = it.Next() {
		k := it.Key()
		if i.hi != "" && k >= i.hi {
			return true
		}
		if !visit(k) {
			return false
		}
	}
	return true
}

func (x *index) descend(i interval, visit func(string) bool) bool {
	it := x.tree.Iter()
	var ok bool
	if i.hi == "" {
		ok = it.Last()
	} else if ok = it.Seek(i.hi); ok {
		ok = it.Prev()
	} else {
		ok = it.Last()
	}
	for ; ok; ok = it.Prev() {
		k := it.Key()
		if k < i.lo {
			return true
		}
		if !visit(k) {
			return false
		}
	}
	return true
}
