package embedded_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db/embedded"
)

func createIndex(t testing.TB, c *mongo.Collection, keys string, o *options.IndexOptionsBuilder) error {
	t.Helper()
	_, err := c.Indexes().CreateOne(t.Context(), mongo.IndexModel{Keys: parse(t, keys), Options: o})
	return err
}

func TestUniqueIndexes(t *testing.T) {
	rows := []struct {
		name, keys string
		options    *options.IndexOptionsBuilder
		docs       []string // all but the last are taken
		refused    bool     // whether the last is
	}{
		{"a value twice", `{"a":1}`, options.Index().SetUnique(true), []string{`{"a":1}`, `{"a":1}`}, true},
		{"one number in two types", `{"a":1}`, options.Index().SetUnique(true), []string{`{"a":1}`, `{"a":{"$numberDecimal":"1.0"}}`}, true},
		{"missing twice counts as null twice", `{"a":1}`, options.Index().SetUnique(true), []string{`{}`, `{}`}, true},
		{"missing and null", `{"a":1}`, options.Index().SetUnique(true), []string{`{}`, `{"a":null}`}, true},
		{"sparse leaves the missing out", `{"a":1}`, options.Index().SetUnique(true).SetSparse(true), []string{`{}`, `{}`}, false},
		{"sparse does not leave empty arrays out", `{"a":1}`, options.Index().SetUnique(true).SetSparse(true), []string{`{"a":[]}`, `{"a":[]}`}, true},
		{"partial leaves out two empty arrays and two missing", `{"a":1}`, options.Index().SetUnique(true).SetPartialFilterExpression(bson.D{{Key: "a.0", Value: bson.D{{Key: "$exists", Value: true}}}}), []string{`{"a":[]}`, `{"a":[]}`, `{}`, `{}`}, false},
		{"an element in two documents", `{"a":1}`, options.Index().SetUnique(true), []string{`{"a":[1,2]}`, `{"a":[3,2]}`}, true},
		{"an element twice in one document", `{"a":1}`, options.Index().SetUnique(true), []string{`{"a":[1,1]}`}, false},
		{"a field of documents in an array", `{"a.b":1}`, options.Index().SetUnique(true), []string{`{"a":[{"b":1},{"b":2}]}`, `{"a":[{"b":2}]}`}, true},
		{"compound keys differ in one part", `{"a":1,"b":-1}`, options.Index().SetUnique(true), []string{`{"a":1,"b":1}`, `{"a":1,"b":2}`}, false},
		{"compound keys agree in all", `{"a":1,"b":-1}`, options.Index().SetUnique(true), []string{`{"a":1,"b":1}`, `{"a":1,"b":1.0}`}, true},
		{"a text is no prefix of another", `{"a":1,"b":1}`, options.Index().SetUnique(true), []string{`{"a":"x","b":"yz"}`, `{"a":"xy","b":"z"}`}, false},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			c := memory(t).Collection("c")
			if err := createIndex(t, c, r.keys, r.options); err != nil {
				t.Fatal(err)
			}
			last := len(r.docs) - 1
			insert(t, c, r.docs[:last]...)
			_, err := c.InsertOne(t.Context(), parse(t, r.docs[last]))
			if (code(err) == 11000) != r.refused || err != nil && !r.refused {
				t.Fatalf("the last: %v", err)
			}
			if r.refused { // and the same when the index comes after the documents
				c := c.Database().Collection("later")
				insert(t, c, r.docs...)
				if err := createIndex(t, c, r.keys, r.options); code(err) != 11000 {
					t.Fatalf("an index over duplicates: %v", err)
				}
			}
		})
	}
}

func TestAFailedWriteLeavesNoTraceInAnyIndex(t *testing.T) {
	c := memory(t).Collection("c")
	for _, k := range []string{`{"a":1}`, `{"b":1}`} {
		if err := createIndex(t, c, k, options.Index().SetUnique(true)); err != nil {
			t.Fatal(err)
		}
	}
	insert(t, c, `{"_id":1,"a":1,"b":1}`, `{"_id":2,"a":2,"b":2}`)
	if _, err := c.UpdateOne(t.Context(), bson.D{{Key: "_id", Value: 2}}, parse(t, `{"$set":{"a":3,"b":1}}`)); code(err) != 11000 {
		t.Fatalf("took a taken key: %v", err)
	}
	insert(t, c, `{"_id":3,"a":3,"b":3}`) // 3 was not taken by the failed write
	if got, err := ids(t, c, parse(t, `{"a":2}`)); err != nil || !slices.Equal(got, []string{"2"}) {
		t.Fatalf("the old key finds %v, %v", got, err)
	}
	if _, err := c.DeleteOne(t.Context(), bson.D{{Key: "_id", Value: 3}}); err != nil {
		t.Fatal(err)
	}
	insert(t, c, `{"_id":4,"a":3,"b":3}`) // a deleted document frees its keys
}

