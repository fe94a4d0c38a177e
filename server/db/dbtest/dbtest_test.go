package dbtest_test

import (
	"context"
	"fmt"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.uber.org/goleak"

	"fairground/server/db"
	"fairground/server/db/dbtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestEveryTestHasADatabaseOfItsOwn(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *db.DB{"on a folder": dbtest.New, "in memory": dbtest.Memory} {
		t.Run(name, func(t *testing.T) {
			a, b := open(t), open(t)
			if _, err := a.Collection("c").InsertOne(t.Context(), bson.D{}); err != nil {
				t.Fatal(err)
			}
			if n, err := b.Collection("c").CountDocuments(t.Context(), bson.D{}); err != nil || n != 0 {
				t.Fatalf("%d documents of another database, %v", n, err)
			}
		})
	}
}

// witness is a test that notes its errors.
type witness struct {
	testing.TB
	errors []string
}

func (w *witness) Errorf(format string, args ...any) {
	w.errors = append(w.errors, fmt.Sprintf(format, args...))
}

func TestWhatIsOutsideTheSubsetFailsATest(t *testing.T) {
	w := &witness{TB: t}
	d, err := db.Open(t.Context(), db.Config{Monitor: dbtest.Subset(w)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	if _, err := d.Collection("c").InsertOne(t.Context(), bson.D{}); err != nil || len(w.errors) != 0 {
		t.Fatalf("an insert: %v, %v", err, w.errors)
	}
	if _, err := d.Collection("c").Aggregate(t.Context(), mongo.Pipeline{{{Key: "$out", Value: "x"}}}); err == nil {
		t.Error("$out was answered")
	}
	if len(w.errors) != 1 {
		t.Errorf("noted: %v", w.errors)
	}
}
