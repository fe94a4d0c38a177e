package settlement

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
)

// store is the only place of this feature that knows MongoDB. ledger_blocks is the ledger; acct, post, orders and payouts
// are projections of it: absolute values guarded by seq, never read to decide anything.
type store struct {
	blocks                      *mongo.Collection
	acct, post, orders, payouts *mongo.Collection
	archive, position           *mongo.Collection
	texts                       db.Store[dealText]
	final                       *finalTexts
	selftest, snapshots, leases *mongo.Collection
	logger                      *slog.Logger
}

func newStore(d *db.DB, logger *slog.Logger) *store { return newStoreNamed(d, "", logger) }

// newStoreNamed opens projections under a prefix, so that a rebuild can be compared with what is there.
func newStoreNamed(d *db.DB, prefix string, logger *slog.Logger) *store {
	return &store{
		blocks: d.Collection("ledger_blocks"), acct: d.Collection(prefix + "acct"), post: d.Collection(prefix + "post"),
		orders: d.Collection(prefix + "orders"), payouts: d.Collection(prefix + "payouts"), archive: d.Collection(prefix + "order_archive"), position: d.Collection(prefix + "ledger_projections"),
		texts: db.NewStore[dealText](d, "order_texts", "order"), final: newFinalTexts(), selftest: d.Collection("ledger_selftest"),
		snapshots: d.Collection("ledger_snapshots"), leases: d.Collection("ledger_lease"), logger: logger,
	}
}

func index(name string, keys ...string) mongo.IndexModel {
	var d bson.D
	for _, k := range keys {
		field, descending := strings.CutPrefix(k, "-")
		direction := 1
		if descending {
			direction = -1
		}
		d = append(d, bson.E{Key: field, Value: direction})
	}
	return mongo.IndexModel{Keys: d, Options: options.Index().SetName(name)}
}

func (s *store) ensureIndexes(ctx context.Context) error {
	keys := index("keys", "keys")
	keys.Options.SetUnique(true)
	e2e := index("e2e", "rail", "e2e")
	e2e.Options.SetUnique(true).SetPartialFilterExpression(bson.D{{Key: "e2e", Value: bson.D{{Key: "$exists", Value: true}}}})
	deadline := index("nextDeadline", "nextDeadline")
	deadline.Options.SetPartialFilterExpression(bson.D{{Key: "nextDeadline", Value: bson.D{{Key: "$exists", Value: true}}}})
	byHand := index("byHand", "a", "c", "ty") // few of the postings of a bank's account
	byHand.Options.SetPartialFilterExpression(bson.D{{Key: "ty", Value: "payout.resolve"}})
	for _, of := range []struct {
		c      *mongo.Collection
		models []mongo.IndexModel
	}{
		{s.blocks, []mongo.IndexModel{keys}},
		{s.acct, []mongo.IndexModel{index("class", "class", "ccy")}},
		{s.post, []mongo.IndexModel{index("account", "a", "c", "-_id"), index("order", "ord", "_id"), byHand}},
		{s.orders, []mongo.IndexModel{index("buyer", "buyer", "state", "-_id"), index("seller", "seller", "state", "-_id"), index("exhibition", "exh", "-_id"), deadline}},
		{s.payouts, []mongo.IndexModel{e2e, index("org", "org", "-_id")}},
		{s.selftest, []mongo.IndexModel{keys}},
		{s.snapshots, []mongo.IndexModel{index("seq", "seq", "i")}},
	} {
		if _, err := of.c.Indexes().CreateMany(ctx, of.models); err != nil {
			return fmt.Errorf("create indexes of %s: %w", of.c.Name(), err)
		}
	}
	return s.texts.EnsureIndexes(ctx)
}

