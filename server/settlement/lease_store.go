package settlement

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// leaseFor is how long a server writes before the others are asked again.
const leaseFor = 50 * time.Millisecond

// lease is a server's side of ledger_lease: one document that says whose turn it is. Clocks of servers may differ, and
// anybody may take it away: it makes the ledger faster and never right.
type lease struct {
	c      *mongo.Collection
	holder string
}

// lease is the turn of one process: several may have the same name.
func (s *store) lease(name string) lease {
	return lease{s.leases, name + " " + rand.Text()}
}

// Take implements ledger.Turns.
func (l lease) Take(ctx context.Context) (time.Time, error) {
	now := time.Now()
	until := now.Add(leaseFor)
	_, err := l.c.UpdateOne(ctx,
		bson.D{{Key: "_id", Value: "writer"}, {Key: "$or", Value: bson.A{
			bson.D{{Key: "holder", Value: l.holder}},
			bson.D{{Key: "until", Value: bson.D{{Key: "$lt", Value: now.UnixMilli()}}}},
		}}},
		bson.D{
			{Key: "$set", Value: bson.D{{Key: "holder", Value: l.holder}, {Key: "until", Value: until.UnixMilli()}}},
			{Key: "$inc", Value: bson.D{{Key: "epoch", Value: int64(1)}}},
		}, options.UpdateOne().SetUpsert(true))
	if mongo.IsDuplicateKeyError(err) { // the document is there and is another's
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("take the writer's turn: %w", err)
	}
	return until, nil
}
