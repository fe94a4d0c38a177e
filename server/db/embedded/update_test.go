package embedded_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db/embedded"
)

func TestUpdates(t *testing.T) {
	rows := []struct {
		name, doc, update, want string
	}{
		{"$set makes the documents on the way", `{"_id":1}`, `{"$set":{"a.b.c":1}}`, `{"_id":1,"a":{"b":{"c":1}}}`},
		{"$set by position pads with null", `{"_id":1,"a":[1]}`, `{"$set":{"a.3":4}}`, `{"_id":1,"a":[1,null,null,4]}`},
		{"$set keeps a field's place", `{"_id":1,"a":1,"b":2}`, `{"$set":{"a":3}}`, `{"_id":1,"a":3,"b":2}`},
		{"several new fields come in the order of their names", `{"_id":1}`, `{"$set":{"b":1,"a":2}}`, `{"_id":1,"a":2,"b":1}`},
		{"$unset removes a field", `{"_id":1,"a":1,"b":2}`, `{"$unset":{"a":""}}`, `{"_id":1,"b":2}`},
		{"$unset in an array leaves null", `{"_id":1,"a":[1,2]}`, `{"$unset":{"a.0":""}}`, `{"_id":1,"a":[null,2]}`},
		{"$unset below a scalar does nothing", `{"_id":1,"a":1}`, `{"$unset":{"a.b":""}}`, `{"_id":1,"a":1}`},
		{"$inc widens on overflow", `{"_id":1,"a":2147483647}`, `{"$inc":{"a":1}}`, `{"_id":1,"a":2147483648}`},
		{"$inc of nothing sets", `{"_id":1}`, `{"$inc":{"a":5}}`, `{"_id":1,"a":5}`},
		{"$inc with a double gives a double", `{"_id":1,"a":1}`, `{"$inc":{"a":0.5}}`, `{"_id":1,"a":1.5}`},
		{"$inc with a decimal is exact", `{"_id":1,"a":{"$numberDecimal":"0.1"}}`, `{"$inc":{"a":{"$numberDecimal":"0.2"}}}`, `{"_id":1,"a":{"$numberDecimal":"0.3"}}`},
		{"$mul of nothing is zero", `{"_id":1}`, `{"$mul":{"a":5}}`, `{"_id":1,"a":0}`},
		{"$mul", `{"_id":1,"a":6}`, `{"$mul":{"a":7}}`, `{"_id":1,"a":42}`},
		{"$min keeps the smaller", `{"_id":1,"a":6}`, `{"$min":{"a":7,"b":1}}`, `{"_id":1,"a":6,"b":1}`},
		{"$max compares across types", `{"_id":1,"a":6}`, `{"$max":{"a":"x"}}`, `{"_id":1,"a":"x"}`},
		{"$push makes an array", `{"_id":1}`, `{"$push":{"a":1}}`, `{"_id":1,"a":[1]}`},
		{"$push each, sort and slice", `{"_id":1,"a":[{"n":3}]}`, `{"$push":{"a":{"$each":[{"n":1},{"n":2}],"$sort":{"n":1},"$slice":-2}}}`, `{"_id":1,"a":[{"n":2},{"n":3}]}`},
		{"$push at a position", `{"_id":1,"a":[1,2]}`, `{"$push":{"a":{"$each":[9],"$position":0}}}`, `{"_id":1,"a":[9,1,2]}`},
		{"$addToSet compares numbers by value", `{"_id":1,"a":[1]}`, `{"$addToSet":{"a":{"$each":[{"$numberLong":"1"},2,2]}}}`, `{"_id":1,"a":[1,2]}`},
		{"$pull by value", `{"_id":1,"a":[1,2,1]}`, `{"$pull":{"a":1}}`, `{"_id":1,"a":[2]}`},
		{"$pull by condition", `{"_id":1,"a":[1,5,9]}`, `{"$pull":{"a":{"$gte":5}}}`, `{"_id":1,"a":[1]}`},
		{"$pull by a document's fields", `{"_id":1,"a":[{"id":"x","n":1},{"id":"y"}]}`, `{"$pull":{"a":{"id":"x"}}}`, `{"_id":1,"a":[{"id":"y"}]}`},
		{"$pull of nothing does nothing", `{"_id":1}`, `{"$pull":{"a":1}}`, `{"_id":1}`},
		{"$pop last", `{"_id":1,"a":[1,2]}`, `{"$pop":{"a":1}}`, `{"_id":1,"a":[1]}`},
		{"$pop first", `{"_id":1,"a":[1,2]}`, `{"$pop":{"a":-1}}`, `{"_id":1,"a":[2]}`},
		{"$pop of an empty array leaves it", `{"_id":1,"a":[]}`, `{"$pop":{"a":1}}`, `{"_id":1,"a":[]}`},
		{"$setOnInsert is for inserts", `{"_id":1}`, `{"$setOnInsert":{"a":1},"$set":{"b":2}}`, `{"_id":1,"b":2}`},
		{"all elements", `{"_id":1,"a":[{"n":1},{"n":2}]}`, `{"$inc":{"a.$[].n":10}}`, `{"_id":1,"a":[{"n":11},{"n":12}]}`},
	}
	c := memory(t).Collection("c")
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			if _, err := c.DeleteMany(t.Context(), bson.D{}); err != nil {
				t.Fatal(err)
			}
			insert(t, c, r.doc)
			if _, err := c.UpdateOne(t.Context(), bson.D{{Key: "_id", Value: 1}}, parse(t, r.update)); err != nil {
				t.Fatal(err)
			}
			var got bson.D
			if err := c.FindOne(t.Context(), bson.D{}).Decode(&got); err != nil {
				t.Fatal(err)
			}
			if show(t, got) != show(t, parse(t, r.want)) {
				t.Errorf("%s\n   got %s\nwanted %s", r.update, show(t, got), r.want)
			}
		})
	}
}

