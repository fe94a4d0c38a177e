package settlement

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/x/bsonx/bsoncore"

	"fairground/server/money"
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

// bsonReader reads what bsonWriter wrote. err keeps the first thing that is not as it should be; an unknown field is one.
type bsonReader struct{ err error }

func (r *bsonReader) fail(what string) {
	if r.err == nil {
		r.err = fmt.Errorf("%w: %s", ledger.ErrBroken, what)
	}
}

// fields calls take for each element of a document or array.
func (r *bsonReader) fields(doc []byte, take func(key string, v bsoncore.Value)) {
	if len(doc) < 5 {
		r.fail("document too short")
		return
	}
	rest := doc[4 : len(doc)-1]
	for len(rest) > 0 && r.err == nil {
		el, more, ok := bsoncore.ReadElement(rest)
		if !ok {
			r.fail("element cut off")
			return
		}
		v, err := el.ValueErr()
		if err != nil {
			r.fail(err.Error())
			return
		}
		take(el.Key(), v)
		rest = more
	}
}

func (r *bsonReader) i64(v bsoncore.Value, to *int64) {
	n, ok := v.Int64OK()
	if !ok {
		r.fail("not an int64")
	}
	*to = n
}

func (r *bsonReader) i32(v bsoncore.Value, to *int) {
	n, ok := v.Int32OK()
	if !ok {
		r.fail("not an int32")
	}
	*to = int(n)
}

func (r *bsonReader) flag(v bsoncore.Value, to *bool) {
	b, ok := v.BooleanOK()
	if !ok {
		r.fail("not a boolean")
	}
	*to = b
}

func (r *bsonReader) bin(v bsoncore.Value, to []byte) {
	_, b, ok := v.BinaryOK()
	if !ok || len(b) != len(to) {
		r.fail("not binary of the right length")
		return
	}
	copy(to, b)
}

// readText reads a string into any string type.
func readText[S ~string](r *bsonReader, v bsoncore.Value, to *S) {
	s, ok := v.StringValueOK()
	if !ok {
		r.fail("not a string")
	}
	*to = S(s)
}

func (r *bsonReader) doc(v bsoncore.Value, take func(key string, v bsoncore.Value)) {
	d, ok := v.DocumentOK()
	if !ok {
		r.fail("not a document")
		return
	}
	r.fields(d, take)
}

func (r *bsonReader) array(v bsoncore.Value, take func(v bsoncore.Value)) {
	a, ok := v.ArrayOK()
	if !ok {
		r.fail("not an array")
		return
	}
	r.fields(a, func(_ string, v bsoncore.Value) { take(v) })
}

func decodeBlock(raw []byte) (ledger.Block, error) {
	r, b := &bsonReader{}, ledger.Block{}
	if err := bsoncore.Document(raw).Validate(); err != nil {
		return b, fmt.Errorf("decode block: %w: %w", ledger.ErrBroken, err)
	}
	r.fields(raw, func(key string, v bsoncore.Value) {
		switch key {
		case "_id":
			r.i64(v, &b.Seq)
		case "v":
			r.i32(v, &b.V)
		case "t":
			r.i64(v, &b.Time)
		case "w":
			readText(r, v, &b.Writer)
		case "nonce":
			r.bin(v, b.Nonce[:])
		case "prev":
			r.bin(v, b.Prev[:])
		case "hash":
			r.bin(v, b.Hash[:])
		case "root":
			r.bin(v, b.Root[:])
		case "n":
			r.i32(v, &b.N)
			if b.N > 0 && b.N <= ledger.MaxEntries {
				b.Keys, b.Entries = make([]ledger.Key, 0, b.N), make([]ledger.Entry, 0, b.N)
			}
		case "keys":
			r.array(v, func(v bsoncore.Value) {
				var k ledger.Key
				r.bin(v, k[:])
				b.Keys = append(b.Keys, k)
			})
		case "e":
			r.array(v, func(v bsoncore.Value) {
				b.Entries = append(b.Entries, ledger.Entry{})
				r.entry(v, &b.Entries[len(b.Entries)-1])
			})
		default:
			r.fail("unknown field " + key)
		}
	})
	if r.err != nil {
		return b, fmt.Errorf("decode block %d: %w", b.Seq, r.err)
	}
	return b, nil
}

func (r *bsonReader) entry(v bsoncore.Value, e *ledger.Entry) {
	r.doc(v, func(key string, v bsoncore.Value) {
		switch key {
		case "k":
			r.bin(v, e.Key[:])
		case "f":
			r.bin(v, e.Print[:])
		case "ty":
			readText(r, v, &e.Type)
		case "act":
			r.actor(v, &e.Actor)
		case "ord":
			readText(r, v, &e.Order)
		case "ms":
			readText(r, v, &e.Milestone)
		case "pay":
			readText(r, v, &e.Payout)
		case "ov":
			r.i64(v, &e.Version)
		case "ok":
			r.flag(v, &e.OK)
		case "why":
			readText(r, v, &e.Why)
		case "mv":
			r.array(v, func(v bsoncore.Value) { e.Moves = append(e.Moves, r.move(v)) })
		case "legs":
			e.Legs = make([]ledger.Leg, 0, 4)
			r.array(v, func(v bsoncore.Value) { e.Legs = append(e.Legs, r.leg(v)) })
		case "maker":
			readText(r, v, &e.Maker)
		case "checker":
			readText(r, v, &e.Checker)
		case "amt":
			r.i64(v, &e.Amount)
		case "c":
			readText(r, v, &e.Currency)
		case "rail":
			readText(r, v, &e.Rail)
		case "ref":
			readText(r, v, &e.Ref)
		case "note":
			readText(r, v, &e.Note)
		case "terms":
			e.Terms = r.terms(v)
		case "limits":
			r.array(v, func(v bsoncore.Value) { e.Limits = append(e.Limits, r.limit(v)) })
		case "obj":
			readText(r, v, &e.Object)
		case "par":
			r.array(v, func(v bsoncore.Value) { e.Params = append(e.Params, r.param(v)) })
		default:
			r.fail("unknown field of an entry: " + key)
		}
	})
}

