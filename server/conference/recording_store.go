package conference

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
	"fairground/server/problem"
)

type recordingStore struct{ db.Store[Recording] }

func newRecordingStore(d *db.DB) recordingStore {
	return recordingStore{db.NewStore[Recording](d, "recordings", "recording")}
}

func (s recordingStore) indexes(ctx context.Context) error {
	under := bson.D{eq("under", bson.D{eq("$exists", true)})}
	return s.EnsureIndexes(ctx,
		mongo.IndexModel{Keys: ascending("room", "_id")},
		mongo.IndexModel{Keys: ascending("state", "erase")},
		// One recording of a room at a time: the index decides between two who ask at once.
		mongo.IndexModel{Keys: ascending("under"), Options: options.Index().SetName("under").SetUnique(true).SetPartialFilterExpression(under)},
	)
}

// open stores a new recording, if none of its room is under way.
func (s recordingStore) open(ctx context.Context, r Recording) (Recording, error) {
	r.settle()
	err := s.Insert(ctx, r)
	if problem.Is(err, problem.Conflict) {
		return r, problem.New(problem.Conflict, "recording_under_way", "this room is being recorded, or has been asked to be").Wrap(err)
	}
	return r, err
}

func (s recordingStore) of(ctx context.Context, room string) ([]Recording, error) {
	return s.All(ctx, bson.D{eq("room", room)}, options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetLimit(maxRecordings))
}

// inStates lists recordings by state, the oldest first.
func (s recordingStore) inStates(ctx context.Context, states ...RecordingState) ([]Recording, error) {
	return s.All(ctx, bson.D{eq("state", bson.D{eq("$in", states)})}, options.Find().SetSort(ascending("_id")).SetLimit(1000))
}

// outlived lists those whose files are to be erased.
func (s recordingStore) outlived(ctx context.Context, now time.Time) ([]Recording, error) {
	return s.All(ctx, bson.D{eq("state", RecordingReady), eq("erase", bson.D{eq("$lte", now)})}, options.Find().SetSort(ascending("_id")).SetLimit(100))
}

// spool is a file while it is written: its beginning, which is exchanged at the end, and the number of its pieces.
type spool struct {
	ID        string    `bson:"_id"`
	V         int64     `bson:"v"`
	Recording string    `bson:"recording"`
	Take      Take      `bson:"take"`
	Track     string    `bson:"track,omitempty"`
	Head      []byte    `bson:"head,omitempty"`
	Pieces    int       `bson:"pieces"`
	At        time.Time `bson:"at"`
}

// piece is a cluster of a file, whole.
type piece struct {
	ID     string `bson:"_id"`
	V      int64  `bson:"v"`
	File   string `bson:"file"`
	Number int    `bson:"number"`
	Offset int64  `bson:"offset"` // from the first piece
	Size   int64  `bson:"size"`
	Bytes  []byte `bson:"bytes"`
}

// takeStore keeps the files of recordings in pieces. A piece is one write, so what a crash leaves is whole pieces. With a folder their
// bytes are in files of it, and only where they are is in the database: the embedded one holds everything in memory.
type takeStore struct {
	spools db.Store[spool]
	pieces db.Store[piece]
	folder string
}

func newTakeStore(d *db.DB) takeStore {
	return takeStore{spools: db.NewStore[spool](d, "recording_files", "file"), pieces: db.NewStore[piece](d, "recording_pieces", "piece")}
}

// path is where the bytes of a file are in the folder. Ids are our own.
func (s takeStore) path(file string) string { return filepath.Join(s.folder, file) }

func (s takeStore) indexes(ctx context.Context) error {
	if err := s.spools.EnsureIndexes(ctx, mongo.IndexModel{Keys: ascending("recording", "_id")}); err != nil {
		return err
	}
	return s.pieces.EnsureIndexes(ctx, mongo.IndexModel{Keys: ascending("file", "offset")})
}

func (s takeStore) add(ctx context.Context, p piece) error {
	if s.folder != "" {
		if err := s.save(p); err != nil {
			return fmt.Errorf("write recording: %w", err)
		}
		p.Bytes = nil
	}
	return s.pieces.Insert(ctx, p)
}

func (s takeStore) save(p piece) (err error) {
	if err := os.MkdirAll(s.folder, 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(s.path(p.File), os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	_, err = f.WriteAt(p.Bytes, p.Offset)
	return err
}

func (s takeStore) load(p *piece) (err error) {
	f, err := os.Open(s.path(p.File))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	p.Bytes = make([]byte, p.Size)
	_, err = f.ReadAt(p.Bytes, p.Offset)
	return err
}

// head stores the beginning of a file.
func (s takeStore) head(ctx context.Context, file string, head []byte) error {
	_, err := s.spools.Collection().UpdateOne(ctx, bson.D{eq("_id", file)}, bson.D{eq("$set", bson.D{eq("head", head)})})
	if err != nil {
		return fmt.Errorf("write beginning of recording: %w", err)
	}
	return nil
}

func (s takeStore) spoolsOf(ctx context.Context, recording string) ([]spool, error) {
	return s.spools.All(ctx, bson.D{eq("recording", recording)}, options.Find().SetSort(ascending("_id")).SetLimit(maxTakes))
}

// at finds the piece that holds a byte; false beyond the end.
func (s takeStore) at(ctx context.Context, file string, offset int64) (piece, bool, error) {
	list, err := s.pieces.All(ctx, bson.D{eq("file", file), eq("offset", bson.D{eq("$lte", offset)})},
		options.Find().SetSort(bson.D{{Key: "offset", Value: -1}}).SetLimit(1))
	if err != nil || len(list) == 0 || offset >= list[0].Offset+list[0].Size {
		return piece{}, false, err
	}
	if s.folder != "" {
		if err := s.load(&list[0]); err != nil {
			return piece{}, false, fmt.Errorf("read recording: %w", err)
		}
	}
	return list[0], true, nil
}

// erase removes every file of a recording.
func (s takeStore) erase(ctx context.Context, recording string) error {
	files, err := s.spoolsOf(ctx, recording)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := s.drop(ctx, f.ID); err != nil {
			return err
		}
	}
	return nil
}

func (s takeStore) drop(ctx context.Context, file string) error {
	if s.folder != "" {
		if err := os.Remove(s.path(file)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("erase recording: %w", err)
		}
	}
	if _, err := s.pieces.Collection().DeleteMany(ctx, bson.D{eq("file", file)}); err != nil {
		return fmt.Errorf("erase recording: %w", err)
	}
	if _, err := s.spools.Collection().DeleteOne(ctx, bson.D{eq("_id", file)}); err != nil {
		return fmt.Errorf("erase recording: %w", err)
	}
	return nil
}
