package ledger

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
)

// heap is what a state keeps alive, in bytes; it is kept alive until it was measured.
func heap(keep any) int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	runtime.KeepAlive(keep)
	return int64(m.HeapAlloc) //nolint:gosec // far from the bound
}

// past is a ledger with orders that lived from import to the end, ten commands each, at 1,000,000.
type past struct {
	t testing.TB
	w *Writer
	n int
}

func newPast(t testing.TB, keys int) *past {
	t.Helper()
	p := &past{t: t, w: NewWriter("test", func() Key { return Key{1} }, nil)}
	p.w.state = NewStateKeeping(keys)
	p.w.Next(1)
	p.w.Read(nil, nil)
	p.give(1_000_000, Command{Type: SetPolicy, Actor: actors[Timer], Limits: []Limit{{"CNY", 1 << 40, 1 << 40}}})
	p.done(1_000_000)
	return p
}

func (p *past) give(now int64, c Command) {
	p.n++
	c.Key = NewKey("past", fmt.Sprint(p.n))
	p.w.Submit(c, func(out Outcome, err error) {
		if err != nil || !out.OK {
			p.t.Errorf("%s: %s %v", c.Type, out.Why, err)
		}
	})
	if p.w.Waiting() == MaxEntries {
		p.done(now)
	}
}

// done puts what waits into a block.
func (p *past) done(now int64) {
	for p.w.Waiting() > 0 {
		p.w.Next(now)
		p.w.Appended(nil)
	}
}

func (p *past) live(orders int) {
	for _, step := range lifeSteps() {
		for i := range orders {
			c := step
			c.Order = fmt.Sprintf("ord_%d", i)
			if c.Terms != nil {
				c.Terms = terms(1000, 2000)
			}
			p.give(1_000_000, c)
		}
		p.done(1_000_000)
	}
}

func (p *past) archive() {
	const now = 1_000_000 + ArchiveAfter + 1
	ids := p.w.state.Archivable(now, 1<<30)
	for some := range slices.Chunk(ids, MaxArchived) {
		p.give(now, Archive(some))
	}
	p.done(now)
}

func lifeSteps() []Command {
	return []Command{
		{Type: ImportOrder, Actor: actors[Timer], Terms: terms(1)},
		{Type: BookReceipt, Actor: actors[Rail], Amount: 3030, Currency: "CNY", Rail: "sandbox", Ref: "e2e"},
		{Type: ShipMilestone, Actor: actors[Seller], Milestone: "m1", Version: 2},
		{Type: DeliverGoods, Actor: actors[Buyer], Milestone: "m1", Version: 3},
		{Type: AcceptMilestone, Actor: actors[Buyer], Milestone: "m1", Version: 4},
		{Type: Release, Actor: actors[Timer], Milestone: "m1"},
		{Type: ShipMilestone, Actor: actors[Seller], Milestone: "m2", Version: 6},
		{Type: DeliverGoods, Actor: actors[Buyer], Milestone: "m2", Version: 7},
		{Type: AcceptMilestone, Actor: actors[Buyer], Milestone: "m2", Version: 8},
		{Type: Release, Actor: actors[Timer], Milestone: "m2"},
	}
}

// TestWhatIsOverTakesLittleMemory is trap 14 of the design: what a ledger keeps in memory grows with what is going on, and with
// what is over by a print of eight bytes and the room that slices leave.
func TestWhatIsOverTakesLittleMemory(t *testing.T) {
	const orders = 4000
	p := newPast(t, 0)
	w := p.w
	before := heap(w)
	p.live(orders)
	ended := heap(w)
	p.archive()
	if w.state.Archived() != orders || len(w.state.books.Orders)+len(w.state.books.Trails) > 0 {
		t.Fatalf("%d of %d orders are archived, %d are left", w.state.Archived(), orders, len(w.state.books.Orders))
	}
	all := w.state.books.Keys
	w.state.books.Accounts, w.state.books.Orders, w.state.books.Trails = copied(w.state.books.Accounts), copied(w.state.books.Orders), copied(w.state.books.Trails)
	archived := heap(w)
	keys := int64(len(all.Of))
	few := newOutcomes()
	for _, k := range all.keys() {
		out, _ := all.find(k)
		few.put(k, out, window{keys: 100, bits: 64})
	}
	both := heap([]any{w, &few})
	cold := both - archived
	w.state.books.Keys, all = few, outcomes{}
	without := heap(w)
	hot := both - without
	t.Logf("an ended order of two milestones takes %d bytes besides its %d keys, an archived one %d; a key at hand takes %d, an old one %d",
		(ended-before-hot)/orders, len(lifeSteps()), (archived-before-hot)/orders, hot/keys, cold/keys)
	if was, is := (ended-before-hot)/orders, (archived-before-hot)/orders; is > 64 || was < 10*is {
		t.Errorf("an archived order takes %d bytes, one that has ended %d", is, was)
	}
	if hot/keys < 64 || cold/keys > 20 {
		t.Errorf("an old key takes %d bytes, one at hand %d", cold/keys, hot/keys)
	}
	runtime.KeepAlive(all)
}

// copied is a map without the room of what was deleted, which a busy ledger fills again.
func copied[K comparable, V any](m map[K]V) map[K]V {
	c := make(map[K]V, len(m))
	for k, v := range m {
		c[k] = v
	}
	return c
}

func (o *outcomes) keys() []Key {
	all := make([]Key, 0, len(o.Of))
	for k := range o.Of {
		all = append(all, k)
	}
	return all
}

// BenchmarkStartFromASnapshot reads the snapshot of 20,000 orders that have ended: all of it at hand, and with the orders in the
// archive and a tenth of their keys in the window.
func BenchmarkStartFromASnapshot(b *testing.B) {
	const orders = 20_000
	for _, old := range []bool{false, true} {
		p, name := newPast(b, 0), "at hand"
		if old {
			p, name = newPast(b, orders), "archived"
		}
		p.live(orders)
		if old {
			p.archive()
		}
		data, err := p.w.state.Snapshot()
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := restore(data, p.w.state.window); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(data))/orders, "snapshot-B/order")
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/orders, "µs/order")
		})
	}
}

// BenchmarkPrints asks for keys that were never there among a year of old ones.
func BenchmarkPrints(b *testing.B) {
	var p prints
	w := window{bits: 64}
	for i := range 1_600_000 {
		v := uint64(i) * 0x9e3779b97f4a7c15 //nolint:gosec // spread evenly
		p.add(v)
	}
	keys := make([]Key, 1<<16)
	for i := range keys {
		keys[i] = NewKey(fmt.Sprint(i))
	}
	n := 0
	b.ResetTimer()
	for b.Loop() {
		if n++; p.has(w.print(keys[n%len(keys)])) {
			b.Fatal("it is there")
		}
	}
}
