package audit

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
)

type store struct{ c *mongo.Collection }

func newStore(ctx context.Context, d *db.DB) (store, error) {
	c := d.Collection("audit")
	_, err := c.Indexes().CreateOne(ctx, mongo.IndexModel{
		Keys:    bson.D{{Key: "source", Value: 1}},
		Options: options.Index().SetUnique(true),
	})
	if err != nil {
		return store{}, fmt.Errorf("create index of the audit chain: %w", err)
	}
	return store{c: c}, nil
}

func (s store) last(ctx context.Context) (Record, error) {
	list, err := s.latest(ctx, 0, 1)
	if err != nil || len(list) == 0 {
		return Record{}, err
	}
	return list[0], nil
}

func (s store) insert(ctx context.Context, r Record) error {
	_, err := s.c.InsertOne(ctx, r)
	if !mongo.IsDuplicateKeyError(err) {
		if err != nil {
			return fmt.Errorf("append audit record: %w", err)
		}
		return nil
	}
	switch known := s.c.FindOne(ctx, bson.D{{Key: "source", Value: r.Source}}).Err(); {
	case known == nil:
		return errKnown
	case errors.Is(known, mongo.ErrNoDocuments):
		return errTaken
	default:
		return fmt.Errorf("find audit record: %w", known)
	}
}

func (s store) page(ctx context.Context, after int64, limit int) ([]Record, error) {
	return s.find(ctx, bson.D{{Key: "_id", Value: bson.D{{Key: "$gt", Value: after}}}}, 1, limit)
}

func (s store) latest(ctx context.Context, before int64, limit int) ([]Record, error) {
	filter := bson.D{}
	if before > 0 {
		filter = bson.D{{Key: "_id", Value: bson.D{{Key: "$lt", Value: before}}}}
	}
	return s.find(ctx, filter, -1, limit)
}

func (s store) find(ctx context.Context, filter bson.D, direction, limit int) ([]Record, error) {
	cursor, err := s.c.Find(ctx, filter, options.Find().SetSort(bson.D{{Key: "_id", Value: direction}}).SetLimit(int64(limit)))
	if err != nil {
		return nil, fmt.Errorf("read the audit chain: %w", err)
	}
	var list []Record
	if err := cursor.All(ctx, &list); err != nil {
		return nil, fmt.Errorf("read the audit chain: %w", err)
	}
	return list, nil
}
