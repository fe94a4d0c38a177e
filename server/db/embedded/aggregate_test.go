package embedded_test

import (
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

func TestPipelines(t *testing.T) {
	d := memory(t)
	orders, people := d.Collection("orders"), d.Collection("people")
	insert(t, orders,
		`{"_id":1,"by":"ann","n":2,"price":{"$numberDecimal":"1.10"},"tags":["a","b"],"at":{"$date":"2026-03-01T23:30:00Z"}}`,
		`{"_id":2,"by":"bob","n":3,"price":{"$numberDecimal":"2.20"},"tags":[],"at":{"$date":"2026-03-02T12:00:00Z"}}`,
		`{"_id":3,"by":"ann","n":5,"price":{"$numberDecimal":"0.30"},"tags":["b"],"at":{"$date":"2026-03-02T12:00:00Z"}}`,
		`{"_id":4,"by":null,"n":7}`,
		`{"_id":5,"n":11,"lines":[{"q":1},{"q":2}]}`,
	)
	insert(t, people, `{"_id":"ann","city":"Ulm"}`, `{"_id":"bob","city":"Xi'an"}`, `{"_id":"eve","friends":["bob","ann"]}`)
	rows := []struct {
		name string
		from *mongo.Collection
		p    string
		want []string
	}{
		{"group sums by key; null and missing are one", orders, `[{"$group":{"_id":"$by","n":{"$sum":"$n"},"c":{"$count":{}}}},{"$sort":{"_id":1}}]`, []string{`{"_id":null,"n":18,"c":2}`, `{"_id":"ann","n":7,"c":2}`, `{"_id":"bob","n":3,"c":1}`}},
		{"decimals add exactly", orders, `[{"$group":{"_id":null,"sum":{"$sum":"$price"}}}]`, []string{`{"_id":null,"sum":{"$numberDecimal":"3.60"}}`}},
		{"decimals have a decimal mean", orders, `[{"$group":{"_id":null,"avg":{"$avg":"$price"}}}]`, []string{`{"_id":null,"avg":{"$numberDecimal":"1.2"}}`}},
		{"whole numbers have a double mean", orders, `[{"$match":{"by":"ann"}},{"$group":{"_id":null,"avg":{"$avg":"$n"},"min":{"$min":"$n"},"max":{"$max":"$n"}}}]`, []string{`{"_id":null,"avg":3.5,"min":2,"max":5}`}},
		{"first, last, push and set", orders, `[{"$match":{"by":"ann"}},{"$sort":{"n":-1}},{"$group":{"_id":null,"f":{"$first":"$n"},"l":{"$last":"$n"},"p":{"$push":"$_id"},"s":{"$addToSet":"$by"}}}]`, []string{`{"_id":null,"f":5,"l":2,"p":[3,1],"s":["ann"]}`}},
		{"the least of nothing is null, its sum zero", orders, `[{"$match":{"_id":5}},{"$group":{"_id":null,"min":{"$min":"$nope"},"avg":{"$avg":"$nope"},"sum":{"$sum":"$nope"},"p":{"$push":"$nope"}}}]`, []string{`{"_id":null,"min":null,"avg":null,"sum":0,"p":[]}`}},
		{"group by a document", orders, `[{"$match":{"by":"ann"}},{"$group":{"_id":{"by":"$by","nope":"$nope"},"n":{"$sum":1}}}]`, []string{`{"_id":{"by":"ann"},"n":2}`}},
		{"unwind leaves out what has no elements", orders, `[{"$unwind":"$tags"},{"$project":{"tags":1}}]`, []string{`{"_id":1,"tags":"a"}`, `{"_id":1,"tags":"b"}`, `{"_id":3,"tags":"b"}`}},
		{"unwind can keep it and number the rest", orders, `[{"$match":{"_id":{"$lte":2}}},{"$unwind":{"path":"$tags","preserveNullAndEmptyArrays":true,"includeArrayIndex":"i"}},{"$project":{"tags":1,"i":1}}]`, []string{`{"_id":1,"tags":"a","i":0}`, `{"_id":1,"tags":"b","i":1}`, `{"_id":2,"i":null}`}},
		{"lookup by a value", orders, `[{"$match":{"_id":2}},{"$lookup":{"from":"people","localField":"by","foreignField":"_id","as":"who"}},{"$project":{"who":1}}]`, []string{`{"_id":2,"who":[{"_id":"bob","city":"Xi'an"}]}`}},
		{"lookup by an array finds each", people, `[{"$match":{"_id":"eve"}},{"$lookup":{"from":"people","localField":"friends","foreignField":"_id","as":"f"}},{"$project":{"f._id":1}}]`, []string{`{"_id":"eve","f":[{"_id":"ann"},{"_id":"bob"}]}`}},
		{"lookup in a collection that is not there", people, `[{"$match":{"_id":"ann"}},{"$lookup":{"from":"nope","localField":"a","foreignField":"b","as":"x"}}]`, []string{`{"_id":"ann","city":"Ulm","x":[]}`}},
		{"count", orders, `[{"$match":{"n":{"$gt":2}}},{"$count":"n"}]`, []string{`{"n":4}`}},
		{"count of nothing is no document", orders, `[{"$match":{"n":99}},{"$count":"n"}]`, nil},
		{"skip and limit", orders, `[{"$sort":{"_id":-1}},{"$skip":1},{"$limit":2},{"$project":{"_id":1}}]`, []string{`{"_id":4}`, `{"_id":3}`}},
		{"computed fields", orders, `[{"$match":{"_id":1}},{"$addFields":{"twice":{"$multiply":["$n",2]},"label":{"$concat":["n. ","$by"]},"tags":"$$REMOVE"}},{"$project":{"_id":0,"twice":1,"label":1,"tags":1}}]`, []string{`{"twice":4,"label":"n. ann"}`}},
		{"a path through an array of documents", orders, `[{"$match":{"_id":5}},{"$project":{"_id":0,"q":"$lines.q","sum":{"$sum":"$lines.q"},"size":{"$size":"$lines"},"first":{"$arrayElemAt":["$lines.q",-2]}}}]`, []string{`{"q":[1,2],"sum":3,"size":2,"first":1}`}},
		{"conditions", orders, `[{"$sort":{"_id":1}},{"$limit":2},{"$project":{"many":{"$cond":[{"$gte":["$n",3]},"many","few"]},"who":{"$ifNull":["$nope","$by","none"]}}}]`, []string{`{"_id":1,"many":"few","who":"ann"}`, `{"_id":2,"many":"many","who":"bob"}`}},
		{"a day in a time zone", orders, `[{"$match":{"_id":1}},{"$project":{"_id":0,"utc":{"$dateToString":{"date":"$at","format":"%Y-%m-%d"}},"cn":{"$dateToString":{"date":"$at","format":"%Y-%m-%d %H:%M","timezone":"Asia/Shanghai"}}}}]`, []string{`{"utc":"2026-03-01","cn":"2026-03-02 07:30"}`}},
		{"dates subtract to milliseconds", orders, `[{"$match":{"_id":2}},{"$project":{"_id":0,"ms":{"$subtract":["$at",{"$subtract":["$at",5]}]}}}]`, []string{`{"ms":5}`}},
		{"exclusion", orders, `[{"$match":{"_id":5}},{"$project":{"lines.q":0,"n":0}}]`, []string{`{"_id":5,"lines":[{},{}]}`}},
		{"missing is below null in expressions", orders, `[{"$match":{"_id":{"$gte":4}}},{"$project":{"lt":{"$lt":["$by",null]}}}]`, []string{`{"_id":4,"lt":false}`, `{"_id":5,"lt":true}`}},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			var wrapped struct{ P bson.A }
			if err := bson.UnmarshalExtJSON([]byte(`{"p":`+r.p+`}`), false, &wrapped); err != nil {
				t.Fatal(err)
			}
			cur, err := r.from.Aggregate(t.Context(), wrapped.P)
			if err != nil {
				t.Fatal(err)
			}
			var docs []bson.D
			if err := cur.All(t.Context(), &docs); err != nil {
				t.Fatal(err)
			}
			got := make([]string, len(docs))
			for i, d := range docs {
				got[i] = show(t, d)
			}
			if strings.Join(got, "\n") != strings.Join(r.want, "\n") {
				t.Errorf("\n   got %s\nwanted %s", strings.Join(got, "\n"), strings.Join(r.want, "\n"))
			}
		})
	}
}

