package ledger

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"
)

// A block's hash fixes everything before it. Whoever keeps the hash of one block of each day, signed by the one who runs the
// ledger, can prove for ever that the past was changed: two logs cannot both lead to it.

const tagHead = "fairground.head.1"

// SignedHead is the word of the holder of a key that at an instant the log had a block with this hash.
type SignedHead struct {
	Date      string    `bson:"_id" json:"date"` // the day whose last block it is, UTC; "" if it is signed for a statement
	Seq       int64     `bson:"seq" json:"seq"`
	Hash      Hash      `bson:"hash" json:"hash"`
	At        time.Time `bson:"at" json:"at"`         // when it was signed, UTC, in milliseconds
	KeyID     string    `bson:"key" json:"keyId"`     // begin of the SHA-256 sum of the public key
	Public    Hash      `bson:"public" json:"public"` // the public key: 32 bytes as well
	Signature Signature `bson:"sig" json:"signature"`
}

// Signature is an Ed25519 signature (RFC 8032); in JSON 128 hexadecimal digits.
type Signature [ed25519.SignatureSize]byte

// MarshalText writes s in hexadecimal.
func (s Signature) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(s[:])), nil }

// UnmarshalText reads exactly 128 lower-case hexadecimal digits.
func (s *Signature) UnmarshalText(text []byte) error { return fromHex(s[:], text) }

// Why a signed head is not believed.
var (
	ErrSignature  = errors.New("the signature is not of this key over this head")
	ErrOtherKey   = errors.New("it is signed with another key")
	ErrNotCovered = errors.New("the head is of a block that is not among those shown")
)

// KeyID is the short name of a public key: the first eight bytes of its SHA-256 sum, in hexadecimal.
func KeyID(public ed25519.PublicKey) string {
	sum := sha256.Sum256(public)
	return hex.EncodeToString(sum[:8])
}

// SignHead signs that the log had this block at an instant. date is the day whose last block it is, or "".
func SignHead(key ed25519.PrivateKey, date string, seq int64, hash Hash, at time.Time) (SignedHead, error) {
	public, ok := key.Public().(ed25519.PublicKey)
	if !ok || len(key) != ed25519.PrivateKeySize {
		return SignedHead{}, errors.New("sign head: not an Ed25519 key")
	}
	h := SignedHead{Date: date, Seq: seq, Hash: hash, At: at.UTC().Truncate(time.Millisecond), KeyID: KeyID(public), Public: Hash(public)}
	h.Signature = Signature(ed25519.Sign(key, h.preimage()))
	return h, nil
}

func (h *SignedHead) preimage() []byte {
	e := encoder{make([]byte, 0, 256)}
	e.text(tagHead)
	e.text(h.Date)
	e.num(h.Seq)
	e.raw(h.Hash[:])
	e.num(h.At.UnixMilli())
	e.raw(h.Public[:])
	return e.buf
}

// Verify checks the signature: by the key it names, or by trusted if that is not nil. Errors: ErrOtherKey, ErrSignature.
func (h *SignedHead) Verify(trusted ed25519.PublicKey) error {
	named := ed25519.PublicKey(h.Public[:])
	if trusted != nil && !trusted.Equal(named) {
		return fmt.Errorf("head of block %d, key %s: %w", h.Seq, h.KeyID, ErrOtherKey)
	}
	if h.KeyID != KeyID(named) || !ed25519.Verify(named, h.preimage(), h.Signature[:]) {
		return fmt.Errorf("head of block %d, key %s: %w", h.Seq, h.KeyID, ErrSignature)
	}
	return nil
}

// MaxHeadBytes bounds a file of signed heads: some ten thousand, a head a day for decades.
const MaxHeadBytes = 8 << 20

// ReadHeads reads one signed head, or a list of them under "items" as the ledger publishes it. It checks no signature.
func ReadHeads(r io.Reader) ([]SignedHead, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxHeadBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read heads: %w", err)
	}
	if len(raw) > MaxHeadBytes {
		return nil, fmt.Errorf("read heads: larger than %d bytes", MaxHeadBytes)
	}
	var one SignedHead
	if err := strictJSON(raw, &one); err == nil {
		return []SignedHead{one}, nil
	}
	var list struct {
		Items []SignedHead `json:"items"`
	}
	if err := strictJSON(raw, &list); err != nil {
		return nil, fmt.Errorf("read heads: %w", err)
	}
	return list.Items, nil
}

// Sign adds to a statement the signed head that its last block is proved by. A head of a later block needs the headers up
// to it, which are read from the log. Errors: ErrTooLong, ErrNotCovered (an earlier block, or another hash), those of reading.
func (st *Statement) Sign(ctx context.Context, log Log, h SignedHead) error {
	first, last := st.Headers[0].Seq, st.Headers[len(st.Headers)-1].Seq
	if h.Seq < last {
		return fmt.Errorf("sign statement of order %s: %w", st.Order, ErrNotCovered)
	}
	if h.Seq-first >= MaxStatementBlocks {
		return fmt.Errorf("sign statement of order %s: %w", st.Order, ErrTooLong)
	}
	headers := st.Headers
	for last < h.Seq {
		blocks, err := log.ReadFrom(ctx, last+1, int(min(ReadBatch, h.Seq-last)))
		if err != nil {
			return fmt.Errorf("sign statement of order %s: read from block %d: %w", st.Order, last+1, err)
		}
		if len(blocks) == 0 {
			return fmt.Errorf("sign statement of order %s: %w: block %d is missing", st.Order, ErrBroken, last+1)
		}
		for _, b := range blocks {
			headers = append(headers, b.Header)
			last = b.Seq
		}
	}
	if headers[len(headers)-1].Hash != h.Hash {
		return fmt.Errorf("sign statement of order %s: %w", st.Order, ErrNotCovered)
	}
	st.Headers, st.Signed = headers, &h
	return nil
}

// Covers checks that a head published elsewhere is one of the blocks the statement shows: then the statement is of that log.
// Its signature is checked by trusted, or by the key it names if that is nil. Errors: ErrNotCovered, and those of Verify.
func (st *Statement) Covers(h SignedHead, trusted ed25519.PublicKey) error {
	if err := h.Verify(trusted); err != nil {
		return err
	}
	at := h.Seq - st.Headers[0].Seq
	if at < 0 || at >= int64(len(st.Headers)) {
		return fmt.Errorf("head of block %d: %w", h.Seq, ErrNotCovered)
	}
	if st.Headers[at].Hash != h.Hash {
		return broken("block %d has the hash %s in the statement and %s in the signed head", h.Seq, st.Headers[at].Hash, h.Hash)
	}
	return nil
}
