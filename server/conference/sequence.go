package conference

import (
	"sync"
	"time"

	"fairground/server/db"
)

// sequence makes ids that sort in the order in which they were asked for. Ids sort by the millisecond, so each takes one of its
// own: the history is in the order in which things were said, also where an answer comes within the same millisecond.
type sequence struct {
	mu   sync.Mutex
	last time.Time // of the newest id
}

func (q *sequence) next(prefix string, at time.Time) string {
	q.mu.Lock()
	defer q.mu.Unlock()
	if next := q.last.Add(time.Millisecond); at.Before(next) {
		at = next
	}
	q.last = at
	return db.NewID(prefix, at)
}
