package embedded

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// run sends a command to the engine without a connection.
func run(e *Engine, d doc) doc { return e.answer(&message{body: append(d, elem{"$db", "test"})}, 1) }

func opened(t *testing.T, o Options) *Engine {
	t.Helper()
	e, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

func insertOf(ids ...int) doc {
	list := array{}
	for _, id := range ids {
		list = append(list, doc{{"_id", int32(id)}})
	}
	return doc{{"insert", "c"}, {"documents", list}}
}

func TestAfterAFailedCommitTheEngineReadsOnly(t *testing.T) {
	e := opened(t, Options{Dir: t.TempDir()})
	if a := run(e, insertOf(1)); a.value("n") != int32(1) {
		t.Fatalf("insert: %v", a)
	}
	if err := e.storage.bolt.Close(); err != nil { // from here on every commit fails
		t.Fatal(err)
	}
	for range 2 {
		if a := run(e, insertOf(2)); a.value("code") != codeFileStreamFailed {
			t.Fatalf("a write that is on no disk was answered %v", a)
		}
	}
	if a := run(e, doc{{"count", "c"}}); a.value("n") != int32(1) {
		t.Fatalf("readers see %v", a)
	}
}

func TestWritersShareOneTransaction(t *testing.T) {
	e := opened(t, Options{Dir: t.TempDir()})
	run(e, insertOf(0))
	pages := func() int64 {
		stats := e.storage.bolt.Stats()
		return stats.TxStats.GetWrite()
	}
	before := pages()
	e.mu.Lock() // everybody queues
	const n = 50
	answers := make(chan doc, n)
	for i := range n {
		go func() { answers <- run(e, insertOf(i+1)) }()
	}
	e.mu.Unlock()
	for range n {
		if a := <-answers; a.value("n") != int32(1) {
			t.Errorf("insert: %v", a)
		}
	}
	alone := int64(4) // pages a transaction of one document writes at least: leaf, root, free list, header
	if writes := pages() - before; writes >= n*alone {
		t.Errorf("%d writers made %d page writes", n, writes)
	}
}

func TestNobodySeesWhatIsNotOnTheDisk(t *testing.T) {
	e := opened(t, Options{Dir: t.TempDir()})
	run(e, insertOf(1))
	e.mu.Lock()
	w := &write{e}
	d, raw, err := prepare(doc{{"_id", int32(2)}}, nil)
	if err == nil {
		err = w.insert(w.ensure("test.c"), d, raw)
	}
	e.mu.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	if a := run(e, doc{{"count", "c"}}); a.value("n") != int32(1) {
		t.Fatalf("readers see %v before the commit", a)
	}
	if a := run(e, insertOf(2)); a.value("writeErrors") == nil { // refused because of it, so answered after it
		t.Fatalf("inserted twice: %v", a)
	}
	if a := run(e, doc{{"count", "c"}}); a.value("n") != int32(2) {
		t.Fatalf("after an answer that rests on the commit readers see %v", a)
	}
}

func TestMaxTimeEndsALongSearch(t *testing.T) {
	e := opened(t, Options{})
	for i := range 10 {
		ids := make([]int, 1000)
		for j := range ids {
			ids[j] = i*1000 + j
		}
		run(e, insertOf(ids...))
	}
	r := &request{name: "count", db: "test", body: doc{{"count", "c"}, {"query", doc{{"a", int32(1)}}}}, deadline: time.Now().Add(-time.Second)}
	if _, err := e.count(r); err == nil || asCommandError(err).code != codeMaxTimeMSExpired {
		t.Fatalf("it took its time: %v", err)
	}
}

func TestThePlannerUsesIndexes(t *testing.T) {
	e := opened(t, Options{})
	spec := func(name string, keys doc, more ...elem) doc {
		return append(doc{{"key", keys}, {"name", name}}, more...)
	}
	run(e, doc{{"createIndexes", "c"}, {"indexes", array{
		spec("ab", doc{{"a", int32(1)}, {"b", int32(-1)}}),
		spec("c", doc{{"c", int32(1)}}),
		spec("p", doc{{"p", int32(1)}}, elem{"partialFilterExpression", doc{{"p.0", doc{{"$exists", true}}}}}),
		spec("s", doc{{"s", int32(1)}}, elem{"sparse", true}),
	}}})
	list := array{}
	for i := range 200 {
		list = append(list, doc{
			{"_id", int32(i)}, {"a", int32(i % 10)}, {"b", int32(i)}, {"c", array{int32(i), int32(i + 1)}}, {"p", array{fmt.Sprint(i)}}, {"s", int32(i)},
		})
	}
	run(e, doc{{"insert", "c"}, {"documents", list}})
	c := (*e.published.Load())["test.c"]
	rows := []struct {
		name     string
		filter   doc
		order    doc
		index    string
		most     int // documents looked at
		unsorted bool
	}{
		{"by _id", doc{{"_id", int32(5)}, {"a", int32(5)}}, nil, "_id_", 1, false},
		{"equality, then a range", doc{{"a", int32(3)}, {"b", doc{{"$gte", int32(150)}}}}, nil, "ab", 5, false},
		{"a range", doc{{"a", doc{{"$gt", int32(7)}, {"$lt", int32(9)}}}}, nil, "ab", 60, false},
		{"equality, sorted by the rest", doc{{"a", int32(3)}}, doc{{"b", int32(1)}}, "ab", 20, false},
		{"sorted by something else", doc{{"a", int32(3)}}, doc{{"c", int32(1)}}, "ab", 20, true},
		{"sort alone", doc{}, doc{{"a", int32(-1)}, {"b", int32(1)}}, "ab", 200, false},
		{"$in of two", doc{{"a", doc{{"$in", array{int32(1), int32(2)}}}}}, nil, "ab", 40, false},
		{"an element of an array", doc{{"c", int32(50)}}, nil, "c", 2, false},
		{"partial, when its condition is asked for", doc{{"p", "7"}, {"p.0", doc{{"$exists", true}}}}, nil, "p", 1, false},
		{"partial, when it is not", doc{{"p", "7"}}, nil, "", 200, false},
		{"sparse, for a value", doc{{"s", int32(7)}}, nil, "s", 1, false},
		{"sparse, for null", doc{{"s", nil}}, nil, "", 200, false},
		{"nothing fits", doc{{"z", int32(1)}}, nil, "", 200, false},
		{"$or by branches", doc{{"$or", array{doc{{"a", int32(3)}}, doc{{"_id", int32(9)}}}}}, nil, "", 21, false},
		{"$or by branches although an index has the order", doc{{"$or", array{doc{{"a", int32(3)}}, doc{{"_id", int32(9)}}}}}, doc{{"_id", int32(1)}}, "", 21, true},
		{"$or of which a branch has no index", doc{{"$or", array{doc{{"a", int32(3)}}, doc{{"z", int32(9)}}}}}, doc{{"_id", int32(1)}}, "_id_", 200, false},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			filter, err := compileFilter(r.filter)
			if err != nil {
				t.Fatal(err)
			}
			order, err := compileSort(r.order)
			if err != nil {
				t.Fatal(err)
			}
			p := c.choose(filter, order, nil)
			name := ""
			if p.x != nil {
				name = p.x.name
			}
			looked := 0
			for range c.documents(p) {
				looked++
			}
			if name != r.index || looked > r.most || p.sorted == r.unsorted {
				t.Errorf("index %q, %d documents looked at, sorted %t", name, looked, p.sorted)
			}
			if slices.ContainsFunc(p.intervals, func(i interval) bool { return i.hi != "" && i.lo >= i.hi }) {
				t.Errorf("an empty interval in %q", p.intervals)
			}
		})
	}
}

