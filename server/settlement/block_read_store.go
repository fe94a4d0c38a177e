package settlement

import (
	"fmt"

	"go.mongodb.org/mongo-driver/v2/x/bsonx/bsoncore"

	"fairground/server/settlement/ledger"
)

// bsonReader reads what bsonWriter wrote. err keeps the first thing that is not as it should be; an unknown field is one.
type bsonReader struct {
	err  error
	only string // the order whose entries are read; "" reads all
}

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
	if err := bsoncore.Document(raw).Validate(); err != nil {
		return ledger.Block{}, fmt.Errorf("decode block: %w: %w", ledger.ErrBroken, err)
	}
	return (&bsonReader{}).block(raw)
}

// decodeOf reads a block with the entries of one order and none of the others, which a busy block has many of.
func decodeOf(raw []byte, order string) (ledger.Block, error) {
	return (&bsonReader{only: order}).block(raw)
}

func (r *bsonReader) block(raw []byte) (ledger.Block, error) {
	b := ledger.Block{}
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
			if b.N > 0 && b.N <= ledger.MaxEntries && r.only == "" {
				b.Keys, b.Entries = make([]ledger.Key, 0, b.N), make([]ledger.Entry, 0, b.N)
			}
		case "keys":
			if r.only != "" {
				return
			}
			r.array(v, func(v bsoncore.Value) {
				var k ledger.Key
				r.bin(v, k[:])
				b.Keys = append(b.Keys, k)
			})
		case "e":
			r.array(v, func(v bsoncore.Value) {
				if r.only != "" && !about(v, r.only) {
					return
				}
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

// about says whether an entry is one of an order.
func about(v bsoncore.Value, order string) bool {
	e, ok := v.DocumentOK()
	if !ok {
		return true // which the reader says more about
	}
	of, ok := e.Lookup("ord").StringValueOK()
	return ok && of == order
}
