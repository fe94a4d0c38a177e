package settlement

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
	"fairground/server/settlement/ledger"
)

// CheckProjections builds the projections anew in memory from the log of a database and compares them with those that are
// there, byte for byte (invariant I8). It returns how many documents were compared.
func CheckProjections(ctx context.Context, d *db.DB) (n int, err error) {
	memory, err := db.Open(ctx, db.Config{})
	if err != nil {
		return 0, fmt.Errorf("check projections: %w", err)
	}
	defer func() { _ = memory.Close(ctx) }()
	logger := slog.New(slog.DiscardHandler)
	there, again := newStore(d, logger), newStore(memory, logger)
	state := ledger.NewStateKeeping(0)
	for {
		blocks, err := there.ReadFrom(ctx, state.Seq+1, 8*projectBatch) // most change the same accounts, which are written once
		if err != nil {
			return 0, fmt.Errorf("check projections: %w", err)
		}
		if len(blocks) == 0 {
			break
		}
		deltas := make([]ledger.Delta, len(blocks))
		for i, b := range blocks {
			if deltas[i], err = state.Replay(b); err != nil {
				return 0, fmt.Errorf("check projections: %w", err)
			}
		}
		if err := again.project(ctx, deltas); err != nil {
			return 0, fmt.Errorf("check projections: %w", err)
		}
	}
	for i, c := range there.projections() {
		k, err := same(ctx, c, again.projections()[i])
		if n += k; err != nil {
			return n, fmt.Errorf("check projections: %w", err)
		}
	}
	return n, nil
}

// projections are the collections that follow from the log.
func (s *store) projections() []*mongo.Collection {
	return []*mongo.Collection{s.acct, s.post, s.orders, s.payouts, s.archive}
}

// same compares two collections document by document.
func same(ctx context.Context, a, b *mongo.Collection) (n int, err error) {
	var curs [2]*mongo.Cursor
	for i, c := range []*mongo.Collection{a, b} {
		if curs[i], err = c.Find(ctx, bson.D{}, options.Find().SetSort(bson.D{{Key: "_id", Value: 1}})); err != nil {
			return 0, fmt.Errorf("read %s: %w", c.Name(), err)
		}
		defer func() { _ = curs[i].Close(ctx) }()
	}
	for {
		more, again := curs[0].Next(ctx), curs[1].Next(ctx)
		for _, cur := range curs {
			if err := cur.Err(); err != nil {
				return n, fmt.Errorf("read %s: %w", a.Name(), err)
			}
		}
		switch {
		case !more && !again:
			return n, nil
		case !more || !again:
			return n, fmt.Errorf("%w: %s has more or fewer documents than the log gives", ledger.ErrBroken, a.Name())
		case !bytes.Equal(curs[0].Current, curs[1].Current):
			return n, fmt.Errorf("%w: %s has %s, the log gives %s", ledger.ErrBroken, a.Name(), curs[0].Current, curs[1].Current)
		}
		n++
	}
}
