package notify

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

type store struct{ mailbox, noticed *mongo.Collection }

func newStore(ctx context.Context, d *db.DB) (store, error) {
	s := store{mailbox: d.Collection("mails"), noticed: d.Collection("notices")}
	for c, keys := range map[*mongo.Collection][]bson.D{
		s.mailbox: {{{Key: "exhibition", Value: 1}, {Key: "at", Value: -1}}, {{Key: "to", Value: 1}, {Key: "at", Value: -1}}},
		s.noticed: {{{Key: "person", Value: 1}, {Key: "at", Value: -1}}},
	} {
		for _, k := range keys {
			if _, err := c.Indexes().CreateOne(ctx, mongo.IndexModel{Keys: k}); err != nil {
				return store{}, fmt.Errorf("create index of %s: %w", c.Name(), err)
			}
		}
	}
	return s, nil
}

// add inserts a message once; a second delivery of the same id changes nothing.
func add(ctx context.Context, c *mongo.Collection, doc any) error {
	if _, err := c.InsertOne(ctx, doc); err != nil && !mongo.IsDuplicateKeyError(err) {
		return fmt.Errorf("keep message in %s: %w", c.Name(), err)
	}
	return nil
}

func (s store) addNotice(ctx context.Context, n Notice) error { return add(ctx, s.noticed, n) }

func (s store) addMail(ctx context.Context, m Mail) error { return add(ctx, s.mailbox, m) }

func (s store) notices(ctx context.Context, person string, limit int) ([]Notice, error) {
	return list[Notice](ctx, s.noticed, bson.D{{Key: "person", Value: person}}, limit)
}

func (s store) read(ctx context.Context, id, person string) error {
	res, err := s.noticed.UpdateOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "person", Value: person}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "read", Value: true}}}})
	if err != nil {
		return fmt.Errorf("mark notice as read: %w", err)
	}
	if res.MatchedCount == 0 {
		return problem.New(problem.NotFound, "notice_not_found", "there is no such notice")
	}
	return nil
}

func (s store) mails(ctx context.Context, exhibitions []string, before time.Time, limit int) ([]Mail, error) {
	filter := bson.D{
		{Key: "exhibition", Value: bson.D{{Key: "$in", Value: exhibitions}}},
		{Key: "secret", Value: bson.D{{Key: "$exists", Value: false}}},
	}
	if !before.IsZero() {
		filter = append(filter, bson.E{Key: "at", Value: bson.D{{Key: "$lt", Value: before}}})
	}
	return list[Mail](ctx, s.mailbox, filter, limit)
}

func (s store) mail(ctx context.Context, id string) (Mail, error) {
	var m Mail
	err := s.mailbox.FindOne(ctx, bson.D{{Key: "_id", Value: id}}).Decode(&m)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return m, problem.New(problem.NotFound, "mail_not_found", "there is no such mail")
	}
	if err != nil {
		return m, fmt.Errorf("read mail: %w", err)
	}
	return m, nil
}

func (s store) everything(ctx context.Context, limit int) ([]Mail, error) {
	return list[Mail](ctx, s.mailbox, bson.D{}, limit)
}

func (s store) latestTo(ctx context.Context, email string) (Mail, error) {
	mails, err := list[Mail](ctx, s.mailbox, bson.D{{Key: "to", Value: email}}, 1)
	if err != nil {
		return Mail{}, err
	}
	if len(mails) == 0 {
		return Mail{}, fmt.Errorf("%w: %s", ErrNoMail, email)
	}
	return mails[0], nil
}

func list[T any](ctx context.Context, c *mongo.Collection, filter bson.D, limit int) ([]T, error) {
	cursor, err := c.Find(ctx, filter, options.Find().SetSort(bson.D{{Key: "at", Value: -1}, {Key: "_id", Value: -1}}).SetLimit(int64(limit)))
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", c.Name(), err)
	}
	items := []T{}
	if err := cursor.All(ctx, &items); err != nil {
		return nil, fmt.Errorf("list %s: %w", c.Name(), err)
	}
	return items, nil
}
