package conference

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"fairground/server/db"
)

type reportStore struct{ db.Store[Report] }

func newReportStore(d *db.DB) reportStore {
	return reportStore{db.NewStore[Report](d, "room_reports", "report")}
}

func (s reportStore) indexes(ctx context.Context) error {
	return s.EnsureIndexes(ctx, mongo.IndexModel{Keys: ascending("room", "_id")})
}

func (s reportStore) of(ctx context.Context, room string, open bool, cursor string, limit int) ([]Report, string, error) {
	filter := bson.D{eq("room", room)}
	if open {
		filter = append(filter, eq("resolved", bson.D{eq("$exists", false)}))
	}
	return s.Page(ctx, filter, cursor, limit)
}
