package db

import (
	"errors"
	"fmt"
	"regexp"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

const codeDuplicateKey = 11000

// DuplicateKeyError says which unique index refused a write and with which key. The document is unchanged.
type DuplicateKeyError struct {
	Index      string // the index's name, such as "_id_" or "claims_1"
	KeyPattern bson.D // the index's keys, such as {claims: 1}
	KeyValue   bson.D // the key that is taken, such as {claims: "person:p1@29388240"}
	err        error
}

// Error names index and key.
func (e DuplicateKeyError) Error() string {
	return fmt.Sprintf("duplicate key %v in index %s", e.KeyValue, e.Index)
}

// Unwrap is the driver's error.
func (e DuplicateKeyError) Unwrap() error { return e.err }

var indexName = regexp.MustCompile(`index: (\S+) dup key`)

// duplicateKey finds the E11000 in an error of the driver; nil when there is none.
func duplicateKey(err error) error {
	if err == nil || !mongo.IsDuplicateKeyError(err) {
		return nil
	}
	dup := DuplicateKeyError{err: err}
	var raw bson.Raw
	var message string
	if we, ok := errors.AsType[mongo.WriteException](err); ok {
		for _, e := range we.WriteErrors {
			if e.Code == codeDuplicateKey {
				raw, message = e.Raw, e.Message
				break
			}
		}
	} else if be, ok := errors.AsType[mongo.BulkWriteException](err); ok {
		for _, e := range be.WriteErrors {
			if e.Code == codeDuplicateKey {
				raw, message = e.Raw, e.Message
				break
			}
		}
	} else if ce, ok := errors.AsType[mongo.CommandError](err); ok {
		raw, message = ce.Raw, ce.Message
	}
	if m := indexName.FindStringSubmatch(message); m != nil {
		dup.Index = m[1]
	}
	var key struct {
		Pattern bson.D `bson:"keyPattern"`
		Value   bson.D `bson:"keyValue"`
	}
	if len(raw) > 0 && bson.Unmarshal(raw, &key) == nil {
		dup.KeyPattern, dup.KeyValue = key.Pattern, key.Value
	}
	return dup
}