// check is the start-up self-test: the one property the ledger rests on is tried out, and without it there is no ledger.
func (s *store) check(ctx context.Context, now time.Time) error {
	type probe struct {
		ID   string   `bson:"_id"`
		Keys []string `bson:"keys"`
	}
	id := db.NewID("probe", now)
	defer func() {
		_, err := s.selftest.DeleteMany(context.WithoutCancel(ctx), bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: bson.A{id, id + "b"}}}}})
		if err != nil {
			s.logger.Warn("self-test of the ledger left a document", "id", id, "err", err)
		}
	}()
	if _, err := s.selftest.InsertOne(ctx, probe{id, []string{id + "k"}}); err != nil {
		return fmt.Errorf("self-test: a journaled insert is not accepted: %w", err)
	}
	if _, err := s.selftest.InsertOne(ctx, probe{id, []string{id + "l"}}); !mongo.IsDuplicateKeyError(err) {
		return errors.Join(errors.New("self-test: a second document under one _id is not refused with 11000"), err)
	}
	if _, err := s.selftest.InsertOne(ctx, probe{id + "b", []string{id + "k"}}); !mongo.IsDuplicateKeyError(err) {
		s.logger.Warn("this server does not enforce unique multikey indexes: the append protocol alone keeps keys unique", "err", err)
	}
	return nil
}

// Append is the only write that matters: one insert under the next number.
func (s *store) Append(ctx context.Context, b ledger.Block) error {
	raw, err := encodeBlock(&b)
	if err != nil {
		return err
	}
	_, err = s.blocks.InsertOne(ctx, raw)
	switch {
	case err == nil:
		return nil
	case mongo.IsDuplicateKeyError(err) && strings.Contains(err.Error(), "index: keys"):
		return fmt.Errorf("append block %d: %w", b.Seq, ledger.ErrKeyTaken)
	case mongo.IsDuplicateKeyError(err):
		return fmt.Errorf("append block %d: %w", b.Seq, ledger.ErrTaken)
	}
	return fmt.Errorf("append block %d: %w", b.Seq, err)
}

// ReadFrom reads blocks in order; server/db reads with concern majority where there is a majority.
func (s *store) ReadFrom(ctx context.Context, seq int64, limit int) ([]ledger.Block, error) {
	return s.find(ctx, bson.D{{Key: "_id", Value: bson.D{{Key: "$gte", Value: seq}}}}, limit)
}

// WithKeys finds blocks by their keys, and with them the block that must have been seen: one question, so that one state of the
// database answers both.
func (s *store) WithKeys(ctx context.Context, keys []ledger.Key, seen int64) ([]ledger.Block, error) {
	in := make([]bson.Binary, len(keys))
	for i := range keys {
		in[i] = bson.Binary{Data: keys[i][:]}
	}
	blocks, err := s.find(ctx, bson.D{{Key: "$or", Value: bson.A{
		bson.D{{Key: "keys", Value: bson.D{{Key: "$in", Value: in}}}}, bson.D{{Key: "_id", Value: seen}},
	}}}, 0)
	if err == nil && !slices.ContainsFunc(blocks, func(b ledger.Block) bool { return b.Seq == seen }) {
		err = fmt.Errorf("read blocks: block %d cannot be seen yet", seen)
	}
	return blocks, err
}

// blocksOf reads the blocks with these numbers.
func (s *store) blocksOf(ctx context.Context, seqs []int64) ([]ledger.Block, error) {
	if len(seqs) == 0 {
		return nil, nil
	}
	return s.find(ctx, numbered(seqs), len(seqs))
}

// entriesOf reads the blocks with these numbers, with the entries of one order and no others.
func (s *store) entriesOf(ctx context.Context, order string, seqs []int64) ([]ledger.Block, error) {
	if len(seqs) == 0 {
		return nil, nil
	}
	return s.read(ctx, numbered(seqs), len(seqs), func(raw []byte) (ledger.Block, error) { return decodeOf(raw, order) })
}

func numbered(seqs []int64) bson.D {
	return bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: seqs}}}}
}

func (s *store) find(ctx context.Context, filter bson.D, limit int) ([]ledger.Block, error) {
	return s.read(ctx, filter, limit, decodeBlock)
}

