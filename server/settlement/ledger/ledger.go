// Package ledger is the money engine: an append-only log of blocks, and everything that follows from it. A block holds
// whole entries; an entry holds a command's key, the moves of orders, milestones and payouts it caused, and all its
// postings. State is a pure function of the log: replaying the same blocks gives the same balances, byte for byte.
//
// The package knows a Log of two methods and nothing else of the world: no database, no HTTP, no wall clock (time is a
// number handed in and written into the block), no exhibition, no names of people. Rules are in decide.go, what a
// recorded entry does to the state and every invariant are in apply.go, the append protocol is in writer.go, and
// simulation.go runs all of it over a store that loses, delays, repeats and rolls back.
//
// Signs: what the platform owes (escrow, users, fees, suspense) is positive, what banks owe is negative, so that every
// entry and hence every currency sums to zero.
package ledger

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"

	"fairground/server/money"
)

// Bounds of a block and of what a command may carry.
const (
	MaxEntries    = 512
	MaxBlockBytes = 1 << 20
	MaxMilestones = 64
	MaxText       = 256     // bytes of a reference or note
	MaxAmount     = 1 << 53 // minor units in one command: exact in every JSON reader
)

// What can become of an append or a command. Anything an Append returns that is neither nil, ErrTaken nor ErrKeyTaken
// is an unknown outcome: the block may or may not be in the log.
var (
	ErrTaken      = errors.New("block number is taken")
	ErrKeyTaken   = errors.New("a command of the block is in the log already")
	ErrKeyReused  = errors.New("idempotency key was used for another command")
	ErrMalformed  = errors.New("command is malformed")
	ErrUnknown    = errors.New("outcome is unknown: ask again with the same key")
	ErrHalted     = errors.New("ledger has stopped itself")
	ErrBroken     = errors.New("ledger is broken")
	ErrOutOfRange = errors.New("sum does not fit")
	// ErrOtherRelease says of a snapshot that its tables are not those of this program.
	ErrOtherRelease = errors.New("snapshot of another release")
	// ErrNotLookedUp says of a block that whether its keys are new must be looked up in the log.
	ErrNotLookedUp = errors.New("keys must be looked up")
)

// Log is where blocks are kept.
type Log interface {
	// Append stores the block under its number if the number is free. nil means: durable, a majority has it, no failover
	// takes it back. ErrTaken and ErrKeyTaken mean that it is not stored; every other error means nobody knows.
	Append(ctx context.Context, b Block) error
	// ReadFrom returns at most limit blocks from number seq on in order, only such as no failover takes back.
	ReadFrom(ctx context.Context, seq int64, limit int) ([]Block, error)
	// WithKeys returns the blocks that hold any of the keys, in order and perhaps with others among them, only such as no failover
	// takes back. It must have seen block seen, and with it all before it; from who is not that far it is an error.
	WithKeys(ctx context.Context, keys []Key, seen int64) ([]Block, error)
}

// Hash is a SHA-256 sum; in JSON 64 hexadecimal digits.
type Hash [32]byte

// String returns h in hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// MarshalText writes h in hexadecimal.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads exactly 64 lower-case hexadecimal digits.
func (h *Hash) UnmarshalText(text []byte) error { return fromHex(h[:], text) }

// Key identifies a command for ever: the first half of the SHA-256 sum of its scope and name.
type Key [16]byte

// NewKey derives a key from its parts, for example the scope "org_x" and the header a client sent. Different parts never
// run into each other: each is prefixed by its length.
func NewKey(parts ...string) Key {
	h := sha256.New()
	var n [8]byte
	for _, p := range append([]string{"fairground.key.1"}, parts...) {
		binary.BigEndian.PutUint64(n[:], uint64(len(p)))
		h.Write(n[:])
		h.Write([]byte(p))
	}
	return Key(h.Sum(nil)[:16])
}

// String returns k in hexadecimal.
func (k Key) String() string { return hex.EncodeToString(k[:]) }

// MarshalText writes k in hexadecimal.
func (k Key) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads exactly 32 lower-case hexadecimal digits.
func (k *Key) UnmarshalText(text []byte) error { return fromHex(k[:], text) }

