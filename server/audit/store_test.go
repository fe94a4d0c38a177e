package audit_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"fairground/server/audit"
	"fairground/server/db"
	"fairground/server/db/dbtest"
)

func entry(n int) db.OutboxEntry {
	return db.OutboxEntry{
		ID: fmt.Sprintf("ent_%03d", n), Type: "booth.changed", At: time.Date(2026, 11, 21, 8, 0, n, 0, time.UTC), By: "per_1", Entity: "bth_1",
		Data: map[string]string{"field": "text", "link": "https://fair.example/sign-in/secret"},
	}
}

func TestTheChainHoldsEveryEntryOnceInOneOrder(t *testing.T) {
	d := dbtest.New(t)
	one, err := audit.New(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	two, err := audit.New(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for _, chain := range []*audit.Chain{one, two} { // two programs deliver the same entries
		for n := range 30 {
			wait.Go(func() {
				if err := chain.Append(t.Context(), entry(n)); err != nil {
					t.Error(err)
				}
			})
		}
	}
	wait.Wait()
	if records, head, err := one.Verify(t.Context()); err != nil || records != 30 || head == "" {
		t.Errorf("%d records, head %q, %v", records, head, err)
	}
	latest, err := one.Latest(t.Context(), 0, 1)
	if err != nil || len(latest) != 1 || latest[0].Seq != 30 {
		t.Fatalf("latest = %v, %v", latest, err)
	}
	if _, leaked := latest[0].Data["link"]; leaked {
		t.Error("a sign-in link stands in the chain")
	}
}

func TestVerifyFindsWhatWasTouched(t *testing.T) {
	touches := map[string]func(*testing.T, *db.DB) error{
		"a changed fact": func(t *testing.T, d *db.DB) error {
			t.Helper()
			_, err := d.Collection("audit").UpdateOne(t.Context(), bson.D{{Key: "_id", Value: 3}}, bson.D{{Key: "$set", Value: bson.D{{Key: "by", Value: "per_2"}}}})
			return err
		},
		"a missing record": func(t *testing.T, d *db.DB) error {
			t.Helper()
			_, err := d.Collection("audit").DeleteOne(t.Context(), bson.D{{Key: "_id", Value: 3}})
			return err
		},
		"a record with a hash of its own": func(t *testing.T, d *db.DB) error {
			t.Helper()
			_, err := d.Collection("audit").UpdateOne(t.Context(), bson.D{{Key: "_id", Value: 5}}, bson.D{{Key: "$set", Value: bson.D{{Key: "hash", Value: "00"}}}})
			return err
		},
	}
	for name, touch := range touches {
		t.Run(name, func(t *testing.T) {
			d := dbtest.New(t)
			chain, err := audit.New(t.Context(), d)
			if err != nil {
				t.Fatal(err)
			}
			for n := range 5 {
				if err := chain.Append(t.Context(), entry(n)); err != nil {
					t.Fatal(err)
				}
			}
			if _, _, err := chain.Verify(t.Context()); err != nil {
				t.Fatalf("before: %v", err)
			}
			if err := touch(t, d); err != nil {
				t.Fatal(err)
			}
			if _, _, err := chain.Verify(t.Context()); !errors.Is(err, audit.ErrBroken) {
				t.Errorf("Verify = %v, want ErrBroken", err)
			}
		})
	}
}
