package conference

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
	"fairground/server/problem"
)

type store struct {
	doors    db.Store[Door]
	sessions db.Store[Session]
	messages db.Store[Message]
	evidence db.Store[Evidence]

	questions questionStore
	polls     pollStore
	captions  captionStore
	reports   reportStore
	words     db.Store[WordList]
	notes     noteStore

	recordings recordingStore
	takes      takeStore
	keys       keyStore
	tests      testStore
}

func newStore(d *db.DB) store {
	return store{
		doors:    db.NewStore[Door](d, "rooms", "room"),
		sessions: db.NewStore[Session](d, "programme", "session"),
		messages: db.NewStore[Message](d, "messages", "message"),
		evidence: db.NewStore[Evidence](d, "presence", "presence"),

		questions: newQuestionStore(d), polls: newPollStore(d), captions: newCaptionStore(d), reports: newReportStore(d),
		words: db.NewStore[WordList](d, "wordlists", "word_list"), notes: newNoteStore(d),
		recordings: newRecordingStore(d), takes: newTakeStore(d), keys: newKeyStore(d), tests: newTestStore(d),
	}
}

func eq(name string, value any) bson.E { return bson.E{Key: name, Value: value} }

func ascending(names ...string) bson.D {
	keys := make(bson.D, 0, len(names))
	for _, name := range names {
		keys = append(keys, bson.E{Key: name, Value: 1})
	}
	return keys
}

func (s store) indexes(ctx context.Context) error {
	if err := s.doors.EnsureIndexes(ctx, mongo.IndexModel{Keys: ascending("exhibition", "kind")}, mongo.IndexModel{Keys: ascending("interpreters.person")}); err != nil {
		return err
	}
	claimed := bson.D{eq("claims.0", bson.D{eq("$exists", true)})}
	if err := s.sessions.EnsureIndexes(ctx,
		mongo.IndexModel{Keys: ascending("exhibition", "starts")},
		mongo.IndexModel{Keys: ascending("room", "starts")},
		mongo.IndexModel{Keys: ascending("deal"), Options: options.Index().SetName("deal").SetPartialFilterExpression(bson.D{eq("deal", bson.D{eq("$exists", true)})})},
		mongo.IndexModel{Keys: ascending("claims"), Options: options.Index().SetName("claims").SetUnique(true).SetPartialFilterExpression(claimed)},
	); err != nil {
		return err
	}
	if err := s.messages.EnsureIndexes(ctx,
		mongo.IndexModel{Keys: ascending("room", "_id")},
		mongo.IndexModel{Keys: ascending("note"), Options: options.Index().SetName("note").SetPartialFilterExpression(bson.D{eq("note", bson.D{eq("$exists", true)})})},
		mongo.IndexModel{Keys: ascending("room", "participant", "clientId"), Options: options.Index().SetUnique(true)},
	); err != nil {
		return err
	}
	for _, indexes := range []func(context.Context) error{s.questions.indexes, s.polls.indexes, s.captions.indexes, s.reports.indexes, s.notes.indexes, s.recordings.indexes, s.takes.indexes, s.keys.indexes, s.tests.indexes} {
		if err := indexes(ctx); err != nil {
			return err
		}
	}
	if err := s.words.EnsureIndexes(ctx); err != nil {
		return err
	}
	return s.evidence.EnsureIndexes(ctx, mongo.IndexModel{Keys: ascending("room", "participant"), Options: options.Index().SetUnique(true)})
}

// door finds what is stored of a room; nothing is, until the first act at it.
func (s store) door(ctx context.Context, id string) (Door, bool, error) {
	d, err := s.doors.Find(ctx, id)
	if problem.Is(err, problem.NotFound) {
		return Door{}, false, nil
	}
	return d, err == nil, err
}

func (s store) doorsOf(ctx context.Context, ids []string) (map[string]Door, error) {
	doors := make(map[string]Door, len(ids))
	if len(ids) == 0 {
		return doors, nil
	}
	list, err := s.doors.All(ctx, bson.D{eq("_id", bson.D{eq("$in", ids)})})
	if err != nil {
		return nil, err
	}
	for _, d := range list {
		doors[d.ID] = d
	}
	return doors, nil
}

// maxStages bounds the stages of an exhibition that a list shows.
const maxStages = 200

func (s store) stages(ctx context.Context, exhibition string) ([]Door, error) {
	return s.doors.All(ctx, bson.D{eq("exhibition", exhibition), eq("kind", Stage)},
		options.Find().SetSort(ascending("_id")).SetLimit(maxStages))
}

// speaking finds the sessions of a room that start before one time and end after another.
func (s store) speaking(ctx context.Context, room string, startsBefore, endsAfter time.Time) ([]Session, error) {
	return s.sessions.All(ctx, bson.D{
		eq("room", room), eq("state", Scheduled),
		eq("starts", bson.D{eq("$lte", startsBefore)}), eq("ends", bson.D{eq("$gte", endsAfter)}),
	}, options.Find().SetLimit(50))
}

// programme lists the sessions of an exhibition by id, drafts and cancelled ones only if asked for.
func (s store) programme(ctx context.Context, exhibition string, all bool, cursor string, limit int) ([]Session, string, error) {
	filter := bson.D{eq("exhibition", exhibition)}
	if !all {
		filter = append(filter, eq("state", bson.D{eq("$in", []SessionState{Scheduled, Cancelled})}))
	}
	return s.sessions.Page(ctx, filter, cursor, limit)
}

