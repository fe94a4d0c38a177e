package db

import (
	"errors"
	"fmt"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

func TestADuplicateKeyIsReadFromEveryKindOfError(t *testing.T) {
	const message = "E11000 duplicate key error collection: fairground.meetings index: claims_1 dup key: { claims: \"person:p1@5\" }"
	raw, err := bson.Marshal(bson.D{
		{Key: "index", Value: 0},
		{Key: "code", Value: 11000},
		{Key: "keyPattern", Value: bson.D{{Key: "claims", Value: 1}}},
		{Key: "keyValue", Value: bson.D{{Key: "claims", Value: "person:p1@5"}}},
		{Key: "errmsg", Value: message},
	})
	if err != nil {
		t.Fatal(err)
	}
	write := mongo.WriteError{Code: 11000, Message: message, Raw: raw}
	for name, err := range map[string]error{
		"one write":       mongo.WriteException{WriteErrors: mongo.WriteErrors{write}},
		"a bulk write":    mongo.BulkWriteException{WriteErrors: []mongo.BulkWriteError{{WriteError: write}}},
		"find and modify": mongo.CommandError{Code: 11000, Message: message, Raw: raw},
		"wrapped":         fmt.Errorf("insert: %w", mongo.WriteException{WriteErrors: mongo.WriteErrors{write}}),
	} {
		dup, ok := errors.AsType[DuplicateKeyError](duplicateKey(err))
		if !ok || dup.Index != "claims_1" || fmt.Sprint(dup.KeyPattern) != fmt.Sprint(bson.D{{Key: "claims", Value: 1}}) ||
			fmt.Sprint(dup.KeyValue) != fmt.Sprint(bson.D{{Key: "claims", Value: "person:p1@5"}}) {
			t.Errorf("%s: %+v", name, dup)
		}
		if !mongo.IsDuplicateKeyError(dup) {
			t.Errorf("%s: the driver's error is lost", name)
		}
	}
	for _, err := range []error{nil, errors.New("other"), mongo.CommandError{Code: 26}} {
		if duplicateKey(err) != nil {
			t.Errorf("%v is taken for a duplicate", err)
		}
	}
}
