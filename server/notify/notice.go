package notify

import (
	"context"
	"time"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
)

// Notice is a message inside the program, for one person.
type Notice struct {
	ID         string            `bson:"_id" json:"id"`
	V          int64             `bson:"v" json:"v"`
	Person     string            `bson:"person" json:"-"`
	Type       string            `bson:"type" json:"type" doc:"entity.verb_past"`
	Entity     string            `bson:"entity" json:"entity"`
	Exhibition string            `bson:"exhibition,omitempty" json:"exhibition,omitempty"`
	At         time.Time         `bson:"at" json:"at"`
	Title      lang.Text         `bson:"title" json:"title"`
	Path       string            `bson:"path" json:"path" doc:"The page it is about."`
	Read       bool              `bson:"read" json:"read"`
	Data       map[string]string `bson:"data,omitempty" json:"data,omitempty"`
}

func (s *Service) notice(ctx context.Context, e db.OutboxEntry, person string) error {
	title := lang.Text{}
	for _, tag := range []string{lang.English, lang.Chinese, lang.Arabic} {
		subject, _, err := s.book.words(e, reader{tag: tag}, s.Base)
		if err != nil {
			return err
		}
		title[tag] = subject
	}
	return s.store.addNotice(ctx, Notice{
		ID: e.ID + ":" + person, V: 1, Person: person, Type: e.Type, Entity: e.Entity, Exhibition: e.Exhibition,
		At: e.At, Title: title, Path: pathOf(e), Data: e.Data,
	})
}

// Notices lists what the actor was told, newest first.
func (s *Service) Notices(ctx context.Context, limit int) ([]Notice, error) {
	return s.store.notices(ctx, actor.From(ctx).Person, limit)
}

// Read marks a notice of the actor as read.
func (s *Service) Read(ctx context.Context, id string) error {
	return s.store.read(ctx, id, actor.From(ctx).Person)
}
