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
