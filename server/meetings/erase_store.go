package meetings

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

var errUntold = errors.New("a document of the person still has something to tell")

func (s profileStore) forget(ctx context.Context, person string) error {
	return forget(ctx, s.Collection(), bson.D{{Key: "person", Value: person}})
}

func (s availabilityStore) forget(ctx context.Context, person string) error {
	return forget(ctx, s.Collection(), bson.D{{Key: "person", Value: person}})
}

func (s feedStore) forget(ctx context.Context, person string) error {
	return forget(ctx, s.Collection(), bson.D{{Key: "_id", Value: person}})
}

// forget deletes documents whose outbox is empty: what they have to say is part of the audit.
func forget(ctx context.Context, c *mongo.Collection, of bson.D) error {
	told := bson.E{Key: "outbox.0", Value: bson.D{{Key: "$exists", Value: false}}}
	if _, err := c.DeleteMany(ctx, append(append(bson.D{}, of...), told)); err != nil {
		return unavailable(err)
	}
	left, err := c.CountDocuments(ctx, of)
	if err != nil {
		return unavailable(err)
	}
	if left > 0 {
		return errUntold
	}
	return nil
}
