package settlement

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
	"fairground/server/problem"
)

// letterStore keeps the messages about orders.
type letterStore struct{ letters db.Store[letter] }

func newLetterStore(d *db.DB) *letterStore {
	return &letterStore{db.NewStore[letter](d, "order_messages", "message")}
}

func (s *letterStore) ensureIndexes(ctx context.Context) error {
	return s.letters.EnsureIndexes(ctx, index("order", "order"))
}

// add stores a message once: under an id that is taken, it returns what stands there.
func (s *letterStore) add(ctx context.Context, l letter) (letter, error) {
	n, err := s.letters.Collection().CountDocuments(ctx, bson.D{{Key: "order", Value: l.Order}})
	if err != nil {
		return letter{}, err
	}
	if n >= maxMessages {
		return letter{}, problem.Newf(problem.Conflict, "messages_full", "an order has at most %d messages", maxMessages)
	}
	switch err := s.letters.Insert(ctx, l); {
	case err == nil:
		return l, nil
	case !problem.Is(err, problem.Conflict):
		return letter{}, err
	}
	was, err := s.letters.Find(ctx, l.ID)
	if err != nil {
		return letter{}, err
	}
	if was.Order != l.Order || was.Text != l.Text {
		return letter{}, problem.New(problem.Conflict, "idempotency_key_reused", "the key was used for another message")
	}
	return was, nil
}

func (s *letterStore) of(ctx context.Context, order string) ([]letter, error) {
	return s.letters.All(ctx, bson.D{{Key: "order", Value: order}},
		options.Find().SetSort(bson.D{{Key: "at", Value: 1}, {Key: "_id", Value: 1}}).SetLimit(maxMessages).SetProjection(bson.D{{Key: "outbox", Value: 0}}))
}
