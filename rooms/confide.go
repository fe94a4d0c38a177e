package rooms

import "maps"

// Confide is Announce to those who moderate and to nobody else, except the participant named: to the others the event is skipped.
// ErrClosed if the room has ended.
func (r *Room) Confide(event string, data map[string]string, except string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ended {
		return ErrClosed
	}
	r.announce(scope{moderators: true, except: except}, event, maps.Clone(data))
	return nil
}
