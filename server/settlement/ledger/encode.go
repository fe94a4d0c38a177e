package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
)

// Preimages of hashes are canonical bytes: a version tag, then every field in fixed order, numbers as eight bytes big
// endian, texts and lists prefixed by their length. Two different records never share a preimage, and no re-encoding of
// BSON or JSON is ever hashed.
const (
	tagCommand = "fairground.command.1"
	tagEntry   = "fairground.entry.1"
	tagBlock   = "fairground.block.1"
	tagMore    = "fairground.more.1"
)

type encoder struct{ buf []byte }

func (e *encoder) num(v int64)  { e.buf = binary.BigEndian.AppendUint64(e.buf, uint64(v)) } //nolint:gosec // two's complement, on purpose
func (e *encoder) raw(b []byte) { e.num(int64(len(b))); e.buf = append(e.buf, b...) }
func (e *encoder) text(s string) {
	e.num(int64(len(s)))
	e.buf = append(e.buf, s...)
}

func (e *encoder) bit(b bool) {
	if b {
		e.buf = append(e.buf, 1)
	} else {
		e.buf = append(e.buf, 0)
	}
}

func (e *encoder) actor(a Actor) {
	e.text(a.Person)
	e.text(a.Org)
	e.text(string(a.Role))
	e.text(a.Via)
}

func (e *encoder) terms(t *Terms) {
	e.bit(t != nil)
	if t == nil {
		return
	}
	e.text(t.Deal)
	e.raw(t.Hash[:])
	e.bit(t.Signed)
	e.text(t.Buyer)
	e.text(t.Seller)
	e.text(t.Organizer)
	e.text(t.Logistics)
	e.text(t.Exhibition)
	e.text(string(t.Currency))
	e.num(int64(len(t.Milestones)))
	for _, m := range t.Milestones {
		e.text(m.ID)
		e.num(m.Amount)
		e.num(m.ShipBy)
	}
	e.num(t.ExchangeBP)
	e.num(t.PlatformBP)
	e.num(t.BuyerShareBP)
	e.num(t.CancelFee)
	e.num(t.AnswerBy)
	e.num(t.FundBy)
}

func (e *encoder) limits(limits []Limit) {
	e.num(int64(len(limits)))
	for _, l := range limits {
		e.text(string(l.Currency))
		e.num(l.Release)
		e.num(l.Payout)
	}
}

// more appends what later releases added. It is nothing at all where none of it is used, so that older entries keep their
// hashes; and as everything before it says its own length, no two records share a preimage.
func (e *encoder) more(object string, params []Param, t *Terms) {
	var conditions *Conditions
	if t != nil {
		conditions = t.Conditions
	}
	if object == "" && len(params) == 0 && conditions == nil {
		return
	}
	e.text(tagMore)
	e.text(object)
	e.num(int64(len(params)))
	for _, p := range params {
		e.text(p.Name)
		e.num(p.Minor)
		e.text(p.Text)
	}
	e.bit(conditions != nil)
	if conditions != nil {
		e.conditions(conditions)
	}
}

func (e *encoder) conditions(c *Conditions) {
	e.num(c.Clocks.Negotiate)
	e.num(c.Clocks.Escalate)
	e.num(c.Clocks.Evidence)
	e.num(c.Clocks.Appeal)
	e.num(c.Liability)
	e.num(c.ReserveBP)
	e.text(c.SellerJurisdiction)
	e.text(c.SellerKind)
	e.text(c.Income)
	e.num(int64(len(c.Milestones)))
	for _, m := range c.Milestones {
		e.num(m.Inspect)
		e.num(m.Quantity)
		e.bit(m.Silence)
	}
}