func TestAnAnswerWaitsForTheWriteItRestsOn(t *testing.T) {
	e := opened(t, Options{Dir: t.TempDir()})
	run(e, insertOf(1))
	blocker, err := e.storage.bolt.Begin(true) // the disk is slow
	if err != nil {
		t.Fatal(err)
	}
	first, second := make(chan doc, 1), make(chan doc, 1)
	go func() { first <- run(e, insertOf(2)) }()
	writing := func() bool {
		e.mu.Lock()
		defer e.mu.Unlock()
		return e.inFlight != nil
	}
	for deadline := time.Now().Add(5 * time.Second); !writing(); {
		if time.Now().After(deadline) {
			t.Fatal("the first write is not on its way")
		}
	}
	go func() { second <- run(e, insertOf(2)) }()
	select {
	case a := <-second:
		t.Errorf("answered %v before the disk had what it rests on", a)
	case <-time.After(100 * time.Millisecond): // long enough for an answer that waits for nothing
	}
	if err := blocker.Rollback(); err != nil {
		t.Fatal(err)
	}
	if a := <-first; a.value("n") != int32(1) {
		t.Errorf("the first: %v", a)
	}
	if !t.Failed() {
		if a := <-second; a.value("writeErrors") == nil {
			t.Errorf("the second: %v", a)
		}
	}
}
