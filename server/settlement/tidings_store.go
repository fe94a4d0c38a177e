package settlement

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// toldPosition says up to which block the parties have been told, and which
// entries of later blocks have been delivered already.
type toldPosition struct {
	ID   string   `bson:"_id"`
	Seq  int64    `bson:"seq"`
	Done []string `bson:"done"`
}

const toldID = "told"

func (s *store) told(ctx context.Context) (toldPosition, error) {
	var p toldPosition
	err := s.position.FindOne(ctx, bson.D{{Key: "_id", Value: toldID}}).Decode(&p)
	if err != nil && !errors.Is(err, mongo.ErrNoDocuments) {
		return p, fmt.Errorf("read what has been told: %w", err)
	}
	return p, nil
}

// tellUpTo moves the position to a block of which nothing is left to tell.
func (s *store) tellUpTo(ctx context.Context, seq int64) error {
	_, err := s.position.UpdateOne(ctx, bson.D{{Key: "_id", Value: toldID}},
		bson.D{{Key: "$max", Value: bson.D{{Key: "seq", Value: seq}}}, {Key: "$set", Value: bson.D{{Key: "done", Value: bson.A{}}}}},
		options.UpdateOne().SetUpsert(true))
	if err != nil {
		return fmt.Errorf("note what has been told: %w", err)
	}
	return nil
}

// tellOne notes one entry.
func (s *store) tellOne(ctx context.Context, entry string) error {
	_, err := s.position.UpdateOne(ctx, bson.D{{Key: "_id", Value: toldID}},
		bson.D{{Key: "$addToSet", Value: bson.D{{Key: "done", Value: entry}}}}, options.UpdateOne().SetUpsert(true))
	if err != nil {
		return fmt.Errorf("note what has been told: %w", err)
	}
	return nil
}
