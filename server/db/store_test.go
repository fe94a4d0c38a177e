package db_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
	"fairground/server/db/dbtest"
	"fairground/server/problem"
)

type booth struct {
	ID     string           `bson:"_id"`
	V      int64            `bson:"v"`
	Name   string           `bson:"name"`
	Claims []string         `bson:"claims"`
	Outbox []db.OutboxEntry `bson:"outbox"`
}

func booths(t *testing.T, d *db.DB) db.Store[booth] {
	t.Helper()
	s := db.NewStore[booth](d, "booths", "booth")
	err := s.EnsureIndexes(t.Context(), mongo.IndexModel{
		Keys: bson.D{{Key: "claims", Value: 1}},
		Options: options.Index().SetUnique(true).
			SetPartialFilterExpression(bson.D{{Key: "claims.0", Value: bson.D{{Key: "$exists", Value: true}}}}),
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func code(t *testing.T, err error) (problem.Kind, string) {
	t.Helper()
	p, ok := errors.AsType[*problem.Problem](err)
	if !ok {
		t.Fatalf("%v is no problem", err)
	}
	return p.Kind, p.Code
}

func TestAStoreKeepsEntities(t *testing.T) {
	ctx := t.Context()
	s := booths(t, dbtest.New(t))
	b := booth{ID: "bth_1", V: 1, Name: "A1"}
	if err := s.Insert(ctx, b); err != nil {
		t.Fatal(err)
	}
	got, err := s.Find(ctx, "bth_1")
	if err != nil || got.Name != "A1" {
		t.Fatalf("found %+v, %v", got, err)
	}
	if _, err := s.Find(ctx, "bth_2"); err == nil {
		t.Fatal("found what is not there")
	} else if k, c := code(t, err); k != problem.NotFound || c != "booth_not_found" {
		t.Fatalf("got %v %s", k, c)
	}
	b.V, b.Name = 2, "A2"
	if err := s.Replace(ctx, b.ID, 1, b); err != nil {
		t.Fatal(err)
	}
	if err := s.Replace(ctx, b.ID, 1, b); err == nil {
		t.Fatal("a stale version was replaced")
	} else if k, c := code(t, err); k != problem.PreconditionFailed || c != "version_conflict" {
		t.Fatalf("got %v %s", k, c)
	}
	if err := s.Insert(ctx, b); err == nil {
		t.Fatal("inserted twice")
	} else if k, c := code(t, err); k != problem.Conflict || c != "booth_exists" {
		t.Fatalf("got %v %s", k, c)
	}
	if err := s.Delete(ctx, b.ID, 2); err != nil {
		t.Fatal(err)
	}
	if err := s.Delete(ctx, b.ID, 2); err == nil {
		t.Fatal("deleted twice")
	}
}

func TestAClaimIsTakenOnce(t *testing.T) {
	ctx := t.Context()
	s := booths(t, dbtest.New(t))
	for _, b := range []booth{
		{ID: "bth_1", V: 1, Claims: []string{"person:p1@1", "person:p2@1"}},
		{ID: "bth_2", V: 1, Claims: []string{}},
		{ID: "bth_3", V: 1, Claims: []string{}},
	} {
		if err := s.Insert(ctx, b); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range []string{"missing_1", "missing_2"} {
		if _, err := s.Collection().InsertOne(ctx, bson.D{{Key: "_id", Value: id}}); err != nil {
			t.Fatalf("two documents without claims collide: %v", err)
		}
	}
	err := s.Replace(ctx, "bth_2", 1, booth{ID: "bth_2", V: 2, Claims: []string{"person:p3@1", "person:p2@1"}})
	dup, ok := errors.AsType[db.DuplicateKeyError](err)
	if !ok {
		t.Fatalf("a taken claim was given again: %v", err)
	}
	if dup.Index != "claims_1" || len(dup.KeyPattern) != 1 || dup.KeyPattern[0].Key != "claims" ||
		len(dup.KeyValue) != 1 || dup.KeyValue[0].Value != "person:p2@1" {
		t.Fatalf("the error names %s %v %v", dup.Index, dup.KeyPattern, dup.KeyValue)
	}
	got, err := s.Find(ctx, "bth_2")
	if err != nil || got.V != 1 || len(got.Claims) != 0 {
		t.Fatalf("a refused claim changed the document: %+v, %v", got, err)
	}
}

func TestAnAmendmentIsGuardedAndKeepsTheVersion(t *testing.T) {
	ctx := t.Context()
	s := booths(t, dbtest.Memory(t))
	for _, b := range []booth{{ID: "bth_1", V: 3, Name: "A1"}, {ID: "bth_2", V: 1, Claims: []string{"person:p1@1"}}} {
		if err := s.Insert(ctx, b); err != nil {
			t.Fatal(err)
		}
	}
	is := func(name string) bson.D { return bson.D{{Key: "name", Value: name}} }
	set := func(key string, value any) bson.D {
		return bson.D{{Key: "$set", Value: bson.D{{Key: key, Value: value}}}}
	}
	for _, row := range []struct {
		name   string
		id     string
		v      int64
		guard  bson.D
		update bson.D
		code   string
	}{
		{"another version", "bth_1", 2, nil, set("name", "A2"), "version_conflict"},
		{"another guard", "bth_1", 3, is("B1"), set("name", "A2"), "version_conflict"},
		{"nothing there", "bth_9", 3, nil, set("name", "A2"), "booth_not_found"},
		{"a claim that is taken", "bth_1", 3, nil, set("claims", []string{"person:p1@1"}), "booth_exists"},
		{"as it was read", "bth_1", 3, is("A1"), set("name", "A2"), ""},
		{"as it was read before that", "bth_1", 3, is("A1"), set("name", "A3"), "version_conflict"},
	} {
		if err := s.Amend(ctx, row.id, row.v, row.guard, row.update); problem.Code(err) != row.code || (err == nil) != (row.code == "") {
			t.Errorf("%s: %v", row.name, err)
		}
	}
	if got, err := s.Find(ctx, "bth_1"); err != nil || got.V != 3 || got.Name != "A2" || len(got.Claims) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestPagesFollowEachOther(t *testing.T) {
	ctx := t.Context()
	s := booths(t, dbtest.Memory(t))
	var want, got []string
	for i := range 25 {
		id := fmt.Sprintf("bth_%02d", i)
		name := "even"
		if i%2 == 1 {
			name = "odd"
		} else {
			want = append(want, id)
		}
		if err := s.Insert(ctx, booth{ID: id, V: 1, Name: name}); err != nil {
			t.Fatal(err)
		}
	}
	cursor, pages := "", 0
	for {
		items, next, err := s.Page(ctx, bson.D{{Key: "name", Value: "even"}}, cursor, 5)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range items {
			got = append(got, b.ID)
		}
		if pages++; next == "" {
			break
		}
		cursor = next
	}
	if pages != 3 || !slices.Equal(got, want) {
		t.Fatalf("%d pages: %v", pages, got)
	}
	if _, _, err := s.Page(ctx, nil, "%%%", 5); err == nil {
		t.Fatal("a cursor that is none was taken")
	}
}

func TestTheOutboxIsEmptiedOldestFirst(t *testing.T) {
	ctx := t.Context()
	s := booths(t, dbtest.New(t))
	start := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	entry := func(minute int) db.OutboxEntry {
		at := start.Add(time.Duration(minute) * time.Minute)
		return db.OutboxEntry{ID: db.NewID("out", at), Type: "booth.opened", At: at, To: []string{"per_1"}, Data: map[string]string{"minute": fmt.Sprint(minute)}}
	}
	for _, b := range []booth{
		{ID: "bth_1", V: 1, Outbox: []db.OutboxEntry{entry(3), entry(5)}},
		{ID: "bth_2", V: 1},
		{ID: "bth_3", V: 1, Outbox: []db.OutboxEntry{entry(4)}},
	} {
		if err := s.Insert(ctx, b); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for {
		list, err := s.Pending(ctx, 10)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 0 {
			break
		}
		got = append(got, list[0].Doc+" "+list[0].Entry.Data["minute"])
		if err := s.Done(ctx, list[0].Doc, list[0].Entry.ID); err != nil {
			t.Fatal(err)
		}
	}
	if want := []string{"bth_1 3", "bth_3 4", "bth_1 5"}; !slices.Equal(got, want) {
		t.Fatalf("delivered %v, want %v", got, want)
	}
	b, err := s.Find(ctx, "bth_1")
	if err != nil || b.V != 1 {
		t.Fatalf("delivery raised the version: %+v, %v", b, err)
	}
}

func TestIDsSortByTime(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for _, later := range []time.Duration{1, time.Microsecond, 999_999, time.Millisecond} {
		for range 20 { // the rest is random
			if a, b := db.NewID("bth", now), db.NewID("bth", now.Add(later)); a >= b || len(a) != len("bth_")+26 {
				t.Fatalf("%s is not before %s, %s later", a, b, later)
			}
		}
	}
}