// Fingerprint is the SHA-256 sum of what a command asks for, without its key: the same key with another fingerprint is a
// conflict.
func (c Command) Fingerprint() Hash {
	e := encoder{make([]byte, 0, 512)}
	e.text(tagCommand)
	e.text(string(c.Type))
	e.actor(c.Actor)
	e.text(c.Order)
	e.text(c.Milestone)
	e.text(c.Payout)
	e.num(c.Version)
	e.num(c.Amount)
	e.text(string(c.Currency))
	e.text(c.Rail)
	e.text(c.Ref)
	e.text(c.Note)
	e.terms(c.Terms)
	e.limits(c.Limits)
	e.more(c.Object, c.Params, c.Terms)
	return sha256.Sum256(e.buf)
}

func (en *Entry) canonical(e *encoder) {
	e.text(tagEntry)
	e.raw(en.Key[:])
	e.raw(en.Print[:])
	e.text(string(en.Type))
	e.actor(en.Actor)
	e.text(en.Order)
	e.text(en.Milestone)
	e.text(en.Payout)
	e.num(en.Version)
	e.bit(en.OK)
	e.text(en.Why)
	e.num(int64(len(en.Moves)))
	for _, m := range en.Moves {
		e.text(m.Kind)
		e.text(m.ID)
		e.text(m.From)
		e.text(m.To)
	}
	e.num(int64(len(en.Legs)))
	for _, l := range en.Legs {
		e.text(l.Account)
		e.text(string(l.Currency))
		e.num(l.Minor)
		e.text(l.Book)
	}
	e.text(en.Maker)
	e.text(en.Checker)
	e.num(en.Amount)
	e.text(string(en.Currency))
	e.text(en.Rail)
	e.text(en.Ref)
	e.text(en.Note)
	e.terms(en.Terms)
	e.limits(en.Limits)
	e.more(en.Object, en.Params, en.Terms)
}

// Leaf is the entry's hash in the Merkle tree of its block: SHA-256 of a zero byte and the canonical bytes.
func (en *Entry) Leaf() Hash {
	h, _ := en.leaf(make([]byte, 0, 1024))
	return h
}

func (en *Entry) leaf(buf []byte) (Hash, []byte) {
	e := encoder{append(buf[:0], 0)}
	en.canonical(&e)
	return sha256.Sum256(e.buf), e.buf
}

func node(left, right Hash) Hash {
	var b [65]byte
	b[0] = 1
	copy(b[1:], left[:])
	copy(b[33:], right[:])
	return sha256.Sum256(b[:])
}

// Merkle returns the root over leaves as in RFC 6962 section 2.1: leaves and nodes are hashed with different first bytes,
// and the left subtree is the largest power of two smaller than the whole.
func Merkle(leaves []Hash) Hash {
	switch len(leaves) {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return leaves[0]
	}
	k := 1
	for k*2 < len(leaves) {
		k *= 2
	}
	return node(Merkle(leaves[:k]), Merkle(leaves[k:]))
}

// MerklePath returns the sister hashes from leaf index up to the root.
func MerklePath(leaves []Hash, index int) []Hash {
	if len(leaves) <= 1 {
		return nil
	}
	k := 1
	for k*2 < len(leaves) {
		k *= 2
	}
	if index < k {
		return append(MerklePath(leaves[:k], index), Merkle(leaves[k:]))
	}
	return append(MerklePath(leaves[k:], index-k), Merkle(leaves[:k]))
}

// MerkleRoot climbs from leaf index of n along path. ok is false if the path has the wrong length.
func MerkleRoot(leaf Hash, index, n int, path []Hash) (root Hash, ok bool) {
	if n <= 0 || index < 0 || index >= n {
		return Hash{}, false
	}
	if n == 1 {
		return leaf, len(path) == 0
	}
	if len(path) == 0 {
		return Hash{}, false
	}
	k := 1
	for k*2 < n {
		k *= 2
	}
	last := path[len(path)-1]
	if index < k {
		left, ok := MerkleRoot(leaf, index, k, path[:len(path)-1])
		return node(left, last), ok
	}
	right, ok := MerkleRoot(leaf, index-k, n-k, path[:len(path)-1])
	return node(last, right), ok
}

