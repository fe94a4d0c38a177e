package schedule

import (
	"context"

	"fairground/server/db"
	"fairground/server/problem"
)

// letterStore keeps what each publication has told each person.
type letterStore struct{ db.Store[letter] }

func newLetterStore(d *db.DB) letterStore {
	return letterStore{db.NewStore[letter](d, "schedule_letters", "letter")}
}

func (s letterStore) indexes(ctx context.Context) error { return s.EnsureIndexes(ctx) }

// insert writes a letter, unless a publication that was cut off has written it already.
func (s letterStore) insert(ctx context.Context, l letter) error {
	err := s.Insert(ctx, l)
	if problem.Is(err, problem.Conflict) {
		return nil
	}
	return err
}
