package conference

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
)

type keyStore struct{ db.Store[StreamKey] }

func newKeyStore(d *db.DB) keyStore {
	return keyStore{db.NewStore[StreamKey](d, "stream_keys", "key")}
}

func (s keyStore) indexes(ctx context.Context) error {
	return s.EnsureIndexes(ctx, mongo.IndexModel{Keys: ascending("room", "_id")}, mongo.IndexModel{Keys: ascending("hash")})
}

func (s keyStore) of(ctx context.Context, room string) ([]StreamKey, error) {
	return s.All(ctx, bson.D{eq("room", room)}, options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetLimit(200))
}

func (s keyStore) byHash(ctx context.Context, hash string) (StreamKey, error) {
	return s.FindOne(ctx, bson.D{eq("hash", hash)})
}
