// Command bench measures the embedded engine through the driver, as the program uses it, and prints one line of figures,
// each the median of several rounds on a fresh folder. It knows no feature; its documents are made up.
//
//	go run ./server/db/bench
//
// insert_fsync_us: one client inserting one document after the other, each on the disk before the next, in microseconds.
// insert_16_us: the same by sixteen clients at once, time per document. find_indexed_us: one document by an indexed field
// among 20,000. bytes_per_document: heap taken by a document of document_bytes with three indexes, after a collection.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
)

const (
	rounds    = 5
	documents = 20_000
	inserts   = 400
	finds     = 4000
	clients   = 16
)

type figures struct{ insert, insertMany, find, bytes, size float64 }

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	var all []figures
	for range rounds {
		f, err := round(ctx)
		if err != nil {
			return err
		}
		all = append(all, f)
	}
	median := func(of func(figures) float64) float64 {
		values := make([]float64, len(all))
		for i, f := range all {
			values[i] = of(f)
		}
		slices.Sort(values)
		return values[len(values)/2]
	}
	_, err := fmt.Printf("insert_fsync_us=%.0f insert_16_us=%.0f find_indexed_us=%.0f bytes_per_document=%.0f document_bytes=%.0f rounds=%d\n",
		median(func(f figures) float64 { return f.insert }), median(func(f figures) float64 { return f.insertMany }),
		median(func(f figures) float64 { return f.find }), median(func(f figures) float64 { return f.bytes }),
		median(func(f figures) float64 { return f.size }), rounds)
	return err
}

func round(ctx context.Context) (f figures, err error) {
	dir, err := os.MkdirTemp("", "fairground-bench-")
	if err != nil {
		return f, fmt.Errorf("make folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	d, err := db.Open(ctx, db.Config{Dir: dir})
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, d.Close(ctx)) }()
	c := d.Collection("meetings")
	if _, err := c.Indexes().CreateMany(ctx, []mongo.IndexModel{
		{Keys: bson.D{{Key: "booth", Value: 1}, {Key: "starts", Value: 1}}},
		{Keys: bson.D{{Key: "claims", Value: 1}}, Options: options.Index().SetUnique(true).
			SetPartialFilterExpression(bson.D{{Key: "claims.0", Value: bson.D{{Key: "$exists", Value: true}}}})},
	}); err != nil {
		return f, fmt.Errorf("create indexes: %w", err)
	}
	if err := fill(ctx, c, &f); err != nil {
		return f, err
	}
	start := time.Now()
	for i := range inserts {
		if _, err := c.InsertOne(ctx, document(documents+i)); err != nil {
			return f, fmt.Errorf("insert: %w", err)
		}
	}
	f.insert = micros(start, inserts)
	if f.insertMany, err = insertAtOnce(ctx, c); err != nil {
		return f, err
	}
	start = time.Now()
	for i := range finds {
		var got bson.Raw
		claim := fmt.Sprintf("person:p%d@1", i*7919%documents)
		if err := c.FindOne(ctx, bson.D{{Key: "claims", Value: claim}, {Key: "claims.0", Value: bson.D{{Key: "$exists", Value: true}}}}).Decode(&got); err != nil {
			return f, fmt.Errorf("find %s: %w", claim, err)
		}
	}
	f.find = micros(start, finds)
	return f, nil
}

// fill inserts the documents and measures the heap they take.
func fill(ctx context.Context, c *mongo.Collection, f *figures) error {
	before := heap()
	for i := 0; i < documents; i += 1000 {
		batch := make([]any, 1000)
		for j := range batch {
			batch[j] = document(i + j)
		}
		if _, err := c.InsertMany(ctx, batch); err != nil {
			return fmt.Errorf("insert many: %w", err)
		}
	}
	f.bytes = float64(heap()-before) / documents
	raw, err := bson.Marshal(document(0))
	if err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	f.size = float64(len(raw))
	return nil
}

func insertAtOnce(ctx context.Context, c *mongo.Collection) (float64, error) {
	start := time.Now()
	failed := make(chan error, clients)
	var wait sync.WaitGroup
	for w := range clients {
		wait.Go(func() {
			for i := range inserts / 4 {
				if _, err := c.InsertOne(ctx, document(documents*2+w*inserts+i)); err != nil {
					failed <- fmt.Errorf("insert at once: %w", err)
					return
				}
			}
		})
	}
	wait.Wait()
	close(failed)
	return micros(start, clients*inserts/4), <-failed
}

func micros(since time.Time, n int) float64 {
	return float64(time.Since(since).Nanoseconds()) / 1000 / float64(n)
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func document(i int) bson.D {
	return bson.D{
		{Key: "_id", Value: fmt.Sprintf("mtg_%026d", i)},
		{Key: "v", Value: int64(1)},
		{Key: "booth", Value: fmt.Sprintf("bth_%026d", i%200)},
		{Key: "starts", Value: time.Unix(int64(1_770_000_000+i*300), 0)},
		{Key: "state", Value: "accepted"},
		{Key: "claims", Value: bson.A{fmt.Sprintf("person:p%d@1", i), fmt.Sprintf("person:q%d@1", i)}},
		{Key: "subject", Value: "Injection moulds for housings, samples and delivery times"},
		{Key: "notes", Value: bson.D{{Key: "zh-Hans", Value: "样品与交货时间"}, {Key: "en", Value: "samples and delivery times"}}},
		{Key: "outbox", Value: bson.A{}},
	}
}
