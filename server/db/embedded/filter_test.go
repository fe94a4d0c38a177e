package embedded_test

import (
	"fmt"
	"slices"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// ids runs a find and returns the _ids found.
func ids(t testing.TB, c *mongo.Collection, filter bson.D, opts ...options.Lister[options.FindOptions]) ([]string, error) {
	t.Helper()
	cur, err := c.Find(t.Context(), filter, opts...)
	if err != nil {
		return nil, err
	}
	var docs []struct {
		ID any `bson:"_id"`
	}
	if err := cur.All(t.Context(), &docs); err != nil {
		return nil, err
	}
	got := make([]string, len(docs))
	for i, d := range docs {
		got[i] = fmt.Sprint(d.ID)
	}
	return got, nil
}

func insert(t testing.TB, c *mongo.Collection, docs ...string) {
	t.Helper()
	for _, s := range docs {
		if _, err := c.InsertOne(t.Context(), parse(t, s)); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

func TestFilters(t *testing.T) {
	docs := []string{
		`{"_id":"null","a":null}`,
		`{"_id":"missing"}`,
		`{"_id":"int","a":5}`,
		`{"_id":"long","a":{"$numberLong":"5"}}`,
		`{"_id":"double","a":5.0}`,
		`{"_id":"decimal","a":{"$numberDecimal":"5.00"}}`,
		`{"_id":"text","a":"five"}`,
		`{"_id":"empty","a":[]}`,
		`{"_id":"list","a":[1,5,10]}`,
		`{"_id":"nested","a":[[5],[6]]}`,
		`{"_id":"doc","a":{"b":1}}`,
		`{"_id":"docs","a":[{"b":1,"c":2},{"b":3,"c":4}]}`,
		`{"_id":"holes","a":[{"b":1},{"c":2}]}`,
		`{"_id":"scalars","a":[1,2]}`,
	}
	rows := []struct {
		name, filter string
		want         []string
	}{
		{"equality crosses the number types and looks into arrays", `{"a":5}`, []string{"int", "long", "double", "decimal", "list"}},
		{"null is also what is missing", `{"a":null}`, []string{"null", "missing"}},
		{"null below an array of scalars does not match", `{"a.b":null}`, []string{"null", "missing", "int", "long", "double", "decimal", "text", "holes"}},
		{"an array equals itself or an element that is one", `{"a":[5]}`, []string{"nested"}},
		{"the empty array is found", `{"a":[]}`, []string{"empty"}},
		{"$gt stays within its type", `{"a":{"$gt":4}}`, []string{"int", "long", "double", "decimal", "list"}},
		{"both ends of a range may be met by different elements", `{"a":{"$gt":6,"$lt":2}}`, []string{"list"}},
		{"$gte null finds null and missing", `{"a":{"$gte":null}}`, []string{"null", "missing"}},
		{"text compares with text", `{"a":{"$gt":"a"}}`, []string{"text"}},
		{"$ne is the opposite of equality", `{"a":{"$ne":5}}`, []string{"null", "missing", "text", "empty", "nested", "doc", "docs", "holes", "scalars"}},
		{"$in finds any of its values", `{"a":{"$in":["five",10,null]}}`, []string{"null", "missing", "text", "list"}},
		{"$in of nothing finds nothing", `{"a":{"$in":[]}}`, nil},
		{"$nin is its opposite", `{"a":{"$nin":["five",5,null]}}`, []string{"empty", "nested", "doc", "docs", "holes", "scalars"}},
		{"$exists sees null", `{"a":{"$exists":true},"_id":{"$in":["null","missing","int"]}}`, []string{"null", "int"}},
		{"$exists false", `{"a":{"$exists":false}}`, []string{"missing"}},
		{"$exists by position", `{"a.0":{"$exists":true}}`, []string{"list", "nested", "docs", "holes", "scalars"}},
		{"a path goes into the documents of an array", `{"a.b":3}`, []string{"docs"}},
		{"a path by position", `{"a.1.b":3}`, []string{"docs"}},
		{"conditions may be met by different elements", `{"a.b":1,"a.c":4}`, []string{"docs"}},
		{"$elemMatch wants one element to meet all", `{"a":{"$elemMatch":{"b":1,"c":4}}}`, nil},
		{"$elemMatch finds that element", `{"a":{"$elemMatch":{"b":3,"c":4}}}`, []string{"docs"}},
		{"$elemMatch by value", `{"a":{"$elemMatch":{"$gt":4,"$lt":6}}}`, []string{"list"}},
		{"$all wants every value", `{"a":{"$all":[1,10]}}`, []string{"list"}},
		{"$all of nothing finds nothing", `{"a":{"$all":[]}}`, nil},
		{"$size counts elements", `{"a":{"$size":2}}`, []string{"nested", "docs", "holes", "scalars"}},
		{"$type by name", `{"a":{"$type":"string"}}`, []string{"text"}},
		{"$type array is the array itself", `{"a":{"$type":"array"},"_id":{"$ne":"nested"}}`, []string{"empty", "list", "docs", "holes", "scalars"}},
		{"$type number is any of four", `{"a":{"$type":"number"}}`, []string{"int", "long", "double", "decimal", "list", "scalars"}},
		{"$regex with options", `{"a":{"$regex":"^FI","$options":"i"}}`, []string{"text"}},
		{"$not of an operator", `{"a":{"$not":{"$gt":4}},"_id":{"$in":["int","text","missing"]}}`, []string{"missing", "text"}},
		{"$or", `{"$or":[{"a":"five"},{"_id":"doc"}]}`, []string{"text", "doc"}},
		{"$nor", `{"$nor":[{"a":{"$exists":true}},{"_id":"doc"}]}`, []string{"missing"}},
		{"$and", `{"$and":[{"a":5},{"_id":"int"}]}`, []string{"int"}},
		{"a document equals exactly", `{"a":{"b":1}}`, []string{"doc", "holes"}},
	}
	for _, indexed := range []bool{false, true} {
		c := memory(t).Collection("c")
		insert(t, c, docs...)
		if indexed {
			for _, path := range []string{"a", "a.b", "a.c"} {
				if _, err := c.Indexes().CreateOne(t.Context(), mongo.IndexModel{Keys: bson.D{{Key: path, Value: 1}}}); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, r := range rows {
			t.Run(fmt.Sprintf("%s, indexed %t", r.name, indexed), func(t *testing.T) {
				got, err := ids(t, c, parse(t, r.filter))
				if err != nil {
					t.Fatal(err)
				}
				slices.Sort(got)
				want := slices.Sorted(slices.Values(r.want))
				if !slices.Equal(got, want) {
					t.Errorf("%s\n found %v\nwanted %v", r.filter, got, want)
				}
			})
		}
	}
}

func TestWhatAFilterCannotDoIsRefusedByName(t *testing.T) {
	c := memory(t).Collection("c")
	insert(t, c, `{"_id":1,"a":"x"}`)
	rows := []struct {
		filter string
		code   int
	}{
		{`{"$where":"true"}`, 238},
		{`{"$expr":{"$eq":["$a",1]}}`, 238},
		{`{"$text":{"$search":"x"}}`, 238},
		{`{"$jsonSchema":{}}`, 238},
		{`{"a":{"$mod":[2,0]}}`, 238},
		{`{"a":{"$near":[1,1]}}`, 238},
		{`{"a":{"$bitsAllSet":1}}`, 238},
		{`{"$foo":1}`, 2},
		{`{"a":{"$foo":1}}`, 2},
		{`{"a":{"$in":5}}`, 2},
		{`{"a":{"$size":-1}}`, 2},
		{`{"a":{"$size":1.5}}`, 2},
		{`{"a":{"$type":"thing"}}`, 2},
		{`{"a":{"$regex":"(?=x)"}}`, 2},
		{`{"a":{"$regex":"x","$options":"x"}}`, 238},
		{`{"$or":[]}`, 2},
		{`{"a":{"$not":5}}`, 2},
		{`{"a":{"$elemMatch":5}}`, 2},
	}
	for _, r := range rows {
		if _, err := ids(t, c, parse(t, r.filter)); code(err) != r.code {
			t.Errorf("%s: %v, want code %d", r.filter, err, r.code)
		}
	}
}

func TestValuesSortInMongoDBsOrder(t *testing.T) {
	// From lowest to highest; the last two compare as 5 and keep the order of insertion.
	ordered := []string{
		`{"_id":"minKey","a":{"$minKey":1}}`,
		`{"_id":"empty array","a":[]}`,
		`{"_id":"null","a":null}`,
		`{"_id":"missing"}`,
		`{"_id":"nan","a":{"$numberDouble":"NaN"}}`,
		`{"_id":"-inf","a":{"$numberDouble":"-Infinity"}}`,
		`{"_id":"-1e300","a":-1e300}`,
		`{"_id":"-5.5","a":-5.5}`,
		`{"_id":"-5","a":-5}`,
		`{"_id":"-0.1","a":{"$numberDecimal":"-0.1"}}`,
		`{"_id":"0","a":0}`,
		`{"_id":"1e-300","a":1e-300}`,
		`{"_id":"decimal 0.1","a":{"$numberDecimal":"0.1"}}`,
		`{"_id":"double 0.1","a":0.1}`, // a little above
		`{"_id":"list with 1","a":[7,1]}`,
		`{"_id":"4.99","a":4.99}`,
		`{"_id":"5","a":{"$numberLong":"5"}}`,
		`{"_id":"5 decimal","a":{"$numberDecimal":"5.000"}}`,
		`{"_id":"2^53","a":{"$numberLong":"9007199254740992"}}`,
		`{"_id":"2^53+1","a":{"$numberLong":"9007199254740993"}}`,
		`{"_id":"2^53+2","a":9007199254740994.0}`,
		`{"_id":"max long","a":{"$numberLong":"9223372036854775807"}}`,
		`{"_id":"2^63","a":9223372036854775808.0}`,
		`{"_id":"1e6000","a":{"$numberDecimal":"1E6000"}}`,
		`{"_id":"inf","a":{"$numberDouble":"Infinity"}}`,
		`{"_id":"no text","a":""}`,
		`{"_id":"A","a":"A"}`,
		`{"_id":"A0","a":"A\u0000"}`,
		`{"_id":"AA","a":"AA"}`,
		`{"_id":"a","a":"a"}`,
		`{"_id":"é","a":"é"}`,
		`{"_id":"no fields","a":{}}`,
		`{"_id":"b 1","a":{"b":1}}`,
		`{"_id":"b 1 c","a":{"b":1,"c":1}}`,
		`{"_id":"c 0","a":{"c":0}}`,
		`{"_id":"b text","a":{"b":"x"}}`,
		`{"_id":"bin","a":{"$binary":{"base64":"AA==","subType":"00"}}}`,
		`{"_id":"longer bin","a":{"$binary":{"base64":"AAA=","subType":"00"}}}`,
		`{"_id":"oid","a":{"$oid":"000000000000000000000001"}}`,
		`{"_id":"false","a":false}`,
		`{"_id":"true","a":true}`,
		`{"_id":"1969","a":{"$date":{"$numberLong":"-1000"}}}`,
		`{"_id":"1971","a":{"$date":{"$numberLong":"31536000000"}}}`,
		`{"_id":"timestamp","a":{"$timestamp":{"t":1,"i":1}}}`,
		`{"_id":"regex","a":{"$regularExpression":{"pattern":"a","options":""}}}`,
		`{"_id":"maxKey","a":{"$maxKey":1}}`,
	}
	want := make([]string, len(ordered))
	for i, s := range ordered {
		want[i] = parse(t, s)[0].Value.(string)
	}
	for _, indexed := range []bool{false, true} {
		for _, direction := range []int{1, -1} {
			t.Run(fmt.Sprintf("direction %d, indexed %t", direction, indexed), func(t *testing.T) {
				c := memory(t).Collection("c")
				if indexed {
					if _, err := c.Indexes().CreateOne(t.Context(), mongo.IndexModel{Keys: bson.D{{Key: "a", Value: 1}}}); err != nil {
						t.Fatal(err)
					}
				}
				docs, expect := slices.Clone(ordered), slices.Clone(want)
				if direction == -1 {
					// The list counts by its largest element, 7; equal ones must come as they were inserted.
					slices.Reverse(docs)
					slices.Reverse(expect)
					expect = slices.DeleteFunc(expect, func(s string) bool { return s == "list with 1" })
					expect = slices.Insert(expect, slices.Index(expect, "5 decimal"), "list with 1")
				}
				if indexed && direction == -1 {
					slices.Reverse(docs) // backwards through the index, equal ones come last inserted first
				}
				insert(t, c, docs...)
				got, err := ids(t, c, bson.D{}, options.Find().SetSort(bson.D{{Key: "a", Value: direction}}))
				if err != nil {
					t.Fatal(err)
				}
				if !slices.Equal(got, expect) {
					t.Errorf("\n   got %q\nwanted %q", got, expect)
				}
			})
		}
	}
}
