package ledger

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

// little is an engine whose window is so small that keys leave it at once.
func little(t *testing.T, log Log, keys int) *Engine {
	t.Helper()
	e, err := Open(t.Context(), log, Options{
		Writer: "test", Now: func() time.Time { return time.UnixMilli(1_000_000) }, Logger: slog.New(slog.DiscardHandler), Start: NewStateKeeping(keys),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Close)
	return e
}

func drafted(n int) Command {
	id := fmt.Sprintf("ord_%d", n)
	return Command{Key: NewKey("draft", id), Type: ImportOrder, Actor: actors[Timer], Order: id, Terms: terms(1000)}
}

// asking is a log that counts look-ups and fails the first few of them.
type asking struct {
	memory
	asked, fail atomic.Int64
}

func (a *asking) WithKeys(ctx context.Context, keys []Key, seen int64) ([]Block, error) {
	a.asked.Add(1)
	if a.fail.Add(-1) >= 0 {
		return nil, errors.New("connection lost")
	}
	return a.memory.WithKeys(ctx, keys, seen)
}

func TestWhatWasAskedLongAgoHasTheSameAnswer(t *testing.T) {
	log := &asking{}
	e := little(t, log, 5)
	first := make([]Outcome, 50)
	for i := range first {
		var err error
		if first[i], err = e.Do(t.Context(), drafted(i)); err != nil {
			t.Fatal(err)
		}
	}
	if n := log.asked.Load(); n != 0 {
		t.Fatalf("%d look-ups for new commands", n)
	}
	for i, want := range first {
		log.fail.Store(int64(i % 3))
		if out, err := e.Do(t.Context(), drafted(i)); err != nil || out != want {
			t.Fatalf("the answer was %+v and is now %+v, %v", want, out, err)
		}
		log.fail.Store(0)
		if out, known, err := e.Outcome(t.Context(), drafted(i).Key); err != nil || !known || out != want {
			t.Fatalf("the answer was %+v, looked up it is %+v %v, %v", want, out, known, err)
		}
	}
	other := drafted(3)
	other.Terms = terms(2000)
	if _, err := e.Do(t.Context(), other); !errors.Is(err, ErrKeyReused) {
		t.Fatalf("another command under an old key: %v", err)
	}
	if _, known, err := e.Outcome(t.Context(), NewKey("nobody's")); known || err != nil {
		t.Fatalf("a key nobody used is known: %v", err)
	}
	if r, _, err := Verify(t.Context(), log); err != nil || r.Entries != 50 {
		t.Fatalf("%d entries, %v", r.Entries, err)
	}
}

func TestAnOldKeyThatCannotBeLookedUpHoldsUpNobodyElse(t *testing.T) {
	log := &asking{}
	e := little(t, log, 1)
	for i := range 9 {
		if _, err := e.Do(t.Context(), drafted(i)); err != nil {
			t.Fatal(err)
		}
	}
	log.fail.Store(1 << 40)
	ctx, cancel := context.WithCancel(t.Context())
	old := make(chan error, 1)
	go func() {
		_, err := e.Do(ctx, drafted(0))
		old <- err
	}()
	for log.asked.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	for i := 9; i < 12; i++ {
		if _, err := e.Do(t.Context(), drafted(i)); err != nil {
			t.Fatal(err)
		}
	}
	cancel()
	if err := <-old; !errors.Is(err, ErrUnknown) {
		t.Fatalf("who could not be answered heard %v", err)
	}
}

// TestALogThatRepeatsAnOldKeyIsBroken is invariant I5 for keys that were forgotten, in every way a log is replayed.
func TestALogThatRepeatsAnOldKeyIsBroken(t *testing.T) {
	log := &memory{}
	e := little(t, log, 3)
	for i := range 20 {
		if _, err := e.Do(t.Context(), drafted(i)); err != nil {
			t.Fatal(err)
		}
	}
	forged := log.blocks[19]
	again := forged.Entries[0]
	again.Order, again.Key = "ord_again", drafted(2).Key
	again.Moves = []Move{{"o", "ord_again", "", AwaitingFunds}}
	last := log.blocks[19]
	b := Block{Header: Header{Seq: 21, V: 1, Time: last.Time, Writer: "forger", Prev: last.Hash}, Entries: []Entry{again}}
	leaves, _ := b.leaves()
	b.seal(leaves)
	sound := log.blocks
	log.mu.Lock()
	log.blocks = slices.Concat(sound, []Block{b})
	log.mu.Unlock()

	if err := e.Sync(t.Context()); !errors.Is(err, ErrHalted) || !errors.Is(err, ErrBroken) {
		t.Errorf("an engine that reads it says %v", err)
	}
	for _, keys := range []int{0, 1, 3, 7} {
		if err := NewStateKeeping(keys).follow(t.Context(), log, 0, nil); !errors.Is(err, ErrBroken) {
			t.Errorf("a replay that keeps %d keys says %v", keys, err)
		}
	}
	s := NewStateKeeping(3)
	for _, block := range sound[:20] {
		if _, err := s.Replay(block); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Replay(b); !errors.Is(err, ErrNotLookedUp) {
		t.Errorf("replayed alone: %v", err)
	}
	if err := s.Advance(t.Context(), log, b.Seq); !errors.Is(err, ErrBroken) {
		t.Errorf("replayed with the log at hand: %v", err)
	}
}

func TestASnapshotHoldsThePrintsOfOldKeys(t *testing.T) {
	blocks := sample(t, 9)
	for _, w := range []window{{keys: 7, bits: 64}, {keys: 20, bits: 5}} {
		log, s := &memory{blocks: blocks}, newState(w)
		for i, b := range blocks {
			if err := s.Advance(t.Context(), log, b.Seq); err != nil {
				t.Fatal(err)
			}
			if i%9 != 0 {
				continue
			}
			data, err := s.Snapshot()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := restore(data, window{keys: w.keys + 1, bits: w.bits}); !errors.Is(err, ErrOtherRelease) {
				t.Fatalf("a program with another window reads it: %v", err)
			}
			if s, err = restore(data, w); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Balanced(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPrintsAreASet(t *testing.T) {
	var p prints
	w := window{bits: 64}
	for i := range 30_000 {
		if k := w.print(NewKey(fmt.Sprint(i))); p.has(k) {
			t.Fatalf("%d is there before it was added", i)
		}
		for range 2 {
			p.add(w.print(NewKey(fmt.Sprint(i))))
		}
	}
	n := 0
	for _, shelf := range p.Shelves {
		n += len(shelf)
	}
	for i := range 30_000 {
		if !p.has(w.print(NewKey(fmt.Sprint(i)))) {
			t.Fatalf("%d is missing", i)
		}
	}
	if n != 30_000 {
		t.Fatalf("%d prints", n)
	}
}
