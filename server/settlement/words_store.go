package settlement

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"

	"fairground/server/db"
	"fairground/server/problem"
)

// wordStore keeps what people wrote about orders.
type wordStore struct{ words db.Store[words] }

func newWordStore(d *db.DB) *wordStore {
	return &wordStore{db.NewStore[words](d, "order_words", "words")}
}

func (s *wordStore) ensureIndexes(ctx context.Context) error {
	return s.words.EnsureIndexes(ctx, index("order", "order"))
}

// keep stores words once: the same commitment is the same words.
func (s *wordStore) keep(ctx context.Context, w words) error {
	if err := s.words.Insert(ctx, w); err != nil && !problem.Is(err, problem.Conflict) {
		return err
	}
	return nil
}

func (s *wordStore) of(ctx context.Context, order string) ([]words, error) {
	return s.words.All(ctx, bson.D{{Key: "order", Value: order}})
}
