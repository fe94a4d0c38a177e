package schedule

import (
	"context"
	"fmt"
	"strconv"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
	"fairground/server/problem"
)

// chunk is how much of a file one document holds; the database takes 16 MiB.
const chunk = 8 << 20

// piece is one document of a file.
type piece struct {
	ID   string `bson:"_id"` // <run>|<name>|<n>
	Run  string `bson:"run"`
	Name string `bson:"name"`
	N    int    `bson:"n"`
	Data []byte `bson:"data"`
}

// fileStore keeps what is too large for the document of a run.
type fileStore struct{ collection *mongo.Collection }

func newFileStore(d *db.DB) fileStore { return fileStore{d.Collection("schedule_files")} }

func (s fileStore) indexes(ctx context.Context) error {
	_, err := s.collection.Indexes().CreateOne(ctx, mongo.IndexModel{
		Keys: bson.D{{Key: "run", Value: 1}, {Key: "name", Value: 1}, {Key: "n", Value: 1}}, Options: options.Index().SetName("run"),
	})
	if err != nil {
		return fmt.Errorf("index schedule files: %w", err)
	}
	return nil
}

func failed(what string, err error) error {
	return problem.New(problem.Unavailable, "database_unavailable", "the database does not answer at the moment").Wrap(fmt.Errorf("%s: %w", what, err))
}

// noFile is the code of a file that is not there.
const noFile = "run_file_not_found"

// write stores a file.
func (s fileStore) write(ctx context.Context, run, name string, data []byte) error {
	for n := 0; n == 0 || n*chunk < len(data); n++ {
		p := piece{ID: run + "|" + name + "|" + strconv.Itoa(n), Run: run, Name: name, N: n, Data: data[n*chunk : min((n+1)*chunk, len(data))]}
		if _, err := s.collection.InsertOne(ctx, p); err != nil {
			return failed("write a schedule file", err)
		}
	}
	return nil
}

// read puts a file together.
func (s fileStore) read(ctx context.Context, run, name string) ([]byte, error) {
	cur, err := s.collection.Find(ctx, bson.D{{Key: "run", Value: run}, {Key: "name", Value: name}},
		options.Find().SetSort(bson.D{{Key: "n", Value: 1}}))
	if err != nil {
		return nil, failed("read a schedule file", err)
	}
	var pieces []piece
	if err := cur.All(ctx, &pieces); err != nil {
		return nil, failed("read a schedule file", err)
	}
	if len(pieces) == 0 {
		return nil, problem.New(problem.NotFound, noFile, "the run has no such file")
	}
	var data []byte
	for _, p := range pieces {
		data = append(data, p.Data...)
	}
	return data, nil
}

// remove deletes files of a run by their names; all of them if none is given. Only names that nothing can refer to any more may
// be given: whoever else is at work on the run has files of his own.
func (s fileStore) remove(ctx context.Context, run string, names ...string) error {
	filter := bson.D{{Key: "run", Value: run}}
	if len(names) > 0 {
		filter = append(filter, bson.E{Key: "name", Value: bson.D{{Key: "$in", Value: names}}})
	}
	if _, err := s.collection.DeleteMany(ctx, filter); err != nil {
		return failed("remove schedule files", err)
	}
	return nil
}
