package ledger

import (
	"bytes"
	"errors"
	"reflect"
	"testing"
)

func TestASnapshotAndTheBlocksAfterItAreTheWholeLog(t *testing.T) {
	blocks := golden(t)
	whole := NewState()
	for i, b := range blocks {
		if _, err := whole.Replay(b); err != nil {
			t.Fatal(err)
		}
		if i%5 != 0 {
			continue
		}
		again := restored(t, whole)
		for _, b := range blocks[i+1:] {
			if _, err := again.Replay(b); err != nil {
				t.Fatalf("after the snapshot of block %d: %v", whole.Seq, err)
			}
		}
		if again.Head.String() != goldenHead {
			t.Fatalf("after the snapshot of block %d the log ends with %s", whole.Seq, again.Head)
		}
		if err := again.Balanced(); err != nil {
			t.Fatal(err)
		}
	}
}

func restored(t *testing.T, s *State) *State {
	t.Helper()
	data, err := s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	again, err := Restore(data)
	if err != nil {
		t.Fatal(err)
	}
	twice, err := again.Snapshot()
	if err != nil || !bytes.Equal(data, twice) || again.Seq != s.Seq || again.Head != s.Head || again.Time != s.Time {
		t.Fatalf("the snapshot of block %d is another one when written again: %v", s.Seq, err)
	}
	return again
}

func TestASnapshotThatIsNotOne(t *testing.T) {
	s := NewState()
	for _, b := range golden(t)[:20] {
		if _, err := s.Replay(b); err != nil {
			t.Fatal(err)
		}
	}
	data, err := s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	other := bytes.Clone(data)
	other[len(tagSnapshot)+1] ^= 1 // the schema
	rows := []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, ErrBroken},
		{"the first half", data[:len(data)/2], ErrBroken},
		{"one byte more", append(bytes.Clone(data), 0), ErrBroken},
		{"tables of another program", other, ErrOtherRelease},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			if _, err := Restore(r.data); !errors.Is(err, r.want) {
				t.Fatalf("got %v, want %v", err, r.want)
			}
		})
	}
}

// TestASnapshotOfAnotherLog opens an engine with the state of a log that is not the one it is given.
func TestASnapshotOfAnotherLog(t *testing.T) {
	s := NewState()
	if _, err := s.Replay(sample(t, 3)[0]); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), &memory{blocks: golden(t)}, Options{Start: s}); !errors.Is(err, ErrBroken) {
		t.Fatalf("got %v", err)
	}
}

func TestWhatIsNotPlainHasNoEncoding(t *testing.T) {
	type hidden struct{ n int }
	for _, v := range []any{hidden{1}, 1.5, []any{1}, func() {}, map[string]*hidden{}} {
		if s, err := schema(reflect.TypeOf(v)); err == nil {
			t.Errorf("%T is %s", v, s)
		}
	}
}

func FuzzRestore(f *testing.F) {
	s := NewState()
	for i, b := range golden(f) {
		if i%20 == 0 {
			data, err := s.Snapshot()
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
		if _, err := s.Replay(b); err != nil {
			f.Fatal(err)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Restore(data)
		if err != nil {
			return
		}
		data, err = s.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		if again := restored(t, s); again.Seq != s.Seq || len(data) == 0 {
			t.Fatal("a snapshot that can be read cannot be written")
		}
	})
}
