package ledger

import (
	"context"
	"crypto/sha256"
	"fmt"
	"reflect"
	"sync"
)

// SnapshotEvery is how many blocks lie between two snapshots: with fewer, starting takes less and writing them more.
const SnapshotEvery = 10_000

const tagSnapshot = "fairground.snapshot.1"

// snapshotHead stands before the tables. Schema tells releases apart whose tables differ: a snapshot of another release is
// not read, and the log is replayed instead.
type snapshotHead struct {
	Tag    string
	Schema Hash
	Seq    int64
	Time   int64
	Head   Hash
}

// tableSchema is the sum of what the tables are in this program.
var tableSchema = sync.OnceValues(func() (Hash, error) {
	s, err := schema(reflect.TypeFor[tables]())
	return sha256.Sum256([]byte(s)), err
})

// schema is the sum of what the state's tables are in this program, and of how much of the past they hold.
func (w window) schema() (Hash, error) {
	sum, err := tableSchema()
	if err != nil {
		return Hash{}, err
	}
	return sha256.Sum256(fmt.Appendf(nil, "%s %d %d", sum, w.keys, w.bits)), nil
}

// Snapshot returns the state as bytes; states of the same log at the same block give the same bytes.
func (s *State) Snapshot() ([]byte, error) {
	sum, err := s.window.schema()
	if err != nil {
		return nil, fmt.Errorf("write snapshot of block %d: %w", s.Seq, err)
	}
	b := appendPlain(nil, reflect.ValueOf(&snapshotHead{tagSnapshot, sum, s.Seq, s.Time, s.Head}).Elem())
	return appendPlain(b, reflect.ValueOf(&s.books).Elem()), nil
}

// Restore reads what Snapshot wrote. ErrOtherRelease: the tables of this program are others. That the bytes are those that
// were written is for the caller to make sure of, with a sum; that they belong to a log Open finds out.
func Restore(snapshot []byte) (*State, error) { return restore(snapshot, kept) }

func restore(snapshot []byte, w window) (*State, error) {
	sum, err := w.schema()
	if err != nil {
		return nil, fmt.Errorf("read snapshot: %w", err)
	}
	r := plainReader{b: snapshot}
	var head snapshotHead
	r.read(reflect.ValueOf(&head).Elem())
	if r.err == nil && (head.Tag != tagSnapshot || head.Schema != sum) {
		return nil, fmt.Errorf("read snapshot: %w", ErrOtherRelease)
	}
	s := newState(w)
	s.Seq, s.Time, s.Head = head.Seq, head.Time, head.Head
	r.read(reflect.ValueOf(&s.books).Elem())
	if r.err != nil || len(r.b) > 0 || s.Seq < 0 || !s.books.Keys.sound(w) {
		return nil, fmt.Errorf("read snapshot: %w: %w", ErrBroken, errPlain)
	}
	return s, nil
}

// belongs makes sure that the state is one of this log: its last block stands there.
func (s *State) belongs(ctx context.Context, log Log) error {
	if s.Seq == 0 {
		return nil
	}
	last, err := log.ReadFrom(ctx, s.Seq, 1)
	if err != nil {
		return fmt.Errorf("read block %d: %w", s.Seq, err)
	}
	if len(last) != 1 || last[0].Seq != s.Seq || last[0].Hash != s.Head || last[0].Sum() != s.Head {
		return fmt.Errorf("%w: the snapshot of block %d is of another log", ErrBroken, s.Seq)
	}
	return nil
}

// Advance replays the blocks of the log up to block seq, which must be there.
func (s *State) Advance(ctx context.Context, log Log, seq int64) error {
	if seq <= s.Seq {
		return nil
	}
	return s.follow(ctx, log, seq, nil)
}
