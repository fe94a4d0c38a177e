package conference

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
)

type captionStore struct{ db.Store[Caption] }

func newCaptionStore(d *db.DB) captionStore {
	return captionStore{db.NewStore[Caption](d, "captions", "caption")}
}

func (s captionStore) indexes(ctx context.Context) error {
	return s.EnsureIndexes(ctx,
		mongo.IndexModel{Keys: ascending("room", "language", "at")},
		mongo.IndexModel{Keys: ascending("room", "_id")},
		mongo.IndexModel{Keys: ascending("at")},
		mongo.IndexModel{Keys: ascending("room", "by", "language", "lineId"), Options: options.Index().SetName("line").SetUnique(true)},
	)
}

// keep stores a line once per writer, language and id. A writer who counts anew after a reload loses nothing: the same id with
// another text is another line.
func (s captionStore) keep(ctx context.Context, c Caption) error {
	err := s.Insert(ctx, c)
	var taken db.DuplicateKeyError
	if !errors.As(err, &taken) {
		return err
	}
	before, err := s.FindOne(ctx, bson.D{eq("room", c.Room), eq("by", c.By), eq("language", c.Language), eq("lineId", c.LineID)})
	if err != nil || before.Text == c.Text {
		return err
	}
	c.LineID = c.ID
	return s.Insert(ctx, c)
}

func (s captionStore) page(ctx context.Context, room, tag, cursor string, limit int) ([]Caption, string, error) {
	filter := bson.D{eq("room", room), eq("place", "")}
	if tag != "" {
		filter = append(filter, eq("language", tag))
	}
	return s.Page(ctx, filter, cursor, limit)
}

// transcript lists the lines of the floor in order, between two times if they are given.
func (s captionStore) transcript(ctx context.Context, room, tag string, from, to time.Time) ([]Caption, error) {
	filter := bson.D{eq("room", room), eq("language", tag), eq("place", "")}
	if !from.IsZero() {
		filter = append(filter, eq("at", bson.D{eq("$gte", from), eq("$lt", to)}))
	}
	return s.All(ctx, filter, options.Find().SetSort(ascending("at", "_id")).SetLimit(maxTranscript))
}

// erase removes the lines from before a time and counts them.
func (s captionStore) erase(ctx context.Context, before time.Time) (int64, error) {
	res, err := s.Collection().DeleteMany(ctx, bson.D{eq("at", bson.D{eq("$lt", before)})})
	if err != nil {
		return 0, fmt.Errorf("erase captions: %w", err)
	}
	return res.DeletedCount, nil
}
