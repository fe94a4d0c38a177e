package db

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/problem"
)

// MaxPage bounds the number of items one Page call returns.
const MaxPage = 500

// Store is a collection of versioned entities: documents {_id string, v int64, …, outbox […]}. The zero value is
// unusable; make one with NewStore. It is safe for concurrent use.
type Store[T any] struct {
	collection *mongo.Collection
	noun       string
}

// NewStore opens the collection. The noun names the entity in problem codes: "<noun>_not_found", "<noun>_exists".
func NewStore[T any](d *DB, collection, noun string) Store[T] {
	return Store[T]{collection: d.Collection(collection), noun: noun}
}

// Collection is the driver's collection, for the queries this type does not offer.
func (s Store[T]) Collection() *mongo.Collection { return s.collection }

// Find returns the entity with this id, or a NotFound problem "<noun>_not_found".
func (s Store[T]) Find(ctx context.Context, id string) (T, error) { return s.FindOne(ctx, byID(id)) }

// FindOne returns the first entity that matches, or a NotFound problem "<noun>_not_found".
func (s Store[T]) FindOne(ctx context.Context, filter bson.D) (T, error) {
	var doc T
	err := s.collection.FindOne(ctx, notNil(filter)).Decode(&doc)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return doc, s.notFound()
	}
	if err != nil {
		return doc, s.failed("find", err)
	}
	return doc, nil
}

// All returns every entity that matches; the caller's filter or options bound their number. No match is an empty slice.
func (s Store[T]) All(ctx context.Context, filter bson.D, opts ...options.Lister[options.FindOptions]) ([]T, error) {
	cur, err := s.collection.Find(ctx, notNil(filter), opts...)
	if err != nil {
		return nil, s.failed("list", err)
	}
	items := []T{}
	if err := cur.All(ctx, &items); err != nil {
		return nil, s.failed("list", err)
	}
	return items, nil
}

// Page returns up to limit entities (1 to MaxPage) in ascending order of _id, beginning after the opaque cursor of an
// earlier page; "" begins at the start. next is "" on the last page. A cursor that is none is an Invalid problem.
func (s Store[T]) Page(ctx context.Context, filter bson.D, cursor string, limit int) (items []T, next string, err error) {
	limit = min(max(limit, 1), MaxPage)
	if cursor != "" {
		after, err := base64.RawURLEncoding.DecodeString(cursor)
		if err != nil {
			return nil, "", problem.New(problem.Invalid, "cursor_invalid", "this cursor was not issued by this list")
		}
		beyond := bson.D{{Key: "_id", Value: bson.D{{Key: "$gt", Value: string(after)}}}}
		if len(filter) == 0 {
			filter = beyond
		} else {
			filter = bson.D{{Key: "$and", Value: bson.A{filter, beyond}}}
		}
	}
	cur, err := s.collection.Find(ctx, notNil(filter), options.Find().
		SetSort(bson.D{{Key: "_id", Value: 1}}).SetLimit(int64(limit)+1))
	if err != nil {
		return nil, "", s.failed("list", err)
	}
	var raw []bson.Raw
	if err := cur.All(ctx, &raw); err != nil {
		return nil, "", s.failed("list", err)
	}
	more := len(raw) > limit
	items = make([]T, 0, limit)
	for _, r := range raw[:min(limit, len(raw))] {
		var doc T
		if err := bson.Unmarshal(r, &doc); err != nil {
			return nil, "", s.failed("decode", err)
		}
		items = append(items, doc)
		if more {
			id, ok := r.Lookup("_id").StringValueOK()
			if !ok {
				return nil, "", s.failed("decode", errors.New("_id is no string"))
			}
			next = base64.RawURLEncoding.EncodeToString([]byte(id))
		}
	}
	return items, next, nil
}

// Insert stores a new entity. A taken _id or unique index is a Conflict problem "<noun>_exists" that wraps a
// DuplicateKeyError.
func (s Store[T]) Insert(ctx context.Context, doc T) error {
	if _, err := s.collection.InsertOne(ctx, doc); err != nil {
		return s.failed("insert", err)
	}
	return nil
}

