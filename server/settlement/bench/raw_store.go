package main

import (
	"context"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/mongo"

	"fairground/server/db"
)

// raw is the yardstick: one plain insertOne for each entry, with the same durability, of a document as small as an entry
// can be: key, three legs, time.
type raw struct{ c *mongo.Collection }

type rawLeg struct {
	Account  string `bson:"a"`
	Currency string `bson:"c"`
	Minor    int64  `bson:"v"`
}

type rawEntry struct {
	Key  [16]byte `bson:"_id"`
	Time int64    `bson:"t"`
	Legs []rawLeg `bson:"legs"`
}

func newRaw(d *db.DB) raw { return raw{d.Collection("raw_entries")} }

func (r raw) insert(ctx context.Context, e rawEntry) error {
	if _, err := r.c.InsertOne(ctx, e); err != nil {
		return fmt.Errorf("insert raw entry: %w", err)
	}
	return nil
}
