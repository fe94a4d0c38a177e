package conference

import (
	"context"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"fairground/server/db"
	"fairground/server/problem"
)

type noteStore struct{ db.Store[Note] }

func newNoteStore(d *db.DB) noteStore { return noteStore{db.NewStore[Note](d, "voice_notes", "note")} }

func (s noteStore) indexes(ctx context.Context) error {
	return s.EnsureIndexes(ctx, mongo.IndexModel{Keys: ascending("room", "by")})
}

func (s noteStore) count(ctx context.Context, room string) (int64, error) {
	n, err := s.Collection().CountDocuments(ctx, bson.D{eq("room", room)})
	if err != nil {
		return 0, fmt.Errorf("count voice notes: %w", err)
	}
	return n, nil
}

// owns reports whether a note is of this room and person.
func (s noteStore) owns(ctx context.Context, id, room, person string) (bool, error) {
	n, err := s.Collection().CountDocuments(ctx, bson.D{eq("_id", id), eq("room", room), eq("by", person)})
	if err != nil {
		return false, fmt.Errorf("find voice note: %w", err)
	}
	return n == 1, nil
}

// erase removes a note's bytes; one that is gone already is no error.
func (s noteStore) erase(ctx context.Context, id string) error {
	err := s.Delete(ctx, id, 1)
	if problem.Is(err, problem.NotFound) {
		return nil
	}
	return err
}
