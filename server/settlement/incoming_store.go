package settlement

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
	"fairground/server/problem"
	"fairground/server/settlement/statement"
)

// incomingStore keeps what came from banks: files as they were, statements, lines, how far a rail was read, exceptions and
// proofs. Of the ledger it holds nothing.
type incomingStore struct {
	blobs, imports, statements, lines, cursors, proofs *mongo.Collection

	exceptions db.Store[exceptionDoc]
	packer     func() (*zstd.Encoder, error) // one for all files: it is large, and may be used by several at the same time
}

func newIncomingStore(d *db.DB) *incomingStore {
	return &incomingStore{
		blobs: d.Collection("blobs"), imports: d.Collection("imports"), statements: d.Collection("statements"), lines: d.Collection("stmt_lines"),
		cursors: d.Collection("rail_cursors"), proofs: d.Collection("recon"), exceptions: db.NewStore[exceptionDoc](d, "exceptions", "exception"),
		packer: sync.OnceValues(func() (*zstd.Encoder, error) {
			return zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest))
		}),
	}
}

func (s *incomingStore) ensureIndexes(ctx context.Context) error {
	lines := index("line", "acct", "lineKey")
	lines.Options.SetUnique(true)
	waiting := index("waiting", "waits")
	waiting.Options.SetPartialFilterExpression(bson.D{{Key: "waits", Value: true}})
	for _, of := range []struct {
		c      *mongo.Collection
		models []mongo.IndexModel
	}{
		{s.statements, []mongo.IndexModel{index("day", "acct", "ccy", "-day", "-seqNo")}},
		{s.lines, []mongo.IndexModel{lines, waiting, index("payment", "acct", "e2e"), index("became", "acct", "became", "day"), index("stated", "acct", "ccy", "statement")}},
		{s.proofs, []mongo.IndexModel{index("day", "acct", "ccy", "-day")}},
	} {
		if _, err := of.c.Indexes().CreateMany(ctx, of.models); err != nil {
			return fmt.Errorf("create indexes of %s: %w", of.c.Name(), err)
		}
	}
	return s.exceptions.EnsureIndexes(ctx, index("state", "state", "_id"))
}

func (s *incomingStore) cursor(ctx context.Context, rail string) (string, error) {
	var doc struct {
		Cursor string `bson:"cursor"`
	}
	if _, err := one(ctx, s.cursors, rail, &doc); err != nil {
		return "", err
	}
	return doc.Cursor, nil
}

func (s *incomingStore) moveCursor(ctx context.Context, rail, cursor string) error {
	_, err := s.cursors.UpdateOne(ctx, bson.D{{Key: "_id", Value: rail}}, bson.D{{Key: "$set", Value: bson.D{{Key: "cursor", Value: cursor}}}}, options.UpdateOne().SetUpsert(true))
	if err != nil && !mongo.IsDuplicateKeyError(err) {
		return fmt.Errorf("move cursor of rail: %w", err)
	}
	return nil
}

// one reads a document by its id into to; false if there is none.
func one(ctx context.Context, c *mongo.Collection, id string, to any) (bool, error) {
	err := c.FindOne(ctx, bson.D{{Key: "_id", Value: id}}).Decode(to)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read %s: %w", c.Name(), err)
	}
	return true, nil
}

func (s *incomingStore) file(ctx context.Context, id string) (d importDoc, known bool, err error) {
	known, err = one(ctx, s.imports, id, &d)
	return d, known, err
}

type blobDoc struct {
	ID   string `bson:"_id"`
	Size int64  `bson:"size"`
	Zstd []byte `bson:"zstd"`
}

// saveFile keeps the bytes and the record of a file, which is not done before both are there. Bytes that no statement can
// consist of may be too many for a document even when packed; of those only the record stays.
func (s *incomingStore) saveFile(ctx context.Context, d importDoc, data []byte) error {
	pack, err := s.packer()
	if err != nil {
		return fmt.Errorf("pack file: %w", err)
	}
	packed := pack.EncodeAll(data, nil)
	keep := []func() error{
		func() error {
			if _, err := s.imports.InsertOne(ctx, d); err != nil && !mongo.IsDuplicateKeyError(err) {
				return fmt.Errorf("keep record of file: %w", err)
			}
			return nil
		},
		func() error {
			if _, err := s.blobs.InsertOne(ctx, blobDoc{d.ID, int64(len(data)), packed}); err != nil && !mongo.IsDuplicateKeyError(err) {
				return fmt.Errorf("keep file: %w", err)
			}
			return nil
		},
	}
	if len(packed) >= 15<<20 {
		keep = keep[:1]
	}
	return all(keep...)
}

