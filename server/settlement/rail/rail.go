// Package rail is where money meets the world: a Rail takes payment files and hands out what banks write about accounts.
// The built-in Sandbox is a deterministic counterpart with books of its own; it is no bank and no real money is in it. It
// runs inside the process or, spoken to by a Client, in one of its own.
//
// The package knows neither orders nor the ledger. What a rail reports comes as raw files in the formats of package
// statement and in no other way: whoever polls reads them as if they had been uploaded.
package rail

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"fairground/server/money"
)

// Rail is an adapter to a custodian or a payment network.
type Rail interface {
	Capabilities() Capabilities
	// Submit hands over a payment file. A file is known by its MsgID and a payment by its EndToEnd for ever: the same file
	// again is not a second payment and gets the same answer. An error means that nobody knows what arrived.
	Submit(ctx context.Context, b Batch) ([]Ack, error)
	// Collect lets a payer pay in. Only rails without real money can: elsewhere payers instruct their own banks.
	Collect(ctx context.Context, in Instruction) (Ack, error)
	// Poll returns files received after the cursor, "" for all. They may say a thing twice, late and out of order.
	Poll(ctx context.Context, cursor string) (files []File, next string, err error)
}

// Capabilities state what a rail can do and its limits, in one place.
type Capabilities struct {
	Name       string           `json:"name" doc:"Short, for account names: letters, digits, - and _."`
	RealMoney  bool             `json:"realMoney"`
	Notice     string           `json:"notice,omitempty" doc:"What every screen and document must say."`
	Account    string           `json:"account" doc:"The custody account as statements name it."`
	Currencies []money.Currency `json:"currencies" nullable:"false" doc:"Empty: all."`
	Largest    int64            `json:"largest,string" doc:"Minor units in one payment, in any currency."`
	Batch      int              `json:"batch" doc:"Payments in one file."`
	CutOff     string           `json:"cutOff" doc:"Time of day, UTC, until which a file is carried out the same day."`
	Files      []string         `json:"files" nullable:"false" doc:"Formats it takes and gives."`
	Collects   bool             `json:"collects" doc:"Payers can be simulated."`
	Recalls    bool             `json:"recalls" doc:"A payment can be called back."`
}

// Instruction is one payment.
type Instruction struct {
	EndToEnd  string       `json:"endToEnd"` // at most 35 characters
	Party     string       `json:"party"`    // opaque reference of the other side's account, at most 34 characters
	Reference string       `json:"reference,omitempty"`
	Amount    money.Amount `json:"amount"`
}

// Batch is a payment file and what stands in it. The file alone is what counts.
type Batch struct {
	MsgID        string
	File         []byte // pain.001
	Instructions []Instruction
}

// Hash names the file by its content.
func (b Batch) Hash() string {
	sum := sha256.Sum256(b.File)
	return hex.EncodeToString(sum[:])
}

// State is what a rail says about a payment at once.
type State string

// The states. Accepted is no more than that: only a booking settles a payment.
const (
	Accepted State = "accepted"
	Rejected State = "rejected"
	Unknown  State = "unknown"
)

// Ack is the rail's first answer to a payment.
type Ack struct {
	EndToEnd string `json:"endToEnd"`
	State    State  `json:"state"`
	Reason   string `json:"reason,omitempty"`
}

// File is a file as it was received.
type File struct {
	ID       string    `json:"id"`
	Received time.Time `json:"received"`
	Data     []byte    `json:"data"`
}
