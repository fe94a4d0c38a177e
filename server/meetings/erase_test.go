package meetings

import (
	"context"
	"testing"
	"time"

	"fairground/server/db"
)

// told delivers everything that the documents have to say.
func told(t *testing.T, s *Service) {
	t.Helper()
	for name, box := range s.Outboxes() {
		pending, err := box.Pending(t.Context(), 100)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, p := range pending {
			if err := box.Done(t.Context(), p.Doc, p.Entry.ID); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
}

func TestWhoIsErasedLeavesNothingOfHisTime(t *testing.T) {
	s, _, _ := open(t, 3)
	erased := db.OutboxEntry{Type: personErased, Entity: "per_a"}
	say := func(who string) context.Context {
		ctx := as(t.Context(), who)
		if _, err := s.SaveAvailability(ctx, fairID, 0, nil, []time.Time{at(2)}, ""); err != nil {
			t.Fatal(err)
		}
		return ctx
	}
	a, b := say("a"), say("b")
	path, err := s.OpenCalendar(a)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Forget(t.Context(), erased); err == nil {
		t.Fatal("what the audit has not heard of is gone")
	}
	told(t, s)
	for range 2 { // the courier may bring an entry twice
		if err := s.Forget(t.Context(), erased); err != nil {
			t.Fatal(err)
		}
	}
	if own, err := s.OwnAvailability(a, fairID); err != nil || own.V != 0 {
		t.Errorf("his availability: version %d, %v", own.V, err)
	}
	if own, err := s.OwnAvailability(b, fairID); err != nil || own.V != 1 {
		t.Errorf("somebody else's availability: version %d, %v", own.V, err)
	}
	secret := path[len("/api/v1/calendar/") : len(path)-len(".ics")]
	if _, err := s.Calendar(t.Context(), secret); err == nil {
		t.Error("his calendar can still be read")
	}
	if err := s.Forget(t.Context(), db.OutboxEntry{Type: "person.renamed", Entity: "per_b"}); err != nil {
		t.Error(err)
	}
}
