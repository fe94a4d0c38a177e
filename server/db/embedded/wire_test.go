package embedded

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// wire builds a message: header, then payload.
func wire(op uint32, payload []byte) []byte {
	b := make([]byte, headerBytes)
	binary.LittleEndian.PutUint32(b, uint32(headerBytes+len(payload)))
	binary.LittleEndian.PutUint32(b[4:], 7)
	binary.LittleEndian.PutUint32(b[12:], op)
	return append(b, payload...)
}

func msg(flags uint32, sections ...[]byte) []byte {
	return wire(opMsg, append(binary.LittleEndian.AppendUint32(nil, flags), bytes.Join(sections, nil)...))
}

func body(d doc) []byte { return append([]byte{0}, encode(d)...) }

func sequence(name string, docs ...doc) []byte {
	b := append([]byte{1, 0, 0, 0, 0}, name+"\x00"...)
	for _, d := range docs {
		b = appendDoc(b, d)
	}
	binary.LittleEndian.PutUint32(b[1:], uint32(len(b)-1))
	return b
}

func oldQuery(ns string, d doc) []byte {
	b := append(make([]byte, 4), ns+"\x00"...)
	return wire(opQuery, appendDoc(append(b, 0, 0, 0, 0, 1, 0, 0, 0), d))
}

// deep is a document nested n deep.
func deep(n int) doc {
	d := doc{}
	for range n {
		d = doc{{"a", d}}
	}
	return d
}

func seeds() [][]byte {
	ping := doc{{"ping", int32(1)}, {"$db", "test"}}
	insert := doc{{"insert", "c"}, {"$db", "test"}}
	all := doc{
		{"insert", "c"},
		{"$db", "test"},
		{"documents", array{doc{
			{"f", 1.5},
			{"s", "x"},
			{"d", doc{{"a", int32(1)}}},
			{"a", array{int64(1), bson.Null{}}},
			{"b", bson.Binary{Subtype: 2, Data: []byte{1}}},
			{"u", bson.Undefined{}},
			{"o", bson.ObjectID{1}},
			{"t", true},
			{"dt", bson.DateTime(5)},
			{"r", bson.Regex{Pattern: "a", Options: "i"}},
			{"p", bson.DBPointer{DB: "x"}},
			{"j", bson.JavaScript("1")},
			{"y", bson.Symbol("s")},
			{"cw", bson.CodeWithScope{Code: "1", Scope: doc{}}},
			{"ts", bson.Timestamp{T: 1, I: 2}},
			{"dec", bson.NewDecimal128(1, 2)},
			{"min", bson.MinKey{}},
			{"max", bson.MaxKey{}},
		}}},
	}
	change := doc{{"update", "c"}, {"$db", "test"}, {"updates", array{doc{
		{"q", doc{{"a.b", doc{{"$gt", int32(1)}}}, {"$or", array{doc{{"c", bson.Null{}}}}}}},
		{"upsert", true},
		{"u", doc{{"$set", doc{{"a.0.b", 1.5}}}, {"$push", doc{{"l", doc{{"$each", array{int32(1)}}, {"$slice", int32(-1)}}}}}}},
	}}}}
	search := doc{{"find", "c"}, {"$db", "test"}, {"filter", doc{{"a", doc{{"$in", array{int32(1), "x"}}}}, {"b", doc{{"$elemMatch", doc{{"c", true}}}}}}}, {"sort", doc{{"a", int32(-1)}}}, {"projection", doc{{"a.b", int32(1)}}}}
	pipeline := doc{{"aggregate", "c"}, {"$db", "test"}, {"cursor", doc{}}, {"pipeline", array{
		doc{{"$match", doc{{"a", doc{{"$regex", "x"}}}}}}, doc{{"$unwind", "$l"}}, doc{{"$group", doc{{"_id", "$a"}, {"n", doc{{"$avg", doc{{"$add", array{"$b", int64(1)}}}}}}}}}, doc{{"$sort", doc{{"n", int32(1)}}}},
	}}}
	indexes := doc{{"createIndexes", "c"}, {"$db", "test"}, {"indexes", array{doc{{"key", doc{{"a.b", int32(1)}, {"l", int32(-1)}}}, {"name", "i"}, {"unique", true}}}}}
	return [][]byte{
		msg(0, body(change)), msg(0, body(search)), msg(0, body(pipeline)), msg(0, body(indexes)),
		msg(0, body(ping)), msg(flagMoreToCome, body(ping)), msg(0, body(all)),
		msg(0, body(insert), sequence("documents", doc{{"_id", int32(1)}}, doc{{"_id", int32(2)}})),
		oldQuery("admin.$cmd", doc{{"isMaster", int32(1)}}), oldQuery("test.c", doc{}),
		msg(0, body(deep(100))), msg(0, body(deep(maxDepth+1))), wire(opMsg, nil), wire(2012, []byte{1}), msg(1<<7, body(ping)),
	}
}

