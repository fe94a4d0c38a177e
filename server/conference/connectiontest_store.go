package conference

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"fairground/server/db"
)

type testStore struct{ db.Store[ConnectionTest] }

func newTestStore(d *db.DB) testStore {
	return testStore{db.NewStore[ConnectionTest](d, "connection_tests", "connection_test")}
}

func (s testStore) indexes(ctx context.Context) error {
	return s.EnsureIndexes(ctx, mongo.IndexModel{Keys: ascending("exhibition", "_id")}, mongo.IndexModel{Keys: ascending("at")})
}

func (s testStore) page(ctx context.Context, exhibition, cursor string, limit int) ([]ConnectionTest, string, error) {
	return s.Page(ctx, bson.D{eq("exhibition", exhibition)}, cursor, limit)
}

// erase removes tests from before a time.
func (s testStore) erase(ctx context.Context, before time.Time) error {
	if _, err := s.Collection().DeleteMany(ctx, bson.D{eq("at", bson.D{eq("$lt", before)})}); err != nil {
		return fmt.Errorf("erase connection tests: %w", err)
	}
	return nil
}
