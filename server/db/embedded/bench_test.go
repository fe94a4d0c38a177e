package embedded_test

import (
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"fairground/server/db/embedded"
)

func benchmarked(b *testing.B, dir string) *mongo.Collection {
	b.Helper()
	_, d := start(b, embedded.Options{Dir: dir})
	c := d.Collection("c")
	if err := createIndex(b, c, `{"n":1}`, nil); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	return c
}

func BenchmarkInsertOnDisk(b *testing.B) {
	c := benchmarked(b, b.TempDir())
	for i := 0; b.Loop(); i++ {
		if _, err := c.InsertOne(b.Context(), bson.D{{Key: "n", Value: i}}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkInsertOnDiskByManyAtOnce(b *testing.B) {
	c := benchmarked(b, b.TempDir())
	b.SetParallelism(16)
	b.RunParallel(func(p *testing.PB) {
		for i := 0; p.Next(); i++ {
			if _, err := c.InsertOne(b.Context(), bson.D{{Key: "n", Value: i}}); err != nil {
				b.Error(err)
				return
			}
		}
	})
}

func BenchmarkInsertInMemory(b *testing.B) {
	c := benchmarked(b, "")
	for i := 0; b.Loop(); i++ {
		if _, err := c.InsertOne(b.Context(), bson.D{{Key: "n", Value: i}}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFindIndexedAmong20000(b *testing.B) {
	c := benchmarked(b, "")
	docs := make([]any, 20_000)
	for i := range docs {
		docs[i] = bson.D{{Key: "n", Value: i}}
	}
	if _, err := c.InsertMany(b.Context(), docs); err != nil {
		b.Fatal(err)
	}
	for i := 0; b.Loop(); i++ {
		if err := c.FindOne(b.Context(), bson.D{{Key: "n", Value: i * 7919 % len(docs)}}).Err(); err != nil {
			b.Fatal(err)
		}
	}
}
