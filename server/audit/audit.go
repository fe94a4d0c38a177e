// Package audit is the append-only hash chain of who did what. It is built from
// the outbox entries of the features, so an act and its record are one document
// write; a change, a gap or a reordering of the chain is found by Verify. It
// knows no feature and judges nothing.
package audit

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"fairground/server/db"
)

// Record is one link of the chain.
type Record struct {
	Seq        int64             `bson:"_id" json:"seq"` // from 1, without gaps
	Source     string            `bson:"source" json:"source"`
	At         time.Time         `bson:"at" json:"at"`
	By         string            `bson:"by" json:"by"`
	Type       string            `bson:"type" json:"type"` // entity.verb_past
	Entity     string            `bson:"entity" json:"entity"`
	Exhibition string            `bson:"exhibition,omitempty" json:"exhibition,omitempty"`
	Data       map[string]string `bson:"data,omitempty" json:"data,omitempty"`
	Prev       string            `bson:"prev" json:"prev"` // hash of the record before, "" for the first
	Hash       string            `bson:"hash" json:"hash"`
}

// ErrBroken is wrapped by every failure of Verify.
var ErrBroken = errors.New("the audit chain is broken")

// errTaken says that another writer appended the number first.
var errTaken = errors.New("sequence number taken")

// errKnown says that the outbox entry is in the chain already.
var errKnown = errors.New("entry recorded before")

// private are the facts that a message carries and a record must not: keys to
// somebody's account, and words about people, which must be erasable.
var private = []string{"link", "secret", "email", "name", "text", "answer"} //nolint:gochecknoglobals // a constant list

// Chain appends records, one at a time.
type Chain struct {
	store store
	mu    sync.Mutex
}

// New opens the chain and its index.
func New(ctx context.Context, d *db.DB) (*Chain, error) {
	s, err := newStore(ctx, d)
	if err != nil {
		return nil, err
	}
	return &Chain{store: s}, nil
}

// Append records an outbox entry; one that was recorded before changes nothing.
// Of two programs that append the same number one wins and the other tries the
// next.
func (c *Chain) Append(ctx context.Context, e db.OutboxEntry) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		last, err := c.store.last(ctx)
		if err != nil {
			return err
		}
		switch err := c.store.insert(ctx, next(last, e)); {
		case err == nil, errors.Is(err, errKnown):
			return nil
		case !errors.Is(err, errTaken):
			return err
		}
	}
}

// next is the record that follows last.
func next(last Record, e db.OutboxEntry) Record {
	data := maps.Clone(e.Data)
	for _, s := range private {
		delete(data, s)
	}
	if len(data) == 0 {
		data = nil
	}
	by := e.By
	if by == "" {
		by = "system"
	}
	r := Record{
		Seq: last.Seq + 1, Source: e.ID, At: e.At.UTC().Truncate(time.Millisecond), By: by, Type: e.Type,
		Entity: e.Entity, Exhibition: e.Exhibition, Data: data, Prev: last.Hash,
	}
	r.Hash = r.digest()
	return r
}

// digest hashes the record's facts, each with its length before it, so that no
// two different records share a preimage.
func (r Record) digest() string {
	h := sha256.New()
	put := func(s string) {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(s)))
		h.Write(n[:])
		h.Write([]byte(s))
	}
	put("fairground-audit-1")
	put(fmt.Sprint(r.Seq))
	for _, s := range []string{r.Source, r.At.UTC().Format(time.RFC3339Nano), r.By, r.Type, r.Entity, r.Exhibition} {
		put(s)
	}
	for _, k := range slices.Sorted(maps.Keys(r.Data)) {
		put(k)
		put(r.Data[k])
	}
	put(r.Prev)
	return hex.EncodeToString(h.Sum(nil))
}

// Page lists records after the given number, at most limit of them.
func (c *Chain) Page(ctx context.Context, after int64, limit int) ([]Record, error) {
	return c.store.page(ctx, after, limit)
}

// Latest lists the newest records first, before the given number if it is not 0.
func (c *Chain) Latest(ctx context.Context, before int64, limit int) ([]Record, error) {
	return c.store.latest(ctx, before, limit)
}

// Verify walks the whole chain and returns its length and last hash.
func (c *Chain) Verify(ctx context.Context) (records int64, head string, err error) {
	var last Record
	for {
		page, err := c.store.page(ctx, last.Seq, 1000)
		if err != nil {
			return 0, "", err
		}
		if len(page) == 0 {
			return last.Seq, last.Hash, nil
		}
		for _, r := range page {
			if err := follows(last, r); err != nil {
				return 0, "", err
			}
			last = r
		}
	}
}

func follows(last, r Record) error {
	switch {
	case r.Seq != last.Seq+1:
		return fmt.Errorf("%w: record %d follows %d", ErrBroken, r.Seq, last.Seq)
	case r.Prev != last.Hash:
		return fmt.Errorf("%w: record %d does not continue record %d", ErrBroken, r.Seq, last.Seq)
	case r.Hash != r.digest():
		return fmt.Errorf("%w: record %d was changed", ErrBroken, r.Seq)
	}
	return nil
}
