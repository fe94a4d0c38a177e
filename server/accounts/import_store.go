package accounts

import (
	"context"
	"errors"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
)

// organizationsIn lists the organizations that take part in the exhibition.
func (s store) organizationsIn(ctx context.Context, exhibition string) ([]Organization, error) {
	return s.organizations.All(ctx, bson.D{{Key: "participations.exhibition", Value: exhibition}},
		options.Find().SetProjection(bson.D{{Key: "outbox", Value: 0}}).SetSort(bson.D{{Key: "_id", Value: 1}}))
}

// peopleIn lists the people who hold a role in the exhibition.
func (s store) peopleIn(ctx context.Context, exhibition string) ([]Person, error) {
	return s.people.All(ctx, bson.D{{Key: "grants.exhibition", Value: exhibition}},
		options.Find().SetProjection(bson.D{{Key: "outbox", Value: 0}, {Key: "consents", Value: 0}}).SetSort(bson.D{{Key: "_id", Value: 1}}))
}

// peopleByEmail lists the people who have one of the addresses.
func (s store) peopleByEmail(ctx context.Context, emails []string) ([]Person, error) {
	var found []Person
	for some := range slices.Chunk(emails, 1000) {
		people, err := s.people.All(ctx, bson.D{{Key: "email", Value: bson.D{{Key: "$in", Value: some}}}},
			options.Find().SetProjection(bson.D{{Key: "outbox", Value: 0}, {Key: "consents", Value: 0}}))
		if err != nil {
			return nil, err
		}
		found = append(found, people...)
	}
	return found, nil
}

// admitAll writes a batch and tells which of its people met an address that has an account.
func (s store) admitAll(ctx context.Context, b batch) (taken []int, err error) {
	if _, err := insertAll(ctx, s.links, b.links); err != nil {
		return nil, err
	}
	if taken, err = insertAll(ctx, s.people, b.people); err != nil {
		return nil, err
	}
	// An organization that is there was made by the same import, sent twice at once.
	if _, err := insertAll(ctx, s.organizations, b.organizations); err != nil {
		return nil, err
	}
	return taken, nil
}

// insertAll stores all entities but those whose id or unique index is taken, and tells which these are.
func insertAll[T any](ctx context.Context, s db.Store[T], list []T) (taken []int, err error) {
	if len(list) == 0 {
		return nil, nil
	}
	_, err = s.Collection().InsertMany(ctx, list, options.InsertMany().SetOrdered(false))
	var bulk mongo.BulkWriteException
	if !errors.As(err, &bulk) || bulk.WriteConcernError != nil {
		if err != nil {
			err = failed("insert many", err)
		}
		return nil, err
	}
	for _, e := range bulk.WriteErrors {
		if !mongo.IsDuplicateKeyError(e) {
			return nil, failed("insert many", err)
		}
		taken = append(taken, e.Index)
	}
	return taken, nil
}
