package settlement

import (
	"errors"
	"fmt"
	"strconv"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/x/bsonx/bsoncore"

	"fairground/server/settlement/ledger"
)

// Blocks are written and read by hand: the driver's way through reflection costs more than deciding and hashing together.
// The bytes are those the driver would write for the structs' tags; a test compares the two.

// indexes are the keys of array elements.
var indexes = func() (names [ledger.MaxEntries]string) {
	for i := range names {
		names[i] = strconv.Itoa(i)
	}
	return names
}()

func element(i int) string {
	if i < len(indexes) {
		return indexes[i]
	}
	return strconv.Itoa(i)
}

// bsonWriter appends one document after the other; err keeps the first length that did not fit.
type bsonWriter struct {
	b   []byte
	err error
}

func (w *bsonWriter) i64(key string, v int64) { w.b = bsoncore.AppendInt64Element(w.b, key, v) }
func (w *bsonWriter) i32(key string, v int)   { w.b = bsoncore.AppendInt32Element(w.b, key, int32(v)) } //nolint:gosec // bounded by MaxEntries

func (w *bsonWriter) bin(key string, v []byte) { w.b = bsoncore.AppendBinaryElement(w.b, key, 0, v) }
func (w *bsonWriter) text(key, v string)       { w.b = bsoncore.AppendStringElement(w.b, key, v) }
func (w *bsonWriter) flag(key string, v bool)  { w.b = bsoncore.AppendBooleanElement(w.b, key, v) }

func (w *bsonWriter) some(key, v string) {
	if v != "" {
		w.text(key, v)
	}
}

func (w *bsonWriter) doc(key string, fill func()) {
	var at int32
	at, w.b = bsoncore.AppendDocumentElementStart(w.b, key)
	fill()
	w.end(at)
}

func (w *bsonWriter) end(at int32) {
	b, err := bsoncore.AppendDocumentEnd(w.b, at)
	w.b = b
	w.err = errors.Join(w.err, err)
}

// list appends an array of documents.
func list[T any](w *bsonWriter, key string, items []T, fill func(*T)) {
	var at int32
	at, w.b = bsoncore.AppendArrayElementStart(w.b, key)
	for i := range items {
		w.doc(element(i), func() { fill(&items[i]) })
	}
	w.end(at)
}

func encodeBlock(b *ledger.Block) (bson.Raw, error) {
	w := &bsonWriter{b: make([]byte, 0, 512+len(b.Entries)*700)}
	var at int32
	at, w.b = bsoncore.AppendDocumentStart(w.b)
	w.i64("_id", b.Seq)
	w.i32("v", b.V)
	w.i64("t", b.Time)
	w.text("w", b.Writer)
	w.bin("nonce", b.Nonce[:])
	w.bin("prev", b.Prev[:])
	w.bin("hash", b.Hash[:])
	w.bin("root", b.Root[:])
	w.i32("n", b.N)
	var keys int32
	keys, w.b = bsoncore.AppendArrayElementStart(w.b, "keys")
	for i := range b.Keys {
		w.bin(element(i), b.Keys[i][:])
	}
	w.end(keys)
	list(w, "e", b.Entries, w.entry)
	w.end(at)
	if w.err != nil {
		return nil, fmt.Errorf("encode block %d: %w", b.Seq, w.err)
	}
	return bson.Raw(w.b), nil
}

func (w *bsonWriter) entry(e *ledger.Entry) {
	w.bin("k", e.Key[:])
	w.bin("f", e.Print[:])
	w.text("ty", string(e.Type))
	w.doc("act", func() {
		w.some("id", e.Actor.Person)
		w.some("org", e.Actor.Org)
		w.text("role", string(e.Actor.Role))
		w.some("via", e.Actor.Via)
	})
	w.some("ord", e.Order)
	w.some("ms", e.Milestone)
	w.some("pay", e.Payout)
	w.i64("ov", e.Version)
	w.flag("ok", e.OK)
	w.some("why", e.Why)
	if len(e.Moves) > 0 {
		list(w, "mv", e.Moves, func(m *ledger.Move) {
			w.text("k", m.Kind)
			w.text("id", m.ID)
			w.text("from", m.From)
			w.text("to", m.To)
		})
	}
	if len(e.Legs) > 0 {
		list(w, "legs", e.Legs, func(l *ledger.Leg) {
			w.text("a", l.Account)
			w.text("c", string(l.Currency))
			w.i64("v", l.Minor)
			w.text("b", l.Book)
		})
	}
	w.some("maker", e.Maker)
	w.some("checker", e.Checker)
	if e.Amount != 0 {
		w.i64("amt", e.Amount)
	}
	w.some("c", string(e.Currency))
	w.some("rail", e.Rail)
	w.some("ref", e.Ref)
	w.some("note", e.Note)
	if e.Terms != nil {
		w.doc("terms", func() { w.terms(e.Terms) })
	}
	if len(e.Limits) > 0 {
		list(w, "limits", e.Limits, func(l *ledger.Limit) {
			w.text("c", string(l.Currency))
			w.i64("release", l.Release)
			w.i64("payout", l.Payout)
		})
	}
	w.some("obj", e.Object)
	if len(e.Params) > 0 {
		list(w, "par", e.Params, func(p *ledger.Param) {
			w.text("n", p.Name)
			if p.Minor != 0 {
				w.i64("v", p.Minor)
			}
			w.some("s", p.Text)
		})
	}
}

func (w *bsonWriter) terms(t *ledger.Terms) {
	w.text("deal", t.Deal)
	w.bin("hash", t.Hash[:])
	w.flag("signed", t.Signed)
	w.text("buyer", t.Buyer)
	w.text("seller", t.Seller)
	w.some("org", t.Organizer)
	w.some("log", t.Logistics)
	w.some("exh", t.Exhibition)
	w.text("c", string(t.Currency))
	list(w, "ms", t.Milestones, func(m *ledger.MilestoneTerms) {
		w.text("id", m.ID)
		w.i64("amt", m.Amount)
		w.i64("shipBy", m.ShipBy)
	})
	w.i64("exbp", t.ExchangeBP)
	w.i64("plbp", t.PlatformBP)
	w.i64("buyerbp", t.BuyerShareBP)
	w.i64("cfee", t.CancelFee)
	w.i64("answerBy", t.AnswerBy)
	w.i64("fundBy", t.FundBy)
	if t.Conditions != nil {
		// Orders are imported seldom enough for the driver's way.
		raw, err := bson.Marshal(t.Conditions)
		w.err = errors.Join(w.err, err)
		w.b = bsoncore.AppendDocumentElement(w.b, "cond", raw)
	}
}
