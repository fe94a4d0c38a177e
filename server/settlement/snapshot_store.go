package settlement

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/klauspost/compress/zstd"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/settlement/ledger"
)

// Bounds of what is kept of snapshots.
const (
	snapshotsKept     = 3
	snapshotChunk     = 256 << 10 // bytes of a document: small enough to fit where an older one was, and for blocks not to wait for it
	maxSnapshotMemory = 8 << 30   // bytes of one snapshot uncompressed
)

// chunkDoc is a part of a snapshot. Sum is that of the whole snapshot as it is stored, so parts of two that differ are
// never put together.
type chunkDoc struct {
	ID   string      `bson:"_id"` // seq/i
	Seq  int64       `bson:"seq"`
	I    int         `bson:"i"`
	Of   int         `bson:"of"`
	Head ledger.Hash `bson:"head"`
	Sum  ledger.Hash `bson:"sum"`
	Data []byte      `bson:"data"`
	At   time.Time   `bson:"at"`
}

// saveSnapshot stores a state in the place of the oldest snapshot. Another process that stores the same one at the same time
// writes the same documents.
func (s *store) saveSnapshot(ctx context.Context, st *ledger.State, at time.Time) error {
	raw, err := st.Snapshot()
	if err != nil {
		return fmt.Errorf("save snapshot: %w", err)
	}
	var packed bytes.Buffer
	z, err := zstd.NewWriter(&packed, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return fmt.Errorf("pack snapshot: %w", err)
	}
	_, err = z.Write(raw)
	if err = errors.Join(err, z.Close()); err != nil {
		return fmt.Errorf("pack snapshot: %w", err)
	}
	if err := s.makeRoom(ctx, st.Seq); err != nil {
		return err
	}
	sum := sha256.Sum256(packed.Bytes())
	chunks := slices.Collect(slices.Chunk(packed.Bytes(), snapshotChunk))
	for i, data := range chunks {
		c := chunkDoc{strconv.FormatInt(st.Seq, 10) + "/" + strconv.Itoa(i), st.Seq, i, len(chunks), st.Head, sum, data, at}
		if _, err := s.snapshots.ReplaceOne(ctx, bson.D{{Key: "_id", Value: c.ID}}, c, options.Replace().SetUpsert(true)); err != nil && !mongo.IsDuplicateKeyError(err) {
			return fmt.Errorf("save snapshot of block %d: %w", st.Seq, err)
		}
	}
	return nil
}

// makeRoom removes all but the newest snapshots, so that with the next one there are as many as are kept. It is done before that is
// written: the embedded database stores its list of free pages with each commit, and what the old one leaves is taken by the
// new one at once instead of being listed until the next.
func (s *store) makeRoom(ctx context.Context, next int64) error {
	seqs, err := s.snapshotSeqs(ctx)
	if err != nil {
		return err
	}
	seqs = slices.DeleteFunc(seqs, func(seq int64) bool { return seq == next })
	if len(seqs) < snapshotsKept {
		return nil
	}
	if _, err := s.snapshots.DeleteMany(ctx, bson.D{{Key: "seq", Value: bson.D{{Key: "$lt", Value: seqs[snapshotsKept-2]}}}}); err != nil {
		return fmt.Errorf("remove old snapshots: %w", err)
	}
	return nil
}

// snapshotSeqs lists the blocks of which there are snapshots, whole or not, newest first.
func (s *store) snapshotSeqs(ctx context.Context) ([]int64, error) {
	cur, err := s.snapshots.Find(ctx, bson.D{{Key: "i", Value: 0}}, options.Find().SetProjection(bson.D{{Key: "seq", Value: 1}}))
	if err != nil {
		return nil, fmt.Errorf("list snapshots: %w", err)
	}
	var docs []struct {
		Seq int64 `bson:"seq"`
	}
	if err := cur.All(ctx, &docs); err != nil {
		return nil, fmt.Errorf("list snapshots: %w", err)
	}
	seqs := make([]int64, len(docs))
	for i, d := range docs {
		seqs[i] = d.Seq
	}
	slices.SortFunc(seqs, func(a, b int64) int { return cmp.Compare(b, a) })
	return seqs, nil
}

// snapshot returns the newest snapshot that is sound and not newer than block max; nil if there is none. Snapshots save
// time and are trusted for nothing else: one that is damaged or of another release is passed over.
func (s *store) snapshot(ctx context.Context, newest int64) (*ledger.State, error) {
	seqs, err := s.snapshotSeqs(ctx)
	if err != nil {
		return nil, err
	}
	for _, seq := range seqs {
		if seq > newest {
			continue
		}
		st, err := s.loadSnapshot(ctx, seq)
		if err == nil {
			return st, nil
		}
		if !errors.Is(err, ledger.ErrBroken) && !errors.Is(err, ledger.ErrOtherRelease) {
			return nil, err
		}
		s.logger.WarnContext(ctx, "snapshot of the ledger not used", "block", seq, "err", err)
	}
	return nil, nil
}

func (s *store) loadSnapshot(ctx context.Context, seq int64) (*ledger.State, error) {
	cur, err := s.snapshots.Find(ctx, bson.D{{Key: "seq", Value: seq}}, options.Find().SetSort(bson.D{{Key: "i", Value: 1}}))
	if err != nil {
		return nil, fmt.Errorf("read snapshot of block %d: %w", seq, err)
	}
	var chunks []chunkDoc
	if err := cur.All(ctx, &chunks); err != nil {
		return nil, fmt.Errorf("read snapshot of block %d: %w", seq, err)
	}
	var packed []byte
	for i, c := range chunks {
		if c.I != i || c.Of != len(chunks) || c.Sum != chunks[0].Sum {
			return nil, fmt.Errorf("read snapshot of block %d: %w: parts are missing", seq, ledger.ErrBroken)
		}
		packed = append(packed, c.Data...)
	}
	if len(chunks) == 0 || sha256.Sum256(packed) != chunks[0].Sum {
		return nil, fmt.Errorf("read snapshot of block %d: %w: the sum differs", seq, ledger.ErrBroken)
	}
	z, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxSnapshotMemory))
	if err != nil {
		return nil, fmt.Errorf("unpack snapshot of block %d: %w", seq, err)
	}
	defer z.Close()
	raw, err := z.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("unpack snapshot of block %d: %w: %w", seq, ledger.ErrBroken, err)
	}
	st, err := ledger.Restore(raw)
	if err != nil {
		return nil, fmt.Errorf("block %d: %w", seq, err)
	}
	if st.Seq != seq || st.Head != chunks[0].Head {
		return nil, fmt.Errorf("read snapshot of block %d: %w: it is of block %d", seq, ledger.ErrBroken, st.Seq)
	}
	return st, nil
}
