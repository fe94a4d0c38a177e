package meetings

import (
	"context"

	"fairground/server/actor"
)

// Pin freezes a meeting, or gives it free, as an organizer has decided in the schedule run that is being published. One that
// people have called off is left alone.
func (s *Service) Pin(ctx context.Context, id string, frozen bool) error {
	return s.again(ctx, id, func(m *Meeting) (bool, error) {
		if m.Frozen == frozen || !m.State.Upcoming() {
			return false, nil
		}
		m.pin(actor.System, frozen, s.now())
		return true, nil
	})
}
