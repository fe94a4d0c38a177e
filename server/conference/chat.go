package conference

import (
	"context"
	"sync"
	"time"
	"unicode/utf8"

	"fairground/rooms"
	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
)

// maxText is how many characters a chat message has at most.
const maxText = 2000

// Message is a chat message as it is kept.
type Message struct {
	ID          string           `bson:"_id" json:"id"`
	V           int64            `bson:"v" json:"v"`
	Room        string           `bson:"room" json:"room"`
	Exhibition  string           `bson:"exhibition" json:"-"`
	Epoch       string           `bson:"epoch" json:"-"`
	Participant string           `bson:"participant" json:"participant"`
	ClientID    string           `bson:"clientId" json:"clientId"`
	Name        string           `bson:"name" json:"name"`
	Org         string           `bson:"org,omitempty" json:"org,omitempty"`
	OrgName     string           `bson:"orgName,omitempty" json:"orgName,omitempty"`
	Text        string           `bson:"text" json:"text"`
	Language    string           `bson:"language,omitempty" json:"language,omitempty"`
	At          time.Time        `bson:"at" json:"at"`
	Removed     *Closing         `bson:"removed,omitempty" json:"removed,omitempty"`
	Outbox      []db.OutboxEntry `bson:"outbox,omitempty" json:"-"`
}

// keeper stores chat before the engine relays it. Who speaks stands in the context of the socket.
type keeper struct {
	store store

	mu   sync.Mutex
	last time.Time // of the newest id
}

// id makes the id of a message. Ids sort by the millisecond, so each takes one of its own: the history is in the order in which
// things were said, also where an answer comes within the same millisecond.
func (k *keeper) id(at time.Time) string {
	k.mu.Lock()
	defer k.mu.Unlock()
	if next := k.last.Add(time.Millisecond); at.Before(next) {
		at = next
	}
	k.last = at
	return db.NewID("msg", at)
}

// Keep implements rooms.Keeper.
func (k *keeper) Keep(ctx context.Context, u rooms.Utterance) (string, error) {
	if utf8.RuneCountInString(u.Text) > maxText {
		return "", problem.Newf(problem.Invalid, "text_too_long", "a message has at most %d characters", maxText)
	}
	a := actor.From(ctx)
	return k.store.keep(ctx, Message{
		ID: k.id(u.At), V: 1, Room: u.Room, Exhibition: exhibitionFrom(ctx), Epoch: u.Epoch,
		Participant: u.Participant, ClientID: u.ClientID, Name: u.Name, Org: a.Org, OrgName: a.OrgName,
		Text: u.Text, Language: u.Language, At: u.At.UTC().Truncate(time.Millisecond),
	})
}

type exhibitionKey struct{}

// inExhibition returns a context in which chat is said in an exhibition.
func inExhibition(ctx context.Context, exhibition string) context.Context {
	return context.WithValue(ctx, exhibitionKey{}, exhibition)
}

func exhibitionFrom(ctx context.Context) string {
	id, _ := ctx.Value(exhibitionKey{}).(string)
	return id
}

// History lists what was said in a room, oldest first, to those who may enter it.
func (s *Service) History(ctx context.Context, id, cursor string, limit int) ([]Message, string, error) {
	r, standing, err := s.Room(ctx, id)
	if err != nil {
		return nil, "", err
	}
	if !standing.Join {
		return nil, "", problem.New(problem.Forbidden, "room_not_yours", "only those who may enter a room read what was said in it")
	}
	return s.store.history(ctx, r.ID, cursor, limit)
}

// Unsay takes the text of a message away; that there was one, whose and when, stays. Its author may, and who polices the room.
func (s *Service) Unsay(ctx context.Context, id, message, words string) (Message, error) {
	_, standing, err := s.Room(ctx, id)
	if err != nil {
		return Message{}, err
	}
	if words, err = reason(words); err != nil {
		return Message{}, err
	}
	m, err := s.store.messages.Find(ctx, message)
	if err != nil {
		return Message{}, err
	}
	by := actor.From(ctx).Person
	switch {
	case m.Room != id, m.Participant != by && !standing.Join && !standing.Police:
		return Message{}, problem.New(problem.NotFound, "message_not_found", "there is no such message")
	case m.Participant != by && !standing.Police && !standing.Moderate:
		return Message{}, notAllowed()
	case m.Removed != nil:
		return m, nil
	}
	now := s.now().UTC().Truncate(time.Millisecond)
	m.Text, m.Removed = "", &Closing{At: now, By: by, Reason: words}
	m.V++
	m.Outbox = append(m.Outbox, db.OutboxEntry{
		ID: db.NewID("out", now), Type: "message.removed", At: now, By: by, Entity: m.ID, Exhibition: m.Exhibition,
		Data: map[string]string{"room": m.Room, "participant": m.Participant, "reason": words},
	})
	if err := s.store.messages.Replace(ctx, m.ID, m.V-1, m); err != nil {
		return Message{}, err
	}
	if err := s.Announce(ctx, id, "message.removed", map[string]string{"message": m.ID}); err != nil {
		s.log.WarnContext(ctx, "the room was not told of a removed message", "room", id, "err", err)
	}
	return m, nil
}
