package ledger

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"fairground/server/money"
)

// StatementFormat names the layout of a statement; another layout gets another name.
const StatementFormat = "fairground.statement/1"

// Bounds of a statement: the bytes VerifyStatement reads, and the blocks between an order's first and last entry.
const (
	MaxStatementBytes  = 64 << 20
	MaxStatementBlocks = 100_000
)

// ErrTooLong is why there is no statement of an order that lived through too many blocks.
var ErrTooLong = errors.New("the order spans too many blocks for one statement")

// Statement is everything the log says of one order, provable without the log: each entry hashes to a leaf, each leaf
// climbs its Merkle path to the root of a block, the headers of all blocks from the first to the last form a chain, and
// replaying the entries gives the totals.
type Statement struct {
	Format  string `json:"format"`
	Notice  string `json:"notice,omitempty"`
	Order   string `json:"order"`
	State   string `json:"state"`
	Version int64  `json:"version"`
	// Proposed counts what was proposed about the order: a proposal changes nothing of it and raises no version.
	Proposed int64            `json:"proposed,omitempty"`
	Totals   Totals           `json:"totals"`
	Signed   *SignedHead      `json:"signed,omitempty"` // of the last header
	Headers  []Header         `json:"headers"`
	Entries  []StatementEntry `json:"entries"`
}

// Totals are an order's sums in minor units.
type Totals struct {
	Currency   string `json:"currency"`
	Due        int64  `json:"due,string"`
	Funded     int64  `json:"funded,string"`
	Escrow     int64  `json:"escrow,string"`
	Released   int64  `json:"released,string"` // gross, commissions included
	Fees       int64  `json:"fees,string"`
	Refunded   int64  `json:"refunded,string"`
	CancelFees int64  `json:"cancelFees,string"`
}

// StatementEntry is an entry with the proof that it stands in the log.
type StatementEntry struct {
	Seq   int64  `json:"seq"`
	Index int    `json:"index"`
	Entry Entry  `json:"entry"`
	Leaf  Hash   `json:"leaf"`
	Path  []Hash `json:"path"`
}

// Totals returns the order's sums.
func (o *Order) Totals() Totals {
	return Totals{
		Currency: string(o.Terms.Currency), Due: o.Due(), Funded: o.Funded, Escrow: o.Escrow(), Released: o.Released,
		Fees: o.Fees, Refunded: o.Refunded, CancelFees: o.CancelFees,
	}
}

// NewStatement reads the blocks of trail from the log, and those between them for their headers. o is the order as of the
// last block of trail. Errors: ErrTooLong, and those of reading.
func NewStatement(ctx context.Context, log Log, o *Order, trail []int64) (Statement, error) {
	st := Statement{Format: StatementFormat, Order: o.ID, State: o.State, Version: o.Version, Proposed: o.Proposed, Totals: o.Totals()}
	if len(trail) == 0 {
		return st, fmt.Errorf("state order %s: no entries", o.ID)
	}
	if trail[len(trail)-1]-trail[0] >= MaxStatementBlocks {
		return st, fmt.Errorf("state order %s: %w", o.ID, ErrTooLong)
	}
	for next, last := trail[0], trail[len(trail)-1]; next <= last; {
		blocks, err := log.ReadFrom(ctx, next, int(min(ReadBatch, last-next+1)))
		if err != nil {
			return st, fmt.Errorf("state order %s: read from block %d: %w", o.ID, next, err)
		}
		if len(blocks) == 0 {
			return st, fmt.Errorf("state order %s: %w: block %d is missing", o.ID, ErrBroken, next)
		}
		for _, b := range blocks {
			st.add(b)
		}
		next = blocks[len(blocks)-1].Seq + 1
	}
	return st, nil
}

func (st *Statement) add(b Block) {
	st.Headers = append(st.Headers, b.Header)
	var leaves []Hash
	for i, e := range b.Entries {
		if e.Order != st.Order {
			continue
		}
		if leaves == nil {
			leaves, _ = b.leaves()
		}
		st.Entries = append(st.Entries, StatementEntry{b.Seq, i, e, leaves[i], MerklePath(leaves, i)})
	}
}