func TestProjectionsOfFind(t *testing.T) {
	c := memory(t).Collection("c")
	insert(t, c, `{"_id":1,"a":{"b":1,"c":2},"l":[{"x":1,"y":2},3,[{"x":4}]],"z":9}`)
	rows := []struct{ projection, want string }{
		{`{}`, `{"_id":1,"a":{"b":1,"c":2},"l":[{"x":1,"y":2},3,[{"x":4}]],"z":9}`},
		{`{"z":1}`, `{"_id":1,"z":9}`},
		{`{"_id":0,"z":1}`, `{"z":9}`},
		{`{"_id":1}`, `{"_id":1}`},
		{`{"_id":0}`, `{"a":{"b":1,"c":2},"l":[{"x":1,"y":2},3,[{"x":4}]],"z":9}`},
		{`{"a.b":1}`, `{"_id":1,"a":{"b":1}}`},
		{`{"a":{"c":1}}`, `{"_id":1,"a":{"c":2}}`},
		{`{"l.x":1}`, `{"_id":1,"l":[{"x":1},[{"x":4}]]}`},
		{`{"l":0,"a.b":0}`, `{"_id":1,"a":{"c":2},"z":9}`},
		{`{"_id":0,"sum":{"$add":["$z","$a.b"]}}`, `{"sum":10}`},
	}
	for _, r := range rows {
		var got bson.D
		if err := c.FindOne(t.Context(), bson.D{}, options.FindOne().SetProjection(parse(t, r.projection))).Decode(&got); err != nil {
			t.Fatal(err)
		}
		if show(t, got) != r.want {
			t.Errorf("%s shows %s, wanted %s", r.projection, show(t, got), r.want)
		}
	}
	for _, bad := range []string{`{"a":1,"z":0}`, `{"a":1,"a.b":1}`, `{"a.$":1}`, `{"l":{"$slice":1}}`} {
		if err := c.FindOne(t.Context(), bson.D{}, options.FindOne().SetProjection(parse(t, bad))).Err(); code(err) == 0 {
			t.Errorf("%s was taken", bad)
		}
	}
}

func TestDistinctLooksIntoArrays(t *testing.T) {
	c := memory(t).Collection("c")
	insert(t, c, `{"a":[1,2]}`, `{"a":2.0}`, `{"a":null}`, `{}`, `{"a":[]}`, `{"a":[{"b":1}]}`)
	var got bson.A
	if err := c.Distinct(t.Context(), "a", bson.D{}).Decode(&got); err != nil {
		t.Fatal(err)
	}
	if want := `{"v":[1,2,null,{"b":1}]}`; show(t, bson.D{{Key: "v", Value: got}}) != want {
		t.Errorf("got %v", got)
	}
}
