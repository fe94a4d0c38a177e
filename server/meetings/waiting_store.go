package meetings

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// waiting lists what was agreed on and waits for a time, of all exhibitions, with what Waiting needs of it.
func (s store) waiting(ctx context.Context) ([]Meeting, error) {
	return s.All(ctx, bson.D{{Key: "state", Value: AcceptedUnscheduled}, {Key: "hold", Value: bson.D{{Key: "$exists", Value: false}}}},
		options.Find().SetProjection(bson.D{{Key: "exhibition", Value: 1}, {Key: "changed", Value: 1}}))
}

// calledOff lists what the runs have called off in an exhibition, the oldest first, without what is not needed to judge it.
func (s store) calledOff(ctx context.Context, exhibition string, runs []string) ([]Meeting, error) {
	of := bson.D{{Key: "exhibition", Value: exhibition}, {Key: "state", Value: Cancelled}, {Key: "run", Value: bson.D{{Key: "$in", Value: runs}}}}
	return s.All(ctx, of,
		options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetProjection(bson.D{{Key: "outbox", Value: 0}, {Key: "claims", Value: 0}, {Key: "evidence", Value: 0}}))
}
