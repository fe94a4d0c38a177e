package rail

import (
	"context"
	"fmt"
)

// quarrel is what may become of a payment after it was booked.
type quarrel string

const (
	takeBack quarrel = "takeBack" // the payer's bank calls it back
	giveBack quarrel = "giveBack" // and has lost
	correct  quarrel = "correct"  // the bank has booked another amount than it was told
)

// TakeBack is the payer's bank calling back what came in, as in a chargeback; what is not there is refused.
func (s *Sandbox) TakeBack(ctx context.Context, endToEnd string) (Ack, error) {
	return s.dispute(ctx, endToEnd, takeBack)
}

// GiveBack is the payer's bank giving back what it has called back.
func (s *Sandbox) GiveBack(ctx context.Context, endToEnd string) (Ack, error) {
	return s.dispute(ctx, endToEnd, giveBack)
}

// Correct is the bank taking back a booking of another amount than it was told, and making the right one.
func (s *Sandbox) Correct(ctx context.Context, endToEnd string) (Ack, error) {
	return s.dispute(ctx, endToEnd, correct)
}

func (s *Sandbox) dispute(ctx context.Context, endToEnd string, q quarrel) (Ack, error) {
	acks, err := s.do(ctx, told{Do: doQuarrel, ID: endToEnd, Quarrel: q})
	if err != nil {
		return Ack{}, fmt.Errorf("quarrel with sandbox: %w", err)
	}
	return acks[0], nil
}

func (b *book) quarrel(endToEnd string, q quarrel) Ack {
	in, known := b.known[endToEnd]
	left := b.booked[endToEnd]
	right := in.Amount.Minor // as it should stand in the account
	if left < 0 {
		right = -right
	}
	k := booking{amount: in.Amount, endToEnd: endToEnd, reference: in.Reference, party: in.Party}
	undo := k
	undo.amount.Minor, undo.reversal, undo.reason = -left, true, "AC06"
	switch {
	case known && q == takeBack && left > 0:
		b.post(undo)
	case known && q == giveBack && left == 0:
		b.post(k)
	case known && q == correct && left != 0 && left != right:
		b.post(undo)
		k.amount.Minor = right
		b.post(k)
	default:
		return Ack{endToEnd, Rejected, "not_booked"}
	}
	return Ack{EndToEnd: endToEnd, State: Accepted}
}
