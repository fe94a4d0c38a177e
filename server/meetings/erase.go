package meetings

import (
	"context"
	"errors"
	"fmt"

	"fairground/server/db"
)

// personErased is what accounts say when somebody has had himself removed.
const personErased = "person.erased"

// Forget removes what is kept of a person who was erased and serves nobody else: what he seeks and offers, his availability with the
// address of his calendar, and the secret of his feed. Meetings keep the opaque id. Other entries are not its business; repeating
// it changes nothing. It fails, to be asked again, while such a document still has something to tell.
func (s *Service) Forget(ctx context.Context, e db.OutboxEntry) error {
	if e.Type != personErased {
		return nil
	}
	err := errors.Join(s.profiles.forget(ctx, e.Entity), s.availability.forget(ctx, e.Entity), s.feeds.forget(ctx, e.Entity))
	if err != nil {
		return fmt.Errorf("forget person: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.indexes)
	return nil
}