func (s *incomingStore) finishFile(ctx context.Context, d importDoc) error {
	if _, err := s.imports.ReplaceOne(ctx, bson.D{{Key: "_id", Value: d.ID}}, d); err != nil {
		return fmt.Errorf("finish file: %w", err)
	}
	return nil
}

// bytes returns a file as it was received.
func (s *incomingStore) bytes(ctx context.Context, id string) ([]byte, error) {
	var b blobDoc
	known, err := one(ctx, s.blobs, id, &b)
	if err != nil {
		return nil, err
	}
	if !known {
		return nil, problem.New(problem.NotFound, "file_not_found", "there is no such file")
	}
	unpack, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(2*statement.MaxBytes))
	if err != nil {
		return nil, fmt.Errorf("unpack file: %w", err)
	}
	defer unpack.Close()
	data, err := unpack.DecodeAll(b.Zstd, nil)
	if err != nil || int64(len(data)) != b.Size {
		return nil, fmt.Errorf("unpack file %s: %w", id, errors.Join(err, errors.New("its size differs from its record's")))
	}
	return data, nil
}

func (s *incomingStore) statement(ctx context.Context, id string) (d statementDoc, known bool, err error) {
	known, err = one(ctx, s.statements, id, &d)
	return d, known, err
}

// saveStatement keeps a statement; its id follows from its account and number, so that there is one of them.
func (s *incomingStore) saveStatement(ctx context.Context, d statementDoc) error {
	if _, err := s.statements.ReplaceOne(ctx, bson.D{{Key: "_id", Value: d.ID}}, d, options.Replace().SetUpsert(true)); err != nil && !mongo.IsDuplicateKeyError(err) {
		return fmt.Errorf("keep statement: %w", err)
	}
	return nil
}

// lastStatement is the last statement taken of an account and currency up to a day.
func (s *incomingStore) lastStatement(ctx context.Context, account, currency string, day statement.Day) (last statementDoc, known bool, err error) {
	err = s.statements.FindOne(ctx, bson.D{
		{Key: "acct", Value: account},
		{Key: "ccy", Value: currency},
		{Key: "state", Value: statementTaken},
		{Key: "day", Value: bson.D{{Key: "$lte", Value: day}}},
	}, options.FindOne().SetSort(bson.D{{Key: "day", Value: -1}, {Key: "seqNo", Value: -1}})).Decode(&last)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return last, false, nil
	}
	if err != nil {
		return last, false, fmt.Errorf("read last statement: %w", err)
	}
	return last, true, nil
}

// statementPage lists statements, the newest received first.
func (s *incomingStore) statementPage(ctx context.Context, account, before string, limit int) ([]statementDoc, error) {
	filter := bson.D{}
	if account != "" {
		filter = append(filter, bson.E{Key: "acct", Value: account})
	}
	if before != "" {
		last, known, err := s.statement(ctx, before)
		if err != nil || !known {
			return nil, errors.Join(err, problem.New(problem.Invalid, "cursor_invalid", "this cursor was not issued by this list"))
		}
		earlier := bson.D{{Key: "t", Value: bson.D{{Key: "$lt", Value: last.Time}}}}
		same := bson.D{{Key: "t", Value: last.Time}, {Key: "_id", Value: bson.D{{Key: "$lt", Value: before}}}}
		filter = append(filter, bson.E{Key: "$or", Value: bson.A{earlier, same}})
	}
	cur, err := s.statements.Find(ctx, filter, options.Find().SetSort(bson.D{{Key: "t", Value: -1}, {Key: "_id", Value: -1}}).SetLimit(int64(limit)))
	if err != nil {
		return nil, fmt.Errorf("list statements: %w", err)
	}
	docs := []statementDoc{}
	if err := cur.All(ctx, &docs); err != nil {
		return nil, fmt.Errorf("list statements: %w", err)
	}
	return docs, nil
}

// linesOf reads what is known of lines by their ids.
func (s *incomingStore) linesOf(ctx context.Context, ids []string) (map[string]lineDoc, error) {
	return s.lineMap(ctx, bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}})
}

