package notify

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
	"fairground/server/problem"
)

// store keeps what people are told, how they want to be told, and the keys of the pushes.
type store struct {
	mailbox, noticed, browsers, pushes, secrets *mongo.Collection

	settings db.Store[Settings]
}

// pushesKept is how long a push that was sent is remembered, so that a second delivery of its entry is known as such.
const pushesKept = 7 * 24 * time.Hour

func newStore(ctx context.Context, d *db.DB) (store, error) {
	s := store{
		mailbox: d.Collection("mails"), noticed: d.Collection("notices"), browsers: d.Collection("push_subscriptions"),
		pushes: d.Collection("pushes"), secrets: d.Collection("push_keys"),
		settings: db.NewStore[Settings](d, "notification_settings", "notification_settings"),
	}
	due := keys("state", 1, "urgent", -1, "due", 1)
	for c, list := range map[*mongo.Collection][]bson.D{
		s.mailbox:  {keys("exhibition", 1, "at", -1), keys("to", 1, "at", -1), keys("person", 1), due},
		s.noticed:  {keys("person", 1, "at", -1)},
		s.browsers: {keys("person", 1, "at", 1)},
		s.pushes:   {keys("person", 1), due},
	} {
		for _, k := range list {
			if _, err := c.Indexes().CreateOne(ctx, mongo.IndexModel{Keys: k}); err != nil {
				return store{}, fmt.Errorf("create index of %s: %w", c.Name(), err)
			}
		}
	}
	_, err := s.pushes.Indexes().CreateOne(ctx, mongo.IndexModel{
		Keys: keys("at", 1), Options: options.Index().SetExpireAfterSeconds(int32(pushesKept.Seconds())),
	})
	return s, failed("create index of pushes", err)
}

// keys are the keys of an index or the order of a list, by name and direction.
func keys(pairs ...any) bson.D {
	var d bson.D
	for i := 0; i+1 < len(pairs); i += 2 {
		d = append(d, bson.E{Key: fmt.Sprint(pairs[i]), Value: pairs[i+1]})
	}
	return d
}

func is(name string, value any) bson.E { return bson.E{Key: name, Value: value} }

func byID(id string) bson.D { return bson.D{is("_id", id)} }

// failed says what the program was about when the driver failed; nil stays nil.
func failed(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}

// add inserts a message once; a second delivery of the same id changes nothing.
func add(ctx context.Context, c *mongo.Collection, doc any) error {
	if _, err := c.InsertOne(ctx, doc); err != nil && !mongo.IsDuplicateKeyError(err) {
		return fmt.Errorf("keep message in %s: %w", c.Name(), err)
	}
	return nil
}

// claim takes the next message that is due, urgent ones first, until a lease ends: nobody else takes it before. A message
// whose sender died comes back when its lease has run out.
func claim[T any](ctx context.Context, c *mongo.Collection, now, until time.Time) (doc T, found bool, err error) {
	filter := bson.D{
		is("state", bson.D{is("$in", bson.A{Queued, Waiting})}), is("digest", bson.D{is("$ne", true)}),
		is("due", bson.D{is("$lte", now)}), is("lease", bson.D{is("$lte", now)}),
	}
	change := bson.D{is("$set", bson.D{is("lease", until)}), is("$inc", bson.D{is("attempts", 1)})}
	err = c.FindOneAndUpdate(ctx, filter, change, options.FindOneAndUpdate().
		SetSort(keys("urgent", -1, "due", 1, "_id", 1)).SetReturnDocument(options.After)).Decode(&doc)
	if isNone(err) {
		return doc, false, nil
	}
	return doc, err == nil, failed("claim from "+c.Name(), err)
}

func list[T any](ctx context.Context, c *mongo.Collection, filter bson.D, limit int) ([]T, error) {
	cursor, err := c.Find(ctx, filter, options.Find().SetSort(keys("at", -1, "_id", -1)).SetLimit(int64(limit)))
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", c.Name(), err)
	}
	items := []T{}
	if err := cursor.All(ctx, &items); err != nil {
		return nil, fmt.Errorf("list %s: %w", c.Name(), err)
	}
	return items, nil
}

func (s store) addNotice(ctx context.Context, n Notice) error { return add(ctx, s.noticed, n) }

func (s store) notices(ctx context.Context, person string, limit int) ([]Notice, error) {
	return list[Notice](ctx, s.noticed, bson.D{is("person", person)}, limit)
}

func (s store) read(ctx context.Context, id, person string) error {
	res, err := s.noticed.UpdateOne(ctx, bson.D{is("_id", id), is("person", person)}, bson.D{is("$set", bson.D{is("read", true)})})
	if err != nil {
		return fmt.Errorf("mark notice as read: %w", err)
	}
	if res.MatchedCount == 0 {
		return problem.New(problem.NotFound, "notice_not_found", "there is no such notice")
	}
	return nil
}

// forget removes what was written to a person and how she wanted to be told.
func (s store) forget(ctx context.Context, person string) error {
	for _, c := range []*mongo.Collection{s.mailbox, s.noticed, s.browsers, s.pushes} {
		if _, err := c.DeleteMany(ctx, bson.D{is("person", person)}); err != nil {
			return fmt.Errorf("forget a person in %s: %w", c.Name(), err)
		}
	}
	return s.forgetSettings(ctx, person)
}