func FuzzMessage(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s)
	}
	e, err := Open(Options{Now: func() time.Time { return time.Unix(0, 0) }})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() {
		if err := e.Close(); err != nil {
			f.Error(err)
		}
	})
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) >= headerBytes { // TestMessages has wrong lengths; here they would keep nearly all inputs out
			binary.LittleEndian.PutUint32(b, uint32(len(b)))
		}
		m, err := readMessage(bytes.NewReader(b))
		if err != nil {
			return
		}
		answer := e.answer(m, 1)
		out := m.reply(1, answer)
		if got, err := decode(out[len(out)-len(encode(answer)):]); err != nil || got.value("ok") == nil {
			t.Fatalf("the answer cannot be read: %v", err)
		}
		if again, err := decode(encode(m.body)); err != nil || compareDocs(again, m.body) != 0 {
			t.Fatalf("what was read is written differently: %v", err)
		}
	})
}

func TestMessages(t *testing.T) {
	ping := doc{{"ping", int32(1)}, {"$db", "test"}}
	huge := wire(opMsg, nil)
	binary.LittleEndian.PutUint32(huge, maxMessage+1)
	claimed := wire(opMsg, []byte("short"))
	binary.LittleEndian.PutUint32(claimed, maxMessage)
	rows := []struct {
		name  string
		bytes []byte
		ok    bool
	}{
		{"a command", msg(0, body(ping)), true},
		{"a command with documents beside it", msg(0, body(ping), sequence("documents", doc{})), true},
		{"documents before the command", msg(0, sequence("documents", doc{}), body(ping)), true},
		{"hello by query", oldQuery("admin.$cmd", doc{{"hello", int32(1)}}), true},
		{"a query for documents", oldQuery("test.c", doc{{"a", int32(1)}}), false},
		{"two bodies", msg(0, body(ping), body(ping)), false},
		{"no body", msg(0, sequence("documents", doc{})), false},
		{"one sequence twice", msg(0, body(ping), sequence("d"), sequence("d")), false},
		{"an unknown section", msg(0, []byte{9}), false},
		{"an unknown flag that must be known", msg(4, body(ping)), false},
		{"an unknown flag that need not", msg(1<<20, body(ping)), true},
		{"a wrong checksum", msg(flagChecksum, body(ping), []byte{1, 2, 3, 4}), false},
		{"compression, which was not offered", wire(2012, []byte{1}), false},
		{"more than 48 MB", huge, false},
		{"less than it claims", claimed, false},
		{"too deep", msg(0, body(deep(maxDepth+1))), false},
		{"deep enough", msg(0, body(append(ping, deep(maxDepth-2)...))), true},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			_, err := readMessage(bytes.NewReader(r.bytes))
			if (err == nil) != r.ok {
				t.Errorf("%s: %v", hex.EncodeToString(r.bytes[:min(64, len(r.bytes))]), err)
			}
			if r.name == "more than 48 MB" && !strings.Contains(err.Error(), "message of 48000001 bytes") {
				t.Errorf("not refused for its length: %v", err)
			}
		})
	}
}

