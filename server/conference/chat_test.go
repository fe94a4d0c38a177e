package conference

import (
	"testing"
	"time"
)

func TestMessagesOfOneMillisecondKeepTheirOrder(t *testing.T) {
	k := &keeper{}
	at := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	last := ""
	for range 1000 {
		id := k.id(at)
		if id <= last {
			t.Fatalf("%s came after %s", id, last)
		}
		last = id
	}
	if id := k.id(at.Add(time.Hour)); id <= last {
		t.Errorf("an hour later %s came after %s", id, last)
	}
}
