package conference

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"time"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
)

const (
	maxNote     = 1 << 20 // bytes
	maxNoteTime = 60 * time.Second
	noteSlack   = time.Second // a recorder stops a little late
	maxNotes    = 1000        // of a room
)

// The media types of what is kept.
const (
	typeAudio = "audio/webm"
	typeVideo = "video/webm"
)

// Note is a voice note of the chat under a random name. Its bytes never change.
type Note struct {
	ID         string           `bson:"_id" json:"id"`
	V          int64            `bson:"v" json:"-"`
	Room       string           `bson:"room" json:"room"`
	Exhibition string           `bson:"exhibition" json:"-"`
	By         string           `bson:"by" json:"by"`
	Type       string           `bson:"type" json:"type"`
	Size       int              `bson:"size" json:"size" doc:"Bytes."`
	Seconds    float64          `bson:"seconds" json:"seconds"`
	At         time.Time        `bson:"at" json:"at"`
	Bytes      []byte           `bson:"bytes" json:"-"`
	Outbox     []db.OutboxEntry `bson:"outbox,omitempty" json:"-"`
}

// AddNote takes a voice note: WebM with sound only, at most 1 MiB and a minute. It is in nobody's chat until it is said.
func (s *Service) AddNote(ctx context.Context, id string, body io.Reader) (Note, error) {
	r, _, err := s.inside(ctx, id)
	if err != nil {
		return Note{}, err
	}
	a := actor.From(ctx)
	if err := s.pace.allow("note "+a.Person, 6, 10*time.Second); err != nil {
		return Note{}, err
	}
	n, err := s.store.notes.count(ctx, r.ID)
	if err != nil {
		return Note{}, err
	}
	if n >= maxNotes {
		return Note{}, problem.New(problem.Conflict, "notes_full", "this room takes no more voice notes")
	}
	data, err := io.ReadAll(io.LimitReader(body, maxNote+1))
	if err != nil {
		return Note{}, fmt.Errorf("read voice note: %w", err)
	}
	if len(data) > maxNote {
		return Note{}, problem.Newf(problem.TooLarge, "too_large", "at most %d bytes are taken", maxNote)
	}
	if !bytes.HasPrefix(data, []byte{0x1a, 0x45, 0xdf, 0xa3}) {
		return Note{}, problem.New(problem.Unsupported, "note_mislabelled", "the bytes are not audio/webm")
	}
	length, err := soundLength(data)
	if err != nil {
		return Note{}, problem.New(problem.Invalid, "note_unreadable", "the voice note cannot be read").Wrap(err)
	}
	if length > maxNoteTime+noteSlack {
		return Note{}, problem.New(problem.TooLarge, "note_too_long", "a voice note has at most a minute")
	}
	name := make([]byte, 16)
	_, _ = rand.Read(name) // never fails: crypto/rand ends the program instead
	now := stamp(s.now())
	note := Note{
		ID: "note_" + hex.EncodeToString(name), V: 1, Room: r.ID, Exhibition: r.Exhibition, By: a.Person, Type: typeAudio, Size: len(data),
		Seconds: length.Seconds(), At: now, Bytes: data,
	}
	note.Outbox = []db.OutboxEntry{{
		ID: db.NewID("out", now), Type: "room.note_added", At: now, By: a.Person, Entity: note.ID, Exhibition: r.Exhibition, Data: map[string]string{"room": r.ID},
	}}
	if err := s.store.notes.Insert(ctx, note); err != nil {
		return Note{}, err
	}
	return note, nil
}

// VoiceNote is a voice note with its bytes, for those who may enter the room: its author always, others once it was said where
// they may read.
func (s *Service) VoiceNote(ctx context.Context, id, note string) (Note, error) {
	r, standing, err := s.reads(ctx, id)
	if err != nil {
		return Note{}, err
	}
	n, err := s.store.notes.Find(ctx, note)
	if err != nil {
		return Note{}, err
	}
	by := actor.From(ctx).Person
	if n.Room == r.ID && n.By != by {
		said, err := s.store.saidNote(ctx, r.ID, n.ID, r.hears(standing, by, s.now()))
		if err != nil {
			return Note{}, err
		}
		if !said {
			n.Room = ""
		}
	}
	if n.Room != r.ID {
		return Note{}, problem.New(problem.NotFound, "note_not_found", "there is no such voice note")
	}
	return n, nil
}