func (s *store) read(ctx context.Context, filter bson.D, limit int, decode func([]byte) (ledger.Block, error)) ([]ledger.Block, error) {
	cur, err := s.blocks.Find(ctx, filter, options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetLimit(int64(limit)))
	if err != nil {
		return nil, fmt.Errorf("read blocks: %w", err)
	}
	defer func() { _ = cur.Close(ctx) }()
	var blocks []ledger.Block
	for cur.Next(ctx) {
		b, err := decode(cur.Current)
		if err != nil {
			return nil, fmt.Errorf("read blocks: %w", err)
		}
		blocks = append(blocks, b)
	}
	if err := cur.Err(); err != nil {
		return nil, fmt.Errorf("read blocks: %w", err)
	}
	return blocks, nil
}

// dealText is what people call an order and its parts. It changes no money and stays outside the log.
type dealText struct {
	ID         string            `bson:"_id"`
	V          int64             `bson:"v"`
	Title      string            `bson:"title"`
	BuyerName  lang.Text         `bson:"buyerName"`
	SellerName lang.Text         `bson:"sellerName"`
	Milestones map[string]string `bson:"milestones"`
	Final      bool              `bson:"final,omitempty"` // both sides have signed it: it never changes
}

func (s *store) saveText(ctx context.Context, t dealText) error {
	if err := s.texts.Insert(ctx, t); err != nil && !problem.Is(err, problem.Conflict) {
		return err
	}
	return nil
}

// retitle replaces the titles of an order's milestones. It changes no money: the last one to amend wins.
func (s *store) retitle(ctx context.Context, order string, titles map[string]string) error {
	t, err := s.texts.Find(ctx, order)
	if err != nil {
		return err
	}
	before := t.V
	t.V, t.Milestones = before+1, titles
	return s.texts.Replace(ctx, order, before, t)
}

// text returns an order's words, empty ones if there are none: money is shown even so.
func (s *store) text(ctx context.Context, order string) (dealText, error) {
	if t, known := s.final.find(order); known {
		return t, nil
	}
	t, err := s.texts.Find(ctx, order)
	if problem.Is(err, problem.NotFound) {
		return dealText{ID: order}, nil
	}
	if err == nil && t.Final {
		s.final.keep(t)
	}
	return t, err
}

// page lists ids of orders or payouts, newest first, as the projections have them.
func (s *store) page(ctx context.Context, c *mongo.Collection, filter bson.D, before string, limit int) ([]string, error) {
	if before != "" {
		filter = append(filter, bson.E{Key: "_id", Value: bson.D{{Key: "$lt", Value: before}}})
	}
	if filter == nil {
		filter = bson.D{}
	}
	cur, err := c.Find(ctx, filter, options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetLimit(int64(limit)).
		SetProjection(bson.D{{Key: "_id", Value: 1}}))
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", c.Name(), err)
	}
	var docs []struct {
		ID string `bson:"_id"`
	}
	if err := cur.All(ctx, &docs); err != nil {
		return nil, fmt.Errorf("list %s: %w", c.Name(), err)
	}
	ids := make([]string, len(docs))
	for i, d := range docs {
		ids[i] = d.ID
	}
	return ids, nil
}

// orderPage lists orders in which org takes part ("" is everybody's), of some exhibitions (none is any), in a state ("" is
// any).
func (s *store) orderPage(ctx context.Context, org, side string, exhibitions []string, state, before string, limit int) ([]string, error) {
	var filter bson.D
	if state != "" {
		filter = append(filter, bson.E{Key: "state", Value: state})
	}
	if len(exhibitions) > 0 {
		filter = append(filter, bson.E{Key: "exh", Value: bson.D{{Key: "$in", Value: exhibitions}}})
	}
	switch {
	case org == "":
	case side != "":
		filter = append(filter, bson.E{Key: side, Value: org})
	default:
		filter = append(filter, bson.E{Key: "$or", Value: bson.A{bson.D{{Key: "buyer", Value: org}}, bson.D{{Key: "seller", Value: org}}}})
	}
	return s.page(ctx, s.orders, filter, before, limit)
}

