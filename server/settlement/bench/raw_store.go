package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"strconv"
	"sync/atomic"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
	"fairground/server/settlement/ledger"
)

// raw is the yardstick: one plain insertOne for each entry, with the same durability, of a document as small as an entry
// can be: key, three legs, time.
type raw struct {
	entries *mongo.Collection
	name    string // keeps the keys of one contest apart from those of another
	n       atomic.Int64
}

type rawLeg struct {
	Account  string `bson:"a"`
	Currency string `bson:"c"`
	Minor    int64  `bson:"v"`
}

type rawEntry struct {
	Key  ledger.Key `bson:"_id"`
	Time int64      `bson:"t"`
	Legs []rawLeg   `bson:"legs"`
}

func newRaw(d *db.DB) *raw { return &raw{entries: d.Collection("raw_entries"), name: rand.Text()} }

func (r *raw) prepare(context.Context, int) error { return nil }

func (r *raw) book(ctx context.Context) error {
	return r.insert(ctx, ledger.NewKey(r.name, strconv.FormatInt(r.n.Add(1), 10)), []rawLeg{
		{"bank:sandbox:custody", "CNY", -1100}, {"escrow:ord_0000001", "CNY", 1000}, {"user:org_b:avail", "CNY", 100},
	})
}

func (r *raw) insert(ctx context.Context, k ledger.Key, legs []rawLeg) error {
	if _, err := r.entries.InsertOne(ctx, rawEntry{k, time.Now().UnixMilli(), legs}); err != nil {
		return fmt.Errorf("insert raw entry: %w", err)
	}
	return nil
}

// medici is the pattern of double-entry libraries on top of a document database, in separate writes as they go without
// transactions: the entry with its legs, and for each account a write lock and a balance. Its accounts are spread like
// ours.
type medici struct {
	raw             *raw
	locks, balances *mongo.Collection
}

func newMedici(d *db.DB) *medici {
	return &medici{&raw{entries: d.Collection("medici_transactions"), name: "medici"}, d.Collection("medici_locks"), d.Collection("medici_balances")}
}

func (m *medici) prepare(context.Context, int) error { return nil }

func (m *medici) book(ctx context.Context) error {
	n := m.raw.n.Add(1)
	id, at := strconv.FormatInt(n, 10), strconv.FormatInt(n%int64(everywhere), 10)
	legs := []rawLeg{{"bank:sandbox" + at + ":custody", "CNY", -1100}, {"escrow:ord_" + id, "CNY", 1000}, {"user:org_b" + at + ":avail", "CNY", 100}}
	if err := m.raw.insert(ctx, ledger.NewKey(m.raw.name, id), legs); err != nil {
		return err
	}
	for _, l := range legs {
		account := bson.D{{Key: "_id", Value: l.Account}}
		if err := upsert(ctx, m.locks, account, bson.D{{Key: "$set", Value: bson.D{{Key: "updatedAt", Value: time.Now().UnixMilli()}}}}); err != nil {
			return err
		}
		if err := upsert(ctx, m.balances, account, bson.D{{Key: "$inc", Value: bson.D{{Key: "balance", Value: l.Minor}}}}); err != nil {
			return err
		}
	}
	return nil
}

func upsert(ctx context.Context, c *mongo.Collection, filter, change bson.D) error {
	if _, err := c.UpdateOne(ctx, filter, change, options.UpdateOne().SetUpsert(true)); err != nil {
		return fmt.Errorf("update %s: %w", c.Name(), err)
	}
	return nil
}