// Sum computes the hash of the header from all its other fields.
func (h Header) Sum() Hash {
	e := encoder{make([]byte, 0, 256)}
	e.text(tagBlock)
	e.num(h.Seq)
	e.num(int64(h.V))
	e.num(h.Time)
	e.text(h.Writer)
	e.raw(h.Nonce[:])
	e.raw(h.Prev[:])
	e.raw(h.Root[:])
	e.num(int64(h.N))
	return sha256.Sum256(e.buf)
}

// leaves returns the hashes of the entries and their canonical size in bytes.
func (b *Block) leaves() ([]Hash, int) {
	out := make([]Hash, len(b.Entries))
	buf := make([]byte, 0, 1024)
	size := 0
	for i := range b.Entries {
		out[i], buf = b.Entries[i].leaf(buf)
		size += len(buf)
	}
	return out, size
}

// seal fills in what follows from the entries, whose leaves are given: count, keys, root and hash.
func (b *Block) seal(leaves []Hash) {
	b.N = len(b.Entries)
	b.Keys = make([]Key, b.N)
	for i := range b.Entries {
		b.Keys[i] = b.Entries[i].Key
	}
	b.Root = Merkle(leaves)
	b.Hash = b.Sum()
}

// Check verifies everything a block says of itself: bounds, count, keys, Merkle root and hash (invariant I6). Whether it
// fits the block before is for State to say.
func (b *Block) Check() error {
	if b.V != 1 || b.Seq < 1 || b.Time < 0 || b.N != len(b.Entries) || b.N < 1 || b.N > MaxEntries || len(b.Keys) != b.N {
		return fmt.Errorf("check block %d: %w: bounds", b.Seq, ErrBroken)
	}
	for i := range b.Keys {
		if b.Keys[i] != b.Entries[i].Key {
			return fmt.Errorf("check block %d: %w: key %d differs from its entry", b.Seq, ErrBroken, i)
		}
	}
	leaves, size := b.leaves()
	if size > MaxBlockBytes {
		return fmt.Errorf("check block %d: %w: larger than %d bytes", b.Seq, ErrBroken, MaxBlockBytes)
	}
	if Merkle(leaves) != b.Root {
		return fmt.Errorf("check block %d: %w: Merkle root differs from the entries", b.Seq, ErrBroken)
	}
	if b.Sum() != b.Hash {
		return fmt.Errorf("check block %d: %w: hash differs from the header", b.Seq, ErrBroken)
	}
	return nil
}

// EncodeBlock writes a block as one line of JSON for an audit export.
func EncodeBlock(b Block) ([]byte, error) {
	line, err := json.Marshal(b)
	if err != nil {
		return nil, fmt.Errorf("encode block %d: %w", b.Seq, err)
	}
	return append(line, '\n'), nil
}

// DecodeBlock reads what EncodeBlock wrote and checks it. Unknown fields and trailing bytes are refused: what is not
// covered by the hash must not be there.
func DecodeBlock(line []byte) (Block, error) {
	var b Block
	if err := strictJSON(line, &b); err != nil {
		return Block{}, fmt.Errorf("decode block: %w", err)
	}
	if err := b.Check(); err != nil {
		return Block{}, err
	}
	return b, nil
}

// strictJSON reads data and accepts it only if it is, white space apart, what writing the value again gives. encoding/json
// alone lets through other spellings of names and values twice given, which no hash covers.
func strictJSON(data []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return fmt.Errorf("read JSON: %w", err)
	}
	again, err := json.Marshal(into)
	if err != nil {
		return fmt.Errorf("read JSON: %w", err)
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, data); err != nil {
		return fmt.Errorf("read JSON: %w", err)
	}
	if !bytes.Equal(compact.Bytes(), again) {
		return errors.New("read JSON: it is not spelled as it was written")
	}
	return nil
}
