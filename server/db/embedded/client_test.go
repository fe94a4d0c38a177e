package embedded_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.uber.org/goleak"

	"fairground/server/db/embedded"
)

func TestMain(m *testing.M) {
	if childWork() {
		return
	}
	goleak.VerifyTestMain(m)
}

// start opens an engine and a client on it; both are closed at the end of the test.
func start(t testing.TB, o embedded.Options) (*embedded.Engine, *mongo.Database) {
	t.Helper()
	e, err := embedded.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	client, err := connect(e)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := errors.Join(client.Disconnect(ctx), e.Close()); err != nil {
			t.Error(err)
		}
	})
	return e, client.Database("test")
}

func connect(e *embedded.Engine) (*mongo.Client, error) {
	return mongo.Connect(options.Client().ApplyURI("mongodb://embedded.invalid/?directConnection=true").SetDialer(e))
}

func memory(t testing.TB) *mongo.Database {
	t.Helper()
	_, d := start(t, embedded.Options{})
	return d
}

// parse reads relaxed extended JSON, so that rows stay short.
func parse(t testing.TB, s string) bson.D {
	t.Helper()
	var d bson.D
	if err := bson.UnmarshalExtJSON([]byte(s), false, &d); err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return d
}

func show(t testing.TB, v any) string {
	t.Helper()
	b, err := bson.MarshalExtJSON(v, false, false)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// code is the server's code in an error, 0 when there is none.
func code(err error) int {
	if se, ok := errors.AsType[mongo.ServerError](err); ok {
		if codes := se.ErrorCodes(); len(codes) > 0 {
			return codes[0]
		}
	}
	return 0
}
