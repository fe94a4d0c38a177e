package ledger

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"
)

func TestOneClientManyTimes(t *testing.T) {
	log := &memory{}
	e := open(t, log)
	c := Command{Key: NewKey("once"), Type: ImportOrder, Actor: actors[Timer], Order: "ord_1", Terms: terms(1000)}
	var wg sync.WaitGroup
	outs := make([]Outcome, 64)
	for i := range outs {
		wg.Go(func() {
			var err error
			if outs[i], err = e.Do(t.Context(), c); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, out := range outs {
		if out != outs[0] || !out.OK {
			t.Fatalf("got %+v and %+v", out, outs[0])
		}
	}
	if r, _, err := Verify(t.Context(), log); err != nil || r.Entries != 1 {
		t.Fatalf("%d entries, %v", r.Entries, err)
	}
	c.Terms = terms(2000)
	if _, err := e.Do(t.Context(), c); !errors.Is(err, ErrKeyReused) {
		t.Fatalf("another command under the same key: %v", err)
	}
	if err := e.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestAnUnknownOutcomeIsNotAnswered(t *testing.T) {
	for _, stored := range []bool{true, false} {
		t.Run(fmt.Sprintf("stored %v", stored), func(t *testing.T) {
			tries := 0
			log := &memory{fail: func(Block) (bool, error) {
				if tries++; tries == 1 {
					return stored, errors.New("connection lost")
				}
				return true, nil
			}}
			e := open(t, log)
			out, err := e.Do(t.Context(), Command{Key: NewKey("k"), Type: ImportOrder, Actor: actors[Timer], Order: "ord_1", Terms: terms(1000)})
			if err != nil || !out.OK || out.Seq != 1 {
				t.Fatalf("got %+v, %v", out, err)
			}
			if r, _, err := Verify(t.Context(), log); err != nil || r.Entries != 1 {
				t.Fatalf("%d entries, %v", r.Entries, err)
			}
		})
	}
}

func TestTwoEnginesOnOneLog(t *testing.T) {
	log := &memory{}
	engines := []*Engine{open(t, log), open(t, log)}
	var wg sync.WaitGroup
	for i, e := range engines {
		for j := range 200 {
			wg.Go(func() {
				order := fmt.Sprintf("ord_%d", (i+j)%150)
				c := Command{Key: NewKey(order, fmt.Sprint(i)), Type: ImportOrder, Actor: actors[Timer], Order: order, Terms: terms(1000)}
				if _, err := e.Do(t.Context(), c); err != nil {
					t.Error(err)
				}
			})
		}
	}
	wg.Wait()
	r, s, err := Verify(t.Context(), log)
	if err != nil || r.Orders != 150 || r.Entries != 300 {
		t.Fatalf("%+v, %v", r, err)
	}
	for _, e := range engines {
		if err := e.Sync(t.Context()); err != nil {
			t.Fatal(err)
		}
		e.View(func(mine *State) {
			if mine.Head != s.Head {
				t.Errorf("an engine ends at block %d %s, the log at %d %s", mine.Seq, mine.Head, s.Seq, s.Head)
			}
		})
	}
}

func TestAClientThatLeavesHearsThatTheOutcomeIsUnknown(t *testing.T) {
	e := open(t, &memory{fail: func(Block) (bool, error) { return false, errors.New("down") }})
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	_, err := e.Do(ctx, Command{Key: NewKey("k"), Type: ImportOrder, Actor: actors[Timer], Order: "ord_1", Terms: terms(1)})
	if !errors.Is(err, ErrUnknown) {
		t.Fatalf("got %v", err)
	}
}

func TestABrokenLogGivesNoEngine(t *testing.T) {
	b := imported(t, terms(1000))
	b.receipt("ord_1", 500)
	b.last[1].Entries[0].Legs[0].Minor--
	_, err := Open(t.Context(), &memory{blocks: b.last}, Options{Now: time.Now, Logger: slog.New(slog.DiscardHandler)})
	if !errors.Is(err, ErrBroken) {
		t.Fatalf("got %v", err)
	}
}

func BenchmarkReplay(b *testing.B) {
	blocks := sample(b, 5)
	entries := 0
	for b.Loop() {
		s := NewState()
		for _, block := range blocks {
			if _, err := s.Replay(block); err != nil {
				b.Fatal(err)
			}
			entries += block.N
		}
	}
	b.ReportMetric(float64(entries)/b.Elapsed().Seconds(), "entries/s")
}

// BenchmarkWriter decides, hashes and applies blocks of 64 receipts with three legs, without I/O.
func BenchmarkWriter(b *testing.B) {
	w := NewWriter("bench", func() Key { return Key{1} }, nil)
	w.Next(1)
	w.Read(nil, nil)
	n := 0
	fill := func(make func(id string) Command) {
		for range 64 {
			n++
			w.Submit(make(fmt.Sprintf("ord_%d", n)), func(Outcome, error) {})
		}
		w.Next(2)
		w.Appended(nil)
	}
	for b.Loop() {
		b.StopTimer()
		n0 := n
		fill(func(id string) Command {
			return Command{Key: NewKey("i", id), Type: ImportOrder, Actor: actors[Timer], Order: id, Terms: terms(1000)}
		})
		n = n0
		b.StartTimer()
		fill(func(id string) Command {
			return Command{Key: NewKey("r", id), Type: BookReceipt, Actor: actors[Rail], Order: id, Amount: 1100, Currency: "CNY", Rail: "sandbox", Ref: "sbx"}
		})
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/64, "ns/entry")
}