func (s *store) payoutPage(ctx context.Context, org, state, before string, limit int) ([]string, error) {
	var filter bson.D
	if org != "" {
		filter = append(filter, bson.E{Key: "org", Value: org})
	}
	if state != "" {
		filter = append(filter, bson.E{Key: "state", Value: state})
	}
	return s.page(ctx, s.payouts, filter, before, limit)
}

type acctDoc struct {
	Class  string `bson:"class"`
	Ccy    string `bson:"ccy"`
	Posted int64  `bson:"posted"`
	Held   int64  `bson:"held"`
	Seq    int64  `bson:"seq"`
}

type postDoc struct {
	ID      int64  `bson:"_id"`
	Account string `bson:"a"`
	Ccy     string `bson:"c"`
	V       int64  `bson:"v"`
	Book    string `bson:"b"`
	Order   string `bson:"ord,omitempty"`
	Payout  string `bson:"pay,omitempty"`
	Type    string `bson:"ty"`
	Time    int64  `bson:"t"`
	Balance int64  `bson:"bal"`
}

type orderDoc struct {
	V          int64          `bson:"v"`
	State      string         `bson:"state"`
	Deal       string         `bson:"deal"`
	Buyer      string         `bson:"buyer"`
	Seller     string         `bson:"seller"`
	Org        string         `bson:"org,omitempty"`
	Exhibition string         `bson:"exh,omitempty"`
	Ccy        string         `bson:"ccy"`
	Milestones []milestoneDoc `bson:"milestones"`
	Funded     int64          `bson:"funded"`
	Escrow     int64          `bson:"escrow"`
	Released   int64          `bson:"released"`
	Refunded   int64          `bson:"refunded"`
	Fees       int64          `bson:"fees"`
	Deadline   int64          `bson:"nextDeadline,omitempty"`
	Seq        int64          `bson:"seq"`
}

type milestoneDoc struct {
	ID     string `bson:"id"`
	State  string `bson:"state"`
	Amount int64  `bson:"amount"`
	Held   int64  `bson:"held"`
}

type payoutDoc struct {
	V        int64  `bson:"v"`
	State    string `bson:"state"`
	Org      string `bson:"org"`
	Order    string `bson:"ord,omitempty"`
	Amount   int64  `bson:"amount"`
	Ccy      string `bson:"ccy"`
	Rail     string `bson:"rail"`
	EndToEnd string `bson:"e2e,omitempty"`
	Batch    string `bson:"batch,omitempty"`
	Seq      int64  `bson:"seq"`
}

// guarded is one write of a projection: the whole document (a $set would keep fields that are gone), only over an older
// one.
func guarded(id string, seq int64, doc any) mongo.WriteModel {
	return mongo.NewReplaceOneModel().SetUpsert(true).
		SetFilter(bson.D{{Key: "_id", Value: id}, {Key: "seq", Value: bson.D{{Key: "$lt", Value: seq}}}}).
		SetReplacement(doc)
}

