package embedded

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"runtime"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// snapshot is what readers see: the state after a commit that is on the disk.
type snapshot map[string]*collection

// write is a writer's turn: it holds the engine's lock, changes the working collections and collects what goes to disk.
type write struct {
	e *Engine
}

// group is the writes that share one transaction of the data file.
type group struct {
	changes []change
	dirty   map[string]bool // namespaces
	done    chan struct{}
	err     error // set before done is closed
}

func newGroup() *group { return &group{dirty: make(map[string]bool), done: make(chan struct{})} }

var errShutdown = errf(codeInterruptedAtShutdown, "the embedded database is closing")

// commit runs fn alone among writers and returns when everything it wrote is on the disk and visible to readers. fn's
// own error does not undo what it wrote before: each document's write is whole or not at all.
func (e *Engine) commit(fn func(w *write) error) error {
	e.mu.Lock()
	if e.closed {
		e.mu.Unlock()
		return errShutdown
	}
	if e.broken != nil {
		e.mu.Unlock()
		return e.broken
	}
	err := fn(&write{e})
	g := e.group
	if len(g.changes) == 0 {
		// Nothing of ours; but the answer may rest on what is on its way to the disk, and must not come before it.
		if g = e.inFlight; g == nil {
			e.mu.Unlock()
			return err
		}
	}
	if e.storage == nil {
		e.publish(e.freeze(g))
		e.group = newGroup()
		e.mu.Unlock()
		return err
	}
	e.mu.Unlock()
	select {
	case e.wake <- struct{}{}:
	default:
	}
	<-g.done
	if g.err != nil {
		return g.err
	}
	return err
}

// freeze makes the next snapshot from the published one and the collections a group changed; e.mu is held.
func (e *Engine) freeze(g *group) snapshot {
	next := maps.Clone(*e.published.Load())
	for ns := range g.dirty {
		if c := e.working[ns]; c != nil {
			next[ns] = c.freeze()
		} else {
			delete(next, ns)
		}
	}
	return next
}

func (e *Engine) publish(s snapshot) { e.published.Store(&s) }

// committer takes whatever has gathered while the last transaction was written, and writes it as one.
func (e *Engine) committer() {
	defer e.wait.Done()
	for {
		select {
		case <-e.wake:
			runtime.Gosched() // whoever is ready to run may be about to write: a tenth fewer transactions on a busy machine
			e.flush()
		case <-e.stop:
			e.flush() // nobody can add to it any more
			return
		}
	}
}

func (e *Engine) flush() {
	e.mu.Lock()
	g := e.group
	if len(g.changes) == 0 {
		e.mu.Unlock()
		return
	}
	e.group, e.inFlight = newGroup(), g
	next := e.freeze(g)
	g.err = asError(e.broken)
	e.mu.Unlock()
	if g.err == nil {
		if err := e.storage.commit(g.changes); err != nil {
			g.err = e.fail(err)
		} else {
			e.publish(next)
		}
	}
	e.mu.Lock()
	e.inFlight = nil
	e.mu.Unlock()
	close(g.done)
}

func asError(e *commandError) error {
	if e == nil {
		return nil
	}
	return e
}

// fail ends writing: after a failed write or fsync nobody knows what the disk holds, so only a restart may decide. Reading
// goes on with what was committed before.
func (e *Engine) fail(err error) error {
	e.logger.Error("data file cannot be written; the database is read-only until restart", slog.Any("error", err))
	e.mu.Lock()
	defer e.mu.Unlock()
	e.broken = errf(codeFileStreamFailed, "the data file cannot be written (%v); the database is read-only until restart", err)
	return e.broken
}

func (w *write) record(c *collection, ch change) {
	ch.collection = c.id
	g := w.e.group
	g.changes = append(g.changes, ch)
	g.dirty[c.ns] = true
}

func (w *write) put(c *collection, rec uint64, raw bson.Raw) {
	w.record(c, change{kind: changePut, rec: rec, data: raw})
}

func (w *write) del(c *collection, rec uint64) {
	w.record(c, change{kind: changeDelete, rec: rec})
}

// catalog stores a collection's name and indexes.
func (w *write) catalog(c *collection) {
	w.record(c, change{kind: changeCatalog, name: c.ns, data: c.catalogEntry()})
}

// collection finds a collection to write to.
func (w *write) collection(ns string) *collection { return w.e.working[ns] }

// ensure is collection, created when missing.
func (w *write) ensure(ns string) *collection {
	if c := w.e.working[ns]; c != nil {
		return c
	}
	w.e.lastID++
	c := newCollection(w.e.lastID, ns)
	w.e.working[ns] = c
	w.catalog(c)
	return c
}

func (w *write) drop(c *collection) {
	delete(w.e.working, c.ns)
	w.record(c, change{kind: changeDrop, name: c.ns})
}

// isCommandError finds a command error in a chain.
func isCommandError(err error) (*commandError, bool) {
	ce, ok := errors.AsType[*commandError](err)
	return ce, ok
}

func asCommandError(err error) *commandError {
	if ce, ok := isCommandError(err); ok {
		return ce
	}
	return errf(codeInternal, "%s", fmt.Sprint(err))
}