// VerifyStatement reads a statement and checks it with nothing else at hand. It writes to out what it checked, in words.
// A sound statement gives nil; compare the head it names with a head published elsewhere to know that it is the log's.
func VerifyStatement(r io.Reader, out io.Writer) (Statement, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxStatementBytes+1))
	if err != nil {
		return Statement{}, fmt.Errorf("read statement: %w", err)
	}
	if len(raw) > MaxStatementBytes {
		return Statement{}, fmt.Errorf("read statement: larger than %d bytes", MaxStatementBytes)
	}
	var st Statement
	if err := strictJSON(raw, &st); err != nil {
		return st, fmt.Errorf("read statement: %w", err)
	}
	if err := st.verify(); err != nil {
		return st, fmt.Errorf("verify statement: %w", err)
	}
	last := st.Headers[len(st.Headers)-1]
	_, err = fmt.Fprintf(out, "statement of order %s\n"+
		"  %d block headers, %d to %d: each hashes to what it says and names the one before it\n"+
		"  %d entries: each hashes to its leaf, and its Merkle path ends in the root of its block\n"+
		"  every entry sums to zero in every currency, and the order's versions and the proposals about it follow each other without a gap\n"+
		"  replayed, they give state %s, version %d: %s funded %s = escrow %s + released %s (commissions %s) + refunded %s + cancellation fees %s\n"+
		"  head of the chain shown: block %d, %s\n",
		st.Order, len(st.Headers), st.Headers[0].Seq, last.Seq, len(st.Entries), st.State, st.Version, st.Totals.Currency,
		st.show(st.Totals.Funded), st.show(st.Totals.Escrow), st.show(st.Totals.Released), st.show(st.Totals.Fees), st.show(st.Totals.Refunded),
		st.show(st.Totals.CancelFees), last.Seq, last.Hash)
	if h := st.Signed; err == nil && h != nil {
		_, err = fmt.Fprintf(out, "  signed at %s with key %s: compare the key with the one that is published\n", h.At.Format(time.RFC3339), h.KeyID)
	}
	if err != nil {
		return st, fmt.Errorf("write findings: %w", err)
	}
	return st, nil
}

func (st *Statement) verify() error {
	if st.Format != StatementFormat {
		return fmt.Errorf("format %q is not %q", st.Format, StatementFormat)
	}
	if len(st.Headers) == 0 || len(st.Entries) == 0 {
		return errors.New("it is empty")
	}
	for i, h := range st.Headers {
		if h.V != 1 || h.N < 1 || h.N > MaxEntries || h.Sum() != h.Hash {
			return broken("block %d: the header does not hash to what it says", h.Seq)
		}
		if i > 0 {
			if p := st.Headers[i-1]; h.Seq != p.Seq+1 || h.Prev != p.Hash || h.Time < p.Time {
				return broken("block %d does not follow block %d", h.Seq, p.Seq)
			}
		}
	}
	first := st.Headers[0].Seq
	s := NewState()
	s.partial = true
	seq, index := int64(0), -1
	for n := range st.Entries {
		e := &st.Entries[n]
		at := e.Seq - first
		if at < 0 || at >= int64(len(st.Headers)) {
			return broken("entry %d: block %d is not among the headers", n, e.Seq)
		}
		if e.Seq < seq || (e.Seq == seq && e.Index <= index) {
			return broken("entry %d is out of order", n)
		}
		seq, index = e.Seq, e.Index
		h := st.Headers[at]
		if e.Entry.Order != st.Order {
			return broken("entry %d belongs to order %q", n, e.Entry.Order)
		}
		if e.Entry.Leaf() != e.Leaf {
			return broken("entry %d of block %d does not hash to its leaf", n, e.Seq)
		}
		if root, ok := MerkleRoot(e.Leaf, e.Index, h.N, e.Path); !ok || root != h.Root {
			return broken("entry %d: its Merkle path does not end in the root of block %d", n, e.Seq)
		}
		x := s.scratch(e.Seq, h.Time, 1)
		if err := x.apply(&e.Entry, e.Index); err != nil {
			return fmt.Errorf("entry %d of block %d (%s): %w", n, e.Seq, e.Entry.Type, err)
		}
		x.commit(Block{Header: h, Entries: []Entry{e.Entry}})
	}
	last := first + int64(len(st.Headers)) - 1
	if first != st.Entries[0].Seq || (seq != last && st.Signed == nil) {
		return broken("there are headers before the first or after the last entry")
	}
	if h := st.Signed; h != nil {
		if h.Seq != last || h.Hash != st.Headers[len(st.Headers)-1].Hash {
			return broken("the signed head is not the last block")
		}
		if err := h.Verify(nil); err != nil {
			return err
		}
	}
	o, ok := s.Order(st.Order)
	if !ok {
		return broken("the entries do not contain the order's beginning")
	}
	if o.State != st.State || o.Version != st.Version || o.Proposed != st.Proposed || o.Totals() != st.Totals {
		return broken("replayed, the entries give %s version %d with %d proposals %+v, the statement says %s version %d with %d %+v",
			o.State, o.Version, o.Proposed, o.Totals(), st.State, st.Version, st.Proposed, st.Totals)
	}
	return nil
}

func (st *Statement) show(minor int64) string {
	return money.Amount{Minor: minor, Currency: money.Currency(st.Totals.Currency)}.Decimal()
}
