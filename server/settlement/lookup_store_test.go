package settlement

import (
	"fmt"
	"slices"
	"testing"

	"fairground/server/db/dbtest"
	"fairground/server/settlement/ledger"
)

func TestBlocksAreFoundByTheirKeys(t *testing.T) {
	s := newStore(dbtest.Memory(t), discard)
	if err := s.ensureIndexes(t.Context()); err != nil {
		t.Fatal(err)
	}
	key := func(seq int64, i int) ledger.Key { return ledger.NewKey(fmt.Sprint(seq, i)) }
	const last = 40
	for seq := range int64(last) {
		b := ledger.Block{Header: ledger.Header{Seq: seq + 1, V: 1, N: 3}}
		for i := range b.N {
			b.Keys, b.Entries = append(b.Keys, key(b.Seq, i)), append(b.Entries, ledger.Entry{Key: key(b.Seq, i)})
		}
		if err := s.Append(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	rows := []struct {
		name string
		keys []ledger.Key
		want []int64
	}{
		{"one key", []ledger.Key{key(7, 2)}, []int64{7, last}},
		{"several, in the order of the log", []ledger.Key{key(30, 0), key(2, 1), key(30, 2)}, []int64{2, 30, last}},
		{"one that nobody used", []ledger.Key{key(99, 0)}, []int64{last}},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			var seqs []int64
			for _, b := range must[[]ledger.Block](t)(s.WithKeys(t.Context(), r.keys, last)) {
				seqs = append(seqs, b.Seq)
			}
			if !slices.Equal(seqs, r.want) {
				t.Fatalf("found %v, want %v", seqs, r.want)
			}
			if _, err := s.WithKeys(t.Context(), r.keys, last+1); err == nil {
				t.Fatal("a block that is not there was seen")
			}
		})
	}
}
