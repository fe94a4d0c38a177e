// Package rail is where money meets the world: a Rail takes instructions and tells what became of them. The built-in
// Sandbox is a deterministic counterpart that moves nothing; it is no bank and no real money is in it.
//
// The package knows neither orders nor the ledger: an instruction names an opaque reference, and whoever reads the
// notices finds his order by it.
package rail

import (
	"context"

	"fairground/server/money"
)

// Rail is an adapter to a custodian or a payment network.
type Rail interface {
	Capabilities() Capabilities
	// Submit hands over instructions. An instruction is known by its EndToEnd for ever: submitting it again is not a second
	// payment. An error means that nobody knows what arrived; submit the same instructions again.
	Submit(ctx context.Context, batch []Instruction) ([]Ack, error)
	// Poll returns what happened after the cursor, "" from the beginning. Notices may come twice, late and out of order.
	Poll(ctx context.Context, cursor string) (notices []Notice, next string, err error)
}

// Capabilities state what a rail can do, in one place.
type Capabilities struct {
	Name      string // short, for account names: letters, digits, - and _
	RealMoney bool
	Notice    string           // what every screen and document must say
	Currency  []money.Currency // empty: all
}

// Kind of an instruction.
type Kind string

// Collect takes money from a payer who instructs his bank through us; Pay sends money out.
const (
	Collect Kind = "collect"
	Pay     Kind = "pay"
)

// Instruction is one money movement.
type Instruction struct {
	EndToEnd  string // at most 35 characters (ISO 20022 EndToEndIdentification)
	Kind      Kind
	Party     string // opaque reference of the other side's account
	Reference string // remittance information; for a collection the order
	Amount    money.Amount
}

// Ack is the rail's first answer to an instruction: it has it, or it refuses it.
type Ack struct {
	EndToEnd string
	Rejected bool
	Reason   string
}

// Event says what a notice reports.
type Event string

// The events: money came in, a payment went out, a payment was refused or came back.
const (
	Received Event = "received"
	Paid     Event = "paid"
	Returned Event = "returned"
)

// Notice is a line of what the rail reports, known for ever by its ID.
type Notice struct {
	ID        string
	Event     Event
	EndToEnd  string
	Reference string
	Amount    money.Amount
	Reason    string
}