func TestAMultiDocumentUpdateKeepsWhatItDidBeforeTheError(t *testing.T) {
	c := memory(t).Collection("c")
	if err := createIndex(t, c, `{"a":1}`, options.Index().SetUnique(true)); err != nil {
		t.Fatal(err)
	}
	insert(t, c, `{"_id":1,"a":1}`, `{"_id":2,"a":2}`)
	if _, err := c.UpdateMany(t.Context(), bson.D{}, parse(t, `{"$set":{"a":7}}`)); code(err) != 11000 {
		t.Fatalf("two documents have one key: %v", err)
	}
	got, err := ids(t, c, parse(t, `{"a":7}`))
	if err != nil || !slices.Equal(got, []string{"1"}) {
		t.Fatalf("got %v, %v", got, err)
	}
}

func TestIndexesThatCannotBeAreRefused(t *testing.T) {
	c := memory(t).Collection("c")
	rows := []struct {
		keys    string
		options *options.IndexOptionsBuilder
		code    int
	}{
		{`{"a":"text"}`, options.Index(), 238},
		{`{"a":"hashed"}`, options.Index(), 238},
		{`{"a":"2dsphere"}`, options.Index(), 238},
		{`{"$**":1}`, options.Index(), 238},
		{`{"a":1}`, options.Index().SetCollation(&options.Collation{Locale: "de"}), 238},
		{`{"a":1}`, options.Index().SetHidden(true), 238},
		{`{"a":0}`, options.Index(), 67},
		{`{"a":1,"b":1}`, options.Index().SetExpireAfterSeconds(5), 67},
		{`{"a":1}`, options.Index().SetPartialFilterExpression(bson.D{{Key: "a", Value: bson.D{{Key: "$ne", Value: 1}}}}), 67},
	}
	for _, r := range rows {
		if err := createIndex(t, c, r.keys, r.options); code(err) != r.code {
			t.Errorf("%s: %v, want code %d", r.keys, err, r.code)
		}
	}
	if err := createIndex(t, c, `{"a":1,"b":1}`, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := c.InsertOne(t.Context(), parse(t, `{"a":[1],"b":[1]}`)); code(err) != 171 {
		t.Errorf("parallel arrays: %v", err)
	}
	if err := createIndex(t, c, `{"a":1,"b":1}`, nil); err != nil {
		t.Errorf("the same index again: %v", err)
	}
	if err := createIndex(t, c, `{"a":1,"b":1}`, options.Index().SetName("other")); code(err) != 85 {
		t.Errorf("the same index by another name: %v", err)
	}
	if err := createIndex(t, c, `{"c":1}`, options.Index().SetName("a_1_b_1")); code(err) != 86 {
		t.Errorf("another index by the same name: %v", err)
	}
}

// Whatever index is used, a query finds what it finds without one, in the order asked for.
func TestAnIndexChangesNoResult(t *testing.T) {
	plain, indexed := memory(t).Collection("c"), memory(t).Collection("c")
	for _, k := range []string{`{"a":1,"b":-1}`, `{"b":1}`, `{"t.x":1,"a":1}`, `{"s":-1}`, `{"t.x":1,"t.y":1}`, `{"t.x":1,"_id":1}`} {
		if err := createIndex(t, indexed, k, nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := createIndex(t, indexed, `{"p":1}`, options.Index().SetSparse(true)); err != nil {
		t.Fatal(err)
	}
	if err := createIndex(t, indexed, `{"q":1}`, options.Index().SetPartialFilterExpression(bson.D{{Key: "q", Value: bson.D{{Key: "$gt", Value: 2}}}})); err != nil {
		t.Fatal(err)
	}
	for i := range 300 {
		s := fmt.Sprintf(`{"_id":%d,"a":%d,"b":%d,"s":"%c","t":[{"x":%d,"y":%d},{"x":%d,"y":%d}]`, i, i%7, i%11, 'a'+i%5, i%3, i%5, i%4, i%6)
		if i%2 == 0 {
			s += fmt.Sprintf(`,"p":%d`, i%6)
		}
		if i%3 == 0 {
			s += fmt.Sprintf(`,"q":%d`, i%5)
		}
		insert(t, plain, s+"}")
		insert(t, indexed, s+"}")
	}
	filters := []string{
		`{}`, `{"a":3}`, `{"a":3,"b":{"$gt":4}}`, `{"a":{"$in":[1,5,9]}}`, `{"a":{"$gte":2,"$lt":5}}`, `{"a":3,"b":{"$lte":4,"$gte":2}}`,
		`{"b":{"$gt":8}}`, `{"t.x":2}`, `{"t.x":{"$gt":1,"$lt":1}}`, `{"t.x":1,"a":2}`, `{"t.x":1,"t.y":2}`, `{"t.x":2,"t.y":{"$gt":3}}`, `{"t.x":{"$gt":1}}`, `{"t.x":{"$in":[0,3]}}`, `{"s":{"$gt":"b"}}`, `{"s":{"$lte":"b"}}`, `{"p":null}`, `{"p":4}`,
		`{"p":{"$gt":2}}`, `{"p":{"$exists":false}}`, `{"q":3}`, `{"q":{"$gt":2}}`, `{"q":{"$lt":2}}`, `{"q":null}`, `{"a":{"$in":[]}}`, `{"$or":[{"a":3},{"b":5}]}`, `{"$or":[{"a":3,"b":5},{"a":4},{"a":{"$in":[4,5]}}],"s":{"$gte":"b"}}`, `{"$or":[{"a":3},{"nope":5}]}`, `{"$or":[{"t.x":3},{"t.x":{"$lt":1}}]}`, `{"p":{"$in":[null,2]}}`,
	}
	sorts := []string{`{"_id":1}`, `{"_id":-1}`, `{"a":1,"b":-1,"_id":1}`, `{"a":-1,"b":1,"_id":1}`, `{"b":-1,"_id":1}`, `{"s":1,"_id":1}`, `{"t.x":1,"_id":1}`, `{"t.x":-1,"_id":1}`, `{"p":1,"_id":1}`}
	for _, f := range filters {
		for _, s := range sorts {
			for _, limit := range []int64{0, 7} {
				o := options.Find().SetSort(parse(t, s)).SetLimit(limit).SetSkip(limit / 2)
				want, err := ids(t, plain, parse(t, f), o)
				if err != nil {
					t.Fatal(err)
				}
				got, err := ids(t, indexed, parse(t, f), o)
				if err != nil {
					t.Fatal(err)
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s sorted by %s, limit %d\nwith index %v\n   without %v", f, s, limit, got, want)
				}
			}
		}
		hinted, err := ids(t, indexed, parse(t, f), options.Find().SetHint("a_1_b_-1"))
		want, err2 := ids(t, plain, parse(t, f))
		slices.Sort(hinted)
		slices.Sort(want)
		if err != nil || err2 != nil || !slices.Equal(hinted, want) {
			t.Errorf("%s with a hint: %v, %v, %v", f, hinted, err, err2)
		}
	}
}

func TestExpiredDocumentsGo(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	e, d := start(t, embedded.Options{Now: func() time.Time { return now }})
	c := d.Collection("c")
	if err := createIndex(t, c, `{"at":1}`, options.Index().SetExpireAfterSeconds(60)); err != nil {
		t.Fatal(err)
	}
	for id, at := range map[string]any{
		"old": now.Add(-2 * time.Minute), "new": now.Add(-30 * time.Second), "text": "2020", "one of two": bson.A{now, now.Add(-time.Hour)},
	} {
		if _, err := c.InsertOne(t.Context(), bson.D{{Key: "_id", Value: id}, {Key: "at", Value: at}}); err != nil {
			t.Fatal(err)
		}
	}
	insert(t, c, `{"_id":"missing"}`)
	if err := e.Sweep(); err != nil {
		t.Fatal(err)
	}
	got, err := ids(t, c, bson.D{})
	slices.Sort(got)
	if err != nil || !slices.Equal(got, []string{"missing", "new", "text"}) {
		t.Fatalf("left are %v, %v", got, err)
	}
}