func TestAClaimedLengthTakesNoMemory(t *testing.T) {
	claimed := wire(opMsg, []byte("short"))
	binary.LittleEndian.PutUint32(claimed, maxMessage)
	taken := testing.Benchmark(func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := readMessage(bytes.NewReader(claimed)); err == nil {
				b.Fatal("read")
			}
		}
	}).AllocedBytesPerOp()
	if taken > 1<<20 {
		t.Errorf("%d bytes for a message of %d", taken, len(claimed))
	}
}

func TestCommandsAreRefusedByName(t *testing.T) {
	e, err := Open(Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	}()
	rows := []struct {
		command string
		code    int32
		names   string
	}{
		{`{"collMod":"c","$db":"x"}`, 59, "collMod"},
		{`{"find":"c","foo":1,"$db":"x"}`, 40415, "foo"},
		{`{"find":"c","collation":{"locale":"de"},"$db":"x"}`, 238, "collation"},
		{`{"find":"c","let":{"a":1},"$db":"x"}`, 238, "let"},
		{`{"find":"c","tailable":true,"$db":"x"}`, 238, "tailable"},
		{`{"find":"c","filter":5,"$db":"x"}`, 14, "filter"},
		{`{"find":"c","limit":-1,"$db":"x"}`, 2, "limit"},
		{`{"find":"c","projection":{"a":{"$elemMatch":{}}},"$db":"x"}`, 238, "$elemMatch"},
		{`{"find":"c","sort":{"a":{"$meta":"textScore"}},"$db":"x"}`, 238, "$meta"},
		{`{"find":"c","hint":"nope","filter":{},"$db":"x"}`, 2, "hint"},
		{`{"find":"c"}`, 73, "database"},
		{`{"find":"","$db":"x"}`, 73, "collection"},
		{`{"find":"system.users","$db":"x"}`, 73, "collection"},
		{`{"find":"c","readConcern":{"level":"snapshot"},"$db":"x"}`, 72, "snapshot"},
		{`{"insert":"c","documents":[{}],"writeConcern":{"w":2},"$db":"x"}`, 2, "w"},
		{`{"insert":"c","documents":[{}],"txnNumber":1,"$db":"x"}`, 20, "Transaction"},
		{`{"insert":"c","documents":[],"$db":"x"}`, 16, "batch"},
		{`{"ping":1,"apiVersion":"1","$db":"x"}`, 322, "apiVersion"},
		{`{"create":"v","capped":true,"size":5,"$db":"x"}`, 238, "capped"},
		{`{"create":"v","viewOn":"c","$db":"x"}`, 238, "viewOn"},
		{`{"aggregate":"c","pipeline":[{"$out":"d"}],"cursor":{},"$db":"x"}`, 238, "$out"},
		{`{"aggregate":"c","pipeline":[{"$foo":1}],"cursor":{},"$db":"x"}`, 40324, "$foo"},
		{`{"aggregate":"c","pipeline":[{"$project":{"x":{"$map":{}}}}],"cursor":{},"$db":"x"}`, 238, "$map"},
		{`{"aggregate":"c","pipeline":[{"$lookup":{"from":"d","as":"x","pipeline":[]}}],"cursor":{},"$db":"x"}`, 238, "pipeline"},
		{`{"aggregate":1,"pipeline":[],"cursor":{},"$db":"x"}`, 238, "database"},
		{`{"drop":"nope","$db":"x"}`, 26, "ns"},
	}
	if _, err := e.insertCommand(&request{name: "insert", db: "x", body: doc{{"insert", "c"}, {"documents", array{doc{}}}}}); err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		var raw bson.Raw
		if err := bson.UnmarshalExtJSON([]byte(r.command), false, &raw); err != nil {
			t.Fatal(err)
		}
		d, err := decode(raw)
		if err != nil {
			t.Fatal(err)
		}
		answer := e.answer(&message{body: d}, 1)
		words, _ := answer.value("errmsg").(string)
		if answer.value("code") != r.code || !strings.Contains(strings.ToLower(words), strings.ToLower(r.names)) {
			t.Errorf("%s\nwanted code %d naming %s, got %v", r.command, r.code, r.names, answer)
		}
	}
}