func fromHex(dst, text []byte) error {
	if len(text) != 2*len(dst) {
		return fmt.Errorf("read hash: want %d hexadecimal digits, have %d characters", 2*len(dst), len(text))
	}
	for _, c := range text {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return errors.New("read hash: not lower-case hexadecimal")
		}
	}
	if _, err := hex.Decode(dst, text); err != nil {
		return fmt.Errorf("read hash: %w", err)
	}
	return nil
}

// Role is the letter of who acts, as in the design's table.
type Role string

// The roles. Timer also stands for the system itself; Rail is the side of the bank.
const (
	Buyer      Role = "B"
	Seller     Role = "S"
	Organizer  Role = "O"
	Maker      Role = "M"
	Checker    Role = "C"
	Arbitrator Role = "A"
	Funder     Role = "F"
	Logistics  Role = "L"
	Timer      Role = "T"
	Rail       Role = "R"
	Compliance Role = "X"
	Auditor    Role = "U"
)

// Roles lists every role in the order of the design.
func Roles() []Role {
	return []Role{Buyer, Seller, Organizer, Maker, Checker, Arbitrator, Funder, Logistics, Timer, Rail, Compliance, Auditor}
}

// Actor is who gave a command: opaque ids only, never a name.
type Actor struct {
	Person string `bson:"id,omitempty" json:"id,omitempty"`
	Org    string `bson:"org,omitempty" json:"org,omitempty"`
	Role   Role   `bson:"role" json:"role"`
	Via    string `bson:"via,omitempty" json:"via,omitempty"`
}

// Type says what a command asks for.
type Type string

// The commands of the ledger; who may give them in which state is in the table of decide.go.
const (
	ImportOrder     Type = "order.import"
	AgreeOrder      Type = "order.agree"
	DeclineOrder    Type = "order.decline"
	ExpireOrder     Type = "order.expire"
	BookReceipt     Type = "receipt.book"
	StartOrder      Type = "order.start"
	ConsentCancel   Type = "order.consent_cancel"
	CancelOrder     Type = "order.cancel"
	ShipMilestone   Type = "milestone.ship"
	DeliverGoods    Type = "milestone.deliver"
	AcceptMilestone Type = "milestone.accept"
	CancelMilestone Type = "milestone.cancel"
	ProposeRelease  Type = "release.propose"
	Release         Type = "milestone.release"
	RequestPayout   Type = "payout.request"
	ProposePayout   Type = "payout.propose"
	ApprovePayout   Type = "payout.approve"
	SubmitPayout    Type = "payout.submit"
	SettlePayout    Type = "payout.settle"
	RejectPayout    Type = "payout.reject"
	CancelPayout    Type = "payout.cancel"
	SetPolicy       Type = "policy.set"
	ProposeAction   Type = "action.propose"
)

// Each family of commands names its own beside its rules.

// Command is one wish, with everything that decides it. Version is the order's (for payout commands the payout's)
// version the actor has seen; the system may leave it 0.
type Command struct {
	Key       Key
	Type      Type
	Actor     Actor
	Order     string
	Milestone string
	Payout    string
	Version   int64
	Amount    int64          // minor units: receipts and payouts
	Currency  money.Currency // receipts and payouts
	Rail      string         // which rail a receipt came by or a payout leaves by
	Ref       string         // end-to-end id, evidence id, account reference: opaque, never personal data
	Note      string
	Terms     *Terms  // order.import
	Limits    []Limit // policy.set
	Object    string  // what else it is about: a dispute, an advance, a quote, money in suspense
	Params    []Param // what the command of a family needs besides, by ascending name
}

// Param is a named detail of a command: a number or a text, as the command's docs say.
type Param struct {
	Name  string `bson:"n" json:"n"`
	Minor int64  `bson:"v,omitempty" json:"v,omitempty,string"`
	Text  string `bson:"s,omitempty" json:"s,omitempty"`
}

// MaxParams bounds the details of one command.
const MaxParams = 24

func param(params []Param, name string) Param {
	for _, p := range params {
		if p.Name == name {
			return p
		}
	}
	return Param{}
}

func (c *Command) num(name string) int64   { return param(c.Params, name).Minor }
func (c *Command) text(name string) string { return param(c.Params, name).Text }
func (e *Entry) num(name string) int64     { return param(e.Params, name).Minor }
func (e *Entry) text(name string) string   { return param(e.Params, name).Text }

