package embedded

import (
	"bytes"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// FuzzSkim compares what is read of a document without decoding it with what decode makes of it.
func FuzzSkim(f *testing.F) {
	names := []string{"_id", "a", "l", ""}
	for _, d := range []doc{
		{},
		{{"_id", int32(1)}, {"a", "text"}, {"l", array{int64(1), doc{{"x", bson.Null{}}}, array{}}}, {"b", true}, {"f", 1.5}},
		{{"a", bson.Binary{Data: []byte("bytes")}}, {"a", bson.ObjectID{1}}, {"t", bson.Timestamp{T: 1, I: 2}}, {"d", bson.DateTime(3)}},
		{{"r", bson.Regex{Pattern: "x", Options: "i"}}, {"l", array{bson.MinKey{}}}, {"c", bson.CodeWithScope{Code: "x", Scope: doc{}}}},
		{{"n", bson.NewDecimal128(1, 2)}, {"_id", doc{{"x", array{array{array{}}}}}}, {"u", bson.Undefined{}}, {"p", bson.DBPointer{DB: "d"}}},
	} {
		f.Add([]byte(encode(d)))
	}
	f.Add([]byte("\x11\x00\x00\x00\x04l\x00\x09\x00\x00\x00\x0a1\x00\x00\x00")) // an array that begins with element 1
	f.Add([]byte("\x0a\x00\x00\x00\x08a\x00\x02\x00"))                          // a boolean of value 2
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := decode(b)
		deepest, ok := plain(b)
		if ok && err != nil {
			t.Fatalf("plain, and cannot be decoded: %v", err)
		}
		if ok && (!bytes.Equal(encode(d), b) || deepest != depth(d)) {
			t.Fatalf("plain with depth %d, and encoded again it is %x with depth %d", deepest, encode(d), depth(d))
		}
		if ok && plainID(b) != (len(d) > 0 && d[0].key == "_id" && class(d[0].val) != classDocument && class(d[0].val) != classArray) {
			t.Fatal("the first field is taken for another")
		}
		if err != nil {
			return
		}
		got, err := pick(b, names)
		if err != nil {
			t.Fatalf("decoded, and cannot be picked from: %v", err)
		}
		var want doc
		for _, e := range d {
			if e.key == "_id" || e.key == "a" || e.key == "l" || e.key == "" {
				want = append(want, e)
			}
		}
		if !bytes.Equal(encode(got), encode(want)) {
			t.Fatalf("picked %v of %v", got, d)
		}
	})
}
