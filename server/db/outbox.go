package db

import (
	"cmp"
	"context"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// OutboxEntry is what must follow from a change: it is written inside the changed document, delivered at least once by a
// worker and then removed. Receivers are idempotent by ID.
type OutboxEntry struct {
	ID         string            `bson:"id"`                   // made by NewID, so that entries sort by time
	Type       string            `bson:"type"`                 // entity.verb_past, such as "meeting.accepted"
	At         time.Time         `bson:"at"`                   // when it happened, millisecond precision
	By         string            `bson:"by,omitempty"`         // the person who acted; empty for the system
	Entity     string            `bson:"entity,omitempty"`     // the id of what changed
	Exhibition string            `bson:"exhibition,omitempty"` // the exhibition it belongs to
	To         []string          `bson:"to,omitempty"`         // ids of persons to be told
	Data       map[string]string `bson:"data,omitempty"`       // what the message needs; keys without $ and dot
}

// PendingEntry is an entry with the id of the document that carries it.
type PendingEntry struct {
	Doc   string
	Entry OutboxEntry
}

// Outbox is what a worker empties: a Store whose documents carry entries, or something that makes them of a log.
type Outbox interface {
	// Pending lists at most limit undelivered entries, oldest first.
	Pending(ctx context.Context, limit int) ([]PendingEntry, error)
	// Done removes a delivered entry of a document. It may be called again for the same.
	Done(ctx context.Context, docID, entryID string) error
}

var outboxFilled = bson.D{{Key: "outbox.0", Value: bson.D{{Key: "$exists", Value: true}}}}

func outboxIndex() mongo.IndexModel {
	return mongo.IndexModel{
		Keys:    bson.D{{Key: "outbox.id", Value: 1}},
		Options: options.Index().SetName("outbox").SetPartialFilterExpression(outboxFilled),
	}
}

// Pending lists at most limit undelivered entries of all documents, oldest first. EnsureIndexes makes it cheap.
func (s Store[T]) Pending(ctx context.Context, limit int) ([]PendingEntry, error) {
	if limit <= 0 {
		return nil, nil
	}
	cur, err := s.collection.Find(ctx, outboxFilled, options.Find().
		SetProjection(bson.D{{Key: "outbox", Value: 1}}).
		SetSort(bson.D{{Key: "outbox.id", Value: 1}}).SetLimit(int64(limit)))
	if err != nil {
		return nil, s.failed("list outbox", err)
	}
	var docs []struct {
		ID     string        `bson:"_id"`
		Outbox []OutboxEntry `bson:"outbox"`
	}
	if err := cur.All(ctx, &docs); err != nil {
		return nil, s.failed("list outbox", err)
	}
	var pending []PendingEntry
	for _, d := range docs {
		for _, e := range d.Outbox {
			pending = append(pending, PendingEntry{Doc: d.ID, Entry: e})
		}
	}
	slices.SortStableFunc(pending, func(a, b PendingEntry) int {
		return cmp.Or(a.Entry.At.Compare(b.Entry.At), cmp.Compare(a.Entry.ID, b.Entry.ID))
	})
	return pending[:min(limit, len(pending))], nil
}

// Done removes a delivered entry. It does not raise the version, so an ETag does not change by delivery; an entry or
// document that is already gone is no error.
func (s Store[T]) Done(ctx context.Context, docID, entryID string) error {
	_, err := s.collection.UpdateOne(ctx, byID(docID), bson.D{{Key: "$pull", Value: bson.D{
		{Key: "outbox", Value: bson.D{{Key: "id", Value: entryID}}},
	}}})
	if err != nil {
		return s.failed("finish outbox entry", err)
	}
	return nil
}
