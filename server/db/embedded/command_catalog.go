package embedded

import (
	"maps"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

func (e *Engine) listDatabases(r *request) (doc, error) {
	filter, err := r.filter()
	if err != nil {
		return nil, err
	}
	sizes := make(map[string]int64)
	for ns, c := range *e.published.Load() {
		db, _, _ := strings.Cut(ns, ".")
		sizes[db] += int64(c.docs.Len())
	}
	list := array{}
	for _, db := range slices.Sorted(maps.Keys(sizes)) {
		d := doc{{"name", db}, {"sizeOnDisk", sizes[db]}, {"empty", sizes[db] == 0}}
		if !filter.match(d) {
			continue
		}
		if r.flag("nameOnly") {
			d = d[:1]
		}
		list = append(list, d)
	}
	return doc{{"databases", list}}, nil
}

func (r *request) filter() (node, error) {
	d, err := r.document("filter")
	if err != nil {
		return nil, err
	}
	return compileFilter(d)
}

func (e *Engine) listCollections(r *request) (doc, error) {
	filter, err := r.filter()
	if err != nil {
		return nil, err
	}
	snap := *e.published.Load()
	var list []doc
	for _, ns := range slices.Sorted(maps.Keys(snap)) {
		db, name, _ := strings.Cut(ns, ".")
		if db != r.db {
			continue
		}
		d := doc{
			{"name", name},
			{"type", "collection"},
			{"options", doc{}},
			{"info", doc{{"readOnly", false}}},
			{"idIndex", snap[ns].indexes[0].spec()},
		}
		if !filter.match(d) {
			continue
		}
		if r.flag("nameOnly") {
			d = d[:2]
		}
		list = append(list, d)
	}
	return e.listReply(r, r.db+".$cmd.listCollections", list)
}

func (e *Engine) listReply(r *request, ns string, list []doc) (doc, error) {
	options, err := r.document("cursor")
	if err != nil {
		return nil, err
	}
	n, ok := wholeNumber(options.value("batchSize"))
	if !ok || n < 0 {
		n = 1 << 31
	}
	return e.firstReply(newCursor(ns, func(yield func(bson.Raw, error) bool) {
		for _, d := range list {
			if !yield(encode(d), nil) {
				return
			}
		}
	}), n, false)
}

func (e *Engine) listIndexes(r *request) (doc, error) {
	ns, err := r.namespace()
	if err != nil {
		return nil, err
	}
	c := (*e.published.Load())[ns]
	if c == nil {
		return nil, errf(codeNamespaceNotFound, "ns does not exist: %s", ns)
	}
	list := make([]doc, len(c.indexes))
	for i, x := range c.indexes {
		list[i] = x.spec()
	}
	return e.listReply(r, ns, list)
}

func (e *Engine) createIndexes(r *request) (doc, error) {
	ns, err := r.namespace()
	if err != nil {
		return nil, err
	}
	specs, err := r.list("indexes")
	if err != nil {
		return nil, err
	}
	if len(specs) == 0 {
		return nil, errf(codeBadValue, "Must specify at least one index to create")
	}
	list := make([]*index, len(specs))
	for i, s := range specs {
		if list[i], err = newIndex(s); err != nil {
			return nil, err
		}
	}
	var before, after int
	created := false
	err = e.commit(func(w *write) error {
		c := w.collection(ns)
		created = c == nil
		c = w.ensure(ns)
		before = len(c.indexes)
		err := w.addIndexes(c, list)
		after = len(c.indexes)
		return err
	})
	if err != nil {
		return nil, err
	}
	d := doc{{"numIndexesBefore", int32(before)}, {"numIndexesAfter", int32(after)}, {"createdCollectionAutomatically", created}} //nolint:gosec // at most maxIndexes
	if before == after {
		d = append(d, elem{"note", "all indexes already exist"})
	}
	return d, nil
}

// addIndexes builds those that are new; on an error none is added.
func (w *write) addIndexes(c *collection, list []*index) error {
	have := slices.Clone(c.indexes)
	for _, x := range list {
		same, err := conflict(have, x)
		if err != nil {
			return err
		}
		if same {
			continue
		}
		if len(have) == maxIndexes {
			return errf(codeCannotCreateIndex, "add index fails, too many indexes for %s", c.ns)
		}
		if err := c.build(x); err != nil {
			return err
		}
		have = append(have, x)
	}
	if len(have) > len(c.indexes) {
		c.indexes = have
		w.catalog(c)
	}
	return nil
}

const maxIndexes = 64

// conflict compares with the indexes there are: the same is nothing to do, half the same is an error.
func conflict(have []*index, x *index) (same bool, err error) {
	if x.name == "_id_" || compareDocs(x.keys, doc{{"_id", int32(1)}}) == 0 {
		if compareDocs(x.keys, have[0].keys) == 0 {
			return true, nil // whatever name was asked for
		}
		return false, errf(codeBadValue, "The index name '_id_' is reserved for the _id index")
	}
	for _, y := range have {
		equal := y.signature() == x.signature()
		switch {
		case y.name == x.name && equal:
			if y.hasTTL != x.hasTTL || y.ttl != x.ttl {
				return false, errf(codeIndexOptionsConflict, "An equivalent index already exists with the same name but different options: %s", x.name)
			}
			return true, nil
		case y.name == x.name:
			return false, errf(codeIndexKeySpecsConflict, "An existing index has the same name as the requested index but other keys or options: %s", x.name)
		case equal:
			return false, errf(codeIndexOptionsConflict, "Index already exists with a different name: %s", y.name)
		}
	}
	return false, nil
}

func (e *Engine) dropIndexes(r *request) (doc, error) {
	ns, err := r.namespace()
	if err != nil {
		return nil, err
	}
	before := 0
	err = e.commit(func(w *write) error {
		c := w.collection(ns)
		if c == nil {
			return errf(codeNamespaceNotFound, "ns not found %s", ns)
		}
		before = len(c.indexes)
		keep, err := c.without(r.body.value("index"))
		if err != nil {
			return err
		}
		if len(keep) < before {
			c.indexes = keep
			w.catalog(c)
		}
		return nil
	})
	return doc{{"nIndexesWas", int32(before)}}, err
}

// without is the indexes that stay when those a dropIndexes names go.
func (c *collection) without(which any) ([]*index, error) {
	var names []string
	switch v := which.(type) {
	case string:
		if v == "*" {
			return slices.Clone(c.indexes[:1]), nil
		}
		names = []string{v}
	case array:
		for _, n := range v {
			s, ok := n.(string)
			if !ok {
				return nil, errf(codeTypeMismatch, "dropIndexes needs index names")
			}
			names = append(names, s)
		}
	case doc:
		i := slices.IndexFunc(c.indexes, func(x *index) bool { return compareDocs(x.keys, v) == 0 })
		if i < 0 {
			return nil, errf(codeIndexNotFound, "can't find index with key: %s", show(v))
		}
		names = []string{c.indexes[i].name}
	default:
		return nil, errf(codeTypeMismatch, "dropIndexes needs a name, names, or a key pattern")
	}
	keep := slices.Clone(c.indexes)
	for _, n := range names {
		if n == "_id_" {
			return nil, errf(codeInvalidOptions, "cannot drop _id index")
		}
		i := slices.IndexFunc(keep, func(x *index) bool { return x.name == n })
		if i < 0 {
			return nil, errf(codeIndexNotFound, "index not found with name [%s]", n)
		}
		keep = slices.Delete(keep, i, i+1)
	}
	return keep, nil
}

func (e *Engine) create(r *request) (doc, error) {
	ns, err := r.namespace()
	if err != nil {
		return nil, err
	}
	return doc{}, e.commit(func(w *write) error {
		if w.collection(ns) != nil {
			return errf(codeNamespaceExists, "Collection already exists. NS: %s", ns)
		}
		w.ensure(ns)
		return nil
	})
}

func (e *Engine) drop(r *request) (doc, error) {
	ns, err := r.namespace()
	if err != nil {
		return nil, err
	}
	n := 0
	err = e.commit(func(w *write) error {
		c := w.collection(ns)
		if c == nil {
			return errf(codeNamespaceNotFound, "ns not found")
		}
		n = len(c.indexes)
		w.drop(c)
		return nil
	})
	return doc{{"nIndexesWas", int32(n)}, {"ns", ns}}, err
}

func (e *Engine) dropDatabase(r *request) (doc, error) {
	err := e.commit(func(w *write) error {
		for _, ns := range slices.Sorted(maps.Keys(w.e.working)) {
			if strings.HasPrefix(ns, r.db+".") {
				w.drop(w.collection(ns))
			}
		}
		return nil
	})
	return doc{{"dropped", r.db}}, err
}
