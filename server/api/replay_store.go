package api

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
	"fairground/server/problem"
)

const (
	// replayKept outlasts a long weekend, over which files are sent again.
	replayKept = 7 * 24 * time.Hour
	// replayClaim frees a key whose request died with its node.
	replayClaim = time.Minute
)

// ReplayStore keeps answers in the database.
type ReplayStore struct {
	c   *mongo.Collection
	now func() time.Time
}

type replayDoc struct {
	ID          string    `bson:"_id"`
	Fingerprint string    `bson:"fingerprint"`
	Done        bool      `bson:"done"`
	Claimed     time.Time `bson:"claimed"`
	Expires     time.Time `bson:"expires"`
	Status      int       `bson:"status,omitempty"`
	Type        string    `bson:"type,omitempty"`
	ETag        string    `bson:"etag,omitempty"`
	Body        []byte    `bson:"body,omitempty"`
}

// NewReplayStore opens the store and its index.
func NewReplayStore(ctx context.Context, d *db.DB, now func() time.Time) (*ReplayStore, error) {
	c := d.Collection("replays")
	_, err := c.Indexes().CreateOne(ctx, mongo.IndexModel{
		Keys:    bson.D{{Key: "expires", Value: 1}},
		Options: options.Index().SetExpireAfterSeconds(0),
	})
	if err != nil {
		return nil, fmt.Errorf("create index of replays: %w", err)
	}
	return &ReplayStore{c: c, now: now}, nil
}

// Begin claims the key by inserting its document: of two requests one wins.
func (s *ReplayStore) Begin(ctx context.Context, key, fingerprint string) (*Replay, error) {
	now := s.now()
	_, err := s.c.InsertOne(ctx, replayDoc{ID: key, Fingerprint: fingerprint, Claimed: now, Expires: now.Add(replayKept)})
	if err == nil {
		return nil, nil //nolint:nilnil // no answer was given before, and that is no failure
	}
	if !mongo.IsDuplicateKeyError(err) {
		return nil, fmt.Errorf("claim idempotency key: %w", err)
	}
	var doc replayDoc
	if err := s.c.FindOne(ctx, bson.D{{Key: "_id", Value: key}}).Decode(&doc); err != nil {
		if errors.Is(err, mongo.ErrNoDocuments) {
			return s.Begin(ctx, key, fingerprint)
		}
		return nil, fmt.Errorf("read idempotency key: %w", err)
	}
	switch {
	case doc.Fingerprint != fingerprint:
		return nil, problem.New(problem.Conflict, "idempotency_key_reused", "this Idempotency-Key was used for another request")
	case doc.Done:
		return &Replay{Status: doc.Status, Type: doc.Type, ETag: doc.ETag, Body: doc.Body}, nil
	case now.Sub(doc.Claimed) < replayClaim:
		return nil, problem.New(problem.Conflict, "request_in_progress", "the first request with this Idempotency-Key is still being answered")
	}
	taken, err := s.c.UpdateOne(ctx,
		bson.D{{Key: "_id", Value: key}, {Key: "done", Value: false}, {Key: "claimed", Value: doc.Claimed}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "claimed", Value: now}}}})
	if err != nil {
		return nil, fmt.Errorf("take over idempotency key: %w", err)
	}
	if taken.MatchedCount == 0 {
		return s.Begin(ctx, key, fingerprint)
	}
	return nil, nil //nolint:nilnil // the claim of a request that died is ours now
}

// Finish keeps the answer.
func (s *ReplayStore) Finish(ctx context.Context, key string, r Replay) error {
	_, err := s.c.UpdateOne(ctx, bson.D{{Key: "_id", Value: key}}, bson.D{{Key: "$set", Value: bson.D{
		{Key: "done", Value: true},
		{Key: "status", Value: r.Status},
		{Key: "type", Value: r.Type},
		{Key: "etag", Value: r.ETag},
		{Key: "body", Value: r.Body},
	}}})
	if err != nil {
		return fmt.Errorf("keep answer: %w", err)
	}
	return nil
}

// Abandon frees the key.
func (s *ReplayStore) Abandon(ctx context.Context, key string) error {
	_, err := s.c.DeleteOne(ctx, bson.D{{Key: "_id", Value: key}, {Key: "done", Value: false}})
	if err != nil {
		return fmt.Errorf("free idempotency key: %w", err)
	}
	return nil
}
