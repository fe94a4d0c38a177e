package embedded

import (
	"testing"
	"testing/synctest"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
)

func TestTheSweeperEndsWhatIsOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e, err := Open(Options{})
		if err != nil {
			t.Fatal(err)
		}
		run(e, doc{{"createIndexes", "c"}, {"indexes", array{doc{{"key", doc{{"at", int32(-1)}}}, {"name", "ttl"}, {"expireAfterSeconds", int32(60)}}}}})
		now := bson.NewDateTimeFromTime(time.Now())
		run(e, doc{{"insert", "c"}, {"documents", array{
			doc{{"_id", int32(1)}, {"at", now}}, doc{{"_id", int32(2)}, {"at", now + 3_600_000}}, doc{{"_id", int32(3)}}, doc{{"_id", int32(4)}},
		}}})
		cursor, _ := run(e, doc{{"find", "c"}, {"batchSize", int32(1)}}).value("cursor").(doc)
		more := doc{{"getMore", cursor.value("id")}, {"collection", "c"}, {"batchSize", int32(1)}}
		time.Sleep(3 * time.Minute)
		if a := run(e, doc{{"count", "c"}}); a.value("n") != int32(3) {
			t.Errorf("two minutes after one document's time: %v", a)
		}
		if a := run(e, more); a.value("ok") != float64(1) {
			t.Errorf("a cursor idle for three minutes: %v", a)
		}
		time.Sleep(cursorTimeout + 2*DefaultSweep)
		if a := run(e, more); a.value("code") != codeCursorNotFound {
			t.Errorf("a cursor idle for too long: %v", a)
		}
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
}
