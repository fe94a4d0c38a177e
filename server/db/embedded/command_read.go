package embedded

import (
	"iter"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// stream yields what passes the filter, in order, without holding more than keys and references.
func (c *collection) stream(r *request, filter node, order sortKeys, x *index) iter.Seq2[found, error] {
	p := c.choose(filter, order, x)
	read := reader(filter, order)
	matches := func(yield func(found, error) bool) {
		for rec, raw := range c.documents(p) {
			err := r.tick()
			var d doc
			if err == nil {
				d, err = read(raw)
			}
			if err == nil && !filter.match(d) {
				continue
			}
			f := found{rec: rec, raw: raw}
			if err == nil && !p.sorted {
				f.key, err = order.key(d)
			}
			if !yield(f, err) || err != nil {
				return
			}
		}
	}
	if p.sorted {
		return matches
	}
	return func(yield func(found, error) bool) {
		var list []found
		for f, err := range matches {
			if err != nil {
				yield(found{}, err)
				return
			}
			list = append(list, f)
		}
		slices.SortStableFunc(list, func(a, b found) int { return strings.Compare(a.key, b.key) })
		for _, f := range list {
			if !yield(f, nil) {
				return
			}
		}
	}
}

// query is what find, count and distinct have in common.
type query struct {
	ns          string
	c           *collection // nil when there is none
	filter      node
	hint        *index
	skip, limit int64
}

func (e *Engine) query(r *request, filterName string) (*query, error) {
	q := &query{}
	var err error
	if q.ns, err = r.namespace(); err != nil {
		return nil, err
	}
	d, err := r.document(filterName)
	if err != nil {
		return nil, err
	}
	if q.filter, err = compileFilter(d); err != nil {
		return nil, err
	}
	if q.skip, err = r.number("skip", 0); err != nil {
		return nil, err
	}
	if r.name == "count" {
		if n, ok := wholeNumber(r.body.value("limit")); ok && n < 0 {
			r.body = slices.Clone(r.body).set("limit", -n)
		}
	}
	if q.limit, err = r.number("limit", 0); err != nil {
		return nil, err
	}
	q.c = (*e.published.Load())[q.ns]
	if q.c != nil {
		q.hint, err = q.c.hintOn(r.body.value("hint"))
	}
	return q, err
}

// run yields the matches after skip, up to limit.
func (q *query) run(r *request, order sortKeys) iter.Seq2[found, error] {
	return func(yield func(found, error) bool) {
		if q.c == nil {
			return
		}
		seen := int64(0)
		for f, err := range q.c.stream(r, q.filter, order, q.hint) {
			if err != nil {
				yield(f, err)
				return
			}
			if seen++; seen <= q.skip {
				continue
			}
			if !yield(f, nil) || q.limit > 0 && seen == q.skip+q.limit {
				return
			}
		}
	}
}

func (e *Engine) find(r *request) (doc, error) {
	q, err := e.query(r, "filter")
	if err != nil {
		return nil, err
	}
	sortDoc, err := r.document("sort")
	if err != nil {
		return nil, err
	}
	if len(sortDoc) == 1 && sortDoc[0].key == "$natural" {
		return nil, refused("sort by $natural")
	}
	order, err := compileSort(sortDoc)
	if err != nil {
		return nil, err
	}
	fields, err := r.document("projection")
	if err != nil {
		return nil, err
	}
	project, err := compileProjection(fields, false)
	if err != nil {
		return nil, err
	}
	n, err := r.number("batchSize", firstBatch)
	if err != nil {
		return nil, err
	}
	results := func(yield func(bson.Raw, error) bool) {
		for f, err := range q.run(r, order) {
			raw := f.raw
			if err == nil && project != nil {
				var d doc
				if d, err = f.doc(); err == nil {
					d, err = project.apply(d)
				}
				if err == nil {
					raw = encode(d)
				}
			}
			if !yield(raw, err) || err != nil {
				return
			}
		}
	}
	single := r.flag("singleBatch")
	if q.limit > 0 && q.limit <= n {
		n = q.limit + 1 // so that the end is seen at once
	}
	return e.firstReply(newCursor(q.ns, results), n, single)
}

func (e *Engine) count(r *request) (doc, error) {
	q, err := e.query(r, "query")
	if err != nil {
		return nil, err
	}
	n := int64(0)
	if all, ok := q.filter.(andNode); ok && len(all) == 0 {
		if q.c != nil {
			n = max(0, int64(q.c.docs.Len())-q.skip)
		}
		if q.limit > 0 {
			n = min(n, q.limit)
		}
		return doc{{"n", narrow(n)}}, nil
	}
	for _, err := range q.run(r, nil) {
		if err != nil {
			return nil, err
		}
		n++
	}
	return doc{{"n", narrow(n)}}, nil
}

// narrow makes an int32 of what fits, as MongoDB counts.
func narrow(n int64) any {
	if n == int64(int32(n)) { //nolint:gosec // asks whether it fits
		return int32(n) //nolint:gosec // it fits
	}
	return n
}

func (e *Engine) distinct(r *request) (doc, error) {
	key, ok := r.body.value("key").(string)
	if !ok || key == "" {
		return nil, errf(codeTypeMismatch, "distinct needs a key, a string")
	}
	q, err := e.query(r, "query")
	if err != nil {
		return nil, err
	}
	path := splitPath(key)
	values := array{}
	seen := make(map[string]bool)
	size := 0
	add := func(v any) {
		if v == nil {
			return
		}
		if k := string(appendKey(nil, v)); !seen[k] {
			seen[k] = true
			size += len(k)
			values = append(values, v)
		}
	}
	for f, err := range q.run(r, nil) {
		if err != nil {
			return nil, err
		}
		d, err := f.doc()
		if err != nil {
			return nil, err
		}
		walk(d, path, false, func(v any) bool {
			if a, ok := v.(array); ok {
				for _, e := range a {
					add(e)
				}
			} else {
				add(v)
			}
			return false
		})
		if size > maxDocument {
			return nil, errf(codeDocumentTooLarge, "distinct too big, %d bytes is the limit", maxDocument)
		}
	}
	return doc{{"values", values}}, nil
}

func (e *Engine) aggregate(r *request) (doc, error) {
	if isNumber(r.body[0].val) {
		return nil, refused("aggregate on a whole database")
	}
	ns, err := r.namespace()
	if err != nil {
		return nil, err
	}
	pipeline, err := r.list("pipeline")
	if err != nil {
		return nil, err
	}
	cursorDoc, ok := r.body.value("cursor").(doc)
	if !ok {
		return nil, errf(codeFailedToParse, "The 'cursor' option is required, except for aggregate with the explain argument")
	}
	batch := int64(firstBatch)
	if v := cursorDoc.value("batchSize"); v != nil {
		if batch, ok = wholeNumber(v); !ok || batch < 0 {
			return nil, errf(codeBadValue, "cursor.batchSize must be a whole number >= 0")
		}
	}
	snap := *e.published.Load()
	a := &aggregation{r: r, snap: snap, c: snap[ns]}
	if a.c != nil {
		if a.hint, err = a.c.hintOn(r.body.value("hint")); err != nil {
			return nil, err
		}
	}
	docs, err := a.compile(pipeline)
	if err != nil {
		return nil, err
	}
	results := func(yield func(bson.Raw, error) bool) {
		for d, err := range docs {
			var raw bson.Raw
			if err == nil {
				if raw = encode(d); len(raw) > maxDocument {
					err = errf(codeDocumentTooLarge, "document of %d bytes in a result, max size: %d", len(raw), maxDocument)
				}
			}
			if !yield(raw, err) || err != nil {
				return
			}
		}
	}
	return e.firstReply(newCursor(ns, results), batch, false)
}