// twins reads the lines of an account with some end-to-end ids, by that id.
func (s *incomingStore) twins(ctx context.Context, account string, endToEnd ...string) (map[string][]lineDoc, error) {
	twins := map[string][]lineDoc{}
	if len(endToEnd) == 0 {
		return twins, nil
	}
	lines, err := s.lineMap(ctx, bson.D{{Key: "acct", Value: account}, {Key: "e2e", Value: bson.D{{Key: "$in", Value: endToEnd}}}})
	for _, l := range lines {
		twins[l.EndToEnd] = append(twins[l.EndToEnd], l)
	}
	return twins, err
}

func (s *incomingStore) waiting(ctx context.Context) (map[string]lineDoc, error) {
	return s.lineMap(ctx, bson.D{{Key: "waits", Value: true}})
}

func (s *incomingStore) unstated(ctx context.Context, account, currency string) (map[string]lineDoc, error) {
	return s.lineMap(ctx, bson.D{{Key: "acct", Value: account}, {Key: "ccy", Value: currency}, {Key: "statement", Value: ""}})
}

// maxUnsettled bounds what is compared at once.
const maxUnsettled = 10_000

// unsettled reads the lines of an account of which nothing came, or what is named, in order of the days.
func (s *incomingStore) unsettled(ctx context.Context, account, or string) ([]lineDoc, error) {
	filter := bson.D{{Key: "acct", Value: account}, {Key: "became", Value: bson.D{{Key: "$in", Value: bson.A{"", or}}}}}
	cur, err := s.lines.Find(ctx, filter, options.Find().SetSort(bson.D{{Key: "day", Value: 1}, {Key: "_id", Value: 1}}).SetLimit(maxUnsettled))
	if err != nil {
		return nil, fmt.Errorf("read lines: %w", err)
	}
	docs := []lineDoc{}
	if err := cur.All(ctx, &docs); err != nil {
		return nil, fmt.Errorf("read lines: %w", err)
	}
	return docs, nil
}

func (s *incomingStore) lineMap(ctx context.Context, filter bson.D) (map[string]lineDoc, error) {
	cur, err := s.lines.Find(ctx, filter)
	if err != nil {
		return nil, fmt.Errorf("read lines: %w", err)
	}
	var docs []lineDoc
	if err := cur.All(ctx, &docs); err != nil {
		return nil, fmt.Errorf("read lines: %w", err)
	}
	of := make(map[string]lineDoc, len(docs))
	for _, d := range docs {
		of[d.ID] = d
	}
	return of, nil
}

// saveLines keeps lines. That one is there already means that another process took the same file.
func (s *incomingStore) saveLines(ctx context.Context, lines []any) error {
	if len(lines) == 0 {
		return nil
	}
	if _, err := s.lines.InsertMany(ctx, lines, options.InsertMany().SetOrdered(false)); onlyDuplicates(err) != nil {
		return fmt.Errorf("keep lines: %w", err)
	}
	return nil
}

func (s *incomingStore) replaceLine(ctx context.Context, d lineDoc) error {
	if _, err := s.lines.ReplaceOne(ctx, bson.D{{Key: "_id", Value: d.ID}}, d); err != nil {
		return fmt.Errorf("keep line: %w", err)
	}
	return nil
}

// state notes in which statement lines stand that notices had told before.
func (s *incomingStore) state(ctx context.Context, ids []string, in string) error {
	if len(ids) == 0 {
		return nil
	}
	filter := bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}, {Key: "statement", Value: ""}}
	if _, err := s.lines.UpdateMany(ctx, filter, bson.D{{Key: "$set", Value: bson.D{{Key: "statement", Value: in}}}}); err != nil {
		return fmt.Errorf("note where lines stand: %w", err)
	}
	return nil
}

// byHand sums what people said of payouts without a line, up to a block: postings of the bank account that no line stands for.
func (s *store) byHand(ctx context.Context, account, currency string, seq int64) (map[string]int64, error) {
	cur, err := s.post.Find(ctx, bson.D{
		{Key: "a", Value: account},
		{Key: "c", Value: currency},
		{Key: "ty", Value: "payout.resolve"},
		{Key: "_id", Value: bson.D{{Key: "$lt", Value: (seq + 1) << 16}}},
	})
	if err != nil {
		return nil, fmt.Errorf("read postings: %w", err)
	}
	var docs []postDoc
	if err := cur.All(ctx, &docs); err != nil {
		return nil, fmt.Errorf("read postings: %w", err)
	}
	of := map[string]int64{}
	for _, d := range docs {
		of[d.Payout] += d.V
	}
	return of, nil
}

