package embedded_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db/embedded"
)

// filled makes a data folder with documents and an index, and closes it.
func filled(t testing.TB, n int) string {
	t.Helper()
	dir := t.TempDir()
	refill(t, dir, n)
	return dir
}

// refill opens a data folder, puts n documents in the place of those it has, and closes it.
func refill(t testing.TB, dir string, n int) {
	t.Helper()
	e, err := embedded.Open(embedded.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	client, err := connect(e)
	if err != nil {
		t.Fatal(err)
	}
	c := client.Database("test").Collection("c")
	if err := createIndex(t, c, `{"n":1}`, options.Index().SetUnique(true)); err != nil {
		t.Fatal(err)
	}
	if _, err := c.DeleteMany(t.Context(), bson.D{}); err != nil {
		t.Fatal(err)
	}
	docs := make([]any, n)
	for i := range docs {
		docs[i] = bson.D{{Key: "_id", Value: i}, {Key: "n", Value: i}, {Key: "text", Value: strings.Repeat("x", 200)}}
	}
	if _, err := c.InsertMany(t.Context(), docs); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(client.Disconnect(t.Context()), e.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestEverythingIsThereAfterReopening(t *testing.T) {
	dir := filled(t, 500)
	_, d := start(t, embedded.Options{Dir: dir})
	c := d.Collection("c")
	if n, err := c.CountDocuments(t.Context(), bson.D{{Key: "n", Value: bson.D{{Key: "$gte", Value: 250}}}}); err != nil || n != 250 {
		t.Fatalf("%d, %v", n, err)
	}
	if _, err := c.InsertOne(t.Context(), bson.D{{Key: "n", Value: 3}}); code(err) != 11000 {
		t.Fatalf("the unique index is gone: %v", err)
	}
	insert(t, c, `{"_id":"new","n":"new"}`)
	if err := c.Drop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if names, err := d.ListCollectionNames(t.Context(), bson.D{}); err != nil || len(names) != 0 {
		t.Fatalf("left are %v, %v", names, err)
	}
}

func TestADataFolderBelongsToOneEngine(t *testing.T) {
	dir := t.TempDir()
	start(t, embedded.Options{Dir: dir})
	_, err := embedded.Open(embedded.Options{Dir: dir})
	if !errors.Is(err, embedded.ErrInUse) {
		t.Fatalf("opened twice: %v", err)
	}
}

func TestADamagedFileIsAClearError(t *testing.T) {
	rows := []struct {
		name   string
		damage func(b []byte) []byte
	}{
		{"cut off in the middle", func(b []byte) []byte { return b[:len(b)/2] }},
		{"cut off after its header", func(b []byte) []byte { return b[:100] }},
		{"another kind of file", func(b []byte) []byte { return bytes.Repeat([]byte("this is a text. "), len(b)/16) }},
		{"one changed byte in a document", func(b []byte) []byte {
			i := bytes.Index(b, bytes.Repeat([]byte("x"), 200))
			b[i+100] = 'y'
			return b
		}},
		{"pages of noise", func(b []byte) []byte {
			for i := 2 * os.Getpagesize(); i < len(b); i++ {
				b[i] = byte(i * 7)
			}
			return b
		}},
	}
	for _, r := range rows {
		for name, prepare := range map[string]func(testing.TB, string) string{"closed": asItIs, "killed": killed} {
			t.Run(r.name+", "+name, func(t *testing.T) {
				dir := prepare(t, filled(t, 500))
				path := filepath.Join(dir, embedded.DataFile)
				b, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, r.damage(b), 0o600); err != nil {
					t.Fatal(err)
				}
				e, err := embedded.Open(embedded.Options{Dir: dir})
				if err == nil {
					t.Fatal("opened", e.Close())
				}
				if !errors.Is(err, embedded.ErrDamaged) {
					t.Fatalf("not called damaged: %v", err)
				}
				if r.name == "cut off in the middle" && !strings.Contains(err.Error(), "it is cut off") {
					t.Errorf("not called cut off: %v", err)
				}
			})
		}
	}
}

// TestNoiseInAnyPageIsAnErrorAtWorst: whichever page it is, opening ends with an error, or it was a page nobody reads.
func TestNoiseInAnyPageIsAnErrorAtWorst(t *testing.T) {
	for name, prepare := range map[string]func(testing.TB, string) string{"closed": asItIs, "killed": killed} {
		t.Run(name, func(t *testing.T) {
			whole, err := os.ReadFile(filepath.Join(prepare(t, filled(t, 300)), embedded.DataFile))
			if err != nil {
				t.Fatal(err)
			}
			size, damaged := os.Getpagesize(), 0
			for at := 2 * size; at < len(whole); at += size {
				b := bytes.Clone(whole)
				for i := range size {
					b[at+i] = byte(i*7 + at/size)
				}
				dir := t.TempDir() // of its own: whoever meets a damaged file ends with it
				if err := os.WriteFile(filepath.Join(dir, embedded.DataFile), b, 0o600); err != nil {
					t.Fatal(err)
				}
				e, err := embedded.Open(embedded.Options{Dir: dir})
				switch {
				case err == nil:
					if err := e.Close(); err != nil {
						t.Fatal(err)
					}
				case errors.Is(err, embedded.ErrDamaged):
					damaged++
				default:
					t.Fatalf("page %d: not called damaged: %v", at/size, err)
				}
			}
			if damaged < 10 {
				t.Errorf("only %d of %d pages were missed", damaged, len(whole)/size)
			}
		})
	}
}

func asItIs(_ testing.TB, dir string) string { return dir }

// killed is a data folder as a process leaves it that ends in the middle of its work.
func killed(t testing.TB, dir string) string {
	t.Helper()
	e, err := embedded.Open(embedded.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	left := t.TempDir()
	b, err := os.ReadFile(filepath.Join(dir, embedded.DataFile))
	if err == nil {
		err = os.WriteFile(filepath.Join(left, embedded.DataFile), b, 0o600)
	}
	if err := errors.Join(err, e.Close()); err != nil {
		t.Fatal(err)
	}
	return left
}

// TestFreePagesAreFoundAgain: what was deleted makes room for what comes, whether the file was closed or its process killed.
func TestFreePagesAreFoundAgain(t *testing.T) {
	for name, prepare := range map[string]func(testing.TB, string) string{"closed": asItIs, "killed": killed} {
		t.Run(name, func(t *testing.T) {
			dir := filled(t, 20_000)
			size := func() int64 {
				info, err := os.Stat(filepath.Join(dir, embedded.DataFile))
				if err != nil {
					t.Fatal(err)
				}
				return info.Size()
			}
			full := size()
			for range 3 {
				dir = prepare(t, dir)
				refill(t, dir, 20_000)
			}
			if now := size(); now > 2*full {
				t.Errorf("the file grew from %d to %d bytes, though it has no more in it", full, now)
			}
		})
	}
}

func TestACursorSeesTheMomentOfItsQuery(t *testing.T) {
	c := memory(t).Collection("c")
	for i := range 300 {
		insert(t, c, fmt.Sprintf(`{"_id":%d}`, i))
	}
	cur, err := c.Find(t.Context(), bson.D{}, options.Find().SetBatchSize(10))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.DeleteMany(t.Context(), bson.D{}); err != nil {
		t.Fatal(err)
	}
	n := 0
	for cur.Next(t.Context()) {
		n++
	}
	if cur.Err() != nil || n != 300 {
		t.Fatalf("%d documents, %v", n, cur.Err())
	}
	if n, err := c.EstimatedDocumentCount(t.Context()); err != nil || n != 0 {
		t.Fatalf("%d left, %v", n, err)
	}
}

func TestClosingACursorEndsIt(t *testing.T) {
	c := memory(t).Collection("c")
	insert(t, c, `{"_id":1}`, `{"_id":2}`, `{"_id":3}`)
	cur, err := c.Find(t.Context(), bson.D{}, options.Find().SetBatchSize(1))
	if err != nil {
		t.Fatal(err)
	}
	id := cur.ID()
	if err := cur.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	err = c.Database().RunCommand(t.Context(), bson.D{{Key: "getMore", Value: id}, {Key: "collection", Value: "c"}}).Err()
	if code(err) != 43 {
		t.Fatalf("a closed cursor answers %v", err)
	}
}

func TestGridFSKeepsFiles(t *testing.T) {
	_, d := start(t, embedded.Options{Dir: t.TempDir()})
	bucket := d.GridFSBucket()
	content := bytes.Repeat([]byte("0123456789abcdef"), 100_000) // seven chunks
	id, err := bucket.UploadFromStream(t.Context(), "plan.pdf", bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	in, err := bucket.OpenDownloadStream(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(in)
	if err != nil || !bytes.Equal(got, content) {
		t.Fatalf("%d bytes came back, %v", len(got), err)
	}
	if err := errors.Join(in.Close(), bucket.Delete(t.Context(), id)); err != nil {
		t.Fatal(err)
	}
	if _, err := bucket.OpenDownloadStream(t.Context(), id); !errors.Is(err, mongo.ErrFileNotFound) {
		t.Fatalf("a deleted file: %v", err)
	}
}

func TestADeadlineIsKept(t *testing.T) {
	c := memory(t).Collection("c")
	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	<-ctx.Done()
	if _, err := c.InsertOne(ctx, bson.D{}); err == nil {
		t.Fatal("done after the deadline")
	}
}

func TestClosingTwiceIsNoError(t *testing.T) {
	e, err := embedded.Open(embedded.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(e.Close(), e.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := e.DialContext(t.Context(), "tcp", "x"); err == nil {
		t.Fatal("a closed engine takes connections")
	}
}

func TestTransactionsAreRefused(t *testing.T) {
	c := memory(t).Collection("c")
	session, err := c.Database().Client().StartSession()
	if err != nil {
		t.Fatal(err)
	}
	defer session.EndSession(t.Context())
	_, err = session.WithTransaction(t.Context(), func(ctx context.Context) (any, error) {
		return c.InsertOne(ctx, bson.D{})
	})
	if code(err) != 20 {
		t.Fatalf("a transaction: %v", err)
	}
	if n, err := c.CountDocuments(t.Context(), bson.D{}); err != nil || n != 0 {
		t.Fatalf("%d documents of a refused transaction, %v", n, err)
	}
}
