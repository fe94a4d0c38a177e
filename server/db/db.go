// Package db is the way to MongoDB: one driver, one query language, one code path. Without a URI it opens the embedded
// engine of server/db/embedded, which the driver reaches through an in-process connection with the same wire bytes.
//
// It knows collections, versioned entities and their outboxes. It does not know any feature, any entity's rules, HTTP,
// or who is acting.
package db

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/event"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"

	"fairground/server/db/embedded"
)

// DefaultName is the database used when Config.Name is empty.
const DefaultName = "fairground"

const (
	selectionTimeout = 10 * time.Second
	closeTimeout     = 5 * time.Second
)

// Config says where the data lives.
type Config struct {
	// URI of a MongoDB server or replica set, 4.4 or later. Empty: the embedded engine.
	URI string
	// Dir is the embedded engine's data folder, created when missing. Empty: in memory, gone at Close.
	Dir string
	// Name of the database; empty means DefaultName.
	Name string
	// Logger receives what the embedded engine has to say; nil discards it.
	Logger *slog.Logger
	// Now is the clock of the embedded engine (TTL indexes, $currentDate); nil means time.Now.
	Now func() time.Time
	// Monitor, when set, sees every command sent: tests use it to prove that only the written subset is used.
	Monitor *event.CommandMonitor
}

// DB is an open database. It is safe for concurrent use.
type DB struct {
	client     *mongo.Client
	engine     *embedded.Engine
	database   *mongo.Database
	replicaSet bool
}

// Open connects, checks that the server answers, and decides the read concern from what the server says it is. The
// caller closes the result.
func Open(ctx context.Context, c Config) (*DB, error) {
	if c.Name == "" {
		c.Name = DefaultName
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	opts := options.Client().SetBSONOptions(&options.BSONOptions{
		// A nil slice or map stored as null would make a later $push or dotted $set fail.
		NilSliceAsEmpty: true,
		NilMapAsEmpty:   true,
	}).SetServerSelectionTimeout(selectionTimeout).SetAppName("fairground")
	if c.Monitor != nil {
		opts.SetMonitor(c.Monitor)
	}
	d := &DB{}
	if c.URI != "" {
		opts.ApplyURI(c.URI)
	} else {
		engine, err := embedded.Open(embedded.Options{Dir: c.Dir, Logger: c.Logger, Now: c.Now})
		if err != nil {
			return nil, fmt.Errorf("open embedded database: %w", err)
		}
		d.engine = engine
		opts.ApplyURI("mongodb://embedded.invalid:27017/?directConnection=true").SetDialer(engine)
	}
	client, err := mongo.Connect(opts)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("connect to database: %w", err), d.closeEngine())
	}
	d.client = client
	var hello struct {
		SetName string `bson:"setName"`
		Msg     string `bson:"msg"`
	}
	if err := client.Database("admin").RunCommand(ctx, bson.D{{Key: "hello", Value: 1}}).Decode(&hello); err != nil {
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
		defer cancel()
		return nil, errors.Join(fmt.Errorf("greet database: %w", err), d.Close(closing))
	}
	// A router ("isdbgrid") always stands before replica sets.
	d.replicaSet = hello.SetName != "" || hello.Msg == "isdbgrid"
	read := readconcern.Local()
	if d.replicaSet {
		read = readconcern.Majority()
	}
	journal := true
	d.database = client.Database(c.Name, options.Database().SetReadConcern(read).
		SetWriteConcern(&writeconcern.WriteConcern{W: "majority", Journal: &journal}))
	return d, nil
}

// Collection returns a collection whose writes are acknowledged by a majority and journaled, and whose reads see only
// such writes, whatever the URI says.
func (d *DB) Collection(name string) *mongo.Collection { return d.database.Collection(name) }

// Database is the database itself, with the same concerns: for GridFS, backup and tests.
func (d *DB) Database() *mongo.Database { return d.database }

// Close ends all connections and, with the embedded engine, releases its data folder.
func (d *DB) Close(ctx context.Context) error {
	var err error
	if d.client != nil {
		if e := d.client.Disconnect(ctx); e != nil {
			err = fmt.Errorf("disconnect from database: %w", e)
		}
	}
	return errors.Join(err, d.closeEngine())
}

func (d *DB) closeEngine() error {
	if d.engine == nil {
		return nil
	}
	if err := d.engine.Close(); err != nil {
		return fmt.Errorf("close embedded database: %w", err)
	}
	return nil
}

// Ping asks the server whether it answers.
func (d *DB) Ping(ctx context.Context) error {
	if err := d.client.Ping(ctx, nil); err != nil {
		return fmt.Errorf("ping database: %w", err)
	}
	return nil
}

// Embedded reports whether the data lives in this process.
func (d *DB) Embedded() bool { return d.engine != nil }

// ReplicaSet reports whether the server is a replica set (or a router before some).
func (d *DB) ReplicaSet() bool { return d.replicaSet }

// NewID makes an id such as "bth_01jd…": the prefix, an underscore and a lower-case ULID (26 characters: 48 bits of
// milliseconds, 80 random bits), so that ids sort by time. The first 20 of the random bits are the nanoseconds of the
// millisecond, so that what one person does twice in one keeps its order. A time before 1970 counts as 1970.
func NewID(prefix string, now time.Time) string {
	var id ulid.ULID
	ms := max(now.UnixMilli(), 0)
	if id.SetTime(uint64(ms)) != nil { // only beyond the year 10889
		_ = id.SetTime(ulid.MaxTime())
	}
	_, _ = rand.Read(id[6:])                                   // never fails: crypto/rand ends the program instead
	within := uint64(now.Nanosecond() % int(time.Millisecond)) //nolint:gosec // not negative, below 2^20
	binary.BigEndian.PutUint64(id[6:14], within<<44|binary.BigEndian.Uint64(id[6:14])&(1<<44-1))
	return prefix + "_" + strings.ToLower(id.String())
}
