package db_test

import (
	"bytes"
	"errors"
	"os"
	"sync"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"fairground/server/db"
	"fairground/server/db/dbtest"
	"fairground/server/db/embedded"
)

func TestABackupTakenUnderWritesIsRestored(t *testing.T) {
	if os.Getenv("MONGODB_URI") != "" {
		t.Skip("a MongoDB server has its own backup")
	}
	d := dbtest.New(t)
	c := d.Collection("c")
	const before = 200
	for i := range before {
		if _, err := c.InsertOne(t.Context(), bson.D{{Key: "_id", Value: i}}); err != nil {
			t.Fatal(err)
		}
	}
	stop := make(chan struct{})
	var wait sync.WaitGroup
	wait.Go(func() {
		for i := before; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			if _, err := c.InsertOne(t.Context(), bson.D{{Key: "_id", Value: i}}); err != nil {
				t.Error(err)
				return
			}
		}
	})
	var backup bytes.Buffer
	err := d.Backup(t.Context(), &backup)
	close(stop)
	wait.Wait()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := db.Restore(dir, bytes.NewReader(backup.Bytes())); err != nil {
		t.Fatal(err)
	}
	if err := db.Restore(dir, bytes.NewReader(backup.Bytes())); !errors.Is(err, db.ErrNotEmpty) {
		t.Errorf("restored over data: %v", err)
	}
	r, err := db.Open(t.Context(), db.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	n, err := r.Collection("c").CountDocuments(t.Context(), bson.D{})
	if err := errors.Join(err, r.Close(t.Context())); err != nil || n < before {
		t.Fatalf("%d documents, %v", n, err)
	}
	half := t.TempDir()
	if err := db.Restore(half, bytes.NewReader(backup.Bytes()[:backup.Len()/2])); !errors.Is(err, embedded.ErrDamaged) {
		t.Errorf("half a backup: %v", err)
	}
	if left, err := os.ReadDir(half); err != nil || len(left) != 0 {
		t.Errorf("a refused backup left %v, %v", left, err)
	}
	if err := dbtest.Memory(t).Backup(t.Context(), &backup); !errors.Is(err, embedded.ErrInMemory) {
		t.Errorf("a backup of memory: %v", err)
	}
}