func TestWhatAnUpdateCannotDoIsAnErrorAndChangesNothing(t *testing.T) {
	rows := []struct {
		name, doc, update string
		code              int
	}{
		{"$pop of no array", `{"_id":1,"a":1}`, `{"$pop":{"a":1}}`, 14},
		{"$pull of no array", `{"_id":1,"a":1}`, `{"$pull":{"a":1}}`, 2},
		{"$push to no array", `{"_id":1,"a":1}`, `{"$push":{"a":1}}`, 2},
		{"$push to null", `{"_id":1,"a":null}`, `{"$push":{"a":1}}`, 2},
		{"$inc of text", `{"_id":1,"a":"x"}`, `{"$inc":{"a":1}}`, 14},
		{"$inc by text", `{"_id":1,"a":1}`, `{"$inc":{"a":"x"}}`, 14},
		{"$inc beyond 64 bits", `{"_id":1,"a":{"$numberLong":"9223372036854775807"}}`, `{"$inc":{"a":1}}`, 2},
		{"a path through a scalar", `{"_id":1,"a":1}`, `{"$set":{"a.b":1}}`, 28},
		{"a path through null", `{"_id":1,"a":null}`, `{"$set":{"a.b":1}}`, 28},
		{"a name in an array", `{"_id":1,"a":[1]}`, `{"$set":{"a.b":1}}`, 28},
		{"another _id", `{"_id":1}`, `{"$set":{"_id":2}}`, 66},
		{"two operators on one path", `{"_id":1}`, `{"$set":{"a":1},"$inc":{"a":1}}`, 40},
		{"two operators on a path and below it", `{"_id":1}`, `{"$set":{"a":1,"a.b":1}}`, 40},
		{"an unknown operator", `{"_id":1}`, `{"$foo":{"a":1}}`, 9},
		{"$rename", `{"_id":1}`, `{"$rename":{"a":"b"}}`, 238},
		{"$bit", `{"_id":1}`, `{"$bit":{"a":{"and":1}}}`, 238},
		{"the positional operator", `{"_id":1,"a":[1]}`, `{"$set":{"a.$":1}}`, 238},
		{"an array filter that is not there", `{"_id":1,"a":[1]}`, `{"$set":{"a.$[x]":1}}`, 2},
		{"all elements of what is missing", `{"_id":1}`, `{"$set":{"a.$[].b":1}}`, 2},
	}
	c := memory(t).Collection("c")
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			if _, err := c.DeleteMany(t.Context(), bson.D{}); err != nil {
				t.Fatal(err)
			}
			insert(t, c, r.doc)
			_, err := c.UpdateOne(t.Context(), bson.D{{Key: "_id", Value: 1}}, parse(t, r.update))
			if code(err) != r.code {
				t.Errorf("%s: %v, want code %d", r.update, err, r.code)
			}
			var got bson.D
			if err := c.FindOne(t.Context(), bson.D{}).Decode(&got); err != nil {
				t.Fatal(err)
			}
			if show(t, got) != show(t, parse(t, r.doc)) {
				t.Errorf("the document became %s", show(t, got))
			}
		})
	}
	_, err := c.UpdateOne(t.Context(), bson.D{}, mongo.Pipeline{{{Key: "$set", Value: bson.D{{Key: "a", Value: 1}}}}})
	if code(err) != 238 {
		t.Errorf("an update by pipeline: %v", err)
	}
}

func TestArrayFiltersChooseElements(t *testing.T) {
	c := memory(t).Collection("c")
	insert(t, c, `{"_id":1,"a":[{"n":1,"s":["x","y"]},{"n":5,"s":["x"]}]}`)
	_, err := c.UpdateOne(t.Context(), bson.D{}, parse(t, `{"$set":{"a.$[big].s.$[x]":"z"}}`),
		options.UpdateOne().SetArrayFilters([]any{parse(t, `{"big.n":{"$gt":3}}`), parse(t, `{"x":"x"}`)}))
	if err != nil {
		t.Fatal(err)
	}
	var got bson.D
	if err := c.FindOne(t.Context(), bson.D{}).Decode(&got); err != nil {
		t.Fatal(err)
	}
	if want := `{"_id":1,"a":[{"n":1,"s":["x","y"]},{"n":5,"s":["z"]}]}`; show(t, got) != want {
		t.Errorf("got %s", show(t, got))
	}
}

