package embedded

import (
	"bytes"
	"strings"

	"github.com/tidwall/btree"
	"go.mongodb.org/mongo-driver/v2/bson"
)

// collection is documents by record number, which is the order of insertion, and their indexes. A published collection is
// never changed: the writer changes its own and publishes copies, which share all nodes that stay the same.
type collection struct {
	id      uint64
	ns      string // database.collection
	docs    *btree.Map[uint64, bson.Raw]
	indexes []*index // the first is _id_
	last    uint64   // record number used last
}

func newCollection(id uint64, ns string) *collection {
	return &collection{id: id, ns: ns, docs: &btree.Map[uint64, bson.Raw]{}, indexes: []*index{idIndex()}}
}

// freeze is a copy for readers, cheap because it shares nodes.
func (c *collection) freeze() *collection {
	f := *c
	f.docs = c.docs.IsoCopy()
	f.indexes = make([]*index, len(c.indexes))
	for i, x := range c.indexes {
		y := *x
		y.tree = x.tree.IsoCopy()
		f.indexes[i] = &y
	}
	return &f
}

func (c *collection) index(name string) *index {
	for _, x := range c.indexes {
		if x.name == name {
			return x
		}
	}
	return nil
}

// keyChange is what one write does to one index.
type keyChange struct {
	x           *index
	add, remove []entry
	multikey    bool
}

// changes computes all index changes of replacing old (nil: none) by d (nil: none) and checks the unique ones, so that
// the write that follows cannot fail half-way.
func (c *collection) changes(rec uint64, old, d doc) ([]keyChange, error) {
	list := make([]keyChange, 0, len(c.indexes))
	for _, x := range c.indexes {
		ch := keyChange{x: x}
		var err error
		if old != nil {
			if ch.remove, _, err = x.entries(old); err != nil {
				return nil, err
			}
		}
		if d != nil {
			if ch.add, ch.multikey, err = x.entries(d); err != nil {
				return nil, err
			}
		}
		ch.cancel()
		if x.unique {
			for _, e := range ch.add {
				if x.taken(e.key, rec) {
					return nil, x.duplicate(c.ns, e.vals)
				}
			}
		}
		list = append(list, ch)
	}
	return list, nil
}

// cancel leaves out the keys that stay; both lists are sorted.
func (ch *keyChange) cancel() {
	var add, remove []entry
	i, j := 0, 0
	for i < len(ch.add) && j < len(ch.remove) {
		switch c := strings.Compare(ch.add[i].key, ch.remove[j].key); {
		case c == 0:
			i, j = i+1, j+1
		case c < 0:
			add = append(add, ch.add[i])
			i++
		default:
			remove = append(remove, ch.remove[j])
			j++
		}
	}
	ch.add, ch.remove = append(add, ch.add[i:]...), append(remove, ch.remove[j:]...)
}

func (c *collection) apply(rec uint64, list []keyChange) {
	for _, ch := range list {
		for _, e := range ch.remove {
			ch.x.tree.Delete(recordKey(e.key, rec))
		}
		for _, e := range ch.add {
			ch.x.tree.Set(recordKey(e.key, rec), struct{}{})
		}
		ch.x.multikey = ch.x.multikey || ch.multikey
	}
}

// build fills an index from the documents there are.
func (c *collection) build(x *index) error {
	var failed error
	c.docs.Scan(func(rec uint64, raw bson.Raw) bool {
		d, err := decode(raw)
		if err == nil {
			err = c.load(x, rec, d)
		}
		failed = err
		return err == nil
	})
	return failed
}

func (c *collection) load(x *index, rec uint64, d doc) error {
	list, multikey, err := x.entries(d)
	if err != nil {
		return err
	}
	for _, e := range list {
		if x.unique && x.taken(e.key, rec) {
			return x.duplicate(c.ns, e.vals)
		}
		x.tree.Set(recordKey(e.key, rec), struct{}{})
	}
	x.multikey = x.multikey || multikey
	return nil
}

// prepare gives a new document its _id and checks what is stored.
func prepare(d doc, makeID func() bson.ObjectID) (doc, bson.Raw, error) {
	if d.find("_id") < 0 {
		d = append(doc{{"_id", makeID()}}, d...)
	}
	d = idFirst(d)
	switch v := d[0].val.(type) {
	case array:
		return nil, nil, errf(codeInvalidIDField, "The '_id' value cannot be of type array")
	case bson.Regex:
		return nil, nil, errf(codeInvalidIDField, "The '_id' value cannot be of type regex")
	case bson.Undefined:
		return nil, nil, errf(codeInvalidIDField, "The '_id' value cannot be of type undefined")
	case doc:
		for _, e := range v {
			if strings.HasPrefix(e.key, "$") {
				return nil, nil, errf(codeDollarPrefixedFieldName, "_id fields may not contain '$'-prefixed fields: %s is not valid for storage.", e.key)
			}
		}
	}
	raw := encode(d)
	return d, raw, checkSize(d, raw)
}

func checkSize(d doc, raw bson.Raw) error {
	if len(raw) > maxDocument {
		return errf(codeDocumentTooLarge, "object to insert too large. size in bytes: %d, max size: %d", len(raw), maxDocument)
	}
	if depth(d) > maxStoredDepth {
		return errf(codeOverflow, "document is nested deeper than %d levels", maxStoredDepth)
	}
	return nil
}

func depth(v any) int {
	deepest := 0
	switch v := v.(type) {
	case doc:
		for i := range v {
			deepest = max(deepest, depth(v[i].val))
		}
	case array:
		for i := range v {
			deepest = max(deepest, depth(v[i]))
		}
	default:
		return 0
	}
	return deepest + 1
}

// insert stores a prepared document.
func (w *write) insert(c *collection, d doc, raw bson.Raw) error {
	rec := c.last + 1
	list, err := c.changes(rec, nil, d)
	if err != nil {
		return err
	}
	c.last = rec
	c.docs.Set(rec, raw)
	c.apply(rec, list)
	w.put(c, rec, raw)
	return nil
}

// replace stores a document in place of the one a record holds; it reports whether anything changed.
func (w *write) replace(c *collection, rec uint64, d doc) (bool, error) {
	oldRaw, _ := c.docs.Get(rec)
	raw := encode(d)
	if bytes.Equal(raw, oldRaw) {
		return false, nil
	}
	if err := checkSize(d, raw); err != nil {
		return false, err
	}
	old, err := decode(oldRaw)
	if err != nil {
		return false, err
	}
	list, err := c.changes(rec, old, d)
	if err != nil {
		return false, err
	}
	c.docs.Set(rec, raw)
	c.apply(rec, list)
	w.put(c, rec, raw)
	return true, nil
}

func (w *write) remove(c *collection, rec uint64) error {
	raw, ok := c.docs.Get(rec)
	if !ok {
		return nil
	}
	d, err := decode(raw)
	if err != nil {
		return err
	}
	list, err := c.changes(rec, d, nil)
	if err != nil {
		return err
	}
	c.docs.Delete(rec)
	c.apply(rec, list)
	w.del(c, rec)
	return nil
}