// keep stores a message once per participant and client id, and returns the id under which it is stored.
func (s store) keep(ctx context.Context, m Message) (string, error) {
	err := s.messages.Insert(ctx, m)
	var taken db.DuplicateKeyError
	if errors.As(err, &taken) {
		kept, err := s.messages.FindOne(ctx, bson.D{eq("room", m.Room), eq("participant", m.Participant), eq("clientId", m.ClientID)})
		if err != nil {
			return "", err
		}
		return kept.ID, nil
	}
	if err != nil {
		return "", err
	}
	return m.ID, nil
}

// history lists the messages that somebody may read.
func (s store) history(ctx context.Context, room string, h hears, cursor string, limit int) ([]Message, string, error) {
	return s.messages.Page(ctx, heard(room, h), cursor, limit)
}

// heard is the filter of what somebody may read. A message of the floor has no place.
func heard(room string, h hears) bson.D {
	filter := bson.D{eq("room", room)}
	if h.everywhere {
		return filter
	}
	return append(filter, eq("$or", bson.A{
		bson.D{eq("place", bson.D{eq("$exists", false)})}, bson.D{eq("place", bson.D{eq("$in", h.places)})}, bson.D{eq("participant", h.person)},
	}))
}

// saidNote reports whether a voice note stands in a message that somebody may read.
func (s store) saidNote(ctx context.Context, room, note string, h hears) (bool, error) {
	n, err := s.messages.Collection().CountDocuments(ctx, append(heard(room, h), eq("note", note)))
	if err != nil {
		return false, fmt.Errorf("find voice note in chat: %w", err)
	}
	return n > 0, nil
}

// interpreted lists the doors of rooms in which somebody interprets or may have to: those that name interpreters, and stages.
func (s store) interpreted(ctx context.Context, exhibition string) ([]Door, error) {
	return s.doors.All(ctx, bson.D{eq("exhibition", exhibition), eq("$or", bson.A{
		bson.D{eq("kind", Stage)}, bson.D{eq("interpreters.0", bson.D{eq("$exists", true)})},
	})}, options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetLimit(coverageRooms))
}

// interpretedSessions lists the sessions of an exhibition that have not ended and are to be interpreted, and those on the stages
// named, the next first.
func (s store) interpretedSessions(ctx context.Context, exhibition string, stages []string, endsAfter time.Time) ([]Session, error) {
	return s.sessions.All(ctx, bson.D{
		eq("exhibition", exhibition), eq("state", Scheduled), eq("ends", bson.D{eq("$gt", endsAfter)}),
		eq("$or", bson.A{
			bson.D{eq("interpretation.0", bson.D{eq("$exists", true)})}, bson.D{eq("room", bson.D{eq("$in", stages)})},
		}),
	}, options.Find().SetSort(ascending("starts", "_id")).SetLimit(coverageRooms))
}

// maxAssignments bounds the rooms in which one interpreter is listed.
const maxAssignments = 200

// assigned lists the rooms of an exhibition for which a person was named as an interpreter, the newest first.
func (s store) assigned(ctx context.Context, exhibition, person string) ([]string, error) {
	list, err := s.doors.All(ctx, bson.D{eq("interpreters.person", person), eq("exhibition", exhibition)},
		options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetLimit(maxAssignments))
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(list))
	for _, d := range list {
		ids = append(ids, d.ID)
	}
	return ids, nil
}

// ceremonies lists the scheduled sessions in which a deal is signed and that start before one time and end after another.
func (s store) ceremonies(ctx context.Context, deal string, startsBefore, endsAfter time.Time) ([]Session, error) {
	return s.sessions.All(ctx, bson.D{
		eq("deal", deal), eq("state", Scheduled),
		eq("starts", bson.D{eq("$lte", startsBefore)}), eq("ends", bson.D{eq("$gte", endsAfter)}),
	}, options.Find().SetLimit(20))
}

// said counts the messages of a participant in a room.
func (s store) said(ctx context.Context, room, participant string) (int64, error) {
	n, err := s.messages.Collection().CountDocuments(ctx, bson.D{eq("room", room), eq("participant", participant)})
	if err != nil {
		return 0, fmt.Errorf("count messages: %w", err)
	}
	return n, nil
}

// maxEvidence bounds the people of a room whose evidence is read at once.
const maxEvidence = 2000

func (s store) evidenceOf(ctx context.Context, room string) ([]Evidence, error) {
	return s.evidence.All(ctx, bson.D{eq("room", room)}, options.Find().SetSort(ascending("_id")).SetLimit(maxEvidence))
}

func (s store) evidenceFor(ctx context.Context, id string) (Evidence, bool, error) {
	e, err := s.evidence.Find(ctx, id)
	if problem.Is(err, problem.NotFound) {
		return Evidence{}, false, nil
	}
	return e, err == nil, err
}

// saveEvidence stores what one writer, the recorder of the room's node, has seen.
func (s store) saveEvidence(ctx context.Context, e Evidence) error {
	_, err := s.evidence.Collection().ReplaceOne(ctx, bson.D{eq("_id", e.ID)}, e, options.Replace().SetUpsert(true))
	if err != nil {
		return fmt.Errorf("save presence: %w", err)
	}
	return nil
}
