package conference

import (
	"testing"
	"time"
)

func TestMessagesOfOneMillisecondKeepTheirOrder(t *testing.T) {
	k := &sequence{}
	at := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	last := ""
	for range 1000 {
		id := k.next("msg", at)
		if id <= last {
			t.Fatalf("%s came after %s", id, last)
		}
		last = id
	}
	if id := k.next("msg", at.Add(time.Hour)); id <= last {
		t.Errorf("an hour later %s came after %s", id, last)
	}
}
