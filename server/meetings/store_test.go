package meetings

import (
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"fairground/server/db"
)

func TestOnlyClaimsCollide(t *testing.T) {
	s, _, _ := open(t, 1)
	for _, row := range []struct {
		name  string
		doc   bson.D
		taken string
	}{
		{"an empty array", bson.D{{Key: "_id", Value: "1"}, {Key: "claims", Value: bson.A{}}}, ""},
		{"a second empty array", bson.D{{Key: "_id", Value: "2"}, {Key: "claims", Value: bson.A{}}}, ""},
		{"no claims at all", bson.D{{Key: "_id", Value: "3"}}, ""},
		{"no claims at all again", bson.D{{Key: "_id", Value: "4"}}, ""},
		{"claims", bson.D{{Key: "_id", Value: "5"}, {Key: "claims", Value: bson.A{"person:p@1", "room:r@1"}}}, ""},
		{"other claims", bson.D{{Key: "_id", Value: "6"}, {Key: "claims", Value: bson.A{"person:p@2", "room:r@2"}}}, ""},
		{"one claim that is taken", bson.D{{Key: "_id", Value: "7"}, {Key: "claims", Value: bson.A{"person:q@1", "room:r@1"}}}, "room:r@1"},
		{"the same claim twice in one document", bson.D{{Key: "_id", Value: "8"}, {Key: "claims", Value: bson.A{"person:q@3", "person:q@3"}}}, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := s.store.Collection().InsertOne(t.Context(), row.doc)
			if (err != nil) != (row.taken != "") {
				t.Fatalf("got %v", err)
			}
		})
	}
	err := s.store.insert(t.Context(), Meeting{ID: "9", Claims: []string{"person:z@1", "person:p@2"}})
	if claim, taken := takenClaim(err); !taken || claim != "person:p@2" {
		t.Fatalf("got %q, %v: %v", claim, taken, err)
	}
	if err := s.store.insert(t.Context(), Meeting{ID: "9"}); err != nil {
		t.Fatalf("the failed insert left something: %v", err)
	}
	if !takenID(s.store.insert(t.Context(), Meeting{ID: "9"})) {
		t.Fatal("a taken id is not recognized")
	}
}

func TestAMeetingSurvivesTheDatabase(t *testing.T) {
	s, _, _ := open(t, 2)
	m := accepted(t, s, "a", "b", 3)
	back, err := s.store.find(t.Context(), m.ID)
	if err != nil {
		t.Fatal(err)
	}
	if !back.Starts.Equal(m.Starts) || back.Starts.Location() != time.UTC || len(back.Claims) != 3*6+1 || back.Requester.OrgName["zh-Hans"] != "影业a" {
		t.Fatalf("%+v", back)
	}
	raw, err := s.store.Collection().FindOne(t.Context(), bson.D{{Key: "_id", Value: m.ID}}).Raw()
	if err != nil {
		t.Fatal(err)
	}
	if raw.Lookup("expires").Type != 0 {
		t.Fatalf("a time that is not set is stored: %v", raw.Lookup("expires"))
	}
}

func TestDeliveryDoesNotChangeTheVersion(t *testing.T) {
	s, _, _ := open(t, 2)
	m := ask(t, s, "a", "b", 1)
	pending, err := s.store.Pending(t.Context(), 10)
	if err != nil || len(pending) != 1 || pending[0].Entry.Type != "meeting_request.sent" {
		t.Fatalf("%+v, %v", pending, err)
	}
	if err := s.store.Done(t.Context(), pending[0].Doc, pending[0].Entry.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Accept(as(t.Context(), "b"), m.ID, m.V, at(1)); err != nil {
		t.Fatal(err)
	}
	var left []db.PendingEntry
	if left, err = s.store.Pending(t.Context(), 10); err != nil || len(left) != 1 || left[0].Entry.Type != "meeting_request.accepted" {
		t.Fatalf("%+v, %v", left, err)
	}
}
