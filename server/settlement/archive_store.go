package settlement

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"fairground/server/settlement/ledger"
)

// archiveDoc says where in the log an archived order is found: another projection of it.
type archiveDoc struct {
	Trail []int64 `bson:"trail"`
	Seq   int64   `bson:"seq"`
}

func farewells(d ledger.Delta, to map[string]mongo.WriteModel) {
	for _, f := range d.Archived {
		to[f.Order.ID] = guarded(f.Order.ID, d.Block.Seq, archiveDoc{f.Trail, d.Block.Seq})
	}
}

// archived returns the blocks with entries about an archived order; nil if it is not one.
func (s *store) archived(ctx context.Context, order string) ([]int64, error) {
	var doc archiveDoc
	err := s.archive.FindOne(ctx, bson.D{{Key: "_id", Value: order}}).Decode(&doc)
	if err != nil && !errors.Is(err, mongo.ErrNoDocuments) {
		return nil, fmt.Errorf("find archived order %s: %w", order, err)
	}
	return doc.Trail, nil
}
