package crash

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
)

// thief takes the writers' lease away every 100 ms, until ctx ends: they may become slower by that and nothing else.
func thief(ctx context.Context, d *db.DB) (stolen int) {
	for ; ctx.Err() == nil; stolen++ {
		_, _ = d.Collection("ledger_lease").UpdateOne(ctx, bson.D{{Key: "_id", Value: "writer"}}, bson.D{{Key: "$set", Value: bson.D{
			{Key: "holder", Value: "a thief"}, {Key: "until", Value: time.Now().Add(20 * time.Millisecond).UnixMilli()},
		}}}, options.UpdateOne().SetUpsert(true))
		select {
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
		}
	}
	return stolen
}