func (r *bsonReader) actor(v bsoncore.Value, a *ledger.Actor) {
	r.doc(v, func(key string, v bsoncore.Value) {
		switch key {
		case "id":
			readText(r, v, &a.Person)
		case "org":
			readText(r, v, &a.Org)
		case "role":
			readText(r, v, &a.Role)
		case "via":
			readText(r, v, &a.Via)
		default:
			r.fail("unknown field of an actor: " + key)
		}
	})
}

func (r *bsonReader) move(v bsoncore.Value) (m ledger.Move) {
	r.doc(v, func(key string, v bsoncore.Value) {
		switch key {
		case "k":
			readText(r, v, &m.Kind)
		case "id":
			readText(r, v, &m.ID)
		case "from":
			readText(r, v, &m.From)
		case "to":
			readText(r, v, &m.To)
		default:
			r.fail("unknown field of a move: " + key)
		}
	})
	return m
}

func (r *bsonReader) leg(v bsoncore.Value) (l ledger.Leg) {
	r.doc(v, func(key string, v bsoncore.Value) {
		switch key {
		case "a":
			readText(r, v, &l.Account)
		case "c":
			readText(r, v, &l.Currency)
		case "v":
			r.i64(v, &l.Minor)
		case "b":
			readText(r, v, &l.Book)
		default:
			r.fail("unknown field of a leg: " + key)
		}
	})
	return l
}

func (r *bsonReader) limit(v bsoncore.Value) (l ledger.Limit) {
	r.doc(v, func(key string, v bsoncore.Value) {
		switch key {
		case "c":
			readText[money.Currency](r, v, &l.Currency)
		case "release":
			r.i64(v, &l.Release)
		case "payout":
			r.i64(v, &l.Payout)
		default:
			r.fail("unknown field of a limit: " + key)
		}
	})
	return l
}

func (r *bsonReader) param(v bsoncore.Value) (p ledger.Param) {
	r.doc(v, func(key string, v bsoncore.Value) {
		switch key {
		case "n":
			readText(r, v, &p.Name)
		case "v":
			r.i64(v, &p.Minor)
		case "s":
			readText(r, v, &p.Text)
		default:
			r.fail("unknown field of a detail: " + key)
		}
	})
	return p
}

// conditions takes only what is written again as the same bytes: what no hash covers must not be there.
func (r *bsonReader) conditions(v bsoncore.Value) *ledger.Conditions {
	raw, ok := v.DocumentOK()
	if !ok {
		r.fail("not a document")
		return nil
	}
	c := &ledger.Conditions{}
	if err := bson.Unmarshal(raw, c); err != nil {
		r.fail(err.Error())
		return nil
	}
	if again, err := bson.Marshal(c); err != nil || !bytes.Equal(again, raw) {
		r.fail("conditions are not spelled as they were written")
	}
	return c
}

func (r *bsonReader) terms(v bsoncore.Value) *ledger.Terms {
	t := &ledger.Terms{}
	r.doc(v, func(key string, v bsoncore.Value) {
		switch key {
		case "deal":
			readText(r, v, &t.Deal)
		case "hash":
			r.bin(v, t.Hash[:])
		case "signed":
			r.flag(v, &t.Signed)
		case "buyer":
			readText(r, v, &t.Buyer)
		case "seller":
			readText(r, v, &t.Seller)
		case "org":
			readText(r, v, &t.Organizer)
		case "log":
			readText(r, v, &t.Logistics)
		case "exh":
			readText(r, v, &t.Exhibition)
		case "c":
			readText(r, v, &t.Currency)
		case "ms":
			r.array(v, func(v bsoncore.Value) { t.Milestones = append(t.Milestones, r.milestone(v)) })
		case "exbp":
			r.i64(v, &t.ExchangeBP)
		case "plbp":
			r.i64(v, &t.PlatformBP)
		case "buyerbp":
			r.i64(v, &t.BuyerShareBP)
		case "cfee":
			r.i64(v, &t.CancelFee)
		case "answerBy":
			r.i64(v, &t.AnswerBy)
		case "fundBy":
			r.i64(v, &t.FundBy)
		case "cond":
			t.Conditions = r.conditions(v)
		default:
			r.fail("unknown field of terms: " + key)
		}
	})
	return t
}

func (r *bsonReader) milestone(v bsoncore.Value) (m ledger.MilestoneTerms) {
	r.doc(v, func(key string, v bsoncore.Value) {
		switch key {
		case "id":
			readText(r, v, &m.ID)
		case "amt":
			r.i64(v, &m.Amount)
		case "shipBy":
			r.i64(v, &m.ShipBy)
		default:
			r.fail("unknown field of a milestone: " + key)
		}
	})
	return m
}
