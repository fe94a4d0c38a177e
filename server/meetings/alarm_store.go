package meetings

import (
	"context"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// unwatched lists the meetings that begin in a time and of which nobody has asked yet whether their people are there.
func (s store) unwatched(ctx context.Context, from, to time.Time) ([]Meeting, error) {
	list, err := s.All(ctx, bson.D{
		{Key: "state", Value: Scheduled}, {Key: "starts", Value: bson.D{{Key: "$gt", Value: from}, {Key: "$lte", Value: to}}},
	})
	return slices.DeleteFunc(list, func(m Meeting) bool { return m.Watched.Equal(m.Starts) || m.Hold != nil }), err
}

// watched notes that a meeting was looked at, with what has to be told. The version stays: nothing that anybody sees has changed.
func (s store) watched(ctx context.Context, m Meeting) error {
	update := bson.D{{Key: "$set", Value: bson.D{{Key: "watched", Value: m.Starts}}}}
	if len(m.Outbox) > 0 {
		update = append(update, bson.E{Key: "$push", Value: bson.D{{Key: "outbox", Value: bson.D{{Key: "$each", Value: m.Outbox}}}}})
	}
	_, err := s.Collection().UpdateOne(ctx, bson.D{{Key: "_id", Value: m.ID}, {Key: "v", Value: m.V}}, update)
	if err != nil {
		return unavailable(err)
	}
	return nil
}