func TestAnUpsertBeginsWithWhatTheFilterFixes(t *testing.T) {
	c := memory(t).Collection("c")
	res, err := c.UpdateOne(t.Context(), parse(t, `{"_id":"x","a.b":1,"n":{"$gt":3},"k":{"$eq":2}}`),
		parse(t, `{"$setOnInsert":{"new":true},"$inc":{"n":1}}`), options.UpdateOne().SetUpsert(true))
	if err != nil || res.UpsertedID != "x" || res.UpsertedCount != 1 || res.MatchedCount != 0 {
		t.Fatalf("%+v, %v", res, err)
	}
	var got bson.D
	if err := c.FindOne(t.Context(), bson.D{}).Decode(&got); err != nil {
		t.Fatal(err)
	}
	if want := `{"_id":"x","a":{"b":1},"k":2,"n":1,"new":true}`; show(t, got) != want {
		t.Errorf("got %s", show(t, got))
	}
}

func TestFindAndModifyReturnsBeforeOrAfter(t *testing.T) {
	c := memory(t).Collection("c")
	insert(t, c, `{"_id":1,"n":1}`, `{"_id":2,"n":2}`)
	type row struct{ ID, N int }
	var got struct {
		ID int `bson:"_id"`
		N  int `bson:"n"`
	}
	last := options.FindOneAndUpdate().SetSort(bson.D{{Key: "n", Value: -1}})
	if err := c.FindOneAndUpdate(t.Context(), bson.D{}, parse(t, `{"$inc":{"n":10}}`), last).Decode(&got); err != nil || (row{got.ID, got.N}) != (row{2, 2}) {
		t.Fatalf("before: %+v, %v", got, err)
	}
	if err := c.FindOneAndUpdate(t.Context(), bson.D{}, parse(t, `{"$inc":{"n":10}}`), last.SetReturnDocument(options.After)).Decode(&got); err != nil || (row{got.ID, got.N}) != (row{2, 22}) {
		t.Fatalf("after: %+v, %v", got, err)
	}
	if err := c.FindOneAndDelete(t.Context(), bson.D{{Key: "_id", Value: 1}}).Decode(&got); err != nil || (row{got.ID, got.N}) != (row{1, 1}) {
		t.Fatalf("removed: %+v, %v", got, err)
	}
	if err := c.FindOneAndDelete(t.Context(), bson.D{{Key: "_id", Value: 1}}).Err(); !errors.Is(err, mongo.ErrNoDocuments) {
		t.Fatalf("removed twice: %v", err)
	}
}

func TestTwoHundredConcurrentIncrementsGiveTwoHundred(t *testing.T) {
	_, d := start(t, embedded.Options{Dir: t.TempDir()})
	c := d.Collection("c")
	insert(t, c, `{"_id":1,"n":0}`)
	concurrently(t, 200, func(ctx context.Context, _ int) error {
		res, err := c.UpdateOne(ctx, bson.D{{Key: "_id", Value: 1}}, bson.D{{Key: "$inc", Value: bson.D{{Key: "n", Value: 1}}}})
		if err == nil && res.ModifiedCount != 1 {
			return fmt.Errorf("modified %d", res.ModifiedCount)
		}
		return err
	})
	var got struct{ N int }
	if err := c.FindOne(t.Context(), bson.D{}).Decode(&got); err != nil || got.N != 200 {
		t.Fatalf("got %d, %v", got.N, err)
	}
}

func TestCompareAndSetHasOneWinner(t *testing.T) {
	_, d := start(t, embedded.Options{Dir: t.TempDir()})
	c := d.Collection("c")
	insert(t, c, `{"_id":1,"v":1}`)
	var winners atomic.Int64
	concurrently(t, 50, func(ctx context.Context, i int) error {
		res, err := c.ReplaceOne(ctx, bson.D{{Key: "_id", Value: 1}, {Key: "v", Value: 1}}, bson.D{{Key: "v", Value: 2}, {Key: "by", Value: i}})
		if err == nil {
			winners.Add(res.MatchedCount)
		}
		return err
	})
	if winners.Load() != 1 {
		t.Fatalf("%d winners", winners.Load())
	}
}

func TestOneOfManyInsertsTheSameID(t *testing.T) {
	c := memory(t).Collection("c")
	var done, refused atomic.Int64
	concurrently(t, 50, func(ctx context.Context, i int) error {
		_, err := c.InsertOne(ctx, bson.D{{Key: "_id", Value: "same"}, {Key: "by", Value: i}})
		switch {
		case err == nil:
			done.Add(1)
		case mongo.IsDuplicateKeyError(err):
			refused.Add(1)
		default:
			return err
		}
		return nil
	})
	if done.Load() != 1 || refused.Load() != 49 {
		t.Fatalf("%d inserted, %d refused", done.Load(), refused.Load())
	}
}

func concurrently(t *testing.T, n int, fn func(ctx context.Context, i int) error) {
	t.Helper()
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() {
			if err := fn(t.Context(), i); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
}