// Replace stores doc in place of the entity if its version still is v; doc carries the raised version itself. Otherwise
// it changes nothing and returns a PreconditionFailed problem "version_conflict", a NotFound problem "<noun>_not_found", or
// for a taken unique index the Conflict problem that Insert returns.
func (s Store[T]) Replace(ctx context.Context, id string, v int64, doc T) error {
	res, err := s.collection.ReplaceOne(ctx, byVersion(id, v), doc)
	if err != nil {
		return s.failed("replace", err)
	}
	if res.MatchedCount == 0 {
		return s.missed(ctx, id)
	}
	return nil
}

// Amend applies an update to the entity if its version still is v and the guard matches as well. It is for what readers do not
// see, and does not raise v. Otherwise it changes nothing, with the problems of Replace.
func (s Store[T]) Amend(ctx context.Context, id string, v int64, guard, update bson.D) error {
	res, err := s.collection.UpdateOne(ctx, append(byVersion(id, v), guard...), update)
	if err != nil {
		return s.failed("amend", err)
	}
	if res.MatchedCount == 0 {
		return s.missed(ctx, id)
	}
	return nil
}

// Delete removes the entity if its version still is v, with the problems of Replace otherwise.
func (s Store[T]) Delete(ctx context.Context, id string, v int64) error {
	res, err := s.collection.DeleteOne(ctx, byVersion(id, v))
	if err != nil {
		return s.failed("delete", err)
	}
	if res.DeletedCount == 0 {
		return s.missed(ctx, id)
	}
	return nil
}

// EnsureIndexes creates the indexes that are missing, and the one Pending needs. It is idempotent.
func (s Store[T]) EnsureIndexes(ctx context.Context, models ...mongo.IndexModel) error {
	models = append([]mongo.IndexModel{outboxIndex()}, models...)
	if _, err := s.collection.Indexes().CreateMany(ctx, models); err != nil {
		return s.failed("create indexes", err)
	}
	return nil
}

// missed says why a guarded write matched nothing.
func (s Store[T]) missed(ctx context.Context, id string) error {
	err := s.collection.FindOne(ctx, byID(id), options.FindOne().SetProjection(bson.D{{Key: "_id", Value: 1}})).Err()
	switch {
	case errors.Is(err, mongo.ErrNoDocuments):
		return s.notFound()
	case err != nil:
		return s.failed("find", err)
	}
	return problem.New(problem.PreconditionFailed, "version_conflict", "this "+s.noun+" has been changed by someone else")
}

func (s Store[T]) notFound() error {
	return problem.New(problem.NotFound, s.noun+"_not_found", "there is no such "+s.noun)
}

// failed is the one place where driver errors become problems.
func (s Store[T]) failed(verb string, err error) error {
	if dup := duplicateKey(err); dup != nil {
		return fmt.Errorf("%w: %w", problem.New(problem.Conflict, s.noun+"_exists", "this "+s.noun+" exists already"), dup)
	}
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("%s %s: %w", verb, s.noun, err)
	}
	if mongo.IsNetworkError(err) || mongo.IsTimeout(err) || errors.Is(err, mongo.ErrClientDisconnected) {
		return fmt.Errorf("%w: %s %s: %w",
			problem.New(problem.Unavailable, "database_unavailable", "the database does not answer at the moment"), verb, s.noun, err)
	}
	return fmt.Errorf("%s %s: %w", verb, s.noun, err)
}

func byID(id string) bson.D { return bson.D{{Key: "_id", Value: id}} }

func byVersion(id string, v int64) bson.D {
	return bson.D{{Key: "_id", Value: id}, {Key: "v", Value: v}}
}

// notNil keeps a nil filter, which the driver refuses, from meaning anything but "all".
func notNil(filter bson.D) bson.D {
	if filter == nil {
		return bson.D{}
	}
	return filter
}