// Limit is the amount up to which the system may release and pay out alone; above it two people decide. A currency
// without a limit always needs two.
type Limit struct {
	Currency money.Currency `bson:"c" json:"c"`
	Release  int64          `bson:"release" json:"release,string"`
	Payout   int64          `bson:"payout" json:"payout,string"`
}

// Leg is one posting. Book "p" is money, "h" is a hold on it (a hold sums to nothing and needs no counterpart).
type Leg struct {
	Account  string         `bson:"a" json:"a"`
	Currency money.Currency `bson:"c" json:"c"`
	Minor    int64          `bson:"v" json:"v,string"`
	Book     string         `bson:"b" json:"b"`
}

// The two books of an account.
const (
	Posted = "p"
	Held   = "h"
)

// Move is one transition of a state machine. Kind is "o" for the order, "m" for a milestone, "p" for a payout; the other
// kinds stand with their machines.
type Move struct {
	Kind string `bson:"k" json:"k"`
	ID   string `bson:"id" json:"id"`
	From string `bson:"from" json:"from"`
	To   string `bson:"to" json:"to"`
}

// Entry is a decided command as it stands in the log, refusals included: OK false has neither moves nor legs, and Why
// is the stable reason. Version is that of the order or payout before the entry.
type Entry struct {
	Key       Key            `bson:"k" json:"k"`
	Print     Hash           `bson:"f" json:"f"`
	Type      Type           `bson:"ty" json:"ty"`
	Actor     Actor          `bson:"act" json:"act"`
	Order     string         `bson:"ord,omitempty" json:"ord,omitempty"`
	Milestone string         `bson:"ms,omitempty" json:"ms,omitempty"`
	Payout    string         `bson:"pay,omitempty" json:"pay,omitempty"`
	Version   int64          `bson:"ov" json:"ov"`
	OK        bool           `bson:"ok" json:"ok"`
	Why       string         `bson:"why,omitempty" json:"why,omitempty"`
	Moves     []Move         `bson:"mv,omitempty" json:"mv,omitempty"`
	Legs      []Leg          `bson:"legs,omitempty" json:"legs,omitempty"`
	Maker     string         `bson:"maker,omitempty" json:"maker,omitempty"`
	Checker   string         `bson:"checker,omitempty" json:"checker,omitempty"`
	Amount    int64          `bson:"amt,omitempty" json:"amt,omitempty,string"`
	Currency  money.Currency `bson:"c,omitempty" json:"c,omitempty"`
	Rail      string         `bson:"rail,omitempty" json:"rail,omitempty"`
	Ref       string         `bson:"ref,omitempty" json:"ref,omitempty"`
	Note      string         `bson:"note,omitempty" json:"note,omitempty"`
	Terms     *Terms         `bson:"terms,omitempty" json:"terms,omitempty"`
	Limits    []Limit        `bson:"limits,omitempty" json:"limits,omitempty"`
	Object    string         `bson:"obj,omitempty" json:"obj,omitempty"`
	Params    []Param        `bson:"par,omitempty" json:"par,omitempty"`
}

// Header is a block without its entries: what a chain of hashes needs.
type Header struct {
	Seq    int64  `bson:"_id" json:"seq"`
	V      int    `bson:"v" json:"v"`
	Time   int64  `bson:"t" json:"t"` // milliseconds since 1970, never less than the block before
	Writer string `bson:"w" json:"w"`
	Nonce  Key    `bson:"nonce" json:"nonce"`
	Prev   Hash   `bson:"prev" json:"prev"`
	Hash   Hash   `bson:"hash" json:"hash"`
	Root   Hash   `bson:"root" json:"root"`
	N      int    `bson:"n" json:"n"`
}

// Block is the unit of appending: 1 to MaxEntries entries under one number.
type Block struct {
	Header  `bson:",inline"`
	Keys    []Key   `bson:"keys" json:"keys"`
	Entries []Entry `bson:"e" json:"e"`
}

// Outcome is what a command came to, the same however often it is asked for.
type Outcome struct {
	Seq     int64 // block
	Index   int   // entry in the block
	Time    int64
	OK      bool
	Why     string // stable reason of a refusal; of an accepted receipt, why it went to suspense
	Version int64  // of the order or payout afterwards
	Print   Hash
}
