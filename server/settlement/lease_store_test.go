package settlement

import (
	"testing"
	"time"

	"fairground/server/db/dbtest"
)

func TestOneAtATimeHoldsTheLease(t *testing.T) {
	s := newStore(dbtest.Memory(t), discard)
	first, second := s.lease("server"), s.lease("server")
	until := must[time.Time](t)(first.Take(t.Context()))
	if other := must[time.Time](t)(second.Take(t.Context())); until.IsZero() || (!other.IsZero() && time.Now().Before(until)) {
		t.Fatalf("two of one name hold it until %s and %s", until, other)
	}
	for end := time.Now().Add(5 * time.Second); must[time.Time](t)(second.Take(t.Context())).IsZero(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("a lease that has run out is not given to another")
		}
	}
	if again := must[time.Time](t)(first.Take(t.Context())); !again.IsZero() {
		t.Fatal("it was taken while another held it")
	}
}
