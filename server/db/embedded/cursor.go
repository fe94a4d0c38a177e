package embedded

import (
	"crypto/rand"
	"encoding/binary"
	"iter"
	"slices"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
)

const (
	firstBatch    = 101
	cursorTimeout = 10 * time.Minute
	// maxBatch bounds the documents of one reply, in bytes; one document always fits.
	maxBatch = 16 << 20
)

// found is a document a query matched.
type found struct {
	rec uint64
	raw bson.Raw
	key string // what it sorts by
}

// doc is the whole document; most queries need no more than its bytes.
func (f found) doc() (doc, error) { return decode(f.raw) }

// match finds the documents that pass the filter, in order, at most limit (0: all).
func (c *collection) match(r *request, filter node, order sortKeys, hint any, limit int) ([]found, error) {
	x, err := c.hintOn(hint)
	if err != nil {
		return nil, err
	}
	p := c.choose(filter, order, x)
	read := reader(filter, order)
	var list []found
	for rec, raw := range c.documents(p) {
		if err := r.tick(); err != nil {
			return nil, err
		}
		d, err := read(raw)
		if err != nil {
			return nil, err
		}
		if !filter.match(d) {
			continue
		}
		f := found{rec: rec, raw: raw}
		if !p.sorted {
			if f.key, err = order.key(d); err != nil {
				return nil, err
			}
		}
		list = append(list, f)
		if p.sorted && limit > 0 && len(list) == limit {
			break
		}
	}
	if !p.sorted {
		slices.SortStableFunc(list, func(a, b found) int { return strings.Compare(a.key, b.key) })
		if limit > 0 {
			list = list[:min(limit, len(list))]
		}
	}
	return list, nil
}

// cursor is the rest of a result. It holds what the query saw, whatever is written later.
type cursor struct {
	id   int64
	ns   string
	next func() (bson.Raw, error, bool)
	stop func()
	held bson.Raw // fetched, and too large for the last batch
	used time.Time
	busy bool
}

func newCursor(ns string, results iter.Seq2[bson.Raw, error]) *cursor {
	next, stop := iter.Pull2(results)
	return &cursor{ns: ns, next: next, stop: stop}
}

// batch takes up to n documents; done says that there are no more.
func (c *cursor) batch(n int64) (docs array, done bool, err error) {
	docs = array{}
	size := 0
	for int64(len(docs)) < n {
		raw := c.held
		c.held = nil
		if raw == nil {
			var ok bool
			if raw, err, ok = c.next(); !ok || err != nil {
				return docs, true, err
			}
		}
		if len(docs) > 0 && size+len(raw) > maxBatch {
			c.held = raw
			return docs, false, nil
		}
		docs, size = append(docs, raw), size+len(raw)
	}
	return docs, false, nil
}

// reply sends the first batch and keeps the cursor when there is more.
func (e *Engine) firstReply(c *cursor, n int64, single bool) (doc, error) {
	docs, done, err := c.batch(n)
	if err != nil || done || single {
		c.stop()
	} else {
		e.keep(c)
	}
	if err != nil {
		return nil, err
	}
	return doc{{"cursor", doc{{"firstBatch", docs}, {"id", c.id}, {"ns", c.ns}}}}, nil
}

func (e *Engine) keep(c *cursor) {
	e.cursorsMu.Lock()
	defer e.cursorsMu.Unlock()
	for c.id == 0 || e.cursors[c.id] != nil {
		var b [8]byte
		_, _ = rand.Read(b[:]) // never fails
		c.id = int64(binary.LittleEndian.Uint64(b[:]) >> 1)
	}
	c.used = e.now()
	e.cursors[c.id] = c
}

func (e *Engine) getMore(r *request) (doc, error) {
	name, _ := r.body.value("collection").(string)
	id, ok := r.body[0].val.(int64)
	if !ok || name == "" {
		return nil, errf(codeTypeMismatch, "getMore needs a cursor id (long) and a collection")
	}
	n, err := r.number("batchSize", 0)
	if err != nil {
		return nil, err
	}
	if n == 0 {
		n = 1 << 31
	}
	e.cursorsMu.Lock()
	c := e.cursors[id]
	if c == nil || c.busy || c.ns != r.db+"."+name && !strings.HasPrefix(name, "$cmd") {
		e.cursorsMu.Unlock()
		return nil, errf(codeCursorNotFound, "cursor id %d not found", id)
	}
	c.busy = true
	e.cursorsMu.Unlock()
	docs, done, err := c.batch(n)
	e.cursorsMu.Lock()
	c.busy, c.used = false, e.now()
	if done || e.cursors[id] == nil {
		delete(e.cursors, id)
		c.stop()
		id = 0
	}
	e.cursorsMu.Unlock()
	if err != nil {
		return nil, err
	}
	return doc{{"cursor", doc{{"nextBatch", docs}, {"id", id}, {"ns", c.ns}}}}, nil
}

func (e *Engine) killCursors(r *request) (doc, error) {
	list, ok := r.body.value("cursors").(array)
	if !ok {
		return nil, errf(codeTypeMismatch, "killCursors needs an array of cursors")
	}
	killed, missing := array{}, array{}
	e.cursorsMu.Lock()
	defer e.cursorsMu.Unlock()
	for _, v := range list {
		id, _ := v.(int64)
		c := e.cursors[id]
		if c == nil {
			missing = append(missing, v)
			continue
		}
		e.forget(c)
		killed = append(killed, v)
	}
	return doc{{"cursorsKilled", killed}, {"cursorsNotFound", missing}, {"cursorsAlive", array{}}, {"cursorsUnknown", array{}}}, nil
}

// forget ends a cursor; a getMore that is using it ends it itself. cursorsMu is held.
func (e *Engine) forget(c *cursor) {
	delete(e.cursors, c.id)
	if !c.busy {
		c.stop()
	}
}

// expireCursors forgets the idle ones; at Close all go.
func (e *Engine) expireCursors() {
	e.cursorsMu.Lock()
	defer e.cursorsMu.Unlock()
	now := e.now()
	for _, c := range e.cursors {
		if now.Sub(c.used) > cursorTimeout {
			e.forget(c)
		}
	}
}

func (e *Engine) endCursors() {
	e.cursorsMu.Lock()
	defer e.cursorsMu.Unlock()
	for _, c := range e.cursors {
		e.forget(c)
	}
}