// project writes what the deltas changed. It may be repeated and may run twice at once: an older value never replaces a
// newer one (the upsert then collides with the newer document, which is what should happen).
func (s *store) project(ctx context.Context, deltas []ledger.Delta) error {
	accounts, orders, payouts, archive := map[string]mongo.WriteModel{}, map[string]mongo.WriteModel{}, map[string]mongo.WriteModel{}, map[string]mongo.WriteModel{}
	var posts []any
	for _, d := range deltas {
		seq := d.Block.Seq
		for _, a := range d.Accounts {
			id := a.ID.String()
			accounts[id] = guarded(id, seq, acctDoc{ledger.Class(a.ID.Name), string(a.ID.Currency), a.Posted, a.Held, seq})
		}
		for _, o := range d.Orders {
			orders[o.ID] = guarded(o.ID, seq, orderDocOf(o, seq))
		}
		for _, p := range d.Payouts {
			payouts[p.ID] = guarded(p.ID, seq, payoutDoc{p.Version, p.State, p.Org, p.Order, p.Amount, string(p.Currency), p.Rail, p.EndToEnd, p.Batch, seq})
		}
		farewells(d, archive)
		for _, p := range d.Postings {
			posts = append(posts, postDoc{
				p.Seq<<16 | int64(p.Index), p.Leg.Account, string(p.Leg.Currency), p.Leg.Minor, p.Leg.Book, p.Order, p.Payout, string(p.Type), d.Block.Time, p.Balance,
			})
		}
	}
	err := all(
		func() error { return s.bulk(ctx, s.acct, accounts) },
		func() error { return s.bulk(ctx, s.orders, orders) },
		func() error { return s.bulk(ctx, s.payouts, payouts) },
		func() error { return s.bulk(ctx, s.archive, archive) },
		func() error {
			if len(posts) == 0 {
				return nil
			}
			if _, err := s.post.InsertMany(ctx, posts, options.InsertMany().SetOrdered(false)); onlyDuplicates(err) != nil {
				return fmt.Errorf("project postings: %w", err)
			}
			return nil
		},
	)
	if err != nil {
		return err
	}
	last := deltas[len(deltas)-1].Block.Seq
	_, err = s.position.UpdateOne(ctx, bson.D{{Key: "_id", Value: "main"}}, bson.D{{Key: "$max", Value: bson.D{{Key: "seq", Value: last}}}}, options.UpdateOne().SetUpsert(true))
	if err != nil && !mongo.IsDuplicateKeyError(err) {
		return fmt.Errorf("project position: %w", err)
	}
	return nil
}

func (s *store) bulk(ctx context.Context, c *mongo.Collection, models map[string]mongo.WriteModel) error {
	if len(models) == 0 {
		return nil
	}
	list := make([]mongo.WriteModel, 0, len(models))
	for _, m := range models {
		list = append(list, m)
	}
	if _, err := c.BulkWrite(ctx, list, options.BulkWrite().SetOrdered(false)); onlyDuplicates(err) != nil {
		return fmt.Errorf("project %s: %w", c.Name(), err)
	}
	return nil
}

// onlyDuplicates lets pass an error that says nothing but "a newer document is there".
func onlyDuplicates(err error) error {
	var bulk mongo.BulkWriteException
	if errors.As(err, &bulk) && bulk.WriteConcernError == nil &&
		!slices.ContainsFunc(bulk.WriteErrors, func(e mongo.BulkWriteError) bool { return e.Code != 11000 }) {
		return nil
	}
	return err
}

func orderDocOf(o *ledger.Order, seq int64) orderDoc {
	t := o.Terms
	d := orderDoc{
		V: o.Version, State: o.State, Deal: t.Deal, Buyer: t.Buyer, Seller: t.Seller, Org: t.Organizer, Exhibition: t.Exhibition, Ccy: string(t.Currency),
		Funded: o.Funded, Escrow: o.Escrow(), Released: o.Released, Refunded: o.Refunded, Fees: o.Fees, Deadline: o.Next(), Seq: seq,
	}
	for _, m := range o.Milestones {
		d.Milestones = append(d.Milestones, milestoneDoc{m.ID, m.State, m.Amount, m.Held})
	}
	return d
}

// projected returns the last block whose changes are all written.
func (s *store) projected(ctx context.Context) (int64, error) {
	var doc struct {
		Seq int64 `bson:"seq"`
	}
	err := s.position.FindOne(ctx, bson.D{{Key: "_id", Value: "main"}}).Decode(&doc)
	if err != nil && !errors.Is(err, mongo.ErrNoDocuments) {
		return 0, fmt.Errorf("read position of projections: %w", err)
	}
	return doc.Seq, nil
}

// OpenLog returns the ledger's log in a database, with its indexes, for tools that need no service.
func OpenLog(ctx context.Context, d *db.DB, logger *slog.Logger) (ledger.Log, error) {
	s := newStore(d, logger)
	if err := s.ensureIndexes(ctx); err != nil {
		return nil, fmt.Errorf("open log: %w", err)
	}
	return s, nil
}
