package db_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"regexp"
	"sync"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.uber.org/goleak"

	"fairground/server/db"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestOnlyLoopbackAddressesAreServed(t *testing.T) {
	for _, address := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.168.1.5:0", "example.org:0", "localhost:0"} {
		if err := db.Serve(t.Context(), t.TempDir(), address, nil); !errors.Is(err, db.ErrNotLoopback) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// lockedBuffer is a log that two goroutines use.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func TestToolsReachAServedFolder(t *testing.T) {
	dir := t.TempDir()
	d, err := db.Open(t.Context(), db.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Collection("c").InsertOne(t.Context(), bson.D{{Key: "_id", Value: 1}}); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var log lockedBuffer
	ended := make(chan error, 1)
	go func() { ended <- db.Serve(ctx, dir, "127.0.0.1:0", slog.New(slog.NewTextHandler(&log, nil))) }()
	uri := ""
	for deadline := time.Now().Add(5 * time.Second); uri == "" && time.Now().Before(deadline); {
		uri = regexp.MustCompile(`mongodb://[0-9.:]+/`).FindString(log.String())
	}
	tool, err := db.Open(t.Context(), db.Config{URI: uri})
	if err != nil {
		t.Fatalf("open %q: %v", uri, err)
	}
	if n, err := tool.Collection("c").CountDocuments(t.Context(), bson.D{}); err != nil || n != 1 {
		t.Errorf("%d documents, %v", n, err)
	}
	if tool.Embedded() || tool.ReplicaSet() {
		t.Error("a standalone server is taken for something else")
	}
	if err := tool.Close(t.Context()); err != nil {
		t.Error(err)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
