package settlement

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
	"fairground/server/settlement/ledger"
)

// headStore keeps one signed head for each day, under the day. A document is written once and never again.
type headStore struct{ heads *mongo.Collection }

func newHeadStore(d *db.DB) *headStore { return &headStore{d.Collection("ledger_heads")} }

func (s *headStore) ensureIndexes(ctx context.Context) error {
	seq := index("seq", "seq")
	seq.Options.SetUnique(true)
	if _, err := s.heads.Indexes().CreateOne(ctx, seq); err != nil {
		return fmt.Errorf("create indexes of %s: %w", s.heads.Name(), err)
	}
	return nil
}

// add writes the head of a day. That another process has written it already is no error.
func (s *headStore) add(ctx context.Context, h ledger.SignedHead) error {
	if _, err := s.heads.InsertOne(ctx, h); err != nil && !mongo.IsDuplicateKeyError(err) {
		return fmt.Errorf("keep head of %s: %w", h.Date, err)
	}
	return nil
}

// since returns at most limit heads of blocks from number seq on, in their order.
func (s *headStore) since(ctx context.Context, seq int64, limit int) ([]ledger.SignedHead, error) {
	return s.list(ctx, bson.D{{Key: "seq", Value: bson.D{{Key: "$gte", Value: seq}}}}, 1, limit)
}

// newest returns at most limit heads, the last one first.
func (s *headStore) newest(ctx context.Context, limit int) ([]ledger.SignedHead, error) {
	return s.list(ctx, bson.D{}, -1, limit)
}

func (s *headStore) list(ctx context.Context, filter bson.D, direction, limit int) (heads []ledger.SignedHead, err error) {
	cur, err := s.heads.Find(ctx, filter, options.Find().SetSort(bson.D{{Key: "seq", Value: direction}}).SetLimit(int64(limit)))
	if err != nil {
		return nil, fmt.Errorf("read heads: %w", err)
	}
	defer func() { err = errors.Join(err, cur.Close(ctx)) }()
	for cur.Next(ctx) {
		var h ledger.SignedHead
		if err := cur.Decode(&h); err != nil {
			return nil, fmt.Errorf("read heads: %w", err)
		}
		h.At = h.At.UTC()
		heads = append(heads, h)
	}
	if err := cur.Err(); err != nil {
		return nil, fmt.Errorf("read heads: %w", err)
	}
	return heads, nil
}