func (s *incomingStore) saveProof(ctx context.Context, d proofDoc) error {
	if _, err := s.proofs.ReplaceOne(ctx, bson.D{{Key: "_id", Value: d.ID}}, d, options.Replace().SetUpsert(true)); err != nil && !mongo.IsDuplicateKeyError(err) {
		return fmt.Errorf("keep proof: %w", err)
	}
	return nil
}

// lastProof is the newest proof of an account up to a day.
func (s *incomingStore) lastProof(ctx context.Context, account, currency string, day statement.Day) (p proofDoc, known bool, err error) {
	err = s.proofs.FindOne(ctx, bson.D{{Key: "acct", Value: account}, {Key: "ccy", Value: currency}, {Key: "day", Value: bson.D{{Key: "$lte", Value: day}}}},
		options.FindOne().SetSort(bson.D{{Key: "day", Value: -1}})).Decode(&p)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return p, false, nil
	}
	if err != nil {
		return p, false, fmt.Errorf("read proof: %w", err)
	}
	return p, true, nil
}

// proofsUpTo reads the proofs of an account up to a day, the newest first.
func (s *incomingStore) proofsUpTo(ctx context.Context, account, currency string, day statement.Day, limit int64) ([]proofDoc, error) {
	cur, err := s.proofs.Find(ctx, bson.D{{Key: "acct", Value: account}, {Key: "ccy", Value: currency}, {Key: "day", Value: bson.D{{Key: "$lte", Value: day}}}},
		options.Find().SetSort(bson.D{{Key: "day", Value: -1}}).SetLimit(limit))
	if err != nil {
		return nil, fmt.Errorf("read proofs: %w", err)
	}
	docs := []proofDoc{}
	if err := cur.All(ctx, &docs); err != nil {
		return nil, fmt.Errorf("read proofs: %w", err)
	}
	return docs, nil
}

// provenInARow counts the proofs up to a day since the last one that did not come out; only those name an exception.
func (s *incomingStore) provenInARow(ctx context.Context, account, currency string, day statement.Day) (int64, error) {
	of := bson.D{{Key: "acct", Value: account}, {Key: "ccy", Value: currency}}
	days := bson.D{{Key: "$lte", Value: day}}
	var failed proofDoc
	err := s.proofs.FindOne(ctx, append(of, bson.E{Key: "day", Value: days}, bson.E{Key: "exception", Value: bson.D{{Key: "$gt", Value: ""}}}),
		options.FindOne().SetSort(bson.D{{Key: "day", Value: -1}})).Decode(&failed)
	if err != nil && !errors.Is(err, mongo.ErrNoDocuments) {
		return 0, fmt.Errorf("read last failed proof: %w", err)
	}
	n, err := s.proofs.CountDocuments(ctx, append(of, bson.E{Key: "day", Value: append(days, bson.E{Key: "$gt", Value: failed.Day})}))
	if err != nil {
		return 0, fmt.Errorf("count proofs: %w", err)
	}
	return n, nil
}

// open keeps an exception unless it is known.
func (s *incomingStore) open(ctx context.Context, d exceptionDoc) error {
	if err := s.exceptions.Insert(ctx, d); err != nil && !problem.Is(err, problem.Conflict) {
		return fmt.Errorf("open exception: %w", err)
	}
	return nil
}

// exceptionPage lists exceptions in order of their ids, which follow from what they are about and not from the time.
func (s *incomingStore) exceptionPage(ctx context.Context, state, cursor string, limit int) ([]exceptionDoc, string, error) {
	filter := bson.D{}
	if state != "" {
		filter = append(filter, bson.E{Key: "state", Value: state})
	}
	return s.exceptions.Page(ctx, filter, cursor, limit)
}

func (s *incomingStore) openExceptions(ctx context.Context, account, currency string) ([]exceptionDoc, error) {
	return s.exceptions.All(ctx, bson.D{{Key: "state", Value: exceptionOpen}, {Key: "acct", Value: account}, {Key: "ccy", Value: currency}})
}
