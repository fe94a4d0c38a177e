// Package dbtest gives every test a fresh database, and watches that only the written subset of commands is used, so
// that a test that passes on a real server would also pass on the embedded engine. It knows no feature and no collection.
package dbtest

import (
	"context"
	"crypto/rand"
	"os"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/event"

	"fairground/server/db"
	"fairground/server/db/embedded"
)

// New opens a fresh database for this test: the embedded engine on a temporary folder, or, when MONGODB_URI is set, a
// database with a random name on that server, dropped at the end.
func New(t testing.TB) *db.DB {
	t.Helper()
	return open(t, db.Config{Dir: t.TempDir()})
}

// Memory is New without a folder, for tests in which durability plays no part: nothing waits for a disk.
func Memory(t testing.TB) *db.DB {
	t.Helper()
	return open(t, db.Config{})
}

// Subset fails the test at every command outside what server/db/embedded/SUBSET.md lists. New and Memory use it already;
// it is for tests that open a database themselves. Setup that is no part of the product (dropping the database) passes.
func Subset(t testing.TB) *event.CommandMonitor {
	t.Helper()
	return &event.CommandMonitor{Started: func(_ context.Context, e *event.CommandStartedEvent) {
		if err := embedded.Check(e.Command); err != nil {
			t.Errorf("command %s is outside the written subset: %v", e.CommandName, err)
		}
	}}
}

func open(t testing.TB, c db.Config) *db.DB {
	t.Helper()
	c.Monitor = Subset(t)
	if uri := os.Getenv("MONGODB_URI"); uri != "" {
		c = db.Config{URI: uri, Name: "fairground_test_" + rand.Text(), Monitor: c.Monitor}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	d, err := db.Open(ctx, c)
	if err != nil {
		t.Fatalf("open test database: %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		if !d.Embedded() {
			if err := d.Database().Drop(ctx); err != nil {
				t.Errorf("drop test database: %v", err)
			}
		}
		if err := d.Close(ctx); err != nil {
			t.Errorf("close test database: %v", err)
		}
	})
	return d
}
