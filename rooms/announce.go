package rooms

import (
	"maps"
	"time"
)

// Recorded says that the room is being recorded, and since when.
type Recorded struct {
	ID    string    `json:"id"` // "rec_…"
	Since time.Time `json:"since"`
}

// RecordingChanged is a room event: recording has begun, or ended if there is none.
type RecordingChanged struct {
	Offset    uint64    `json:"offset"`
	Recording *Recorded `json:"recording"`
}

// Kind implements Message.
func (RecordingChanged) Kind() string { return "recording" }

// SetRecording tells everybody, and whoever comes later, that the room is being recorded; nil: no longer. ErrClosed if the room
// has ended.
func (r *Room) SetRecording(mark *Recorded) error {
	if mark != nil {
		own := *mark
		own.Since = own.Since.UTC()
		mark = &own
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.ended:
		return ErrClosed
	case mark == r.recording, mark != nil && r.recording != nil && mark.ID == r.recording.ID && mark.Since.Equal(r.recording.Since):
		return nil
	}
	r.recording = mark
	r.emit(func(offset uint64) Message { return RecordingChanged{offset, mark} })
	return nil
}

// Announce tells everybody in the room that something happened outside of it. It is a numbered event, so whoever resumes gets
// it too. The caller bounds event and data. ErrClosed if the room has ended.
func (r *Room) Announce(event string, data map[string]string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ended {
		return ErrClosed
	}
	r.announce(scope{}, event, maps.Clone(data))
	return nil
}

func (r *Room) announce(to scope, event string, data map[string]string) {
	at := r.engine.config.Now().UTC()
	r.emitTo(to, func(offset uint64) Message { return Announced{offset, event, data, at} })
}
