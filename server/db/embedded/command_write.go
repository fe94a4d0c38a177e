package embedded

import (
	"errors"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// batch runs the writes of one command in the writer's turn. An error of one write is an entry of writeErrors; ordered
// batches stop there.
func (e *Engine) batch(r *request, n int, each func(w *write, i int) error) (array, error) {
	ordered := true
	if v := r.body.value("ordered"); !isNull(v) {
		ordered = truthy(v)
	}
	var failed array
	err := e.commit(func(w *write) error {
		for i := range n {
			err := each(w, i)
			if err == nil {
				continue
			}
			ce, ok := isCommandError(err)
			if !ok {
				return err
			}
			entry := append(doc{{"index", int32(i)}, {"code", ce.code}}, ce.detail...)
			failed = append(failed, append(entry, elem{"errmsg", ce.msg}))
			if ordered {
				return nil
			}
		}
		return nil
	})
	return failed, err
}

func withErrors(d doc, failed array) doc {
	if len(failed) > 0 {
		d = append(d, elem{"writeErrors", failed})
	}
	return d
}

func (e *Engine) insertCommand(r *request) (doc, error) {
	ns, err := r.namespace()
	if err != nil {
		return nil, err
	}
	list, err := r.fresh()
	if err != nil {
		return nil, err
	}
	n := int32(0)
	failed, err := e.batch(r, len(list), func(w *write, i int) error {
		err := w.insertFresh(ns, list[i])
		if err == nil {
			n++
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return withErrors(doc{{"n", n}}, failed), nil
}

// fresh is a document to be inserted: its bytes, to be stored as they came, or else what was read from them.
type fresh struct {
	raw bson.Raw
	doc doc
}

// fresh reads the documents of an insert.
func (r *request) fresh() ([]fresh, error) {
	raws := r.sequences["documents"]
	list := make([]fresh, len(raws))
	for i, raw := range raws {
		if deepest, ok := plain(raw); !ok || deepest > maxStoredDepth || len(raw) > maxDocument || !plainID(raw) {
			return r.freshDocs()
		}
		list[i].raw = raw
	}
	if len(raws) == 0 || len(raws) > maxWriteBatch {
		return r.freshDocs()
	}
	return list, nil
}

func (r *request) freshDocs() ([]fresh, error) {
	docs, err := r.writes("documents")
	list := make([]fresh, len(docs))
	for i := range docs {
		list[i].doc = docs[i]
	}
	return list, err
}

func (w *write) insertFresh(ns string, f fresh) error {
	if f.raw != nil {
		c := w.ensure(ns)
		d, err := pick(f.raw, c.named())
		if err != nil {
			return err
		}
		return w.insert(c, d, slices.Clone(f.raw)) // the message around it is not kept
	}
	d, raw, err := prepare(f.doc, bson.NewObjectID)
	if err != nil {
		return err
	}
	return w.insert(w.ensure(ns), d, raw)
}

// modification is one entry of an update command, compiled.
type modification struct {
	query  doc
	filter node
	update *update
	env    updateEnv
	multi  bool
	upsert bool
	hint   any
}

func (e *Engine) compileModification(query, change, arrayFilters any) (*modification, error) {
	m := &modification{env: updateEnv{now: e.now()}}
	var ok bool
	if m.query, ok = query.(doc); !ok {
		return nil, errf(codeTypeMismatch, "the query of an update must be an object")
	}
	filters, ok := arrayFilters.(array)
	if !ok && !isNull(arrayFilters) {
		return nil, errf(codeTypeMismatch, "arrayFilters must be an array")
	}
	var err error
	if m.filter, err = compileFilter(m.query); err != nil {
		return nil, err
	}
	if m.env.filters, err = compileArrayFilters(filters); err != nil {
		return nil, err
	}
	m.update, err = compileUpdate(change, m.env.filters)
	return m, err
}

func (e *Engine) updateCommand(r *request) (doc, error) {
	ns, err := r.namespace()
	if err != nil {
		return nil, err
	}
	list, err := r.writes("updates")
	if err != nil {
		return nil, err
	}
	var n, modified int32
	var upserted array
	failed, err := e.batch(r, len(list), func(w *write, i int) error {
		m, err := e.readUpdate(list[i])
		if err != nil {
			return err
		}
		matched, changed, id, err := w.update(r, ns, m)
		n, modified = n+matched, modified+changed
		if id != nil {
			n++
			upserted = append(upserted, doc{{"index", int32(i)}, {"_id", id}}) //nolint:gosec // at most maxWriteBatch
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	d := doc{{"n", n}, {"nModified", modified}}
	if len(upserted) > 0 {
		d = append(d, elem{"upserted", upserted})
	}
	return withErrors(d, failed), nil
}

func (e *Engine) readUpdate(d doc) (*modification, error) {
	for _, f := range d {
		switch f.key {
		case "q", "u", "multi", "upsert", "arrayFilters", "hint":
		case "collation", "c", "sort":
			return nil, refused("option " + f.key + " of an update")
		default:
			return nil, errf(codeUnknownField, "BSON field 'update.updates.%s' is an unknown field.", f.key)
		}
	}
	m, err := e.compileModification(d.value("q"), d.value("u"), d.value("arrayFilters"))
	if err != nil {
		return nil, err
	}
	m.multi, m.upsert, m.hint = truthy(d.value("multi")), truthy(d.value("upsert")), d.value("hint")
	if m.multi && m.update.replaces {
		return nil, errf(codeFailedToParse, "multi update is not supported for replacement-style update")
	}
	return m, nil
}

// update changes what matches, or inserts when asked to and nothing does; id is then what was inserted.
func (w *write) update(r *request, ns string, m *modification) (matched, changed int32, id any, err error) {
	c := w.collection(ns)
	if c != nil {
		limit := 1
		if m.multi {
			limit = 0
		}
		found, err := c.match(r, m.filter, nil, m.hint, limit)
		if err != nil {
			return 0, 0, nil, err
		}
		for _, f := range found {
			d, err := f.doc()
			if err == nil {
				d, err = m.update.run(d, &m.env)
			}
			if err != nil {
				return matched, changed, nil, err
			}
			did, err := w.replace(c, f.rec, d)
			if err != nil {
				return matched, changed, nil, err
			}
			matched++
			if did {
				changed++
			}
		}
	}
	if matched > 0 || !m.upsert {
		return matched, changed, nil, nil
	}
	d, err := w.upsert(ns, m)
	if err != nil {
		return 0, 0, nil, err
	}
	return 0, 0, d.value("_id"), nil
}

func (w *write) upsert(ns string, m *modification) (doc, error) {
	var base doc
	if m.update.replaces {
		if id := equalities(m.query, nil).value("_id"); id != nil {
			base = doc{{"_id", id}}
		}
	} else {
		base = doc{}
		for _, e := range equalities(m.query, nil) {
			set := &updateOp{name: "$set", path: splitPath(e.key), creates: true, apply: func(any, *updateEnv) (any, error) { return clone(e.val), nil }}
			if len(set.path) > maxDepth {
				return nil, errf(codeOverflow, "filter path is deeper than %d levels", maxDepth)
			}
			v, err := modify(base, set.path, 0, set, &m.env)
			if err != nil {
				return nil, err
			}
			base = v.(doc)
		}
	}
	m.env.inserting = true
	d, err := m.update.run(base, &m.env)
	if err != nil {
		return nil, err
	}
	d, raw, err := prepare(d, bson.NewObjectID)
	if err != nil {
		return nil, err
	}
	return d, w.insert(w.ensure(ns), d, raw)
}

// equalities are the fields a filter fixes to one value: what an upsert starts from.
func equalities(query, into doc) doc {
	for _, e := range query {
		if e.key == "$and" {
			list, _ := e.val.(array)
			for _, v := range list {
				if d, ok := v.(doc); ok {
					into = equalities(d, into)
				}
			}
			continue
		}
		if e.key == "" || e.key[0] == '$' {
			continue
		}
		v := e.val
		if d, ok := v.(doc); ok && isOperators(d) {
			v = nil
			if eq := d.value("$eq"); eq != nil {
				v = eq
			} else if in, ok := d.value("$in").(array); ok && len(in) == 1 {
				v = in[0]
			} else if all, ok := d.value("$all").(array); ok && len(all) == 1 {
				v = all[0]
			}
		}
		if v == nil || class(v) == classRegex {
			continue
		}
		if d, ok := v.(doc); ok && isOperators(d) {
			continue
		}
		into = into.set(e.key, v)
	}
	return into
}

func (e *Engine) deleteCommand(r *request) (doc, error) {
	ns, err := r.namespace()
	if err != nil {
		return nil, err
	}
	list, err := r.writes("deletes")
	if err != nil {
		return nil, err
	}
	var n int32
	failed, err := e.batch(r, len(list), func(w *write, i int) error {
		removed, err := w.deleteEntry(r, ns, list[i])
		n += removed
		return err
	})
	if err != nil {
		return nil, err
	}
	return withErrors(doc{{"n", n}}, failed), nil
}

func (w *write) deleteEntry(r *request, ns string, d doc) (n int32, err error) {
	for _, f := range d {
		switch f.key {
		case "q", "limit", "hint":
		case "collation":
			return 0, refused("option collation of a delete")
		default:
			return 0, errf(codeUnknownField, "BSON field 'delete.deletes.%s' is an unknown field.", f.key)
		}
	}
	q, ok := d.value("q").(doc)
	limit, whole := wholeNumber(d.value("limit"))
	if !ok || !whole || limit != 0 && limit != 1 {
		return 0, errf(codeFailedToParse, "a delete needs q, an object, and limit, 0 or 1")
	}
	filter, err := compileFilter(q)
	if err != nil {
		return 0, err
	}
	c := w.collection(ns)
	if c == nil {
		return 0, nil
	}
	found, err := c.match(r, filter, nil, d.value("hint"), int(limit))
	if err != nil {
		return 0, err
	}
	for _, f := range found {
		if err := w.remove(c, f.rec); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

func (e *Engine) findAndModify(r *request) (doc, error) {
	ns, err := r.namespace()
	if err != nil {
		return nil, err
	}
	query, err := r.document("query")
	if err != nil {
		return nil, err
	}
	sortDoc, err := r.document("sort")
	if err != nil {
		return nil, err
	}
	order, err := compileSort(sortDoc)
	if err != nil {
		return nil, err
	}
	fields, err := r.document("fields")
	if err != nil {
		return nil, err
	}
	show, err := compileProjection(fields, false)
	if err != nil {
		return nil, err
	}
	change := r.body.value("update")
	removes := r.flag("remove")
	switch {
	case removes && change != nil:
		return nil, errf(codeFailedToParse, "Cannot specify both an update and remove=true")
	case removes && r.flag("upsert"):
		return nil, errf(codeFailedToParse, "Cannot specify both upsert=true and remove=true")
	case removes && r.flag("new"):
		return nil, errf(codeFailedToParse, "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document")
	case !removes && change == nil:
		return nil, errf(codeFailedToParse, "Either an update or remove=true must be specified")
	case removes:
		change = doc{}
	}
	m, err := e.compileModification(query, change, r.body.value("arrayFilters"))
	if err != nil {
		return nil, err
	}
	m.upsert, m.hint = r.flag("upsert"), r.body.value("hint")
	var out findAndModified
	err = e.commit(func(w *write) error {
		return w.findAndModify(r, ns, m, order, removes, &out)
	})
	if err != nil {
		return nil, err
	}
	last := doc{{"n", out.n}}
	if !removes {
		last = append(last, elem{"updatedExisting", out.existing})
	}
	if out.upserted != nil {
		last = append(last, elem{"upserted", out.upserted})
	}
	var value any = bson.Null{}
	if d := out.pick(r.flag("new")); d != nil {
		if value, err = show.apply(d); err != nil {
			return nil, err
		}
	}
	return doc{{"lastErrorObject", last}, {"value", value}}, nil
}

type findAndModified struct {
	before, after doc
	n             int32
	existing      bool
	upserted      any
}

func (f *findAndModified) pick(after bool) doc {
	if after {
		return f.after
	}
	return f.before
}

func (w *write) findAndModify(r *request, ns string, m *modification, order sortKeys, removes bool, out *findAndModified) error {
	c := w.collection(ns)
	var found []found
	if c != nil {
		var err error
		if found, err = c.match(r, m.filter, order, m.hint, 1); err != nil {
			return err
		}
	}
	if len(found) == 0 {
		if !m.upsert {
			return nil
		}
		d, err := w.upsert(ns, m)
		if err != nil {
			return err
		}
		out.after, out.n, out.upserted = d, 1, d.value("_id")
		return nil
	}
	f := found[0]
	out.n = 1
	d, err := f.doc()
	if err != nil {
		return err
	}
	out.before = clone(d).(doc)
	if removes {
		return w.remove(c, f.rec)
	}
	d, err = m.update.run(d, &m.env)
	if err != nil {
		return err
	}
	if _, err := w.replace(c, f.rec, d); err != nil {
		return err
	}
	out.existing, out.after = true, d
	return nil
}

// Sweep removes the documents whose TTL index says that their time is over.
func (e *Engine) Sweep() error {
	now := e.now()
	for ns, c := range *e.published.Load() {
		for _, x := range c.indexes {
			if !x.hasTTL {
				continue
			}
			if err := e.expire(ns, x.name, bson.NewDateTimeFromTime(now)-bson.DateTime(x.ttl*1000)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (e *Engine) expire(ns, name string, before bson.DateTime) error {
	return e.commit(func(w *write) error {
		c := w.collection(ns)
		if c == nil {
			return nil
		}
		x := c.index(name)
		if x == nil {
			return nil
		}
		f := x.fields[0]
		filter, err := rangeNode("$lte")(f.name, before)
		if err != nil {
			return err
		}
		lo, hi, _ := bounds([]*fieldNode{filter.(*fieldNode)}, f, true)
		var records []uint64
		x.ascend(interval{lo, hi}, func(key string) bool {
			records = append(records, recordOf(key))
			return true
		})
		var failed []error
		for _, rec := range records {
			failed = append(failed, w.remove(c, rec))
		}
		return errors.Join(failed...)
	})
}
