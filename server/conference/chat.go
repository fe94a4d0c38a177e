package conference

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"fairground/rooms"
	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
	"fairground/server/sheet"
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
	Place       string           `bson:"place,omitempty" json:"place,omitempty" doc:"Backstage or a breakout; absent: the floor."`
	Text        string           `bson:"text" json:"text"`
	Language    string           `bson:"language,omitempty" json:"language,omitempty"`
	Note        string           `bson:"note,omitempty" json:"note,omitempty" doc:"A voice note."`
	At          time.Time        `bson:"at" json:"at"`
	Removed     *Closing         `bson:"removed,omitempty" json:"removed,omitempty"`
	Outbox      []db.OutboxEntry `bson:"outbox,omitempty" json:"-"`
}

// keeper stores chat before the engine relays it. Who speaks stands in the context of the socket.
type keeper struct {
	service *Service
	ids     sequence
}

// Keep implements rooms.Keeper. A text with a word of the exhibition's list is refused with the code "words_not_allowed".
func (k *keeper) Keep(ctx context.Context, u rooms.Utterance) (string, error) {
	if utf8.RuneCountInString(u.Text) > maxText {
		return "", problem.Newf(problem.Invalid, "text_too_long", "a message has at most %d characters", maxText)
	}
	exhibition := exhibitionFrom(ctx)
	if err := k.service.mayWrite(ctx, exhibition, u.Text); problem.Is(err, problem.Invalid) {
		return "", &rooms.Error{Code: codeWords, Detail: "this text has words that are not used here"}
	} else if err != nil {
		return "", err
	}
	if u.Note != "" {
		owns, err := k.service.store.notes.owns(ctx, u.Note, u.Room, u.Participant)
		if err != nil {
			return "", err
		}
		if !owns {
			return "", &rooms.Error{Code: rooms.CodeNotFound, Detail: "there is no such voice note of yours in this room"}
		}
	}
	a := actor.From(ctx)
	return k.service.store.keep(ctx, Message{
		ID: k.ids.next("msg", u.At), V: 1, Room: u.Room, Exhibition: exhibition, Epoch: u.Epoch,
		Participant: u.Participant, ClientID: u.ClientID, Name: u.Name, Org: a.Org, OrgName: a.OrgName,
		Place: u.Place, Text: u.Text, Language: u.Language, Note: u.Note, At: stamp(u.At),
	})
}

// codeWords is the conference's own code of a refusal on the socket.
const codeWords rooms.Code = "words_not_allowed"

type exhibitionKey struct{}

// inExhibition returns a context in which chat is said in an exhibition.
func inExhibition(ctx context.Context, exhibition string) context.Context {
	return context.WithValue(ctx, exhibitionKey{}, exhibition)
}

func exhibitionFrom(ctx context.Context) string {
	id, _ := ctx.Value(exhibitionKey{}).(string)
	return id
}

// hears lists whose chat somebody may read: the places of the room, and the own words everywhere.
type hears struct {
	everywhere bool
	places     []string
	person     string
}

// hears says whose chat somebody may read. What was said in a breakout is its people's as long as they belong to it, and theirs
// who run the room.
func (r Room) hears(s Standing, person string, now time.Time) hears {
	h := hears{everywhere: s.Lead && r.Kind != Meeting && r.Kind != Deal, places: []string{""}, person: person}
	if s.Place == backstage {
		h.places = append(h.places, backstage)
	}
	for _, b := range r.brokenOut(now) {
		if b.Roam || slices.Contains(b.Participants, person) {
			h.places = append(h.places, b.ID)
		}
	}
	return h
}

// History lists what was said in a room, oldest first, to those who may enter it.
func (s *Service) History(ctx context.Context, id, cursor string, limit int) ([]Message, string, error) {
	r, standing, err := s.reads(ctx, id)
	if err != nil {
		return nil, "", err
	}
	return s.store.history(ctx, r.ID, r.hears(standing, actor.From(ctx).Person, s.now()), cursor, limit)
}

// maxExport is how many messages an export holds; the newest go missing beyond.
const maxExport = 20_000

// Export is everything in a room's chat that the actor may read, as a table or as one JSON object a line.
func (s *Service) Export(ctx context.Context, id string, lines bool) ([]byte, error) {
	var all []Message
	for cursor := ""; len(all) < maxExport; {
		page, next, err := s.History(ctx, id, cursor, db.MaxPage)
		if err != nil {
			return nil, err
		}
		all = append(all, page...)
		if cursor = next; cursor == "" {
			break
		}
	}
	if lines {
		var out bytes.Buffer
		w := json.NewEncoder(&out)
		w.SetEscapeHTML(false)
		for _, m := range all {
			if err := w.Encode(m); err != nil {
				return nil, fmt.Errorf("write message: %w", err)
			}
		}
		return out.Bytes(), nil
	}
	table := sheet.Table{Columns: []string{"at", "participant", "name", "organization", "place", "language", "text", "note", "removed"}}
	for _, m := range all {
		removed := ""
		if m.Removed != nil {
			removed = m.Removed.At.Format(time.RFC3339)
		}
		table.Rows = append(table.Rows, []string{m.At.Format(time.RFC3339Nano), m.Participant, m.Name, m.OrgName, m.Place, m.Language, m.Text, m.Note, removed})
	}
	return sheet.Encode(sheet.CSV, table)
}

// Unsay takes the text of a message away; that there was one, whose and when, stays. Its author may, and who polices the room.
func (s *Service) Unsay(ctx context.Context, id, message, words string) (Message, error) {
	r, standing, err := s.Room(ctx, id)
	if err != nil {
		return Message{}, err
	}
	m, err := s.unsay(ctx, r, standing, message, words)
	if err != nil {
		return Message{}, err
	}
	if live, ok := s.engine.Lookup(id); ok {
		if err := live.RemoveMessage(m.ID); err != nil && !errors.Is(err, rooms.ErrClosed) {
			s.log.WarnContext(ctx, "the room was not told of a removed message", "room", id, "err", err)
		}
	}
	return m, nil
}

// unsay takes the text away where it is kept.
func (s *Service) unsay(ctx context.Context, r Room, standing Standing, message, words string) (Message, error) {
	id := r.ID
	words, err := reason(words)
	if err != nil {
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
	now, note := stamp(s.now()), m.Note
	m.Text, m.Note, m.Removed = "", "", &Closing{At: now, By: by, Reason: words}
	m.V++
	m.Outbox = append(m.Outbox, db.OutboxEntry{
		ID: db.NewID("out", now), Type: "message.removed", At: now, By: by, Entity: m.ID, Exhibition: m.Exhibition,
		Data: map[string]string{"room": m.Room, "participant": m.Participant, "reason": words},
	})
	if err := s.store.messages.Replace(ctx, m.ID, m.V-1, m); err != nil {
		return Message{}, err
	}
	if note != "" {
		if err := s.store.notes.erase(ctx, note); err != nil {
			s.log.WarnContext(ctx, "a removed voice note stays behind", "note", note, "err", err)
		}
	}
	return m, nil
}
